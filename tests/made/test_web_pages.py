"""The made-up web pages are consistent: what their gold says stands in them, and no more."""

import json
import re
from html import unescape
from urllib.parse import unquote

import lxml.html
import pytest

from tests.made.web_noise import words as noise_words
from tests.made.web_pages import Page, families_gold, pages
from tests.made.web_score import fold, score_page

PAGES = pages()
EMPTY = {"index", "shell"}
SIZES = range(8_000, 80_001)  # bytes: an old portal to a page with much script


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def words(page: Page) -> str:
    """All that stands in a page: text, scripts, alternative texts, the parts it keeps quoted."""
    tree = lxml.html.fromstring(decoded(page.data))
    for reading in tree.xpath("//rt | //rp"):
        reading.drop_tree()
    said = " ".join([*tree.itertext(), *tree.xpath("//@alt"), *tree.xpath("//@content")])
    quoted = unquote(unescape(said)).replace("\\n", "\n")
    return fold(quoted + re.sub(r"</?\w[^>]*>", "", quoted))


def test_there_are_ninety_pages_of_forty_five_families():
    assert len(PAGES) >= 90
    assert len({page.family for page in PAGES}) >= 45
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_its_gold(page: Page):
    all_words, gold = words(page), page.gold
    assert len(page.data) in SIZES
    assert bool(gold.body) == (gold.kind not in EMPTY)
    cells = [line[0] for line in gold.body if " | " not in line[0]]
    clear = all_words
    for decoy in noise_words("decoys")[""]:
        clear = clear.replace(fold(decoy), "")
    missing = [one for one in cells if not any(fold(x) in clear for x in forms(one))]
    assert not missing
    assert not [word for word in gold.gone if fold(word) not in all_words]
    assert len(gold.gone) >= 4


def forms(line: str) -> list[str]:
    """A line as it may stand in markup: without its number, its formulas without signs."""
    bare = line.split(". ", 1)[-1]
    inner = line.split("$")
    return [line, bare, "".join(inner), max(inner, key=len), line.split("|")[0]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_gold_scores_full_marks(page: Page):
    gold = page.gold
    facts = {name: getattr(gold, name)[0] for name in ("title", "author", "sitename", "date")}
    score = score_page(page, whole(page), facts, replies="keep")
    assert (score.exact, score.lost, score.residue) == (score.of, 0, 0)
    assert score.code_whole == score.code_of
    assert (score.gone_left, score.right) == ([], 4)


def whole(page: Page) -> str:
    return "\n".join(line[0] for line in page.gold.body)


def test_boilerplate_and_lost_lines_cost():
    page = next(page for page in PAGES if page.family == "jianshu")
    lines = whole(page).split("\n")
    score = score_page(page, "\n".join([*lines[1:], page.gold.gone[0]]), {"date": "1999-01-01"})
    assert (score.exact, score.of) == (len(lines) - 1, len(lines))
    assert score.lost > 0 < score.residue
    assert score.gone_left == [page.gold.gone[0]]
    assert (score.missed, score.wrong) == (2, 1)


def test_replies_are_kept_or_dropped_as_asked():
    page = next(page for page in PAGES if page.family == "v2ex")
    text = whole(page)
    assert score_page(page, text, replies="either").residue == 0
    assert score_page(page, text, replies="drop").gone_left


def test_the_gold_can_be_written_as_json():
    assert len(json.dumps(families_gold())) > 100_000
