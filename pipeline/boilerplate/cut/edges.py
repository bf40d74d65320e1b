"""How far the frame of a page reaches into it from either end, by what its lines look like.

One line proves little; a run of lines at the end of a page that together look like parts of pages
is its foot, odd lines between them too. From each end inward every line adds its score (see
`edge_scores`), and the frame ends where the sum is highest (the maximum subsequence of Pasternack
and Roth 2009, tied to the page's end). Texts are folded (see `layout`).
"""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from pipeline.boilerplate.cut.edge_scores import edge_score
from pipeline.metadata.layout import prose
from pipeline.metadata.wording import words_of
from pipeline.model.lines import SENTENCE_END

REACH = 40
"""Lines looked at from either end."""
FRAME = 2.0
"""Log-odds of a frame, at the least."""
_KNOWN = 2.0
"""Log-odds of a line that a rule knows, at the least."""
_MOST = 4.0
"""Log-odds that one line adds or takes, at the most."""
_NEVER = -4.5
"""Log-odds below which a line is of the article, whatever stands behind it."""
_SENTENCE = 2.0
"""Log-odds that a sentence needs beside those of its line: the body is made of them."""
_LONGEST = 100
"""Characters of such a sentence; a longer one is a paragraph, or a page glued to one line."""
_LOST = 5.0
"""Log-odds by which the sum may fall: no frame goes on behind so many odd lines."""
_BODY = 60
"""Letters of running text without which nothing is a frame: lists and menus are all there is."""


def frame(
    folded: Sequence[str], known: Collection[int], barred: Collection[int], title: str = ""
) -> frozenset[int]:
    """The lines of the page's frame at both ends; `known` are boilerplate, `barred` never are.

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
    lines = [folded[i] for i in filled]

    def score(place: int) -> float | None:
        i = filled[place]
        if i in barred or (title and lines[place].strip() == title):
            return None
        if i in known:
            return max(_KNOWN, edge_score(lines, place))
        if i in running and running[i] > _LONGEST:
            return None
        found = _worst(lines, place) - _SENTENCE if i in running else edge_score(lines, place)
        return found if found > _NEVER else None

    last = len(filled)
    orders = (range(min(REACH, last)), range(last - 1, max(-1, last - REACH - 1), -1))
    frames = (_from(order, score) for order in orders)
    found = frozenset(
        filled[place]
        for places in frames
        if any(words_of(lines[place]).words for place in places)
        for place in places
    )
    left = sum(size for i, size in running.items() if i not in found)
    return found - {*known} if left >= _BODY else frozenset()


def _worst(lines: Sequence[str], place: int) -> float:
    """The lowest score of the sentences of a line: to a paragraph others may be glued."""
    line = lines[place]
    bounds = [0, *(end.end() for end in SENTENCE_END.finditer(line)), len(line)]
    pieces = [line[low:high] for low, high in pairwise(bounds) if line[low:high].strip()]
    before, after = lines[:place], lines[place + 1 :]
    return min(edge_score([*before, piece, *after], place) for piece in pieces)


def _from(order: Sequence[int], score: Callable[[int], float | None]) -> Sequence[int]:
    """The lines of the frame from one end."""
    total = best = 0.0
    end = 0
    for count, place in enumerate(order, 1):
        found = score(place)
        if found is None:
            break
        total += max(-_MOST, min(_MOST, found))
        if total > best and found > 0:
            best, end = total, count
        if total < best - _LOST:
            break
    return order[:end] if best >= FRAME else ()
