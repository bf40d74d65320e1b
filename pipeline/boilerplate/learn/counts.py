"""Counters of what documents showed: mergeable, free of order, bounded.

A key counts documents, lines, different articles and sites, and keeps three examples. Articles
are kept as the smallest of their hashes (KMV, Bar-Yossef et al. 2002), so two tallies of the same
documents are equal however they were split, and a story on sixty sites is one article.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from pipeline.boilerplate.learn.learned import Evidence, Example
from pipeline.model.article import home_of

TITLES = 32  # hashes kept for a key: exact below that many titles, an estimate (±18 %) above
EXAMPLES = 3
_T = TypeVar("_T", int, tuple[int, Example])
# Counts of some 900 bytes; half of them may become rules of as much again (benchmarks/tally.py).
LIMIT = 300_000


class Item(NamedTuple):
    """One thing a document showed: `what` kind, its `key`, on how many lines, where first.

    `text` is what stood there; `proven` whether the document alone proves it.
    """

    what: str
    key: str
    lines: int
    first: int
    text: str
    proven: bool = False


class Observation(NamedTuple):
    """What one document shows; small, and all a survey needs to know of it.

    `witness` tells articles apart: copies of one have the same.
    """

    path: str
    site: str
    witness: int
    items: tuple[Item, ...]

    @property
    def proved(self) -> frozenset[str]:
        """The keys of what the document proves without others."""
        return frozenset(item.key for item in self.items if item.proven)


@dataclass(slots=True)
class Count:
    """What is known of one key on one site."""

    documents: int = 0
    lines: int = 0
    proven: int = 0
    titles: tuple[int, ...] = ()
    examples: tuple[tuple[int, Example], ...] = ()
    text: str | None = None  # what stood there, if it was the same everywhere

    def take(self, other: "Count") -> None:
        """Add another count of the same key."""
        self.text = other.text if not self.documents or self.text == other.text else None
        self.documents += other.documents
        self.lines += other.lines
        self.proven += other.proven
        self.titles = _smallest(self.titles, other.titles, TITLES)
        self.examples = _smallest(self.examples, other.examples, EXAMPLES)

    def copy(self) -> "Count":
        """The same count, to be added to."""
        return Count(self.documents, self.lines, self.proven, self.titles, self.examples, self.text)

    @property
    def different(self) -> int:
        """How many different titles there are; above 32 an estimate."""
        if len(self.titles) < TITLES:
            return len(self.titles)
        return max(TITLES, int((TITLES - 1) * 2**64 / max(self.titles[-1], 1)))


def _smallest(one: tuple[_T, ...], two: tuple[_T, ...], size: int) -> tuple[_T, ...]:
    """The smallest of two sorted tuples together."""
    if not two or one == two or (len(one) == size and two[0] >= one[-1]):
        return one
    return tuple(sorted(set(one + two))[:size]) if one else two


def hashed(text: str) -> int:
    """A 64-bit hash that is the same on every machine."""
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest())


Key = tuple[str, str, str]  # what, site ("" for unknown), key
Level = dict[Key, Count]

# What a page can prove alone is forgotten last: 2**4 pages of others go before one of these.
_ALONE = frozenset(("suffix-mark", "prefix-mark", "alternatives", "inline-mark", "disguised"))
_BONUS = 4
# Lines are counted by where pages lie, for a folder may be a site; marks by address only.
LINES = frozenset(
    (
        *("head", "tail", "by-head", "by-tail", "body", "site-mark"),
        *("title-tail", "same-title", "site-name", "author-place", "date-place", "title-place"),
    )
)


class Tally:
    """Counts of every key seen; adding and merging in any order gives the same.

    Pages have a level by the hash of their title, as coins thrown until heads: half of them level
    0, a quarter level 1 … Counts are kept by level. Where there are more than `limit` of them the
    lowest level is forgotten, and with it half of the pages, whole: what is left is an even sample
    of titles, the same one for any order and any split (distinct sampling, Gibbons 2001).
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.lowest = 0
        self.levels: dict[int, Level] = {}
        self._kinds: dict[str, Level] = {}  # all levels together by kind, once they are asked for

    def __len__(self) -> int:
        return sum(map(len, self.levels.values()))

    def add(self, observation: Observation) -> None:
        """Count what one document showed."""
        path, site, title, items = observation
        depth = _depth(title)
        home = home_of(path, site or None)
        self._take(depth, ("site", home, ""), Count(1, 0, 0, (title,)))
        for what, key, lines, first, text, proven in items:
            example = Example(path, first + 1, text[:120])
            rank = hashed(f"{path}\0{first}\0{text}")
            self._take(
                depth + _BONUS if proven and what in _ALONE else depth,
                (what, home if what in LINES else site, key),
                Count(1, lines, int(proven), (title,), ((rank, example),), text),
            )
        self._bound()

    def merge(self, other: "Tally") -> None:
        """Count what another tally counted."""
        self.lowest = max(self.lowest, other.lowest)
        for depth, level in other.levels.items():
            for key, count in level.items():
                self._take(depth, key, count.copy())
        self._bound()

    def groups(self, *whats: str) -> Iterator[tuple[Key, Count]]:
        """The counts of some kinds, sorted by key."""
        found = chain.from_iterable(self._kind(what).items() for what in {*whats})
        return iter(sorted(found, key=itemgetter(0)))

    def _kind(self, what: str) -> Level:
        """The counts of one kind, of all levels together."""
        if not self._kinds:
            for level in self.levels.values():
                for key, count in level.items():
                    kind = self._kinds.setdefault(key[0], {})
                    kind[key] = _sum(kind[key], count) if key in kind else count
        return self._kinds.get(what, {})

    def documents(self, site: str) -> Count:
        """How many documents and titles a site has in all."""
        return self._kind("site").get(("site", site, ""), Count())

    def _take(self, depth: int, key: Key, count: Count) -> None:
        """Add a count, which is ours from here on."""
        if depth < self.lowest:
            return
        level = self.levels.setdefault(depth, {})
        here = level.get(key)
        if here is None:
            level[key] = count
        else:
            here.take(count)

    def _bound(self) -> None:
        """Forget levels until the rest is small enough; the last one always stays."""
        self._kinds = {}
        for depth in [depth for depth in self.levels if depth < self.lowest]:
            del self.levels[depth]
        while len(self) > self.limit and len(self.levels) > 1:
            self.lowest = min(self.levels) + 1
            del self.levels[self.lowest - 1]


def _sum(one: Count, two: Count) -> Count:
    """Two counts of one key together, themselves unchanged."""
    whole = Count()
    whole.take(one)
    whole.take(two)
    return whole


def _depth(title: int) -> int:
    """The level of a title: how many zeros its hash ends in.

    >>> _depth(0b1), _depth(0b1000)
    (0, 3)
    """
    return (title & -title).bit_length() - 1 if title else 64


def evidence(counts: Iterable[tuple[Key, Count]]) -> Evidence:
    """What some counts of one rule say together."""
    total, sites = Count(), set()
    for (_, site, _), count in counts:
        total.take(count)
        sites.add(site)
    examples = tuple(
        sorted(one._replace(text=one.text.replace("\0", "")) for _, one in total.examples)
    )
    return Evidence(total.documents, len(sites), total.different, total.lines, examples)
