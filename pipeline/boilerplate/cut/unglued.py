"""Line breaks where a page lost them: between the frame of a page and the article glued to it.

Collectors that drop all breaks leave menus, way, headline, credits, text and foot on one line, and
whatever looks at lines finds nothing. Where the parts meet can be told: the headline comes twice,
the end of the way and the head itself; dates and labels follow it; behind the last sentence little
but words of pages stands. Breaks go in there and nowhere within the text; what the parts are, the
stages that look at lines tell. Texts are folded (see `layout`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from pipeline.boilerplate.cut.around import blanks_around
from pipeline.boilerplate.cut.edges import frame
from pipeline.boilerplate.cut.glued import tail
from pipeline.boilerplate.cut.known import rule_of
from pipeline.boilerplate.vocabulary import is_boilerplate_sentence, of_the_page
from pipeline.characters.han_letters import han, is_han
from pipeline.metadata.credits import credited
from pipeline.metadata.edge_scores import edge_score
from pipeline.metadata.glued_head import token_at
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import words_of
from pipeline.model.edits import Edit
from pipeline.model.lines import Line, lines

UNGLUED_RULE = "glued-page"
_LINES = 4  # at either end, among which one holds a part of the frame with text
_LINE = 80  # characters of it, at least
_PAGE, _STOPS = 200, 3  # characters and sentences of a page, at least
_WIDE = 4  # blanks of two characters and breaks on a page, from which on they part it
_HEAD = 700  # characters among which a glued head ends
_META = 260  # characters behind a headline in which its credits end
_LOOSE = 16  # characters between credits that no label tells: a name, an office
_PIECES = 8  # sentences at the end that may be of the page
_FOOT = 0.25  # share of words of pages in what stands behind the last sentence; prose has .05–.15
_DIFFERENT = 3  # such words, different ones
_STEM = 6  # characters by which a headline is known to come again
_NAME = 4  # Han of a headline, at least
_MANY = 6  # where headlines stand among them
_TWICE = re.compile(r"(?:(?<=[>:/ \n])|^) ?(?P<t>[^>|\n]{5,60}?)[ _|\n-]{0,3}(?=(?P=t))")
_WAY_END = re.compile(
    "[>/] ?(?:正文|详情|内容页)(?=[^\\s>:/|,。])"
    "|(?<=[一-鿿]) ?> ?[^ >。,]{2,8} (?=[^ >]{8,60} )|(?<=[一-鿿]) ?> ?(?=[^ >]{8,60} )"
)
_PLACE = re.compile("(?:您|你)?(?:的|现在|当前|所在)*位置[:>]")
_SIZES = re.compile(r"[ 【\[(（]*(?:字体|字号)?:? ?[大小] ?/? ?中 ?/? ?[小大][ 】\])）]*")
_WIDE_BREAK = re.compile(r"[ \N{IDEOGRAPHIC SPACE}]{2,}|\N{IDEOGRAPHIC SPACE}|\n")
_BREAK = re.compile(
    r"(?<![:：]) +(?!\d+(?: |$))|\n"
)  # none stands behind a label, or before its number
_SIGNS = re.compile(r"[\s|/·•>\-—_,:]+|[【\[(（][^】\])）。]{1,24}[】\])）]")
_STOP = re.compile(r"[。!?…]+[”’」』\")]*")
_FOOT_BEGINS = re.compile(
    "[上下]一[篇条页章节期]|(?:相关|推荐|热门|最新|关联|精彩)[一-鿿]{2}|猜你喜欢|(?:责任)?编辑:|责编:|来源:|返回[一-鿿]{2}"
    "|版权所有|Copyright(?: ?©)?|©|友情链接|主[办管]单位|技术支持|地址:|[一-鿿]{0,2}(?:电话|热线):?"
    "|举报|打开[一-鿿]{2}|关注[一-鿿]{2}|扫[码描]|下载[一-鿿A-Z]{2}|收藏|分享|附件:|有用"
    "|本[文站内网][^。]{0,30}(?:不|独家|来源|网友|转载)|免责声明"
    "|[【\\[（(](?:责编|收藏|打印|关闭|我要|本文)[^】\\])）]*[】\\])）]?"
)


_OF_A_SITE = re.compile(
    "[上下]一[篇条页章]|ICP|©|[Cc]opyright|友情链接|版权所有|猜你喜欢|(?:相关|推荐|热门)(?:阅读|文章|新闻|推荐|内容|问题)"
)


def unglued_edits(text: str) -> Iterator[Edit]:
    r"""Edits that put line breaks between the frame of a page and the text glued to it.

    >>> head = "首页您的位置:北岸网>要闻>渡口的钟停了渡口的钟停了2020-01-02 作者:王小明 12人阅读"
    >>> foot = "上一篇:没有了 相关阅读 返回首页 版权所有 关于我们 意见反馈"
    >>> page = head + "他走了很远的路,直到天黑才看见渡口的灯。" * 12 + foot
    >>> [page[edit.end :][:4] for edit in unglued_edits(page)]
    ['您的位置', '渡口的钟', '2020', '他走了很', '上一篇:', '相关阅读', '返回首页', '版权所有']
    """
    if len(text) < _PAGE or text.count("。") < _STOPS:
        return
    folded = fold(text)
    filled = [line for line in lines(folded) if line.text.strip()]
    first = next((line for line in filled[:_LINES] if len(line.text) >= _LINE), None)
    head = {*_head(folded[: first.end], first.start)} if first else {*()}
    ends = (line for line in filled[: -_LINES - 1 : -1] if len(line.text) >= _LINE)
    last = next((line for line in ends if "。" in line.text), None)
    foot = [*_foot(folded, last.start, last.end, glued=bool(head))] if last else []
    # An account signs its articles in many words too; only pages have a way, or neighbours.
    if not head and not (foot and _OF_A_SITE.search(folded, foot[0])):
        foot = []
    places = {*head, *foot}
    middle = len(folded) // 2
    places |= {at for at in _parted(text, folded, filled) if not (head if at < middle else foot)}
    blanks = {blanks_around(folded, place) for place in places}
    for at, end in sorted(blanks):
        if at and end < len(text) and "\n" not in (text[at - 1], text[at], text[end]):
            yield Edit(at, end, "\n", UNGLUED_RULE)


def _parted(text: str, folded: str, filled: Sequence[Line]) -> Iterator[int]:
    """Where blanks part a page's frame from its text, and the parts of the frame.

    Of parts that single blanks divide two of which neither looks like a page's own are one, a
    headline with a blank. What stands among them several times is no frame but a watermark.
    """
    breaks, narrow = _breaks(text, filled)
    row = _row(folded)  # a glued row of credits is cut as a whole
    breaks = [gap for gap in breaks if gap.end() <= row]
    starts = [0, *(gap.end() for gap in breaks)]
    ends = [*(gap.start() for gap in breaks), len(folded)]
    pieces = [folded[low:high] for low, high in zip(starts, ends, strict=True)]
    stated = {i for i, piece in enumerate(pieces) if len(piece) < _LINE and credited(piece)}
    times = Counter(pieces)
    framed = {i for i in frame(pieces, stated, ()) if times[pieces[i]] == 1}
    if not framed:
        return
    framed |= stated
    if len(filled) > _LINES:
        framed |= _of_one_line(starts, filled, framed)
    apart = [i in stated or edge_score(pieces, i) > 0 for i in range(len(pieces))]
    for i in range(1, len(pieces)):
        parted = not narrow or any(apart[i - 1 : i + 1])
        if parted and not framed.isdisjoint((i - 1, i)):
            yield starts[i]


def _of_one_line(
    starts: Sequence[int], filled: Sequence[Line], framed: Collection[int]
) -> frozenset[int]:
    """The parts of a page's first and last line, of which half are of the frame or more."""
    found: set[int] = set()
    for line in (filled[0], filled[-1]):
        mine = [i for i, start in enumerate(starts) if line.start <= start < line.end]
        if 2 * sum(i in framed for i in mine) >= len(mine):
            found.update(mine)
    return frozenset(found)


def _breaks(text: str, filled: Sequence[Line]) -> tuple[list[re.Match[str]], bool]:
    """What may part a page, and whether single blanks do.

    Wide blanks are the breaks that a page had, where it has several: anywhere on a page of few
    lines, in the first and the last line of another.
    """
    found = [*_WIDE_BREAK.finditer(text)]
    if len(filled) > _LINES:
        ends = (filled[0], filled[-1])
        wide = {gap for one in ends for gap in found if one.start <= gap.start() < one.end}
        kept = [gap for gap in found if gap in wide or gap[0].endswith("\n")]
        return (kept if len(wide) >= _WIDE else []), False
    if len(found) >= _WIDE:
        return found, False
    return [*_BREAK.finditer(text)], True


def _row(folded: str) -> int:
    """Where the row of credits begins that is glued to the last line."""
    last = folded.rstrip()
    start = last.rfind("\n") + 1
    at = tail(last[start:])
    return len(folded) if at is None else start + at


def _head(folded: str, start: int) -> Iterator[int]:
    """Where the parts of a glued head begin, and the text behind it."""
    region = folded[: start + _HEAD]
    title = _title(region)
    if not title:
        return
    first, last = title
    end = _behind_credits(region, last) if last > start else 0
    if not end:
        return
    for place in _PLACE.finditer(region, 0, first):
        yield place.start()
    before = region.find(region[first:last])
    if before < first and region[before - 1 : before] == " ":
        yield before
    yield from (first, first + _before_itself(region[first:last]), last, end)


def _title(region: str) -> tuple[int, int] | None:
    """Where the headline stands last in a glued head: behind the way that ends in it."""
    stop = region.find("。")
    region = region[: stop if stop > 0 else len(region)]
    doubled = [one for one in _TWICE.finditer(region) if han(one["t"]) >= _NAME]
    if doubled:
        twice = max(doubled, key=lambda one: len(one["t"]))
        return twice.end(), twice.end() + len(twice["t"])
    for way in _WAY_END.finditer(region):
        if "\n" in region[way.end() : way.end() + 5]:
            continue
        for at in range(way.end() + 5, min(way.end() + 61, len(region))):
            if token_at(region, at):
                return way.end(), at
    return None


_SAID_BY = re.compile(r"(?P<n>\w{2,4})(?P=n): ?$")


def _before_itself(title: str) -> int:
    """How long a headline is that the page's own title follows: `某事某人某人:某…`."""
    again = title.find(title[:_STEM], _STEM) if len(title) > 2 * _STEM else -1
    if again < 0:
        return len(title)
    said = _SAID_BY.search(title, 0, again)
    return said.start() if said else again


def _behind_credits(region: str, at: int) -> int:
    """Where the text begins behind the credits that follow a headline; 0 where none do.

    A word of pages that a letter follows may begin the text: only a second one beside it tells.
    """
    end = told = words = 0
    limit = at + _META
    while at < min(limit, len(region)):
        if (signs := _SIZES.match(region, at) or _SIGNS.match(region, at)) and signs[0]:
            at = signs.end()
            end = at if end and signs[0].strip(" |/·•>-—_,:") else end
            continue
        if token := token_at(region, at):
            told, words = told + 1, int(region[at:token].isalpha())
            at = end = token
            continue
        if word := _word_at(region, at):
            at, words = word, words + 1
            if told and (words > 1 or not is_han(region[at : at + 1])):
                end = at
            continue
        following = next(
            (i for i in range(at + 1, min(at + _LOOSE, len(region))) if token_at(region, i)), 0
        )
        if not following or "。" in region[at:following] or "," in region[at:following]:
            break
        at = following
    return end if told >= 1 and end else 0


def _word_at(region: str, at: int) -> int:
    """The end of a word of pages that begins at a place, or 0."""
    first = next(iter(words_of(region[at : at + 8]).words), "")
    return at + len(first) if first and region.startswith(first, at) else 0


def _foot(folded: str, start: int, end: int, *, glued: bool) -> Iterator[int]:
    """Where the parts of a glued foot begin; `glued` says whether the page's head is too."""
    stops = [stop.end() for stop in _STOP.finditer(folded, start, end)]
    bounds = [*stops, end] if not stops or stops[-1] < end else stops
    at = end
    for low, high in zip(bounds[-2::-1], bounds[:0:-1], strict=False):
        if len(bounds) - bounds.index(high) > _PIECES or not _of_page(
            folded[low:high], glued=glued
        ):
            break
        at = low
    if at == end:
        return
    yield at
    rest = max(at, bounds[-2] if len(bounds) > 1 else at)
    if not _STOP.search(folded[rest:end]):
        yield from (rest + place.start() for place in _FOOT_BEGINS.finditer(folded[rest:end]))


def _of_page(piece: str, *, glued: bool) -> bool:
    """Whether a piece behind the last sentence is of the page: by its words, or as a notice."""
    if _STOP.search(piece):
        piece = piece.strip()
        known = of_the_page(piece) or rule_of(piece) is not None
        return known or (glued and is_boilerplate_sentence(piece))
    said = words_of(piece)
    different = len({*said.words})
    return different >= (_DIFFERENT if said.share >= _FOOT else _MANY) and said.share >= _FOOT / 2
