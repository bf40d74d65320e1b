"""Text that was decoded by a wrong codec, decoded again by the right one.

A clean text costs one look in a table per character. Where characters stand together that Chinese
prose never puts together, each way in which they can have come about is tried backwards: per
run, for a line can be half damaged. A repair is made only if it fits Chinese much better, brings
no U+FFFD and no private character that was not there, and gives the damaged text back exactly
when the damage is done again. Articles about 乱码 quote it: they are left alone unless damaged
as a whole.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.characters import read_as_gbk
from pipeline.characters import read_as_latin as latin
from pipeline.characters.better import GAIN, LOST, Repair
from pipeline.characters.han import fit, weights
from pipeline.characters.read_as_latin import bytes_of
from pipeline.model.edits import Edit
from pipeline.model.lines import lines

_TOPIC = re.compile(r"乱码|亂碼|锟斤拷|烫烫烫|(?i:mojibake)|(?:字符|文字)?编码错误|編碼錯誤")
_WINDOW, _LOW = 6, -1.4  # so many neighbours with a mean so low: names and poems stay above
_RARE = -3
_LAYERS = 3  # text encoded three times over has been seen, and beyond it bytes are lost


def edits(text: str) -> Iterator[Edit]:
    r"""Edits that decode reversible mojibake again.

    >>> damaged = "这是好的。\n" + "这一行不是好的。".encode("gbk").decode("latin-1")
    >>> [(edit.start, edit.new, edit.rule) for edit in edits(damaged)]
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


def common() -> NDArray[np.bool_]:
    """For every 16-bit code unit whether texts of such alone are never suspicious."""
    return weights() > _RARE


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


def _repairs(line: str) -> list[Repair]:
    """The repairs of one line, by the damage that explains most of it."""
    high = len(line.encode("ascii", "ignore"))
    best: list[Repair] = []
    covered = 0
    for damage in (_utf8_as_latin, latin.gbk, read_as_gbk.utf8, read_as_gbk.big5):
        made = list(damage(line))
        size = sum(repair.end - repair.start for repair in made)
        if size > covered:
            best, covered = made, size
        if covered >= 0.9 * (len(line) - high):
            break
    return best


# --- UTF-8 shown as Latin-1 or windows-1252, once or several times over ---

_LETTER = (
    "(?:[\xe0-\xef][\x80-\xbf\ufffd]{2}|[\xc2-\xdf][\x80-\xbf\ufffd]"
    "|[\xf0-\xf4][\x80-\xbf\ufffd]{3})"
)
_UTF8_LETTERS = re.compile(f"{_LETTER}(?:[\t -~]*{_LETTER})*")
_LOST_LETTER = re.compile(rf"(?=[^\ufffd]{{0,3}}\ufffd){_LETTER}")


def _utf8_as_latin(line: str) -> Iterator[Repair]:
    """Runs that are UTF-8 once every character is taken for the byte it shows."""
    lossy = latin.is_lossy(line)
    shown = bytes_of(line)  # as long as the line, and each character can be told back
    for found in _UTF8_LETTERS.finditer(shown):
        start, end = found.span()
        # A letter or two inside a run of Latin ones is an accident of GBK shown as Latin-1.
        if end - start < 9 and re.search(
            "[\x80-\xff]", shown[max(0, start - 1) : start] + shown[end : end + 1]
        ):
            continue
        best: tuple[str, str] | None = None
        for new in _peeled(found[0]):
            if _plausible(line[start:end], new):
                best = new, "utf-8-as-latin-1"
            elif best is None and (inner := latin.from_latin(new, 0, len(new), lossy)):
                best = inner.new, "latin-1-as-utf-8"
        if best is not None:
            yield Repair(start, end, *best)


def _peeled(shown: str) -> Iterator[str]:
    """The text under each layer of UTF-8 that was taken for Latin letters."""
    new: str | None = shown
    for _ in range(_LAYERS):
        new = _utf8(bytes_of(new)) if new else None
        if new is None:
            return
        yield new


def _plausible(old: str, new: str) -> bool:
    """Whether a reading as UTF-8 is likely: that it is valid says most already."""
    now = fit(new.replace(LOST, ""))[0]
    return now >= 0 and now >= fit(old)[0] + GAIN and new.count(LOST) <= old.count(LOST)


def _utf8(shown: str) -> str | None:
    """Text from characters that stand for bytes of UTF-8, a U+FFFD for each that lost a byte."""
    if any(char > "\xff" and char != LOST for char in shown):
        return None
    pieces = _LOST_LETTER.split(shown)
    try:
        return LOST.join(piece.encode("latin-1").decode() for piece in pieces)
    except UnicodeError:
        return None
