"""Tables, lists, definitions and questions within an article stay, wherever in it they stand."""

from itertools import product

import pytest

from tests.html.test_extract import cleaned

TITLE = "城南老巷里的早点铺"
PROSE = (
    "城南老巷一早就热闹起来，卖豆浆的、炸油条的、摊煎饼的，各占一个门脸，谁也不抢谁的生意。",
    "我们花了三个早晨，把整条巷子走了一遍，把每家的名字、价钱和开门的时间都记了下来，给想来的人做个参考。",
    "巷子不长，从头走到尾不过十分钟，但要是每家都坐下来吃一口，一个上午就过去了。",
    "最后提醒一句，周一大半铺子不开门，要来就挑周末，早一点，六点半以后就要排队了。",
)
ROWS = (("豆浆", "2元", "5:30"), ("油条", "1.5元", "5:30"), ("煎饼", "6元", "6:00"))
TERMS = (
    ("豆浆", "两块钱一碗，加糖不加钱"),
    ("油条", "现炸现卖"),
    ("营业时间", "5:30—9:00"),
    ("电话", "0555-238 4417"),
    ("人均", "8元"),
)
ASKED = (
    ("周一开门吗？", "大半不开。"),
    ("能刷卡吗？", "只收现金，也可以扫码支付。"),
    ("停车方便吗？", "不方便，巷口有一个小停车场，二十个车位，早上六点就满了。"),
    ("可以带走吗？", "可以。"),
)
ITEMS = ("豆浆 2元", "油条 1.5元", "煎饼果子 6元（加蛋7元）", "豆腐脑 4元", "小米粥 2元")


def table(cell="<td>{}</td>", attributes=""):
    rows = "".join(f"<tr>{''.join(map(cell.format, row))}</tr>" for row in ROWS)
    return f"<table{attributes}>{rows}</table>", [" | ".join(row) for row in ROWS]


def pairs(form, of, before="", after=""):
    markup = "".join(form.format(a, b) for a, b in of)
    return before + markup + after, [text for pair in of for text in pair]


def items(form, before="", after=""):
    return before + "".join(map(form.format, ITEMS)) + after, list(ITEMS)


BLOCKS = {
    "table": table(),
    "price table": table(attributes=' class="price-table"'),
    "cells of paragraphs": table("<td><p>{}</p></td>"),
    "definitions": pairs("<dt>{}</dt><dd>{}</dd>", TERMS, "<dl>", "</dl>"),
    "definitions with a class": pairs("<dt>{}</dt><dd>{}</dd>", TERMS, "<dl class=info>", "</dl>"),
    "questions as headings": pairs("<h3>{}</h3><p>{}</p>", ASKED),
    "questions as terms": pairs("<dt>{}</dt><dd>{}</dd>", ASKED, "<dl class=faq>", "</dl>"),
    "questions that open": pairs("<details><summary>{}</summary><p>{}</p></details>", ASKED),
    "questions in items": pairs("<li><b>{}</b><br>{}</li>", ASKED, "<ul>", "</ul>"),
    "items": items("<li>{}</li>", "<ul>", "</ul>"),
    "items of a menu": items("<li>{}</li>", "<ol class=menu-list>", "</ol>"),
    "items of paragraphs": items("<li><p>{}</p></li>", "<ul>", "</ul>"),
    "broken lines": items("{}<br>", "<p>", "</p>"),
}
P = [f"<p>{text}</p>" for text in PROSE]
PLACES = {
    "between": (P[0] + P[1] + "{}" + P[2] + P[3], PROSE),
    "at the end": ("".join(P) + "{}", PROSE),
    "at the start": ("{}" + "".join(P), PROSE),
    "below a lead": (P[0] + "{}", PROSE[:1]),
    "below a heading": (P[0] + P[1] + "<h2>价目</h2>{}" + P[3], (*PROSE[:2], "价目", PROSE[3])),
    "in a section": (
        f"<section>{P[0]}</section><section><h2>价目</h2>{{}}</section>"
        f"<section>{P[2]}{P[3]}</section>",
        (PROSE[0], "价目", *PROSE[2:]),
    ),
    "in a box": (f"<div>{P[0]}{P[1]}</div><div class=box>{{}}</div><div>{P[2]}{P[3]}</div>", PROSE),
}
BELOW = (
    '<div class="related"><h3>相关阅读</h3><ul><li><a href="/n/1">北门外的羊肉面馆</a></li>'
    '<li><a href="/n/2">西市的菜场要搬家了</a></li></ul></div>'
    '<div class="footer">关于我们 | 版权所有 城南生活网</div>'
)
SHELLS = {
    "a content block": '<div class="main">{head}<div class="content">{body}</div>{below}</div>',
    "an article": "<article>{head}{body}</article>{below}",
    "the body": "{head}{body}{below}",
    "a layout table": "<table><tr><td>{head}{body}</td><td width=200>{below}</td></tr></table>",
}


WHERE = list(product(BLOCKS, PLACES, SHELLS))
KNOWN = {
    (
        "items of a menu",
        "below a lead",
        "the body",
    ): "a list named as menus are, below one paragraph",
    ("items of paragraphs", "at the start", "a content block"): "items above all that is chosen",
}


@pytest.mark.parametrize(
    ("block", "place", "shell"),
    [
        pytest.param(*each, marks=pytest.mark.xfail(strict=True, reason=KNOWN[each]))
        if each in KNOWN
        else each
        for each in WHERE
    ],
)
def test_a_block_of_short_lines_within_an_article_stays(block, place, shell):
    markup, lines = BLOCKS[block]
    around, prose = PLACES[place]
    head = f'<h1>{TITLE}</h1><div class="info">来源：城南生活网 2021-05-06 08:12</div>'
    body = SHELLS[shell].format(head=head, body=around.format(markup), below=BELOW)
    menu = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/b">美食</a></li></ul>'
    text = cleaned(f"<title>{TITLE}_城南生活网</title><body>{menu}{body}</body>")[0].split("\n")
    assert [line for line in (*prose, *lines) if line not in text] == []
    assert [line for line in text if "相关" in line or "版权" in line or "首页" in line] == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p><a href=/1>相关推荐：老城的面馆去哪了？</a></p>",
        "<p><strong><a href=/2>点击查看》》早点地图 | 加群领取</a></strong></p>",
        "<div class=video><p class=tip>您的浏览器不支持HTML5视频，请升级浏览器后重试</p></div>",
    ],
)
def test_a_paragraph_that_only_leads_elsewhere_is_none_of_the_article(paragraph):
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{P[0]}{P[1]}{paragraph}{P[2]}</div>"
    assert cleaned(html)[0].split("\n") == list(PROSE[:3])


def test_a_paragraph_that_links_what_it_speaks_of_stays():
    spoken = "相关的规定写在《城南市容管理办法》里，谁都可以查。"
    linked = spoken.replace("《城南市容管理办法》", "<a href=/3>《城南市容管理办法》</a>")
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{P[0]}{P[1]}<p>{linked}</p>{P[2]}</div>"
    assert cleaned(html)[0].split("\n") == [*PROSE[:2], spoken, PROSE[2]]


def test_a_table_of_headlines_below_an_article_is_none_of_it():
    other = "".join(
        f"<tr><td><div>{text}</div></td></tr>" for text in ("谁撑起了家族", "火车站带人上车")
    )
    below = f"<table>{other}</table><div>(来源：城南生活网)</div>"
    html = f"<title>{TITLE}</title><body><h1>{TITLE}</h1>{''.join(P)}{below}</body>"
    assert cleaned(html)[0].split("\n") == list(PROSE)
