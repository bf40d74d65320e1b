"""The article that a page holds but does not show: for machines, for scripts, in a field of a form.

Looked for only where a page shows no article: JSON-LD first, then the longest text with paragraphs
among the strings of its scripts, then the longest field of text.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from urllib.parse import unquote

from lxml import etree

from pipeline.html.linearise import Box, PageLine, linearise
from pipeline.html.parse import parse_page
from pipeline.html.structured_data import articles

_LEAST = 100  # Han in a string or field that is an article, as in the shortest ones that are shown
_HAN = re.compile(r"[\u3400-\u9fff]")
# Possessive: a quotation mark that opens nothing costs one pass, not one for each that follows.
_STRINGS = (re.compile(r'"((?:[^"\\\n]|\\.)*+)"'), re.compile(r"'((?:[^'\\\n]|\\.)*+)'"))
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_NAMED = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}
_PARAGRAPHS = re.compile(r"<(?:p|br|div|section)\b|&lt;(?:p|br|div|section)\b", re.I)
_QUOTED = ("%7B", "%5B")  # how JSON begins that is quoted as addresses are
_OTHERS = re.compile("comment|repl[iy]|recommend|related|review", re.I)  # names of other texts
_POINT = re.compile("[。！？；：”]")  # of a sentence
_MARKUP = re.compile(r"<\w")


def unshown(root: etree._Element) -> tuple[list[PageLine], str]:
    """The lines of the article, and where the page holds it; nothing, if it holds none.

    >>> text = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。" * 4
    >>> page = f"<p>加载中</p><script>a = {{body: '&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;完'}}</script>"
    >>> lines, where = unshown(parse_page(page)[0])
    >>> [line.text for line in lines] == [text, "完"], where
    (True, "the page's scripts")
    """
    for where, texts in (
        ("the page's JSON-LD", _bodies(root)),
        ("the page's scripts", chain(_strings(root), _listed(root))),
        ("a field of the page", _fields(root)),
    ):
        text = max(texts, key=lambda text: len(_HAN.findall(text)), default="")
        if text.strip():
            return _lines(text, root), where
    return [], ""


def _bodies(root: etree._Element) -> Iterator[str]:
    """The bodies of articles in JSON-LD."""
    for thing in articles(root):
        body = thing.get("articleBody")
        if isinstance(body, str):
            yield body


def _strings(root: etree._Element) -> Iterator[str]:
    """The strings of scripts that hold text in paragraphs."""
    for script in root.iter("script"):
        text = script.text or ""
        if text.lstrip()[:3] in _QUOTED:
            text = unquote(text)
        for pattern in _STRINGS if len(text) > _LEAST else ():
            for match in pattern.finditer(text):
                if len(match[1]) > _LEAST:
                    held = _ESCAPE.sub(_unescaped, match[1])
                    if _PARAGRAPHS.search(held) and len(_HAN.findall(held)) >= _LEAST:
                        yield held


def _listed(root: etree._Element) -> Iterator[str]:
    """The texts of which a script's data have a list: paragraphs, or blocks that hold one each."""
    for script in root.iter("script"):
        text = script.text or ""
        try:
            things = [json.loads(text[text.index("{") : text.rindex("}") + 1], strict=False)]
        except (ValueError, RecursionError):
            continue
        while things:
            thing = things.pop()
            if isinstance(thing, list):
                said = [_block(each) for each in thing]
                held = "\n".join(filter(None, said))
                if "\n" in held and len(_HAN.findall(held)) >= _LEAST:
                    yield held
                things += thing
            elif isinstance(thing, dict):
                things += (thing[name] for name in thing if not _OTHERS.search(name))


def _block(thing: object) -> str:
    """The text of a paragraph that stands by itself, or is what a block holds."""
    if isinstance(thing, dict):
        thing = max((x for x in thing.values() if isinstance(x, str)), key=len, default="")
    return thing if isinstance(thing, str) and _POINT.search(thing) else ""


def _unescaped(match: re.Match[str]) -> str:
    """What an escape of a script stands for; half of a pair has no character of its own."""
    code = match[1] or match[2]
    if not code:
        return _NAMED.get(match[3], match[3])
    return "" if 0xD800 <= int(code, 16) < 0xE000 else chr(int(code, 16))


def _fields(root: etree._Element) -> Iterator[str]:
    """The fields of forms that hold a text to read or to copy."""
    for field in root.iter("textarea"):
        text = "".join(map(str, field.itertext()))
        if len(_HAN.findall(text)) >= _LEAST:
            yield text


def _lines(text: str, root: etree._Element) -> list[PageLine]:
    """The lines of a text, with or without markup, itself escaped or not."""
    if not _MARKUP.search(text) and _PARAGRAPHS.search(text):
        text = unescape(text)
    box = Box(root)
    if _MARKUP.search(text):
        held = linearise(parse_page(text)[0])
        return [PageLine(line.text, 0, 0, box, line.code) for line in held]
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [PageLine(line, 0, 0, box) for line in lines if line]
