"""What is read back is checked: every command tells nonsense in CLEAN in a sentence."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.boilerplate.learn import learned
from pipeline.corpus.folder import Reader
from pipeline.model import ledger, patterns
from pipeline.report import learned_rules
from tests.made.faults import JSONL, pages, put, run
from tests.made.tampering import said_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """RAW and CLEAN of a small corpus that has learned rules and copies."""
    home = tmp_path_factory.mktemp("whole")
    put(home / "raw", pages(1, 14))
    run(home / "raw", home / "clean", JSONL)
    return home


@pytest.mark.parametrize("seed", range(40))
def test_nonsense_in_a_clean_folder_is_told_in_a_sentence(seed: int, whole: Path, tmp_path: Path):
    clean = tmp_path / "clean"
    shutil.copytree(whole / "clean", clean)
    assert said_of(clean, whole / "raw", random.Random(seed)) == ""


@pytest.mark.parametrize("pattern", ["(a+)+$", "(?:a|a)*b", "(.*)*x", r"(\s*,?\s*)*;", "(?:a*)*c"])
def test_a_pattern_that_takes_for_ever_is_not_promoted(pattern: str):
    rule = learned.Learned("line", pattern, "corpus", "why", "a", status="promoted")
    with pytest.raises(ValueError, match="takes for ever on"):
        learned.from_toml(learned.to_toml([rule]))


def test_patterns_that_were_learned_are_taken_for_safe(whole: Path):
    every = learned_rules.written_rules(whole / "clean")
    said = [replace(rule, status="promoted") for rule in every]
    assert learned.from_toml(learned.to_toml(said)) == tuple(said)


@pytest.mark.parametrize(
    "pattern", [r"第\d+页", r"^\s*版权.{0,40}$", r"[^\s]+@[^\s]+", "(?:甲|乙)+丙"]
)
def test_ordinary_patterns_are_safe(pattern: str):
    assert patterns.harm(pattern) == ""


def test_a_line_of_the_ledger_that_says_nonsense_under_a_good_checksum_is_broken(whole: Path):
    line = next(Reader(whole / "clean").entries())
    bad = b'"rows":[["strip","x",-1,"a","b",0,1],'
    content = ledger.checked_line(line).replace(b'"rows":[', bad)
    from hashlib import sha256

    sealed = b'%s%s%s"}\n' % (content[:-1], ledger.SEAL, sha256(content).hexdigest().encode())
    with pytest.raises(ledger.BrokenEntry, match="makes no sense"):
        ledger.read_entry(sealed)
