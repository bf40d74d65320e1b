"""How the work of a run is cut: into pieces for workers, and into shards of CLEAN."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.corpus import folder
from pipeline.corpus.index import Int64s
from pipeline.reading import plan, remote
from pipeline.reading.paths import real

# A piece of work is about a second's: enough to make its way to a worker cheap, little enough to
# share out a small folder, and to lose when a worker dies.
_PIECE_BYTES, PIECE_DOCUMENTS = 1 << 20, 256
_SEEN = 16  # what a document showed is counted in a tenth of the time that its cleaning takes
_LARGEST_GROUP = 8  # times that, where many short documents lie in one book
_HTML_WEIGHT = 8  # extraction is slower than plain text by about this


class Sizes:
    """What the file system says of the files that parts are of, asked once for each file."""

    def __init__(self, raw: Path) -> None:
        self._top, self._folder = os.fsencode(raw), raw.is_dir()
        url = remote.address(raw)
        self._remote = remote.files(url) if url else {}
        self._stat = lru_cache(maxsize=1)(self._asked)  # the parts of a file follow each other

    def stamp(self, part: plan.Part) -> tuple[int, ...]:
        """What tells that a part is the one that was read: nothing sets ctime but the system."""
        if part.digest:
            return ()
        if part.file in self._remote:
            return self._remote[part.file]
        found = self._stat(part.file)
        if found is None:
            return ()
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev

    def size(self, part: plan.Part) -> int | None:
        """The bytes of a part on disk, None where no one can tell; of Parquet those of the file."""
        found = self._stat(part.file)
        if found is None:
            return self._remote[part.file][0] if part.file in self._remote else None
        lines = part.stop >= 0 and not part.file.endswith(".parquet")
        return min(found.st_size, part.stop - part.start) if lines else found.st_size

    def weight(self, part: plan.Part) -> int:
        """About how much work a part is, in bytes of plain text."""
        size = self.size(part) or 0
        if part.stop >= 0 and part.file.endswith(".parquet"):  # the range counts row groups
            size = _PIECE_BYTES
        return size * _HTML_WEIGHT if part.file.endswith((".html", ".htm")) else size

    def _asked(self, file: str) -> os.stat_result | None:
        try:
            return os.lstat(b"/".join((self._top, real(file))) if self._folder else self._top)
        except OSError:
            return None


def by_weight(numbers: Iterable[int], weights: Mapping[int, int]) -> Iterator[list[int]]:
    """Numbers in groups that are each about a piece of work."""
    piece: list[int] = []
    size = 0
    for i in numbers:
        piece.append(i)
        size += weights[i]
        if size >= _PIECE_BYTES or len(piece) >= PIECE_DOCUMENTS:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def by_book(book: NDArray[np.int32]) -> Iterator[range]:
    """The numbers of documents to be counted together; no book is in two, unless it is large."""
    size = _SEEN * PIECE_DOCUMENTS
    ends = np.append(np.flatnonzero(np.diff(book)) + 1, len(book))
    start = 0
    while start < len(book):
        end = int(ends[np.searchsorted(ends, min(start + size, len(book)))])
        stop = min(end, start + _LARGEST_GROUP * size)
        yield range(start, stop)
        start = stop


def even(numbers: Int64s) -> Iterator[Int64s]:
    """The numbers of documents in groups that are each a piece of work."""
    for start in range(0, len(numbers), PIECE_DOCUMENTS):
        yield numbers[start : start + PIECE_DOCUMENTS]


def by_size(sizes: Int64s) -> Iterator[tuple[int, int]]:
    """Where shards begin and end, for documents of these sizes in their order."""
    ends = np.cumsum(sizes)
    start, done = 0, 0
    while start < len(sizes):
        stop = min(int(np.searchsorted(ends, done + folder.SHARD_BYTES)) + 1, len(sizes))
        yield start, stop
        start, done = stop, int(ends[stop - 1])
