"""What is known of documents: found by where they come from, and had back from what was written."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import orjson
import pytest

from pipeline import stages
from pipeline.corpus.index import ResultIndex, hidden, origins
from pipeline.corpus.written import completed, facts_lost, sealed, unfinished, unsealed
from pipeline.duplicates.duplicates import Fold
from pipeline.model import ledger
from pipeline.model.article import Meta, Record
from pipeline.model.edits import Edit
from pipeline.model.summary import columns_apart, from_columns, head_columns, head_of
from pipeline.run.pieces import by_size

KEYS = [sha256(name.encode()).digest()[:16] for name in ("甲", "乙", "丙", "丁")]


def test_results_are_found_by_part_whole_or_not_at_all():
    first = origins(KEYS[:2], [1, 3])
    second = origins([KEYS[2]], [2])
    there = ResultIndex([("a", first[[0, 3, 1, 2]]), ("b", second[:1])])
    counts, numbers = there.parts(KEYS)
    assert counts.tolist() == [1, 3, -1, -1]
    assert [there.places.books[there.places.book[i]] for i in numbers] == ["a"] * 4
    assert there.places.at[numbers].tolist() == [0, 2, 3, 1]


def test_what_is_hidden_is_found_by_nobody():
    all_of_it = origins(KEYS, [1, 1, 1, 1])
    there = ResultIndex([("a", hidden(all_of_it, np.array([False, True, False, False])))])
    assert (there.find(all_of_it) >= 0).tolist() == [True, False, True, True]
    nobody = hidden(all_of_it, np.ones(4, bool))
    assert there.find(nobody).tolist() == [-1] * 4


def test_without_books_nothing_is_found():
    assert ResultIndex([]).parts(KEYS)[0].tolist() == [-1] * 4


def test_shards_end_where_they_are_full_and_hold_every_document_once(monkeypatch):
    monkeypatch.setattr("pipeline.corpus.folder.SHARD_BYTES", 10)
    bounds = list(by_size(np.array([4, 4, 4, 30, 1, 1])))
    assert bounds == [(0, 3), (3, 4), (4, 6)]
    assert list(by_size(np.array([], int))) == []


@pytest.fixture(params=["simplified", "traditional"])
def pair(request):
    """A draft and what was made of it."""
    text = "科學家說這裡的風景與從前大不相同。x7K某某網\n團隊在山上住了三個月。x7K某某網"
    known = {"title": "科學家的團隊", "url": "https://a.example/1"}
    draft = stages.prepare(Record("a.txt", text.encode(), known=known))
    at = draft.text.index("x7K")
    made = stages.finish(draft, [Edit(at, at + 6, "", "mark")], request.param)
    assert (made.text, made.rows) != (draft.text, draft.rows)
    return draft, made


TWIN = Fold("a.txt", "b.txt", "near", 0.9)


@pytest.mark.parametrize("fold", [None, TWIN])
@pytest.mark.parametrize("write_duplicates", [False, True])
def test_a_document_comes_back_from_its_lines_whatever_became_of_it(pair, fold, write_duplicates):
    draft, made = pair
    twin = head_of(replace(draft, path="c.txt"))._replace(sitename="某某網", date="2023-02-27")
    twins = () if fold else (twin,)
    written = completed(made, fold, twins, write_duplicates=write_duplicates)
    text = orjson.loads(written.article)["text"] if written.article else ""
    back = unsealed(ledger.read_entry(written.ledger), text)
    assert back == made
    assert sealed(back) == sealed(made)
    again = unfinished(back, head_of(draft), facts_lost(draft, made))
    assert again == draft
    assert list(again.found.items()) == list(draft.found.items())


@pytest.mark.parametrize("fate", ["empty", "failed"])
def test_so_does_one_that_is_not_written(pair, fate):
    draft, made = pair
    lost = replace(made, fate=fate, why="nothing but boilerplate in it")
    back = unsealed(ledger.read_entry(sealed(lost).ledger), "")
    assert back == lost
    assert unfinished(back, head_of(draft), facts_lost(draft, made)) == draft


def test_facts_of_a_draft_are_kept_only_where_they_could_not_be_told(pair):
    draft, made = pair
    lost = facts_lost(draft, made)
    assert (lost is None) == (draft.found["title"] == made.found["title"])
    odd = replace(made, found={**made.found, "date": Meta("2023", "text")})
    assert facts_lost(replace(draft, found=odd.found), odd) == odd.found


def test_heads_that_are_alike_are_written_once(pair):
    heads = [head_of(draft) for draft in pair]
    apart = columns_apart(heads, [heads[0]] * 2)
    assert from_columns(apart, head_columns([heads[0]] * 2)) == heads
    assert apart[0] is None
    with pytest.raises(ValueError, match=r"zip|argument"):
        from_columns([["a"], *head_columns(heads)[1:]], head_columns(heads))


def test_the_article_of_a_line_is_told_without_reading_the_line(pair):
    _, made = pair
    odd = replace(made, path='甲","article":"' + "0" * 64)
    line = sealed(odd).ledger
    assert ledger.sealed_article(line) == ledger.read_entry(line).article != ""
    assert ledger.sealed_article(completed(made, TWIN, (), write_duplicates=False).ledger) == ""
    with pytest.raises(ledger.BrokenEntry):
        ledger.sealed_article(line.replace(b"mark", b"mork"))
