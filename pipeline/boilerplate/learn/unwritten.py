"""What no author writes at the edges of paragraphs: drawn codes, addresses, names, contacts.

It is asked of what stands at several places of a page, token by token.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.boilerplate.learn.tokens import CLOSERS, OPENING, fold_width, is_word, shape
from pipeline.boilerplate.obfuscated_urls import skeleton
from pipeline.boilerplate.shapes import DOMAIN, coded, codelike, credit, is_site_name
from pipeline.boilerplate.vocabulary import (
    calls_to_visit,
    foreign,
    has_boilerplate_word,
    is_boilerplate_sentence,
    is_call,
)
from pipeline.characters.han_letters import han
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import words_of

LEAST_PLACES = 3  # places on a page, the least that show a position
EVERYWHERE = 0.8  # of a page's lines: no author ends or begins so many alike
_SURE = 5  # places, the least at which one page alone shows that
_DIFFERENT = 0.6  # of drawn codes, at least, differ
_SHARE = 0.3  # of a page's lines that carry a name without any other sign
CONTACT = re.compile(
    "[qQ] ?[♥❤]? ?[qQ]|[qQ]群|扣扣|叩叩|蔻蔻|企鹅|[wv嶶葳徽威薇维微]e?i?[❤♥]?[信ix芯心ィ]|卫星|V信"
    "|[微威]\\[心\\]|[❤信]|公[众种]?号|电话|热线|☎|手机号?|群|加盟|投稿|邮箱|客服"
)
_CALLING = re.compile(
    "公[众种]?号|首发|更新|手打|提供|整理|客户端|来自|浏览自|看[^，。]{0,4}章节|版权所有|关注|全文|via",
    re.IGNORECASE,
)
_READ_ALOUD = re.compile("di[ǎa]n ?[a-z]+ ?di[ǎa]n|达不溜|点(?:康姆|奈特|西恩|西西|欧阿吉)")
_SIGNS = re.compile("[©@#|~^_=+*>♂♀]|--|——| - ")
_MARKUP = re.compile(r"^[\[{<(#_.@][!-~ ]{3,}$|^[!-~ ]{6,}[;}>]$")
_DECORATED = frozenset("【〖｛［〔")
_OF_PAGES = 0.4  # of the letters of a line between paragraphs, at least, are words of pages
_SHORT = 24  # characters of a mark with a drawn code
SHORTEST_CLAUSE = 6  # Han beside an address that may be no more than a name
# What codes and counts are honestly called that differ from paragraph to paragraph.
NUMBERED = re.compile(
    "编号|型号|货号|代码|车牌|[票证单批序案文账房]号|第[^段页]{0,3}[图表注年月日]"
)
_CODE_SIGNS = re.compile("[=/\\\\?&{}<>]|\\w\\.\\w")
_UNITS = re.compile("[0-9]+[A-Za-z]{1,3}")  # `6745m`
_UNIT = re.compile("[年月日时分秒第条章节段页回号点期届集次图表注项款一二三四五六七八九十百]")
_SIGN = re.compile("[^\\w，。！？、；：“”‘’《》()（）\"'—·.…%/:,+ \u3000-]")
_LABEL = re.compile("[:：]$")
_NUMERALS = str.maketrans(
    "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺拐两", "00123456789123456789172"
)
_EDGE = "—-–_|©@#·. " + OPENING + CLOSERS


class Mark(NamedTuple):
    """What stood at several places: its tokens' classes and texts, its spans, and where.

    A class of `W` is a slot for anything, such as a reader's name. `share` is on how many of the
    page's lines it stands.
    """

    kinds: str
    columns: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int, int], ...]  # line, start, end
    wheres: frozenset[str]  # of end, start, stop, comma, inside
    share: float
    closed: float = 1.0  # share of the places where a sentence is over before it

    @property
    def text(self) -> str:
        """What stood at the first place."""
        return "".join(column[0] for column in self.columns)

    @property
    def fixed(self) -> str:
        """The letters that are the same on every page."""
        columns = zip(self.columns, self.kinds, strict=True)
        return "".join(
            column[0]
            for column, kind in columns
            if len(set(column)) == 1 and (kind != "a" or is_word(column[0]))
        )

    def pattern(self, *, exact: bool) -> str:
        """The pattern for it, without where it stands; `exact` keeps a code that is always one."""
        exact = exact or bool(DOMAIN.search(fold_width(self.text)))
        shapes = zip(self.columns, self.kinds, strict=True)
        pattern = "".join(shape(column, kind, exact=exact) for column, kind in shapes)
        if self.kinds[0] != "W":
            return pattern
        most = max(map(len, self.columns[0])) + 2  # or the sentence before would go along
        return r"(?<![^\n。！？…；”’」』）)】\]])" + pattern.replace(
            "{any}", f"{{any:1,{most}}}", 1
        )


def unwritten(mark: Mark) -> str:
    """Why no author wrote what stands at several places of a page, "" where one may have."""
    text = mark.text.strip()
    account = any(
        len(set(column)) == 1 and len(column[0]) > 5 and sum(map(str.isdigit, column[0])) > 3
        for column in mark.columns
    )
    if "W" in mark.kinds and sum(map(str.isalpha, mark.fixed)) < 2 and not account:
        return ""
    if all(not start for _, start, _ in mark.spans) and mark.wheres == {"end"}:
        said = words_of(fold(text))
        if len(said.words) > 1 and said.share >= _OF_PAGES and not _LABEL.search(text):
            return "a line of pages"
    bare = text.strip(_EDGE)
    own = is_site_name(bare) or bare.endswith("客户端")
    if not bare or (credit(text) and not own) or NUMBERED.search(text):
        return ""
    address = DOMAIN.search(fold_width(text)) or (len(text) < 40 and DOMAIN.search(skeleton(text)))
    if address and not _is_one_address(mark):
        return ""
    if address and re.search(r"\w@\w", text) and not CONTACT.search(text):
        return ""
    if address and "://" in text and han(text):
        return "an address" if calls_to_visit(text) else ""
    if address:
        return "an address" if _only_names(text) or calls_to_visit(text) else ""
    if _READ_ALOUD.search(text):
        return "an address"
    # A sentence that comes again with other names and figures is one: A12芯片卖得最好。
    spoken = text[-1] in "。！？…；" and han(text) >= 4 and not is_boilerplate_sentence(bare)
    if spoken and not CONTACT.search(text) and not _CALLING.search(text):
        return ""
    if _MARKUP.match(text):
        alone = "inside" not in mark.wheres and sum(map(str.isalpha, mark.fixed)) > 2
        if alone and _is_markup(text):
            return "markup"
    if len(text) <= _SHORT and drawn(mark.kinds, mark.columns):
        even = len({len("".join(place)) for place in zip(*mark.columns, strict=True)}) == 1
        boxed = text[0] in OPENING and "inside" not in mark.wheres and even
        named = sum(map(str.isalpha, mark.fixed)) > 1
        alone = (mark.wheres == {"end"} and (even or named)) or is_site_name(bare) or boxed
        if alone and not _CODE_SIGNS.search(text):
            return "a drawn code"
    if CONTACT.search(text) and (account or _number(mark)) and "inside" not in mark.wheres:
        return "a contact"
    if _number(mark) and re.search("用户|UID|uid|ID", text):
        return "a reader"
    return _named(mark, text)


def is_heading(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether words in brackets stand alone on their lines and name no site: 【第一展柜】."""
    text = mark.text.strip()
    alone = all(not start and not lines[line][end:].strip() for line, start, end in mark.spans)
    return alone and text[0] == "【" and text[-1] == "】" and not foreign(text)


def nobody_writes(pattern: str) -> bool:
    r"""Whether what a learned pattern has in common holds what no author writes anywhere.

    An address, a code drawn before a name, a site's name, a contact. Such a mark is one on pages
    that do not prove it too; all else that one page proves holds on that page.

    >>> [nobody_writes(one) for one in (r"【某某网】", "[0-9A-Za-z]{3}某某", "加微信ab12345")]
    [True, True, True]
    >>> [nobody_writes(one) for one in (r"【解说】", r"（{letters:2}人，某某）")]
    [False, False]
    """
    if pattern.startswith(("{address:", "[0-9A-Za-z]{", "(?<![0-9A-Za-z])[0-9A-Za-z]{")):
        return True
    text = _NO_LETTERS.sub(" ", pattern).replace("\\", "")
    if "{address:" in pattern or DOMAIN.search(fold_width(text)):
        return True
    if CONTACT.search(text) and len(re.findall("[0-9]", fold_width(text))) >= 5:
        return True
    return any(map(is_site_name, re.findall(r"[^\W_]{2,}", text)))


_NO_LETTERS = re.compile(
    r"\{[a-z]+(?::[0-9,]+)?\}|\(\?<?[!=]\[(?:[^\]\\]|\\.)*\]\)|\[(?:[^\]\\]|\\.)*\](?:\{[0-9,]+\})?"
)


_REFERENCE = re.compile(r"[\[【(（]?[0-9]{1,3}[\]】)）.、:：]? ?[A-Za-z]+://")


def _is_one_address(mark: Mark) -> bool:
    """Whether an address is one at all places, however spelt; `3.Pro` and `4.Pro` are none.

    Links that a number counts are the references of a text.
    """
    if _REFERENCE.match(mark.text):
        return False
    if sum(map(str.isalpha, mark.fixed)) > 2:
        return True
    places = ["".join(place) for place in zip(*mark.columns, strict=True)]
    found = {DOMAIN.search(fold_width(place)) or DOMAIN.search(skeleton(place)) for place in places}
    return len({match[0] for match in found if match}) == 1


def _number(mark: Mark) -> bool:
    """Whether a mark holds one number, however its digits are written; a list holds many."""
    numbers = {
        "".join(re.findall("[0-9]", fold_width("".join(place)).translate(_NUMERALS)))
        for place in zip(*mark.columns, strict=True)
    }
    return len(numbers) == 1 and len(numbers.pop()) >= 5


def _digits(text: str) -> int:
    """How many digits a run is of, in any writing; none where it has letters."""
    return 0 if re.search("[A-Za-z]", fold_width(text)) else len(text)


def _named(mark: Mark, text: str) -> str:
    """Whether a text names a site in a way in which no author does."""
    bare = text.strip(_EDGE)
    wheres, share = mark.wheres, mark.share
    if (credit(bare) and not bare.endswith("客户端")) or _LABEL.search(text):
        return ""
    boxed = text[0] in OPENING and text[-1] in CLOSERS
    named = is_site_name(re.sub(r"[0-9a-zA-Z ]+$", "", bare)) or is_site_name(bare)
    inside, many = "inside" in wheres, len(mark.spans) >= _SURE
    if _counted(mark) and han(_UNIT.sub("", bare)) >= 2 and (named or (boxed and not inside)):
        return "a name with a count" if text[0] != "《" else ""
    told = _CALLING.search(bare) or is_boilerplate_sentence(bare)
    if text[0] in "(（" and bare.endswith("提供"):  # who gave the picture
        return ""
    # A source stands in round brackets behind each item of a round-up, a label before its matter.
    shown = told or wheres == {"comma"} or (many and share >= _SHARE and text[0] not in "(（")
    if boxed and (named or (told and text[0] != "《")) and shown:
        return "a name in brackets"
    if boxed and text[0] in _DECORATED and wheres == {"end"} and share >= _SHARE:
        return "a name in brackets"
    dashed = text[0] in "—-–"
    if _SIGNS.search(text) and han(bare) >= 2 and wheres == {"end"} and share >= _SHARE:
        return "a name behind a sign" if named or not dashed or _CALLING.search(bare) else ""
    framed = text[0] in "#" + CLOSERS + OPENING or not text[0].isalnum()
    everywhere = share >= EVERYWHERE and many
    if text[0] == "《" and not named and "end" not in wheres:
        return ""
    constant = all(len(set(column)) == 1 for column in mark.columns)
    everywhere = everywhere and constant and sum(map(str.isalpha, mark.fixed)) > 1
    # In brackets before its paragraphs stands what they are: a voice, a question, an example.
    if everywhere and framed and (text[0] == text[-1] or (boxed and wheres == {"end"})):
        return "a name between signs"
    if coded(text) and codelike(text[:3]) and len(mark.spans) >= _SURE and len(text) > 4:
        # Drawn anew at each place or once for all; names of products come again by turns.
        count = len(set(mark.columns[0]))
        return "a drawn code" if count == 1 or count >= _DIFFERENT * len(mark.spans) else ""
    if named and not boxed and wheres == {"end"} and share >= _SHARE:
        return "a name"
    if is_boilerplate_sentence(bare) and han(bare) >= 6 and "start" not in wheres:
        return "a call"
    return "a call" if _CALLING.search(bare) and named and "start" not in wheres else ""


def foreign_to_prose(mark: Mark) -> bool:
    """Whether pages of a site prove together that no author wrote it.

    *Left alone:* labels and credits, books, words of the language at sentence starts, what people
    do (`（掌声）`), refrains and prayers, notes and numbers.
    """
    text = mark.text.strip()
    bare = text.strip(_EDGE)
    letters = sum(map(str.isalpha, _UNIT.sub("", mark.fixed)))
    if credit(bare) or NUMBERED.search(text) or _LABEL.search(text) or letters < 2:
        return False
    calls = bool(_CALLING.search(bare)) or is_boilerplate_sentence(bare) or is_call(bare)
    if (text[-1] in "。！？，、" or _SAYS.search(bare)) and not calls:
        return False
    if text[0] == "《":  # a book, a law: even where it ends many paragraphs
        return mark.wheres == {"end"} and mark.share >= EVERYWHERE
    named = is_site_name(bare) and text[0] not in "(（"  # a source stands in round brackets
    if len(mark.spans) < LEAST_PLACES:  # a page alone shows no position: then its form has to speak
        plain = not _SIGN.search(text.strip(OPENING + CLOSERS))
        address = DOMAIN.fullmatch(bare) and not re.search(r"\w[/@]\w", text)
        return letters > 2 and bool(named or calls or address or not plain)
    return named or _points(mark, text, bare) + 2 * calls >= _FOREIGN


def strange_to_prose(mark: Mark) -> bool:
    """Whether the form of a mark is none of prose, so that most pages of a site prove it.

    Signs, words of another language, words of a page, or Latin and Han in one behind the last stop.

    *Left alone:* labels and credits, numbers, words in ordinary brackets.
    """
    text = mark.text.strip()
    bare = text.strip(_EDGE)
    if not bare or credit(bare) or NUMBERED.search(text) or _LABEL.search(text) or text[0] == "《":
        return False
    if bare.isdigit() or _SAYS.search(bare):
        return False
    if text[-1] in "。！？…；，" and han(text) >= 4:
        return is_boilerplate_sentence(bare)
    if has_boilerplate_word(bare):
        return True
    if han(bare) > _SHORT / 3:
        return False
    mixed = mark.wheres == {"end"} and mark.closed == 1 and 0 < han(bare) < len(bare)
    words = len(re.findall("[A-Za-z]{2,}", text))
    return bool(_SIGN.search(text.strip(OPENING + CLOSERS))) or words > 2 or mixed


def is_code_between_signs(mark: Mark) -> bool:
    """Whether other letters each time stand between signs that no keyboard has: ‖４７ＵＦ‖."""
    text = mark.text.strip()
    framed = not (text[0].isascii() or text[-1].isascii()) and _SIGN.match(text)
    return bool(framed) and sum(map(str.isalnum, text)) > 2


# Who is quoted: `某某网的一篇文章说`.
_SAYS = re.compile("(?:说|说道|称|表示|指出|认为|写道|报道|介绍|透露|提到|显示)$")
_FOREIGN = 3  # points by which pages of a site prove a mark together


def _points(mark: Mark, text: str, bare: str) -> float:
    """How far form and place of a mark speak against an author, its words apart."""
    framed = not (text[0].isalnum() or text[-1].isalnum())
    apart = mark.closed >= 0.5 or framed  # `，这一切都离不开GPU` ends its sentence
    mixed = re.search("[A-Za-z]{2}", fold_width(mark.fixed)) and han(mark.fixed) > 1
    signs = bool(_SIGN.search(text.strip(OPENING + CLOSERS)) or _SIGNS.search(text.lstrip("—–- ")))
    points = 2.0 * signs + (signs and framed) + bool(has_boilerplate_word(bare))
    points += 2 * bool(mixed) if apart else -1
    points -= "inside" in mark.wheres and not signs  # `请点击【阅读原文】查看`
    points += sum(mark.share >= share for share in (_SHARE, 2 * _SHARE, EVERYWHERE))
    points += 2 * (framed and mark.share >= _SHARE and "inside" not in mark.wheres)
    if not signs and not mixed and han(bare) == len(bare):
        # Prayers and sign-offs follow whole sentences; a site marks headings and captions too.
        points -= mark.wheres != {"end"} or (mark.closed == 1 and (framed or bare == text))
    return points


def _only_names(text: str) -> bool:
    """Whether nothing but a name stands beside an address: no clause."""
    words = re.sub("[!-~０-～]+", "", text)
    return han(words) <= SHORTEST_CLAUSE and not re.search("[，。！？、；的说在是见了]", words)


def drawn(kinds: str, columns: Sequence[Sequence[str]]) -> bool:
    """Whether some place holds letters drawn at random: other ones each time, of no word."""
    for kind, column in zip(kinds, columns, strict=True):
        different = len(set(column)) >= max(3, _DIFFERENT * len(column))
        if kind in "RF" and (different or (kind == "R" and min(map(len, column)) > 1)):
            return True
        if kind == "E" and different and (len(kinds) > 1 or min(map(len, column)) > 1):
            return True
        if kind != "a" or all(map(_UNITS.fullmatch, column)):
            continue
        if different and 2 * sum(map(codelike, map(fold_width, column))) >= len(column):
            return min(map(len, column)) >= 3
        if len(set(column)) == 1 and len(column[0]) >= 6 and codelike(column[0]):
            return bool(re.search("[0-9]", column[0]) and re.search("[A-Za-z]", column[0]))
    return False


def _counted(mark: Mark) -> bool:
    """Whether some place counts: another number at every place."""
    return any(
        kind == "a" and len(set(column)) >= max(3, 0.7 * len(column)) and all(map(_digits, column))
        for kind, column in zip(mark.kinds, mark.columns, strict=True)
    )


def _is_markup(text: str) -> bool:
    """Whether ASCII is markup or a statement rather than words in another language."""
    signs = sum(not char.isalnum() and char != " " for char in text)
    return signs >= 4 or (signs >= 2 and " " not in text)
