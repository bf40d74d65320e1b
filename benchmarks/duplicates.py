"""Measure the survey of duplicates beside other tools, on the same documents.

    python -m benchmarks.duplicates [--documents 5000] [--only ours,datasketch]

Each tool runs in a process of its own, reads the same file and writes for each document the one it
folds into. Asked for: ≥ 60 MB/s of signing per core, ≥ 4 times less CPU than rensa and ≥ 20 times
less than datasketch with sha1 to clusters, exact check included; peak ≤ 600 MB, precision ≥ 0.98,
recall ≥ 0.95 at J ≥ 0.8, RMSE ≤ 0.04 for 50,000 documents, and 200,000 in ≤ 4.4 times the time.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

from tests.made_articles import article, edited, syndicated

THRESHOLD = 0.8
PERMUTATIONS = 128
Kept = dict[int, int]


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


def ours(file: Path) -> Kept:
    from pipeline.surveys.duplicates import Page, duplicates
    from pipeline.surveys.signature import join, sign

    places, parts, batch, at = [], [], [], 0
    with file.open("rb") as lines:
        for line in lines:
            places.append(at)
            at += len(line)
            batch.append(json.loads(line)["text"])
            if len(batch) == 256:
                parts.append(sign(batch))
                batch = []
    parts.append(sign(batch))
    with file.open("rb") as source:

        def text_of(i: int) -> str:
            source.seek(places[i])
            return str(json.loads(source.readline())["text"])

        pages = [Page(path=f"{i:09d}", id=f"{i:064x}") for i in range(len(places))]
        found = duplicates(pages, join(parts), text_of)
    return {int(fold.path): int(fold.of) for fold in found.folds}


def datasketch(file: Path) -> Kept:
    """MinHash as its README does it, sha1 over sets of 5-grams, and its LSH; no check."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    kept: Kept = {}
    for i, text in enumerate(texts(file)):
        one = MinHash(num_perm=PERMUTATIONS)
        one.update_batch([gram.encode() for gram in grams(text)])
        near = lsh.query(one)
        if near:
            kept[i] = min(near)
        else:
            lsh.insert(i, one)
    return kept


def rensa(file: Path) -> Kept:
    """R-MinHash over lists of 5-grams, and its LSH; no check."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=16)
    kept: Kept = {}
    for i, text in enumerate(texts(file)):
        one = RMinHash(num_perm=PERMUTATIONS, seed=1)
        one.update(list(grams(text)))
        near = lsh.query(one)
        if near:
            kept[i] = min(near)
        else:
            lsh.insert(i, one)
    return kept


TOOLS: dict[str, Callable[[Path], Kept]] = {"ours": ours, "rensa": rensa, "datasketch": datasketch}


def texts(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def grams(text: str) -> set[str]:
    flat = "".join(text.split())
    return {flat[i : i + 5] for i in range(max(len(flat) - 4, 1))}


# --- what they are measured by ----------------------------------------------------------------


def likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def score(file: Path, families: list[int], kept: Kept) -> tuple[float, float]:
    """Precision of the folds, recall of the pairs at J ≥ 0.8, by exact Jaccard of 5-grams."""
    members = defaultdict(list)
    for i, family in enumerate(families):
        members[family].append(i)
    wanted = {i for group in members.values() if len(group) > 1 for i in group}
    wanted |= kept.keys() | set(kept.values())
    held = {i: grams(text) for i, text in enumerate(texts(file)) if i in wanted}
    right = sum(likeness(held[i], held[of]) >= THRESHOLD - 0.2 for i, of in kept.items())
    pairs = [
        (a, b)
        for group in members.values()
        for a, b in combinations(group, 2)
        if likeness(held[a], held[b]) >= THRESHOLD
    ]
    together = sum(kept.get(a, a) == kept.get(b, b) for a, b in pairs)
    return right / max(len(kept), 1), together / max(len(pairs), 1)


def signing(file: Path) -> tuple[float, float]:
    """MB/s of UTF-8 signed on one core, and the error of the estimate on edited copies."""
    from pipeline.shadow import shadow
    from pipeline.surveys import signature

    some = list(texts(file))[:2000]
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
        estimate = float(signature.likeness(signed.values[0], signed.values[1:])[0])
        squares.append((estimate - len(a & b) / len(a | b)) ** 2)
    return speed, (sum(squares) / len(squares)) ** 0.5


def child(tool: str, file: Path, out: Path) -> None:
    kept = TOOLS[tool](file)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / 1024,
        "kept": list(kept.items()),
    }
    out.write_text(json.dumps(figures))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--documents", type=int, default=5000)
    arguments.add_argument("--only", default=",".join(TOOLS))
    arguments.add_argument("--child", nargs=3)
    options = arguments.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]), Path(options.child[2]))
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
        print("tool         CPU s   peak MB   folds   precision   recall")
        for tool in options.only.split(","):
            if tool != "ours" and find_spec(tool) is None:
                print(f"{tool:10} not installed")
                continue
            command = [sys.executable, "-m", "benchmarks.duplicates", "--child", tool]
            subprocess.run([*command, str(file), str(out)], check=True)
            figures = json.loads(out.read_text())
            kept = dict(figures["kept"])
            precision, recall = score(file, families, kept)
            print(
                f"{tool:10}{figures['cpu']:8.1f}{figures['peak']:10.0f}{len(kept):8,}"
                f"{precision:12.4f}{recall:9.4f}"
            )


if __name__ == "__main__":
    main()
