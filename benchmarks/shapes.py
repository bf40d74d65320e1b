"""Measure clusters of bad shapes: `python -m benchmarks.shapes [star chain template] [--pages N]`.

A star is one story edited N times; a chain is N texts each of which has a paragraph more and one
less than the last; a template is one form filled in N times. Told are CPU seconds, peak memory,
folds and what the closing sentence says. Texts are made when they are asked for, as a run reads
them. The figures in docs/duplicates.md come from here.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from functools import cache

import numpy as np

from benchmarks.duplicates import OwnMemory
from pipeline.duplicates.candidates import candidates
from pipeline.duplicates.clusters import clustered
from pipeline.duplicates.duplicates import duplicates, here
from pipeline.duplicates.signature import VALUES, Signed, join, sign
from pipeline.model.summary import Head
from tests.made.articles import article

# The share of the values of a signature that pages of a form have in common.
_TEMPLATE = 0.95


@cache
def story() -> list[str]:
    """The sentences of a story."""
    return [one + "。" for one in article(random.Random(1), 6).replace("\n", "").split("。") if one]


@cache
def paragraph(i: int) -> str:
    """A paragraph of a chain."""
    return article(random.Random(i), 1)


def star(i: int) -> str:
    """The story with one sentence said otherwise."""
    rng = random.Random(i)
    return "".join([*story()[:-1], "".join(rng.choices("".join(story()), k=12)), "。"])


def chain(i: int) -> str:
    """Twelve paragraphs, eleven of which the next text has, too."""
    return "\n".join(map(paragraph, range(i, i + 12)))


def template(i: int) -> str:
    """The story as a form with a number and a day."""
    day = f"{i % 12 + 1}月{i % 28 + 1}日"
    return f"第{i}号通知\n{day}，" + "".join(story()) + f"\n联系电话{10**7 + i * 7919}，{day}"


SHAPES = {"star": star, "chain": chain, "template": template}


def measure(shape: str, count: int) -> None:
    """One shape, in this process."""
    make = SHAPES[shape]
    parts = [
        sign([make(i) for i in range(start, min(start + 500, count))])
        for start in range(0, count, 500)
    ]
    pages = [Head(f"{i:09d}", f"{i:064x}") for i in range(count)]
    signed, start = join(parts), time.process_time()
    found = duplicates(pages, signed, here(lambda some: [make(i) for i in some]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = time.process_time() - start
    told = "; ".join(found.flagged) or "nothing"
    print(
        f"{shape}, {count:,} pages: {cpu:.0f} s of CPU, peak {peak:,.0f} MB, "
        f"{found.compared:,} pairs, {len(found.folds):,} folds, told: {told}",
        flush=True,
    )


def bucket(count: int) -> None:
    """Signatures of one template, 95 of 100 values alike, from a file to clusters of pairs."""
    rng = np.random.default_rng(5)
    base = rng.integers(0, 2**32 - 1, VALUES, dtype=np.uint32)
    with tempfile.NamedTemporaryFile() as file:
        values = np.memmap(file.name, np.uint32, "w+", shape=(count, VALUES))
        for start in range(0, count, 10_000):
            some = values[start : start + 10_000]
            own = rng.integers(0, 2**32 - 1, some.shape, dtype=np.uint32)
            some[:] = np.where(rng.random(some.shape) < _TEMPLATE, base, own)
        signed = Signed(values, np.full(count, 1500, np.uint32), np.empty((0, 2), np.uint64))
        memory, start = OwnMemory(), time.process_time()
        found = candidates(signed, np.arange(count))
        clustered(found.pairs)
        print(
            f"bucket, {found.crowd:,} of {count:,} signatures in one: {len(found.pairs):,} pairs, "
            f"{time.process_time() - start:.1f} s of CPU, peak {memory.peak():,.0f} MB of its own"
        )


def main() -> None:
    """Measure each shape in a process of its own."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("shapes", nargs="*", default=[*SHAPES])
    arguments.add_argument("--pages", type=int, default=100_000)
    arguments.add_argument("--here", action="store_true", help="in this process")
    arguments.add_argument("--bucket", type=int, help="signatures of one template")
    options = arguments.parse_args()
    if options.bucket:
        bucket(options.bucket)
        return
    for shape in options.shapes:
        if options.here:
            measure(shape, options.pages)
            continue
        command = [sys.executable, "-m", "benchmarks.shapes", shape, "--here"]
        subprocess.run([*command, "--pages", str(options.pages)], check=True)


if __name__ == "__main__":
    main()
