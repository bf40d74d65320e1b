"""Who wrote an article, as its own first and last lines say: in the dateline, or as a signature.

`above` and `below` (see `credited`) read the lines around the article; here only places count where
a name can be nothing but the writer's: the bracket behind `…讯`, the role at the very start or end.
"""

import re
from collections.abc import Sequence

from pipeline.metadata.layout import fold
from pipeline.metadata.names import nobody, office, person
from pipeline.metadata.writers import by_role, of_closing, of_dateline

LEADS = 3  # lines at the start of an article, of which one may be a caption, another a heading
START, _END = 120, 40  # characters looked at, from the start and the end of a line
_HAN = r"[\u4e00-\u9fff]"
_NAMES = rf"{_HAN}{{2,3}}(?:[、 ]{{1,3}}{_HAN}{{2,3}}){{0,3}}"
_ROLE = r"(?:记者|特派员|通讯员|实习生|编译|作者|撰稿人?)"
# `某报1月12日讯(记者 王小明 通讯员李华)…`, `某某科技讯(王小明)…`
_BRACKET = re.compile(
    r"[^。!?]{0,40}?(?:(?<!通)讯|电|消息|报道|专稿)[\])】]? ?[(【]([^()【】]{2,40})[)】]"
)
_IN_BRACKET = re.compile(
    rf"(?:.{{0,12}}?{_ROLE}[:/ ]{{0,2}})?({_NAMES})"
    rf"(?=$|[ 、,;/]*(?:{_ROLE}|摄|文|图|报道|发自|/|\W{{2}}))"
)
# `作者:Steed(…)…`, `作者:王小明 北岸 职员`
_NAMED = re.compile(
    r"(?:本文|原文)?(?:作者|撰文|采写) ?[:|] ?([^\s|,。;:()【】《]{2,20})(?=$|[\s(|,;【/])"
)
# `…。文/王小明`, `…。(记者王小明)`, `(王小明 撰稿)`
_SIGNED = re.compile(
    r"[。!?”)」…](?: ?[(【]?"
    r"(?:(?:本[报刊网台]|[见实]习|特约)?记者|文|撰文|采写|撰稿|作者)[:/ ]{0,2}"
    r"|[(【](?=[^()]{2,9}撰[稿文]))"
    rf"({_NAMES}) ?(?:撰[稿文])?[)】]?$"
)
_SIGNED_ALONE = re.compile(rf"[(【]({_HAN}{{2,3}}) (?:撰[稿文]|文)[)】]$")
_NO_NAME = re.compile(r"[完图讯电摄]$|综合|报道|编辑|整理|原标|消息|通讯|记者|实习|下[称同]|化名")


def reporter(texts: Sequence[str]) -> str:
    """The writers that the first lines of an article name, or nothing.

    >>> reporter(["北岸网1月12日讯（记者 王小明 李华）昨天夜里，山里下了第一场雪。"])
    '王小明、李华'
    >>> reporter(["作者：Lihua（北岸中学教师）", "昨天夜里，山里下了第一场雪（见图）。"])
    'Lihua'
    """
    for text in texts[:LEADS]:
        start = text[:START].lstrip(" \u3000")
        folded = fold(start)
        if (match := _NAMED.match(folded)) and (name := _name(start, *match.span(1))):
            return name
        if writers := of_dateline(folded):
            return "、".join(start[each.start : each.end] for each in writers)
        if match := _BRACKET.match(folded):
            inner = _IN_BRACKET.match(match[1])
            if inner and (name := _name(start, *(match.start(1) + at for at in inner.span(1)))):
                return name
    return ""


def signing_names(text: str) -> str:
    """The writers named at the very end of an article, or nothing.

    >>> [signing_names(one) for one in ("他把灯挂在门口。文/王小明", "他把灯挂在门口。（王小明）")]
    ['王小明', '']
    """
    end = text[-_END:]
    folded = fold(end)
    if writers := of_closing(folded):
        return "、".join(end[each.start : each.end] for each in writers)
    match = _SIGNED.search(folded) or _SIGNED_ALONE.search(folded)
    return _name(end, *match.span(1)) if match else ""


_ALONE = 24  # characters of a line that only says who wrote what stands above
_ROLE_END = 12  # characters of a role and the paper before it


def signed_below(last: Sequence[str]) -> str:
    """The writers whom a line below the text names behind their role, or ""."""
    for text in last:
        told = by_role(fold(text)) if len(text) <= _ALONE else None
        # 记者：没有了少年宫，… is a question.
        if told and told.start <= _ROLE_END and not text[told.end : told.end + 1].isalpha():
            return text[told.start : told.end]
    return ""


def _name(text: str, start: int, end: int) -> str:
    """The names in `text[start:end]` with one sign between them, if they are names."""
    names = re.split(r"[、 \u3000]+", text[start:end].strip())
    for name in names:
        folded = fold(name)
        han = bool(re.fullmatch(rf"{_HAN}+", folded))
        if (
            nobody(folded)
            or _NO_NAME.search(folded)
            or (han and len(folded) > 3 and office(folded))
        ):
            return ""
        if han and len(folded) <= 3 and not person(folded):
            return ""
    return "、".join(names)
