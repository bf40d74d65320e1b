r"""Edits that undo what scrapers leave of markup: `&amp;`, `\u4e2d`, literal `\n`, `</p>`.

An article about programming quotes such things. It gives itself away: by backticks and quotation
marks around them, or by words such as 换行符; there nothing changes.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from pipeline.characters.han_letters import is_han
from pipeline.model.edits import Edit

# ---- \u4e2d ------------------------------------------------------------------------------------

_UNICODE = re.compile(r"(?:\\{1,2}u[0-9a-fA-F]{4})+")
_CODE_UNIT = re.compile(r"u([0-9a-fA-F]{4})")


def unicode_escapes(text: str) -> Iterator[Edit]:
    r"""Edits that turn runs of `\uXXXX` into characters.

    One alone is left unless there are several: a page about encodings shows one as an example. The
    ends of a range and what stands in the brackets of a pattern are left: `[\\u4e00-\\u9fff]`.

    >>> [edit.new for edit in unicode_escapes("标题：\\u4e2d\\u6587")]
    ['中文']
    """
    if "\\" not in text:
        return
    found = [
        m
        for m in _UNICODE.finditer(text)
        if not _quoted(text, m.start(), m.end()) and not _of_a_class(text, m.start(), m.end())
    ]
    several = sum(m[0].count("\\u") for m in found) >= 3
    for match in found:
        units = [int(unit, 16) for unit in _CODE_UNIT.findall(match[0])]
        if len(units) < 2 and not several:
            continue
        raw = b"".join(unit.to_bytes(2, "little") for unit in units)
        new = raw.decode("utf-16-le", errors="ignore")
        # Half a surrogate pair, a control character or a new backslash: not what it seems.
        if new.encode("utf-16-le") == raw and "\\" not in new and not _has_control(new):
            yield Edit(match.start(), match.end(), new, "unicode-escape")


def _of_a_class(text: str, start: int, end: int) -> bool:
    r"""Whether an escape stands within `[…]` of a pattern, or is an end of a range."""
    if text[end : end + 2] == "-\\" or text[max(0, start - 1) : start] == "-":
        return True
    opened = text.rfind("[", max(0, start - 60), start)
    closed = text.find("]", end, end + 60)
    return opened >= 0 and closed >= 0 and not _SPACED.search(text, opened, closed)


_SPACED = re.compile(r"[\s\]\"']|[\u3400-\u9fff]")  # no class of a pattern holds these


def _has_control(text: str) -> bool:
    return any((c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f" for c in text)


# ---- literal \n --------------------------------------------------------------------------------

_LINE_ESCAPES = re.compile(r"(?:\\[nrt])+")
# Words of articles that speak of escapes; there only one behind the end of a sentence is dirt.
_ABOUT_ESCAPES = re.compile("换行|換行|转义|轉義|printf|反斜|字符串|正则|(?<!\\\\)[A-Za-z]:\\\\")
_ENDS = frozenset("。！？…”」』）】；：")
_HALF_ENDS = frozenset("!?;:)")  # as code and paths have them too


def line_escapes(text: str) -> Iterator[Edit]:
    r"""Edits that turn a literal `\n` or `\r` into a line break and `\t` into a blank.

    >>> [edit.new for edit in line_escapes("他走了。\\n\\n第二天，他回来了。")]
    ['\n']
    """
    if "\\" not in text:
        return
    found = [m for m in _LINE_ESCAPES.finditer(text) if not _quoted(text, m.start(), m.end())]
    if not found:
        return
    careful = _ABOUT_ESCAPES.search(text) is not None
    around = [
        (text[m.start() - 1 : m.start()] if m.start() else "", text[m.end() : m.end() + 1])
        for m in found
    ]
    certain = [_is_break(before, after, careful) for before, after in around]
    several = not careful and sum(certain) >= 2
    for match, (before, after), sure in zip(found, around, certain, strict=True):
        # Beside one that is certain, any that no name of a command or a file can begin with.
        beside = several or (not careful and any(certain) and not after.isalpha())
        if sure or (beside and before != "\\"):
            new = " " if set(match[0]) == {"\\", "t"} else "\n"
            yield Edit(match.start(), match.end(), new, "line-escape")


def _is_break(before: str, after: str, careful: bool) -> bool:
    r"""Whether `\n` between these is a lost line break, no part of a path, formula or example."""
    if before in _ENDS:
        return True
    if before == "\\" or (after.isascii() and after.islower()):  # `\title` is a command of TeX
        return False
    if not before:
        return True
    if careful:
        return False
    if before in _HALF_ENDS:
        return True
    if after.isdecimal() and (is_han(before) or before == "."):
        return True
    return not after or not after.isascii() or after.isspace() or before.isspace()


# ---- &amp; -------------------------------------------------------------------------------------

_AROUND = re.compile(r"[&#;0-9A-Za-z]+")
# Halves of a pair, as scripts write what needs two code units.
_HIGH = r"55(?:29[6-9]|[3-9]\d\d)|56(?:[0-2]\d\d|3[01]\d)"
_LOW = r"56(?:3[2-9]\d|[4-9]\d\d)|57(?:[0-2]\d\d|3[0-3]\d|34[0-3])"
_ENTITY = re.compile(
    rf"&#(?P<high>{_HIGH});&#(?P<low>{_LOW});"
    r"|&(?:(?:amp|#0{0,4}38|#[xX]0{0,4}26);)*"
    r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});|&nbsp(?![0-9A-Za-z=;])"
)
# Browsers read the oldest without their end too; in an address or a program ASCII follows.
_UNENDED = re.compile(rf"{_ENTITY.pattern}|&(?:[lg]t|quot|[lr][sd]quo)$")


def entities(text: str) -> Iterator[Edit]:
    """Edits that turn HTML entities, also twice escaped ones, into characters.

    >>> [edit.new for edit in entities("甲&nbsp;乙&amp;lt;丙 ?a=1&copy=2")]
    ['\\xa0', '<']
    """
    if "&" not in text:
        return
    for around in _AROUND.finditer(text):
        if "&" not in around[0] or _quoted(text, around.start(), around.end()):
            continue
        after = text[around.end() : around.end() + 1]
        pattern = _ENTITY if after.strip() and after.isascii() else _UNENDED
        new = pattern.sub(_character, around[0])
        if new == around[0]:
            continue
        once = new
        while (again := _ENTITY.sub(_character, new)) != new:
            new = again
        if new != once:  # what they give is one again
            yield Edit(around.start(), around.end(), new, "entity")
            continue
        for match in pattern.finditer(around[0]):
            char = _character(match)
            start = around.start() + match.start()
            end = start + len(match[0])
            if char != match[0]:
                yield Edit(start, end, char, "entity")


def _character(match: re.Match[str]) -> str:
    """The character an entity stands for, or the entity itself if it is none."""
    if match["high"]:
        pair = chr(int(match["high"])) + chr(int(match["low"]))
        return pair.encode("utf-16", "surrogatepass").decode("utf-16")
    name = match[0].removeprefix("&").rstrip(";").rpartition(";")[2]
    char = _named(name)
    return match[0] if char is None else char


@lru_cache(maxsize=4096)  # pages repeat a few
def _named(name: str) -> str | None:
    """The character with this name or number, None if it is none."""
    if not name.startswith("#") and f"{name};" not in html5:
        return None
    char = html.unescape(f"&{name};")
    # A backslash could make a new escape; the others are no characters of a text.
    odd = char in ("", "\\", "\N{REPLACEMENT CHARACTER}") or _has_control(char)
    return None if odd or "\ud800" <= char[0] <= "\udfff" else char


# ---- </p> --------------------------------------------------------------------------------------

_BREAKING = re.compile(
    "p|br|hr|div|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|h[1-6]|section|article|header|footer|aside"
    "|blockquote|center|figure|figcaption|pre"
)
_INLINE = re.compile(
    "a|b|i|u|s|em|strong|span|font|img|small|big|sup|sub|td|th|del|ins|label|input|button|iframe"
    "|embed|video|audio|source|script|style|noscript|svg|path"
    "|chsdate|chmetcnv|personname"  # the smart tags of a word processor
    "|.*[:-].*"  # the tags of publishing systems
)
_TAG = re.compile(
    r"<(?:(?P<dead>script|style)\b[^<>]{0,300}>[^<]{0,5000}</(?P=dead)>"
    r"|!--[^<>]{0,500}-->"
    r"|/?(?P<name>[A-Za-z][0-9A-Za-z:_-]{0,30})"
    r"(?:(?:\s|\\n)[^<>=]{1,40}=[^<>]{0,500})?\s{0,3}/?\s{0,3}>)",
    re.IGNORECASE,
)
# Markup that a tag stands inside: without it a new escape, entity or tag would arise.
_OPEN = re.compile(r"(?:\\u?[0-9a-fA-F]*|&[#0-9A-Za-z]*|<[^<>]*)\Z")
# An article that teaches HTML or shows code.
_ABOUT_TAGS = re.compile(
    "```|<\\?php|<!DOCTYPE|> ?(?:[这這等的]个?)?(?:标签|標籤|元素)|HTML|前端开发"
)


def tags(text: str) -> Iterator[Edit]:
    """Edits that remove left-over tags; those of blocks become line breaks.

    >>> [(edit.start, edit.new) for edit in tags("甲<strong>乙</strong><br/>丙，a<b，1<2>3")]
    [(1, ''), (10, ''), (19, '\\n')]
    """
    if "<" not in text or ">" not in text or _ABOUT_TAGS.search(text):
        return
    for match in _TAG.finditer(text):
        name = (match["name"] or "").lower()
        breaks = _BREAKING.fullmatch(name) is not None
        known = not name or breaks or _INLINE.fullmatch(name)
        safe = not _quoted(text, match.start(), match.end()) and not _OPEN.search(
            text, max(0, match.start() - 20), match.start()
        )
        if known and safe:
            yield Edit(match.start(), match.end(), "\n" if breaks else "", "left-over-tag")


# ------------------------------------------------------------------------------------------------

_QUOTES = {"“": "”", "‘": "’", "「": "」", "`": "`", "'": "'", '"': '"', "『": "』"}


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand close around: then the text speaks of it."""
    before = text[start - 1 : start] if start else ""
    return before in _QUOTES and text[end : end + 1] == _QUOTES[before]
