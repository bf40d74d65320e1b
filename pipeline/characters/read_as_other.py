"""Chinese that was shown in an encoding of another alphabet, as archives and old mail show it.

A line whose characters all stand for one byte each in such an encoding is as Latin-1 shows these
bytes, and is read again as that is.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.characters.better import LOST

SHOWN_IN = (
    *("cp437", "cp850", "cp852", "cp866", "koi8-r", "cp1250", "cp1251", "cp1254", "cp1256"),
    *("mac_roman", "iso8859-2", "iso8859-5"),
)
"""Of one byte a letter; windows-1252, Latin-1 and Latin-9 are those of `read_as_latin`."""


@cache
def _tables() -> tuple[Mapping[str, str], ...]:
    """For each codec what it shows, as Latin-1 shows it; controls for what it lacks."""
    found = []
    for codec in SHOWN_IN:
        rows = {LOST: LOST}
        for byte in range(0x80, 0x100):
            rows[bytes([byte]).decode(codec, "ignore") or chr(byte)] = chr(byte)
        found.append(rows)
    return tuple(found)


def as_latin_1(line: str) -> Iterator[tuple[str, str]]:
    """The codecs that may have shown a line, each with the line as Latin-1 shows its bytes.

    >>> dict(as_latin_1("жпнд!"))["koi8-r"].encode("latin-1").decode("gbk")
    '中文!'
    """
    letters = {char for char in line if char > "\x7f"}
    if not any(char > "\xff" for char in letters - {LOST}):
        return
    for codec, rows in zip(SHOWN_IN, _tables(), strict=True):
        if letters <= rows.keys():
            yield codec, line.translate({ord(char): rows[char] for char in letters})
