"""Signatures: one-permutation MinHash with optimal densification, over token 5-grams of the shadow.

The share of values two signatures have in common estimates the Jaccard similarity of the texts'
sets of 5-grams. One hash of each 5-gram says the bin and the value (Li, Owen, Zhang 2012); a bin
that stays empty borrows from another, chosen by a hash of its own (Shrivastava 2017, "Optimal
Densification for Fast and Accurate Minwise Hashing").

>>> one = "天气渐渐凉了，树上的叶子一片片落下来，地上像铺了一层金色的毯子。"
>>> other = "河边的柳树又绿了，孩子们在草地上放风筝，老人坐在长椅上晒太阳。"
>>> signed = sign([one, one.replace("，", " "), other])
>>> (signed.values[0] == signed.values[1:]).mean(axis=1).tolist()
[1.0, 0.0]
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes
from pipeline.duplicates.tokens import Tokens, batches, tokens

VALUES = 128  # a standard error of at most 0.044 (0.036 on average) and 512 bytes a text
GRAM = 5  # tokens; 5-grams of two different Chinese texts hardly ever agree by chance
SHORTEST = 20  # tokens; below 16 5-grams one word more or less moves the estimate by a third

# Pairs less alike than this are not folded, so they need not be found.
SIMILAR = 0.6
# The bands and rows that datasketch's `MinHashLSH` chooses for that, where a missed pair weighs
# nine times as much as a needless one: every candidate is verified. A test asks it; to ask it on
# every run would cost a second for loading scipy.
BANDS, ROWS = 25, 5

# Texts are signed some 50,000 characters at a time: what lies in the second cache is twice as fast
# as what does not, and shorter batches pay numpy's cost a call too often.
_BATCH = 50_000

_EMPTY = np.uint32(0xFFFFFFFF)
_BIN_SHIFT = np.uint64(64 - (VALUES.bit_length() - 1))
_VALUE_SHIFT = np.uint64(64 - (VALUES.bit_length() - 1) - 32)
# Odd constants of splitmix64 and of its authors' other generators.
_A, _B, _C, _MIX = (
    np.uint64(n)
    for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
)


WIDTH = VALUES + 1 + 2 * 2  # of a row: the values, the size, two digests of 64 bits
Rows = NDArray[np.uint32]


class Signed(NamedTuple):
    """What the survey keeps of each text: 544 bytes, whatever its length."""

    values: NDArray[np.uint32]  # (texts, VALUES); all ones for a text shorter than SHORTEST
    sizes: NDArray[np.uint32]  # tokens
    digests: NDArray[np.uint64]  # (texts, 2): a hash of the whole shadow


def sign(texts: Sequence[str]) -> Signed:
    """The signatures of texts, in their order. It is pure: run it in as many workers as fit."""
    signed = join([_sign(()), *map(_sign, batches(texts, len, _BATCH))])
    for start in range(0, len(signed.values), 1024):
        _densify(signed.values[start : start + 1024])
    return signed


def join(parts: Sequence[Signed]) -> Signed:
    """Several `Signed` as one."""
    return Signed(*(np.concatenate(field) for field in zip(*parts, strict=True)))


def take(signed: Signed, rows: NDArray[np.int64]) -> Signed:
    """Some of the signatures, in this order."""
    return Signed(signed.values[rows], signed.sizes[rows], signed.digests[rows])


def to_rows(signed: Signed) -> Rows:
    """Signatures as rows of numbers, one for each text, as they are kept on disk."""
    digests = signed.digests.astype("<u8").view("<u4")
    return np.concatenate((signed.values, signed.sizes[:, None], digests), axis=1, dtype="<u4")


def from_rows(rows: Rows) -> Signed:
    """The signatures of such rows."""
    digests = np.ascontiguousarray(rows[:, VALUES + 1 :]).view("<u8")
    return Signed(np.ascontiguousarray(rows[:, :VALUES]), rows[:, VALUES], digests)


def shingles(values: Codes) -> NDArray[np.uint64]:
    """A 64-bit hash of each 5-gram of tokens, in order."""
    if len(values) < GRAM:
        return np.empty(0, dtype=np.uint64)
    wide = values.astype(np.uint64)
    pairs = wide[:-1] * _A
    pairs += wide[1:]
    grams = pairs[:-3] * _B
    grams += pairs[2:-1]
    grams *= _C
    grams += wide[4:]
    grams ^= grams >> np.uint64(32)
    grams *= _MIX
    return grams


def _sign(texts: Sequence[str]) -> Signed:
    found = tokens(texts)
    sizes = np.diff(found.offsets)
    values = np.full(len(texts) * VALUES + 1, _EMPTY, dtype=np.uint32)
    grams = shingles(found.values)
    if grams.size:
        # The topmost bits of a product are the best mixed: seven say the bin, the next the value.
        slots = (grams >> _BIN_SHIFT).astype(np.intp)
        slots += np.repeat(np.arange(len(texts)) * VALUES, sizes)[: len(grams)]
        slots[_across(len(grams), found.offsets)] = len(texts) * VALUES
        np.minimum.at(values, slots, (grams >> _VALUE_SHIFT).astype(np.uint32))
    table = values[:-1].reshape(len(texts), VALUES)
    table[sizes < SHORTEST] = _EMPTY
    return Signed(table, sizes.astype(np.uint32), _digests(found, grams))


def _digests(found: Tokens, grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """128 bits of each shadow: the sum of its 5-grams, and the sum weighted by their places.

    Cryptographic hashes of the same tokens would cost as much as all the rest.
    """
    ends = found.offsets
    digests = np.empty((len(ends) - 1, 2), dtype=np.uint64)
    long = np.diff(ends) >= GRAM
    if grams.size and long.any():
        own = grams.copy()
        own[_across(len(grams), ends)] = 0
        starts = ends[:-1][long]
        plain = np.add.reduceat(own, starts)
        own *= np.arange(len(grams), dtype=np.uint64)
        digests[long, 0] = plain
        digests[long, 1] = np.add.reduceat(own, starts) - plain * starts.astype(np.uint64)
    for i in np.flatnonzero(~long).tolist():
        few = found.values[ends[i] : ends[i + 1]].astype("<u4").tobytes()
        digests[i] = np.frombuffer(blake2b(few, digest_size=16).digest(), dtype="<u8")
    return digests


def _across(count: int, ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """The 5-grams of texts one after another that run on into the next text."""
    places = (ends[1:, None] - np.arange(1, GRAM)).ravel()
    return places[(places >= 0) & (places < count)]


def _densify(table: NDArray[np.uint32]) -> None:
    """Fill each empty bin from a full one, the same for every text in which that one is full."""
    empty = table == _EMPTY
    poor = np.flatnonzero(empty.any(axis=1) & ~empty.all(axis=1))
    if not poor.size:
        return
    source, holes = table[poor], empty[poor]
    filled = source.copy()
    rows, bins = np.nonzero(holes)
    for donors in _donors():
        wanted = donors[bins]
        full = ~holes[rows, wanted]
        filled[rows[full], bins[full]] = source[rows[full], wanted[full]]
        rows, bins = rows[~full], bins[~full]
        if not rows.size:
            break
    table[poor] = filled


@cache
def _donors() -> NDArray[np.intp]:
    """For each attempt, the bin each bin would borrow from; at last all of them, in turn."""
    state = np.arange(64 * VALUES, dtype=np.uint64) * _A
    for shift, factor in ((30, _B), (27, _C)):
        state = (state ^ (state >> np.uint64(shift))) * factor
    drawn = (state >> _BIN_SHIFT).astype(np.intp).reshape(64, VALUES)
    turn = (np.arange(VALUES)[:, None] + np.arange(VALUES)) % VALUES
    return np.concatenate((drawn, turn))
