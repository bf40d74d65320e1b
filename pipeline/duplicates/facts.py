"""What tells two texts apart that are alike: where one has a fact, the other has another.

Numbers (`number_clash`), words that exclude each other (`exclusive`), names (`name_swaps`), and
what both call themselves by. A copy loses a tail, gains a line, has a word put otherwise; none of
that is a difference here.
"""

from collections import Counter
from collections.abc import Iterator, Set
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.align import Alignment, Gap, _Gaps, align, gaps_apart, shorter
from pipeline.duplicates.blocks import fold_script
from pipeline.duplicates.exclusive import AROUND, excluded
from pipeline.duplicates.gaps import Side, facing
from pipeline.duplicates.name_swaps import TitlePair, is_strange, renamed
from pipeline.duplicates.number_clash import is_short, numbers_apart
from pipeline.duplicates.overlaps import EXCHANGES, Overlap, Pair, beginnings
from pipeline.duplicates.readings import NUMERALS, Places, Reading

FactKind = Literal["code", "title", "series", "day", "number", "word", "name", "date"]

# More differences than these make no correction: then it is enough to know that there are some.
_MOST = 4
# Of a longer text the lead says which one it is; further on an editor may have changed a word.
_LONG, _LEAD = 600, 100


class Difference(NamedTuple):
    """What the first of two texts has where the second has something else."""

    kind: FactKind
    here: str
    there: str


class Told(NamedTuple):
    """What tells two texts apart, and how they were aligned, where they were."""

    differences: tuple[Difference, ...]
    aligned: Alignment | None


def told_apart(both: Pair, shared: Overlap, titles: TitlePair, *, alike: bool) -> Told:
    """What of the facts in two texts differs, up to `_MOST` of it; names only where `alike`."""
    if shared.codes:
        return Told((_codes(both),), None)
    aligned: Alignment | None = None
    found: list[Difference] = []
    if shared.facts or all(shared.names):
        swapped = shorter(*both) is both[1]
        if shared.facing is not None and not all(shared.names):
            gaps = shared.facing[:, [2, 3, 0, 1]] if swapped else shared.facing
            pair = both[::-1] if swapped else both
        else:
            aligned = align(*both, shared)
            pair, gaps = (aligned.one, aligned.other), _telling(aligned, shared)
        found = [*islice(_within(*pair, gaps), _MOST)]
        if swapped:
            found = [Difference(kind, there, here) for kind, here, there in found]
    if alike and not found:
        found = [Difference("name", *names) for names in renamed(both, shared, titles)]
    return Told(tuple(dict.fromkeys(found)), aligned)


def _codes(both: Pair) -> Difference:
    here, there = (min(text.codes) for text in both)
    return Difference("code", here, there)


def _within(one: Reading, other: Reading, gaps: _Gaps) -> Iterator[Difference]:
    """Other facts on the two sides of some gaps between texts, the shorter first, each once."""
    told: set[Difference] = set()
    exchanges: Counter[tuple[str, str]] = Counter()
    for gap in gaps_apart(one, other, gaps):
        gap = _whole(one, other, gap)
        found = _difference(one, other, gap)
        if found is None and _is_exchange(gap):
            # A word put otherwise once is an edit; often the same exchange is another name.
            words = _slice(one, gap.a0, gap.a1), _slice(other, gap.b0, gap.b1)
            exchanges[words] += 1
            if exchanges[words] >= EXCHANGES and all(map(is_strange, map(_han, words))):
                found = Difference("name", *words)
        if found is not None and found not in told:
            told.add(found)
            yield found


def _difference(one: Reading, other: Reading, gap: Gap) -> Difference | None:
    """The numbers or words that exclude each other on the two sides of a gap."""
    numbers = numbers_apart(one, other, gap)
    if numbers:
        kind: FactKind = "series" if numbers.serial else "day" if numbers.day else "number"
        return Difference(kind, numbers.here, numbers.there)
    if len(one.tokens) > _LONG and gap.a0 > _LEAD:
        return None
    if not is_short(gap) or not (_tells(one, gap.a0, gap.a1) and _tells(other, gap.b0, gap.b1)):
        return None
    lo, hi = one.span(gap.a0, gap.a1)
    before, after = one.text[max(lo - AROUND, 0) : lo], one.text[hi : hi + AROUND]
    words = _slice(one, gap.a0, gap.a1), _slice(other, gap.b0, gap.b1)
    found = excluded(*map(fold_script, (*words, before, after)))
    return Difference("word", *found) if found else None


def _whole(one: Reading, other: Reading, gap: Gap) -> Gap:
    """A gap with what of its numbers in words both texts have around it: 二十 and 十七, not 二."""
    a0, a1, b0, b1 = gap
    if not one.numeric[a0:a1].any() and not other.numeric[b0:b1].any():
        return gap
    while a0 and b0 and one.numeric[a0 - 1] and other.numeric[b0 - 1] and _numeral(one, a0 - 1):
        a0, b0 = a0 - 1, b0 - 1
    while (
        a1 < len(one.tokens)
        and b1 < len(other.tokens)
        and one.numeric[a1]
        and other.numeric[b1]
        and _numeral(one, a1)
    ):
        a1, b1 = a1 + 1, b1 + 1
    return Gap(a0, a1, b0, b1)


def _numeral(reading: Reading, place: int) -> bool:
    return reading.tokens[place] < 0x10000 and chr(reading.tokens[place]) in NUMERALS


def _han(word: str) -> str:
    return "".join(char for char in word if "\u3400" <= char <= "\u9fff")


def _tells(text: Reading, start: int, end: int) -> bool:
    return bool(text.telling[start:end].any())


def _telling(found: Alignment, shared: Overlap) -> _Gaps:
    """The gaps of an alignment in which facts may differ."""
    one, other, _, gaps = found
    # Said by one only: a copy that lost or gained something.
    gaps = gaps[(gaps[:, 0] < gaps[:, 1]) & (gaps[:, 2] < gaps[:, 3])]
    sides = (Side.of(text.tokens, text.telling, text.numeric) for text in (one, other))
    telling = np.zeros(len(gaps), dtype=np.bool_)
    telling[facing(gaps, *sides)] = True
    if all(shared.names):
        names = shared.names[0] | shared.names[1]
        telling |= _named(one, gaps[:, :2], names) & _named(other, gaps[:, 2:], names)
    told: _Gaps = gaps[telling]
    return told


def _named(reading: Reading, spans: Places, names: Set[int]) -> NDArray[np.bool_]:
    """Whether one of some beginnings of names stands in each span."""
    begun = np.append(np.isin(beginnings(reading.tokens[:-1], reading.tokens[1:]), [*names]), False)
    return _any(begun, np.stack((spans[:, 0], np.maximum(spans[:, 1] - 1, spans[:, 0])), axis=1))


def _any(flags: NDArray[np.bool_], spans: Places) -> NDArray[np.bool_]:
    """Whether one of the flags in each span is set."""
    before = np.concatenate(([0], np.cumsum(flags)))
    found: NDArray[np.bool_] = before[spans[:, 1]] > before[spans[:, 0]]
    return found


def _is_exchange(gap: Gap) -> bool:
    """Whether a word of two tokens and more stands for another such word."""
    return is_short(gap) and min(gap.a1 - gap.a0, gap.b1 - gap.b0) > 1


def _slice(reading: Reading, start: int, end: int) -> str:
    """The text of some tokens, up to where the next one begins."""
    lo, hi = reading.span(start, end)
    return reading.text[lo:hi]
