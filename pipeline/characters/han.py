"""Which characters Chinese text is made of: a number for each, and for a text its mean."""

import re
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.han_letters import letter_list

_MARKS = "“”‘’…—、《》「」『』（）：；！？【】\N{IDEOGRAPHIC SPACE}"


@cache
def weights() -> NDArray[np.int8]:
    """For every 16-bit code point, how well it fits Chinese text: 6 very common, -8 impossible."""
    table = np.empty(0x10000, np.int8)
    rows = _rows()
    for characters, weight in rows:
        if first_last := _RANGE.fullmatch(characters):
            table[int(first_last[1], 16) : int(first_last[2], 16) + 1] = weight
    # What the national standards call second level is rare, the first level known to everybody.
    for codec, leads, weight in (
        ("gb2312", range(0xD8, 0xF8), -3),
        ("big5", range(0xA4, 0xC7), -3),
        ("gb2312", range(0xB0, 0xD8), -1),
    ):
        for lead in leads:
            row = bytes(b for trail in range(0xA1, 0xFF) for b in (lead, trail))
            table[_units(row.decode(codec, "ignore"))] = weight
    for characters, weight in rows:
        if not characters.isascii():
            table[_units(characters)] = weight
    table[_units("".join(letter_list("cantonese")))] = 3
    cries = _units("".join(letter_list("cries")))
    table[cries] = np.maximum(table[cries], 1)
    table[_units(_MARKS)] = 3
    table[_units("，。")] = 5
    table.flags.writeable = False
    return table


_RANGE = re.compile("([0-9A-F]{4})-([0-9A-F]{4})")


def _rows() -> list[tuple[str, int]]:
    """The rows of `weights.txt`: characters or a range of code points, and their weight."""
    table = files("pipeline.characters").joinpath("weights.txt").read_text("utf-8")
    rows = (line.split(" ") for line in table.splitlines() if line[0] != "#")
    return [(row[0], int(row[1])) for row in rows]


def _units(text: str) -> NDArray[np.uint16]:
    """The UTF-16 code units of a text."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def fit(text: str) -> tuple[float, int]:
    """How well the non-ASCII characters of a text fit Chinese, on the mean, and how many there are.

    Chinese prose has 4, what a wrong codec makes of it about -3; 0.0 when all is ASCII.

    >>> fit("他们说，这是第一次。")[0] > 4 > 0 > fit("他们说，这是".encode().decode("gbk"))[0]
    True
    >>> fit("plain")
    (0.0, 0)
    """
    units = _units(text)
    found = weights()[units[units >= 0x7F]]
    return (float(found.mean()), len(found)) if len(found) else (0.0, 0)


def is_cries(text: str) -> bool:
    """Whether a text is nothing but cries and marks, as a line of a chat is.

    >>> is_cries("呵呵呵，砰！"), is_cries("呵呵，好")
    (True, False)
    """
    high = [char for char in text if char >= "\x7f"]
    return len(high) >= _CRIED and letter_list("cries").union(_MARKS, "，。").issuperset(high)


_CRIED = 3  # letters: of another codec's bytes one in eighty reads as a cry
_MARKED = 0.1  # Chinese has a mark in seven characters; other codecs' bytes hit one in a thousand


def is_marked_chinese(text: str) -> bool:
    """Whether a text is full of Chinese marks, as a list of rare names is that fits badly else.

    >>> is_marked_chinese("参加的有朱镕基、赵頔、吴旻。"), is_marked_chinese("参加会议的有")
    (True, False)
    """
    high = [char for char in text if char >= "\x7f"]
    marks = sum(char in "，。、：；？！“”《》（）「」" for char in high)
    return len(high) >= 8 and marks >= _MARKED * len(high)
