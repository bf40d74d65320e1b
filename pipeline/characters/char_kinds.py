"""Which kinds of characters a text holds, told in one look, so that nothing is searched in vain.

>>> seen = census("甲&乙 丙\\n丁")
>>> bool(seen & bits("&")), bool(seen & bits("<")), bool(seen & bits(" "))
(True, False, True)
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

ASTRAL = "\U00010000"
"""Stands, among the characters asked for, for every one that needs two code units."""

# Single characters, and classes of them. Each has a bit; a class is asked for by any of its own.
_KINDS = (
    *"\\&<?(（\n \xa0\u3000",
    r"[^\S\n \xa0\u3000]",  # other blanks and line breaks
    "[\x80\ue000-\uf8ff]",  # private use, with U+0080 as which decoders give the euro byte
    # joiners and selectors of graphemes, but for those of emoji; fillers of Hangul; an object
    "[\u034f\ufe00-\ufe0d\u115f\u1160\u3164\uffa0\ufffc]",
    "[\u2e80-\u2fdf\uf900-\ufaff]",  # radicals, and doubles of Han
    "[\ud800-\udfff]",  # halves of what needs two code units
)
_ALL = "".join(map(chr, range(0x10000)))


@lru_cache(maxsize=2)  # of a text that nothing changes it is asked by repair and after it
def census(text: str) -> int:
    """A bit for each kind of character that occurs; for `&` with `bits`."""
    if not text:
        return 0
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return int(np.bitwise_or.reduce(_table().take(units)))


@cache
def bits(characters: str) -> int:
    """The bits of the kinds to which these characters belong. Raises `ValueError` if one has none.

    A kind may hold more characters than were asked for: then a text is searched in vain.
    """
    found = 0
    for character in characters:
        kind = int(_table()[0xD800 if character > "\uffff" else ord(character)])
        if not kind:
            raise ValueError(f"{character!r} belongs to no kind; add one to {__name__}._KINDS")
        found |= kind
    return found


def unseen() -> NDArray[np.bool_]:
    """For every 16-bit code unit whether it belongs to no kind."""
    none: NDArray[np.bool_] = _table() == 0
    return none


@cache
def _table() -> NDArray[np.uint16]:
    """The bit of every 16-bit code unit, 0 for all that nobody asks for."""
    table = np.zeros(0x10000, np.uint16)
    for number, codes in enumerate(_codes()):
        table[codes] = 1 << number
    table.flags.writeable = False
    return table


def _codes() -> Iterator[list[int]]:
    """The code units of each kind; the last are those that are not printable and in no other."""
    taken: set[int] = set()
    for kind in _KINDS:
        pattern = re.compile(kind if len(kind) > 1 else re.escape(kind))
        codes = [ord(character) for character in pattern.findall(_ALL)]
        taken.update(codes)
        yield codes
    yield [ord(char) for char in _ALL if not char.isprintable() and ord(char) not in taken]
