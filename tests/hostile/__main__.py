"""`python -m tests.hostile [NAME…]`: each hostile input in a run of its own, then all in one.

Ends with 1 where a run fails, an input has no verdict, a good page beside it comes out otherwise,
a process holds 1 GB, or an input of under 100 kB takes more than 30 s of the processor. With no
names the table in docs/hostile.md is written anew.
"""

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.inputs import every
from tests.hostile.measure import ROOT, Found, Measured, alone, beside, measured, verdicts
from tests.made.articles import article

SMALL, SECONDS, MEMORY = 100_000, 30.0, 10**9
TABLE = ROOT / "docs" / "hostile.md"
# What a run of the good pages takes by itself: processes begin, and tables are built.
_GOOD = 6


def main(names: list[str]) -> int:
    """The exit code."""
    inputs = [one for one in every() if not names or any(name in one[1] for name in names)]
    with TemporaryDirectory(prefix="hostile-") as folder:
        home = Path(folder)
        good = home / "good"
        good.mkdir()
        for i in range(_GOOD):
            (good / f"good-{i}.txt").write_text(article(random.Random(i), 6), "utf-8")
        known = alone(home, good)
        base = measured(good, home / "again")
        with ThreadPoolExecutor(2) as pool:
            rows = list(pool.map(lambda one: _row(home, good, known, base, *one), inputs))
        together = _together(home, good, known, inputs)
    if not names:
        TABLE.write_text(_table(rows, together, base), "utf-8")
    bad = [row for row in (*rows, together) if row[-1]]
    for row in bad:
        print(*row, sep="  ")
    most = max(rows, key=lambda row: row[3])
    large = max(rows, key=lambda row: row[4])
    print(f"{len(rows)} inputs, {len(bad)} wrong; most seconds {most[3]:.1f} ({most[1]}), ", end="")
    print(f"largest process {large[4] >> 20} MB ({large[1]}).")
    return bool(bad)


Row = tuple[str, str, int, float, int, str, str, str]


def _row(
    home: Path,
    good: Path,
    known: dict[str, bytes],
    base: Measured,
    family: str,
    name: str,
    data: bytes,
) -> Row:
    """What one input came to; its seconds are those beyond a run of the good pages."""
    raw, clean = home / f"raw-{family}-{name}", home / f"clean-{family}-{name}"
    beside(raw, good, {name: data})
    took = measured(raw, clean)
    found = verdicts(clean, name, known)
    seconds = max(took.seconds - base.seconds, 0.0)
    row = (family, name, len(data), seconds, took.bytes, _fates(found), found.why)
    wrong = _wrong(took, found, len(data), seconds)
    told = f"{family:8} {name:32} {seconds:6.1f} s {took.bytes >> 20:5} MB  {row[5]}  {wrong}"
    print(told, flush=True)
    return (*row, wrong)


def _together(
    home: Path, good: Path, known: dict[str, bytes], inputs: list[tuple[str, str, bytes]]
) -> Row:
    """All inputs in one run."""
    raw, clean = home / "raw-all", home / "clean-all"
    beside(raw, good, {f"{family}-{name}": data for family, name, data in inputs})
    took = measured(raw, clean)
    found = verdicts(clean, "all", known)
    size = sum(len(data) for _, _, data in inputs)
    wrong = _wrong(took, found, SMALL, 0)
    return ("all", "together", size, took.seconds, took.bytes, _fates(found), "", wrong)


def _fates(found: Found) -> str:
    return ", ".join(f"{n:,} {fate}" for fate, n in sorted(found.fates.items()))


def _wrong(took: Measured, found: Found, size: int, seconds: float) -> str:
    wrong = [found.wrong] if found.wrong else []
    if took.code not in (0, 1):
        wrong.append(f"exit {took.code}: {took.told[-200:]}")
    if took.bytes >= MEMORY:
        wrong.append(f"{took.bytes >> 20} MB")
    if size < SMALL and seconds > SECONDS:
        wrong.append(f"{seconds:.0f} s")
    return "; ".join(wrong)


def _table(rows: list[Row], together: Row, base: Measured) -> str:
    head = (
        "# Hostile inputs\n\n"
        "Written by `make hostile`: each input in a run of its own beside six good pages, which "
        "come out as they do alone, then all in one run. Seconds are those of the processor "
        f"beyond the {base.seconds:.1f} s of the good pages; memory is that of the largest "
        "process. [Security](security.md) tells the limits.\n\n"
        "| kind | input | bytes | s | MB | verdicts | the commonest reason |\n"
        "|---|---|---:|---:|---:|---|---|\n"
    )
    lines = [
        f"| {family} | {name} | {size:,} | {seconds:.1f} | {held >> 20} | {fates} "
        f"| {why.replace('|', chr(92) + '|')[:120]} |"
        for family, name, size, seconds, held, fates, why, _ in (*rows, together)
    ]
    return head + "\n".join(lines) + "\n"


sys.exit(main(sys.argv[1:]))
