"""What two articles say beside their texts: title and day."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.duplicates.exclusive import excluded
from pipeline.duplicates.facts import Difference
from pipeline.duplicates.overlaps import ends_alike
from pipeline.duplicates.tokens import shadow
from pipeline.model.summary import Head

# The share of the shorter title that the other has, in pieces of two characters and more: of two
# headlines for one story, and of one headline with a site's name or a question mark added.
ALIKE, SAME = 0.5, 0.85

# With fewer tokens a title that two texts share names a column, no article: 要闻, 今日天气.
TITLE = 5

# Of a moment as ISO has it, the day.
DAY = len("2021-03-05")


Pages = tuple[Head, Head]


class Titles(NamedTuple):
    known: bool  # whether both are there, and say anything
    alike: float  # the share of the shorter one that the other has


_SLOT = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百上中下]+")


def title_differences(pages: Pages) -> tuple[Difference, ...]:
    """Where titles differ in a number or in words that exclude each other: 第3集, （二）, 下篇."""
    one, other = pages[0].title, pages[1].title
    if not one or not other or one == other:
        return ()
    if _SLOT.sub("#", one) == _SLOT.sub("#", other):
        return (Difference("title", one, other),)
    # What both have at the ends is the same on both sides, whatever lies between.
    first, last = ends_alike(one, other)
    a, b = one[first : len(one) - last], other[first : len(other) - last]
    found = excluded(a, b, one[:first], one[len(one) - last :] if last else "")
    return (Difference("title", *found),) if found else ()


def compare_titles(pages: Pages) -> Titles:
    one, other = pages[0].title, pages[1].title
    if not one or not other:
        return Titles(False, 0.0)
    a, b = shadow(one).tolist(), shadow(other).tolist()
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    # One character in common is chance. Sites put their names behind a title and cut long ones,
    # so what counts is the shorter one.
    same = sum(block.size for block in blocks if block.size > 1)
    shorter = min(len(a), len(b))
    alike = same / max(shorter, 1)
    known = shorter >= TITLE or alike < ALIKE
    return Titles(known, alike if known else 0.0)


def other_days(pages: Pages) -> bool:
    """Whether both state their day, and not the same one."""
    one, other = pages
    if not one.date or not other.date:
        return False
    size = min(len(one.date), len(other.date), DAY)
    return one.date[:size] != other.date[:size]


def same_day(pages: Pages) -> bool:
    """Whether both state their day, and it is one."""
    return bool(pages[0].date) and not other_days(pages)
