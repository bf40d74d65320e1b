"""The last pass: a shard of CLEAN, and what is known of its documents, written by a worker.

Where shards begin depends on the documents alone, so workers need not know of each other. Ledger
and articles of one number are of the same documents.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from pipeline.corpus import folder, formats, ledger_shards
from pipeline.corpus.documents import Drafts, Finished, dumped_facts
from pipeline.corpus.files import write_whole
from pipeline.corpus.folder import Output
from pipeline.corpus.packs import packed
from pipeline.corpus.previous import STANDS
from pipeline.corpus.state import KNOWN
from pipeline.corpus.written import UNRELATED, completed, output_alone
from pipeline.duplicates.duplicates import Fold, Related, related
from pipeline.duplicates.query import MADE_BY
from pipeline.model.article import Article
from pipeline.model.errors import Stopped
from pipeline.model.summary import Head, columns, dumped, told_apart
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
    same = unchanged.standing(work.number, known, work.drafts, work.finished)
    if same:
        unchanged.link(work.drafts.state, work.to, work.number, same.sums)
        return _shard(work, same.outputs, same.sums)
    heads = work.finished.heads()
    outputs = [_output(work, heads[i], i, watch) for i in range(len(heads))]
    stands = np.zeros(len(outputs), STANDS)
    files = _Files(work.to)
    lines = [output.ledger for output in outputs]
    stands["line"] = [len(line) for line in lines]
    stands["ledger"] = np.cumsum(stands["line"]) - stands["line"]
    stands["copy"] = [head.path in work.copies.folded for head in heads]
    stands["alone"] = [not work.copies.concern(head.path) for head in heads]
    name = ledger_shards.shard_name(work.meta, work.number)
    files.put(name, ledger_shards.packed(lines, name))
    _write_articles(work, files, [one for one in outputs if one.article])
    rows = [len(output.article) for output in outputs]
    stands["n"] = rows
    written = np.array(rows) > 0
    ends = np.cumsum(rows if work.meta["form"] == "jsonl" else written)
    stands["article"] = np.where(written, ends - (rows if work.meta["form"] == "jsonl" else 1), 0)
    known["ledger"] = files.sums[0][1]
    _write_known(work, known, heads, stands)
    return _shard(work, outputs, tuple(files.sums))


def _shard(work: WriteWork, outputs: Sequence[Output], sums: tuple[tuple[str, str], ...]) -> Shard:
    """What is told of a shard with these outputs and files."""
    gathered = work.gathered.part()
    for output in outputs:
        gathered.add(output)
    firsts = [(sums[0][0], outputs[0].path)]
    if work.meta["form"] != "md":
        firsts += [(name, next(o.path for o in outputs if o.article)) for name, _ in sums[1:]]
    verdicts = "".join(output.verdict for output in outputs).encode()
    return Shard(work.number, verdicts, tuple(firsts), sums, gathered)


def _output(work: WriteWork, head: Head, i: int, watch: Watch) -> Output:
    """What is written of one document."""
    if why := watch(i, 0):
        raise Stopped(f"{head.path}: could not be written: it {why}; run again")
    if not work.copies.concern(head.path):
        return output_alone(head, work.finished.sealed(i))
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

    def put(self, name: str, content: bytes) -> None:
        """A file of many documents."""
        write_whole(self._root / name, content)
        self._sum(name, content)

    def put_page(self, name: str, content: bytes) -> None:
        """A file of one document. It is not synced: that takes longer than to make it."""
        file = self._root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._sum(name, content)

    def _sum(self, name: str, content: bytes) -> None:
        self.sums.append((name, sha256(content).hexdigest()))


def _write_articles(work: WriteWork, files: _Files, outputs: Sequence[Output]) -> None:
    """The articles of a shard, in the form that was asked for."""
    form = work.meta["form"]
    if not outputs:
        return
    if form == "md":
        for output in outputs:
            text = formats.rows_to_md(_read(output))
            name = article_file(output.path, crowded=output.path in work.crowded)
            files.put_page(name, text.encode())
        os.sync()
        return
    name = folder.ARTICLES[form] % work.number
    if form == "jsonl":
        content = b"".join(output.article for output in outputs)
    else:
        content = formats.parquet_shard(map(_read, outputs))
    files.put(name, content)


def _read(output: Output) -> Article:
    return formats.from_row(formats.jsonl_to_row(output.article))


def _write_known(
    work: WriteWork,
    meta: Mapping[str, str],
    heads: Sequence[Head],
    stands: "np.ndarray[tuple[int], np.dtype[np.void]]",
) -> None:
    """What is known of the documents of this shard."""
    drafts, finished = work.drafts, work.finished
    before, rows = drafts.heads(), drafts.rows()
    lost = {str(i): found for i, found in finished.lost().items()}
    parts = {
        "meta": orjson.dumps(meta),
        "origins": finished.origins().tobytes(),
        "drafts": dumped(columns(before)),
        "finished": dumped(told_apart(heads, before)),
        "seen": orjson.dumps(drafts.seen()),
        "signatures": rows.tobytes(),
        "changes": (rows ^ finished.rows()).tobytes(),
        "facts": finished.facts().tobytes(),
        "lost": dumped_facts(lost),
        "stands": stands.tobytes(),
    }
    write_whole(work.to / KNOWN / f"{work.number:05d}", packed(parts))
