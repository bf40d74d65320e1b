"""Whether two texts say different things in the same words: other numbers, other names.

Notices of one template differ in numbers, dates and names with the same words around them; copies
lose a tail, gain a credit line with its stamp, have a word put otherwise.
"""

import re
from collections import Counter
from collections.abc import Set
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.align import EDGE, SHORT_GAP, Alignment, Gap, Gaps, inside
from pipeline.duplicates.overlaps import EXCHANGES, Overlap, beginnings
from pipeline.duplicates.readings import NUMERALS, UNITS, Places, Reading

# Fewer numbers than this in both texts are no evidence of anything.
FEW_NUMBERS = 6
# Where this share of them agrees there is no need to look at them more closely.
MANY_NUMBERS = 0.5
# A credit line is looked for so many characters to either side.
LINE = 60

_DIGITS = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
_WORDS = re.compile(rf"[{NUMERALS}]{{2,}}|[{NUMERALS}](?=[{UNITS}])")
_NUMBER = re.compile(f"{_DIGITS.pattern}|{_WORDS.pattern}")
_STAMP = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
_COUNTER = re.compile(
    r"(?:阅读|浏览|点击|评论|点赞|热度|人气|访问|次数|字号|编辑|责编|电话|热线|微信|QQ)\D{0,6}\d+"
)
# A line is one of credits that names a source, an hour, or a date as machines write it. The date
# below a notice is a fact.
_CREDIT = re.compile(
    r"来源|发布|时间|编辑|责编|作者|记者|转自|阅读|浏览|点击|\d{1,2}:\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d"
)
_WIDE = str.maketrans("０１２３４５６７８９：．，", "0123456789:.,")


def clash(found: Alignment, shared: Overlap) -> bool:
    """Whether facts stand in one text where other facts stand in the other.

    Numbers exchanged for others, or names exchanged for others throughout; `shared` says which of
    the two may be.
    """
    one, other, _, gaps = found
    # Said by one only: a copy that lost or gained something.
    least = np.minimum(gaps[:, 1] - gaps[:, 0], gaps[:, 3] - gaps[:, 2])
    telling = (least > 0) & _numeric(one, gaps[:, :2]) & _numeric(other, gaps[:, 2:])
    if all(shared.names):
        names = shared.names[0] | shared.names[1]
        telling |= _named(one, gaps[:, :2], names) & _named(other, gaps[:, 2:], names)
    return clash_within(one, other, gaps[telling])


def clash_within(one: Reading, other: Reading, gaps: Gaps) -> bool:
    """Whether other facts stand on the two sides of some gaps between texts, the shorter first."""
    swapped: Counter[tuple[str, str]] = Counter()
    for gap in map(Gap._make, gaps.tolist()):
        for inner in inside(one, other, gap)[0]:
            if _numbers_clash(one, other, inner):
                return True
            # A word put otherwise once is an edit; often the same exchange is another name.
            if _exchange(inner):
                pair = _slice(one, inner.a0, inner.a1), _slice(other, inner.b0, inner.b1)
                swapped[pair] += 1
                if swapped[pair] >= EXCHANGES:
                    return True
    return False


def numbers_shared(one: Reading, other: Reading) -> float:
    """The share of the numbers of the text richer in them that the other has too.

    With hardly any there is nothing to disagree about: 1.
    """
    most = max(len(one.digits), len(other.digits))
    if most < FEW_NUMBERS:
        return 1.0
    share = (Counter(one.digits) & Counter(other.digits)).total() / most
    if share >= MANY_NUMBERS:
        return share
    # A date or a decimal is several tokens, but one number.
    numbers, others = Counter(_NUMBER.findall(one.text)), Counter(_NUMBER.findall(other.text))
    most = max(numbers.total(), others.total())
    return (numbers & others).total() / most if most >= FEW_NUMBERS else 1.0


def _numeric(reading: Reading, spans: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether there are numbers among the tokens of each span."""
    return _any(reading.numeric, spans[:, 0], spans[:, 1])


def _named(reading: Reading, spans: NDArray[np.intp], names: Set[int]) -> NDArray[np.bool_]:
    """Whether one of some beginnings of names stands in each span."""
    begun = np.isin(beginnings(reading.tokens[:-1], reading.tokens[1:]), [*names])
    starts, ends = spans.T
    return _any(np.append(begun, False), starts, np.maximum(ends - 1, starts))


def _any(flags: NDArray[np.bool_], starts: Places, ends: Places) -> NDArray[np.bool_]:
    """Whether one of the flags in each span is set."""
    before = np.concatenate(([0], np.cumsum(flags)))
    found: NDArray[np.bool_] = before[ends] > before[starts]
    return found


def _short(gap: Gap) -> bool:
    return (
        gap.a0 < gap.a1 and gap.b0 < gap.b1 and max(gap.a1 - gap.a0, gap.b1 - gap.b0) <= SHORT_GAP
    )


def _exchange(gap: Gap) -> bool:
    """Whether a word of two tokens and more stands for another such word."""
    return _short(gap) and min(gap.a1 - gap.a0, gap.b1 - gap.b0) > 1


def _numbers_clash(one: Reading, other: Reading, gap: Gap) -> bool:
    """Whether the two sides of a gap have numbers, and not the same ones."""
    if not _short(gap):
        return False
    sides = (one, gap.a0, gap.a1), (other, gap.b0, gap.b1)
    old, new = (_stated(_numbers(*side)) for side in sides)
    # Where only one has numbers of a kind there is no clash: 12 for 十二 makes no other article.
    if not any(here and there and here != there for here, there in zip(old, new, strict=True)):
        return False
    if not _at_edge(one, other, gap):
        return True
    # Heads and tails carry the stamp of each site: when, how often read, by whom.
    old, new = (_stated_unstamped(_line(*side)) for side in sides)
    return old != new


# The pages of a template are compared with many others, and each time at the same places.
@lru_cache(maxsize=4096)
def _stated(text: str) -> tuple[list[str], list[str]]:
    """The numbers in digits and those in words, sorted."""
    return sorted(_DIGITS.findall(text)), sorted(_WORDS.findall(text))


@lru_cache(maxsize=4096)
def _stated_unstamped(line: str) -> tuple[list[str], list[str]]:
    """The same, without the dates and counts of a credit line."""
    line = line.translate(_WIDE)
    return _stated(_COUNTER.sub(" ", _STAMP.sub(" ", line)) if _CREDIT.search(line) else line)


def _numbers(reading: Reading, start: int, end: int) -> str:
    """The text of some tokens, with what else of a number in words, and its unit, stands around."""
    text = reading.text
    lo, hi = reading.span(start, end)
    while lo and text[lo - 1] in NUMERALS:
        lo -= 1
    while hi < len(text) and text[hi] in NUMERALS:
        hi += 1
    unit = text[hi : hi + 1]
    return text[lo:hi].translate(_WIDE) + (unit if unit and unit in UNITS else "")


def _at_edge(one: Reading, other: Reading, gap: Gap) -> bool:
    """Whether a gap lies in the head of both texts, or in the tail of both."""
    tail = max(len(one.tokens) - gap.a1, len(other.tokens) - gap.b1)
    return min(max(gap.a0, gap.b0), tail) <= EDGE


def _line(reading: Reading, start: int, end: int) -> str:
    """The line around some tokens, or the near part of it."""
    lo, hi = reading.span(start, end)[0], reading.span(end - 1, end)[0] + 1
    before = reading.text[max(lo - LINE, 0) : lo].rpartition("\n")[2]
    after = reading.text[hi : hi + LINE].partition("\n")[0]
    return before + reading.text[lo:hi] + after


def _slice(reading: Reading, start: int, end: int) -> str:
    """The text of some tokens, up to where the next one begins."""
    lo, hi = reading.span(start, end)
    return reading.text[lo:hi].translate(_WIDE)
