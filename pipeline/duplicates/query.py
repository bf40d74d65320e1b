"""Is this text already in the corpus? Asked of all signatures, one part of the corpus at a time.

To compare a signature with a million others takes 0.17 s of CPU; an index of their bands would be
found faster and be as large as the signatures themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from pipeline.duplicates.candidates import LEAST_CONTAINED
from pipeline.duplicates.judge import Settings
from pipeline.duplicates.signature import GRAM, SHORTEST, VALUES, Signed, likeness, sign

MADE_BY = f"{VALUES} values of {GRAM}-grams"
"""What signatures must have been made by to be compared with ours."""
# Less alike than this is chance, or a template.
LEAST = 0.4


class IndexPart(NamedTuple):
    """Some texts of a corpus: their signatures, and their paths, asked for only when wanted."""

    signed: Signed
    paths: Callable[[], Sequence[str]]


class Near(NamedTuple):
    """A text of the corpus, by its path, and its estimated Jaccard similarity.

    Without its text nothing is verified: "exact" says that the shadows agree, "near" that the
    estimate is above what folds.
    """

    path: str
    relation: Literal["exact", "near", "alike"]
    similarity: float


def nearest(text: str, parts: Iterable[IndexPart], most: int = 10) -> list[Near]:
    """The texts of a corpus that are like `text`, the most similar first."""
    asked = sign([text])
    found = [near for part in parts for near in _near(asked, part)]
    found.sort(key=lambda one: (one.relation != "exact", -one.similarity, one.path))
    return found[:most]


def _near(asked: Signed, part: IndexPart) -> Iterator[Near]:
    signed = part.signed
    same = (signed.digests == asked.digests[0]).all(axis=1)
    like = likeness(asked.values[0], signed.values)
    # The signature of a short text is empty, and like that of any other short text.
    if asked.sizes[0] < SHORTEST:
        like[:] = 0
    # A part of another text, or a text that has one, is proposed as in a run. In a text that is
    # smaller still one value would agree by chance.
    sizes = signed.sizes.astype(np.float64)
    small, large = np.minimum(sizes, asked.sizes[0]), np.maximum(sizes, asked.sizes[0])
    within = (small >= Settings().part_share * large) & (small > 0)
    contained = like / (1 + like) * (small + large) / np.maximum(small, 1)
    within &= contained >= LEAST_CONTAINED
    numbers = np.flatnonzero(same | within | (like >= LEAST)).tolist()
    paths = part.paths() if numbers else ()
    for i in numbers:
        if same[i]:
            yield Near(paths[i], "exact", 1.0)
        else:
            close = like[i] >= Settings().near
            yield Near(paths[i], "near" if close else "alike", float(like[i]))
