"""The survey of duplicates: which articles are copies of which, each verified against the kept one.

Signatures propose pairs (`bands`), texts are compared exactly (`verify`), what they are to each
other is judged (`relations`), stars are drawn around medoids (`stars`), and of each star the
fullest and cleanest article is kept. What is alike but says something else is noted and stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import candidates
from pipeline.duplicates.clusters import stars
from pipeline.duplicates.compared import Compared, TextsOf, compared
from pipeline.duplicates.judge import FOLDED, Relation, Settings
from pipeline.duplicates.pages import Page
from pipeline.duplicates.settings import Keep
from pipeline.duplicates.signature import SHORTEST, Signed
from pipeline.duplicates.survivors import (
    Known,
    Settled,
    first_asked,
    main_script,
    survivors,
    well_set,
)

__all__ = ["FOLDED", "Fold", "Found", "Page", "Settings", "duplicates"]

_HELD = "they are kept (--guard off: folded)"

# A share of a site's pages says nothing where the site has but a few.
LARGE_SITE = 100

# Other titles of one text that a pair is judged by; a story on sixty sites has two or three.
TITLES = 3


class Fold(NamedTuple):
    """`path` is a copy of `of`; `similarity` is exact: Jaccard, or the share contained."""

    path: str
    of: str
    relation: Relation
    similarity: float
    because: str = ""  # what tells them apart, that of `path` first


class Found(NamedTuple):
    """What folds, what was only noted, and sentences about what was held back."""

    folds: tuple[Fold, ...]
    noted: tuple[Fold, ...]
    flagged: tuple[str, ...]


def duplicates(
    pages: Sequence[Page], signed: Signed, texts_of: TextsOf, settings: Settings | None = None
) -> Found:
    """What folds into what. `signed` and `texts_of` go by the place of a page in `pages`.

    Neither the order of the pages nor how they were signed matters. Texts are asked for only
    where signatures propose a pair.
    """
    settings = settings or Settings()
    order = sorted(range(len(pages)), key=lambda i: (pages[i].id, pages[i].path))
    pages = [pages[i] for i in order]
    rows = np.array(order, dtype=np.int64)
    sizes = signed.sizes[rows]
    same = _same(pages, sizes, signed.digests[rows], settings.keep)

    long = sizes >= SHORTEST
    long[[*same]] = False
    asked = np.flatnonzero(long)
    pairs = [(one, other) for one, other in asked[candidates(signed, rows[asked])].tolist()]
    called = _called(pages, same)
    tokens = sizes.tolist()
    found = compared(
        pairs, tokens, called, lambda some: texts_of([order[i] for i in some]), settings
    )
    known = Known(pages, tokens, found.damage, found.extras, found.merit, found.takes)
    kept = survivors(stars(found.takes, found.merit), known, settings.keep)

    folds = [
        Fold(pages[i].path, pages[kept.get(first, first)].path, *_why(first, kept, found))
        for i, first in chain(same.items(), zip(kept, kept, strict=True))
        if i != kept.get(first, first)
    ]
    return _guarded(pages, folds, _noted(pages, kept, found, settings), settings)


def _same(
    pages: Sequence[Page], sizes: NDArray[np.uint32], digests: NDArray[np.uint64], keep: Keep
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
            return (*first_asked(page, keep), *set_well(page, script), *_untold(page), i)

        first = min(group, key=worth)
        found.update((i, first) for i in group if i != first)
    return found


def _untold(page: Page) -> tuple[bool, bool, bool, str]:
    """The order of pages of one text by what they state: title, day, address; then the earliest."""
    return not page.title, not page.date, not page.url, page.date or ""


def _called(pages: Sequence[Page], same: Mapping[int, int]) -> Callable[[int], Sequence[Page]]:
    """What gives a page under every title that copies of its very text have, its own first."""
    titles: dict[int, set[str]] = {}
    for i, first in same.items():
        if title := pages[i].title:
            titles.setdefault(first, set()).add(title)
    more = {
        first: [
            pages[first]._replace(title=title)
            for title in sorted(others - {pages[first].title})[:TITLES]
        ]
        for first, others in titles.items()
    }
    return lambda i: [pages[i], *more.get(i, ())]


def _why(first: int, kept: Mapping[int, int], found: Compared) -> tuple[Relation, float, str]:
    if first not in kept:
        return "exact", 1.0, ""
    return found.edges[first, kept[first]]


def _noted(
    pages: Sequence[Page], kept: Mapping[int, int], found: Compared, settings: Settings
) -> list[Fold]:
    """For each page that stays, the most similar of those it was found only alike to."""
    best: dict[int, tuple[float, int, Relation, str]] = {}
    for (small, large), (relation, similarity, because) in found.edges.items():
        if relation not in settings.folded and small not in kept:
            one = (similarity, -large, relation, because)
            best[small] = max(best.get(small, one), one)
    return [
        Fold(pages[small].path, pages[-large].path, relation, similarity, because)
        for small, (similarity, large, relation, because) in sorted(best.items())
    ]


def _guarded(
    pages: Sequence[Page], folds: Iterable[Fold], noted: Iterable[Fold], settings: Settings
) -> Found:
    """The folds, without those of clusters and sites too large to be believed.

    A corpus elsewhere shrank from 859,092 documents to 2; no one had been told.
    """
    folds = sorted(folds)
    flagged: list[str] = []
    held: set[Fold] = set()
    for of, count in sorted(Counter(fold.of for fold in folds).items()):
        if count >= settings.most_in_cluster:
            held.update(fold for fold in folds if fold.of == of)
            flagged.append(f"{count + 1:,} pages would be one ({of}); {_HELD}.")
    sites = {page.path: page.site for page in pages if page.site}
    losses = Counter(sites[fold.path] for fold in folds if fold.path in sites)
    for site, total in sorted(Counter(sites.values()).items()):
        if total >= LARGE_SITE and losses[site] > settings.most_of_site * total:
            held.update(fold for fold in folds if sites.get(fold.path) == site)
            flagged.append(f"{site} would lose {losses[site]:,} of {total:,} pages; {_HELD}.")
    return Found(
        tuple(fold for fold in folds if fold not in held),
        tuple(sorted((*noted, *held))),
        tuple(flagged),
    )
