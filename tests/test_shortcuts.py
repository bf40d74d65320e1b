"""Shortcuts that only save time: whatever they pass over would have come to nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language, page
from pipeline.rules import Rule, Rulebook, beginning
from pipeline.stages import tails
from pipeline.stages.copies import _RUN, PROBE
from pipeline.stages.facts.credits import _token
from pipeline.surveys.addresses import addresses

unhurried = settings(deadline=None)  # the first call compiles patterns
MIXED = "今日天气はカナ한국어ab9 ，。！1\n"


PLAIN = [chr(i) for i in range(0x20, 0x4E80) if page._PLAIN.fullmatch(chr(i))] + list("，。！？“”")


@unhurried
@given(st.text(alphabet=PLAIN))
def test_a_plain_title_needs_no_repair_but_that_of_mojibake(title: str) -> None:
    for name, edits in page.REPAIRS[1:]:
        assert not list(edits(title)), name


@unhurried
@given(st.text(alphabet=MIXED, max_size=60))
def test_han_alone_tell_the_language_only_where_all_letters_would(text: str) -> None:
    if language._plainly_chinese(text):
        letters = len(language._LETTER.findall(text))
        assert len(language._HANGUL.findall(text)) <= language._HAN_SHARE * letters
        assert len(language._KANA.findall(text)) <= language._KANA_SHARE * letters
        assert len(language._HAN.findall(text)) > language._HAN_SHARE * letters


@unhurried
@given(st.text(alphabet="来源记者编辑:|/ 2019年1月-文【】今日abT"))
def test_the_first_character_hides_no_label(line: str) -> None:
    look, _, rest = _token().pattern.partition(")(?:")
    assert look.startswith("(?=[")
    whole = re.compile("(?:" + rest)
    assert [m.span() for m in _token().finditer(line)] == [m.span() for m in whole.finditer(line)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"第?\d页", r"[\d第]"),
        (r"(?:上|下)一页|^共", "[上下共]"),
        (r"(?<!的)[编责]辑", "[编责]"),
        (r"[^甲]乙", "."),
        (r"(?i:end)", "."),
        (r"甲?", "."),
    ],
)
def test_a_beginning_is_known_or_anything(pattern: str, expected: str) -> None:
    assert set(beginning(pattern)) == set(expected)


@unhurried
@given(st.text(alphabet="甲乙丙12ab ，\n", max_size=60))
def test_a_run_of_letters_is_the_first_that_is_long_enough(text: str) -> None:
    found, plain = _RUN.match(text), re.search(rf"[^\W\d_]{{{PROBE}}}", text)
    assert (found and found.span("run")) == (plain and plain.span())


@unhurried
@given(st.text(alphabet="上下页第版权x中文字", max_size=600))
def test_a_rulebook_finds_a_rule_by_its_anchors_in_any_text(text: str) -> None:
    literals = [a + b for a in "上下页第版" for b in "页权中文"]
    few = [Rule(f"r{i}", "", literal) for i, literal in enumerate(literals[:5])]
    many = [Rule(f"r{i}", "", literal) for i, literal in enumerate(literals)]
    for rules in (few, many):
        found = Rulebook(rules).possible(text)
        assert found == [rule for rule in rules if rule.pattern in text]


@given(
    st.lists(
        st.sampled_from(["。", "责编 ", "编辑:", "王小明", "END", "长按", "扫描", "阅读原文 "])
    )
)
def test_a_row_at_the_end_has_an_anchor(pieces: list[str]) -> None:
    line = "他走了" + "".join(pieces)
    if any(tails._FIRST.finditer(line, 1)):
        assert tails._ANCHOR.search(line, 1)


def test_an_address_is_seen_in_any_spelling_and_words_of_latin_are_none() -> None:
    for spelling in ("www.example.com", "ｗww.example.com", "w-w-w.example.com", "WWW.EXAMPLE.COM"):
        assert [item.key for item in addresses(f"雨停了{spelling}天亮了")] == ["www.example.com"]
    assert not addresses("他说w，又说w，然后就走了。")
