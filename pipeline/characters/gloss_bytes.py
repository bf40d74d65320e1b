"""Where a page of glossed characters is broken, and what stood there: the inverse on GBK bytes.

The generator put `(pinyin)` behind every pair of bytes that looked like a character of its table,
also where the pair was the end of one character and the start of the next (`或將達` became
`或?qū)⑦_(dá)`: F2 8C between the first two is 驅). Then it cut the bytes at full-width
`，！？；：`, again heedless of characters (`。現` became `?，F(xiàn)`), and decoded the pieces as
Windows does: an invalid pair gives `?` and swallows its second byte, a user-defined pair gives a
private-use character.

So a line is a stream of bytes with a few bytes missing, each at a `?`. `Inversion.of_line` reads
the stream back, trying at each `?` what may be missing there, and keeps the likeliest reading
(Viterbi over where in a character we are), by how often its characters follow one another in
Chinese (`likely.py`) and in this page. A lost character that is not clearly likeliest stays `?`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import exp
from typing import NamedTuple

from pipeline.characters import bigrams
from pipeline.characters.gloss_tables import SYLLABLE, decoded, encoded, first_level, is_reading
from pipeline.characters.han_letters import is_in_gb2312

_CUTS = "，！？；："
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "【": "】"}
_CLOSING = frozenset(_QUOTES.values())
_ENDING = frozenset("。！？…：；”’」』》）】")
_TAIL = re.compile(rf"\?({SYLLABLE})\)")
_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[ -/:;](?=[\u4e00-\u9fff])")

# In nats. The damage is the same for the same text, so a reading costs what its text does.
_PAGE_PAIR = 2.0  # what a pair of characters saves if the page has it elsewhere
_QUOTED = 3.0  # what a quotation mark saves that fits the ones before, and costs that does not
_LETTER = 5.0  # a swallowed digit or mark
_ODD_QUESTION = 9.0  # a real `?` just before `，`, or before `pinyin)`
_UNGLOSSED = 8.0  # a character of the table without its gloss
_MIDDLE = 2.0  # a line that ends without a mark
_NEVER = 12.0  # 。 before 。 or a comma, an opening mark at the end of a line, hopeless bytes
_SURE = 0.6  # of the likelihood of all that can have been lost, for what is put back
_FEW = 6  # completions of a character that are tried where more is lost behind it …
_SOME = 12  # … and where only that one is lost
_BEAM = 8  # readings kept at a place, of those in the middle of a character and of the others
_MOSTLY = 0.8  # of the marks between two Han characters, so that a lost one is named


class _Node(NamedTuple):
    """One reading of a line so far."""

    cost: float
    pending: int | None  # lead byte of a character whose second byte is to come
    last: tuple[int, int]  # the last two bytes
    past: "_Node | None"
    place: int  # characters of the line read
    out: str  # what was made of the last step
    char: str  # the last character made
    quoted: str = ""  # what will close the quotations and brackets that are open
    among: tuple[str, ...] = ()  # of what the last character was chosen, if it was lost


class Inversion:
    """What a page tells of its own damage: the table it was glossed with, and pairs it has."""

    def __init__(self, text: str, table: Mapping[str, str]) -> None:
        self._table = table
        lines = text.split("\n")
        self._pairs = {
            pair for line in lines if "?" not in line for pair in pairwise(_GLOSS.sub("", line))
        }
        between = Counter(_BETWEEN.findall(text))
        self._mark = max(between, key=lambda mark: (between[mark], mark), default="?")
        if between[self._mark] < _MOSTLY * between.total():
            self._mark = "?"
        self._ranked: dict[tuple[str, str, str], list[tuple[float, str]]] = {}
        self._by_lead: dict[tuple[int, str], list[int]] = defaultdict(list)
        for char, sound in table.items():
            if char in encoded():
                lead, trail = encoded()[char]
                self._by_lead[lead, sound].append(trail)
        self._pairs.update(*(map(self._said, (line for line in lines if "?" in line))))
        self._ranked.clear()

    def glossed(self, char: str, sound: str) -> bool:
        """Whether the machine would have put this gloss behind the character."""
        return self._table.get(char) == sound or (
            not is_in_gb2312(char) and is_reading(char, sound)
        )

    def of_line(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Spans of the line and what stood there before the damage, in order.

        >>> list(Inversion("", {"達": "dá", "驅": "qū"}).of_line("或?qū)⑦_(dá)"))
        [(1, 5, '將'), (5, 7, '達'), (7, 11, '')]
        """
        start, out = 0, ""
        for step, after in self._steps(line):
            out += step.out if self._sure(step, after) else "?" + step.out[1:]
            if step.pending is None:
                if out != line[start : step.place]:
                    yield _trimmed(start, line[start : step.place], out)
                start, out = step.place, ""

    def _said(self, line: str) -> set[tuple[str, str]]:
        """The pairs of characters that a damaged line has, whatever was lost."""
        chars = [" " if step.among else step.out for step, _ in self._steps(line) if step.out]
        return {pair for pair in pairwise(chars) if " " not in pair and "?" not in pair}

    def _steps(self, line: str) -> Iterator[tuple[_Node, str]]:
        """The cheapest reading of a line, step by step, each with the character behind it."""
        node, after, found = self._read(line), "\n", []
        while node is not None and node.past is not None:
            found.append((node, after))
            after, node = node.out[:1] or after, node.past
        return reversed(found)

    def _sure(self, step: _Node, after: str) -> bool:
        """Whether the step says nothing that was lost, or what is likely enough to be it."""
        if not step.among or step.past is None or step.pending is not None:
            return True
        costs = {char: self._cost(step.past, char) + self._pair(char, after) for char in step.among}
        chances = {char: exp(-cost) for char, cost in costs.items()}
        return chances[step.out[:1]] >= _SURE * sum(chances.values())

    def _read(self, line: str) -> _Node | None:
        """The cheapest reading of a line; None if none fits."""
        waiting: dict[int, dict[tuple[int | None, tuple[int, int], str], _Node]] = {}
        waiting[0] = {(None, (0, 0), ""): _Node(0.0, None, (0, 0), None, 0, "", "")}
        for place in range(len(line)):
            for node in _best(waiting.pop(place, {}).values()):
                for new in self._next(line, place, node):
                    at = waiting.setdefault(new.place, {})
                    key = (new.pending, new.last, new.char)
                    if key not in at or new.cost < at[key].cost:
                        at[key] = new
        ends = [node for node in waiting.get(len(line), {}).values() if node.pending is None]
        return min(ends, key=lambda node: node.cost + self._pair(node.char, "\n"), default=None)

    def _next(self, line: str, place: int, node: _Node) -> Iterator[_Node]:
        char = line[place]
        if char == "?":
            yield from self._question(line, place, node)
            return
        if char == "(":
            match = _GLOSS.match(line, place)
            if match and self.glossed(_char(*node.last), match[1]):
                yield node._replace(past=node, place=match.end(), out="", among=())
                return
        pair = encoded().get(char)
        if pair is not None:
            for half in self._fed(line, node, pair[0], place):
                yield from self._fed(line, half, pair[1], place + 1)
        if ord(char) < 0x80 or char in "€\x80":  # € is one byte, 80, or two
            yield from self._fed(line, node, min(ord(char), 0x80), place + 1)
        elif pair is None and node.pending is None:  # not in GBK: it never met the generator
            yield node._replace(
                cost=node.cost + _NEVER,
                last=(0, 0),
                past=node,
                place=place + 1,
                out=char,
                char=char,
            )

    def _question(self, line: str, place: int, node: _Node) -> Iterator[_Node]:
        after = place + 1
        tail = _TAIL.match(line, place)
        if tail:
            for trail in self._trails(node.last[1], tail[1]):
                yield from self._fed(line, node, trail, tail.end(), node)
        at_cut = line[after : after + 1] in _CUTS
        if node.pending is not None:
            yield from self._completed(line, after, node, at_cut or after == len(line))
            return
        odd = _ODD_QUESTION if tail or at_cut else 0.0
        real = node._replace(past=node, place=after, out="?", char="?", among=())
        yield real._replace(cost=node.cost + self._cost(node, "?") + odd, last=(node.last[1], 0x3F))
        if at_cut and after < len(line):  # what the cut begins with ends a character
            chars = _before_cut()
            for _, char in self._likeliest(chars, node):
                last = (node.last[1], chars[char])
                yield node._replace(
                    pending=last[1], last=last, past=node, place=after, out="", among=tuple(chars)
                )

    def _completed(self, line: str, after: int, node: _Node, at_cut: bool) -> Iterator[_Node]:
        """The readings of a `?` in which it is, or begins with, the second byte of a character."""
        chars = _completions(node.pending or 0)
        for cost, char in self._likeliest(chars, node)[: None if at_cut else _FEW]:
            last = (node.pending or 0, chars[char])
            new = self._made(node, cost, last, after, char)._replace(among=tuple(chars))
            if at_cut:
                yield new
                continue
            # The byte behind it was swallowed: a mark or digit, or the lead of another character.
            lost = "?" if line[after : after + 1].isdigit() else self._mark
            yield new._replace(cost=new.cost + _LETTER, out=char + lost, char=lost)
            for other in _unassigned(chars[char]):
                yield new._replace(pending=other, last=(last[1], other))

    def _likeliest(self, chars: Mapping[str, int], node: _Node) -> list[tuple[float, str]]:
        """The likeliest of some characters behind a reading, with their costs."""
        key = (next(iter(chars), ""), node.char, node.quoted)
        if key not in self._ranked:
            costs = ((self._cost(node, char), char) for char in chars)
            self._ranked[key] = sorted(costs)[:_SOME]
        return self._ranked[key]

    def _made(
        self, node: _Node, cost: float, last: tuple[int, int], place: int, char: str
    ) -> _Node:
        """The reading with one more character."""
        quoted = node.quoted + _QUOTES.get(char, "")
        if char in _CLOSING and quoted.endswith(char):
            quoted = quoted[:-1]
        return _Node(node.cost + cost, None, last, node, place, char, char, quoted)

    def _trails(self, lead: int, sound: str) -> list[int]:
        """Second bytes of the characters that may have been glossed so; the page's own first."""
        return self._by_lead.get((lead, sound)) or _outside(lead, sound)

    def _fed(
        self, line: str, node: _Node, byte: int, place: int, past: _Node | None = None
    ) -> Iterator[_Node]:
        """The reading with one more byte; none if no character can be made of it."""
        last = (node.last[1], byte)
        new = node._replace(last=last, past=past or node, place=place)
        bare = line[place : place + 1] != "(" and line[place - 1 : place] not in (")", "?", "")
        if bare and _char(*last) in self._table:
            new = new._replace(cost=node.cost + _UNGLOSSED)
        if node.pending is None and byte > 0x80:
            yield new._replace(pending=byte, out="", among=())
            return
        if node.pending is None:
            char = "€" if byte == 0x80 else chr(byte)
        else:
            char = _char(node.pending, byte)
        if char:
            made = self._made(new, self._cost(node, char), last, place, char)
            yield made._replace(past=new.past, among=node.among if char in node.among else ())

    def _cost(self, node: _Node, char: str) -> float:
        """How unlikely a character is in this page, behind a reading."""
        cost = self._pair(node.char, char)
        if char in _QUOTES:
            return cost + (_QUOTED if _QUOTES[char] in node.quoted else 0.0)
        if char in _CLOSING:
            return cost + (-_QUOTED if node.quoted.endswith(char) else _QUOTED)
        return cost

    def _pair(self, before: str, char: str) -> float:
        """How unlikely a character is in this page, behind another."""
        saved = _PAGE_PAIR if (before, char) in self._pairs else 0.0
        return _cost(before, char) - saved


def _best(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """The cheapest readings of a place, of each alignment: the cheaper one may yet prove wrong."""
    kept = Counter[int | None]()
    for node in sorted(nodes, key=lambda node: node.cost):
        kept[node.pending] += 1
        if kept[node.pending] <= _BEAM:
            yield node


def _char(lead: int, trail: int) -> str:
    return decoded().get((lead, trail), "")


@cache
def _cost(before: str, char: str) -> float:
    """How unlikely a character is in any page; nobody writes 。 before a comma or 。."""
    if char == "\n":
        return _NEVER if before in _QUOTES else 0.0 if before in _ENDING else _MIDDLE
    never = before == "。" and char in "。、，；："
    return bigrams.cost(before, char) + (_NEVER if never else 0.0)


@cache
def _completions(lead: int) -> dict[str, int]:
    """The characters whose second byte can be lost at a `?`, by their first, with the second."""
    pairs = ((_char(lead, trail), trail) for trail in range(0x81, 0xFF))
    return {char: trail for char, trail in pairs if char and not "\ue000" <= char <= "\uf8ff"}


@cache
def _unassigned(lead: int) -> list[int]:
    """First bytes of characters that make no character as the second one behind `lead`."""
    return [byte for byte in range(0x81, 0xFF) if not _char(lead, byte)]


@cache
def _outside(lead: int, sound: str) -> list[int]:
    """Second bytes of the characters outside GB2312 with this lead byte and reading."""
    found = [(trail, _char(lead, trail)) for trail in range(0x81, 0xFF)]
    fits = [(t, c) for t, c in found if c and not is_in_gb2312(c) and is_reading(c, sound)]
    return [t for t, c in fits if c in first_level()] or [t for t, _ in fits]


@cache
def _before_cut() -> dict[str, int]:
    """The characters whose second byte is A3, the first of each cut, with their first bytes."""
    pairs = ((_char(lead, 0xA3), lead) for lead in range(0x81, 0xFF))
    return {char: lead for char, lead in pairs if char and not "\ue000" <= char <= "\uf8ff"}


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The span without what both ends share."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]
