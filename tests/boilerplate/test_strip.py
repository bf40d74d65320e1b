"""Furniture goes, and what only looks like it stays: the cases of `tests/cases/strip`."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.boilerplate.cut.strip import strip_edits
from pipeline.metadata.layout import fold, prose
from pipeline.model.edits import Text, undo
from tests.made.limits import at_most

CASES = sorted(Path(__file__).parents[1].glob("cases/strip/*.txt"))
PIECES = (
    "清晨六点,天还没有亮,他已经走在去学校的山路上。",
    "责任编辑:李小红",
    "相关阅读",
    "小城故事",
    "(资料图)",
    "版权所有 京ICP备12345678号",
    "暂无评论",
    "他说(图文无关)这不要紧,[email protected]也行。",
    "专业代充会员,有需要的加微信 kefu8899 咨询。",
    "發表評論",
    "-end-来源:北岸周刊,版权归原作者所有。返回北岸网,查看更多",
    "编辑:王小明 审核:李红(图文无关)长按二维码关注我们",
    "如果你也想开店,欢迎私信我领取手册,或者加V:shudian668,前100名免费。",
    "x",
    "image.png",
)


def read(case: Path) -> tuple[str, str, list[str]]:
    """Input, expected text and the rules that fire."""
    before, _, rest = case.read_text("utf-8").rstrip("\n").partition("\n=== becomes\n")
    after, _, because = rest.partition("\n=== because\n")
    return (before, after, because.split()) if rest else (before, before, [])


def strip(text: str, title: str | None = None) -> Text:
    page = Text(text)
    page.apply("strip", strip_edits(text, title))
    return page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    before, after, because = read(case)
    page = strip(before)
    assert page.now == after
    assert sorted({row.rule for row in page.rows}) == because


def test_what_stands_below_a_line_that_is_cut_already_goes_with_the_furniture() -> None:
    body = "清晨六点,天还没有亮,他已经走在去学校的路上。"
    page = f"{body}\n北岸\n• 一个站长的最后一班岗\n暂无评论"
    page_of_a_notice = Text(page)
    page_of_a_notice.apply("strip", strip_edits(page, gone=frozenset({1})))
    assert page_of_a_notice.now == body
    assert strip(page).now == f"{body}\n北岸\n• 一个站长的最后一班岗"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_stripping_twice_changes_nothing(case: Path) -> None:
    once = strip(read(case)[0]).now
    assert strip(once).now == once


def test_there_are_enough_cases_of_both_kinds() -> None:
    left = [case for case in CASES if case.stem.startswith("leave-")]
    assert len(CASES) - len(left) >= 40
    assert len(left) >= 15


def test_a_line_that_repeats_the_title_among_furniture_goes() -> None:
    page = "清晨六点,天还没有亮,他已经走在去学校的山路上。\n分享到: 微信 微博\n山里来了新校长\n收藏"
    assert strip(page, "山里来了新校长").now == page.split("\n")[0]


def test_a_list_of_headlines_ends_where_sentences_begin() -> None:
    body = "清晨六点,天还没有亮,他已经走在去学校的山路上。"
    page = f"{body}\n相关阅读\n小城里的书店\n{body}"
    assert strip(page).now == page  # One heading between two bodies proves nothing.


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_page_keeps_its_form_and_can_be_had_back(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    page = strip(text)
    assert undo(page.now, page.rows) == text
    assert not page.now or all(line.strip() for line in page.now.split("\n"))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_folding_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_both_scripts_fold_to_one() -> None:
    assert fold("發表評論｜責任編輯：") == "发表评论|责任编辑:"
    assert not prose(fold("發表評論"))


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "版权",
        "上一页 ",
        "a@",
        "(",
        "作者:",
        "热门 ",
        "1 ",
        "相关",
        "[email ",
        "加微信 a",
        "客服",
        "。",
        "来源:a ",
        "首页>",
        "赞",
        "# ",
    ],
)
def test_a_hostile_line_takes_no_longer_than_its_length(piece: str) -> None:
    # 100,000 characters take some 10 ms; anything worse than linear would take minutes.
    line = piece * (100_000 // len(piece))
    for text in (
        line,
        f"{line}\n{line[:150]}\n{line[:599]}。\n{line}",
        line[:190] + "x",
        line[:55],
    ):
        with at_most(1.0):
            list(strip_edits(text))


def test_lines_of_any_words_take_no_longer_than_their_length() -> None:
    words = list("版权转声明评热门相关推荐阅读首页>:|扫码下载APP不得请。,1a")
    words += ["版权", "评论", "相关", "上一篇", "二维码", "责任", "编辑", "来源", "关注", "转载"]
    chance = random.Random(1)
    for length in (30, 60, 200, 600):
        text = "\n".join("".join(chance.choices(words, k=length))[:length] for _ in range(60))
        with at_most(1.0):
            list(strip_edits(text))


FRAMED = (
    "首页 > 生活 > 正文\n{}\n上一篇:没有了 下一篇:渡口的钟\n相关推荐 猜你喜欢\n版权所有 联系我们"
)


@pytest.mark.parametrize(
    "line", ("【立即下载客户端，看更多精彩视频】", "点击查看大图 3/12", "扫码加入读者交流群")
)
def test_a_line_of_the_page_between_two_paragraphs_goes(line: str):
    body = [one * 3 for one in ("清晨六点，天还没有亮，他已经走在路上。", "他走到渡口，灯还亮着。")]
    made = FRAMED.format("\n".join((body[0], line, body[1])))
    assert strip(made).now == "\n".join(body)


@pytest.mark.parametrize(
    "lines",
    (
        ("观点",),
        ("“关注我们！”他喊。",),
        ("上村　支书　石大明", "上村　会计　石小妹", "下村　支书　李大有", "下村　电工　赵小川"),
        ("甲：下载完了吗？",),
        ("高于85%：向手机推送一条通知，内容为“请点击查看”，并附上读数",),
    ),
)
def test_what_an_author_puts_between_two_paragraphs_stays(lines: tuple[str, ...]):
    body = [one * 3 for one in ("清晨六点，天还没有亮，他已经走在路上。", "他走到渡口，灯还亮着。")]
    made = FRAMED.format("\n".join((body[0], *lines, body[1])))
    assert strip(made).now == "\n".join((body[0], *lines, body[1]))
