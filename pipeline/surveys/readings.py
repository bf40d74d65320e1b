"""Texts made ready for comparing: their tokens, 5-grams, numbers and codes, many texts at once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters import Codes
from pipeline.shadow import Tokens, tokens
from pipeline.surveys.signature import GRAM, shingles

# So many characters are read at a time: what lies in the second cache is twice as fast.
BATCH = 50_000

_CODE = re.compile(
    r"(?:代码|编号|公告号|申请号|专利号|文号|案号|期号|批准文号)\D{0,4}([0-9A-Za-z-]{3,})"
)
# One of these is in each of the words above, and looked for at a fraction of the cost.
_CODE_SIGNS = ("号", "代码")
DIGITS = "0123456789０１２３４５６７８９"
# Numbers in words are told from 一般 and 万一 by what follows them.
NUMERALS, UNITS = "〇零一二三四五六七八九十百千万亿", "年月日号届期次集章条%"
_UNIT, _NUMERAL, _DIGIT = 1, 2, 3

Places = NDArray[np.intp]


class Reading(NamedTuple):
    """A text made ready for comparing with others."""

    text: str
    tokens: Codes
    starts: Places  # where in the text each token begins
    numeric: NDArray[np.bool_]  # whether a token is a number, or a part of one in words
    numbers: list[int]  # the tokens that are
    digits: list[int]  # those of them that are in digits
    grams: NDArray[np.uint64]  # the 5-gram that begins at each token but the last four
    codes: frozenset[str]  # what the text calls itself by: share codes, patent numbers


def read(text: str) -> Reading:
    """A text with its tokens and 5-grams."""
    return next(readings([text]))


def readings(texts: Sequence[str]) -> Iterator[Reading]:
    """Texts with their tokens and 5-grams, in their order."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size > BATCH:
            yield from _readings(batch)
            batch, size = [], 0
    yield from _readings(batch)


def _readings(texts: list[str]) -> Iterator[Reading]:
    found = tokens(texts)
    grams = shingles(found.values)
    digit, numeric = _numeric(found)
    numbers, digits = (_listed(found, flags) for flags in (numeric, digit))
    ends = found.offsets.tolist()
    before = 0
    for i, (text, first, last) in enumerate(zip(texts, ends, ends[1:], strict=False)):
        yield Reading(
            text,
            found.values[first:last],
            found.starts[first:last] - before,
            numeric[first:last],
            numbers[i],
            digits[i],
            grams[first : max(last - GRAM + 1, first)],
            _codes(text),
        )
        before += len(text) + 1


def _numeric(found: Tokens) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens have digits, and which of them all are numbers or parts of one."""
    kinds = _kinds().take(found.codes, mode="clip")
    digit = np.zeros(len(found.values), dtype=np.bool_)
    digit[np.searchsorted(found.starts, np.flatnonzero(kinds == _DIGIT), side="right") - 1] = True
    numerals = np.flatnonzero(kinds[found.starts] == _NUMERAL)
    # A numeral counts if a unit stands behind the last of those that follow on each other.
    last = np.append(np.diff(numerals) > 1, True)[: len(numerals)]
    counts = kinds.take(found.starts[numerals] + 1, mode="clip") == _UNIT
    after = np.flatnonzero(last)[np.cumsum(last) - last]
    numeric = digit.copy()
    numeric[numerals[counts[after]]] = True
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
def _kinds() -> NDArray[np.uint8]:
    """What each code point may be of a number; what lies beyond the last is as that: nothing.

    >>> _kinds().take([*map(ord, "3三月山𠀀")], mode="clip").tolist()
    [3, 2, 1, 0, 0]
    """
    table = np.zeros(max(map(ord, DIGITS + NUMERALS + UNITS)) + 2, dtype=np.uint8)
    for kind, letters in ((_UNIT, UNITS), (_NUMERAL, NUMERALS), (_DIGIT, DIGITS)):
        table[[*map(ord, letters)]] = kind
    return table
