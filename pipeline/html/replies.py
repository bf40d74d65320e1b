"""What readers wrote below an article: their words without names, days and buttons."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.html.features import DATE, SHORT, letters_of, says
from pipeline.html.linearise import PageLine

_LEAST = 4  # letters of a reply; fewer are counters and buttons
_SEVERAL = 2  # replies that stand in blocks of one name
_BUTTONS = ("comments", "share", "copyright", "form")

_Place = tuple[str, str, str]


def replies(page: Sequence[PageLine], end: int) -> list[int]:
    """The lines of the replies, where readers comment from line `end` on.

    Replies stand in blocks of one tag and class, each beside a day of its own; of several such
    blocks those with most text hold what was written.
    """
    days = [i for i in range(end, len(page)) if _is_dated(page[i])]
    if len(days) < _SEVERAL:
        return []
    last = days[-1] + (days[-1] - days[-2])
    found: dict[_Place, list[int]] = defaultdict(list)
    for i in range(end, min(len(page), last + 1)):
        if _is_said(page[i]):
            found[_place(page[i])].append(i)
    several = [lines for lines in found.values() if len(lines) >= _SEVERAL]
    return max(several, key=lambda lines: sum(len(page[i].text) for i in lines), default=[])


def _is_dated(line: PageLine) -> bool:
    return len(line.text) < SHORT and DATE.search(line.text) is not None


def _is_said(line: PageLine) -> bool:
    """Whether a line may be what a reader wrote."""
    text = line.text
    if line.linked * 2 > len(text) or line.box.hidden or _is_dated(line):
        return False
    button = len(text) < SHORT // 4 and any(says(name, text) for name in _BUTTONS)
    return not button and len(letters_of(text)) >= _LEAST


def _place(line: PageLine) -> _Place:
    box = line.box
    return box.tag, box.name, box.up.name if box.up else ""
