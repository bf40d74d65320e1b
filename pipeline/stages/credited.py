"""Who wrote an article, for whom and when, as the lines around it say: with labels or without."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.stages.credits import credited as labels
from pipeline.stages.credits import iso, office, person
from pipeline.stages.layout import fold

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./%?=&#:~+-]{1,200}"
    r"|\b[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){0,3}\.(?:com|net|org|[a-z]{2})\b(?:/\S{0,40})?",
    re.I | re.A,
)
_PM = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)? ?([ap])\.?m\b", re.I)
_BESIDE = re.compile(
    r"\d(?:日| ?\d{1,2}:\d\d(?::\d\d)?) {0,9}([^\W\d][^\s|()\[\]:]{1,15}?)"
    r"(?=$|[\s|(\[【]|微博|我要|参与|评论|我来)"
)
_HAN = r"[\u4e00-\u9fff]"
_NAMES = rf"{_HAN}{{2,3}}(?:[、 ]{_HAN}{{2,3}}){{0,3}}"
# With the role before it; as `name/place报导`; as `(name报导)` below the headline.
_BYLINE = re.compile(
    rf"(?:记者|作者|撰文|编译)[:/ ]{{0,2}}({_NAMES})"
    r"(?=$|[/)\]】,;|]| {2}|[采综即台外特]|报[道导])"
    rf"|(?:^|[\[【( |])({_NAMES})/(?:{_HAN}{{2,6}}报[导道])"
    rf"|^\(({_HAN}{{2,3}})报[导道]\)$"
)
_PAPER = re.compile(
    rf"^[【\[(◎ ]{{0,3}}(?!记者|作者)((?:{_HAN}|[A-Za-z]){{2,10}}?)/?(?:记者)?"
    rf"(?:{_HAN}|、){{2,12}}/{_HAN}{{2,6}}报[导道]"
)
_FROM = re.compile(r"(?:来源|稿源|转自|摘自) ?: ?(?!作者|编辑)([^\s|,。:()\[\]【】<>]{2,20})")
_ROLE = re.compile(r"^(?:本[報报刊網网台])?(?:[記记]者|作者)[:： ]{0,3}")
_TAKEN = re.compile(r"^(?:摘自|[轉转][自载載]|据|來源|来源)[:： ]{0,3}")
# Names of channels and buttons that end as those of publishers do.
CHANNEL = re.compile(
    r"(?:速报|快讯|要闻|评论|论坛|频道|新闻|推荐|资讯|头条|微博|手机.?|博客|首页|关注|订阅.*)$"
    r"|[:,。!?]|分享|\.\."
)
_POSTED = re.compile(r"发[表布]|[日时]期|时间|刊登|于|年\d")
LONGEST_CREDIT, LONGEST_BYLINE = 200, 40  # characters; bylines in a long lead may be anyone's
_SLASHES = str.maketrans("╱∕", "//")
NOBODY = frozenset(
    re.findall(
        r"\w+",
        """
    佚名 匿名 未知 不详 无 暂无 管理员 网络 互联网 网友 本站 原创 转载 综合
    小编 编辑 编辑部 手机版 打印 发表于
    """,
    )
)


class Credited(NamedTuple):
    """What lines around an article credit, each with the words of the page that say so."""

    author: str = ""
    sitename: str = ""
    publisher: str = ""  # a name without a label
    date: str = ""


def above(texts: Sequence[str], headed: bool = False, lead: int = 0) -> Credited:
    """The first author, source and date that these lines state.

    Lines below a headline (`headed`) may hold nothing but a name; the article begins at `lead`, and
    of its own lines only short ones are credits.
    """
    found: dict[str, str] = {}
    for i, text in enumerate(texts):
        if len(text) <= (LONGEST_BYLINE if i >= lead else LONGEST_CREDIT):
            for name, value in _of_line(text):
                found.setdefault(name, value)
            if headed and i < lead:
                for name, value in _bare(text, i):
                    found.setdefault(name, value)
    return Credited(**found)


def below(texts: Sequence[str]) -> Credited:
    """The first author, source and date below an article, where only labels tell whose they are."""
    found: dict[str, str] = {}
    for text in texts:
        if len(text) <= LONGEST_CREDIT:
            for name, value in _of_labels(text, fold(text)):
                if name != "publisher":
                    found.setdefault(name, value)
            if (date := moment(fold(text))) and _POSTED.search(fold(text)):
                found.setdefault("date", date)
    return Credited(**found)


def _of_line(text: str) -> Iterator[tuple[str, str]]:
    """The fields that one line states."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text).translate(_SLASHES)
    folded = fold(plain)
    date = moment(folded)
    if date:
        yield "date", date
    if (match := _PAPER.match(folded)) and office(match[1]):
        yield "publisher", plain[match.start(1) : match.end(1)]
    if match := _BYLINE.search(folded):
        which = match.lastindex or 0
        yield "author", plain[match.start(which) : match.end(which)].replace(" ", "、")
    yield from _of_labels(plain, folded)
    if match := _FROM.search(folded):
        yield "sitename", _source(plain[match.start(1) : match.end(1)])
    if date and (rest := _beside(folded)):
        yield "publisher", plain[rest[0] : rest[1]]


def _of_labels(plain: str, folded: str) -> Iterator[tuple[str, str]]:
    """The author and the source in a line of credits, which is no sentence."""
    read = labels(folded)
    for field in read.fields if read else ():
        value, name = (
            plain[field.start : field.end].strip(),
            folded[field.start : field.end].strip(),
        )
        if not name or name in NOBODY:
            continue
        if field.name == "author":
            yield "author", _ROLE.sub("", value)
        elif field.name == "sitename":
            yield "sitename", _source(value)
        elif field.name == "prefix" and _publisher(name):
            yield "publisher", _source(value)


def _source(value: str) -> str:
    """The name of a source without what stands around it.

    >>> _source("中国证券报(广州)"), _source("摘自北岸晚报"), _source("北岸网　参与互动(0")
    ('中国证券报', '北岸晚报', '北岸网')
    """
    return re.split(r"[(（\u3000\[【|\]】]| {2}", _TAKEN.sub("", value))[0].strip()


def _publisher(name: str) -> bool:
    """Whether a folded name is one of a publisher, not of a channel or a button."""
    return bool(2 < len(name) <= 12 and office(name) and not CHANNEL.search(name) and not iso(name))


def _bare(text: str, i: int) -> Iterator[tuple[str, str]]:
    """The source, or the author right below the headline, of a line that is nothing but a name."""
    name = fold(text).strip()
    if i == 0 and len(name) == 3 and person(name) and not office(name):
        yield "author", text.strip()
    elif _publisher(name):
        yield "publisher", _source(text)
    elif (
        (cut := name.translate(_SLASHES).find("/")) > 2
        and person(name[cut + 1 :])
        and office(name[:cut])
    ):
        yield "publisher", text.strip()[:cut]
        yield "author", text.strip()[cut + 1 :]


def _beside(folded: str) -> tuple[int, int] | None:
    """Where the name of a publisher stands behind a date, without a label."""
    match = _BESIDE.search(folded)
    return (match.start(1), match.end(1)) if match and office(match[1]) else None


def moment(folded: str) -> str | None:
    """The first date in a line as ISO, with its time when it has one.

    >>> moment("2012.01.11 10:25 pm"), moment("【2012/01/12 17:21 报导】")
    ('2012-01-11T22:25', '2012-01-12T17:21')
    """

    def half(match: re.Match[str]) -> str:
        hour = int(match[1]) % 12 + (12 if match[4] in "pP" else 0)
        return f"{hour:02d}:{match[2]}{match[3] or ''}"

    return iso(_PM.sub(half, folded))
