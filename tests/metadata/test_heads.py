"""Pages of many kinds of sites, each alone, say their title, author, site and day."""

from collections import Counter

import pytest

from pipeline import clean_text
from tests.made.heads import Page, pages

# Shares of the facts that are stated and found as they are, over every form of `heads.txt` three
# times. Raise one when it rises.
FLOORS = {"title": 0.96, "author": 0.9, "sitename": 0.88, "date": 0.93}
NEVER = 0.87  # of the pages that state no such fact, those that are given none


@pytest.fixture(scope="module")
def found() -> list[tuple[Page, dict[str, str]]]:
    return [(page, _facts(page.text)) for page in pages(3)]


def _facts(text: str) -> dict[str, str]:
    done = clean_text(text, script="keep")
    facts = {name: getattr(done, name) or "" for name in FLOORS}
    return facts | {"date": facts["date"][:10]}


def _is_same(name: str, stated: str, got: str) -> bool:
    """Whether a fact is the one stated; a site may be called with its channel or without."""
    near = name == "sitename" and bool(stated) and abs(len(got) - len(stated)) <= 4
    return got == stated or (near and (stated in got or (len(got) > 1 and got in stated)))


@pytest.mark.parametrize("name", FLOORS)
def test_facts_of_heads_of_many_kinds_are_found(name, found):
    right = Counter(
        _is_same(name, page.facts[name], facts[name]) for page, facts in found if page.facts[name]
    )
    assert right[True] / right.total() >= FLOORS[name]


@pytest.mark.parametrize("name", ["author", "sitename", "date"])
def test_what_no_head_states_is_not_made_up(name, found):
    none = Counter(facts[name] == "" for page, facts in found if not page.facts[name])
    assert none[True] / none.total() >= NEVER


def test_of_a_page_s_own_lines_the_story_keeps_each(found):
    for page, _ in found[::7]:
        body = clean_text(page.text, script="keep").text
        assert page.story[-1][-12:] in body
