"""The fields of an article that one value of its credits fills, without what stands around it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.metadata.days import first_date
from pipeline.metadata.names import (
    REGIONS,
    channel,
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
_FROM = re.compile("来源(?:于|自)[: ]? ?")
_ROLES = re.compile("..(?:记者|编辑|通讯员|实习生)..")  # several writers run together
_DONE = re.compile(r" ?/ ?[^/]{0,8}(?:报[道导]|综合|整理)$| {1,3}(?:摄像|摄影|编辑|图) .*$")
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
_COUNTED = re.compile(r" +[一-鿿]{2,4} ?:? ?\d.*$")  # `山里人 发帖数 400`


def values_of(name: str, value: str, folded: str) -> Iterator[tuple[str, str]]:
    """The fields that one credited value fills; `name` is the field, or where the value stands.

    >>> list(values_of("sitename", "来源于 北岸周刊", "来源于 北岸周刊"))
    [('sitename', '北岸周刊')]
    """
    if name != "title" and (bracket := _BRACKET.search(folded)):
        value, folded = value[: bracket.start()], folded[: bracket.start()]
    if not folded or nobody(folded) or is_button(folded):
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
    """The site of a label's value, and the writer that it names behind it."""
    bare = _CLIENT.sub("", _RIGHTS.sub("", _BUTTONS.sub("", _ACCOUNT.sub("", folded))))
    if opening := _FROM.match(bare):
        value, bare = value[opening.end() :], bare[opening.end() :]
    if (quoted := _QUOTED_NAME.search(bare)) and quoted.start() > 1:
        bare = bare[: quoted.start()]  # a platform and, in quotation marks, one of its accounts
    if told := _REPORTER.search(bare):
        yield "author", value[told.start("name") : told.end("name")]
        bare = bare[: told.start()]
    if bare.split(" ")[0] in REGIONS:
        return  # where an account is: `来自:河北 保定`
    if not (not bare or _MARKUP.search(bare) or bare.startswith("@") or names_no_site(bare)):
        yield "sitename", value[: len(bare)].rstrip()


def _writer_or_site(name: str, value: str, folded: str) -> Iterator[tuple[str, str]]:
    """Whom a value names that may be a person or a publisher; `name` is where it stands."""
    if opening := _FROM.match(folded):
        value, folded = value[opening.end() :], folded[opening.end() :]
    if folded.startswith("由") and len(folded) > 2:  # `发表于 2021年3月5日 由 山里人`
        yield "author", value[1:].strip()
        return
    if " " in folded and office(folded.split()[0]) and person(folded.split()[-1]):
        yield "sitename", value.split()[0]
        yield "author", value.split()[-1]
    elif office(folded) and not _MARKUP.search(folded) and folded[0] != "@":
        yield "sitename", value
    elif name == "poster" or (person(folded) if name != "origin" else named(folded)):
        yield "author", value
    elif name == "origin" and not folded.isascii() and not channel(folded):
        yield "sitename", value[: len(_CLIENT.sub("", folded))]


def _author(value: str, folded: str) -> Iterator[tuple[str, str]]:
    """A by-line's author, and its publisher when it names one first: `某某研究所 王小明`."""
    if _ROLES.search(folded):
        return
    if done := _DONE.search(folded) or _COUNTED.search(folded):
        value, folded = value[: done.start()], folded[: done.start()]
    words = folded.split()
    if len(words) >= 2 and _house(words) and all(person(word) for word in words[1:]):
        publisher, author = value.split(maxsplit=1)
        yield "author", author
        if office(words[0]):  # and no class, no ward
            yield "sitename", publisher
    else:
        yield "author", value


def _house(words: Sequence[str]) -> bool:
    """Whether the first of a by-line's words is a publisher: none of a person's, or less of one."""
    if not person(words[0]) or office(words[0]):
        return True
    return len(words) == 2 and len(words[0]) > 2 and named(words[1]) and not named(words[0])
