"""The generator of watermarks, checked against itself."""

import re

import pytest

from tests.made.watermarks import STYLES, corpus, fold, score, single_page, url
from tests.made.watermarks_prose import story
from tests.made.watermarks_sites import SITES
from tests.made.watermarks_stories import FRAMES


def without(text: str, planted: list[str]) -> list[str]:
    """The lines of a text after the planted marks are taken out, longest first."""
    for mark in sorted(set(planted), key=len, reverse=True):
        text = text.replace(mark, "")
    return [line for line in text.split("\n") if line.strip()]


def test_there_are_styles_stories_and_sites_enough():
    assert len(STYLES) >= 70
    assert len(FRAMES) >= 40
    assert len(SITES) == len({name for name, _ in SITES}) == len({host for _, host in SITES}) == 60


def test_paragraphs_of_stories_are_different_and_many():
    stories = [story(number, 1) for number in range(len(FRAMES))]
    paragraphs = [text for paragraphs in stories for text in paragraphs if len(text) > 25]
    assert len(set(paragraphs)) == len(paragraphs)
    assert {len(paragraphs) for paragraphs in stories} <= set(range(8, 15))


@pytest.mark.parametrize("name", STYLES)
def test_marks_taken_out_leave_the_clean_text(name: str):
    pages = corpus(STYLES[name], 5, pages=3) + [single_page(STYLES[name], seed) for seed in (1, 2)]
    for page in pages:
        assert page.planted
        assert all(mark in page.text for mark in page.planted)
        assert without(page.text, page.planted) == page.paragraphs


@pytest.mark.parametrize("name", STYLES)
def test_the_same_seed_makes_the_same_pages(name: str):
    assert corpus(STYLES[name], 7, pages=2) == corpus(STYLES[name], 7, pages=2)
    assert single_page(STYLES[name], 7) == single_page(STYLES[name], 7)


SEEN = [name for name, style in STYLES.items() if fold(single_page(style, 3).planted[0])]


def test_marks_of_invisible_letters_are_few():
    unseen = {"zero-width-signature", "tag-letters-address", "zero-width-bits"}
    assert {*STYLES} - {*SEEN} == unseen


@pytest.mark.parametrize("name", SEEN)
def test_no_mark_hides_in_an_honest_paragraph(name: str):
    page = single_page(STYLES[name], 3)
    honest = fold("\n".join(page.paragraphs))
    assert not [mark for mark in page.planted if fold(mark) in honest]


@pytest.mark.parametrize("name", SEEN)
def test_a_dirty_page_scores_nothing_and_a_clean_one_all(name: str):
    page = single_page(STYLES[name], 4)
    count = len(page.planted)
    assert score(page.text, page.paragraphs, page.planted) == (0, 0, 0, count, 0)
    clean = "\n".join(page.paragraphs)
    assert score(clean, page.paragraphs, page.planted) == (count, 0, 0, count, 0)


def test_the_score_counts_halves_and_honest_characters():
    page = single_page(STYLES["bracketed-ends"], 1)
    name = re.sub(r"\W", "", page.planted[0])
    half = "\n".join([page.paragraphs[0] + name[1:], *page.paragraphs[1:]])
    count = len(page.planted)
    assert score(half, page.paragraphs, page.planted)[:3] == (count - 1, 0, 1)
    cut = "\n".join([page.paragraphs[0][5:], *page.paragraphs[1:]])
    assert score(cut, page.paragraphs, page.planted)[:3] == (count, 5, 0)


def test_half_a_jammer_is_a_half():
    page = single_page(STYLES["jammer"], 1)
    half = page.planted[0][len(page.planted[0]) // 2 :]
    text = "\n".join([page.paragraphs[0] + half, *page.paragraphs[1:]])
    assert score(text, page.paragraphs, page.planted).halves == 1


def test_addresses_are_in_the_path_or_nowhere():
    with_address = corpus(STYLES["empire"], 1, pages=2)
    without_address = corpus(STYLES["empire"], 1, pages=2, with_address=False)
    assert len({page.path.split("/")[0] for page in with_address}) == 3
    assert {page.path.split("/")[0] for page in without_address} == {"pages"}
    assert [url(page) for page in without_address] == [None] * 6
