"""Names under a headline that no label introduces: whoever posted, an account, its hour.

Not a stage: `head` asks it. Only the place of such a line tells what it is, so none is looked for
but below a headline. Lines are folded (see `layout`).
"""

import re
from collections.abc import Sequence

from pipeline.metadata.credits import (
    REGIONS,
    CreditField,
    Credits,
    dated,
    named,
    office,
    without_widgets,
)

LONGEST = 14
"""Characters of a name of an account; headlines and their second lines are longer as a rule."""
_NAME = re.compile(r"(?=.{0,20}[^\W\d_])[\w·.]{2,14}(?: [\w·.]{1,10})?")
_SIGNS = " |·-/,"
# What kind of account stands above, the button to follow it, or what boards tell of a member.
_OF_ACCOUNT = re.compile(
    "(?:领域[优质]{0,2}(?:创作者|爱好者)(?:,.{2,30})?|官方[账帐]号|百家号|头条号|自媒体)$"
    "|^[+ ]*(?:已?关注|加好友|发消息)$|^(?:当前离线|当前在线|积分|阅读权限|注册时间)\\b"
)
_OFFICIAL = re.compile("官方[账帐]号|^已认证")
_WHEN = re.compile("^(?:最[后近])?(?:发[布表]|编辑|更新|提交)于 ?(?:19|20)")
POSTS = re.compile(r" ?(?:发[表布]|提交|编辑)[于在] ?(?=(?:19|20)\d\d)")
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
    if len(folded) > 80 or not (when := dated(folded, to_the_minute=True)):
        return None
    low, high = when
    after = without_widgets(folded[high:]).strip(_SIGNS)
    if after.removeprefix("发布于").strip() in REGIONS or after.startswith("IP"):
        after = ""
    before = folded[:low].strip(_SIGNS)
    fields = [CreditField("date", "", low, high)]
    if bool(before) == bool(after) or not _NAME.fullmatch(before or after):
        return None
    place = folded.index(before or after, 0 if before else high)
    name = "poster" if before else "origin"
    fields.append(CreditField(name, "", place, place + len(before or after)))
    return Credits(tuple(fields), len(folded), sure=False)


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
    name = lines[i].strip()
    if not _NAME.fullmatch(name) or i + 1 >= len(lines) or name in REGIONS:
        return ""
    below = lines[i + 1].strip()
    later = lines[i + 2].strip() if i + 2 < len(lines) and dated(below) else ""
    if _OFFICIAL.search(below) or (later and _OFFICIAL.search(later)):
        return "sitename"
    if _OF_ACCOUNT.search(below) or (later and _OF_ACCOUNT.search(later)) or _WHEN.match(below):
        return "sitename" if office(name) and not named(name) else "author"
    return ""
