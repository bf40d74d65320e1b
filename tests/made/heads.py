"""Heads and tails of pages as text, of many kinds of sites, with what each states of itself.

`heads.txt` holds a form a section; what a form states is told by its placeholders. Names, titles
and prose are invented.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.made import prose

_FILE = Path(__file__).with_suffix(".txt")
_AUTHORS = ("王小明", "李文华", "卢苇", "陈玉兰", "顾北", "欧阳青")
_NICKS = ("山里的木头人", "晚风不加糖", "阿树在路上", "看海的猫", "老街散步的人", "半块橡皮")
_BRANDS = ("知渔", "城南旧事集", "云上山河", "鹿鸣", "新览", "半岛观察")
_SITES = {
    "net": ("北岸网", "东湖在线", "百姓生活网", "城事网"),
    "paper": ("南屏晚报", "龙城日报", "西岭都市报"),
    "school": ("岭西农业大学", "东江理工学院", "临江一中"),
    "office": ("北河街道办事处", "清溪县民政局", "县融媒体中心"),
    "tv": ("清溪电视台", "北岸广播电视台"),
    "tw": ("中城日報", "島嶼時報"),
    "hk": ("明燈報", "海角新聞"),
    "board": ("东湖论坛", "青石社区"),
    "book": ("笔墨小说网", "书友阅读网"),
    "firm": ("云栈科技", "北岸水务集团"),
}
_PLACE = re.compile(r"\{(\w+)\}")


class Page(NamedTuple):
    """A page as text and the facts that it states: title, author, sitename, date (a day)."""

    form: str
    text: str
    facts: dict[str, str]
    story: list[str]


def pages(rounds: int) -> Iterator[Page]:
    """Every form `rounds` times, each time with another story and other names."""
    for section in re.split(r"(?m)^=== ", _FILE.read_text("utf-8"))[1:]:
        form, _, text = section.partition("\n")
        for number in range(rounds):
            yield _page(form, text.rstrip("\n"), Random(f"{form} {number}"))


def _page(form: str, text: str, rng: Random) -> Page:
    title = prose.title(rng)
    year, month, day = rng.randrange(2009, 2024), rng.randrange(1, 13), rng.randrange(1, 29)
    hour, minute = rng.randrange(7, 23), rng.randrange(60)
    clock = f"{hour:02}:{minute:02}"
    cn, iso = f"{year}年{month:02}月{day:02}日", f"{year}-{month:02}-{day:02}"
    dates = {
        "cn_day": cn,
        "cn_minute": f"{cn} {clock}",
        "iso_day": iso,
        "iso_minute": f"{iso} {clock}",
        "iso_second": f"{iso} {clock}:08",
        "slash_day": iso.replace("-", "/"),
        "slash_minute": f"{iso.replace('-', '/')} {clock}",
        "dot_day": iso.replace("-", "."),
    }
    sites = {"brand": rng.choice(_BRANDS)} | {k: rng.choice(v) for k, v in _SITES.items()}
    chapter = f"第{rng.randrange(20, 300)}章 {title}"
    names = {"author": rng.choice(_AUTHORS), "nick": rng.choice(_NICKS)}
    story = prose.article(rng, 4, 7)
    other = {
        "body": "\n".join(story),
        "count": str(rng.randrange(9000)),
        "paper_host": "nanping.example",
    }
    said = {"title": title, "chapter": chapter}
    values = {**dates, **sites, **names, **other, **said}
    used = set(_PLACE.findall(text))
    facts = {
        "title": next((said[name] for name in ("chapter", "title") if name in used), ""),
        "author": next((names[name] for name in names if name in used), ""),
        "sitename": next((sites[name] for name in sites if name in used), ""),
        "date": iso if used & dates.keys() else "",
    }
    return Page(form, _PLACE.sub(lambda match: values[match[1]], text), facts, story)
