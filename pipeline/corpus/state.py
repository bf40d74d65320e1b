"""What a run keeps in CLEAN/.state, so that the next one need not make it again.

Two layers. `known/` describes the documents of CLEAN as it stands: heads, signatures and where
their lines lie, some 800 bytes each, while their texts are had back from CLEAN itself. It is moved
into place together with CLEAN, so the two always fit each other. `packs/` holds what a run that is
under way has made, texts and all; when the run is complete they have done their work and go. A
pack counts when it is there under its name, whole; that is the commit point of its results.

Deleting the folder costs time, never results. One process at a time decides what is in it.
"""

import errno
import fcntl
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.corpus.files import refuse_foreign
from pipeline.model.errors import Busy, Fault

STATE = ".state"
PACKS, KNOWN = "packs", "known"
_PACKAGE = Path(__file__).parent.parent
# Libraries whose new version may give another result for the same page.
_DECIDING = (
    "brotli",
    "chardet",
    "lxml",
    "lxml_html_clean",
    "numpy",
    "opencc-python-reimplemented",
    "orjson",
    "py3langid",
    "pyarrow",
    "pypinyin",
    "trafilatura",
)


class State:
    """The state of one CLEAN, for the process that has it `locked`."""

    def __init__(self, clean: Path) -> None:
        self.folder = clean / STATE
        (self.folder / PACKS).mkdir(parents=True, exist_ok=True)

    def books(self) -> list[str]:
        """The names of all files with results, below the folder, always in one order."""
        return [
            f"{name}/{file.name}"
            for name in (KNOWN, PACKS)
            for file in sorted((self.folder / name).glob("*"))
        ]

    def drop(self, book: str) -> None:
        """Remove a file that turned out to be damaged, or of another version."""
        (self.folder / book).unlink(missing_ok=True)

    def forget(self) -> None:
        """Drop every result, because one of them turned out to be damaged."""
        shutil.rmtree(self.folder / KNOWN, ignore_errors=True)
        self.sweep()

    def sweep(self) -> None:
        """Remove all packs: what they held is in CLEAN and known now."""
        for pack in (self.folder / PACKS).iterdir():
            pack.unlink()


@contextmanager
def locked(clean: Path) -> Iterator[None]:
    """A CLEAN that no one else writes meanwhile. Raises `Busy` when another process does.

    Raises `Foreign` where its state holds a link, or something else that is not ours.
    """
    folder = clean / STATE
    refuse_foreign(clean, (STATE,))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise  # a matter of the disk, not of the folder
        raise Fault(
            f"{clean}: {error.strerror}; give a CLEAN folder that you may write to"
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Busy(
            f"{clean}: another run is writing it; wait for it or give another folder"
        ) from error
    try:
        yield
    finally:
        os.close(lock)


def result_key(*parts: object) -> bytes:
    """The key of a result: what it was made by and from."""
    return sha256("\0".join(map(str, (_code(), *parts))).encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> str:
    """The digest of all that decides results besides inputs and options: our code and libraries."""
    files: Mapping[str, bytes] = {
        file.relative_to(_PACKAGE).as_posix(): file.read_bytes()
        for file in _PACKAGE.rglob("*")
        if file.suffix in (".py", ".toml", ".txt")
    }
    content = sha256(f"{sys.version} {unicodedata.unidata_version}".encode())
    for name in sorted(files):
        content.update(name.encode() + b"\0" + sha256(files[name]).digest())
    for library in _DECIDING:
        content.update(f"{library} {_version(library)}".encode())
    return content.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
