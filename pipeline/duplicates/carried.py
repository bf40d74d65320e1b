"""What came of clusters that were compared before: the same texts and pages are not asked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.candidates import Pairs
from pipeline.duplicates.compared import PairRow
from pipeline.duplicates.judge import Judgement, Settings
from pipeline.duplicates.survivors import Extra
from pipeline.model.errors import Corrupt
from pipeline.model.summary import Head

Paired = tuple[int, Pairs]
# The rows of a cluster as JSON has them, in the order of its pairs.
KeptRows = Sequence[Sequence[Any]]

# A cluster of more pairs is compared each time: with one page more it is another one.
MOST = 10_000


class Carried:
    """Rows by the key of all that decides them: those known before, and those that were used."""

    def __init__(
        self,
        known: Mapping[str, KeptRows],
        used: dict[str, KeptRows],
        text_keys: Callable[[Sequence[int]], Sequence[bytes]],
    ) -> None:
        """`text_keys` gives of texts what no other text has, blank where nothing tells."""
        self._known, self._used, self._text_keys = known, used, text_keys

    def rows(
        self,
        clusters: Iterable[Paired],
        places: NDArray[np.int64],
        called: Callable[[int], Sequence[Head]],
        settings: Settings,
        compare: Callable[[Iterable[Paired]], Iterable[PairRow]],
    ) -> Iterator[PairRow]:
        """The rows of all clusters; `places` has those of texts. What is not known is compared."""
        new: list[Paired] = []
        keys: dict[int, str] = {}
        # By these settings two texts are compared; the others judge clusters.
        some = replace(settings, folded=frozenset(), pairs=0, keep="", column=None)
        said = repr(replace(some.unguarded(), trusted=frozenset())).encode()
        for number, pairs in clusters:
            key = self._key(pairs, places, called, said) if len(pairs) <= MOST else ""
            if known := self._known.get(key):
                self._used[key] = known
                yield from _rows(number, pairs, known)
            else:
                new.append((number, pairs))
                keys[number] = key
        for number, rows in groupby(compare(new), key=attrgetter("cluster")):
            if keys[number]:
                rows = iter(every := [*rows])
                if not any(row.why for row in every):  # else some were not compared
                    self._used[keys[number]] = [row[2:-1] for row in every]
            yield from rows

    def _key(
        self,
        pairs: Pairs,
        places: NDArray[np.int64],
        called: Callable[[int], Sequence[Head]],
        said: bytes,
    ) -> str:
        members, within = np.unique(pairs, return_inverse=True)
        if not all(texts := self._text_keys(places[members].tolist())):
            return ""
        # Neither the path of a page nor its id decides what it is to another one.
        heads = repr([[head[2:] for head in called(i)] for i in members.tolist()])
        parts = (within.astype("<u4").tobytes(), *texts, heads.encode("utf-8", "surrogatepass"))
        key = blake2b(said, digest_size=16)
        for part in parts:
            key.update(len(part).to_bytes(4, "little") + part)
        return key.hexdigest()


def _rows(cluster: int, pairs: Pairs, known: KeptRows) -> Iterator[PairRow]:
    """The rows of pairs as they were kept. Raises `Corrupt` where they can't be those."""
    try:
        for (one, other), columns in zip(pairs.tolist(), known, strict=True):
            jaccard, contained, told, extras, (damage, of_damage) = columns
            yield PairRow(
                cluster,
                (one, other),
                jaccard,
                contained,
                tuple(Judgement(*judged) for judged in told),
                (Extra(*extras[0]), Extra(*extras[1])) if extras else None,
                (damage, of_damage),
            )
    except (ValueError, TypeError, LookupError) as error:
        raise Corrupt(f"pairs that were compared: {error}") from error
