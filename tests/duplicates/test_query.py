"""Whether a text is in the corpus is told by signatures, and nothing is believed that can't be."""

import random
import subprocess
import sys

import orjson
import pytest

from pipeline.duplicates.query import Index, scan
from pipeline.duplicates.signature import sign
from pipeline.model.errors import Fault
from pipeline.report.near import answers
from tests.made.articles import article, edited
from tests.made.cleaning import neighbours
from tests.made.faults import pages, put, run


@pytest.fixture(scope="module")
def corpus():
    rng = random.Random(8)
    return [article(rng, 3) for i in range(200)] + ["停电通知"]


@pytest.fixture(scope="module", params=["scanned", "indexed"])
def found(request, corpus):
    """What a text is found to be like, by the number in the corpus, in either way."""
    signed = sign(corpus)
    index = Index(signed)

    def ask(*texts):
        asked = sign(texts)
        pairs = scan(asked, signed) if request.param == "scanned" else index.candidates(asked)
        return [tuple(pair) for pair in pairs.tolist()]

    return ask


def test_a_text_of_the_corpus_is_found(found, corpus):
    assert found(corpus[7] + " ", corpus[5]) == [(0, 7), (1, 5)]


def test_an_edited_text_is_found(found, corpus):
    assert found(edited(random.Random(1), corpus[9], 0.02)) == [(0, 9)]


def test_a_part_of_a_text_is_found_and_a_text_that_holds_one(found, corpus):
    whole = corpus[11]
    assert found(whole[: len(whole) // 3]) == [(0, 11)]
    assert found(whole + "\n" + article(random.Random(98), 6)) == [(0, 11)]


def test_a_short_text_is_found_only_when_it_is_the_same(found):
    assert found("停电，通知！") == [(0, 200)]
    assert found("停水通知") == []


def test_a_foreign_text_is_not_found(found):
    assert found(article(random.Random(99), 3)) == []


def test_an_empty_corpus_has_nothing_near():
    asked = sign(["什么也没有" * 10])
    assert len(Index(sign([])).candidates(asked)) == len(scan(asked, sign([]))) == 0


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


def test_rows_on_stdin_are_answered_line_by_line(clean):
    text = (clean.parent / "raw/site0/1-003.txt").read_text("utf-8")
    rows = [{"id": 7, "text": text}, {"text": "别的事情，" * 30}, {"id": "x", "url": 1}]
    lines = [*(orjson.dumps(row) for row in rows), b"", b"{no json"]
    same, foreign, unread, broken = answers(clean, lines)
    assert same["id"] == 7
    assert [(one["path"], one["relation"]) for one in same["near"]] == [
        ("site0/1-003.txt", "exact")
    ]
    assert foreign == {"id": None, "near": []}
    assert unread["id"] == "x"
    assert unread["error"].startswith("no text among the fields")
    assert broken["error"].startswith("no JSON")


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
