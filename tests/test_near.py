"""The index answers whether a text is in the corpus, and refuses files that it can't read."""

import random
import subprocess
import sys

import pytest

from pipeline.surveys.near import Index, UnusableIndex, write_index
from pipeline.surveys.signature import sign
from tests.made_articles import article, edited


@pytest.fixture(scope="module")
def corpus():
    rng = random.Random(8)
    return {f"a/{i}.txt": article(rng, 3) for i in range(200)} | {"a/short.txt": "停电通知"}


@pytest.fixture(scope="module")
def index(corpus, tmp_path_factory):
    file = tmp_path_factory.mktemp("near") / "near.index"
    write_index(file, list(corpus), sign(list(corpus.values())))
    return Index.open(file)


def test_a_text_of_the_corpus_is_found(index, corpus):
    first = index.nearest(corpus["a/7.txt"] + " ")[0]
    assert first == ("a/7.txt", "exact", 1.0)


def test_an_edited_text_is_found_with_its_similarity(index, corpus):
    (first, *rest) = index.nearest(edited(random.Random(1), corpus["a/9.txt"], 0.02))
    assert first.path == "a/9.txt"
    assert 0.7 < first.similarity < 0.95
    assert rest == []


def test_a_short_text_is_found_only_when_it_is_the_same(index):
    assert [near.path for near in index.nearest("停电，通知！")] == ["a/short.txt"]
    assert index.nearest("停水通知") == []


def test_a_foreign_text_is_not_found(index):
    assert index.nearest(article(random.Random(99), 3)) == []


def test_an_empty_corpus_has_an_index_too(tmp_path):
    write_index(tmp_path / "index", [], sign([]))
    assert Index.open(tmp_path / "index").nearest("什么也没有" * 10) == []


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 600, b'{"format": "other 1"}'])
def test_another_file_is_refused_by_name(tmp_path, content):
    file = tmp_path / "odd.index"
    file.write_bytes(content)
    with pytest.raises(UnusableIndex, match="odd.index"):
        Index.open(file)


def test_an_index_of_other_settings_is_refused(tmp_path):
    file = tmp_path / "index"
    write_index(file, ["a"], sign(["天地玄黄" * 9]))
    file.write_bytes(file.read_bytes().replace(b'"gram": 5', b'"gram": 7', 1))
    with pytest.raises(UnusableIndex, match="other settings"):
        Index.open(file)


def test_asking_does_not_load_datasketch():
    code = "import sys, pipeline.surveys.near; sys.exit('datasketch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
