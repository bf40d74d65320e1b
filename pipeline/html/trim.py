"""What was chosen and something proves to be no article: lists, buttons, slots, calls, notices."""

import re
from collections.abc import Sequence

from pipeline.html.below import uncall
from pipeline.html.code import stands_beside
from pipeline.html.features import IN_HEADING, SHORT, letters_of, said, says
from pipeline.html.kinds import for_others, in_foot, is_advertisement, is_slot
from pipeline.html.linearise import PageLine
from pipeline.html.streams import around
from pipeline.html.words import pattern

_LISTED = 2  # links below a heading that make a list; one may be the source of the text
_HEADED = frozenset(("related", "comments"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong")
_TOOL = 20  # characters
SLOT = 6  # lines of an advertisement
# `(2/15)` of pictures, `00:00 / 02:13` of players.
_NUMBER = re.compile(r"[(（]?\d{1,3} ?/ ?\d{1,3}[)）]?")
_PLAYED = re.compile(r"\d{1,2}:\d\d(?::\d\d)? ?/ ?\d{1,2}:\d\d(?::\d\d)?")
_LIST = pattern("trim", "list")
_PAGER = pattern("trim", "pager")
# A slot that names itself, and the button that closes one.
_ADVERTISED = re.compile(r"(?:广告|廣告|推广)(?![^:：]{0,8}[业费商词法])")
_OPENER = re.compile(r"(?:点击)?展开(?:剩余|余下|全部|阅读)?(?:全文|内容|\s?\d{1,2}\s?%)?\W{0,3}")
_ONWARD = pattern("trim", "onward")
_BUTTON = pattern("trim", "button")
# The button of a slot, and what players say where they can't play.
_CROSS = re.compile(r"[×✕✖╳]|广告|廣告|[您你]的浏览器(?:版本过低|不支持).{0,30}")
# How a paragraph begins that is but a link to something else: `相关推荐：……`, `点击查看>>`.
_ONLY_LEADS = re.compile(
    r"\W*(?:相关|相關|延伸|推荐|推薦|更多|精彩|点击|點擊|戳)(?:[^：:<>《》]{0,4}[：:<>]+)?"
)


def trim(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out of an article what its words, links and blocks prove to be other."""
    _unrelate(page, article)
    _unlist(page, article)
    _unfurnish(page, article)
    _trim(page, article)
    _deny(page, article)
    uncall(page, article)


def _unrelate(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what stands in a block for other articles that has not most of the text."""
    held: dict[int, int] = {}
    homes: dict[int, int] = {}
    total = 0
    for i, own in enumerate(article):
        if own:
            total += len(page[i].text)
            box = next(filter(for_others, page[i].box.chain()), None)
            if box is not None:
                homes[i] = id(box)
                held[id(box)] = held.get(id(box), 0) + len(page[i].text)
    for i, home in homes.items():
        if held[home] * 2 < total:
            article[i] = False
            above = page[i - 1].text if i else ""
            if 0 < len(above) < IN_HEADING and not _HEADED.isdisjoint(said(above)):
                article[i - 1] = False


def _unlist(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out lists of other articles within the text: a heading, then nothing but links."""
    for i in range(len(article) - _LISTED):
        if not article[i] or len(page[i].text) > IN_HEADING or not _LIST.search(page[i].text):
            continue
        end = i + 1
        while end < len(article) and _is_link(page[end]):
            end += 1
        if end - i > _LISTED:
            article[i:end] = [False] * (end - i)


def _unfurnish(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what templates put into a text: advertisements, buttons, numbers of pictures."""
    numbered = [i for i, line in enumerate(page) if article[i] and _NUMBER.fullmatch(line.text)]
    for i in numbered if len(numbered) > 1 else ():
        article[i] = False
    for i, line in enumerate(page):
        beside = any(near.code is not None for near in page[max(0, i - 1) : i + 2])
        tool = beside and line.code is None and _is_tool(line)
        article[i] = article[i] and not (tool or _is_put_in(line) or _calls(line))
    _unadvertise(page, article)


def _is_tool(line: PageLine) -> bool:
    """Whether a line beside code only names its language, or copies it."""
    return len(line.text) < _TOOL and any(stands_beside(box.name) for box in around(line.box))


def _is_put_in(line: PageLine) -> bool:
    """Whether a line is an advertisement, a button, or a paragraph that is but a link."""
    text, box = line.text, line.box
    linked = line.linked * 2 >= len(text)
    if linked and (_ADVERTISED.match(text) or is_advertisement(box) or _PAGER.fullmatch(text)):
        return True
    lead = _ONLY_LEADS.match(text) if box.tag == "p" else None
    if lead and line.linked >= len(letters_of(text[lead.end() :])) * 0.9:
        return True
    return any(each.fullmatch(text) for each in (_CROSS, _PLAYED, _OPENER, _ONWARD))


def _calls(line: PageLine) -> bool:
    """Whether a short line in a block of its own name calls readers to something elsewhere."""
    text, name = line.text, line.box.name
    if text[-1] in "？?" and sum(each.tag == "button" for each in line.box.element) > 1:
        return True  # which readers answer by a button
    if not name or len(text) >= SHORT or text[-1] in "。！？”":
        return False
    offered = is_slot(line.box) and any(says(of, text) for of in ("related", "share", "form"))
    return offered or (_BUTTON.search(text) is not None and line.box.tag == "div")


def _unadvertise(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what stands in a small block named as an advertisement with one that says so."""
    slots: dict[int, list[int]] = {
        id(box): []
        for line in page
        if len(line.text) < IN_HEADING
        if _ADVERTISED.match(line.text) or _CROSS.fullmatch(line.text)
        for box in around(line.box)
        if is_slot(box)
    }
    for i, line in enumerate(page) if slots else ():
        for box in around(line.box):
            if id(box) in slots:
                slots[id(box)].append(i)
    for own in slots.values():
        if len(own) <= SLOT:
            for i in own:
                article[i] = False


def _trim(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what is but a link at either end of the article: menus and lists."""
    for places in (range(len(article)), range(len(article) - 1, -1, -1)):
        trimmed = False  # a list below, whose heading goes with it
        listed = places.step < 0 and _leads_on(page, article)
        for i in places:
            if article[i]:
                line = page[i]
                heads = line.box.tag in _HEADINGS
                heading = ((trimmed or listed) and heads) or (
                    trimmed and says("related", line.text)
                )
                if not (_is_link(line) or (heading and len(line.text) < IN_HEADING)):
                    break
                article[i] = False
                trimmed = places.step < 0


def _leads_on(page: Sequence[PageLine], article: Sequence[bool]) -> bool:
    """Whether what stands right below the article is but links."""
    below = max((i for i, own in enumerate(article) if own), default=-1) + 1
    return any(map(_is_link, page[below : below + 1]))


def _is_link(line: PageLine) -> bool:
    """Whether the words of a line are links, whatever stands between them."""
    return line.links > 0 and line.linked >= len(letters_of(line.text)) * 0.8


def _deny(page: Sequence[PageLine], article: list[bool]) -> None:
    """Choose nothing where all that was chosen is the page's foot, or notices of the site's."""
    own = [page[i] for i, chosen in enumerate(article) if chosen]
    denied = ("copyright", "notice")
    noticed = [line for line in own if any(says(name, line.text) for name in denied)]
    notices = all(len(line.text) < SHORT for line in own) and len(noticed) * 2 > len(own)
    if notices or all(in_foot(line.box) for line in own):
        article[:] = [False] * len(article)
