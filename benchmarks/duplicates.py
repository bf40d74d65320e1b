"""Measure the survey of duplicates beside other tools, on the same documents.

    python -m benchmarks.duplicates [--documents 5000] [--only "ours,by Jaccard,rensa"]
    python -m benchmarks.duplicates --signatures 1000000 [--mapped]

Each tool runs in a process of its own, reads the same file and writes for each document the one it
folds into. `ours at 0.8` folds nothing below that Jaccard similarity, as the others are told to;
`by Jaccard` folds what has it without asking for facts and order. Other tools (`tools_beside.py`)
are measured where they are installed: `pip install -e .[bench]`.
Asked for: ≥ 60 MB/s of signing per core, ≥ 4 times less CPU than rensa and ≥ 20 times
less than datasketch with sha1 to clusters, exact check included; peak ≤ 600 MB, precision ≥ 0.98,
recall ≥ 0.95 at J ≥ 0.8, RMSE ≤ 0.04 for 50,000 documents, and 200,000 in ≤ 4.4 times the time;
a million signatures to clusters in < 1 GB and < 10 minutes. docs/duplicates.md has what was got.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import combinations, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from benchmarks.tools_beside import THRESHOLD, Kept, datasketch, datatrove, grams, rensa
from tests.made.articles import article, edited, syndicated

if TYPE_CHECKING:  # what a tool does not use it is not to pay for
    from pipeline.duplicates.signature import Signed


def documents(n: int) -> Iterator[tuple[int, str]]:
    """Made-up articles with the number of their family: one in four has copies."""
    rng = random.Random(2)
    made = family = 0
    while made < n:
        family += 1
        kind = rng.random()
        if kind < 0.75:
            texts = [article(rng)]
        elif kind < 0.8:
            texts = [*syndicated(rng)]
        else:
            text = article(rng)
            copies = rng.randint(1, 3)
            texts = [text, *(edited(rng, text, rng.uniform(0, 0.06)) for _ in range(copies))]
        for text in texts[: n - made]:
            yield family, text
        made += len(texts)


# --- the tools: each gives for a folded document the one that is kept -----------------------


class Documents:
    """The documents of a file: all of them once, after which each is read when it is asked for."""

    def __init__(self, file: Path) -> None:
        self._places: list[int] = []
        self._source = file.open("rb")

    def __iter__(self) -> Iterator[str]:
        self._places, place = [], 0
        for line in self._source:
            self._places.append(place)
            place += len(line)
            yield orjson.loads(line)["text"]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, i: int) -> str:
        self._source.seek(self._places[i])
        return str(orjson.loads(self._source.readline())["text"])


def signed(documents: Documents) -> "Signed":
    """The signatures of all documents, as the workers of a run make them: some at a time."""
    from pipeline.duplicates.signature import join, sign

    parts, batch = [], []
    for text in documents:
        batch.append(text)
        if len(batch) == 256:
            parts.append(sign(batch))
            batch = []
    return join([*parts, sign(batch)])


def ours(file: Path, near: float = 0.0) -> Kept:
    """As a run does it: similarity, order, facts, parts."""
    from pipeline.duplicates.duplicates import Settings, duplicates, here
    from pipeline.model.summary import Head

    documents = Documents(file)
    signatures = signed(documents)
    pages = [Head(path=f"{i:09d}", id=f"{i:064x}") for i in range(len(documents))]
    strict = Settings(near=near, doubtful=near, contained=1.01) if near else None
    found = duplicates(pages, signatures, here(lambda some: [documents[i] for i in some]), strict)
    return {int(fold.path): int(fold.of) for fold in found.folds}


def by_jaccard(file: Path) -> Kept:
    """What the others do, but with every pair checked: stars of pairs that have the similarity."""
    from pipeline.duplicates.candidates import candidates
    from pipeline.duplicates.clusters import stars
    from pipeline.duplicates.overlaps import overlap
    from pipeline.duplicates.readings import readings

    documents = Documents(file)
    signatures = signed(documents)
    pairs = candidates(signatures, np.arange(len(documents))).pairs
    takes: dict[int, set[int]] = defaultdict(set)
    for some in np.array_split(pairs, len(pairs) // 1000 + 1):
        numbers = np.unique(some).tolist()
        texts = dict(zip(numbers, readings([documents[i] for i in numbers]), strict=True))
        for one, other in some.tolist():
            if overlap(texts[one], texts[other]).jaccard >= THRESHOLD:
                takes[one].add(other)
                takes[other].add(one)
    return stars(takes, {})


TOOLS: dict[str, Callable[[Path], Kept]] = {
    "ours": ours,
    "ours at 0.8": lambda file: ours(file, THRESHOLD),
    "by Jaccard": by_jaccard,
    **{
        tool.__name__: lambda file, tool=tool: tool(Documents(file))
        for tool in (rensa, datasketch, datatrove)
    },
}


# --- what they are measured by ----------------------------------------------------------------


def likeness(one: set[Any], other: set[Any]) -> float:
    return len(one & other) / len(one | other)


def by_tokens(text: str) -> set[int]:
    """The 5-grams of tokens of a text's shadow: without punctuation, in one script and width."""
    from pipeline.duplicates.signature import shingles
    from pipeline.duplicates.tokens import shadow

    return set(shingles(shadow(text)).tolist())


def score(file: Path, families: list[int], kept: Kept) -> list[float]:
    """Precision of the folds at J ≥ 0.6 and ≥ 0.8, recall of the pairs at J ≥ 0.8.

    By the exact Jaccard similarity of 5-grams of characters, then of tokens: near the line a pair
    is on one side of it by the one and on the other by the other.
    """
    documents = Documents(file)
    assert len([*documents]) == len(families)
    members = defaultdict(list)
    for i, family in enumerate(families):
        members[family].append(i)
    return [share for by in (grams, by_tokens) for share in _shares(documents, members, kept, by)]


def _shares(
    documents: Documents, members: dict[int, list[int]], kept: Kept, by: Callable[[str], set[Any]]
) -> tuple[float, float, float]:
    @lru_cache(maxsize=1000)  # copies stand near each other
    def set_of(i: int) -> set[Any]:
        return by(documents[i])

    true = [likeness(set_of(i), set_of(of)) for i, of in sorted(kept.items())]
    fair, right = (sum(one >= least for one in true) for least in (0.6, THRESHOLD))
    pairs = [
        (a, b)
        for group in members.values()
        for a, b in combinations(group, 2)
        if likeness(set_of(a), set_of(b)) >= THRESHOLD
    ]
    together = sum(kept.get(a, a) == kept.get(b, b) for a, b in pairs)
    folds = max(len(kept), 1)
    return fair / folds, right / folds, together / max(len(pairs), 1)


def signing(file: Path) -> tuple[float, float]:
    """MB/s of UTF-8 signed on one core, and the error of the estimate on edited copies."""
    from pipeline.duplicates import signature
    from pipeline.duplicates.tokens import shadow

    some = [*islice(Documents(file), 2000)]
    size = sum(len(text.encode()) for text in some)
    signature.sign(some[:10])
    start = time.process_time()
    signature.sign(some)
    speed = size / (time.process_time() - start) / 1e6
    rng, squares = random.Random(3), []
    for text in some[:400]:
        other = edited(rng, text, rng.uniform(0, 0.12))
        signed = signature.sign([text, other])
        a, b = (set(signature.shingles(shadow(t)).tolist()) for t in (text, other))
        estimate = float((signed.values[0] == signed.values[1]).mean())
        squares.append((estimate - len(a & b) / len(a | b)) ** 2)
    return speed, (sum(squares) / len(squares)) ** 0.5


class OwnMemory:
    """The most memory that this process has of its own from now on, mapped files aside."""

    def __init__(self) -> None:
        self._most, self._done = 0.0, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def _look(self) -> None:
        while not self._done.wait(0.02):
            status = Path("/proc/self/status").read_text()
            self._most = max(self._most, int(status.partition("RssAnon:")[2].split()[0]) / 1024)

    def peak(self) -> float:
        """MB until now."""
        self._done.set()
        self._watch.join()
        return self._most


def clusters_of_signatures(count: int, file: Path | None) -> None:
    """Time and memory from made-up signatures to stars, one in four of them with copies.

    With `file` the signatures lie there, and are mapped.
    """
    from pipeline.duplicates.candidates import candidates
    from pipeline.duplicates.clusters import clustered, stars
    from pipeline.duplicates.signature import SIMILAR, VALUES, Signed

    rng = np.random.default_rng(4)
    shape = count, VALUES
    kind = np.dtype(np.uint32)
    values = np.memmap(file, kind, "w+", shape=shape) if file else np.empty(shape, kind)
    for start in range(0, count, 10_000):
        some = values[start : start + 10_000]
        some[:] = rng.integers(0, 2**32 - 1, some.shape, dtype=np.uint32)
        copies = np.arange(3, len(some), 4)
        kept = rng.random((len(copies), VALUES)) < rng.uniform(0.75, 1, (len(copies), 1))
        some[copies] = np.where(kept, some[copies - 1], some[copies])
    if file:
        values = np.memmap(file, kind, "r", shape=shape)
    sizes = np.full(count, 1500, dtype=np.uint32)
    own = OwnMemory()
    made = resource.getrusage(resource.RUSAGE_SELF)
    clock = time.monotonic()
    signed = Signed(values, sizes, np.empty((0, 2), np.uint64))
    pairs, ends = clustered(candidates(signed, np.arange(count)).pairs)
    folds = 0
    for start, end in pairwise([0, *ends.tolist()]):
        takes: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs[start:end].tolist():
            if (values[one] == values[other]).mean() >= SIMILAR:
                takes[one].add(other)
                takes[other].add(one)
        folds += len(stars(takes, {}))
    done = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{count:,} signatures: {len(pairs):,} pairs, {folds:,} folds in "
        f"{time.monotonic() - clock:.0f} s ({done.ru_utime - made.ru_utime:.0f} s of CPU), "
        f"peak {own.peak():,.0f} MB of its own, {values.nbytes / 2**20:,.0f} MB are signatures"
    )


def child(tool: str, file: Path, out: Path) -> None:
    kept = TOOLS[tool](file)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # What `usage` has is at least what the parent used: it is handed down.
    (peak,) = re.findall(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    figures = {
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": int(peak) / 1024,
        "kept": list(kept.items()),
    }
    out.write_text(json.dumps(figures))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--documents", type=int, default=5000)
    arguments.add_argument("--only", default=",".join(TOOLS))
    arguments.add_argument("--signatures", type=int)
    arguments.add_argument("--mapped", action="store_true", help="signatures lie in a file")
    arguments.add_argument("--child", nargs=3)
    options = arguments.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]), Path(options.child[2]))
        return
    if options.signatures:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "signatures" if options.mapped else None
            clusters_of_signatures(options.signatures, file)
        return
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "documents.jsonl", Path(folder) / "out.json"
        families = []
        with file.open("w", encoding="utf-8") as lines:
            for family, text in documents(options.documents):
                families.append(family)
                lines.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        print(f"{len(families):,} documents, {file.stat().st_size / 1e6:.0f} MB")
        speed, error = signing(file)
        print(f"signing {speed:.0f} MB/s on one core, RMSE {error:.4f}")
        heads = "   P(J≥.6)   P(J≥.8)   R(J≥.8)"
        print(f"tool          CPU s   peak MB    folds{heads}, the same by tokens")
        for tool in options.only.split(","):
            if " " not in tool and tool != "ours" and find_spec(tool) is None:
                print(f"{tool:10} not installed")
                continue
            command = [sys.executable, "-m", "benchmarks.duplicates", "--child", tool]
            subprocess.run([*command, str(file), str(out)], check=True)
            figures = json.loads(out.read_text())
            kept = dict(figures["kept"])
            shares = "".join(f"{one:10.4f}" for one in score(file, families, kept))
            print(
                f"{tool:11}{figures['cpu']:8.1f}{figures['peak']:10.0f}{len(kept):9,}{shares}",
                flush=True,
            )


if __name__ == "__main__":
    main()
