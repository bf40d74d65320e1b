"""Lines cut into tokens, with one class for everything a watermark may vary.

Letters of every width, alphabet and ring are folded to plain ones of the same number, so that a
place in the folded line is the same place in the line.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.boilerplate.obfuscated_urls import plain_letter

OPENING = "【[〖{（(「『｛《［〔★※◆◎"
CLOSERS = "】]〗}）)」』｝》］〕★※◆◎"
NUMERALS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
DIGITS = "0-9零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺拐两"
EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_LONG = re.compile(
    rf"(?P<number>[{DIGITS}]{{5,}})|(?P<run>[0-9A-Za-z]+)|(?P<emoji>[{EMOJI}]+)"
    "|(?P<blank>[ \u00a0\u3000\t]+)"
)
"""Tokens that may be longer than a character."""


class Token(NamedTuple):
    """`line[start:end]`, its class, under which tokens of a place are the same, and folded text."""

    start: int
    end: int
    kind: str
    text: str


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
    return plain if len(plain) == 1 and plain.isalnum() and plain.isascii() else char


_FOLDING = _Folding()


def fold(line: str) -> str:
    """The line with Latin letters and digits of any form as plain ones, as many as they were.

    >>> fold("ｗＷw.Ⓔxаmple。com，第③段")
    'wWw.Example。com，第3段'
    """
    return line.translate(_FOLDING)


def tokens(line: str) -> list[Token]:
    """The tokens of a line.

    >>> [token.kind for token in tokens("x7K某网(第12段) www")]
    ['a', '某', '网', '<', '第', '0', '段', '>', ' ', 'www']
    """
    folded = fold(line)
    kinds = list(map(_KINDS.__getitem__, folded))
    found: list[Token] = []
    done = 0
    for match in _LONG.finditer(folded):
        start, end = match.span()
        found += _single(folded, kinds, done, start)
        found.append(Token(start, end, _kind(match), match[0]))
        done = end
    found += _single(folded, kinds, done, len(folded))
    return found


def _single(folded: str, kinds: Sequence[str], start: int, end: int) -> Iterator[Token]:
    """The characters of a part of a line, each as a token."""
    places = range(start, end)
    rows = zip(places, range(start + 1, end + 1), kinds[start:end], folded[start:end], strict=True)
    return map(Token._make, rows)


class _Kinds(dict[str, str]):
    """The class of every character that is a token by itself, told when it is first met."""

    def __missing__(self, char: str) -> str:
        if char in OPENING:
            kind = "<"
        elif char in CLOSERS:
            kind = ">"
        elif char in NUMERALS:
            kind = "n"
        else:
            kind = "R" if is_rare(char) else char
        self[char] = kind
        return kind


_KINDS = _Kinds()


def _kind(match: re.Match[str]) -> str:
    """The class of a token that may be longer than a character."""
    group = match.lastgroup
    if group == "run":
        return _run_kind(match[0])
    return {"number": "0", "emoji": "E"}.get(group or "", " ")


def _run_kind(text: str) -> str:
    if text.isdigit():
        return "0"
    mixed = not text.isalpha() or not (text.islower() or text.isupper() or text.istitle())
    return "a" if mixed else text.lower()


@cache
def is_rare(char: str) -> bool:
    """Whether a Han letter is one that no text of today uses: none of GBK, or of its far end."""
    if not ("㐀" <= char <= "鿿" or char >= "\U00020000"):
        return False
    try:
        return char.encode("gb2312") == b"" or False
    except UnicodeEncodeError:
        return not _common_traditional(char)


@cache
def _common_traditional(char: str) -> bool:
    """Whether Big5 has a letter in its first level, where the usual ones stand."""
    try:
        return char.encode("big5") < b"\xc9\x40"
    except UnicodeEncodeError:
        return False


def shape(texts: Sequence[str], kind: str) -> str:
    """The regular expression for what stood at one place.

    >>> shape(["x7K", "P0s"], "a"), shape(["x7Knuvia", "P0snuvia"], "a"), shape(["网", "网"], "网")
    ('[0-9A-Za-z]{3}', '[0-9A-Za-z]{3}nuvia', '网')
    """
    different = sorted(set(texts))
    if len(different) == 1:
        return re.escape(different[0])
    if kind in ("a", "0") and all(text.isalnum() and text.isascii() for text in different):
        return _run_shape(different)
    sizes = (min(map(len, different)), max(map(len, different)))
    letters = {
        "0": f"[{DIGITS}０-９①-⑨⓪]",
        "E": _class(different),
        "R": _class(different),
        "n": f"[{NUMERALS}]",
        "<": f"[{re.escape(OPENING)}]",
        ">": f"[{re.escape(CLOSERS)}]",
        " ": "[ \u00a0\u3000\t]",
    }
    if kind in letters:
        return letters[kind] + _times(sizes)
    return "(?:" + "|".join(map(re.escape, different)) + ")"


def _class(texts: Sequence[str]) -> str:
    """Just the letters that were seen: their like stand in honest texts too."""
    return f"[{''.join(sorted(set(''.join(texts))))}]"


def _run_shape(different: Sequence[str]) -> str:
    low, high = different[0], different[-1]
    end = 0
    while end < min(map(len, different)) and len({text[-end - 1] for text in different}) == 1:
        end += 1
    fixed = low[len(low) - end :] if end >= 3 and low[len(low) - end :].isalpha() else ""
    sizes = [len(text) - len(fixed) for text in different]
    if min(sizes) <= 0:
        fixed, sizes = "", [len(text) for text in different]
    digits = all(text[: len(text) - len(fixed)].isdigit() for text in (low, high, *different))
    letters = "[0-9]" if digits else "[0-9A-Za-z]"
    # A count may have one digit more on the next page.
    most = max(sizes) + 1 if digits and max(sizes) < 4 else max(sizes)
    least = 1 if digits and min(sizes) < 4 else min(sizes)
    return letters + _times((least, most)) + fixed


def _times(sizes: tuple[int, int]) -> str:
    low, high = sizes
    if low == high:
        return "" if low == 1 else f"{{{low}}}"
    return f"{{{low},{high}}}"
