"""The headline of a page, as its `<title>` and its lines tell, and the site named behind it.

`<title>` is as a rule `headline, sign, channel, sign, site`. The visible line with which it begins
proves where the headline ends; without one, names of channels and sites are taken off its end.
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.html.features import letters_of
from pipeline.html.linearise import PageLine
from pipeline.metadata.credits import credited as labels
from pipeline.metadata.days import first_date
from pipeline.metadata.layout import fold
from pipeline.metadata.names import channel, is_publisher, is_site, office
from pipeline.model.article import Meta

LONGEST_TITLE = 120  # characters
LONGEST_SITE = 20
_NEAR = 4  # lines between a heading and the article, when no `<title>` proves it to be the headline
_FAR = 12  # and for a heading of the first rank, below which editors and players keep their buttons
_SURE = 8  # letters of a line that is the end of `<title>`, not the name of the site

_SUFFIX = re.compile(
    r"\s{0,9}[_|｜│︱»]{1,3}\s{0,9}|\s[-–—―·:]{1,3}\s{1,9}|[–—―]{1,2}(?=[^–—―]{1,12}$)|-(?=[^-]{1,14}$)"
)
_LEADING = "》>›»·•◎■●★ \u3000"  # what sites put before a headline
# What kind of page a headline is above: `【组图】…`, `[原创] …`.
_KIND = re.compile(r"^\s*[【\[［](?:[组多]?图|图文|视频|原创|转载|转帖|分享|推荐|精华)[】\]］]\s*")
# What browsers are told of a reader's mail, before the headline: `(3 条消息) …`.
_WAITING = re.compile(
    r"^[(（]\d{1,4}\+? ?(?:封|条|个|则|[Mm]essages?|[Nn]ew)[^()（）]{0,20}[)）] ?"
)
_POWERED = re.compile(r"\s{0,3}[-_|–—]\s{0,3}powered by .{1,40}$", re.I)
_CHANNEL_ALONE = re.compile(
    r"(?:国内|国际|社会|体育|娱乐|财经|科技|生活|健康|即时|滚动|地方|军事|教育|文化|旅游|房产|汽车"
    r"|历史|时政|最新|今日|热点|热门|综合|行业|公司|图片|视频|焦点|本地|民生|新闻|手机|网站|返回|我的)?"
    r"(?:新闻|要闻|资讯|快讯|评论|论坛|频道|头条|中心|首页|博客|推荐|微博|关注|订阅|速报){1,2}"
    r"|[^\w].*|.*[:,。!?].*|.*分享.*|.*\.\..*"
)
# What pages say of the site they are on; a channel of two characters has no such things.
_ITS_OWN = (
    "(?:关于|下载|登[录陆]|加入|打开|©.{{0,20}}){0}|{0}(?:网|[Aa][Pp][Pp]|客户端|协议|指南|账号)"
)


_LABEL = re.compile(r"^(?:主题|主題|标题|標題|题目)[:：] ?")


# What greets a visitor, or names no page: no headline.
_GREETING = re.compile("[欢歡]迎(?:您|你|光[临臨]|访问|訪問|[来來]到)|^(?:首[页頁]|无标题文档)$")


def waiting(title: str) -> str:
    """A `<title>` without what it tells of a reader's mail.

    >>> waiting("(99+ 封私信 / 87 条消息) 山里的新校长 - 山城"), waiting("(3) 山里的新校长")
    ('山里的新校长 - 山城', '(3) 山里的新校长')
    """
    return _POWERED.sub("", _WAITING.sub("", title.strip(), count=1))


def title_line(page: Sequence[PageLine], first: int, title: str) -> int:
    """The number of the visible line with which `<title>` begins (or ends, if long), or -1."""
    title = _KIND.sub("", title)
    whole, found, longest, begins = letters_of(title), -1, 0, False
    part = _SUFFIX.split(title.strip())[0]
    for i in range(min(first + 2, len(page))):
        text, linked = page[i].text, page[i].linked
        tag = page[i].box.tag
        heading = tag in ("h1", "h2", "h3")
        least = 2 if heading else 4
        if not (least <= len(text) <= len(title) + 4 and (heading or linked * 2 <= len(text))):
            continue
        piece = letters_of(_KIND.sub("", text))
        enough = len(piece) >= 4 or (tag == "h1" and not linked) or part.split()[:1] == [text]
        opens = whole.startswith(piece) and enough
        ends = len(piece) >= max(_SURE, len(whole) / 2) and whole.endswith(piece)
        section = i >= first and len(piece) * 2 < len(letters_of(part))
        first_to_open = opens and not begins
        longer = len(piece) > longest and (opens or (ends and not begins))
        if (longer or first_to_open) and not section:
            found, longest, begins = i, len(piece), opens
    return found


def headline_text(page: Sequence[PageLine], headline: int) -> str:
    """The text of the headline's line, or nothing."""
    return page[headline].text.lstrip(_LEADING) if headline >= 0 else ""


def titled(
    named: str, known: Iterable[Meta], title: str, page: Sequence[PageLine], first: int
) -> Meta | None:
    """The title: the visible headline, what machines are told, `<title>`, a heading above all."""
    if named:
        return Meta(named, "headline")
    said = next(iter(known), None)
    if said is not None and (value := bare_title(said.value)):
        return Meta(value, said.where)
    if value := bare_title(title):
        return Meta(value, "title element")
    above = range(first - 1, max(-1, first - 1 - _FAR), -1)
    for i in above:
        text, tag = page[i].text, page[i].box.tag
        near = first - i <= _NEAR
        heading = tag == "h1" or (near and tag in ("h2", "h3"))
        dated = near and i + 1 in above and first_date(fold(page[i + 1].text)) is not None
        plain = (
            not set(text) & set(">›»＞") and not first_date(fold(text)) and not labels(fold(text))
        )
        new = letters_of(text) != letters_of(title)
        if (heading or dated) and plain and new and 6 <= len(letters_of(text)) <= LONGEST_TITLE:
            return Meta(_LABEL.sub("", text), "head line")
    return None


def bare_title(title: str) -> str:
    """A title without the names of channel and site behind it; nothing when only those are left.

    >>> bare_title("山里来了新校长_社会_北岸网"), bare_title("A-B之间的路")
    ('山里来了新校长', 'A-B之间的路')
    >>> bare_title("北岸新闻网"), bare_title("北岸中学欢迎您")
    ('', '')
    """
    if _GREETING.search(title):
        return ""
    parts = _SUFFIX.split(title.strip())
    value = parts[0].strip().rstrip(" -_|–—")
    if len(parts) > 1 and len(letters_of(value)) < 5 and not _is_house(value):
        value = title.strip()
    fits = 5 <= len(letters_of(value)) <= LONGEST_TITLE
    return value if fits and not _is_house(value) else ""


def _is_house(value: str) -> bool:
    """Whether a title is but the name of a house: `山里的图书馆` is what a text is about."""
    return office(fold(value)) and "的" not in value


def site_in_title(title: str, named: str, page: Sequence[PageLine] = ()) -> Meta | None:
    """The name of the site at the end of `<title>`, when a headline proves where that begins.

    One of two characters is believed when the page says what only a site can have, an app or terms.

    >>> site_in_title("山里的新校长_新校长-北岸博客", "山里的新校长").value
    '北岸博客'
    >>> site_in_title("山里的新校长 - 北岸", "山里的新校长")
    """
    if not named or len(letters_of(named)) >= len(letters_of(title)):
        return None
    before = title[: -len(named)].rstrip(" -_|—–") if title.endswith(named) else ""
    if before and before + named != title and is_publisher(fold(before)):
        return Meta(before, "title element")
    last = ""
    rest = title.strip().removeprefix(named)
    begins = _SUFFIX.match(rest) is not None
    for part in reversed(_SUFFIX.split(rest if begins else title.strip())):
        # `site / channel`, `site, what it is`
        name = re.split(" / |[,，]", part)[0].strip(" \u3000【】[]")
        if name and (begins or letters_of(name) not in letters_of(named)):
            folded = fold(name)
            if not channel(folded):
                if last and not office(folded):
                    break  # a tag, behind which the site's own name stands
                return Meta(name, "title element") if _site(folded, page) else None
            last = last or name
    return Meta(last, "title element") if _is_long_name(last) else None


def site_behind(title: str) -> Meta | None:
    """The last part of `<title>`, when no headline proves it but it is called as sites are.

    >>> site_behind("山里的新校长-北岸博客").value, site_behind("山里的新校长-我和你")
    ('北岸博客', None)
    """
    *before, name = map(str.strip, _SUFFIX.split(title.strip()))
    called = is_site(fold(name)) or is_publisher(fold(name)) or office(fold(name))
    return Meta(name, "title element") if before and called and _is_long_name(name) else None


def site_as_title(title: str, named: str) -> Meta | None:
    """The name of the site, where `<title>` is nothing else and the headline another text.

    >>> site_as_title("北岸论坛", "山里的新校长").value
    '北岸论坛'
    >>> site_as_title("山里的新校长", ""), site_as_title("北岸论坛", "")
    (None, None)
    """
    name = title.strip()
    alone = _is_long_name(name) and office(fold(name)) and not bare_title(name)
    other = named and letters_of(name) not in letters_of(named)
    return Meta(name, "title element") if alone and other else None


def _is_long_name(name: str) -> bool:
    """Whether a part of `<title>` may name a site, as it may one that is called as channels are."""
    return 3 <= len(name) <= LONGEST_SITE and not _CHANNEL_ALONE.fullmatch(fold(name))


def _site(folded: str, page: Sequence[PageLine]) -> bool:
    """Whether a part of `<title>` that is no channel is a site's name."""
    if re.fullmatch(r"[\u4e00-\u9fff]{2}", folded):
        own = re.compile(_ITS_OWN.format(folded))
        return any(folded in (text := fold(line.text)) and own.search(text) for line in page)
    return 3 <= len(folded) <= LONGEST_SITE
