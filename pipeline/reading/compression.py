"""Compressed streams, unpacked piece by piece: bounded memory, damage named, never a bomb."""

import bz2
import lzma
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

Packing = Literal["gz", "bz2", "xz", "zst"]

CAP = 64 << 20
"""Most bytes of one body: a page of 64 MB is no article, and decoding takes four times that."""

RATIO = 200
"""Unpacked to packed: pages pack 3 to 100 fold, a bomb 1,000 fold (that is all zlib can)."""

SUSPECT = 16 << 20
"""Unpacked bytes from which on `RATIO` is looked at: a small file of repeated rows is no bomb."""

CHUNK = 1 << 18
_STEP = 1 << 20  # the most that one call unpacks
_RECENT = 1 << 20  # packed bytes kept for finding the next member behind damage

_MAGIC: dict[Packing, re.Pattern[bytes]] = {
    "gz": re.compile(rb"\x1f\x8b\x08[\x00-\x1f]"),
    "bz2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"),
    "xz": re.compile(rb"\xfd7zXZ\x00"),
    "zst": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
}
_NAMES = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "zstd"}


class Broken(Exception):  # noqa: N818 - it is a verdict on the input
    """A stream that can't be read on; `str()` of it is the reason."""


def packing(head: bytes) -> Packing | None:
    """How a stream that starts with `head` is packed.

    >>> packing(b"BZh91AY&SY..."), packing("BZh 是一个".encode())
    ('bz2', None)
    """
    for name, magic in _MAGIC.items():
        if magic.match(head):
            return name
    return None


def unpack(chunks: Iterable[bytes], how: Packing) -> Iterator[bytes]:
    """The unpacked bytes. Raises `Broken` at damage, at the end of a cut stream, and at bombs.

    Whoever asks on after that gets what follows behind the damage.
    """
    return _Raising(unpack_past_damage(chunks, how))


class _Raising:
    """Pieces of a stream, gaps in it as exceptions; a generator would end at the first."""

    def __init__(self, pieces: Iterator[bytes | Broken]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        if isinstance(piece, Broken):
            raise piece
        return piece


def unpack_past_damage(chunks: Iterable[bytes], how: Packing) -> Iterator[bytes | Broken]:
    """The unpacked bytes, and a `Broken` for each gap, behind which the next whole member follows.

    Only streams of many members (as `.warc.gz` are) have a next one. A bomb raises `Broken`.
    """
    packed = unpacked = 0
    decoder: Stepwise | _Zstd | None = None
    recent = b""  # packed bytes of this member so far, where the next one may have begun
    searching = told = False
    for chunk in chunks:
        data = chunk
        packed += len(chunk)
        while data:
            if searching:
                found = _MAGIC[how].search(data := recent + data)
                if not found:
                    recent = data[-16:]
                    break
                data, recent, searching = data[found.start() :], b"", False
            if decoder is None:
                if not recent and not (data := data.lstrip(b"\0")):
                    break  # tapes and block devices pad with NULs between members
                decoder, recent = _decoder(how), b""
            recent += data
            try:
                for piece in decoder.feed(data):
                    unpacked += len(piece)
                    if unpacked > SUSPECT and unpacked > RATIO * packed:
                        raise Broken(f"{_NAMES[how]} unpacks to over {RATIO} times its size")
                    told = False
                    yield piece
            except _errors(how) as error:
                if not told:
                    yield Broken(f"corrupt {_NAMES[how]}: {error}")
                data, recent = recent[1:], b""
                decoder, searching, told = None, True, True
                continue
            data = decoder.rest
            if decoder.eof:
                decoder, recent = None, b""
            elif len(recent) > 2 * _RECENT:
                recent = recent[-_RECENT:]
    if decoder is not None:
        yield Broken(f"truncated {_NAMES[how]}: it ends inside its data (eof)")


def whole_stream(pieces: Iterable[bytes], *, cut: bool = False) -> bytes:
    """All of a stream as one value; of one that was `cut` what can be unpacked of it.

    Raises `Broken` where it is larger than `CAP`, and where it breaks.
    """
    kept, size = [], 0
    try:
        for piece in pieces:
            kept.append(piece)
            size += len(piece)
            if size > CAP:
                raise Broken(f"larger than {CAP >> 20} MB")
    except Broken:
        if not cut or size > CAP:
            raise
    return b"".join(kept)


class Stepwise:
    """What unpacks gzip, bzip2 and xz, a step at a time."""

    def __init__(self, made: Any) -> None:
        """`made` is a decompressor of the standard library."""
        self._made = made
        self.eof, self.rest = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What more packed bytes unpack to; `rest` are those behind the end."""
        made, piece = self._made, b""
        while not made.eof and (data or len(piece) == _STEP):
            piece = made.decompress(data, _STEP)
            if piece:
                yield piece
            data = getattr(made, "unconsumed_tail", b"")  # of zlib; the others hold it themselves
        self.eof, self.rest = made.eof, made.unused_data


class _Zstd:
    # Four bytes of zstd can stand for a block of 128 kB, and its decompressor takes no limit.
    _BITE = 512

    def __init__(self) -> None:
        import zstandard

        made = zstandard.ZstdDecompressor(max_window_size=1 << 27)
        self._made = made.decompressobj()
        self.eof, self.rest = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), self._BITE):
            piece = self._made.decompress(data[start : start + self._BITE])
            if piece:
                yield piece
            if self._made.eof:
                self.eof = True
                self.rest = self._made.unused_data + data[start + self._BITE :]
                return
        self.rest = b""


def _decoder(how: Packing) -> Stepwise | _Zstd:
    if how == "gz":
        return Stepwise(zlib.decompressobj(31))
    if how == "bz2":
        return Stepwise(bz2.BZ2Decompressor())
    if how == "xz":
        return Stepwise(lzma.LZMADecompressor(memlimit=1 << 28))
    return _Zstd()


def _errors(how: Packing) -> tuple[type[Exception], ...]:
    if how == "zst":
        import zstandard

        return (zstandard.ZstdError,)
    return (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
