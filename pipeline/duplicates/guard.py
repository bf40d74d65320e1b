"""Which folds are held back for a person to look at: those of clusters that are hardly copies.

A corpus elsewhere shrank from 859,092 documents to 2; no one had been told. What is held back goes
by the cluster, and by what a site's pages are to each other, not by how many copies a site has:
pages that are exactly the same, and copies of other sites' pages, are no evidence of a template.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.duplicates.pages import SAME, compare_titles
from pipeline.duplicates.settings import Relation, Settings
from pipeline.model.summary import Head

_HELD = "they are kept (--guard off: folded)"

# A share of a site's pages says nothing where the site has but a few.
LARGE_SITE = 100
# So many pages of one site, alike under titles of their own, are of one template.
TEMPLATE = 10
# Where this share of the copies say other things than other copies, and so many of them do.
# A few are copies with more of their sites around them than others, whose numbers differ.
_APART, FEW_APART = 0.5, 20


class Fold(NamedTuple):
    """`path` is a copy of `of`; `similarity` is exact: Jaccard, or the share contained."""

    path: str
    of: str
    relation: Relation
    similarity: float
    because: str = ""  # what tells them apart, that of `path` first


class Held(NamedTuple):
    """Folds that are held back, and a sentence for each reason."""

    folds: frozenset[Fold]
    flagged: tuple[str, ...]


def held_back(
    pages: Sequence[Head],
    folds: Sequence[Fold],
    siblings: Iterable[tuple[str, str]],
    settings: Settings,
) -> Held:
    """What is held back of some folds. `siblings` are pairs of pages that say different things."""
    known = {page.path: page for page in pages}
    clusters: dict[str, list[Fold]] = defaultdict(list)
    for fold in folds:
        if known[fold.of].site not in settings.trusted:
            clusters[fold.of].append(fold)
    of = {fold.path: fold.of for fold in folds}
    apart = _apart(of, siblings)
    found: set[Fold] = set()
    flagged: list[str] = []
    for kept, cluster in sorted(clusters.items()):
        if why := _suspicious(cluster, apart.get(kept, frozenset()), known, settings):
            found.update(cluster)
            flagged.append(f"{why} ({kept}); {_HELD}.")
    for site, some, total in _sites(pages, folds, known, settings):
        if left := set(some) - found:
            found |= left
            flagged.append(f"{site} would lose {len(some):,} of {total:,} pages; {_HELD}.")
    return Held(frozenset(found), tuple(flagged))


def _apart(of: Mapping[str, str], siblings: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each cluster the copies in it that say other things than others in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in siblings:
        if one in of and of[one] == of.get(other):
            found[of[one]] |= {one, other}
    return {kept: frozenset(paths) for kept, paths in found.items()}


def _suspicious(
    cluster: Sequence[Fold],
    apart: frozenset[str],
    known: Mapping[str, Head],
    settings: Settings,
) -> str:
    """What makes the copies of a cluster suspicious; blank for nothing."""
    if len(cluster) >= settings.most_in_cluster:
        return f"{len(cluster) + 1:,} pages would be one"
    if settings.most_of_site >= 1:
        return ""
    if len(apart) >= max(FEW_APART, _APART * len(cluster)):
        return f"{len(apart):,} of {len(cluster):,} copies say other things than each other"
    sites = Counter(
        site
        for fold in cluster
        if fold.relation != "exact"
        and (site := known[fold.path].site)
        and site == known[fold.of].site
        and (titles := compare_titles((known[fold.path], known[fold.of]))).known
        and titles.alike < SAME
    )
    site, count = max(sites.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return f"{count:,} pages of {site} under titles of their own" if count >= TEMPLATE else ""


def _sites(
    pages: Sequence[Head], folds: Sequence[Fold], known: Mapping[str, Head], settings: Settings
) -> Iterator[tuple[str, list[Fold], int]]:
    """Sites of which most pages are alike to others of the same site, those folds, all pages."""
    totals = Counter(page.site for page in pages if page.site)
    within: dict[str, list[Fold]] = defaultdict(list)
    for fold in folds:
        site = known[fold.path].site
        if site and fold.relation != "exact" and site == known[fold.of].site:
            within[site].append(fold)
    for site, some in sorted(within.items()):
        large = totals[site] >= LARGE_SITE and site not in settings.trusted
        if large and len(some) > settings.most_of_site * totals[site]:
            yield site, some, totals[site]
