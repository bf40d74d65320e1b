"""Packs: immutable files of results, each part checked when it is read.

A pack holds for each document a small head (what surveys and the writer need to know), a row of its
signature, and a body that is read only when the text itself is wanted. Every part carries its
crc32, so that a damaged pack raises `Corrupt` and is never believed.

    bodies, one after the other | where they stand | signatures | heads as JSON | footer
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import orjson
import zstandard

from pipeline.faults import Corrupt
from pipeline.run.files import write_whole

Signatures = npt.NDArray[np.uint32]

_MAGIC = b"apack\x00\x00\x02"
_FOOTER = struct.Struct("<8s4Q3L")  # the sizes of the four parts, crc32 of all but the first
_INDEX = np.dtype([("at", "<u8"), ("n", "<u4"), ("crc", "<u4")])
# 3 is zstd's default: 0.05 ms for an article of 5 kB; 9 takes three times that to save 8 % more.
_LEVEL = 1
# No body is larger; a damaged length is not believed either.
_LARGEST = 1 << 31


class Entry(NamedTuple):
    """One document for a pack: a head of JSON-able values, a body, and its signature."""

    head: Sequence[Any]
    body: bytes
    signature: Signatures


def write_pack(folder: Path, entries: Iterable[Entry], width: int) -> str:
    """The name of a new pack in `folder`, the sha256 of its content; `width` is a signature's."""
    pack = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True)
    bodies, heads, index, rows = bytearray(), [], [], []
    for head, body, signature in entries:
        packed = pack.compress(body)
        index.append((len(bodies), len(packed), zlib.crc32(packed)))
        bodies += packed
        heads.append(list(head))
        rows.append(signature.astype("<u4"))
    parts = (
        bytes(bodies),
        np.array(index, _INDEX).tobytes(),
        np.stack(rows).tobytes() if rows else b"",
        pack.compress(orjson.dumps(heads)),
    )
    footer = _FOOTER.pack(_MAGIC, *map(len, parts), *map(zlib.crc32, parts[1:]))
    content = b"".join((*parts, footer))
    name = sha256(content).hexdigest()
    write_whole(folder / name, content)
    return name


class Pack:
    """A pack on disk. Raises `Corrupt` where it is damaged or gone."""

    def __init__(self, path: Path, width: int) -> None:
        self.path, self._width = path, width
        try:
            self._file = path.open("rb")
        except FileNotFoundError as error:
            raise Corrupt(f"{path}: is gone") from error
        size = os.fstat(self._file.fileno()).st_size
        with self._believing():
            self._file.seek(max(size - _FOOTER.size, 0))
            magic, *rest = _FOOTER.unpack(self._file.read())
            self._sizes, self._crcs = rest[:4], rest[4:]
            if magic != _MAGIC or size != sum(self._sizes) + _FOOTER.size:
                raise Corrupt(f"{path}: no pack of this version")
            self._index = np.frombuffer(self._part(1), _INDEX)

    def heads(self) -> list[list[Any]]:
        """What each document's entry gave as its head."""
        with self._believing():
            found: list[list[Any]] = orjson.loads(_unpacked(self._part(3)))
            if len(found) != len(self._index):
                raise Corrupt(f"{self.path}: {len(found)} heads of {len(self._index)}")
            return found

    def signatures(self) -> Signatures:
        """A row for each document."""
        with self._believing():
            return np.frombuffer(self._part(2), "<u4").reshape(len(self._index), self._width)

    def body(self, i: int) -> bytes:
        """The body of one document."""
        with self._believing():
            at, size, crc = self._index[i].tolist()
            return _unpacked(self._read(at, size, crc))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def _believing(self) -> Iterator[None]:
        """Whatever does not fit turns into `Corrupt`."""
        try:
            yield
        except (ValueError, IndexError, struct.error, zstandard.ZstdError) as error:
            raise Corrupt(f"{self.path}: {error}") from error

    def _part(self, number: int) -> bytes:
        return self._read(sum(self._sizes[:number]), self._sizes[number], self._crcs[number - 1])

    def _read(self, start: int, length: int, crc: int) -> bytes:
        self._file.seek(start)
        data = self._file.read(length)
        if len(data) != length or zlib.crc32(data) != crc:
            raise Corrupt(f"{self.path}: damaged at {start}")
        return data


def _unpacked(data: bytes) -> bytes:
    return _decompressor().decompress(data, max_output_size=_LARGEST)


@cache
def _decompressor() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor()  # to make one takes longer than to unpack an article
