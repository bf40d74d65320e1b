"""Texts made ready for comparing: their tokens, 5-grams, numbers and codes, many texts at once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes
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


class Reading(NamedTuple):
    """A text made ready for comparing with others."""

    text: str
    tokens: Codes
    places: Places  # where each token begins, counted from `begin` …
    begin: int  # … which is where the text begins in the batch it was read with
    numeric: NDArray[np.bool_]  # whether a token is a number, or a part of one in words
    telling: NDArray[np.bool_]  # whether it is that, or one by which words exclude each other
    numbers: list[int]  # the tokens that are
    digits: list[int]  # those of them that are in digits
    grams: NDArray[np.uint64]  # the 5-gram that begins at each token but the last four
    codes: frozenset[str]  # what the text calls itself by: share codes, patent numbers

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text some tokens stand, up to where the next one begins."""
        after = int(self.places[end]) - self.begin if end < len(self.places) else len(self.text)
        return int(self.places[start]) - self.begin, after


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
    digit, numeric = _numeric(found)
    tells = numeric | _among(telling()).take(found.values, mode="clip")
    numbers, digits = (_listed(found, flags) for flags in (numeric, digit))
    ends = found.offsets.tolist()
    before = 0
    for i, (text, first, last) in enumerate(zip(texts, ends, ends[1:], strict=False)):
        yield Reading(
            text,
            found.values[first:last],
            found.starts[first:last],
            before,
            numeric[first:last],
            tells[first:last],
            numbers[i],
            digits[i],
            grams[first : max(last - GRAM + 1, first)],
            _codes(text),
        )
        before += len(text) + 1


def _numeric(found: Tokens) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens have digits, and which of them all are numbers or parts of one."""
    # Below zero an unsigned number is a large one.
    narrow, wide = ((found.codes - np.uint32(ord(zero))) < 10 for zero in "0０")
    digit = np.zeros(len(found.values), dtype=np.bool_)
    places = np.flatnonzero(narrow | wide)
    digit[np.searchsorted(found.starts, places, side="right") - 1] = True
    numerals = np.flatnonzero(_among(NUMERALS).take(found.values, mode="clip"))
    # One counts beside another, or where a unit stands after it or an ordinal's sign before it.
    last = np.append(np.diff(numerals) > 1, True)[: len(numerals)]
    ends = np.flatnonzero(last)
    after = found.codes.take(found.starts[numerals[ends]] + 1, mode="clip")
    before = found.codes.take(found.starts[numerals[ends]] - 1, mode="clip")
    counts = _among(UNITS).take(after, mode="clip") | _among(BEFORE).take(before, mode="clip")
    counts |= np.diff(ends, prepend=-1) > 1
    counts = counts[np.cumsum(last) - last]
    numeric = digit.copy()
    numeric[numerals[counts]] = True
    return digit, numeric


def _listed(found: Tokens, flags: NDArray[np.bool_]) -> list[list[int]]:
    """The tokens of each text for which a flag is set."""
    places = np.flatnonzero(flags)
    values = found.values[places].tolist()
    return [values[a:b] for a, b in pairwise(np.searchsorted(places, found.offsets).tolist())]


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
