"""What a hostile input takes: a run over it and some good pages, in processes of its own."""

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.folder import Reader
from pipeline.model.errors import Fault
from pipeline.report.lookup import reading

ROOT = Path(__file__).parents[2]
PATIENCE = 1_800.0  # seconds by the clock, after which a run is ended; the machine may be busy
_TICKS = os.sysconf("SC_CLK_TCK")
_EACH = 0.02


class Measured(NamedTuple):
    """What a run came to: its exit code, seconds of all its processes, bytes of the largest."""

    code: int
    seconds: float
    bytes: int
    wall: float
    told: str


class Found(NamedTuple):
    """The verdicts of an input, and what is wrong."""

    fates: Counter[str]
    why: str
    wrong: str


def measured(raw: Path, clean: Path, *options: str) -> Measured:
    """A run, watched from outside."""
    command = [sys.executable, "-m", "pipeline", "run", str(raw), str(clean), "-q", *options]
    start = time.monotonic()
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    seconds: dict[int, float] = {}
    largest = 0
    while run.poll() is None:
        for number in tree(run.pid):
            took, held = _taken(number)
            seconds[number] = max(seconds.get(number, 0), took)
            largest = max(largest, held)
        if time.monotonic() - start > PATIENCE:
            os.killpg(run.pid, 9)
        time.sleep(_EACH)
    told = run.stderr.read().decode(errors="replace") if run.stderr else ""
    wall = time.monotonic() - start
    return Measured(run.returncode, sum(seconds.values()), largest, wall, told)


def tree(top: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            below.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(folder.name))
    found = [top]
    for number in found:
        found += below.get(number, [])
    return found


def _taken(number: int) -> tuple[float, int]:
    """Seconds of the processor, and the most memory that a process held."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0.0, 0
    peak = next((line.split()[1] for line in status.split("\n") if line.startswith("VmHWM")), "0")
    return (int(stat[11]) + int(stat[12])) / _TICKS, int(peak) << 10


def verdicts(clean: Path, name: str, good: dict[str, bytes]) -> Found:
    """What became of one input, and whether the good pages beside it came out as they do alone."""
    fates: Counter[str] = Counter()
    whys: Counter[str] = Counter()
    try:
        reader: Reader = reading(clean)
    except Fault as fault:
        return Found(fates, "", str(fault))
    for row in reader.verdicts():
        path, _, fate, *_ = row.split("\t")
        if path not in good:
            fates[fate] += 1
            whys[row.rstrip("\n").split("\t")[6]] += 1
    why = next((why for why, _ in whys.most_common() if why), "")
    wrong = [] if fates else [f"no verdict for {name}"]
    for path, content in good.items():
        file = clean / "articles" / f"{path}.md"
        if not file.exists() or file.read_bytes() != content:
            wrong.append(f"{path} is not as it is alone")
    return Found(fates, why, "; ".join(wrong))


def alone(home: Path, good: Path) -> dict[str, bytes]:
    """The articles of the good pages when nothing hostile is beside them."""
    clean = home / "good-clean"
    done = measured(good, clean)
    if done.code:
        raise AssertionError(done.told)
    articles = clean / "articles"
    return {
        str(file.relative_to(articles))[:-3]: file.read_bytes()
        for file in sorted(articles.rglob("*.md"))
    }


def beside(raw: Path, good: Path, files: dict[str, bytes]) -> None:
    """A folder with the good pages and some hostile ones."""
    shutil.copytree(good, raw)
    for name, data in files.items():
        (raw / "z").mkdir(exist_ok=True)
        (raw / "z" / name).write_bytes(data)
