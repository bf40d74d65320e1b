"""Every pair that signatures proposed, compared: what of it was found alike, and how."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.duplicates.judge import FOLDED, Judgement, Relation, Settings, judge
from pipeline.duplicates.overlaps import Overlap, Pair, overlaps
from pipeline.duplicates.pages import Page
from pipeline.duplicates.readings import readings
from pipeline.duplicates.survivors import Extra, damage, extras
from pipeline.duplicates.widespread import Alike

# So many tokens of texts are compared at a time: some 50 MB of readings.
BLOCK = 1_000_000

# So fine are similarities where they are added up.
_STEPS = 1 << 32

Numbers = tuple[int, int]
TextsOf = Callable[[Sequence[int]], Sequence[str]]


class Row(NamedTuple):
    """A pair that was compared: what it shares, what was said of it, and who of it would stay."""

    pair: Numbers
    jaccard: float
    contained: float  # the share of the 5-grams of the shorter one that the other has too
    told: tuple[Judgement, ...]
    # Where one may fold into the other: what either has that the other has not, and how damaged.
    extras: tuple[Extra, Extra] | None = None
    damage: tuple[int, int] = (0, 0)


class Compared(NamedTuple):
    """Every pair that was compared and found alike, by number."""

    edges: dict[Numbers, tuple[Relation, float, str]]  # of (small, large), and what differs
    takes: dict[int, set[int]]  # per text the others that may fold into it …
    merit: dict[int, float]  # … and how like it they are, taken together
    # Of texts that may be folded, or have others folded into them:
    damage: dict[int, int]
    extras: dict[int, Extra]  # what no other one of them has


def gathered(rows: Iterable[Row], settings: Settings) -> Compared:
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


def compared(
    pairs: Iterable[Numbers],
    sizes: Sequence[int],
    called: Callable[[int], Sequence[Page]],
    texts_of: TextsOf,
    settings: Settings,
) -> Iterator[Row]:
    """Some pairs as they were compared. `called` gives a page under each title that it has."""
    harm: dict[int, int] = {}
    for block in _blocks(pairs, sizes):
        some = [pair for cluster in block for pair in cluster]
        numbers = sorted({i for pair in some for i in pair})
        texts = dict(zip(numbers, readings(texts_of(numbers)), strict=True))
        shared = overlaps([(texts[one], texts[other]) for one, other in some])
        for cluster in block:
            alike = Alike([texts[i] for i in sorted({i for pair in cluster for i in pair})])
            for pair in cluster:
                one, other = pair
                both, overlap = (texts[one], texts[other]), next(shared)
                told = _told((called(one), called(other)), both, overlap, settings)
                if told and alike.only_boilerplate(both, overlap):
                    small = int(len(both[1].tokens) < len(both[0].tokens))
                    told = (Judgement(small, 1 - small, "sibling", overlap.jaccard),)
                row = Row(pair, overlap.jaccard, overlap.part, told)
                if _may_fold(told):
                    for i, text in zip(pair, both, strict=True):
                        if i not in harm:
                            harm[i] = damage(text.text)
                    row = row._replace(
                        extras=extras(both, overlap), damage=(harm[one], harm[other])
                    )
                yield row


def _may_fold(told: Iterable[Judgement]) -> bool:
    return any(one.relation in FOLDED for one in told)


def _told(
    called: tuple[Sequence[Page], Sequence[Page]], both: Pair, shared: Overlap, settings: Settings
) -> tuple[Judgement, ...]:
    """What two texts are to each other, under the first of their titles by which one folds."""
    judgements = (judge((one, other), both, settings, shared) for one, other in product(*called))
    first = next(judgements)
    return first if _may_fold(first) else next(filter(_may_fold, judgements), first)


def _blocks(pairs: Iterable[Numbers], sizes: Sequence[int]) -> Iterator[list[list[Numbers]]]:
    """The clusters of pairs, as many at a time as have `BLOCK` tokens in their texts.

    A cluster that has more tokens comes in several pieces.
    """
    block: list[list[Numbers]] = []
    tokens = 0
    for cluster in _clusters(pairs):
        for piece, size in _pieces(cluster, sizes):
            if block and tokens + size > BLOCK:
                yield block
                block, tokens = [], 0
            block.append(piece)
            tokens += size
    if block:
        yield block


def _clusters(pairs: Iterable[Numbers]) -> Iterable[list[Numbers]]:
    """The pairs in groups that have no text in common, each sorted."""
    above: dict[int, int] = {}

    def top(i: int) -> int:
        while (next_ := above.setdefault(i, i)) != i:
            above[i] = above[next_]
            i = next_
        return i

    pairs = sorted(pairs)
    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        above[high] = low
    clusters: dict[int, list[Numbers]] = {}
    for pair in pairs:
        clusters.setdefault(top(pair[0]), []).append(pair)
    return clusters.values()


def _pieces(
    cluster: Sequence[Numbers], sizes: Sequence[int]
) -> Iterator[tuple[list[Numbers], int]]:
    """A cluster in pieces of up to `BLOCK` tokens, and how many each has."""
    piece: list[Numbers] = []
    held: set[int] = set()
    tokens = 0
    for pair in cluster:
        new = [i for i in pair if i not in held]
        size = sum(sizes[i] for i in new)
        if piece and tokens + size > BLOCK:
            yield piece, tokens
            piece, held, tokens, new = [], set(), 0, [*pair]
            size = sum(sizes[i] for i in new)
        piece.append(pair)
        held.update(new)
        tokens += size
    yield piece, tokens
