"""Streams of other articles on a page: cards alike, each of a linked headline and a foot."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.html.linearise import Box, PageLine
from pipeline.html.words import pattern

CARDS, _CARD = 6, 8  # cards of a stream, characters of a headline; posts of a forum have names
_LEVELS = 4  # blocks around a line that may be its card
_FOOT = pattern("streams", "foot")


def teasers(page: Sequence[PageLine]) -> list[int]:
    """The lines of a stream of other articles: cards alike, each of a linked headline and a foot.

    Cards are blocks of one parent and one class, `CARDS` or more. The foot, a short line with a
    date or a count of comments, or a text that breaks off, tells them from a digest of the day.
    """
    linked = [
        (i, x) for i, x in enumerate(page) if len(x.text) >= _CARD and x.linked >= len(x.text) * 0.9
    ]
    if len(linked) < CARDS:
        return []
    near = {id(box) for _, line in linked for box in around(line.box)}
    cards: dict[int, list[int]] = {}  # lines by the block that holds their headline's block
    for i, line in enumerate(page):
        for box in around(line.box):
            if id(box) in near:
                cards.setdefault(id(box), []).append(i)
    streams: dict[tuple[int, str], list[list[int]]] = {}
    for i, line in linked:
        for box in around(line.box):
            lines = cards[id(box)]
            if box.up is None or not 2 <= len(lines) <= 8 or not (name := _card(box)):
                continue
            if lines[0] == i or _FOOT.search(page[lines[0]].text):
                streams.setdefault((id(box.up), name), []).append(lines)
    qualified = set()
    for key, stream in streams.items():
        feet = sum(any(_FOOT.search(page[i].text) for i in lines) for lines in stream)
        if len(stream) >= CARDS and feet * 4 >= len(stream) * 3:
            qualified.add(key)
    return [i for i, line in enumerate(page) if qualified and _keys(line) & qualified]


def around(box: Box) -> Iterator[Box]:
    """A block and those around it, as many as a card has about its headline."""
    return islice(box.chain(), _LEVELS)


def _keys(line: PageLine) -> set[tuple[int, str]]:
    """The streams that the blocks of a line could be cards of."""
    return {(id(b.up), _card(b)) for b in around(line.box)}


def _card(box: Box) -> str:
    """What cards of one kind have alike: their class, or that they are the items of one list."""
    return box.name or (box.tag if box.tag in ("li", "article", "dl") else "")
