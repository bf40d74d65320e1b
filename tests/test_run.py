"""The run: incremental, interruptible, the same whatever happens. `make torture` does more."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest import mock

import pytest

from pipeline import corpus, flow, progress
from pipeline.faults import Fault, Stopped
from pipeline.run import local, state
from pipeline.run.local import KILLED, Limits, Watch
from pipeline.settings import Options
from pipeline.stages import read
from tests import tearing
from tests.tearing import JSONL, Faults, files, later, pages, put, run, scratch, tear, worked

MD = Options(form="md", workers=1)
ROOT = Path(__file__).parents[1]


def started(*arguments: object, **options: object) -> "subprocess.Popen[str]":
    """article-pipeline, running."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # Tests that run in the background of a shell inherit that Ctrl-C is ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    fresh = {"start_new_session": True, "preexec_fn": heard}
    return subprocess.Popen(command, cwd=ROOT, **{**pipes, **fresh, **options})


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    """A corpus."""
    return pages(1, 42)


@pytest.fixture(scope="module")
def after(before: dict[str, str]) -> dict[str, str]:
    """The same corpus, later: pages have gone, changed and come."""
    return later(before)


@pytest.fixture(scope="module")
def truth(
    before: dict[str, str], after: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, bytes]]:
    """What both come to, from scratch."""
    folder = tmp_path_factory.mktemp("truth")
    found = {}
    for name, wanted in (("before", before), ("after", after)):
        put(folder / name, wanted)
        found[name] = scratch(folder / name, folder / f"{name}-clean")
    assert found["before"] != found["after"]
    return found


def test_the_corpus_of_these_tests_has_rules_to_learn_and_copies_to_fold(truth):
    assert b"suffix-mark" in truth["before"]["rules.toml"]
    assert b"\tduplicate\t" in truth["before"]["verdicts.tsv"]


def test_a_run_without_changes_touches_no_document_and_imports_nothing_heavy(
    before, truth, tmp_path
):
    put(tmp_path / "raw", before)
    run(tmp_path / "raw", tmp_path / "clean")
    assert worked(tmp_path / "raw", tmp_path / "clean") == Counter()
    command = (
        "import sys; from pipeline.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in ('numpy', 'lxml', 'pipeline.flow') if m in sys.modules])"
    )
    arguments = ["run", tmp_path / "raw", tmp_path / "clean", "--format", "jsonl"]
    done = subprocess.run(
        [sys.executable, "-c", command, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"47 pages: .*\n\[\]\n", done.stdout), done.stdout


def test_what_was_touched_in_clean_is_made_again_and_nothing_else(before, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean, MD)
    whole = files(clean)
    article = next(name for name in whole if name.startswith("articles/"))
    (clean / article).write_bytes(b"mine")
    (clean / "verdicts.tsv").unlink()
    passes = worked(raw, clean, MD)
    assert (passes["prepare"], passes["cleaned"]) == (1, 1)
    assert files(clean) == whole


@pytest.fixture
def small_shards() -> Iterator[None]:
    """Shards of a few articles."""
    with mock.patch.object(corpus, "SHARD_BYTES", 40_000):
        yield


@pytest.mark.usefixtures("small_shards")
def test_of_a_touched_shard_all_documents_are_made_again(before, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)
    whole = files(clean)
    shards = sorted((clean / "ledger").glob("*.jsonl"))
    assert len(shards) > 2
    lines = len(shards[1].read_bytes().splitlines())
    shards[1].write_bytes(shards[1].read_bytes().replace(b"a", b"b", 1))
    assert worked(raw, clean)["cleaned"] == lines
    assert files(clean) == whole


def test_a_corpus_that_was_moved_is_still_known(before, truth, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)
    shutil.copytree(clean, tmp_path / "moved")
    assert worked(raw, tmp_path / "moved")["prepare"] == 0
    assert files(tmp_path / "moved") == truth["before"]


def test_what_is_known_of_another_corpus_is_not_believed(before, after, truth, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, after)
    run(raw, tmp_path / "other")
    put(raw, before)
    run(raw, clean)
    shutil.rmtree(clean / ".state/known")
    shutil.copytree(tmp_path / "other/.state/known", clean / ".state/known")
    run(raw, clean)
    assert files(clean) == truth["before"]


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("options", [MD, Options(form="parquet"), Options(duplicates="keep")])
def test_any_form_of_clean_gives_drafts_and_finished_documents_back(options, before, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    old = "這裡的風景與從前大不相同，樹木長得很高，孩子們都喜歡來。"
    put(raw, {**before, "t.html": f"<title>{old[:9]}</title><p>{old * 3}</p>", "e.txt": "\n"})
    run(raw, clean, options)
    for changed in (options, replace(options, script="keep"), JSONL):
        put(raw, {**before, "t.html": f"<title>{old[:9]}</title><p>{old * 3}</p>"})
        (raw / "new.txt").write_text(changed.script * 30)
        assert worked(raw, clean, changed)["prepare"] <= 1
        assert files(clean) == scratch(raw, tmp_path / "scratch", changed)


def test_only_what_is_new_is_read_and_only_what_a_rule_cuts_otherwise_is_cleaned_again(
    before, tmp_path
):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)
    put(raw, before | {"site2/new.txt": tearing.article(random.Random(9), 5)})
    passes = worked(raw, clean)
    assert passes["prepare"] == 1
    assert passes["cleaned"] == 1
    rules = (clean / "rules.toml").read_text("utf-8")
    start = rules.index('id = "suffix-mark')
    vetoed = rules[:start] + rules[start:].replace('"learned"', '"vetoed"', 1)
    (clean / "rules.toml").write_text(vetoed, "utf-8")
    carriers = sum("河东早报网" in text for text in before.values())
    assert worked(raw, clean)["cleaned"] == carriers


def test_a_removed_page_takes_its_article_along_and_its_copy_is_promoted(before, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)

    def verdicts() -> dict[str, list[str]]:
        rows = (clean / "verdicts.tsv").read_text("utf-8").splitlines()[1:]
        return {row.split("\t")[0]: row.split("\t") for row in rows}

    copy, kept = next((row[0], row[3]) for row in verdicts().values() if row[2] == "duplicate")
    (raw / kept).unlink()
    run(raw, clean)
    assert kept not in verdicts()
    assert verdicts()[copy][2] == "kept"
    assert files(clean) == scratch(raw, tmp_path / "scratch")


def test_changed_options_never_mix_with_old_results(before, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, {**before, "t.txt": "這裡的風景與從前大不相同，樹木長得很高，孩子們都喜歡來。"})
    for options in (
        JSONL,
        Options(form="jsonl", script="keep"),
        Options(form="md", duplicates="keep"),
        Options(form="parquet"),
        JSONL,
    ):
        run(raw, clean, options)
        assert files(clean) == scratch(raw, tmp_path / "scratch", options)


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("steps", [2, 5, 20])
def test_in_steps_comes_to_the_same_as_from_scratch(steps: int, after, tmp_path):
    chance = random.Random(steps)
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    every = pages(1, 42) | after
    for step in range(1, steps + 1):
        share = step / steps
        put(raw, {path: text for path, text in every.items() if chance.random() < share}, step)
        run(raw, clean)
    put(raw, after)
    run(raw, clean)
    assert files(clean) == scratch(raw, tmp_path / "scratch")


def test_the_order_of_inputs_and_the_number_of_workers_do_not_matter(before, truth, tmp_path):
    put(tmp_path / "raw", before, seed=3)
    plan = read.plan

    def shuffled(raw: Path) -> list[read.Part]:
        parts = list(plan(raw))
        random.Random(8).shuffle(parts)
        return parts

    with mock.patch.object(read, "plan", shuffled):
        run(tmp_path / "raw", tmp_path / "shuffled")
    assert files(tmp_path / "shuffled") == truth["before"]
    options = Options(form="jsonl", workers=4)
    flow.run(tmp_path / "raw", tmp_path / "four", options, progress.silent)
    assert files(tmp_path / "four") == truth["before"]


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
    run(raw, clean)
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
    while len(living(process.pid)) < 4:  # the run, a tracker, the parent of workers, a worker
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
    with state.opened(tmp_path / "clean"):
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
        flow.corpus.settle(clean)
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

    real = read._opened
    with mock.patch.object(read, "_opened", opened):
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
        found.append(document)
    return found


def test_a_document_that_hangs_crashes_or_eats_the_memory_loses_only_itself():
    limits = Limits(seconds=0.3, patience=2, memory=1 << 30)
    pieces = ["ab", "crd", "exf", "gsh", "imj", "lkn"]
    with local.Workers(2, limits) as workers:
        found = dict(workers.map_shards(_hang, pieces))
    assert [found[i] for i in range(len(pieces))] == [
        ["a", "b"],
        ["c", "r: took too long, and was stopped", "d"],
        ["e", "x: ended its worker (exit code 7)", "f"],
        ["g", "s: took too long, and was stopped", "h"],
        ["i", "too large", "j"],
        ["l", f"k: {KILLED}", "n"],
    ]


def test_a_clock_that_goes_back_changes_nothing(before, after, truth, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean)
    put(raw, after)
    clock = iter(range(10**6, 0, -1))
    with (
        mock.patch("time.time", lambda: next(clock)),
        mock.patch("time.time_ns", lambda: next(clock) * 10**9),
        mock.patch("time.monotonic", lambda: next(clock)),
    ):
        run(raw, clean)
    assert files(clean) == truth["after"]


def test_nothing_that_is_no_longer_needed_stays_in_the_state(before, after, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    sizes = []
    for wanted in (before, after, before, after, before):
        put(raw, wanted)
        run(raw, clean)
        sizes.append(sum(f.stat().st_size for f in (clean / ".state").rglob("*") if f.is_file()))
    assert max(sizes) < 3 * sizes[0]


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
