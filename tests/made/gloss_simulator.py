"""Does to a text what the gloss generator did: glosses and cuts on GBK bytes, decodes as Windows.

Written from the description of the mechanism, not from the code that undoes it.
"""

import random
import re
import unicodedata

from pypinyin.constants import PINYIN_DICT

_PUNCTUATION = [mark.encode("gbk") for mark in "，！？；："]
_CUTS = re.compile(b"|".join(re.escape(mark) for mark in _PUNCTUATION))


def table_of(text: str, most: int = 60) -> dict[str, str]:
    """The characters of a text that GB2312 lacks, the commonest ones, with their first reading."""
    table = {}
    for char in sorted(set(text), key=lambda char: (-text.count(char), char)):
        if len(table) == most:
            break
        if "\u4e00" <= char <= "\u9fff" and _lacks(char) and ord(char) in PINYIN_DICT:
            table[char] = PINYIN_DICT[ord(char)].split(",")[0]
    return table


def _lacks(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def damaged(text: str, table: dict[str, str], cut: bool = True) -> str:
    """The text with every character of the table glossed, and broken on the way."""
    return "\n".join(_damaged_line(line, table, cut) for line in text.split("\n"))


def _damaged_line(line: str, table: dict[str, str], cut: bool) -> str:
    data = line.encode("gbk")
    for char, sound in table.items():
        pair = char.encode("gbk")
        data = data.replace(pair, pair + f"({sound})".encode("gbk"))
    if not cut:
        return windows(data)
    pieces, start = [], 0
    for mark in _CUTS.finditer(data):
        pieces += [windows(data[start : mark.start()]), mark[0].decode("gbk")]
        start = mark.end()
    return "".join(pieces) + windows(data[start:])


def windows(data: bytes) -> str:
    """Bytes decoded as code page 936: a bad pair is `?`, a user-defined one private use."""
    out, at = [], 0
    while at < len(data):
        if data[at] < 0x81:
            out.append("€" if data[at] == 0x80 else chr(data[at]))
            at += 1
            continue
        pair = data[at : at + 2]
        out.append(_user_defined(pair) or pair.decode("gbk", "replace")[:1])
        if out[-1] == "\N{REPLACEMENT CHARACTER}":
            out[-1] = "?"
        at += 2
    return "".join(out)


def _user_defined(pair: bytes) -> str:
    """The private-use character of a pair in one of the three user-defined zones, or ''."""
    if len(pair) < 2:
        return ""
    lead, trail = pair
    if 0xAA <= lead <= 0xAF and 0xA1 <= trail <= 0xFE:
        return chr(0xE000 + (lead - 0xAA) * 94 + trail - 0xA1)
    if 0xF8 <= lead <= 0xFE and 0xA1 <= trail <= 0xFE:
        return chr(0xE234 + (lead - 0xF8) * 94 + trail - 0xA1)
    if 0xA1 <= lead <= 0xA7 and 0x40 <= trail <= 0xA0 and trail != 0x7F:
        return chr(0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F))
    return ""


def spun(
    text: str, dice: random.Random, *, toned: bool, blank: bool, wide: bool, emoji: str
) -> str:
    """The text as spinning tools gloss it: one in every four to six characters.

    `blank` puts a blank behind each bracket, `wide` makes brackets full-width, `emoji` goes inside.
    """
    out, due = [], dice.randint(4, 6)
    for char in text:
        out.append(char)
        due -= 1
        if due > 0 or not "\u4e00" <= char <= "\u9fff" or ord(char) not in PINYIN_DICT:
            continue
        sound = PINYIN_DICT[ord(char)].split(",")[0]
        if not toned:
            letters = unicodedata.normalize("NFD", sound)
            sound = unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", letters))
        inside = f"{emoji}{sound}" if dice.random() < 0.5 else f"{sound}{emoji}"
        out.append(f"（{inside}）" if wide else f"({inside})")
        out.append(" " if blank else "")
        due = dice.randint(4, 6)
    return "".join(out)
