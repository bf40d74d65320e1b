"""Whether pages of one template tell of different places, people, firms: names exchanged alone.

Where numbers differ too, `facts` sees it. Light edits exchange words as well, often the same ones
throughout. What they put in are words that news has every day; a name is none, or it stands in the
titles, and one page has nothing of the other's.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pipeline.duplicates.gaps import LEAD, SMALL
from pipeline.duplicates.overlaps import Overlap, Pair
from pipeline.duplicates.readings import Places, Reading

Names = tuple[str, str]
Titles = tuple[str | None, str | None]

# What makes a place of the word before it.
_UNITS = tuple("省市县区州镇乡村")
# Who wrote and printed it is each site's own: 据临江日报报道, （记者 周启明 林若水）, 编辑：何立夏.
_BEFORE = re.compile(
    r"(?:据|报|社|网|记者|通讯员|编辑|责编|作者|校对|摄影|摄|图|文|来源)[\s:：|/·（(]{0,3}"
    r"(?:[\u4e00-\u9fff]{2,4}[\s、]{1,2})*$"
)
_AFTER = re.compile(
    r"\W{0,2}(?:报道|讯|电|社|编辑|摄|[\u4e00-\u9fff]{0,3}(?:[日晚商早时晨]报|网|频道|客户端))"
)


def renamed(both: Pair, shared: Overlap, titles: Titles) -> bool:
    """Whether a name of one text is another name in the other, all through it.

    Only told of texts in one order, whose gaps are known without an alignment. A story that many
    towns print, each with its own name in the title and once below, is one story.
    """
    if shared.exchanged is None or not len(shared.exchanged):
        return False
    here, there = map(_letters, both)
    return any(
        old not in there and new not in here and (_titled((old, new), titles) or strange)
        for (old, new), strange in _names(both, shared.exchanged)
    )


def _names(both: Pair, gaps: Places) -> Iterator[tuple[Names, bool]]:
    """The words that stand for each other in some gaps, and whether they are names by themselves.

    Who wrote and printed a text is left aside.
    """
    one, other = both
    found: dict[Names, list[tuple[int, int]]] = {}
    for a0, a1, b0, b1 in gaps.tolist():
        old, new = _letters(one, a0, a1), _letters(other, b0, b1)
        # What has a character in common was put otherwise here and there.
        if " " in old + new or not set(old).isdisjoint(new):
            continue
        if not _credited(one, a0, a1) and not _credited(other, b0, b1):
            found.setdefault((old, new), []).append((a0, b0))
    for (old, new), places in found.items():
        a, b = places[0]
        if len(places) > 1 or (_leading(one, a) and _leading(other, b)):
            a, b = a + len(old), b + len(new)
            unit = _letters(one, a, a + 1)
            if unit not in _UNITS or unit != _letters(other, b, b + 1):
                unit = ""
            yield (old, new), _strange(old + unit) and _strange(new + unit)


def _leading(text: Reading, place: int) -> bool:
    return place < LEAD and len(text.tokens) <= SMALL


def _letters(text: Reading, start: int = 0, end: int | None = None) -> str:
    """Some tokens as one string, each Han character as it is and all others as blanks."""
    some = text.tokens[start:end].copy()
    some[(some < 0x3400) | (some > 0x9FFF)] = ord(" ")
    return some.astype("<u4").tobytes().decode("utf-32-le")


def _credited(text: Reading, start: int, end: int) -> bool:
    """Whether a word names who wrote or printed a text."""
    lo, hi = text.span(start, end)
    before, after = text.text[max(lo - 16, 0) : lo], text.text[hi : hi + 8]
    return bool(_BEFORE.search(before) or _AFTER.match(after))


def _titled(names: Names, titles: Titles) -> bool:
    """Whether two titles are the same but for these names."""
    one, other = titles
    return bool(one and other and one != other and one.replace(*names) == other)


def _strange(name: str) -> bool:
    """Whether a word is a place by its end or of some fame, or none that news has every day."""
    from pipeline.characters.bigrams import paired  # reads a table, and few are ever asked

    return name.endswith(_UNITS) or name in _places() or not all(map(paired, name, name[1:]))


@cache
def _places() -> frozenset[str]:
    """Provinces and their cities, which are words of every day's news, too."""
    lines = files("pipeline.duplicates").joinpath("places.txt").read_text("utf-8")
    return frozenset(lines.split())
