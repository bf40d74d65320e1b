"""What two texts share, exactly: told from the sorted 5-grams of each."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipeline.duplicates.readings import Places, Reading
from pipeline.duplicates.signature import GRAM

# Passages of a text that no other shares are one where a shorter phrase than this lies between.
PHRASE = 16


class Overlap(NamedTuple):
    """What two texts share."""

    jaccard: float
    part: float  # the share of the different 5-grams of the shorter one that the other has too
    alone: tuple[Places, Places]  # the tokens of each that no shared 5-gram covers
    # Where the 5-grams begin that either text has once, in the order of the first text, …
    here: Places
    there: Places  # … and where they begin in the second


def overlap(one: Reading, other: Reading) -> Overlap:
    """What two texts share."""
    ours, theirs = one.grams, other.grams
    at = theirs.different.searchsorted(ours.different)
    mine = np.flatnonzero(at < len(theirs.different))
    mine = mine[theirs.different[at[mine]] == ours.different[mine]]
    yours = at[mine]
    common, sizes = len(mine), (len(ours.different), len(theirs.different))
    if common:
        jaccard, part = common / (sum(sizes) - common), common / min(sizes)
    else:  # perhaps too short to have any
        jaccard = part = float(one.tokens == other.tokens)
    once = (ours.counts[mine] == 1) & (theirs.counts[yours] == 1)
    here, there = (
        grams.order[grams.starts[which[once]]] for grams, which in ((ours, mine), (theirs, yours))
    )
    order = here.argsort()
    alone = _alone(one, mine), _alone(other, yours)
    return Overlap(jaccard, part, alone, here[order], there[order])


def _alone(reading: Reading, shared: Places) -> Places:
    """The tokens that no 5-gram covers of those that are shared, by their numbers."""
    grams = reading.grams
    flags = np.zeros(len(grams.different), np.bool_)
    flags[shared] = True
    covered = np.zeros(len(reading.tokens) + GRAM, np.bool_)
    covered[grams.order[np.repeat(flags, grams.counts)]] = True
    for shift in (1, 2, 1):  # in all four, in as few steps
        covered[shift:] |= covered[:-shift]
    return np.flatnonzero(~covered[: len(reading.tokens)])


def longest_passage(alone: Places) -> int:
    """How many tokens stand alone in one passage, short phrases within it aside."""
    cuts = np.flatnonzero(alone[1:] - alone[:-1] > PHRASE) + 1
    return max(end - start for start, end in pairwise([0, *cuts.tolist(), len(alone)]))


def ends_alike(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many items agree at the beginnings and, of the others, at the ends.

    >>> ends_alike([1, 2, 9, 3], [1, 2, 3]), ends_alike([1, 1], [1])
    ((2, 1), (1, 0))
    """
    first = last = 0
    shorter = min(len(one), len(other))
    while first < shorter and one[first] == other[first]:
        first += 1
    while last < shorter - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return first, last
