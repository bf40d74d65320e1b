"""The CLEAN folder: written whole or not at all, and read back by path.

A new folder is built in `.state/next` and moved into place when it is complete. Once it is complete
a mark says so, and a run that was killed while it was being moved is finished by whoever opens it
next.
"""

import os
import re
import shutil
import time
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from pipeline.corpus import files, formats, ledger_shards
from pipeline.corpus.state import KNOWN, STATE, locked
from pipeline.corpus.tsv import VERDICTS_HEADING, filled, verdict_row
from pipeline.model import ledger
from pipeline.model.article import Article, Fate, Verdict
from pipeline.model.errors import Busy, Foreign
from pipeline.reading.paths import article_file

SUMS = "ledger/SHA256SUMS"
INDEX = "ledger/index.tsv"
RULES = "ledger/rules.txt"
"""The ids of the learned rules, a line each, whatever a person writes into rules.toml later."""
REPORT = "report.html"
ARTICLES = {"jsonl": "articles/%05d.jsonl", "parquet": "articles/%05d.parquet"}
PAIRS = "pairs.parquet"
TABLE, RUN_FILE, CHANGES = "articles.csv", "run.json", "changes.tsv"
PARTS = (
    *("articles", "ledger", "verdicts.tsv", "rules.toml", REPORT),
    *(TABLE, RUN_FILE, CHANGES, PAIRS),
)

# Of articles and ledger together: what an editor still opens and a worker still holds.
SHARD_BYTES = 32 << 20
_DIGITS = 19  # of the number of a record; a name may end in thousands
# Seconds that a reader waits for a run that is moving a new CLEAN into place: some renames.
_PATIENCE, _PAUSE = 30.0, 0.02


# Our own lines begin with the path, or with the id and then the path.
_PATH = re.compile(rb'"path":("(?:[^"\\]|\\.)*")')
_SHARD = re.compile(r"((ledger|articles)/\d{5,}\.(?:jsonl|jsonl\.zst|parquet))\t(.+)", re.ASCII)


@dataclass(frozen=True)
class Output:
    """All that is written of one input: the row of its article, as of JSONL, and its ledger line.

    `article` is blank where the input is not among the articles. What either says is read once.
    """

    article: bytes
    ledger: bytes

    @cached_property
    def row(self) -> dict[str, Any]:
        """The columns of the article; none where there is none."""
        row: dict[str, Any] = orjson.loads(self.article or b"{}")
        return row

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the line says; `verify` looks at its seal."""
        said: dict[str, Any] = orjson.loads(self.ledger)
        return said

    @property
    def text(self) -> str:
        """The text as written, blank where nothing was."""
        return str(self.row.get("text", ""))

    @property
    def verdict(self) -> Verdict:
        """What became of the input."""
        return Verdict(self.said["path"], self.said["id"], *self.said["verdict"])

    def __reduce__(self) -> tuple[Any, ...]:
        return Output, (self.article, self.ledger)


def order(path: str) -> tuple[str, int]:
    """The place of a path among others: the records of a file by number.

    >>> sorted(["b.txt", "a.jsonl#10", "a.jsonl#9"], key=order)
    ['a.jsonl#9', 'a.jsonl#10', 'b.txt']
    """
    file, mark, number = path.rpartition("#")
    numbered = mark and number.isdecimal() and number.isascii() and len(number) < _DIGITS
    return (file, int(number)) if numbered else (path, 0)


def is_ours(clean: Path) -> bool:
    """Whether a folder holds what a run wrote, be its state there or not."""
    try:
        with files.open_file(clean, "verdicts.tsv") as rows, files.open_file(clean, SUMS):
            heading = rows.readline(len(VERDICTS_HEADING)).rstrip(b"\n")
        return heading.startswith(b"path\tid\tfate\t") and VERDICTS_HEADING.startswith(heading)
    except (OSError, Foreign):
        return False


def count_kept(clean: Path) -> int:
    """How many articles the verdicts of a CLEAN count as kept; 0 where there are none to read."""
    try:
        with files.open_file(clean, "verdicts.tsv") as rows:
            return sum(row.split(b"\t", 3)[2:3] == [b"kept"] for row in rows)
    except OSError:
        return 0


def begun(clean: Path) -> Path:
    """An empty folder in which a new CLEAN can be built."""
    root = clean / STATE / "next"
    for left in (root, clean / STATE / "old"):
        shutil.rmtree(left, ignore_errors=True)
    for name in ("articles", "ledger", KNOWN):
        (root / name).mkdir(parents=True)
    return root


def complete(
    clean: Path,
    verdicts: Iterable[bytes],
    firsts: Iterable[tuple[str, str]],
    sums: Iterable[tuple[str, str]],
    extras: Mapping[str, bytes],
    sealed: Mapping[str, bytes],
) -> None:
    """Complete the new CLEAN, whose shards are written, and put it in place.

    `verdicts` come in the order of paths, `firsts` by number; `extras` are further files by name,
    such as rules.toml. `sealed` are those that tell times, and have a checksum of their own.
    """
    root = clean / STATE / "next"
    listed = dict(sums)

    def put(name: str, parts: Iterable[bytes]) -> None:
        seal = sha256()
        with files.created(root / name) as file:
            for part in parts:
                file.write(part)
                seal.update(part)
        listed[name] = seal.hexdigest()

    put("verdicts.tsv", chain([VERDICTS_HEADING], verdicts))
    # The shards of the ledger first, as a reader wants them.
    index = sorted(firsts, key=lambda first: (not first[0].startswith("ledger/"), first[0]))
    put(INDEX, (f"{name}\t{path}\n".encode() for name, path in index))
    for name, content in extras.items():
        put(name, [content])
    for name, data in sealed.items():
        with files.created(root / name) as file:
            file.write(data)
    names = sorted(listed, key=lambda name: name.split("/"))
    put(SUMS, (f"{listed[name]}  {name}\n".encode() for name in names))
    os.sync()  # One for all files: an fsync each would take 2.4 ms a document.
    root.rename(clean / STATE / "complete")
    files.sync_folder(clean / STATE)
    settle(clean)


def settle(clean: Path) -> None:
    """Finish a move that was interrupted: after this CLEAN is the old or the new one, whole.

    For the process that holds the lock of CLEAN; others call `settled`.

    What stood there is moved aside and only removed when all of the new is in place, so that the
    move is a handful of renames, however large the corpus is.
    """
    complete, old = clean / STATE / "complete", clean / STATE / "old"
    if not complete.exists():
        return
    old.mkdir(exist_ok=True)
    for name, home in (*((name, clean) for name in PARTS), (KNOWN, clean / STATE)):
        if (complete / name).exists():
            if (home / name).exists():
                (home / name).rename(old / name)
            (complete / name).rename(home / name)
    for folder in (clean, clean / STATE):
        files.sync_folder(folder)
    shutil.rmtree(complete)
    shutil.rmtree(old, ignore_errors=True)


def settled(clean: Path) -> None:
    """Wait for a run that is moving CLEAN into place, or finish the move where it was killed."""
    end = time.monotonic() + _PATIENCE
    while (clean / STATE / "complete").exists():
        try:
            with locked(clean):
                settle(clean)
        except Busy:
            if time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def seal(article: Article | None) -> str:
    """The sha256 of all columns of an article, blank for none."""
    return "" if article is None else sha256(formats.jsonl_row(article)).hexdigest()


class Reader:
    """A CLEAN folder, read by path; the shard last looked into is kept in hand.

    A run may move a new CLEAN into place meanwhile: then what was read of both fits neither, and
    every method raises `Busy`.
    """

    def __init__(self, clean: Path) -> None:
        """Raises `FileNotFoundError` when the folder is no CLEAN, `ValueError` for a bad index."""
        self.clean = clean
        settled(clean)
        self._read = _generation(clean)
        self._firsts: dict[str, list[tuple[tuple[str, int], str]]] = {"ledger": [], "articles": []}
        with self._unmoved():
            index = files.read_text(clean, INDEX)
        for number, line in enumerate(index.splitlines(), 1):
            found = _SHARD.fullmatch(line)
            if not found:
                raise ledger.BrokenEntry(
                    f"{INDEX}:{number}: names no shard of ours and its first path"
                )
            self._firsts[found[2]].append((order(found[3]), found[1]))
        self._opened: dict[str, tuple[str, Mapping[str, bytes | Article]]] = {}

    def entries(self) -> Iterator[bytes]:
        """The lines of the ledger, in the order of their paths."""
        for _, name in self._firsts["ledger"]:
            with self._unmoved(), files.open_file(self.clean, name) as shard:
                yield from ledger_shards.shard_lines(shard, name)

    def written_entries(self, without: Collection[str] = ()) -> Iterator[ledger_shards.Written]:
        """What the ledger says of each article, in the order of paths, but for some shards."""
        for _, name in self._firsts["ledger"]:
            if name in without:
                continue
            with self._unmoved():
                yield from ledger_shards.written(self.clean, name)

    def verdicts(self) -> Iterator[str]:
        """The rows of verdicts.tsv behind its heading, in the order of their paths.

        Those of older versions, which have fewer columns, are filled up.
        """
        with self._unmoved(), files.open_file(self.clean, "verdicts.tsv") as rows:
            fewer = VERDICTS_HEADING.count(b"\t") - next(rows, VERDICTS_HEADING).count(b"\t")
            for row in rows:
                line = row.decode(errors="replace")
                yield filled(line, fewer) if fewer else line

    def rows(self) -> Iterator[dict[str, str]]:
        """These rows, each by the names of its columns."""
        return map(verdict_row, self.verdicts())

    def articles(self, *fates: Fate) -> Iterator[Article]:
        """The articles of the inputs that met these fates, in the order of their paths."""
        return (self.article(row["path"]) for row in self.rows() if row["fate"] in fates)

    def entry(self, path: str) -> ledger.Entry:
        """What was done to one input. Raises `KeyError` when there is none of this path."""
        line = self._shard("ledger", path)[path]
        assert isinstance(line, bytes)
        return ledger.read_entry(line)

    def article(self, path: str) -> Article:
        """One article as written. Raises `KeyError` when there is none of this path."""
        if self.is_sharded:
            row = self._shard("articles", path)[path]
            return row if isinstance(row, Article) else formats.from_row(orjson.loads(row))
        with self._unmoved():
            return markdown(self.clean, path)

    def check(self) -> None:
        """Raise `Busy` where a run moved, or is moving, another CLEAN into place."""
        if self._read is None or self._read != _generation(self.clean):
            raise Busy(f"{self.clean}: a run wrote it anew meanwhile; ask again")

    @contextmanager
    def _unmoved(self) -> Iterator[None]:
        """What is read within is of one CLEAN."""
        try:
            yield
        except (OSError, LookupError, ValueError):
            self.check()
            raise
        self.check()

    def written(self) -> Iterator[str]:
        """The paths of all rows in shards of articles, in the order in which they stand there."""
        for _, name in self._firsts["articles"]:
            yield from (path for path, _ in _rows(self.clean, name))

    def firsts(self) -> Iterator[tuple[str, str]]:
        """Each shard that the index names whose first document is not the one it names."""
        for folder, shards in self._firsts.items():
            for first, name in shards:
                found = next(_rows(self.clean, name), ("",))
                if order(found[0]) != first:
                    yield folder, name

    @property
    def is_sharded(self) -> bool:
        """Whether articles are rows of shards, and not files of their own."""
        return bool(self._firsts["articles"])

    def shards(self) -> set[str]:
        """The names of all shards in the index."""
        return {name for shards in self._firsts.values() for _, name in shards}

    def text(self, entry: ledger.Entry) -> str:
        """The text as written, blank where nothing was."""
        return self.article(entry.path).text if entry.article else ""

    def _shard(self, folder: str, path: str) -> Mapping[str, bytes | Article]:
        firsts = self._firsts[folder]
        i = bisect_right(firsts, order(path), key=lambda pair: pair[0]) - 1
        if i < 0:
            raise KeyError(path)
        name = firsts[i][1]
        if self._opened.get(folder, ("",))[0] != name:
            with self._unmoved():
                self._opened[folder] = (name, dict(_rows(self.clean, name)))
        return self._opened[folder][1]


def _generation(clean: Path) -> tuple[int, int] | None:
    """What tells one CLEAN from the next in its place; None while that is moved there.

    The number of a file is used again when it is free, and copies keep the time of the original.
    """
    try:
        found = (clean / SUMS).lstat()
        number = found.st_ino, found.st_ctime_ns
    except FileNotFoundError:
        number = 0, 0
    return None if (clean / STATE / "complete").exists() else number


def markdown(clean: Path, path: str) -> Article:
    """The article of an input from its own file. Raises `KeyError` where there is none."""
    for crowded in (False, True):
        try:
            text = files.read_text(clean, article_file(path, crowded=crowded))
        except FileNotFoundError:
            continue
        article = formats.from_row(formats.md_to_row(text))
        if article.path == path:
            return article
    raise KeyError(path)


def _rows(clean: Path, name: str) -> Iterator[tuple[str, bytes | Article]]:
    """The rows of a shard by path, in their order; lines of JSON stay as they are."""
    with files.open_file(clean, name) as shard:
        if name.startswith("articles/") and name.endswith(".parquet"):
            yield from ((row.path, row) for row in formats.read_parquet(shard))
            return
        for line in ledger_shards.shard_lines(shard, name):
            place = _PATH.search(line)
            yield orjson.loads(place[1]) if place else "", line


def sums(clean: Path) -> Iterator[tuple[str, str]]:
    """The sha256 and the name of each file that `build` wrote."""
    for line in files.read_text(clean, SUMS).splitlines():
        yield line[:64], line[66:]
