"""Whether a regular expression that a person or a stranger wrote is safe to run on any text.

Python's engine goes back over what it matched; `(a+)+$` takes twice the time for each more `a`. The
strings that show it are made from the pattern's own parse: what its repeats repeat, many times.
"""

import re
import string
import time
from collections.abc import Iterator
from functools import cache
from re import _parser as sre  # type: ignore[attr-defined]  # no other parser knows Python's dialect
from typing import Any

# Seconds of the processor for a text of some thousand characters; a safe pattern takes 0.001.
_SLOW = 0.05
# How often a part is repeated: first by twos, since what is exponential doubles with each.
_TIMES = (*range(4, 32, 2), *(2**n for n in range(5, 13)))
_MANY = 16  # a part that may come as often as that is a repeat
_LONGEST = 5_000  # characters of a pattern
_MOST = 64  # strings tried
_ENDS = ("", "\0", "!")


@cache
def harm(pattern: str) -> str:
    """Why a pattern can't be run, as half a sentence; blank when it can.

    >>> harm("(a+)+$")
    "takes for ever on '' and many times 'a'"
    >>> harm("[a-z]+(?:-[a-z]+)*"), harm("a" * 9_999)
    ('', 'is too long')
    """
    if len(pattern) > _LONGEST:
        return "is too long"
    try:
        tried, tree = re.compile(pattern), sre.parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    for i, (before, pump) in enumerate(pumps(tree, "")):
        if i == _MOST:
            break
        if any(_is_slow(tried, before, pump, end) for end in _ENDS):
            return f"takes for ever on {before[:40]!r} and many times {pump[:40]!r}"
    return ""


def _is_slow(tried: "re.Pattern[str]", before: str, pump: str, end: str) -> bool:
    for times in _TIMES:
        text = before + pump * times + end
        start = time.thread_time()
        tried.search(text)
        if time.thread_time() - start > _SLOW:
            start = time.thread_time()  # once more, for the first time may have been another's
            tried.search(text)
            return time.thread_time() - start > _SLOW
    return False


def pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What comes before each repeat of a parsed pattern, and what it repeats."""
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            if most >= _MANY:
                yield from ((before, pump) for pump in _samples(body) if pump)
            yield from pumps(body, before)
        elif op is sre.SUBPATTERN:
            yield from pumps(value[3], before)
        elif op is sre.BRANCH:
            for side in value[1]:
                yield from pumps(side, before)
        elif op is sre.ATOMIC_GROUP:
            yield from pumps(value, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from pumps(value[1], before)
        before += _sample([(op, value)])


def _samples(tree: Any) -> list[str]:
    """Texts that a part matches: one, and another for each of its alternatives."""
    found = [_sample(tree)]
    for op, value in tree:
        inner = value[3] if op is sre.SUBPATTERN else None
        for op_, value_ in inner or [(op, value)]:
            if op_ is sre.BRANCH:
                found += [_sample(side) for side in value_[1]]
    return list(dict.fromkeys(found))


def _sample(tree: Any) -> str:
    """A text that a part of a pattern matches, as short as may be but for its repeats."""
    return "".join(_sample_of(op, value) for op, value in tree)


def _sample_of(op: Any, value: Any) -> str:
    if op is sre.LITERAL:
        return chr(int(value))
    if op is sre.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if op is sre.ANY:
        return "a"
    if op is sre.IN:
        return _member(value)
    if op is sre.SUBPATTERN:
        return _sample(value[3])
    if op is sre.ATOMIC_GROUP:
        return _sample(value)
    if op is sre.BRANCH:
        return _sample(value[1][0])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _sample(value[2]) * max(1, min(int(value[0]), _MANY))
    return ""


_LIKELY = f"a1 {string.printable}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{IDEOGRAPHIC FULL STOP}"


def _member(members: Any) -> str:
    """A character of a class."""
    kind, value = members[0]
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.RANGE:
        return chr(value[0])
    return next(filter(lambda char: _is_in(char, members), _LIKELY), "a")


def _is_in(char: str, members: Any) -> bool:
    negated = members[0][0] is sre.NEGATE
    found = False
    for kind, value in members:
        if kind is sre.LITERAL:
            found |= ord(char) == value
        elif kind is sre.RANGE:
            found |= value[0] <= ord(char) <= value[1]
        elif kind is sre.CATEGORY:
            found |= bool(_CATEGORIES[str(value)](char))
    return found != negated


_CATEGORIES = {
    f"CATEGORY_{'NOT_' * (letter.isupper())}{name}": re.compile(f"\\{letter}").match
    for name, letters in (("DIGIT", "dD"), ("SPACE", "sS"), ("WORD", "wW"))
    for letter in letters
}
