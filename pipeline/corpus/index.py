"""Which results are there: for every document of every book where they lie, found by its origin.

All of it is columns of numbers, 40 bytes a document, for there may be many millions.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import ramps

# Where a document comes from: its part of RAW as it is now, made by this code (128 bits of a
# sha256), and which record of that part it is, of how many. All zeros: nobody may find it.
ORIGIN = np.dtype([("part", "<u8", 2), ("nth", "<u4"), ("of", "<u4")])
Origins = NDArray[Any]
Int64s = NDArray[np.int64]

_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def origins(parts: Iterable[bytes], counts: Sequence[int]) -> Origins:
    """The origins of all records of some parts, by the keys of the parts and their numbers."""
    of = np.array(counts, np.int64)
    keys = np.frombuffer(b"".join(parts), "<u8").reshape(-1, 2)
    found = np.zeros(of.sum(), ORIGIN)
    found["part"] = np.repeat(keys, of, axis=0)
    found["nth"] = ramps(of)
    found["of"] = np.repeat(of, of)
    return found


def hidden(found: Origins, which: NDArray[np.bool_]) -> Origins:
    """The origins, but for some that are to be found by nobody."""
    found = found.copy()
    found["part"][which] = 0
    return found


def text_key(origin: Any, cut: Any) -> bytes:
    """What only the text of this origin has that was cut so; blank where nobody may find it."""
    return bytes(origin.tobytes() + cut.tobytes()) if origin["part"].any() else b""


class Locations(NamedTuple):
    """Where the results of documents lie: in which book, as which entry of it."""

    books: tuple[str, ...]
    book: NDArray[np.int32]
    at: NDArray[np.int32]

    def take(self, numbers: Sequence[int] | Int64s) -> "Locations":
        """The places of some documents, with only the books that these lie in."""
        used, book = np.unique(self.book[numbers], return_inverse=True)
        names = tuple(self.books[i] for i in used.tolist())
        return Locations(names, book.astype(np.int32), self.at[numbers])


class ResultIndex:
    """The results that books hold, for each the origin of its document and its place."""

    def __init__(self, books: Iterable[tuple[str, Origins]]) -> None:
        listed = [(name, origins) for name, origins in books if len(origins)]
        every = [origins for _, origins in listed]
        self.origins = np.concatenate(every) if every else np.empty(0, ORIGIN)
        sizes = [len(origins) for origins in every]
        self.places = Locations(
            tuple(name for name, _ in listed),
            np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            np.concatenate(
                [np.arange(n, dtype=np.int32) for n in sizes] or [np.empty(0, np.int32)]
            ),
        )
        keys = _keys(self.origins)
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def find(self, wanted: Origins) -> Int64s:
        """For each document the number of its result, -1 where there is none."""
        if not len(self._keys):
            return np.full(len(wanted), -1)
        at = np.searchsorted(self._keys, _keys(wanted))
        found = self._order[np.minimum(at, len(self._keys) - 1)]
        there = self.origins[found]
        same = (there["part"] == wanted["part"]).all(axis=1) & (there["nth"] == wanted["nth"])
        return np.where(same & wanted["part"].any(axis=1), found, -1)

    def parts(self, keys: Sequence[bytes]) -> tuple[NDArray[np.int64], Int64s]:
        """How many results each part has, -1 where not all are there, and their numbers in turn."""
        first = self.find(origins(keys, [1] * len(keys)))
        counts = np.full(len(keys), -1)
        counts[first >= 0] = self.origins["of"][first[first >= 0]]
        some = np.flatnonzero(counts >= 0)
        numbers = self.find(origins([keys[i] for i in some.tolist()], counts[some].tolist()))
        of = np.repeat(some, counts[some])
        torn = np.unique(of[numbers < 0])
        counts[torn] = -1
        return counts, numbers[~np.isin(of, torn)]


def _keys(origins: Origins) -> NDArray[np.uint64]:
    """64 bits of each origin, to sort and seek by."""
    found = origins["part"][:, 0] ^ (origins["nth"].astype(np.uint64) + _MIX[0]) * _MIX[1]
    found ^= found >> np.uint64(31)
    return np.asarray(found * _MIX[2])


def digest64(data: bytes) -> int:
    """64 bits of a sha256, never 0, which stands for none."""
    return int.from_bytes(sha256(data).digest()[:8], "little") or 1
