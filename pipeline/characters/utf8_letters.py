"""The letters of UTF-8 in bytes of which some may be lost.

Nothing is guessed: a letter comes back where all its bytes are there, and what lost some of them is
marked by one sign, however likely a letter may be.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xf0\x9f[\x80-\xbf]{2}"  # beyond the first plane only emoji are met
)
# A letter of which bytes are lost, or several with what is lost between them; 0xff is a sign, and a
# question mark beside half a letter may be one.
_DAMAGED = re.compile(
    rb"[\xc2-\xef][\x80-\xbf]?(?:[\xff?]+[\x80-\xbf]{0,2})+|\xff+(?:[\x80-\xbf]{1,2}[\xff?]*)*"
    rb"|\?+[\x80-\xbf]{1,2}(?:[\xff?]+[\x80-\xbf]{0,2})*"
)
_SILENT = re.compile(rb"[\xc2-\xef][\x80-\xbf]?|[\x80-\xbf]{1,3}")  # lost without a sign
_WORTH = re.compile(
    rb"[\xe2-\xef][\x80-\xbf]{2}[\t -~\xff?]*(?:[\xe2-\xef][\x80-\xbf\xff]|\Z)"
    rb"|(?:[\xc2-\xdf][\x80-\xbf]){4}|\xe2\x80[\x93-\xa6]"
)


class Piece(NamedTuple):
    """Bytes from `start` to `end`: a letter, or "" for what lost bytes."""

    start: int
    end: int
    letter: str


def has_utf8_letters(raw: bytes) -> bool:
    """Whether letters of UTF-8 stand together, so that it is worth a look."""
    return _WORTH.search(raw) is not None


def runs(raw: bytes) -> Iterator[list[Piece]]:
    """The stretches of bytes that are UTF-8 but for what is lost, without ASCII at their ends.

    Bytes that are lost without a sign may leave a letter of two halves: then the letter before is
    none either.
    """
    run: list[Piece] = []
    place = 0
    while place < len(raw):
        found = _LETTER.match(raw, place)
        lost = _DAMAGED.match(raw, place)
        if found and not (lost and found[0] == b"?"):
            run.append(Piece(place, found.end(), found[0].decode()))
        elif found := lost:
            run.append(Piece(place, found.end(), ""))
        elif run and (found := _SILENT.match(raw, place)) and _goes_on(raw, found.end()):
            if raw[place] < 0xC0 and run[-1].letter > "\x7f":
                run[-1] = run[-1]._replace(letter="")
            run.append(Piece(place, found.end(), ""))
        else:
            yield _bare(run)
            run = []
        place = found.end() if found else place + 1
    yield _bare(run)


def _goes_on(raw: bytes, place: int) -> bool:
    """Whether the end is here, or another letter."""
    return place == len(raw) or _LETTER.match(raw, place) is not None


def _bare(run: list[Piece]) -> list[Piece]:
    """A run without the ASCII at its ends."""
    high = [i for i, piece in enumerate(run) if not piece.letter.isascii() or not piece.letter]
    return run[high[0] : high[-1] + 1] if high else []
