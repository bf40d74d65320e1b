"""Whether two texts share nothing but what many other pages share too: a site's chrome.

Six hundred characters of chrome around different bodies of a hundred are alike as copies are.
Where two texts put a whole passage each in the place of the other's, what they share is asked how
many texts have it: far more than have either passage says that it is chrome. A paragraph rewritten
in one of twelve copies of an article differs: the other eleven have what it replaces.
"""

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median

import numpy as np

from pipeline.surveys.readings import Places, Reading

# Fewer texts than this are no evidence that a sentence is chrome.
FEW = 5
# What is shared stands in this many times as many texts as either passage of its own.
TIMES = 2
# So many tokens without a shared 5-gram, a phrase by chance in common between them, are another
# body: light edits leave one here and two there.
PASSAGE = 20
PHRASE = 16

_SENTENCE = re.compile(r"[^\n。！？]{8,}")


def sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to tell one text from another."""
    return _SENTENCE.findall(text)


def spread(readings: Iterable[Reading]) -> Counter[str]:
    """In how many texts each sentence stands."""
    return Counter(line for reading in readings for line in set(sentences(reading.text)))


def only_chrome(
    readings: tuple[Reading, Reading], alone: tuple[Places, Places], known: Counter[str]
) -> bool:
    """Whether what two texts share is to be set aside; `alone` are the tokens that none share."""
    if min(_longest(places) for places in alone) < PASSAGE:
        return False
    here, there = (set(sentences(reading.text)) for reading in readings)
    own = max(_usual(here - there, known), _usual(there - here, known))
    return _usual(here & there, known) > max(FEW, TIMES * own)


def _usual(lines: set[str], known: Counter[str]) -> float:
    """In how many texts the middle character of some sentences stands."""
    return median([known[line] for line in sorted(lines) for _ in line] or [0])


def _longest(places: Places) -> int:
    """How many tokens stand alone in the longest passage that is broken by short phrases only."""
    if not places.size:
        return 0
    cuts = np.flatnonzero(np.diff(places) > PHRASE) + 1
    return int(np.diff(np.concatenate(([0], cuts, [places.size]))).max())
