"""What is counted in the lines of a page: words, points, and words of lists."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.model.literals import Literals, anchors

Column = NDArray[np.float64]

POINT = re.compile(r"[，。！？；：、“”]|[,.!?;:](?=\s|$)")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|\d+")  # each Han character is one
_SENTENCE = re.compile(r"""(?:[。！？!?…][”’」』）)\]】"']{0,3}|\.["')]?)\Z""")
_LONGEST_END = 4  # characters of the end of a sentence
_ENDS = frozenset("。！？!?…；;”’」』）)]】.：:")


class Counts(NamedTuple):
    """Columns of numbers, one for each line."""

    words: Column
    points: Column
    ends_as_sentence: NDArray[np.bool_]
    ends_with_point: NDArray[np.bool_]


def counts(texts: Sequence[str]) -> Counts:
    """What is counted in each of some lines; each Han character is one word.

    >>> told = counts(["他在2023年用Python写了3页", "（完。）"])
    >>> told.words.tolist(), told.points.tolist(), told.ends_as_sentence.tolist()
    ([10.0, 1.0], [0.0, 1.0], [False, True])
    """
    words, points = (
        np.array([len(pattern.findall(text)) for text in texts], dtype=float)
        for pattern in (_WORD, POINT)
    )
    ends = [_SENTENCE.search(text, max(0, len(text) - _LONGEST_END)) is not None for text in texts]
    return Counts(words, points, np.array(ends), np.array([text[-1:] in _ENDS for text in texts]))


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
