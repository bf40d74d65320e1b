"""Which characters are Han letters."""

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Their ranges, for a class of a pattern."""

_HAN = re.compile(f"[{HAN}]")


def han(text: str) -> int:
    """How many Han characters a text has.

    >>> han("第3章 abc")
    2
    """
    return len(_HAN.findall(text))


def is_han(char: str) -> bool:
    """Whether a character is Han."""
    return bool(_HAN.match(char))
