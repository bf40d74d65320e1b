"""A CLEAN that was written before the modules moved into rooms opens, leads back and goes on.

`former.zip` holds six made-up pages and what version 0.1 made of them on 29 November 2026, its
state with it, after a person had vetoed the one rule that was learned. Its report is a stub.
"""

import zipfile
from pathlib import Path

import pytest

from pipeline.corpus.folder import Reader
from pipeline.corpus.verify import faults
from pipeline.report import lookup
from pipeline.report.explain import explanation
from pipeline.report.learned_rules import learned_reasons, written_rules
from pipeline.run.settings import Options
from tests.made.faults import run


@pytest.fixture
def former(tmp_path: Path) -> Path:
    zipfile.ZipFile(Path(__file__).with_name("former.zip")).extractall(tmp_path)
    return tmp_path


def test_it_is_as_it_was_written_and_gives_every_source(former: Path):
    reader = Reader(former / "clean")
    paths = [row["path"] for row in reader.rows()]
    assert list(faults(former / "clean")) == []
    assert {path: lookup.source(reader, reader.entry(path)) for path in paths} == {
        path: (former / "raw" / path).read_text("utf-8") for path in paths
    }
    assert len(paths) == 6


def test_its_edits_are_explained_by_rules_of_today(former: Path):
    clean = former / "clean"
    entry = Reader(clean).entry("entity.txt")
    told = explanation(entry, lookup.source(Reader(clean), entry), learned_reasons(clean))
    lines = ["".join(one.text for one in line) for line in told]
    assert lines[0] == "entity.txt: kept"
    assert lines[4:6] == [
        "1:3 repair.entities/entity: An HTML entity that was left in the text.",
        "    &amp; -> &",
    ]


def test_the_next_run_obeys_the_veto_and_changes_what_it_says(former: Path):
    clean = former / "clean"
    (vetoed,) = written_rules(clean)
    outcome = run(former / "raw", clean, Options(format="md"))
    assert (outcome.fates["kept"], outcome.fates["duplicate"]) == (5, 1)
    assert list(faults(clean)) == []
    lines = [rule for rule in written_rules(clean) if rule.pattern == vetoed.pattern]
    assert {rule.status for rule in lines} == {"vetoed"} and len(lines) > 1
    rows = Reader(clean).entry("ferry/1.txt").rows
    assert [row for row in rows if row.stage == "marks"] == []
