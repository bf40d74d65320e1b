"""What a run writes of copies: of other corpora's articles, and of pages that are only alike."""

import random
import re
import shutil
from collections import Counter
from dataclasses import replace

import orjson
import pyarrow.parquet as pq
import pytest

from pipeline.corpus.tsv import verdict_row
from pipeline.corpus.verify import faults
from pipeline.duplicates import compared
from pipeline.model.errors import Fault
from pipeline.report.rethreshold import refolded
from pipeline.run import runner, tasks
from pipeline.run.settings import folding, read_options
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


def corpus(tmp_path):
    """Pages of all relations below RAW."""
    rng = random.Random(6)
    pages = {}
    for i in range(6):
        text = article(rng, 6)
        pages[f"{i}/a.txt"] = text
        pages[f"{i}/near.txt"] = edited(rng, text, 0.02)
        pages[f"{i}/nearer.txt"] = edited(rng, text, 0.01) + "\n扫码关注公众号，下载客户端。"
        pages[f"{i}/part.txt"] = text[: len(text) // 2].rstrip("。\n")
        pages[f"{i}/same.txt"] = text + " "
        pages[f"{i}/second.txt"] = text.replace("\n", "\n本次会议为第二次会议，", 1)
        pages[f"{i}/third.txt"] = text.replace("\n", "\n本次会议为第三次会议，", 1)
    put(tmp_path / "raw", pages)


def by(folds):
    """The settings of a run with these relations."""
    return lambda stated: folding(read_options(None, {**stated, "folds": folds}))


@pytest.mark.parametrize("folds", ["near,contained,revision", "near", "contained", ""])
def test_other_relations_fold_anew_as_a_run_folds_without_a_look_at_texts(tmp_path, folds):
    corpus(tmp_path)
    run(tmp_path / "raw", tmp_path / "clean")
    anew = refolded(tmp_path / "clean", by(folds))
    run(tmp_path / "raw", tmp_path / "other", replace(JSONL, folds=tuple(folds.split(","))))
    assert anew.rows == (tmp_path / "other/verdicts.tsv").read_text("utf-8").splitlines(True)[1:]
    assert anew.outcome.fates["duplicate"] == {"near": 30, "contained": 12, "": 6}.get(folds, 36)


def test_every_pair_that_was_compared_stands_in_a_table(tmp_path):
    corpus(tmp_path)
    run(tmp_path / "raw", tmp_path / "clean")
    table = pq.read_table(tmp_path / "clean/pairs.parquet").to_pylist()
    relations = Counter(row["relation"] for row in table)
    assert set(relations) == {"near", "contained", "sibling"}
    told = [row for row in table if row["path"].endswith("second.txt") and row["why"]]
    assert {row["why"] for row in told} == {"第二次, not 第三次"}
    assert all(0.3 < row["jaccard"] <= 1 for row in table)
    assert [*faults(tmp_path / "clean")] == []


def test_of_too_many_pairs_those_that_share_most_are_kept_and_no_more_is_told(tmp_path):
    corpus(tmp_path)
    run(tmp_path / "raw", tmp_path / "clean", replace(JSONL, pairs=3))
    table = pq.read_table(tmp_path / "clean/pairs.parquet").to_pylist()
    assert len({frozenset((row["path"], row["of"])) for row in table}) == 3
    with pytest.raises(Fault, match="3 of .* pairs; --pairs .* keeps all"):
        refolded(tmp_path / "clean", by("near"))


def test_the_copy_with_the_largest_number_in_a_column_stays_if_that_is_asked(tmp_path):
    texts = [STORY, edited(random.Random(1), STORY, 0.01), STORY + "\n", OTHER]
    rows = [
        {"text": text, "rank": rank} for text, rank in zip(texts, (1, 7.5, "9", 0), strict=True)
    ]
    (tmp_path / "raw").mkdir()
    lines = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    (tmp_path / "raw/rows.jsonl").write_bytes(lines)
    run(tmp_path / "raw", tmp_path / "clean", replace(JSONL, keep="rank", keep_fields=("rank",)))
    found = verdicts(tmp_path / "clean")
    assert [row["fate"] for row in found.values()] == ["duplicate", "kept", "duplicate", "kept"]


def test_a_column_that_no_row_keeps_is_refused():
    said = "keep = 'rank'; choose from fullest, earliest, latest, first, or a column of keep_fields"
    with pytest.raises(Fault, match=said):
        read_options(None, {"keep": "rank"})


def test_pairs_compared_in_workers_fold_as_those_compared_here(tmp_path, monkeypatch):
    corpus(tmp_path)
    run(tmp_path / "raw", tmp_path / "here")
    monkeypatch.setattr(compared, "BLOCK", 3000)  # some two clusters: many blocks
    monkeypatch.setattr(runner, "FEW_BLOCKS", 1)
    sent = []
    monkeypatch.setattr(
        tasks,
        "compare_pairs",
        lambda work, _, do=tasks.compare_pairs: sent.append(1) or do(work, _),
    )
    run(tmp_path / "raw", tmp_path / "there")
    assert len(sent) > 6
    for name in ("verdicts.tsv", "pairs.parquet"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_pairs_that_take_too_long_do_not_fold_and_are_compared_again_by_the_next_run(
    tmp_path, monkeypatch
):
    corpus(tmp_path)
    run(tmp_path / "raw", tmp_path / "all")
    with monkeypatch.context() as patched:
        patched.setattr(compared, "BLOCK", 3000)
        patched.setattr(runner, "FEW_BLOCKS", 1)
        patched.setattr(
            tasks,
            "compare_pairs",
            lambda work, _, do=tasks.compare_pairs: do(
                work, lambda number, _: "took too long" if number == 0 else ""
            ),
        )
        told = run(tmp_path / "raw", tmp_path / "some").flagged
    assert re.search(r"\d+ pairs of pages could not be compared, and none of them folds", told[0])
    assert not [*faults(tmp_path / "some")]
    folds = [list(verdicts(tmp_path / of).values()) for of in ("all", "some")]
    fewer = [sum(row["fate"] == "duplicate" for row in rows) for rows in folds]
    assert fewer[0] > fewer[1] > 0
    (tmp_path / "raw/more.txt").write_text(THIRD)
    for of in ("all", "some"):
        run(tmp_path / "raw", tmp_path / of)
    assert verdicts(tmp_path / "some") == verdicts(tmp_path / "all")
