"""Which characters are Han letters."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Their ranges, for a class of a pattern."""

_HAN = re.compile(f"[{HAN}]")


def han(text: str) -> int:
    """How many Han characters a text has.

    >>> han("第3章 abc")
    2
    """
    if len(text) < _SHORT:
        return len(_HAN.findall(text))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return int(np.count_nonzero(_table().take(codes)))


_SHORT = 40  # characters; a look in the table costs as much as these one by one


@cache
def _table() -> NDArray[np.bool_]:
    """For every code point whether it is Han."""
    table = np.zeros(0x110000, np.bool_)
    for low, high in re.findall(r"(.)-(.)", HAN.encode().decode("unicode-escape")):
        table[ord(low) : ord(high) + 1] = True
    return table


def is_han(char: str) -> bool:
    """Whether a character is Han."""
    return bool(_HAN.match(char))


@cache
def is_in_gb2312(char: str) -> bool:
    """Whether the national standard of Simplified writing has a letter."""
    return bool(char.encode("gb2312", "ignore"))


@cache
def letter_list(name: str) -> frozenset[str]:
    """A list of `letters.toml`. Raises `KeyError` for an unknown name."""
    table = files("pipeline.characters").joinpath("letters.toml").read_text("utf-8")
    return frozenset(tomllib.loads(table)[name].replace("\n", ""))
