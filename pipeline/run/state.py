"""What a run keeps in CLEAN/.state: packs of results, and a manifest of what they are results of.

Deleting the folder costs time, never results. One process writes it at a time.
"""

import errno
import fcntl
import os
import shutil
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from pipeline.faults import Corrupt, Fault

STATE = ".state"
_PACKAGE = Path(__file__).parent.parent
_MANIFEST = "manifest.sqlite"
# Libraries whose new version may give another result for the same page.
_DECIDING = (
    "brotli",
    "chardet",
    "lxml",
    "lxml_html_clean",
    "numpy",
    "opencc-python-reimplemented",
    "orjson",
    "pyarrow",
    "pypinyin",
    "trafilatura",
)
# Faults of the disk, which a person has to mend; all else that SQLite says is damage to its file.
_OF_THE_DISK = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM,
)


class Place(NamedTuple):
    """Where the result for one document lies: in which pack, as which entry."""

    pack: str
    i: int


class Kept(NamedTuple):
    """The results under one key, and the rules they hold under; blank where no rules matter."""

    places: list[Place]
    under: str


class Span(NamedTuple):
    """A key, the first and the number of the entries that are its results, what they hold under."""

    key: bytes
    first: int
    n: int
    under: str = ""


class State:
    """The state of one CLEAN, held by this process alone. Raises `Corrupt` where it is damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packs = folder / "packs"
        self.packs.mkdir(parents=True, exist_ok=True)
        self._there = {pack.name for pack in self.packs.iterdir()}
        self._open()

    def known(self, key: bytes) -> Kept | None:
        """The results that were kept under a key, None when there are none or the pack is gone."""
        with _believing():
            row = self._database.execute(
                "SELECT pack, first, n, under, seal FROM results WHERE key = ?", (key,)
            ).fetchone()
        if row is None or row[0] not in self._there:
            return None
        pack, first, n, under, seal = row
        if seal != _seal(key, pack, first, n, under):
            raise Corrupt("the manifest: a row was altered")
        return Kept([Place(pack, first + i) for i in range(n)], under)

    def keep(self, pack: str, spans: Iterable[Span]) -> None:
        """Keep a pack's results. The pack is on disk for good; this is what makes it count."""
        self._there.add(pack)
        rows = [
            (key, pack, first, n, under, _seal(key, pack, first, n, under))
            for key, first, n, under in spans
        ]
        with _believing(), self._database:
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def forget(self) -> None:
        """Drop every result, because one of them turned out to be damaged."""
        self._database.close()
        for name in (_MANIFEST, f"{_MANIFEST}-journal"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.packs)
        self.packs.mkdir()
        self._there.clear()
        self._open()

    def sweep(self, used: set[str]) -> None:
        """Remove the packs that no document of this run lies in, and the rows that name them."""
        with _believing(), self._database:
            rows = self._database.execute("SELECT DISTINCT pack FROM results").fetchall()
            gone = [(name,) for (name,) in rows if name not in used]
            self._database.execute("BEGIN")
            self._database.execute("CREATE TEMP TABLE IF NOT EXISTS gone (pack TEXT PRIMARY KEY)")
            self._database.executemany("INSERT OR IGNORE INTO gone VALUES (?)", gone)
            self._database.execute("DELETE FROM results WHERE pack IN (SELECT pack FROM gone)")
        for pack in self.packs.iterdir():
            if pack.name not in used:
                pack.unlink()
        self._there &= used

    def close(self) -> None:
        """Let go of the manifest."""
        self._database.close()

    def _open(self) -> None:
        with _believing():
            self._database = sqlite3.connect(self.folder / _MANIFEST, isolation_level=None)
            # A rollback journal: the WAL of SQLite before 3.51.3 can be corrupted by a reset.
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, pack TEXT, first INT,"
                " n INT, under TEXT, seal INT) WITHOUT ROWID"
            )


def _seal(*row: object) -> int:
    """What shows that a bit of a row was turned, which SQLite does not look for."""
    return zlib.crc32(repr(row).encode())


@contextmanager
def _believing() -> Iterator[None]:
    """What SQLite can't read is `Corrupt`; a disk that is full or broken is an `OSError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _OF_THE_DISK:
            raise OSError(code, f"the manifest: {error}") from error
        raise Corrupt(f"the manifest: {error}") from error


@contextmanager
def opened(clean: Path) -> Iterator[State]:
    """The state of a CLEAN, locked. Raises `Fault` when another run holds it."""
    folder = clean / STATE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o644)
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
        raise Fault(
            f"{clean}: another run is writing it; wait for it or give another folder"
        ) from error
    try:
        state = _whole(folder)
        try:
            yield state
        finally:
            state.close()
    finally:
        os.close(lock)


def _whole(folder: Path) -> State:
    """The state, made anew where its manifest is damaged or of another version."""
    try:
        state = State(folder)
        state.known(b"")
        return state
    except Corrupt:
        for name in (_MANIFEST, f"{_MANIFEST}-journal"):
            (folder / name).unlink(missing_ok=True)
        return State(folder)


def key(*parts: object) -> bytes:
    """The key of a result: what it was made by and from."""
    return sha256("\0".join(map(str, (_code(), *parts))).encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> str:
    """The digest of all that decides results besides inputs and options: our code and libraries."""
    files: Mapping[str, bytes] = {
        file.relative_to(_PACKAGE).as_posix(): file.read_bytes()
        for file in _PACKAGE.rglob("*")
        if file.suffix in (".py", ".toml")
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
