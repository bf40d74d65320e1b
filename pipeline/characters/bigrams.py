"""How likely a character is behind another in Chinese, for choosing among what damage may hide.

`bigrams.txt` holds 28,710 pairs of characters that stand side by side in Chinese news more than
four times as often as chance would have it (`benchmarks/count_pairs.py`). Each line begins with how
much more often, as a power of two; then come groups of a first character and the second ones.
"""

from functools import cache
from importlib.resources import files
from math import log

from pipeline.characters.han import weights
from pipeline.characters.opencc import dictionary

# Nats a character costs, by its weight (see han.py): 60 characters make a third of Chinese text,
# 150 more a quarter, and so on; what only dictionaries have is met once in a million.
_COSTS = {6: 5.6, 5: 6.5, 4: 7.2, 3: 7.9, 2: 8.5, 1: 9.2, 0: 6.5, -1: 11.3, -3: 13.3, -5: 14.5}
_MARKS = {"，": 3.1, "。": 3.9, "、": 4.4, "“": 5.4, "”": 5.4, "：": 6.0, "《": 6.7, "》": 6.7}
_STRANGE = 18.0  # what news never has: private use, other scripts, controls
_UNPAIRED = 0.86  # what chance would give against what was counted, over all pairs not listed
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}


def cost(before: str, char: str) -> float:
    """How unlikely `char` is behind `before`, in nats; either script, `before` may be empty.

    >>> cost("非", "常") < cost("非", "。") < cost("非", "福")
    True
    """
    char = _folded(char)
    gain = _pairs().get(_folded(before) + char) if before else 0.0
    return _alone(char) + (_UNPAIRED if gain is None else -gain)


def paired(before: str, char: str) -> bool:
    """Whether two Simplified characters stand side by side in news far more often than by chance.

    >>> paired("突", "然"), paired("突", "水")
    (True, False)
    """
    return before + char in _pairs()


@cache
def _alone(char: str) -> float:
    return _MARKS.get(char) or _COSTS.get(int(weights()[min(ord(char), 0xFFFF)]), _STRANGE)


@cache
def _folded(char: str) -> str:
    """The character as the pairs have it: Simplified, in the quotation marks of the mainland."""
    return _QUOTES.get(char) or dictionary("TSCharacters").get(char, char)


@cache
def _pairs() -> dict[str, float]:
    """What a character costs less behind another, in nats."""
    table = files("pipeline.characters").joinpath("bigrams.txt").read_text("utf-8")
    found = {}
    for line in table.splitlines():
        power, *groups = line.split(" ")
        gain = int(power) * log(2)
        for group in groups:
            for second in group[1:]:
                found[group[0] + second] = gain
    return found
