"""Pages that lie elsewhere, `s3://bucket/pages`: listed and streamed through fsspec."""

import re
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, cast

_USER = re.compile(r"^([a-z][a-z0-9+.-]+:/+)[^/@]*@")
_QUERY = re.compile(r"\?.*", re.DOTALL)
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/+(.*)", re.DOTALL)


def address(raw: Path | str) -> str | None:
    """The address that RAW is, or None where it is a path of this machine.

    >>> address(Path("s3://bucket/pages")), address("raw"), address("C:/raw")
    ('s3://bucket/pages', None, None)
    """
    found = _ADDRESS.match(str(raw))
    if not found:
        return None
    # A `Path` makes one slash of two or three.
    return f"{found[1]}://{'/' if found[1] == 'file' else ''}{found[2]}"


def shown_address(url: str) -> str:
    """An address as it may be printed: without a password, a token or what else is secret in it.

    >>> shown_address("ftp://me:secret@host/pages"), shown_address("https://host/a?token=b")
    ('ftp://…@host/pages', 'https://host/a?…')
    """
    return _QUERY.sub("?…", _USER.sub(r"\1…@", url))


@lru_cache(maxsize=1)
def files(url: str) -> dict[str, tuple[int, int]]:
    """The files below an address in the order of their paths, with size and a number that tells
    a file from what it was before. Listed once; a run begins with `files.cache_clear`.

    Raises `OSError` where nothing can be listed, `ImportError` where fsspec or its part for this
    kind of address is not installed.
    """
    system, top = _system(url)
    found = system.find(top, detail=True) or {top: system.info(top)}
    named = {_below(path, top): (path, known) for path, known in found.items()}
    return {
        name: (int(known.get("size") or 0), int(system.ukey(path)[:15], 16))
        for name, (path, known) in sorted(named.items())
    }


def opened_remote(url: str, name: str) -> IO[bytes]:
    """One of the files, open and read as it comes. Raises `OSError`."""
    system, top = _system(url)
    path = top if name == _below(top, top) and system.isfile(top) else f"{top}/{name}"
    return cast(IO[bytes], system.open(path, "rb"))


def _system(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, top = url_to_fs(url)
    return system, top.rstrip("/")


def _below(path: str, top: str) -> str:
    """A path below a folder; a file that is the folder itself has its own name."""
    return path[len(top) :].lstrip("/") or path.rpartition("/")[2]
