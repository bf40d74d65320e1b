"""The pages with hidden text are what they say: decoys in the markup, none among what is shown."""

from itertools import product

import lxml.html
import pytest

from tests.made.hidden import LEVELS, WAYS, HiddenPage, hidden_pages

PAGES = hidden_pages()


def test_every_way_stands_within_sentences_and_as_blocks():
    assert len(WAYS) >= 20
    names = {page.name.rsplit(", toggle", 1)[0] for page in PAGES}
    assert names == {f"{way.name}, {level}" for way, level in product(WAYS, LEVELS)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_what_it_shows_and_what_it_hides(page: HiddenPage):
    read = lxml.html.fromstring(page.html).text_content()
    for words in page.hidden:
        assert words in read
        read = read.replace(words, "")
    lines = iter(read.split("\n"))
    assert all(any(line in one for one in lines) for line in page.shown)


def test_what_a_toggle_opens_is_shown_and_what_it_does_not_is_hidden():
    hiding = {page.name: bool(page.hidden) for page in PAGES}
    assert not hiding["class, block, toggle: own"]
    assert hiding["class, block, toggle: other"]
    assert hiding["opacity, inline, toggle: none"]
    assert not hiding["opacity, block, toggle: none"]
