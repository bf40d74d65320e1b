"""Edits that give a text one paragraph a line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from pipeline.model.edits import Edit

_ENDS = "。！？…”」』）】；：!?"

# ---- paragraphs that stand on one line ---------------------------------------------------------

# Two ideographic blanks are the indentation of a paragraph; HTML made of it other wide blanks.
_WIDE = re.compile("[ \xa0\u3000\u2003\t]{2,}")
_SHORT = 5  # characters: in `张三　　李四　　王五` the blanks part names
_MARKUP = 16  # blanks: columns of a table stand closer, nested tags are indented as far


def paragraphs(text: str) -> Iterator[Edit]:
    r"""Edits that break a line where the indentation of a next paragraph stands inside it.

    Two such places behind the end of a sentence make a habit. On a page with that habit two
    ideographic blanks also break behind a heading, but not between the names of a list. Blanks that
    indented the tags of a page break wherever they stand.

    >>> page = "昨天下雨。　　今天也下雨。　　明天晴。"
    >>> [(edit.start, edit.new) for edit in paragraphs(page)]
    [(5, '\n'), (13, '\n')]
    """
    if "  " not in text and "\u3000\u3000" not in text and "\xa0" not in text:
        return
    found = [m for m in _WIDE.finditer(text) if _is_inside(text, m)]
    behind_end = [text[m.start() - 1] in _ENDS for m in found]
    habits = sum(behind_end) >= 2
    habit = habits and sum(behind_end) * 2 >= len(found)
    for i, match in enumerate(found):
        last = found[i - 1].end() if i else 0
        next_ = found[i + 1].start() if i + 1 < len(found) else len(text)
        heading = (
            habit
            and "\u3000\u3000" in match[0]
            and match.start() - last >= _SHORT
            and next_ - match.end() >= _SHORT
        )
        if habits and (behind_end[i] or heading):
            yield Edit(match.start(), match.end(), "\n", "paragraph-indent")
        elif len(match[0]) >= _MARKUP:
            yield Edit(match.start(), match.end(), "\n", "markup-indent")


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether the blanks have text of the same line on both sides."""
    start, end = match.span()
    return start > 0 and end < len(text) and text[start - 1] != "\n" and text[end] not in "\r\n"


# ---- hard wraps --------------------------------------------------------------------------------

_LEAST_LINES = 8
_MOST = 0.6  # of the lines; the others end paragraphs
_LEAST_ON, _LEAST_STARTS = 5, 2  # lines that go on, and that begin, paragraphs with an indentation
_NEARLY = 0.9  # of the lines before those that go on are full
_COLUMN = re.compile(r"\S(?:\u3000|  )[ \u3000]*\S")
_RAGGED = 4  # columns by which full lines differ: two wide characters moved by kinsoku
_LEAST_WIDTH, _MOST_WIDTH = 36, 200  # in columns; verse is narrower


def wraps(text: str) -> Iterator[Edit]:
    """Edits that join lines which were wrapped at a fixed width.

    Most lines have to be full and to end inside a sentence. A paragraph starts behind an empty
    line, an indentation, or a line that is not full. Where paragraphs are indented, the lines
    that are not tell the width, however short the text.
    """
    if text.count("\n") < _LEAST_LINES - 1:
        return
    if "\n " in text or "\n\u3000" in text:
        indented = list(_indented(text))
        if indented:
            yield from indented
            return
    rows = [row.rstrip() for row in text.split("\n")]
    ends = [row[-1] not in _ENDS for row in rows if row]
    if sum(ends) < _MOST * len(ends) or max(map(len, rows)) > _MOST_WIDTH:
        return  # as nearly every text does: its paragraphs end with sentences
    widths = [_width(row) for row in rows]
    widest = max(widths)
    full = [width >= widest - 4 for width in widths]  # two wide characters moved by kinsoku
    inside = sum(f and row[-1:] not in _ENDS for f, row in zip(full, rows, strict=True))
    if widest < _LEAST_WIDTH or inside < _MOST * len(ends) or _columns(rows):
        return
    start = 0
    for i, line in enumerate(text.split("\n")[:-1]):
        after = text[start + len(line) + 1 : start + len(line) + 2]
        if full[i] and rows[i + 1] and not after.isspace():
            at = start + len(rows[i])
            latin = text[at - 1].isascii() and after.isascii()
            yield Edit(at, start + len(line) + 1, " " if latin else "", "hard-wrap")
        start += len(line) + 1


def _indented(text: str) -> Iterator[Edit]:
    """Edits that join the lines of indented paragraphs, where nearly each line before another of
    the same paragraph is full.
    """
    rows = text.split("\n")
    bare = [row.rstrip() for row in rows]
    margins = [len(row) - len(row.lstrip(" \u3000\t")) for row in bare]
    base = Counter(margin for row, margin in zip(bare, margins, strict=True) if row).most_common(1)
    margin = base[0][0] if base else 0
    on = [
        i
        for i in range(1, len(rows))
        if bare[i] and bare[i - 1] and margins[i] == margin and bare[i].lstrip()[:1] not in "【["
    ]
    starts = sum(bool(row) and m > margin for row, m in zip(bare, margins, strict=True))
    if len(on) < _LEAST_ON or starts < _LEAST_STARTS:
        return
    widths = sorted(_width(bare[i - 1]) for i in on)
    usual = widths[len(widths) // 2]
    full = [i for i in on if abs(_width(bare[i - 1]) - usual) <= _RAGGED]
    inside = sum(bare[i - 1][-1] not in _ENDS for i in full)
    if _columns([bare[i] for i in on]):
        return
    if usual < _LEAST_WIDTH or len(full) < _NEARLY * len(on) or inside * 2 < len(full):
        return
    at = list(accumulate(len(row) + 1 for row in rows))
    for i in full:
        end = at[i - 1] - 1 - (len(rows[i - 1]) - len(bare[i - 1]))
        begin = at[i - 1] + margins[i]
        latin = bare[i - 1][-1].isascii() and text[begin].isascii()
        yield Edit(end, begin, " " if latin else "", "hard-wrap")


def _columns(rows: Sequence[str]) -> bool:
    """Whether lines are entries of a list: half of them have wide blanks inside, as columns do."""
    return 2 * sum(_COLUMN.search(row) is not None for row in rows) >= sum(map(bool, rows))


def _width(row: str) -> int:
    """Columns of a terminal: a wide character takes two."""
    return len(row) + sum(char >= "\u2e80" for char in row)


# ---- lines -------------------------------------------------------------------------------------


_BREAK = re.compile(r"\r\n?")


def breaks(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    r"""The line breaks of spans that keep their lines, as `\n`; elsewhere `lines` does it.

    >>> [edit[:3] for edit in breaks("甲\r\n乙\r\n  丙", [(3, 9)])]
    [(4, 6, '\n')]
    """
    for start, end in spans:
        for found in _BREAK.finditer(text, start, end):
            yield Edit(*found.span(), "\n", "line-break")


def lines(text: str) -> Iterator[Edit]:
    r"""Edits after which a text is its paragraphs, one a line, and nothing else.

    >>> [(edit.start, edit.end, edit.new) for edit in lines("　　甲 \r\n\r\n乙\n")]
    [(0, 2, ''), (3, 8, '\n'), (9, 10, '')]
    """
    rows = text.splitlines()
    if "" not in rows and "\n".join(map(str.strip, rows)) == text:
        return
    start = done = 0  # `done` is where the last line with text ended
    first = True
    for row in text.splitlines(keepends=True):
        bare = row.strip()
        if bare:
            left = start + row.index(bare[0])
            gap = text[done:left]
            wanted = "" if first else "\n"
            if gap != wanted:
                yield Edit(done, left, wanted, _why(gap))
            done = left + len(bare)
            first = False
        start += len(row)
    if done < len(text):
        yield Edit(done, len(text), "", _why(text[done:]))


def _why(gap: str) -> str:
    breaks = len(gap.splitlines())
    if breaks > 2 or (breaks == 2 and gap[-1] == "\n"):
        return "empty-line"
    return "line-break" if "\r" in gap else "line-end"
