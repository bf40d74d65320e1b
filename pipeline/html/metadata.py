"""What a page says of itself: title, author, site, date, address, tags, with where it says so.

In order of trust, the first that states a field wins:

- title: the visible line that is also the beginning of `<title>`; JSON-LD; `<meta>`; `<title>`
  without the names of site and channel; a heading, or the line above a date, above the article.
- author: JSON-LD; the visible head, by its words or its markup; credits right below the article;
  `<meta>`; the one writer that microdata name.
- sitename: `来源` above or below the article; an account; a publisher named in the head; `<meta>`
  of the source; `og:site_name`; the publisher in JSON-LD; the end of `<title>`; the way there;
  `<title>` when it is nothing else.
- date: JSON-LD; `<meta>` of publication; the visible head; credits below. If the head shows the
  same day with a time, that is taken.
- url: canonical link, `og:url`, the address it was fetched from. tags: JSON-LD, `<meta>`.

What none of these states stays unknown. Dates elsewhere on a page are as a rule those of others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple

from lxml import etree

from pipeline.html.author_markup import board_member, marked_facts
from pipeline.html.features import letters_of
from pipeline.html.linearise import PageLine
from pipeline.html.selectors import finder
from pipeline.html.structured_data import json_ld, meta_tags, variables
from pipeline.html.titles import (
    headline_text,
    site_as_title,
    site_behind,
    site_in_title,
    title_line,
    titled,
    waiting,
)
from pipeline.metadata.bylines import LEADS, reporter, signing_names
from pipeline.metadata.credited import Credited, above, below, posted, site_of_way
from pipeline.metadata.days import first_date
from pipeline.metadata.layout import fold
from pipeline.metadata.names import is_department, is_publisher, is_site, nobody, office, person
from pipeline.model.article import Meta
from pipeline.model.provenance import SIGNALS

_HEAD = 14  # lines above the article in which it may be credited
UNDER = 5  # lines below the headline; a player or a menu may stand between them and the article
PROFILE = 40  # lines below the headline in which boards tell of a writer before the text begins
_TAIL = 6  # and below it
BUTTONS = 20  # lines below it, of which blogs keep some between the text and who posted it
LONGEST_ACCOUNT = 30  # characters
OVER = 4  # lines above a headline in which some sites put the date and the source
EARLIEST = "1994"  # the year before which no page of the Web is in Chinese

_DATES = [
    "var ct",
    "article:published_time",
    "og:published_time",
    "published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "og:release_date",
    "date",
    "article:create_at",
    "bytedance:published_time",
    "apub:time",
    "parsely-pub-date",
    "sailthru.date",
    "datecreated",
]
_TITLES = ("og:title", "twitter:title", "article:title", "title", "headline", "dc.title")
_AUTHORS = ("article:author", "author", "og:author", "dc.creator", "parsely-author", "byl")
_SOURCES = ("source", "mediaid", "og:article:source", "article:source", "copyfrom")
_SITES = ("og:site_name", "application-name", "site_name", "dc.publisher")
_TAGS = ("keywords", "news_keywords", "article:tag", "og:tag")

# `已于 2023-01-04 09:11:02 修改`, and when something else was posted beside it.
_CHANGED = re.compile(
    r"(?:已于|最新推荐文章于|最后(?:编辑|修改|更新)于?)\s?\d{4}[-/.年][\d/:年月日. -]{3,18}\s?"
    r"(?:修改|编辑|发布|更新)?"
)
# Elements in which platforms keep the account that published a page.
_accounts = finder("//*[@id='js_name' or @id='profile_nickname' or @id='js_author_name']")
_PLATFORMS = frozenset(
    ("微信公众平台", "微信", "今日头条", "百家号", "知乎专栏")
)  # publish for others
_TAG = re.compile(r"\s*[,，;；、|]\s*")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")


class _Stated(NamedTuple):
    """What the machine-readable parts of a page state."""

    ld: Mapping[str, str]
    meta: Mapping[str, str]


class _Own(NamedTuple):
    """What the article says of its writer, what is marked up as such, the way there."""

    reporter: str
    signed: str
    author: str
    date: str
    site: str


def metadata(
    root: etree._Element,
    page: Sequence[PageLine],
    article: Sequence[bool],
    title: str,
    url: str | None,
) -> dict[str, Meta]:
    """The facts a page states. `title` is its `<title>`, `article` says which lines are article."""
    stated = _Stated(json_ld(root), {**variables(root), **meta_tags(root)})
    title = waiting(title)
    first = next((i for i, chosen in enumerate(article) if chosen), 0)
    last = max((i for i, chosen in enumerate(article) if chosen), default=-1)
    at = title_line(page, first, title)
    while 0 <= at < first < last and page[first].text == page[at].text:
        first += 1  # the headline once more
    top = max(at + 1 if at >= 0 else 0, first - _HEAD)
    head = _head(page, at, top, first, frozenset(stated.meta.get(name, "") for name in _SITES))
    under = [page[i].text for i in range(max(last, first + 2), min(len(page), last + _TAIL))]
    under += [x.text for x in page[last + _TAIL : last + BUTTONS] if posted(x.text)]
    tail = below(under)
    own = _Own(
        reporter([page[i].text for i in range(first, len(page)) if article[i]][:LEADS]),
        signing_names(page[last].text) if last >= 0 else "",
        *_marked(page, at, max(at + 1 if at >= 0 else top, first - PROFILE), first, last),
        site_of_way(page[i].text for i in range(first) if "位置" in page[i].text),
    )
    source = _first(
        Meta(head.sitename, "head line"),
        Meta(tail.sitename, "credit line"),
        *_of(stated.meta, _SOURCES, "meta"),
    )
    if account := _account(root):
        author = "" if head.author == account else head.author
        head = head._replace(author=author, sitename=account)
        own = own._replace(author="" if own.author == account else own.author)
    found = {
        "title": titled(headline_text(page, at), _headlines(stated), title, page, first),
        "author": _author(stated, head, tail, own, title, under) or _owner(title, page),
        "date": _date(stated, head, tail, own),
        "url": _url(root, stated, url),
        "canonical": _canonical(root, stated),
        "tags": _tags(stated),
        **{ours: next(_of(stated.meta, (name,), "meta"), None) for name, ours in SIGNALS.items()},
        "source_name": source,
    }
    told = found["title"]  # `<title>` alone does not prove where the site's name begins
    known = told.value if told and told.where != "title element" else ""
    found["sitename"] = _sitename(stated, head, tail, own, title, known, page)
    return {name: meta for name, meta in found.items() if meta is not None}


def _head(
    page: Sequence[PageLine], at: int, top: int, first: int, sites: frozenset[str]
) -> Credited:
    """What the lines around the headline, line `at`, and above the article, line `first`, say.

    `sites` are the names of the site that markup states.
    """
    places = [*range(top, min(first + 2, len(page)))]
    if at >= 0:
        places = [*range(at + 1, min(at + 1 + UNDER, top)), *places]
    heading = [_without(_said_above(page[i], headed=at >= 0), sites) for i in places]
    head = above(heading, headed=at >= 0, lead=sum(i < first for i in places))
    # Some sites put them above the headline.
    over = [page[i].text for i in range(max(0, at - OVER), max(0, at))]
    said = above(over, lead=len(over))
    return head._replace(date=head.date or said.date, sitename=head.sitename or said.sitename)


def _without(text: str, sites: frozenset[str]) -> str:
    """A line without the site's name among other words, where no label introduces it."""
    parts = text.split()
    if len(parts) < 2 or sites.isdisjoint(parts):
        return text
    labels = ["", *parts]
    return " ".join(
        part
        for before, part in zip(labels, parts, strict=False)
        if part not in sites or before.endswith((":", "："))
    )


def _said_above(line: PageLine, headed: bool) -> str:
    """What a line above the article may say of it, without when it was changed since.

    Nothing of a line that files it under a subject; nor, without a headline, of one that is but a
    link, as a rule of a menu.
    """
    filed = any(
        link.get("rel") in ("tag", "category tag", "category")
        for link in line.box.element.iter("a")
    )
    if filed or (not headed and line.linked == len(line.text)):
        return ""
    return _CHANGED.sub("", line.text)


def _marked(
    page: Sequence[PageLine], headline: int, top: int, first: int, last: int
) -> tuple[str, str]:
    """The author and the date marked up below the headline, or above it where boards put them."""
    author, date = marked_facts(page, top, first, last)
    if not author and headline > 0:
        author = marked_facts(page[:headline], max(0, headline - OVER), headline, headline - 1)[0]
    return author or board_member(page, headline), date


def _account(root: etree._Element) -> str:
    """The account that published a page on a platform, where its markup names it."""
    for element in _accounts(root):
        name = " ".join("".join(map(str, element.itertext())).split())
        return name if 0 < len(name) <= LONGEST_ACCOUNT else ""
    return ""


def _headlines(stated: _Stated) -> Iterator[Meta]:
    """What the machine-readable parts say is the title."""
    yield from _of(stated.ld, ("headline",), "json-ld")
    yield from _of(stated.meta, _TITLES, "meta")


def _first(*candidates: Meta | None) -> Meta | None:
    return next((meta for meta in candidates if meta is not None and meta.value), None)


def _of(stated: Mapping[str, str], names: Iterable[str], where: str) -> Iterator[Meta]:
    """What is stated under these names, one after the other."""
    return (Meta(stated[name], f"{where} {name}") for name in names if stated.get(name))


# --- author and site


def _author(
    stated: _Stated, head: Credited, tail: Credited, own: _Own, title: str, under: Sequence[str]
) -> Meta | None:
    said = (
        Meta(head.author, "head line"),
        Meta(own.author, "marked as author"),
        Meta(own.reporter, "first lines"),
        Meta(tail.author, "credit line"),
        Meta(own.signed, "last line"),
        Meta(head.second, "head line"),
        Meta(tail.second, "credit line"),
    )
    # Some systems state the editor as the author; the credits below the text know better.
    editors = "".join(text for text in under if "编" in fold(text))
    known = [
        meta
        for meta in _of(stated.meta, _AUTHORS, "meta")
        if _person(meta.value, title) and meta.value not in editors
    ]
    credited = chain(_of(stated.ld, ("author",), "json-ld"), said)
    return _first(*(meta for meta in credited if _someone(meta.value)), *known)


_OWN_BLOG = re.compile(
    r"[_|-] ?(?P<name>[^_|-]{2,14})的(?:(?:博客|空间|日记|主页|专栏)$|[^\W\d_]{2}(?= ?[_|-]))"
)
_OWNER = re.compile("(?:昵称|博主|作者|用户名)[:：] ?")


def _owner(title: str, page: Sequence[PageLine]) -> Meta | None:
    """Whose blog the end of `<title>` names; of any other word for one, the page names him too."""
    match = _OWN_BLOG.search(title)
    name = match["name"].strip() if match else ""
    known = match and match.end() == len(title)
    if known or any(name == _OWNER.sub("", line.text) for line in page):
        return Meta(name, "title element") if _someone(name) else None
    return None


def _someone(name: str) -> bool:
    """Whether a name is one of people or of an account, not of a publisher or a place holder."""
    folded = fold(name).strip()
    people = re.split(r"[、,/ ]+", folded)
    if nobody(folded) or len(folded) < 2 or folded.isdigit():
        return False
    return bool(_NAME.fullmatch(name.strip())) or all(
        re.fullmatch(r"[\w·.&~@-]{2,20}", each) and not (office(each) and _publishes(each))
        for each in people
    )


_HOST = re.compile(r"\.[A-Za-z]{2,3}$")


def _publishes(name: str) -> bool:
    """Whether a house publishes: institutes and accounts write too."""
    return is_publisher(name) or is_site(name) or _HOST.search(name) is not None


def _person(name: str, title: str) -> bool:
    """Whether an author in `<meta>` is a person, and no site and no maker of systems."""
    return letters_of(name) not in letters_of(title) and (
        bool(_NAME.fullmatch(name)) or (len(name) in (2, 3) and person(fold(name)))
    )


def _sitename(
    stated: _Stated,
    head: Credited,
    tail: Credited,
    own: _Own,
    title: str,
    named: str,
    page: Sequence[PageLine],
) -> Meta | None:
    # An account that bears the author's name is where else to read them, unless no site is named.
    account = Meta(tail.sitename, "credit line")
    others = account.value != own.author
    if is_department(fold(head.sitename)):  # of the site's own house: `来源：院办公室`
        sites = chain(_of(stated.meta, _SITES, "meta"), _of(stated.ld, ("publisher",), "json-ld"))
        if site := _first(*sites, site_in_title(title, named, page), site_behind(title)):
            return site
    return _first(
        Meta(head.sitename, "head line"),
        account if others else None,
        *_of(stated.meta, ("var nickname",), "meta"),
        Meta(head.publisher if head.publisher != own.author else "", "head line"),
        *_of(stated.meta, _SOURCES, "meta"),
        *(said for said in _of(stated.meta, _SITES, "meta") if said.value not in _PLATFORMS),
        *_of(stated.ld, ("publisher",), "json-ld"),
        site_in_title(title, named, page),
        Meta(own.site, "breadcrumb"),
        site_behind(title),
        site_as_title(title, named),
        account,
    )


def _date(stated: _Stated, head: Credited, tail: Credited, own: _Own) -> Meta | None:
    known = chain(
        _of(stated.ld, ("datePublished",), "json-ld"),
        _of(stated.meta, _DATES, "meta"),
        (Meta(own.date, "marked as time"),),
    )
    for meta in known:
        if (value := first_date(meta.value)) and value >= EARLIEST:
            if (len(value) == 10 and head.date.startswith(value)) or _elsewhere(meta.value, head):
                return Meta(head.date, "head line")
            return Meta(value, meta.where)
    seen = (Meta(head.date, "head line"), Meta(tail.date, "credit line"))
    return _first(*(meta for meta in seen if meta.value >= EARLIEST))


def _elsewhere(stated: str, head: Credited) -> bool:
    """Whether a time is told in that of Greenwich which the head of a page tells in China's own."""
    if not re.search(r"(?:Z|[+-]00:?00)$", stated) or "T" not in head.date:
        return False
    there = datetime.fromisoformat(first_date(stated) or head.date)
    here = datetime.fromisoformat(head.date)
    return (here - there.replace(second=here.second)) == timedelta(hours=8)


def _url(root: etree._Element, stated: _Stated, url: str | None) -> Meta | None:
    return _canonical(root, stated) or (Meta(url, "source") if url else None)


def _canonical(root: etree._Element, stated: _Stated) -> Meta | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(
            "http"
        ):
            return Meta((link.get("href") or "").strip(), "canonical link")
    known = stated.meta.get("og:url", "")
    if known.startswith("http"):
        return Meta(known, "meta og:url")
    return None


def _tags(stated: _Stated) -> Meta | None:
    for meta in chain(_of(stated.ld, ("keywords",), "json-ld"), _of(stated.meta, _TAGS, "meta")):
        tags = dict.fromkeys(tag for tag in _TAG.split(meta.value) if 0 < len(tag) <= 20)
        if tags:
            return Meta("\n".join(tags), meta.where)
    return None
