"""Which pairs of texts are worth comparing: those that share a band of their signatures.

Sorted arrays, one band at a time: a million signatures take 0.5 GB and a band 16 MB beside them.
"""

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.surveys.signature import BANDS, ROWS, SIMILAR, Signed

Pairs = NDArray[np.int64]  # (pairs, 2), smaller number first, sorted, each once

log = logging.getLogger(__name__)

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
LEAST_CONTAINED = 0.7


def candidates(signed: Signed, rows: NDArray[np.int64]) -> Pairs:
    """Pairs of texts whose signatures say that one may be a copy of the other.

    `rows` says where in `signed` the texts stand, in an order that depends on them alone; pairs
    are numbers into `rows`. Signatures are never copied: a million take half a gigabyte.
    """
    sizes = signed.sizes[rows].astype(np.int64)
    found: list[NDArray[np.int64]] = []
    hot = 0
    for keys, single in _keys(signed.values):
        pairs, capped = _bucket_pairs(keys[rows], sizes, single)
        hot += capped
        likely = _likely(pairs, signed.values, rows, sizes)
        found.append(likely[:, 0] * len(rows) + likely[:, 1])
    if hot:
        log.info("%d buckets held more than %d texts; those met the fullest ones only", hot, HOT)
    unique = np.unique(np.concatenate(found))
    return np.stack(np.divmod(unique, max(len(rows), 1)), axis=1)


def _keys(values: NDArray[np.uint32]) -> Iterator[tuple[NDArray[np.uint64], bool]]:
    """For each band the bucket of every text; then for single values."""
    for key in band_keys(values):
        yield key, False
    for single in range(SINGLES):
        yield values[:, single].astype(np.uint64), True


def band_keys(values: NDArray[np.uint32]) -> Iterator[NDArray[np.uint64]]:
    """For each band a hash of its values, for every signature."""
    for band in range(BANDS):
        key = np.zeros(len(values), dtype=np.uint64)
        for row in range(ROWS):
            key = (key ^ values[:, band * ROWS + row]) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(32)
        yield key


def _bucket_pairs(
    keys: NDArray[np.uint64], sizes: NDArray[np.int64], single: bool
) -> tuple[Pairs, int]:
    """The pairs within buckets, and how many buckets were too large to give all of theirs.

    Within a bucket the fullest text comes first, ties by number.
    """
    order = np.lexsort((-sizes, keys))
    ordered = keys[order]
    heads = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    lengths = np.diff(heads, append=len(keys))
    many = lengths > 1
    if single:
        many &= lengths <= COMMON
    heads, lengths = heads[many], lengths[many]
    hot = lengths > HOT
    found: list[Pairs] = []
    for step in range(1, HOT):
        # All pairs `step` apart, in the buckets that long.
        long = np.flatnonzero((lengths > step) & ~hot)
        if not long.size:
            break
        counts = lengths[long] - step
        left = np.repeat(heads[long] - np.cumsum(counts) + counts, counts)
        left += np.arange(left.size)
        found.append(np.stack((order[left], order[left + step]), axis=1))
    for head, length in zip(heads[hot].tolist(), lengths[hot].tolist(), strict=True):
        bucket = order[head : head + length]
        for hub in range(min(HUBS, length - 1)):
            rest = bucket[hub + 1 :]
            found.append(np.stack((np.full(len(rest), bucket[hub]), rest), axis=1))
    pairs = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    return np.sort(pairs, axis=1), int(hot.sum())


def _likely(
    pairs: Pairs, values: NDArray[np.uint32], rows: NDArray[np.int64], sizes: NDArray[np.int64]
) -> Pairs:
    """The pairs that the whole signatures call alike, or one of them a part of the other."""
    kept: list[Pairs] = []
    for start in range(0, len(pairs), 20_000):  # 20 MB of signatures at a time
        some = pairs[start : start + 20_000]
        one, other = some.T
        like = (values[rows[one]] == values[rows[other]]).mean(axis=1)
        total, least = sizes[one] + sizes[other], np.minimum(sizes[one], sizes[other])
        contained = like / (1 + like) * total / np.maximum(least, 1)
        kept.append(some[(like >= LEAST_LIKE) | (contained >= LEAST_CONTAINED)])
    return np.concatenate(kept) if kept else pairs
