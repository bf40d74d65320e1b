"""The last pass: a shard of CLEAN, and what is known of its documents, written by a worker.

Where shards begin depends on the documents alone, so workers need not know of each other. Ledger
and articles of one number are of the same documents.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from pipeline.corpus import folder, formats, ledger_shards
from pipeline.corpus.documents import Drafts, Finished
from pipeline.corpus.files import write_whole
from pipeline.corpus.folder import Output
from pipeline.corpus.packs import packed
from pipeline.corpus.previous import STANDS
from pipeline.corpus.state import KNOWN
from pipeline.corpus.tsv import tsv_row
from pipeline.corpus.written import UNRELATED, completed
from pipeline.duplicates.duplicates import Fold, Related, related
from pipeline.duplicates.query import MADE_BY
from pipeline.model.errors import Stopped
from pipeline.model.summary import Head, columns_apart, head_columns
from pipeline.reading.paths import article_file
from pipeline.report.stats import Statistics
from pipeline.run import unchanged
from pipeline.run.watch import Watch


class FoldedCopies(NamedTuple):
    """What is folded into what, by path of the copy; and heads of copies, by that of the other.

    `related` says of kept articles what they are to others that were not folded.
    """

    folded: Mapping[str, Fold]
    twins: Mapping[str, Sequence[Head]]
    related: Mapping[str, Related]

    def among(self, paths: Sequence[str]) -> "FoldedCopies":
        """What concerns some paths."""
        return FoldedCopies(
            {path: self.folded[path] for path in paths if path in self.folded},
            {path: self.twins[path] for path in paths if path in self.twins},
            {path: self.related[path] for path in paths if path in self.related},
        )

    def concern(self, path: str) -> bool:
        """Whether an input is a copy, has copies or is related to another one."""
        return path in self.folded or path in self.twins or path in self.related


def folded_copies(
    heads: Sequence[Head], folds: Sequence[Fold], noted: Sequence[Fold]
) -> FoldedCopies:
    """The copies among documents in the order of their paths, in which twins stay."""
    folded = {fold.path: fold for fold in folds}
    twins: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.path in folded:
            twins[folded[head.path].of].append(head)
    return FoldedCopies(folded, twins, related(noted))


class WriteWork(NamedTuple):
    """The documents of one shard in the order of their paths, and all that decides what is written.

    `to` is the folder in which the new CLEAN is built; `meta` is kept with what is known;
    `gathered` has seen nothing yet. `crowded` are the paths that need a file name of their own.
    """

    to: Path
    number: int
    drafts: Drafts
    finished: Finished
    copies: FoldedCopies
    crowded: frozenset[str]
    write_duplicates: bool
    meta: Mapping[str, str]
    gathered: Statistics

    def decided(self) -> str:
        """What tells apart all that decides what is written of given documents, but `meta`."""
        told = [sorted(said.items()) for said in self.copies]
        said = (told, sorted(self.crowded), self.write_duplicates)
        return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


class Shard(NamedTuple):
    """A shard that is written: its number, its verdicts, and what a report is made of.

    `firsts` are its files with the path that each begins with, `sums` all files with their sha256.
    """

    number: int
    verdicts: bytes
    firsts: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, str], ...]
    gathered: Statistics


def write_shard(work: WriteWork, watch: Watch) -> Shard:
    """One shard of CLEAN, on disk for good; one that holds the same as before is only linked."""
    known = {**work.meta, "signatures": MADE_BY, "decided": work.decided()}
    wanted = work.gathered.wanted
    same = unchanged.standing(work.number, known, work.drafts, work.finished, wanted)
    if same:
        unchanged.link(work.drafts.state, work.to, work.number, same.sums)
        return _told_before(work, same)
    told, files = _Told(work), _Files(work.to)
    heads, lines, rows = work.finished.heads(), list[bytes](), list[Any]()
    stands = np.zeros(len(heads), STANDS)
    form = work.meta["form"]
    for i, head in enumerate(heads):
        output = told.passing(_output(work, head, i, watch))
        lines.append(output.ledger)
        stands[i]["n"] = len(output.article)
        if output.article and form == "md":
            name = article_file(head.path, crowded=head.path in work.crowded)
            files.put_page(name, formats.row_to_md(output.row).encode())
        elif output.article:
            rows.append(output.article if form == "jsonl" else output.row)
    if form == "md":
        os.sync()
    stands["line"] = [len(line) for line in lines]
    stands["ledger"] = np.cumsum(stands["line"]) - stands["line"]
    stands["copy"] = [head.path in work.copies.folded for head in heads]
    stands["alone"] = [not work.copies.concern(head.path) for head in heads]
    sizes = (stands["n"] if form == "jsonl" else stands["n"] > 0).astype(np.int64)
    stands["article"] = np.where(stands["n"] > 0, np.cumsum(sizes) - sizes, 0)
    name = ledger_shards.shard_name(work.meta, work.number)
    known["ledger"] = files.put(name, ledger_shards.packed_lines(lines, name))
    if rows:
        content = b"".join(rows) if form == "jsonl" else formats.parquet_shard(rows)
        files.put(folder.ARTICLES[form] % work.number, content)
    _write_known(work, known, heads, stands, told)
    return told.shard(files.sums)


def _told_before(work: WriteWork, same: unchanged.Standing) -> Shard:
    """A standing shard: what was told of all of it, with samples from those that were shown."""
    told = _Told(work)
    for output in same.outputs:
        told.gathered.add(output)
    told.gathered.recount(same.told["counts"])
    told.verdicts, told.first = [same.told["verdicts"]], same.told["first"]
    return told.shard(same.sums)


class _Told:
    """What is told of a shard, from its outputs as they pass by."""

    def __init__(self, work: WriteWork) -> None:
        self._number, self.gathered = work.number, work.gathered.part()
        self.verdicts: list[str] = []
        self.first: dict[str, str] = {}  # path of its shards of the ledger and of articles

    def kept(self, paths: Sequence[str]) -> bytes:
        """All that is told, of documents with these paths, for a run that finds the same."""
        shown = self.gathered.shown()
        return orjson.dumps(
            {
                "verdicts": "".join(self.verdicts),
                "first": self.first,
                "counts": self.gathered.counted(),
                "shown": [i for i, path in enumerate(paths) if path in shown],
            }
        )

    def passing(self, output: Output) -> Output:
        """The same output."""
        self.gathered.add(output)
        self.verdicts.append(tsv_row(output.verdict))
        self.first.setdefault("ledger", output.verdict.path)
        if output.article:
            self.first.setdefault("articles", output.verdict.path)
        return output

    def shard(self, sums: Iterable[tuple[str, str]]) -> Shard:
        """The shard, when all have passed; `sums` are its files."""
        sums = tuple(sums)
        shards = [name for name, _ in sums if not name.endswith(".md")]
        firsts = [(name, self.first[name.partition("/")[0]]) for name in shards]
        verdicts = "".join(self.verdicts).encode()
        return Shard(self._number, verdicts, tuple(firsts), sums, self.gathered)


def _output(work: WriteWork, head: Head, i: int, watch: Watch) -> Output:
    """What is written of one document."""
    if why := watch(i, 0):
        raise Stopped(f"{head.path}: could not be written: it {why}; run again")
    if not work.copies.concern(head.path):
        return work.finished.sealed(i)
    return completed(
        work.finished.finished(i),
        work.copies.folded.get(head.path),
        work.copies.twins.get(head.path, ()),
        work.copies.related.get(head.path, UNRELATED),
        write_duplicates=work.write_duplicates,
    )


class _Files:
    """Files of CLEAN as they are written, with their sums."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sums: list[tuple[str, str]] = []

    def put(self, name: str, content: bytes) -> str:
        """A file of many documents; its sum comes back."""
        write_whole(self._root / name, content)
        return self._sum(name, content)

    def put_page(self, name: str, content: bytes) -> None:
        """A file of one document. It is not synced: that takes longer than to make it."""
        file = self._root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._sum(name, content)

    def _sum(self, name: str, content: bytes) -> str:
        self.sums.append((name, sha256(content).hexdigest()))
        return self.sums[-1][1]


def _write_known(
    work: WriteWork,
    meta: Mapping[str, str],
    heads: Sequence[Head],
    stands: "np.ndarray[tuple[int], np.dtype[np.void]]",
    told: _Told,
) -> None:
    """What is known of the documents of this shard."""
    drafts, finished = work.drafts, work.finished
    before, rows = drafts.heads(), drafts.rows()
    lost = {str(i): found for i, found in finished.lost().items()}
    parts = {
        "meta": orjson.dumps(meta),
        "origins": finished.origins().tobytes(),
        "drafts": orjson.dumps(head_columns(before)),
        "finished": orjson.dumps(columns_apart(heads, before)),
        "seen": orjson.dumps(drafts.seen()),
        "signatures": rows.tobytes(),
        "changes": (rows ^ finished.rows()).tobytes(),
        "facts": finished.facts().tobytes(),
        "lost": orjson.dumps(lost, default=tuple),
        "stands": stands.tobytes(),
        "told": told.kept([head.path for head in heads]),
    }
    write_whole(work.to / KNOWN / f"{work.number:05d}", packed(parts))
