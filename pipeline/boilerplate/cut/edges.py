"""How far the frame of a page reaches into it from either end, by what its lines look like.

One line proves little; a run of lines at the end of a page that together look like parts of pages
is its foot, odd lines between them too. From each end inward every line adds its score (see
`edge_scores`), and the frame ends where the sum is highest (the maximum subsequence of Pasternack
and Roth 2009, tied to the page's end). Texts are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.metadata.credits import credit_token
from pipeline.metadata.edge_scores import edge_score
from pipeline.metadata.layout import prose
from pipeline.metadata.wording import words_of
from pipeline.model.lines import SENTENCE_END

REACH = 40
"""Lines looked at from either end."""
FRAME = 2.0
"""Log-odds of a frame, at the least."""
_KNOWN = 2.0
"""Log-odds of a line that a rule knows, at the least."""
_GONE = 1.0
"""Log-odds of a place where a part of the frame is gone already."""
_MOST = 4.0
"""Log-odds that one line adds or takes, at the most."""
_NEVER = -4.5
"""Log-odds below which a line is of the article, whatever stands behind it."""
_SENTENCE = 2.0
"""Log-odds that a sentence needs beside those of its line: the body is made of them."""
_LONGEST = 100
"""Characters of such a sentence; a longer one is a paragraph, or a page glued to one line."""
_INSERTED = 2.0
"""Log-odds of a line amid the text of a page with a frame that is no part of it: a button, a price,
a call."""
_ALONE = 4.0
"""The same on a page without a frame. Of 40,000 lines of honest texts that the scores were not
fitted to, quotations and code apart, three have more (gate honest)."""
_FEW = 3
"""Lines between two paragraphs at the most that may be inserted; more are a list or a table."""
_HEADING = 4
"""Letters of a line that may be a heading of the article: `观点`, `案例`."""
_ADDRESS = re.compile(r"://|www\.", re.I)  # that a reader may need: whose it is, marks tell
_QUOTED = re.compile('["“「『][^"”」』]*["”」』]')  # what is told of, a button's words too
_SAID = ("。", "?", "!", "”", "…")
_LOST = 5.0
"""Log-odds by which the sum may fall: no frame goes on behind so many odd lines."""
_BODY = 60
"""Letters of running text without which nothing is a frame: lists and menus are all there is."""


def frame(
    folded: Sequence[str],
    known: Collection[int],
    barred: Collection[int],
    title: str = "",
    gone: Collection[int] = (),
) -> frozenset[int]:
    """The lines of the page's frame at both ends; `known` are boilerplate, `barred` never are.

    Above the lines `gone` boilerplate stood that is cut already.

    >>> text = ["他走了很远的路,直到天黑才看见渡口的灯,灯下没有人。" * 3, "他没有回头。"]
    >>> foot = ["文档贡献者", "1/2 相关文档推荐", "某某的心事", "76人已下载", "发布评论 用户评价"]
    >>> sorted(frame([*text, *foot], (), ()))
    [2, 3, 4, 5, 6]
    >>> sorted(frame([*text, "收藏家的烦恼", "北岸县文化馆", "2021年3月"], (), ()))
    []
    """
    running = {i: len(line) for i, line in enumerate(folded) if prose(line)}
    if sum(running.values()) < _BODY:
        return frozenset()
    filled = [i for i, line in enumerate(folded) if line.strip()]
    if len(filled) < 2:
        return frozenset()
    page = _Page([folded[i] for i in filled], filled, running, known, barred, title)
    last = len(filled)
    orders = (range(min(REACH, last)), range(last - 1, max(-1, last - REACH - 1), -1))
    above = {place for place, i in enumerate([*filled, len(folded)]) if i in gone}
    found = frozenset(filled[place] for order in orders for place in _from(order, page, above))
    inserted = frozenset(
        filled[place]
        for places in _amid(filled, running, found)
        for place in places
        if _score(page, place) is not None and _is_inserted(page.lines, place, bool(found or gone))
    )
    left = sum(size for i, size in running.items() if i not in found)
    return (found - {*known}) | inserted if left >= _BODY else frozenset()


class _Page(NamedTuple):
    """The filled lines of a page and their numbers, and by these what is known of them.

    `running` are lines of running text with their lengths.
    """

    lines: Sequence[str]
    numbers: Sequence[int]
    running: Mapping[int, int]
    known: Collection[int]
    barred: Collection[int]
    title: str


def _is_worded(line: str) -> bool:
    """Whether a line has a word of pages, or a label of credits."""
    labelled = any(token["label"] for token in credit_token().finditer(line, 0, _LONGEST))
    return labelled or bool(words_of(line).words)


def _score(page: _Page, place: int) -> float | None:
    """Log-odds of a line to be of the frame; None for one that never is."""
    i, line = page.numbers[place], page.lines[place]
    if i in page.barred or (page.title and line.strip() == page.title):
        return None
    if i in page.known:
        return max(_KNOWN, edge_score(page.lines, place))
    if page.running.get(i, 0) > _LONGEST:
        return None
    found = min(_scores(page, place, line))
    if found > 0 and not _is_worded(line):
        return 0.0  # a table's rows are as odd
    return found if found > _NEVER else None


def _amid(
    filled: Sequence[int], running: Collection[int], framed: Collection[int]
) -> Iterator[range]:
    """The few lines, as places among those filled, that stand behind a line of running text."""
    bounds = [place for place, i in enumerate(filled) if i in running or i in framed]
    for before, after in pairwise([*bounds, len(filled)]):
        if 1 < after - before <= _FEW + 1 and filled[before] not in framed:
            yield range(before + 1, after)


def _is_inserted(lines: Sequence[str], place: int, framed: bool) -> bool:
    """Whether a line amid a text is none of it; on a page with a frame words of pages tell more."""
    line, quotes = _QUOTED.subn("", lines[place].rstrip())
    told = framed and words_of(line).words and not (quotes or _ADDRESS.search(line))
    heads = sum(map(str.isalpha, line)) <= _HEADING
    score = edge_score([*lines[:place], line, *lines[place + 1 :]], place)
    return not (heads or line.endswith(_SAID)) and score > (_INSERTED if told else _ALONE)


def _scores(page: _Page, place: int, line: str) -> Iterator[float]:
    """Log-odds of a line; of running text, to which other may be glued, those of its sentences.

    None after one that shows it to be of the article.
    """
    if page.numbers[place] not in page.running:
        yield edge_score(page.lines, place)
        return
    bounds = [0, *(end.end() for end in SENTENCE_END.finditer(line)), len(line)]
    pieces = [line[low:high] for low, high in pairwise(bounds) if line[low:high].strip()]
    before, after = page.lines[:place], page.lines[place + 1 :]
    for piece in pieces:
        found = edge_score([*before, piece, *after], place) - _SENTENCE
        yield found
        if found <= _NEVER:
            return


def _from(order: Sequence[int], page: _Page, above: Collection[int]) -> Sequence[int]:
    """The lines of the frame from one end; boilerplate is gone that stood `above` some."""
    total = best = 0.0
    end = 0
    behind = int(len(order) > 1 and order[0] > order[1])  # from the foot it stood behind a line
    for count, place in enumerate(order, 1):
        if place + behind in above:
            total += _GONE
            if count == 1 or total > best:
                best, end = total, count - 1
        found = _score(page, place)
        if found is None:
            break
        total += max(-_MOST, min(_MOST, found))
        if total > best and found > 0:
            best, end = total, count
        if total < best - _LOST:
            break
    return order[:end] if best >= FRAME else ()
