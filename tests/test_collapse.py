"""What a page says twice goes once; what an author says twice stays."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.edits import Text, undo
from pipeline.stages.collapse import edits
from pipeline.stages.copies import may_repeat

CASES = sorted((Path(__file__).parent / "cases" / "collapse").glob("*.txt"))


def collapsed(text: str, title: str | None = None) -> Text:
    page = Text(text)
    page.apply("collapse", edits(text, title))
    return page


def parts(case: Path) -> tuple[str, str, list[str]]:
    """Input, what it becomes, and the rules that make it so."""
    before, _, rest = case.read_text(encoding="utf-8").rstrip("\n").partition("\n=== becomes\n")
    after, _, because = rest.partition("\n=== because\n")
    return before, after or before, because.split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_becomes_what_its_file_says(case: Path) -> None:
    before, after, because = parts(case)
    page = collapsed(before)
    assert page.now == after
    assert sorted({row.rule for row in page.rows}) == because


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_collapsed_text_stays_as_it_is(case: Path) -> None:
    once = collapsed(parts(case)[0]).now
    assert collapsed(once).now == once
