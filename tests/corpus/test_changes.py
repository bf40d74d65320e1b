"""`changes.tsv` tells what a run added, changed and withdrew; `compare` does it for two CLEANs."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.corpus.verify import faults
from pipeline.run.settings import Options
from tests.made.faults import JSONL, run

STORY = "第{}天，渡口的老船工仍要把缆绳检查一遍，再把船舱里的积水舀干净，然后才肯解开缆绳。\n"
HEAD = ["path", "change", "what", "why"]


def put(raw: Path, **pages: str) -> None:
    raw.mkdir(exist_ok=True)
    for name, text in pages.items():
        (raw / f"{name}.txt").write_text(text, "utf-8")


def story(kind: str) -> str:
    return "".join(STORY.format(f"{kind}{i}") for i in "一二三四五六")


def told(clean: Path) -> list[list[str]]:
    head, *rows = (clean / "changes.tsv").read_text("utf-8").split("\n")[:-1]
    assert head.split("\t") == HEAD
    return [row.split("\t") for row in rows]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Three articles, all of them new."""
    put(tmp_path / "raw", a=story("春"), b=story("夏"), c=story("秋"))
    run(tmp_path / "raw", tmp_path / "clean", JSONL)
    return tmp_path / "clean"


@pytest.mark.parametrize("ledger", ["jsonl", "parquet"])
def test_a_run_tells_what_it_added_changed_and_withdrew(ledger: str, clean: Path):
    assert told(clean) == [[f"{name}.txt", "added", "", ""] for name in "abc"]
    raw = clean.parent / "raw"
    (raw / "a.txt").unlink()
    put(
        raw,
        b=story("夏") + "河上的冰化了，第二年的船又可以开了，岸上的人都来看热闹。",
        c="",
        d=story("冬"),
    )
    options = replace(JSONL, ledger=ledger)
    run(raw, clean, options)
    assert told(clean) == [
        ["a.txt", "withdrawn", "", "no longer among the inputs"],
        ["b.txt", "changed", "text", ""],
        ["c.txt", "withdrawn", "", "blank"],
        ["d.txt", "added", "", ""],
    ]
    said = json.loads((clean / "run.json").read_text("utf-8"))["changes"]
    digest = sha256((clean / "changes.tsv").read_bytes()).hexdigest()
    assert said == {"added": 1, "changed": 1, "withdrawn": 2, "sha256": digest}
    assert list(faults(clean)) == []
    put(raw, c=story("秋"))
    run(raw, clean, options)
    assert told(clean) == [["c.txt", "added", "", ""]]


def test_a_run_that_changes_nothing_leaves_what_was_told(clean: Path):
    before = (clean / "changes.tsv").stat().st_mtime_ns
    put(clean.parent / "raw", e=" ")
    for options in (JSONL, replace(JSONL, format="parquet")):
        run(clean.parent / "raw", clean, options)
        assert (clean / "changes.tsv").stat().st_mtime_ns == before
        assert list(faults(clean)) == []


def test_where_the_old_ledger_is_gone_or_damaged_all_are_added(clean: Path):
    (clean / "ledger/00000.jsonl").write_bytes(b'{"path":1}\n')
    put(clean.parent / "raw", b=story("夏") + "末了。")
    run(clean.parent / "raw", clean, JSONL)
    assert told(clean) == [[f"{name}.txt", "added", "", ""] for name in "abc"]


def test_changes_that_were_altered_are_told(clean: Path):
    (clean / "changes.tsv").write_text("path\tchange\twhat\twhy\n")
    assert list(faults(clean)) == ["changes.tsv: was altered"]


def test_two_cleans_are_compared(clean: Path):
    raw, other = clean.parent / "raw", clean.parent / "other"
    put(raw, b=story("夏") + "末了，船沉了。", d=story("冬"))
    run(raw, other, Options(workers=1, ledger="jsonl.zst"))

    def compare(*arguments: str) -> str:
        done = CliRunner().invoke(cli.main, ["compare", str(clean), str(other), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    lines = compare().splitlines()
    assert lines[:2] == ["~ b.txt (text)", "+ d.txt"]
    assert lines[2].endswith("1 added, 1 changed, 0 withdrawn; rules: 0 more, 0 no longer.")
    first, _ = map(json.loads, compare("--json").splitlines())
    assert first == {"path": "b.txt", "change": "changed", "what": "text", "why": ""}
    shown = compare("b.txt").splitlines()
    assert "+末了，船沉了。" in shown and not any(line.startswith("-第") for line in shown)
    missing = CliRunner().invoke(cli.main, ["compare", str(clean), str(other), "x.txt"])
    assert (missing.exit_code, "is an article of neither" in missing.output) == (2, True)
    shutil.rmtree(other)
    gone = CliRunner().invoke(cli.main, ["compare", str(clean), str(other)])
    assert (gone.exit_code, "is no CLEAN folder" in gone.output) == (2, True)
