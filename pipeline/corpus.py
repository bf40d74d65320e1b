"""The CLEAN folder: written whole or not at all, and read back by path.

A new folder is built in `.state/next` and moved into place when it is complete. Once it is complete
a mark says so, and a run that was killed while it was being moved is finished by whoever opens it
next.
"""

import os
import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from operator import attrgetter
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import orjson

from pipeline import ledger
from pipeline.article import Article, Fate, Verdict
from pipeline.run.files import sync_folder
from pipeline.stages import write

STATE = ".state"
SUMS = "ledger/SHA256SUMS"
INDEX = "ledger/index.tsv"
PARTS = ("articles", "ledger", "verdicts.tsv", "rules.toml", "report.html")
COLUMNS = ("path", "id", "fate", "of", "relation", "similarity", "why")

# What an editor still opens and a worker still holds.
SHARD_BYTES = 32 << 20
_LONGEST_NAME = 255  # bytes, on ext4 and most other file systems


# Our own lines begin with the path, or with the id and then the path.
_PATH = re.compile(rb'"path":("(?:[^"\\\\]|\\\\.)*")')
_PLAIN = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")

# `dataclasses.astuple` copies deeply, and takes ten times as long.
_fields = attrgetter(*COLUMNS)

T = TypeVar("T")


class Output(NamedTuple):
    """All there is to write of one input, as lines.

    `article` is its row as of a JSONL shard, blank when it is not among the articles.
    """

    path: str
    fate: Fate
    verdict: str
    ledger: bytes
    article: bytes


def order(path: str) -> tuple[str, int]:
    """The place of a path among others: the records of a file by number.

    >>> sorted(["b.txt", "a.jsonl#10", "a.jsonl#9"], key=order)
    ['a.jsonl#9', 'a.jsonl#10', 'b.txt']
    """
    file, mark, number = path.rpartition("#")
    return (file, int(number)) if mark and number.isdecimal() and number.isascii() else (path, 0)


class _Shards(Generic[T]):
    """Rows into numbered files of bounded size, and for each file the path that it begins with."""

    def __init__(self, root: Path, pattern: str, save: Callable[[list[T], Path], object]) -> None:
        self._root, self._pattern, self._save = root, pattern, save
        self._rows: list[T] = []
        self._size = 0
        self.firsts: list[tuple[str, str]] = []

    def add(self, path: str, row: T, size: int) -> None:
        """Take the row of one input, of about `size` bytes."""
        if not self._rows:
            self.firsts.append((self._pattern % len(self.firsts), path))
        self._rows.append(row)
        self._size += size
        if self._size >= SHARD_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is in hand."""
        if self._rows:
            self._save(self._rows, self._root / self.firsts[-1][0])
            self._rows, self._size = [], 0


def _save_lines(lines: list[bytes], file: Path) -> None:
    with file.open("wb") as shard:
        shard.writelines(lines)


def build(
    clean: Path, outputs: Iterable[Output], form: str, extras: Mapping[str, Callable[[], str]]
) -> None:
    """Write a whole new CLEAN from outputs in the order of their paths, and put it in place.

    `form` is md, jsonl or parquet; `extras` are further files by name, such as rules.toml, made
    when all outputs have passed.
    """
    root = clean / STATE / "next"
    for left in (root, clean / STATE / "old"):
        shutil.rmtree(left, ignore_errors=True)
    (root / "articles").mkdir(parents=True)
    (root / "ledger").mkdir()
    entries = _Shards[bytes](root, "ledger/%05d.jsonl", _save_lines)
    articles, put = _article_writer(root, form)
    with (root / "verdicts.tsv").open("w", encoding="utf-8", newline="\n") as verdicts:
        verdicts.write("\t".join(COLUMNS) + "\n")
        for output in outputs:
            verdicts.write(output.verdict)
            entries.add(output.path, output.ledger, len(output.ledger))
            if output.article:
                put(output)
    shards = (entries, *articles)
    for shard in shards:
        shard.flush()
    index = [f"{name}\t{path}\n" for shard in shards for name, path in shard.firsts]
    (root / INDEX).write_text("".join(index), "utf-8")
    (root / SUMS).write_text("".join(_sums(root)), "utf-8")
    for name, content in extras.items():
        (root / name).write_text(content(), "utf-8")
    os.sync()  # One for all files: an fsync each would take 2.4 ms a document.
    root.rename(clean / STATE / "complete")
    sync_folder(clean / STATE)
    settle(clean)


class _Articles(NamedTuple):
    """The shards that articles go to, if any, and what puts one there."""

    shards: tuple["_Shards[bytes] | _Shards[Article]", ...]
    put: Callable[[Output], None]


def _article_writer(root: Path, form: str) -> _Articles:
    """What writes one article in this form."""
    if form == "md":

        def put_file(output: Output) -> None:
            file = root / article_file(output.path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(write.rows_to_md(_read(output)), "utf-8", newline="\n")

        return _Articles((), put_file)
    if form == "jsonl":
        lines = _Shards[bytes](root, "articles/%05d.jsonl", _save_lines)
        return _Articles(
            (lines,), lambda output: lines.add(output.path, output.article, len(output.article))
        )
    rows = _Shards[Article](root, "articles/%05d.parquet", write.write_parquet)

    def put_row(output: Output) -> None:
        article = _read(output)
        rows.add(output.path, article, 3 * len(article.text))

    return _Articles((rows,), put_row)


def _read(output: Output) -> Article:
    return write.from_row(write.jsonl_to_row(output.article))


def settle(clean: Path) -> None:
    """Finish a move that was interrupted: after this CLEAN is the old or the new one, whole.

    What stood there is moved aside and only removed when all of the new is in place, so that the
    move is a handful of renames, however large the corpus is.
    """
    complete, old = clean / STATE / "complete", clean / STATE / "old"
    if not complete.exists():
        return
    old.mkdir(exist_ok=True)
    for name in PARTS:
        if (complete / name).exists():
            if (clean / name).exists():
                (clean / name).rename(old / name)
            (complete / name).rename(clean / name)
    for folder in (clean, clean / STATE):
        sync_folder(folder)
    shutil.rmtree(complete)
    shutil.rmtree(old, ignore_errors=True)


def _sums(root: Path) -> Iterator[str]:
    """Lines as `sha256sum` writes them, so that `sha256sum -c` can check CLEAN without us."""
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        with file.open("rb") as content:
            digest = file_digest(content, sha256).hexdigest()
        yield f"{digest}  {file.relative_to(root).as_posix()}\n"


def article_file(path: str) -> str:
    """Where the Markdown of an input stands; a name too long for a disk is cut and hashed.

    >>> article_file("site/a.html"), article_file("news.jsonl#12")
    ('articles/site/a.html.md', 'articles/news.jsonl#12.md')
    """
    names = [*path.split("/")[:-1], path.rsplit("/", 1)[-1] + ".md"]
    for i, name in enumerate(names):
        data = name.encode()
        if len(data) > _LONGEST_NAME:
            mark = sha256(data).hexdigest()[:16] + (".md" if i == len(names) - 1 else "")
            names[i] = data[: _LONGEST_NAME - len(mark) - 1].decode(errors="ignore") + "~" + mark
    return "/".join(("articles", *names))


def seal(article: Article | None) -> str:
    """The sha256 of all columns of an article, blank for none."""
    return "" if article is None else sha256(write.jsonl_row(article)).hexdigest()


def verdict_line(verdict: Verdict) -> str:
    """A verdict as its row of verdicts.tsv."""
    fields = ["" if value is None else str(value) for value in _fields(verdict)]
    return "\t".join(_PLAIN.sub(" ", field) for field in fields) + "\n"


class Reader:
    """A CLEAN folder, read by path; the shard last looked into is kept in hand."""

    def __init__(self, clean: Path) -> None:
        """Raises `FileNotFoundError` when the folder is no CLEAN."""
        self.clean = clean
        settle(clean)
        self._firsts: dict[str, list[tuple[tuple[str, int], str]]] = {"ledger": [], "articles": []}
        for line in (clean / INDEX).read_text("utf-8").splitlines():
            name, first = line.split("\t")
            self._firsts[name.partition("/")[0]].append((order(first), name))
        self._opened: dict[str, tuple[str, Mapping[str, bytes | Article]]] = {}

    def entries(self) -> Iterator[bytes]:
        """The lines of the ledger, in the order of their paths."""
        for _, name in self._firsts["ledger"]:
            with (self.clean / name).open("rb") as lines:
                yield from lines

    def verdicts(self) -> Iterator[str]:
        """The rows of verdicts.tsv behind its heading, in the order of their paths."""
        with (self.clean / "verdicts.tsv").open(encoding="utf-8", newline="\n") as rows:
            next(rows, None)
            yield from rows

    def entry(self, path: str) -> ledger.Entry:
        """What was done to one input. Raises `KeyError` when there is none of this path."""
        line = self._shard("ledger", path)[path]
        assert isinstance(line, bytes)
        return ledger.read(line)

    def article(self, path: str) -> Article:
        """One article as written. Raises `KeyError` when there is none of this path."""
        if self._firsts["articles"]:
            row = self._shard("articles", path)[path]
            return row if isinstance(row, Article) else write.from_row(write.jsonl_to_row(row))
        file = self.clean / article_file(path)
        if not file.is_file():
            raise KeyError(path)
        return write.from_row(write.md_to_row(file.read_text("utf-8")))

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
            self._opened[folder] = (name, _rows(self.clean / name))
        return self._opened[folder][1]


def _rows(file: Path) -> Mapping[str, bytes | Article]:
    """The rows of a shard by path; lines of JSON stay as they are until one is wanted."""
    if file.suffix == ".parquet":
        return {row.path: row for row in write.read_parquet(file)}
    found: dict[str, bytes | Article] = {}
    for line in file.read_bytes().splitlines():
        place = _PATH.search(line)
        if place:
            found[orjson.loads(place[1])] = line
    return found


def sums(clean: Path) -> Iterator[tuple[str, str]]:
    """The sha256 and the name of each file that `build` wrote."""
    for line in (clean / SUMS).read_text("utf-8").splitlines():
        yield line[:64], line[66:]
