"""Which lines of a page are its article: a weight for each thing that can be said of a line.

Every line gets a score, the sum of the weights (`classify.toml`, by `benchmarks/fit_lines.py`) of
what is true of it: its words, its links, its block, where it stands to the block with most prose.
A page is then read as stretches of article and of everything else, with a price for each change,
so that one odd line within an article does not fall out of it (Viterbi, two states).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from pipeline.html.below import ENOUGH, comments, next_article, uncall
from pipeline.html.container import fill
from pipeline.html.features import (
    DATE,
    HEADING,
    SHORT,
    Column,
    features,
    for_others,
    is_advertisement,
    is_body,
    says,
)
from pipeline.html.linearise import Box, PageLine

CHANGE = 1.5  # price of a change between article and not; 1 to 2 did equally well on held-out hosts
SURE = 4.0  # no line's own score counts for more than this
CARDS, CARD = 6, 8  # cards of a stream, characters of a headline; posts of a forum have names
LEVELS = 4  # blocks around a line that may be its card
LISTED = 2  # links below a heading that make a list; one may be the source of the text
_FURNITURE = ("copyright", "related", "comments", "credit", "share", "notice", "form")
_HEADED = ("related", "comments")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong")
HIDDEN = 40  # characters of a hidden line, as of the name and the number of an account
BELOW = 6  # lines from a headline to the body that its template names
SHORT_POST = 12  # characters of a post of which the scores say nothing
SIGNED = 3  # lines of a signature: an office or two, the day
_DAY = re.compile(
    r"(?:19|20|二[〇○零О])[\d〇○零О一二三四五六七八九]{2}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_FOOT = re.compile(
    r"^.{0,30}(?:\d{1,2}:\d\d|\d{1,2}-\d{1,2}|[前天] ?$|评论|評論|阅读|分享|人气).{0,20}$"
    r"|(?:\.{3}|…)$"
)
# `(2/15)` of pictures, `00:00 / 02:13` of players.
_NUMBER = re.compile(r"[(（]?\d{1,3} ?/ ?\d{1,3}[)）]?")
_PLAYED = re.compile(r"\d{1,2}:\d\d(?::\d\d)? ?/ ?\d{1,2}:\d\d(?::\d\d)?")
_OTHERS = re.compile(
    r"\W*(?:相关|相關|延伸|推荐|推薦|更多|精彩)(?:报道|報導|阅读|閱讀|新闻|新聞|文章)\W*"
)
# `123456下一页`, `上一页 [1] [2] 3 >>`
_PAGER = re.compile(
    r"(?:[\d\s\[\]|.…<>«»‹›]|[上下前后後][一1]?[页頁张張]|[首尾末][页頁]|共 ?\d+ ?[页頁])+"
)
# A slot that names itself, and the button that closes one.
_ADVERTISED = re.compile(r"(?:广告|廣告|推广)(?![^:：]{0,8}[业费商词法])")
_CROSS = re.compile(r"[×✕✖╳]|广告|廣告")


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
    article, scores = [False] * size, [-SURE] * size
    for i, own, score in zip(places, choice.article, choice.scores, strict=True):
        article[i], scores[i] = own, score
    return Choice(article, scores, places[choice.end] if choice.end < len(places) else size)


def _chosen(page: Sequence[PageLine], title: str) -> Choice:
    """The lines that are article, of those that a reader sees."""
    if not page:
        return Choice([], [], 0)
    weights = _weights()
    end = min(comments(page), next_article(page, title))
    columns = features(page[:end], title)
    scores = np.full(end, weights["bias"])
    for name, column in columns.items():
        scores += weights[name] * column
    scores = np.clip(scores, -SURE, SURE)
    scores[teasers(page[:end])] = -SURE
    scores[[i for i in range(end) if page[i].code is not None]] = 0.0  # what its place says
    article = chosen(page[:end], scores, columns["headline"])
    below = len(page) - end
    return Choice(article + [False] * below, scores.tolist() + [-SURE] * below, end)


def chosen(page: Sequence[PageLine], scores: Column, headline: Column) -> list[bool]:
    """Which lines are article, given each line's score, without what their places give away.

    `headline` is 1 at the headline; what stands above it names the site and the channel.
    """
    article = stretches(scores, [len(line.text) for line in page])
    at = int(np.argmax(headline)) if headline.any() else -1
    if any(article[at + 1 :]):
        article[: at + 1] = [False] * (at + 1)
    fill(page, article, scores, at)
    if at >= 0:
        _rescue(page, article, scores, at)
    _complete(page, article, at)
    _uncover(page, article)
    _unrelate(page, article)
    _unlist(page, article)
    _unfurnish(page, article)
    _trim(page, article)
    _deny(page, article)
    uncall(page, article)
    _sign(page, article)
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
            holders = _around(line.box)
            article[i] = own[0] < i < own[-1] or any(id(box) in homes for box in holders)


@cache
def _weights() -> Mapping[str, float]:
    text = (files("pipeline.html") / "classify.toml").read_text(encoding="utf-8")
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


def teasers(page: Sequence[PageLine]) -> list[int]:
    """The lines of a stream of other articles: cards alike, each of a linked headline and a foot.

    Cards are blocks of one parent and one class, `CARDS` or more. The foot, a short line with a
    date or a count of comments, or a text that breaks off, tells them from a digest of the day.
    """
    linked = [
        (i, x) for i, x in enumerate(page) if len(x.text) >= CARD and x.linked >= len(x.text) * 0.9
    ]
    if len(linked) < CARDS:
        return []
    near = {id(box) for _, line in linked for box in _around(line.box)}
    cards: dict[int, list[int]] = {}  # lines by the block that holds their headline's block
    for i, line in enumerate(page):
        for box in _around(line.box):
            if id(box) in near:
                cards.setdefault(id(box), []).append(i)
    streams: dict[tuple[int, str], list[list[int]]] = {}
    for i, line in linked:
        for box in _around(line.box):
            lines = cards[id(box)]
            if box.up is not None and (lines[0] == i or _FOOT.search(page[lines[0]].text)):
                name = _card(box)
                if name and 2 <= len(lines) <= 8:
                    streams.setdefault((id(box.up), name), []).append(lines)
    qualified = set()
    for key, stream in streams.items():
        feet = sum(any(_FOOT.search(page[i].text) for i in lines) for lines in stream)
        if len(stream) >= CARDS and feet * 4 >= len(stream) * 3:
            qualified.add(key)
    paired = _pairs(page, linked)
    if not qualified:
        return paired
    return sorted({*paired, *(i for i, line in enumerate(page) if _keys(line) & qualified)})


def _pairs(page: Sequence[PageLine], linked: Sequence[tuple[int, PageLine]]) -> list[int]:
    """The lines of a list of terms that are headlines, each with a foot for its definition."""
    lists: dict[int, list[int]] = {}
    for i, line in linked:
        if line.box.element.tag == "dt" and i + 1 < len(page):
            below = page[i + 1]
            if below.box.up is line.box.up and _FOOT.search(below.text):
                lists.setdefault(id(line.box.up), []).extend((i, i + 1))
    return [i for lines in lists.values() if len(lines) >= 2 * CARDS for i in lines]


def _around(box: Box | None) -> Iterator[Box]:
    """A block and those around it, as many as a card has about its headline."""
    for _ in range(LEVELS):
        if box is not None:
            yield box
            box = box.up


def _keys(line: PageLine) -> set[tuple[int, str]]:
    """The streams that the blocks of a line could be cards of."""
    return {(id(b.up), _card(b)) for b in _around(line.box)}


def _card(box: Box) -> str:
    """What cards of one kind have alike: their class, or that they are the items of one list."""
    tag = box.element.tag
    return box.element.get("class") or (tag if tag in ("li", "article", "dl") else "")


def _uncover(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out short lines that the page hides, where most of the article is not hidden.

    Long ones may be the whole of a text of which a part is shown until a button is pressed.
    """
    chosen = [(i, page[i].box.hidden, len(page[i].text)) for i, c in enumerate(article) if c]
    covered = sum(size for _, hidden, size in chosen if hidden)
    if 0 < covered * 2 < sum(size for _, _, size in chosen):
        for i, hidden, _ in chosen:
            article[i] = not hidden or len(page[i].text) > HIDDEN


def _rescue(page: Sequence[PageLine], article: list[bool], scores: Column, headline: int) -> None:
    """Take the block named as bodies are, right below the headline, when nothing of it was chosen.

    Of a post of a line or two nothing but the template tells that it is the article.
    """
    for i in range(headline + 1, min(headline + BELOW, len(page))):
        body: Box | None = page[i].box
        while body is not None and not is_body(body):
            body = body.up
        if body is None:
            continue
        lines = [j for j in range(i, len(page)) if _in_block(page[j].box, body)]
        if any(article[lines[0] : lines[-1] + 1]) or body.up is None:
            return
        if all(scores[j] <= -SURE for j in lines):
            return  # one of a stream of other articles
        if sum(len(page[j].text) for j in lines if not page[j].linked) >= SHORT_POST:
            article[:] = [False] * len(article)
            for j in lines:
                article[j] = not (_furniture(page[j]) and page[j].linked * 2 > len(page[j].text))
        return


def _in_block(box: Box | None, block: Box) -> bool:
    while box is not None and box is not block:
        box = box.up
    return box is block


def _complete(page: Sequence[PageLine], article: list[bool], headline: int) -> None:
    """Take in the lines of a block that breaks alone divide, when the article begins or ends there.

    A poem, a short note: its lines say too little for themselves. What names, counts or offers
    something ends the block's text, and so does the headline.
    """
    for places in (range(len(article)), range(len(article) - 1, -1, -1)):
        box = None
        for i in places:
            line = page[i]
            if i > headline and not article[i] and line.box is box and not _furniture(line):
                article[i] = True
            box = line.box if article[i] else None


def _furniture(line: PageLine) -> bool:
    """Whether a line offers, names or dates something, by its links or its words."""
    said = any(says(name, line.text) for name in _FURNITURE)
    return bool(line.links or said or DATE.search(line.text))


def _unrelate(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what stands in a block for other articles that has not most of the text."""
    held: dict[int, int] = {}
    homes: dict[int, int] = {}
    total = 0
    for i, own in enumerate(article):
        if own:
            total += len(page[i].text)
            box: Box | None = page[i].box
            while box is not None and not for_others(box):
                box = box.up
            if box is not None:
                homes[i] = id(box)
                held[id(box)] = held.get(id(box), 0) + len(page[i].text)
    for i, home in homes.items():
        if held[home] * 2 < total:
            article[i] = False
            above = page[i - 1].text if i else ""
            if 0 < len(above) < HEADING and any(map(says, _HEADED, (above, above))):
                article[i - 1] = False


def _unlist(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out lists of other articles within the text: a heading, then nothing but links."""
    for i in range(len(article) - LISTED):
        if not article[i] or len(page[i].text) > HEADING or not says("related", page[i].text):
            continue
        end = i + 1
        while end < len(article) and page[end].linked >= len(page[end].text) * 0.8:
            end += 1
        if end - i > LISTED or (end - i > 1 and _OTHERS.fullmatch(page[i].text)):
            article[i:end] = [False] * (end - i)


def _unfurnish(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what templates put into a text: advertisements, numbers of pages and pictures."""
    numbered = [i for i, line in enumerate(page) if article[i] and _NUMBER.fullmatch(line.text)]
    for i, line in enumerate(page):
        linked = line.linked * 2 >= len(line.text)
        offered = _ADVERTISED.match(line.text) or is_advertisement(line.box)
        if article[i] and linked and (_PAGER.fullmatch(line.text) or offered):
            article[i] = False
        if article[i] and (_CROSS.fullmatch(line.text) or _PLAYED.fullmatch(line.text)):
            article[i] = False
    if len(numbered) > 1:
        for i in numbered:
            article[i] = False


def _trim(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out what is but a link at either end of the article: menus and lists."""
    for places in (range(len(article)), range(len(article) - 1, -1, -1)):
        trimmed = False  # a list below, whose heading goes with it
        for i in places:
            if article[i]:
                line = page[i]
                short = trimmed and len(line.text) < HEADING
                listed = line.box.element.tag in _HEADINGS or says("related", line.text)
                if line.linked < len(line.text) * 0.8 and not (short and listed):
                    break
                article[i] = False
                trimmed = places.step < 0


def _deny(page: Sequence[PageLine], article: list[bool]) -> None:
    """Choose nothing where all that was chosen are notices of the site's."""
    own = [page[i].text for i, chosen in enumerate(article) if chosen]
    denied = ("copyright", "notice")
    noticed = [text for text in own if any(says(name, text) for name in denied)]
    if all(len(text) < SHORT for text in own) and len(noticed) * 2 > len(own):
        article[:] = [False] * len(article)


def _sign(page: Sequence[PageLine], article: list[bool]) -> None:
    """Take in the name and the day below an official text, which stand in the block of its end."""
    last = max((i for i, chosen in enumerate(article) if chosen), default=len(article))
    for i in range(last + 1, min(last + SIGNED + 1, len(article))):
        line = page[i]
        same = line.box.up is page[last].box.up or line.box is page[last].box
        if not same or line.links or len(line.text) > HEADING:
            return
        if _DAY.fullmatch(line.text):
            article[last + 1 : i + 1] = [True] * (i - last)
            return
