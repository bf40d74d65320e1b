"""Pages in old encodings, mojibake, pinyin glosses; records, HTML, and inputs that are no page."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests.made.gloss_simulator import damaged as glossed
from tests.made.gloss_simulator import table_of
from tests.made.unseen import chrome, words
from tests.made.unseen.page import Gold, Page, gold, page, refused
from tests.made.unseen.prose import Writer


@cache
def _converter(way: str) -> Any:
    from opencc import OpenCC

    return OpenCC(way)


# What conversion by machine leaves as it is.
LEFT = str.maketrans("後於並幹麼裏裡爲覈", "后于并干么里里為核")


def traditional(text: str) -> str:
    """The text as converted by a site's machine."""
    return (
        str(_converter("s2t").convert(text))
        .translate(LEFT)
        .replace("着", "著")
        .replace("批覆", "批復")
    )


def glosses(seed: int, count: int = 10) -> Iterator[Page]:
    """Traditional by machine, then glossed on the bytes of GBK, as sites do that spin their pages."""
    for n in range(count):
        w = Writer(f"gloss-{seed}-{n}", half=n % 2 == 0)
        title, body, who = w.title(), w.body(12, 30), w.person()
        deck, heading = w.mark(w.fill(w.pick(words.ASKS)) + "？"), w.heading()
        middle = len(body) // 2
        lines = [
            "订阅",
            "纠错",
            "加入自媒体",
            title,
            f"作者 | {who}摘要 | {deck}",
            *body[:middle],
            heading,
            *body[middle:],
        ]
        if n % 2:
            more, gone = chrome.tail(w, title)
        else:
            more, gone = (
                ["发表评论", "0条评论,0人参与", "请输入评论内容...", "暂无评论", "扫码关注公众号"],
                ["发表评论", "扫码关注"],
            )
        text = traditional("\n".join([*lines, *more])).encode("gbk", "ignore").decode("gbk")
        text = glossed(text, table_of(text, 30 + 5 * (n % 5)), cut=n % 3 != 2)
        yield page(f"g{n:02}/{w.domain()}.txt", text, "glosses", body,
                   optional=[deck, f"摘要 | {deck}", heading], forbid=[*[g for g in gone if g not in title], "(guān)", "(xué)"],
                   title=title, author=who)  # fmt: skip


def encodings(seed: int) -> Iterator[Page]:
    """Files in GBK, GB18030, Big5, UTF-16, with byte order marks and without."""
    ways: list[tuple[str, Callable[[str], bytes]]] = [
        ("gbk", lambda t: t.encode("gbk")),
        ("gb18030", lambda t: t.encode("gb18030")),
        ("gb18030-four", lambda t: (t + "\n𠮷").encode("gb18030")),
        ("big5", lambda t: traditional(t).encode("cp950", "ignore")),
        ("utf16le", lambda t: t.encode("utf-16-le")),
        ("utf16be", lambda t: t.encode("utf-16-be")),
        ("utf16", lambda t: t.encode("utf-16")),
        ("utf8bom", lambda t: t.encode("utf-8-sig")),
        ("utf32", lambda t: t.encode("utf-32")),
        ("crlf-gbk", lambda t: t.replace("\n", "\r\n").encode("gbk")),
    ]  # fmt: skip
    for n, (name, encode) in enumerate(ways):
        for short in (False, True):
            w = Writer(f"encoding-{seed}-{n}-{short}", half=False)
            body = w.body(3, 4) if short else w.body(9, 20)
            if name == "big5":
                body = [p for p in body if _survives(p)] or [
                    "山里的茶今年来得早，采茶的人站在雨里，一句话也没有说。"
                ]
            title = next(t for t in iter(w.title, "") if _survives(t))
            iso, medium = w.date(), w.medium()
            lines = [title, f"来源：{medium} {iso} {w.time()}", *body]
            optional = ["𠮷"] if name == "gb18030-four" else []
            yield page(f"enc/{name}{'-short' if short else ''}-{n}.txt", encode("\n".join(lines)), "encoding", body,
                       optional=optional, title=title, sitename=medium, date=iso)  # fmt: skip


def _survives(text: str) -> bool:
    there = traditional(text)
    if there.encode("cp950", "ignore").decode("cp950") != there:
        return False
    return bool(_converter("t2s").convert(there).replace("著", "着") == text)


def broken(seed: int, count: int = 6) -> Iterator[Page]:
    """GBK and Big5 files with one trail byte lost, in a paragraph that is not asked for."""
    for n in range(count):
        w = Writer(f"broken-{seed}-{n}", half=False)
        codec = ("gbk", "gb18030", "cp950")[n % 3]
        body = [p for p in w.body(9, 18) if _survives(p)]
        victim = "损坏的一段从这里开始，到这里结束"
        text = "\n".join([*body[:4], victim, *body[4:]])
        text = traditional(text) if codec == "cp950" else text
        data = text.encode(codec)
        sign = (traditional("从这里开") if codec == "cp950" else "从这里开").encode(codec)
        at = data.index(sign) + 2
        data = data[: at + 1] + (b" " if n < 3 else b"?") + data[at + 2 :]
        start, end = "损坏的一段从", "里开始，到这里结束"
        seen = [
            start + middle + end
            for middle in ("", " ", "?", "\ufffd", "\ufffd ", "? ", "?\ufffd", "\ufffd?")
        ]
        yield page(f"broken-bytes/{n}.txt", data, "damaged bytes", body, optional=seen)


def mojibake(seed: int) -> Iterator[Page]:
    """Every misreading that can be undone without loss."""
    ways: list[tuple[str, Callable[[str], str]]] = [
        ("gbk-as-latin1", lambda t: t.encode("gbk").decode("latin-1")),
        ("utf8-as-latin1", lambda t: t.encode().decode("latin-1")),
        ("utf8-as-cp1252", lambda t: "".join(_cp1252(b) for b in t.encode())),
        ("twice", lambda t: "".join(_cp1252(b) for b in "".join(_cp1252(b) for b in t.encode()).encode())),
        ("big5-as-gb18030", lambda t: traditional(t).encode("cp950").decode("gb18030", "replace")),
    ]  # fmt: skip
    for n, (name, damage) in enumerate(ways):
        for m in range(3):
            w = Writer(f"mojibake-{seed}-{n}-{m}", half=m == 1)
            body = [p for p in w.body(9, 20) if name != "big5-as-gb18030" or _clean_big5(p)]
            lines = [damage(p) for p in body]
            if m == 2 and name != "big5-as-gb18030":  # one line of the page only
                lines = [*body[:3], damage(body[3]), *body[4:]]
            yield page(f"mojibake/{name}-{m}.txt", "\n".join(lines), "mojibake", body)


def _clean_big5(text: str) -> bool:
    return _survives(text) and "\ufffd" not in traditional(text).encode("cp950").decode(
        "gb18030", "replace"
    )


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def records(seed: int, count: int = 12) -> Iterator[Page]:
    """One JSONL of records with fields, a tail each, and one line that is no JSON."""
    w = Writer(f"records-{seed}")
    rows: list[str] = []
    want: dict[str, Gold] = {}
    site, made = w.site(), [Writer(f"record-{seed}-{n}") for n in range(count)]
    titles = [m.title() for m in made]
    for n, m in enumerate(made):
        body, iso, who = m.body(8, 14), m.date(), m.person()
        lines = [
            *body,
            f"【责任编辑:{m.person()}】",
            f"打开{site}客户端 查看更多",
            f"上一篇：{titles[n - 1]}",
        ]
        row = {
            "url": f"https://www.{w.domain()}.cn/{n}.html",
            "title": titles[n],
            "date": iso,
            "author": who,
            "text": "\n".join(lines),
        }
        rows.append(json.dumps(row, ensure_ascii=n % 2 == 0))
        where = f"rows.jsonl#{len(rows)}"
        want[where] = gold(
            "record",
            where,
            body,
            forbid=["责任编辑", "客户端", "上一篇"],
            title=titles[n],
            author=who,
            date=iso,
        )
        if n == 5:
            rows.append('{"title": "断了的一行", "text": "还没有写')
            want[f"rows.jsonl#{len(rows)}"] = {"kind": "bad input", "fate": "not kept"}
    yield Page("rows.jsonl", "\n".join(rows).encode(), want)


def html(seed: int, count: int = 8) -> Iterator[Page]:
    """Pages with navigation, related headlines, comments and a footer."""
    for n in range(count):
        w = Writer(f"html-{seed}-{n}")
        title, body, who, medium, iso, site = (
            w.title(),
            w.body(8, 20),
            w.person(),
            w.medium(),
            w.date(),
            w.site(),
        )
        codec = "gbk" if n % 3 == 2 else "utf-8"
        nav = "".join(f'<li><a href="/{i}/">{c}</a></li>' for i, c in enumerate(words.CATEGORIES))
        related = [w.title() for _ in range(6)]
        links = "".join(f'<li><a href="/a/{i}.html">{t}</a></li>' for i, t in enumerate(related))
        said = [f"楼上说得对，{w.mark(w.fill(w.pick(words.QUOTES)))}" for _ in range(3)]
        comments = "".join(
            f'<div class="comment"><b>网友{i}</b><p>{t}</p></div>' for i, t in enumerate(said)
        )
        paragraphs = "".join(f"<p>　　{p}</p>\n" for p in body)
        if n % 4 == 3:
            paragraphs = "<br><br>\n".join(f"　　{p}" for p in body)
        text = f"""<!DOCTYPE html><html><head><meta charset="{codec}"><title>{title}_{site}</title>
<script>var a = "不该出现的脚本";</script></head><body>
<div class="header"><a href="/">{site}首页</a><ul class="nav">{nav}</ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/n/">本地</a> &gt; 正文</div>
<div class="main"><h1>{title}</h1>
<div class="info"><span>{iso} {w.time()}</span> <span>来源：{medium}</span> <span>作者：{who}</span></div>
<div class="content" id="content">{paragraphs}</div>
<div class="editor">责任编辑：{w.person()}</div><div class="share">分享到：微信 微博 QQ空间</div>
<div class="related"><h3>相关阅读</h3><ul>{links}</ul></div>
<div class="comments"><h3>网友评论</h3>{comments}<textarea>文明上网，理性发言</textarea></div></div>
<div class="side"><h3>热门排行</h3><ul>{links}</ul></div>
<div class="footer">Copyright &copy; 2005-2022 {site} 版权所有 京ICP备12{n}45678号-1</div></body></html>"""
        yield page(f"h{n:02}-{w.domain()}/{n}.html", text.encode(codec), "html", body,
                   forbid=["相关阅读", *related, *said, "责任编辑", "热门排行", "版权所有", "不该出现", "当前位置"],
                   title=title, author=who, sitename=[medium, site], date=iso)  # fmt: skip


def bad(seed: int) -> Iterator[Page]:
    """Inputs that can't be an article."""
    w = Writer(f"bad-{seed}")
    text = "\n".join(w.body(20, 30)).encode()
    png = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00"
        + zlib.compress(w.dice.randbytes(400))
    )
    yield refused("bad/empty.txt", b"")
    yield refused("bad/blank.txt", " \n\n \t\n　\n".encode())
    yield refused("bad/nul.txt", b"\0" * 4096)
    yield refused("bad/image.txt", png)
    yield refused("bad/cut.txt.gz", gzip.compress(text, mtime=0)[:-300])
    yield refused("bad/noise.bin", w.dice.randbytes(3000))
    yield refused("bad/noise.txt", w.dice.randbytes(5000))
    yield refused("bad/lines.jsonl", b"this is no json\n", "bad/lines.jsonl#1")
    yield refused(
        "bad/void.html", b"<html><head><title></title></head><body><script>1</script></body></html>"
    )
    yield refused(
        "bad/pdf.txt",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(text),
    )
    yield refused("bad/only-bom.txt", b"\xef\xbb\xbf")
    yield refused("bad/marks.txt", ("\u200b\ufeff\n" * 30).encode())
