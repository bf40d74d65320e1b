"""Whether a text in an alphabet is made of words, or is what a codec makes of other bytes.

A codec of one byte a letter decodes everything. What it makes of Chinese has capitals inside words,
letters of two alphabets side by side, words without vowels and marks where no word has them.
"""

import re
import unicodedata
from functools import lru_cache

# What stands beside words and figures: quotation marks, dashes, units, bullets.
_EDGES = "\xa0×÷¡¢£¤¥§©«®°±·»¿–—‘’‚“”„†‡•…‹›€№™²³¹¼½¾ª"
_WORD = re.compile(rf"[^\x00-\x40\x5b-\x60\x7b-\x7f{_EDGES}]+")
_AGAIN = re.compile(r"(..)\1\1")  # as a cry makes of a codec of one byte a letter
_ALPHABETS = {
    "CYRILLIC": "аеиоуыэюяіїєѐѝёўјърль",
    "GREEK": "αεηιουωάέήίόύώϊϋΐΰ",
    "HEBREW": "",
    "ARABIC": "",
    "THAI": "",
    "LATIN": "",
}
# The letters that make most of a text in an alphabet that writes few vowels, or no capitals.
_FREQUENT = {
    "HEBREW": ("יוהלארתבמשנדםעח", 0.6),
    "ARABIC": ("اليمونرتبهعدسةفأقكح", 0.65),
    "THAI": ("านรอกเงมยลวดทตสะปบคหแจพชขใไโ่้ัิี็ุูำื์ธซฟณ", 0.8),
}
# The commonest syllables of Korean, which make half of a text.
_SYLLABLES = frozenset(
    "이다는가의에고을하지한은로기사도를리어으자시인대아나서그스라수보전만정주부해있게일여것장"
)
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u05b0-\u05c7\u064b-\u0652\u0300-\u0323"
_LONE_MARK = re.compile(
    f"(?:^|[^{_MARKS}\\w\u0e33])[{_MARKS}]|[เแโใไ](?![ก-ฮ])|[ะาำๅ][\u0e31\u0e34-\u0e3a]"
)
_LONGEST = 40  # letters of a word, but where words stand without blanks
_REGULAR = 0.9  # of the words: a list of abbreviations has others
_ALONE = 0.7  # of the bytes above ASCII: Polish and Portuguese have two letters side by side

_LATIN_PLACE = re.compile(
    rb"(?<=[A-Za-z])[\x8a-\xff](?=[a-z])|(?<=[a-z])[\x8a-\xff](?![\x40-\xff])"
    rb"|(?<![\x40-\xff])[\x8a-\xff](?=[a-z]{2})|(?<=[a-z]{2})[\x8a-\xff](?![\x80-\xff])"
)
# `ää` of Finnish: among some other words a Chinese character would not be glued to Latin letters.
_LATIN_PAIR = re.compile(
    rb"(?<=[a-z])[\xc0-\xff\xb0-\xbf]{2}(?=[a-z])|(?<=[a-z]{2})[\xc0-\xff\xb0-\xbf]{2}(?![\x40-\xff])"
    rb"|(?<![\x40-\xff])[\xc0-\xff\xb0-\xbf]{2}(?=[a-z])"
)
_ASCII_WORD = re.compile(rb"(?<![\x80-\xff])\b[A-Za-z]?[a-z]{2,}\b(?![\x80-\xff])")
_WORDS = 3
# Hebrew first: its letters are small ones in Cyrillic, and Cyrillic is nearly no Hebrew.
CODECS = ("cp1255", "cp1251", "koi8-r", "iso8859-5", "cp866", "cp1253", "cp1256", "cp874")
_HIGH = bytes(range(0x80, 0x100))


def is_words(text: str, least: int = 8) -> bool:
    """Whether what is no ASCII in a text is words of one alphabet, of so many letters at least.

    Fewer letters may be two or three Chinese characters by chance.

    >>> is_words("Каждое утро старик ходил к реке."), is_words("єЗєЗЯХєЗєЗЯХ"), is_words("Да")
    (True, False, False)
    """
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    regular = [word for word in words if _is_word(word)]
    return sum(map(len, regular)) >= least and len(regular) >= _REGULAR * len(words)


def _is_word(word: str) -> bool:
    """Whether a run of letters can be a word: of one alphabet, with capitals where they stand."""
    alphabet = unicodedata.name(next(char for char in word if char > "\x7f"), "").split(" ")[0]
    if alphabet not in _ALPHABETS or not all(_belongs(char, alphabet) for char in word):
        return False
    if alphabet in _FREQUENT:
        letters, least = _FREQUENT[alphabet]
        usual = sum(char in letters for char in word)
        odd = _LONE_MARK.search(word) or _AGAIN.search(word)
        return usual >= least * len(word) and not odd
    if (
        len(word) > _LONGEST
        or _AGAIN.search(word)
        or not (word[1:] == word[1:].lower() or word == word.upper())
    ):
        return False
    if alphabet == "LATIN":
        high = sum(char > "\x7f" for char in word)
        return 2 * high <= len(word) or len(word) <= 2
    return len(word) <= 2 or any(char in _ALPHABETS[alphabet] for char in word.lower())


@lru_cache(maxsize=4096)
def _belongs(char: str, alphabet: str) -> bool:
    """Whether a character stands in words of an alphabet."""
    if alphabet == "LATIN" and "\u021b" < char < "\u0300":  # signs of phonetics
        return False
    name = unicodedata.name(char, "")
    return name.startswith((alphabet, "COMBINING", "ZERO WIDTH")) or char in "'’-\N{SOFT HYPHEN}"


def is_korean(text: str) -> bool:
    """Whether a text is Hangul, with its frequent syllables, as Chinese read so never has them.

    >>> is_korean("노인은 매일 아침 강가를 걷고"), is_korean("가가가가가，薯켱薯켱！")
    (True, False)
    """
    wide = [char for char in text if char >= "\u3400"]
    hangul = [char for char in wide if "\uac00" <= char <= "\ud7a3"]
    usual = sum(char in _SYLLABLES for char in hangul)
    return len(hangul) >= max(4, 0.8 * len(wide)) and usual >= 0.15 * len(hangul)


def is_japanese(text: str) -> bool:
    """Whether a tenth or more of a text is kana, as Chinese read so never has them.

    >>> is_japanese("老人は川へ歩いていって"), is_japanese("哀哀哀哀▷")
    (True, False)
    """
    kana = sum("\u3041" <= char <= "\u30fe" for char in text)
    return kana >= 2 and 10 * kana >= sum(char > "\x7f" for char in text)


def is_nonsense(text: str) -> bool:
    """Whether letters stand in a text that make no word, nor are signs that stand alone.

    >>> is_nonsense("Խ"), is_nonsense("5·6 © é"), is_nonsense("Café")
    (True, False, False)
    """
    return any(not word.isascii() and not _is_word(word) for word in _WORD.findall(text))


def is_latin(data: bytes) -> bool:
    """Whether bytes above ASCII stand alone in words of Latin letters, as é and ł do.

    A Chinese character is two bytes, and seldom stands inside a word of small letters.

    >>> is_latin("descartar privilégios".encode("cp1252")), is_latin("上app看".encode("gbk"))
    (True, False)
    """
    high = len(data) - len(data.translate(None, _HIGH))
    if not high:
        return False
    alone = len(_LATIN_PLACE.findall(data))
    if alone < _ALONE * high and len(_ASCII_WORD.findall(data)) >= _WORDS:
        alone += 2 * len(_LATIN_PAIR.findall(data))
    return alone >= _ALONE * high
