"""What tells two texts apart that are alike: where one has a fact, the other has another.

Numbers (`number_clash`), words that exclude each other (`exclusive`), names (`name_swaps`), and
what both call themselves by. A copy loses a tail, gains a line, has a word put otherwise; none of
that is a difference here.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from pipeline.duplicates.align import Alignment, Gap, Pair
from pipeline.duplicates.blocks import fold_script
from pipeline.duplicates.exclusive import AROUND, excluded
from pipeline.duplicates.name_swaps import TitlePair, is_strange, renamed
from pipeline.duplicates.number_clash import is_short, numbers_apart
from pipeline.duplicates.readings import NUMERALS, Reading

FactKind = Literal["code", "title", "series", "day", "number", "word", "name", "date"]

# More differences than these make no correction: then it is enough to know that there are some.
_MOST = 4
# Of a longer text the lead says which one it is; further on an editor may have changed a word.
_LONG, _LEAD = 600, 100
# The same exchange of two tokens and more, made this often, is another name in the same text.
EXCHANGES = 3
# A gap with more tokens than this is a passage, in which words differ by chance.
_WORDS = 24


class Difference(NamedTuple):
    """What the first of two texts has where the second has something else."""

    kind: FactKind
    here: str
    there: str


def told_apart(pair: Pair, titles: TitlePair, *, alike: bool) -> tuple[Difference, ...]:
    """What of the facts in two texts differs, up to `_MOST` of it; names only where `alike`."""
    one, other = pair.texts
    if one.codes and other.codes and one.codes.isdisjoint(other.codes):
        return (Difference("code", min(one.codes), min(other.codes)),)
    swapped = pair.aligned.one is not one
    found = [*islice(_within(pair.aligned), _MOST)]
    if alike and not found:
        names = renamed(pair.aligned, titles[::-1] if swapped else titles)
        found = [Difference("name", *both) for both in names]
    if swapped:
        found = [Difference(kind, there, here) for kind, here, there in found]
    return tuple(dict.fromkeys(found))


def _within(found: Alignment) -> Iterator[Difference]:
    """Other facts on the two sides of the gaps between texts, the shorter first, each once."""
    one, other = found.one, found.other
    told: set[Difference] = set()
    exchanges: Counter[tuple[str, str]] = Counter()
    for whole, own in found.exchanges:
        facing = _is_facing(one, other, whole, own)
        for gap in found.inside(whole)[0] if facing else [own]:
            difference = _difference(one, other, _extended(one, other, gap)) if facing else None
            if difference is None and is_short(gap) and min(gap.sizes) > 1:
                # A word put otherwise once is an edit; often the same exchange is another name.
                words = one.slice(gap.a0, gap.a1), other.slice(gap.b0, gap.b1)
                exchanges[words] += 1
                if exchanges[words] >= EXCHANGES and all(map(is_strange, map(_han, words))):
                    difference = Difference("name", *words)
            if difference is not None and difference not in told:
                told.add(difference)
                yield difference


def _is_facing(one: Reading, other: Reading, whole: Gap, own: Gap) -> bool:
    """Whether a gap has numbers or other telling tokens on both sides, and not the same ones.

    `own` is the same gap without what agrees at its ends.
    """
    if not (_any(one.telling, whole[:2]) and _any(other.telling, whole[2:])):
        return False
    numbers = _any(one.numeric, own[:2]), _any(other.numeric, own[2:])
    if not min(own.sizes):  # 二十 and 二十三: what differs stands on one side, part of a number
        return any(numbers) and _any(one.numeric, whole[:2]) and _any(other.numeric, whole[2:])
    # Words are looked for where words were exchanged, numbers in a passage, too.
    if max(own.sizes) > _WORDS and not all(numbers):
        return False
    if own.sizes[0] != own.sizes[1]:
        return True
    both = zip(one.tokens[own.a0 : own.a1], other.tokens[own.b0 : own.b1], strict=True)
    differ = [i for i, (a, b) in enumerate(both) if a != b]
    return any(one.telling[own.a0 + i] for i in differ) and any(
        other.telling[own.b0 + i] for i in differ
    )


def _any(flags: bytes, span: tuple[int, ...]) -> bool:
    """Whether one of the tokens in a span is set."""
    return 1 in flags[slice(*span)]


def _difference(one: Reading, other: Reading, gap: Gap) -> Difference | None:
    """The numbers or words that exclude each other on the two sides of a gap."""
    numbers = numbers_apart(one, other, gap)
    if numbers:
        kind: FactKind = "series" if numbers.serial else "day" if numbers.day else "number"
        return Difference(kind, numbers.here, numbers.there)
    if len(one.tokens) > _LONG and gap.a0 > _LEAD:
        return None
    if not is_short(gap) or not (_any(one.telling, gap[:2]) and _any(other.telling, gap[2:])):
        return None
    lo, hi = one.span(gap.a0, gap.a1)
    before, after = one.text[max(lo - AROUND, 0) : lo], one.text[hi : hi + AROUND]
    words = one.slice(gap.a0, gap.a1), other.slice(gap.b0, gap.b1)
    found = excluded(*map(fold_script, (*words, before, after)))
    return Difference("word", *found) if found else None


def _extended(one: Reading, other: Reading, gap: Gap) -> Gap:
    """A gap with what of its numbers in words both texts have around it: 二十 and 十七, not 二."""
    a0, a1, b0, b1 = gap
    if not _any(one.numeric, (a0, a1)) and not _any(other.numeric, (b0, b1)):
        return gap
    while a0 and b0 and _numeral(one, a0 - 1) and _numeral(other, b0 - 1):
        a0, b0 = a0 - 1, b0 - 1
    while (
        a1 < len(one.tokens)
        and b1 < len(other.tokens)
        and _numeral(one, a1)
        and _numeral(other, b1)
    ):
        a1, b1 = a1 + 1, b1 + 1
    return Gap(a0, a1, b0, b1)


def _numeral(reading: Reading, place: int) -> bool:
    """Whether a token is a part of a number in words."""
    token = reading.tokens[place]
    return reading.numeric[place] == 1 and token < 0x10000 and chr(token) in NUMERALS


def _han(word: str) -> str:
    return "".join(char for char in word if "\u3400" <= char <= "\u9fff")
