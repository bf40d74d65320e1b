"""Addresses in disguise: as they are spelled, as they are meant, and as patterns that know both.

Sites of novels write theirs in full width, in circles, with separators and with letters of other
alphabets, so that whoever copies the text does not see it.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache

# Letters of other alphabets and signs that stand for Latin ones in disguised addresses.
_FOREIGN = "аеорсухіјѕԁһԛԝɡмктτιωβшщαεουσκνχηρ〇○●⊙"
_LATIN = "aeopcyxijsdhqwgmkttiwbwwaeouokvxnp0000"
_LOOKALIKE = str.maketrans(
    dict(zip(_FOREIGN, _LATIN, strict=True)) | dict.fromkeys("。．·•・｡⚫⚪", ".")
)


def plain_letter(char: str) -> str:
    """The Latin letter that one of another alphabet stands for, "" where it stands for none.

    >>> [plain_letter(char) for char in "аШ网ẹ\N{NEGATIVE SQUARED LATIN CAPITAL LETTER K}"]
    ['a', 'w', '', 'e', 'k']
    """
    named = _NAMED.search(unicodedata.name(char, "")) if not char.isascii() else None
    return named[1].lower() if named else _LETTERS.get(char.lower(), "")


_NAMED = re.compile("LATIN (?:CAPITAL |SMALL )?LETTER ([A-Z])(?: WITH .*)?$")


_LETTERS = {f: latin for f, latin in zip(_FOREIGN, _LATIN, strict=True) if latin != "0"}


def lookalikes(char: str) -> str:
    """Every way a Latin letter or digit is spelled in a disguise, itself first.

    >>> lookalikes("e")[:8]
    'eEｅＥеεЕΕ'
    """
    spelled = [char, char.upper()] if char.isalpha() else [char]
    wide = [chr(ord(one) + 0xFEE0) for one in spelled if one.isascii() and one.isalnum()]
    other = [f for f, latin in zip(_FOREIGN, _LATIN, strict=True) if latin == char]
    other += [f.upper() for f in other if len(f.upper()) == 1 and f.upper() != f]
    return re.escape(char) if not wide else "".join(spelled + wide + other + _drawn().get(char, []))


# Letters in circles, squares and brackets, those of mathematics, and those with dots and strokes.
DRAWN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
    "\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f130-\U0001f189"
)


@cache
def _drawn() -> dict[str, list[str]]:
    """Those letters, by the plain one that each stands for."""
    found: dict[str, list[str]] = defaultdict(list)
    for first, last in re.findall("(.)-(.)", DRAWN):
        for char in map(chr, range(ord(first), ord(last) + 1)):
            normal = unicodedata.normalize("NFKC", char).lower()
            plain = plain_letter(char) or re.sub("[^a-z0-9]", "", normal)
            if len(plain) == 1:
                found[plain].append(char)
    return found


def skeleton(text: str) -> str:
    """A disguised address as it is meant: width and look-alikes folded, separators dropped.

    >>> skeleton("ｗＷw. ｅ-х_а●м。com")
    'www.exa0m.com'
    """
    dotted = _DOT_WORD.sub(".", text) if _DOT_SIGN.search(text) else text
    if not dotted.isascii():
        dotted = "".join(plain_letter(char) or char for char in dotted)
    folded = unicodedata.normalize("NFKC", dotted).lower().translate(_LOOKALIKE)
    return re.sub(r"[^a-z0-9.]", "", folded)


# Between the letters of a disguised address; a stop may be one of several signs.
SYMBOLS = "[♂♀☆★◆◎※→∞♠♥]"
SEPARATORS = r"[ 、\-_~*|`'^\u3000\u00a0\u2009/\\♂♀☆★◆◎※→∞♠♥]"
_DOT_WORDS = r"[\[({（【] ?(?:[.．。]|dot) ?[\])}）】]| ?(?<![a-zA-Z])(?:dot|点|diǎn)(?![a-zA-Z]) ?"
_DOT_WORD = re.compile(_DOT_WORDS, re.IGNORECASE)
_DOT_SIGN = re.compile(r"[\[({（【点ǎ]|dot", re.IGNORECASE)
DOTS = rf"(?:[.．。·•・｡◎⚫⚪]|{_DOT_WORDS})"
_ADDRESS = re.compile(r"\{address:([a-z0-9.-]+)\}")
CHINESE_DIGITS = "零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖幺拐两甲乙丙丁戊己庚辛壬癸"
WIDEST = 24  # characters of a slot whose size varies
EMOJI = "\u2190-\u245f\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f※〓〒"
# Letters that no Chinese text mixes into its sentences: other scripts, private use, far Han.
STRANGE = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0370-\u1fff\u2070-\u209f\u2100-\u218f\u2460-\u24ff"
    "\u2c00-\u2dff\u2e80-\u2fdf\u3040-\u33ff\ua000-\ud7ff\ue000-\uf8ff\ufffd"
    "\U00010000-\U0001efff\U0001f100-\U0001f1ff\U00020000-\U0010ffff"
)
_SLOTS = {
    "strange": f"[{STRANGE}]",
    "mixed": "[^\\s一-鿿，。！？、；：“”‘’…—《》（）]",
    "letters": f"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ{DRAWN}{CHINESE_DIGITS}{_FOREIGN}]",
    "foreign": "[\u0370-\u1fff\u3040-\u31ff\uac00-\ud7ff\uff66-\uffdc]",
    "emoji": f"[{EMOJI}]",
    "blanks": "[ \u00a0\u3000\t]",
    "any": "[^\n。！？…；“”（）【】]",
}
_SLOT = re.compile(rf"\{{({'|'.join(_SLOTS)})(?::([0-9,]+))?\}}")
_PIECE = re.compile(
    r"\\(?P<sign>.)|\[(?:[^\]\\]|\\.)*\](?:\{[\d,]+\})?|\{[^}]*\}"
    r"|\(\?(?:[^()\\\[]|\\.|\[(?:[^\]\\]|\\.)*\])*\)|(?P<letter>.)",
    re.DOTALL,
)


def expanded(pattern: str) -> str:
    """A learned pattern as a regular expression.

    `{address:…}` is that address in any disguise; `{letters:3}` three letters, digits or numerals,
    `{foreign}`, `{emoji}`, `{blanks}` and `{any}` some characters of that class.

    >>> pattern = expanded("请记住{address:www.example.com}")
    >>> bool(re.fullmatch(pattern, "请记住ｗ-w-w．ｅxample。ｃom"))
    True
    >>> bool(re.fullmatch(expanded("第{letters:2}段"), "第12段"))
    True
    """
    pattern = _ADDRESS.sub(lambda match: _disguised(match[1]), pattern)
    return _SLOT.sub(lambda slot: f"{_SLOTS[slot[1]]}{{{slot[2] or f'1,{WIDEST}'}}}", pattern)


def anchor(pattern: str) -> str:
    r"""The longest literal of a pattern: what a text has to hold for the mark to stand in it.

    >>> anchor(r"@[0-9A-Za-z]{6}某某\.com(?![^\n])"), anchor(r"某\[{letters}\](?:甲\)|乙)】")
    ('某某.com', '某[')
    """
    runs = [""]
    for piece in _PIECE.finditer(pattern):
        letter = piece["sign"] or piece["letter"]
        if letter:
            runs[-1] += letter
        else:
            runs.append("")
    return max(runs, key=len)


def _disguised(name: str) -> str:
    """The regular expression for an address in any disguise."""
    before = "" if name.startswith(("www.", "m.")) else f"(?:(?:www|wap|3g|m){DOTS})?"
    letters = [DOTS if char == "." else f"[{lookalikes(char)}]" for char in name]
    return before + f"{SEPARATORS}{{0,2}}".join(letters) + f"{SYMBOLS}*"
