"""Where two texts differ between the stretches they share in one order, for many pairs in one go.

Without an alignment: 5-grams that either text has once and that come in one order in both leave
the same gaps between them that an alignment finds.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters.opencc import Codes
from pipeline.duplicates.readings import Places
from pipeline.duplicates.signature import GRAM

Bools = NDArray[np.bool_]

# A name has as many tokens: 四川, 周启明, 海棠机电. One alone is a slip of the pen as often.
SHORTEST, LONGEST = 2, 6

# Within so many tokens of its beginning a page says what it is of; further on a name that stands
# there once may have been set right. That holds for pages of so many tokens: a longer one says it
# again, and what differs once in its lead is the headline of another editor.
LEAD, SMALL = 40, 300


_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


class Once(NamedTuple):
    """The 5-grams that either text of a pair has once, for several pairs."""

    places: NDArray[np.int64]  # in the one and, in the lower half, in the other; sorted
    edges: Places  # where those of each pair begin, and the last ones end
    ordered: Bools  # whether those of a pair come in the same order in both


class Gaps(NamedTuple):
    """What lies between the shared stretches of pairs, where both texts of a pair have something.

    Rows of a0, a1, b0, b1: places among the tokens of all texts, which begin at `bounds`.
    """

    rows: Places
    of: Places  # the pair of each row, in order
    bounds: Places
    pairs: Places  # those of which gaps are told, though there may be none

    def facing(self, numeric: Bools) -> dict[int, Places]:
        """The gaps of each pair in which both texts have numbers, by the places in either."""
        return self._by_pair(np.flatnonzero(_numbers(self.rows, numeric).min(axis=1) > 0))

    def exchanged(self, tokens: Codes, numeric: Bools, twice: Bools) -> dict[int, Places]:
        """The gaps of each pair with a word on both sides that may be a name.

        They are asked for in texts that have some words `twice` that the other has not, and in
        the leads of small pages.
        """
        text = 2 * self.of
        may = self._some(self._leading() | (twice[text] & twice[text + 1]))
        # A phrase of five tokens around a name is a 5-gram, and no part of the gap.
        may = may._of_sizes(1, LONGEST + 2 * (GRAM - 1))
        may = may._replace(rows=_trimmed(may.rows, tokens))
        may = may._some(may._named(tokens))
        may = may._some(_numbers(may.rows, numeric).max(axis=1, initial=0) == 0)
        return may._by_pair(np.arange(len(may.of)))

    def _some(self, chosen: Bools) -> "Gaps":
        return self._replace(rows=self.rows[chosen], of=self.of[chosen])

    def _of_sizes(self, least: int, most: int) -> "Gaps":
        """The gaps with so many tokens on either side."""
        sizes = self.rows[:, 1::2] - self.rows[:, ::2]
        return self._some((sizes.min(axis=1) >= least) & (sizes.max(axis=1) <= most))

    def _leading(self) -> Bools:
        """Which gaps stand in the lead of a small page."""
        lead: Bools = self.rows[:, 0] < self.bounds[2 * self.of] + LEAD
        return lead & small(self.bounds)[self.of]

    def _named(self, tokens: Codes) -> Bools:
        """Which gaps may hold a name each: some tokens, or one that comes again or in a lead."""
        sizes = self.rows[:, 1::2] - self.rows[:, ::2]
        words: Bools = (sizes.min(axis=1) >= SHORTEST) & (sizes.max(axis=1) <= LONGEST)
        words |= (sizes == 1).all(axis=1) & self._leading()
        single = np.flatnonzero((sizes == 1).all(axis=1))
        old, new = (tokens[self.rows[single, side]].astype(np.uint64) for side in (0, 2))
        # Equal ones lie side by side when they are sorted; chance makes equals of others seldom.
        keys = (old << np.uint64(32) | new) * _GOLDEN ^ self.of[single].astype(np.uint64)
        order = np.argsort(keys, kind="stable")
        if not len(order):
            return words
        again = np.zeros(len(order) + 1, dtype=np.bool_)
        again[1:-1] = keys[order[1:]] == keys[order[:-1]]
        words[single[order[again[1:] | again[:-1]]]] = True
        return words

    def _by_pair(self, chosen: Places) -> dict[int, Places]:
        of = self.of[chosen]
        rows = self.rows[chosen] - self.bounds[2 * of[:, None] + (0, 0, 1, 1)]
        starts, ends = (np.searchsorted(of, self.pairs, side).tolist() for side in _SIDES)
        spans = zip(self.pairs.tolist(), starts, ends, strict=True)
        return {pair: rows[start:end] for pair, start, end in spans}


def small(bounds: Places) -> Bools:
    """Which pairs are of small pages, whose texts begin at `bounds`."""
    found: Bools = np.diff(bounds).reshape(-1, 2).max(axis=1) <= SMALL
    return found


def gaps_in_order(once: Once, wanted: Bools, starts: Places, bounds: Places) -> Gaps:
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


def before(flags: Bools) -> Places:
    """How many of the flags before each of them are set, and how many of all."""
    found = np.zeros(len(flags) + 1, dtype=np.intp)
    np.cumsum(flags, out=found[1:])
    return found


def _numbers(rows: Places, numeric: Bools) -> Places:
    """How many tokens on either side of each gap are numbers."""
    count = before(numeric)[rows]
    return count[:, 1::2] - count[:, ::2]


def _trimmed(rows: Places, tokens: Codes) -> Places:
    """The gaps without what agrees at their beginnings, then at their ends."""
    rows = rows.copy()
    for side, step in ((0, 1), (1, -1)):
        asked = np.arange(len(rows))
        while asked.size:
            left = asked[(rows[asked, 1::2] > rows[asked, ::2]).all(axis=1)]
            here, there = (rows[left, side + text] - side for text in (0, 2))
            asked = left[tokens[here] == tokens[there]]
            rows[asked, side] += step
            rows[asked, side + 2] += step
    return rows
