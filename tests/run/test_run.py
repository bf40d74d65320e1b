"""The run: incremental, and the same however it came about."""

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from pipeline import flow
from pipeline.corpus import folder
from pipeline.reading import plan
from pipeline.report import progress
from pipeline.run.settings import Options
from tests.made import faults as tearing
from tests.made.faults import JSONL, files, pages, put, run, scratch, worked

pytestmark = pytest.mark.check  # real processes, or whole runs

ROOT = Path(__file__).parents[2]
MD = Options(format="md", workers=1)


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
    with mock.patch.object(folder, "SHARD_BYTES", 40_000):
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
@pytest.mark.parametrize(
    "options",
    [
        MD,
        Options(format="parquet", ledger="parquet"),
        Options(duplicates="keep", ledger="jsonl.zst"),
    ],
)
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
    vetoed = re.sub(
        r'(id = "(?:suffix|inline)-mark-\w+"\nstatus = )"learned"', r'\1"vetoed"', rules
    )
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
        Options(format="jsonl", script="keep"),
        Options(format="md", duplicates="keep"),
        Options(format="parquet"),
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


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize(
    "options",
    [JSONL, Options(format="parquet", ledger="parquet", workers=1)],
    ids=lambda o: o.format,
)
def test_a_shard_that_holds_the_same_is_linked_and_not_written(before, options, tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    put(raw, before)
    run(raw, clean, options)
    shards = sorted(clean.glob("ledger/0*"))
    stood = {shard.name: shard.stat().st_ino for shard in shards}
    assert len(stood) > 2
    (raw / "zz.txt").write_text(tearing.article(random.Random(9), 5), "utf-8")
    run(raw, clean, options)
    same = {name for name, node in stood.items() if (clean / "ledger" / name).stat().st_ino == node}
    assert same == {shard.name for shard in shards[:-1]}
    assert files(clean) == scratch(raw, tmp_path / "scratch", options)
    assert told(clean) == told(tmp_path / "scratch")


def told(clean: Path) -> tuple[dict[str, object], str]:
    """What a run tells of itself, in numbers and in its report, without times."""
    said = json.loads((clean / "run.json").read_bytes())
    report = (clean / "report.html").read_text("utf-8").rpartition("<!--")[0]
    report = "\n".join(line for line in report.split("\n") if 'class="track"' not in line)
    return {name: said[name] for name in ("fates", "rules", "flags", "characters")}, report


def test_the_order_of_inputs_and_the_number_of_workers_do_not_matter(before, truth, tmp_path):
    put(tmp_path / "raw", before, seed=3)
    listed = plan.listed_files

    def shuffled(raw: Path, **given: object) -> list[plan.Part]:
        parts = list(listed(raw, **given))
        random.Random(8).shuffle(parts)
        return parts

    with mock.patch.object(plan, "listed_files", shuffled):
        run(tmp_path / "raw", tmp_path / "shuffled")
    assert files(tmp_path / "shuffled") == truth["before"]
    options = Options(format="jsonl", workers=4)
    flow.run(tmp_path / "raw", tmp_path / "four", options, progress.silent)
    assert files(tmp_path / "four") == truth["before"]


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
