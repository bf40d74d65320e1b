"""Where one document holds its own body more than once.

`copies` answers for the few articles that pass the cheap questions (`repeats.py`): sentences are
gathered into blocks, MinHash proposes blocks that are alike, and what it proposes is checked
sentence by sentence, in order, before anything is called a copy.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.duplicates.align import Pair
from pipeline.duplicates.blocks import Sentence, alike_blocks, fold_script, mixed_scripts, sentences
from pipeline.duplicates.facts import told_apart
from pipeline.duplicates.readings import read
from pipeline.duplicates.repeats import CLAUSES, EXPAND, LEAST_LETTERS, MAX_COPIES, passage_again

_GAP = 800  # letters of boilerplate or of a shortened passage that only one copy may hold
LONG = 15  # letters from which a sentence is prose and not a label

# So many tokens in the place of as many others are other people or things, and no word.
_PASSAGE = 8
_CLAUSE = re.compile(r"[，。！？；：,.!?;:…\s“”‘’「」（）()]+")


class Run(NamedTuple):
    """Sentences `first` to `last`; `matched` of them stand in another copy, in the same order."""

    first: int
    last: int
    matched: frozenset[int]


class Chain(NamedTuple):
    """Pairs (earlier, later) of sentences that match, both rising."""

    pairs: list[tuple[int, int]]

    @property
    def earlier(self) -> Run:
        """The run on the side that comes first."""
        return _run(i for i, _ in self.pairs)

    @property
    def later(self) -> Run:
        """The run on the side that comes second."""
        return _run(j for _, j in self.pairs)


def copies(text: str) -> list[Run]:
    """The copies of the body in a text, in order; none unless at least two are verified.

    A song or a litany that repeats itself within a copy is none, nor are two sections of one
    form with other numbers, nor two wordings that are labelled as such.
    """
    if not passage_again(text):
        return []
    all_sentences = sentences(text)
    keys = [s.key for s in all_sentences]
    chains = _bodies(text, all_sentences, _pairs(text, all_sentences))
    near = [*alike_blocks(keys)] if chains else []
    chains = [
        chain
        for chain in chains
        if any(i in one and j in other for one, other in near for i, j in chain.pairs)
    ]
    found = _merged(keys, [run for c in chains for run in (c.earlier, c.later)])
    if not 2 <= len(found) <= MAX_COPIES or any(_refrains(keys, run) for run in found):
        return []
    bodies = [text[all_sentences[run.first].start : all_sentences[run.last].end] for run in found]
    return found if all(says_the_same(bodies[0], body) for body in bodies[1:]) else []


# Verification: sentence by sentence, in order.


def _bodies(
    text: str, all_sentences: Sequence[Sentence], pairs: Iterable[tuple[int, int]]
) -> list[Chain]:
    """The chains of pairs that are a body and its copy."""
    keys = [s.key for s in all_sentences]
    chains = [chain for chain in _chains(keys, pairs) if _verified(text, all_sentences, chain)]
    return [single for chain in chains for single in _singles(chain, chains)]


def _singles(chain: Chain, others: Sequence[Chain]) -> Iterator[Chain]:
    """A chain, but one that pairs two copies with two more taken apart, each with its own."""
    whole = chain.earlier
    for other in others:
        one, two = other.earlier, other.later
        # Boilerplate behind a copy may be a part of the one chain and not of the other.
        if whole.first <= one.first and two.first + two.last < 2 * whole.last:
            for run in (one, two):
                pairs = [(i, j) for i, j in chain.pairs if run.first <= i <= run.last]
                if pairs:
                    yield Chain(pairs)
            return
    yield chain


def _chains(keys: Sequence[str], pairs: Iterable[tuple[int, int]]) -> list[Chain]:
    """Runs of equal sentences, their gaps filled, the best twenty."""
    upto = [0]
    for letters in keys:
        upto.append(upto[-1] + len(letters))
    found: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        for chain in reversed(found[-3 * MAX_COPIES :]):
            a, b = chain[-1]
            gap = max(upto[i] - upto[a + 1], upto[j] - upto[b + 1])
            if a < i < chain[0][1] and b < j and gap <= _GAP:
                chain.append((i, j))
                break
        else:
            found.append([(i, j)])
    weight = {id(c): sum(len(keys[i]) for i, _ in c) for c in found}
    strong = sorted(found, key=lambda c: (-weight[id(c)], c[0]))[:20]
    return [Chain(_extended(keys, pairs)) for pairs in sorted(strong)]


def _pairs(text: str, all_sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences and later ones that say the same, and share a clause which is no refrain."""
    folded = fold_script(text) if mixed_scripts(text) else text
    places: dict[str, list[int]] = {}
    parts: list[list[str]] = []
    for i, s in enumerate(all_sentences):
        parts.append([s.key, *CLAUSES.findall(folded, s.start, s.end)])
        for part in dict.fromkeys(parts[i]):
            places.setdefault(part, []).append(i)
    few = {part: found for part, found in places.items() if 1 < len(found) <= MAX_COPIES}
    return [
        (i, j)
        for i, of in enumerate(parts)
        for j in sorted({j for part in of for j in few.get(part, ()) if j > i})
        if light_edit(all_sentences[i].key, all_sentences[j].key)
    ]


def _extended(keys: Sequence[str], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, and around them those that differ by a light edit."""
    found = list(pairs)
    first, last = found[0][1], len(keys)
    for step in (-1, 1):
        i, j = found[0] if step < 0 else found[-1]
        i, j = i + step, j + step
        while 0 <= i < first and i < j < last and light_edit(keys[i], keys[j]):
            found.append((i, j))
            i, j = i + step, j + step
        found.sort()
    last_earlier = found[-1][0]
    return [(i, j) for i, j in found if j > last_earlier]


def light_edit(one: str, two: str) -> bool:
    """Whether two sentences differ by a word at most, or one is cut short.

    >>> light_edit("水渠去年春天已经修好了村民都很高兴", "水渠去年春天已经修好了村民们都很高兴")
    True
    """
    short, long = sorted((EXPAND.sub("", one), EXPAND.sub("", two)), key=len)
    if one == two or (len(short) >= 6 and long.startswith(short)):
        return True
    a, b = Counter(pairwise(one)), Counter(pairwise(two))
    # Dice's coefficient: one word of two characters in a sentence of twelve costs 3 of 11 pairs.
    return 2 * (a & b).total() >= 0.7 * max(1, a.total() + b.total())


def _verified(text: str, all_sentences: Sequence[Sentence], chain: Chain) -> bool:
    """Whether both sides of a chain are a body and its copy."""
    keys = [s.key for s in all_sentences]
    one, two = chain.earlier, chain.later
    same = _size(keys, two.matched)
    if len(two.matched) < 2 or same < LEAST_LETTERS or not _prose(text, all_sentences, two):
        return False
    between = () if same >= 300 else keys[one.last + 1 : two.first]
    for told in (keys[: one.first], between):
        if sum(len(key) for key in told if len(key) >= 2 * LONG) > 0.5 * same:
            return False  # a passage in the middle of a report that goes on
    dense = min(
        _size(keys, r.matched) / _size(keys, range(r.first, r.last + 1)) for r in (one, two)
    )
    # Elsewhere repeated lines carry 0.1 % of a page, in doubled ones 49 %; 0.4 leaves room for
    # the boilerplate around two copies.
    share = (same + _size(keys, one.matched)) / sum(map(len, keys))
    return dense >= 0.5 and share >= (0.4 if same >= 100 else 0.9)


def _prose(text: str, all_sentences: Sequence[Sentence], run: Run) -> bool:
    """Whether the matched part is prose: songs, prayers and lists have short lines and clauses."""
    matched = [all_sentences[i] for i in sorted(run.matched)]
    size = sum(len(s.key) for s in matched)
    if sum(len(s.key) for s in matched if len(s.key) >= LONG) < 0.6 * size:
        return False
    clauses = [c for s in matched for c in _CLAUSE.split(text[s.start : s.end]) if c]
    # From mark to mark news has 10 to 14 characters, stories 8 to 10, verse 4 to 7;
    # 250 characters without a refrain, in whole sentences, are no song.
    return size >= 250 or size >= 7.5 * len(clauses)


def _refrains(keys: Sequence[str], run: Run) -> bool:
    """Whether a copy repeats itself: then it is a song, a form or a list."""
    inside = Counter(keys[run.first : run.last + 1])
    size = sum(len(k) * n for k, n in inside.items())
    return sum(len(k) * n for k, n in inside.items() if n > 1 and len(k) >= 4) > 0.2 * size


def _merged(keys: Sequence[str], runs: Sequence[Run]) -> list[Run]:
    """Runs that overlap made one: with three copies each is found twice."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.first, r.last)):
        if found and run.first <= found[-1].last:
            last = found.pop()
            run = Run(last.first, max(last.last, run.last), last.matched | run.matched)
        found.append(run)
    return found


def _run(places: Iterator[int]) -> Run:
    matched = frozenset(places)
    return Run(min(matched), max(matched), matched)


def _size(keys: Sequence[str], places: frozenset[int] | range) -> int:
    return sum(len(keys[i]) for i in places)


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same facts, and no passage in the place of another one.

    Notices of one series and clauses of one form are alike sentence by sentence; they have other
    numbers, other days or other people. A copy has at most a word put otherwise.

    >>> notice = "经研究决定，授予{}先进工作者称号，任期自{}起，并在全县范围内予以通报。"
    >>> says_the_same(notice.format("他", "三月五日"), notice.format("他", "三月九日"))
    False
    """
    pair = Pair(read(one), read(other))
    return not told_apart(pair, (None, None), alike=True) and not _another_passage(pair)


def _another_passage(pair: Pair) -> bool:
    found = pair.aligned
    ends = len(found.one.tokens), len(found.other.tokens)
    return any(
        min(inner.sizes) >= _PASSAGE
        for gap in found.gaps
        # At the ends stand a headline, a byline, a call to read on.
        if gap.a0 and gap.b0 and gap.a1 != ends[0] and gap.b1 != ends[1]
        for inner in found.inside(gap)[0]
    )
