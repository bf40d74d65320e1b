"""Cut the watermarks and the boilerplate that the survey learned.

A rule that was learned at the ends of paragraphs is cut there; elsewhere only between Han or
punctuation, and exactly what its pattern says: the letters before it belong to somebody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.boilerplate.cut.around import (
    BLANKS,
    TextSpan,
    blanks_around,
    with_brackets,
    with_call,
    with_lead,
)
from pipeline.boilerplate.cut.watermark_lines import SANDWICH, LineRules, boilerplate_lines, glued
from pipeline.boilerplate.jammers import jammers
from pipeline.boilerplate.learn.learned import Learned
from pipeline.boilerplate.obfuscated_urls import expanded
from pipeline.boilerplate.shapes import (
    CLOSING,
    coded,
    touchable,
)
from pipeline.boilerplate.titles import KINDS, SiteTitles
from pipeline.boilerplate.vocabulary import (
    has_boilerplate_word,
)
from pipeline.characters.han_letters import han
from pipeline.model.edits import Edit
from pipeline.model.lines import Line, cuts, lines

PROOF = 3  # line ends, the least at which a position shows
CODES = 9  # letters of a code before the name in a mark as its page has it, and one
# A mark this long with a word of boilerplate is no name that a sentence could end in.
TELLING = 8
_TOLD = 2  # ends behind whole sentences, where half of the lines of a page end in a mark
_COVERED = 0.8  # of the lines marked: then a mark behind an open sentence is one, not a mention
_CODE = "[0-9A-Za-z]"

_TEMPLATE = re.compile(r"(?:\(\?<!\[0-9A-Za-z\]\))?\[0-9A-Za-z\]\{(\d)[,}]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A rule made ready: its pattern compiled, its code and name told apart."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    anchor: str
    code: int
    name: str


class Matcher:
    """The rules of a corpus, indexed by site, made once and used for every document."""

    def __init__(self, rules: Iterable[Learned]) -> None:
        self.marks: dict[str, list[_Mark]] = {}
        # What a page alone proves and somebody may have written, by what pages show of it.
        self.proved: dict[str, list[_Mark]] = {}
        of_lines: list[Learned] = []
        every = sorted(rules, key=lambda rule: rule.id)
        vetoed = {rule.template for rule in every if rule.status == "vetoed"}
        self.titles = SiteTitles(
            one for one in every if one.kind in KINDS and one.template not in vetoed
        )
        every = [rule for rule in every if rule.kind not in KINDS]
        for rule in (rule for rule in every if rule.template not in vetoed):
            if rule.kind == "line":
                of_lines.append(rule)
            else:
                mark = _ready(rule)
                if rule.scope == "documents" and rule.status != "promoted":
                    for shown in {rule.pattern, rule.anchor} - {""}:
                        self.proved.setdefault(shown, []).append(mark)
                else:
                    site = rule.scope[5:] if rule.scope.startswith("site:") else ""
                    self.marks.setdefault(site, []).append(mark)

        self.lines = LineRules(of_lines)

    def marks_for(
        self, text: str, site: str | None, proved: frozenset[str] = frozenset()
    ) -> Iterator[_Mark]:
        """The marks whose anchor stands in a text of a site, and those that it proves itself."""
        for name in ("", site) if site else ("",):
            for mark in self.marks.get(name, ()):
                if mark.anchor in text:
                    yield mark
        own = {
            mark.id: mark
            for shown in proved
            for size in range(CODES)
            for mark in self.proved.get(shown[size:], ())
        }
        yield from (mark for _, mark in sorted(own.items()))


def _ready(rule: Learned) -> _Mark:
    template = _TEMPLATE.match(rule.pattern)
    name = rule.anchor
    # A page's own mark is kept as it stands, its code in it.
    code = int(template[1]) if template else 3 if coded(name) else 0
    return _Mark(rule.id, rule.kind, re.compile(expanded(rule.pattern)), rule.anchor, code, name)


def watermark_edits(
    text: str, matcher: Matcher, *, site: str | None, proved: frozenset[str] = frozenset()
) -> Iterator[Edit]:
    """Edits that cut the marks of a document; a line that was a mark only goes whole.

    `proved` are the keys of what it proves itself (see `Observation`): rules of scope `documents`
    hold where they are among them.

    >>> rule = Learned("suffix-mark", _CODE + "{3}某某网", "corpus", "", "某某网")
    >>> text = "天晴了。x7K某某网\\nx7K某某网\\n据某某网报道"
    >>> for edit in watermark_edits(text, Matcher([rule]), site=None):
    ...     print(edit[:3])
    (4, 10, '')
    (11, 18, '')
    """
    spans: dict[TextSpan, str] = {}
    for mark in matcher.marks_for(text, site, proved):
        for span in _places(text, mark):
            spans.setdefault(span, mark.id)
    if spans:
        yield from _made(text, spans, matcher, site)
    elif matcher.lines:
        every = lines(text)
        texts = [line.text for line in every]
        found = boilerplate_lines(texts, matcher.lines, site)
        yield from cuts(every, found)
        yield from _glued(every, texts, found, matcher, site)


def _made(
    text: str, spans: Mapping[TextSpan, str], matcher: Matcher, site: str | None
) -> Iterator[Edit]:
    """Edits for spans: whole lines where nothing would be left, one where two overlap."""
    all_lines = lines(text)
    left_of = [line.text for line in all_lines]
    parts: dict[int, list[Edit]] = {}
    marked: dict[int, str] = {}
    kept: list[tuple[int, int, str]] = []
    for (start, end), rule in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, rule))
        elif end > kept[-1][1]:  # half of a mark may have another form than the whole
            kept[-1] = (kept[-1][0], end, kept[-1][2])
    at = 0
    for i, line in enumerate(all_lines):
        here = []
        while at < len(kept) and kept[at][0] < line.end:
            here.append(kept[at])
            at += 1
        if not here:
            continue
        left, last = [], line.start
        for start, end, _ in here:
            left.append(text[last:start])
            last = end
        left.append(text[last : line.end])
        left_of[i] = "".join(left).strip(BLANKS)
        if left_of[i]:
            parts[i], low = [], line.start
            for start, end, rule in here:
                parts[i].append(_trimmed(text, low, line.end, start, end, rule))
                low = parts[i][-1].end
        else:
            marked[i] = here[0][2]
    chosen = marked | _site_lines(all_lines, left_of, {*parts}, {*marked}, matcher, site)
    for i, made in parts.items():
        if i not in chosen:
            yield from made
    yield from cuts(all_lines, chosen)
    if matcher.lines:
        yield from _glued(all_lines, left_of, chosen, matcher, site)


def _site_lines(
    all_lines: Sequence[Line],
    left_of: Sequence[str],
    parts: Set[int],
    marked: Set[int],
    matcher: Matcher,
    site: str | None,
) -> dict[int, str]:
    """The lines of a site among those with marks: a mark is a part of one, or stands behind it."""
    if not matcher.lines:
        return {}
    alive = [i for i in range(len(all_lines)) if i not in marked]
    whole = boilerplate_lines([all_lines[i].text for i in alive], matcher.lines, site)
    left = boilerplate_lines([left_of[i] for i in alive], matcher.lines, site)
    own = {alive[i]: rule for i, rule in whole.items() if alive[i] in parts}
    return own | {alive[i]: rule for i, rule in left.items()}


def _glued(
    all_lines: list[Line],
    texts: list[str],
    cut: Mapping[int, str],
    matcher: Matcher,
    site: str | None,
) -> Iterator[Edit]:
    """The edit that cuts what is glued to the last line that stays, where no mark was cut of it."""
    last = max((i for i in range(len(texts)) if i not in cut), default=-1)
    if last < 0 or texts[last] != all_lines[last].text:
        return
    start, rule = glued(texts, last, matcher.lines, site)
    if rule:
        yield Edit(all_lines[last].start + start, all_lines[last].end, "", rule)


def _trimmed(text: str, first: int, last: int, start: int, end: int, rule: str) -> Edit:
    """The edit with the blanks that stood around the mark, so that none is left at a line end."""
    while start > first and text[start - 1] in BLANKS and (end == last or text[end] in BLANKS):
        start -= 1
    if not start or text[start - 1] == "\n":
        while end < last and text[end] in BLANKS:
            end += 1
    return Edit(start, end, "", rule)


def _places(text: str, mark: _Mark) -> list[TextSpan]:
    """Where a mark is to be cut."""
    if mark.kind == "jammer":
        return _jams(text)
    ends: list[TextSpan] = []
    others: list[TextSpan] = []
    prefix = mark.kind == "prefix-mark"
    for match in mark.pattern.finditer(text):
        start, end = match.span()
        at_end = end == len(text) or text[end] == "\n"
        at_start = not start or text[start - 1] == "\n"
        (ends if (at_start if prefix else at_end) or (at_start and at_end) else others).append(
            (start, end)
        )
    covered = len(ends) >= _COVERED * (text.count("\n") + 1)
    # So does one that ends half of the lines, and some of them behind whole sentences.
    told = sum(_closed(text, start) for start, _ in ends)
    often = told >= _TOLD and len(ends) >= max(PROOF, (text.count("\n") + 1) / 2)
    strong = mark.code > 0 or covered or often or _telling(mark.name)
    inline = mark.kind == "inline-mark"
    places = [span for span in ends if strong or prefix or inline or _closed(text, span[0])]
    if not prefix:
        places = [with_lead(text, span) for span in places]
    places += [span for span in others if _free(text, span, mark, strong)]
    if inline:
        places = [with_call(text, with_brackets(text, span)) for span in places]
    if places and not prefix and not inline:
        places += _cut_short(text, mark, places)
    return places


def _telling(name: str) -> bool:
    """Whether a mark speaks of the page and is too long to be said in passing.

    >>> _telling("返回某某网，查看更多"), _telling("某某网"), _telling("公众号")
    (True, False, False)
    """
    return han(name) >= TELLING and has_boilerplate_word(name)


def _jams(text: str) -> list[TextSpan]:
    """Where lines begin or end in a jammer; other pages have proved them, so one is enough."""
    found = lines(text)
    drawn = jammers([line.text for line in found], least=1)
    return [(found[i].start + start, found[i].start + end) for i, start, end in drawn]


def _closed(text: str, start: int) -> bool:
    """Whether a sentence, or a line, is over where a mark begins."""
    start = blanks_around(text, start)[0]
    return not start or text[start - 1] in CLOSING + "\n"


def _free(text: str, span: TextSpan, mark: _Mark, strong: bool) -> bool:
    """Whether a mark within a line may go: between Han or punctuation, never a mention."""
    start, end = span
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if mark.kind == "inline-mark" and not mark.code:
        return not (before + after).isascii() or not (before + after).isalpha()
    closed = before in "\n" or before in CLOSING
    if strong and closed and mark.kind == "suffix-mark":
        return True  # the next sentence may begin with Latin
    if mark.kind == "inline-mark" and mark.code and (closed or before in "，,"):
        return True  # where a clause is over nobody's word loses its letters
    if not (touchable(before) and touchable(after)):
        return False
    return mark.code > 0 or _closed(text, start)


def _cut_short(text: str, mark: _Mark, places: list[TextSpan]) -> Iterator[TextSpan]:
    """Marks that lost their beginning or end, behind the last sentence of a line.

    A rest shorter than three characters could be anything.
    """
    whole = sorted({text[start:end] for start, end in places})
    taken = {end for _, end in places}
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        start = end + 1
        if end in taken or line[-1:] in CLOSING:
            continue
        sizes = {
            size
            for one in whole
            for size in range(3, len(one))
            if line.endswith((one[:size], one[-size:])) and _closed(text, end - size)
        }
        if sizes:
            yield end - max(sizes), end


_MOST = 0.25  # of a text's Han, on repetition alone: more is an article, or all boilerplate


def held(text: str, made: Iterable[Edit]) -> tuple[list[Edit], bool]:
    """The edits without those that only repetition proves, where they would take too much; whether.

    Marks, and lines that speak of their site, prove themselves, and a short article may have much
    boilerplate. Plain lines and what stands between them do not: where they are more than a
    quarter of a text's Han they may well be the article, so they stay and the page is flagged.

    >>> line = Edit(0, 5, "", "plain-line-00000000")
    >>> held("某某某某某天晴了。", [line])
    ([], True)
    >>> held("某某某某某" + "天晴了。" * 9, [line])
    ([Edit(start=0, end=5, new='', rule='plain-line-00000000')], False)
    """
    every = list(made)
    alone = [edit for edit in every if edit.rule == SANDWICH or edit.rule.startswith("plain-line")]
    if not alone or sum(han(text[one.start : one.end]) for one in alone) <= _MOST * han(text):
        return every, False
    return [edit for edit in every if edit not in alone], True


def unmarked(title: str, cut: Iterable[str]) -> str:
    """A title without the marks that were cut from the lines below it, if it has any.

    >>> unmarked("茶厂请回婆婆x7K某某网", ["x7K某某网", "。"])
    '茶厂请回婆婆'
    """
    for mark in sorted({one for one in cut if len(one) > 2}, key=lambda one: (-len(one), one)):
        title = title.removesuffix(mark).removeprefix(mark).strip() or title
    return title


def gone(text: str, cut: Iterable[Edit]) -> frozenset[int]:
    r"""The lines of the text to come above which whole lines of this one are cut, by number.

    >>> sorted(gone("一\n广告\n二\n推荐\n投稿", [Edit(2, 5, "", "a"), Edit(6, 12, "", "b")]))
    [1, 2]
    """
    found: set[int] = set()
    line = last = 0  # of the text to come, and how far lines are counted
    for edit in sorted(cut):
        line += text.count("\n", last, edit.start)
        last = edit.end
        if "\n" in text[edit.start : edit.end]:
            found.add(line + (text[edit.start] == "\n"))
    return frozenset(found)
