"""Text in UTF-8 or Big5 that was read as GBK or GB18030, read again."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from math import exp

from pipeline.characters import bigrams
from pipeline.characters.better import LOST, Repair, better
from pipeline.characters.han import fit

_LIKELY = 0.6  # of the likelihood of all letters that fit, for a lost one that is put back
_TRIPLE = rb"(?:[\xe2-\xef][\x80-\xbf\xff][\x80-\xbf\xff?]|\xff[\x80-\xbf]{2})"
_TRIPLES = re.compile(
    _TRIPLE
    + rb"(?:[\t -~]*(?:"
    + _TRIPLE
    + rb"|[\xc2-\xdf][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3}))*"
)
_ANY_LETTER = re.compile(
    rb"(" + _TRIPLE + rb")|(?:[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3})"
)


def utf8(line: str) -> Iterator[Repair]:
    """Runs whose GBK bytes are UTF-8, where a U+FFFD or `?` may stand for one byte."""
    if not re.search("[\u3400-\u9fff]", line):
        return
    # GBK knows no private characters, so where there are any the codec was GB18030.
    codec = "gb18030" if re.search("[\ue000-\uf8ff]", line) else "gbk"
    if not _TRIPLES.search(line.encode("gb18030", "replace")):
        return
    pieces = [b"\xff" if char == LOST else _gb18030(char) for char in line]
    places = [0, *accumulate(map(len, pieces))]
    raw = b"".join(pieces)
    for found in _TRIPLES.finditer(raw):
        letters = list(_ANY_LETTER.finditer(raw, *found.span()))
        at = [bisect_left(places, letter.start()) for letter in letters]
        # The run may have to begin or end a letter later or sooner, where a character does.
        whole = [places[i] == letter.start() for i, letter in zip(at, letters, strict=True)]
        ends = [places[bisect_left(places, each.end())] == each.end() for each in letters]
        if True not in whole or True not in ends:
            continue
        first, last = whole.index(True), len(ends) - 1 - ends[::-1].index(True)
        if first > last:
            continue
        start, end = at[first], bisect_left(places, letters[last].end())
        chosen = letters[first : last + 1]
        new = _letters(chosen, codec)
        if better(line[start:end], new):
            yield Repair(start, end, new, "utf-8-as-gbk")


def _gb18030(char: str) -> bytes:
    """The bytes of a character, or such as are valid nowhere."""
    return char.encode("gb18030", "replace") if not "\ud800" <= char <= "\udfff" else b"\xfe\xfe"


def _letters(found: list[re.Match[bytes]], codec: str) -> str:
    """Letters of UTF-8; a lost one stays what stands for it, unless one is by far the likeliest."""
    whole = [_text(each[0], "utf-8") for each in found]
    made = ""
    for each, known, following in zip(found, whole, [*whole[1:], None], strict=True):
        made += known or _lost(each, codec, made[-1:], (following or "")[:1])
    return made


def _lost(found: re.Match[bytes], codec: str, before: str, following: str) -> str:
    """A letter with a lost byte, as its neighbours tell it."""
    raw, behind = found[0], found.string[found.end() : found.end() + 4]
    if not behind.strip() and re.fullmatch(rb"\xe3[\x80\xff][\xff?]", raw):
        return "。"  # what ends a line
    if raw.count(b"\xff") == 1 and behind[:1] != b"\xff":
        costs = {
            char: bigrams.cost(before, char) + (bigrams.cost(char, following) if following else 0.0)
            for char in _with_a_byte(raw, behind[:1], codec)
        }
        chances = {char: exp(-cost) for char, cost in costs.items()}
        best = max(chances, key=lambda char: (chances[char], char), default="")
        if best and chances[best] >= _LIKELY * sum(chances.values()):
            return best
    return "?" if raw.endswith(b"?") else LOST


@cache
def _with_a_byte(raw: bytes, behind: bytes, codec: str) -> list[str]:
    """The letters a triple with one lost byte can have been.

    The codec lost the byte because it makes no pair with the byte behind it; few bytes do that.
    """
    place = raw.index(b"\xff")
    behind = (raw[place + 1 :] + behind)[:1]
    found = []
    for byte in range(0xE2, 0xF0) if place == 0 else range(0x80, 0xC0):
        char = _text(raw[:place] + bytes([byte]) + raw[place + 1 :], "utf-8")
        if char and _text(bytes([byte]) + behind, codec) is None:
            found.append(char)
    return found


def _text(raw: bytes, codec: str) -> str | None:
    """The bytes decoded, or None."""
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


# --- Big5 read as GBK or GB18030 ---

_HAN_RUNS = re.compile(r"[^\x00-\x7f]+(?:[\t -~]{0,6}[^\x00-\x7f]+)*[@-~]?")
_CHUNK = 12


def big5(line: str) -> Iterator[Repair]:
    """Runs whose GBK bytes are Big5."""
    if not re.search("[\u3400-\u9fff]", line):
        return
    if whole := _from_gbk(line, 0, len(line)):
        yield whole
        return
    for found in _HAN_RUNS.finditer(line):
        if repair := _from_gbk(line, *found.span()):
            yield repair


def _from_gbk(line: str, start: int, end: int) -> Repair | None:
    """The reading of a run as Big5, if it is much better everywhere."""
    old = line[start:end]
    if fit(old)[0] > 0:
        return None
    raw = b"".join(map(_gb18030, old))
    for codec in ("big5", "cp950", "big5hkscs"):
        try:
            new = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if better(old, new, least=4) and raw.decode("gb18030") == old and _evenly(old, new):
            return Repair(start, end, new, "big5-as-gbk")
        break
    return None


def _evenly(old: str, new: str) -> bool:
    """Whether the text becomes better everywhere, so that no sound part is lost in the mean."""
    if len(old) != len(new):
        return True
    return all(
        fit(new[i : i + _CHUNK])[0] >= fit(old[i : i + _CHUNK])[0]
        for i in range(0, len(old), _CHUNK)
    )
