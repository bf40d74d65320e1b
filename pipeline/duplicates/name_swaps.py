"""Whether pages of one template tell of different places, people, firms: names exchanged alone.

Where numbers differ too, `facts` sees it. Light edits exchange words as well, often the same ones
throughout. What they put in are words that news has every day; a name is none, or it stands in the
titles, and one page has nothing of the other's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile

from pipeline.characters.bigrams import paired
from pipeline.characters.blanks import SURNAMES
from pipeline.duplicates.align import SHORT_GAP, Alignment, Gap
from pipeline.duplicates.readings import Reading
from pipeline.duplicates.signature import GRAM

Names = tuple[str, str]
TitlePair = tuple[str | None, str | None]

# A name has no more tokens: 四川, 周启明, 海棠机电; what titles name may be longer: 高校毕业生就业.
LONGEST = 6
# Within so many tokens of its beginning a page says what it is of; further on a name that stands
# there once may have been set right. That holds for pages of so many tokens: a longer one says it
# again, and what differs once in its lead is the headline of another editor.
LEAD, SMALL = 40, 300
# What makes a place of the word before it.
_UNITS = tuple("省市县区州镇乡村")
# Who wrote and printed it is each site's own: 据临江日报报道, （记者 周启明 林若水）, 编辑：何立夏.
_BEFORE = re.compile(
    r"(?:据|报|社|网|记者|通讯员|编辑|责编|作者|校对|摄影|摄|图|文|来源)[\s:：|/·（(]{0,3}"
    r"(?:[\u4e00-\u9fff]{2,4}[\s、]{1,2})*$"
)
# What both texts have on either side of one character that differs.
_AROUND = 2
# Written for each other by mistake.
_OFTEN_WRONG = frozenset("的地得了着过在再作做他她它那哪和与及像象帐账份分即既已以坐座度渡")
_AFTER = re.compile(
    r"\W{0,2}(?:报道|讯|电|社|编辑|摄|[\u4e00-\u9fff]{0,3}(?:[日晚商早时晨]报|网|频道|客户端))"
)


def renamed(pair: Alignment, titles: TitlePair) -> list[Names]:
    """The names of one text that are other names in the other one, all through it.

    A story that many towns print, each with its own name in the title and once below, is one story.
    """
    title, other = (one or "" for one in titles)
    found = [
        names
        for names, strange in _names(pair)
        if strange or title != other == title.replace(*names)
    ]
    if not found:
        return []
    here, there = _letters(pair.one), _letters(pair.other)
    return [(old, new) for old, new in found if old not in there and new not in here]


def _exchanged(pair: Alignment) -> Iterator[Gap]:
    """The words that stand for each other and may be names: in a lead, or exchanged again."""
    one, other = pair.one, pair.other
    words = []
    for whole, word in pair.exchanges:
        # A phrase of five tokens around a name is a 5-gram, and no part of the gap.
        small = max(whole.sizes) <= SHORT_GAP + 2 * (GRAM - 1) and max(word.sizes) <= SHORT_GAP
        numeric = 1 in one.numeric[word.a0 : word.a1] + other.numeric[word.b0 : word.b1]
        if small and min(word.sizes) and not numeric:
            words.append(word)
    begins = [(one.tokens[word.a0], other.tokens[word.b0]) for word in words]
    again = Counter(begins)
    for word, begin in zip(words, begins, strict=True):
        if again[begin] > 1 or (_leading(one, word.a0) and len(other.tokens) <= SMALL):
            yield word


def _names(pair: Alignment) -> Iterator[tuple[Names, bool]]:
    """The words that stand for each other, and whether they are names by themselves.

    Who wrote and printed a text is left aside.
    """
    one, other = pair.one, pair.other
    found: dict[Names, list[tuple[int, int]]] = {}
    for a0, a1, b0, b1 in _exchanged(pair):
        old, new = _letters(one, a0, a1), _letters(other, b0, b1)
        # What has a character in common was put otherwise here and there.
        if " " in old + new or not set(old).isdisjoint(new):
            continue
        if not _credited(one, a0, a1) and not _credited(other, b0, b1):
            found.setdefault((old, new), []).append((a0, b0))
    for (old, new), places in found.items():
        if len(old) == len(new) == 1:
            if len(places) == 1 and not _place_letters().issuperset(old + new):
                continue
            if names := whole_names(one, other, places):
                yield names, True
            continue
        a, b = places[0]
        if len(places) > 1 or (_leading(one, a) and _leading(other, b)):
            a, b = a + len(old), b + len(new)
            unit = _letters(one, a, a + 1)
            if unit not in _UNITS or unit != _letters(other, b, b + 1):
                unit = ""
            short = max(len(old), len(new)) <= LONGEST
            yield (old, new), short and is_strange(old + unit) and is_strange(new + unit)


def whole_names(one: Reading, other: Reading, places: list[tuple[int, int]]) -> Names | None:
    """The names that differ in one character, which stands at these places of either text.

    What both have around it is the same in all places: 北京 and 南京, 东岭县 and 西岭县, 王伟民 and
    王伟明. A place is known by itself, a person where the name comes again. Function words are put
    for each other as often as they are misspelt.
    """
    a, b = places[0]
    old, new = _letters(one, a, a + 1), _letters(other, b, b + 1)
    if not _OFTEN_WRONG.isdisjoint(old + new):
        return None
    before = _same([_letters(one, max(a - _AROUND, 0), a)[::-1] for a, _ in places])[::-1]
    after = _same([_letters(one, a + 1, a + 1 + _AROUND) for a, _ in places])
    for left in range(min(len(before), _AROUND) + 1):
        for right in range(min(len(after), _AROUND) + 1):
            start = before[len(before) - left :]
            names = start + old + after[:right], start + new + after[:right]
            if len(names[0]) in (2, 3) and _known_names(*names, again=len(places) > 1):
                return names
    return None


def _same(texts: list[str]) -> str:
    """The beginning that some texts have in common, up to the first blank."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in same).partition(" ")[0]


def _known_names(old: str, new: str, *, again: bool) -> bool:
    """Whether both are places, or both are a surname with what may be given to it."""
    if old in _places() and new in _places():
        return True
    if len(old) == 3 and old.endswith(_UNITS) and new.endswith(_UNITS):
        return not (paired(*old[:2]) or paired(*new[:2]))
    if not again:
        return False
    people = old[0] in SURNAMES or (new[0] in SURNAMES and old[1:] == new[1:])
    if len(old) == 3:
        return people
    # Two characters that news has side by side every day are a word: 高兴, 王国.
    return people and not (paired(old[0], old[1]) or paired(new[0], new[1]))


def _leading(text: Reading, place: int) -> bool:
    return place < LEAD and len(text.tokens) <= SMALL


def _letters(text: Reading, start: int = 0, end: int | None = None) -> str:
    """Some tokens as one string, each Han character as it is and all others as blanks."""
    some = text.tokens[start:end]
    return "".join([chr(one) if 0x3400 <= one <= 0x9FFF else " " for one in some])


def _credited(text: Reading, start: int, end: int) -> bool:
    """Whether a word names who wrote or printed a text."""
    lo, hi = text.span(start, end)
    before, after = text.text[max(lo - 16, 0) : lo], text.text[hi : hi + 8]
    return bool(_BEFORE.search(before) or _AFTER.match(after))


def is_strange(name: str) -> bool:
    """Whether a word is a place by its end or of some fame, or none that news has every day."""
    return name.endswith(_UNITS) or name in _places() or not all(map(paired, name, name[1:]))


@cache
def _place_letters() -> frozenset[str]:
    return frozenset("".join(_places()))


@cache
def _places() -> frozenset[str]:
    """Provinces and their cities, which are words of every day's news, too."""
    lines = files("pipeline.duplicates").joinpath("places.txt").read_text("utf-8")
    return frozenset(lines.split())
