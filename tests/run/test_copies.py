"""What a run writes of copies: of other corpora's articles, and of pages that are only alike."""

import random
import shutil
from dataclasses import replace

import pytest

from pipeline.corpus.folder import verdict_row
from pipeline.model.errors import Fault
from tests.made.articles import article, edited
from tests.made.faults import JSONL, put, run

RNG = random.Random(5)
STORY, OTHER, THIRD = (article(RNG, 6) for _ in range(3))


def verdicts(clean):
    """The rows of verdicts.tsv, by path."""
    lines = (clean / "verdicts.tsv").read_text("utf-8").splitlines()[1:]
    return {row["path"]: row for row in map(verdict_row, lines)}


@pytest.fixture
def elsewhere(tmp_path):
    """Another CLEAN, with a story and a short notice."""
    put(tmp_path / "first", {"story.txt": STORY, "more/notice.txt": "明日停电通知，请各户知悉"})
    run(tmp_path / "first", tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def against(tmp_path, *others):
    pages = {
        "same.txt": STORY + " ",
        "edited.txt": edited(random.Random(1), STORY, 0.01),
        "page1.txt": STORY[: len(STORY) // 2].rstrip("。\n"),
        "notice.txt": "明日停电通知，请各户知悉！",
        "other.txt": OTHER,
        "copy.txt": OTHER + "\n" + "。",
    }
    put(tmp_path / "second", pages)
    options = replace(JSONL, against=tuple(map(str, others)))
    run(tmp_path / "second", tmp_path / "clean", options)
    return verdicts(tmp_path / "clean")


def test_what_stands_in_another_corpus_is_a_duplicate_of_that(elsewhere, tmp_path):
    found = against(tmp_path, elsewhere)
    told = {path: (row["fate"], row["of"], row["relation"]) for path, row in found.items()}
    assert told == {
        "same.txt": ("duplicate", f"{elsewhere}:story.txt", "exact"),
        "edited.txt": ("duplicate", f"{elsewhere}:story.txt", "near"),
        "page1.txt": ("duplicate", f"{elsewhere}:story.txt", "contained"),
        "notice.txt": ("duplicate", f"{elsewhere}:more/notice.txt", "exact"),
        "copy.txt": ("duplicate", "other.txt", "exact"),
        "other.txt": ("kept", "", ""),
    }


def test_of_an_index_alone_only_what_is_the_same_is_left_out(elsewhere, tmp_path):
    shutil.copytree(elsewhere / ".state/known", tmp_path / "index")
    found = against(tmp_path, tmp_path / "index")
    there = [path for path, row in found.items() if row["of"].startswith(str(tmp_path / "index"))]
    assert sorted(there) == ["notice.txt", "same.txt"]
    assert found["edited.txt"]["fate"] == "kept"


def test_a_change_of_the_other_corpus_is_noticed(elsewhere, tmp_path):
    against(tmp_path, elsewhere)
    put(tmp_path / "first", {"new.txt": OTHER})
    run(tmp_path / "first", elsewhere)
    assert against(tmp_path, elsewhere)["other.txt"]["of"] == f"{elsewhere}:new.txt"


def test_another_corpus_that_is_none_is_told_before_the_work(tmp_path):
    put(tmp_path / "none", {"a.txt": "x"})
    for other, why in (("none", "none/a.txt"), ("gone", "no such folder")):
        with pytest.raises(Fault, match=f"--against .*{other}: .*{why}"):
            against(tmp_path, tmp_path / other)
    with pytest.raises(Fault, match="is the folder to be written"):
        against(tmp_path, tmp_path / "clean")


def test_what_tells_siblings_apart_stands_in_their_verdicts(tmp_path):
    notice = THIRD.replace("\n", "\n本次会议为第二次会议，", 1)
    pages = {"b.txt": notice, "c.txt": notice.replace("第二次", "第三次")}
    put(tmp_path / "raw", pages)
    run(tmp_path / "raw", tmp_path / "clean")
    one, other = verdicts(tmp_path / "clean").values()
    assert (one["fate"], one["related"]) == ("kept", "sibling c.txt")
    assert (other["fate"], other["related"]) == ("kept", "sibling b.txt")
    assert {one["why"], other["why"]} == {
        "sibling of b.txt: 第三次, not 第二次",
        "sibling of c.txt, which has 第三次, not 第二次",
    }
