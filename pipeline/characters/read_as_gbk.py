"""Text in Big5 that was read as GBK or GB18030, read again, and the bytes of what was read so."""

import re
from collections.abc import Iterator

from pipeline.characters.better import GAIN, HALF, LOST, SOME, Repair, better, is_even, is_whole
from pipeline.characters.han import fit

BREAK = b"\xfe"
"""A byte for what no codec shows: it is valid in no UTF-8 and ends every run."""

_SIGNS = re.compile(f"[{LOST}{SOME}\N{IDEOGRAPHIC SPACE}]")
_HAN_RUNS = re.compile(r"[^\x00-\x7f]+(?:[\t -~]{0,6}[^\x00-\x7f]+)*[@-~]?")
_SHIFTED = re.compile(f"[?{LOST}][@-~]")  # a letter of Big5 ends so, after a byte that is lost
_KANA = re.compile("[\u3041-\u30ff]")
_JAPANESE = 0.3  # of what is not ASCII: Big5 read so has one letter in eight at most


def gbk_bytes(char: str) -> bytes:
    """The bytes of GB18030 that a character shows; 0xff for what stands for a pair that is none.

    Codecs put U+FFFD there or the blank of GBK, A1 A1.
    """
    if _SIGNS.match(char):
        return b"\xff"
    return BREAK if "\ud800" <= char <= "\udfff" else char.encode("gb18030")


def reads_as_big5(text: str) -> bool:
    """Whether Big5 makes better Chinese of the bytes that GBK shows.

    >>> reads_as_big5("〃法現ざ残弧"), reads_as_big5("这件事情")
    (True, False)
    """
    try:
        read = _SIGNS.sub("", text).encode("gb18030", "surrogateescape").decode("cp950")
    except UnicodeError:
        return False
    return fit(read)[0] > fit(text)[0]


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
    """The reading of a run as Big5, if it is much better everywhere.

    A pair of Big5 is a pair of GBK, so that a sign stands for one letter and shifts nothing.
    """
    old = line[start:end]
    mean, high = fit(old)
    if mean > 0 or len(_KANA.findall(old)) > _JAPANESE * high:
        return None
    for codec in ("big5", "cp950", "big5hkscs"):
        pieces = []
        try:
            for piece in _SIGNS.split(old):
                raw = piece.encode("gb18030", "surrogateescape")
                pieces.append(raw.decode(codec))
                if raw.decode("gb18030") != piece:
                    return None
        except UnicodeError:
            continue
        new, kept = LOST.join(pieces), "".join(pieces)
        if (
            better(old, kept, least=4)
            and is_whole(kept, len(pieces) - 1)
            and is_even(new)
            and not _SHIFTED.search(new)
            and len(HALF.findall(new)) <= ("，" in new)
            and all(fit(piece)[0] >= 0 for piece in re.split(f"[?{LOST}]", new))
        ):
            sound = _sound(old, new)
            return Repair(start + sound, end, new[sound:], "big5-as-gbk")
        break
    return None


def _sound(old: str, new: str) -> int:
    """How many letters before a run were sound: common ones, of which Big5 would make rare ones."""
    size = 0
    while size < len(old) and fit(old[size])[0] >= fit(new[size : size + 1])[0] + GAIN:
        size += 1
    while 0 < size < len(old) and old[size].isascii() and new[size : size + 1] == old[size]:
        size += 1
    return size
