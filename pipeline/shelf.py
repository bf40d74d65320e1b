"""A shelf: the documents of one pass over the corpus, their heads and signatures at hand, their texts on call."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from pipeline.article import Draft, Meta
from pipeline.edits import Row
from pipeline.run.packs import Pack, Signatures
from pipeline.run.state import Place

# Open files, not memory: a pack keeps its heads when they were read, about 0.3 kB a document.
_OPEN = 64


class Shelf:
    """Documents by number, in packs below one folder."""

    def __init__(self, packs: Path, places: Sequence[Place], width: int) -> None:
        self.places = places
        self._open = lru_cache(maxsize=_OPEN)(lambda name: Pack(packs / name, width))

    def __len__(self) -> int:
        return len(self.places)

    def heads(self) -> list[dict[str, Any]]:
        """What a survey wants to know of each document without its text."""
        return [self._open(place.pack).heads[place.i] for place in self.places]

    def signatures(self) -> Signatures:
        """A row for each document."""
        found = {}
        for name in {place.pack for place in self.places}:
            found[name] = self._open(name).signatures()
        return np.array([found[place.pack][place.i] for place in self.places], np.uint32)

    def draft(self, i: int) -> Draft:
        """One document, whole."""
        place = self.places[i]
        return load(self._open(place.pack).body(place.i))


def head_of(draft: Draft) -> dict[str, Any]:
    """What surveys want to know of a draft without its text."""
    head: dict[str, Any] = {"path": draft.path, "id": draft.id, "fate": draft.fate}
    for name in ("title", "url", "date", "sitename"):
        head[name] = draft.found[name].value if name in draft.found else None
    head["site"] = draft.site
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
