"""How far the frame of a page reaches into it from either end, by the words of its lines.

One line proves little by its words; a run of lines at the end of a page that together say little
but words of pages is its foot, odd lines between them too. From each end inward every line adds
its letters, above or below zero by how many of them are such words, and the frame ends where the
sum is highest (the maximum subsequence of Pasternack and Roth 2009, tied to the page's end).
Texts are folded (see `layout`).
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from pipeline.boilerplate.cut.headlines import cut_short
from pipeline.metadata.layout import prose
from pipeline.metadata.wording import words_of

ZERO = 0.4
"""Share of words of pages in a line that tells for neither side; names and headlines have .1–.3."""
_SENTENCE = 0.5
"""Share in a line of running text from which it may belong to the frame; prose has .05–.3."""
_WORDS = 4
"""Words of pages that such a sentence has; fewer are a sentence about the web."""
_FRAME = 8.0
"""Letters over zero that make a frame; a poem may end in one such word or two."""
_DIFFERENT = 4
"""Different words of pages in a frame."""
_LINES = 40
"""Lines looked at from either end."""
_BODY = 60
"""Letters of running text without which nothing is a frame: lists and menus are all there is."""
_BEGINS = 0.6
"""Share in the innermost line of a frame: a signature of the author may have a word of pages."""
_LONGEST = 300
"""Characters of a sentence that may belong to a frame."""
_LOST = -60.0  # of the sum below its highest: no frame goes on behind so many odd lines


class _Line(NamedTuple):
    """What a line adds, and the words of pages it has; `None` for what no frame reaches over."""

    adds: float | None
    words: tuple[str, ...]
    worded: bool


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
    if sum(len(line) for line in folded if prose(line)) < _BODY:
        return frozenset()
    last = len(folded)
    read: dict[int, _Line] = {}

    def look(i: int) -> _Line:
        if i not in read:
            bar = i in barred or (bool(title) and folded[i].strip() == title)
            read[i] = _Line(None, (), False) if bar else _read(folded[i], i in known)
        return read[i]

    found: set[int] = set()
    for order in (range(min(_LINES, last)), range(last - 1, max(-1, last - _LINES - 1), -1)):
        found.update(_from(order, look))
    return frozenset(found)


def _from(order: Sequence[int], look: Callable[[int], _Line]) -> Sequence[int]:
    """The lines of the frame from one end."""
    total = best = 0.0
    end = worded = most = 0
    words: set[str] = set()
    for place, i in enumerate(order):
        line = look(i)
        if line.adds is None:
            break
        total += line.adds
        worded += line.worded
        words.update(line.words)
        if total > best and line.worded:
            best, end, most = total, place + 1, len(words)
        if total < best + _LOST:
            break
    return order[:end] if best >= _FRAME and most >= _DIFFERENT else ()


def _read(line: str, known: bool) -> _Line:
    if len(line) > _LONGEST and not known:
        return _Line(None, (), False)
    said = words_of(line)
    if known:
        return _Line(max(said.letters, 2) * (1 - ZERO), tuple(said.words), True)
    if prose(line):
        if said.share >= _SENTENCE and len(said.words) >= _WORDS:
            return _Line(said.letters * (said.share - ZERO), tuple(said.words), True)
        return _Line(-said.letters * ZERO if cut_short(line) else None, (), False)
    return _Line(said.letters * (said.share - ZERO), tuple(said.words), said.share >= _BEGINS)
