"""Of a cluster the clean and whole article is kept, or the one a user asks for."""

import pytest

from pipeline.duplicates.duplicates import Settings, duplicates, here
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head, sentence_breaks
from tests.gates.duplicates import is_right, surveyed
from tests.made.articles import article
from tests.made.edits import EDITS, Rng

STORY = article(Rng(5), 6)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_of_an_edited_story_the_right_one_stays(edit):
    for i in range(4):
        rng = Rng(f"survivors {i}")
        case = edit(rng, article(rng))
        assert is_right(case, surveyed(case))


@pytest.mark.parametrize(
    ("keep", "kept"), [("fullest", "b"), ("earliest", "a"), ("latest", "c"), ("first", "a")]
)
def test_what_is_kept_is_the_choice_of_the_user(keep, kept):
    texts = {"a": STORY.replace("\n", ""), "b": STORY, "c": STORY.replace("\n", "") + "了"}
    days = {"a": "2021-03-05", "b": "2021-03-07", "c": "2021-03-09"}
    pages = [
        Head(name, f"{name:0>64}", date=days[name], breaks=sentence_breaks(text))
        for name, text in texts.items()
    ]
    ordered = [*texts.values()]
    found = duplicates(
        pages, sign(ordered), here(lambda some: [ordered[i] for i in some]), Settings(keep=keep)
    )
    assert {fold.of for fold in found.folds} == {kept}
