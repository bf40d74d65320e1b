"""Which lines of a page are its article: a weight for each thing that can be said of a line.

Every line gets a score, the sum of the weights (`classify.toml`, by `benchmarks/fit_lines.py`) of
what is true of it: its words, its links, its block, where it stands to the block with most prose.
A page is then read as stretches of article and of everything else, with a price for each change,
so that one odd line within an article does not fall out of it (Viterbi, two states).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.html.below import ENOUGH, comments, next_article
from pipeline.html.container import fill
from pipeline.html.features import DATE, features, says
from pipeline.html.kinds import is_body
from pipeline.html.line_counts import Column
from pipeline.html.linearise import PageLine
from pipeline.html.streams import around, teasers
from pipeline.html.titles import title_line
from pipeline.html.trim import trim
from pipeline.html.words import fitted_weights

CHANGE = 1.5  # price of a change between article and not; 1 to 2 did equally well on held-out hosts
SURE_SCORE = 4.0  # no line's own score counts for more than this
_BOILERPLATE = ("copyright", "related", "comments", "credit", "share", "notice", "form")
_BELOW = 6  # lines from a headline to the body that its template names
SHORT_POST = 12  # characters of a post of which the scores say nothing


class Choice(NamedTuple):
    """For each line whether it is article, how sure that is, and where readers' comments begin."""

    article: list[bool]
    scores: list[float]
    end: int


def choose(page: Sequence[PageLine], title: str = "") -> Choice:
    """The lines of a page that are its article. `title` is the page's `<title>`.

    What the page hides and nothing on it opens is none, where the rest of it holds an article.
    """
    shown = [i for i, line in enumerate(page) if not line.box.hidden]
    if 0 < len(shown) < len(page):
        choice = _chosen([page[i] for i in shown], title)
        if sum(len(page[i].text) for i, c in zip(shown, choice.article, strict=True) if c) > ENOUGH:
            return _spread(choice, shown, len(page))
    return _chosen(page, title)


def _spread(choice: Choice, places: Sequence[int], size: int) -> Choice:
    """A choice among some lines of a page, as one among all of them."""
    article, scores = [False] * size, [-SURE_SCORE] * size
    for i, own, score in zip(places, choice.article, choice.scores, strict=True):
        article[i], scores[i] = own, score
    return Choice(article, scores, places[choice.end] if choice.end < len(places) else size)


def _chosen(page: Sequence[PageLine], title: str) -> Choice:
    """The lines that are article, of those that a reader sees."""
    if not page:
        return Choice([], [], 0)
    weight = fitted_weights("classify")
    end = min(comments(page), next_article(page, title))
    columns = features(page[:end], title)
    scores = np.full(end, weight["bias"])
    for name, column in columns.items():
        scores += weight[name] * column
    scores = np.clip(scores, -SURE_SCORE, SURE_SCORE)
    scores[teasers(page[:end])] = -SURE_SCORE
    scores[[i for i in range(end) if page[i].code is not None]] = 0.0  # what its place says
    article = chosen(page[:end], scores, headline_of(page[:end], title, columns))
    below = len(page) - end
    return Choice(article + [False] * below, scores.tolist() + [-SURE_SCORE] * below, end)


def headline_of(page: Sequence[PageLine], title: str, columns: Mapping[str, Column]) -> int:
    """The line with which `<title>` begins, the one that repeats most of it, or -1."""
    at = title_line(page, len(page), title)
    return at if at >= 0 or not columns["headline"].any() else int(np.argmax(columns["headline"]))


def chosen(page: Sequence[PageLine], scores: Column, at: int) -> list[bool]:
    """Which lines are article, given each line's score, without what their places give away.

    Line `at` is the headline, or -1; what stands above it names the site and the channel.
    """
    article = article_stretches(scores, [len(line.text) for line in page])
    if any(article[at + 1 :]):
        article[: at + 1] = [False] * (at + 1)
    fill(page, article, scores, at)
    if at >= 0:
        _rescue(page, article, at)
    _complete(page, article, at)
    trim(page, article)
    keep_code(page, article)
    return article


def keep_code(page: Sequence[PageLine], article: list[bool]) -> None:
    """Take in the blocks of code within the article, and at its ends those of its own block."""
    own = [i for i, chosen in enumerate(article) if chosen]
    if not own:
        return
    homes = {id(box) for i in (own[0], own[-1]) for box in (page[i].box, page[i].box.up) if box}
    for i, line in enumerate(page):
        if line.code is not None and not article[i]:
            holders = around(line.box)
            article[i] = own[0] < i < own[-1] or any(id(box) in homes for box in holders)


def article_stretches(scores: Column, lengths: Sequence[int]) -> list[bool]:
    """The most likely stretches of article, given each line's score; a change costs `CHANGE`.

    >>> article_stretches(np.array([-3.0, 2.0, -0.5, 2.0, -3.0]), [30] * 5)
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


def _rescue(page: Sequence[PageLine], article: list[bool], headline: int) -> None:
    """Take the block named as bodies are, right below the headline, when nothing of it was chosen.

    Of a post of a line or two nothing but the template tells that it is the article.
    """
    for i in range(headline + 1, min(headline + _BELOW, len(page))):
        body = next(filter(is_body, page[i].box.chain()), None)
        if body is None:
            continue
        lines = [j for j in range(i, len(page)) if body in page[j].box.chain()]
        if any(article[lines[0] : lines[-1] + 1]) or body.up is None:
            return
        if sum(len(page[j].text) for j in lines if not page[j].linked) >= SHORT_POST:
            article[:] = [False] * len(article)
            for j in lines:
                article[j] = not (_boilerplate(page[j]) and page[j].linked * 2 > len(page[j].text))
        return


def _complete(page: Sequence[PageLine], article: list[bool], headline: int) -> None:
    """Take in the lines of a block that breaks alone divide, when the article begins or ends there.

    A poem, a short note: its lines say too little for themselves. What names, counts or offers
    something ends the block's text, and so does the headline.
    """
    for places in (range(len(article)), range(len(article) - 1, -1, -1)):
        box = None
        for i in places:
            line = page[i]
            if i > headline and not article[i] and line.box is box and not _boilerplate(line):
                article[i] = True
            box = line.box if article[i] else None


def _boilerplate(line: PageLine) -> bool:
    """Whether a line offers, names or dates something, by its links or its words."""
    said = any(says(name, line.text) for name in _BOILERPLATE)
    return bool(line.links or said or DATE.search(line.text))
