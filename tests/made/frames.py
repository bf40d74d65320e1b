"""Frames of pages of many kinds of sites, around prose: what stands above, below and amid a text.

`frames.txt` holds a page a section. `{body}` stands for a few paragraphs; a line that begins with
`+` is of the article, as a signature or a list of what was used; so is the headline. Scores of
lines are fitted to them (`benchmarks.fit_edges`). Names, titles and prose are invented.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.made import prose

_FILE = Path(__file__).with_suffix(".txt")
_SLOT = re.compile(r"\{(\w+)\}")
_LEFT_OUT = 0.2  # of the lines of a page, so that other lines stand beside each other
_WORDS = {
    "user": "小石头 风中的叶子 老王侃车 夜航船 hello_cat 一只鱼 南山隐士 momo user8842 山里人",
    "site": "江北在线 云溪网 晚风文学 柳河日报 青峰论坛 白水新闻网 东山社区 读书角 知渔 车友圈",
    "place": "宁州 江北 云溪 柳河 南华 东山 石门 临川 永福 青峰 白水 金沙 长岭 泰和 新丰",
    "latin": "abc weilan shuku qingfeng nanhua xinzhi dongshan cloudy baishui",
}
_DAYS = ("{}-{:02}-{:02}", "{}年{}月{}日", "{}/{}/{}", "{}年{:02}月{:02}日", "{}.{:02}.{:02}")
_MOST = (10, 100, 10_000, 10_000_000)  # numbers are below one of these


class Line(NamedTuple):
    """A line of a page, and whether it is of the article."""

    text: str
    of_article: bool


def pages(rounds: int) -> Iterator[list[Line]]:
    """Every frame `rounds` times, each time around another text, with other names."""
    for section in re.split(r"(?m)^=== ", _FILE.read_text("utf-8"))[1:]:
        form, *rows = section.rstrip("\n").split("\n")
        for number in range(rounds):
            yield list(_lines(rows, Random(f"{form} {number}")))


def _lines(rows: list[str], rng: Random) -> Iterator[Line]:
    title, site = prose.title(rng), rng.choice(_WORDS["site"].split())
    for row in rows:
        if row == "{body}":
            yield from (Line(text, True) for text in prose.article(rng, 1, 5))
        elif row == "{title}":
            yield Line(title, True)
        elif rng.random() > _LEFT_OUT:
            filled = _SLOT.sub(lambda slot: _value(slot[1], title, site, rng), row)
            yield Line(filled.removeprefix("+"), row.startswith("+"))


def _value(slot: str, title: str, site: str, rng: Random) -> str:
    match slot:
        case "title":
            return title
        case "site":
            return site
        case "person":
            return prose.person(rng)
        case "other":
            return prose.title(rng)
        case "remark":
            return prose.sentence(rng)
        case "day":
            day = rng.randrange(2003, 2025), rng.randrange(1, 13), rng.randrange(1, 29)
            return rng.choice(_DAYS).format(*day)
        case "clock":
            return f"{rng.randrange(24):02}:{rng.randrange(60):02}"
        case "number":
            return str(rng.randrange(rng.choice(_MOST)))
        case "phone":
            return f"0{rng.randrange(10, 999)}-{rng.randrange(2_000_000, 90_000_000)}"
    return rng.choice(_WORDS[slot].split())
