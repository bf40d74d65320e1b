"""Members of zip and tar archives, read without writing them to disk."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, BinaryIO

from pipeline.model.article import Records, Unreadable
from pipeline.reading.compression import CHUNK, RATIO, SUSPECT, Broken, Stepwise
from pipeline.reading.no_page import holder_of
from pipeline.reading.paths import member, member_path

Inside = Callable[[str, Iterable[bytes]], Records]

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def zipped(path: str, file: BinaryIO, inside: Inside) -> Records:
    """The records of a zip's members, as `inside` reads them from a name and a stream."""
    try:
        archive = zipfile.ZipFile(file)
    except ZIP_FAULTS as error:
        yield Unreadable(path, f"damaged zip: {error}; the members before it were read")
        yield from _without_directory(path, file, inside)
        return
    with archive:
        listed = list(_listed(archive))
        names = {name for _, name in listed}
        for info, name in listed:
            if page := holder_of(name, names):
                why = f"a part of the saved page {page}"
                yield Unreadable(member_path(path, name), why, fate="ignored")
            elif info.flag_bits & _ENCRYPTED:
                yield Unreadable(member_path(path, name), "encrypted in its zip")
            else:
                yield from inside(name, _unzipped(archive, info))


def _listed(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of a zip, each with its printable name."""
    seen: dict[str, int] = {}
    for info in archive.infolist():
        if info.filename.endswith("/"):  # `is_dir` fails on a name that is empty
            continue
        raw = None if info.flag_bits & _UTF8_NAME else info.orig_filename.encode("cp437")
        yield info, member(info.filename, raw, seen)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > SUSPECT and size > RATIO * max(info.compress_size, 1):
                    raise Broken(f"unpacks to over {RATIO} times its size")
                yield chunk
    except (*ZIP_FAULTS, RuntimeError) as error:
        raise Broken(f"damaged in its zip: {error}") from error


_LOCAL = struct.Struct("<4s5H3I2H")
_SIZES_FOLLOW = 0x8


def _without_directory(path: str, file: BinaryIO, inside: Inside) -> Records:
    """The members of a zip that lost its end, where its directory was, by their own heads."""
    seen: dict[str, int] = {}
    file.seek(0)
    while len(head := file.read(_LOCAL.size)) == _LOCAL.size and head[:4] == b"PK\x03\x04":
        _, _, flags, method, _, _, _, packed, _, name_size, extra_size = _LOCAL.unpack(head)
        raw = file.read(name_size)
        file.seek(extra_size, io.SEEK_CUR)
        start = file.tell()
        if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or (
            flags & _ENCRYPTED or (flags & _SIZES_FOLLOW and method == zipfile.ZIP_STORED)
        ):
            yield Unreadable(
                member_path(path, member("", raw, seen)), "in a damaged zip, and not plain"
            )
            return
        if not raw.endswith(b"/"):
            yield from inside(member("", raw, seen), _member_at(file, start, method, packed, flags))
        file.seek(start + packed)
        if flags & _SIZES_FOLLOW and not _to_next_member(file):
            return


def _member_at(file: BinaryIO, start: int, method: int, packed: int, flags: int) -> Iterator[bytes]:
    file.seek(start)
    left = packed if not flags & _SIZES_FOLLOW else 1 << 62
    made = Stepwise(zlib.decompressobj(-15))
    size = taken = 0
    while left > 0 and not made.eof and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        taken += len(chunk)
        try:
            for piece in made.feed(chunk) if method else [chunk]:
                size += len(piece)
                if size > SUSPECT and size > RATIO * taken:
                    raise Broken(f"unpacks to over {RATIO} times its size")
                yield piece
        except zlib.error as error:
            raise Broken(f"damaged in its zip: {error}") from error
    if not made.eof if method else left > 0:
        raise Broken("truncated in its zip")


def _to_next_member(file: BinaryIO) -> bool:
    """Moves on to the next local head; whether there is one."""
    held = b""
    while chunk := file.read(CHUNK):
        found = (held + chunk).find(b"PK\x03\x04")
        if found >= 0:
            file.seek(found - len(held) - len(chunk), io.SEEK_CUR)
            return True
        held = chunk[-3:]
    return False


def tarred(path: str, chunks: Iterator[bytes], inside: Inside) -> Records:
    """The records of a tar's members, in the order they stand in it, on both sides of damage."""
    seen: dict[str, int] = {}
    stream = _Stream(chunks)
    while True:
        yield from _members(path, stream, inside, seen)
        lost, more = stream.to_next_head()
        if lost:
            yield Unreadable(_gap(path, seen), f"{lost} bytes of the tar belong to no member")
        if not more:
            return


def _members(path: str, stream: "_Stream", inside: Inside, seen: dict[str, int]) -> Records:
    """The records of a tar from here on, up to where no member begins; there the stream is left."""
    begun = stream.at
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:  # type: ignore[call-overload]  # it needs read() only
            for info in archive:
                if info.isdir():
                    continue
                name = member(info.name, None, seen)
                held = archive.extractfile(info) if info.isreg() else None
                if held is None:
                    yield Unreadable(
                        member_path(path, name), "a link or device in its tar, not a file"
                    )
                else:
                    yield from inside(name, _untarred(held, info.size))
            # tarfile takes a head that it can't read for the end, and says nothing.
            stream.back(begun + archive.offset)
    except (tarfile.TarError, Broken, EOFError, OSError, ValueError) as error:
        why = f"damaged tar: {error}; the members before it were read"
        yield Unreadable(_gap(path, seen), why)


def _gap(path: str, seen: dict[str, int]) -> str:
    """The path of what is lost between members: the archive's, and for the next gap another."""
    name = member("", None, seen)
    return f"{path}!{name}" if name else path


def _untarred(held: IO[bytes], size: int) -> Iterator[bytes]:
    try:
        while chunk := held.read(CHUNK):
            size -= len(chunk)
            yield chunk
    except (tarfile.TarError, OSError) as error:
        raise Broken(f"truncated in its tar: {error}") from error
    if size > 0:
        raise Broken("truncated in its tar")


class _Stream:
    """Chunks as something to read from, and to go back in a little."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, b""
        self._broken: Broken | None = None
        self._last = b""  # what was read last, at most `_BACK` of it
        self.at = 0

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end. Raises `Broken` where what follows is damaged."""
        pieces, have = [self._held], len(self._held)
        try:
            while have < size and (chunk := next(self._chunks, None)) is not None:
                pieces.append(chunk)
                have += len(chunk)
        except Broken as error:
            self._broken = error  # what came before it is good
        if not have and self._broken:
            raise self._broken
        data = b"".join(pieces)
        self._held, data = data[size:], data[:size]
        self._last = (self._last + data)[-_BACK:]
        self.at += len(data)
        return data

    def back(self, place: int) -> None:
        """Go back to a place that was read, if it was lately."""
        size = self.at - place
        if 0 < size <= len(self._last):
            self._held, self._last = self._last[-size:] + self._held, self._last[:-size]
            self.at = place

    def to_next_head(self) -> tuple[int, bool]:
        """How many bytes other than 0 were passed on the way to a head, and if there is one."""
        lost = 0
        try:
            while block := self.read(tarfile.BLOCKSIZE):
                if block[257:262] == b"ustar" and _is_head(block):
                    self.back(self.at - len(block))
                    return lost, True
                lost += len(block) - block.count(0)
        except Broken:
            pass  # `_members` met it too, and said so
        return lost, False


_BACK = 2 * tarfile.RECORDSIZE  # tarfile reads a record at a time


def _is_head(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
