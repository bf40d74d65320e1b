"""When a text decoded again counts as better Chinese than it was."""

import re
from typing import NamedTuple

from pipeline.characters.han import fit

LOST = "\N{REPLACEMENT CHARACTER}"
GAIN = 3.0
"""How much better the fit must be: Chinese has 4, its mojibake about -3."""
SURE = 3.5
"""The fit of text that is Chinese without doubt, as very few characters must be."""

_TOLD = re.compile(f"[{LOST}\ue000-\uf8ff]")
_GOOD = 1.0
_FEW = 3  # fewer characters than that must be very common ones


class Repair(NamedTuple):
    """A better text for `line[start:end]`."""

    start: int
    end: int
    new: str
    rule: str


def better(old: str, new: str, least: int = 2) -> bool:
    """Whether the new text is much better Chinese, without more characters that tell of loss."""
    now, count = fit(new)
    if count < least or now < (_GOOD if count >= _FEW else SURE) or now < fit(old)[0] + GAIN:
        return False
    return len(_TOLD.findall(new)) <= len(_TOLD.findall(old))
