"""Pages of all the templates one meets come out as their articles, and say who wrote them."""

import pytest

from pipeline.html.extract import extract
from pipeline.html.features import letters_of
from pipeline.model.edits import Text
from tests.made.pages_odd import KINDS, made

# Shares of characters, as F1 over the pages of a kind. The lower ones keep a label or a date above
# a short text, or lose an answer among buttons: the lines say too little there.
LEAST = {
    "question": 0.8,
    "lyrics": 0.9,
    "japanese": 0.95,
    "live": 0.95,
    "board": 0.8,
    "pushes": 0.6,
}
USUAL = 0.98
SEEDS = range(3)


def cleaned(html):
    """The lines of the article of a page, and what extract found."""
    done = extract(html)
    text = Text(done.source)
    text.apply("extract", done.edits)
    return text.now.split("\n"), done.found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_of_this_kind_becomes_its_article(kind):
    scores = []
    for seed in SEEDS:
        page = made(kind, seed)
        lines, _ = cleaned(page.html)
        wanted, got = set(map(letters_of, page.lines)), set(map(letters_of, lines))
        size = sum(len(letters_of(line)) for line in page.lines)
        right = sum(len(letters_of(line)) for line in page.lines if letters_of(line) in got)
        wrong = sum(len(letters_of(line)) for line in lines if letters_of(line) not in wanted)
        scores.append(2 * right / (size + right + wrong))
    assert sum(scores) / len(scores) >= LEAST.get(kind.__name__, USUAL)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_of_this_kind_states_its_facts(kind):
    for seed in SEEDS:
        page = made(kind, seed)
        found = cleaned(page.html)[1]
        assert {name: found[name].value for name in page.facts if name in found} == page.facts


def test_a_digest_of_linked_headlines_is_no_stream_of_teasers():
    cards = "".join(
        f"<div class=item><h3><a href=/{i}>第{i}条：今天县里发生的一件事</a></h3>"
        f"<p>第{i}件事说的是木桥镇的人们怎样在天亮之前把渡口的灯一盏一盏点起来，又怎样熄灭。</p></div>"
        for i in range(8)
    )
    lines, _ = cleaned(f"<h1>一日要闻</h1><div class=digest>{cards}</div>")
    assert sum("第" in line and "点起来" in line for line in lines) == 8
