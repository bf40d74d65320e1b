"""Lines that a page wrapped are joined, and lines that an author ended are not."""

import re
from pathlib import Path

import pytest

from pipeline.characters.repair import repair
from pipeline.characters.wraps import columns, wraps
from pipeline.model.edits import Text

STORY = [
    "天刚蒙蒙亮，沈掌柜就把药箱从门背后提了出来，检查了一遍铜扣，又往里头塞了两卷干净的布。",
    "巷口卖豆浆的老胡冲他点点头，说昨夜北门那边又响了一阵梆子，敲得人心里发慌。他没有接话，"
    "只在石阶上站了一会儿，看着对面屋檐下那只瘸腿的灰猫慢慢爬上墙头。",
    "茶馆里坐着三个外乡人，桌上摊着一张发黄的图，谁走近，他们就把图翻过来压在茶壶底下。"
    "“少了一片。”那人笑了笑，“当年分的不是两份，是三份。”",
    "雨下到后半夜才停，院子里的积水映着一弯冷月，像谁遗落在地上的一把镰刀。",
]
PAPER = [
    "问卷调查于2020年10月至12月进行，共发放350份，回收有效问卷312份，有效率89.1%。因变量为手机支付使用意愿。",
    "采用有序Logistic回归分析老年人手机支付使用意愿的影响因素，所用软件为Stata，结果与Davis的Technology"
    " Acceptance Model一致。",
    "回归结果显示，子女教学每增加一个等级，使用意愿提高一个等级的发生比为1.83；感知风险的系数为-0.47。",
]


def wrapped(paragraph: str, width: int, indent: str = "", *, rules: bool = True) -> list[str]:
    """The lines of a paragraph: no word is parted, and with rules no stop begins a line."""
    found, line = [], indent
    for token in re.findall(r"[!-~]+|.", paragraph):
        if columns(line + token) <= width:
            line += token
        elif rules and token in "，。；、：？！”）":
            found.append(line[:-1])
            line = line[-1] + token
        else:
            found.append(line.rstrip(" "))
            line = token.lstrip(" ")
    return [*found, line]


def joined(text: str) -> list[str]:
    page = Text(text)
    page.apply("repair.wraps", wraps(text))
    return [line.strip() for line in page.now.split("\n") if line.strip()]


@pytest.mark.parametrize("story", [STORY, PAPER])
@pytest.mark.parametrize("indent", ["　　", "  ", "    "])
@pytest.mark.parametrize("width", [44, 60, 72])
def test_lines_of_indented_paragraphs_are_joined(story: list[str], indent: str, width: int):
    rows = [row for text in story for row in wrapped(text, width, indent)]
    assert joined("\n".join(rows)) == story


@pytest.mark.parametrize("indent", ["　　", "    "])
@pytest.mark.parametrize("width", [44, 52, 60])
def test_an_empty_line_after_every_line_is_no_border(indent: str, width: int):
    rows = [row for text in STORY for row in wrapped(text, width, indent)]
    assert joined("\n\n".join(rows)) == STORY


def test_two_empty_lines_part_paragraphs_where_one_parts_lines():
    rows = [row for text in STORY for row in [*wrapped(text, 48), ""]]
    assert joined("\n\n".join(rows)) == STORY


def test_laws_keep_the_empty_lines_after_their_sentences(shared: Path):
    """One of them is cut in a word at the width of its articles."""
    for file in (shared / "data" / "honest" / "laws").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert not [edit for edit in wraps(text) if text[edit.start - 1] == "。"], file.name


def test_blanks_that_a_scan_put_between_letters_do_not_count_for_the_width():
    rows = [row for text in STORY for row in wrapped(text, 48, "　　", rules=False)]
    strewn = [re.sub("(?<=[着的在里])(?=[一-龥])", " ", row) for row in rows]
    assert [text.replace(" ", "") for text in joined("\n".join(strewn))] == STORY


def test_a_footnote_is_not_what_a_sentence_goes_on_in():
    rows = [row for text in STORY for row in wrapped(text, 52, "　　")]
    note = ["① 见第三章。", "12"]
    got = joined("\n".join([*rows[:3], *note, *rows[3:]]))
    assert "① 见第三章。" in got


@pytest.mark.parametrize("rules", [True, False])
@pytest.mark.parametrize("width", [40, 52, 64])
def test_empty_lines_between_paragraphs_stay_their_borders(width: int, rules: bool):
    rows = [row for text in STORY for row in [*wrapped(text, width, rules=rules), ""]]
    assert joined("\n".join(rows)) == STORY


@pytest.mark.parametrize("number", ["第 {} 页 共 9 页", "{} / 186", "· {} ·", "- {} -", "{}"])
@pytest.mark.parametrize("head", ["", "某某学报 2019年第3期"])
def test_numbers_and_heads_of_pages_part_no_sentence(number: str, head: str):
    rows, page = [head], 3
    for i, row in enumerate(row for text in STORY * 2 for row in wrapped(text, 44, "　　")):
        rows.append(row)
        if i % 6 == 4:
            rows += ["", number.format(page), "", head, ""] if head else [number.format(page)]
            page += 1
    assert joined("\n".join(rows)) == [*filter(None, [head]), *STORY, *STORY]


def test_a_chrome_of_longer_lines_around_the_copy_does_not_hide_the_width():
    rows = [row for text in STORY for row in wrapped(text, 52, "　　")]
    head = "加入阅读清单 用万卷豆 扫扫二维码，随身浏览文档 手机或平板扫扫即可继续访问全文内容"
    foot = "如要投诉违规内容，请联系我们按需举报；如要提出意见建议，请到社区论坛发帖反馈。"
    assert joined("\n".join([head, "", *rows, "", foot])) == [head, *STORY, foot]


def test_a_word_that_a_hyphen_parts_is_one_again():
    rows = [row for text in STORY for row in wrapped(text, 44, "　　")]
    rows += ["　　后来他读到一本书，名叫Technology Accep-", "tance，才知道这叫模型。"]
    assert joined("\n".join(rows))[-1] == (
        "后来他读到一本书，名叫Technology Acceptance，才知道这叫模型。"
    )


@pytest.mark.parametrize(
    "lines",
    [
        # titles of about one length
        [
            "临江市今年将新建改建二十所公办幼儿园新增学位六千个",
            "省内首条跨江地铁隧道昨日贯通预计明年年底通车运营",
            "受冷空气影响今夜起全市气温下降最低气温接近零度",
            "市民热线去年受理诉求三十万件群众满意率稳步提高",
            "老旧小区加装电梯补贴标准公布每台最高可补二十万",
            "文化馆推出公益课程三十门报名通道今天上午开放",
        ],
        # verse
        ["大漠孤烟直，长河落日圆。萧关逢候骑，都护在燕然。"] * 6,
        ["你从山那边来，带着一身的雨水和风的消息", "我在窗下等你，等到灯都暗了，茶都凉了"] * 4,
        # steps without a stop at the end
        [f"{i}. 向锅边倒一点油，留点空间放入豆瓣酱炒出香味，放入姜蒜" for i in range(1, 9)],
        # a log
        [
            "commit 4f2a9c1 fix the order of the list of names",
            "Date: 2022-03-01 by the author of it",
        ]
        * 6,
        # a list in columns
        ["序号 1    张三    临江市北岸区槐树路十二号    一三八"] * 8,
    ],
)
def test_lines_that_an_author_ended_stay(lines: list[str]):
    assert joined("\n".join(lines)) == [line.strip() for line in lines]


def test_the_items_of_a_wrapped_list_stay_apart():
    items = [f"{i}、{text}" for i, text in zip("一二三四", STORY, strict=True)]
    rows = [row for text in items for row in wrapped(text, 40)]
    assert joined("\n".join(rows)) == items


def test_the_texts_of_the_case_come_out(shared):
    for name in ("plain", "indented"):
        source = (shared / f"cases/18-hard-wrap/raw/{name}.txt").read_text("utf-8")
        want = (shared / "cases/18-hard-wrap/expected.md").read_text("utf-8").split("\n")
        assert [line for line in joined(source)[1:] if line not in want] == []
        assert len(joined(source)) == 5


@pytest.mark.parametrize("head", ["", "第三章 渡口"])
def test_a_sentence_that_a_counted_page_cuts_is_one_again(head: str):
    page = (
        f"第三章 渡口旧事\n他认得那笔迹，横平竖直，世上只有一个\n{head}（2/3）\n　　人这样写字。\n"
        f"来的是一个提着空鸟笼的小孩。\n{head}（3/3）\n省城更吵，报童满街跑。"
    )
    text = Text(page)
    repair(text)
    assert text.now == (
        "第三章 渡口旧事\n他认得那笔迹，横平竖直，世上只有一个人这样写字。\n"
        "来的是一个提着空鸟笼的小孩。\n省城更吵，报童满街跑。"
    )


@pytest.mark.parametrize(
    "page",
    [
        "标题一行\n比分\n（2/3）\n下一局又输了。",
        "标题一行\n甲\n（1/3）\n乙\n（3/3）\n丙",
        "题\n（1/2）加糖\n（2/2）加水",
    ],
)
def test_other_fractions_stay(page: str):
    text = Text(page)
    repair(text)
    assert text.now == page


@pytest.mark.parametrize(
    "mark", ["GB/T 9704—2012  {}", "1-1-{}", "CN 108123456 A 说 明 书 {}/9 页"]
)
def test_pages_that_count_in_words_of_their_own_part_no_sentence(mark: str) -> None:
    said = "　　河水涨起来以后人都到堤上去看，他们\n带着铁锹和麻袋，一直忙到天黑才回家来。"
    first, second = said.split("\n")
    pages = [f"{first}\n{mark.format(page)}\n{second}\n{said}" for page in range(31, 36)]
    made = Text("\n".join(pages))
    made.apply("repair.wraps", wraps("\n".join(pages)))
    assert set(made.now.split("\n")) == {first + second}


def test_headings_that_count_stay() -> None:
    said = "　　河水涨起来以后人都到堤上去看，他们\n带着铁锹和麻袋，一直忙到天黑才回家来。"
    made = Text("\n".join(f"步骤 {i}\n{said}\n{said}" for i in range(1, 6)))
    made.apply("repair.wraps", wraps(made.now))
    assert [line for line in made.now.split("\n") if line.startswith("步骤")] == [
        f"步骤 {i}" for i in range(1, 6)
    ]
