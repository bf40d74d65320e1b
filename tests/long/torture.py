"""All that can happen to a run, again and again: `make torture`; figures in docs/security.md."""

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import Stopped
from tests.long import machines
from tests.long.ground import AFTER, BEFORE, ROOT, Ground
from tests.made.faults import Faults, files, flip, put, run, tear
from tests.made.readers import child


def kills(ground: Ground, times: int) -> Iterator[str]:
    """kill -9 at random moments of runs from one state to the other."""
    chance = random.Random(1)
    turn = 0
    run(ground.raw, ground.clean)
    start = time.monotonic()
    put(ground.raw, BEFORE)
    ground.started().communicate()
    longest = time.monotonic() - start
    while times:
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        # Some runs are killed again and again, as by a machine that falls over its work.
        for _ in range(chance.randint(1, 5)):
            process = ground.started()
            time.sleep(chance.uniform(0, longest))
            process.kill()
            process.communicate()
            yield "" if ground.whole() else "kill: CLEAN is neither the old nor the new one"
            times -= 1
            if not times:
                break
        run(ground.raw, ground.clean)
        if files(ground.clean) != ground.truth[1 - turn % 2]:
            yield "kill: the next run gives something else"
        turn += 1


def forked_kills(ground: Ground, times: int) -> Iterator[str]:
    """kill -9 at random moments of runs in one process, which begin at once."""
    chance = random.Random(7)
    put(ground.raw, BEFORE)
    run(ground.raw, ground.clean)
    start = time.monotonic()
    put(ground.raw, AFTER)
    os.waitpid(child(lambda: run(ground.raw, ground.clean)), 0)
    longest = time.monotonic() - start
    for turn in range(times):
        put(ground.raw, (BEFORE, AFTER)[turn // 5 % 2])
        number = child(lambda: run(ground.raw, ground.clean))
        time.sleep(chance.uniform(0, longest))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        yield "" if ground.whole() else "kill: CLEAN is neither the old nor the new one"
        if turn % 5 == 4:
            run(ground.raw, ground.clean)
            if files(ground.clean) != ground.truth[turn // 5 % 2]:
                yield "kill: the next run gives something else"


def interrupts(ground: Ground, times: int) -> Iterator[str]:
    """Ctrl-C at random moments: two seconds, exit 75, and whole."""
    chance = random.Random(2)
    for turn in range(times):
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        (ground.clean / ".state" / "done.json").write_text("")  # goes when the run begins
        process = ground.started()
        while process.poll() is None and (ground.clean / ".state" / "done.json").exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()
        seconds = time.monotonic() - start
        wrong = process.returncode not in (0, 75) or seconds > 2 or not ground.whole()
        yield f"Ctrl-C: exit {process.returncode} after {seconds:.1f} s" if wrong else ""
        run(ground.raw, ground.clean)


def flips(ground: Ground, times: int) -> Iterator[str]:
    """One bit of one file of the state."""
    chance = random.Random(3)
    for turn in range(times):
        put(ground.raw, (BEFORE, AFTER)[turn % 2])
        run(ground.raw, ground.clean)
        state = sorted((ground.clean / ".state").rglob("*"))
        file = chance.choice([file for file in state if file.is_file() and file.stat().st_size])
        flip(file, chance)
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        run(ground.raw, ground.clean)
        right = files(ground.clean) == ground.truth[1 - turn % 2]
        yield "" if right else f"a flip in {file.name} was believed"


def full_disks(ground: Ground, times: int) -> Iterator[str]:
    """A disk of every size, full at another moment each time, and then with room again."""
    disk = ground.folder / "disk"
    disk.mkdir(exist_ok=True)
    put(ground.raw, AFTER)
    for i in range(times):
        size = 64 + 16 * i
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            return
        try:
            fault = ""
            try:
                run(ground.raw, disk / "clean")
            except Stopped:
                if files(disk / "clean") not in ({}, ground.truth[1]):
                    fault = "half a CLEAN stands"
            except Exception as error:
                fault = repr(error)
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            run(ground.raw, disk / "clean")
            if files(disk / "clean") != ground.truth[1]:
                fault = fault or "the next run gives something else"
            yield fault and f"a disk of {size} kB: {fault}"
        finally:
            gc.collect()  # of what failed, files may still be open
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


def steps(ground: Ground, times: int) -> Iterator[str]:
    """A corpus that comes in 2, 5 and 20 random steps, with deletions, against one from scratch."""
    for turn in range(times):
        for count in (2, 5, 20):
            chance = random.Random(100 * turn + count)
            shutil.rmtree(ground.clean, ignore_errors=True)
            every = BEFORE | AFTER
            for _ in range(count):
                chosen = {path: text for path, text in every.items() if chance.random() < 0.6}
                put(ground.raw, chosen, seed=turn)
                run(ground.raw, ground.clean)
            put(ground.raw, AFTER)
            run(ground.raw, ground.clean)
            right = files(ground.clean) == ground.truth[1]
            yield "" if right else f"{count} steps come to something else"


def settings(ground: Ground, _: int) -> Iterator[str]:
    """Other numbers of workers, hash seeds, languages and time zones."""
    put(ground.raw, AFTER)
    for workers, seed, language, zone in (
        ("1", "1", "C", "UTC"),
        ("2", "2", "C.UTF-8", "Asia/Shanghai"),
        ("4", "3", "zh_CN.UTF-8", "America/St_Johns"),
    ):
        shutil.rmtree(ground.clean)
        environment = {"PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": zone}
        with_these = {**os.environ, **environment}
        command = [sys.executable, "-m", "pipeline", "run", ground.raw, ground.clean, "-q"]
        subprocess.run(
            [*map(str, command), "--format", "jsonl", "--workers", workers],
            cwd=ROOT,
            env=with_these,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        right = files(ground.clean) == ground.truth[1]
        yield "" if right else f"{environment}, {workers} workers: something else"


def tears(ground: Ground, kind: str) -> Iterator[str]:
    """Every operation on a file, failing in one way."""
    return tear(kind, (BEFORE, AFTER), (ground.truth[0], ground.truth[1]), ground.folder, 1)


def main() -> None:
    """Do all of it, or the parts that are named, and print a table."""
    chosen = sys.argv[1:]
    wrong = 0
    print("| what | times | wrong results | seconds |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        ground = Ground(Path(folder))
        parts = [
            ("kill -9 at random moments", kills(ground, 200)),
            ("kill -9, runs in one process", forked_kills(ground, 400)),
            ("Ctrl-C at random moments", interrupts(ground, 20)),
            ("a bit of a random file of the state turned", flips(ground, 100)),
            ("a full disk (tmpfs), by size", full_disks(ground, 64)),
            ("2, 5, 20 random steps against from scratch", steps(ground, 5)),
            ("workers, hash seeds, locales, time zones", settings(ground, 3)),
            ("TERM, HUP, KILL to any process of the tree", machines.signals(ground, 200)),
            ("the kernel ends what holds most memory", machines.out_of_memory(ground, 24)),
            ("a quota (btrfs), by size", machines.quota(ground, 12)),
            ("a disk (ext4) that becomes read-only", machines.read_only(ground, 16)),
            ("a disk (exFAT) of other names", machines.other_names(ground, 1)),
            ("two hosts on one shared folder", machines.two_hosts(ground, 12)),
            ("1,500 moves under 8 readers", machines.under_readers(ground, 1_500)),
            ("tampered CLEANs, of this and the former version", machines.tampered(ground, 300)),
            *((f"each file operation: {kind}", tears(ground, kind)) for kind in Faults.KINDS),
        ]
        for name, results in parts:
            if chosen and not any(word in name for word in chosen):
                continue
            start, count, faults = time.monotonic(), 0, []
            for fault in results:
                count += 1
                faults += [fault] if fault else []
            seconds = time.monotonic() - start
            print(f"| {name} | {count} | {len(faults)} | {seconds:.0f} |", flush=True)
            for fault in faults[:5]:
                print(f"  {fault}", flush=True)
            wrong += len(faults)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
