"""How alike two texts really are: side by side, in order.

The Jaccard similarity of the 5-grams says how much two texts share. Whether one is a copy of the
other, or a part of it, is seen where they differ, and that by aligning them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.overlaps import Overlap, ends_alike, overlap
from pipeline.duplicates.readings import Places, Reading
from pipeline.duplicates.signature import GRAM

# A gap with more tokens than this on both sides is a passage rewritten, not a word exchanged.
SHORT_GAP = 12
# Inside a gap up to so many pairs of tokens, what agrees is looked for token by token.
GAP_CELLS = 40_000
# Of texts that agree in very many places only the longest stretches are aligned (r² steps).
MOST_RUNS = 400
# A stretch before the first or after the last agreement is head or tail matter up to this length.
EDGE = 80


# Rows of a0, a1, shift: tokens a0:a1 of one text are a0 + shift : a1 + shift of the other.
Runs = NDArray[np.intp]


class Gap(NamedTuple):
    """A place where two texts differ: tokens `a0:a1` of one stand for `b0:b1` of the other."""

    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def sizes(self) -> tuple[int, int]:
        """How many tokens either text has here."""
        return self.a1 - self.a0, self.b1 - self.b0


class Comparison(NamedTuple):
    """What two texts have in common, in order."""

    contained: float  # the share of the shorter one's tokens found in the other, in order
    rewritten: float  # the share of the shorter one's tokens for which the other has something else
    start: bool  # whether the shorter one begins where the longer one does
    end: bool  # whether it ends where the longer one does


@dataclass(frozen=True)
class Alignment:
    """Two texts, the shorter one first, and where they agree."""

    one: Reading
    other: Reading
    runs: Runs
    gaps: list[Gap]

    @cached_property
    def exchanges(self) -> list[tuple[Gap, Gap]]:
        """The gaps in which both have something, each whole and without what agrees at its ends."""
        return [(gap, self.trimmed(gap)) for gap in self.gaps if min(gap.sizes)]

    def trimmed(self, gap: Gap) -> Gap:
        """A gap without what agrees at its beginning, then at its end."""
        a0, a1, b0, b1 = gap
        first, last = ends_alike(self.one.tokens[a0:a1], self.other.tokens[b0:b1])
        return Gap(a0 + first, a1 - last, b0 + first, b1 - last)

    def inside(self, gap: Gap) -> tuple[list[Gap], int]:
        """A gap taken apart token by token, and how many tokens agree in it."""
        if not 0 < prod(gap.sizes) <= GAP_CELLS:
            return [gap], 0
        bare = self.trimmed(gap)
        a0, a1, b0, b1 = bare
        same = gap.sizes[0] - bare.sizes[0]
        # Single tokens that agree in a long gap do so by chance.
        least = 1 if min(bare.sizes) <= SHORT_GAP else 3
        a, b = self.one.tokens[a0:a1], self.other.tokens[b0:b1]
        if set(a).isdisjoint(b):  # as most are
            return [bare] if max(bare.sizes) else [], same
        gaps: list[Gap] = []
        i = j = 0
        for x, y, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            if 0 < size < least:
                continue
            if i < x or j < y:
                gaps.append(Gap(a0 + i, a0 + x, b0 + j, b0 + y))
            i, j = x + size, y + size
            same += size
        return gaps, same

    def apart(self) -> Iterator[Gap]:
        """The gaps between the texts, each taken apart token by token."""
        for gap in self.gaps:
            yield from self.inside(gap)[0]


class Pair:
    """Two texts, and what is told of them when it is first asked."""

    def __init__(self, one: Reading, other: Reading) -> None:
        self.texts = one, other
        self.sizes = len(one.tokens), len(other.tokens)
        self.small = int(self.sizes[1] < self.sizes[0])
        """Which of them has fewer tokens: 0 or 1."""

    @cached_property
    def shared(self) -> Overlap:
        """What they share."""
        return overlap(*self.texts)

    @cached_property
    def aligned(self) -> Alignment:
        """The two side by side, the same whichever comes first."""
        one, other = self.texts
        here, there = self.shared.here, self.shared.there
        if (len(one.tokens), one.text) > (len(other.tokens), other.text):
            one, other = other, one
            order = there.argsort()
            here, there = there[order], here[order]
        runs = _runs(here, there)
        return Alignment(one, other, runs, _gaps(one, other, runs))


def compare_aligned(found: Alignment) -> Comparison:
    """What two texts have in common."""
    one, other, runs = found.one, found.other, found.runs
    same = int((runs[:, 1] - runs[:, 0]).sum())
    rewritten = 0
    for gap in found.gaps:
        inner, within = found.inside(gap)
        same += within
        rewritten += sum(min(gap.sizes) for gap in inner)
    short = max(len(one.tokens), 1)
    first, last = (runs[0].tolist(), runs[-1].tolist()) if len(runs) else ([0] * 3, [0] * 3)
    return Comparison(
        same / short,
        rewritten / short,
        len(runs) > 0 and first[2] + first[0] <= EDGE,
        len(runs) > 0 and len(other.tokens) - (last[1] + last[2]) <= EDGE,
    )


def _runs(a: Places, b: Places) -> Runs:
    """Stretches that agree, in the same order in both: the heaviest chain of them.

    Anchored on 5-grams that either text has once, as patience diff is on unique lines.
    """
    if not a.size:
        return np.empty((0, 3), dtype=np.intp)
    # 5-grams on one diagonal that touch or overlap make one stretch.
    shifts = b - a
    cut = np.flatnonzero((shifts[1:] != shifts[:-1]) | (a[1:] - a[:-1] > GRAM)) + 1
    heads, tails = np.append(0, cut), np.append(cut - 1, a.size - 1)
    found = np.stack((a[heads], a[tails] + GRAM, shifts[heads]), axis=1)
    if len(found) > MOST_RUNS:
        longest = np.argsort(found[:, 0] - found[:, 1], kind="stable")[:MOST_RUNS]
        found = found[np.sort(longest)]
    ends = found[:, :2] + found[:, 2:]
    return _trimmed(found if (ends[1:] > ends[:-1]).all() else found[_heaviest(found)])


def _heaviest(found: Runs) -> list[int]:
    """The heaviest chain of stretches that increases in both texts, by their numbers."""
    starts, ends, shifts = found.T
    weights = (ends - starts).astype(np.int64)
    best = weights.copy()
    back = np.full(len(found), -1)
    for i in range(1, len(found)):
        before = (starts[:i] < starts[i]) & (starts[:i] + shifts[:i] < starts[i] + shifts[i])
        # Two stretches may overlap by some tokens: what both claim counts once.
        shared = np.maximum(
            ends[:i] - starts[i], ends[:i] + shifts[:i] - starts[i] - shifts[i]
        ).clip(0)
        gain = np.where(before & (shared < weights[i]), best[:i] - shared, 0)
        j = int(np.argmax(gain))
        if gain[j] > 0:
            best[i] += gain[j]
            back[i] = j
    chain: list[int] = []
    i = int(np.argmax(best))
    while i >= 0:
        chain.append(i)
        i = int(back[i])
    return chain[::-1]


def _trimmed(chain: Runs) -> Runs:
    """A chain of stretches, each ending before the next one begins in either text."""
    while True:
        starts, shifts = chain[:, 0], chain[:, 2]
        ends = chain[:, 1].copy()
        ends[:-1] = np.minimum(ends[:-1], starts[1:] + np.minimum(shifts[1:] - shifts[:-1], 0))
        left = ends > starts
        if left.all():
            return np.stack((starts, ends, shifts), axis=1)
        chain = chain[left]


def _gaps(one: Reading, other: Reading, runs: Runs) -> list[Gap]:
    """Where two texts differ between stretches that agree."""
    ends = len(one.tokens), len(other.tokens)
    found, a, b = [], 0, 0
    for start, end, shift in [*runs.tolist(), (ends[0], ends[0], ends[1] - ends[0])]:
        if a < start or b < start + shift:
            found.append(Gap(a, start, b, start + shift))
        a, b = end, end + shift
    return found
