"""Where a page may state its author and its day, for the pages of its site to vote on.

One page can't tell whether the name behind `发布者：` wrote it or put it online, nor whether a
short line under a headline is a person, a place or a subject. A place is the form of a line with a
slot in it, so the same place of other pages is equal; what changes there from page to page tells.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.metadata.credits import field_of
from pipeline.metadata.days import dated, first_date
from pipeline.metadata.layout import ends_sentence, fold, prose
from pipeline.metadata.names import REGIONS, channel, is_clause, named, nobody, office
from pipeline.metadata.navigation import is_button, is_menu
from pipeline.metadata.wording import page_worded

_ABOVE, _BELOW, _AFTER = 2, 7, 4  # lines above and below a headline, and after the text
_TOP = 25  # lines among which a headline or running text is looked for
_LONGEST = 60  # characters of a line that states such a fact
_NAME = 14  # characters of a name with a trade or a class before it
_MOST = 30  # places of a page; no head seen has more
_WORDS = 4  # in a line; more are a menu or a headline
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_VALUE = re.compile(r"([一-鿿]{2,6} ?: ?)[^\s:{}\0]{1,20}")
_COLON = re.compile("(?<=[一-鿿]) ?: ?")
_VALUE_END = re.compile(r" {2}|[|{}\[\]【】]|(?<![(\d])\d| [一-鿿]{2,4} ?\d|$")
_WORD = re.compile(r"[^\s|·•/@,:()\[\]【】《》<>{}]+")
_WRITES = re.compile("(?:作者|撰文|撰稿|供稿|发布者|发布人|投稿|上传者?|主播|楼主|博主)$")
_WRITTEN = re.compile("文|撰|作者|记者|[Bb]y ")  # below a text stand other people too
_OTHERS = re.compile("[上下前后]一?[篇条页首章]|相关|推荐|(?:回复|评论)(?! ?[:(]? ?\\d)")


class FactPlace(NamedTuple):
    """A field, the form of the place where it may stand, and what stands there on one page."""

    field: str
    form: str
    value: str
    line: int

    @property
    def person(self) -> bool:
        """Whether the value, or the last word of it, is built as names of persons are."""
        return named(fold(self.value).split()[-1])


def fact_places(lines: Sequence[str], title: str) -> list[FactPlace]:
    r"""The places of a page, by its lines as a reader sees them and its headline.

    >>> page = ["修钟的人来了", "发布者：王小明　 2021-03-05", "他走了进去，没有说话。" * 4]
    >>> for one in fact_places(page, "修钟的人来了"):
    ...     print(one.field, one.form, one.value)
    author 发布者:{who} 王小明
    date 发布者:{value} {date} 2021-03-05
    >>> [one.form for one in fact_places(["修钟的人来了", "山里人", "关注", page[2]], page[0])][:1]
    ['{title}\n{who}\n关注']
    """
    found: dict[tuple[str, str], FactPlace] = {}
    for one in islice(_found(lines, title), _MOST * 2):
        found.setdefault(one[:2], one)
    return list(islice(found.values(), _MOST))


def _found(lines: Sequence[str], title: str) -> Iterator[FactPlace]:
    head, tail = _frame(lines, title)
    for part in (head, tail):
        plain = [lines[i].translate(_BLANKS).strip() for i in part]
        folded = fold("\n".join(plain)).split("\n")  # all lines at once
        whole = fold(title)
        for i, line in enumerate(folded):
            if not 1 < len(line) <= _LONGEST or (whole and whole in line) or _OTHERS.search(line):
                continue
            yield from _labelled_names(plain[i], line, i)
            if part is head or _WRITTEN.search(line):
                yield from _names(plain, folded, i, whole)
            yield from _date(line, i)
            if not title and part is head and _may_be_title(line):
                over, under = (_neighbour(folded, j, "") for j in (i - 1, i + 1))
                form = f"{over}\n{{title}}\n{under}"
                if over != "{text}":
                    yield FactPlace("title", form, plain[i], i)


_BLANKS = {ord("\N{IDEOGRAPHIC SPACE}"): " ", ord("\N{NO-BREAK SPACE}"): " ", ord("\t"): " "}


def _frame(lines: Sequence[str], title: str) -> tuple[list[int], list[int]]:
    """The numbers of the filled lines around a headline, and of those after the text."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    at = next((k for k, i in enumerate(filled) if lines[i].strip() == title), -1)
    if at < 0 and title:
        at = next((k for k, i in enumerate(filled[:_TOP]) if title in lines[i]), -1)
    head = filled[max(0, at - _ABOVE) : at + 1 + _BELOW]
    first = next((i for i in head if i > filled[at] and _is_text(lines[i])), len(lines))
    last = next((i for i in reversed(filled[-_TOP:]) if _is_text(lines[i])), len(lines))
    return [i for i in head if i <= first], [i for i in filled[-_TOP:] if i > last][:_AFTER]


def _is_text(line: str) -> bool:
    return len(line) > _LONGEST or prose(fold(line))


def _labelled_names(plain: str, line: str, i: int) -> Iterator[FactPlace]:
    """The names behind labels of those who may have written it, or put it online."""
    for label, start, end in _labelled(line):
        if _WRITES.search(label) and _may_be_name(line[start:end].split()):
            yield FactPlace("author", f"{label}:{{who}}", plain[start:end].strip(), i)


def _names(plain: Sequence[str], folded: Sequence[str], i: int, title: str) -> Iterator[FactPlace]:
    """The words of a line that may be a name, each with the form of the line around it."""
    line = folded[i]
    words = [match for match in _WORD.finditer(line) if not _NUMBER.fullmatch(match[0])]
    if len(words) > _WORDS or is_clause(line) or ends_sentence(line):
        return
    for a, first in enumerate(words):
        for last in words[a : a + 2]:
            start, end = first.start(), last.end()
            labels = line[end : end + 2].strip()[:1] == ":" or line[:start].rstrip()[-1:] == ":"
            split = re.fullmatch(r"[^ ]+( [^ ]+)?", line[start:end]) is None
            if labels or split or not _may_be_name(line[start:end].split()):
                continue
            form = _form(line, start, end)
            if form == "{who}":
                around = (_neighbour(folded, i - 1, title), _neighbour(folded, i + 1, title))
                form = f"{around[0]}\n{{who}}\n{around[1]}"
            yield FactPlace("author", form, plain[i][start:end], i)


def _labelled(line: str) -> Iterator[tuple[str, int, int]]:
    """The labels of a line with the spans of their values, glued to the next label or not."""
    colons = [match.span() for match in _COLON.finditer(line)]
    labels = [_label_before(line[max(0, start - 6) : start]) for start, _ in colons]
    ends = [start - len(label) for (start, _), label in zip(colons, labels, strict=True)]
    for k, (_, start) in enumerate(colons):
        stop = ends[k + 1] if k + 1 < len(colons) else len(line)
        if (end := _VALUE_END.search(line, start, stop)) and end.start() > start:
            yield labels[k], start, end.start()


def _label_before(text: str) -> str:
    """The label that a text ends in: the longest known one, or else its last word."""
    han = re.search("[一-鿿]*$", text)
    word = han[0] if han else ""
    known = (word[at:] for at in range(len(word)) if field_of(word[at:]) is not None)
    return next(known, word)


def _may_be_title(line: str) -> bool:
    return len(line) >= 4 and not (ends_sentence(line) or is_menu(line) or page_worded(line))


def _date(line: str, i: int) -> Iterator[FactPlace]:
    """The day that a line states, behind no label that a page alone is read by."""
    if (span := dated(line)) and (day := first_date(line[slice(*span)])):
        form = _form(f"{line[: span[0]]}\1{line[span[1] :]}", 0, 0)
        if "{date}" in form and re.search("[一-鿿]", form):  # a notice is signed with its day
            yield FactPlace("date", form, day, i)


def _form(line: str, start: int, end: int) -> str:
    """A line with slots for what pages differ in; `line[start:end]` is that of a name."""
    if end:
        line = f"{line[:start]}\0{line[end:]}"
        if span := dated(line):
            line = f"{line[: span[0]]}\1{line[span[1] :]}"
    line = _VALUE.sub(r"\1{value}", line)
    line = _NUMBER.sub("{0}", line)
    return " ".join(line.replace("\0", "{who}").replace("\1", "{date}").split()).replace(" :", ":")


def _neighbour(folded: Sequence[str], i: int, title: str) -> str:
    """The form of the line beside a name that stands alone."""
    if not 0 <= i < len(folded):
        return ""
    if title and title in folded[i]:
        return "{title}"
    return "{text}" if len(folded[i]) > _NAME * 2 else _form(f"{folded[i]} ", 0, 0)


def _may_be_name(words: Sequence[str]) -> bool:
    """Whether a word or two may be a name: of nobody's house, no button, no place, no subject."""
    name = " ".join(words)
    if not 1 < len(name) <= _NAME or not words or is_clause(name) or not name[-1].isalpha():
        return False
    return not any(
        nobody(word)
        or office(word)
        or channel(word)
        or is_button(word)
        or word in REGIONS
        or field_of(word) is not None
        or word.isdigit()
        for word in words
    ) and not page_worded(name)
