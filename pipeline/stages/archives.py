"""Members of zip and tar archives, read without writing them to disk."""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, BinaryIO

from pipeline.article import Record, Unreadable
from pipeline.stages.names import member
from pipeline.stages.packed import CAP, CHUNK, RATIO, Broken

Found = Iterator[Record | Unreadable]
Inside = Callable[[str, Iterable[bytes]], Found]

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def zipped(path: str, file: BinaryIO, inside: Inside) -> Found:
    """The records of a zip's members, as `inside` reads them from a name and a stream."""
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as error:
        yield Unreadable(path, f"no readable zip: {error}")
        return
    seen: dict[str, int] = {}
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            raw = None if info.flag_bits & _UTF8_NAME else _cp437(info.orig_filename)
            name = member(info.filename, raw, seen)
            if info.flag_bits & _ENCRYPTED:
                yield Unreadable(f"{path}!{name}", "encrypted in its zip")
            else:
                yield from inside(name, _unzipped(archive, info))


def _cp437(name: str) -> bytes | None:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > CAP and size > RATIO * max(info.compress_size, 1):
                    raise Broken(f"unpacks to over {RATIO} times its size")
                yield chunk
    except (*_FAULTS, RuntimeError) as error:
        raise Broken(f"damaged in its zip: {error}") from error


def tarred(path: str, chunks: Iterator[bytes], inside: Inside) -> Found:
    """The records of a tar's members, in the order they stand in it."""
    seen: dict[str, int] = {}
    stream = _Stream(chunks)
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:  # type: ignore[call-overload]  # it needs read() only
            for info in archive:
                if info.isdir():
                    continue
                name = member(info.name, None, seen)
                held = archive.extractfile(info) if info.isreg() else None
                if held is None:
                    yield Unreadable(f"{path}!{name}", "a link or device in its tar, not a file")
                else:
                    yield from inside(name, _untarred(held, info.size))
    except (tarfile.TarError, Broken, EOFError, OSError, ValueError) as error:
        yield Unreadable(path, f"damaged tar: {error}; the members before it were read")


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
    """Chunks as something to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, b""

    def read(self, size: int) -> bytes:
        pieces, have = [self._held], len(self._held)
        while have < size and (chunk := next(self._chunks, None)) is not None:
            pieces.append(chunk)
            have += len(chunk)
        data = b"".join(pieces)
        self._held = data[size:]
        return data[:size]
