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

from pipeline.duplicates.blocks import Sentence, fold_script, mixed_scripts, proposals, sentences
from pipeline.duplicates.repeats import CLAUSES, EXPAND, LEAST_LETTERS, MAX_COPIES, passage_again
from pipeline.duplicates.same_body import says_the_same

_GAP = 800  # letters of boilerplate or of a shortened passage that only one copy may hold
LONG = 15  # letters from which a sentence is prose and not a label

# 第三条 is another article than 第一条, and 乙方 another party than 甲方, as 15 is no 12.
_NUMBERS = re.compile(
    r"\d+|第[〇零一二三四五六七八九十百千]+|[〇零一二三四五六七八九十百千万亿]{2,}|[甲乙丙丁](?=方)"
)
_CLAUSE = re.compile(r"[，。！？；：,.!?;:…\s“”‘’「」（）()]+")

# Two wordings set side by side on purpose are the subject of their page.
_VERSIONS = re.compile(
    r"修[改订訂][前后後稿]|[原译譯]文[:：]?$|[原新旧舊][版稿]|第[一二三][稿版]|对照|對照|[病范範例]文"
)


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
    # What no sentences bear out is not worth a sketch: three of four pages end here.
    pairs = _pairs(text, all_sentences)
    if not _bodies(text, all_sentences, pairs):
        return []
    near = proposals(keys)
    chains = _bodies(text, all_sentences, [(i, j) for i, j in pairs if j in near.get(i, ())])
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
        best, least = None, 2 * _GAP
        for chain in found[-3 * MAX_COPIES :]:
            a, b = chain[-1]
            one, two = upto[i] - upto[a + 1], upto[j] - upto[b + 1]
            fits = a < i < chain[0][1] and b < j and max(one, two) <= _GAP
            if fits and abs(one - two) < least:
                best, least = chain, abs(one - two)
        if best is None:
            found.append([(i, j)])
        else:
            best.append((i, j))
    weight = {id(c): sum(len(keys[i]) for i, _ in c) for c in found}
    strong = sorted(found, key=lambda c: (-weight[id(c)], c[0]))[:20]
    return [Chain(_filled(keys, pairs)) for pairs in _joined(sorted(strong))]


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


def _joined(chains: Sequence[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Chains that go on where another ended, put together: a copy may lack a long passage."""
    found: list[list[tuple[int, int]]] = []
    for chain in chains:
        for other in found:
            (a, b), (i, j) = other[-1], chain[0]
            if a < i and b < j and chain[-1][0] < other[0][1]:
                other.extend(chain)
                break
        else:
            found.append(list(chain))
    return found


def _filled(keys: Sequence[str], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, and between and around them those that differ by a light edit."""
    found = [pairs[0]]
    for (a, b), (i, j) in pairwise(pairs):
        used = b + 1
        if j - used <= 30:
            for x in range(a + 1, min(i, a + 31)):
                y = next((y for y in range(used, j) if light_edit(keys[x], keys[y])), None)
                if y is not None:
                    found.append((x, y))
                    used = y + 1
        found.append((i, j))
    for step in (-1, 1):
        i, j = found[0] if step < 0 else found[-1]
        first, last = found[0][1], len(keys)
        i, j = i + step, j + step
        while 0 <= i < first and i < j < last and light_edit(keys[i], keys[j]):
            found.append((i, j))
            if is_beginning(keys[i], keys[j]):
                break
            i, j = i + step, j + step
        found.sort()
    last_earlier = found[-1][0]
    return [(i, j) for i, j in found if j > last_earlier]


def light_edit(one: str, two: str) -> bool:
    """Whether two sentences differ by a word at most, or one is cut short; numbers must agree.

    >>> light_edit("水渠去年春天已经修好了村民都很高兴", "水渠去年春天已经修好了村民们都很高兴")
    True
    >>> light_edit("水渠全长12公里今年春天修好了", "水渠全长15公里今年春天修好了")
    False
    >>> light_edit("第一条甲方应当按时付清水渠的工钱", "第二条甲方应当按时付清水渠的工钱")
    False
    """
    if one == two or is_beginning(one, two):
        return True
    if min(len(one), len(two)) < 8 or _NUMBERS.findall(one) != _NUMBERS.findall(two):
        return False
    # 0.7: one word of two characters in a sentence of twelve costs 3 of 11 pairs.
    return _likeness(one, two) >= 0.7


def _likeness(one: str, two: str) -> float:
    """Dice's coefficient of the pairs of neighbouring letters; 1 where one is cut short."""
    if one == two or is_beginning(one, two):
        return 1.0
    a, b = Counter(pairwise(one)), Counter(pairwise(two))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def is_beginning(one: str, two: str) -> bool:
    """Whether one sentence is the beginning of the other, "read on" aside.

    Or most of its end, for where lines were joined a heading sticks to the sentence behind it.
    """
    a, b = sorted((EXPAND.sub("", one), EXPAND.sub("", two)), key=len)
    if not 6 <= len(a) < len(b):
        return False
    return b.startswith(a) or (2 * len(a) >= len(b) and b.endswith(a))


def _verified(text: str, all_sentences: Sequence[Sentence], chain: Chain) -> bool:
    """Whether both sides of a chain are a body and its copy."""
    keys = [s.key for s in all_sentences]
    one, two = chain.earlier, chain.later
    same, total = _size(keys, two.matched), sum(map(len, keys))
    dense = sorted(
        _size(keys, r.matched) / _size(keys, range(r.first, r.last + 1)) for r in (one, two)
    )
    alike = sum(_likeness(keys[i], keys[j]) * len(keys[j]) for i, j in chain.pairs)
    if (
        len(two.matched) < 2
        or same < LEAST_LETTERS
        or alike < 0.9 * same
        or dense[1] < 0.85
        or not _prose(text, all_sentences, two)
    ):
        return False
    before = all_sentences[two.first].line - 1
    ahead = text.split("\n")[max(before - 1, 0) : before + 2]
    if any(len(line) <= 30 and _VERSIONS.search(line.strip()) for line in ahead):
        return False
    headed = all(_headed(all_sentences, run) for run in (one, two))
    between = 0 if headed or same >= 300 else _told(keys, range(one.last + 1, two.first))
    if max(_told(keys, range(one.first)), between) > 0.5 * same:
        return False  # a passage in the middle of a report that goes on, as forms have them
    # Elsewhere repeated lines carry 0.1 % of a page, in doubled ones 49 %; 0.4 leaves room for
    # the boilerplate around two copies.
    share = (same + _size(keys, one.matched)) / total
    if dense[0] >= 0.5 and share >= (0.4 if same >= 100 else 0.9):
        return True
    return _partial(all_sentences, one, two)


def _partial(all_sentences: Sequence[Sentence], one: Run, two: Run) -> bool:
    """Whether one side is the beginning of the article, cut short: it says so, or has its head.

    A passage that is cited again has neither a headline with it nor "read on" behind it.
    """
    keys = [s.key for s in all_sentences]
    for run in (one, two):
        behind = keys[run.last : run.last + 2]
        if any(EXPAND.search(k) for k in behind):
            return True
    if _told(keys, range(one.first)):
        return False
    headed = all(_headed(all_sentences, run) for run in (one, two))
    ends = not _told(keys, range(two.last + 1, len(keys)))
    meets = not _told(keys, range(one.last + 1, two.first))
    return headed and _size(keys, two.matched) >= 100 and (ends or meets)


def _headed(all_sentences: Sequence[Sentence], run: Run) -> bool:
    """Whether a run begins with a headline, alone on its line."""
    first, second = all_sentences[run.first : run.first + 2]
    return first.line < second.line and 6 <= len(first.key) <= 2 * LONG


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


def _told(keys: Sequence[str], places: range) -> int:
    """Letters of prose at these places."""
    return sum(len(keys[i]) for i in places if len(keys[i]) >= 2 * LONG)


def _size(keys: Sequence[str], places: frozenset[int] | range) -> int:
    return sum(len(keys[i]) for i in places)
