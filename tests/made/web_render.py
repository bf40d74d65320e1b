"""Blocks of a text as the markup of real editors: WordPress, Hexo, WeChat, a forum's box …

`body(blocks, style)` gives the markup; a style is a line of `STYLES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from tests.made.web_code import CODE
from tests.made.web_text import Block, cells


def inline(text: str, math: str = "tex", ruby: str = "rp") -> str:
    """The markup within a block."""
    text = escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2" target="_blank">\1</a>', text)
    text = re.sub(r"\{([^{}|]+)\|([^{}|]+)\}", RUBY[ruby], text)
    return re.sub(r"\$([^$]+)\$", lambda hit: MATH[math](hit[1]), text)


RUBY = {
    "rp": r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>",
    "rb": r'<ruby class="pinyin"><rb>\1</rb><rt>\2</rt></ruby>',
    "bare": r"<ruby>\1<rt>\2</rt></ruby>",
}


def _mathml(tex: str) -> str:
    shown = "".join(f"<mi>{c}</mi>" if c.isalnum() else f"<mo>{c}</mo>" for c in tex if c != "\\")
    return (
        f'<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>{shown}</mrow>'
        f'<annotation encoding="application/x-tex">{tex}</annotation></semantics></math>'
    )


MATH: dict[str, Callable[[str], str]] = {
    "tex": lambda tex: rf'<span class="math inline">\({tex}\)</span>',
    "script": lambda tex: (
        '<span class="MathJax_Preview"></span><script type="math/tex">' + tex + "</script>"
    ),
    "img": lambda tex: (
        f'<img src="/tex/{sum(map(ord, tex))}.svg" class="ee_img tr_noresize" eeimg="1" '
        f'alt="{tex}">'
    ),
    "mathml": _mathml,
    "katex": lambda tex: (
        f'<span class="katex"><span class="katex-mathml">{_mathml(tex)}</span></span>'
    ),
}


STYLES: dict[str, dict[str, str]] = {
    "p": {},
    "wp": {
        "image": '<figure class="wp-block-image size-large"><img src="{src}" alt="" />'
        "<figcaption>{text}</figcaption></figure>",
        "code": "hljs",
        "table": '<figure class="wp-block-table"><table><tbody>{rows}</tbody></table></figure>',
        "quote": '<blockquote class="wp-block-quote">{text}</blockquote>',
    },
    "indent": {"p": "<p>　　{text}</p>"},
    "centre": {
        "p": "<p>　　{text}</p>",
        "code": "pre",
        "image": '<p style="text-align: center;"><img src="{src}"/></p>'
        '<p style="text-align: center;">{text}</p>',
    },
    "nbsp": {"p": '<p style="text-indent: 2em;">&nbsp;&nbsp;&nbsp;&nbsp;{text}</p>'},
    "br": {
        "p": "　　{text}<br><br>\n",
        "h2": "<b>{text}</b><br><br>\n",
        "ul": "・{text}<br>\n",
        "image": '<center><img src="{src}" border=0><br><font color=#666666>{text}</font></center>'
        "<br>\n",
    },
    "font": {
        "p": "<P><FONT face=宋体 size=3>&nbsp;&nbsp;&nbsp; {text}</FONT></P>\n",
        "h2": "<P><STRONG><FONT face=宋体 size=3>&nbsp;&nbsp;&nbsp; {text}</FONT></STRONG></P>",
        "image": '<P align=center><IMG src="{src}"><BR><FONT size=2>{text}</FONT></P>',
    },
    "div": {"p": '<div class="para">{text}</div>\n', "h2": '<div class="para-title">{text}</div>'},
    "spanp": {
        "p": '<p><span class="bjh-p">{text}</span></p>',
        "h2": '<h3 class="bjh-h3"><span class="bjh-strong">{text}</span></h3>',
        "image": '<div class="bjh-image-container"><img src="{src}" class="large">'
        '<div class="bjh-image-caption">{text}</div></div>',
    },
    "wechat": {
        "p": '<section style="margin: 0px 8px 16px;line-height: 1.75em;"><section><span style='
        '"font-size: 15px;letter-spacing: 1px;">{text}</span></section></section>'
        "<section><br></section>",
        "h2": '<section style="display: inline-block;border-bottom: 2px solid #c33;"><p>'
        '<strong><span style="color: rgb(192, 0, 0);">{text}</span></strong></p></section>',
        "image": '<section style="text-align: center;"><img data-src="{src}" class='
        '"rich_pages wxw-img"></section><section style="text-align: center;"><span style='
        '"font-size: 12px;color: rgb(136, 136, 136);">{text}</span></section>',
        "quote": '<blockquote class="js_blockquote_wrap"><section class="js_blockquote_digest">'
        "<section>{text}</section></section></blockquote>",
        "code": "wechat",
    },
    "draft": {
        "p": '<p data-pid="q{n}x">{text}</p>',
        "image": '<figure data-size="normal"><img src="{src}"/><figcaption>{text}</figcaption>'
        "</figure>",
        "code": "hljs",
        "math": "img",
    },
    "forum": {
        "p": "{text}<br />\n<br />\n",
        "code": "discuz",
        "quote": '<div class="quote"><blockquote>{text}</blockquote></div><br />\n',
        "ul": "<li>{text}<br />\n",
        "h2": "<strong>{text}</strong><br />\n<br />\n",
    },
    "phpbb": {
        "p": "{text}<br>\n<br>\n",
        "code": "codebox",
        "quote": "<blockquote><div><cite>old_salt wrote:</cite>{text}</div></blockquote>",
    },
    "amp": {
        "image": '<figure><amp-img src="{src}" width="640" height="360" layout="responsive">'
        "</amp-img><figcaption>{text}</figcaption></figure>"
    },
    "doc": {"code": "prism", "image": '<p><img src="{src}" alt=""></p>'},
    "steps": {
        "ol": '<div class="step" id="step{n}"><div class="num">{n}</div><p class="text">{text}'
        '</p><img src="/s/{n}.jpg" alt=""></div>',
        "p": "<p>{text}</p>",
    },
    "divli": {
        "ul": '<div class="row-item"><span class="txt">{text}</span></div>',
        "p": '<div class="txt">{text}</div>',
    },
}

BASE = {
    "p": "<p>{text}</p>\n",
    "h2": "<h2>{text}</h2>\n",
    "h3": "<h3>{text}</h3>\n",
    "ul": "<li>{text}</li>\n",
    "ol": "<li>{text}</li>\n",
    "code": "pre",
    "math": "tex",
    "ruby": "rp",
    "quote": "<blockquote><p>{text}</p></blockquote>\n",
    "table": '<table border="1"><tbody>{rows}</tbody></table>\n',
    "image": '<div class="img"><img src="{src}"><span class="desc">{text}</span></div>\n',
}


def body(blocks: Sequence[Block], style: str) -> str:
    """The markup of the blocks in a style: `wp`, or with changes as `wp+code=gist+math=img`."""
    name, *changes = style.split("+")
    look = {**BASE, **STYLES[name], **dict(change.split("=", 1) for change in changes)}
    return "".join(_markup(blocks, look))


def _markup(blocks: Sequence[Block], look: dict[str, str]) -> Iterator[str]:
    at = 0
    for kind, run in groupby(blocks, lambda b: "verse" if b.kind == "stanza" else b.kind):
        group = list(run)
        at += len(group)
        match kind:
            case "code":
                yield from (CODE[look["code"]](b.text, b.code) for b in group)
            case "row":
                yield look["table"].format(rows=_rows(group, look))
            case "verse":
                yield _verse(group, look)
            case "dl":
                yield "<dl>" + "".join(_definition(b, look) for b in group) + "</dl>\n"
            case "quote":
                lines = [inline(b.text, look["math"], look["ruby"]) for b in group]
                joined = lines[0] if len(lines) == 1 else "".join(f"<p>{x}</p>" for x in lines)
                yield look["quote"].replace("<p>{text}</p>", "{text}").format(text=joined)
            case "caption":
                for n, b in enumerate(group):
                    yield look["image"].format(src=f"/img/{at}{n}.jpg", text=inline(b.text))
            case _:
                yield _lines(kind, group, look, at - len(group) + 1)


def _lines(kind: str, group: list[Block], look: dict[str, str], at: int) -> str:
    text = "".join(
        look[kind].format(
            text=inline(b.text, look["math"], look["ruby"]), n=b.number or at + n, src=""
        )
        for n, b in enumerate(group)
    )
    if look[kind].startswith("<li>"):
        return f"<{kind}>{text}</{kind}>\n"
    return text


def _rows(group: list[Block], look: dict[str, str]) -> str:
    out = ""
    for n, b in enumerate(group):
        tag = "th" if n == 0 and look.get("th") else "td"
        out += (
            "<tr>"
            + "".join(
                f"<{tag}>{inline(cell, look['math'], look['ruby'])}</{tag}>"
                for cell in cells(b.text)
            )
            + "</tr>\n"
        )
    return out


def _verse(group: list[Block], look: dict[str, str]) -> str:
    stanzas: list[list[str]] = [[]]
    for b in group:
        if b.kind == "stanza":
            stanzas.append([])
        else:
            stanzas[-1].append(inline(b.text, look["math"], look["ruby"]))
    return "".join(f"<p>{'<br>'.join(lines)}</p>\n" for lines in stanzas if lines)


def _definition(b: Block, look: dict[str, str]) -> str:
    term, _, definition = b.text.partition(" :: ")
    return f"<dt>{inline(term)}</dt><dd><p>{inline(definition)}</p></dd>\n"
