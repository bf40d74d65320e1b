"""Who wrote a page, where and when: a line of labels and values, read by its label boundaries.

Not a stage: `head` takes fields from it and `strip` knows a credit line by it. All lines are folded
(see `layout`). A line is a credit line only when nothing of it is left over: one clause of prose
between the labels and it is none.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.metadata.days import CHINESE_DAY, ENGLISH_DAY, SHORT_DAY
from pipeline.metadata.names import is_class, is_clause, is_column, is_publisher, office, person
from pipeline.model.rules import beginning

WORDS = tomllib.loads((Path(__file__).parent / "credits.toml").read_text("utf-8"))
_FIELD = {
    label: "" if field == "none" else field
    for field, labels in WORDS["labels"].items()
    for label in labels.split()
}
_EDGE = frozenset(WORDS["kinds"]["edge"].split())
_WEAK = frozenset(WORDS["kinds"]["weak"].split())
_COUNTERS = frozenset(WORDS["kinds"]["counters"].split())
_NAME_ENDS = frozenset(WORDS["values"]["ends"].split())
_DONE = frozenset(WORDS["values"]["done"].split())

_COUNT = r"(?:\d[\d,.]*|[一二三四五六七八九十]) ?(?:[万kKwW]\+?|\+)?"
_WIDGET = "|".join(WORDS["patterns"]["widgets"]).replace("{count}", _COUNT)
# `记者 王小明` without a colon: only before what looks like a name.
_ROLE = (
    r"(?<![^\s|/(【])(?:本报|本刊|本网|本台)?(?:见习|实习|特约|全媒体|首席|融媒体)?"
    r"(?P<role>记者|作者|撰文|编辑|责编|通讯员|摄影|实习生|编译|文)"
    r"(?= +[一-鿿]{2,4}(?:$|[\s、|/)】]))"
)


def is_source(label: str) -> bool:
    """Whether a label names where a text comes from, as `来源` does."""
    return _FIELD.get(label) == "sitename"


def field_of(label: str) -> str | None:
    """The field that a label opens; "" for one of no use to us, None where the word is none."""
    return _FIELD.get(label)


def proves_nothing(label: str) -> bool:
    """Whether a label stands in lists and notices as often as in credits."""
    return label in _WEAK


@cache
def credit_token() -> re.Pattern[str]:
    """Labels with their colon or bar, dates and the words of widgets, the longest first."""
    words = sorted(_FIELD, key=lambda label: (-len(label), label))
    spaced = [
        rf"{label[0]} {{0,4}}{label[1]}" if re.fullmatch(r"[一-鿿]{2}", label) else re.escape(label)
        for label in words
        if label not in _EDGE
    ]
    edged = [re.escape(label) for label in words if label in _EDGE]
    edged += [
        rf"{label[0]} {{1,4}}{label[1]}" for label in words if len(label) == 2 and label in _EDGE
    ]
    label = rf"(?:{'|'.join(spaced)}|(?:(?<=[\s|/()\[\]【】・·])|(?<!.))(?:{'|'.join(edged)}))"
    when = "发布|更新|发表于|发布于|更新于|编辑于|提交于|发布时间|发表时间|更新时间|发布日期"
    tokens = (
        rf"(?P<label>{label})(?: ?[】\])]? ?[:|]| ?/(?![/\d]))|【(?P<boxed>{label})】|{_ROLE}"
        rf"|(?P<when>{when}) ?:? ?(?=(?:19|20)\d\d)"
        rf"|(?P<date>(?<!\d){CHINESE_DAY}|(?<![\dA-Za-z]){ENGLISH_DAY})|(?P<short>(?<!\d){SHORT_DAY})|(?P<widget>{_WIDGET})"
    )
    # A look at the first character spares most places the hundreds of alternatives.
    return re.compile(f"(?={beginning(tokens)})(?:{tokens})")


class CreditField(NamedTuple):
    """A label's value at `line[start:end]`; `name` is "" for labels of no use to us."""

    name: str
    label: str
    start: int
    end: int


class Credits(NamedTuple):
    """What a line credits; `end` is where its content begins, at its very end if it has none."""

    fields: tuple[CreditField, ...]
    end: int
    sure: bool


_SEPARATORS = " |/·,、;-—_>()[]【】{}:《》▌■●◆▲▼★☆※•*"
# Without any of these a line names no field; asked first because the whole pattern is slow.
# Each of their alternatives begins with a literal: `re` finds those ten times as fast as classes.
_LABELLED = re.compile(":|\\||】")
_DATED = re.compile(r"19\d\d ?[-/.年]|20\d\d ?[-/.年]|:(?<=\d:)\d\d")
_QUICK = re.compile(
    r":|\||/|】|19\d\d ?[-/.年]|20\d\d ?[-/.年]"
    "|记者 |作者 |编辑 |责编 |撰文 |通讯员 |摄影 |文 "
)
_STORY = re.compile(
    r" (?:近日|日前|今日|昨日|今天|昨天|据|\d{1,2}月\d{1,2}日|[^ ,]{2,12}[讯电]).{12}"
)
_LIMIT = {
    "author": 40,
    "second": 40,
    "sitename": 40,
    "date": 40,
    "later": 40,
    "url": 300,
    "title": 90,
    "": 60,
}
_SOON = 50  # Characters; in them the first label must stand, with what may go before it.
_LONGEST = 300  # Characters; a longer line of credits has never been seen.
_LOOSE = 24  # Characters between labels that belong to none: a place, a department, a button.
_NUMBER = re.compile(r"[\d,.约万亿kKwW+次条人个字℃() 大中小-]*")


def credited(line: str) -> Credits | None:
    """The credits a folded line consists of, or None when it says anything else.

    >>> line = "字号+作者: 来源:某某周刊 2023-02-27 20:02 评论(创建话题) 收藏本文"
    >>> [(field.name, line[field.start:field.end]) for field in credited(line).fields]
    [('author', ''), ('sitename', '某某周刊'), ('date', '2023-02-27 20:02')]
    >>> credited("来源:他说,这事的来源很复杂,谁也说不清。") is None
    True
    """
    if len(line) > _LONGEST or not _QUICK.search(line) or not credit_token().search(line, 0, _SOON):
        return None
    reading = _Reading(line)
    try:
        for token in credit_token().finditer(line):
            gap = reading.gap(token)
            if reading.passes(token, gap):
                continue
            reading.before(token, gap)
            if reading.token(token) == "abstract":
                fields = tuple(reading.fields)
                return Credits(fields, token.start(), True) if fields else None
        return reading.whole()
    except _OtherWords:
        return None


class _OtherWords(Exception):  # noqa: N818 - a finding about a line, not a fault
    """A line says something else than credits."""


class _Reading:
    """Credits as they are read from a line; all that it asks for may raise `_OtherWords`."""

    def __init__(self, line: str) -> None:
        self.fields: list[CreditField] = []
        self._line, self._at = line, 0
        self._label = self._prefix = ""
        self._loose = 0  # characters that belong to no label

    def gap(self, token: re.Match[str]) -> str:
        """What stands between a token and the one before."""
        return self._line[self._at : token.start()]

    def passes(self, token: re.Match[str], gap: str) -> bool:
        """Whether a token is none here, but part of a name."""
        in_source = (
            token.lastgroup == "widget"
            and self._label
            and not gap.strip(_SEPARATORS)
            and _could_be_source(self._label, token[0])
        )
        return bool(in_source) or _ends_a_name(gap, token) or self._is_inside(token, gap)

    def _is_inside(self, token: re.Match[str], gap: str) -> bool:
        """Whether a number in brackets stands within the word of a value: `初二(4)班`."""
        around = gap[-1:] + self._line[token.end() : token.end() + 1]
        return (
            token[0][0] == "("
            and (bool(self._label) or around[-1:] == "班")
            and re.fullmatch("[一-鿿]{2}", around) is not None
        )

    def before(self, token: re.Match[str], gap: str) -> None:
        """Take what stands before a token: a value, or words that belong to no label."""
        bare = gap.strip(_SEPARATORS)
        if self._label:
            self._value(bare, token.start())
        elif bare:
            self._loose += len(bare)
            glued = token["label"] and gap[-1] not in _SEPARATORS
            if self._loose > _LOOSE or is_clause(bare) or glued:
                raise _OtherWords
            if self._at == 0 or (
                not self._prefix and _PUBLISHED.fullmatch(bare) and _publisher(bare)
            ):
                self._take_prefix(bare, token.start())
        self._at = token.end()

    def token(self, token: re.Match[str]) -> str:
        """Take a token: the name of the field that it opens, or "" where it is a date or button."""
        named = token["label"] or token["boxed"] or token["role"] or token["when"]
        if named:
            self._label = "".join(named.split())
            return _FIELD[self._label]
        if token["date"]:
            later = bool(self.fields) and self.fields[-1].name == "later"
            name = "later" if later else "date"
            self.fields.append(_trimmed(self._line, "", *token.span())._replace(name=name))
        return ""

    def whole(self) -> Credits | None:
        """The credits, once all tokens are taken; None when they are not those of an article."""
        if not self._at:
            return None
        bare = self._line[self._at :].strip(_SEPARATORS)
        if self._label:
            self._value(bare, len(self._line))
        elif bare:
            self._loose += len(bare)
            if len(bare) > _LOOSE // 2 or is_clause(bare):
                return None
            if not self._prefix and _publisher(bare):
                self._take_prefix(bare, len(self._line))
        labels = [field.label for field in self.fields if field.label]
        prefix = self._prefix
        if len(prefix) > 8 and not _publisher(prefix):
            return None
        if not labels and (not self.fields or self._loose > len(prefix) or not _publisher(prefix)):
            return None
        sure = any(label not in _WEAK for label in labels)
        return Credits(tuple(self.fields), len(self._line), sure)

    def _value(self, bare: str, end: int) -> None:
        """Take what stands up to `end` as the value of the label."""
        if not _fits(self._label, bare):
            raise _OtherWords
        self.fields.append(_trimmed(self._line, self._label, self._at, end))
        self._label = ""

    def _take_prefix(self, bare: str, end: int) -> None:
        """Take words without label for the name of who published."""
        if bare.strip() in _DONE:
            raise _OtherWords
        self._prefix = bare
        self.fields.append(_trimmed(self._line, "", self._at, end)._replace(name="prefix"))


_YEAR = re.compile(r"(?:19|20)\d\d年[^\d \n]")


def _fits(label: str, value: str) -> bool:
    """Whether a value is one that label may have, and not the rest of a sentence."""
    field = _FIELD[label]
    if label in _COUNTERS:
        return len(value) <= 3 or bool(_NUMBER.fullmatch(value))
    if label == "发布" and _YEAR.match(value):  # what was done that year: `某某发布2018年统计数据`
        return False
    fits = not _STORY.search(value) if field == "title" else not is_clause(value)
    return fits and len(value) <= _LIMIT[field]


_PUBLISHED = re.compile(r"\S{2,16}(?: \S{2,4})?")


def _publisher(prefix: str) -> bool:
    """Whether what stands beside a bare date can be who published it, its author behind or not."""
    if not prefix or office(prefix) or person(prefix):
        return True
    name, _, author = prefix.partition(" ")
    return (office(name) or is_class(name)) and person(author)


def _ends_a_name(gap: str, token: re.Match[str]) -> bool:
    """Whether a counter's bare word is the end of a name: `某某商业评论`; no number follows it."""
    bare = token[0].rstrip(" |")
    return bare in _NAME_ENDS and ":" not in token[0] and "一" <= gap[-1:] <= "鿿"


def _could_be_source(label: str, word: str) -> bool:
    """Whether the word of a widget is the value of a label: a page may well come from 微博."""
    return _FIELD[label] in ("sitename", "url", "") and word[:2] in (
        "微信",
        "微博",
        "新浪",
        "腾讯",
        "QQ",
        "ht",
        "ww",
    )


def _trimmed(line: str, label: str, start: int, end: int) -> CreditField:
    """A label's field without the separators around its value."""
    value = line[start:end]
    bare = value.strip(_SEPARATORS)
    start += value.index(bare)
    stop = start + len(bare)
    for opening, closing in ("《》", "()", "[]", "【】"):
        if bare.count(closing) > bare.count(opening) and line[start - 1 : start] == opening:
            start -= 1
        elif bare.count(opening) > bare.count(closing) and line[stop : stop + 1] == closing:
            stop += 1
    return CreditField(_FIELD.get(label, ""), label, start, stop)


_COUNTED = re.compile(_WIDGET)


def without_widgets(folded: str, sign: str = "") -> str:
    """A part of a line without the counters and buttons that stand between credits.

    With a `sign`, each of their characters is replaced by it.
    """
    return _COUNTED.sub(lambda match: sign * len(match[0]), folded)


def leading(line: str) -> Credits | None:
    """The credits glued before the text of a line, if a date or a counter ends them.

    >>> line = "来源:北岸周刊 2018-05-01 23:37 清晨六点,天还没有亮,他已经走在路上。"
    >>> line[leading(line).end:]
    '清晨六点,天还没有亮,他已经走在路上。'
    """
    best = None
    if not _LABELLED.search(line, 0, 40) or not _DATED.search(line, 0, 120):
        return None
    for token in credit_token().finditer(line, 0, 160):
        end = token.end()
        if token.lastgroup in ("date", "short", "widget") and line[end : end + 1] in (
            " ",
            "]",
            ")",
        ):
            read = credited(line[:end])
            if read and read.sure and any(field.label for field in read.fields):
                rest = end + len(line[end:]) - len(line[end:].lstrip(" ])】"))
                best = read._replace(end=rest)
        elif token.start() > 100:
            break
    return best


def of_a_guest(line: str, stated: Credits) -> bool:
    """Whether credits only say where a guest works, who wrote the text: no source of a page.

    >>> line = "文/北岸市中级人民法院 法官 王小明"
    >>> of_a_guest(line, credited(line))
    True
    """
    by = [field for field in stated.fields if field.label]
    value = line[by[0].start : by[0].end] if len(by) == 1 and by[0].name == "author" else ""
    first = value.split(" ")[0]
    return " " in value and office(first) and not (is_publisher(first) or is_column(first))
