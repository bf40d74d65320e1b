"""Which pages stand in another CLEAN already: `--against OTHER`.

Each page is compared with the kept articles of OTHER by itself, as exactly as with those beside it.
Of an index without articles only what is exactly the same is told.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.corpus.kept import Kept, KeptPart
from pipeline.duplicates.candidates import Pairs
from pipeline.duplicates.guard import Fold
from pipeline.duplicates.judge import judge
from pipeline.duplicates.overlaps import overlaps
from pipeline.duplicates.query import Index, same
from pipeline.duplicates.readings import readings
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.signature import Signed
from pipeline.model.errors import Corrupt, Fault
from pipeline.model.summary import Head, head_of

# So many pairs are compared at a time: some 10 MB of texts.
_BATCH = 500


class Asked(NamedTuple):
    """The pages that are asked about; `signed` and `texts_of` go by their numbers."""

    pages: Sequence[Head]
    signed: Signed
    texts_of: Callable[[Sequence[int]], Sequence[str]]


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
        path = kept.path(int(part.book[there]), int(part.at[there]))
        yield i, Fold(asked.pages[i].path, path, "exact", 1.0)
    if kept.is_index:
        return
    pairs = Index(part.signed).candidates(asked.signed)
    pairs = pairs[~np.isin(pairs[:, 0], exact[:, 0])]
    for start in range(0, len(pairs), _BATCH):
        yield from _compared(asked, kept, part, pairs[start : start + _BATCH], settings)


def _compared(
    asked: Asked, kept: Kept, part: KeptPart, pairs: Pairs, settings: Settings
) -> Iterator[tuple[int, Fold]]:
    """What of some pairs is found alike when the texts are compared."""
    ones, others = (np.unique(side).tolist() for side in pairs.T)
    drafts = [kept.article(int(part.book[i]), int(part.at[i])) for i in others]
    ours = dict(zip(ones, readings(asked.texts_of(ones)), strict=True))
    theirs = dict(zip(others, readings([draft.words for draft in drafts]), strict=True))
    pages = dict(zip(others, map(head_of, drafts), strict=True))
    both = [(ours[one], theirs[other]) for one, other in pairs.tolist()]
    for (i, j), readings_, shared in zip(pairs.tolist(), both, overlaps(both), strict=True):
        page = asked.pages[i]
        for told in judge((page, pages[j]), readings_, settings, shared):
            if told.small == 0 and told.relation in settings.folded:
                yield i, Fold(page.path, pages[j].path, *told[2:])
