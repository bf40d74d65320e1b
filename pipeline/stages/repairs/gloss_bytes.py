"""Where a page of glossed characters is broken, and what stood there: the inverse on GBK bytes.

The generator put `(pinyin)` behind every pair of bytes that looked like a character of its table,
also where the pair was the end of one character and the start of the next (`或將達` became
`或?qū)⑦_(dá)`: F2 8C between the first two is 驅). Then it cut the bytes at full-width
`，！？；：`, again heedless of characters (`。現` became `?，F(xiàn)`), and decoded the pieces as
Windows does: an invalid pair gives `?` and swallows its second byte, a user-defined pair gives a
private-use character.

So a line is a stream of bytes with a few bytes missing, each at a `?`. `Inversion.of_line` reads
the stream back, trying at each `?` what may be missing there, and keeps the cheapest reading
(Viterbi over where in a character we are), where a reading costs less the commoner its characters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.stages.repairs.gloss_tables import (
    SYLLABLE,
    decoded,
    encoded,
    in_gb2312,
    is_common,
    reads,
)

_CUTS = "，！？；："
_TAIL = re.compile(rf"\?({SYLLABLE})\)")
_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
_FULL_STOP_LEAD = 0xA1  # 。 is A1 A3, and A3 begins each of the cuts
_UNKNOWN = 0  # a lead byte that is lost for good

# Costs, in rough natural logs of how unlikely a thing is. What matters is their order: common
# characters < one lost byte < a run of rare characters, so that one `?` must explain what follows.
_COMMON, _RARE, _STRANGE, _PRIVATE = 2.0, 6.0, 9.0, 14.0
_LOST, _GUESS, _HOPELESS = 4.0, 6.0, 10.0
_KNOWN_PAIR = 1.5  # what a pair of characters saves if the page has it elsewhere
_ODD_QUESTION = 9.0  # a real `?` just before `，`, or before `pinyin)`


class _Node(NamedTuple):
    """One reading of a line so far."""

    cost: float
    pending: int | None  # lead byte of a character whose second byte is to come
    last: tuple[int, int]  # the last two bytes
    past: "_Node | None"
    place: int  # characters of the line read
    out: str  # what was made of the last step
    char: str  # the last character made


class Inversion:
    """What a page tells of its own damage: the table it was glossed with, and pairs it has."""

    def __init__(self, text: str, table: Mapping[str, str]) -> None:
        self._table = table
        bare = _GLOSS.sub("", text)
        self._pairs = Counter(pair for pair in pairwise(bare) if "?" not in pair)
        self._chars = frozenset(bare)
        self._by_lead: dict[tuple[int, str], list[int]] = defaultdict(list)
        for char, sound in table.items():
            if char in encoded():
                lead, trail = encoded()[char]
                self._by_lead[lead, sound].append(trail)

    def glossed(self, char: str, sound: str) -> bool:
        """Whether the machine would have put this gloss behind the character."""
        return self._table.get(char) == sound or (not in_gb2312(char) and reads(char, sound))

    def of_line(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Spans of the line and what stood there before the damage, in order.

        >>> list(Inversion("", {"達": "dá", "驅": "qū"}).of_line("或?qū)⑦_(dá)"))
        [(1, 5, '將'), (5, 7, '達'), (7, 11, '')]
        """
        best = self._read(line)
        steps: list[_Node] = []
        while best is not None and best.past is not None:
            steps.append(best)
            best = best.past
        start, out = 0, ""
        for step in reversed(steps):
            out += step.out
            if step.pending is None:
                if out != line[start : step.place]:
                    yield _trimmed(start, line[start : step.place], out)
                start, out = step.place, ""

    def _read(self, line: str) -> _Node | None:
        """The cheapest reading of a line; None if none fits."""
        waiting: dict[int, dict[tuple[int | None, tuple[int, int]], _Node]] = {}
        waiting[0] = {(None, (0, 0)): _Node(0.0, None, (0, 0), None, 0, "", "")}
        for place in range(len(line)):
            for node in waiting.pop(place, {}).values():
                for new in self._next(line, place, node):
                    at = waiting.setdefault(new.place, {})
                    key = (new.pending, new.last)
                    if key not in at or new.cost < at[key].cost:
                        at[key] = new
        ends = [node for node in waiting.get(len(line), {}).values() if node.pending is None]
        return min(ends, key=lambda node: node.cost, default=None)

    def _next(self, line: str, place: int, node: _Node) -> Iterator[_Node]:
        char = line[place]
        if char == "?":
            yield from self._question(line, place, node)
            return
        if char == "(":
            match = _GLOSS.match(line, place)
            if match and self.glossed(_char(*node.last), match[1]):
                yield node._replace(past=node, place=match.end(), out="")
                return
        pair = encoded().get(char)
        if pair is not None:
            for half in self._fed(node, pair[0], place):
                yield from self._fed(half, pair[1], place + 1)
        if ord(char) < 0x80 or char in "€\x80":  # € is one byte, 80, or two
            yield from self._fed(node, min(ord(char), 0x80), place + 1)
        elif pair is None and node.pending is None:  # not in GBK: it never met the generator
            yield _Node(node.cost + _COMMON, None, (0, 0), node, place + 1, char, char)

    def _question(self, line: str, place: int, node: _Node) -> Iterator[_Node]:
        tail = _TAIL.match(line, place)
        if tail:
            for trail in self._trails(node.last[1], tail[1]):
                lost = node._replace(cost=node.cost + _LOST)
                yield from self._fed(lost, trail, tail.end(), node)
        cut = place + 1 == len(line) or line[place + 1] in _CUTS
        if node.pending is None:
            odd = tail is not None or (cut and place + 1 < len(line))
            cost = node.cost + (_ODD_QUESTION if odd else _COMMON)
            yield _Node(cost, None, (node.last[1], 0x3F), node, place + 1, "?", "?")
            if odd and tail is None:
                for lead, cost in self._leads(node.char):
                    last = (node.last[1], lead)
                    yield _Node(node.cost + cost, lead, last, node, place + 1, "", node.char)
        elif cut:
            guess = self._guess(node, at_end=place + 1 == len(line))
            cost = node.cost + (_GUESS if guess else _HOPELESS)
            yield _Node(cost, None, (0, 0), node, place + 1, guess or "?", guess or "?")
        else:  # both bytes of an undefined pair are lost: the end of one character, the next's lead
            cost = node.cost + _HOPELESS
            yield _Node(cost, _UNKNOWN, (0, 0), node, place + 1, "?", "?")

    def _leads(self, before: str) -> Iterator[tuple[int, float]]:
        """First bytes that may be lost before a cut, of 。 or of what the page has, with costs."""
        yield _FULL_STOP_LEAD, _LOST
        for lead, char in _before_cut():
            if self._pairs[before, char]:
                yield lead, _LOST + 0.5  # a sentence that ends is likelier
            elif char in self._chars:
                yield lead, _LOST + 3.0
        yield _UNKNOWN, _LOST + 3.0

    def _trails(self, lead: int, sound: str) -> list[int]:
        """Second bytes of the characters that may have been glossed so; the page's own first."""
        return self._by_lead.get((lead, sound)) or _outside(lead, sound)

    def _guess(self, node: _Node, at_end: bool) -> str:
        """The one character with this lead byte that the page has behind the one before."""
        before = node.char
        if not before or node.pending is None:
            return ""
        if at_end and node.pending == _FULL_STOP_LEAD and before in "。！？…":
            return "”"  # the only mark of its row that ends a line behind a full stop
        chars = (decoded().get((node.pending, trail), "") for trail in range(0x40, 0xFF))
        ranked = sorted(((self._pairs[before, c], c) for c in chars if c), reverse=True)
        if ranked and ranked[0][0] > 2 * ranked[1][0]:
            return ranked[0][1]
        return ""

    def _fed(
        self, node: _Node, byte: int, place: int, past: _Node | None = None
    ) -> Iterator[_Node]:
        """The reading with one more byte; none if no character can be made of it."""
        last = (node.last[1], byte)
        past = past or node
        if node.pending is None and byte > 0x80:
            yield _Node(node.cost, byte, last, past, place, "", node.char)
            return
        if node.pending is None:
            char, cost = "€" if byte == 0x80 else chr(byte), _COMMON
        elif node.pending == _UNKNOWN:
            char, cost = "?", _STRANGE
        else:
            char = _char(node.pending, byte)
            cost = _cost(char) if char else 0.0
        if char:
            cost -= _KNOWN_PAIR if (node.char, char) in self._pairs else 0.0
            cost += _STRANGE if node.char == "。" and char in "。、，；：" else 0.0
            yield _Node(node.cost + cost, None, last, past, place, char, char)


def _char(lead: int, trail: int) -> str:
    return decoded().get((lead, trail), "")


@cache
def _cost(char: str) -> float:
    """How unlikely a character is in a Chinese article."""
    if is_common(char) or "\u3000" <= char <= "\u3011" or "\uff01" <= char <= "\uff5e":
        return _COMMON
    if "“" <= char <= "”" or "‘" <= char <= "’" or char in "—…·":
        return _COMMON
    if "\ue000" <= char <= "\uf8ff":
        return _PRIVATE
    return _RARE if "\u4e00" <= char <= "\u9fff" and in_gb2312(char) else _STRANGE


@cache
def _outside(lead: int, sound: str) -> list[int]:
    """Second bytes of the characters outside GB2312 with this lead byte and reading."""
    found = [(trail, _char(lead, trail)) for trail in range(0x81, 0xFF)]
    fits = [(t, c) for t, c in found if c and not in_gb2312(c) and reads(c, sound)]
    return [t for t, c in fits if is_common(c)] or [t for t, _ in fits]


@cache
def _before_cut() -> list[tuple[int, str]]:
    """Common characters whose second byte is A3, the first of each cut, with their first bytes."""
    found = ((lead, _char(lead, 0xA3)) for lead in range(0xB0, 0xF8))
    return [(lead, char) for lead, char in found if char and is_common(char)]


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The span without what both ends share."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]
