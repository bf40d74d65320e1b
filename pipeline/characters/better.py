"""When a text decoded again counts as better Chinese than it was."""

import re
from typing import NamedTuple

import numpy as np

from pipeline.characters.han import fit, weights

LOST = "\N{REPLACEMENT CHARACTER}"
SOME = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands, between two layers of wrong reading, for a byte of a letter that lost some of its own."""
GAIN = 3.0
"""How much better the fit must be: Chinese has 4, its mojibake about -3."""
SURE_LETTERS = 3.5
"""The fit of text that is Chinese without doubt, as very few characters must be."""

HALF = re.compile("(?<![\x01-\x7f])[@-~](?=[^\x00-\x7f]|$)|(?<=[^\x00-\x7f])[@-~](?![\x01-\x7f])")
"""A letter of ASCII alone among Chinese: the second half of a pair of Big5, or that of T恤."""

_TOLD = re.compile(f"[{LOST}\ue000-\uf8ff]")
_GOOD = 1.0
_FEW = 3  # fewer characters than that must be very common ones
_WHOLE = 2  # letters that must be whole for each that is not, and at least so many
_EVEN = ((4, -2.25), (8, -0.5))  # so many neighbours; what begins inside a character has -2 or -3


class Repair(NamedTuple):
    """A better text for `line[start:end]`."""

    start: int
    end: int
    new: str
    rule: str


def better(old: str, new: str, least: int = 2) -> bool:
    """Whether the new text is much better Chinese, without more characters that tell of loss."""
    now, count = fit(new)
    if (
        count < least
        or now < (_GOOD if count >= _FEW else SURE_LETTERS)
        or now < fit(old)[0] + GAIN
    ):
        return False
    return len(_TOLD.findall(new)) <= len(_TOLD.findall(old))


def is_whole(new: str, lost: int) -> bool:
    """Whether enough of a text is there to be sure of it, where signs stand for what was lost."""
    return sum(char > "\x7f" for char in new) - lost >= _WHOLE * max(1, lost)


def is_even(new: str) -> bool:
    """Whether a text is Chinese everywhere: where a byte is missing without a sign it is not."""
    found = weights()[[min(ord(char), 0xFFFF) for char in new if char > "\x7f" and char != LOST]]
    sums = np.concatenate(([0], np.cumsum(found, dtype=np.int32)))
    return all(
        len(found) < size or (sums[size:] - sums[:-size]).min() > least * size
        for size, least in _EVEN
    )
