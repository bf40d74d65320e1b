"""A run that is ended politely leaves nothing over, and the same command goes on."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile.measure import tree
from tests.made.faults import pages, put

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.check


ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def _hear_signals() -> None:
    """Under `nohup` or in the background a run is told to hear some of them no more."""
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("number", ENDS)
def test_a_polite_end_leaves_nothing_in_the_folder_for_temporary_files(
    number: signal.Signals, tmp_path: Path
):
    put(
        tmp_path / "raw",
        {**pages(1, 42), **{f"z/{i}.txt": f"雪落在第{i}座山上。" for i in range(4_000)}},
    )
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "raw"), str(tmp_path / "c")]
    run = subprocess.Popen(
        command,
        cwd=ROOT,
        env={"TMPDIR": str(tmp_path / "tmp"), "PATH": "/usr/bin"},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_signals,
    )
    end = time.monotonic() + 30
    while len(tree(run.pid)) < 3 and time.monotonic() < end:  # the run, a parent, a worker
        time.sleep(0.02)
    run.send_signal(number)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 75, told
    assert "interrupted; the same command goes on from here" in told
    assert list((tmp_path / "tmp").iterdir()) == []


def test_workers_begin_under_a_limit_of_memory_that_a_user_may_not_raise(tmp_path: Path):
    put(tmp_path / "raw", pages(1, 3))
    command = (
        f"ulimit -d 800000; exec {sys.executable} -m pipeline run {tmp_path}/raw {tmp_path}/c -q"
    )
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_came_on_stdin_is_not_kept(tmp_path: Path):
    command = [sys.executable, "-m", "pipeline", "run", "-", str(tmp_path / "c"), "-q"]
    subprocess.run(command, cwd=ROOT, input="这里的风景与从前大不相同。".encode(), check=True)
    assert not (tmp_path / "c/.state/stdin").exists()
