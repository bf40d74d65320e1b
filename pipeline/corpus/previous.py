"""What is known of the documents of CLEAN as it stands, and how their texts are had back from it.

A file of `.state/known` goes with each shard of the ledger and holds a few hundred bytes for each
of its documents: heads, signatures, and where its lines stand. A document, finished or as it was
before, is had from its lines of article and ledger, by undoing edits; their seals are checked, and
what does not fit is `Corrupt`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.corpus import files, folder, formats, ledger_shards
from pipeline.corpus.folder import Output
from pipeline.corpus.index import ORIGIN, Origins, hidden
from pipeline.corpus.packs import BatchFile
from pipeline.corpus.state import KNOWN, State
from pipeline.corpus.written import sealed, unfinished, unsealed
from pipeline.duplicates.signature import WIDTH, Rows
from pipeline.model import ledger
from pipeline.model.article import Draft, Meta
from pipeline.model.errors import Corrupt, Foreign
from pipeline.model.summary import Head, from_columns
from pipeline.reading.paths import article_file

# Of a finished document: how long its sealed row and line are, and 64 bits of what learned rules
# cut from its draft.
FACTS = np.dtype([("row", "<u4"), ("line", "<u4"), ("learned", "<u8")])
# Where a document stands in CLEAN: its ledger line; its article's row in JSONL, or its number in a
# Parquet shard (`n` 0 where there is no article); whether it was written without copies, and
# whether as one.
STANDS = np.dtype(
    [
        ("ledger", "<u8"),
        ("line", "<u4"),
        ("article", "<u8"),
        ("n", "<u4"),
        ("alone", "u1"),
        ("copy", "u1"),
    ]
)


class StoredBatch(NamedTuple):
    """A book that a run may take results from: drafts, finished documents in a script, or both."""

    name: str
    drafts: bool
    script: str
    under: str
    origins: Origins


def books(state: State, *, touched: bool) -> Iterator[StoredBatch]:
    """The books of a state whose results can be believed.

    What is known goes with the ledger it was written beside, and no other. Where files of CLEAN may
    have been `touched` since, their sums are taken, and documents of altered ones passed over.
    """
    clean = state.folder.parent
    listed = _sums(clean)
    altered = frozenset(_altered(clean, listed)) if touched else frozenset[str]()
    for name in state.books():
        try:
            found = _book(state.folder, name, listed, altered)
        except Corrupt:
            state.drop(name)
            continue
        if found:
            yield found


def _book(
    state: Path, name: str, listed: Mapping[str, str], altered: frozenset[str]
) -> StoredBatch | None:
    """A book, without what can't be believed of it."""
    pack = BatchFile(state / name)
    meta, origins = pack.json("meta"), pack.array("origins", ORIGIN)
    script, under = meta.get("script", ""), meta.get("under", "")
    pack.close()
    if not name.startswith(KNOWN):
        return StoredBatch(name, meta["made"] == "drafts", script, under, origins)
    number, form = int(Path(name).name), meta["form"]
    ledger_shard = ledger_shards.shard_name(meta, number)
    if listed.get(ledger_shard) != meta["ledger"] or ledger_shard in altered:
        return None
    if form in folder.ARTICLES and folder.ARTICLES[form] % number in altered:
        return None
    if altered and form == "md":
        heads = IndexFile(state, name).heads()
        harmed = [
            article_file(head.path) in altered or article_file(head.path, crowded=True) in altered
            for head in heads
        ]
        origins = hidden(origins, np.array(harmed, bool))
    return StoredBatch(name, True, script, under, origins)


def _sums(clean: Path) -> dict[str, str]:
    try:
        return {name: digest for digest, name in folder.sums(clean)}
    except (FileNotFoundError, ValueError):  # it is gone, or no text any more
        return {}


def _altered(clean: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """The files of CLEAN that are not as they are listed."""
    for name, digest in listed.items():
        try:
            with files.open_file(clean, name) as file:
                if file_digest(file, "sha256").hexdigest() != digest:
                    yield name
        except (FileNotFoundError, Foreign):
            yield name


class Book(BatchFile):
    """A file of results, in parts of which each has a row for each document."""

    @property
    def origins(self) -> Origins:
        """Where each document comes from."""
        return self.array("origins", ORIGIN)

    def heads(self) -> list[Head]:
        """The heads of the documents."""
        return self._heads_of("heads")

    def rows(self) -> Rows:
        """The signatures of the documents."""
        return self.array("signatures", "<u4").reshape(-1, WIDTH)

    def seen(self) -> list[Any]:
        """What each draft showed to the survey of templates, None if it was not asked."""
        found: list[Any] = self.json("seen")
        return found

    def facts(self) -> NDArray[Any]:
        """What is to be known of the finished documents in numbers."""
        return self.array("facts", FACTS)

    def lost(self) -> dict[int, dict[str, Meta]]:
        """The facts of drafts that the finished documents do not tell."""
        return {
            int(i): {name: Meta(*meta) for name, meta in found.items()}
            for i, found in self.json("lost").items()
        }

    def _heads_of(self, part: str, other: str = "") -> list[Head]:
        found = self.json(part)
        with self._believing():
            return from_columns(found, self.json(other) if other else found)


class IndexFile(Book):
    """A file of what is known, and the shards of CLEAN it goes with."""

    def __init__(
        self,
        state: Path,
        book: str,
        group: Callable[[Path, int], Any] = formats.parquet_group,
        ledger: Callable[[Path, str], bytes] = ledger_shards.whole_shard,
    ) -> None:
        """`group` reads a group of rows of a Parquet shard, `ledger` a shard of the ledger that is
        packed; or they remember it.
        """
        super().__init__(state / book)
        self._clean, self._number = state.parent, int(Path(book).name)
        self.meta: dict[str, str] = self.json("meta")
        self._ledger = ledger_shards.shard_name(self.meta, self._number)
        self._before: tuple[list[Head], dict[int, dict[str, Meta]]] | None = None
        self._stands: NDArray[Any] | None = None
        self._shard = lru_cache(maxsize=2)(self._opened)
        self._group, self._whole = group, ledger

    def draft_heads(self) -> list[Head]:
        """The heads of the documents before they were finished."""
        return self._heads_of("drafts")

    def draft_rows(self) -> Rows:
        """The signatures of the documents before they were finished."""
        return super().rows()

    def draft(self, i: int) -> Draft:
        """A document as it was before it was finished."""
        heads, lost = self._before = self._before or (self.draft_heads(), self.lost())
        with self._standing(i):
            return unfinished(self.finished(i), heads[i], lost.get(i))

    def heads(self) -> list[Head]:
        """The heads of the finished documents."""
        return self._heads_of("finished", "drafts")

    def rows(self) -> Rows:
        """The signatures of the finished documents."""
        changes: Rows = self.array("changes", "<u4")
        return self.draft_rows() ^ changes.reshape(-1, WIDTH)

    def told(self) -> dict[str, Any]:
        """What was told of the shard when it was written."""
        found: dict[str, Any] = self.json("told")
        return found

    def sealed(self, i: int) -> Output:
        """What is written of a document when it has no copies."""
        return self.written(i) if self.stands()["alone"][i] else sealed(self.finished(i))

    def written(self, i: int) -> Output:
        """What stands in CLEAN of a document."""
        line = self._line(i)
        with self._standing(i):
            seal = ledger.sealed_article(line)
        return Output(self._article(i, seal), line)

    def finished(self, i: int) -> Draft:
        """A document as it was finished, whatever became of it."""
        line = self._line(i)
        with self._standing(i):
            entry = ledger.read_entry(line)
            return unsealed(entry, Output(self._article(i, entry.article), line).text)

    def _heads_of(self, part: str, other: str = "") -> list[Head]:
        heads = super()._heads_of(part, other)
        if len(heads) != len(self.stands()):
            raise Corrupt(f"{self.path}: {len(heads)} heads of {len(self.stands())}")
        return heads

    def stands(self) -> NDArray[Any]:
        """Where the documents stand in CLEAN."""
        if self._stands is None:
            self._stands = self.array("stands", STANDS)
        return self._stands

    def _line(self, i: int) -> bytes:
        """The ledger line of a document."""
        place = self.stands()[i]
        at, n = int(place["ledger"]), int(place["line"])
        if self._ledger.endswith(".jsonl"):
            return self._bytes_of(self._ledger, at, n)
        with self._standing(i):
            return self._whole(self._clean, self._ledger)[at : at + n]

    def _article(self, i: int, seal: str) -> bytes:
        """The article of a document as a row of JSON, blank where it was not written."""
        if not seal:
            return b""
        place = self.stands()[i]
        at, form = int(place["article"]), self.meta["form"]
        with self._standing(i):
            if form == "jsonl":
                row = self._bytes_of(folder.ARTICLES["jsonl"] % self._number, at, int(place["n"]))
            elif form == "parquet":
                shard = self._clean / (folder.ARTICLES[form] % self._number)
                group, nth = divmod(at, formats.GROUP)
                row = formats.jsonl_row(formats.from_group(self._group(shard, group), nth))
            else:
                row = formats.jsonl_row(
                    folder.markdown(self._clean, ledger.read_entry(self._line(i)).path)
                )
            if sha256(row).hexdigest() != seal:
                raise ValueError("the article was altered")
        return row

    def _bytes_of(self, name: str, at: int, n: int) -> bytes:
        file = self._shard(name)
        file.seek(at)
        return file.read(n)

    def _opened(self, name: str) -> BinaryIO:
        try:
            return files.open_file(self._clean, name)
        except FileNotFoundError as error:
            raise Corrupt(f"{error.filename}: is gone") from error

    @contextmanager
    def _standing(self, i: int) -> Iterator[None]:
        """What does not fit turns into `Corrupt`."""
        try:
            yield
        except (ValueError, LookupError, TypeError, FileNotFoundError) as error:
            raise Corrupt(f"{self.path}: document {i}: {error}") from error


class DraftIndex(IndexFile):
    """The same file, of the documents before they were finished."""

    heads, rows = IndexFile.draft_heads, IndexFile.draft_rows
