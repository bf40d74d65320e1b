"""Which pages stand in another CLEAN already: `--against OTHER`.

Each page is compared with the kept articles of OTHER by itself, as exactly as with those beside it.
Of an index without articles only what is exactly the same is told.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.corpus.kept import Asked, Kept, KeptPart
from pipeline.duplicates.guard import Fold
from pipeline.duplicates.query import Index, same
from pipeline.duplicates.settings import Settings
from pipeline.model.errors import Corrupt, Fault


def already(asked: Asked, others: Sequence[str], settings: Settings) -> dict[int, Fold]:
    """For pages that stand in some CLEANs already, by number, what each is a copy of.

    That is an article of the first OTHER that has one, and there the most similar. Raises `Fault`
    where an OTHER can't be read.
    """
    found: dict[int, Fold] = {}
    for other in others:
        try:
            kept = Kept(Path(other))
            best: dict[int, Fold] = {}
            for part in kept.parts():
                for i, fold in _copies(asked, kept, part, settings):
                    fold = fold._replace(of=f"{other}:{fold.of}")
                    best[i] = min(best.get(i, fold), fold, key=_worth)
        except (Corrupt, OSError, KeyError) as error:
            raise Fault(f"--against {other}: {error}; give a CLEAN folder, or its index") from error
        found = best | found
    return found


def _worth(fold: Fold) -> tuple[bool, float, str]:
    return fold.relation != "exact", -fold.similarity, fold.of


def _copies(
    asked: Asked, kept: Kept, part: KeptPart, settings: Settings
) -> Iterator[tuple[int, Fold]]:
    """The pages that are copies of articles in a part of another corpus."""
    exact = same(asked.signed, part.signed)
    for i, there in exact.tolist():
        yield i, Fold(asked.pages[i].path, kept.path(part, there), "exact", 1.0)
    if kept.is_index:
        return
    pairs = Index(part.signed).candidates(asked.signed)
    pairs = pairs[~np.isin(pairs[:, 0], exact[:, 0])]
    for i, path, found in kept.judged(asked, part, pairs, settings):
        for told in found:
            if told.small == 0 and told.relation in settings.folded:
                yield i, Fold(asked.pages[i].path, path, *told[2:])
