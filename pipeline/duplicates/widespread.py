"""Whether two texts share nothing but what many other pages share too: a site's boilerplate.

Six hundred characters of boilerplate around different bodies of a hundred are alike as copies are.
Where two texts put a whole passage each in the place of the other's, what they share is asked how
many texts have it: far more than have either passage says that it is boilerplate. A paragraph
rewritten in one of twelve copies of an article differs: the other eleven have what it replaces.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from statistics import median

from pipeline.duplicates.align import Pair
from pipeline.duplicates.overlaps import longest_passage
from pipeline.duplicates.readings import Reading

# Fewer texts than this are no evidence that a sentence is boilerplate.
_FEW = 5
# What is shared stands in this many times as many texts as either passage of its own.
TIMES = 2
# So many tokens without a shared 5-gram, a phrase by chance in common between them, are another
# body: light edits leave one here and two there.
_PASSAGE = 20

_SENTENCE = re.compile(r"[^\n。！？]{8,}")


def long_sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to tell one text from another."""
    return _SENTENCE.findall(text)


class Alike:
    """Texts that are alike, directly or by way of others, and what of them may be boilerplate."""

    def __init__(self, texts: Iterable[Reading]) -> None:
        self._texts = list(texts)

    @cached_property  # few are ever asked
    def _known(self) -> Counter[str]:
        """In how many texts each sentence stands."""
        return Counter(line for text in self._texts for line in {*long_sentences(text.text)})

    def only_boilerplate(self, pair: Pair) -> bool:
        """Whether what two of the texts share is to be set aside."""
        if len(self._texts) <= _FEW or min(map(longest_passage, pair.shared.alone)) < _PASSAGE:
            return False
        here, there = (set(long_sentences(reading.text)) for reading in pair.texts)
        own = max(_usual(here - there, self._known), _usual(there - here, self._known))
        return _usual(here & there, self._known) > max(_FEW, TIMES * own)


def _usual(lines: set[str], known: Counter[str]) -> float:
    """In how many texts the middle character of some sentences stands."""
    return median([known[line] for line in sorted(lines) for _ in line] or [0])
