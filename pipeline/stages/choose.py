"""Which lines of a page are its article: a weight for each thing that can be said of a line.

Every line gets a score, the sum of the weights (`choose.toml`, by `benchmarks/fit_lines.py`) of
what is true of it: its words, its links, its block, where it stands to the block with most prose.
A page is then read as stretches of article and of everything else, with a price for each change,
so that one odd line within an article does not fall out of it (Viterbi, two states).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from pipeline.stages.linearise import PageLine
from pipeline.stages.traits import DATE, HEADING, LONG, POINT, SHORT, Column, features

CHANGE = 1.5  # price of a change between article and not; 1 to 2 did equally well on held-out hosts
SURE = 4.0  # no line's own score counts for more than this
TRIES = 8  # headings looked at, so that a page of nothing else costs no more than others
ENOUGH = 100  # characters; the shortest article that comments may follow
_COMMENTS = re.compile(
    r"\W{0,9}(?:(?:共有?|已有|全部|所有|最新|热门|網友|网友|读者|讀者|用户|发表|發表|查看|\d+"
    r"|[条條個个篇])\W{0,3}){0,5}"
    r"(?:评论|評論|留言|回复|回覆|回應|跟帖|comments?|responses|replies)"
    r"\W{0,3}(?:[(（]\d+[条條]?[)）])?\W{0,5}",
    re.I,
)


class Choice(NamedTuple):
    """For each line whether it is article, how sure that is, and where readers' comments begin."""

    article: list[bool]
    scores: list[float]
    end: int


def choose(page: Sequence[PageLine], title: str = "") -> Choice:
    """The lines of a page that are its article. `title` is the page's `<title>`."""
    if not page:
        return Choice([], [], 0)
    weights = _weights()
    end = comments(page)
    columns = features(page[:end], title)
    scores = np.full(end, weights["bias"])
    for name, column in columns.items():
        scores += weights[name] * column
    scores = np.clip(scores, -SURE, SURE)
    article = stretches(scores, [len(line.text) for line in page[:end]])
    below = len(page) - end
    return Choice(article + [False] * below, scores.tolist() + [-SURE] * below, end)


@cache
def _weights() -> Mapping[str, float]:
    text = (files("pipeline.stages") / "choose.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def stretches(scores: Column, lengths: Sequence[int]) -> list[bool]:
    """The most likely stretches of article, given each line's score; a change costs `CHANGE`.

    >>> stretches(np.array([-3.0, 2.0, -0.5, 2.0, -3.0]), [30] * 5)
    [False, True, True, True, False]
    """
    outside, inside = 0.0, -CHANGE
    steps = []
    for score, length in zip(scores.tolist(), lengths, strict=True):
        # A long line counts for more than a short one, as much as 45 characters at most.
        gain = score * min(3.0, (length + 2) / 15)
        enter, leave = outside - CHANGE, inside - CHANGE
        steps.append((leave > outside, inside >= enter))
        outside, inside = max(outside, leave), max(inside, enter) + gain
    state = inside - CHANGE > outside
    found = []
    for came_inside, stayed in reversed(steps):
        found.append(state)
        state = stayed if state else came_inside
    return found[::-1]


def comments(page: Sequence[PageLine]) -> int:
    """Where the readers' comments begin, or the number of lines if there are none.

    A line that says nothing but "comments", below `ENOUGH` characters of prose, and dates or times
    in the short lines that follow: two within a dozen lines, and then again and again, with never
    more prose between two than stands above, or than half of what follows. A column of newest
    comments beside the article has the article somewhere below it, and so begins no comments.
    """
    above = tries = 0
    for i, line in enumerate(page):
        if len(line.text) > HEADING:
            above += _plain(line)
        elif above > ENOUGH and _COMMENTS.fullmatch(line.text):
            if _conversation(page[i + 1 :], above):
                return i
            tries += 1
            if tries == TRIES:
                break
    return len(page)


def _conversation(page: Sequence[PageLine], above: int) -> bool:
    """Whether dates come again and again in these lines, which stand below that much prose."""
    dated = [len(x.text) < SHORT and DATE.search(x.text) is not None for x in page]
    if sum(dated[:12]) < 2:
        return False
    gap = widest = below = 0
    for line, has_date in zip(page, dated, strict=True):
        plain = _plain(line)
        gap = 0 if has_date else gap + plain
        widest = max(widest, gap)
        below += plain
    return widest <= max(above, below / 2)


def _plain(line: PageLine) -> int:
    """The characters of a line of prose."""
    text = line.text
    prose = len(text) > HEADING and line.linked * 2 < len(text) and POINT.search(text, 0, LONG)
    return len(text) if prose else 0
