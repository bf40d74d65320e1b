"""The survey of duplicates: which articles are copies of which, each verified against the kept one.

Signatures propose pairs (`bands`), texts are compared exactly (`verify`), what they are to each
other is judged (`relations`), stars are drawn around medoids (`stars`), and of each star the
fullest and cleanest article is kept. What is alike but says something else is noted and stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from pipeline.surveys.bands import candidates
from pipeline.surveys.readings import overlap, readings
from pipeline.surveys.relations import FOLDED, Judgement, Page, Relation, Settings, judge
from pipeline.surveys.signature import SHORTEST, Signed
from pipeline.surveys.stars import stars
from pipeline.surveys.widespread import FEW, only_chrome, spread

__all__ = ["Fold", "Found", "Page", "Settings", "duplicates"]

# So many tokens of texts are compared at a time: some 50 MB of readings.
BLOCK = 1_000_000

# A share of a site's pages says nothing where the site has but a few.
LARGE_SITE = 100

# Other titles of one text that a pair is judged by; a story on sixty sites has two or three.
TITLES = 3

# What a clean text has none of: lost bytes, private use, controls, entities.
_DAMAGE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|&#?\w{2,8};")

TextOf = Callable[[int], str]


class Fold(NamedTuple):
    """`path` is a copy of `of`; `similarity` is exact: Jaccard, or the share contained."""

    path: str
    of: str
    relation: Relation
    similarity: float


class Found(NamedTuple):
    """What folds, what was only noted, and sentences about what was held back."""

    folds: tuple[Fold, ...]
    noted: tuple[Fold, ...]
    flagged: tuple[str, ...]


class _Verified(NamedTuple):
    """Every pair that was compared and found alike, by number."""

    edges: dict[tuple[int, int], tuple[Relation, float]]
    takes: dict[int, frozenset[int]]
    merit: list[float]
    damage: dict[int, int]  # of texts that may be folded, or have others folded into them


def duplicates(
    pages: Sequence[Page], signed: Signed, text_of: TextOf, settings: Settings | None = None
) -> Found:
    """What folds into what. `signed` and `text_of` go by the place of a page in `pages`.

    Neither the order of the pages nor how they were signed matters. Texts are asked for only
    where signatures propose a pair.
    """
    settings = settings or Settings()
    order = sorted(range(len(pages)), key=lambda i: (pages[i].id, pages[i].path))
    pages = [pages[i] for i in order]
    rows = np.array(order, dtype=np.int64)
    sizes = signed.sizes[rows].tolist()
    groups = _groups(pages, sizes, signed.digests[rows].tolist())

    long = np.array(sorted(i for i in groups if sizes[i] >= SHORTEST), dtype=np.int64)
    pairs = long[candidates(signed, rows[long])].tolist()
    blocks = _blocks(pairs, sizes)
    verified = _verified(_called(pages, groups), blocks, lambda i: text_of(order[i]), settings)
    kept = stars(verified.takes, verified.merit)
    kept = _fullest(kept, verified, pages, sizes)
    folds = [
        Fold(pages[i].path, pages[kept.get(first, first)].path, *_why(first, kept, verified))
        for first, group in groups.items()
        for i in group
        if i != kept.get(first, first)
    ]
    noted = _noted(pages, kept, verified)
    return _guarded(pages, folds, noted, settings)


def _groups(
    pages: Sequence[Page], sizes: Sequence[int], digests: Sequence[Sequence[int]]
) -> dict[int, list[int]]:
    """Pages with one and the same shadow, under the one of them that tells most of itself.

    An empty shadow is like no other.
    """
    groups: dict[tuple[int, ...], list[int]] = {}
    for i, digest in enumerate(digests):
        groups.setdefault((sizes[i], *digest) if sizes[i] else (0, i), []).append(i)
    return {min(group, key=lambda i: _untold(pages[i], i)): group for group in groups.values()}


def _untold(page: Page, number: int) -> tuple[bool, bool, bool, str, int]:
    """The order of pages of one text: with title, with date, with address; earliest; by sha256."""
    return not page.title, not page.date, not page.url, page.date or "", number


def _blocks(
    pairs: Sequence[tuple[int, int]], sizes: Sequence[int]
) -> Iterator[list[tuple[int, int]]]:
    """The pairs cluster by cluster, as many at a time as have `BLOCK` tokens in their texts."""
    root: dict[int, int] = {}

    def find(i: int) -> int:
        while (above := root.setdefault(i, i)) != i:
            root[i] = root[above]
            i = above
        return i

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    block: list[tuple[int, int]] = []
    held: set[int] = set()
    tokens = 0
    for pair in sorted(pairs, key=lambda pair: (find(pair[0]), *pair)):
        new = [i for i in pair if i not in held]
        size = sum(sizes[i] for i in new)
        if tokens + size > BLOCK and block:
            yield block
            block, held, tokens, new = [], set(), 0, [*pair]
            size = sum(sizes[i] for i in new)
        block.append(pair)
        held.update(new)
        tokens += size
    if block:
        yield block


def _called(pages: Sequence[Page], groups: Mapping[int, Sequence[int]]) -> list[list[Page]]:
    """Each page under every title that copies of its very text have, its own first."""
    called = [[page] for page in pages]
    for first, group in groups.items():
        others = sorted({title for i in group if (title := pages[i].title)} - {pages[first].title})
        called[first] += [pages[first]._replace(title=title) for title in others[:TITLES]]
    return called


def _verified(
    called: Sequence[Sequence[Page]],
    blocks: Iterable[Sequence[tuple[int, int]]],
    text_of: TextOf,
    settings: Settings,
) -> _Verified:
    found = _Verified({}, {}, [0.0] * len(called), {})
    takes: dict[int, set[int]] = {}
    for block in blocks:
        numbers = sorted({i for pair in block for i in pair})
        texts = dict(zip(numbers, readings([text_of(i) for i in numbers]), strict=True))
        known = spread(texts.values()) if len(texts) > FEW else Counter()
        for pair in block:
            both = texts[pair[0]], texts[pair[1]]
            shared = overlap(*both)
            judgements = [
                judge((one, other), both, settings, shared)
                for one, other in product(called[pair[0]], called[pair[1]])
            ]
            folding = (told for told in judgements if any(one.relation in FOLDED for one in told))
            found_there = next(folding, judgements[0])
            if found_there and only_chrome(both, shared.alone, known):
                small = int(len(both[1].tokens) < len(both[0].tokens))
                found_there = (Judgement(small, 1 - small, "sibling", shared.jaccard),)
            for judged in found_there:
                small, large = pair[judged.small], pair[judged.large]
                found.edges[small, large] = judged.relation, judged.similarity
                if judged.relation in FOLDED:
                    takes.setdefault(large, set()).add(small)
                    found.merit[large] += judged.similarity
                    for i in pair:
                        if i not in found.damage:
                            found.damage[i] = len(_DAMAGE.findall(texts[i].text))
    return found._replace(takes={i: frozenset(takes[i]) for i in sorted(takes)})


def _fullest(
    kept: Mapping[int, int],
    verified: _Verified,
    pages: Sequence[Page],
    tokens: Sequence[int],
) -> dict[int, int]:
    """The same stars, around the fullest and cleanest member into which all others may fold.

    In this order: as full as half of the members, undamaged, with a title, most like the others,
    smallest sha256. A text that is much fuller than all of three copies has something of its own.
    """
    members: dict[int, list[int]] = {}
    for small, large in kept.items():
        members.setdefault(large, [large]).append(small)
    found: dict[int, int] = {}
    for group in members.values():
        every = frozenset(group)
        able = [i for i in group if every - {i} <= verified.takes.get(i, frozenset())]
        sizes = sorted(tokens[i] for i in group)
        full = 0.95 * sizes[len(sizes) // 2]

        def worth(i: int, full: float = full) -> tuple[bool, int, bool, float, int]:
            return tokens[i] < full, verified.damage[i], not pages[i].title, -verified.merit[i], i

        best = min(able or group[:1], key=worth)
        found.update((i, best) for i in group if i != best)
    return found


def _why(first: int, kept: Mapping[int, int], verified: _Verified) -> tuple[Relation, float]:
    if first not in kept:
        return "exact", 1.0
    return verified.edges[first, kept[first]]


def _noted(pages: Sequence[Page], kept: Mapping[int, int], verified: _Verified) -> list[Fold]:
    """For each page that stays, the most similar of those it was found only alike to."""
    best: dict[int, tuple[float, int, Relation]] = {}
    for (small, large), (relation, similarity) in verified.edges.items():
        if relation not in FOLDED and small not in kept:
            best[small] = max(best.get(small, (0.0, 0, relation)), (similarity, -large, relation))
    return [
        Fold(pages[small].path, pages[-large].path, relation, similarity)
        for small, (similarity, large, relation) in sorted(best.items())
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
            flagged.append(f"{count + 1:,} pages would be one ({of}); they are kept.")
    sites = {page.path: page.site for page in pages if page.site}
    losses = Counter(sites[fold.path] for fold in folds if fold.path in sites)
    for site, total in sorted(Counter(sites.values()).items()):
        if total >= LARGE_SITE and losses[site] > settings.most_of_site * total:
            held.update(fold for fold in folds if sites.get(fold.path) == site)
            flagged.append(f"{site} would lose {losses[site]:,} of {total:,} pages; they are kept.")
    return Found(
        tuple(fold for fold in folds if fold not in held),
        tuple(sorted((*noted, *held))),
        tuple(flagged),
    )
