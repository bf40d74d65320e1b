"""Who a line says wrote an article: names behind a role, or a line of nothing but names.

`credits` reads labels with a colon; this reads what editors write without one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.metadata.names import named, nobody, office, person
from pipeline.metadata.navigation import is_button
from pipeline.model.literals import Gated

_HAN = r"[\u4e00-\u9fff]"
_TOLD = r"(?:报[道导]|专访|综合|整理|编译|专题|专稿|[\d月]{1,4}日|电|讯)"
# Behind a name: the end, no Han, or what was done and where (`东山报道`, `综合外电`).
_AFTER = rf"(?=$|[^\u4e00-\u9fff]|(?:{_HAN}{{2,3}})?(?:即时|摄影|独家|综合|现场)?{_TOLD})"
_OTHER = (
    r"(?!编辑|责编|责任|通[讯訊]员|实习|见习|摄影|校对|报[道导]|记者|本[报刊网台社]|来源|出自|发布|发表|时间|评论"
    r"|审核|翻译|译者|编译|供稿|供图|制图|单位|简介|来自|所有|联系|[的们系按其])"
)
_NAME = (
    rf"{_OTHER}(?:{_HAN}{{3}}{_AFTER}|{_HAN}{{2}}{_AFTER}|{_HAN}{{4}}{_AFTER}"
    rf"|{_HAN} {{1,2}}{_HAN}{_AFTER})"  # two characters set as wide as three
)
_ROLES = Gated(
    r"(?<![个名位些的该])(?:见习|实习|特约|特派|全媒体|融媒体|首席|资深)?"
    r"(?:记者|作者|撰文|撰稿人?|采写|执笔|楼主|编译(?=[^:|]{2,4}/))"
    rf"[:/| ]{{0,4}}(?P<names>{_NAME}(?:[、, ]{{1,3}}{_NAME}){{0,3}})"
    "(?! ?(?::|/?(?:摄(?!影报)|图|供图|&)))"
)
_BY = re.compile(
    rf"(?:^|[^a-z])(?:posted |written )?by[: ]{{1,2}}(?P<names>{_HAN}{{2,4}}(?!{_HAN}))", re.I
)
_NAME_IN = re.compile(
    rf"(?<![\u4e00-\u9fff]){_HAN}[ \u3000]{{1,2}}{_HAN}(?![\u4e00-\u9fff])|[^\s、,，]+"
)
_ROLE = re.compile(rf"(?<!{_HAN})(?:本[报刊台网]|特派|见习)?记者(?={_HAN}{{2,4}}(?!{_HAN}))")
_MARK = re.compile(r"^[□■◎●◆▲◇○★☆※▌]")
_PARTS = re.compile(r"[^\s|/·、,，【】()\[\]〔〕□■◎●◆▲◇○★☆※▌╱／-]+")
_LISTED = re.compile(rf"{_HAN}{{2,3}}(?:[、,，]{_HAN}{{2,3}}){{1,3}}")
_DONE = re.compile(rf"(?:{_HAN}{{2,4}})?{_TOLD}|原创|首发|独家|综合外电")
_PLACE = re.compile(r"[省市县区镇乡村州港湾岛]$")
_MOST = 5  # parts of a line that is but names: a writer or three, a paper, what was done


class StatedField(NamedTuple):
    """What a line says: the name of a field and the span of its value."""

    name: str
    start: int
    end: int


def by_role(folded: str) -> StatedField | None:
    """The names behind the first role in a folded line, as one span.

    >>> line = "北岸晚报记者 王小明 李文华 编辑 赵云"
    >>> found = by_role(line)
    >>> line[found.start:found.end]
    '王小明 李文华'
    >>> by_role("记者们说的话"), by_role("本报记者王小明东山报道")
    (None, StatedField(name='author', start=4, end=7))
    """
    for pattern in (_ROLES, _BY):
        match = pattern.search(folded)
        if not match:
            continue
        start, end = match.span("names")
        names = [(start + a, start + b) for a, b in each_name(folded[start:end])]
        said = ["".join(folded[a:b].split()) for a, b in names]
        # Behind a blank may stand a place or a button: only what is built as a name is one more.
        last = next((i for i, name in enumerate(said) if i and not named(name)), len(said)) - 1
        if all(
            person(name)
            and name[-1] != "摄"
            and not nobody(name)
            and not is_button(name)
            and not (len(name) > 2 and office(name))
            for name in said[: last + 1]
        ):
            return StatedField("author", start, names[last][1])
    return None


def each_name(text: str) -> list[tuple[int, int]]:
    """Where each name of a list of names stands; one of two characters may be set wide.

    >>> text = "王小明、方　敏 李华"
    >>> [text[a:b] for a, b in each_name(text)]
    ['王小明', '方\u3000敏', '李华']
    """
    return [match.span() for match in _NAME_IN.finditer(text)]


_DATELINE = re.compile(
    r"[【〔\[(] ?(?P<boxed>[^【】〔〕()\[\]]{4,30})[】〕\])]"
    rf"|(?P<bare>{_HAN}{{0,20}}(?:[/ ]{_HAN}{{2,12}}){{0,3}}报[道导])(?!的)"
)
_CLOSING = re.compile(r"[(【\[〔]([^()【】\[\]〔〕]{4,30})[)】\]〕]$")


def of_dateline(folded: str) -> list[StatedField]:
    """The writers named in the dateline or the bracket that a folded text begins with.

    >>> line = "【北岸报/记者王小明/东山报道】昨天夜里下了雪。"
    >>> [line[start:end] for _, start, end in of_dateline(line)]
    ['王小明']
    >>> of_dateline("【要闻】记者们都来了。"), of_dateline("几名记者昨天报道的都是同一件事。")
    ([], [])
    """
    match = _DATELINE.match(folded)
    return _within(folded, *match.span(match.lastgroup or 0)) if match else []


def of_closing(folded: str) -> list[StatedField]:
    """The writers named in the bracket that a folded text ends with."""
    match = _CLOSING.search(folded)
    return _within(folded, *match.span(1)) if match else []


def _within(folded: str, start: int, end: int) -> list[StatedField]:
    """The writers in a part of a line; a name without a role needs what was done beside it."""
    part = folded[start:end]
    said = by_role(part)
    found = [said] if said else list(by_names(part, dated=False))
    told = said or any(_DONE.fullmatch(piece[0]) for piece in _PARTS.finditer(part))
    return [
        StatedField(name, start + at, start + to)
        for name, at, to in found
        if told and name == "author"
    ]


def by_names(folded: str, dated: bool) -> Iterator[StatedField]:
    """The writers and the publisher of a folded line that holds nothing else.

    Names alone are believed beside a date (`dated`; blank it before), a publisher, what was done,
    a mark, or one another: a line with one name may be about anyone.

    >>> line = "【王小明/东山报道】"
    >>> [(name, line[start:end]) for name, start, end in by_names(line, False)]
    [('author', '王小明')]
    """
    parts = list(_PARTS.finditer(_ROLE.sub(lambda role: " " * len(role[0]), folded)))
    if _LISTED.fullmatch(folded.strip()) and any(_full_name(part[0]) for part in parts):
        yield from (StatedField("author", *part.span()) for part in parts)
        return
    if not 0 < len(parts) <= _MOST:
        return
    done = [part for part in parts if _DONE.fullmatch(part[0])]
    papers = [part for part in parts if _paper(part[0]) and not _full_name(part[0])]
    names = [part for part in parts if _full_name(part[0])]
    if done or papers:
        names += [part for part in parts if len(part[0]) == 2 and named(part[0])]
    if not names or len(names) + len(papers) + len(done) < len(parts) or len(papers) > 1:
        return
    if dated or papers or done or len(names) > 1 or _MARK.match(folded):
        yield from (StatedField("author", *name.span()) for name in names)
        yield from (StatedField("publisher", *paper.span()) for paper in papers)


def _full_name(part: str) -> bool:
    """Whether a part is a name of three characters, as nine names in ten are, or of four."""
    return len(part) in (3, 4) and named(part) and not office(part) and not _PLACE.search(part)


def _paper(part: str) -> bool:
    """Whether a part is the name of a publisher."""
    return 2 < len(part) <= 12 and office(part) and not part[0].isdigit()
