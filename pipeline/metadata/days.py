"""Days as lines around an article state them: in Chinese, in numbers, in English. Lines are folded.

`model.dates` reads what a source states as a date; here one is found among other words.
"""

import re
from datetime import datetime

_CLOCK = (
    r"(?:(?P<half>上午|下午|晚上|凌晨) ?)?(?P<h>[0-2]?\d) ?[:时点] ?(?P<i>[0-5]\d)"
    r"(?:[:分] ?(?P<s>[0-5]\d)(?:\.\d+)?秒?|分)?(?:Z| ?\+\d\d:?\d\d|-\d\d:?\d\d)?"
)
CHINESE_DAY = (
    r"(?P<y>(?:19|20)\d\d) ?[-/.年] ?(?P<m>[01]?\d) ?[-/.月] ?(?P<d>[0-3]?\d)(?!\d+\.) ?日?"
    rf"(?: ?[(\[]?(?:星期|周)[一二三四五六日天][)\]]?)?(?:[T ]{{0,4}}{_CLOCK})?"
)
SHORT_DAY = (
    r"(?:[01]?\d[-/月][0-3]?\d日? ?[0-2]?\d:[0-5]\d(?::[0-5]\d)?"
    r"|\d{1,2}:\d\d:\d\d(?!\d| ?[+-])"
    r"|\d{1,3} ?(?:秒|分钟|小时|天|个月|年)之?前|(?:昨天|今天|前天) ?[0-2]?\d:[0-5]\d)"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
# `May 3, 2012`, `3 May 2012`, `Jun 21 22:10:46 2008` as boards on telnet print it, and `25/05/2021`
# as papers in Hong Kong and Malaysia do.
ENGLISH_DAY = (
    rf"(?:(?:[0-3]?\d {_MONTH}|{_MONTH} {{1,2}}[0-3]?\d),? (?:\d\d:\d\d:\d\d )?"
    r"|[0-3]?\d(?P<sign>[/.])[01]?\d(?P=sign))(?:19|20)\d\d(?!\d)"
)
_DATE = re.compile(CHINESE_DAY)
_ENGLISH = re.compile(rf"(?<![\dA-Za-z]){ENGLISH_DAY}")


def _in_numbers(english: re.Match[str]) -> str:
    """A day in English as numbers, the year first."""
    day, *clock, year = re.findall(r"\d[\d:]*", english[0])
    if english["sign"]:
        return f"{year}-{clock[0]}-{day}"
    month = next(n for n, name in enumerate(_MONTHS, 1) if name in english[0])
    return " ".join((f"{year}-{month}-{day}", *clock))


def dated(folded: str, *, to_the_minute: bool = False) -> tuple[int, int] | None:
    """Where the first date of a folded line stands; `to_the_minute`, only one with a time."""
    found = _DATE.search(folded) or _ENGLISH.search(folded)
    if not found or (to_the_minute and ":" not in found[0]) or not first_date(found[0]):
        return None
    return found.span()


def first_date(text: str) -> str | None:
    """The first date in a folded text as ISO, with its time when it has one; None if it is no date.

    >>> first_date("2023年2月27日 20:02"), first_date("2023-2-7"), first_date("2023-13-01")
    ('2023-02-27T20:02', '2023-02-07', None)
    >>> first_date("(Jun 21 22:10:46 2008)"), first_date("May 3, 2012")
    ('2008-06-21T22:10:46', '2012-05-03')
    >>> first_date("24.7.2021"), first_date("2:05pm 25/05/2021")
    ('2021-07-24', '2021-05-25')
    """
    found = _DATE.search(text) or _DATE.search(_ENGLISH.sub(_in_numbers, text))
    if not found:
        return None
    hour = int(found["h"] or 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    try:
        moment = datetime(
            int(found["y"]),
            int(found["m"]),
            int(found["d"]),
            hour,
            int(found["i"] or 0),
            int(found["s"] or 0),
        )
    except ValueError:
        return None
    if not found["h"]:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if found["s"] else "minutes")
