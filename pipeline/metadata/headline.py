"""What forms a headline has, what of its line it is, and where a page says it again.

Not a stage: `head` asks it. Lines are folded (see `layout`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.metadata.names import is_site_or_part
from pipeline.metadata.navigation import crumb, is_navigation
from pipeline.metadata.wording import page_worded

_SHORTEST, _LONGEST = (
    4,
    60,
)  # characters of a headline in a head; before an earlier bar stands a name
_LINE = 160  # characters of a line with a headline, the names of its site, its section
PLAIN = 8  # a shorter line may be anything: a heading, a name, a shout
_WIDEST = 40  # characters; a longer line is more often a slogan, a remark or a lead
_TAIL_PARTS = 3  # a section, a channel and the site
_DAY = re.compile(r"[\[【(](?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?[\]】)] ?(?=.{4})")
# What a page tells or asks its reader: how to reach it, to look for something, what it is.
NOTICE = re.compile(
    r"(?:电话|热线|客服|QQ|微信).{0,4}[\d-]{7,}|^本[页站网][^络]|^搜索?[^,]{1,4}[、,/]|欢迎注册"
    r"|站内搜索|请输入|朗读时长"
)
_ISSUE = re.compile(r"第 ?\d+ ?卷|第 ?\d+ ?期$|^(?:DOI|ISSN|文章编号)|^(?:19|20)\d\d年\d{1,2}月$")
_KIND = re.compile(
    r"[\[【](?:原创|转[载帖]?|图文?|组图|多图|讨论|分享|求助|推荐|视频|置顶|精华)[\]】]"
    " ?(?=.{4})"
)
TOPIC = re.compile(r"^[\[【][^\]】]{2,6}[\]】] ?(?=.{2})")  # in the way to a thread
_LABELLED = re.compile("[一-鿿 ]{2,6}: ?[一-鿿·]{2,4}")  # 记录人:某某
_ENTRIES = re.compile("(?:[一-鿿]{2,4} ){2,}[一-鿿]{2,4}")  # of a menu, to which all may be glued
_NAMED = re.compile("《([^《》]{2,60})》")
QUOTED = re.compile(r"\s*(?:>|[-*+] |\||\d{1,3}[.)] )")  # a quotation, an item, a row of a table
CHAPTER = re.compile(
    r"(?:《?.{1,12}》? )?第[一二三四五六七八九十百千零〇\d]{1,8}[章回节卷集期话](?= ?.)"
)
_LATIN_END = re.compile("[A-Za-z]{3,}$")  # a word of the headline too, unless two bars stand before
_FORMS = (
    ("a chapter", CHAPTER),
    ("a book", re.compile("《[^《》]{2,60}》$")),
    ("spoken", re.compile(".*,.*[!?”]$")),  # a paragraph without a full stop, more often
    ("a dateline", re.compile(".{2,10}[台社报网](?:讯|消息|电)$")),
    ("entries", re.compile("(?:[一-鿿]{2,4} ){2,}[一-鿿]{2,4}$")),
    ("a channel", re.compile(r"(?:\S{2,8} ?[·|] ?\S{2,8}|\S{2,6}首页)$")),  # a site and its part
    ("labelled", re.compile("[一-鿿 ]{2,5}: ?[^ ]")),
    ("a deck", re.compile("[-—─–]{1,2}|[(★☆◆■▲●※]")),
)
_BAR = re.compile(r" - | [–—] | ?[_|] ?|-(?=[^-]*$)")
_BOX = re.compile(r"[\[【][^\[\]【】]{1,8}[\]】] ?")
_BARRED = re.compile(r" ?(?:[-–—_|·]+|[（(\[【]) ?\S|$")
_BOXED = re.compile(r" ?[\[【(](?P<name>[^\[\]【】()]{2,16})[\]】)]$")


def may_be_headline(folded: str, site: str = "") -> bool:
    """Whether a line is short enough for a headline and does not end as sentences do."""
    start, end = trimmed(folded, site)
    folded = folded[start:end]
    if (
        folded.startswith("<")
        or QUOTED.match(folded)
        or is_navigation(folded)
        or folded.rstrip("_ ").endswith(":")
        or _LABELLED.fullmatch(folded.strip())
        or (len(folded) > _WIDEST and _ENTRIES.match(folded))
    ):
        return False
    return _SHORTEST <= len(folded) <= _LONGEST and not folded.endswith(
        ("。", ";", ",", ":", "…", "...")
    )


def trimmed(folded: str, site: str = "") -> tuple[int, int]:
    """Where the headline stands in its line, without names of sites and the kind of a post.

    >>> line = "修钟的人来了 - 某某的个人空间 - 某某社区"
    >>> line[slice(*trimmed(line))], trimmed("北京-上海高铁")
    ('修钟的人来了', (0, 7))
    >>> for line in ("修钟的人来了[知渔]", "修钟的人来了_社会_知渔", "知渔:修钟的人来了"):
    ...     print(line[slice(*trimmed(line, "知渔"))])
    修钟的人来了
    修钟的人来了
    修钟的人来了
    """
    start, end = 0, len(folded.rstrip())
    if end > _LINE:
        return start, end
    if site and (before := re.match(re.escape(site) + r"[^\W_]{0,4} ?[:|] ?(?=.{4})", folded)):
        start = before.end()
    boxed = _BOXED.search(folded)
    if boxed and boxed.start() - start >= _SHORTEST and site and site in boxed["name"]:
        return start, boxed.start()
    if site and (box := re.match(rf"[\[【]{re.escape(site)}[\]】] ?(?=.{{4}})", folded)):
        start = box.end()
    if day := _DAY.match(folded, start):
        start = day.end()
    if kind := _KIND.match(folded, start):
        start = kind.end()
    bars = [bar.start() for bar in _BAR.finditer(folded, start)]
    for number, bar in enumerate(bars):
        if bar - start < _SHORTEST:
            continue
        rest = folded[bar:end].strip(" -–—_|")
        parts = len(bars) - number
        named = site and site in rest and len(rest) <= len(site) + 8 * parts
        known = number == 0 and (
            is_site_or_part(rest) or (len(bars) > 1 and _LATIN_END.search(rest))
        )
        if parts <= _TAIL_PARTS and (named or known):
            return start, bar
    return start, end


def _is_said_of_the_page(folded: str) -> bool:
    """Whether a line tells how to use a page, or which issue of a journal it is of."""
    return NOTICE.search(folded) is not None or _ISSUE.search(folded) is not None


def forms(text: str, line: str) -> Iterator[tuple[str, bool]]:
    """Each form that a headline has or never has, and whether these words of a line have it."""
    for name, pattern in _FORMS:
        yield name, pattern.match(text) is not None
    yield "said of the page", _is_said_of_the_page(text)
    yield "words of a page", page_worded(text)
    yield "indented", line.startswith("  ")


def echoes(folded: Sequence[str], top: int, below: Iterable[int], site: str) -> Iterator[str]:
    """What a page calls itself elsewhere: at the end of its way, in a list's name, below."""
    lines = [line for line in map(str.strip, folded[:top]) if line]
    for line in lines:
        if way := crumb(line):
            yield TOPIC.sub("", way[1])
    for i in below:
        yield from (match[1] for match in _NAMED.finditer(folded[i]))
    told = {line for line in lines if lines.count(line) > 1}
    yield from told
    for line in lines:
        start, end = trimmed(line, site)
        if end - start < len(line) and line[start:end] in lines:
            yield line[start:end]
        if bare := said_bare(line, lines):
            yield bare


def said_bare(line: str, lines: Iterable[str]) -> str:
    """The line that says alone what this one says beside bars, brackets and its site, or "".

    >>> said_bare("修钟的人来了-人物-北岸中学", ["北岸中学", "修钟的人来了"])
    '修钟的人来了'
    >>> said_bare("【纪实】修钟的人来了(全文)_知渔", ["修钟的人来了"])
    '修钟的人来了'
    """
    boxed = match.end() if (match := _BOX.match(line)) else 0
    found = (one for one in lines if _SHORTEST <= len(one) < len(line))
    told = [one for one in found for at in {0, boxed} if line.startswith(one, at)]
    return max(
        (one for one in told if _BARRED.match(line, line.index(one) + len(one))),
        key=len,
        default="",
    )
