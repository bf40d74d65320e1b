"""Clusters of copies as a page shows them: the kept article, each copy beside it, and why.

Those to be shown are few and always the same: where the least similar pairs are, the largest, and
some of all others.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.duplicates.duplicates import Fold
from pipeline.model.outcome import plain
from pipeline.reading.plan import rank
from pipeline.report.sample import Sample

Token = str | list[Any]
Sheet = list[list[Token]]

# Clusters: those of the least similar pairs, which are to be reviewed; the largest; others.
_LEAST, _LARGEST, OTHERS = 12, 4, 6
# Copies shown of one cluster, its least similar; to compare two pages takes some 10 ms.
COPIES = 4
# Of two texts that are compared, so much is shown: some three screens.
COMPARED = 6_000
COMPARED_FACTS = ("title", "sitename", "author", "date", "url")
# Pairs of places in two texts that hold the same: prose of 300 characters has some 2,000. Above
# this a comparison would take seconds, and say nothing: the same sign stands everywhere.
_MEETINGS = 20_000
_CLAUSE = re.compile(r"[^。！？；，,.!?\n]*[。！？；，,.!?\n]?")
# A stretch that agrees is worth showing as such from three characters on; below it is chance.
_WORTH = 3


class Cluster(NamedTuple):
    """A kept page, some of its copies, the least similar first, and how many pages it is in all."""

    of: str
    copies: tuple[Fold, ...]
    size: int
    folded: bool = True


class ComparedPage(NamedTuple):
    """What of a page is compared: the beginning of its text, how long that is, and its facts."""

    text: str
    length: int
    facts: Mapping[str, str]


def chosen_clusters(folds: Iterable[Fold]) -> list[Cluster]:
    """The clusters to be shown, those with the least similar pairs first."""
    of: dict[str, list[Fold]] = defaultdict(list)
    for fold in folds:
        of[fold.of].append(fold)
    every = [cluster(kept, copies) for kept, copies in of.items()]
    every.sort(key=_least)
    taken = {one.of: one for one in every[:_LEAST]}
    largest = sorted(every, key=lambda one: (-one.size, one.of))[:_LARGEST]
    others = Sample[Cluster](OTHERS)
    for one in every:
        if one.of not in taken:
            others.offer((rank(one.of), one.of), one)
    taken |= {one.of: one for one in (*largest, *others)}
    return sorted(taken.values(), key=_least)


def cluster(kept: str, copies: Iterable[Fold], most: int = COPIES) -> Cluster:
    """The cluster around a kept page."""
    every = sorted(copies, key=lambda fold: (fold.similarity, fold.path))
    return Cluster(kept, tuple(every[:most]), len(every) + 1)


def compared_paths(clusters: Iterable[Cluster]) -> set[str]:
    """The pages that are needed to show these."""
    return {path for one in clusters for path in (one.of, *(copy.path for copy in one.copies))}


def _least(one: Cluster) -> tuple[float, str]:
    return one.copies[0].similarity, one.of


def cluster_data(one: Cluster, pages: Mapping[str, ComparedPage]) -> dict[str, Any] | None:
    """A cluster as the page's script reads it; None where no two of its pages have text."""
    kept = pages.get(one.of)
    if kept is None or not kept.text:
        return None
    copies = [
        _compared(fold, kept, pages[fold.path])
        for fold in one.copies
        if fold.path in pages and pages[fold.path].text
    ]
    if not copies:
        return None
    title = kept.facts.get("title", "")
    return {
        "of": plain(one.of),
        "title": plain(title[:120]),
        "size": one.size,
        "folded": one.folded,
        "copies": copies,
    }


def _compared(fold: Fold, kept: ComparedPage, other: ComparedPage) -> dict[str, Any]:
    return {
        "path": plain(fold.path),
        "relation": fold.relation,
        "similarity": round(fold.similarity, 3),
        "cut": max(kept.length, other.length) > COMPARED,
        "lengths": [kept.length, other.length],
        "facts": [
            [name, plain(kept.facts.get(name, "")), plain(other.facts.get(name, ""))]
            for name in COMPARED_FACTS
            if name in kept.facts or name in other.facts
        ],
        "lines": page_differences(kept.text, other.text),
    }


def page_differences(one: str, other: str) -> Sheet:
    """Where two texts differ, by clause and then by character: `[-1, of one, of the other]`.

    >>> page_differences("河边有柳。孩子在放风筝。", "河边有柳。孩子在放纸鸢。")
    [['河边有柳。孩子在放', [-1, '风筝', '纸鸢'], '。']]
    """
    sheet: Sheet = [[]]
    for old, new in _joined(_pairs(one, other)):
        if old != new:
            sheet[-1].append([-1, plain(old), plain(new)])
            if old.endswith("\n") or new.endswith("\n"):
                sheet.append([])
            continue
        for line in old.splitlines(keepends=True):
            sheet[-1].append(plain(line))
            if line.endswith("\n"):
                sheet.append([])
    return [line for line in sheet if line]


def _pairs(one: str, other: str) -> Iterator[tuple[str, str]]:
    a, b = (_CLAUSE.findall(text) for text in (one, other))
    if _meetings(a, b) > _MEETINGS:
        yield one, other
        return
    for same, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = "".join(a[a0:a1]), "".join(b[b0:b1])
        if same == "equal" or not old or not new or _meetings(old, new) > _MEETINGS:
            yield old, new
        else:
            yield from _characters(old, new)


def _meetings(one: Sequence[str], other: Sequence[str]) -> int:
    counts = Counter(other)
    return sum(count * counts[item] for item, count in Counter(one).items())


def _characters(old: str, new: str) -> Iterator[tuple[str, str]]:
    done = (0, 0)
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        edge = (a, b) == (0, 0) or (a + size, b + size) == (len(old), len(new))
        if size and size < _WORTH and not edge:
            continue
        yield old[done[0] : a], new[done[1] : b]
        yield old[a : a + size], new[b : b + size]
        done = (a + size, b + size)


def _joined(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours of one kind put together."""
    for _, group in groupby(filter(any, pairs), lambda pair: pair[0] == pair[1]):
        old, new = zip(*group, strict=True)
        yield "".join(old), "".join(new)
