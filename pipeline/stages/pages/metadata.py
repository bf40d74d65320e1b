"""What a page says of itself: title, author, site, date, address, tags, with where it says so.

In order of trust, the first that states a field wins:

- title: the visible line that is also the beginning of `<title>`; JSON-LD; `<meta>`; `<title>`
  without the names of site and channel; a heading, or the line above a date, above the article.
- author: JSON-LD; the visible head; credits right below the article; `<meta>`.
- sitename: `来源` above or below the article; a publisher named in the head; `<meta>` of the
  source; `og:site_name`; the publisher in JSON-LD; the end of `<title>`.
- date: JSON-LD; `<meta>` of publication; the visible head; credits below. If the head shows the
  same day with a time, that is taken.
- url: canonical link, `og:url`, the address it was fetched from. tags: JSON-LD, `<meta>`.

What none of these states stays unknown. Dates elsewhere on a page are as a rule those of others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from pipeline.article import Meta
from pipeline.stages.facts.bylines import LEADS, reporter, signed
from pipeline.stages.facts.credited import NOBODY, Credited, above, below, channel, site_of_way
from pipeline.stages.facts.credits import credited as labels
from pipeline.stages.facts.credits import iso, nobody, office, person
from pipeline.stages.layout import fold
from pipeline.stages.pages.linearise import PageLine
from pipeline.stages.pages.stated import json_ld, meta_tags, variables
from pipeline.stages.pages.traits import letters

HEAD = 14  # lines above the article in which it may be credited
TAIL = 6  # and below it
LONGEST_TITLE = 120  # characters
OVER = 4  # lines above a headline in which some sites put the date and the source
NEAR = 4  # lines between a heading and the article, when no `<title>` proves it to be the headline

_SUFFIX = re.compile(
    r"\s{0,9}[_|｜│︱»]{1,3}\s{0,9}|\s[-–—―·:]{1,3}\s{1,9}|[–—―]{1,2}(?=[^–—―]{1,12}$)|-(?=[^-]{1,14}$)"
)
_LEADING = "》>›»·•◎■●★ \u3000"  # what sites put before a headline
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
]
_TITLES = ("og:title", "twitter:title", "article:title", "title", "headline", "dc.title")
_AUTHORS = ("article:author", "author", "og:author", "dc.creator", "parsely-author", "byl")
_SOURCES = ("source", "mediaid", "og:article:source", "article:source", "copyfrom")
_SITES = ("var nickname", "og:site_name", "application-name", "site_name", "dc.publisher")
_TAGS = ("keywords", "news_keywords", "article:tag", "og:tag")

_CHANNEL_ALONE = re.compile(
    r"(?:国内|国际|社会|体育|娱乐|财经|科技|生活|健康|即时|滚动|地方|军事|教育|文化|旅游|房产|汽车"
    r"|历史|时政|最新|今日|热点|热门|综合|行业|公司|图片|视频|焦点|本地|民生|新闻|手机|网站|返回|我的)?"
    r"(?:新闻|要闻|资讯|快讯|评论|论坛|频道|头条|中心|首页|博客|推荐|微博|关注|订阅|速报){1,2}"
    r"|[^\w].*|.*[:,。!?].*|.*分享.*|.*\.\..*"
)
_BEFORE_NAME = re.compile(r"^(?:作者|文|撰文|[Bb]y|[Aa]uthor)(?: ?[:：/|] ?| )")
LONGEST_MARKED = 30  # characters of an element that is a name or a time
MARKED = 20  # elements of a line looked at

_TAG = re.compile(r"\s*[,，;；、|]\s*")
# Institutes and accounts write; what ends like this publishes.
_PUBLISHER = re.compile(
    r"(?:[网报社台刊]|网站|新闻|频道|在线|客户端|论坛|博客|传媒|媒体|杂志|\.[A-Za-z]{2,3})$"
)
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")


class _Stated(NamedTuple):
    """What the machine-readable parts of a page state."""

    ld: Mapping[str, str]
    meta: Mapping[str, str]


class _Own(NamedTuple):
    """What the article itself says of its writer, what is marked up as such, the site's name."""

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
    first = next((i for i, chosen in enumerate(article) if chosen), 0)
    last = max((i for i, chosen in enumerate(article) if chosen), default=-1)
    headline = _headline(page, first, title)
    while 0 <= headline < first < last and page[first].text == page[headline].text:
        first += 1  # the headline once more
    top = max(headline + 1 if headline >= 0 else 0, first - HEAD)
    heading = [
        "" if headline < 0 and page[i].linked == len(page[i].text) else page[i].text
        for i in range(top, min(first + 2, len(page)))
    ]  # without a headline, lines that are but a link are as a rule those of a menu
    head = above(heading, headed=headline >= 0, lead=first - top)
    under = [page[i].text for i in range(max(last, first + 2), min(len(page), last + TAIL))]
    tail = below(under)
    if not head.date or not head.sitename:  # Some sites put them above the headline.
        over = [page[i].text for i in range(max(0, headline - OVER), max(0, headline))]
        said = above(over, lead=len(over))
        head = head._replace(date=head.date or said.date, sitename=head.sitename or said.sitename)
    named = page[headline].text.lstrip(_LEADING) if headline >= 0 else ""
    own = _Own(
        reporter([page[i].text for i in range(first, len(page)) if article[i]][:LEADS]),
        signed(page[last].text) if last >= 0 else "",
        *_marked(page[top : first + 2]),
        site_of_way(page[i].text for i in range(first) if "位置" in page[i].text),
    )
    found = {
        "title": _title(stated, named, title, page, first),
        "author": _author(stated, head, tail, own, title, under),
        "sitename": _sitename(stated, head, tail, own, title, named),
        "date": _date(stated, head, tail, own),
        "url": _url(root, stated, url),
        "tags": _tags(stated),
    }
    return {name: meta for name, meta in found.items() if meta is not None}


def _first(*candidates: Meta | None) -> Meta | None:
    return next((meta for meta in candidates if meta is not None and meta.value), None)


def _of(stated: Mapping[str, str], names: Iterable[str], where: str) -> Iterator[Meta]:
    """What is stated under these names, one after the other."""
    return (Meta(stated[name], f"{where} {name}") for name in names if stated.get(name))


# --- title


def _headline(page: Sequence[PageLine], first: int, title: str) -> int:
    """The number of the visible line with which `<title>` begins (or ends, if long), or -1."""
    whole, found, longest = letters(title), -1, 0
    parts = _SUFFIX.split(title.strip())
    for i in range(min(first + 2, len(page))):
        text = page[i].text
        heading = page[i].box.element.tag in ("h1", "h2", "h3")
        # A headline of two or three characters is one where `<title>` has nothing else in its part.
        short = 2 <= len(text) < 4 and heading and parts[0].strip() == text
        if short or (
            4 <= len(text) <= len(title) + 4 and (heading or page[i].linked * 2 <= len(text))
        ):
            piece = letters(text)
            whose = whole.startswith(piece) or (len(piece) >= 8 and whole.endswith(piece))
            if (short or len(piece) >= 4) and len(piece) > longest and whose:
                found, longest = i, len(piece)
    return found


def _title(
    stated: _Stated, named: str, title: str, page: Sequence[PageLine], first: int
) -> Meta | None:
    if named:
        return Meta(named, "headline")
    known = next(
        chain(_of(stated.ld, ("headline",), "json-ld"), _of(stated.meta, _TITLES, "meta")), None
    )
    if known is not None and (value := bare_title(known.value)):
        return Meta(value, known.where)
    if value := bare_title(title):
        return Meta(value, "title element")
    above = range(first - 1, max(-1, first - 1 - NEAR), -1)
    for i in above:
        text = page[i].text
        heading = page[i].box.element.tag in ("h1", "h2", "h3")
        dated = i + 1 in above and iso(fold(page[i + 1].text)) is not None
        plain = not set(text) & set(">›»＞") and not iso(fold(text)) and not labels(fold(text))
        if (heading or dated) and plain and 6 <= len(letters(text)) <= LONGEST_TITLE:
            return Meta(text, "head line")
    return None


def bare_title(title: str) -> str:
    """A title without the names of channel and site behind it; nothing when only those are left.

    >>> bare_title("山里来了新校长_社会_北岸网"), bare_title("A-B之间的路")
    ('山里来了新校长', 'A-B之间的路')
    >>> bare_title("北岸新闻网")
    ''
    """
    parts = _SUFFIX.split(title.strip())
    value = parts[0].strip().rstrip(" -_|–—")
    if len(parts) > 1 and len(letters(value)) < 5 and not office(fold(value)):
        value = title.strip()
    if len(letters(value)) < 5 or len(value) > LONGEST_TITLE or office(fold(value)):
        return ""
    return value


def _author(
    stated: _Stated, head: Credited, tail: Credited, own: _Own, title: str, under: Sequence[str]
) -> Meta | None:
    said = (
        Meta(head.author, "head line"),
        Meta(own.author, "marked as author"),
        Meta(own.reporter, "first lines"),
        Meta(tail.author, "credit line"),
        Meta(own.signed, "last line"),
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


def _someone(name: str) -> bool:
    """Whether a name is one of people or of an account, not of a publisher or a place holder."""
    folded = fold(name).strip()
    people = re.split(r"[、,/ ]+", folded)
    if folded in NOBODY or nobody(folded) or len(folded) < 2 or folded.isdigit():
        return False
    return bool(_NAME.fullmatch(name.strip())) or all(
        re.fullmatch(r"[\w·.&-]{2,20}", each) and not (office(each) and _PUBLISHER.search(each))
        for each in people
    )


def _person(name: str, title: str) -> bool:
    """Whether an author in `<meta>` is a person, and no site and no maker of systems."""
    return letters(name) not in letters(title) and (
        bool(_NAME.fullmatch(name)) or (len(name) in (2, 3) and person(fold(name)))
    )


def _sitename(
    stated: _Stated, head: Credited, tail: Credited, own: _Own, title: str, named: str
) -> Meta | None:
    return _first(
        Meta(head.sitename, "head line"),
        Meta(tail.sitename, "credit line"),
        Meta(head.publisher, "head line"),
        *_of(stated.meta, _SOURCES, "meta"),
        *_of(stated.meta, _SITES, "meta"),
        *_of(stated.ld, ("publisher",), "json-ld"),
        _site_in_title(title, named),
        Meta(own.site, "breadcrumb"),
    )


def _site_in_title(title: str, named: str) -> Meta | None:
    """The name of the site at the end of `<title>`, when a headline proves where that begins."""
    if not named or len(letters(named)) >= len(letters(title)):
        return None
    last = ""
    for part in reversed(_SUFFIX.split(title.strip())):
        name = part.strip()
        if name and letters(name) not in letters(named):
            if not channel(fold(name)):
                return Meta(name, "title element") if 3 <= len(name) <= 20 else None
            last = last or name
    # A site may be called as channels are, if it is not the name of one alone.
    if 4 <= len(last) <= 20 and not _CHANNEL_ALONE.fullmatch(fold(last)):
        return Meta(last, "title element")
    return None


def _date(stated: _Stated, head: Credited, tail: Credited, own: _Own) -> Meta | None:
    known = chain(
        _of(stated.ld, ("datePublished",), "json-ld"),
        _of(stated.meta, _DATES, "meta"),
        (Meta(own.date, "marked as time"),),
    )
    for meta in known:
        if value := iso(meta.value):
            if len(value) == 10 and head.date.startswith(value):
                return Meta(head.date, "head line")
            return Meta(value, meta.where)
    return _first(Meta(head.date, "head line"), Meta(tail.date, "credit line"))


def _url(root: etree._Element, stated: _Stated, url: str | None) -> Meta | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(
            "http"
        ):
            return Meta((link.get("href") or "").strip(), "canonical link")
    known = stated.meta.get("og:url", "")
    if known.startswith("http"):
        return Meta(known, "meta og:url")
    return Meta(url, "source") if url else None


def _tags(stated: _Stated) -> Meta | None:
    for meta in chain(_of(stated.ld, ("keywords",), "json-ld"), _of(stated.meta, _TAGS, "meta")):
        tags = dict.fromkeys(tag for tag in _TAG.split(meta.value) if 0 < len(tag) <= 20)
        if tags:
            return Meta("\n".join(tags), meta.where)
    return None


# --- marked up

# Where templates name the writer, in elements of a line near the headline.
_BY = re.compile(r"(?:^|[-_ ])(?:author|byline|writer|nick-?name|user-?name|zuozhe)", re.I)


def _marked(heading: Sequence[PageLine]) -> tuple[str, str]:
    """The author and the date in elements marked as such, in the lines of the head."""
    author = date = ""
    for line in heading:
        for found in islice(line.box.element.iter(), MARKED):
            stated = found.get("itemprop") or found.get("rel") or ""
            named = found.get("class") or ""
            if not stated and not named and found.tag != "time":
                continue
            text = " ".join(" ".join(map(str, islice(found.itertext(), 9))).split())
            if not 2 <= len(text) <= LONGEST_MARKED or text not in line.text:
                continue
            if found.tag == "time" or stated == "datePublished":
                moment = found.get("datetime") or found.get("content") or ""
                date = date or (moment if iso(moment) else "")
            elif not author and (stated == "author" or _BY.search(named)):
                author = _BEFORE_NAME.sub("", text)
    return author, date
