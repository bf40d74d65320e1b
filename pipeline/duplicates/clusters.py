"""Which pairs belong together, and which texts fold into which: stars, never chains.

A text folds into another because their own similarity says so. That A is like B and B like C says
nothing of A and C.
"""

import heapq
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import Pairs

# Per text the others that may fold into it.
Takes = Mapping[int, AbstractSet[int]]


def clustered(pairs: Pairs) -> tuple[Pairs, NDArray[np.int64]]:
    """The pairs in the order of their clusters, which have no text in common; and where each ends.

    >>> pairs, ends = clustered(np.array([[5, 6], [0, 7], [2, 9], [7, 9]]))
    >>> [some.tolist() for some in np.split(pairs, ends[:-1])]
    [[[0, 7], [2, 9], [7, 9]], [[5, 6]]]
    """
    texts, places = np.unique(pairs, return_inverse=True)
    ones, others = places.reshape(pairs.shape).T
    first = np.arange(len(texts))
    while True:
        low = np.minimum(first[ones], first[others])
        if (low == first[ones]).all() and (low == first[others]).all():
            break
        np.minimum.at(first, first[ones], low)
        np.minimum.at(first, first[others], low)
        while not (first[first] == first).all():
            first = first[first]
    label = first[ones]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], label))
    ends = np.append(np.flatnonzero(np.diff(label[order])) + 1, len(pairs))
    return pairs[order], ends


def stars(takes: Takes, merit: Mapping[int, float]) -> dict[int, int]:
    """For each folded text the kept one, by number.

    The centre taken first is the one with the most texts left that may fold into it; among equals
    the one most like them all (`merit`, the medoid), then the smaller number.

    >>> stars({1: {0, 2}, 0: {1}, 2: {1}}, {0: 0.8, 1: 1.7, 2: 0.9})
    {0: 1, 2: 1}
    """
    folded: dict[int, int] = {}
    centres: set[int] = set()
    queue = [
        (-len(others), -merit.get(text, 0.0), text) for text, others in takes.items() if others
    ]
    heapq.heapify(queue)
    while queue:
        count, worth, text = heapq.heappop(queue)
        if text in folded:
            continue
        left = [other for other in takes[text] if other not in folded and other not in centres]
        if len(left) < -count:
            if left:  # some went elsewhere meanwhile: take its turn again
                heapq.heappush(queue, (-len(left), worth, text))
            continue
        centres.add(text)
        folded.update((other, text) for other in sorted(left))
    return dict(sorted(folded.items()))
