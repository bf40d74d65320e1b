"""Stores: the documents of a run, heads and signatures at hand, texts on call.

A store says for each document in which batch it lies: a file that this run or an interrupted one
has made, or what is known of CLEAN as it stands. Who reads from it does not see the difference.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, Self, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from pipeline.corpus import formats, ledger_shards
from pipeline.corpus.folder import Output
from pipeline.corpus.index import ORIGIN, Int64s, Locations, Origins, hidden, text_key
from pipeline.corpus.packs import write_pack
from pipeline.corpus.previous import FACTS, Book, DraftIndex, IndexFile
from pipeline.corpus.state import KNOWN, PACKS
from pipeline.corpus.written import unsealed
from pipeline.duplicates.signature import VALUES, WIDTH, Rows, Signed, from_rows, sign, to_rows
from pipeline.model import ledger
from pipeline.model.article import Draft, Meta
from pipeline.model.summary import Head, head_columns, head_of

# Books open at a time, up to three files each; a process may have 1,024 by default.
_OPEN = 64
# Groups of rows of Parquet shards in memory, some 5 MB each, and packed ledgers, at most some 32.
_GROUPS = 2

B = TypeVar("B", bound=Book)


class Store(ABC, Generic[B]):
    """Documents by number, in books below the folder of the state; another process opens it anew.

    A book that is known holds drafts and finished documents, a pack one of them.
    """

    def __init__(self, state: Path, places: Locations) -> None:
        self.state, self.places = state, places
        self._open = lru_cache(maxsize=_OPEN)(self._opened)
        self._groups = lru_cache(maxsize=_GROUPS)(formats.parquet_group)
        self._lines = lru_cache(maxsize=_GROUPS)(ledger_shards.whole_shard)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.state, self.places)

    def __len__(self) -> int:
        return len(self.places.at)

    def take(self, numbers: Sequence[int] | Int64s) -> Self:
        """Some of the documents."""
        return type(self)(self.state, self.places.take(numbers))

    def heads(self) -> list[Head]:
        """The heads of all documents."""
        return self._listed(lambda book: book.heads())

    def signed(self) -> Signed:
        """The signatures of all documents."""
        n = len(self)
        found = Signed(
            np.empty((n, VALUES), np.uint32), np.empty(n, np.uint32), np.empty((n, 2), np.uint64)
        )
        for book, numbers, at in self._by_book():
            some = from_rows(book.rows()[at])
            found.values[numbers], found.sizes[numbers] = some.values, some.sizes
            found.digests[numbers] = some.digests
        return found

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The texts of some documents, read in the order in which they lie."""
        places = self.places
        found = [""] * len(numbers)
        for k in np.lexsort((places.at[numbers], places.book[numbers])).tolist():
            found[k] = self._text(numbers[k])
        return found

    def rows(self) -> Rows:
        """The signatures of all documents, as they lie in books."""
        return self._column(np.empty((len(self), WIDTH), "<u4"), lambda book: book.rows())

    def origins(self) -> Origins:
        """Where all documents come from."""
        return self._column(np.empty(len(self), ORIGIN), lambda book: book.origins)

    def text_keys(self) -> Callable[[Sequence[int]], list[bytes]]:
        """What gives of some texts a key that no other text has; blank where none is known."""
        origins, cuts = self.origins(), self._cuts()
        return lambda numbers: [text_key(origins[i], cuts[i]) for i in numbers]

    def _cuts(self) -> NDArray[np.uint64]:
        """What was cut of the draft of each document, as one number."""
        return np.zeros(len(self), np.uint64)

    def _listed(self, read: Callable[[B], list[Any]]) -> list[Any]:
        found: list[Any] = [None] * len(self)
        for book, numbers, at in self._by_book():
            there = read(book)
            for i, k in zip(numbers.tolist(), at.tolist(), strict=True):
                found[i] = there[k]
        return found

    def _column(self, found: NDArray[Any], read: Any) -> NDArray[Any]:
        for book, numbers, at in self._by_book():
            found[numbers] = read(book)[at]
        return found

    def _by_book(self) -> Iterator[tuple[B, Int64s, NDArray[np.int32]]]:
        """Each book, which of our documents lie in it, and as which of its own."""
        order = np.argsort(self.places.book, kind="stable")
        ends = np.flatnonzero(np.diff(self.places.book[order])) + 1
        for numbers in np.split(order, ends) if len(order) else ():
            yield self._book(int(numbers[0])), numbers, self.places.at[numbers]

    def _book(self, i: int) -> B:
        return self._open(self.places.books[self.places.book[i]])

    @abstractmethod
    def _opened(self, name: str) -> B:
        """A book by its name."""

    @abstractmethod
    def _text(self, i: int) -> str:
        """The text of one document."""


class Drafts(Store["DraftIndex | _DraftPack"]):
    """Documents that were prepared."""

    def seen(self) -> list[Any]:
        """What each showed to the survey of templates, None if it was not asked."""
        return self._listed(lambda book: book.seen())

    def draft(self, i: int) -> Draft:
        """One of them, whole."""
        return self._book(i).draft(int(self.places.at[i]))

    def _text(self, i: int) -> str:
        return self.draft(i).text

    def _opened(self, name: str) -> "DraftIndex | _DraftPack":
        if name.startswith(KNOWN):
            return DraftIndex(self.state, name, self._groups, self._lines)
        return _DraftPack(self.state / name)


class Finished(Store["IndexFile | _FinishedPack"]):
    """Documents that were finished."""

    def facts(self) -> NDArray[Any]:
        """A row of `FACTS` for each document."""
        return self._column(np.empty(len(self), FACTS), lambda book: book.facts())

    def _cuts(self) -> NDArray[np.uint64]:
        return np.asarray(self.facts()["learned"])

    def lost(self) -> dict[int, Mapping[str, Meta]]:
        """The facts of drafts that finished documents do not tell, by number."""
        found: dict[int, Mapping[str, Meta]] = {}
        for book, numbers, at in self._by_book():
            if there := book.lost():
                pairs = zip(numbers.tolist(), at.tolist(), strict=True)
                found |= {i: there[k] for i, k in pairs if k in there}
        return found

    def sealed(self, i: int) -> Output:
        """What is written of one of them without copies."""
        return self._book(i).sealed(int(self.places.at[i]))

    def finished(self, i: int) -> Draft:
        """One of them, whole."""
        return self._book(i).finished(int(self.places.at[i]))

    def _text(self, i: int) -> str:
        return self.finished(i).words

    def _opened(self, name: str) -> "IndexFile | _FinishedPack":
        if name.startswith(KNOWN):
            return IndexFile(self.state, name, self._groups, self._lines)
        return _FinishedPack(self.state / name)


class _DraftPack(Book):
    def draft(self, i: int) -> Draft:
        return Draft(**ledger.typed(orjson.loads(self.body(i))))


class _FinishedPack(Book):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._rows = self.facts()["row"]

    def sealed(self, i: int) -> Output:
        body, row = self.body(i), int(self._rows[i])
        return Output(body[:row], body[row:])

    def finished(self, i: int) -> Draft:
        output = self.sealed(i)
        return unsealed(ledger.read_entry(output.ledger), output.text)


class NewDocument(NamedTuple):
    """A finished document on its way into a pack."""

    draft: Draft
    sealed: Output
    learned: int
    lost: Mapping[str, Meta] | None


def save_drafts(state: Path, drafts: Sequence[Draft], seen: Sequence[Any], origins: Origins) -> str:
    """The name of a new book with these drafts, and what each showed to the survey of templates."""
    parts = _parts(drafts, origins, {"made": "drafts"})
    parts["seen"] = orjson.dumps(seen, default=tuple)
    return f"{PACKS}/{write_pack(state / PACKS, parts, map(dump, drafts))}"


def save_finished(
    state: Path, made: Sequence[NewDocument], origins: Origins, script: str, under: str
) -> str:
    """The name of a new book with these finished documents, and the key of their rules."""
    meta = {"made": "finished", "script": script, "under": under}
    facts = [(len(one.sealed.article), len(one.sealed.ledger), one.learned) for one in made]
    lost = {str(i): one.lost for i, one in enumerate(made) if one.lost is not None}
    parts = _parts([one.draft for one in made], origins, meta)
    parts |= {"facts": np.array(facts, FACTS).tobytes(), "lost": orjson.dumps(lost, default=tuple)}
    bodies = (one.sealed.article + one.sealed.ledger for one in made)
    return f"{PACKS}/{write_pack(state / PACKS, parts, bodies)}"


def _parts(drafts: Sequence[Draft], origins: Origins, meta: Any) -> dict[str, bytes]:
    signed = sign([draft.words if draft.fate == "kept" else "" for draft in drafts])
    return {
        "meta": orjson.dumps(meta),
        "origins": origins.tobytes(),
        "heads": orjson.dumps(head_columns(map(head_of, drafts))),
        "signatures": to_rows(signed).tobytes(),
    }


def dump(draft: Draft) -> bytes:
    """A draft as bytes for a pack."""
    return orjson.dumps({name: getattr(draft, name) for name in Draft.__slots__}, default=tuple)


# What a worker holds of a large part before it writes it down: 100 MB with all around texts.
BOOK_BYTES, BOOK_DRAFTS = 16 << 20, 8_192


class MadeBatch(NamedTuple):
    """A book, and how many of its entries each part or place of the work gave.

    A place with none was not made anew, for it would be the same. `passing` tells that some results
    may be others next time, for the fault was not theirs; nobody will find those in the book.
    """

    book: str
    counts: tuple[int, ...]
    passing: bool = False


class _Book:
    """Drafts that will be written into one book, each with its part and its number in that."""

    def __init__(self) -> None:
        self.parts: list[int] = []
        self.nths: list[int] = []
        self.drafts: list[Draft] = []
        self.seen: list[Any] = []
        self.size = 0


class DraftBooks:
    """Writes drafts down as they come, so that a part may be larger than memory.

    A later run finds a part by its first record, which says how many there are; so the book in
    which a large part begins is written when that part has ended.
    """

    def __init__(self, state: Path, keys: Sequence[bytes]) -> None:
        self._state, self._keys = state, keys
        self._book = _Book()
        self._begun: tuple[int, _Book] | None = None  # waits for the end of its last part
        self._of: dict[int, int] = {}
        self._passing: set[int] = set()
        self._made: dict[int, MadeBatch] = {}
        self._turned = 0

    def add(
        self, part: int, nth: int, draft: Draft, seen: Any, size: int, *, passing: bool
    ) -> None:
        """The draft of a record of `size` bytes, the `nth` of its part, and what it showed.

        Where its fault is `passing`, the next run may find better.
        """
        book = self._book
        book.parts.append(part)
        book.nths.append(nth)
        book.drafts.append(draft)
        book.seen.append(seen)
        book.size += size
        if passing:
            self._passing.add(part)
        if book.size > BOOK_BYTES or len(book.drafts) == BOOK_DRAFTS:
            self._turn(begins=nth < len(book.drafts))

    def ended(self, part: int, count: int, *, passing: bool) -> None:
        """A part has no more records than these; where they are `passing`, the next run asks."""
        self._of[part] = count
        if passing:
            self._passing.add(part)
        if self._begun:
            self._write(*self._begun)
            self._begun = None

    def all(self) -> list[MadeBatch]:
        """What was made, in its order."""
        if self._book.drafts or not self._made:
            self._turn(begins=False)
        return [self._made[number] for number in sorted(self._made)]

    def _turn(self, *, begins: bool) -> None:
        number, book = self._turned, self._book
        self._turned, self._book = number + 1, _Book()
        if begins:
            self._begun = number, book
        else:
            self._write(number, book)

    def _write(self, number: int, book: _Book) -> None:
        found = np.zeros(len(book.parts), ORIGIN)
        found["part"] = np.frombuffer(b"".join(self._keys), "<u8").reshape(-1, 2)[book.parts]
        found["nth"] = book.nths
        found["of"] = [self._of.get(part, 0) for part in book.parts]
        # A part is found whole or not at all.
        whole = np.isin(book.parts, list(self._passing))
        name = save_drafts(self._state, book.drafts, book.seen, hidden(found, whole))
        counts = np.bincount(np.array(book.parts, int), minlength=len(self._keys)).tolist()
        self._made[number] = MadeBatch(name, tuple(counts), bool(whole.any()))
