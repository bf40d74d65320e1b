"""Words that exclude each other: 上篇 is not 下篇, nor 开幕 闭幕, in one place of two pages.

`exclusive.txt` has a class of them a line. A pair of pages is asked only where a character that
tells such words apart stands in both texts, outside what they share.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import permutations

# Characters of context on either side in which the whole word stands.
AROUND = 4
_BRACKETS = str.maketrans("()[]【】〔〕", "（）（）（）（）")


def excluded(one: str, other: str, before: str, after: str) -> tuple[str, str] | None:
    """The words of one class of which each text has another one, where they stand for each other.

    `one` and `other` are what differs, `before` and `after` what both have around it.

    >>> excluded("开", "闭", "音乐节今天", "幕了")
    ('开幕', '闭幕')
    >>> excluded("开", "关", "他把窗", "上了") is None
    True
    """
    before, after = before[-AROUND:].translate(_BRACKETS), after[:AROUND].translate(_BRACKETS)
    here, there = (
        _found(before + middle.translate(_BRACKETS) + after, len(before), len(middle))
        for middle in (one, other)
    )
    for old in here:
        for new in there:
            if new not in here and old not in there and _classes()[old] & _classes()[new]:
                return old, new
    return None


def _found(text: str, start: int, size: int) -> list[str]:
    """The words of classes that stand, at least in part, where a text is its own."""
    return [
        found[1]
        for found in _words().finditer(text)
        if found.start(1) < start + size and found.end(1) > start
    ]


@cache
def telling() -> str:
    """The characters by which words of a class differ."""
    found: set[str] = set()
    for one in _lines():
        for old, new in permutations(one, 2):
            found |= set(old) ^ set(new)
    return "".join(sorted(char for char in found if char >= "\u3400"))


@cache
def _words() -> re.Pattern[str]:
    every = sorted(_classes(), key=lambda word: (-len(word), word))
    return re.compile(f"(?=({'|'.join(map(re.escape, every))}))")


@cache
def _classes() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_lines()):
        for word in line:
            found[word] = found.get(word, frozenset()) | {number}
    return found


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    table = files("pipeline.duplicates").joinpath("exclusive.txt").read_text("utf-8")
    return tuple(
        tuple(line.split()) for line in table.splitlines() if line and not line.startswith("#")
    )
