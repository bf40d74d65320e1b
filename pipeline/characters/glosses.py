"""Edits that take machine-made pinyin glosses, and the characters they broke, back out of a text.

One generator writes `科學(xué)家` on GBK bytes, heedless of where a character begins: see
`gloss_bytes.py` beside this for what that breaks, and how the bytes are had back. Others spin
texts with toneless glosses (`關(guan) 於(yu)`). People write glosses too, and theirs stay: for
place names, hard characters, lessons on polyphonic ones, children who learn to read. A machine
betrays itself by glossing a character wherever it stands, and characters that nobody need be told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.characters.gloss_bytes import Inversion
from pipeline.characters.gloss_tables import SYLLABLE, first_level, is_reading
from pipeline.characters.han_letters import is_in_gb2312, letter_list
from pipeline.model.edits import Edit

_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
# Fast, for each begins with a literal: what may open a gloss.
_OPENINGS = tuple(
    re.compile(rf"{mark}(?:\W{{0,5}}{SYLLABLE})\W{{0,5}}[)）]") for mark in (r"\(", "（")
)
_EMOJI = "[\U0001f300-\U0001faff\u2600-\u27bf\N{VARIATION SELECTOR-16}]"
# Bracket, blanks and emoji as the spinning tools vary them; every count has a bound.
_SPUN = re.compile(
    rf"[(（][ \xa0]?{_EMOJI}{{0,3}}[ \xa0]?(?P<sound>{SYLLABLE})"
    rf"[ \xa0]?{_EMOJI}{{0,3}}[ \xa0]?[)）](?P<after>[ \xa0]?)"
)
# A `?` that may stand for half a character: before punctuation at which the bytes were cut, before
# a syllable that lost its bracket, at the end of a line.
_SUSPECT = re.compile(rf"\?(?=[，！？；：\n]|{SYLLABLE}\)|\Z)")


# A text that talks of how characters are read may gloss the easiest ones; no tool asks for that.
_LESSON = re.compile("[拼注]音|[读讀](?:音|作)|多音字|生字|[声聲][调調]|[轻輕][声聲]")


def gloss_edits(text: str) -> Iterator[Edit]:
    """Edits that undo machine-made glosses; none where people wrote them.

    >>> page = "科學(xué)家說，數(shù)據(jù)很多。科學(xué)家愛數(shù)據(jù)。"
    >>> [page[edit.start : edit.end] for edit in gloss_edits(page)][:3]
    ['(xué)', '(shù)', '(jù)']
    >>> list(gloss_edits("番禺(pān yú)的音樂(yuè)，快樂(lè)的人。"))
    []
    """
    if sum(1 for opening in _OPENINGS for _ in opening.finditer(text)) < 2:
        return
    glosses = [(text[m.start() - 1], m[1]) for m in _GLOSS.finditer(text) if m.start()]
    table = _table(text, glosses)
    if not table:
        yield from _unspun(text)
        return
    inversion = Inversion(text, table)
    start = 0
    for line in text.split("\n"):
        if "(" in line or "?" in line:
            yield from _inverted_line(line, start, inversion)
        start += len(line) + 1


def _table(text: str, glosses: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The table a machine glossed this page with: character to reading; empty if it was no machine.

    The generator glosses characters that GB2312 lacks and always with the same reading. An
    alphabetical lesson has GB2312 characters as well, a lesson on polyphonic ones two readings,
    and the odd hard character is glossed once and is not the form of a common one.
    """
    plain = [(char, sound) for char, sound in glosses if is_reading(char, sound)]
    outside = [(char, sound) for char, sound in plain if not is_in_gb2312(char)]
    if len(outside) < 2 or len(outside) < 0.9 * len(plain):
        return {}
    counted = Counter(outside)
    of_char = Counter(char for char, _ in outside)
    occurs = Counter(text)
    table: dict[str, str] = {}
    for (char, sound), times in counted.most_common():
        # 0.9 by FIELD-NOTES; straddled characters hide some, so a small count may lack one.
        steady = times >= 0.9 * of_char[char] and of_char[char] >= 0.9 * occurs[char] - 1
        if steady and char not in table:
            table[char] = sound
    firm = sum(of_char[char] for char in table if char in first_level())
    dense = len(outside) * 200 >= len(text)  # 5 in 1,000 characters
    repeated = any(of_char[char] >= 2 for char in table)
    enough = len(table) >= 15 or dense or (repeated and len(table) >= 3)
    if len(table) < 2 or firm < 0.8 * len(outside) or not enough:
        return {}
    return table if any(not sound.isascii() for sound in table.values()) else {}


def _inverted_line(line: str, offset: int, inversion: Inversion) -> Iterator[Edit]:
    found = list(_GLOSS.finditer(line))
    simple = [m for m in found if m.start() and inversion.glossed(line[m.start() - 1], m[1])]
    if len(simple) == len(found) and not _SUSPECT.search(line):
        for match in simple:
            yield Edit(offset + match.start(), offset + match.end(), "", "gloss")
        return
    for start, end, new in inversion.of_line(line):
        rule = "gloss" if not new and _GLOSS.fullmatch(line, start, end) else "gloss-bytes"
        yield Edit(offset + start, offset + end, new, rule)


def _unspun(text: str) -> Iterator[Edit]:
    """Edits that take the glosses of a spinning tool out, in either script.

    Its glosses are right, many, and hit words that no reader needs help with; but not every
    character, as a reader for children does.
    """
    found = list(_SPUN.finditer(text))
    right = [m for m in found if m.start() and is_reading(text[m.start() - 1], m["sound"])]
    if len(right) < 3 or len(right) < 0.8 * len(found) or _LESSON.search(text):
        return
    chars = [text[m.start() - 1] for m in right]
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    toned = any(not m["sound"].isascii() for m in right)
    easy = sum(char in letter_list("easy") for char in chars)
    outside = sum(char in first_level() and not is_in_gb2312(char) for char in chars)
    if (
        len(set(chars)) < (15 if toned else 3)
        or len(right) > 0.4 * han
        or len(right) * 200 < len(text)
        or (easy < 0.1 * len(right) and (toned or outside < 0.6 * len(right)))
        or _two_readings(right, chars)
    ):
        return
    # A tool that puts blanks behind puts them everywhere; else one before Latin is the author's.
    blank = sum(match["after"] != "" for match in right) >= 0.9 * len(right)
    for match in right:
        end = match.end()
        if match["after"] and not blank and text[end : end + 1].isascii():
            end -= 1
        yield Edit(match.start(), end, "", "spun-gloss")


def _two_readings(right: Sequence[re.Match[str]], chars: Sequence[str]) -> bool:
    """Whether characters are glossed with two readings: a lesson; tools differ in 1 of 10."""
    readings = Counter({(c, m["sound"]) for c, m in zip(chars, right, strict=True)})
    per_char = Counter(char for char, _ in readings)
    return sum(n > 1 for n in per_char.values()) > 0.1 * len(per_char)
