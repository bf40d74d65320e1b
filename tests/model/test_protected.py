"""Code, addresses, link targets and formulas come through every stage whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.edits import Edit, Text
from pipeline.model.protected import SOFT, Protected, find_protected, is_markdown

LISTING = "def f(x):\n    # 注释\n    return x\n\nprint(f(3))"


def held(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    """What is protected of a text, and as what."""
    found = find_protected(text, markdown=markdown)
    return [(text[one.start : one.end], one.kind) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先看。\n```py\n\n# 一\n```\n再看。", [("```py\n\n# 一\n```", "code")]),
        ("~~~~\n```\n~~~~", [("~~~~\n```\n~~~~", "code")]),
        ("只开了头。\n```py\n甲", []),
        ("用 `\\u200b` 匹配。", [("`\\u200b`", "inline")]),
        ("见[甲](https://a.example/b_(c))。", [("https://a.example/b_(c)", "target")]),
        (
            "写信给 a.b@c.example，或看http://d.example/e。",
            [
                ("a.b@c.example", "address"),
                ("http://d.example/e", "address"),
            ],
        ),
        ("能量是 $E=mc^2$，价格是$5到$6。", [("$E=mc^2$", "formula")]),
        (f"如下：\n{LISTING}\n完。", [(LISTING, "listing")]),
        ("他说：“走吧。”\n她说：“好。”\n两人走了。", []),
        ("一、甲\n二、乙（见下）\n三、丙；", []),
    ],
)
def test_what_is_protected(text, expected):
    assert held(text) == expected


def test_indented_blocks_are_code_in_markdown_alone():
    text = "先装：\n\n    npm install\n    # 完成\n\n再看。"
    assert held(text, markdown=True) == [("\n    npm install\n    # 完成", "code")]
    assert held(text) == []


def test_indented_prose_is_no_code():
    text = "开头。\n\n    他走进了车站，没有回头，雨一直没有停。\n\n结尾。"
    assert held(text, markdown=True) == []


def test_markdown_is_known_by_its_name_or_its_marks():
    assert is_markdown("a/b.MD", "甲")
    assert is_markdown("a.txt", "甲\n```\n乙\n```")
    assert not is_markdown("a.txt", "# 甲\n乙")


def edited(stage: str, text: str, *edits: Edit, markdown: bool = False) -> str:
    """A text with its protected spans after the edits of one stage."""
    page = Text(text, protected=find_protected(text, markdown=markdown))
    page.apply(stage, edits)
    return page.now


def cut(text: str, what: str) -> Edit:
    """The edit that cuts a string where it stands first."""
    return Edit(text.index(what), text.index(what) + len(what), "", "x")


def test_half_an_address_grows_to_the_whole():
    text = "更多见http://a.example/b"
    assert edited("strip", text, cut(text, "更多见http://a.example")) == ""


def test_a_host_within_an_address_stays():
    text = "见 http://a.example/b。"
    assert edited("marks", text, cut(text, "a.example")) == text


def test_a_watermark_glued_to_an_address_goes_and_the_address_stays():
    text = "见http://a.example/bx7K某某网"
    assert edited("marks", text, cut(text, "x7K某某网")) == "见http://a.example/b"


def test_a_watermark_goes_from_the_end_of_a_line_of_code_and_no_line_of_code_goes():
    text = "```\nprint(1)x7K某某网\n# 二\n```"
    assert edited("marks", text, cut(text, "x7K某某网")) == "```\nprint(1)\n# 二\n```"
    assert edited("strip", text, cut(text, "# 二\n")) == text


def test_layout_stays_in_code_and_goes_up_to_it():
    text = "甲。\n\n```\n\n一\n```\n\n乙。"
    breaks = [
        Edit(i, i + 2, "\n", "empty-line") for i in range(len(text)) if text[i : i + 2] == "\n\n"
    ]
    assert edited("repair.lines", text, *breaks) == "甲。\n```\n\n一\n```\n乙。"


@given(
    st.lists(st.sampled_from(["甲乙。", "\n", "```", " ", "http://a.example/b", "`c`", "x = 1;"])),
    st.data(),
)
def test_no_edit_leaves_half_of_what_is_protected(pieces, data):
    text = "".join(pieces)
    spans = find_protected(text, markdown=True)
    places = st.integers(0, len(text))
    start = data.draw(places)
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.sampled_from(["", "丁"]))
    stage = data.draw(st.sampled_from(["repair.tags", "strip", "collapse", "convert", "head"]))
    page = Text(text, protected=spans)
    page.apply(stage, [Edit(start, end, new, "x")] if start < end or new else [])
    for span in spans:
        if span.kind in SOFT:  # unfenced code, by its looks alone
            continue
        lo, hi = page.now_span(span.start, span.end)
        assert page.now[lo:hi] in (text[span.start : span.end], ""), span


def test_protected_spans_move_with_the_text():
    page = Text("甲乙丙http://a.example", protected=[Protected(3, 19, "address")])
    page.apply("strip", [Edit(0, 2, "", "x")])
    assert page.protected == [Protected(1, 17, "address")]
