"""Characters by class, so that marks that vary are equal: one class for all a slot may hold.

`a` are letters and digits of every width, alphabet of look-alikes and ring, and Han numerals; `F`
other scripts, `R` rare Han, `E` emoji, `<` and `>` brackets. All else is its own class.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.boilerplate.obfuscated_urls import CHINESE_DIGITS, EMOJI, WIDEST, plain_letter
from pipeline.model.lines import FULL_STOPS

OPENING = "【[〖{（(「『｛《［〔"
CLOSERS = "】]〗}）)」』｝》］〕"
STOP = re.compile(rf"[{FULL_STOPS}；][”’」』）)】》〉\]]*|[”’」』]+")  # where a sentence is over
_EMOJI = re.compile(f"[{EMOJI}]")
_SAID = 1_024  # texts kept at hand: a page that says one sentence again and again asks for few
_BLANKS = " \u00a0\u3000\t"
RUNS = re.compile(r"([aFRE ])\1+")
_WORD = re.compile("[A-Za-z]?[a-z]*|[A-Z]+")
_SLOTS = {"a": "letters", "F": "foreign", "E": "emoji", " ": "blanks", "W": "any"}
_BRACKETS = {"<": OPENING, ">": CLOSERS}


class Place(NamedTuple):
    """`lines[line][start:end]`, and what stands before it: start, stop, comma or inside."""

    line: int
    start: int
    end: int
    where: str


class _Folding(dict[int, str]):
    """A table for `str.translate` that folds letters when they are first asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char if "一" <= char <= "鿿" else _fold(char)
        self[code] = folded
        return folded


def _fold(char: str) -> str:
    plain = plain_letter(char)
    if not plain:
        plain = unicodedata.normalize("NFKC", char)
    alike = len(plain) == 1 and plain.isalnum() and plain.isascii()
    return (plain.upper() if char.isupper() else plain) if alike else char


_FOLDING = _Folding()


def fold_width(line: str) -> str:
    """The line with Latin letters and digits of any form as plain ones, as many as they were.

    >>> fold_width("ｗＷw.Ⓔxаmple。com，第③段")
    'wWw.Example。com，第3段'
    """
    return line.translate(_FOLDING)


class _Classes(dict[int, str]):
    """A table for `str.translate` that finds the class of a character at first need."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(char: str) -> str:
    if char in _BLANKS:
        return " "
    if char in CHINESE_DIGITS or (_fold(char).isalnum() and _fold(char).isascii()):
        return "a"
    if char in OPENING:
        return "<"
    if char in CLOSERS:
        return ">"
    if _EMOJI.match(char):
        return "E"
    if is_rare(char):
        return "R"
    han = "一" <= char <= "鿿" or char >= "\U00020000"
    return "F" if char.isalpha() and not han else char


_CLASSES = _Classes()


def classes(text: str) -> str:
    """The class of each character of a text.

    >>> classes("x7K某网（第12段） あ")
    'aaa某网<第aa段> F'
    """
    return text.translate(_CLASSES)


@lru_cache(_SAID)
def class_key(text: str) -> str:
    """The classes of a text, a run of one class as one: equal for texts of one template.

    >>> class_key("x7K某网（第12段）") == class_key("99某网[第3段]")
    True
    """
    return RUNS.sub(r"\1", classes(text))


@lru_cache(_SAID)
def token_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the tokens of a text stand: one for each character of its key.

    >>> token_spans("x7K某网")
    ((0, 3), (3, 4), (4, 5))
    """
    starts: list[int] = []
    done = 0
    for run in RUNS.finditer(classes(text)):  # all else is a token a character
        starts += range(done, run.start() + 1)
        done = run.end()
    starts += range(done, len(text))
    return tuple(pairwise((*starts, len(text))))


@cache
def is_rare(char: str) -> bool:
    """Whether a Han letter is one that no text of today uses, or a radical or of private use."""
    if "⺀" <= char <= "⿟" or "\ue000" <= char <= "\uf8ff":
        return True
    if not ("㐀" <= char <= "鿿" or char >= "\U00020000"):
        return False
    try:
        return char.encode("gb2312") == b""
    except UnicodeEncodeError:
        return not _common_traditional(char)


def _common_traditional(char: str) -> bool:
    """Whether Big5 has a letter in its first level, where the usual ones stand."""
    try:
        return char.encode("big5") < b"\xc9\x40"
    except UnicodeEncodeError:
        return False


def shape(texts: Sequence[str], kind: str, *, exact: bool) -> str:
    """The pattern for what stood at one place, the same on every page of a template.

    A code that is the same at all places of a page is another on the next, unless `exact`.

    >>> shape(["x7K", "P0s"], "a", exact=False), shape(["x7K", "x7K"], "a", exact=False)
    ('{letters:3}', '{letters:3}')
    >>> shape(["nuvia", "nuvia"], "a", exact=False), shape(["网", "网"], "网", exact=False)
    ('nuvia', '网')
    """
    different = sorted(set(texts))
    if len(different) == 1 and (kind != "a" or exact or is_word(different[0])):
        return re.escape(different[0])
    if kind == "R":  # just those that were seen: their like stand in honest texts too
        return f"[{''.join(sorted(set(''.join(texts))))}]{{1,{WIDEST}}}"
    if kind in _BRACKETS:
        return f"[{re.escape(_BRACKETS[kind])}]"
    if kind not in _SLOTS:
        return re.escape(different[0])
    sizes = {len(text) for text in different}
    size = f":{min(sizes)}" if len(sizes) == 1 and kind != "W" else ""
    return f"{{{_SLOTS[kind]}{size}}}"


def is_word(text: str) -> bool:
    """Whether a run of letters is a word, or Han, rather than a code or a number."""
    folded = fold_width(text)
    return bool(_WORD.fullmatch(folded)) or not folded.isascii()
