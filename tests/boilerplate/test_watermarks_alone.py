"""Marks a page proves alone: with a code in every paragraph, or on lines between paragraphs."""

import random

import pytest

from pipeline import clean_text

PROSE = (
    "清明前后，茶山上的雾要到九点才散，采茶的人六点就上山了。",
    "吴婆婆采了六十年茶，她说年轻人采得快，但是伤树。",
    "去年镇里引进了两台采茶机，一台一天能采三百斤。",
    "茶厂的老板从城里回来，没有辞退采茶工，反而涨了工钱。",
    "他在厂房二楼留了一间屋子，请吴婆婆每周来教一次。",
    "外孙女学了三个月，一天能采四斤，婆婆只说了两个字：还行。",
    "今年的头茶四月二日开采，比去年早了五天，雾还是九点散。",
)
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code(chance: random.Random, size: int, letters: str = LETTERS) -> str:
    return "".join(chance.choices(letters, k=size))


MARKED = {
    "code before a name": lambda c: code(c, 6) + "某某论坛",
    "a sign before the code": lambda c: "@" + code(c, 6) + "某某论坛",
    "a number before a site": lambda c: code(c, 6, LETTERS[:10]) + "某某论坛",
    "codes of all lengths": lambda c: code(c, c.randint(3, 7)) + "某某文学网",
    "code behind a name": lambda c: "某某论坛" + code(c, 5),
    "code within an address": lambda c: "www." + code(c, 4) + ".moumou.com",
    "in brackets": lambda c: "[" + code(c, 5) + "某某网]",
    "behind a dash": lambda c: "—" + code(c, 4) + "某某网",
    "no site's name": lambda c: code(c, 5) + "晨光里",
}
HONEST = {
    "readers sign": lambda c: "——网友" + code(c, c.randint(4, 9)),
    "goods are numbered": lambda c: "（编号" + code(c, 4) + "）",
    "plates are told": lambda c: "（车牌号" + code(c, 5) + "）",
    "days are told": lambda c: f"（2019年{c.randint(1, 12)}月{c.randint(1, 28)}日）",
    "notes are numbered": lambda c: f"[注{c.randint(1, 99)}]",
    "paragraphs are numbered": lambda c: f"（第{c.randint(1, 99)}条）",
    "sizes are told": lambda c: f" {c.randint(10, 99)}厘米",
}


@pytest.mark.parametrize("form", MARKED)
def test_a_mark_with_a_code_of_its_own_in_each_paragraph_goes(form: str) -> None:
    chance = random.Random(form)
    page = "\n".join(line + MARKED[form](chance) for line in PROSE)
    assert clean_text(page).text == "\n".join(PROSE)


def test_such_a_mark_before_each_paragraph_goes() -> None:
    chance = random.Random(5)
    page = "\n".join(code(chance, 5) + "某某论坛" + line for line in PROSE)
    assert clean_text(page).text == "\n".join(PROSE)


@pytest.mark.parametrize("form", HONEST)
def test_what_an_author_puts_behind_each_paragraph_stays(form: str) -> None:
    chance = random.Random(form)
    page = "\n".join(line + HONEST[form](chance) for line in PROSE)
    assert clean_text(page).text == page


def test_labels_with_numbers_before_each_paragraph_stay() -> None:
    for labels in (
        [f"Q{n}：" for n in range(1, 8)],
        [f"A{n}展区 " for n in range(1, 8)],
        [f"第{n}条 " for n in range(1, 8)],
        [f"{n}.某某科技" for n in range(1, 8)],
    ):
        page = "\n".join(label + line for label, line in zip(labels, PROSE, strict=True))
        assert clean_text(page).text == page


@pytest.mark.parametrize(
    "line", ["-来自-某某网www.moumou.com", "本文来自某某论坛", "★更多精彩请关注某某公众号★"]
)
def test_a_mark_on_lines_of_its_own_between_paragraphs_goes(line: str) -> None:
    page = "\n".join(f"{paragraph}\n{line}" for paragraph in PROSE)
    assert clean_text(page).text == "\n".join(PROSE)


@pytest.mark.parametrize(
    "line", ["风儿吹呀吹", "来源：某某社", "问：后来呢？", "（鼓掌）", "* * *"]
)
def test_a_line_that_comes_again_between_paragraphs_stays(line: str) -> None:
    page = "\n".join(f"{paragraph}\n{line}" for paragraph in PROSE) + f"\n{PROSE[0]}"
    assert clean_text(page).text == page


def test_an_address_goes_with_the_words_that_plant_it_and_the_brackets_around_them() -> None:
    planted = ("(请记住本站域名:ｗｗｗ．ｍｏｕ99．ｃｃ)", "（请记住本站域名：www.mou99.cc）")
    lines = [line[:8] + planted[i % 2] + line[8:] for i, line in enumerate(PROSE)]
    page = "\n".join(("最新网址:www.mou99.cc", *lines))
    assert clean_text(page).text == "\n".join(PROSE)


ROUND_UP = (
    "渡口来信六封，今天一早收到",
    "渡口的新桥月底合龙",
    "清明前后，茶山上的雾要到九点才散，采茶的人六点就上山了，一直采到天黑。",
    "茶厂请回退休的婆婆",
    "茶厂的老板从城里回来，没有辞退采茶工，反而涨了工钱。",
    "县里的戏台重新开锣",
    "今年的头茶开采得早",
)
AT_EVERY_LINE = {
    "an address": ["www.moumou.com"],
    "a code and an address": ["tAjwww.moumou.com"],
    "a name like any other": ["江野鸣知"],
    "a name behind a blank": [" 江野鸣知"],
    "one of a few that hold a name": [" 本文来自江野鸣知", " 江野鸣知", " 江野鸣知,好江野鸣知"],
    "one of a few with a Latin name": [
        " copyright ibenjd遗南",
        " ibenjd遗南",
        " 内容来自ibenjd遗南",
    ],
}


@pytest.mark.parametrize("form", AT_EVERY_LINE)
def test_a_mark_at_every_line_goes_though_most_lines_are_headings(form: str) -> None:
    marks = AT_EVERY_LINE[form]
    page = "\n".join(line + marks[i % len(marks)] for i, line in enumerate(ROUND_UP))
    cleaned = clean_text(page)
    assert (cleaned.title, cleaned.text) == (ROUND_UP[0], "\n".join(ROUND_UP[1:]))


@pytest.mark.parametrize("prefix", ["T3iVkjhszsa", "ujg涛微.com"])
def test_a_mark_before_every_line_goes_whatever_the_line_begins_with(prefix: str) -> None:
    lines = (*PROSE, "在镇上，茶一天卖一个价，谁也说不准明天。")
    assert clean_text("\n".join(prefix + line for line in lines)).text == "\n".join(lines)


def test_a_mark_behind_commas_goes_whatever_the_sentence_goes_on_with() -> None:
    again = ("是去年才装的。", "上了漆，又晒了三天。", "谁也没有见过。", "水就满了。", "大家都笑。")
    page = [f"村里的第{n}台水车，{{}}{said}" for n, said in zip("一二三四五", again, strict=True)]
    marked = "\n".join(line.format("VUd云麓在线") for line in page)
    assert clean_text(marked).text == "\n".join(line.format("") for line in page)


@pytest.mark.parametrize(
    "lines",
    [
        [f"{name}茶业有限公司" for name in ("云麓", "江畔", "知远", "南屏", "青禾", "松涛")],
        [f"第{n}行写着今天的天气和潮水，都是手抄的，新桥" for n in "一二三四五六"],
        [f"{name}《渡口》iOS" for name in ("试玩", "评测", "攻略", "下载", "更新", "截图")],
        [f"MX5{what}，一斤三两。" for what in ("黑色", "白色", "银色", "红色", "灰色")],
        [f"MX5{what}三天以后才有人来修。" for what in ("在", "的屏", "将", "和灯", "坏了，")],
    ],
)  # fmt: skip
def test_what_lines_of_a_list_have_in_common_stays(lines: list[str]) -> None:
    assert clean_text("\n".join(lines)).text == "\n".join(lines)


def test_a_mark_before_the_stop_goes_behind_a_percentage_too() -> None:
    page = [line.removesuffix("。") + "{}。" for line in (*PROSE, "收成比前一年多了3.5%。")]
    cleaned = clean_text("\n".join(line.format("6gM知远网") for line in page)).text
    assert cleaned == "\n".join(line.format("") for line in page)
