"""Where two texts say other numbers in the same words.

Notices of one template differ in numbers, dates and names with the same words around them; copies
lose a tail, gain a credit line with its stamp, have a word put otherwise.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from pipeline.duplicates.align import EDGE, SHORT_GAP, Gap
from pipeline.duplicates.readings import BEFORE, NUMERALS, UNITS, Reading

# Fewer numbers than this in both texts are no evidence of anything.
FEW_NUMBERS = 6
# With fewer digits 1、2 and 12 are different things; telephone numbers have seven and more.
LONG_NUMBER = 7
# A credit line is looked for so many characters to either side.
LINE = 60

_DIGITS = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
_WORDS = re.compile(rf"[{NUMERALS}]{{2,}}|(?<=[{BEFORE}])[{NUMERALS}]|[{NUMERALS}](?=[{UNITS}])")
# A number that says which one it is of several, and no figure that may have been set right.
_SERIAL = re.compile(
    rf"第[0-9{NUMERALS}]|[周期拜（(#][0-9{NUMERALS}]|[0-9{NUMERALS}][届期集章条轮回卷册讲课批号季大]"
)
_DAY = re.compile(rf"[0-9{NUMERALS}][年月日]|(?:19|20)\d\d")
_AROUND = " \t\n，。、；：,;:"
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
# A line break within a number.
_WRAPPED = re.compile(rf"(?<=[0-9{NUMERALS}])\n(?=[0-9{NUMERALS}])")
_WIDE = str.maketrans("０１２３４５６７８９：．，", "0123456789:.,")


class Numbers(NamedTuple):
    """What numbers stand on the two sides of a gap."""

    here: str
    there: str
    serial: bool  # whether they say which one of a series it is: 第二次, （三）, 20号
    day: bool  # whether they are of a date


def numbers_shared(one: Reading, other: Reading) -> float:
    """The share of the numbers of the text richer in them that the other has too.

    With hardly any there is nothing to disagree about: 1.
    """
    numbers, others = _counted(one.text), _counted(other.text)
    most = max(numbers.total(), others.total())
    return (numbers & others).total() / most if most >= FEW_NUMBERS else 1.0


@lru_cache(maxsize=64)  # a copy is compared with all others of its article
def _counted(text: str) -> Counter[str]:
    """The numbers of a text, how often each: a date or a decimal is several tokens, but one."""
    return Counter(_NUMBER.findall(text))


def is_short(gap: Gap) -> bool:
    """Whether a gap is words exchanged for words, and no passage for another one."""
    return min(gap.sizes) > 0 and max(gap.sizes) <= SHORT_GAP


def numbers_apart(one: Reading, other: Reading, gap: Gap) -> Numbers | None:
    """The numbers on the two sides of a gap where they are not the same ones."""
    if not is_short(gap):
        return None
    sides = (one, gap.a0, gap.a1), (other, gap.b0, gap.b1)
    texts = [_numbers(*side) for side in sides]
    old, new = map(_stated, texts)
    # Where only one has numbers of a kind there is no clash: 12 for 十二 makes no other article.
    if not any(map(_differ, old, new)) or _written_otherwise(*texts):
        return None
    if at_edge(one, other, gap):
        # Heads and tails carry the stamp of each site: when, how often read, by whom.
        old, new = (_stated_unstamped(_line(*side)) for side in sides)
        if old == new:
            return None
    here, there = (text.strip(_AROUND) for text in texts)
    serial, day = (any(map(kind.search, texts)) for kind in (_SERIAL, _DAY))
    return Numbers(here, there, serial, day)


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
    lo -= lo > 0 and text[lo - 1] in BEFORE
    while hi < len(text) and text[hi] in NUMERALS:
        hi += 1
    unit = text[hi : hi + 1]
    return _WRAPPED.sub("", text[lo:hi].translate(_WIDE)) + (
        unit if unit and unit in UNITS + "大" else ""
    )


def _differ(here: list[str], there: list[str]) -> bool:
    """Whether each side has a number that the other has not; one may have more of them."""
    if not here or not there or here == there:
        return False
    return bool(Counter(here) - Counter(there) and Counter(there) - Counter(here))


def _written_otherwise(here: str, there: str) -> bool:
    """Whether two texts have the same long row of digits: 010 65550123 is 010-65550123.

    >>> _written_otherwise("01065550123)", "010 65550123"), _written_otherwise("1、2", "12")
    (True, False)
    """
    one, other = ("".join(filter(str.isdecimal, text)) for text in (here, there))
    return one == other and len(one) >= LONG_NUMBER


def at_edge(one: Reading, other: Reading, gap: Gap) -> bool:
    """Whether a gap lies in the head of both texts, or in the tail of both."""
    tail = max(len(one.tokens) - gap.a1, len(other.tokens) - gap.b1)
    return min(max(gap.a0, gap.b0), tail) <= EDGE


def is_in_credits(one: Reading, other: Reading, gap: Gap) -> bool:
    """Whether what differs is of a line of credits at the head or tail of both texts."""
    lines = (_line(one, gap.a0, gap.a1), _line(other, gap.b0, gap.b1))
    return at_edge(one, other, gap) and any(map(_CREDIT.search, lines))


def _line(reading: Reading, start: int, end: int) -> str:
    """The line around some tokens, or the near part of it."""
    lo = reading.span(start, end)[0]
    hi = reading.span(end - 1, end)[0] + 1 if start < end else lo
    before = reading.text[max(lo - LINE, 0) : lo].rpartition("\n")[2]
    after = reading.text[hi : hi + LINE].partition("\n")[0]
    return before + reading.text[lo:hi] + after
