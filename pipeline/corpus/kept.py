"""The kept articles of a CLEAN: signatures at hand, texts on call.

Of a CLEAN that was put away its index is enough to know what is exactly the same: the files of
`.state/known`, under any name.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.corpus import files, folder
from pipeline.corpus.previous import IndexFile
from pipeline.corpus.state import KNOWN, STATE
from pipeline.duplicates.align import Pair
from pipeline.duplicates.candidates import Pairs
from pipeline.duplicates.judge import Judgement, judge
from pipeline.duplicates.query import MADE_BY
from pipeline.duplicates.readings import readings
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.signature import Signed, from_rows, join, sign
from pipeline.model.errors import Corrupt
from pipeline.model.summary import Head, head_of

# Files open at a time, and signatures that are looked at together: 50 MB of them.
_OPEN, _MANY = 64, 100_000
# So many pairs are compared at a time: some 10 MB of texts.
_BATCH = 500


class KeptPart(NamedTuple):
    """The kept articles of some files of the index; `book` and `at` say where each of them is."""

    signed: Signed
    book: NDArray[np.int32]
    at: NDArray[np.int32]


class Asked(NamedTuple):
    """Pages that are asked about; `signed` and `texts_of` go by their numbers."""

    pages: Sequence[Head]
    signed: Signed
    texts_of: Callable[[Sequence[int]], Sequence[str]]


class Kept:
    """The kept articles of a CLEAN, or of the index of one."""

    def __init__(self, place: Path) -> None:
        """Raises `Corrupt` where nothing is known of the articles."""
        self.is_index = not (place / STATE).exists() and not folder.is_ours(place)
        if self.is_index:
            self._state, self._name = place.parent, place.name
        else:
            self._state, self._name = place / STATE, KNOWN
            files.refuse_foreign(place, (STATE,))
            folder.settled(place)
        self._books = sorted(file.name for file in (self._state / self._name).glob("*"))
        rows = not self.is_index and files.read_bytes(place, "verdicts.tsv").count(b"\n") > 1
        if not self._books and (self.is_index or rows):
            told = f"{self._state / self._name}: nothing is known of the articles any more"
            raise Corrupt(told)
        self._open = lru_cache(maxsize=_OPEN)(self._opened)

    def parts(self) -> Iterator[KeptPart]:
        """All kept articles, some at a time."""
        some: list[KeptPart] = []
        for book in range(len(self._books)):
            some.append(self._part(book))
            if sum(len(part.at) for part in some) > _MANY:
                yield _joined(some)
                some = []
        if some:
            yield _joined(some)

    def whole(self) -> KeptPart:
        """All kept articles at once."""
        nothing = KeptPart(sign([]), np.empty(0, np.int32), np.empty(0, np.int32))
        return _joined([nothing, *self.parts()])

    def path(self, part: KeptPart, number: int) -> str:
        """The path of one of them; all that an index tells."""
        return self._open(int(part.book[number])).heads()[int(part.at[number])].path

    def judged(
        self, asked: Asked, part: KeptPart, pairs: Pairs, settings: Settings
    ) -> Iterator[tuple[int, str, tuple[Judgement, ...]]]:
        """What pages are to articles of a part: the number, the path, what was found of the pair.

        Raises `Corrupt` where an article is damaged.
        """
        for start in range(0, len(pairs), _BATCH):
            some = pairs[start : start + _BATCH]
            ones, others = (np.unique(side).tolist() for side in some.T)
            drafts = [self._open(int(part.book[i])).finished(int(part.at[i])) for i in others]
            ours = dict(zip(ones, readings(asked.texts_of(ones)), strict=True))
            theirs = dict(zip(others, readings([draft.words for draft in drafts]), strict=True))
            pages = dict(zip(others, map(head_of, drafts), strict=True))
            for i, j in some.tolist():
                pair = Pair(ours[i], theirs[j])
                yield i, pages[j].path, judge((asked.pages[i], pages[j]), pair, settings)

    def _part(self, book: int) -> KeptPart:
        known = self._open(book)
        if known.meta.get("signatures") != MADE_BY:
            raise Corrupt(f"{self._books[book]}: has signatures of another version")
        stands = known.stands()
        at = np.flatnonzero((stands["n"] > 0) & (stands["copy"] == 0)).astype(np.int32)
        return KeptPart(from_rows(known.rows()[at]), np.full(len(at), book, np.int32), at)

    def _opened(self, book: int) -> IndexFile:
        return IndexFile(self._state, f"{self._name}/{self._books[book]}")


def _joined(parts: list[KeptPart]) -> KeptPart:
    return KeptPart(
        join([part.signed for part in parts]),
        np.concatenate([part.book for part in parts]),
        np.concatenate([part.at for part in parts]),
    )
