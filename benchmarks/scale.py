"""Measure what many documents cost: `python -m benchmarks.scale 100000 FOLDER`.

Makes that many made-up articles of about 1,700 characters, a file each, one in thirty a light edit
of another; cleans them, again without changes, again with 1 % more, and tells seconds, memory and
size of state. The figures in docs/scale.md come from here.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
# The 3,755 characters of the first level of GB 2312, which make up 99.9 % of what is written.
COMMON = "".join(
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) <= (0xD7, 0xF9)
)


class Taken(NamedTuple):
    """What one run took; memory in MB, of workers that of the largest."""

    wall: float
    cpu: float
    coordinator_cpu: float
    coordinator: float
    worker: float


def texts(first: int, last: int) -> Iterator[str]:
    """Articles by number, the same ones every time."""
    words = random.Random(20)
    vocabulary = ["".join(words.choices(COMMON, k=2)) for _ in range(6000)]
    for i in range(first, last):
        chance = random.Random(i - 1 if i % 30 == 29 else i)
        paragraphs = ["".join(chance.choices(vocabulary, k=60)) + "。" for _ in range(14)]
        if i % 30 == 29:
            paragraphs[3] = paragraphs[3][:50] + "。"
        yield "\n".join(paragraphs)


def make(raw: Path, first: int, last: int) -> None:
    """Write the articles of some numbers, a hundred folders for a hundred thousand."""
    for i, text in enumerate(texts(first, last), first):
        folder = raw / f"{i // 1000:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{i:07d}.txt").write_text(text, "utf-8")


def measured(*command: object) -> Taken:
    """What one call of article-pipeline takes, coordinator and workers apart."""
    peaks: dict[int, float] = {}
    cpu: dict[int, float] = {}
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, command)], cwd=ROOT, start_new_session=True
    )
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            for pid in _session(process.pid):
                try:
                    status = Path(f"/proc/{pid}/status").read_text()
                    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if "VmHWM:" in status:
                    peaks[pid] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
                cpu[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    wall = time.monotonic() - start
    over.set()
    watcher.join()
    if process.returncode not in (0, 1):
        sys.exit(f"exit {process.returncode}")
    others = [peak for pid, peak in peaks.items() if pid != process.pid]
    own = process.pid
    return Taken(
        wall, sum(cpu.values()), cpu.get(own, 0), peaks.get(own, 0), max(others, default=0)
    )


def _session(leader: int) -> Iterator[int]:
    """The processes of a session."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if os.getsid(int(entry.name)) == leader:
                    yield int(entry.name)
            except OSError:
                continue


def size(folder: Path) -> int:
    """The bytes below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main() -> None:
    """Measure and tell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    raw, clean = folder / "raw", folder / "clean"
    for old in (raw, clean):
        shutil.rmtree(old, ignore_errors=True)
    make(raw, 0, count)
    command = ("run", raw, clean, "--format", "jsonl")
    print(f"{count:,} documents, {size(raw) / 1e6:,.0f} MB", flush=True)
    print("| run | wall s | CPU s | of it coordinator | coordinator MB | largest worker MB |")
    print("|---|---|---|---|---|---|")
    for name in ("first", "unchanged", "1 % more", "CLEAN touched"):
        if name == "1 % more":
            make(raw, count, count + count // 100)
        if name == "CLEAN touched":
            os.utime(clean / "verdicts.tsv")
        taken = measured(*command)
        print(f"| {name} | " + " | ".join(f"{value:,.1f}" for value in taken) + " |", flush=True)
    state = size(clean / ".state")
    print(f"state {state / 1e6:,.0f} MB, {state / (count + count // 100):,.0f} bytes a document")


if __name__ == "__main__":
    main()
