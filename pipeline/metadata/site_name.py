"""How a page calls its own site, by the places that can hold nothing else.

No place is believed alone unless it is a sure one: the name has to come again. All lines are folded
(see `layout`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.metadata.days import dated
from pipeline.metadata.headline import said_bare
from pipeline.metadata.names import is_site, nobody, office
from pipeline.metadata.navigation import crumb, entries, is_button, is_button_row, is_menu
from pipeline.metadata.wording import page_worded

_NAME = r"[^\W_](?:[^\W_]|[.&·](?=\w)){1,13}"
_STEM = re.compile("(?:新闻网|门户网站|网站?|社|首页|手机版|数字报|App|官网|资讯频道|周刊)$")
_YEARS = r"(?:(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?)?"
_RIGHTS = (
    rf"(?:©|copyright|\(c\))[ ,©@:]{{0,3}}{_YEARS}[ ,]{{0,3}}(?:by )?(?P<a>{_NAME})"
    rf"|(?P<b>{_NAME}) ?(?:(?:报业\S{{0,8}})?版权所有|©$)"
    rf"|(?:版权所有|主办(?:单位)?(?=:))[: ©]{{1,3}}{_YEARS} ?(?P<c>{_NAME})"
)
_OWN = re.compile(
    rf"{_RIGHTS}|^(?P<j>{_NAME}) (?:19|20)\d\d ?[-–] ?(?:19|20)\d\d(?= |$)"
    rf"|^(?P<d>{_NAME}?)(?: 版权|编辑部 ?出品| ?版权与| 客服|意见反馈)"
    rf"|[\"“「](?P<e>{_NAME})[\"”」](?:官方|公众号|客户端|App|APP|小程序)"
    rf"|(?:在|下载|来自|进入|打开)(?P<f>{_NAME}?)(?:App|APP|客户端|小程序)"
    rf"|订阅了?[\"“「](?P<i>{_NAME})[\"”」]"
    rf"|first appeared on (?P<g>{_NAME})|^Feed: ?(?P<h>[^:|]{{2,20}})$",
    re.I,
)
_PART = re.compile("[部委]$|中心$|[!-~]$")  # of a house: 党委宣传部; or a host
_OWNERS = frozenset("abc")  # groups of who holds the rights
_POSTED_AT = re.compile(rf"\d 发[布表]于 ?(?P<a>{_NAME})$")
_TAIL = re.compile(rf"[^|_]{{4,}}?(?: [-–—] |[_|-] ?| \| |\[)(?P<name>{_NAME})\]?$")
_HOME = re.compile(rf"(?P<name>{_NAME}?)首页(?=$|[ |>])")
_HOST = re.compile(rf"(?P<name>{_NAME}) (?:www\.)?[a-z\d-]+(?:\.[a-z\d-]+)+$", re.I)
_GENERIC = re.compile(
    "(?:^(?:网站|返回|本站|本网|本报|首页|主页|手机|电脑|全部|所有|新闻|财经|要闻|论坛|博客|文库|The|All|by)$"
    "|频道|正文|目录|公司$)"
)
_OF_STORY = re.compile(
    "(?:(?:收藏|分享|分享到|打印|点赞|转发|举报|关注|评论|阅读|订阅|字体|字号|放大|缩小|朗读|大|中|小)[^一-鿿]*)+"
)
_OF_PAGE = re.compile(
    "版权|©|App|APP|客户端|小程序|公众号|微信|关注|官方|首页|出品|编辑部|声明|不承担|热线|客服|会员|不对其|登录|下载"
    "|发布于|来源|专讯|网址|本站|本网|收听|记者"
)
_SURE, _ENOUGH = 2, 3  # weight of a sure place; weight that is believed of a name of any form
_LONGEST = 200  # characters of a line that may state the site
_HEADED = 10  # characters of a site's name over a page; a longer one is more often a headline


def site_name(folded: Sequence[str], top: int, below: Sequence[int]) -> str:
    """The folded name of the site that a page states of itself, or "".

    `top` is the number of lines above the running text, `below` are those after it.

    >>> head = ["知渔 - 读懂每一天", "渡口的钟停了 - 知渔", "他走了。"]
    >>> site_name([*head, "扫码关注知渔公众号"], 2, [3])
    '知渔'
    """
    weights: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    for i, name, weight in sorted(_proposed(folded, top, below), key=lambda one: -one[2]):
        for one in {name, _STEM.sub("", name)}:
            if _may_name(one) and i not in places.setdefault(one, set()):
                places[one].add(i)
                weights[one] += weight
    if not weights:
        return ""
    lines = [*range(top), *below]
    titles = {way[1] for i in range(top) if (way := crumb(folded[i]))}
    for name in weights.keys() - titles:
        again = [i for i in lines if i not in places[name] and _stands_in(name, folded[i])]
        weights[name] += min(len(again), _SURE) + is_site(name)
    best = max(weights.keys() - titles, key=lambda name: (weights[name], len(name)), default="")
    return best if weights[best] >= _ENOUGH else ""


def _proposed(
    folded: Sequence[str], top: int, below: Sequence[int]
) -> Iterator[tuple[int, str, int]]:
    """The lines in which a name may be that of the site, the name, and how sure the place is."""
    heads = [line.strip() for line in folded[:top]]
    for i in (i for i in range(top) if len(folded[i]) <= _LONGEST):
        line = folded[i].strip()
        if (at := dated(line)) and (at[1] < len(line) or at[0] == 0):
            if (name := next(entries(line[: at[0]]), "")) and i == 0:
                yield i, name, 1  # the day of an issue stands behind a paper's name
            continue
        if way := crumb(line):
            sure = _SURE if i == 0 else is_site(way[0])
            yield i, way[0].removesuffix("首页"), 1 + sure
        elif home := _HOME.match(line):
            yield i, home["name"], _SURE
        elif i < 2:
            names = [word for word in [*entries(line)][:2] if not is_button(word)]
            over = i + 1 < top and _above_text(folded[i + 1])
            over = over or (i == 0 and top > _SURE and bool(names) and _is_headed(names[0]))
            for name in names[: 1 if len([*entries(line)]) > 4 else 2]:
                yield i, name, 1 + (over and (len(line) <= 20 or name != names[-1]))
            if i == 0 and i + 1 < top and _above_text(folded[1]) and line == "".join(names[:1]):
                yield i + 1, line, 1  # it stands alone over a menu
        if tail := _TAIL.fullmatch(line):
            barred = line[tail.start("name") - 1] in "_| " and "-" not in line
            yield i, tail["name"], 1 + (_SURE if said_bare(line, heads) else barred)
        if host := _HOST.fullmatch(line):
            yield i, host["name"], 1 + (i == 0)
    for i in (*range(top), *below):
        for match in _OWN.finditer(folded[i].strip()) if len(folded[i]) <= _LONGEST else ():
            name = next(filter(None, match.groups())).strip()
            owner = match.lastgroup in _OWNERS and office(name) and not _PART.search(name)
            yield i, name, _SURE + owner
        if posted := _POSTED_AT.search(folded[i].strip()):
            yield i, posted["a"], _SURE


def _above_text(folded: str) -> bool:
    """Whether a line is a menu, a crumb or buttons as they stand over a page, not its story."""
    if _OF_STORY.fullmatch(folded.strip()):
        return False
    return is_menu(folded) or crumb(folded) is not None or is_button_row(folded)


def _may_name(name: str) -> bool:
    """Whether a word is long enough for a name, and neither a button's nor a section's."""
    return (
        re.fullmatch(_NAME, name) is not None
        and not (is_button(name) or page_worded(name) or nobody(name) or _GENERIC.search(name))
        and not re.fullmatch(r"[\d\W]+|.*(?:年|月|日)|.*\d{3,}.*|[a-z-]+|.*预览图", name)
    )


def _stands_in(name: str, line: str) -> bool:
    """Whether a line with a word of the page, or a bar beside the name, names the site."""
    at = line.find(name)
    if at < 0 or len(line) > _LONGEST or line.strip() == name or "<" in line:
        return False
    beside = line[max(0, at - 2) : at] + line[at + len(name) : at + len(name) + 2]
    return any(sign in beside for sign in "_|>[-") or _OF_PAGE.search(line) is not None


def _is_headed(name: str) -> bool:
    """Whether the first word of a page is short and ends as names of sites do."""
    return len(name) <= _HEADED and is_site(name)
