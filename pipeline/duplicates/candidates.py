"""Which pairs of texts are worth comparing: those that share a band of their signatures.

Sorted arrays, one band at a time: a million signatures take 0.5 GB and a band 16 MB beside them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.signature import BANDS, ROWS, SIMILAR, VALUES, Signed

_Numbers = NDArray[np.int64]
Pairs = NDArray[np.int64]  # (pairs, 2), smaller number first, sorted, each once

# A truncated copy of a third of an article has a Jaccard similarity of 0.33, where no band of
# several values would find it; but each value of the whole is also one of the part's in a third
# of the cases: 1 - (2/3)^16 = 0.998 of such pairs share one of the first 16.
SINGLES = 16

# In a bucket up to this size all pairs are candidates. In a larger one (a common phrase for a
# single value, a template for a band) each text meets the fullest ones of the bucket only.
HOT = 40
HUBS = 8
# A single value shared by more texts than this is a common phrase: no sign of a copy.
COMMON = 200

# What signatures must say before texts are read: 2.5 standard errors below what folds.
LEAST_LIKE = SIMILAR - 0.11
_LEAST_CONTAINED = 0.7


class Candidates(NamedTuple):
    """Pairs that may be copies, and how many texts the largest crowd of like ones has."""

    pairs: Pairs
    crowd: int


def candidates(signed: Signed, rows: NDArray[np.int64]) -> Candidates:
    """Pairs of texts whose signatures say that one may be a copy of the other.

    `rows` says where in `signed` the texts stand, in an order that depends on them alone; pairs
    are numbers into `rows`. Signatures are never copied, and may lie in a file: beside them some
    60 bytes a text are needed.
    """
    # The fullest text first, ties by number: so stand those of a bucket, too.
    fullest = np.argsort(~signed.sizes[rows], kind="stable").astype(np.int32)
    ranked = rows[fullest]
    found = np.empty(0, dtype=np.int64)
    crowd = 0
    for keys, single in keys_of(signed.values, ranked):
        ones, others, largest = _bucket_pairs(keys, single)
        crowd = crowd if single else max(crowd, largest)
        ones, others = fullest[ones].astype(np.int64), fullest[others].astype(np.int64)
        pairs = np.unique(np.minimum(ones, others) * len(rows) + np.maximum(ones, others))
        # Most pairs of an earlier band were found alike there.
        pairs = np.setdiff1d(pairs, found, assume_unique=True)
        one, other = np.divmod(pairs, len(rows))
        alike = likely(signed, signed, rows[one], rows[other])
        found = np.sort(np.concatenate((found, pairs[alike])))
    return Candidates(np.stack(np.divmod(found, max(len(rows), 1)), axis=1), crowd)


def keys_of(
    values: NDArray[np.uint32], rows: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.uint64], bool]]:
    """For each band the bucket of the texts in some rows, in the highest bits.

    Then for single values, of which that is told.
    """
    for key in band_keys(values):
        yield key[rows], False
    for single in range(SINGLES):
        yield values[rows, single].astype(np.uint64) << np.uint64(32), True


def band_keys(values: NDArray[np.uint32]) -> Iterator[NDArray[np.uint64]]:
    """For each band a hash of its values, for every signature."""
    for band in range(BANDS):
        key = np.zeros(len(values), dtype=np.uint64)
        for row in range(ROWS):
            key = (key ^ values[:, band * ROWS + row]) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(32)
        yield key


def sorted_keys(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], np.uint64]:
    """The keys sorted, in whose lowest bits stands where each was; and these bits.

    Numbers in the lowest bits are sorted along with the keys, at a third of an argsort's cost.
    """
    low = np.uint64((1 << len(keys).bit_length()) - 1)
    order = keys & ~low
    order |= np.arange(len(keys), dtype=np.uint32)
    order.sort()
    return order, low


def _bucket_pairs(
    keys: NDArray[np.uint64], single: bool
) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    """The pairs within buckets, and how many texts are in the largest of those."""
    order, low = sorted_keys(keys)
    beside = np.flatnonzero((order[1:] ^ order[:-1]) <= low)
    new = np.flatnonzero(np.diff(beside, prepend=-2) > 1)
    heads, lengths = beside[new], np.diff(new, append=len(beside)) + 1
    if single:
        few = lengths <= COMMON
        heads, lengths = heads[few], lengths[few]
    hubs = np.where(lengths > HOT, HUBS, lengths - 1)
    numbers = (order & low).astype(np.int32)
    ones, others = [heads[:0]], [heads[:0]]
    for hub in range(int(hubs.max(initial=0))):
        # The one at this place of each bucket with all that come after it.
        some = hubs > hub
        counts = lengths[some] - 1 - hub
        ones.append(np.repeat(heads[some] + hub, counts))
        others.append(ones[-1] + 1 + ramps(counts))
    return (
        numbers[np.concatenate(ones)],
        numbers[np.concatenate(others)],
        int(lengths.max(initial=0)),
    )


def ramps(counts: _Numbers) -> _Numbers:
    """0, 1, 2 … up to each of some counts.

    >>> ramps(np.array([2, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def likely(
    here: Signed, there: Signed, ones: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which pairs whole signatures call alike, or one of them a part of the other.

    `ones` are rows of `here`, `others` of `there`, which may be the same.
    """
    found = np.empty(len(ones), dtype=np.bool_)
    for start in range(0, len(ones), 4096):  # what fits into the second cache
        some = slice(start, start + 4096)
        one, other = ones[some], others[some]
        least = _least(here.sizes[one].astype(np.int64), there.sizes[other].astype(np.int64))
        found[some] = _agreeing(here.values.take(one, 0), there.values.take(other, 0)) >= least
    return found


def _least(ones: _Numbers, others: _Numbers) -> NDArray[np.float64]:
    """In how many values signatures agree at least, for texts of so many tokens each.

    Of a part of so much of both they agree in s / (1 - s) of all values.
    """
    part = np.minimum(ones, others) * _LEAST_CONTAINED / (ones + others)
    found: NDArray[np.float64] = VALUES * np.minimum(part / (1 - part), LEAST_LIKE)
    return found


def _agreeing(ones: NDArray[Any], others: NDArray[Any]) -> _Numbers:
    """In how many places the rows of two tables agree, a multiple of eight and less than 256."""
    # Eight truth values are one number; adding those and then their bytes is a tenth of the work.
    same = (ones == others).view(np.uint64).sum(axis=1)
    found: _Numbers = ((same * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.int64)
    return found
