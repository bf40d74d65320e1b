"""What is counted in the lines of a page, of all lines at once: words, points, separators.

The lines are joined to one array of UTF-16 units; a table tells the kinds of each unit.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.model.literals import Literals, anchors

Column = NDArray[np.float64]

_BETWEEN = "\0"  # between two lines; of no kind, and no white space for the patterns
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# The kinds of characters that are counted; a bit for each.
_KINDS = {
    "han": "[\u3400-\u9fff]",
    "letter": r"[^\W\d_]",
    "digit": r"\d",
    "point": "[，。！？；：、“”]",
    "ascii point": "[,.!?;:]",
    "space": r"\s|\0",
    "separator": r"[|｜│︱>»›·•/\\]",
    "end": "[。！？!?…；;”’」』）)\\]】.：:]",
    "stop": "[。！？!?…]",
    "closer": "[”’」』）)\\]】\"']",
    "dot": r"\.",
    "dot closer": "[\"')]",
}
_BIT = {name: 1 << i for i, name in enumerate(_KINDS)}
_CLOSERS = 3  # marks after the stop of a sentence


class Counts(NamedTuple):
    """Columns of numbers, one for each line."""

    words: Column
    points: Column
    separators: Column
    ends_as_sentence: NDArray[np.bool_]
    ends_with_point: NDArray[np.bool_]


@cache
def _table() -> NDArray[np.uint16]:
    """The kinds of every UTF-16 unit."""
    every = "".join(map(chr, range(0x10000)))
    table = np.zeros(0x10000, np.uint16)
    for name, pattern in _KINDS.items():
        table[[ord(char) for char in re.findall(pattern, every)]] |= _BIT[name]
    return table


def counts(texts: Sequence[str]) -> Counts:
    """What is counted in each of some lines; each Han character is one word.

    >>> told = counts(["他在2023年用Python写了3页", "（完。）"])
    >>> told.words.tolist(), told.points.tolist(), told.ends_as_sentence.tolist()
    ([10.0, 1.0], [0.0, 1.0], [False, True])
    """
    joined = _BETWEEN.join((*texts, ""))
    data = joined.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(joined):
        data = _ASTRAL.sub(_narrow, joined).encode("utf-16-le", "surrogatepass")
    kinds = _table().take(np.frombuffer(data, "<u2"))
    ends = np.cumsum([len(text) + 1 for text in texts]) - 1
    starts = np.concatenate([[0], ends[:-1] + 1])

    def count(there: NDArray[np.bool_]) -> Column:
        return np.add.reduceat(there, starts, dtype=float)

    han = _has(kinds, "han")
    word = kinds & (_BIT["letter"] | _BIT["digit"]) * ~han
    begins = word != 0
    begins[1:] &= word[1:] != word[:-1]
    points = _has(kinds, "point")
    points[:-1] |= _has(kinds[:-1], "ascii point") & _has(kinds[1:], "space")
    return Counts(
        count(han | begins),
        count(points),
        count(_has(kinds, "separator")),
        _as_sentence(kinds, starts, ends),
        _has(kinds[ends - 1], "end"),
    )


def _has(kinds: NDArray[np.uint16], name: str) -> NDArray[np.bool_]:
    has: NDArray[np.bool_] = (kinds & _BIT[name]) != 0
    return has


def _narrow(found: re.Match[str]) -> str:
    """A character of one unit that counts as one of two does."""
    char = found[0]
    if not char.isalnum():
        return "\N{HIGH VOLTAGE SIGN}"
    return "1" if char.isdecimal() else "\N{LATIN SMALL LETTER A}"


def _as_sentence(
    kinds: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each line ends with a stop and at most three closing marks."""
    last = kinds[ends - 1]
    found = _has(last, "stop") | _has(last, "dot")
    before = np.maximum(ends - 2, starts)
    found |= _has(last, "dot closer") & _has(kinds[before], "dot")
    closed = np.ones(len(ends), bool)
    for back in range(_CLOSERS):
        closed &= _has(kinds[np.maximum(ends - 1 - back, starts)], "closer")
        found |= closed & _has(kinds[np.maximum(ends - 2 - back, starts)], "stop")
    return found


class Vocabulary:
    """Named patterns of words, looked for in many lines at once.

    A line is asked for a pattern only where it holds a literal that the pattern can't match
    without; patterns without one can't be looked for.
    """

    def __init__(self, patterns: dict[str, str]) -> None:
        self.patterns = {name: re.compile(pattern) for name, pattern in patterns.items()}
        spelled = [(literal, name) for name, each in patterns.items() for literal in anchors(each)]
        self._names = [name for _, name in spelled]
        self._literals = Literals(literal for literal, _ in spelled)

    def said(self, text: str) -> frozenset[str]:
        """The names of the patterns that match somewhere in a text in small letters."""
        near = {self._names[i] for i in self._literals.among(text)}
        return frozenset(name for name in near if self.patterns[name].search(text))
