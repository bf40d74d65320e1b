"""What two texts share: exactly, and for many pairs of texts in one go.

The 5-grams of both texts of a pair are sorted together, so that equal ones lie side by side; all
else is said of whole arrays, some twenty pairs at a time. Whether facts may have been exchanged
between two texts is asked of the few tokens that no shared 5-gram covers; only where that may be
need they be aligned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes
from pipeline.duplicates.gaps import Once, Side, before, gaps_in_order, small
from pipeline.duplicates.readings import Places, Reading
from pipeline.duplicates.signature import GRAM
from pipeline.duplicates.tokens import batches

_Bools = NDArray[np.bool_]
Pair = tuple[Reading, Reading]

# So many tokens are compared at a time: what lies in the second cache is twice as fast.
_BATCH = 40_000
# … and where facts may differ is asked of so many, for most of them have little that differs.
_FACTS = 400_000

# The same exchange of two tokens and more, made this often, is another name in the same text.
EXCHANGES = 3

# Passages of a text that no other shares are one where a shorter phrase than this lies between.
PHRASE = 16

# A turn takes a hundredth of the time of telling all 5-grams at once, and two are mostly enough.
_TURNS = 32

_NONE: frozenset[int] = frozenset()
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Overlap(NamedTuple):
    """What two texts share."""

    jaccard: float
    part: float  # the share of the different 5-grams of the shorter one that the other has too
    codes: bool  # whether they call themselves by different codes
    facts: bool  # whether numbers or words that exclude each other may stand for each other
    # For each text the beginnings, by two tokens, of what may be another name there than in the
    # other text. Where neither has any and no numbers differ, no alignment would find a clash.
    names: tuple[frozenset[int], frozenset[int]]
    alone: tuple[int, int]  # how many tokens of each no shared 5-gram covers …
    passages: tuple[int, int]  # … and how many of them the longest passage of such tokens has
    once: NDArray[np.int64]  # the places in both of 5-grams that either has once, see `anchors`
    ordered: bool  # whether those come in the same order in both
    # Between those, as rows of a0, a1, b0, b1, tokens of either text: where numbers stand for
    # numbers, and words that may be names for others. None where only an alignment tells, where
    # codes tell enough, or nothing may have been exchanged.
    facing: Places | None
    exchanged: Places | None

    def astray(self) -> int | None:
        """How many of the 5-grams that either text has once have to go for one order in both.

        A few at most, where a phrase was said again elsewhere; None where no such thing suffices.
        """
        if self.ordered:
            return 0
        there = self.once & 0xFFFFFFFF
        back = np.flatnonzero(there[1:] <= there[:-1])
        kept = np.ones(len(there), dtype=np.bool_)
        kept[back] = kept[back + 1] = False
        there = there[kept]
        return int(len(kept) - len(there)) if (there[1:] > there[:-1]).all() else None

    def anchors(self, swap: bool = False) -> tuple[Places, Places]:
        """Where the 5-grams begin that either text has once, in the order of the first text.

        With `swap`, in the order of the second, whose places then come first.
        """
        both = (
            np.sort(self.once << 32 | self.once >> 32) if swap and not self.ordered else self.once
        )
        here, there = both >> 32, both & 0xFFFFFFFF
        return (there, here) if swap and self.ordered else (here, there)


def overlap(one: Reading, other: Reading) -> Overlap:
    """What two texts share, whichever comes first."""
    return next(overlaps([(one, other)]))


def overlaps(pairs: Sequence[Pair]) -> Iterator[Overlap]:
    """What the two texts of each pair share, in the order of the pairs."""
    for some in batches(pairs, _tokens, _FACTS):
        yield from _overlaps(some)


def _tokens(pair: Pair) -> int:
    return len(pair[0].tokens) + len(pair[1].tokens)


class _Sorted(NamedTuple):
    """The 5-grams of some pairs of texts, sorted pair by pair: equal ones lie side by side."""

    places: Places  # where each stands
    same: _Bools  # whether it is the one before, too; one more than there are, not set
    there: _Bools  # whether it stands in the second text; of equal ones those come last
    meets: _Bools  # whether it is the last of the first text, and the next one is the same
    edges: list[int]  # where the pairs begin, and the last one ends


class _Shared(NamedTuple):
    """What the texts of some pairs share, by places among the tokens and 5-grams of all."""

    counts: list[tuple[int, int, int]]  # of each pair the different 5-grams of both, of either
    alone: Places  # the tokens that no shared 5-gram covers
    edges: Places  # where those of each text begin, and the last ones end
    once: Once
    tokens: int  # how many all texts have …
    grams: int  # … and how many 5-grams


def _overlaps(pairs: Sequence[Pair]) -> Iterator[Overlap]:
    texts = [text for pair in pairs for text in pair]
    starts = np.cumsum([0, *(len(text.grams) for text in texts)])
    bounds = np.cumsum([0, *(len(text.tokens) for text in texts)])
    found = _joined([_share(some) for some in batches(pairs, _tokens, _BATCH)])
    alone, edges, once = found.alone, found.edges, found.once
    counts, lengths = np.diff(edges).tolist(), _longest(alone, edges).tolist()
    side = Side.of(
        *(
            np.concatenate([getattr(text, name) for text in texts])
            for name in ("tokens", "telling", "numeric")
        )
    )
    counted = np.diff(before(side.telling[alone])[edges]).reshape(-1, 2).min(axis=1).tolist()
    facts = [
        count > 0 or _exchanged(one.numbers, other.numbers)
        for count, (one, other) in zip(counted, pairs, strict=True)
    ]
    names, twice = _again(side.tokens, alone, edges)
    codes = [
        bool(one.codes and other.codes and one.codes.isdisjoint(other.codes))
        for one, other in pairs
    ]
    may = np.array(facts) | twice.reshape(-1, 2).all(axis=1) | small(bounds)
    gaps = gaps_in_order(once, may & ~np.array(codes), starts, bounds)
    facing, exchanged = gaps.facing(side), gaps.exchanged(side, twice)
    of_pair, ordered = once.edges.tolist(), once.ordered.tolist()
    for i, (one, other) in enumerate(pairs):
        a, b = 2 * i, 2 * i + 1
        common, here, there = found.counts[i]
        if common:
            alike = common / (here + there - common)
            part = common / min(here, there)
        else:  # perhaps too short to have any
            alike = part = float(np.array_equal(one.tokens, other.tokens))
        yield Overlap(
            alike,
            part,
            codes[i],
            facts[i],
            (names.get(a, _NONE), names.get(b, _NONE)),
            (counts[a], counts[b]),
            (lengths[a], lengths[b]),
            once.places[of_pair[i] : of_pair[i + 1]] - (int(starts[a]) << 32 | int(starts[b])),
            ordered[i],
            facing.get(i),
            exchanged.get(i),
        )


def _share(pairs: Sequence[Pair]) -> _Shared:
    """What the texts of a few pairs share."""
    texts = [text for pair in pairs for text in pair]
    starts = np.cumsum([0, *(len(text.grams) for text in texts)])
    bounds = np.cumsum([0, *(len(text.tokens) for text in texts)])
    found = _sorted(pairs, starts)
    # The first of equal ones, in the first text; the last of equal ones, in the second.
    ours, theirs = ~(found.same[:-1] | found.there), found.there & ~found.same[1:]
    counts = [
        (
            int(np.count_nonzero(found.meets[start:end])),
            int(np.count_nonzero(ours[start:end])),
            int(np.count_nonzero(theirs[start:end])),
        )
        for start, end in pairwise(found.edges)
    ]
    alone, edges = _alone(bounds, starts, found)
    return _Shared(counts, alone, edges, _once(found), int(bounds[-1]), int(starts[-1]))


def _joined(parts: Sequence[_Shared]) -> _Shared:
    """What the texts of several batches of pairs share, as those of one."""
    if len(parts) == 1:
        return parts[0]
    tokens, grams = (
        [*accumulate(sizes, initial=0)]
        for sizes in ([part.tokens for part in parts], [part.grams for part in parts])
    )
    return _Shared(
        [count for part in parts for count in part.counts],
        np.concatenate([part.alone + by for part, by in zip(parts, tokens, strict=False)]),
        _edges([part.edges for part in parts]),
        Once(
            np.concatenate(
                [part.once.places + (by << 32 | by) for part, by in zip(parts, grams, strict=False)]
            ),
            _edges([part.once.edges for part in parts]),
            np.concatenate([part.once.ordered for part in parts]),
        ),
        tokens[-1],
        grams[-1],
    )


def _edges(parts: Sequence[Places]) -> Places:
    """The edges of several batches, each of which begins with 0, as those of one."""
    ahead = accumulate((int(part[-1]) for part in parts), initial=0)
    return np.concatenate(
        [[0], *(part[1:] + before for part, before in zip(parts, ahead, strict=False))]
    )


def _sorted(pairs: Sequence[Pair], starts: Places) -> _Sorted:
    """The 5-grams of some pairs; `starts` has the place of the first of each text."""
    size = int(starts[-1])
    # The place of a 5-gram replaces the lowest bits of its hash: sorting such numbers takes a
    # third of the time of an argsort, and leaves 46 bits to tell the 5-grams of two texts apart.
    low = np.uint64((1 << size.bit_length()) - 1)
    keys = np.concatenate([text.grams for pair in pairs for text in pair])
    keys &= ~low
    keys |= np.arange(size, dtype=np.uint64)
    bounds = starts.tolist()
    for start, end in pairwise(bounds[::2]):
        keys[start:end].sort()
    same = np.zeros(size + 1, dtype=np.bool_)
    np.less_equal(keys[1:] ^ keys[:-1], low, out=same[1:size])
    same[starts[::2]] = False
    places = (keys & low).view(np.intp)
    there = places >= np.repeat(starts[1::2], starts[2::2] - starts[:-2:2])
    meets = np.zeros(size, dtype=np.bool_)
    np.logical_and(same[1:size], there[1:] > there[:-1], out=meets[: size - 1])
    return _Sorted(places, same, there, meets, bounds[::2])


def _once(found: _Sorted) -> Once:
    """The 5-grams that either text of a pair has once."""
    once = np.flatnonzero(found.meets[:-1] & ~found.same[:-2] & ~found.same[2:])
    # What is sorted by its place in the first text is so pair by pair.
    both = np.sort(found.places[once] << 32 | found.places[once + 1])
    edges = np.searchsorted(both, np.array(found.edges) << 32)
    there = both & 0xFFFFFFFF
    back = np.zeros(len(both), dtype=np.bool_)
    np.less_equal(there[1:], there[:-1], out=back[:-1])
    return Once(both, edges, np.diff(before(back)[edges]) == 0)


def _alone(bounds: Places, starts: Places, found: _Sorted) -> tuple[Places, Places]:
    """The places among all tokens of those that no shared 5-gram covers, and the edges of texts.

    `bounds` has the place of the first token of each text, `starts` that of its first 5-gram.
    """
    begins = np.empty(len(found.places), dtype=np.bool_)
    begins[found.places] = _shared(found)
    covered = np.zeros(int(bounds[-1]) + GRAM, dtype=np.bool_)
    for place, start, end in zip(
        bounds.tolist(), starts.tolist(), starts[1:].tolist(), strict=False
    ):
        covered[place : place + end - start] = begins[start:end]
    for shift in (1, 2, 1):  # in all four, in as few steps
        covered[shift:] |= covered[:-shift]
    alone = np.flatnonzero(~covered[: bounds[-1]])
    return alone, np.searchsorted(alone, bounds)


def _shared(found: _Sorted) -> _Bools:
    """Whether a 5-gram stands in both texts of its pair."""
    up = np.flatnonzero(found.meets) + 1
    down = up - 1
    shared = found.meets.copy()
    shared[up] = True
    # Most stand once in either; where one stands more often its neighbours are told, in turn.
    for _ in range(_TURNS):
        up, down = up[found.same[up + 1]] + 1, down[found.same[down]] - 1
        if not up.size and not down.size:
            return shared
        shared[up] = shared[down] = True
    # Where one stands thousands of times, all of them are told at once.
    begins = np.flatnonzero(~found.same[:-1])
    lengths = np.diff(np.append(begins, len(shared)))
    return np.repeat(np.logical_or.reduceat(shared, begins), lengths)


def _longest(alone: Places, edges: Places) -> Places:
    """For each text, how many tokens stand alone in one passage, short phrases within it aside."""
    new = np.ones(len(alone), dtype=np.bool_)
    np.greater(alone[1:] - alone[:-1], PHRASE, out=new[1:])
    new[edges[edges < len(alone)]] = True
    heads = np.flatnonzero(new)
    found = np.zeros(len(edges) - 1, dtype=np.intp)
    of = np.searchsorted(edges, heads, side="right") - 1
    np.maximum.at(found, of, np.append(heads, len(alone))[1:] - heads)
    return found


class _Again(NamedTuple):
    """Two tokens side by side that stand alone several times in one text."""

    names: dict[int, frozenset[int]]  # for texts that have some `EXCHANGES` times, those
    twice: _Bools  # for each text whether it has some, or a single token, twice


def _again(tokens: Codes, alone: Places, edges: Places) -> _Again:
    """What stands alone again, by its beginnings."""
    beside = np.flatnonzero(alone[1:] - alone[:-1] == 1)
    of = np.searchsorted(edges, beside, side="right") - 1
    within = beside + 1 < edges[of + 1]
    of, places = of[within], alone[beside[within]]
    both = beginnings(tokens[places], tokens[places + 1])
    # Mixed with the number of the text, so that one sort serves all of them.
    mixed = (both ^ of.astype(np.uint64) * _GOLDEN) * _GOLDEN
    order = np.argsort(mixed)
    mixed, of, both = mixed[order], of[order], both[order]
    often = np.flatnonzero(mixed[EXCHANGES - 1 :] == mixed[: max(len(mixed) - EXCHANGES + 1, 0)])
    found: dict[int, set[int]] = {}
    for i, two in zip(of[often].tolist(), both[often].tolist(), strict=True):
        found.setdefault(i, set()).add(two)
    twice = np.zeros(len(edges) - 1, dtype=np.bool_)
    twice[of[1:][mixed[1:] == mixed[:-1]]] = True
    single = _single(tokens, alone, edges)
    twice[single[1:][single[1:] == single[:-1]] >> np.uint64(32)] = True
    return _Again({i: frozenset(twos) for i, twos in found.items()}, twice)


def _single(tokens: Codes, alone: Places, edges: Places) -> NDArray[np.uint64]:
    """The tokens that stand alone without another beside them, with their text, sorted."""
    near = np.diff(alone) == 1
    by_itself = ~(np.append(near, False) | np.append(False, near))[: len(alone)]
    places = np.flatnonzero(by_itself)
    of = np.searchsorted(edges, places, side="right") - 1
    return np.sort(of.astype(np.uint64) << np.uint64(32) | tokens[alone[places]])


def beginnings(ones: Codes, others: Codes) -> NDArray[np.uint64]:
    """Two tokens each as one number."""
    return ones.astype(np.uint64) << np.uint64(32) | others


def _exchanged(here: Sequence[int], there: Sequence[int]) -> bool:
    """Whether each text has a number that the other lacks, or the same in another order.

    >>> _exchanged([2021, 3, 5], [2021, 3]), _exchanged([2021, 3], [2021, 4])
    (False, True)
    """
    if here == there:
        return False
    # What both have at the ends is the same on both sides, whatever lies between.
    first, last = ends_alike(here, there)
    mine, others = here[first : len(here) - last], there[first : len(there) - last]
    few, rest = set(mine), set(others)
    if few <= rest or rest <= few:  # then how often each stands there has to tell
        return not (Counter(mine) < Counter(others) or Counter(others) < Counter(mine))
    return True


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
