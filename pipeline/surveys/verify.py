"""How alike two texts really are: exactly, in order, and in what they say of numbers.

The Jaccard similarity of the 5-grams says how much two texts share. Whether one is a copy of the
other is seen where they differ: copies lose a tail, gain a credit line, have a word put otherwise;
notices of one template differ in numbers, dates and names with the same words around them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.shadow import Codes, tokens
from pipeline.surveys.signature import GRAM, shingles

# A gap with more tokens than this on both sides is a passage rewritten, not a word exchanged.
SHORT_GAP = 12
# Inside a gap up to so many pairs of tokens, what agrees is looked for token by token.
GAP_CELLS = 40_000
# Of texts that agree in very many places only the longest stretches are aligned (r² steps).
MOST_RUNS = 400
# Fewer numbers than this in both texts are no evidence of anything.
FEW_NUMBERS = 6
# A stretch before the first or after the last agreement is head or tail matter up to this length.
EDGE = 80


class Reading(NamedTuple):
    """A text made ready for comparing with others."""

    text: str
    tokens: Codes
    starts: NDArray[np.intp]  # where in the text each token begins
    grams: NDArray[np.uint64]  # the different 5-grams, sorted
    single: NDArray[np.uint64]  # those that occur once, sorted …
    places: NDArray[np.intp]  # … and the token at which each begins
    codes: frozenset[str]  # what the text calls itself by: share codes, patent numbers


class Gap(NamedTuple):
    """A place where two texts differ: tokens `a0:a1` of one stand for `b0:b1` of the other."""

    a0: int
    a1: int
    b0: int
    b1: int
    edge: bool


class Comparison(NamedTuple):
    """What two texts have in common."""

    jaccard: float
    contained: float  # the share of the shorter one's tokens found in the other, in order
    rewritten: float  # the share of the shorter one's tokens for which the other has something else
    clashes: tuple[tuple[str, str], ...]  # facts of one and what the other has in their place
    start: bool  # whether the shorter one begins where the longer one does
    end: bool  # whether it ends where the longer one does


def read(text: str) -> Reading:
    """A text with its tokens and 5-grams."""
    found = tokens([text])
    grams = shingles(found.values)
    different, first, counts = np.unique(grams, return_index=True, return_counts=True)
    once = counts == 1
    codes = frozenset(_CODE.findall(text))
    return Reading(text, found.values, found.starts, different, different[once], first[once], codes)


def jaccard(one: Reading, other: Reading) -> float:
    """The exact Jaccard similarity of the sets of 5-grams.

    >>> jaccard(read("一二三四五六"), read("一二三四五七"))
    0.3333333333333333
    """
    shared = np.intersect1d(one.grams, other.grams, assume_unique=True).size
    every = one.grams.size + other.grams.size - shared
    return shared / every if every else float(np.array_equal(one.tokens, other.tokens))


def compare(one: Reading, other: Reading) -> Comparison:
    """What two texts have in common, whichever comes first."""
    if (len(one.tokens), one.text) > (len(other.tokens), other.text):
        one, other = other, one
    runs = _runs(one, other)
    gaps, within = _gaps(one, other, runs)
    short = max(len(one.tokens), 1)
    same = sum(a1 - a0 for a0, a1, _ in runs) + within
    rewritten = sum(min(gap.a1 - gap.a0, gap.b1 - gap.b0) for gap in gaps)
    first, last = (runs[0], runs[-1]) if runs else ((0, 0, 0), (0, 0, 0))
    return Comparison(
        jaccard(one, other),
        same / short,
        rewritten / short,
        tuple(_clashes(one, other, gaps)),
        bool(runs) and first[2] + first[0] <= EDGE,
        bool(runs) and len(other.tokens) - (last[1] + last[2]) <= EDGE,
    )


Run = tuple[int, int, int]  # tokens a0:a1 of one text are a0 + shift : a1 + shift of the other


def _runs(one: Reading, other: Reading) -> list[Run]:
    """Stretches that agree, in the same order in both: the heaviest chain of them.

    Anchored on 5-grams that either text has once, as patience diff is on unique lines.
    """
    _, left, right = np.intersect1d(
        one.single, other.single, assume_unique=True, return_indices=True
    )
    a, b = one.places[left], other.places[right]
    order = np.argsort(a)
    a, b = a[order], b[order]
    if not a.size:
        return []
    # 5-grams on one diagonal that touch or overlap make one stretch.
    cut = np.flatnonzero((np.diff(b - a) != 0) | (np.diff(a) > GRAM)) + 1
    heads, tails = np.concatenate(([0], cut)), np.concatenate((cut - 1, [a.size - 1]))
    found = np.stack((a[heads], a[tails] + GRAM, b[heads] - a[heads]), axis=1)
    if len(found) > MOST_RUNS:
        longest = np.argsort(found[:, 0] - found[:, 1], kind="stable")[:MOST_RUNS]
        found = found[np.sort(longest)]
    return _chain(found)


def _chain(found: NDArray[np.intp]) -> list[Run]:
    """The stretches of the heaviest increasing chain, trimmed where two of them overlap."""
    starts, ends, shifts = found.T
    if (np.diff(starts + shifts) > 0).all() and (np.diff(ends + shifts) > 0).all():
        return _trimmed(found.tolist()[::-1])  # as in any copy with light edits
    weights = (ends - starts).astype(np.int64)
    best = weights.copy()
    back = np.full(len(found), -1)
    for i in range(1, len(found)):
        before = (starts[:i] < starts[i]) & (starts[:i] + shifts[:i] < starts[i] + shifts[i])
        # Two stretches may overlap by some tokens: what both claim counts once.
        shared = np.maximum(
            ends[:i] - starts[i], ends[:i] + shifts[:i] - starts[i] - shifts[i]
        ).clip(0)
        gain = np.where(before & (shared < weights[i]), best[:i] - shared, 0)
        j = int(np.argmax(gain))
        if gain[j] > 0:
            best[i] += gain[j]
            back[i] = j
    chain: list[list[int]] = []
    i = int(np.argmax(best))
    while i >= 0:
        chain.append(found[i].tolist())
        i = int(back[i])
    return _trimmed(chain)


def _trimmed(backwards: list[list[int]]) -> list[Run]:
    """Stretches from last to first, as a chain from first to last in which none overlap."""
    chain: list[Run] = []
    for a0, a1, shift in backwards:
        end = a1
        if chain:
            after, _, after_shift = chain[-1]
            end = min(a1, after, after + after_shift - shift)
        if end > a0:
            chain.append((a0, end, shift))
    return chain[::-1]


def _gaps(one: Reading, other: Reading, runs: list[Run]) -> tuple[list[Gap], int]:
    """Where two texts differ between stretches that agree, and what agrees in there after all."""
    gaps: list[Gap] = []
    within = 0
    a0 = b0 = 0
    ends = (len(one.tokens), len(one.tokens), len(other.tokens) - len(one.tokens))
    for start, end, shift in (*runs, ends):
        a1, b1 = start, start + shift
        edge = not a0 + b0 or start == ends[0]
        if a0 < a1 or b0 < b1:
            if a0 < a1 and b0 < b1 and (a1 - a0) * (b1 - b0) <= GAP_CELLS:
                inner, same = _inside(one, other, Gap(a0, a1, b0, b1, edge))
                gaps += inner
                within += same
            else:
                gaps.append(Gap(a0, a1, b0, b1, edge))
        a0, b0 = end, end + shift
    return gaps, within


def _inside(one: Reading, other: Reading, gap: Gap) -> tuple[list[Gap], int]:
    """A gap taken apart token by token, and how many tokens agree in it."""
    a, b = one.tokens[gap.a0 : gap.a1].tolist(), other.tokens[gap.b0 : gap.b1].tolist()
    start, same = 0, 0
    shortest = min(len(a), len(b))
    while start < shortest and a[start] == b[start]:
        start += 1
    while same < shortest - start and a[-1 - same] == b[-1 - same]:
        same += 1
    a, b = a[start : len(a) - same], b[start : len(b) - same]
    same += start
    a0, b0 = gap.a0 + start, gap.b0 + start
    if not a and not b:
        return [], same
    gaps: list[Gap] = []
    i = j = 0
    for x, y, size in _agreements(a, b):
        if i < x or j < y:
            gaps.append(Gap(a0 + i, a0 + x, b0 + j, b0 + y, gap.edge))
        i, j = x + size, y + size
        same += size
    return gaps, same


def _agreements(a: list[int], b: list[int]) -> Sequence[tuple[int, int, int]]:
    """Where tokens agree, as difflib says it, with the ends of both last."""
    last = (len(a), len(b), 0)
    if not a or not b or set(a).isdisjoint(b):
        return [last]
    # Single tokens that agree in a long gap do so by chance.
    least = 1 if min(len(a), len(b)) <= SHORT_GAP else 3
    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [*(block for block in found if block.size >= least), last]


# --- facts -----------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"[0-9]+(?:[.,:/][0-9]+)*|[〇零一二三四五六七八九十百千万亿]+(?=[年月日号届期次集章条%])"
)
_STAMP = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
_COUNTER = re.compile(
    r"(?:阅读|浏览|点击|评论|点赞|热度|人气|访问|次数|字号|编辑|责编|电话|热线|微信|QQ)\D{0,6}\d+"
)
_CODE = re.compile(
    r"(?:代码|编号|公告号|申请号|专利号|文号|案号|期号|批准文号)\D{0,4}([0-9A-Za-z-]{3,})"
)
_WIDE = str.maketrans("０１２３４５６７８９：．，", "0123456789:.,")


def _clashes(one: Reading, other: Reading, gaps: list[Gap]) -> list[tuple[str, str]]:
    """Facts that stand in one text where other facts stand in the other."""
    found: list[tuple[str, str]] = []
    swapped: Counter[tuple[str, str]] = Counter()
    for gap in gaps:
        if gap.a0 == gap.a1 or gap.b0 == gap.b1:
            continue  # said by one only: a copy that lost or gained something
        if max(gap.a1 - gap.a0, gap.b1 - gap.b0) > SHORT_GAP:
            continue
        old, new = _slice(one, gap.a0, gap.a1), _slice(other, gap.b0, gap.b1)
        if gap.edge:
            # Heads and tails carry the stamp of each site: when, how often read, by whom.
            old, new = (_COUNTER.sub(" ", _STAMP.sub(" ", side)) for side in (old, new))
        numbers, others = _NUMBER.findall(old), _NUMBER.findall(new)
        if numbers and others and sorted(numbers) != sorted(others):
            found.append((old, new))
        elif gap.a1 - gap.a0 >= 2 and gap.b1 - gap.b0 >= 2:
            swapped[old, new] += 1
    if one.codes and other.codes and one.codes.isdisjoint(other.codes):
        found.append((min(one.codes), min(other.codes)))
    # A word put otherwise once is an edit; three times the same exchange is another name.
    found += [pair for pair, times in swapped.items() if times >= 3]
    return found


def numbers_shared(one: Reading, other: Reading) -> float:
    """The share of the numbers of the text richer in them that the other has too.

    With hardly any there is nothing to disagree about: 1.
    """
    numbers, others = Counter(_NUMBER.findall(one.text)), Counter(_NUMBER.findall(other.text))
    most = max(numbers.total(), others.total())
    return (numbers & others).total() / most if most >= FEW_NUMBERS else 1.0


def _slice(reading: Reading, start: int, end: int) -> str:
    """The text of some tokens, up to where the next one begins."""
    lo = int(reading.starts[start])
    hi = int(reading.starts[end]) if end < len(reading.starts) else len(reading.text)
    return reading.text[lo:hi].translate(_WIDE)
