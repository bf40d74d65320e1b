"""Words and signs that a page has again and again, and whether they part the words around them.

A mark is planted between words without regard to them. So the evidence is that what stands before
it and behind it is one word or one phrase that the mark has cut in two: a pair of characters that
news has far more often than chance (see `characters.bigrams`), or that the page has elsewhere
uncut.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.boilerplate.learn.tokens import Place, is_rare
from pipeline.boilerplate.obfuscated_urls import EMOJI, STRANGE
from pipeline.characters.bigrams import paired
from pipeline.characters.han_letters import han
from pipeline.characters.opencc import EVERY, codes
from pipeline.characters.opencc import text as written
from pipeline.model.lines import FULL_STOPS

LEAST_AGAIN = 4  # places on a page, the least that show a position
_WITHIN = 0.6  # of them, at least, stand between Han
_GRAM = 3  # letters that come again, the least
_MIXED = 0x9E3779B97F4A7C15 - (1 << 64)  # 2^64 by the golden ratio (Knuth), as a signed number
# Bits by which a place speaks for a mark. Of places drawn by chance in news 59 in 100 part a pair;
# of those of Han that books of law and reports say again 10 in 100, of those of other letters 5.
_PARTED, _PARTED_BY_LETTERS, _WHOLE = 2.6, 3.6, -1.1
_NUMERALS = frozenset("一二三四五六七八九十百千第")
LONGEST_AGAIN = 100  # characters of a mark
LEAST_CLAUSE = 8  # letters of a clause that speaks of the page, the least
LEAST_PROSE = 8  # Han beside a mark that make a line one of prose
_NEAR = 40  # characters on each side in which they show
_SENTENCE = re.compile(f"[{FULL_STOPS}]")
_STRANGE_LETTER = re.compile(f"[{STRANGE}]")
_EMOJI = re.compile(f"[{EMOJI}]")
CLAUSE_STOPS = FULL_STOPS + "；;"
_PUNCTUATION = CLAUSE_STOPS + "，、：“”‘’《》（）—"


class _Kinds(dict[int, str]):
    """A table for `str.translate` that finds what a character is when it is first asked for.

    `h` Han of today, `a` plain letters and digits, `x` letters of other scripts, `s` plain signs,
    `S` other signs, `E` emoji; punctuation and blanks are themselves.
    """

    def __missing__(self, code: int) -> str:
        self[code] = found = _kind(chr(code))
        return found


def _kind(char: str) -> str:
    if char in _PUNCTUATION or char.isspace():
        return " " if char.isspace() and char != "\n" else char
    if char.isascii():
        return "a" if char.isalnum() else "s"
    if "０" <= char <= "ｚ" and char.isalnum():
        return "a"
    if _STRANGE_LETTER.match(char) or is_rare(char):
        return "x"
    if char.isalpha() or char == "〇":
        return "h"
    return "E" if _EMOJI.match(char) else "S"


CHARACTER_KINDS = _Kinds()
_BY_CODE = np.zeros(EVERY, "<u4")  # the same for whole texts; 0 where none was asked for yet


def character_kinds(text: str) -> str:
    """The kind of each character of a text.

    >>> character_kinds("他忽ꓗꓮ然3点。")
    'hhxxhah。'
    """
    letters = codes(text)
    for new in np.unique(letters[_BY_CODE.take(letters) == 0]).tolist():
        _BY_CODE[new] = ord(CHARACTER_KINDS[new])
    return written(_BY_CODE.take(letters))


def said_again(lines: Sequence[str]) -> Iterator[list[Place]]:
    """The places of words that a page has again and again within its sentences, each whole."""
    letters = codes("\n".join(lines)).astype(np.int64)
    if len(letters) < LEAST_AGAIN * _GRAM:
        return
    grams = letters[:-2] << 42 | letters[1:-1] << 21 | letters[2:]
    ends = letters == ord("\n")
    # Few grams come again: those in buckets with too few are told without sorting.
    buckets = (grams * _MIXED >> 50) & 0x3FFF
    maybe = (np.bincount(buckets) >= LEAST_AGAIN)[buckets] & ~(ends[:-2] | ends[1:-1] | ends[2:])
    which, often = np.zeros(len(grams), np.int64), np.zeros(len(grams), bool)
    _, which[maybe], counts = np.unique(grams[maybe], return_inverse=True, return_counts=True)
    often[maybe] = counts[which[maybe]] >= LEAST_AGAIN
    if not often.any():
        return
    edges = np.flatnonzero(np.diff(often, prepend=False, append=False))
    starts, stops = edges[::2], edges[1::2] + _GRAM - 1
    _, words = np.unique(which[starts] * len(letters) + stops - starts, return_inverse=True)
    is_han = np.pad((letters >= ord("一")) & (letters <= ord("鿿")), 1)
    within = np.bincount(words, is_han[starts] & is_han[stops + 1])
    many = np.bincount(words)
    long = np.bincount(words, stops - starts) >= LEAST_CLAUSE * many
    firsts = np.append(0, np.flatnonzero(ends) + 1)
    for word in np.flatnonzero((many >= LEAST_AGAIN) & ((within >= _WITHIN * many) | long)):
        places = np.flatnonzero(words == word)
        found = np.searchsorted(firsts, starts[places], "right") - 1
        lows, highs = starts[places] - firsts[found], stops[places] - firsts[found]
        said = lines[found[0]][lows[0] : highs[0]]
        highs -= len(said) - len(said.rstrip(CLAUSE_STOPS))
        rows = zip(found.tolist(), lows.tolist(), highs.tolist(), strict=True)
        if (
            han(said)
            and len(said) <= LONGEST_AGAIN
            and not _SENTENCE.search(said.rstrip(CLAUSE_STOPS))
        ):
            yield [Place(line, low, high, "") for line, low, high in rows]


def parts_words(lines: Sequence[str], text: str, places: Sequence[Place], least: float) -> bool:
    """Whether most places stand within words and phrases, none of which is another's again.

    `least` are the bits that this has to come to.
    """
    beside: dict[str, tuple[str, str]] = {}
    within = 0
    for p in places:
        before = lines[p.line][max(0, p.start - 2) : p.start].rstrip()
        after = lines[p.line][p.end : p.end + 2].lstrip()
        letters = before[-1:] + after[:1]
        if len(letters) == 2 and letters.translate(CHARACTER_KINDS) == "hh":
            within += 1
            beside[letters] = before, after
    first = places[0]
    foreign = not han(lines[first.line][first.start : first.end])
    weight = _PARTED_BY_LETTERS if foreign else _PARTED
    if within < max(LEAST_AGAIN, _WITHIN * len(places)) or len(beside) * weight < least:
        return False
    parted = [
        letters
        for letters, (before, after) in beside.items()
        if not {*letters} <= _NUMERALS and together(before, after, text)
    ]
    cut = min(len({pair[0] for pair in parted}), len({pair[1] for pair in parted}))
    return cut * weight + (len(beside) - len(parted)) * _WHOLE >= least


def may_close(lines: Sequence[str], places: Sequence[Place]) -> bool:
    """Whether words that come again are a clause that ends most of its lines."""
    last = [
        p for p in places if p.end + 2 >= len(lines[p.line]) and p.end - p.start >= LEAST_CLAUSE
    ]
    return len(last) == len(places)


def together(before: str, after: str, text: str) -> bool:
    """Whether what stands before and behind a place is a word or phrase that the page has whole."""
    return (
        paired(before[-1], after[0])
        or (len(before) > 1 and before + after[0] in text)
        or (len(after) > 1 and before[-1] + after in text)
    )


def in_prose(lines: Sequence[str], places: Sequence[Place]) -> bool:
    """Whether most runs stand beside Chinese prose, or on lines of their own between such."""
    beside = []
    for p in places:
        line = lines[p.line]
        rest = line[max(0, p.start - _NEAR) : p.start] + line[p.end : p.end + _NEAR]
        beside.append(
            rest if rest.strip() else "".join(lines[max(0, p.line - 1) : p.line])[-_NEAR:]
        )
    return sum(han(one) >= LEAST_PROSE for one in beside) >= 0.8 * len(beside)
