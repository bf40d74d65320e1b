"""Pages say who wrote them, where and when: the cases of `tests/cases/head`."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import clean_text
from pipeline.metadata.credits import credited
from pipeline.metadata.days import first_date
from pipeline.metadata.head import head
from pipeline.model.edits import Text, undo
from tests.made.limits import at_most

CASES = sorted(Path(__file__).parents[1].glob("cases/head/*.txt"))
BODY = "清晨六点,天还没有亮,他已经走在去学校的山路上。\n这条路他走了三十年,路边的树也跟着老了。"


def read(case: Path) -> tuple[str, str, list[str], dict[str, str]]:
    """Input, expected text, the rules that fire and the fields found."""
    rest, _, fields = case.read_text("utf-8").rstrip("\n").partition("\n=== found\n")
    before, _, rest = rest.partition("\n=== becomes\n")
    after, _, because = rest.partition("\n=== because\n")
    found = dict(line.split(": ", 1) for line in fields.splitlines())
    return (before, after, because.split(), found) if rest else (before, before, [], found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    before, after, because, fields = read(case)
    done = head(before, {})
    page = Text(before)
    page.apply("head", done.edits)
    assert {name: meta.value for name, meta in done.found.items()} == fields
    assert page.now == after
    assert sorted({row.rule for row in page.rows}) == because


def test_there_are_enough_cases_of_both_kinds() -> None:
    left = [case for case in CASES if case.stem.startswith("leave-")]
    assert len(CASES) - len(left) >= 40
    assert len(left) >= 7


def test_a_known_title_is_cut_where_the_page_repeats_it() -> None:
    done = head(f"山里来了新校长\n{BODY}", {"title": "山里来了新校长"})
    assert [edit.rule for edit in done.edits] == ["title"]
    assert "title" not in done.found


def test_a_known_title_keeps_other_lines_from_being_one() -> None:
    assert head(
        f"三十年的山路\n来源:北岸周刊\n{BODY}", {"title": "山里来了新校长"}
    ).found.keys() == {"sitename"}


def test_credits_below_the_text_fill_what_the_head_left_open() -> None:
    done = head(f"山里来了新校长\n来源:北岸周刊\n{BODY}\n来源:某某网 作者:王小明", {})
    assert done.found["sitename"].value == "北岸周刊"
    assert done.found["author"].value == "王小明"
    assert all(edit.start < 20 for edit in done.edits)


def test_an_empty_label_is_an_unknown_field() -> None:
    assert head(f"山里来了新校长\n作者: 来源:\n{BODY}", {}).found.keys() == {"title"}


def test_a_field_says_which_words_told_it() -> None:
    assert head(f"山里来了新校长\n稿源:北岸周刊\n{BODY}", {}).found["sitename"].where == "稿源"


def test_a_lead_that_only_looks_broken_off_stays() -> None:
    assert head(f"他想说的话还有很多很多……\n{BODY}", {}).edits == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-27", "2023-02-27"),
        ("2023年2月7日 8时05分", "2023-02-07T08:05"),
        ("2023.02.27 20:02:09", "2023-02-27T20:02:09"),
        ("2023-02-27T20:02:09+08:00", "2023-02-27T20:02:09"),
        ("2023-02-30", None),
        ("二月二十七日", None),
    ],
)
def test_dates_become_iso(text: str, expected: str | None) -> None:
    assert first_date(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "来源:他说,这事的来源很复杂,谁也说不清。",
        "他在来源:这里写道",
        "作者:这个词在文中出现了三次,每次都不同。",
        "700尾中华鲟今天放归长江",
        "1939年 12月20日 第一座水电站建成",
        "各县(区)教育局:",
        "评论:山区教育要的不只是钱",
        "北岸银行发布2018年金融统计数据",
    ],
)
def test_a_line_that_says_more_is_no_credit_line(line: str) -> None:
    assert credited(line) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "山里来了新校长",
                "来源:北岸周刊",
                "作者:",
                "人工智能",
                "正在阅读:",
                "2023-02-27",
                *BODY.split("\n"),
            ]
        ),
        max_size=9,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_page_keeps_its_form_and_can_be_had_back(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    page = Text(text)
    page.apply("head", head(text, {}).edits)
    assert undo(page.now, page.rows) == text
    assert not page.now or all(line.strip() for line in page.now.split("\n"))


@pytest.mark.parametrize(
    "piece",
    [" ", "来源:", "作者 ", "2023-", "a|", "首页>", "评论", "记者 王", "分享 ", ".", "授权转载自"],
)
def test_a_hostile_line_takes_no_longer_than_its_length(piece: str) -> None:
    line = piece * (100_000 // len(piece))
    for text in (line, f"{line}\n{line}", "\n".join([line[:290]] * 20 + [BODY])):
        with at_most(1.0):
            head(text, {})


def test_a_title_that_is_all_there_is_stays():
    title = "山里来了新校长"
    assert not head(title, {"title": title}).edits
    done = Text(f"{title}\n{BODY}")
    done.apply("head", head(done.now, {"title": title}).edits)
    assert done.now == BODY


def test_what_stands_over_the_way_heads_the_site():
    above = ["今天是：2020年1月2日", "北岸 百年 老店", "用户中心 我的北岸", "您的位置：首页 > 要闻"]
    text = "他走了很远的路，直到天黑才看见渡口的灯，灯下没有人。"
    page = [*above, "渡口的钟停在立冬", "2020-01-02 来源：北岸周刊", text, f"后来{text}"]
    done = clean_text("\n".join(page))
    assert (done.title, done.text) == ("渡口的钟停在立冬", f"{text}\n后来{text}")


def test_what_only_looks_like_a_way_heads_nothing():
    lines = [
        "我的位置",
        "北岸 > 南岸 > 东岸",
        "他走了很远的路，直到天黑才看见渡口的灯，灯下没有人。",
    ]
    assert clean_text("\n".join(lines)).text.startswith("我的位置")
