"""Tables with tabs between their columns, such as verdicts.tsv."""

import re
from collections.abc import Iterable
from typing import Any

from pipeline.model.article import Verdict

VERDICTS_HEADING = "\t".join(Verdict._fields).encode() + b"\n"
_PLAIN = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHARE = re.compile(r"[01]\.\d+")


def tsv_row(values: Iterable[Any]) -> str:
    """Values, such as a verdict, as a row of a table with tabs between its columns.

    An unknown one is blank, a share has three places.

    >>> tsv_row(("a.txt", None, 0.93948, "two\\nlines"))
    'a.txt\\t\\t0.939\\ttwo lines\\n'
    """
    return "\t".join(map(_cell, values)) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else _PLAIN.sub(" ", str(value))


def filled(line: str, fewer: int) -> str:
    """A row of verdicts.tsv that lacks columns, and has a share with all its digits, as of today.

    >>> filled("b.txt\\t1f\\tduplicate\\ta.txt\\tnear\\t0.93948\\tnear copy\\n", 2)
    'b.txt\\t1f\\tduplicate\\ta.txt\\tnear\\t0.939\\tnear copy\\t\\t\\n'
    """
    cells = line.rstrip("\n").split("\t")
    return tsv_row(float(cell) if _SHARE.fullmatch(cell) else cell for cell in cells + [""] * fewer)


def verdict_row(line: str) -> dict[str, str]:
    """A row of verdicts.tsv as a dict of its columns."""
    return dict(zip(Verdict._fields, line.rstrip("\n").split("\t"), strict=False))
