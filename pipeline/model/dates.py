"""Dates that a source states, in whatever form, as ISO 8601."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

# What is ISO stays as it is: nothing is added to what was stated, and nothing taken away.
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_CHINESE = re.compile(
    r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?"
    r"(?:\s*(\d{1,2})\s*[:：时]\s*(\d{1,2})\s*分?(?:\s*[:：]?\s*(\d{1,2})\s*秒?)?)?"
)


def iso(stated: str) -> str | None:
    """A stated date as ISO, with its time where it has one; None where it is no date.

    >>> [iso(text) for text in ("20190101", "2019年1月2日 8:05", "2019-01-02 08:05:09", "昨天")]
    ['2019-01-01', '2019-01-02T08:05', '2019-01-02T08:05:09', None]
    >>> iso("Wed, 02 Jan 2019 08:05:09 +0800"), iso("2019-01-02T08:05Z")
    ('2019-01-02T08:05:09+08:00', '2019-01-02T08:05Z')
    """
    stated = stated.strip()
    if _ISO.fullmatch(stated):
        return stated
    readers: tuple[Callable[[str], date | str | None], ...] = (
        *(date.fromisoformat, _spelt),
        *(parsedate_to_datetime, datetime.fromisoformat),
    )
    for read in readers:
        with suppress(ValueError, TypeError, IndexError):
            if found := read(stated):
                return found if isinstance(found, str) else found.isoformat()
    return None


def day(moment: str | None) -> str | None:
    """The day of an ISO date, in the one form that every reader of tables takes.

    >>> day("2019-01-02T08:05+08:00"), day("2019-01"), day(None)
    ('2019-01-02', None, None)
    """
    return moment[:10] if moment and len(moment) >= 10 else None


def _spelt(stated: str) -> str | None:
    found = _CHINESE.fullmatch(stated)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if not found[4]:
        return date(year, month, day).isoformat()
    moment = datetime(year, month, day, hour, minute, second)
    return moment.isoformat(timespec="seconds" if found[6] else "minutes")
