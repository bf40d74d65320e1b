"""Which articles one CLEAN has, has otherwise, or has no more, beside another.

Both ledgers lie in the order of their paths, so that they are read side by side, whatever their
size; an article is the same when the sha256 of all its columns is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import file_digest
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

import orjson

from pipeline.corpus import files, folder, ledger_shards
from pipeline.corpus.folder import Reader, order
from pipeline.corpus.ledger_shards import Written
from pipeline.corpus.state import STATE
from pipeline.corpus.tsv import tsv_row
from pipeline.model.errors import Fault

ChangeKind = Literal["added", "changed", "withdrawn"]


class Change(NamedTuple):
    """A row of `changes.tsv`.

    `what` of a changed article is `text`, or `columns` where its text is the same; `why` of a
    withdrawn one is its verdict now.
    """

    path: str
    change: ChangeKind
    what: str = ""
    why: str = ""


_HEADING = "\t".join(Change._fields) + "\n"
_GONE = "no longer among the inputs"


def changes(old: Iterable[Written], new: Iterable[Written]) -> Iterator[Change]:
    """The articles that differ, in the order of their paths.

    >>> old = [Written("a", "1", "1", ""), Written("b", "2", "2", ""), Written("c", "3", "3", "")]
    >>> new = [Written("b", "2", "9", ""), Written("c", "", "", "empty"), Written("d", "", "4", "")]
    >>> for one in changes(old, new):
    ...     print(one.path, one.change, one.what or one.why or "-")
    a withdrawn no longer among the inputs
    b changed columns
    c withdrawn empty
    d added -
    """
    before = ((order(one.path), "before", one) for one in old)
    here = ((order(one.path), "here", one) for one in new)
    for _, both in groupby(merge(before, here), itemgetter(0)):
        yield from _change(**{side: one for _, side, one in both})


def _change(before: Written | None = None, here: Written | None = None) -> Iterator[Change]:
    """What became of one input, which may be new or gone."""
    if not before or not before.article:
        if here and here.article:
            yield Change(here.path, "added")
    elif not here or not here.article:
        yield Change(before.path, "withdrawn", why=here.why if here else _GONE)
    elif here.article != before.article:
        yield Change(here.path, "changed", "columns" if here.text == before.text else "text")


def write_changes(clean: Path, shards: Sequence[str]) -> dict[str, Any]:
    """Write `changes.tsv` into the new CLEAN, whose shards of the ledger are named.

    Where nothing changed, what was told before stays. Comes back: its counts and sha256.
    """
    root = clean / STATE / "next"

    def new(without: Collection[str] = ()) -> Iterator[Written]:
        for name in shards:
            if name not in without:
                yield from ledger_shards.written(root, name)

    file, same = (
        root / folder.CHANGES,
        [one for one in shards if _is_linked(clean / one, root / one)],
    )
    try:
        found = _write(file, changes(Reader(clean).written_entries(same), new(same)))
    except (OSError, ValueError, LookupError, Fault):
        found = _write(file, changes((), new()))  # there is none, or no one can tell what it has
    if len(found) > 1 or not (before := told_changes(clean)):
        return found
    file.unlink()
    return before


def _is_linked(old: Path, new: Path) -> bool:
    """Whether a shard stays as it is, so that there is nothing to compare."""
    return old.exists() and old.samefile(new)


def _write(file: Path, found: Iterable[Change]) -> dict[str, Any]:
    """The counts of the changes by kind, and the sha256 of the table that they were written to."""
    counts = Counter[str]()
    with files.created(file) as table:
        table.write(_HEADING.encode())
        for change in found:
            counts[change.change] += 1
            table.write(tsv_row(change).encode())
    with file.open("rb") as table_:
        seal = file_digest(table_, "sha256").hexdigest()
    return {**dict(sorted(counts.items())), "sha256": seal}


def told_changes(clean: Path) -> dict[str, Any]:
    """What the run that wrote a folder told of its changes; blank unless their table fits that."""
    try:
        said: dict[str, Any] = orjson.loads(files.read_bytes(clean, folder.RUN_FILE))["changes"]
        with files.open_file(clean, folder.CHANGES) as table:
            same = said["sha256"] == file_digest(table, "sha256").hexdigest()
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return said if same else {}
