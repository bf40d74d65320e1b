"""Shards of CLEAN that stay as they are: linked into the new CLEAN, neither made nor written again.

A shard holds the same when its documents come from what is known of the shard of its number, in
their order, and all that else decides what is written of them is the same too.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.corpus import files, folder, ledger_shards
from pipeline.corpus.documents import Drafts, Finished
from pipeline.corpus.folder import Output
from pipeline.corpus.previous import IndexFile
from pipeline.corpus.state import KNOWN
from pipeline.model.errors import Corrupt


class Standing(NamedTuple):
    """A shard as it stands: what was written of its documents, and its files with their sha256."""

    outputs: list[Output]
    sums: tuple[tuple[str, str], ...]


def standing(
    number: int, meta: Mapping[str, str], drafts: Drafts, finished: Finished
) -> Standing | None:
    """The shard of this number of CLEAN, if it holds just these documents.

    None where something would be written otherwise: by other options or rules, beside other copies,
    in another order. Only shards of JSON lines are looked at. Raises `Corrupt` for a damaged one.
    """
    name = f"{KNOWN}/{number:05d}"
    if (meta["form"], meta["ledger_form"]) != ("jsonl", "jsonl"):
        return None
    for places in (drafts.places, finished.places):
        if places.books != (name,) or (places.at != np.arange(len(drafts))).any():
            return None
    known = IndexFile(drafts.state, name)
    stands, digest = known.stands(), known.meta["ledger"]
    known.close()
    if {**meta, "ledger": digest} != known.meta or len(stands) != len(drafts):
        return None
    clean = drafts.state.parent
    sums = [(ledger_shards.LEDGER_NAMES["jsonl"] % number, digest)]
    if stands["n"].any():
        articles = folder.ARTICLES["jsonl"] % number
        sums.append((articles, next(one for one, file in folder.sums(clean) if file == articles)))
    content = [_read(clean, *one) for one in sums]
    return Standing(list(_outputs(stands, *content)), tuple(sums))


def link(state: Path, to: Path, number: int, sums: tuple[tuple[str, str], ...]) -> None:
    """A standing shard and what is known of it, as a part of the new CLEAN too."""
    known = f"{KNOWN}/{number:05d}"
    for old, new in ((state / known, to / known), *((state.parent / n, to / n) for n, _ in sums)):
        try:
            os.link(old, new)
        except OSError:  # a disk without links
            files.write_whole(new, old.read_bytes())


def _read(clean: Path, name: str, digest: str) -> bytes:
    """The content of a file of CLEAN. Raises `Corrupt` where it has another sha256."""
    content = files.read_bytes(clean, name)
    if sha256(content).hexdigest() != digest:
        raise Corrupt(f"{clean / name}: was altered")
    return content


def _outputs(stands: NDArray[Any], ledger: bytes, articles: bytes = b"") -> Iterator[Output]:
    columns = (stands[name].tolist() for name in ("ledger", "line", "article", "n"))
    for at, size, row, n in zip(*columns, strict=True):
        yield Output(articles[row : row + n] if n else b"", ledger[at : at + size])
