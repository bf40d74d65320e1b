"""The pairs that were compared, told page by page: what is asked of a survey afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple, cast

import numpy as np

from pipeline.duplicates.clusters import clustered
from pipeline.duplicates.compared import NumberPair, PairRow
from pipeline.duplicates.judge import Judgement, Relation
from pipeline.duplicates.survivors import Extra
from pipeline.model.summary import Head


class ComparedPair(NamedTuple):
    """Two pages that were compared, the one seen from the other; there may be a row from either.

    Where neither may fold into the other `relation` is blank, or `path` is only alike to `of`.
    """

    path: str
    of: str
    jaccard: float  # of the 5-grams of both …
    contained: float  # … and the share of those of the shorter one that the other has
    relation: str
    similarity: float
    why: str
    # How many tokens `path` has between and around what `of` has that it should not have, and how
    # many characters of damage; then the same of `of`. All are 0 unless one may fold.
    within: int
    around: int
    damage: int
    of_within: int
    of_around: int
    of_damage: int


class PairLog:
    """The pairs that share most, of all that pass by."""

    def __init__(self, pages: Sequence[Head], most: int) -> None:
        """`most` is how many pairs are kept."""
        self._pages, self._most = pages, most
        self._rows: list[PairRow] = []
        self.count = self.stopped = 0

    def passing(self, rows: Iterable[PairRow]) -> Iterator[PairRow]:
        """The same rows, remembered."""
        for row in rows:
            self.count += 1
            self.stopped += bool(row.why)
            if self._most:
                self._rows.append(row)
                if len(self._rows) >= 2 * self._most:
                    self._prune()
            yield row

    def _prune(self) -> None:
        self._rows = nlargest(self._most, self._rows, key=lambda row: (row.jaccard, row.pair))

    def most_alike(self) -> tuple[ComparedPair, ...]:
        """Those that share most, in the order of their paths."""
        self._prune()
        return tuple(sorted(pair for row in self._rows for pair in self._told(row)))

    def _told(self, row: PairRow) -> Iterator[ComparedPair]:
        one, other = (self._pages[i].path for i in row.pair)
        first = min(row.pair, key=lambda i: self._pages[i].path) == row.pair[1]
        ways = row.told or (
            Judgement(int(first), 1 - int(first), cast("Relation", ""), 0.0, row.why),
        )
        for small, large, relation, similarity, because in ways:
            paths = (one, other)[small], (one, other)[large]
            worth = [
                (*(row.extras or (Extra(0, 0),) * 2)[i], row.damage[i]) for i in (small, large)
            ]
            yield ComparedPair(
                *paths,
                row.jaccard,
                row.contained,
                relation,
                similarity,
                because,
                *worth[0],
                *worth[1],
            )


def rows_of(pairs: Iterable[ComparedPair], numbers: Mapping[str, int]) -> list[PairRow]:
    """The pairs as a survey has them, whose pages have these numbers by their paths.

    The inverse of `PairLog.most_alike`.
    """
    rows: dict[NumberPair, PairRow] = {}
    for pair in pairs:
        one, other = numbers[pair.path], numbers[pair.of]
        both, small = (min(one, other), max(one, other)), int(one > other)
        relation = cast("Relation", pair.relation)
        told = Judgement(small, 1 - small, relation, pair.similarity, pair.why)
        worth = [
            (Extra(pair.within, pair.around), pair.damage),
            (Extra(pair.of_within, pair.of_around), pair.of_damage),
        ]
        (extra, harm), (of_extra, of_harm) = worth[::-1] if small else worth
        before = rows[both].told if both in rows else ()
        rows[both] = PairRow(
            0,
            both,
            pair.jaccard,
            pair.contained,
            (*before, told) if relation else (),
            (extra, of_extra),
            (harm, of_harm),
        )
    ordered, ends = clustered(np.array([*rows], np.int64).reshape(-1, 2))
    clusters = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0)).tolist()
    return [
        rows[one, other]._replace(cluster=cluster)
        for (one, other), cluster in zip(ordered.tolist(), clusters, strict=True)
    ]
