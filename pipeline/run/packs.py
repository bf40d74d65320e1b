"""Packs: immutable files of results, each one checked when it is read.

A pack holds for each document a small head (what surveys and the writer need to know), a row of its
signature, and a body that is read only when the text itself is wanted. Every part carries its
crc32, so that a damaged pack raises `Corrupt` and is never believed.

    bodies, one after the other | signatures | heads as JSON lines | footer
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

Signatures = npt.NDArray[np.uint32]

_FOOTER = struct.Struct("<8sQQQLL")
_MAGIC = b"apack\x00\x00\x01"


class Corrupt(Exception):  # noqa: N818 - a finding about a file
    """A file of the state that does not hold what was written."""


class Entry(NamedTuple):
    """One document for a pack: a JSON-able head, a body, and its signature."""

    head: dict[str, Any]
    body: bytes
    signature: Signatures


def write_pack(folder: Path, entries: Iterable[Entry], width: int) -> str:
    """The name of a new pack in `folder`, which is the sha256 of its content; `width` is that of a signature."""
    bodies, heads, rows = bytearray(), bytearray(), []
    for head, body, signature in entries:
        place = {"at": len(bodies), "n": len(body), "crc": zlib.crc32(body)}
        bodies += body
        heads += orjson.dumps({**head, **place}) + b"\n"
        rows.append(signature.astype("<u4"))
    signatures = np.stack(rows).tobytes() if rows else b""
    footer = _FOOTER.pack(
        _MAGIC, len(bodies), len(signatures), len(heads), zlib.crc32(signatures), zlib.crc32(heads)
    )
    content = b"".join((bodies, signatures, heads, footer))
    name = sha256(content).hexdigest()
    write_whole(folder / name, content)
    return name


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, whatever happens meanwhile: tmp, fsync, rename."""
    tmp = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with tmp.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    tmp.replace(path)


class Pack:
    """A pack on disk. Raises `Corrupt` where it is damaged, `FileNotFoundError` where it is gone."""

    def __init__(self, path: Path, width: int) -> None:
        self.path = path
        self.width = width
        self._file = path.open("rb")
        try:
            self._file.seek(-_FOOTER.size, os.SEEK_END)
            footer = _FOOTER.unpack(self._file.read())
        except (OSError, struct.error) as error:
            raise Corrupt(f"{path}: no footer") from error
        magic, self._bodies, self._signatures, self._heads, self._crc_s, self._crc_h = footer
        size = self._bodies + self._signatures + self._heads + _FOOTER.size
        if magic != _MAGIC or size != path.stat().st_size:
            raise Corrupt(f"{path}: not a pack of this version")

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """What each document's entry gave as its head."""
        lines = self._part(self._bodies + self._signatures, self._heads, self._crc_h)
        return [orjson.loads(line) for line in lines.splitlines()]

    def signatures(self) -> Signatures:
        """A row for each document."""
        data = self._part(self._bodies, self._signatures, self._crc_s)
        return np.frombuffer(data, "<u4").reshape(-1, self.width)

    def body(self, i: int) -> bytes:
        """The body of one document."""
        head = self.heads[i]
        return self._part(head["at"], head["n"], head["crc"])

    def bodies(self) -> Iterator[bytes]:
        """All bodies, in order."""
        return (self.body(i) for i in range(len(self.heads)))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _part(self, start: int, length: int, crc: int) -> bytes:
        self._file.seek(start)
        data = self._file.read(length)
        if len(data) != length or zlib.crc32(data) != crc:
            raise Corrupt(f"{self.path}: damaged at {start}")
        return data
