"""Every pair that signatures proposed, compared: what of it was found alike, and how."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.align import Pair
from pipeline.duplicates.candidates import Pairs
from pipeline.duplicates.judge import FOLDED, Judgement, Relation, Settings, judge
from pipeline.duplicates.readings import readings
from pipeline.duplicates.survivors import Extra, damage, extras
from pipeline.duplicates.tokens import batches
from pipeline.duplicates.widespread import Alike
from pipeline.model.summary import Head

# So many tokens of texts are compared at a time: some 50 MB of readings.
BLOCK = 1_000_000

_BYTES = 3  # of a character

# So fine are similarities where they are added up.
_STEPS = 1 << 32

NumberPair = tuple[int, int]


class PairRow(NamedTuple):
    """A pair that was compared: what it shares, what was said of it, and who of it would stay."""

    cluster: int  # pairs of one cluster follow each other, and have no text in common with others
    pair: NumberPair
    jaccard: float
    contained: float  # the share of the 5-grams of the shorter one that the other has too
    told: tuple[Judgement, ...]
    # Where one may fold into the other: what either has that the other has not, and how damaged.
    extras: tuple[Extra, Extra] | None = None
    damage: tuple[int, int] = (0, 0)
    why: str = ""  # it was not compared


class Compared(NamedTuple):
    """Every pair that was compared and found alike, by number."""

    edges: dict[NumberPair, tuple[Relation, float, str]]  # of (small, large), and what differs
    takes: dict[int, set[int]]  # per text the others that may fold into it …
    merit: dict[int, float]  # … and how like it they are, taken together
    # Of texts that may be folded, or have others folded into them:
    damage: dict[int, int]
    extras: dict[int, Extra]  # what no other one of them has


def gathered(rows: Iterable[PairRow], settings: Settings) -> Compared:
    """What is alike of some pairs, and may fold."""
    found = Compared({}, {}, {}, {}, {})
    for row in rows:
        folds = False
        for small, large, relation, similarity, because in row.told:
            into = row.pair[large]
            found.edges[row.pair[small], into] = relation, similarity, because
            if relation in settings.folded:
                found.takes.setdefault(into, set()).add(row.pair[small])
                # In whole steps, so that the order in which they are added does not matter.
                found.merit[into] = found.merit.get(into, 0.0) + round(similarity * _STEPS)
                folds = True
        if folds and row.extras:
            for i, extra, damaged in zip(row.pair, row.extras, row.damage, strict=True):
                found.damage[i] = damaged
                found.extras[i] = Extra(*map(min, found.extras.get(i, extra), extra))
    return found


class ClusterPiece(NamedTuple):
    """Pairs of one cluster, and how many tokens their texts have."""

    cluster: int
    pairs: list[NumberPair]
    tokens: int


class Block(NamedTuple):
    """Pairs to be compared at a time, and all that is to be known of their texts beside those."""

    pieces: list[ClusterPiece]
    numbers: list[int]  # of the texts
    called: dict[int, list[Head]]  # each page under each title that it has
    places: Sequence[int] = ()  # where the texts are to be had, by number


def compared(
    block: Block,
    texts: Sequence[str],
    settings: Settings,
    begin: Callable[[int, int], str] = lambda _number, _bytes: "",
) -> Iterator[PairRow]:
    """The pairs of a block as they were compared; `texts` are those of its numbers.

    It is pure: run it in as many workers as fit. `begin` is told the number of each pair and the
    bytes of its texts; where it gives a reason the two are left as if they had nothing in common.
    """
    number = 0
    read = dict(zip(block.numbers, readings(texts), strict=True))
    called = block.called
    harm = cache(lambda i: damage(read[i].text))
    for piece in block.pieces:
        alike = Alike([read[i] for i in sorted({i for pair in piece.pairs for i in pair})])
        for one, other in piece.pairs:
            size = _BYTES * (len(read[one].text) + len(read[other].text))
            why, number = begin(number, size), number + 1
            if why:
                yield PairRow(piece.cluster, (one, other), 0.0, 0.0, (), why=why)
                continue
            pair = Pair(read[one], read[other])
            told = _told((called[one], called[other]), pair, settings)
            if told and alike.only_boilerplate(pair):
                told = (Judgement(pair.small, 1 - pair.small, "sibling", pair.shared.jaccard),)
            row = PairRow(piece.cluster, (one, other), pair.shared.jaccard, pair.shared.part, told)
            if _may_fold(told):
                row = row._replace(extras=extras(pair), damage=(harm(one), harm(other)))
            yield row


def _may_fold(told: Iterable[Judgement]) -> bool:
    return any(one.relation in FOLDED for one in told)


def _told(
    called: tuple[Sequence[Head], Sequence[Head]], pair: Pair, settings: Settings
) -> tuple[Judgement, ...]:
    """What two texts are to each other, under the first of their titles by which one folds."""
    judgements = (judge((one, other), pair, settings) for one, other in product(*called))
    first = next(judgements)
    return first if _may_fold(first) else next(filter(_may_fold, judgements), first)


def pair_blocks(
    clusters: Iterable[tuple[int, Pairs]],
    sizes: NDArray[np.uint32],
    called: Callable[[int], list[Head]],
) -> Iterator[Block]:
    """The pairs of clusters, as many clusters at a time as come to `BLOCK` tokens.

    A cluster that has more tokens comes in several pieces, one after the other. `called` gives a
    page under each title that it has.
    """
    every = (piece for cluster, pairs in clusters for piece in _pieces(cluster, pairs, sizes))
    for pieces in batches(every, attrgetter("tokens"), BLOCK):
        numbers = sorted({i for piece in pieces for pair in piece.pairs for i in pair})
        yield Block(pieces, numbers, {i: called(i) for i in numbers})


def _pieces(cluster: int, pairs: Pairs, sizes: NDArray[np.uint32]) -> Iterator[ClusterPiece]:
    """A cluster in pieces of up to `BLOCK` tokens."""
    piece: list[NumberPair] = []
    held: set[int] = set()
    tokens = 0
    for one, other in pairs.tolist():
        size = sum(int(sizes[i]) for i in (one, other) if i not in held)
        if piece and tokens + size > BLOCK:
            yield ClusterPiece(cluster, piece, tokens)
            piece, held, tokens = [], set(), 0
            size = int(sizes[one]) + int(sizes[other])
        piece.append((one, other))
        held.update((one, other))
        tokens += size
    yield ClusterPiece(cluster, piece, tokens)
