"""The survey of duplicates: which articles are copies of which, each verified against the kept one.

Signatures propose pairs (`candidates`), texts are compared exactly (`compared`), what they are to
each other is judged (`judge`), stars are drawn around medoids (`clusters`), and of each star the
fullest and cleanest article is kept. What is alike but says something else is noted and stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import candidates
from pipeline.duplicates.carried import Carried, Paired
from pipeline.duplicates.clusters import clustered, stars
from pipeline.duplicates.compared import Block, Compared, PairRow, compared, gathered, pair_blocks
from pipeline.duplicates.guard import Fold, held_back
from pipeline.duplicates.judge import FOLDED, Relation, Settings
from pipeline.duplicates.pair_log import ComparedPair, PairLog
from pipeline.duplicates.signature import SHORTEST, Signed
from pipeline.duplicates.survivors import (
    Known,
    Settled,
    first_asked,
    main_script,
    survivors,
    well_set,
)
from pipeline.model.summary import Head

__all__ = ["FOLDED", "Fold", "Found", "Related", "Settings", "duplicates", "related"]

# So many pages in one bucket are told: they were not all compared with each other.
_CROWD = 10_000

# Other titles of one text that a pair is judged by; a story on sixty sites has two or three.
_TITLES = 3

# Pages that one page is said to be related to; a page of a template is like all others of it.
RELATED = 3


# What a page is to the one it folds into, how like it, and what differs.
Why = tuple[Relation, float, str]
_EXACT: Why = ("exact", 1.0, "")


class Found(NamedTuple):
    """What folds, what was only noted, and sentences about what was held back."""

    folds: tuple[Fold, ...]
    noted: tuple[Fold, ...]
    flagged: tuple[str, ...]
    pairs: tuple[ComparedPair, ...] = ()  # as many as the settings ask for
    compared: int = 0  # how many there were


TextsOf = Callable[[Sequence[int]], Sequence[str]]
# What compares blocks, whose numbers are places in `pages`; the rows come in the order of blocks.
Compare = Callable[[Iterable[Block], Settings], Iterable[PairRow]]


def here(texts_of: TextsOf) -> Compare:
    """Blocks compared in this process, one after the other."""

    def compare(some: Iterable[Block], settings: Settings) -> Iterator[PairRow]:
        for block in some:
            yield from compared(block, texts_of(block.places), settings)

    return compare


def duplicates(
    pages: Sequence[Head],
    signed: Signed,
    compare: Compare,
    settings: Settings | None = None,
    carried: Carried | None = None,
) -> Found:
    """What folds into what. `signed` and `carried` go by the place of a page in `pages`.

    Neither the order of the pages nor how they were signed matters. Texts are asked for only
    where signatures propose a pair that was not compared before.
    """
    settings = settings or Settings()
    survey = Survey(pages, signed.sizes, signed.digests, settings)
    long = survey.sizes >= SHORTEST
    long[[*survey.same]] = False
    asked = np.flatnonzero(long)
    found = candidates(signed, survey.order[asked])
    called = _called(survey.pages, survey.same)
    plain = replace(settings, column=None)

    def rows_of(clusters: Iterable[Paired]) -> Iterable[PairRow]:
        blocks = pair_blocks(clusters, survey.sizes, called)
        placed = (one._replace(places=survey.order[one.numbers].tolist()) for one in blocks)
        return compare(placed, plain)

    pairs, ends = clustered(asked[found.pairs])
    clusters = enumerate(np.split(pairs, ends[:-1]) if len(ends) else ())
    rows = (
        carried.rows(clusters, survey.order, called, plain, rows_of)
        if carried
        else rows_of(clusters)
    )
    log = PairLog(survey.pages, settings.pairs)
    told = survey.decided(log.passing(rows))
    crowd = (f"{found.crowd:,} pages are alike; each was compared with the fullest of them only.",)
    slow = (f"{log.stopped:,} pairs of pages could not be compared, and none of them folds.",)
    flagged = (
        *told.flagged,
        *(crowd if found.crowd > _CROWD else ()),
        *(slow if log.stopped else ()),
    )
    return told._replace(flagged=flagged, pairs=log.most_alike(), compared=log.count)


class Survey:
    """The pages of a survey in an order that depends on them alone, and which are the same."""

    def __init__(
        self,
        pages: Sequence[Head],
        sizes: NDArray[np.uint32],
        digests: NDArray[np.uint64],
        settings: Settings,
    ) -> None:
        """`sizes` are tokens, `digests` hashes of whole shadows, by the place in `pages`."""
        order = sorted(range(len(pages)), key=lambda i: (pages[i].id, pages[i].path))
        self.order = np.array(order, dtype=np.int64)
        self.pages = [pages[i] for i in order]
        self.sizes = sizes[self.order]
        self._settings = settings
        self.same = _same(self.pages, self.sizes, digests[self.order], settings)

    def decided(self, rows: Iterable[PairRow]) -> Found:
        """What folds into what, from all pairs that were compared."""
        pages, same, settings = self.pages, self.same, self._settings
        script = main_script(pages)
        folded: dict[int, tuple[int, Why]] = {}
        noted: list[Fold] = []
        siblings: list[tuple[str, str]] = []
        for _, cluster in groupby(rows, key=lambda row: row.cluster):
            found = gathered(cluster, settings)
            known = Known(pages, self.sizes, script, found)
            kept = survivors(stars(found.takes, found.merit), known, settings)
            folded.update((i, (of, found.edges[i, of])) for i, of in kept.items())
            noted += _noted(pages, kept, found)
            siblings += (
                (pages[one].path, pages[other].path)
                for (one, other), (relation, _, because) in found.edges.items()
                if relation == "sibling" and because
            )
        folds = []
        for i, first in chain(same.items(), zip(folded, folded, strict=True)):
            of, why = folded.get(first, (first, _EXACT))
            folds.append(Fold(pages[i].path, pages[of].path, *why))
        folds.sort()
        back, flagged = held_back(pages, folds, siblings, settings)
        noted += back
        # What is the same as a page that is held back folds into that.
        paths = {fold.path for fold in back}
        folds += [
            Fold(pages[i].path, pages[first].path, "exact", 1.0)
            for i, first in same.items()
            if {pages[i].path, pages[first].path} <= paths
        ]
        left = tuple(fold for fold in folds if fold not in back)
        return Found(left, tuple(sorted(noted)), flagged)


def _same(
    pages: Sequence[Head],
    sizes: NDArray[np.uint32],
    digests: NDArray[np.uint64],
    settings: Settings,
) -> dict[int, int]:
    """For pages with one and the same shadow, the one of them that tells most of itself.

    That one is not among the keys. An empty shadow is like no other.
    """
    order = np.lexsort((digests[:, 1], digests[:, 0], sizes))
    sizes, digests = sizes[order], digests[order]
    alike = (digests[1:] == digests[:-1]).all(axis=1) & (sizes[1:] == sizes[:-1])
    again = np.flatnonzero(alike & (sizes[1:] > 0))
    found: dict[int, int] = {}
    script = main_script(pages)
    for pairs in np.split(again, np.flatnonzero(np.diff(again) > 1) + 1) if again.size else ():
        group = order[pairs[0] : pairs[-1] + 2].tolist()
        set_well = well_set([pages[i] for i in group])

        def worth(i: int, set_well: Settled = set_well) -> tuple[object, ...]:
            page = pages[i]
            untold = not page.title, not page.date, not page.url, page.date or ""
            return (*first_asked(page, settings), *set_well(page, script), *untold, i)

        first = min(group, key=worth)
        found.update((i, first) for i in group if i != first)
    return found


def _called(pages: Sequence[Head], same: Mapping[int, int]) -> Callable[[int], list[Head]]:
    """What gives a page under every title that copies of its very text have, its own first."""
    titles: dict[int, set[str]] = {}
    for i, first in same.items():
        if title := pages[i].title:
            titles.setdefault(first, set()).add(title)
    more = {
        first: [
            pages[first]._replace(title=title)
            for title in sorted(others - {pages[first].title})[:_TITLES]
        ]
        for first, others in titles.items()
    }
    return lambda i: [pages[i], *more.get(i, ())]


def _noted(pages: Sequence[Head], kept: Mapping[int, int], found: Compared) -> list[Fold]:
    """For each page that stays, the most similar of those it was found only alike to."""
    best: dict[int, tuple[float, int, Relation, str]] = {}
    for (small, large), (relation, similarity, because) in found.edges.items():
        stays = kept.get(large, large)
        folds = small in found.takes.get(large, ())
        if not folds and small not in kept and stays != small:
            one = (similarity, -stays, relation, because)
            best[small] = max(best.get(small, one), one)
    return [
        Fold(pages[small].path, pages[-large].path, relation, similarity, because)
        for small, (similarity, large, relation, because) in sorted(best.items())
    ]


# What the other one is to a page that is noted with it.
_INVERSE = {"quoted": "quotes", "contained": "contains"}


class Related(NamedTuple):
    """What a kept page is to others that were not folded, and what tells it from them."""

    names: str  # sibling b.txt; quotes c.txt
    why: str  # sibling of b.txt: 15人, not 12人


def related(noted: Iterable[Fold]) -> dict[str, Related]:
    """What kept pages are to others, up to `RELATED` of each, the most similar first.

    >>> noted = [Fold("a", "b", "quoted", 1.0), Fold("c", "b", "sibling", 0.9, "3日, not 2日")]
    >>> found = related(noted)
    >>> found["c"]
    Related(names='sibling b', why='sibling of b: 3日, not 2日')
    >>> found["b"]
    Related(names='quotes a; sibling c', why='sibling of c, which has 3日, not 2日')
    """
    told: dict[str, dict[str, str]] = {}
    for one in sorted(noted, key=lambda one: (-one.similarity, one.path, one.of)):
        here, there = one.relation, _INVERSE.get(one.relation, one.relation)
        why = one.because and f"{here} of {one.of}: {one.because}"
        told.setdefault(one.path, {}).setdefault(f"{here} {one.of}", why)
        why = one.because and f"{there} of {one.path}, which has {one.because}"
        told.setdefault(one.of, {}).setdefault(f"{there} {one.path}", why)
    return {path: _joined(dict(islice(every.items(), RELATED))) for path, every in told.items()}


def _joined(every: Mapping[str, str]) -> Related:
    return Related("; ".join(every), "; ".join(filter(None, every.values())))
