"""How runs end: by Ctrl-C, kill, faults of disk and documents; `make fuzz-long` does more."""

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from pipeline import flow
from pipeline.corpus import state
from pipeline.model.errors import Fault, Stopped
from pipeline.reading import read
from pipeline.run import local
from pipeline.run.local import KILLED
from pipeline.run.settings import Options
from pipeline.run.watch import Limits, Watch
from tests.made import faults as tearing
from tests.made.faults import JSONL, Faults, files, put, run, tear, worked

pytestmark = pytest.mark.check  # real processes, or whole runs

ROOT = Path(__file__).parents[2]


def started(*arguments: object, **options: object) -> "subprocess.Popen[str]":
    """article-pipeline, running."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # Tests that run in the background of a shell inherit that Ctrl-C is ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    fresh = {"start_new_session": True, "preexec_fn": heard}
    return subprocess.Popen(command, cwd=ROOT, **{**pipes, **fresh, **options})


def test_ctrl_c_ends_a_run_within_two_seconds_and_the_next_one_goes_on(before, truth, tmp_path):
    raw = tmp_path / "raw"
    put(raw, before | {f"z/{i}.txt": f"雪落在第{i}座山上。" for i in range(800)})
    waits = []
    while not waits or (waits[-1] >= 2 and len(waits) < 3):  # the machine may be busy elsewhere
        clean = tmp_path / f"clean{len(waits)}"
        waits.append(interrupted(raw, clean))
    assert min(waits) < 2
    assert worked(raw, clean)["prepare"] < len(before) + 800
    shutil.rmtree(raw / "z")
    run(raw, clean, replace(JSONL, allow_shrink=True))
    assert files(clean) == truth["before"]


def test_a_run_outlives_the_shell_that_began_it(before, tmp_path):
    put(tmp_path / "raw", before)
    command = f"{sys.executable} -m pipeline run {tmp_path}/raw {tmp_path}/clean & exit 0"
    # What it writes to ends when the run does.
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert "47 pages: " in done.stdout


def test_when_a_run_is_killed_its_workers_and_their_parent_die_at_once(before, tmp_path):
    put(tmp_path / "raw", before)
    process = started("run", tmp_path / "raw", tmp_path / "clean", stderr=subprocess.DEVNULL)
    while len(living(process.pid)) < 3:  # the run, the parent of workers, a worker
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    end = time.monotonic() + 5
    while living(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not living(process.pid)


def living(leader: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            own = entry.name.isdecimal() and os.getsid(int(entry.name)) == leader
            if own and "State:\tZ" not in (entry / "status").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def interrupted(raw: Path, clean: Path) -> float:
    """Seconds that a run took to end after Ctrl-C, as it should end."""
    process = started("run", raw, clean, "--format", "jsonl", "--workers", 2)
    while not kept(clean):
        assert process.poll() is None
        time.sleep(0.05)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 75
    assert "the same command goes on from here" in told
    assert "Traceback" not in told
    return time.monotonic() - start


def kept(clean: Path) -> int:
    """How many results the state of a run that is under way holds."""
    return len(list(clean.glob(".state/packs/*")))


def test_a_second_run_on_one_clean_says_so_and_stops(before, tmp_path):
    put(tmp_path / "raw", before)
    with state.locked(tmp_path / "clean"):
        process = started("run", tmp_path / "raw", tmp_path / "clean")
        _, told = process.communicate()
    assert process.returncode == 2
    assert "another run is writing it" in told


def test_a_killed_run_leaves_the_old_corpus_or_the_new_one_and_the_next_run_finishes(
    before, after, truth, tmp_path
):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)
    put(raw, after)
    chance = random.Random(11)
    for _ in range(4):
        process = started("run", raw, clean, "--format", "jsonl", "--workers", 2)
        time.sleep(chance.uniform(0.1, 1.6))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        flow.folder.settle(clean)
        assert files(clean) in (truth["before"], truth["after"])
    run(raw, clean)
    assert files(clean) == truth["after"]


@pytest.mark.parametrize("kind", Faults.KINDS)
def test_a_fault_at_any_file_leaves_a_whole_corpus_and_the_next_run_finishes(
    kind: str, before, after, truth, tmp_path
):
    torn = list(tear(kind, (before, after), (truth["before"], truth["after"]), tmp_path, 37))
    assert len(torn) >= 2
    assert not [fault for fault in torn if fault]


@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_a_damaged_state_is_noticed_and_built_anew(harm: str, before, after, truth, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    chance = random.Random(harm)
    for round_ in range(5):
        put(raw, before)
        run(raw, clean)
        state_files = sorted(f for f in (clean / ".state").rglob("*") if f.stat().st_size)
        packs = [file for file in state_files if file.is_file()]
        for file in chance.sample(packs, 2):
            if harm == "flip":
                tearing.flip(file, chance)
            elif harm == "cut":
                os.truncate(file, chance.randrange(file.stat().st_size))
            else:
                file.unlink()
        put(raw, after)
        run(raw, clean)
        assert files(clean) == truth["after"], round_


def test_a_page_that_could_not_be_read_once_is_read_by_the_next_run(before, truth, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    broken = next(iter(before))

    def opened(place: bytes):
        if os.fsdecode(place).endswith(broken):
            raise OSError(5, os.strerror(5))
        return real(place)

    real = read.opened
    with mock.patch.object(read, "opened", opened):
        assert run(raw, clean).failed == 1
    assert worked(raw, clean)["prepare"] == 1
    assert files(clean) == truth["before"]


def _hang(piece: str, watch: Watch) -> list[str]:
    """Documents by letter: some take for ever, some end the worker, some eat the memory."""
    found = []
    for i, document in enumerate(piece):
        if why := watch(i, 1):
            found.append(f"{document}: {why}")
            continue
        if document == "r":
            re.match("(a+)+$", "a" * 64 + "b")
        elif document == "s":
            time.sleep(60)
        elif document == "x":
            os._exit(7)
        elif document == "k":
            os.kill(os.getpid(), signal.SIGKILL)
        elif document == "m":
            try:
                bytearray(2 << 30)
            except MemoryError:
                document = "too large"
        elif document == "o":
            raise MemoryError
        found.append(document)
    return found


def test_a_document_that_hangs_crashes_or_eats_the_memory_loses_only_itself():
    limits = Limits(seconds=0.3, patience=2, memory=1 << 30)
    pieces = ["ab", "crd", "exf", "gsh", "imj", "lkn", "poq"]
    with local.Workers(2, limits) as workers:
        found = dict(workers.map_shards(_hang, pieces))
    assert [found[i] for i in range(len(pieces))] == [
        ["a", "b"],
        ["c", "r: took too long, and was stopped", "d"],
        ["e", "x: ended its worker (exit code 7)", "f"],
        ["g", "s: took too long, and was stopped", "h"],
        ["i", "too large", "j"],
        ["l", f"k: {KILLED}", "n"],
        ["p", "o: takes too much memory", "q"],
    ]


def _double(piece: int, _: Watch) -> tuple[int, int]:
    return 2 * piece, os.getpid()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_workers_and_their_parent_may_be_ended_from_outside_at_any_time(number: signal.Signals):
    with local.Workers(2) as workers:
        for hit in ("a worker", "the parent", ""):
            made = dict(workers.map_shards(_double, range(20)))
            assert {i: twice for i, (twice, _) in made.items()} == {i: 2 * i for i in range(20)}
            if hit:
                os.kill(made[0][1] if hit == "a worker" else workers.begin().number, number)


def test_workers_that_can_not_begin_any_more_stop_the_run_in_a_sentence():
    broken = mock.Mock(side_effect=OSError("no memory"))
    with (
        mock.patch.object(local.Parent, "fork", broken),
        local.Workers(1) as workers,
        pytest.raises(Stopped, match="workers can't begin: no memory; .* --workers 1"),
    ):
        list(workers.map_shards(_hang, ["a"]))


def test_a_full_disk_is_told_in_a_sentence_and_can_be_gone_on_from(before, tmp_path):
    put(tmp_path / "raw", before)
    (tmp_path / "clean").mkdir()
    with (
        pytest.raises(Stopped, match="No space left on device; what stood there still stands"),
        Faults(tmp_path / "clean", "ENOSPC", 9).struck(),
    ):
        run(tmp_path / "raw", tmp_path / "clean")
    assert issubclass(Stopped, Fault)
    assert Stopped.code == 75


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOENT])  # of vfat; of exFAT
def test_a_name_that_the_disk_does_not_take_is_told_with_what_to_do(number: int, tmp_path):
    put(tmp_path / "raw", {"page?id=1.txt": "雪落在第一座山上。", "b.txt": "河水流过第二座城。"})
    plain = Path.open

    def opened(path: Path, *how: Any, **more: Any) -> Any:
        if "?" in path.name and "next" in path.parts:
            raise OSError(number, os.strerror(number), str(path))
        return plain(path, *how, **more)

    with (
        mock.patch.object(Path, "open", opened),
        pytest.raises(Stopped, match=r"no file called 'page\?id=1.txt.md'; give .*--format jsonl"),
    ):
        run(tmp_path / "raw", tmp_path / "clean", Options())
    assert run(tmp_path / "raw", tmp_path / "clean").fates["kept"] == 2
