"""Marks in which a page names its own site go; what an author says of it stays."""

import random

import pytest

from pipeline import clean_text
from tests.made import prose

HEAD = "当前位置: 南屏文坊 > 美文 > 正文\n渡口的钟\n"
FOOT = "\n转载请注明来自：http://www.nanping.example.com/3.html\n上一篇：没有了\n下一篇：没有了"


def page(*marks: str) -> str:
    body = prose.article(random.Random(7), 9, 9)
    for place, mark in enumerate(marks):
        body[2 * place + 1] += mark
    return HEAD + "\n".join(body) + FOOT


MARKS = (
    ("(南屏文坊 nanping.example.com 整理发布)",),
    (" www.nanping.example.com ",),
    ("【南屏文坊】", "本文来自南屏文坊"),
    ("\n更多内容请访问南屏文坊 nanping.example.com", "【南屏文坊】"),
)


@pytest.mark.parametrize("marks", MARKS, ids=lambda marks: marks[0].strip())
def test_a_page_that_names_itself_is_cut(marks: tuple[str, ...]):
    assert clean_text(page(*marks)).text == clean_text(page()).text


SAID = (
    "南屏文坊的人说，南屏文坊(nanping.example.com)是他们办的。",
    "办公地址见 http://www.nanping.example.com/about.html 一页。",
    "报名网址：www.nanping.example.com",
    "照片由南屏文坊",
    "（南屏文坊）",
    "他在别处读到 other.example.org",
)


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_of_the_site_stays(said: str):
    assert said in clean_text(page(f"\n{said}")).text
