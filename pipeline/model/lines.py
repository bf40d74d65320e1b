"""Where the lines of a text stand, and how to cut whole ones."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model.edits import Edit

FULL_STOPS = "。！？…!?"
"""Marks that end a sentence; `；` and others that end a clause are added where those count."""
AFTER_STOP = "”’」』）)】》〉]\"'"
"""What may stand behind such a mark and belongs to the sentence."""
SENTENCE_END = re.compile(f"[{FULL_STOPS}][{re.escape(AFTER_STOP)}]*")


class Line(NamedTuple):
    """`text[start:end]`, without its line break."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    r"""The lines of a text, in order.

    >>> [(line.start, line.end, line.text) for line in lines("一\n二三")]
    [(0, 1, '一'), (2, 4, '二三')]
    """
    found, start = [], 0
    for piece in text.split("\n"):
        end = start + len(piece)
        found.append(Line(start, end, piece))
        start = end + 1
    return found


def cuts(all_lines: Sequence[Line], chosen: Mapping[int, str]) -> Iterator[Edit]:
    r"""Edits that remove whole lines, each with one line break, so that no empty line is left.

    `chosen` maps the index of a line to the rule that cuts it. The break behind a line goes
    with it, but at the end of the text it is the one before.

    >>> text = "题\n广告\n文\n责编"
    >>> for edit in cuts(lines(text), {1: "ad", 3: "credit"}):
    ...     print(edit)
    Edit(start=2, end=5, new='', rule='ad')
    Edit(start=6, end=9, new='', rule='credit')
    """
    tail = len(all_lines)
    while tail - 1 in chosen:
        tail -= 1
    for i in sorted(chosen):
        line = all_lines[i]
        if i < tail:
            yield Edit(line.start, line.end + 1, "", chosen[i])
        else:
            yield Edit(max(line.start - 1, 0), line.end, "", chosen[i])


def keeping_lines(text: str, edits: Iterable[Edit], kept: frozenset[int]) -> list[Edit]:
    r"""The edits without those that take one of the lines with these numbers whole.

    >>> keeping_lines("一\n二二\n三", [Edit(2, 5, "", "x"), Edit(2, 3, "", "y")], frozenset({1}))
    [Edit(start=2, end=3, new='', rule='y')]
    """
    if not kept:
        return list(edits)
    spans = [line for i, line in enumerate(lines(text)) if i in kept]
    starts = [line.start for line in spans]

    def takes_one(edit: Edit) -> bool:
        i = bisect_left(starts, edit.start)
        return i < len(spans) and edit.end >= spans[i].end > edit.start

    return [edit for edit in edits if edit.new or not takes_one(edit)]
