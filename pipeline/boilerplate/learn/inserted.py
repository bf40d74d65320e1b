"""Marks found by where they stand: what ends, begins or parts a page's paragraphs again and again.

Lines are read as tokens (see `tokens`) from the places where a mark may stand: ends, beginnings,
stops, commas. What stands at one place is laid beside what stands at the others and grown while
nearly all agree; where texts differ there is a slot. A mark has to hold what no author writes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.learn.tokens import Token, shape, tokens
from pipeline.boilerplate.learn.unwritten import unwritten
from pipeline.characters.han_letters import han

LEAST = 3  # places on a page, the least that show a position
AGREE = 0.85  # of them, at least, share the next token of a mark
PROSE = 8  # Han of a line of prose, the least
FIXED = 2  # letters of a mark, the least, that are the same at all places
LONGEST = 60  # tokens of a mark
APART = 3  # different neighbours, the least: the same sentence said again has the same ones
TOLD = 0.2  # of the places, at most, where the next letter is one that follows a subject
_GOING_ON = frozenset("的是将在和与有为、称说》也已还")
# Lines with links, code, quotations, headings and lists of Markdown are their author's.
_MARKDOWN = re.compile(r"\]\(|`|^ *(?:[>#|]|[-*+] |[0-9]+\. )")
CLOSED_SHARE = 0.6  # of what stands before a mark at line ends, at least, is a whole sentence
STOPS = "。！？…；!?"
_CLOSED = frozenset("。！？…；!?”’」』")
_COMMAS = "，,"


class Place(NamedTuple):
    """Where something may have been put in: before token `at` of a line, or behind it."""

    line: int
    at: int
    where: str  # end, start, stop, comma


class Mark(NamedTuple):
    """What stood at several places: its columns of texts, their classes, and the spans."""

    kinds: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int, int], ...]  # line, start, end
    wheres: frozenset[str]

    @property
    def pattern(self) -> str:
        """The regular expression for it, without where it stands.

        With next to nothing that is always the same it is what was seen, and nothing wider.
        """
        fixed = sum(len(column[0].strip()) for column in self.columns if len(set(column)) == 1)
        if fixed < FIXED:
            texts = sorted({"".join(place) for place in zip(*self.columns, strict=True)})
            return f"(?:{'|'.join(map(re.escape, texts))})"
        return "".join(map(shape, self.columns, self.kinds))


def inserted(lines: Sequence[str], known: Sequence[str] = ()) -> list[Item]:
    r"""The marks of a page by position but for those known by their form; key a pattern.

    >>> page = [f"这句话里说的其实是{n}。（某某网 第{i}段）" for i, n in enumerate("雨雪风云")]
    >>> [(item.key, item.lines, item.proven) for item in inserted(page)]
    [('（某某网\\ 第[0-9]{1,2}段）(?![^\\n])', 4, True)]
    """
    if not _may_hold_one("\n".join(lines)):
        return []
    rows = [[] if _MARKDOWN.search(line) else tokens(line) for line in lines]
    found: dict[str, Item] = {}
    for backwards, places in ((True, _ends(rows)), (False, _begins(rows))):
        for mark in _grown(rows, lines, places, backwards):
            item = _item(mark, lines) if not _is_known(mark, known) else None
            if item and item.key not in found:
                found[item.key] = item
    return _widest(list(found.values()))


# What is no Han and no quotation mark behind a boundary or at a line's end, and lines that end in
# a word: without three of one kind nothing can be found, and tokens cost more than this look.
_BEHIND = re.compile("(?:^|[。！？…；，,])[ \u3000]*[^\u4e00-\u9fff“‘\n\\s]", re.MULTILINE)
_AT_END = re.compile("[^\u4e00-\u9fff。！？…”’：\n]$", re.MULTILINE)
_WORD_AT_END = re.compile("[。！？…；][^。！？…；\n]{1,40}[\u4e00-\u9fff]$", re.MULTILINE)


def _may_hold_one(text: str) -> bool:
    return any(
        sum(1 for _ in islice(sign.finditer(text), LEAST)) == LEAST
        for sign in (_BEHIND, _AT_END, _WORD_AT_END)
    )


def _is_known(mark: Mark, known: Sequence[str]) -> bool:
    text = "".join(column[0] for column in mark.columns)
    return any(name in text or text in name for name in known)


def _ends(rows: Sequence[Sequence[Token]]) -> Iterator[Place]:
    for line, row in enumerate(rows):
        if len(row) > 1:
            yield Place(line, len(row), "end")


def _begins(rows: Sequence[Sequence[Token]]) -> Iterator[Place]:
    """Line starts, and what follows a stop or a comma."""
    for line, row in enumerate(rows):
        if len(row) > 1:
            yield Place(line, 0, "start")
        for at in range(1, len(row)):
            before = row[at - 1].text
            if before in STOPS and row[at].text not in _CLOSED:
                yield Place(line, at, "stop")
            elif before in _COMMAS:
                yield Place(line, at, "comma")


def _grown(
    rows: Sequence[Sequence[Token]], lines: Sequence[str], places: Iterator[Place], backwards: bool
) -> Iterator[Mark]:
    """The marks at some places, by the two tokens nearest to each."""
    step = -1 if backwards else 1
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        first = place.at - 1 if backwards else place.at
        row = rows[place.line]
        if 0 <= first + step < len(row):
            groups[row[first].kind, row[first + step].kind].append(place)
    for _, group in sorted(groups.items()):
        if len(group) >= LEAST:
            mark = _mark(rows, lines, group, step)
            if mark:
                yield mark


def _mark(
    rows: Sequence[Sequence[Token]], lines: Sequence[str], group: list[Place], step: int
) -> Mark | None:
    """What stands at the places of a group, as far as nearly all agree."""
    size, open_ = 0, 0
    while size < LONGEST:
        nexts: dict[str, list[Place]] = defaultdict(list)
        for place in group:
            at = place.at + (size if step > 0 else -size - 1)
            if 0 <= at < len(rows[place.line]):
                nexts[rows[place.line][at].kind].append(place)
        if not nexts:
            break
        kind, same = max(nexts.items(), key=lambda one: (len(one[1]), one[0]))
        if len(same) < max(LEAST, AGREE * len(group)):
            break
        open_ += (kind == "<") - (kind == ">")
        if size and kind in STOPS + "”" and not open_ and step < 0:
            break
        group = same
        size += 1
    return _trimmed(rows, lines, group, size, step)


def _trimmed(
    rows: Sequence[Sequence[Token]],
    lines: Sequence[str],
    group: Sequence[Place],
    size: int,
    step: int,
) -> Mark | None:
    """The mark without what belongs to the sentence beside it."""
    cut: list[list[Token]] = []
    for place in group:
        low, high = (place.at, place.at + size) if step > 0 else (place.at - size, place.at)
        cut.append(list(rows[place.line][low:high]))
    while cut[0] and cut[0][0].kind in ("，", "、", " ", *STOPS, "”", "：") and step < 0:
        cut = [row[1:] for row in cut]
    while cut[0] and step > 0 and cut[0][-1].kind in ("，", "、"):
        cut = [row[:-1] for row in cut]
    if not cut[0]:
        return None
    columns = [
        tuple(
            lines[place.line][row[n].start : row[n].end]
            for place, row in zip(group, cut, strict=True)
        )
        for n in range(len(cut[0]))
    ]
    return Mark(
        tuple(token.kind for token in cut[0]),
        tuple(columns),
        tuple((p.line, row[0].start, row[-1].end) for p, row in zip(group, cut, strict=True)),
        frozenset(place.where for place in group),
    )


def _item(mark: Mark, lines: Sequence[str]) -> Item | None:
    """What a page says of a mark, if no author would have written it."""
    text = "".join(column[0] for column in mark.columns)
    if len(text.strip()) < 3 or not _apart(mark, lines) or not _in_prose(mark, lines):
        return None
    proof = unwritten(mark.kinds, mark.columns, mark.wheres, len(mark.spans) / len(lines))
    if not proof:
        return None
    pattern = mark.pattern
    if mark.wheres == {"end"} and not _behind_sentences(mark, lines):
        return None
    if mark.wheres != {"end"} and _goes_on(mark, lines):
        return None
    if _said_elsewhere(mark, pattern, lines):
        return None
    if mark.wheres == {"end"}:
        pattern += r"(?![^\n])"
    elif mark.wheres == {"start"}:
        pattern = rf"(?<![^\n]){pattern}"
    line, start, end = mark.spans[0]
    shown = (
        lines[line][max(0, end - 60) : end]
        if "end" in mark.wheres
        else lines[line][start : start + 60]
    )
    return Item("insert", pattern, len(mark.spans), line, shown, True)


def _behind_sentences(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether sentences are over where a mark at line ends begins."""
    befores = [lines[line][:start].rstrip()[-1:] for line, start, _ in mark.spans]
    return sum(not one or one in _CLOSED for one in befores) >= CLOSED_SHARE * len(befores)


def _goes_on(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether sentences go on behind a mark as behind their subject."""
    nexts = [lines[line][end : end + 1] for line, _, end in mark.spans]
    return sum(char in _GOING_ON for char in nexts if char) > TOLD * len(nexts)


def _in_prose(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether a mark stands beside Chinese prose, or on lines of its own between such."""
    written = [han(line) for line in lines]
    own = {line for line, start, end in mark.spans if lines[line].strip() in lines[line][start:end]}
    beside = [
        written[line] - han(lines[line][start:end]) >= PROSE
        for line, start, end in mark.spans
        if line not in own
    ]
    if sum(beside) < 0.8 * len(beside):
        return False
    prose = sum(han(line) >= PROSE for i, line in enumerate(lines) if i not in own)
    return prose >= len(own)


def _apart(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether what stands beside a mark differs from place to place."""
    befores, afters = set(), set()
    for line, start, end in mark.spans:
        befores.add(lines[line][max(0, start - 4) : start])
        afters.add(lines[line][end : end + 3])
    alone = afters == {""} and befores == {""}
    return alone or max(len(befores), len(afters)) >= APART


def _said_elsewhere(mark: Mark, pattern: str, lines: Sequence[str]) -> bool:
    """Whether the words of a mark are said in sentences too: then they are the subject."""
    fixed = [c[0] for c in mark.columns if len(set(c)) == 1]
    name = max(re.findall(r"[一-鿿]{2,}", "".join(fixed)), key=len, default="")
    if han(name) < 2:
        return False
    said = sum(line.count(name) for line in lines)
    known = re.compile(pattern)
    own = sum(match[0].count(name) for line in lines for match in known.finditer(line))
    return said > 1.2 * own + 1


def _widest(items: list[Item]) -> list[Item]:
    """The marks without those that only are the beginning or end of another one's text."""
    order = sorted(items, key=lambda one: (-one.lines, -len(one.key), one.key))
    kept: list[Item] = []
    for one in order:
        if not any(_bare(one.key) in _bare(other.key) for other in kept):
            kept.append(one)
    return kept


def _bare(pattern: str) -> str:
    return re.sub(r"\(\?<?!\[\^\\n\]\)", "", pattern)
