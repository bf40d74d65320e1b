"""Machines that break under a run, by the system's own means: parts of `make torture`, as root.

Each part yields a word on every fault, blank where nothing was wrong: CLEAN is the old one or the
new one, whole, and the next run gives what a run from scratch gives. A part that this machine can't
do yields nothing.
"""

import contextlib
import errno
import gc
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.folder import settle
from pipeline.corpus.verify import faults
from pipeline.model.errors import Fault
from pipeline.reading.paths import folded
from tests.hostile.measure import tree
from tests.long.ground import AFTER, BEFORE, ROOT, Ground
from tests.made.faults import files, put, run
from tests.made.readers import faults_under_readers
from tests.made.tampering import said_of

# The last commit before rows had a schema of their own and the ledger could be packed.
FORMER = "7b356b5"
PATIENCE = 120  # seconds that a run which was hit may take to end, on a busy machine
_GROUP = Path("/sys/fs/cgroup/memory/article-pipeline")


def signals(ground: Ground, times: int) -> Iterator[str]:
    """TERM, HUP or KILL to any process of a run's tree, at a random moment."""
    chance = random.Random(4)
    for turn in range(times):
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        number = chance.choice((signal.SIGTERM, signal.SIGHUP, signal.SIGKILL))
        process = ground.started()
        time.sleep(chance.uniform(0.2, 2.5))
        every = tree(process.pid)
        hit = chance.choice(every)
        with contextlib.suppress(ProcessLookupError):
            os.kill(hit, number)
        place = "the run" if hit == process.pid else f"process {every.index(hit)} of {len(every)}"
        yield _ended(ground, process, f"{number.name} to {place}", turn, every)


def out_of_memory(ground: Ground, times: int) -> Iterator[str]:
    """The kernel kills what holds most in a group of processes that may hold so much."""
    try:
        _GROUP.mkdir(exist_ok=True)
        (_GROUP / "memory.limit_in_bytes").write_text("-1")
    except OSError:
        return
    for turn in range(times):
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        size = (40 + 12 * turn) << 20
        (_GROUP / "memory.limit_in_bytes").write_text(str(size))
        process = ground.started(before=lambda: (_GROUP / "cgroup.procs").write_text("0"))
        yield _ended(ground, process, f"{size >> 20} MB in all", turn, [])
    _GROUP.rmdir()


def _ended(
    ground: Ground, process: "subprocess.Popen[bytes]", what: str, turn: int, every: list[int]
) -> str:
    """What is wrong when a run that was hit is over, and after the next one."""
    try:
        _, told = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"{what}: does not end"
    code, new = process.returncode, ground.truth[1 - turn % 2]
    time.sleep(0.2)
    wrong = []
    if code not in (0, 75, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP):
        wrong.append(f"exit {code}, {told[-300:]!r}")
    if [pid for pid in every if pid in tree(1) and _command(pid).find("pipeline") >= 0]:
        wrong.append("processes go on")
    if not ground.whole():
        wrong.append("CLEAN is neither the old nor the new one")
    if code == 0 and files(ground.clean) != new:
        wrong.append("it said that all went well")
    if left := [one.name for one in ground.temporary.iterdir()]:
        wrong.append(f"left over: {left}")
    for name in left:
        shutil.rmtree(ground.temporary / name)
    run(ground.raw, ground.clean)
    if files(ground.clean) != new:
        wrong.append("the next run gives something else")
    return f"{what}: {'; '.join(wrong)}" if wrong else ""


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@contextlib.contextmanager
def mounted(folder: Path, kind: str, make: list[str], mount: list[str]) -> Iterator[Path | None]:
    """A file system of some kind in a file; None where it can't be made."""
    image, place = folder / f"{kind}.img", folder / kind
    place.mkdir(exist_ok=True)
    with image.open("wb") as file:
        file.truncate(160 << 20)
    device = subprocess.run(
        ["losetup", "-f", "--show", image], check=False, capture_output=True, text=True
    ).stdout.strip()
    try:
        if device and shutil.which(make[0]) and shutil.which(mount[0]):
            subprocess.run([*make, device], check=True, capture_output=True)
            subprocess.run([*mount, device, place], check=True, capture_output=True)
            yield place
        else:
            yield None
    finally:
        subprocess.run(["umount", "--lazy", place], check=False, capture_output=True)
        if device:
            subprocess.run(["losetup", "-d", device], check=False)
        image.unlink()


def quota(ground: Ground, times: int) -> Iterator[str]:
    """A quota of btrfs that is met at another moment each time, and then is raised."""
    with mounted(ground.folder, "btrfs", ["mkfs.btrfs", "-q"], ["mount"]) as disk:
        for turn in range(times) if disk else ():
            volume = f"{disk}/{turn}"
            for command in (
                ["subvolume", "create", volume],
                ["quota", "enable", volume],
                ["qgroup", "limit", str((48 + 24 * turn) << 10), volume],
            ):
                subprocess.run(["btrfs", *command], check=True, capture_output=True)
            put(ground.raw, AFTER)
            clean = Path(volume) / "clean"
            wrong = _stopped(ground, clean, errno.EDQUOT)
            subprocess.run(["btrfs", "qgroup", "limit", "none", volume], check=True)
            yield wrong or _again(ground, clean, f"a quota, turn {turn}")


def read_only(ground: Ground, times: int) -> Iterator[str]:
    """A disk (ext4) that finds an error of its own and lets nothing be written from then on."""
    chance = random.Random(6)
    mount = ["mount", "-o", "errors=remount-ro"]
    with mounted(ground.folder, "ext4", ["mkfs.ext4", "-q"], mount) as disk:
        if disk is None:
            return
        device = subprocess.run(
            ["findmnt", "-no", "SOURCE", disk], capture_output=True, text=True, check=True
        ).stdout.strip()
        for turn in range(times):
            put(ground.raw, (AFTER, BEFORE)[turn % 2])
            os.sync()  # which runs in this process leave out
            process = ground.started(clean=disk / "clean")
            time.sleep(chance.uniform(0.3, 2.5))
            Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")
            _, told = process.communicate(timeout=PATIENCE)
            wrong = process.returncode not in (0, 2, 75) and f"exit {process.returncode}, {told!r}"
            gc.collect()  # of the runs in this process, files may still be open
            subprocess.run(["umount", disk], check=True)
            subprocess.run(["e2fsck", "-fy", device], check=False, capture_output=True)
            subprocess.run([*mount, device, disk], check=True)
            if (disk / "clean").exists():
                settle(disk / "clean")
            if files(disk / "clean") not in ({}, *ground.truth):
                wrong = wrong or "CLEAN is neither the old nor the new one"
            again = _again(ground, disk / "clean", "read-only", 1 - turn % 2)
            yield f"read-only, turn {turn}: {wrong}" if wrong else again


def _stopped(ground: Ground, clean: Path, number: int) -> str:
    """What is wrong with a run into a place that may stop it."""
    try:
        run(ground.raw, clean)
    except Fault as fault:
        whole = files(clean) in ({}, ground.truth[1])
        told = os.strerror(number) in str(fault) or "No space" in str(fault)
        return "" if whole and told else f"half a CLEAN, or {fault}"
    except Exception as error:
        return repr(error)
    return ""


def _again(ground: Ground, clean: Path, what: str, state: int = 1) -> str:
    run(ground.raw, clean)
    return "" if files(clean) == ground.truth[state] else f"{what}: the next run is something else"


def other_names(ground: Ground, _: int) -> Iterator[str]:
    """A disk (exFAT) where case does not count, and no file can be linked or has certain names."""
    from tests.reading.test_paths import COLLIDING, text

    raw = ground.folder / "colliding"
    names = {name for pair in COLLIDING for name in pair if 1 < len(name) < 200}
    names.remove("../u")
    colliding = {name: text(i) for i, name in enumerate(sorted(names))}
    with mounted(ground.folder, "exfat", ["mkfs.exfat"], ["mount.exfat-fuse"]) as disk:
        for form in ("md", "jsonl", "parquet") if disk else ():
            for corpus in (BEFORE, AFTER):
                put(raw, corpus | colliding)
                for clean in (disk / form, ground.folder / f"plain-{form}"):
                    ground.done(raw, clean, "--format", form)
                there, plain = (
                    {folded(name): content for name, content in files(clean).items()}
                    for clean in (disk / form, ground.folder / f"plain-{form}")
                )
                yield "" if there == plain else f"{form} on exFAT is something else"
                yield "\n".join(faults(disk / form))
        if disk:
            put(raw, {"page?id=1.txt": text(1), 'a"b|c.txt': text(2)})
            told = ground.done(raw, disk / "marked", code=75)
            yield "" if "takes no file called" in told else told
            ground.done(raw, disk / "marked", "--format", "jsonl")


def two_hosts(ground: Ground, times: int) -> Iterator[str]:
    """Two hosts that see no process of each other run into one shared folder at once."""
    host = ["unshare", "--uts", "--pid", "--ipc", "--net", "--fork", "--mount-proc", "--kill-child"]
    if subprocess.run([*host, "true"], check=False, capture_output=True).returncode:
        return
    for turn in range(times):
        put(ground.raw, (AFTER, BEFORE)[turn % 2])
        hosts = [ground.started(under=host) for _ in range(2)]
        told = [host.communicate(timeout=PATIENCE)[1].decode() for host in hosts]
        codes = sorted(host.returncode for host in hosts)
        fine = codes == [0, 0] or (codes == [0, 2] and "another run is writing it" in "".join(told))
        right = files(ground.clean) == ground.truth[1 - turn % 2]
        yield "" if fine and right else f"two hosts: {codes}, {told}"


def under_readers(ground: Ground, times: int) -> Iterator[str]:
    """A CLEAN that is moved into place again and again while eight processes read it."""
    put(ground.raw, BEFORE)
    run(ground.raw, ground.clean)
    put(ground.raw, AFTER)
    yield from faults_under_readers(ground.raw, ground.clean, readers=8, moves=times)


def tampered(ground: Ground, times: int) -> Iterator[str]:
    """Nonsense in what this version wrote, and in what the former one did, in every command."""
    put(ground.raw, BEFORE)
    now, before = ground.folder / "now", ground.folder / "before"
    run(ground.raw, now)
    old = ground.folder / "old"
    old.mkdir()
    made = subprocess.run(
        ["git", "archive", FORMER, "pipeline", "pyproject.toml"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    whole = [now]
    if not made.returncode:  # a checkout may come without its history
        subprocess.run(["tar", "-x", "-C", old], input=made.stdout, check=True)
        ground.done(ground.raw, before, "--format", "jsonl", code=None, cwd=old)
        whole.append(before)
    for turn in range(times):
        clean = ground.folder / "tampered"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(whole[turn % len(whole)], clean)
        yield said_of(clean, ground.raw, random.Random(turn))
