"""What is read back is checked: every command tells nonsense in CLEAN in a sentence."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.boilerplate.learn import learned
from pipeline.corpus.folder import Reader
from pipeline.model import ledger, patterns
from pipeline.model.errors import Fault
from pipeline.report import learned_rules
from tests.made.faults import JSONL, pages, put, run
from tests.made.tampering import tamper

COMMANDS = (
    *(("verify",), ("explain", "PATH"), ("explain", "PATH", "--json"), ("undo", "PATH")),
    *(("diff", "PATH"), ("rules",), ("rules", "show", "RULE"), ("rules", "veto", "RULE")),
    *(("report",), ("report", "--article", "PATH"), ("report", "--out", "-")),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """RAW and CLEAN of a small corpus that has learned rules and copies."""
    home = tmp_path_factory.mktemp("whole")
    put(home / "raw", pages(1, 14))
    run(home / "raw", home / "clean", JSONL)
    return home


@pytest.mark.parametrize("seed", range(40))
def test_nonsense_in_a_clean_folder_is_told_in_a_sentence(seed: int, whole: Path, tmp_path: Path):
    rng = random.Random(seed)
    paths = [row.partition("\t")[0] for row in Reader(whole / "clean").verdicts()]
    rules = [rule.id for rule in learned_rules.rules_of(whole / "clean")]
    clean = tmp_path / "clean"
    shutil.copytree(whole / "clean", clean)
    changed = list(tamper(clean, rng))
    asked = {"PATH": rng.choice(paths), "RULE": rng.choice(rules)}
    for command, *rest in COMMANDS:
        arguments = [command, str(clean), *(asked.get(one, one) for one in rest)]
        done = CliRunner().invoke(cli.main, arguments)
        assert done.exit_code in (0, 1, 2), (changed, arguments, done.output)
        assert "\x1b" not in done.output and "Traceback" not in done.output
    try:
        run(whole / "raw", clean, replace(JSONL, allow_shrink=True))
    except Fault as fault:
        assert "rules.toml" in str(fault)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(?:a|a)*b", "(.*)*x", r"(\s*,?\s*)*;", "(?:a*)*c"])
def test_a_pattern_that_takes_for_ever_is_not_promoted(pattern: str):
    rule = learned.Learned("line", pattern, "corpus", "why", "a", status="promoted")
    with pytest.raises(ValueError, match="takes for ever on"):
        learned.from_toml(learned.to_toml([rule]))


def test_patterns_that_were_learned_are_taken_for_safe(whole: Path):
    every = learned_rules.rules_of(whole / "clean")
    said = [replace(rule, status="promoted") for rule in every]
    assert learned.from_toml(learned.to_toml(said)) == tuple(said)


@pytest.mark.parametrize(
    "pattern", [r"第\d+页", r"^\s*版权.{0,40}$", r"[^\s]+@[^\s]+", "(?:甲|乙)+丙"]
)
def test_ordinary_patterns_are_safe(pattern: str):
    assert patterns.harm(pattern) == ""


def test_a_line_of_the_ledger_that_says_nonsense_under_a_good_checksum_is_broken(whole: Path):
    line = next(Reader(whole / "clean").entries())
    content = ledger._checked(line).replace(b'"rows":[', b'"rows":[["strip","x",-1,"a","b",0,1],')
    from hashlib import sha256

    sealed = b'%s%s%s"}\n' % (content[:-1], ledger._SUM, sha256(content).hexdigest().encode())
    with pytest.raises(ledger.BrokenEntry, match="makes no sense"):
        ledger.read_entry(sealed)
