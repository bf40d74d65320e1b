"""Texts made ready for comparing: their tokens, 5-grams, numbers and codes, many texts at once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.exclusive import telling
from pipeline.duplicates.signature import GRAM, shingles
from pipeline.duplicates.tokens import Tokens, batches, tokens

# So many characters are read at a time: what lies in the second cache is twice as fast.
_BATCH = 50_000

_CODE = re.compile(
    r"(?:代码|编号|公告号|申请号|专利号|文号|案号|期号|批准文号)\D{0,4}([0-9A-Za-z-]{3,})"
)
# One of these is in each of the words above, and looked for at a fraction of the cost.
_CODE_SIGNS = ("号", "代码")
# Numbers in words are told from 一般 and 十分 by their length, or by the unit that follows them.
NUMERALS = "〇零一二两三四五六七八九十百千万亿"
UNITS = "年月日号届期次集章条%轮回卷册讲课批场季个名只位人户家岁元天篇"
# … or by what stands before them: 第二, 周三, 星期四, （五）.
BEFORE = "第周期拜（(·"

Places = NDArray[np.intp]


class Grams(NamedTuple):
    """The 5-grams of a text: the different ones, sorted, how often they come, and where."""

    different: NDArray[np.uint64]
    counts: Places
    starts: Places  # where those that are equal begin among `order`, …
    order: Places  # … the tokens with which they begin


class Reading(NamedTuple):
    """A text made ready for comparing with others."""

    text: str
    tokens: list[int]
    places: list[int]  # where each token begins
    numeric: bytes  # 1 for each token that is a number, or a part of one in words
    telling: bytes  # 1 for those, and for tokens by which words exclude each other
    grams: Grams
    codes: frozenset[str]  # what the text calls itself by: share codes, patent numbers

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text some tokens stand, up to where the next one begins."""
        starts = (*self.places[start : start + 1], len(self.text))[0]
        return starts, (*self.places[end : end + 1], len(self.text))[0]

    def slice(self, start: int, end: int) -> str:
        """The text of some tokens, up to where the next one begins."""
        return self.text[slice(*self.span(start, end))]


def read(text: str) -> Reading:
    """A text with its tokens and 5-grams."""
    return next(readings([text]))


def readings(texts: Sequence[str]) -> Iterator[Reading]:
    """Texts with their tokens and 5-grams, in their order."""
    for some in batches(texts, len, _BATCH):
        yield from _readings(some)


def _readings(texts: list[str]) -> Iterator[Reading]:
    found = tokens(texts)
    grams = shingles(found.values)
    numeric = _numeric(found)
    tells = numeric | _among(telling()).take(found.values, mode="clip")
    ends = found.offsets.tolist()
    before = 0
    for text, first, last in zip(texts, ends, ends[1:], strict=False):
        yield Reading(
            text,
            found.values[first:last].tolist(),
            (found.starts[first:last] - before).tolist(),
            numeric[first:last].tobytes(),
            tells[first:last].tobytes(),
            _grams(grams[first : max(last - GRAM + 1, first)]),
            _codes(text),
        )
        before += len(text) + 1


def _grams(every: NDArray[np.uint64]) -> Grams:
    order = every.argsort()
    ordered = every[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(every)])
    return Grams(ordered[starts], np.diff(starts, append=len(every)), starts, order)


def _numeric(found: Tokens) -> NDArray[np.bool_]:
    """Which tokens are numbers, or parts of one in words."""
    # Below zero an unsigned number is a large one.
    narrow, wide = ((found.codes - np.uint32(ord(zero))) < 10 for zero in "0０")
    numeric = np.zeros(len(found.values), dtype=np.bool_)
    places = np.flatnonzero(narrow | wide)
    numeric[np.searchsorted(found.starts, places, side="right") - 1] = True
    numerals = np.flatnonzero(_among(NUMERALS).take(found.values, mode="clip"))
    # One counts beside another, or where a unit stands after it or an ordinal's sign before it.
    last = np.append(np.diff(numerals) > 1, True)[: len(numerals)]
    ends = np.flatnonzero(last)
    after = found.codes.take(found.starts[numerals[ends]] + 1, mode="clip")
    before = found.codes.take(found.starts[numerals[ends]] - 1, mode="clip")
    counts = _among(UNITS).take(after, mode="clip") | _among(BEFORE).take(before, mode="clip")
    counts |= np.diff(ends, prepend=-1) > 1
    counts = counts[np.cumsum(last) - last]
    numeric[numerals[counts]] = True
    return numeric


def _codes(text: str) -> frozenset[str]:
    if not any(sign in text for sign in _CODE_SIGNS):
        return frozenset()
    return frozenset(_CODE.findall(text))


@cache
def _among(letters: str) -> NDArray[np.bool_]:
    """Whether a code point is one of some letters; what lies beyond the last is told as that is.

    >>> _among(NUMERALS).take([*map(ord, "三山𠀀")], mode="clip").tolist()
    [True, False, False]
    """
    table = np.zeros(max(map(ord, letters)) + 2, dtype=np.bool_)
    table[[*map(ord, letters)]] = True
    return table
