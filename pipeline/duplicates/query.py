"""Which texts of a corpus may be copies of some that are asked about: told from signatures.

Of one text all signatures are looked at, 0.17 s of CPU for a million. Who asks often, or about
many, has an `Index` of their bands, which takes some seconds to make and 330 bytes a text.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import (
    COMMON,
    HOT,
    HUBS,
    Pairs,
    keys_of,
    likely,
    ramps,
    sorted_keys,
)
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.signature import GRAM, SHORTEST, VALUES, Signed

MADE_BY = f"{VALUES} values of {GRAM}-grams"
"""What signatures must have been made by to be compared with ours."""


def scan(asked: Signed, signed: Signed) -> Pairs:
    """What an `Index` finds and more, by looking at every signature: rows of (asked, of corpus)."""
    found = [same(asked, signed)]
    sizes = signed.sizes.astype(np.int64)
    for i in np.flatnonzero(asked.sizes >= SHORTEST).tolist():
        # In a smaller part of a text one value would agree by chance.
        size = int(asked.sizes[i])
        fair = np.minimum(sizes, size) >= Settings().part_share * np.maximum(sizes, size)
        there = np.flatnonzero(fair & (sizes >= SHORTEST))
        there = there[likely(asked, signed, np.full_like(there, i), there)]
        found.append(np.stack((np.full_like(there, i), there), axis=1))
    return np.unique(np.concatenate(found), axis=0)


def same(asked: Signed, signed: Signed) -> Pairs:
    """The pairs whose shadows are the same, as rows of (asked, of corpus); not the empty ones."""
    return _Digests(signed).same(asked)


class _Digests:
    """The digests of whole shadows, sorted."""

    def __init__(self, signed: Signed) -> None:
        self._signed = signed
        self._order = np.argsort(signed.digests[:, 0], kind="stable")
        self._sorted = signed.digests[self._order, 0]

    def same(self, asked: Signed) -> Pairs:
        """The pairs that are the same."""
        signed, first = self._signed, asked.digests[:, 0]
        starts = np.searchsorted(self._sorted, first, "left")
        counts = np.searchsorted(self._sorted, first, "right") - starts
        ones = np.repeat(np.arange(len(starts)), counts)
        others = self._order[np.repeat(starts, counts) + ramps(counts)]
        alike = (asked.digests[ones] == signed.digests[others]).all(axis=1)
        alike &= (asked.sizes[ones] == signed.sizes[others]) & (asked.sizes[ones] > 0)
        return np.stack((ones[alike], others[alike]), axis=1)


class Index:
    """Signatures sorted by their bands: what may be like a text is found without all the others."""

    def __init__(self, signed: Signed) -> None:
        self._signed, self._digests = signed, _Digests(signed)
        long = np.flatnonzero(signed.sizes >= SHORTEST)
        # The fullest first: so stand those of a bucket, too.
        self._rows = long[np.argsort(-signed.sizes[long].astype(np.int64), kind="stable")]
        self._bands = [
            (*sorted_keys(keys), single) for keys, single in keys_of(signed.values, self._rows)
        ]

    def candidates(self, asked: Signed) -> Pairs:
        """Pairs of which one may be a copy of the other, as rows of (asked, of the corpus).

        Of a crowded bucket only the fullest texts are met, as in `candidates`.
        """
        long = np.flatnonzero(asked.sizes >= SHORTEST)
        found = [self._digests.same(asked)]
        pairs = [
            self._meeting(keys, long, *band)
            for (keys, _), band in zip(keys_of(asked.values, long), self._bands, strict=True)
        ]
        meeting = np.unique(np.concatenate(pairs), axis=0)
        found.append(meeting[likely(asked, self._signed, *meeting.T)])
        return np.unique(np.concatenate(found), axis=0)

    def _meeting(
        self,
        keys: NDArray[np.uint64],
        asked: NDArray[np.int64],
        order: NDArray[np.uint64],
        low: np.uint64,
        single: bool,
    ) -> Pairs:
        """The pairs that meet in a bucket of one band."""
        keys = keys & ~low
        starts = np.searchsorted(order, keys)
        counts = np.searchsorted(order, keys | low, "right") - starts
        if not counts.any():  # as in most bands of most texts
            return np.empty((0, 2), np.int64)
        if single:
            counts[counts > COMMON] = 0
        counts[counts > HOT] = HUBS
        places = np.repeat(starts, counts) + ramps(counts)
        others = self._rows[(order[places] & low).astype(np.int64)]
        return np.stack((np.repeat(asked, counts), others), axis=1)
