"""What a run keeps in CLEAN/.state: packs of results, and a manifest of what they are results of.

Deleting the folder costs time, never results. One process writes it at a time.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pipeline.faults import Fault

STATE = ".state"
_PACKAGE = Path(__file__).parent.parent
# Libraries whose new version may give another result for the same page.
_DECIDING = ("chardet", "lxml", "numpy", "opencc-python-reimplemented", "pypinyin", "trafilatura")


class Place(NamedTuple):
    """Where the result for one document lies: in which pack, as which entry."""

    pack: str
    i: int


class State:
    """The state of one CLEAN, held by this process alone."""

    def __init__(self, folder: Path) -> None:
        self.packs = folder / "packs"
        self.packs.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "manifest.sqlite", isolation_level=None)
        # A rollback journal: the WAL of SQLite before 3.51.3 can be corrupted by a reset.
        self._database.execute("PRAGMA journal_mode = DELETE")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS results"
            " (key BLOB PRIMARY KEY, pack TEXT, first INT, n INT) WITHOUT ROWID"
        )

    def known(self, key: bytes) -> list[Place] | None:
        """The results that were kept under a key, None when there are none or their pack is gone."""
        row = self._database.execute(
            "SELECT pack, first, n FROM results WHERE key = ?", (key,)
        ).fetchone()
        if row is None or not self._there(row[0]):
            return None
        return [Place(row[0], row[1] + i) for i in range(row[2])]

    def keep(self, pack: str, spans: Iterable[tuple[bytes, int, int]]) -> None:
        """Keep a pack's results: a key, the first entry and the number of entries for each."""
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                [(key, pack, first, n) for key, first, n in spans],
            )

    def forget(self) -> None:
        """Drop every result, because one of them turned out to be damaged."""
        self._database.execute("DELETE FROM results")
        shutil.rmtree(self.packs)
        self.packs.mkdir()

    def sweep(self, used: set[str]) -> None:
        """Remove the packs that no document of this run lies in."""
        for pack in self.packs.iterdir():
            if pack.name not in used:
                pack.unlink()
        rows = self._database.execute("SELECT DISTINCT pack FROM results").fetchall()
        gone = [(name,) for (name,) in rows if name not in used]
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany("DELETE FROM results WHERE pack = ?", gone)

    def close(self) -> None:
        """Let go of the manifest."""
        self._database.close()

    def _there(self, pack: str) -> bool:
        return (self.packs / pack).exists()


@contextmanager
def opened(clean: Path) -> Iterator[State]:
    """The state of a CLEAN, locked. Raises `Fault` when another run holds it."""
    folder = clean / STATE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o644)
    except OSError as error:
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
    """The state, made anew where SQLite says that its file is damaged."""
    try:
        return State(folder)
    except sqlite3.DatabaseError:
        (folder / "manifest.sqlite").unlink()
        return State(folder)


def key(*parts: object) -> bytes:
    """The key of a result: what it was made by and from."""
    return sha256("\0".join(map(str, (_code(), *parts))).encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> str:
    """The digest of all that decides results besides inputs and options: our files, and libraries."""
    files: Mapping[str, bytes] = {
        file.relative_to(_PACKAGE).as_posix(): file.read_bytes()
        for file in _PACKAGE.rglob("*")
        if file.suffix in (".py", ".toml")
    }
    content = sha256()
    for name in sorted(files):
        content.update(name.encode() + b"\0" + sha256(files[name]).digest())
    for library in _DECIDING:
        content.update(f"{library} {version(library)}".encode())
    return content.hexdigest()
