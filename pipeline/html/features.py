"""What can be said of each line of a page: its words, its links, its block.

A column of numbers for each thing that can be said; `classify.toml` holds the weight of each.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipeline.html.kinds import BOX_KINDS, PLAIN_KINDS, kinds_of_box
from pipeline.html.line_counts import Column, Counts, Vocabulary, counts
from pipeline.html.linearise import Box, PageLine
from pipeline.html.words import pattern, pattern_tables

_PROSE = 12  # words that a line with a sentence point must have to count as prose
CORE = 0.6  # share of the page's prose that the core, the smallest such block, has to hold

LONG_LINE = 2000  # characters of a line that are looked at; more tell nothing new

_HAN_HIGH = bytes(range(0x34, 0xA0))  # the upper bytes of Han of the basic planes
DATE = pattern("features", "date")
_LABEL = re.compile(r"[^，。]{1,8}[：:]")
_LETTERS = re.compile(r"[^\W_]+")

LINE_WORDS = pattern_tables()[
    "words_of_lines"
]  # what the words of a short line tell, in small letters
_NOTICE = pattern("features", "notice")
_WORDS = Vocabulary(LINE_WORDS)
_ANY = frozenset(list(LINE_WORDS)[:7])
_LISTING = frozenset(("related", "comments"))
_SILENT: frozenset[str] = frozenset()
SHORT = 60  # characters; only shorter lines are looked at for such words: a sentence may use them
IN_HEADING = 25  # a line with such words that is shorter may be the heading of a list of its kind


def count_han(text: str) -> int:
    """The number of Han characters of the basic planes.

    >>> count_han("他在2023年")
    3
    """
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(high) - len(high.translate(None, _HAN_HIGH))


@lru_cache(maxsize=1 << 14)
def said(text: str) -> frozenset[str]:
    """The lists of `LINE_WORDS` of which a text has words."""
    return _WORDS.said(text.lower())


def says(name: str, text: str) -> bool:
    """Whether a text has words of that list of `LINE_WORDS`."""
    return name in said(text)


@lru_cache(maxsize=1 << 14)
def letters_of(text: str) -> str:
    """Only letters and digits, in small ones."""
    return "".join(_LETTERS.findall(text)).lower()


class _Boxes:
    """What each block holds and where it stands: rows by `number[id(box)]`, parents first."""

    def __init__(self, page: Sequence[PageLine], sums: Sequence[Column]) -> None:
        self.boxes: list[Box] = []
        self.number: dict[int, int] = {}
        for line in page:
            chain, box = [], line.box
            while id(box) not in self.number:
                self.number[id(box)] = -1
                chain.append(box)
                if box.up is None:
                    break
                box = box.up
            for box in reversed(chain):
                self.number[id(box)] = len(self.boxes)
                self.boxes.append(box)
        self.up = [0 if b.up is None else self.number[id(b.up)] for b in self.boxes]
        self.of = [self.number[id(line.box)] for line in page]
        n, of = len(self.boxes), np.array(self.of)
        held = [np.bincount(of, column, n).tolist() for column in sums]
        for column in held:
            for i in range(n - 1, 0, -1):
                column[self.up[i]] += column[i]
        self.held = np.array(held).T
        self.own = [kinds_of_box(box) for box in self.boxes]


def features(page: Sequence[PageLine], title: str) -> dict[str, Column]:
    """What can be said of each line of a page, a column of numbers for each thing."""
    texts = [line.text if len(line.text) <= LONG_LINE else line.text[:LONG_LINE] for line in page]
    length = np.array([max(1, len(line.text)) for line in page], dtype=float)
    told = counts(texts)
    size, points = told.words * np.maximum(1, length / LONG_LINE), told.points
    linked = np.minimum(1.0, np.array([line.linked for line in page]) / length)
    prose = np.where((points > 0) & (size >= _PROSE) & (linked < 0.5), size * (1 - linked), 0.0)
    boxes = _Boxes(
        page, (size, size * linked, np.ones(len(page)), prose, _merit(size, points, linked))
    )
    return {
        **_of_words(page, texts, told, size),
        **_of_place(page, boxes, prose),
        **_of_title(page, texts, title, prose),
    }


def _merit(size: Column, points: Column, linked: Column) -> Column:
    """How much a line speaks for its block being the article, as readability counts it."""
    good = (size >= 20) & (points > 0) & (linked < 0.5)
    return np.where(good, (1 + np.minimum(points, 8) + np.minimum(size / 50, 4)) * (1 - linked), 0)


def _of_words(
    page: Sequence[PageLine], texts: Sequence[str], told: Counts, size: Column
) -> dict[str, Column]:
    """What the line itself shows."""
    points = told.points
    tags = [line.box.tag for line in page]
    words = [said(text) if len(text) < SHORT else _SILENT for text in texts]
    date = np.array([DATE.search(text) is not None for text in texts], dtype=float)
    columns: dict[str, ArrayLike] = {
        "words": np.log1p(size),
        "no link": [line.links == 0 for line in page],
        "points": np.minimum(points, 6) / 3,
        "points a word": points / np.maximum(size, 1) * 5,
        "ends as a sentence": told.ends_as_sentence,
        "ends with a point": told.ends_with_point,
        "date": date,
        "short date": date * (size < 30),
        "label": [_LABEL.match(text) is not None for text in texts],
        "tag h": [len(tag) == 2 and tag[0] == "h" for tag in tags],
    }
    for name in ("p", "li", "td", "tr", "div", "dd", "dt"):
        columns[f"tag {name}"] = [tag == name for tag in tags]
    for name in LINE_WORDS:
        columns[f"says {name}"] = [name in each for each in words]
    columns["says any"] = [not _ANY.isdisjoint(each) for each in words]
    columns["opens as a notice"] = [_NOTICE.match(text) is not None for text in texts]
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _of_place(page: Sequence[PageLine], boxes: _Boxes, prose: Column) -> dict[str, Column]:
    """Where the line stands: to the core, in its own blocks."""
    n = len(page)
    total = max(1.0, float(prose.sum()))
    of = np.array(boxes.of)
    kinds, within = _descend(boxes, CORE * total)
    first, last = _span(np.array(within)[of] & (prose > 0), n)
    at = np.arange(n)
    columns: dict[str, ArrayLike] = {
        "in span": (first <= at) & (at <= last),
        "before span": np.log1p(np.maximum(0, first - at)),
        "after span": np.log1p(np.maximum(0, at - last)),
        "position": at / n,
        "prose before": np.concatenate([[0.0], np.cumsum(prose)[:-1]]) / total,
    }
    columns |= _of_blocks(boxes, _merits(boxes))
    for k, name in enumerate(BOX_KINDS):
        columns[f"kind {name}"] = (np.array(kinds)[of] >> k) & 1
    # Below the first prose of the article, such names are those of teasers of other articles.
    columns["kind lead"] = np.asarray(columns["kind lead"]) * (at <= first)
    columns["kind none"] = np.array(kinds)[of] & ~1 == 0
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _descend(boxes: _Boxes, least: float) -> tuple[list[int], list[bool]]:
    """For each block the kinds of the blocks on the way to it, and whether it is in the core.

    The core is the innermost block with at least so many words of prose: most of the page's. The
    way begins where it leaves the one to the core.
    """
    core = 0
    for i, box in enumerate(boxes.boxes):
        if boxes.held[i, 3] >= least and box.depth > boxes.boxes[core].depth:
            core = i
    chain = {id(box) for box in boxes.boxes[core].chain()}
    kinds: list[int] = []
    within: list[bool] = []
    for i, up in enumerate(boxes.up):
        kinds.append(0 if id(boxes.boxes[i]) in chain else kinds[up] | boxes.own[i])
        within.append(i == core or (i > 0 and within[up]))
    return kinds, within


def _of_blocks(boxes: _Boxes, merit: Column) -> dict[str, ArrayLike]:
    """What the line's own block holds, and the two around it."""
    held, up, of = boxes.held, np.array(boxes.up), np.array(boxes.of)
    columns: dict[str, ArrayLike] = {}
    for name, where in (
        ("block", of),
        ("block above", up[of]),
        ("second block above", up[up[of]]),
    ):
        columns[f"{name} linked"] = held[where, 1] / np.maximum(held[where, 0], 1)
        columns[f"{name} merit"] = merit[where]
        columns[f"{name} mean"] = np.log1p(held[where, 0] / np.maximum(held[where, 2], 1))
        columns[f"{name} lines"] = np.log1p(held[where, 2])
    return columns


def _merits(boxes: _Boxes) -> Column:
    """Each block's merit as readability counts it, as a share of the best one's."""
    held = boxes.held
    given: list[float] = held[:, 4].tolist()
    for i in range(len(given) - 1, 0, -1):  # of its own lines, without the inner blocks
        given[boxes.up[i]] -= held[i, 4]
    earned = [0.0] * len(given)
    for i, value in enumerate(given):
        j = i
        for share in (1.0, 1.0, 0.5, 0.25):
            earned[j] += value * share
            if not j:
                break
            j = boxes.up[j]
    merit = np.array(earned)
    merit *= 1 - held[:, 1] / np.maximum(held[:, 0], 1)
    merit *= np.array([1.2 if own & 1 else 1.0 for own in boxes.own])
    merit *= np.array([0.7 if own & ~PLAIN_KINDS else 1.0 for own in boxes.own])
    return merit / max(1e-9, float(merit.max()))


def _span(where: NDArray[np.bool_], n: int) -> tuple[int, int]:
    """The first and the last place that is true, or the whole page."""
    found = np.flatnonzero(where)
    return (int(found[0]), int(found[-1])) if len(found) else (0, n - 1)


def _headline(page: Sequence[PageLine], texts: Sequence[str], title: str, first: int) -> int:
    """The last line before the first prose that is part of `<title>`, or -1.

    Only a heading of the first rank with which `<title>` begins may stand below other prose.
    """
    whole, found, longest = letters_of(title), -1, 0
    for i, text in enumerate(texts):
        if len(text) <= len(title) and len(piece := letters_of(text)) >= 5 and piece in whole:
            if i < first + 3:
                if len(piece) * 2 >= longest:  # not a heading that uses a word of the headline
                    found, longest = i, max(longest, len(piece))
            elif found < 0 and page[i].box.tag == "h1" and whole.startswith(piece):
                return i
    return found


def _of_title(
    page: Sequence[PageLine], texts: Sequence[str], title: str, prose: Column
) -> dict[str, Column]:
    """Where the line stands to the headline, and to headings of lists of other things."""
    n = len(texts)
    first = int(np.argmax(prose > 0)) if prose.any() else n
    headline = _headline(page, texts, title, first)
    at = np.arange(n)
    listed = [
        i > first and len(text) < IN_HEADING and not _LISTING.isdisjoint(said(text))
        for i, text in enumerate(texts)
    ]
    known = float(headline >= 0)
    return {
        "before headline": (at < headline) * known,
        "headline": (at == headline) * known,
        "behind headline": (at > headline) * known,
        "from headline": np.log1p(np.clip(at - headline, 0, 30)) * known,
        "lists before": np.log1p(np.cumsum(listed)),
    }
