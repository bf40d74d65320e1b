"""Whether a text is in the corpus is told by signatures, and nothing is believed that can't be."""

import random
import subprocess
import sys

import pytest

from pipeline.duplicates.query import IndexPart, nearest
from pipeline.duplicates.signature import sign
from pipeline.model.errors import Fault
from pipeline.report.near import neighbours
from tests.made.articles import article, edited
from tests.made.faults import pages, put, run


@pytest.fixture(scope="module")
def corpus():
    rng = random.Random(8)
    return {f"a/{i}.txt": article(rng, 3) for i in range(200)} | {"a/short.txt": "停电通知"}


@pytest.fixture(scope="module")
def parts(corpus):
    paths = list(corpus)
    halves = paths[:100], paths[100:]
    return [
        IndexPart(sign([corpus[path] for path in half]), lambda half=half: half) for half in halves
    ]


def test_a_text_of_the_corpus_is_found(parts, corpus):
    first = nearest(corpus["a/7.txt"] + " ", parts)[0]
    assert first == ("a/7.txt", "exact", 1.0)


def test_an_edited_text_is_found_with_its_similarity(parts, corpus):
    (first, *rest) = nearest(edited(random.Random(1), corpus["a/9.txt"], 0.02), parts)
    assert first.path == "a/9.txt"
    assert 0.7 < first.similarity < 0.95
    assert rest == []


def test_a_part_of_a_text_is_found_and_a_text_that_holds_one(parts, corpus):
    whole = corpus["a/11.txt"]
    assert [near.path for near in nearest(whole[: len(whole) // 3], parts)] == ["a/11.txt"]
    longer = whole + "\n" + article(random.Random(98), 6)
    assert [near.path for near in nearest(longer, parts)] == ["a/11.txt"]


def test_a_short_text_is_found_only_when_it_is_the_same(parts):
    assert [near.path for near in nearest("停电，通知！", parts)] == ["a/short.txt"]
    assert nearest("停水通知", parts) == []


def test_a_foreign_text_is_not_found_and_no_path_is_read_for_it(parts):
    silent = [IndexPart(part.signed, lambda: pytest.fail("asked for paths")) for part in parts]
    assert nearest(article(random.Random(99), 3), silent) == []


def test_an_empty_corpus_has_nothing_near():
    assert nearest("什么也没有" * 10, [IndexPart(sign([]), list)]) == []


@pytest.fixture
def clean(tmp_path):
    put(tmp_path / "raw", pages(1, 20))
    run(tmp_path / "raw", tmp_path / "clean")
    return tmp_path / "clean"


def test_of_a_cluster_the_kept_article_is_told_and_no_copy(clean):
    rows = [row.split("\t") for row in (clean / "verdicts.tsv").read_text("utf-8").splitlines()]
    copy = next(row for row in rows if row[2] == "duplicate")
    text = (clean.parent / "raw" / copy[0]).read_text("utf-8")
    assert [one.path for one in neighbours(clean, text)] == [copy[3]]


def test_which_of_two_texts_is_a_part_of_the_other_is_told(tmp_path):
    rng = random.Random(23)
    whole = article(rng, 12)
    half = whole[: len(whole) // 2].rstrip("。\n")
    for name, kept, asked in (("contained", whole, half), ("contains", half, whole)):
        put(tmp_path / name / "raw", {"a.txt": kept})
        run(tmp_path / name / "raw", tmp_path / name / "clean")
        (found,) = neighbours(tmp_path / name / "clean", asked)
        assert (found.path, found.relation) == ("a.txt", name)
        assert found.similarity > 0.95


@pytest.mark.parametrize("harm", ["cut", "gone", "other"])
def test_what_is_known_of_a_corpus_is_refused_by_name_when_it_is_damaged(clean, harm):
    (book,) = (clean / ".state/known").iterdir()
    if harm == "cut":
        book.write_bytes(book.read_bytes()[:-9])
    elif harm == "gone":
        book.unlink()
    else:
        book.write_bytes(b"an index of another version" * 9)
    with pytest.raises(Fault, match=r"state/known.*run again"):
        neighbours(clean, "什么也没有" * 10)


@pytest.mark.check
def test_asking_does_not_load_datasketch():
    code = "import sys, pipeline.report.near; sys.exit('datasketch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
