"""A shelf: the documents of one pass, heads and signatures at hand, texts on call."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from pipeline.article import Draft, Meta
from pipeline.edits import Row
from pipeline.run.packs import Entry, Pack, write_pack
from pipeline.run.state import Place
from pipeline.surveys.signature import VALUES, Signed, sign

# Open files, not memory: a pack keeps its heads when they were read, about 0.3 kB a document.
_OPEN = 64
_WIDTH = VALUES + 1 + 2 * 2  # the values, the size, two digests of 64 bits


class Shelf:
    """Documents by number, in packs below one folder."""

    def __init__(self, packs: Path, places: Sequence[Place]) -> None:
        self.places = places
        self._open = lru_cache(maxsize=_OPEN)(lambda name: Pack(packs / name, _WIDTH))

    def __len__(self) -> int:
        return len(self.places)

    def heads(self) -> list[dict[str, Any]]:
        """What a survey wants to know of each document without its text."""
        return [self._open(place.pack).heads[place.i] for place in self.places]

    def signed(self) -> Signed:
        """The signatures of all documents."""
        found = {
            name: self._open(name).signatures() for name in {place.pack for place in self.places}
        }
        rows = np.empty((len(self.places), _WIDTH), np.uint32)
        for i, place in enumerate(self.places):
            rows[i] = found[place.pack][place.i]
        digests = np.ascontiguousarray(rows[:, VALUES + 1 :]).view(np.uint64)
        return Signed(rows[:, :VALUES], rows[:, VALUES], digests)

    def draft(self, i: int) -> Draft:
        """One document, whole."""
        place = self.places[i]
        return load(self._open(place.pack).body(place.i))


def save(packs: Path, drafts: Sequence[Draft]) -> str:
    """The name of a new pack with these drafts, signed."""
    signed = sign([draft.text if draft.fate == "kept" else "" for draft in drafts])
    rows = np.empty((len(drafts), _WIDTH), np.uint32)
    rows[:, :VALUES] = signed.values
    rows[:, VALUES] = signed.sizes
    rows[:, VALUES + 1 :] = signed.digests.view(np.uint32)
    entries = (
        Entry(head_of(draft), dump(draft), row) for draft, row in zip(drafts, rows, strict=True)
    )
    return write_pack(packs, entries, _WIDTH)


def head_of(draft: Draft) -> dict[str, Any]:
    """What surveys want to know of a draft without its text."""
    head: dict[str, Any] = {"path": draft.path, "id": draft.id, "fate": draft.fate}
    for name in ("title", "url", "date", "sitename"):
        head[name] = draft.found[name].value if name in draft.found else None
    head["site"] = draft.site
    head["flag"] = draft.found["flag"].value if "flag" in draft.found else None
    head["chars"] = len(draft.text)
    return head


def dump(draft: Draft) -> bytes:
    """A draft as bytes for a pack."""
    fields = {name: getattr(draft, name) for name in Draft.__slots__}
    fields["rows"] = [row[:] for row in draft.rows]
    fields["found"] = {name: meta[:] for name, meta in draft.found.items()}
    return orjson.dumps(fields)


def load(body: bytes) -> Draft:
    """A draft from a pack."""
    fields = orjson.loads(body)
    fields["rows"] = tuple(Row(*row) for row in fields["rows"])
    fields["found"] = {name: Meta(*meta) for name, meta in fields["found"].items()}
    return Draft(**fields)
