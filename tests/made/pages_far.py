"""Made-up pages in other languages, and such that show their article to scripts or frames alone."""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import json

from tests.made.pages_metadata import Page, each, listed, page

ENGLISH = [
    "The ferry left at six, long before the village was awake, and nobody but the teacher was on it.",
    "He had carried the lamp for eleven years, he said, and it had never gone out on the river.",
    "On the other bank the school stood between two fields, with a roof that the storm had taken twice.",
    "“We will build it again,” the carpenter told us, “and this time we will use the old oak.”",
    "By noon all the children had come down from the hills, some of them barefoot, to look at the timber.",
]
JAPANESE = [
    "渡し船は朝の六時に村を出た。乗っていたのは先生ひとりだけで、まだ誰も起きていなかった。",
    "十一年のあいだ、彼は毎朝このランプを持って川を渡ってきた。火は一度も消えたことがないという。",
    "対岸の学校は二つの畑のあいだに立っていて、屋根は嵐で二度も飛ばされたそうだ。",
    "「今度は古い樫の木を使います」と大工は言った。子どもたちは山から下りてきて、材木を眺めていた。",
]


def _foreign(lines, title, site, menu, more, other):
    body = (
        f"<nav>{listed(menu)}</nav><main><article><h1>{title}</h1><p class=byline><time datetime='2020-02-03'>"
        f"2020-02-03</time></p>{each('<p>{}</p>', lines)}</article><aside><h2>{more}</h2>{listed(other)}</aside>"
        f"</main><footer>© 2020 {site}</footer>"
    )
    return Page(page(f"{title} | {site}", body), lines, {"title": title, "date": "2020-02-03"})


def english(m):
    """A page in English."""
    return _foreign(
        ENGLISH,
        "The Teacher Who Crosses the River",
        "North Bank Times",
        ["Home", "World", "Sports", "Opinion"],
        "More stories",
        ["Bridge opens after two years", "A quiet harvest in the hills", "Snow closes the pass"],
    )


def japanese(m):
    """A page in Japanese."""
    return _foreign(
        JAPANESE,
        "川を渡る先生",
        "北岸新聞",
        ["ホーム", "社会", "スポーツ"],
        "関連記事",
        ["橋が二年ぶりに開通", "山里の静かな収穫", "雪で峠が通行止め"],
    )


def shell(m):
    """A page whose article stands in JSON-LD alone: scripts would show it."""
    ld = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": m.title,
            "articleBody": "\n".join(m.lines),
            "datePublished": "2023-01-02",
        },
        ensure_ascii=False,
    )
    body = (
        "<div id=app><div class=loading>加载中...</div></div><noscript>请启用JavaScript后查看本页</noscript>"
        f"<script type=application/ld+json>{ld}</script>"
    )
    return Page(page(m.title, body), m.lines, {"title": m.title, "date": "2023-01-02"})


def frames(m):
    """A frame set whose `noframes` has the text."""
    body = f"<frame src=a.htm><frame src=b.htm><noframes><body>{each('<p>{}</p>', m.lines)}</body></noframes>"
    return Page(page(m.title, body, tag="frameset"), m.lines, {"title": m.title})


FAR = [english, japanese, shell, frames]
