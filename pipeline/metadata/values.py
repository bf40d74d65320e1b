"""The fields of an article that one value of its credits fills, without what stands around it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.metadata.credits import field_of
from pipeline.metadata.days import first_date
from pipeline.metadata.layout import fold
from pipeline.metadata.names import (
    REGIONS,
    channel,
    is_class,
    is_department,
    is_publisher,
    named,
    names_no_site,
    nobody,
    office,
    person,
)
from pipeline.metadata.navigation import is_button
from pipeline.metadata.wording import page_worded
from pipeline.model import dates

_ACCOUNT = re.compile(r" ?\(?(?:(?:微信|公众号)?(?:ID|id|Id|号|公众号))[:| ]*[\w-]{4,}\)?$")
_BUTTONS = re.compile(r"(?: ?(?:参与互动|我要评论|收藏本文|\+?关注))+$")
_TAKEN = re.compile(
    r"^(?:本文)?(?:摘自|[轉转][自载載]|据|來源[於于自]?|来源[于自]?)[:： 《]{0,3}"
    r"|^(?:微信)?公众号[:：]?[“\"「]"
)
# `综合甲报、乙网`: a list of what somebody read, and no name.
_GATHERED = re.compile(r"^综合.{2,}[、,，]|[、,，].{2,}[、,，]|[、及和].{2,}等$")
_NAMES = re.compile(
    "(?<![一-鿿])[一-鿿][ \u3000]{1,2}[一-鿿](?![一-鿿])|[^\\s、，,]+(?: [A-Z][a-z.]*)*"
)
_APART = re.compile(r"\s*(?:\u3000|\xa0| {2}|[|【])")
_CLAUSE = re.compile("[一-鿿][，,]")
_NAME = 3  # characters of most names
_COUNT = re.compile(r"\d人?参与|\d条?评论$")
_ROLE = re.compile(
    r"(?:本[报刊网台])?(?:[见实]习|特约)?(?:记者|作者|通讯员)[: ]{0,3}(?=.)"
    r"|\S{0,10}(?:记者|评论员|撰稿人|主笔) {1,3}(?=\S{2,4}$)"
)
# What ends the name of a writer: what was done, another one's role, counts.
_BEHIND = (
    re.compile(r" ?/ ?[^/]{0,8}(?:报[道导]|综合|整理)$| {1,3}(?:摄像|摄影|编辑|图) .*$|\n"),
    re.compile(r"(?<=..) ?(?:本[报刊网台])?(?:[见实]习|特约)?(?:记者|编辑|通讯员|实习生)(?=..)|\n"),
    re.compile(r" +[一-鿿]{2,4} ?:? ?\d.*$|\n"),  # `山里人 发帖数 400`
)
_REPORTER = re.compile(
    r"(?:(?<=[网报社台刊])| )(?:本报|本网)?记者 ?(?P<name>[一-鿿]{2,4})(?: 于)?$"
)
_QUOTED_NAME = re.compile('[“"「][^”"」]{2,16}[”"」].*$')
_RIGHTS = re.compile("[,，。;；].{0,6}(?:侵|版权|联系|如有|转载|授权|仅供).*")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_CLIENT = re.compile(
    r" ?(?:Android|iPhone|iPad|iOS|安卓|苹果|手机|PC)(?:版|端|客户端)?$|出品$", re.I
)
_MARKUP = re.compile(r"[<>~]|\[(?!\w*\])|:")  # of a link or an address, and of no name


_BRACKET = re.compile(r"(?<=.) ?\([^()]*\)?$")  # what is said of a name, or who else bears it


def values_of(name: str, value: str, folded: str) -> Iterator[tuple[str, str]]:
    """The fields that one credited value fills; `name` is the field, or where the value stands.

    >>> list(values_of("sitename", "来源于 北岸周刊", "来源于 北岸周刊"))
    [('sitename', '北岸周刊')]
    """
    if name != "title" and (bracket := _BRACKET.search(folded)):
        value, folded = value[: bracket.start()], folded[: bracket.start()]
    if not folded or nobody(folded) or is_button(folded) or field_of(folded) is not None:
        return
    if name in ("date", "later"):
        if (
            stated := first_date(folded) or dates.iso(folded)
            if folded[:1].isalpha() or _COMPACT.fullmatch(folded)
            else first_date(folded)
        ):
            yield name, stated
    elif name == "author":
        yield from _author(value, folded)
    elif name == "second" and not _is_house(folded.split()[0]):
        yield name, value.split()[0]
    elif name == "sitename":
        yield from _sitename(value, folded)
    elif name in ("prefix", "poster", "origin") and not page_worded(folded):
        yield from _writer_or_site(name, value, folded)
    elif name == "posted":
        yield "sitename" if is_publisher(folded) else "author", value
    elif name == "url":
        if address := re.search(r"https?://[^\s]+", value):
            yield name, address[0]
    elif name == "title":
        yield name, value


def _sitename(value: str, folded: str) -> Iterator[tuple[str, str]]:
    """The site of a label's value, and the writer that it names after it."""
    bare = _CLIENT.sub("", _RIGHTS.sub("", _BUTTONS.sub("", _ACCOUNT.sub("", folded))))
    if (quoted := _QUOTED_NAME.search(bare)) and quoted.start() > 1 and not _TAKEN.match(bare):
        bare = bare[: quoted.start()]  # a platform and, in quotation marks, one of its accounts
    if told := _REPORTER.search(bare):
        yield "author", value[told.start("name") : told.end("name")]
        bare = bare[: told.start()]
    name, writers = named_source(value[: len(bare)])
    if writers:
        yield "author", writers
    if not (_MARKUP.search(fold(name)) or name.startswith("@") or names_no_site(fold(name))):
        yield from [("sitename", name)] if name else []


def named_source(value: str) -> tuple[str, str]:
    """The name of a source without what stands around it, and the writers named after it.

    >>> named_source("中国证券报(广州)"), named_source("摘自北岸晚报")
    (('中国证券报', ''), ('北岸晚报', ''))
    >>> named_source("北岸网　参与互动(0"), named_source("北岸网-《北岸日报》")
    (('北岸网', ''), ('北岸网-《北岸日报》', ''))
    >>> named_source("北岸晚报 广东"), named_source("综合北岸网、西岭网")
    (('北岸晚报', ''), ('', ''))
    >>> named_source("北岸在线 王小明"), named_source("北岸晚报 体育")
    (('北岸在线', '王小明'), ('北岸晚报 体育', ''))
    """
    if _GATHERED.search(value) or _COUNT.search(value):
        return "", ""
    name = re.split(r"[(（\[【|\]】]|\s{2}", _TAKEN.sub("", value))[0].strip()
    known = fold(name).split()
    if not known or known[0] in REGIONS:  # where an account is: `来自:河北 保定`
        return "", ""
    first, *others = name.split()
    if others and office(known[0]) and all(map(_signs, known[1:])):
        return first, "、".join(others)
    # Where the account was when it wrote, or the site that took the text from the first.
    if others and (set(others) <= REGIONS or all(map(is_publisher, known))):
        return first, ""
    if len(others) > 1 and others[-1] == others[-2]:
        return others[-1], ""  # a writer and, twice, the account
    name = name.split("\u3000")[0]
    if "《" not in name:
        name = name.split("》")[0].strip()
    return name + "》" * ("《" in name and "》" not in name), ""  # credits end a value before it


def _signs(folded: str) -> bool:
    """Whether a word behind the name of a source is a person's."""
    other = folded in REGIONS or office(folded) or page_worded(folded) or is_button(folded)
    return len(folded) <= _NAME and person(folded) and not (other or nobody(folded))


def _writer_or_site(name: str, value: str, folded: str) -> Iterator[tuple[str, str]]:
    """Whom a value names that may be a person or a publisher; `name` is where it stands."""
    if opening := _TAKEN.match(folded):
        value, folded = value[opening.end() :], folded[opening.end() :]
    if folded.startswith("由") and len(folded) > 2:  # `发表于 2021年3月5日 由 山里人`
        yield "author", value[1:].strip()
        return
    first, *others = folded.split()
    if others and (office(first) or is_class(first)) and person(others[-1]):
        if office(first):
            yield "sitename", value.split()[0]
        yield "author", value.split()[-1]
    elif office(folded) and not _MARKUP.search(folded) and folded[0] != "@":
        yield "sitename", named_source(value)[0] or value
    elif name == "poster" or (person(folded) if name != "origin" else named(folded)):
        yield "author", value
    elif name == "origin" and not folded.isascii() and not channel(folded):
        yield "sitename", value[: len(_CLIENT.sub("", folded))]


def _author(value: str, folded: str) -> Iterator[tuple[str, str]]:
    """A by-line's author, and its publisher when it names one first: `某某研究所 王小明`.

    >>> [told for _, told in _author("王小明　北岸　职员", "王小明 北岸 职员")]
    ['王小明']
    >>> [told for _, told in _author("记者王小明通讯员李红", "记者王小明通讯员李红")]
    ['王小明']
    """
    start = match.end() if (match := _ROLE.match(folded)) else 0
    value, folded = value[start:], folded[start:]
    end = min(done.start() for one in _BEHIND if (done := one.search(f"{folded}\n")))
    value, folded = value[:end], folded[:end]
    words = folded.split()
    if len(words) >= 2 and _house(words) and all(person(word) for word in words[1:]):
        publisher, author = value.split(maxsplit=1)
        yield "author", author
        if office(words[0]):  # and no class, no ward
            yield "sitename", publisher
    elif folded and (writers := _writers(value)):
        yield "author", writers


def _writers(value: str) -> str:
    """A writer without the place and the trade behind the name; of several, all.

    >>> _writers("王小明 李华一"), _writers("王小明，北岸大学教授"), _writers("方　敏 王小明")
    ('王小明 李华一', '王小明', '方　敏 王小明')
    >>> _writers("Li Hua"), _writers("山风&小雨")
    ('Li Hua', '山风&小雨')
    """
    names = [(one[0], one.end()) for one in _NAMES.finditer(value)]
    known = [named("".join(fold(name).split())) for name, _ in names]
    if not known[0] and not (any(known) and all(map(_signs, fold(value).split()))):
        return _APART.split(value)[0] if not _CLAUSE.search(value) else ""
    last = next((i for i, one in enumerate(known) if i and not one), len(known)) - 1
    if last + 1 < len(names):  # of two characters may be a place or a trade
        last = next((i for i, (name, _) in enumerate(names) if i and len(name) != _NAME), last) - 1
    return value[: names[max(0, last)][1]]


def _is_house(name: str) -> bool:
    return office(name) or is_publisher(name) or is_department(name)


def _house(words: Sequence[str]) -> bool:
    """Whether the first of a by-line's words is a publisher: none of a person's, or less of one."""
    if not person(words[0]) or office(words[0]):
        return True
    return len(words) == 2 and len(words[0]) > 2 and named(words[1]) and not named(words[0])
