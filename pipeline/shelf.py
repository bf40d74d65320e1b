"""A shelf: the documents of one pass, heads and signatures at hand, texts on call."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from pipeline.article import Draft, Fate, Meta
from pipeline.edits import Row
from pipeline.run.packs import Entry, Pack, write_pack
from pipeline.run.state import Place
from pipeline.surveys.signature import VALUES, Signed, sign

# Open files, not memory: a pack keeps 16 bytes a document when it is open.
_OPEN = 64
_WIDTH = VALUES + 1 + 2 * 2  # the values, the size, two digests of 64 bits


class Head(NamedTuple):
    """What has to be known of a document without its text.

    `flag` says why a person should look at it. `learned` is the digest of what learned rules cut,
    and `row` the length of the article's row at the beginning of the body; both are for documents
    that are finished.
    """

    path: str
    id: str
    fate: Fate
    why: str
    title: str | None
    url: str | None
    date: str | None
    sitename: str | None
    site: str | None
    flag: str = ""
    learned: str = ""
    row: int = 0


class Shelf:
    """Documents by number, in packs below one folder."""

    def __init__(self, packs: Path, places: Sequence[Place]) -> None:
        self._packs, self.places = packs, places
        self._open = lru_cache(maxsize=_OPEN)(self._opened)

    def __len__(self) -> int:
        return len(self.places)

    def heads(self) -> list[Head]:
        """The heads of all documents; each pack is read once, wherever its documents stand."""
        heads: list[Head | None] = [None] * len(self)
        for name, numbers in self._by_pack().items():
            found = self._open(name).heads()
            for i in numbers:
                heads[i] = Head(*found[self.places[i].i])
        return [head for head in heads if head is not None]

    def signed(self) -> Signed:
        """The signatures of all documents."""
        rows = np.empty((len(self), _WIDTH), np.uint32)
        for name, numbers in self._by_pack().items():
            rows[numbers] = self._open(name).signatures()[[self.places[i].i for i in numbers]]
        digests = np.ascontiguousarray(rows[:, VALUES + 1 :]).view(np.uint64)
        return Signed(rows[:, :VALUES], rows[:, VALUES], digests)

    def body(self, i: int) -> bytes:
        """One document, whole, as the pass wrote it."""
        place = self.places[i]
        return self._open(place.pack).body(place.i)

    def _by_pack(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, place in enumerate(self.places):
            found.setdefault(place.pack, []).append(i)
        return found

    def _opened(self, name: str) -> Pack:
        return Pack(self._packs / name, _WIDTH)


def save(
    packs: Path, drafts: Sequence[Draft], heads: Iterable[Head], bodies: Iterable[bytes]
) -> str:
    """The name of a new pack with these drafts, signed."""
    signed = sign([draft.text if draft.fate == "kept" else "" for draft in drafts])
    rows = np.empty((len(drafts), _WIDTH), np.uint32)
    rows[:, :VALUES] = signed.values
    rows[:, VALUES] = signed.sizes
    rows[:, VALUES + 1 :] = signed.digests.view(np.uint32)
    return write_pack(packs, map(Entry, heads, bodies, rows), _WIDTH)


def head_of(draft: Draft) -> Head:
    """What has to be known of a draft without its text."""
    title, url, date, sitename = (
        draft.found[name].value if name in draft.found else None
        for name in ("title", "url", "date", "sitename")
    )
    flag = draft.found["flag"].value if "flag" in draft.found else ""
    head = Head(draft.path, draft.id, draft.fate, draft.why, title, url, date, sitename, draft.site)
    return head._replace(flag=flag)


def dump(draft: Draft) -> bytes:
    """A draft as bytes for a pack."""
    fields = {name: getattr(draft, name) for name in Draft.__slots__}
    fields["rows"] = [row[:] for row in draft.rows]
    fields["found"] = {name: meta[:] for name, meta in draft.found.items()}
    return orjson.dumps(fields)


def load(body: bytes) -> Draft:
    """The draft that `dump` wrote."""
    fields = orjson.loads(body)
    fields["rows"] = tuple(Row(*row) for row in fields["rows"])
    fields["found"] = {name: Meta(*meta) for name, meta in fields["found"].items()}
    return Draft(**fields)
