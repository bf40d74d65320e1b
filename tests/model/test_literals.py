"""Many literals looked for at once, and patterns that are asked only where one of theirs stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate import vocabulary
from pipeline.model.literals import Gated, Literals

WORDS = [
    vocabulary.STRONG_WORDS,
    vocabulary.BOILERPLATE_WORDS,
    vocabulary.PAGE_PHRASES,
    vocabulary.CALLING_WORDS,
    vocabulary.ANNOUNCING_WORDS,
]
PIECES = [
    *[
        "本站",
        "本網絡",
        "版权",
        "版權所有",
        "轉載",
        "轉",
        "载",
        "QQ号：12345",
        "微信號{a}",
        "编辑：",
    ],
    *[
        "編輯:",
        "來自網絡",
        "点击查看",
        "點擊率",
        "侵权责任",
        "猜你喜歡",
        "www.",
        "她说，",
        "\ud800",
    ],
]


@pytest.mark.parametrize("words", WORDS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8))
def test_words_are_found_as_by_the_pattern_alone(words: Gated, pieces: list[str]) -> None:
    text = "".join(pieces)
    found, plain = words.search(text), re.search(words.pattern, vocabulary.in_simplified(text))
    assert (found and found.span()) == (plain and plain.span())


@given(st.text(alphabet="甲乙丙\ud800", max_size=9))
def test_every_literal_is_found_that_a_text_holds(text: str) -> None:
    literals = ["甲", "甲乙", "乙甲", "丙丙", "乙丙甲"]
    some = Literals(literals)
    assert some.among(text) == {i for i, literal in enumerate(literals) if literal in text}
    assert some.any_in(text) == any(literal in text for literal in literals)
