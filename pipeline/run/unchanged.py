"""Shards of CLEAN that stay as they are: linked into the new CLEAN, neither made nor written again.

A shard holds the same when its documents come from what is known of the shard of its number, in
their order, and all that else decides what is written of them is the same too.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.corpus import files, folder, ledger_shards
from pipeline.corpus.documents import Drafts, Finished
from pipeline.corpus.folder import Output
from pipeline.corpus.previous import IndexFile
from pipeline.corpus.state import KNOWN


class Standing(NamedTuple):
    """A shard as it stands: its files with their sha256, what was told of it, and some of it."""

    sums: tuple[tuple[str, str], ...]
    told: Mapping[str, Any]
    outputs: list[Output]


def standing(
    number: int,
    meta: Mapping[str, str],
    drafts: Drafts,
    finished: Finished,
    wanted: Collection[str],
) -> Standing | None:
    """The shard of this number of CLEAN, if it holds just these documents.

    Of those only the `wanted` paths are read, and what was shown when it was written. None where
    something would be written otherwise: by other options or rules, beside other copies, in another
    order. Articles in files of their own are not looked at. Raises `Corrupt` for a damaged one.
    """
    name = f"{KNOWN}/{number:05d}"
    for places in (drafts.places, finished.places):
        if places.books != (name,) or (places.at != np.arange(len(drafts))).any():
            return None
    form, clean = meta["form"], drafts.state.parent
    known = IndexFile(drafts.state, name)
    digest, stands = known.meta["ledger"], known.stands()
    if form == "md" or {**meta, "ledger": digest} != known.meta or len(stands) != len(drafts):
        return None
    sums = [(ledger_shards.shard_name(meta, number), digest)]
    if stands["n"].any():
        articles = folder.ARTICLES[form] % number
        sums.append((articles, next(one for one, file in folder.sums(clean) if file == articles)))
    told = known.told()
    shown = {*told["shown"], *_numbers(known, wanted)}
    outputs = [known.written(i) for i in sorted(shown)]
    known.close()
    return Standing(tuple(sums), told, outputs)


def _numbers(known: IndexFile, paths: Collection[str]) -> Iterable[int]:
    """The documents that have some paths."""
    return [i for i, head in enumerate(known.heads()) if head.path in paths] if paths else ()


def link(state: Path, to: Path, number: int, sums: tuple[tuple[str, str], ...]) -> None:
    """A standing shard and what is known of it, as a part of the new CLEAN too."""
    known = f"{KNOWN}/{number:05d}"
    for old, new in ((state / known, to / known), *((state.parent / n, to / n) for n, _ in sums)):
        try:
            os.link(old, new)
        except OSError:  # a disk without links
            files.write_whole(new, old.read_bytes())
