"""How alike two texts really are: side by side, in order.

The Jaccard similarity of the 5-grams says how much two texts share. Whether one is a copy of the
other, or a part of it, is seen where they differ, and that by aligning them.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
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
# Rows of a0, a1, b0, b1.
_Gaps = NDArray[np.intp]


class Gap(NamedTuple):
    """A place where two texts differ: tokens `a0:a1` of one stand for `b0:b1` of the other."""

    a0: int
    a1: int
    b0: int
    b1: int


class Comparison(NamedTuple):
    """What two texts have in common, in order."""

    contained: float  # the share of the shorter one's tokens found in the other, in order
    rewritten: float  # the share of the shorter one's tokens for which the other has something else
    start: bool  # whether the shorter one begins where the longer one does
    end: bool  # whether it ends where the longer one does


class Alignment(NamedTuple):
    """Two texts, the shorter one first, and where they agree."""

    one: Reading
    other: Reading
    runs: Runs
    gaps: _Gaps


def align(one: Reading, other: Reading, shared: Overlap | None = None) -> Alignment:
    """Two texts side by side, whichever comes first; `shared` is their overlap, if it is known."""
    shared = shared or overlap(one, other)
    swap = shorter(one, other) is other
    here, there = shared.anchors(swap)
    if swap:
        one, other = other, one
    runs = _runs(here, there)
    return Alignment(one, other, runs, _gaps(one, other, runs))


def shorter(one: Reading, other: Reading) -> Reading:
    """The shorter of two texts; of two as long the same one, whichever comes first."""
    return other if (len(one.tokens), one.text) > (len(other.tokens), other.text) else one


def plainly_alike(
    one: Reading, other: Reading, shared: Overlap, least: float, rewritten: float
) -> bool:
    """Whether at least so much of the shorter text is in order, and at most so much rewritten.

    It is sure where this says so, and seen at a fraction of what an alignment costs; where it says
    no, that may be so all the same.
    """
    short, side = min((len(one.tokens), 0), (len(other.tokens), 1))
    alone = shared.alone[side]
    if alone > rewritten * short or short - alone < least * short:
        return False
    astray = shared.astray()
    if astray is None:
        return False
    alone += astray * GRAM
    return alone <= rewritten * short and short - alone >= least * short


def compare_aligned(found: Alignment) -> Comparison:
    """What two texts have in common."""
    one, other, runs, gaps = found
    same = int((runs[:, 1] - runs[:, 0]).sum())
    rewritten = 0
    for gap in map(Gap._make, gaps.tolist()):
        inner, within = inside(one, other, gap)
        same += within
        rewritten += sum(min(gap.a1 - gap.a0, gap.b1 - gap.b0) for gap in inner)
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
    cut = np.flatnonzero((np.diff(b - a) != 0) | (np.diff(a) > GRAM)) + 1
    heads, tails = np.concatenate(([0], cut)), np.concatenate((cut - 1, [a.size - 1]))
    found = np.stack((a[heads], a[tails] + GRAM, b[heads] - a[heads]), axis=1)
    if len(found) > MOST_RUNS:
        longest = np.argsort(found[:, 0] - found[:, 1], kind="stable")[:MOST_RUNS]
        found = found[np.sort(longest)]
    return _chain(found)


def _chain(found: Runs) -> Runs:
    """The stretches of the heaviest increasing chain, trimmed where two of them overlap."""
    crossed = _crossed(found)
    if not crossed.any():
        return _trimmed(found)  # as in any copy with light edits
    found = found[~_stray(found)]
    crossed = _crossed(found)
    if not crossed.any():
        return _trimmed(found)
    # What crosses nothing is part of the chain anyhow.
    chosen = ~crossed
    chosen[np.flatnonzero(crossed)[_heaviest(found[crossed])]] = True
    return _trimmed(found[chosen])


def _crossed(found: Runs) -> NDArray[np.bool_]:
    """Which stretches stand in another order to some other in the second text."""
    crossed = np.zeros(len(found), dtype=np.bool_)
    for edge in (found[:, 0] + found[:, 2], found[:, 1] + found[:, 2]):
        crossed[1:] |= np.maximum.accumulate(edge)[:-1] >= edge[1:]
        crossed[:-1] |= np.minimum.accumulate(edge[::-1])[::-1][1:] <= edge[:-1]
    return crossed


def _stray(found: Runs) -> NDArray[np.bool_]:
    """Which stretches are phrases said again elsewhere, and part of no heaviest chain.

    Such a one crosses a heavier stretch that crosses nothing else: a chain gains by the exchange.
    """
    starts, ends, shifts = found.T
    ahead = np.triu(starts + shifts >= (starts + shifts)[:, None], 1)
    ahead &= ends + shifts >= (ends + shifts)[:, None]
    crosses = np.triu(~ahead, 1)
    crosses |= crosses.T
    # Neighbours may overlap by less than a 5-gram at either end: what both claim counts once.
    weights = ends - starts
    stray = np.zeros(len(found), dtype=np.bool_)
    while True:
        single = np.flatnonzero((crosses.sum(axis=1) == 1) & ~stray)
        rivals = crosses[single].argmax(axis=1)
        heavier = rivals[weights[single] >= weights[rivals] + 2 * GRAM]
        if not heavier.size:
            return stray
        stray[heavier] = True
        crosses[heavier] = False
        crosses[:, heavier] = False


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


def _gaps(one: Reading, other: Reading, runs: Runs) -> _Gaps:
    """Where two texts differ between stretches that agree."""
    gaps = np.zeros((len(runs) + 1, 4), dtype=np.intp)
    gaps[1:, 0], gaps[:-1, 1] = runs[:, 1], runs[:, 0]
    gaps[1:, 2], gaps[:-1, 3] = runs[:, 1] + runs[:, 2], runs[:, 0] + runs[:, 2]
    gaps[-1, 1], gaps[-1, 3] = len(one.tokens), len(other.tokens)
    return gaps[(gaps[:, 0] < gaps[:, 1]) | (gaps[:, 2] < gaps[:, 3])]


def gaps_apart(one: Reading, other: Reading, gaps: _Gaps) -> Iterator[Gap]:
    """Some gaps between two texts, each taken apart token by token."""
    for gap in map(Gap._make, gaps.tolist()):
        yield from inside(one, other, gap)[0]


def inside(one: Reading, other: Reading, gap: Gap) -> tuple[list[Gap], int]:
    """A gap taken apart token by token, and how many tokens agree in it."""
    if not 0 < (gap.a1 - gap.a0) * (gap.b1 - gap.b0) <= GAP_CELLS:
        return [gap], 0
    a, b = one.tokens[gap.a0 : gap.a1].tolist(), other.tokens[gap.b0 : gap.b1].tolist()
    start, same = ends_alike(a, b)
    a, b = a[start : len(a) - same], b[start : len(b) - same]
    same += start
    a0, b0 = gap.a0 + start, gap.b0 + start
    if not a and not b:
        return [], same
    gaps: list[Gap] = []
    i = j = 0
    for x, y, size in _agreements(a, b):
        if i < x or j < y:
            gaps.append(Gap(a0 + i, a0 + x, b0 + j, b0 + y))
        i, j = x + size, y + size
        same += size
    return gaps, same


def _agreements(a: list[int], b: list[int]) -> Sequence[tuple[int, int, int]]:
    """Where tokens agree, as difflib says it, with the ends of both last."""
    last = (len(a), len(b), 0)
    if not a or not b or set(a).isdisjoint(b):
        return [last]
    if len(b) == 1:
        return [(a.index(b[0]), 0, 1), last]
    if len(a) == 1:
        return [(0, b.index(a[0]), 1), last]
    # Single tokens that agree in a long gap do so by chance.
    least = 1 if min(len(a), len(b)) <= SHORT_GAP else 3
    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [*(block for block in found if block.size >= least), last]
