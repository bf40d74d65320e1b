"""Literals of which a pattern needs one, and many literals looked for at once.

A regular expression of a hundred words tries them all at each character; an automaton reads a text
once, whatever the number of words. So patterns are asked only of texts that hold a literal they
can't match without (Aho and Corasick 1975).
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import product
from re import _parser as sre  # type: ignore[attr-defined]  # typeshed has no stubs for it
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# Texts of one stretch of a pattern; a longer product lets hardly fewer texts pass.
_PRODUCT = 48
# Literals; with more of them an automaton of the fastest kind takes too long to build, and memory.
_FASTEST = 600

_NOTHING = frozenset([""])


class Literals:
    """Many literals, found in a text in one pass over it.

    >>> some = Literals(["转载", "版权所有", "版权"])
    >>> some.among("版权所有，请勿转载"), some.any_in("一句话。")
    ({0, 1, 2}, False)
    """

    _kind = MatchKind.Standard

    def __init__(self, literals: Iterable[str]) -> None:
        """Positions among `literals`, of which none is blank, are what `among` tells."""
        self._literals = tuple(literals)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        fast = len(self._literals) <= _FASTEST
        kind = Implementation.DFA if fast else Implementation.ContiguousNFA
        return AhoCorasick(self._literals, self._kind, store_patterns=False, implementation=kind)

    def among(self, text: str) -> set[int]:
        """Which of the literals a text holds."""
        return {i for i, _, _ in _matches(self._automaton, text, overlapping=True)}

    def any_in(self, text: str) -> bool:
        """Whether a text holds one of the literals."""
        return bool(_matches(self._automaton, text))


class Words(Literals):
    """Many words, of which the longest is found where several begin.

    >>> words = Words(["转载", "版权", "版权所有"])
    >>> words.found("版权所有，请勿转载"), words.cut("版权所有，请勿转载")
    (['版权所有', '转载'], '，请勿')
    """

    _kind = MatchKind.LeftmostLongest

    def found(self, text: str) -> list[str]:
        """The words of a text, in its order; none begins within another."""
        return [text[start:end] for _, start, end in _matches(self._automaton, text)]

    def cut(self, text: str) -> str:
        """A text without its words."""
        done, pieces = 0, []
        for _, start, end in _matches(self._automaton, text):
            pieces.append(text[done:start])
            done = end
        return "".join((*pieces, text[done:])) if done else text


def _matches(
    automaton: AhoCorasick, text: str, *, overlapping: bool = False
) -> list[tuple[int, int, int]]:
    """The literals of a text: which one, where it begins and where it ends."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=overlapping)
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 lacks
        sound = _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
        return automaton.find_matches_as_indexes(sound, overlapping=overlapping)


_HALF = re.compile("[\ud800-\udfff]")


class Gated:
    """A pattern of many words that is looked for only where a text holds one of its literals.

    >>> said = Gated("版权所有|转载自?")
    >>> said.search("转发"), said.search("转载自某报")[0]
    (None, '转载自')
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed."""
        return re.compile(self.pattern)

    @cached_property
    def _gate(self) -> Literals:
        return Literals(
            "".join(spelled)
            for literal in anchors(self.pattern)
            for spelled in product(*map(self._spellings, literal))
        )

    def may_match(self, text: str) -> bool:
        """Whether a text holds what every match of the pattern does."""
        return self._gate.any_in(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return self.regex.search(text) if self._gate.any_in(text) else None

    def _spellings(self, char: str) -> Iterable[str]:
        """The characters that are read as this one."""
        return char


@cache
def anchors(pattern: str) -> tuple[str, ...]:
    r"""Literals of which every match of `pattern` holds at least one; `()` when it has none.

    >>> anchors(r"^责任?编辑[:：]\S{2,4}$"), anchors(r"\d+条评论"), anchors(r"\w+")
    (('责任编辑:', '责任编辑：', '责编辑:', '责编辑：'), ('条评论',), ())
    """
    tree = sre.parse(pattern)
    return () if tree.state.flags & re.IGNORECASE else tuple(sorted(_needed(tree)))


def _needed(tree: Any) -> frozenset[str]:
    """The best literals one part of a parsed pattern can't do without."""
    best: frozenset[str] = frozenset()
    run = _NOTHING
    for op, value in tree:
        texts = _texts(op, value)
        if texts is not None and len(run) * len(texts) <= _PRODUCT:
            run = frozenset(map("".join, product(run, texts)))
            continue
        best = _better(best, run)
        if texts is None:
            best = _better(best, _needed_by(op, value))
        run = texts or _NOTHING
    return _better(best, run)


def _needed_by(op: Any, value: Any) -> frozenset[str]:
    """The best literals that one item of a pattern can't do without."""
    if op is sre.SUBPATTERN:
        # In a part that ignores case a literal may be spelled in other letters.
        return frozenset() if value[1] & re.IGNORECASE else _needed(value[3])
    if op in _REPEATS and value[0] > 0:
        return _needed(value[2])
    if op is sre.ATOMIC_GROUP:
        return _needed(value)
    if op is sre.BRANCH:
        sides = [_needed(side) for side in value[1]]
        return frozenset().union(*sides) if all(sides) else frozenset()
    return frozenset()


_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def _texts(op: Any, value: Any) -> frozenset[str] | None:
    """All texts that an item of a pattern may match; None where they are too many to list."""
    found: frozenset[str] | None = None
    if op is sre.LITERAL:
        found = frozenset([chr(value)])
    elif op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        found = _NOTHING
    elif op is sre.IN and all(kind is sre.LITERAL for kind, _ in value):
        found = frozenset(chr(code) for _, code in value)
    elif op is sre.SUBPATTERN and not value[1] & re.IGNORECASE:
        found = _all_texts(value[3])
    elif op is sre.ATOMIC_GROUP:
        found = _all_texts(value)
    elif op is sre.BRANCH:
        sides = [_all_texts(side) for side in value[1]]
        listed = [side for side in sides if side is not None]
        found = frozenset().union(*listed) if len(listed) == len(sides) else None
    elif op in _REPEATS and value[:2] == (0, 1):
        once = _all_texts(value[2])
        found = None if once is None else once | _NOTHING
    return found if found is None or len(found) <= _PRODUCT else None


def _all_texts(tree: Any) -> frozenset[str] | None:
    """All texts that a part of a pattern may match, as `_texts` has them."""
    found = _NOTHING
    for op, value in tree:
        texts = _texts(op, value)
        if texts is None or len(found) * len(texts) > _PRODUCT:
            return None
        found = frozenset(map("".join, product(found, texts)))
    return found


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The set whose shortest literal is longer, then the smaller set: it lets fewer texts pass."""
    good = [some for some in (one, other) if some and "" not in some]
    return max(good, key=lambda some: (min(map(len, some)), -len(some)), default=frozenset())
