"""Names under a headline that no label introduces: whoever posted, an account, its hour.

Not a stage: `head` asks it. Only the place of such a line tells what it is, so none is looked for
but below a headline. Lines are folded (see `layout`).
"""

import re
from collections.abc import Sequence

from pipeline.metadata.credits import CreditField, Credits, without_widgets
from pipeline.metadata.days import dated
from pipeline.metadata.names import REGIONS, is_publisher, named, office
from pipeline.metadata.navigation import is_button

_NAME = re.compile(r"(?=.{0,20}[^\W\d_])[\w·.]{2,14}")
# What boards and portals print beside the name of a member: it is no part of the name.
_OF_MEMBER = re.compile(
    r"/ ?文(?= )|(?<!\w)文 ?/|\(?LV ?\.? ?\d+\)?|(?<!\S)认证[^\W\d]{2}|"
    r"[A-Za-z]*(?:帖子|积分|粉丝|声望|等级|文章) ?:? ?\d[\d.,万wk]*"
    r"|\d[\d.,万wk]* ?(?:粉丝|声望|帖子|文章|人看过|人读过|总阅读|总访问|播放|次点击)|\d+分钟前?"
    r"|(?<=\w )(?:评论|点评) \S{1,20}(?= {8})"
    r"|IP ?属地:? ?\S{2,3}|(?<!\S)来自:? ?\S{2,8}(?: [一-鿿]{2,4}$)?"
    r"|发[表布]于|全文输出.*|(?:创作者|作者)认证"
    r"|^by (?=\S)|约? ?\d+ ?字"
    r"|[+]? ?已?关注[他她]?(?=$| )|楼主(?=$|[ |])|(?<!\S)作者(?= )|(?<!\S)发布(?= |$)",
    re.I,
)
_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天](?= |$)")
_DAY = re.compile(
    r"\d{1,3} ?(?:秒|分钟|小时|天|个月|年)前|(?<!\d)\d{1,2}月\d{1,2}日(?: ?\d{1,2}:\d\d)?"
)
_HOUR = re.compile("[时点许分]$")  # of a sentence that tells when something happened
_DIVIDED = re.compile(r"\w ?[·•|] ?(?:19|20)\d\d[-/.年]")
_PARTS = re.compile(r"[^ @|·•/,()\[\]-]+")
# What kind of account stands above, the button to follow it, or what boards tell of a member.
_OF_ACCOUNT = re.compile(
    "(?:领域[优质]{0,2}(?:创作者|爱好者)(?:,.{2,30})?|官方[账帐]号|百家号|头条号|自媒体)$"
    "|^(?i:LV) ?\\.? ?\\d"
    "|^(?:级别|等级|头衔|军衔|军号|影响力|[吧楼]龄|帖子|积分|精华|威望)(?: ?:| |$)"
    "|^[+ ]*(?:已?关注|加好友|发消息)$|^(?:当前离线|当前在线|积分|阅读权限|注册时间)\\b"
)
_OFFICIAL = re.compile("官方[账帐]号|^已认证")
_FOLLOW = re.compile("[+ ]*已?关注[他她]?")
_BIO = 30  # characters of what a member says of himself
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
    dots = _DIVIDED.search(folded)
    bare = f"{folded[:low]}{' ' * (high - low)}{folded[high:]}"
    known = _OF_MEMBER.sub(_blank, bare)
    rest = _WEEKDAY.sub(_blank, _OF_MEMBER.sub(_blank, without_widgets(known, " ")))
    parts = [part for part in _PARTS.finditer(rest) if not part[0].isdigit()]
    names = [part for part in parts if part[0] not in REGIONS]
    if any(_HOUR.search(part[0]) for part in names):
        return None
    counted = (rest if high else known) != bare
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
    fields += (CreditField("poster", "", *part.span()) for part in before)
    fields += (CreditField("origin", "", *part.span()) for part in after)
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


def _counts(folded: str) -> bool:
    """Whether a line is nothing but what is counted of a member."""
    left = _OF_MEMBER.sub("", folded)
    return left != folded and not left.strip(" |·-/,")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


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
    if not _NAME.fullmatch(name) or i + 1 >= len(lines) or name in REGIONS:
        return ""
    if _OF_ACCOUNT.search(name) or is_button(name):
        return ""
    if lines[i].strip().startswith("@") and dated(lines[i + 1]):
        return "author"
    below = lines[i + 1].strip()
    later = lines[i + 2].strip() if i + 2 < len(lines) and dated(below) else ""
    if _OFFICIAL.search(below) or (later and _OFFICIAL.search(later)):
        return "sitename"
    if _OF_ACCOUNT.search(below) or (later and _OF_ACCOUNT.search(later)) or _WHEN.match(below):
        return "sitename" if is_publisher(name) and not named(name) else "author"
    if _FOLLOW.fullmatch(below) or _counts(below):
        return "author"
    if i + 2 < len(lines) and len(below) <= _BIO and _FOLLOW.fullmatch(lines[i + 2].strip()):
        return "author"
    return ""
