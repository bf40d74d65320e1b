"""The articles of CLEAN as one table that people open: a row each, without the texts."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.folder import Reader
from pipeline.model.article import Article

_COLUMNS = (
    *("path", "title", "author", "sitename", "date", "url", "letters", "flags", "copies"),
    "source_id",
)
# A cell that begins so is a formula to spreadsheets, and what it says may be anyone's.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_lines(clean: Path) -> Iterator[str]:
    """The lines of the table, for spreadsheets: UTF-8 with its mark, as CSV."""
    yield "\ufeff" + _line(_COLUMNS)
    yield from (_line(_cells(article)) for article in Reader(clean).articles("kept"))


def _cells(article: Article) -> tuple[str, ...]:
    stated = (article.title, article.author, article.sitename, article.date, article.url)
    letters = sum(map(str.isalnum, article.text))
    counts = (str(letters), " ".join(article.flags), str(len(article.copies)))
    return (article.path, *(one or "" for one in stated), *counts, article.source_id or "")


def _line(cells: tuple[str, ...]) -> str:
    r"""A line of CSV.

    >>> print(_line(("a", "=1+1", "one, two")), end="")  # doctest: +NORMALIZE_WHITESPACE
    a,'=1+1,"one, two"
    """
    made = io.StringIO()
    csv.writer(made).writerow([f"'{one}" if one.startswith(_FORMULA) else one for one in cells])
    return made.getvalue()
