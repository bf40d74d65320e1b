"""A text as duplicates see it: t2s, width, case and accents folded, punctuation and blanks gone.

Han characters, kana and Hangul syllables are tokens by themselves, runs of Latin letters or digits
are one token each. Nothing of this reaches the output, which keeps the author's punctuation.

>>> (shadow("說：「Ｈello，world」。") == shadow("说hello World")).all()
np.True_
>>> len(shadow("他2023年在Google工作"))
7
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes, dictionary

_BREAK, _INVISIBLE = 0, 1  # ends a word; stands inside one without ending it
_WORD = np.uint32(1 << 31)  # set on letters that make words, and on the tokens made of them

# Scripts written without blanks between words, whose letters are therefore tokens by themselves.
_SINGLE = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x10FFFF))

# Everything else above U+2E80 that can stand for a letter or digit after compatibility folding.
_FOLDED = ((0, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xD800), (0xF900, 0x10000), (0x1D400, 0x1D800))

# Longer words than this many letters are told apart by their first ones only.
_LONGEST = 64
_POWERS = np.array([pow(0x9E3779B1, i + 1, 1 << 32) for i in range(_LONGEST)], dtype=np.uint32)


class Tokens(NamedTuple):
    """The tokens of several texts, one after another.

    Those of text `i` are `values[offsets[i]:offsets[i + 1]]`; `starts` says where each begins in
    `codes`, the code points of the texts joined by one character.
    """

    values: Codes
    starts: NDArray[np.intp]
    offsets: NDArray[np.intp]
    codes: Codes


_T = TypeVar("_T")


def batches(items: Iterable[_T], size: Callable[[_T], int], most: int) -> Iterator[list[_T]]:
    """Some items at a time, as many as come to `most` by their sizes."""
    batch: list[_T] = []
    held = 0
    for item in items:
        batch.append(item)
        held += size(item)
        if held > most:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def shadow(text: str) -> Codes:
    """The tokens of one text: code points of Han characters, hashes of words."""
    return tokens([text]).values


def tokens(texts: Sequence[str]) -> Tokens:
    """The tokens of many texts at once, so that short ones cost as little a character as long."""
    codes = np.frombuffer("\0".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = _table().take(codes, mode="clip")
    at: NDArray[np.intp] | None = None
    visible = folded != _INVISIBLE
    if not visible.all():
        at = np.flatnonzero(visible)
        folded = folded[at]
    word = folded >= _WORD
    first = folded > _INVISIBLE
    first[1:] &= ~(word[1:] & word[:-1])
    places = np.flatnonzero(first)
    values = folded[places]
    letters = np.flatnonzero(word)
    if letters.size:
        heads = np.flatnonzero(first[letters])
        lengths = np.diff(heads, append=letters.size)
        within = np.arange(letters.size) - np.repeat(heads, lengths)
        parts = folded[letters] * _POWERS.take(within, mode="clip")
        values[values >= _WORD] = np.add.reduceat(parts, heads, dtype=np.uint32) | _WORD
    starts = places if at is None else at[places]
    ends = np.cumsum([len(text) + 1 for text in texts])
    offsets = np.concatenate(([0], np.searchsorted(starts, ends)))
    return Tokens(values, starts, offsets, codes)


@cache
def _table() -> Codes:
    table = np.zeros(0x110000, dtype=np.uint32)
    for first, last in ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0x20000, 0x30000), (0x30000, 0x34000)):
        table[first:last] = np.arange(first, last)
    for first, last in _FOLDED:
        for code in range(first, last):
            table[code] = _folded(chr(code))
    single = dictionary("TSCharacters")
    # What changes in some phrases only (反覆, 藉口) or not at all in OpenCC is folded everywhere:
    # to say which one is right is not asked of a shadow.
    changing = [
        pair for old, new in dictionary("TSPhrases").items() for pair in zip(old, new, strict=True)
    ]
    for old, new in [*changing, ("著", "着")]:
        if table[ord(old)] == ord(old) and single.get(old, old) == old:
            table[ord(old)] = table[ord(new)]
    for old, new in single.items():
        if old != new:
            table[ord(old)] = table[ord(new)]
    words = table > _INVISIBLE
    for first, last in _SINGLE:
        words &= (table < first) | (table > last)
    table[words] |= _WORD
    return table


def _folded(character: str) -> int:
    """The one code point a character is compared as, `_BREAK` or `_INVISIBLE`."""
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):
        return _INVISIBLE
    plain = unicodedata.normalize("NFKD", character)[:1].casefold()[:1]
    if kind[0] not in "LN" and not plain.isalnum():
        return _BREAK
    # NFKD takes accents off Latin letters, but also voicing marks off kana, which are letters.
    if 0x3040 <= ord(character) < 0x3100 or not plain.isalnum():
        return ord(character)
    return ord(plain)
