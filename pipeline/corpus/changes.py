"""Which articles one CLEAN has, has otherwise, or has no more, beside another.

Both ledgers lie in the order of their paths, so that they are read side by side, whatever their
size; an article is the same when the sha256 of all its columns is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
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


def write_changes(clean: Path, shards: Iterable[str]) -> dict[str, Any]:
    """Write `changes.tsv` into the new CLEAN, whose shards of the ledger are named.

    Where nothing changed, what was told before stays. Comes back: its counts and sha256.
    """
    root = clean / STATE / "next"
    shards = list(shards)
    same = frozenset(name for name in shards if _is_linked(clean / name, root / name))
    others = (name for name in shards if name not in same)
    new = [one for name in others for one in ledger_shards.written(root, name)]
    try:
        found = list(changes(Reader(clean).written_entries(same), new))
    except (OSError, ValueError, LookupError, Fault):
        # There is none, or no one can tell what it has.
        new = [one for name in shards for one in ledger_shards.written(root, name)]
        found = list(changes((), new))
    try:
        content = files.read_bytes(clean, folder.CHANGES)
    except OSError:
        content = b""
    if found or not is_table(content):
        content = "".join([HEADING, *(folder.row(change) for change in found)]).encode()
        with files.created(root / folder.CHANGES) as file:
            file.write(content)
    rows = content.decode().splitlines()[1:]
    counts = Counter(row.split("\t")[1] for row in rows)
    return {**dict(sorted(counts.items())), "sha256": sha256(content).hexdigest()}


def _is_linked(old: Path, new: Path) -> bool:
    """Whether a shard stays as it is, so that there is nothing to compare."""
    return old.exists() and old.samefile(new)


def is_table(content: bytes) -> bool:
    """Whether this is a table of changes as it is written."""
    lines = content.decode(errors="replace").splitlines(keepends=True)
    kinds = {
        line.split("\t")[1] for line in lines[1:] if line.count("\t") == len(Change._fields) - 1
    }
    whole = all(line.count("\t") == len(Change._fields) - 1 for line in lines)
    return lines[:1] == [HEADING] and whole and kinds <= set(get_args(Kind))
