"""How marks and boilerplate look: shared by the survey that learns them and the stage that cuts.

Nothing here knows a site: classes of characters, and a mask that makes lines of one template equal.
"""

import hashlib
import re
from itertools import pairwise
from typing import NamedTuple

from pipeline.characters.han_letters import HAN, is_han
from pipeline.metadata.names import REGIONS
from pipeline.model.lines import AFTER_STOP, FULL_STOPS

# What ends a sentence, a quotation or a bracket: honest Chinese paragraphs end in one of these.
CLOSING = FULL_STOPS + ";；”’」』）)】》〉]~～"
# A mark may touch these, Han, or the end of a line, where it is cut in the middle of one.
PUNCTUATION = CLOSING + "，、：:,.“‘「『（(【《〈[—－-·•%％‰℃"

_STOPS = tuple(FULL_STOPS)
_CODED = re.compile(f"([0-9A-Za-z]{{2,16}})([{HAN}].*)")
TOP = "com|net|org|cc|cn|info|xyz|la|me|top|vip|tw|hk|co|tv|io|so|us|biz|pro|site|club"
DOMAIN = re.compile(
    rf"(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,4}}(?:{TOP})(?![a-z])", re.IGNORECASE | re.ASCII
)

# What a site with a name in Han puts behind it, as if it were its address.
HAN_DOMAIN = re.compile(rf"[{HAN}]\.(?:{TOP})$", re.IGNORECASE)
# The last word of names sites give themselves.
_SITE_NAME = re.compile(
    "(?:网|網|论坛|社区|在线|线上|小说|书屋|文学|阁|吧|站|频道|热线|门户|资讯|博客|之家|导航|书城|书院)$"
)
# Credits stand at paragraph ends too, and are the author's: `新华社记者 某某 摄`, `据某社电`.
_CREDIT = re.compile(
    r"^(?:据|来源|记者|本报|文[/／|｜:：]|图[/／|｜:：]|摄影|作者|编剧|——|—|--|－|-|·|译|见|选自|摘自|载|出自)"
    r"|(?:摄|社发|[ /／|](?:发|文|图)|报道|电|(?:[社台报日网刊]|^)讯|供图|制图|译|记者"
    r"|通讯员|编剧|图片|绘|完)$"
)


def touchable(char: str) -> bool:
    """Whether a mark in the middle of a line may stand beside this character ("" at an end)."""
    return not char or char in PUNCTUATION or char in " \n\N{IDEOGRAPHIC SPACE}" or is_han(char)


def coded(mark: str) -> tuple[str, str] | None:
    """The code and the name of a mark `three random letters + name`, or None for another shape.

    A code is letters and digits of no word: three of them, as EmpireCMS makes it, or mixed.

    >>> coded("x7K某某网"), coded("sPT某某网"), coded("某某网"), coded("IBM公司")
    (('x7K', '某某网'), ('sPT', '某某网'), None, None)
    """
    match = _CODED.fullmatch(mark)
    if not match:
        return None
    code = match[1]
    return (code, match[2]) if codelike(code) else None


def codelike(code: str) -> bool:
    """Whether letters and digits look random rather than like a word or a number.

    >>> [codelike(code) for code in ("sPT", "3kj", "Ab9", "IBM", "Apple", "2023", "ios")]
    [True, True, True, False, False, False, False]
    """
    kinds = sum(
        any(low <= char <= high for char in code)
        for low, high in (("0", "9"), ("A", "Z"), ("a", "z"))
    )
    return kinds > 1 and not (code.isalpha() and code.istitle())


def ended(body: str) -> bool:
    """Whether a paragraph ends as a sentence, a quotation mark or bracket behind it or not.

    >>> ended("他走了。"), ended("“他走了。”"), ended("“走吧”"), ended("他走了")
    (True, True, False, False)
    """
    return body[-1:] in _STOPS or (body[-1:] in CLOSING and body[-2:-1] in _STOPS)


def is_site_name(mark: str) -> bool:
    """Whether a text ends in the last word of a name that sites give themselves.

    >>> is_site_name("某某在线"), is_site_name("某某先生")
    (True, False)
    """
    return bool(_SITE_NAME.search(mark))


def credit(mark: str) -> bool:
    """Whether a text at the end of a paragraph is a credit, which is not ours to cut.

    >>> credit("记者某某摄"), credit("据某社电"), credit("某某网")
    (True, True, False)
    """
    return bool(_CREDIT.search(mark))


def short_digest(*parts: str) -> str:
    """Eight hexadecimal digits that stay the same over runs, machines and hash seeds.

    >>> short_digest("a", "b") == short_digest("a", "b") != short_digest("ab", "")
    True
    """
    return hashlib.blake2b(
        "\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4
    ).hexdigest()


_LEAD = re.compile(
    "(?:(?:本文|内容|文章|本站|更多|转载)[^，。]{0,6}|Copyright|copyright|版权).{0,3}"
)


_LEAD_END = re.compile(
    "(?:(?:本文|内容|文章)(?:来自|来源于?|出自|转自|由)[:： ]?"
    r"|[Cc]opyright ?(?:©|\([Cc]\))? ?|版权所有 ?)$"
)


def lead(text: str) -> bool:
    """Whether a text is what sites write before their name: `本文来自`, `copyright`.

    >>> lead("本文来自"), lead("图源：某报")
    (True, False)
    """
    return bool(_LEAD.fullmatch(text))


def lead_size(before: str, mark: str) -> int:
    """How many characters before a mark belong to it: `本文来自`, `copyright`, or `某某,好`.

    >>> lead_size("他走了本文来自", "某某"), lead_size("他走了 某某,好", "某某")
    (4, 4)
    """
    match = _LEAD_END.search(before)
    if match:
        return len(match[0])
    again = before.rfind(mark)
    return len(before) - again if again >= 0 and len(before) - again <= len(mark) + 2 else 0


_SLOT = re.compile(
    r"《[^《》\n]{1,60}》|#[^#\s]{1,20}#?|“[^“”\n]{1,20}”|[0-9A-Za-z][0-9A-Za-z@._/:,-]*"
    r"|(?<=[：:])[一-鿿·]{2,4}(?=$|[ \u3000）)\]】])|(?<=[|｜] )[一-鿿·]{2,12}$"
)
_NAMED = 80
"""Characters of a line in which names of the page are slots: a sentence may speak of its author."""
_SPOKEN = re.compile("(?:问|答|记者|主持人|嘉宾|网友|甲|乙|先生|女士)$")
_PLACED = re.compile(f"(发布于|属地[:： ]?|来自 ?)(?:{'|'.join(sorted(REGIONS))})")
SLOTS = {
    "{0}": "[0-9][0-9.:,/-]*",
    "{page}": "[0-9]{1,4}",
    "{number}": "[0-9]{12,}",
    "{a}": "[0-9A-Za-z][0-9A-Za-z@._/:,-]*",
    "{book}": "《[^《》]{1,60}》",
    "{quote}": "“[^“”]{1,20}”",
    "{title}": ".{2,80}",
    "{name}": "[一-鿿·]{2,12}",
    "{who}": r"[\w·. ]{2,20}",
    "{place}": "[一-鿿]{2,3}",
    "{tag}": "#[^#\\s]{1,20}#?",
    "{rest}": "[:：].{1,60}",
    "{value}": ".{1,60}",
}
_SLOTS = re.compile("|".join(map(re.escape, SLOTS)))


class Own(NamedTuple):
    """What a page states of itself, which its lines say again: its title, and who made it."""

    title: str = ""
    names: tuple[str, ...] = ()


_UNKNOWN = Own()
"""Of a page that states nothing."""


def masked(line: str, own: Own = _UNKNOWN) -> str:
    """A line with slots for what changes from page to page: numbers, Latin, 《…》, title, names.

    >>> masked("《长河》第12章 更新于2020-01-02"), masked("责编：某甲乙")
    ('{book}第{0}章 更新于{0}', '责编：{name}')
    >>> masked("© 本文版权归 山里人 所有", Own("", ("山里人",))), masked("发布于浙江")
    ('© 本文版权归 {who} 所有', '发布于{place}')
    """
    title = own.title
    for name in own.names:
        if 1 < len(name) < len(line) <= _NAMED and name in line:
            line = line.replace(name, "{who}")
    if "于" in line or "属地" in line or "来自" in line:
        line = _PLACED.sub(r"\1{place}", line)
    if "{who}" in line or "{place}" in line:
        parts = re.split("({who}|{place})", line)
        return "".join(
            part if part in SLOTS else masked(part, Own(title)) for part in parts if part
        )
    if len(title) >= 4 and title in line:
        line = line.replace(title, "{title}")
        return "{title}".join(_SLOT.sub(_slot, part) for part in line.split("{title}"))
    return _SLOT.sub(_slot, line)


def _slot(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] == "《":
        return "{book}"
    if text[0] in "“#":
        return "{quote}" if text[0] == "“" else "{tag}"
    if is_han(text[0]) or text[0] == "·":
        said = _SPOKEN.search(match.string[: match.start() - 1])
        return text if said else "{name}"
    return "{0}" if not any(char.isalpha() for char in text) else "{a}"


def line_pattern(key: str, same: str | None) -> str:
    """The regular expression for a masked line, or for the one text it always was.

    >>> line_pattern("共{0}页", None), line_pattern("共{0}页", "共1页")
    ('共[0-9][0-9.:,/-]*页', '共1页')
    """
    if same is not None:
        return re.escape(same)
    parts: list[str] = []
    at = 0
    for slot in _SLOTS.finditer(key):
        parts += (re.escape(key[at : slot.start()]), SLOTS[slot[0]])
        at = slot.end()
    return "".join((*parts, re.escape(key[at:])))


def literal(key: str) -> str:
    """The longest part of a masked line that is the same on every page.

    >>> literal("共{0}页，返回{a}")
    '页，返回'
    """
    return max(_SLOTS.split(key), key=len)


_LINK = re.compile("https?://[!-~]+")
_SENTENCE_END = FULL_STOPS + "；"
LAST = 300  # characters at the end of a line among which its last sentences are looked for
_BODY = 40  # characters from which a line that ends a sentence is a paragraph of the body


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does and is long enough to be one.

    >>> is_sentence("他走进了车站，没有回头。"), is_sentence("返回首页")
    (True, False)
    """
    return line[-1:] in _SENTENCE_END and len(line) >= 6


_STOP = re.compile(f"[{FULL_STOPS}]+[{re.escape(AFTER_STOP)}]*[ \u3000]*")


def last_sentences(line: str, most: int) -> list[tuple[int, str]]:
    """The last sentences of a line, the last one first, and where each begins; never its first.

    >>> last_sentences("天晴了。船开了！责编：某某", 2)
    [(8, '责编：某某'), (4, '船开了！')]
    """
    low = max(0, len(line) - LAST)
    begins = [stop.end() for stop in _STOP.finditer(line, low) if stop.end() < len(line)]
    bounds = [*begins[-most:], len(line)]
    found = [(start, line[start:end].strip()) for start, end in pairwise(bounds)]
    return found[::-1]


def bare_of_links(line: str) -> str:
    """A line without the addresses of links in it, which are as long as they happen to be."""
    return _LINK.sub("", line) if "://" in line else line


def body_paragraph(line: str) -> bool:
    """Whether a line is a paragraph of the body by its length and its end; links have none.

    >>> body_paragraph("某某维修 http://example.com/" + "a" * 60), body_paragraph("渡口" * 31)
    (False, True)
    """
    line = bare_of_links(line)
    return len(line) > 60 or (len(line) >= _BODY and line[-1:] in CLOSING)
