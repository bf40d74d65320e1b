"""Where two texts differ between the stretches they share in one order, for many pairs in one go.

Without an alignment: 5-grams that either text has once and that come in one order in both leave
the same gaps between them that an alignment finds.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes
from pipeline.duplicates.candidates import ramps
from pipeline.duplicates.readings import Places
from pipeline.duplicates.signature import GRAM

_Bools = NDArray[np.bool_]

# A name has no more tokens: 四川, 周启明, 海棠机电.
LONGEST = 6

# Within so many tokens of its beginning a page says what it is of; further on a name that stands
# there once may have been set right. That holds for pages of so many tokens: a longer one says it
# again, and what differs once in its lead is the headline of another editor.
LEAD, SMALL = 40, 300

# A gap in which more tokens agree is a passage said again elsewhere.
TRIM = 12

# A gap with more tokens than this is a passage, in which words differ by chance.
_WORDS = 24


_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


class Once(NamedTuple):
    """The 5-grams that either text of a pair has once, for several pairs."""

    places: NDArray[np.int64]  # in the one and, in the lower half, in the other; sorted
    edges: Places  # where those of each pair begin, and the last ones end
    ordered: _Bools  # whether those of a pair come in the same order in both


class Side(NamedTuple):
    """The tokens of one text, or of several one after another."""

    tokens: Codes
    telling: _Bools
    tells: Places  # where the telling ones stand
    numbers: Places  # where numbers stand

    @classmethod
    def of(cls, tokens: Codes, telling: _Bools, numeric: _Bools) -> "Side":
        """Tokens of which some are telling, and some of those are numbers."""
        return cls(tokens, telling, np.flatnonzero(telling), np.flatnonzero(numeric))


class Gaps(NamedTuple):
    """What lies between the shared stretches of pairs, where both texts of a pair have something.

    Rows of a0, a1, b0, b1: places among the tokens of all texts, which begin at `bounds`.
    """

    rows: Places
    of: Places  # the pair of each row, in order
    bounds: Places
    pairs: Places  # those of which gaps are told, though there may be none

    def facing(self, side: Side) -> dict[int, Places]:
        """The gaps of each pair in which telling tokens differ, by the places in either."""
        return self._by_pair(facing(self.rows, side, side))

    def exchanged(self, side: Side, twice: _Bools) -> dict[int, Places]:
        """The gaps of each pair with a word on both sides that may be a name.

        They are asked for in texts that have some words `twice` that the other has not, and in
        the leads of small pages.
        """
        text = 2 * self.of
        may = self._some(self._leading() | (twice[text] & twice[text + 1]))
        # A phrase of five tokens around a name is a 5-gram, and no part of the gap.
        may = may._of_sizes(1, LONGEST + 2 * (GRAM - 1))
        may = may._replace(rows=trimmed_gaps(may.rows, side.tokens, side.tokens))
        may = may._some(may._named(side.tokens))
        may = may._some(_count(may.rows, side.numbers, side.numbers).max(axis=1, initial=0) == 0)
        return may._by_pair(np.arange(len(may.of)))

    def _some(self, chosen: _Bools) -> "Gaps":
        return self._replace(rows=self.rows[chosen], of=self.of[chosen])

    def _of_sizes(self, least: int, most: int) -> "Gaps":
        """The gaps with so many tokens on either side."""
        sizes = self.rows[:, 1::2] - self.rows[:, ::2]
        return self._some((sizes.min(axis=1) >= least) & (sizes.max(axis=1) <= most))

    def _leading(self) -> _Bools:
        """Which gaps stand in the lead of a small page."""
        lead: _Bools = self.rows[:, 0] < self.bounds[2 * self.of] + LEAD
        return lead & small(self.bounds)[self.of]

    def _named(self, tokens: Codes) -> _Bools:
        """Which gaps may hold a name each: a few tokens, in a lead or exchanged alike again."""
        sizes = self.rows[:, 1::2] - self.rows[:, ::2]
        words = np.flatnonzero((sizes.min(axis=1) >= 1) & (sizes.max(axis=1) <= LONGEST))
        found = np.zeros(len(self.rows), dtype=np.bool_)
        found[words] = self._leading()[words]
        old, new = (tokens[self.rows[words, side]].astype(np.uint64) for side in (0, 2))
        # Equal ones lie side by side when they are sorted; chance makes equals of others seldom.
        keys = (old << np.uint64(32) | new) * _GOLDEN ^ self.of[words].astype(np.uint64)
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        found[words[order[1:][same]]] = found[words[order[:-1][same]]] = True
        return found

    def _by_pair(self, chosen: Places) -> dict[int, Places]:
        of = self.of[chosen]
        rows = self.rows[chosen] - self.bounds[2 * of[:, None] + (0, 0, 1, 1)]
        starts, ends = (np.searchsorted(of, self.pairs, side).tolist() for side in _SIDES)
        spans = zip(self.pairs.tolist(), starts, ends, strict=True)
        return {pair: rows[start:end] for pair, start, end in spans}


def small(bounds: Places) -> _Bools:
    """Which pairs are of small pages, whose texts begin at `bounds`."""
    found: _Bools = np.diff(bounds).reshape(-1, 2).max(axis=1) <= SMALL
    return found


def gaps_in_order(once: Once, wanted: _Bools, starts: Places, bounds: Places) -> Gaps:
    """The gaps of those wanted pairs that are in order and have such 5-grams.

    `starts` says where the 5-grams of each text begin among all, `bounds` where its tokens do.
    """
    edges = once.edges
    wanted = wanted & once.ordered & (edges[1:] > edges[:-1])
    new = np.diff(once.places, prepend=-1) != (1 << 32 | 1)
    new[edges[:-1][wanted]] = True
    heads = np.flatnonzero(new)
    of = np.searchsorted(edges, heads, side="right") - 1
    some = wanted[of]
    tails = (np.append(heads[1:], len(once.places)) - 1)[some]
    heads, of = heads[some], of[some]
    last = np.diff(of, append=len(wanted)) > 0
    first = np.append(True, last[:-1])[: len(of)]
    columns: list[Places] = []
    for side, shift in enumerate((32, 0)):
        text = 2 * of + side
        # 5-grams are one after another as tokens are, but four fewer to a text.
        begins, ends = (
            (once.places[some] >> shift & 0xFFFFFFFF) - starts[text] + bounds[text]
            for some in (heads, tails)
        )
        ends += GRAM
        ahead = np.append(0, ends[:-1])[: len(of)]
        ahead[first] = bounds[text[first]]
        columns.append(np.append(ahead, ends[last]))
        columns.append(np.append(begins, bounds[text[last] + 1]))
    rows, of = np.stack(columns, axis=1), np.append(of, of[last])
    filled = np.flatnonzero((rows[:, 0] < rows[:, 1]) & (rows[:, 2] < rows[:, 3]))
    filled = filled[np.argsort(of[filled], kind="stable")]
    return Gaps(rows[filled], of[filled], bounds, np.flatnonzero(wanted))


def before(flags: _Bools) -> Places:
    """How many of the flags before each of them are set, and how many of all."""
    found = np.zeros(len(flags) + 1, dtype=np.intp)
    np.cumsum(flags, out=found[1:])
    return found


def facing(rows: Places, one: Side, other: Side) -> Places:
    """The gaps that have numbers or other telling tokens on both sides, and not the same ones."""
    tells = _count(rows, one.tells, other.tells).min(axis=1, initial=1) > 0
    chosen = np.flatnonzero(tells)
    own = trimmed_gaps(rows[chosen], one.tokens, other.tokens)
    lengths = own[:, 1::2] - own[:, ::2]
    numbers = _count(own, one.numbers, other.numbers)
    # Words are looked for where words were exchanged, numbers in a passage, too.
    few = (lengths.max(axis=1, initial=0) <= _WORDS) | (numbers.min(axis=1, initial=1) > 0)
    both = few & (lengths.min(axis=1, initial=1) > 0) & _differ(own, one, other)
    # 二十 and 二十三: what differs stands on one side only, and is part of a number.
    whole = _count(rows[chosen], one.numbers, other.numbers).min(axis=1, initial=1) > 0
    more = (lengths.min(axis=1, initial=1) == 0) & (numbers.max(axis=1, initial=0) > 0)
    found: Places = chosen[both | more & whole]
    return found


def _differ(rows: Places, one: Side, other: Side) -> _Bools:
    """Which gaps, if as long on either side, have telling tokens that differ on both sides."""
    lengths = rows[:, 1] - rows[:, 0]
    even = lengths == rows[:, 3] - rows[:, 2]
    uneven = ~even
    lengths, of = lengths[even], np.repeat(np.flatnonzero(even), lengths[even])
    further = ramps(lengths)
    here, there = rows[of, 0] + further, rows[of, 2] + further
    differ = one.tokens[here] != other.tokens[there]
    found: _Bools = uneven
    sides = [
        np.bincount(of[differ & flags], minlength=len(rows)) > 0
        for flags in (one.telling[here], other.telling[there])
    ]
    return found | sides[0] & sides[1]


def _count(rows: Places, here: Places, there: Places) -> Places:
    """How many of some places, of the one text and of the other, lie on either side of each gap."""
    one, other = np.searchsorted(here, rows[:, :2]), np.searchsorted(there, rows[:, 2:])
    return np.stack((one[:, 1] - one[:, 0], other[:, 1] - other[:, 0]), axis=1)


def trimmed_gaps(rows: Places, one: Codes, other: Codes) -> Places:
    """The gaps without what agrees at their beginnings, then at their ends, up to `TRIM` tokens."""
    rows = rows.copy()
    for side, step in ((0, 1), (1, -1)):
        asked = np.flatnonzero((rows[:, 1::2] - rows[:, ::2]).max(axis=1, initial=0) > 1)
        for _ in range(TRIM):
            if not asked.size:
                break
            left = asked[(rows[asked, 1::2] > rows[asked, ::2]).all(axis=1)]
            here, there = (rows[left, side + text] - side for text in (0, 2))
            asked = left[one[here] == other[there]]
            rows[asked, side] += step
            rows[asked, side + 2] += step
    return rows
