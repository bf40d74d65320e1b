"""Counters of what documents showed: mergeable, free of order, bounded.

A key counts documents, lines, different titles and sites, and keeps three examples. Titles are
kept as the smallest of their hashes (KMV, Bar-Yossef et al. 2002), so two tallies of the same
documents are equal however they were split, and a story on sixty sites is one title.
"""

import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from pipeline.learned import Evidence, Example

TITLES = 32  # hashes kept for a key: exact below that many titles, an estimate (±18 %) above
EXAMPLES = 3
_T = TypeVar("_T", int, tuple[str, Example])
LIMIT = 2_000_000  # keys: some 400 bytes each, so 800 MB with a million documents behind them


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
    """What one document shows; small, and all a survey needs to know of it."""

    path: str
    site: str
    title: int
    items: tuple[Item, ...]


@dataclass(slots=True)
class Count:
    """What is known of one key on one site."""

    documents: int = 0
    lines: int = 0
    proven: int = 0
    titles: tuple[int, ...] = ()
    examples: tuple[tuple[str, Example], ...] = ()
    text: str | None = None  # what stood there, if it was the same everywhere

    def take(self, other: "Count") -> None:
        """Add another count of the same key."""
        self.text = other.text if not self.documents or self.text == other.text else None
        self.documents += other.documents
        self.lines += other.lines
        self.proven += other.proven
        self.titles = _smallest(self.titles, other.titles, TITLES)
        self.examples = _smallest(self.examples, other.examples, EXAMPLES)

    @property
    def different(self) -> int:
        """How many different titles there are; above 32 an estimate."""
        if len(self.titles) < TITLES:
            return len(self.titles)
        return max(TITLES, int((TITLES - 1) * 2**64 / max(self.titles[-1], 1)))


def _smallest(one: tuple[_T, ...], two: tuple[_T, ...], size: int) -> tuple[_T, ...]:
    return one if not two or one == two else tuple(sorted(set(one + two))[:size])


def hashed(text: str) -> int:
    """A 64-bit hash that is the same on every machine."""
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest())


Key = tuple[str, str, str]  # what, site ("" for unknown), key


@dataclass(slots=True)
class Tally:
    """Counts of every key seen; adding and merging in any order gives the same.

    Up to `limit` keys nothing is forgotten. Above it, keys that one title showed go first; then
    results may depend on the order, though not on anything seen often.
    """

    limit: int = LIMIT
    counts: dict[Key, Count] = field(default_factory=dict)

    def add(self, observation: Observation) -> None:
        """Count what one document showed."""
        path, site, title, items = observation
        self._take(("site", site, ""), Count(1, 0, 0, (title,)))
        for what, key, lines, first, text, proven in items:
            example = Example(path, first + 1, text[:120])
            rank = hashlib.blake2b(f"{path}\0{first}\0{text}".encode("utf-8", "surrogatepass"))
            self._take(
                (what, site, key),
                Count(1, lines, int(proven), (title,), ((rank.hexdigest()[:16], example),), text),
            )
        self._bound()

    def merge(self, other: "Tally") -> None:
        """Count what another tally counted."""
        for key, count in other.counts.items():
            self._take(key, count)
        self._bound()

    def groups(self, *whats: str) -> Iterator[tuple[Key, Count]]:
        """The counts of some kinds, sorted by key."""
        chosen = (item for item in self.counts.items() if item[0][0] in whats)
        return iter(sorted(chosen, key=lambda item: item[0]))

    def documents(self, site: str) -> Count:
        """How many documents and titles a site has in all."""
        return self.counts.get(("site", site, ""), Count())

    def to_bytes(self) -> bytes:
        """The tally as bytes: the same bytes for the same counts."""
        rows = [
            (*key, c.documents, c.lines, c.proven, c.titles, c.examples, c.text)
            for key, c in sorted(self.counts.items(), key=lambda item: item[0])
        ]
        return json.dumps([self.limit, rows]).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> "Tally":
        """The tally that `to_bytes` wrote."""
        limit, rows = json.loads(data)
        tally = cls(limit)
        for what, site, key, documents, lines, proven, titles, examples, text in rows:
            kept = tuple((rank, Example(*example)) for rank, example in examples)
            tally.counts[what, site, key] = Count(
                documents, lines, proven, tuple(titles), kept, text
            )
        return tally

    def _take(self, key: Key, count: Count) -> None:
        here = self.counts.get(key)
        if here is None:
            here = self.counts[key] = Count()
        here.take(count)

    def _bound(self) -> None:
        if len(self.counts) <= self.limit:
            return
        weights = {
            key: (key[0] != "site", -len(count.titles), hashed("\0".join(key)))
            for key, count in self.counts.items()
        }
        for key in heapq.nlargest(
            len(self.counts) - self.limit * 3 // 4, weights, weights.__getitem__
        ):
            del self.counts[key]


def evidence(counts: Iterable[tuple[Key, Count]]) -> Evidence:
    """What some counts of one rule say together."""
    total, sites = Count(), set()
    for (_, site, _), count in counts:
        total.take(count)
        sites.add(site)
    examples = tuple(sorted(example for _, example in total.examples))
    return Evidence(total.documents, len(sites), total.different, total.lines, examples)
