"""What looks like boilerplate and stayed: lines near the ends of articles, by site and pages.

Where new words and rules come from. A line is listed if pages say little else so, or if a word of
theirs stands in it on three pages of one site; numbers and Latin are slots.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.boilerplate.shapes import body_paragraph, masked
from pipeline.boilerplate.vocabulary import is_boilerplate_line
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import words_of
from pipeline.model.article import Article, home_of, site_of
from pipeline.report.lookup import reading

_HEAD, _TAIL = 4, 10
"""Lines looked at from either end."""
_SHARE = 0.5
"""Of a line's letters that are words of pages: such a line is listed though one page has it."""
PAGES = 3
"""Pages of one site on which a line with one such word is no accident."""
_LONGEST = 120
"""Characters of a line; longer ones are paragraphs."""


class Left(NamedTuple):
    """A line that stayed: its site or folder, on how many pages, the first of them."""

    site: str
    pages: int
    line: str
    path: str


def left(articles: Iterator[Article]) -> list[Left]:
    """The lines that look like boilerplate, those on most pages first."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    sure: set[tuple[str, str]] = set()
    for one in articles:
        home = home_of(one.path, site_of(one.url) if one.url else None)
        lines = one.text.split("\n")
        ends = {*range(len(lines))[:_HEAD], *range(len(lines))[-_TAIL:]}
        for line in sorted({lines[i] for i in ends}):
            if not line or len(line) > _LONGEST or body_paragraph(line):
                continue
            said = words_of(fold(line))
            if said.words or is_boilerplate_line(line):
                key = home, masked(line)
                seen[key].append(one.path)
                if said.share >= _SHARE and len(said.words) > 1:
                    sure.add(key)
    found = [
        Left(home, len(paths), line, min(paths))
        for (home, line), paths in seen.items()
        if len(paths) >= PAGES or (home, line) in sure
    ]
    return sorted(found, key=lambda one: (-one.pages, one.site, one.line))


def left_lines(clean: Path) -> Iterator[tuple[Left, str]]:
    """The lines that stayed in CLEAN, each with its line for a person."""
    for one in left(reading(clean).articles("kept")):
        yield one, f"{one.pages:7,} {one.site:24} {one.line}  ({one.path})"
