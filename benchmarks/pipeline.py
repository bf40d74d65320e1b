"""Measure the whole run, ledger on, and write the table of docs/benchmarks.md: `make bench`.

    python -m benchmarks.pipeline [--documents 20000] [--rounds 5]

Every run is made in a process of its own with one worker, so that CPU seconds and peak memory are
its own; the round with the median of CPU seconds counts. The real corpora are used where they lie
beside the checkout, again and again with every eleventh letter changed until there are as many
documents as are asked for. rensa (`bench` extra) signs the same texts with one thread.
"""

import argparse
import contextlib
import ctypes
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", ROOT.parent / "shared"))
LIBRARIES = ("numpy", "datasketch", "trafilatura", "lxml", "chardet", "orjson")


def generated(n: int) -> Iterator[str]:
    """Rows of made-up articles of about 1,700 characters, the same ones every time."""
    chance = random.Random(20)
    files = sorted((ROOT / "raw").glob("*/*-*.txt"))[:9]
    pages = "".join(file.read_text("utf-8") for file in files)
    words = re.findall(r"[\u4e00-\u9fff]{2}", pages)  # common characters, in no order
    for i in range(n):
        paragraphs = ["".join(chance.choices(words, k=60)) + "。" for _ in range(14)]
        yield json.dumps({"title": f"第{i}篇", "text": "\n".join(paragraphs)}, ensure_ascii=False)


def corpora(n: int) -> dict[str, list[str]]:
    """The rows of each corpus to be measured, by name."""
    found = {"generated": list(generated(n))}
    for name in ("xwlb/2019.jsonl", "inews/dev.jsonl"):
        file = SHARED / "data" / name
        if file.exists():
            rows = file.read_text("utf-8").splitlines()
            found[name.split("/")[0]] = list(islice(repeated(rows), n))
    return found


def repeated(rows: list[str]) -> Iterator[str]:
    """Rows without end: after the first time with every eleventh Han letter another one."""
    for turn in count():
        for row in rows:
            fields = json.loads(row)
            if turn:
                fields["id"] = f"{fields['id']}-{turn}"
                places = islice(_HAN.finditer(fields["text"]), turn % 11, None, 11)
                letters = list(fields["text"])
                for place in places:
                    letters[place.start()] = chr(0x4E00 + (ord(place[0]) - 0x4E00 + turn) % 0x4000)
                fields["text"] = "".join(letters)
            yield json.dumps(fields, ensure_ascii=False)


_HAN = re.compile("[\u4e00-\u8dff]")


def signing(rows: list[str]) -> float:
    """CPU seconds in which rensa signs the texts of rows, from Python strings."""
    from rensa import RMinHash

    texts = [json.loads(row)["text"] for row in rows]
    start = time.process_time()
    for text in texts:
        signature = RMinHash(num_perm=128, seed=42)
        signature.update([text[i : i + 5] for i in range(max(len(text) - 4, 1))])
    return time.process_time() - start


def _advance(_done: int, /, _records: int = 0) -> None:
    """What a step is told as it goes on, as `progress.Advance`."""


def child(raw: Path, clean: Path) -> None:
    """One run in this process; prints what it took as JSON."""
    from pipeline import flow
    from pipeline.run.settings import Options

    steps: dict[str, float] = {}

    @contextmanager
    def timed(name: str, _total: int | None):
        start = time.perf_counter()
        yield _advance
        steps[name] = steps.get(name, 0) + time.perf_counter() - start

    start = time.perf_counter()
    flow.run(raw, clean, Options(format="jsonl", workers=1), timed)
    wall = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "coordinator": memory, "steps": steps}))


def measured(rows: list[str]) -> dict:
    """What a run over these rows takes."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "raw")
        raw.mkdir()
        (raw / "rows.jsonl").write_text("\n".join(rows), "utf-8")
        size = (raw / "rows.jsonl").stat().st_size
        clean = Path(folder, "clean")
        command = [sys.executable, "-m", "benchmarks.pipeline", "--child", raw, clean]
        before, others = resource.getrusage(resource.RUSAGE_CHILDREN), _children()
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        _wait_for(others)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {**json.loads(done.stdout), "cpu": cpu, "documents": len(rows), "MB": size / 1e6}


def _adopt() -> None:
    """Workers whose parents are gone become children of this process, or their time is lost."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _children() -> set[int]:
    """The processes that this one has begun or adopted, and not waited for."""
    file = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(map(int, file.read_text().split()))


def _wait_for(others: set[int]) -> None:
    """Wait for all children but those that were there before, such as a test's fork server."""
    while more := _children() - others:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(min(more), 0)


def table(results: dict[str, dict]) -> Iterator[str]:
    """The figures as Markdown."""
    yield _row("corpus", *_FIGURES)
    yield "|---" * (1 + len(_FIGURES)) + "|"
    for name, result in results.items():
        yield _row(name, *(figure(result) for figure in _FIGURES.values()))
    yield ""
    names = list(dict.fromkeys(step for r in results.values() for step in r["steps"]))
    yield _row("seconds of", *names)
    yield "|---" * (1 + len(names)) + "|"
    for name, result in results.items():
        yield _row(name, *(f"{result['steps'].get(step, 0):.2f}" for step in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


_FIGURES: dict[str, Callable[[dict], str]] = {
    "documents": lambda r: f"{r['documents']:,}",
    "MB": lambda r: f"{r['MB']:.1f}",
    "wall s": lambda r: f"{r['wall']:.1f}",
    "CPU s": lambda r: f"{r['cpu']:.1f}",
    "documents/s per core": lambda r: f"{r['documents'] / r['cpu']:,.0f}",
    "MB/s per core": lambda r: f"{r['MB'] / r['cpu']:.2f}",
    "times rensa's signing": lambda r: f"{r['cpu'] / r['rensa']:.1f}" if "rensa" in r else "",
    "coordinator MB": lambda r: f"{r['coordinator']:,.0f}",
}


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--child", nargs=2, type=Path)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    if given.child:
        child(*given.child)
        return
    _adopt()
    results = {}
    for name, rows in corpora(given.documents).items():
        rounds = sorted((measured(rows) for _ in range(given.rounds)), key=lambda one: one["cpu"])
        results[name] = rounds[len(rounds) // 2]
        with contextlib.suppress(ImportError):
            results[name]["rensa"] = signing(rows)
        print(f"{name}: {_FIGURES['MB/s per core'](results[name])} MB/s per core", flush=True)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. CPU seconds count coordinator and worker, start included; median "
        f"of {given.rounds}.",
        "",
    ]
    lines += [f"Machine: {machine}. Libraries: {libraries}.", "", *table(results), ""]
    file = ROOT / "docs" / "benchmarks.md"
    _, mark, more = file.read_text("utf-8").partition("\n## ")  # what a person wrote stays
    file.write_text("\n".join(lines) + mark + more, "utf-8")


if __name__ == "__main__":
    main()
