"""The relations of two articles, and the figures by which they are told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

Relation = Literal["exact", "near", "contained", "revision", "sibling", "quoted"]
KEEP = ("fullest", "earliest", "latest", "first")
"""Which article of a cluster may be kept; another word is the name of a column."""
FOLDED: frozenset[Relation] = frozenset({"exact", "near", "contained", "revision"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What folds. The figures are measured in MEASURED 8 and by `benchmarks/duplicates.py`."""

    # By hand, 22 of 24 pairs of scraped news at 0.8 and more were copies.
    near: float = 0.8
    # Under quite another title a short text has to be this much the same.
    strange: float = 0.9
    # Of those between 0.6 and 0.8, 18 of 24: here facts and order have to agree as well.
    doubtful: float = 0.6
    # Two reports of one line each by one formula reach 0.75; they are below this many tokens.
    short: int = 200
    # A doubtful pair has this share of the shorter one in order in the other …
    in_order: float = 0.75
    # … and something else in the place of at most this share.
    rewritten: float = 0.15
    # A third of the numbers: stolen advertisements have theirs masked or exchanged.
    numbers: float = 1 / 3
    # The share that makes a text a part of another.
    contained: float = 0.95
    # Two texts of about one length are no part of each other, but edited all over.
    as_long: float = 0.9
    # A part shorter than this is a lead, a caption or a disclaimer that several articles share.
    part_tokens: int = 100
    # The first page of several is longer than this, also where it ends with a sentence; news read
    # out on television, where reports of one event begin alike, are shorter.
    page_tokens: int = 600
    # A smaller share than this of the whole is a quotation, wherever it stands.
    part_share: float = 0.15
    # What folds; the rest is noted. What is exactly the same always does.
    folded: frozenset[Relation] = FOLDED
    # So many of the pairs that were compared are told, those that share most.
    pairs: int = 0
    # Which article of a cluster is kept, see `survivors` …
    keep: str = "fullest"
    # … and, where that is a column, what an article has there, by its path.
    column: Callable[[str], object] | None = None
    # Larger clusters, and sites that lose more, are held back for a person to look at.
    most_in_cluster: float = 1000
    most_of_site: float = 0.5
    # Sites of which nothing is held back.
    trusted: frozenset[str] = frozenset()

    def unguarded(self) -> "Settings":
        """The same, with nothing held back."""
        return replace(self, most_in_cluster=inf, most_of_site=1.0)
