"""What the gloss inversion knows of characters: readings, commonness, bytes. Loaded when asked."""

import unicodedata
from functools import cache

from pipeline.characters.opencc import read_dictionary

# One syllable, as it stands in brackets; the IPA letters are how some GBK tables spell a and g.
SYLLABLE = "[a-zāáǎàōóǒòēéěèêīíǐìūúǔùüǖǘǚǜńňǹḿɑɡ]{1,6}"

_TONES = {"\N{COMBINING MACRON}", "\N{COMBINING ACUTE ACCENT}"} | {
    "\N{COMBINING CARON}",
    "\N{COMBINING GRAVE ACCENT}",
}


@cache
def sounds(char: str) -> frozenset[str]:
    """The readings of a character, with tone marks and without.

    >>> sorted(sounds("學") & {"xué", "xue", "xuě"})
    ['xue', 'xué']
    """
    from pypinyin.constants import PINYIN_DICT  # 0.2 s: only where a gloss is suspected

    toned = {syllable for syllable in PINYIN_DICT.get(ord(char), "").split(",") if syllable}
    return frozenset(toned | {form for syllable in toned for form in _toneless(syllable)})


def is_reading(char: str, sound: str) -> bool:
    """Whether `sound` is a reading of the character, with its tone or without any.

    >>> is_reading("學", "xué"), is_reading("學", "xue"), is_reading("學", "xuě")
    (True, True, False)
    """
    if not "\u3400" <= char <= "\u9fff":
        return False
    return sound.replace("ɑ", "a").replace("ɡ", "g") in sounds(char)


def _toneless(syllable: str) -> tuple[str, ...]:
    """A syllable without its tone; ü also as the letters it is typed with."""
    letters = unicodedata.normalize("NFD", syllable)
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return (bare, bare.replace("ü", "v"), bare.replace("ü", "u"))


@cache
def first_level() -> frozenset[str]:
    """The 3,755 characters of GB2312's first level, and their Traditional forms."""
    first = {
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA)  # the level ends there
    }
    traditional: set[str] = set()
    for simplified, forms in read_dictionary("STCharacters").items():
        if simplified in first:
            traditional.update(forms)
    return frozenset(first | traditional)


@cache
def decoded() -> dict[tuple[int, int], str]:
    """Two bytes to a character as Windows decodes GBK: user-defined ones to private use."""
    table: dict[tuple[int, int], str] = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            pair = bytes((lead, trail))
            try:
                table[lead, trail] = pair.decode("cp936")
            except UnicodeDecodeError:
                char = pair.decode("gb18030", "replace")
                if "\ue000" <= char <= "\ue765":  # beyond, GB18030 has what Windows left empty
                    table[lead, trail] = char
    return table


@cache
def encoded() -> dict[str, tuple[int, int]]:
    """The inverse of `decoded`."""
    return {char: pair for pair, char in decoded().items()}
