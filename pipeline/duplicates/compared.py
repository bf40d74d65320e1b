"""Every pair that signatures proposed, compared: what of it was found alike, and how."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.duplicates.judge import Judgement, Relation, Settings, judge
from pipeline.duplicates.overlaps import Overlap, Pair, overlaps
from pipeline.duplicates.pages import Page
from pipeline.duplicates.readings import readings
from pipeline.duplicates.survivors import Extra, damage, extras
from pipeline.duplicates.widespread import Alike

# So many tokens of texts are compared at a time: some 50 MB of readings.
BLOCK = 1_000_000

Numbers = tuple[int, int]
TextsOf = Callable[[Sequence[int]], Sequence[str]]


class Compared(NamedTuple):
    """Every pair that was compared and found alike, by number."""

    edges: dict[Numbers, tuple[Relation, float, str]]  # of (small, large), and what differs
    takes: dict[int, set[int]]  # per text the others that may fold into it …
    merit: dict[int, float]  # … and how like it they are, taken together
    # Of texts that may be folded, or have others folded into them:
    damage: dict[int, int]
    extras: dict[int, Extra]  # what no other one of them has


def compared(
    pairs: Iterable[Numbers],
    sizes: Sequence[int],
    called: Callable[[int], Sequence[Page]],
    texts_of: TextsOf,
    settings: Settings,
) -> Compared:
    """What is alike of some pairs. `called` gives a page under each title that it has."""
    found = Compared({}, {}, {}, {}, {})
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
                _note(found, pair, both, overlap, told, settings.folded)
    return found


def _told(
    called: tuple[Sequence[Page], Sequence[Page]], both: Pair, shared: Overlap, settings: Settings
) -> tuple[Judgement, ...]:
    """What two texts are to each other, under the first of their titles by which one folds."""
    judgements = (judge((one, other), both, settings, shared) for one, other in product(*called))
    first = next(judgements)
    if any(one.relation in settings.folded for one in first):
        return first
    folding = (told for told in judgements if any(one.relation in settings.folded for one in told))
    return next(folding, first)


def _note(
    found: Compared,
    pair: Numbers,
    both: Pair,
    shared: Overlap,
    told: Iterable[Judgement],
    folded: frozenset[Relation],
) -> None:
    """Put what was said of a pair where it belongs."""
    folds = False
    for small, large, relation, similarity, because in told:
        into = pair[large]
        found.edges[pair[small], into] = relation, similarity, because
        if relation in folded:
            found.takes.setdefault(into, set()).add(pair[small])
            found.merit[into] = found.merit.get(into, 0.0) + similarity
            folds = True
    if folds:
        for i, text, extra in zip(pair, both, extras(both, shared), strict=True):
            if i not in found.damage:
                found.damage[i] = damage(text.text)
            found.extras[i] = Extra(*map(min, found.extras.get(i, extra), extra))


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
