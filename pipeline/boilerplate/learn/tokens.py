"""Lines cut into tokens, with one class for everything a watermark may vary.

Letters of every width, alphabet and ring are folded to plain ones of the same number, so that a
place in the folded line is the same place in the line.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.boilerplate.obfuscated_urls import plain_letter

OPENING = "【[〖{（(「『｛《［〔★※◆◎"
CLOSERS = "】]〗}）)」』｝》］〕★※◆◎"
NUMERALS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
DIGITS = "0-9零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺拐两"
EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(
    rf"(?P<number>[{DIGITS}]{{5,}})|(?P<run>[0-9A-Za-z]+)|(?P<emoji>[{EMOJI}]+)"
    rf"|(?P<blank>[ \u00a0\u3000\t]+)|(?P<any>.)",
    re.DOTALL,
)


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
    return [
        Token(match.start(), match.end(), _kind(match), match[0])
        for match in _TOKEN.finditer(folded)
    ]


def _kind(match: re.Match[str]) -> str:
    text, group = match[0], match.lastgroup
    if group == "number":
        return "0"
    if group == "run":
        return _run_kind(text)
    if group == "emoji":
        return "E"
    if group == "blank":
        return " "
    if text in OPENING:
        return "<"
    if text in CLOSERS:
        return ">"
    if text in NUMERALS:
        return "n"
    return "R" if is_rare(text) else text


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
