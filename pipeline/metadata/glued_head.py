"""A head that stands on one line with the first paragraph, as collectors glue it.

Not a stage: `head` asks it. The line is folded (see `layout`).
"""

import re
from typing import NamedTuple

from pipeline.metadata.credits import CreditField, credit_token
from pipeline.metadata.days import dated

_BEFORE = 120  # characters of the head before its date
_VALUE = 60  # characters of the value of a label
_SHORTEST = 6  # characters of a headline among names of the site
_LABELS = re.compile(r"(?: {0,3}[^\s:,。]{2,6}: ?[^\s。]{1,16}(?= ))+ ")


class GluedHead(NamedTuple):
    """The fields of a head, and where the text begins behind it."""

    fields: tuple[CreditField, ...]
    end: int


def glued_head(folded: str) -> GluedHead | None:
    """The headline, the site and the day before the text of a line, if labels end its head.

    >>> head = "知渔-每天三分钟 修钟的人来了 知渔 2023-02-27 08:15 浏览量:204 "
    >>> line = head + "清晨六点,他已经走在去学校的山路上。" * 8
    >>> [(field.name, line[field.start:field.end]) for field in glued_head(line).fields]
    [('title', '修钟的人来了'), ('date', '2023-02-27 08:15'), ('sitename', '知渔')]
    """
    when = dated(folded[: _BEFORE + 30], to_the_minute=True)
    labels = _LABELS.match(folded, when[1]) if when else None
    if not when or not labels or "。" in folded[: when[0]] or "。" not in folded[labels.end() :]:
        return None
    words = [match.span() for match in re.finditer(r"[^ |_]+", folded[: when[0]])]
    site = next((span for span in words if _comes_again(folded, span, words)), None)
    name = folded[slice(*site)] if site else ""
    free = [span for span in words if not name or not folded.startswith(name, span[0])]
    title = max(free, key=lambda span: span[1] - span[0], default=None)
    if not title or title[1] - title[0] < _SHORTEST or (len(words) > 1 and not site):
        return None
    fields = [CreditField("title", "", *title), CreditField("date", "", *when)]
    if site:
        fields.append(CreditField("sitename", "", *site))
    return GluedHead(tuple(fields), labels.end())


def _comes_again(folded: str, span: tuple[int, int], words: list[tuple[int, int]]) -> bool:
    """Whether another word of the head begins with this one, as slogans do with a site's name."""
    word = folded[slice(*span)]
    return 2 <= len(word) <= 12 and any(
        other != span and folded.startswith(word, other[0]) for other in words
    )


def token_at(folded: str, at: int) -> int:
    """The end of the date, counter or label with its value that begins at a place, or 0.

    >>> line = "来源:北岸周刊 2018-05-01 12人阅读"
    >>> [token_at(line, at) for at in (0, 3, 8, 19)]
    [8, 0, 19, 24]
    """
    token = credit_token().match(folded, at)
    if not token or not token[0].strip():
        return 0
    if token["label"] or token["boxed"]:
        following = credit_token().search(folded, token.end(), token.end() + _VALUE)
        value = folded[token.end() : following.start() if following else token.end() + _VALUE]
        words = value.lstrip(" ").split(" ")
        blank = token.end() + len(value) - len(value.lstrip(" "))
        value = value.split("[")[0].split("【")[0]
        if following and len(value) <= 16 and "," not in value and "。" not in value:
            return token.end() + len(value)
        name = words[0] if words else ""
        return blank + len(name) if len(words) > 1 and len(name) <= 24 and "," not in name else 0
    return token.end()
