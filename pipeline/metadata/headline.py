"""Which line above a text is its headline, and what of the line is.

Not a stage: `head` asks it. Of the lines that are neither credits nor boilerplate the one is taken
that most speaks for: the way to the page ends in it, the site's name stands behind it, credits
follow it, a menu stands over it. Lines are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.metadata.edge_scores import edge_score
from pipeline.metadata.names import is_site_or_part
from pipeline.metadata.navigation import ENTRY, crumb, is_navigation
from pipeline.metadata.wording import page_worded

_SHORTEST, _LONGEST = (
    4,
    60,
)  # characters of a headline in a head; before an earlier bar stands a name
_LINE = 160  # characters of a line with a headline, the names of its site, its section
PLAIN = 8  # a shorter line may be anything: a heading, a name, a shout
_WIDEST = 40  # characters; a longer line is more often a slogan, a remark or a lead
_NEAR = 2  # lines of other kinds between a headline and its credits: a deck, an account's name
_MOST = 3  # weights that the score of a line takes at the most
_WORST = -2  # weight below which no line is a headline, were it the only one
_TAIL_PARTS = 3  # a section, a channel and the site
_DATELINE = re.compile(".{2,10}[台社报网](?:讯|消息|电)")
_DAY = re.compile(r"[\[【(](?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?[\]】)] ?(?=.{4})")
_DECK = re.compile("[-—─–]{1,2}|[(★☆◆■▲●※]")
_CHANNEL = re.compile(r"\S{2,8} ?[·|] ?\S{2,8}|\S{2,6}首页")  # a site and one of its parts
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
_SPOKEN = re.compile(",.*[!?”]$")  # a paragraph without a full stop, more often than a headline
TOPIC = re.compile(r"^[\[【][^\]】]{2,6}[\]】] ?(?=.{2})")  # in the way to a thread
_LABELLED = re.compile("[一-鿿 ]{2,6}: ?[一-鿿·]{2,4}")  # 记录人:某某
_ENTRIES = re.compile("(?:[一-鿿]{2,4} ){2,}[一-鿿]{2,4}")  # of a menu, to which all may be glued
_NAMED = re.compile("《([^《》]{2,60})》")
QUOTED = re.compile(r"\s*(?:>|[-*+] |\||\d{1,3}[.)] )")  # a quotation, an item, a row of a table
CHAPTER = re.compile(
    r"(?:《?.{1,12}》? )?第[一二三四五六七八九十百千零〇\d]{1,8}[章回节卷集期话](?= ?.)"
)
_LATIN_END = re.compile("[A-Za-z]{3,}$")  # a word of the headline too, unless two bars stand before
_BAR = re.compile(r" - | [–—] | ?[_|] ?|-(?=[^-]*$)")
_BOX = re.compile(r"[\[【][^\[\]【】]{1,8}[\]】] ?")
_BARRED = re.compile(r" ?(?:[-–—_|·]+|[（(\[【]) ?\S|$")
_BOXED = re.compile(r" ?[\[【(](?P<name>[^\[\]【】()]{2,16})[\]】)]$")


class Above(NamedTuple):
    """The lines above a text: the folded ones, and which of them are known.

    `credits` state facts, `boilerplate` is boilerplate, `site` is the name the page states, or "".
    """

    folded: Sequence[str]
    top: int
    credits: Collection[int]
    boilerplate: Collection[int]
    site: str


def headline(above: Above, below: Sequence[int]) -> int | None:
    """The line that is the headline of a page whose head is known by credits or boilerplate."""
    echoes = set(_echoes(above, below))
    free = [i for i in range(above.top) if _free(above, i, echoes)]
    free = [i for i in free if i <= _body(above)]
    if not free:
        return None
    weights = {i: _weight(above, i, free, echoes) - _of_page(above, i) for i in free}
    best = max(weights.values())
    if best < _WORST:
        return None
    last = max(i for i in free if weights[i] == best)
    # Of lines that stand together the first: below it stand its second line and an account.
    while last - 1 in weights and weights[last - 1] == best:
        last -= 1
    return last


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


def _free(above: Above, i: int, echoes: Collection[str]) -> bool:
    """Whether a line is neither known nor anything but a headline by its form."""
    if i in above.credits or i in above.boilerplate:
        return False
    return above.folded[i].strip() in echoes or may_be_headline(above.folded[i], above.site)


def _body(above: Above) -> int:
    """The first line of a text that begins with short lines: the first of several unknown ones."""
    run: list[int] = []
    for i in range(above.top):
        if i in above.credits or i in above.boilerplate:
            run = []
        elif above.folded[i].strip() and not _is_said_of_the_page(above.folded[i]):
            run.append(i)
        if len(run) > _NEAR and (above.credits or above.boilerplate):
            return run[0]
    return above.top


def _is_said_of_the_page(folded: str) -> bool:
    """Whether a line tells how to use a page, or which issue of a journal it is of."""
    return NOTICE.search(folded) is not None or _ISSUE.search(folded) is not None


def _weight(above: Above, i: int, free: Sequence[int], echoes: Collection[str]) -> int:
    """What speaks for a line: each place that shows a headline counts once or more."""
    folded = above.folded[i]
    start, end = trimmed(folded, above.site)
    text = folded[start:end].strip()
    over = next((j for j in range(i - 1, -1, -1) if above.folded[j].strip()), -1)
    weight = 3 * (text in echoes)
    weight += 3 * bool(above.site and above.site in folded[end:]) + bool(start)
    weight += 2 * _credited_below(above, i, free)
    weight += over in above.boilerplate or over in above.credits
    weight -= 2 * (free[0] < min(above.credits, default=i) < i > max(above.credits, default=i))
    weight += (ENTRY < len(text) <= _WIDEST) - (len(text) < 5)
    weight += 2 * bool(CHAPTER.match(text)) - bool(_NAMED.fullmatch(text))
    weight -= len(text) > _WIDEST // 2 and _SPOKEN.search(text) is not None
    weight -= 3 * (_DATELINE.fullmatch(text) is not None)
    weight -= 2 * (_ENTRIES.fullmatch(text) is not None)
    weight -= 2 * folded.startswith("  ")  # indented as paragraphs are
    weight -= 3 * (_is_said_of_the_page(text) or page_worded(text))
    weight -= 2 * (_CHANNEL.fullmatch(text) is not None)
    return weight - 2 * bool(_DECK.match(text))


def _of_page(above: Above, i: int) -> int:
    """What speaks against a line as its words and shape do: it is a part of a page with credits."""
    if not above.credits:
        return 0
    lines = [line for line in above.folded if line.strip()]
    place = sum(1 for line in above.folded[:i] if line.strip())
    return int(max(0, min(_MOST, edge_score(lines, place))))


def _credited_below(above: Above, i: int, free: Sequence[int]) -> bool:
    """Whether credits follow a line, a deck and the name of an account between them or not."""
    between = 0
    for j in range(i + 1, above.top + 1):
        if j in above.credits:
            return True
        if j in free or (j < above.top and above.folded[j].strip() and j not in above.boilerplate):
            between += 1
        if between > _NEAR or (between and j in above.boilerplate):
            return False
    return False


def _echoes(above: Above, below: Sequence[int]) -> Iterator[str]:
    """What the page calls itself elsewhere: at the end of its way, in a list's name, below."""
    lines = [line for line in map(str.strip, above.folded[: above.top]) if line]
    for line in lines:
        if way := crumb(line):
            yield TOPIC.sub("", way[1])
    for i in below:
        yield from (match[1] for match in _NAMED.finditer(above.folded[i]))
    told = {line for line in lines if lines.count(line) > 1}
    yield from told
    for line in lines:
        start, end = trimmed(line, above.site)
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
