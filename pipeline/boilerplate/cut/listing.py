"""Lines that an author set apart in a text without Markdown: lists, graphs, quotations, headings.

What looks like boilerplate is an example there, or an entry: no curated rule knows such a line.
Texts are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterator, Sequence

_RUN = 3
"""Lines of one form in a row that are a list in a text without Markdown; two may be buttons."""

_FORMS = (
    re.compile(
        r" *(?:\d{1,3} ?[.)、](?!\d)|[(]?[一二三四五六七八九十]{1,3}[)、]|[(]\d{1,3}[)]|[①-⑳])"
    ),
    re.compile(r" *[|*][ |\\/*]*"),
    re.compile(r" *(?:> ?)+"),
    re.compile(r" *[-+] (?=.*[^-]$)"),
)
"""Numbers, graphs and tables, quotations, items, each of which makes a list of its own."""

_HEADING = re.compile(r" *#{1,6} ?(?=[^#\s])[^#]*$")
_HEADINGS = 2
"""Lines behind a # that are headings: tags behind one sign each stand on one line, at the end."""


def listed_lines(folded: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that an author set apart.

    Left alone: two or three lines of marks, which pages draw around their buttons.

    >>> sorted(listed_lines(["书目:", "1.甲", "2.乙", "3.丙", "完"]))
    [1, 2, 3]
    """
    found = set(_headings(folded))
    for form in _FORMS:
        for run in _runs(folded, form):
            found.update(run)
    return frozenset(found)


_CONTENTS = re.compile(r"[【\[]?(?:本文|文章)?(?:目 *录|导航|大纲)(?:一览)?[】\]]?[:| ]*")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2} ?[、.:)]? ?")


def contents(folded: Sequence[str], code: Collection[int]) -> frozenset[int]:
    """The numbers of the lines of a table of contents: each comes again below as a heading.

    Left alone: chapters of a law, which no page has numbered.

    >>> sorted(contents(["目录", "1由来", "2 工艺", "由来", "他说。", "工艺", "他走了。"], ()))
    [0, 1, 2]
    >>> sorted(contents(["目录", "1由来", "他说。"], ()))
    []
    """
    found: set[int] = set()
    for i in (i for i, line in enumerate(folded) if len(line) < 12 and _CONTENTS.fullmatch(line)):
        below = {line.strip(): j for j, line in enumerate(folded)}
        last = i
        while last + 1 < len(folded) and last + 1 not in code:
            entry = folded[last + 1].strip()
            bare = _NUMBER.sub("", entry, count=1)
            if bare == entry or max(below.get(bare, 0), below[entry]) <= last + 1:
                break
            last += 1
        found.update(range(i, last + 1) if last > i else ())
    return frozenset(found)


def _headings(folded: Sequence[str]) -> list[int]:
    """Lines behind a sign of their own with lines of text below them."""
    here = [i for i, line in enumerate(folded) if _HEADING.match(line)]
    apart = sum(i + 1 < len(folded) and i + 1 not in here for i in here)
    return here if apart >= _HEADINGS else []


def _runs(folded: Sequence[str], form: re.Pattern[str]) -> Iterator[range]:
    """Runs of lines of one form."""
    first = -1
    for i in range(len(folded) + 1):
        if i < len(folded) and form.match(folded[i]):
            first = i if first < 0 else first
            continue
        if first >= 0 and i - first >= _RUN:
            yield range(first, i)
        first = -1
