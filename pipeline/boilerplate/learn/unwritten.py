"""What no author writes at the edges of paragraphs: drawn codes, addresses, names, contacts.

It is asked of what stands at several places of a page, token by token.
"""

import re
from collections.abc import Collection, Sequence

from pipeline.boilerplate.learn.tokens import CLOSERS, OPENING, fold
from pipeline.boilerplate.obfuscated_urls import skeleton
from pipeline.boilerplate.shapes import DOMAIN, codelike, credit, site_name
from pipeline.boilerplate.vocabulary import calls_to_visit, is_boilerplate_sentence
from pipeline.characters.han_letters import han

DIFFERENT = 0.6  # of drawn codes, at least, differ
SHARE = 0.3  # of a page's lines that carry a name without any other sign
_CONTACT = re.compile(
    "[qQ] ?[♥❤]? ?[qQ]|扣扣|叩叩|蔻蔻|企鹅|[微威薇嶶维]?[信❤芯心]|卫星|V信|微\\[心\\]|公[众种]?号"
    "|电话|热线|☎|手机号?|群|加盟|投稿|邮箱|客服"
)
_CALLING = re.compile(
    "公[众种]?号|首发|更新|手打|提供|整理|客户端|来自|浏览自|看[^，。]{0,4}章节|版权所有|关注|全文|via",
    re.IGNORECASE,
)
_READ_ALOUD = re.compile("di[ǎa]n ?[a-z]+ ?di[ǎa]n|达不溜|点(?:康姆|奈特|西恩|西西|欧阿吉)")
_SIGNS = re.compile("[©@#|]|--|——| - ")
_MARKUP = re.compile(r"^[\[{<(#_.@][!-~ ]{3,}$|^[!-~ ]{6,}[;}>]$")
_DECORATED = frozenset("【〖｛［〔★※◆◎")
SHORT = 24  # characters of a mark with a drawn code
SHORTEST_CLAUSE = 6  # Han beside an address that may be no more than a name
# What codes and counts are honestly called that differ from paragraph to paragraph.
NUMBERED = re.compile(
    "编号|型号|货号|代码|车牌|[票证单批序案文账房]号|第[^段页]{0,3}[图表注年月日]"
)
_CODE_SIGNS = re.compile("[=/\\\\?&{}<>]|\\w\\.\\w")
_UNITS = re.compile("[0-9]+[A-Za-z]{1,3}")  # `6745m`
_UNIT = re.compile("[年月日时分秒第条章节段页回号点期届集次图表注项款一二三四五六七八九十百]")
_LABEL = re.compile("[:：]$")


def unwritten(
    kinds: Sequence[str], columns: Sequence[Sequence[str]], wheres: Collection[str], share: float
) -> str:
    """Why no author wrote what stands at several places, "" where one may have.

    `columns` are the texts of each token at all places, `wheres` where it stands, `share` on how
    many of the lines.
    """
    texts = ["".join(place) for place in zip(*columns, strict=True)]
    text = texts[0].strip()
    bare = text.strip("—-–_|©@#·. " + OPENING + CLOSERS)
    own = site_name(bare) or bare.endswith("客户端")
    if not bare or (credit(text) and not own) or NUMBERED.search(text):
        return ""
    address = DOMAIN.search(fold(text)) or (len(text) < 40 and DOMAIN.search(skeleton(text)))
    if address and "://" in text and han(text):
        return "an address" if calls_to_visit(text) else ""
    if address:
        return "an address" if _only_names(text) or calls_to_visit(text) else ""
    if _READ_ALOUD.search(text):
        return "an address"
    if _MARKUP.match(text):
        return "markup" if _is_markup(text) else ""
    if len(text) <= SHORT and drawn(kinds, columns):
        alone = {*wheres} == {"end"} or site_name(bare) or text[0] in OPENING
        return "a drawn code" if alone and not _CODE_SIGNS.search(text) else ""
    number = any(
        kind == "0" and min(map(len, column)) >= 5
        for kind, column in zip(kinds, columns, strict=True)
    )
    if number and _CONTACT.search(text):
        return "a contact"
    if number and re.search("用户|UID|uid|ID", text):
        return "a reader"
    return _named(kinds, columns, text, wheres, share)


def _named(
    kinds: Sequence[str],
    columns: Sequence[Sequence[str]],
    text: str,
    wheres: Collection[str],
    share: float,
) -> str:
    """Whether a text names a site in a way in which no author does."""
    bare = text.strip("—-–_|©@#·. " + OPENING + CLOSERS)
    if (credit(bare) and not bare.endswith("客户端")) or _LABEL.search(text):
        return ""
    boxed = text[0] in OPENING and text[-1] in CLOSERS
    named = site_name(re.sub(r"[0-9a-zA-Z ]+$", "", bare)) or site_name(bare)
    if _counted(kinds, columns) and han(_UNIT.sub("", bare)) >= 2 and (boxed or named):
        return "a name with a count"
    if boxed and (named or _CALLING.search(bare) or is_boilerplate_sentence(bare)):
        return "a name in brackets"
    inside = "start" not in wheres or share >= 2 * SHARE
    if boxed and text[0] in _DECORATED and inside and share >= SHARE:
        return "a name in brackets"
    dashed = text[0] in "—-–"
    if _SIGNS.search(text) and han(bare) >= 2 and wheres == {"end"} and share >= SHARE:
        return "a name behind a sign" if named or not dashed or _CALLING.search(bare) else ""
    if text[0] == "#" and text[-1] == "#" and share >= 2 * SHARE:
        return "a name between signs"
    if named and wheres == {"end"} and share >= SHARE:
        return "a name"
    if is_boilerplate_sentence(bare) and han(bare) >= 6 and "start" not in wheres:
        return "a call"
    return "a call" if _CALLING.search(bare) and named and "start" not in wheres else ""


def _only_names(text: str) -> bool:
    """Whether nothing but a name stands beside an address: no clause."""
    words = re.sub("[!-~０-～]+", "", text)
    return han(words) <= SHORTEST_CLAUSE and not re.search("[，。！？、；的说在是见了]", words)


def drawn(kinds: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether some place holds letters drawn at random: other ones each time, of no word."""
    for kind, column in zip(kinds, columns, strict=True):
        different = len(set(column)) >= max(3, DIFFERENT * len(column))
        if kind == "R" and (different or min(map(len, column)) > 1):
            return True
        if kind == "E" and different and len(kinds) > 1:
            return True
        if kind == "a" and all(map(_UNITS.fullmatch, column)):
            continue
        if kind == "a" and different and 2 * sum(map(codelike, column)) >= len(column):
            return min(map(len, column)) >= 3
        if kind == "a" and len(set(column)) == 1 and len(column[0]) >= 6 and codelike(column[0]):
            return bool(re.search("[0-9]", column[0]) and re.search("[A-Za-z]", column[0]))
    return False


def _counted(kinds: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether some place counts: another number at every place."""
    return any(
        kind in ("0", "n") and len(set(column)) >= max(3, 0.7 * len(column))
        for kind, column in zip(kinds, columns, strict=True)
    )


def _is_markup(text: str) -> bool:
    """Whether ASCII is markup or a statement rather than words in another language."""
    signs = sum(not char.isalnum() and char != " " for char in text)
    return signs >= 4 or (signs >= 2 and " " not in text)
