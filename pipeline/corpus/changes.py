"""Which articles one CLEAN has, has otherwise, or has no more, beside another.

Both ledgers lie in the order of their paths, so that they are read side by side, whatever their
size; an article is the same when the sha256 of all its columns is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pipeline.corpus import files, folder, ledger_shards
from pipeline.corpus.folder import Reader, order
from pipeline.corpus.ledger_shards import Written
from pipeline.corpus.state import STATE
from pipeline.model.errors import Fault

Kind = Literal["added", "changed", "withdrawn"]


class Change(NamedTuple):
    """A row of `changes.tsv`.

    `what` of a changed article is `text`, or `columns` where its text is the same; `why` of a
    withdrawn one is its verdict now.
    """

    path: str
    change: Kind
    what: str = ""
    why: str = ""


HEADING = "\t".join(Change._fields) + "\n"
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
    news = iter(new)
    after = next(news, None)
    for before in old:
        while after and order(after.path) < order(before.path):
            if after.article:
                yield Change(after.path, "added")
            after = next(news, None)
        here = after if after and after.path == before.path else None
        if here:
            after = next(news, None)
        yield from _change(before, here)
    for one in chain([after] if after else (), news):
        if one.article:
            yield Change(one.path, "added")


def _change(before: Written, here: Written | None) -> Iterator[Change]:
    """What became of one input, which may be gone."""
    if not before.article:
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
        _write(file, changes(Reader(clean).written_entries(same), new(same)))
    except (OSError, ValueError, LookupError, Fault):
        _write(file, changes((), new()))  # there is none, or no one can tell what it has
    found = _summary(root)
    if len(found) > 1 or not (before := summary(clean)):
        return found
    file.unlink()
    return before


def _is_linked(old: Path, new: Path) -> bool:
    """Whether a shard stays as it is, so that there is nothing to compare."""
    return old.exists() and old.samefile(new)


def _write(file: Path, found: Iterable[Change]) -> None:
    with files.created(file) as table:
        table.write(HEADING.encode())
        table.writelines(folder.row(change).encode() for change in found)


def summary(clean: Path) -> dict[str, Any]:
    """The counts and the sha256 of the changes that stand in a folder; blank for no such table."""
    try:
        return _summary(clean)
    except (OSError, ValueError):
        return {}


def _summary(clean: Path) -> dict[str, Any]:
    """As `summary`; raises where the table can't be read."""
    seal, counts = sha256(), Counter[str]()
    with files.open_file(clean, folder.CHANGES) as lines:
        for line in lines:
            seal.update(line)
            cells = line.split(b"\t")
            counts[cells[1].decode() if len(cells) == len(Change._fields) else ""] += 1
    head = Change._fields[1]
    if counts.pop(head, 0) != 1 or not counts.keys() <= set(get_args(Kind)):
        return {}
    return {**dict(sorted(counts.items())), "sha256": seal.hexdigest()}
