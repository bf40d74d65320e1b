r"""Edits that join the lines of paragraphs which were wrapped at a width.

The width is the page's own: the one at which its lines end inside sentences. A line goes on in the
next if what comes first there would not have fitted, and if the next line begins no paragraph: it
is not indented, no item of a list, and no empty line stands between.

Left alone: verse, lists, tables and code, whose lines end where the author ended them; a page whose
lines end inside sentences at all lengths.

>>> page = "　　河水涨起来以后人都到堤上去看，他们带\n着铁锹和麻袋，一直忙到天黑才回家。\n" * 3
>>> len(list(wraps(page)))
3
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.characters import page_breaks
from pipeline.characters.bigrams import paired
from pipeline.model.edits import Edit
from pipeline.model.lines import FULL_STOPS

_LEAST_WIDTH, _MOST_WIDTH = 36, 200  # in columns; verse is narrower
_LEAST_JOINTS = 3
_LEAST_LATIN, _SURE_LATIN = 5, 0.5  # the same in Latin letters, for code and logs have lines too
_SURE = 0.3  # of the joints part a word, or leave a comma at the end of a line; in lists one in ten
_REGULAR = 0.75  # of the lines that end inside a sentence are full
_OVERLONG = 0.1  # of the lines may be wider: buttons around a copy, tables
_NOISE = 6  # columns that a scan loses of a line, where the words themselves go on
_HANG = 2  # columns: a stop that may not begin a line hangs over the edge
_BAND = 6  # columns by which full lines differ where a stop or a bracket moved
_ENDS = FULL_STOPS + "”」』）】；：.:;\"'"
_COMMAS = "，、,（(《“‘「『"
_LEADING = frozenset(
    "那这每各几一不没很更最把被让给向往对比跟之及与和的在是为将由从以或其该并而但却就也都还又再已"
)
_TRAILING = frozenset("了的子们着过得地呢吗吧里们么")
_INSIDE = re.compile(rf"[^\s{re.escape(_ENDS)}][ \t\r]*\n(?:[ \t\r]*\n)?[ \t\u3000\xa0]*\S")
_NO_START = "，。、；：？！”’）》」』】…—·,.;:?!)]%％℃"
_NO_END = "（《“‘「『【([<"
_STUB = re.compile(r"[，。；！？：、][^，。；！？：、”’）》」』]{1,2}$")  # nobody ends a line so
_REST = re.compile("[\u3400-\u9fff]{1,2}[，。；！？、]")  # nor begins one so after such an end
_DOUBLED = 0.8  # of the lines have an empty one after them: it parts no paragraphs
_STREWN = re.compile("(?<=[\u3400-\u9fff，、]) (?=[\u3400-\u9fff])")  # by a scan
_TOKEN = re.compile(r"[!-~]+")
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}[条章节款讲课回]"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))|[①-⑳●◆■□▲★※•·*#>|【\[〔-]|图\s?\d|表\s?\d|附件|摘\s*要|关键词|参考文献|注[：:]"
    r"|Abstract|Key\s?words|\d{1,2}:\d\d"
)
_NUMBERED = re.compile(r"\d{1,2}(?:[、．)）]|\. ?(?=[\u3400-\u9fff]))")
_WORD = re.compile(r"[a-z]+[ ,.;]")
_REFERENCE = re.compile(r"\[\d{1,3}\](?![。，；、：）”])|[①-⑳][ \u3000]")
_COLUMN = re.compile(r"\S(?:\u3000|  )[ \u3000]*\S")
_CLOCK = re.compile(r"\d:\d\d$")  # of who speaks, or of a by-line
_BLANKS = " \u3000\t\xa0"


class _Row(NamedTuple):
    """A line: where it stands, its margin in columns, and what it says."""

    start: int
    end: int
    margin: int
    bare: str

    @property
    def width(self) -> int:
        """Its width in columns with its margin, without blanks that a scan put between letters."""
        return self.margin + columns(_STREWN.sub("", self.bare))


def columns(text: str) -> int:
    """Columns of a terminal: a wide character takes two.

    >>> columns("甲a，")
    5
    """
    return len(text.encode("gb18030", "replace"))  # two bytes for what two columns show


def wraps(text: str) -> Iterator[Edit]:
    """Edits that join wrapped lines, and cut the numbers and heads of pages between them."""
    if len(_INSIDE.findall(text)) < _LEAST_JOINTS - 1:
        return  # as nearly every text does: its lines end with sentences
    rows = _apart(list(_rows(text)))
    width = _usual_width(rows)
    if not width:
        return
    indented = _is_indented(rows, width)
    breaks = page_breaks.between([row.bare for row in rows], width)
    if not breaks:
        breaks = frozenset(_lone_numbers(rows, width, indented))
    joints = list(_joints(rows, width, breaks, indented))
    if not _are_wraps(rows, joints, width, breaks, indented):
        return
    joined: set[int] = set()
    for first, second in joints:
        before, after = rows[first], rows[second]
        rule = "hard-wrap" if second == first + 1 else "page-break"
        end, new = before.end, _glue(before.bare, after.bare)
        if new == "-":
            end, new = end - 1, ""
        yield Edit(end, after.end - len(after.bare), new, rule)
        joined.update(range(first + 1, second))
    for i in sorted(breaks - joined):
        row = rows[i]
        if row.bare:
            yield Edit(row.start, min(row.end + 1, len(text)), "", "page-break")


def _rows(text: str) -> Iterator[_Row]:
    start = 0
    for line in text.split("\n"):
        kept = line.rstrip()
        bare = kept.lstrip(_BLANKS)
        yield _Row(start, start + len(kept), columns(kept[: len(kept) - len(bare)]), bare)
        start += len(line) + 1


def _apart(rows: list[_Row]) -> list[_Row]:
    """The same without the empty line that a copy has after every line, if most go on."""
    full = [i for i, row in enumerate(rows) if row.bare]
    after = [i + 1 for i in full[:-1] if not rows[i + 1].bare]
    inside = sum(_goes_on(rows[i].bare) for i in full)
    if len(after) < _DOUBLED * len(full) or inside * 2 < len(full):
        return rows
    return [row for i, row in enumerate(rows) if i not in set(after)]


def _goes_on(bare: str) -> bool:
    """Whether a line ends inside a sentence."""
    return bool(bare) and bare[-1] not in _ENDS and not _CLOCK.search(bare)


def _usual_width(rows: Sequence[_Row]) -> int:
    """The width at which most lines that end inside a sentence end, or 0."""
    widths = Counter(
        row.width
        for row, after in pairwise(rows)
        if _goes_on(row.bare) and _LEAST_WIDTH <= row.width <= _MOST_WIDTH
        if after.bare or not row.bare
    )
    if not widths:
        return 0
    near = {
        width: sum(widths[width - less] for less in range(_BAND)) + widths[width]
        for width in widths
    }
    best = max(near, key=lambda width: (near[width], width))
    # Of the widths in the band the commonest: a few lines hang over.
    return max(range(best - _BAND + 1, best + 1), key=lambda width: (widths[width], width))


def _is_indented(rows: Sequence[_Row], width: int) -> bool:
    """Whether paragraphs begin with an indentation and full lines go on without it."""
    deeper = flush = 0
    for row, after in pairwise(rows):
        if after.bare and _goes_on(row.bare) and width - _BAND <= row.width <= width + _HANG:
            flush += after.margin < row.margin or (after.margin == row.margin == 0)
            deeper += row.margin > after.margin
    starts = sum(row.margin > 0 for row in rows if row.bare)
    return deeper >= 2 and starts >= 2 and flush >= 2


def _joints(
    rows: Sequence[_Row], width: int, breaks: frozenset[int], indented: bool
) -> Iterator[tuple[int, int]]:
    """The numbers of lines that belong together: a full one and the one in which it goes on."""
    least = min((row.margin for row in rows if row.bare), default=0)
    for i, row in enumerate(rows[:-1]):
        if not row.bare or i in breaks:
            continue
        j = i + 1
        while j < len(rows) and j in breaks:
            j += 1
        if j == len(rows) or not rows[j].bare:
            continue
        after, over = rows[j], j > i + 1
        hang = _HANG * (1 + (row.bare[-1] in _NO_START))
        # Some count the indentation, some do not.
        room = columns(_unit(after.bare)) + (row.bare[-1].isascii() or after.bare[0] < "\u2e80")
        if _goes_on(row.bare) and _is_sure(row.bare, after.bare):
            room += _NOISE
        elif not _goes_on(row.bare) and not indented:
            room = 2  # a last line may be nearly full, and what comes next is another paragraph's
        if row.width + room <= width or row.width - row.margin > width + hang:
            continue
        if page_breaks.is_number(after.bare):
            continue
        if over and not _goes_on(row.bare) and not indented:
            continue
        if indented:
            if after.margin > least or _REFERENCE.match(after.bare):
                continue
        elif after.margin > row.margin or _begins(row.bare, after.bare):
            continue
        yield i, j


def _lone_numbers(rows: Sequence[_Row], width: int, indented: bool) -> Iterator[int]:
    """Figures on a line of their own inside a sentence, as the number of the only page break."""
    for i in range(1, len(rows) - 1):
        if page_breaks.is_number(rows[i].bare):
            lines = rows[i - 1], rows[i + 1]
            if all(row.bare for row in lines) and _is_sure(lines[0].bare, lines[1].bare):
                pair = list(_joints(lines, width, frozenset(), indented))
                if pair and _goes_on(lines[0].bare):
                    yield i


def _begins(before: str, after: str) -> bool:
    """Whether a line without an indentation is an item of a list or begins a paragraph."""
    if after[0] in "#>|*•●◆■□▲★※【" or _REFERENCE.match(after) or _NUMBERED.match(after):
        return True
    return not _goes_on(before) and _ITEM.match(after) is not None


def _unit(text: str) -> str:
    """What a wrap could not have parted from the beginning of a line."""
    size = 1
    while size < len(text) and text[size - 1] in _NO_END:
        size += 1
    if token := _TOKEN.match(text, size - 1):
        size = token.end()
    while size < len(text) and text[size] in _NO_START:
        size += 1
    return text[:size]


def _are_wraps(
    rows: Sequence[_Row],
    joints: Sequence[tuple[int, int]],
    width: int,
    breaks: frozenset[int],
    indented: bool,
) -> bool:
    """Whether joints are wraps: they part words, and other lines end with sentences."""
    if len(joints) < _LEAST_JOINTS - indented:
        return False
    sure = sum(_is_sure(rows[i].bare, rows[j].bare) for i, j in joints)
    different = {(rows[i].bare, rows[j].bare) for i, j in joints}
    if _are_alike([one[-2:] for one, _ in different], [two[:1] for _, two in different]):
        return False
    latin = sum(rows[i].bare[-1].isascii() and rows[j].bare[0].isascii() for i, j in joints)
    if latin * 2 > len(joints) and (len(joints) < _LEAST_LATIN or sure < _SURE_LATIN * len(joints)):
        return False
    if sure < max(2, _SURE * len(joints)):
        return False
    first, last = joints[0][0], joints[-1][1]
    inside = [i for i in range(first, last + 1) if rows[i].bare and i not in breaks]
    region = [rows[i] for i in inside]
    wider = sum(row.width - row.margin > width + 2 * _HANG for row in region)
    if wider > max(1, _OVERLONG * len(region)) or 2 * sum(
        _COLUMN.search(row.bare) is not None for row in region
    ) >= len(region):
        return False
    ends = {i for i, _ in joints}
    least = min(row.margin for row in region)
    stray = sum(
        _goes_on(rows[i].bare)
        and i not in ends
        and bool(rows[i + 1].bare)
        and not (indented and rows[i + 1].margin > least)
        and not _ITEM.match(rows[i].bare)
        for i in inside[:-1]
    )
    return len(joints) >= _REGULAR * (len(joints) + stray)


def _are_alike(*parts: Sequence[str]) -> bool:
    """Whether half of the lines end or begin alike, as the entries of a list do."""
    return any(2 * Counter(part).most_common(1)[0][1] > max(2, len(part)) for part in parts)


def _is_sure(before: str, after: str) -> bool:
    """Whether a line ends where no author ends one: inside a word, or with a comma."""
    left, right = before[-1], after[0]
    if left in _COMMAS or right in _NO_START or _STUB.search(before):
        return True
    if _goes_on(before) and _REST.match(after):
        return True
    if left.isascii() and right.isascii():
        return (left.islower() or left in ",;") and _WORD.match(after) is not None
    if left.isdigit() or right.isdigit():
        return (
            right in "年月日万亿元人个分时秒米次名家岁度%倍千百" or left in "为第约达至仅共计超过增"
        )
    return _goes_on(before) and (left in _LEADING or right in _TRAILING or paired(left, right))


def _glue(before: str, after: str) -> str:
    """What stands between the ends of two lines: a blank between Latin words, "-" to drop one."""
    left, right = before[-1], after[0]
    if left in "-\N{SOFT HYPHEN}" and before[-2:-1].islower() and right.islower():
        return "-"
    if any("\uac00" <= char <= "\ud7a3" for char in (left, right)):
        return " "
    if not (left.isascii() and right.isascii()) or (left.isdigit() and right.isdigit()):
        return ""
    return "" if left in "([-/" or right in ")],.;:" else " "
