"""Names under a headline that no label introduces: whoever posted, an account, its hour.

Not a stage: `head` asks it. Only the place of such a line tells what it is, so none is looked for
but below a headline. Lines are folded (see `layout`).
"""

import re
from collections.abc import Sequence

from pipeline.metadata.credits import WORDS, CreditField, Credits, without_widgets
from pipeline.metadata.days import dated
from pipeline.metadata.names import REGIONS, is_publisher, named, office
from pipeline.metadata.navigation import is_button

_NAME = re.compile(r"(?=.{0,20}[^\W\d_])[\w·.゛]{2,14}")
_LABELS = "|".join(sorted(WORDS["member"]["labels"].split(), key=len, reverse=True))
_PROFILE = re.compile(
    rf"(?<![一-鿿])[一-鿿]{{0,2}}(?:{_LABELS})"
    r"(?: ?: ?[^\s:]{1,12}(?: (?:枚|点|RMB|小时|天)(?!\S))?| ?[\d★☆][^\s:]{0,9})"
)
# What boards and portals print beside the name of a member: it is no part of the name.
_OF_MEMBER = re.compile("|".join((_PROFILE.pattern, *WORDS["member"]["patterns"])), re.I)
# What kind of account stands above, or the button to follow it.
_OF_ACCOUNT = re.compile(WORDS["member"]["kinds"])
_MEMBER = re.compile(r"(?:离线|在线)$|(?:分类|Filed under) ?:")  # or how blogs file a post
_ROLE = re.compile(
    r"(?<!\S)(?:by|主播|博主|UP主|(?:本[报刊网站]|特[约邀])?(?:通讯员|记者|作者)) (?=[^\W\d])", re.I
)
# What English pages write before a day, and Chinese ones before a region.
_POSTED = re.compile(
    r"\b(?:(?:posted|published|updated)(?: on)?|on)(?= )|(?:发布|发表)于(?= ?\S)", re.I
)
_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天](?= |$)")
_DAY = re.compile(
    r"\d{1,3} ?(?:秒|分钟|小时|天|个月|年)前|(?<!\d)\d{1,2}月\d{1,2}日(?: ?\d{1,2}:\d\d)?"
)
_HOUR = re.compile("[时点许分]$")  # of a sentence that tells when something happened
_ON = re.compile("(?<![表布交辑新])[于在]$")
_DIVIDED = re.compile(r"\w ?[·•|] ?(?:19|20)\d\d[-/.年]")
_PARTS = re.compile(r"[^ @|·•/,()\[\]-]+")
_OFFICIAL = re.compile("官方[账帐]号|^已认证")
_FOLLOW = re.compile("[+ ]*已?关注[他她]?")
_BIO = 30  # characters of what a member says of himself
_FROM_CLIENT = re.compile(r"\d 来自 ?\S{1,12}(?:客户端|网页版?|手机版?|(?= 已?(?:编辑|修改)))")
_TAKEN = re.compile("来自[^:]")
_WHEN = re.compile("^(?:最[后近])?(?:发[布表]|编辑|更新|提交)于 ?(?:19|20)")
POSTS = re.compile(r" ?(?:(?:发[表布]|提交|编辑)[于在]|[|·•]) ?(?=(?:19|20)\d\d)")
"""What stands between who posted something and when."""


def stamped(folded: str) -> Credits | None:
    """A name beside the minute at which a page went online, and nothing else but counters.

    Behind the minute stands where the text is from, or the region of the writer. Before it stands
    a person, a publisher or an account, of which nothing more is known: "poster".

    >>> line = "山里人 2012-11-30 17:07:20 浙江"
    >>> [(one.name, line[one.start:one.end]) for one in stamped(line).fields]
    [('date', '2012-11-30 17:07:20'), ('poster', '山里人')]
    >>> stamped("2012年11月30日 17:07 山那边").fields[1].name
    'origin'
    >>> stamped("山里来了新校长,2012年11月30日到任")
    """
    if len(folded) > 80:
        return None
    day = dated(folded)
    low, high = day or (short.span() if (short := _DAY.search(folded)) else (0, 0))
    low -= _ON.search(folded, 0, low) is not None
    dots = _DIVIDED.search(folded)
    bare = f"{folded[:low]}{' ' * (high - low)}{folded[high:]}"
    role = _ROLE.search(bare)
    bare = _POSTED.sub(_blank, _ROLE.sub(_blank, bare))
    known = _OF_MEMBER.sub(_blank, bare)
    rest = _WEEKDAY.sub(_blank, _OF_MEMBER.sub(_blank, without_widgets(known, " ")))
    parts = [part for part in _PARTS.finditer(rest) if not part[0].isdigit()]
    names = [part for part in parts if part[0] not in REGIONS]
    if any(_HOUR.search(part[0]) for part in names):
        return None
    counted = bool(role) or (rest if high else known) != bare
    exact = dated(folded, to_the_minute=True) or folded[low:high].endswith("前")
    if not (counted or dots or exact or len(names) > 1):
        return None
    fields = [CreditField("date", "", low, high)] if day else []
    before = [part for part in names if part.start() < high or not high]
    after = [part for part in names if part not in before and not is_button(part[0])]
    if not all(_NAME.fullmatch(one[0]) for one in names) or len(names) > 2:
        return None
    if max(len(before), len(after)) > 1 or not (counted or dots or exact):
        return _house_and_writer(fields, names, len(folded))
    member = role or _PROFILE.search(folded) or _MEMBER.search(folded)
    fields += (CreditField("author" if member else "poster", "", *part.span()) for part in before)
    fields += (CreditField("poster" if member else "origin", "", *part.span()) for part in after)
    return Credits(tuple(fields), len(folded), sure=False) if fields else None


def _house_and_writer(
    fields: list[CreditField], names: list[re.Match[str]], size: int
) -> Credits | None:
    """Credits of two names beside each other, if one is a publisher's and the other a person's."""
    house = [one for one in names if office(one[0]) and not named(one[0])]
    writer = [one for one in names if named(one[0]) and one not in house]
    if not fields or len(house) != 1 or len(writer) != 1:
        return None
    fields += [CreditField("sitename", "", *house[0].span())]
    fields += [CreditField("author", "", *writer[0].span())]
    return Credits(tuple(fields), size, sure=False)


def is_of_member(folded: str) -> bool:
    """Whether a line is nothing but what a board or a platform tells of a member.

    >>> is_of_member("级别: 特快"), is_of_member("粉丝:306 文章:38"), is_of_member("渡口的人")
    (True, True, False)
    """
    return bool(folded) and not _OF_MEMBER.sub("", folded).strip(" |·-/,")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_RANK = re.compile(r"[\d\W]{1,8}|[一-鿿]{2,4}")  # or a level, or stars
_RANKED = 2  # lines: a rank or a word of himself, and the button to follow a member


def account(lines: Sequence[str], i: int) -> str:
    """Which field an account's name at line `i` states: "author", "sitename", or "" for none.

    The line below has to say that an account stands above: its kind, its button, when it posted.

    >>> account(["山里人", "关注", "2021.03.05 15:59"], 0)
    'author'
    >>> account(["北岸快讯", "2021-03-05 15:59", "发布于浙江北岸快讯官方账号"], 0)
    'sitename'
    >>> account(["远方的山", "2021-03-05 15:59", "天还没有亮。"], 0)
    ''
    """
    name = lines[i].strip().removeprefix("@")
    if not _NAME.fullmatch(name) or name in REGIONS or is_button(name) or tells_of_account(name):
        return ""
    below = [line.strip() for line in lines[i + 1 : i + 5]]
    if lines[i].strip().startswith("@") and below and dated(below[0]):
        return "author"
    later = 1 if below and dated(below[0]) else 0
    if any(map(_OFFICIAL.search, below[: later + 1])):
        return "sitename"
    posted = below and _WHEN.match(below[0])
    told = next((k for k, line in enumerate(below) if tells_of_account(line)), None)
    told = 0 if posted else told
    if told is None or (told > later and not _goes_on(below[: told + 1])):
        return ""
    if name.endswith(("论坛", "社区", "吧")):
        return ""  # of a board, which has members too
    house = is_publisher(name) and not named(name) and not _FOLLOW.fullmatch(below[told])
    return "sitename" if house else "author"


def _goes_on(below: Sequence[str]) -> bool:
    """Whether the last of some lines is the first that tells of whoever stands above them."""
    if len(below) == _RANKED and _FOLLOW.fullmatch(below[-1]):
        return len(below[0]) <= _BIO
    ranks = all(map(_RANK.fullmatch, below[:-1])) and not is_button(below[0])
    return ranks and _PROFILE.search(below[-1]) is not None


def tells_of_account(folded: str) -> bool:
    """Whether a line tells of an account and names none: its rank, the button to follow it.

    >>> tells_of_account("级别: 特快"), tells_of_account("+关注"), tells_of_account("山里人 LV.3")
    (True, True, False)
    """
    line = folded.strip()
    own = is_of_member(line) and not _TAKEN.match(line)
    return own or bool(_OF_ACCOUNT.search(line) or _FROM_CLIENT.search(line))


def has_profile(folded: str) -> bool:
    """Whether a line tells of a member, with the name or without."""
    return _PROFILE.search(folded) is not None
