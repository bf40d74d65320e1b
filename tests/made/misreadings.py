"""Texts read by a wrong codec, once or twice, with bytes lost, and what each sign was made of.

`READINGS` names every chain of encoding and decoding that is met. A damaged text knows for each of
its characters which characters of the first text went into it, so that a repair is judged exactly:
what it built must stand there in the first text, and in that order.
"""

import codecs
import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.model.edits import Edit

LOST = "\N{REPLACEMENT CHARACTER}"
SIGNS = {"sign": LOST, "asked": "?", "blank": "\N{IDEOGRAPHIC SPACE}", "nothing": ""}
"""What a page shows for a byte or a pair that was lost; the blank stands for pairs alone."""


class Shown(NamedTuple):
    """A character of a damaged text, made of `first.text[start:end]`; `lost` where bytes are."""

    char: str
    start: int
    end: int
    lost: bool = False


class Score(NamedTuple):
    """Of a first text: characters, those that survived, those exact now, wrong ones built."""

    size: int
    survived: int
    exact: int
    wrong: int


Chain = tuple[tuple[str, str], ...]

_SINGLE = ("latin-1", "cp1252", "cp1252 lossy", "iso8859-15")
_DOUBLE = ("gbk", "gb18030")
READINGS: dict[str, Chain] = {
    f"{write} as {read}": ((write, read),)
    for write in ("gbk", "big5", "utf-8")
    for read in (*_SINGLE, *_DOUBLE, "big5")
    if read != write and (write, read) != ("gbk", "gb18030")
}
READINGS["gbk as utf-8 where valid"] = (("gbk", "utf-8 or latin-1"),)
READINGS |= {
    f"{write} as {one} as {two}": ((write, one), ("utf-8", two))
    for write in ("gbk", "big5", "utf-8")
    for one in ("latin-1", "cp1252", "gb18030")
    for two in ("latin-1", "cp1252", "gb18030")
    if write != one and (write, one) != ("gbk", "gb18030")
}
FOREIGN: dict[str, Chain] = {
    f"{write} as {read}": ((write, read),)
    for write in ("gbk", "utf-8")
    for read in ("cp1251", "koi8-r", "cp437", "cp932", "cp949", "iso8859-7")
}
"""Readings that are not undone: nothing may be built of them."""


def misread(text: str, chain: Chain) -> list[Shown]:
    """A text after a chain of writing in one codec and reading in another."""
    shown = [Shown(char, i, i + 1) for i, char in enumerate(text)]
    for write, read in chain:
        shown = list(_read(shown, write, read))
    return shown


def _read(shown: list[Shown], write: str, read: str) -> Iterator[Shown]:
    decode = Decoder(read)
    start, lost = -1, False
    for char, first, end, gone in shown:
        for byte in char.encode(write, "replace"):
            start, lost = (first, gone) if start < 0 else (start, lost or gone)
            for made in decode(byte):
                yield Shown(made, start if start >= 0 else first, end, lost or made == LOST)
                start, lost = (first, gone) if decode.waiting() else (-1, False)
    for made in decode(None):
        yield Shown(made, max(start, 0), shown[-1].end if shown else 0, True)


class Decoder:
    """Bytes to characters, one by one."""

    def __init__(self, read: str) -> None:
        self.map: dict[str, str] = {}
        errors = "replace"
        if read == "utf-8 or latin-1":
            read, errors = "utf-8", "surrogateescape"
            self.map = {chr(0xDC00 + byte): chr(byte) for byte in range(0x80, 0x100)}
        self.table = _cp1252() if read == "cp1252" else None
        self.decoder = codecs.getincrementaldecoder(read.removesuffix(" lossy"))(errors)

    def __call__(self, byte: int | None) -> str:
        if byte is None:
            made = "" if self.table else self.decoder.decode(b"", True)
        elif self.table:
            made = self.table[byte]
        else:
            made = self.decoder.decode(bytes([byte]))
        return "".join(self.map.get(char, char) for char in made) if self.map else made

    def waiting(self) -> bool:
        return not self.table and bool(self.decoder.getstate()[0])


@cache
def _cp1252() -> tuple[str, ...]:
    """As browsers read it: the bytes it lacks are controls."""
    return tuple(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


def lose(shown: list[Shown], rate: float, sign: str, dice: random.Random) -> list[Shown]:
    """The same with a share of what is not ASCII lost, and a sign, or nothing, for it."""
    found = []
    for one in shown:
        lost = one.char > "\x7f" and dice.random() < rate
        if lost or one.char == LOST:
            found.append(one._replace(char=sign, lost=True))
        else:
            found.append(one)
    return found


def page(shown: list[Shown]) -> str:
    """What a page shows."""
    return "".join(one.char for one in shown)


def score(first: str, shown: list[Shown], sign: str, edits: list[Edit]) -> Score:
    """How well edits of `page(shown)` mend it."""
    places = [one for one in shown if one.char]
    harmed = set()
    for one in shown:
        if one.lost:
            harmed.update(range(one.start, one.end))
    exact = wrong = at = 0
    for edit in edits:
        exact += _same(first, places[at : edit.start])
        at = edit.end
        here = places[edit.start : edit.end]
        start, end = min(one.start for one in here), max(one.end for one in here)
        new = edit.new.replace(LOST, "")
        if sign == "?" and first[start:end].count("?") < new.count("?"):
            new = new.replace("?", "")  # that stood there
        good, bad = _against(first[start:end], new)
        exact += good
        wrong += bad
    exact += _same(first, places[at:])
    return Score(len(first), len(first) - len(harmed), exact, wrong)


def _same(first: str, places: list[Shown]) -> int:
    return sum(first[one.start : one.end] == one.char for one in places)


def _against(first: str, new: str) -> tuple[int, int]:
    """How many characters of `new` stand so in the first text, and how many do not."""
    if first == new:
        return len(new), 0
    # The longest common subsequence, by rows.
    row = [0] * (len(first) + 1)
    for char in new:
        before = 0
        for i, other in enumerate(first, 1):
            old = row[i]
            row[i] = before + 1 if char == other else max(row[i], row[i - 1])
            before = old
    return row[-1], len(new) - row[-1]
