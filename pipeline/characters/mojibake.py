"""Text that was decoded by a wrong codec, decoded again by the right one.

A clean text costs one look in a table per character. Where characters stand together that Chinese
prose never puts together, each way in which they can have come about is tried backwards: per
run, for a line can be half damaged. A repair is made only if it fits Chinese much better, brings
no U+FFFD and no private character that was not there, and gives the damaged text back exactly
when the damage is done again. Articles about 乱码 quote it: they are left alone unless damaged
as a whole.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from pipeline.characters import read_as_latin as latin
from pipeline.characters.better import GAIN, LOST, SOME, Repair, better, is_even, is_whole
from pipeline.characters.han import fit, weights
from pipeline.characters.read_as_gbk import BREAK, big5, gbk_bytes, reads_as_big5
from pipeline.characters.read_as_other import as_latin_1
from pipeline.characters.utf8_letters import Piece, has_utf8_letters, runs
from pipeline.model.edits import Edit
from pipeline.model.lines import lines

_TOPIC = re.compile(r"乱码|亂碼|锟斤拷|烫烫烫|(?i:mojibake)|(?:字符|文字)?编码错误|編碼錯誤")
_WINDOW, _LOW = 6, -1.4  # so many neighbours with a mean so low: names and poems stay above
_RARE = -3
_LAYERS = 3  # text encoded three times over has been seen, and beyond it bytes are lost
_MOST = 0.9  # of the characters above ASCII that one damage explains
_SHORT = 9  # characters of UTF-8 that may stand inside a run of Latin ones by accident
_LATIN = re.compile("[\x80-\xff]")
_VALID = 4  # letters of UTF-8 in a row that are no accident
_REST = re.compile(r"\??[^\x00-\x7f](?:[@-~]?(?:\?+[@-~]?)?[^\x00-\x7f])*\?*")
_REST_OF_PAIRS = re.compile(f"{_REST.pattern}[@-~]?")
_ASKED = re.compile(r"\?{2,}")
_LEADS = re.compile("[\xc2-\xf4]")
_HAN = re.compile("[\u3400-\u9fff]")
_BEGINS = re.compile(rb"[\x00->@-\x7f\xc2-\xf4]")  # a letter of UTF-8, but for a sign


def mojibake_edits(text: str) -> Iterator[Edit]:
    r"""Edits that decode reversible mojibake again.

    >>> damaged = "这是好的。\n" + "这一行不是好的。".encode("gbk").decode("latin-1")
    >>> [(edit.start, edit.new, edit.rule) for edit in mojibake_edits(damaged)]
    [(6, '这一行不是好的。', 'gbk-as-latin-1')]
    """
    if text.isascii() or not suspicious(text):
        return
    found = [
        (line.start, repair)
        for line in lines(text)
        if not line.text.isascii() and _suspicious(line.text)
        for repair in _repairs(line.text)
    ]
    if found and _quoted(text, [repair for _, repair in found]):
        return
    for place, (start, end, new, rule) in found:
        yield Edit(place + start, place + end, new, rule)


@lru_cache(maxsize=1)  # asked twice of one text
def suspicious(text: str) -> bool:
    """Whether anywhere a few neighbours (ASCII not counted) fit Chinese badly."""
    return _suspicious(text)


def _suspicious(text: str) -> bool:
    if "â€" in text:  # a quotation mark or dash in windows-1252, among sound letters
        return True
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    found = weights().take(units)
    # Most texts end here: no two rare characters stand next to or next but one to each other.
    rare = np.flatnonzero(found <= _RARE)
    if len(rare) < 2 or int((rare[1:] - rare[:-1]).min()) > 2:
        return False
    found = found[units >= 0x7F]
    size = min(_WINDOW, len(found))
    if size < 2:
        return False
    sums = np.cumsum(found, dtype=np.int32)
    windows = sums[size - 1 :].copy()
    windows[1:] -= sums[:-size]
    return bool(windows.min() <= _LOW * size)


def _quoted(text: str, repairs: list[Repair]) -> bool:
    """Whether the text speaks about mojibake and most of it is sound: then it only quotes it."""
    if not _TOPIC.search(text) and not any(_TOPIC.search(repair.new) for repair in repairs):
        return False
    return sum(repair.end - repair.start for repair in repairs) * 2 < len(text)


def _repairs(line: str, layers: int = _LAYERS) -> list[Repair]:
    """The repairs of one line, by the damage that explains most of it."""
    high = len(line.encode("ascii", "ignore"))
    best: list[Repair] = []
    covered = 0
    for damage in (_utf8(layers, _as_latin), latin.pairs, _utf8(layers, _as_gbk), big5, _others):
        made = list(damage(line))
        size = sum(repair.end - repair.start for repair in made)
        if size > covered:
            best, covered = made, size
        if covered >= _MOST * (len(line) - high):
            break
    return best


_CHINESE = 2.5  # the mean fit; words in Cyrillic as GBK have 1 at most


def _others(line: str) -> Iterator[Repair]:
    """A line that another alphabet shows, read as one that Latin-1 shows; the clearest codec."""
    found: list[tuple[float, list[Repair]]] = []
    for codec, shown in as_latin_1(line):
        made = [*_utf8(1, _as_latin)(shown)] or [*latin.pairs(shown)]
        mean, count = fit("".join(repair.new for repair in made))
        if mean >= _CHINESE and count >= _SHORT:
            found.append(
                (
                    mean * count,
                    [
                        one._replace(rule=f"{one.rule.removesuffix('latin-1')}other {codec}")
                        for one in made
                        if one.rule.endswith("-as-latin-1")
                    ],
                )
            )
    if found:
        yield from max(found, key=lambda one: one[0])[1]


# --- UTF-8 shown as Latin-1, windows-1252 or GBK, once or several times over ---


class _Reading(NamedTuple):
    """How a line was read, backwards: the bytes of each of its characters."""

    rule: str
    pieces: list[bytes]


def _as_latin(line: str) -> _Reading | None:
    if not _LEADS.search(line):
        return None
    shown = latin.latin_bytes(line)  # as long as the line
    return _Reading(
        "utf-8-as-latin-1",
        [
            b"\xff" if char in (LOST, SOME) else char.encode("latin-1") if char <= "\xff" else BREAK
            for char in shown
        ],
    )


def _as_gbk(line: str) -> _Reading | None:
    if not _HAN.search(line):
        return None
    pieces = list(map(gbk_bytes, line))
    for i, char in enumerate(line[:-1]):
        # A2 E3, or the byte 80 of CP936, after which another letter begins.
        if char == "€" and _BEGINS.match(pieces[i + 1]):
            pieces[i] = b"\x80"
    return _Reading("utf-8-as-gbk", pieces)


def _utf8(
    layers: int, backwards: Callable[[str], _Reading | None]
) -> Callable[[str], Iterator[Repair]]:
    """Runs that are UTF-8 once every character is taken for the bytes it shows."""

    def damage(line: str) -> Iterator[Repair]:
        reading = backwards(line)
        if reading is None:
            return
        raw = b"".join(reading.pieces)
        if not has_utf8_letters(raw):
            return
        places = {place: i for i, place in enumerate([0, *accumulate(map(len, reading.pieces))])}
        for run in runs(raw):
            # The run may have to begin or end a letter later or sooner, where a character does.
            while run and run[0].start not in places:
                run = run[1:]
            while run and run[-1].end not in places:
                run = run[:-1]
            if not run:
                continue
            start, end = places[run[0].start], places[run[-1].end]
            if end - start < _SHORT and _LATIN.search(
                line[max(0, start - 1) : start] + line[end : end + 1]
            ):
                continue  # an accident of GBK shown as Latin-1
            new = "".join(piece.letter or LOST for piece in run)
            if rule := _proved(line[start:end], new, reading.rule):
                yield Repair(start, end, new, rule)
            elif layers > 1:
                under = "".join(piece.letter or _signs(raw, piece, reading.rule) for piece in run)
                yield from _inside(under, line, start, end, layers - 1)

    return damage


def _signs(raw: bytes, piece: Piece, rule: str) -> str:
    """A sign for each byte that is lost or spoilt; one of GBK stands for a pair."""
    size = piece.end - piece.start
    if rule == "utf-8-as-gbk":
        size += raw.count(b"\xff", piece.start, piece.end)
    return SOME * size


def _proved(old: str, new: str, rule: str) -> str:
    """The rule, if a reading as UTF-8 is likely: that it is valid says most already."""
    lost, kept = new.count(LOST), new.replace(LOST, "")
    if reads_as_big5(kept):
        return ""  # a layer that is undone leaves one more
    if rule == "utf-8-as-latin-1" and not lost:
        now = fit(new)[0]
        return rule if now >= max(0, fit(old)[0] + GAIN) else ""
    return rule if is_whole(new, lost) and better(old, kept) else ""


def _inside(new: str, line: str, start: int, end: int, layers: int) -> Iterator[Repair]:
    """What stands under a next layer of wrong reading, if that explains nearly all of it.

    A pair may end in a letter of ASCII, which is none of UTF-8.
    """
    if SOME in new:  # then both bytes of a letter may be lost, of which each left its sign
        new = _ASKED.sub(lambda found: SOME * len(found[0]), new)
    asked = start - len(line[:start].rstrip("?"))
    after = len(line) - end - len(line[end:].lstrip("?"))
    halved = "@" <= line[end : end + 1] <= "~"
    for more in (1, 0) if halved else (after,):
        under = "?" * asked + new + line[end : end + more]
        high = sum(char > "\x7f" for char in under)
        made = _repairs(under, layers) if high >= _VALID else []
        if made and sum(repair.end - repair.start for repair in made) >= _MOST * high:
            now = _built(under, made)
            if halved and not more and SOME in under:
                now = now[:-1] + LOST  # of what is lost the rest may have shifted until here
            if is_even(now):
                one = made[0].rule == "utf-8-as-latin-1"
                rule = "utf-8-as-latin-1" if one else "latin-1-as-utf-8"
                yield Repair(start - asked, end + more, now, rule)
                return


def _built(under: str, made: list[Repair]) -> str:
    """What repairs make of a layer; what they leave of its letters no second layer proves.

    Where those were pairs, a letter of ASCII after what is lost may be half of one.
    """
    parts, place = [], 0
    rest = _REST if made[0].rule.startswith("utf-8") else _REST_OF_PAIRS
    for start, end, new, _ in made:
        parts += [rest.sub(LOST, under[place:start]), new]
        place = end
    return "".join([*parts, rest.sub(LOST, under[place:])])
