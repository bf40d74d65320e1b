"""Who wrote an article, for whom and when, as the lines around it say: with labels or without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.metadata.credits import Credits, of_a_guest
from pipeline.metadata.credits import credited as labels
from pipeline.metadata.days import first_date
from pipeline.metadata.layout import fold
from pipeline.metadata.names import (
    channel,
    named,
    nobody,
    office,
    person,
)
from pipeline.metadata.under_headline import POSTS, stamped
from pipeline.metadata.values import named_source, values_of
from pipeline.metadata.writers import by_names, by_role, each_name, of_closing

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./%?=&#:~+-]{1,200}"
    r"|\b[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){0,3}\.(?:com|net|org|[a-z]{2})\b(?:/\S{0,40})?",
    re.I | re.A,
)
_PM = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)? ?([ap])\.?m\b", re.I)
# Two digits are a year only behind the word for the time; some pages glue the hour to the day.
_SHORT_YEAR = re.compile(
    r"((?:发[表布]|更新|提交)(?:时间|日期|于) ?:? ?)"
    r"([0-3]\d-[01]\d-[0-3]\d) ?([0-2]\d:[0-5]\d)?(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日,? (?P<y>(?:19|20)\d\d)(?!\d)"  # `07月24日 2021`
)
_HAN = r"[\u4e00-\u9fff]"
_PAPER = re.compile(
    rf"^[【\[(◎ ]{{0,3}}(?!记者|作者|特派|特约|编译)((?:{_HAN}|[A-Za-z]){{2,10}}?)/?(?:记者)?"
    rf"(?:{_HAN}|、){{2,12}}/(?:{_HAN}{{2,6}}报[导道]|整理|编译|专访|综合)"
)
_FROM = re.compile(
    r"(?:来源|稿源|转自|摘自) ?: ?(?!作者|编辑)([^\s|,。:()\[\]【】<>]{2,20})"
    r"|^(?:转载自|转自|摘自)([^\s|,。:()\[\]【】<>]{2,20})$"
)
_HAN_OR_DOT = re.compile(r"[\u4e00-\u9fff]|\w\.\w")
_ACCOUNT = re.compile(r"(?:微信|公众|账|帐|QQ)号? ?[:号]? ?[A-Za-z\d]")
_WAY = re.compile(
    r"[^\w]{0,3}(?:(?:您|你)?(?:现在|目前|当前)?(?:所在)?的?)位置(?:是|提示)?[:>]? ?"
    r"([^\s:>→,。|]{2,15}?)(?:网?首页|主页)? ?(?:[>→]|::|-)"
)
# `posted @ 2024-05-09 14:45 山风 阅读(430)`
_POSTED_BY = re.compile(
    r"posted ?[@:]\s{0,3}(?:\d{4}[-/]\d\d?[-/]\d\d? \d\d?:\d\d)?\s{0,3}([^\s(@]{2,20})\s{1,3}"
    r"(?=阅读|评论|浏览)",
    re.I,
)
_POSTED = re.compile(r"[Pp]osted|(?<!\d)1楼|发[表布]|[日时]期|时间|刊登|于|年\d")
LONGEST_CREDIT, _LONGEST_BYLINE = 200, 40  # characters; bylines in a long lead may be anyone's
LONGEST_BARE = 12  # characters of a line in an article's beginning that is but a name
_SLASHES = str.maketrans("╱∕", "//")


class Credited(NamedTuple):
    """What lines around an article credit, each with the words of the page that say so."""

    author: str = ""
    sitename: str = ""
    publisher: str = ""  # a name without a label
    date: str = ""
    second: str = ""  # who had another hand in it


def above(texts: Sequence[str], headed: bool = False, lead: int = 0) -> Credited:
    """The first author, source and date that these lines state.

    Lines below a headline (`headed`) may hold nothing but a name; the article begins at `lead`, and
    of its own lines only short ones are credits. Without a headline to tell where the head begins,
    the date nearest to the article is its own.
    """
    found: dict[str, str] = {}
    bare = headed
    for i, text in enumerate(texts):
        bare = bare and (i < lead or len(text) <= LONGEST_BARE)
        if len(text) <= (_LONGEST_BYLINE if i >= lead else LONGEST_CREDIT):
            stated = chain(_of_names(text) if bare else (), _of_line(text, bare=bare))
            for name, value in stated:
                if headed or name != "date" or i > lead:
                    found.setdefault(name, value)
                else:
                    found[name] = value
            if bare:
                for name, value in _bare(text, i):
                    found.setdefault(name, value)
    return Credited(**found)


def site_of_way(texts: Iterable[str]) -> str:
    """The site that the way to a page begins with, or nothing.

    >>> site_of_way(["当前位置：北岸网 >> 理财 >> 正文", "您的位置：首页 > 新闻"])
    '北岸网'
    """
    for text in texts:
        match = _WAY.match(fold(text))
        if match and office(match[1]) and not channel(match[1]):
            return text[match.start(1) : match.end(1)]
    return ""


def posted(text: str) -> bool:
    """Whether a line says when who posted what stands above, as blogs do below their buttons."""
    return _POSTED_BY.search(text) is not None


def below(texts: Sequence[str]) -> Credited:
    """The first author, source and date below an article, where only labels tell whose they are."""
    found: dict[str, str] = {}
    for text in texts:
        if len(text) <= LONGEST_CREDIT:
            for name, value in _of_credits(text, fold(text), labels(fold(text))):
                if name != "publisher":
                    found.setdefault(name, value)
            if len(told := of_closing(fold(text))) == 1 and text[:1] in "（([【〔":
                found.setdefault("author", _writers(text[told[0].start : told[0].end]))
            if match := _POSTED_BY.search(text):
                found.setdefault("author", match[1])
            if _POSTED.search(fold(text)) and (date := _stated(fold(text))):
                found.setdefault("date", date)
    return Credited(**found)


# The moment of a visit, when a page was made of what was there, the day of a version.
_OTHER_DAY = re.compile(
    r"^(?:今天|今日|现在|当前)(?:是|为|时间|日期)|^注册(?:时间|日期)?:|(?:缓存|页面|本页).{0,6}生成"
    r"|^[vV]?\d+(?:\.\d+)+ ?[(\[]"
)


def _stated(folded: str) -> str | None:
    return None if _OTHER_DAY.search(folded) else moment(folded)


def _of_line(text: str, *, bare: bool) -> Iterator[tuple[str, str]]:
    """The fields that one line states."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text).translate(_SLASHES)
    folded = fold(plain)
    date = _stated(folded)
    if date:
        yield "date", date
    if (match := _PAPER.match(folded)) and office(match[1]):
        yield "publisher", plain[match.start(1) : match.end(1)]
    posted_by = stamped(fold(text)) if bare else None
    yield from _of_credits(text, fold(text), posted_by)
    yield from _of_credits(plain, folded, labels(folded))
    said = by_role(folded)
    if said and not nobody(folded[said.start : said.end]):
        yield "author", _writers(plain[said.start : said.end])
    match = _FROM.search(folded)
    if match:
        which = match.lastindex or 0
        told, _ = named_source(plain[match.start(which) : match.end(which)])
        if not (nobody(match[which]) or nobody(fold(told))):
            yield "sitename", told


def _of_credits(text: str, folded: str, stated: Credits | None) -> Iterator[tuple[str, str]]:
    """The author and the source that the credits of a line state."""
    for field in stated.fields if stated and not of_a_guest(folded, stated) else ():
        value = text[field.start : field.end].strip()
        posts = field.name in ("prefix", "poster") and POSTS.match(folded, field.end)
        if field.name == "prefix" and not posts and not _publisher(fold(value)):
            continue
        for name, told in values_of("posted" if posts else field.name, value, fold(value)):
            if name == "sitename":
                yield (name if field.label else "publisher"), told
            elif name in ("author", "second"):
                yield name, _listed(told)


_WHEN = re.compile(
    r"(?:(?:19|20)\d\d ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2}日?(?:[ T]{0,3}\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?"
)


def _of_names(text: str) -> Iterator[tuple[str, str]]:
    """The writers and the publisher of a line that holds nothing else but a date."""
    folded = _WHEN.sub(lambda match: " " * len(match[0]), fold(text).translate(_SLASHES))
    found: dict[str, list[str]] = {}
    for name, start, end in by_names(folded, dated=_WHEN.search(fold(text)) is not None):
        found.setdefault(name, []).append(text[start:end])
    yield from ((name, "、".join(values)) for name, values in found.items())


def _listed(value: str) -> str:
    """Names with one sign between them, where all are built as names are."""
    listed = _writers(value)
    return listed if all(map(named, fold(listed).split("、"))) else value


def _writers(value: str) -> str:
    """Names with one sign between them; `方　敏` is one name.

    >>> _writers("王小明 李　华")
    '王小明、李华'
    """
    return "、".join("".join(value[a:b].split()) for a, b in each_name(value))


def _publisher(name: str) -> bool:
    """Whether a folded name is one of a publisher, not of a channel or a button."""
    if not _HAN_OR_DOT.search(name) or _ACCOUNT.match(name):
        return False  # Latin words end as hosts do, but most are those of buttons
    return bool(2 < len(name) <= 12 and office(name) and not channel(name) and not first_date(name))


def _bare(text: str, i: int) -> Iterator[tuple[str, str]]:
    """The source, or the author right below the headline, of a line that is nothing but a name."""
    text = text.rstrip(" ／/╱∕|")
    name = fold(text).strip()
    # Of four characters only those that begin with a family name are a person's.
    if i == 0 and len(name) == 3 and person(name + name[0]) and not office(name):
        yield "author", text.strip()
    elif _publisher(name):
        yield "publisher", named_source(text)[0]


def _year_first(match: re.Match[str]) -> str:
    return "-".join(match[name] for name in "ymd")


def moment(folded: str) -> str | None:
    """The first date in a line as ISO, with its time when it has one.

    >>> moment("24.7.2021 北岸读报编辑部"), moment("07月24日 2021")
    ('2021-07-24', '2021-07-24')
    >>> moment("2012.01.11 10:25 pm"), moment("发布时间:18-03-08 23:16")
    ('2012-01-11T22:25', '2018-03-08T23:16')
    """

    def half(match: re.Match[str]) -> str:
        hour = int(match[1]) % 12 + (12 if match[4] in "pP" else 0)
        return f"{hour:02d}:{match[2]}{match[3] or ''}"

    folded = _DAY_FIRST.sub(_year_first, folded)
    folded = _SHORT_YEAR.sub(r"\g<1>20\2 \3", folded)
    return first_date(_PM.sub(half, folded))
