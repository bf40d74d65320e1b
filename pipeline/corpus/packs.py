"""Packs: immutable files of results, each part checked when it is read.

A pack holds named parts, such as the heads of its documents or a column of numbers, and bodies,
one for each document, of which each is read only when it is wanted. Every part carries its crc32,
so that a damaged pack raises `Corrupt` and is never believed.

    bodies, one after the other | parts | names, places and checksums of the parts | footer
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import zstandard

from pipeline.corpus.files import write_whole
from pipeline.model.errors import Corrupt
from pipeline.reading.plan import is_hollow

_MAGIC = b"apack\x00\x00\x04"
_FOOTER = struct.Struct("<8sQL")  # the size of the table of parts, and its crc32
_INDEX = np.dtype([("at", "<u8"), ("n", "<u4"), ("crc", "<u4")])
_BODIES = "bodies"
# Of parts; 9 takes three times as long to save 8 % more. Bodies are read again within the run and
# then dropped: to pack and unpack them took a twentieth of it, and saved some 40 % of the place.
_LEVEL = 3
# No part is larger; a damaged length is not believed either.
_LARGEST = 1 << 31


def packed(parts: Mapping[str, bytes], bodies: Iterable[bytes] = ()) -> bytes:
    """The content of a pack."""
    packer = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True)
    content, index = bytearray(), []
    for body in bodies:
        index.append((len(content), len(body), zlib.crc32(body)))
        content += body
    table = {}
    for name, part in {**parts, _BODIES: np.array(index, _INDEX).tobytes()}.items():
        data = packer.compress(part)
        table[name] = len(content), len(data), zlib.crc32(data)
        content += data
    listed = orjson.dumps(table)
    return bytes(content) + listed + _FOOTER.pack(_MAGIC, len(listed), zlib.crc32(listed))


def write_pack(folder: Path, parts: Mapping[str, bytes], bodies: Iterable[bytes] = ()) -> str:
    """The name of a new pack in `folder`, the sha256 of its content."""
    content = packed(parts, bodies)
    name = sha256(content).hexdigest()
    write_whole(folder / name, content)
    return name


class BatchFile:
    """A pack on disk. Raises `Corrupt` where it is damaged or gone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except FileNotFoundError as error:
            raise Corrupt(f"{path}: is gone") from error
        if is_hollow(self._file.fileno()):
            raise Corrupt(f"{path}: is a file of holes")
        size = os.fstat(self._file.fileno()).st_size
        with self._believing():
            self._file.seek(max(size - _FOOTER.size, 0))
            magic, length, crc = _FOOTER.unpack(self._file.read())
            if magic != _MAGIC:
                raise Corrupt(f"{path}: no pack of this version")
            start = size - _FOOTER.size - length
            self._table: dict[str, list[int]] = orjson.loads(self._read(start, length, crc))
        self._index: npt.NDArray[Any] | None = None

    def part(self, name: str) -> bytes:
        """What was given as this part."""
        with self._believing():
            return _unpacked(self._read(*self._table[name]))

    def json(self, name: str) -> Any:
        """What a part of JSON says."""
        with self._believing():
            return orjson.loads(self.part(name))

    def array(self, name: str, kind: npt.DTypeLike) -> npt.NDArray[Any]:
        """A part that is a column of numbers, a row for each document."""
        with self._believing():
            return np.frombuffer(self.part(name), kind)

    def body(self, i: int) -> bytes:
        """The body of one document."""
        if self._index is None:
            self._index = self.array(_BODIES, _INDEX)
        with self._believing():
            return self._read(*self._index[i].tolist())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def _believing(self) -> Iterator[None]:
        """Whatever does not fit turns into `Corrupt`."""
        try:
            yield
        except (
            ValueError,
            LookupError,
            TypeError,
            OverflowError,
            struct.error,
            zstandard.ZstdError,
        ) as error:
            raise Corrupt(f"{self.path}: {error}") from error

    def _read(self, start: int, length: int, crc: int) -> bytes:
        if start < 0 or not 0 <= length <= _LARGEST:
            raise Corrupt(f"{self.path}: no part is at {start}")
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
