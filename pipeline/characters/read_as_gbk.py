"""Text in UTF-8 or Big5 that was read as GBK or GB18030, read again.

Nothing is guessed: a letter comes back where all its bytes are there, and what lost some of them
is marked by one U+FFFD, however likely a letter may be.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from pipeline.characters.better import GAIN, LOST, Repair, better
from pipeline.characters.han import fit

_LETTER = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xf0\x9f[\x80-\xbf]{2}"  # beyond the first plane only emoji are met
)
# A letter of which bytes are lost, or several with what is lost between them. What codecs put for
# bytes that make no pair stands here as 0xff: U+FFFD, or `?` or the blank of GBK, A1 A1.
_DAMAGED = re.compile(
    rb"[\xe2-\xef][\x80-\xbf]?(?:\xff+[\x80-\xbf]{0,2})+|\xff+(?:[\x80-\xbf]{1,2}\xff*)*"
)
_ASKED = re.compile(
    rb"[\xe2-\xef][\x80-\xbf]?(?:[\xff?]+[\x80-\xbf]{0,2})+|\xff+(?:[\x80-\xbf]{1,2}[\xff?]*)*"
    rb"|\?+[\x80-\xbf]{1,2}(?:[\xff?]+[\x80-\xbf]{0,2})*"
)
_CUT_SHORT = re.compile(rb"[\xe2-\xef][\x80-\xbf]?\Z")
_TRIPLES = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}[\t -~\xff?]*[\xe2-\xef][\x80-\xbf\xff]")
_HAN = re.compile("[\u3400-\u9fff]")
_WHOLE = 2  # letters that must be whole for each that is not, and at least so many


class _Piece(NamedTuple):
    """Bytes from `start` to `end` of a line: a letter, or "" for what lost bytes."""

    start: int
    end: int
    letter: str


def utf8(line: str) -> Iterator[Repair]:
    """Runs whose GBK bytes are UTF-8, where signs may stand for lost bytes."""
    if not _HAN.search(line):
        return
    # One codec has one sign: where it is U+FFFD, a blank is two bytes and a `?` asks.
    marked = LOST in line
    signs = {LOST: b"\xff"} if marked else {"\N{IDEOGRAPHIC SPACE}": b"\xff"}
    pieces = [signs.get(char) or _gb18030(char) for char in line]
    raw = b"".join(pieces)
    if not _TRIPLES.search(raw):
        return
    places = {place: i for i, place in enumerate([0, *accumulate(map(len, pieces))])}
    for run in _runs(raw, _DAMAGED if marked else _ASKED):
        # The run may have to begin or end a letter later or sooner, where a character does.
        while run and run[0].start not in places:
            run = run[1:]
        while run and run[-1].end not in places:
            run = run[:-1]
        if run and (repair := _repaired(line, places[run[0].start], places[run[-1].end], run)):
            yield repair


def _runs(raw: bytes, damaged: re.Pattern[bytes]) -> Iterator[list[_Piece]]:
    """The stretches of bytes that are UTF-8 but for what is lost, without ASCII at their ends."""
    run: list[_Piece] = []
    place = 0
    while place < len(raw):
        found = _LETTER.match(raw, place)
        lost = damaged.match(raw, place)
        if found and not (lost and found[0] == b"?"):
            run.append(_Piece(place, found.end(), found[0].decode()))
        elif found := lost or _CUT_SHORT.match(raw, place):
            run.append(_Piece(place, found.end(), ""))
        else:
            yield _bare(run)
            run = []
        place = found.end() if found else place + 1
    yield _bare(run)


def _bare(run: list[_Piece]) -> list[_Piece]:
    """A run without the ASCII at its ends."""
    high = [i for i, piece in enumerate(run) if not piece.letter.isascii() or not piece.letter]
    return run[high[0] : high[-1] + 1] if high else []


def _repaired(line: str, start: int, end: int, run: list[_Piece]) -> Repair | None:
    """A run read as UTF-8, if that is much better Chinese than it was."""
    whole = sum(piece.letter > "\x7f" for piece in run)
    lost = sum(not piece.letter for piece in run)
    if whole < _WHOLE * max(1, lost):
        return None
    old, new = line[start:end], "".join(piece.letter or LOST for piece in run)
    kept = "".join(piece.letter for piece in run)
    if not better(old, kept) or fit(kept)[0] < fit(old)[0] + GAIN:
        return None
    return Repair(start, end, new, "utf-8-as-gbk")


def _gb18030(char: str) -> bytes:
    """The bytes of a character, or such as are valid nowhere."""
    return char.encode("gb18030", "replace") if not "\ud800" <= char <= "\udfff" else b"\xfe\xfe"


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
