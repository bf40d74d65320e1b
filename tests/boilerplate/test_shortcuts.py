"""Shortcuts that only save time: whatever they pass over would have come to nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.boilerplate.cut import glued
from pipeline.boilerplate.learn.addresses import addresses
from pipeline.characters.repair import PASSES, RARE, repair
from pipeline.duplicates.repeats import PROBE, PROBED_RUN
from pipeline.metadata.credits import credit_token
from pipeline.model.edits import Text
from pipeline.model.rules import Rule, Rulebook, beginning

unhurried = settings(deadline=None)  # the first call compiles patterns
# What passes of the repair look for, and what stands around it.
DIRT = "\\n&amp;<br/>(xué)（）?\ue001\x80\U0001f600\u200b\xad\x07 \xa0\u3000\t\r\n中科學家，。"


@unhurried
@given(st.lists(st.sampled_from(DIRT), max_size=40).map("".join))
def test_a_pass_that_is_not_asked_would_have_said_nothing(source: str) -> None:
    asked, asked_all = Text(source), Text(source)
    repair(asked)
    for name, edits, _ in PASSES:
        asked_all.apply(name, edits(asked_all.now))
    assert asked.rows == asked_all.rows


def test_every_character_that_a_pass_changes_is_one_it_wants() -> None:
    """Each character between Han, alone and in a row: passes that are not asked say nothing."""
    for code in (*range(0xD800), *range(0xE000, 0x10000), 0x1F600, 0xE0001):
        for source in (
            f"中{chr(code)}文",
            f"{chr(code) * 2}中文{chr(code)}",
            f"中文 {chr(code)} 中",
        ):
            for name, edits, rare in PASSES:
                if rare and not RARE.search(source):
                    assert not list(edits(source)), (name, hex(code))


@unhurried
@given(st.text(alphabet="来源记者编辑:|/ 2019年1月-文【】今日abT"))
def test_the_first_character_hides_no_label(line: str) -> None:
    look, _, rest = credit_token().pattern.partition(")(?:")
    assert look.startswith("(?=[")
    whole = re.compile("(?:" + rest)
    assert [m.span() for m in credit_token().finditer(line)] == [
        m.span() for m in whole.finditer(line)
    ]


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
    found, plain = PROBED_RUN.match(text), re.search(rf"[^\W\d_]{{{PROBE}}}", text)
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
    if any(glued.FIRST_GLUED.finditer(line, 1)):
        assert glued.GLUED_ANCHOR.search(line, 1)


def test_an_address_is_seen_in_any_spelling_and_words_of_latin_are_none() -> None:
    for spelling in ("www.example.com", "ｗww.example.com", "w-w-w.example.com", "WWW.EXAMPLE.COM"):
        assert [item.key for item in addresses(f"雨停了{spelling}天亮了")] == ["www.example.com"]
    assert not addresses("他说w，又说w，然后就走了。")
