"""Cases of the shared material, where it is there: what folds of each folder, and what stays."""

import os
from pathlib import Path

import pytest

from tests.made.faults import run

ROOT = Path(__file__).parents[2]
CASES = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", ROOT.parent / "shared")) / "cases"


@pytest.mark.skipif(not CASES.exists(), reason="the shared material is not there")
@pytest.mark.parametrize(
    ("case", "kept", "folded"),
    [
        ("14-village-stubs", 10, 0),
        ("15-chapter-twice", 2, 1),
        ("16-template-other-middle", 6, 0),
        ("25-law-two-versions", 2, 0),
        ("26-two-sites-one-book", 6, 6),
        ("43-line-said-twice", 4, 0),
    ],
)
def test_what_folds_of_a_case(case, kept, folded, tmp_path):
    fates = run(CASES / case / "raw", tmp_path / "clean").fates
    assert (fates["kept"], fates["duplicate"]) == (kept, folded)


@pytest.mark.skipif(not CASES.exists(), reason="the shared material is not there")
def test_a_line_of_a_story_said_twice_stays_twice(tmp_path):
    run(CASES / "43-line-said-twice/raw", tmp_path / "clean")
    every = (tmp_path / "clean/articles").rglob("*")
    text = "".join(file.read_text("utf-8") for file in every if file.is_file())
    assert [text.count(said) for said in ("敲门声", "开船喽", "拿走什么", "急电")] == [2, 2, 2, 3]
