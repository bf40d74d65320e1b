"""Headlines of other articles among the lines below a text.

Not a stage: `strip` asks it. Each function gives the numbers of lines; texts are folded (see
`layout`), and no line of running text is among those asked about.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.metadata.layout import ends_sentence

LONGEST_HEADLINE = 60  # characters; no headline of a list is longer
# A headline that was cut to a length; six dots, or two signs of three, are the author's.
_CUT_SHORT = re.compile(r"\w[^.…]{0,2}(?:\.{2,3}|…)$")
_CUT = 4  # lines in a row that end so; a poem's may, but are not as long as each other
# A headline and when it went online; no life or history is told to the minute.
_ONLINE = re.compile(r".{6,60}[ (\[]\d{4}[-/.年]\d\d?[-/.月]\d\d?日? \d\d?:\d\d(?::\d\d)?[)\]]?")
_DATED = 2  # such lines that are a list; one may be when the text itself was written


def listed_headlines(folded: Sequence[str], first: int, last: int) -> Iterator[int]:
    """The lines from `first` on that can be headlines of a list.

    >>> prose = "他走了。走得很慢,没有回头,也没有说话。"
    >>> list(listed_headlines(["渡口的灯", "县里要修学校", prose], 0, 2))
    [0, 1]
    """
    for i in range(first, last + 1):
        if not _headline(folded[i]):
            return
        yield i


def broken_off(folded: Sequence[str], first: int, last: int) -> Iterator[int]:
    """The lines of a list whose headlines were cut to one length: who writes lets none end so."""
    run: list[int] = []
    for i in range(first, last + 2):
        if i <= last and len(folded[i]) <= LONGEST_HEADLINE and _CUT_SHORT.search(folded[i]):
            run.append(i)
            continue
        if len(run) >= _CUT and len({len(folded[j]) // 4 for j in run}) <= 2:
            yield from run
        run = []


def behind(folded: Sequence[str], over: Collection[int], last: int) -> list[int]:
    """The lines below the last one at which a text is over, if all of them can be headlines.

    `over` are the lines of its tags and its neighbours.
    """
    below = range(max(over) + 1, last + 1) if over else range(0)
    return [*below] if all(_headline(folded[i]) for i in below) else []


def dated_headlines(
    folded: Sequence[str], first: int, last: int, cut: Collection[int]
) -> list[int]:
    """The last lines, if each is a headline with the minute at which it went online.

    >>> lines = ["渡口停运以后的冬天 2008-04-28 05:21", "新桥立冬通车 2008-04-25 05:20"]
    >>> dated_headlines(lines, 0, 1, ())
    [1, 0]
    """
    found = []
    for i in range(last, first - 1, -1):
        if i not in cut:
            if not _ONLINE.fullmatch(folded[i].strip()):
                break
            found.append(i)
    return found if len(found) >= _DATED else []


def _headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not ends_sentence(line)
