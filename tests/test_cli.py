"""The command line: sentences, exit codes, and a next step for everything that goes wrong."""

import gzip
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.corpus import folder, tsv
from pipeline.model import reasons, rules
from pipeline.model.errors import Fault
from pipeline.report.learned_rules import learned_reasons
from pipeline.run import settings
from tests.made.articles import article, edited
from tests.made.faults import files

pytestmark = pytest.mark.check  # real processes, or whole runs

RAW = Path(__file__).parents[1] / "raw"


def article_pipeline(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """One call of the command, as a person makes it."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=RAW.parent, **options)


@pytest.fixture(scope="session")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our sample pages, cleaned as JSONL with one worker."""
    clean = tmp_path_factory.mktemp("cleaned") / "clean"
    done = article_pipeline("run", RAW, clean, "--format", "jsonl", "--workers", 1)
    assert done.returncode == 1, done.stderr  # the samples hold pages that can't be read
    return clean


def test_help_comes_with_an_example():
    done = article_pipeline("--help")
    assert done.returncode == 0
    assert "article-pipeline run raw clean" in done.stdout
    for command in ("run", "verify", "undo", "explain", "diff"):
        told = article_pipeline(command, "-h")
        assert f"article-pipeline {command} " in told.stdout


def test_every_input_has_exactly_one_verdict_and_a_reason_unless_kept(cleaned: Path):
    rows = [row.split("\t") for row in (cleaned / "verdicts.tsv").read_text("utf-8").splitlines()]
    assert "\t".join(rows[0]) + "\n" == tsv.VERDICTS_HEADING.decode()
    paths = [row[0] for row in rows[1:]]
    assert len(paths) == len(set(paths))
    inputs = {file.relative_to(RAW).as_posix() for file in RAW.rglob("*") if file.is_file()}
    assert {path.partition("#")[0] for path in paths} == inputs
    for _, _, fate, _, _, _, why, _, related in rows[1:]:
        assert fate in ("kept", "duplicate", "empty", "failed")
        assert why or (fate == "kept" and "sibling" not in related)
        assert fate != "kept" or not why or "sibling" in related


def test_the_same_pages_give_the_same_bytes_with_other_workers_seeds_places_and_clocks(
    cleaned: Path, tmp_path: Path
):
    settings = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    article_pipeline(
        *("run", RAW, tmp_path / "clean", "--format", "jsonl", "--workers", 2),
        env={**os.environ, **settings},
    )
    assert files(tmp_path / "clean") == files(cleaned)


def test_a_second_run_changes_nothing(cleaned: Path):
    before = files(cleaned)
    done = article_pipeline("run", RAW, cleaned, "--format", "jsonl", "--workers", 1)
    assert done.returncode == 1
    assert files(cleaned) == before


def test_cleaning_what_is_clean_changes_no_article(cleaned: Path, tmp_path: Path):
    done = article_pipeline("run", cleaned, tmp_path / "again", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    articles = {name: data for name, data in files(cleaned).items() if "articles" in name}
    again = files(tmp_path / "again")
    assert {name: again.get(name) for name in articles} == articles
    assert "[[rule]]" not in again["rules.toml"].decode()


def test_verify_is_content_with_what_was_written(cleaned: Path):
    done = article_pipeline("verify", cleaned)
    assert (done.returncode, done.stderr) == (0, "")


def test_undo_gives_the_decoded_source_of_every_input_that_was_decoded(cleaned: Path):
    reader = folder.Reader(cleaned)
    undone = 0
    for line in reader.entries():
        entry = folder.ledger.read_entry(line)
        source = RAW / entry.path
        if entry.source and source.suffix == ".txt" and entry.encoding == "utf-8":
            assert entry.undone(reader.text(entry)) == source.read_text("utf-8-sig"), entry.path
            undone += 1
    assert undone > 15


def test_undo_explain_and_diff_tell_of_one_page(cleaned: Path):
    page = "heshan-online/night-bus.txt"
    undone = article_pipeline("undo", cleaned, page)
    assert undone.stdout == (RAW / page).read_text("utf-8")
    told = article_pipeline("explain", cleaned, page)
    assert f"{page}: kept" in told.stdout
    assert "marks/suffix-mark-" in told.stdout
    shown = article_pipeline("diff", cleaned, page)
    assert shown.stdout.startswith("--- source")
    assert "\x1b[" not in shown.stdout, "no colours into a pipe"


def test_every_rule_that_fired_has_a_reason(cleaned: Path):
    learned = learned_reasons(cleaned)
    for line in folder.Reader(cleaned).entries():
        for row in folder.ledger.read_entry(line).rows:
            assert learned.get(row.rule) or reasons.reason(row.rule), f"{row.stage}/{row.rule}"


def test_a_curated_rule_is_listed_as_fired_or_as_unused(cleaned: Path):
    def ids(*options: str) -> set[str]:
        lines = article_pipeline("rules", cleaned, "--json", *options).stdout.splitlines()
        return {json.loads(line)["id"] for line in lines}

    every = {
        rule.id for file in rules.FOLDER.glob("*.toml") for rule in rules.load_rules(file.name)
    }
    fired, unused = ids(), ids("--unused")
    assert fired & unused == set()
    assert {"copyright", "icp-number"} <= fired & every
    proving = {rule.id for rule in rules.load_rules("head.toml") if not rule.cuts}
    assert every - fired - unused == proving


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "{tmp}/none", "{tmp}/clean"), "no such folder; give"),
        (("run", "{raw}", "{raw}/clean"), "lies inside"),
        (("clean", "{raw}"), "is no file; `article-pipeline run` cleans folders"),
        (("report", "{clean}", "--port", "0", "--out", "-"), "--serve shows pages and writes none"),
        (("run", "{raw}", "{raw}/songs/quarry-song.txt"), "lies inside"),
        (("run", "{raw}", "/proc/clean"), "give a CLEAN folder"),
        (("run", "{raw}", "{tmp}/clean", "--colour"), "No such option"),
        (("run", "{raw}", "{tmp}/clean", "--config", "{tmp}/none.toml"), "none.toml: No such file"),
        (("run", "{raw}", "{tmp}/clean", "--script", "simple"), "script = 'simple'; choose from"),
        (("clean", "{raw}/songs/quarry-song.txt", "--script", "simple"), "script = 'simple'; cho"),
        (("run", "{clean}", "{raw}"), "raw: holds other files; give the folder to write to"),
        (("verify", "{tmp}"), "is no CLEAN folder"),
        (("undo", "{tmp}", "a.txt"), "is no CLEAN folder"),
        (("undo", "{clean}", "nothing.txt"), "verdicts.tsv lists the paths"),
        (("undo", "{clean}", "broken/picture.txt"), "was never decoded"),
    ],
)
def test_a_request_that_cannot_be_met_ends_with_2_and_a_sentence(
    arguments: tuple[str, ...], said: str, cleaned: Path, tmp_path: Path
):
    done = article_pipeline(*(a.format(tmp=tmp_path, raw=RAW, clean=cleaned) for a in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_raw_without_files_is_told(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    done = article_pipeline("run", tmp_path / "raw", tmp_path / "clean")
    assert done.stdout.startswith("0 pages: nothing is there to read; look at RAW")
    assert not done.stderr


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "mine.txt").write_text("mine")
    done = article_pipeline("run", RAW, tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "articles" / "mine.txt").read_text() == "mine"


def test_bad_inputs_get_a_verdict_with_the_reason_and_leave_the_others_unharmed(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    good = "春天的河边有一排柳树，孩子们在树下放风筝。\n老人坐在长椅上，看着远处的船慢慢开过去。"
    (raw / "good.txt").write_text(good, "utf-8")
    (raw / "empty.txt").write_bytes(b"")
    (raw / "blank.txt").write_bytes(b" \n\t\n")
    (raw / "nul.txt").write_bytes(bytes(4000))
    (raw / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (raw / "cut.txt.gz").write_bytes(gzip.compress(good.encode() * 50)[:60])
    row = json.dumps({"text": "山里的雪化了，溪水涨起来，磨坊又开始转动。"})
    (raw / "rows.jsonl").write_text(row + "\n{no json\n")
    (raw / "link.txt").symlink_to(raw / "good.txt")
    os.mkfifo(raw / "pipe.txt")
    done = article_pipeline("run", raw, clean)
    assert done.returncode == 1, done.stderr
    rows = [row.split("\t") for row in (clean / "verdicts.tsv").read_text("utf-8").splitlines()]
    fates = {row[0]: (row[2], row[6]) for row in rows[1:]}
    assert fates["good.txt"] == ("kept", "")
    assert fates["empty.txt"][0] == fates["blank.txt"][0] == "empty"
    for path in ("nul.txt", "picture.txt", "rows.jsonl#2", "link.txt", "pipe.txt"):
        assert fates[path][0] == "failed", path
    assert all(why for fate, why in fates.values() if fate != "kept")
    assert any(
        path.startswith("cut.txt.gz") and fate == "failed" for path, (fate, _) in fates.items()
    )
    text = (clean / "articles" / "good.txt.md").read_text("utf-8")
    assert text.endswith("---\n\n" + good.replace("\n", "\n\n") + "\n")


@pytest.mark.parametrize("name", ["articles/00000.jsonl", "ledger/00000.jsonl", "verdicts.tsv"])
def test_verify_names_any_altered_byte_and_any_missing_row(
    name: str, cleaned: Path, tmp_path: Path
):
    for change in ("byte", "row"):
        copy = tmp_path / change
        for path, data in files(cleaned).items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(data)
        data = (copy / name).read_bytes()
        lines = data.splitlines(keepends=True)
        altered = b"".join(lines[:3] + lines[4:])
        if change == "byte":
            place = len(b"".join(lines[:3])) + len(lines[3]) // 2
            altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        (copy / name).write_bytes(altered)
        done = article_pipeline("verify", copy)
        assert done.returncode == 1
        assert f"{name}: was altered" in done.stdout
        assert len(done.stdout.splitlines()) > 1, "the article is named too"


def test_the_file_of_options_says_what_the_defaults_are():
    given = settings.read_options(RAW.parent / "pipeline.toml", {})
    assert replace(given, folder="") == settings.Options()  # that is the file's own


def test_an_unknown_option_in_the_file_is_named(tmp_path: Path):
    (tmp_path / "mine.toml").write_text('colour = "red"\n')
    done = article_pipeline("run", RAW, tmp_path / "clean", "--config", tmp_path / "mine.toml")
    assert done.returncode == 2
    assert (
        "unknown option 'colour'; known are against, allow_shrink, card, disable, " in done.stderr
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("workers = -1", "give a number from 1 to 1024"),
        ("workers = 100000", "give a number from 1 to 1024"),
        ("workers = true", "give a number from 1 to 1024"),
        ("workers = 2.5", "give a number from 1 to 1024"),
        ('workers = "2"', "give a number from 1 to 1024"),
        ("format = 1", "choose from md, jsonl, parquet"),
        ("format = []", "choose from md, jsonl, parquet"),
        ("folds = 1", "choose from near, contained, revision"),
        ("folds = [1]", "choose from near, contained, revision"),
        ("folds = {near = 1}", "choose from near, contained, revision"),
        ("fields = 1", "write [fields]"),
        ("fields = {text = 1}", "can be the name of one column"),
        ('fields = {body = "text"}', "can be the name of one column"),
        ("allow_shrink = 1", "it is true or false"),
        ("a = " + "[" * 5_000, "give a TOML file"),
        ("# " + "x" * (1 << 20), "is larger than"),
    ],
)
def test_a_value_of_the_wrong_type_or_range_is_named(line: str, wanted: str, tmp_path: Path):
    (tmp_path / "mine.toml").write_text(line)
    with pytest.raises(Fault) as told:
        settings.read_options(tmp_path / "mine.toml", {})
    assert str(tmp_path / "mine.toml") in str(told.value)
    assert wanted in str(told.value)
    assert len(str(told.value)) < 400


def test_a_pipe_is_no_file_of_options(tmp_path: Path):
    os.mkfifo(tmp_path / "mine.toml")
    with pytest.raises(Fault, match="is no file"):
        settings.read_options(tmp_path / "mine.toml", {})


def test_a_run_that_would_leave_less_than_half_of_clean_asks_first(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    chance = random.Random(3)
    for i in range(5):
        (raw / f"{i}.txt").write_text(article(chance, 4))
    assert article_pipeline("run", raw, clean).returncode == 0
    before = files(clean)
    for i in range(3):
        (raw / f"{i}.txt").unlink()
    done = article_pipeline("run", raw, clean)
    assert done.returncode == 2
    assert "holds 5 articles, and this run would leave 2; nothing was written." in done.stderr
    assert files(clean) == before
    done = article_pipeline("run", raw, clean, "--allow-shrink")
    assert done.returncode == 0
    assert len(list((clean / "articles").iterdir())) == 2
    (raw / "3.txt").unlink()
    assert article_pipeline("run", raw, clean).returncode == 0, "half is left"


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 110 rows of one site, all lightly edited copies of one text, and one of another."""
    rng = random.Random(4)
    text = article(rng, 4)
    rows = [
        {"text": edited(rng, text, 0.002), "url": f"https://news.example/{i}.html"}
        for i in range(110)
    ]
    rows.append({"text": edited(rng, text, 0.01), "url": "https://other.example/1.html"})
    raw = tmp_path_factory.mktemp("site") / "raw"
    raw.mkdir()
    (raw / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return raw


def test_a_site_that_would_lose_half_its_pages_keeps_them_and_is_told_unless_asked_otherwise(
    one_site: Path, tmp_path: Path
):
    guarded = article_pipeline("run", one_site, tmp_path / "clean", "--format", "jsonl")
    assert re.search(r"news\.example would lose \d+ of 110 pages; they are kept", guarded.stdout)
    off = ("--format=jsonl", "--guard=off", "--allow-shrink")
    trusted = article_pipeline("run", one_site, tmp_path / "clean", *off)
    assert "111 pages: 1 kept, 110 duplicates of them" in trusted.stdout
    assert "would lose" not in trusted.stdout


def test_only_what_is_asked_for_folds(one_site: Path, tmp_path: Path):
    given = ("--format=jsonl", "--guard=off", "--folds=contained,revision")
    done = article_pipeline("run", one_site, tmp_path / "clean", *given)
    assert "111 pages: 83 kept, 28 duplicates of them" in done.stdout


def test_a_relation_that_never_folds_is_refused_by_name(one_site: Path, tmp_path: Path):
    done = article_pipeline("run", one_site, tmp_path / "clean", "--folds=near,sibling")
    assert done.returncode == 2
    assert "folds = 'sibling'; choose from near, contained, revision" in done.stderr
