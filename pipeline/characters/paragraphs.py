"""Edits that give a text one paragraph a line."""

import re
from collections.abc import Iterable, Iterator

from pipeline.model.edits import Edit
from pipeline.model.lines import FULL_STOPS

_ENDS = FULL_STOPS + "”」』）】；："

# ---- paragraphs that stand on one line ---------------------------------------------------------

# Two ideographic blanks are the indentation of a paragraph; HTML made of it other wide blanks.
_WIDE = re.compile(r"(?<=[^\n \xa0\u3000\u2003\t])[ \xa0\u3000\u2003\t]{2,}(?=[^\r\n])")
_SHORT = 5  # characters: in `张三　　李四　　王五` the blanks part names
_MARKUP = 16  # blanks: columns of a table stand closer, nested tags are indented as far


def broken_paragraphs(text: str) -> Iterator[Edit]:
    r"""Edits that break a line where the indentation of a next paragraph stands inside it.

    Two such places behind the end of a sentence make a habit. On a page with that habit two
    ideographic blanks also break behind a heading, but not between the names of a list. Blanks that
    indented the tags of a page break wherever they stand.

    >>> page = "昨天下雨。　　今天也下雨。　　明天晴。"
    >>> [(edit.start, edit.new) for edit in broken_paragraphs(page)]
    [(5, '\n'), (13, '\n')]
    """
    if "  " not in text and "\u3000\u3000" not in text and "\xa0" not in text:
        return
    found = list(_WIDE.finditer(text))
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


# ---- lines -------------------------------------------------------------------------------------


_BREAK = re.compile(r"\r\n?")


def breaks(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    r"""The line breaks of spans that keep their lines, as `\n`; `lines_of_paragraphs` does others.

    >>> [edit[:3] for edit in breaks("甲\r\n乙\r\n  丙", [(3, 9)])]
    [(4, 6, '\n')]
    """
    for start, end in spans:
        for found in _BREAK.finditer(text, start, end):
            yield Edit(*found.span(), "\n", "line-break")


def lines_of_paragraphs(text: str) -> Iterator[Edit]:
    r"""Edits after which a text is its paragraphs, one a line, and nothing else.

    >>> [(edit.start, edit.end, edit.new) for edit in lines_of_paragraphs("　　甲 \r\n\r\n乙\n")]
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
