"""Made-up sites with every kind of mark and chrome, gold by construction, the same for a seed.

A page is made of pieces that are dirt or honest, so what a cleaner removed can be counted exactly.
"""

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.made import prose

Piece = tuple[str, bool]  # text, whether it is dirt
ALNUM = string.digits + string.ascii_letters


@dataclass(frozen=True)
class Page:
    """One page: paragraphs of pieces; `kind` is the generator that made it."""

    kind: str
    path: str
    site: str | None
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join("".join(text for text, _ in paragraph) for paragraph in self.paragraphs)

    @property
    def dirt(self) -> list[bool | None]:
        """For each character whether it is dirt; None for line breaks, which count for nothing."""
        flags: list[bool | None] = []
        for paragraph in self.paragraphs:
            for text, dirty in paragraph:
                flags += [dirty] * len(text)
            flags.append(None)
        return flags[:-1]


def honest(*paragraphs: str) -> list[list[Piece]]:
    return [[(text, False)] for text in paragraphs]


def site_name(rng: Random) -> str:
    """A name of one of the shapes sites have."""
    han = "".join(rng.sample("云泽南屏汇文海棠青禾远瞻知微拾遗星野松涛鹿鸣", rng.randrange(2, 5)))
    latin = "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randrange(4, 9)))
    return rng.choice(
        (
            f"{han}网",
            f"{han}论坛",
            f"{han}在线",
            f"{han}",
            f"{latin}.com",
            f"www.{latin}.net",
            f"{latin.title()}",
            f"{han}{latin}网",
            f"{latin}{han}",
            f"{han}{rng.randrange(10, 999)}",
            f"{rng.randrange(10, 99)}{han}网",
            f"{han}.com",
        )
    )


def code(rng: Random) -> str:
    return "".join(rng.choice(ALNUM) for _ in range(3))


def empire(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """EmpireCMS: three letters and the name before every paragraph's end."""
    mark = (code(rng) + name, True)
    body: list[list[Piece]] = []
    for text in prose.article(rng):
        chance = rng.random()
        if chance < 0.08:
            body.append([mark])
        elif chance < 0.16:
            body.append([(f"图源:微博@{site_name(rng)}", False), mark])
        elif chance < 0.24:
            body.append([(text, False), mark, (prose.paragraph(rng), False), mark])
        elif chance < 0.30:
            body.append([(prose.sentence(rng), False), mark])
        elif chance < 0.34:
            body.append([(f"据{name}报道，{text}", False), mark])
        else:
            body.append([(text, False), mark])
    return body


def empire_cut(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """The same with the page cut off in the last mark."""
    body = empire(rng, name, title)
    text, dirty = body[-1].pop()
    if body[-1]:
        body[-1][-1] = (prose.paragraph(rng), False)
        body[-1].append((text[: rng.randrange(min(5, len(text) - 1), len(text))], dirty))
    else:
        body.pop()
    return body


def empire_prefix(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """Code and name before every paragraph's beginning."""
    mark = (code(rng) + name, True)
    return [[mark, (text, False)] for text in prose.article(rng)]


def constant(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """A name without code at the ends of most paragraphs."""
    mark = (name, True)
    return [
        [(text, False), mark] if rng.random() < 0.8 else [(text, False)]
        for text in prose.article(rng, 8)
    ]


def dede(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """DedeCMS: a pick of a short list with a blank before, at every paragraph's end."""
    picks = [
        f"{name}",
        f"本文来自{name}",
        f"内容来自{name}",
        f"copyright {name}",
        f"{name},好{name}",
    ]
    return [[(text, False), (" " + rng.choice(picks), True)] for text in prose.article(rng, 10)]


def jammer(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """Discuz: at every line break pairs of ASCII letters with a blank between."""

    def noise() -> str:
        pairs = [
            chr(rng.randrange(32, 60)) + " " + chr(rng.randrange(63, 127))
            for _ in range(rng.randrange(5, 16))
        ]
        return " ".join("".join(pairs).split())

    return [[(text, False), (noise(), True)] for text in prose.article(rng)]


def few(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """EmpireCMS on a page of four paragraphs."""
    mark = (code(rng) + name, True)
    return [[(text, False), mark] for text in prose.article(rng, 4, 4)]


def some(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """EmpireCMS where templates mark only every second paragraph."""
    mark = (code(rng) + name, True)
    body = honest(*prose.article(rng, 8))
    for i in range(0, len(body), 2):
        body[i].append(mark)
    return body


def within(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """Code and name in the middle of sentences, the code another each time."""
    body = honest(*prose.article(rng, 10))
    own = Random(name).random() < 0.5
    one = code(rng)
    for i in rng.sample(range(len(body)), 6):
        text = body[i][0][0]
        at = text.index("，") if "，" in text else len(text) // 2
        mark = (one if own else code(rng)) + name + ("" if "网" in name else "网")
        body[i] = [(text[:at], False), (mark, True), (text[at:], False)]
    return body


def captions(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """DedeCMS where half of the paragraphs are headings or captions without a full stop."""
    picks = [f"{name}", f"本文来自{name}", f"{name},好{name}"]
    return [
        [
            (text if rng.random() < 0.6 else prose.sentence(rng), False),
            (" " + rng.choice(picks), True),
        ]
        for text in prose.article(rng, 12)
    ]


def headings(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """A round-up under headings without a full stop, all of whose lines have a mark of any kind."""
    mark = rng.choice((name, code(rng) + name, f" 本文来自{name}"))
    return [
        [(text if i % 2 else prose.sentence(rng), False), (mark, True)]
        for i, text in enumerate(prose.article(rng, 6, 12))
    ]


def disguised(rng: Random, address: str) -> str:
    """An address in one of its disguises."""
    wide = {c: chr(ord(c) + 0xFEE0) for c in string.ascii_letters + string.digits}
    out = []
    separator = rng.choice(("", "", "-", "_", " ", "~"))
    for char in address:
        if char == ".":
            out.append(rng.choice(("．", "。", ".", "·")))
        else:
            out.append(wide.get(char, char) if rng.random() < 0.5 else char)
    return separator.join(out)


def novel(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """Novel sites: a disguised address in the middle of sentences."""
    address = (
        "www." + "".join(Random(name).choice(string.ascii_lowercase) for _ in range(7)) + ".com"
    )
    lead = "请记住本站域名："
    body: list[list[Piece]] = honest(*prose.article(rng, 8))
    for i in rng.sample(range(len(body)), 4):
        text = body[i][0][0]
        at = text.index("，") if "，" in text else len(text) // 2
        mark = (lead + disguised(rng, address), True)
        body[i] = [(text[:at], False), mark, (text[at:], False)]
    return body


def furniture(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """Lines of chrome around an article: navigation, credits, shares, headlines, disclaimers."""
    own = Random(f"furniture of {name}")  # one site always says the same
    section = rng.choice(("故事", "乡土", "人物"))
    date = f"{rng.randrange(2001, 2024)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    head = [
        f"首页 > {section} > 正文",
        title,
        f"{date} 阅读：{rng.randrange(9, 9999)} 评论({rng.randrange(99)})",
    ]
    head = [line for line in head if line == title or own.random() < 0.8]
    label = own.choice(("责任编辑", "编辑", "责编"))
    tail = [
        f"（{label}：{prose.person(rng)}）"
        if own.random() < 0.3
        else f"{label}：{prose.person(rng)}",
        f"上一篇：{prose.title(rng)}",
        f"下一篇：{prose.title(rng)}",
        own.choice(("猜你喜欢", "热门排行", "大家都在看", "编辑推荐")),
        *(prose.title(rng) for _ in range(4)),
        own.choice(("返回首页", "点击查看更多精彩", "回到顶部 | 意见反馈")),
        f"{name}所有文章均来自网络，不代表本站观点，如有侵权请联系本站删除。"
        + (
            "本站保留对以上内容的最终解释权，转载请注明出处并保留链接。"
            if own.random() < 0.5
            else ""
        ),
        f"Copyright © 2009-2021 {name} 版权所有",
        f"共{rng.randrange(1, 30)}页 第{rng.randrange(1, 30)}页",
    ]
    lead = [[(line, line != title)] for line in head]
    return [*lead, *honest(*prose.article(rng)), *([(line, True)] for line in tail)]


def furniture_and_mark(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """The same with a mark of another code on every page, at the ends of the chrome as well."""
    mark = (code(rng) + name, True)
    return [[*line, mark] for line in furniture(rng, name, title)]


def frame(rng: Random, name: str, title: str) -> list[list[Piece]]:
    """A frame in a site's own words, few of which any other site says."""
    own = Random(f"frame of {name}")
    motto = prose.sentence(own).rstrip("。！？…")[:16]
    words = ["".join(own.sample("湖山夜航书影茶食行旅乡野旧闻手艺花木星空", 2)) for _ in range(5)]
    head = [
        " ".join(words),
        title,
        f"2019-0{rng.randrange(1, 10)}-11 阅读：{rng.randrange(9, 999)}",
    ]
    tail = [
        f"进入{words[0]}频道",
        f"总第{rng.randrange(100, 999)}期",
        motto,
        f"{words[1]}{words[2]}路{own.randrange(9, 99)}号 周一至周五",
        f"手机看{name}",
    ]
    lead = [[(line, line != title)] for line in head]
    return [*lead, *honest(*prose.article(rng)), *([(line, True)] for line in tail)]


MARKED: dict[str, Callable[[Random, str, str], list[list[Piece]]]] = {
    "empire": empire,
    "empire cut": empire_cut,
    "empire prefix": empire_prefix,
    "constant": constant,
    "dede": dede,
    "jammer": jammer,
    "novel": novel,
    "few": few,
    "some": some,
    "within": within,
    "captions": captions,
    "headings": headings,
    "chrome": furniture,
    "chrome and mark": furniture_and_mark,
}


def corpus(seed: int, sites: int) -> Iterator[Page]:
    """The pages of many sites: all generators in turn, three of ten clean with traps."""
    kinds = sorted(MARKED)
    traps = sorted(prose.TRAPS)
    for number in range(sites):
        rng = Random(f"{seed}/{number}")
        name = site_name(rng)
        host = f"s{number}.example" if rng.random() < 0.5 else None
        clean = number % 10 < 3
        kind = "" if clean else kinds[number % len(kinds)]
        # One page can show a mark, but nothing shows that a line is chrome but other pages.
        for page in range(rng.choice((6, 9, 14) if "chrome" in kind else (1, 2, 3, 5, 8))):
            title = f"{prose.title(rng)}（{rng.randrange(1000)}）"
            if clean:
                trap = traps[(number + page * (number % 2)) % len(traps)]
                made = prose.mentions(rng, name) if page == 3 else prose.TRAPS[trap](rng)
                body = honest(*made)
                used = "clean: " + ("mentions" if page == 3 else trap)
            else:
                body, used = MARKED[kind](rng, name, title), kind
            paragraphs = tuple(map(tuple, body))
            yield Page(used, f"{number}/{page}.txt", host, title, paragraphs)


def framed(seed: int, sites: int) -> Iterator[Page]:
    """The pages of small sites that have a frame of their own; every second one has an address."""
    for number in range(sites):
        rng = Random(f"framed {seed}/{number}")
        name, host = site_name(rng), f"f{number}.example" if number % 2 else None
        for page in range(rng.choice((4, 6, 9))):
            title = f"{prose.title(rng)}（{rng.randrange(1000)}）"
            paragraphs = tuple(map(tuple, frame(rng, name, title)))
            yield Page("frame", f"f{number}/{page}.txt", host, title, paragraphs)


KEPT = ("热门评论精选", "风从河上来，你从桥上来", "推荐指数：5", "投稿人的话")


def advertised(seed: int, sites: int) -> Iterator[Page]:
    """Pages with a call between two paragraphs, and a heading, a label, a refrain that come again.

    Three calls are of all sites, and each site has one of its own.
    """
    everywhere = ("点击上方蓝字关注我们", "您的浏览器版本太低，无法播放", "长按识别下方二维码")
    for number in range(sites):
        rng = Random(f"advertised {seed}/{number}")
        name, host = site_name(rng), f"a{number}.example" if number % 2 else None
        calls = (*everywhere, f"扫码关注{name}看更多故事")
        for page in range(12):
            kept = rng.choice(
                ("热门评论精选", "风从河上来，你从桥上来", "推荐指数：5", "投稿人的话")
            )
            body = honest(*prose.article(rng, 9))
            body[4:4] = [[(kept, False)]]
            body.insert(
                rng.randrange(2, 8), [(calls[-1] if page % 2 else calls[page // 2 % 3], True)]
            )
            title = f"{prose.title(rng)}（{rng.randrange(1000)}）"
            yield Page("call", f"a{number}/{page}.txt", host, title, tuple(map(tuple, body)))


def unnamed(pages: Iterable[Page]) -> list[Page]:
    """The same pages as a folder of scraped texts holds them: without address, and shuffled."""
    mixed = [replace(page, site=None) for page in pages]
    Random(len(mixed)).shuffle(mixed)
    return mixed
