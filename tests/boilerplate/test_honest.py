"""Honest texts keep every letter: alone, and what looks like boilerplate in them."""

import pytest

from tests.gates.honest import Page, alone, made_up, of_one_site, together

PAGES = made_up()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_an_honest_text_comes_out_whole(page: Page) -> None:
    assert list(alone([page])) == []


def test_honest_texts_of_one_site_teach_nothing_about_each_other() -> None:
    assert list(together(of_one_site(PAGES))) == []
