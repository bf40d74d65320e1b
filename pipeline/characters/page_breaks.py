"""The lines of a copy that are no lines of its text: numbers of pages, and the heads over them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from pipeline.model.edits import Edit
from pipeline.model.lines import Line
from pipeline.model.lines import lines as lines_of

_NUMBER = re.compile(
    r"(?:第\s*(?P<a>\d{1,4})\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?|[-–—·•.]{1,2}\s*(?P<b>\d{1,4})\s*[-–—·•.]{1,2}"
    r"|(?P<c>\d{1,4})\s*[/／]\s*\d{1,4}|(?P<d>\d{1,4})|[Pp]age\s+(?P<e>\d{1,4})(?:\s+of\s+\d{1,4})?"
    r"|[（(]\s*(?P<f>\d{1,4})\s*[/／]\s*\d{1,4}\s*[)）])"
)
_CLEAR = ("a", "b", "c", "e", "f")  # a bare figure may be a line of a table
_HEAD = 40  # characters of a running head
_TOP, _LEAST = 8, 4  # lines in which the title stands, and its characters
_MARKS = "。，；：！？”’」』"  # with which no head ends
_HEADED = 4  # of so many pages one has the head: left and right pages differ, and chapters
_MARGIN = 6  # columns by which a head is narrower than the text


def between(lines: Sequence[str], full: int = 60) -> frozenset[int]:
    """The numbers of lines that page breaks brought in, with the empty ones around them.

    Numbers of pages rise. A head stands beside such a number, and on most pages or above the text;
    it is no line of the text, which are `full` columns wide.

    >>> sorted(between(["某某学报", "甲", "", "1 / 9", "", "某某学报", "乙", "2 / 9"]))
    [2, 3, 4, 5, 7]
    >>> sorted(between(["甲", "1", "乙", "8", "丙", "2"]))
    []
    """
    numbers = _numbers(lines)
    if not numbers:
        return frozenset()
    top = {_words(line) for line in lines[:_TOP] if line}
    beside = {i for n in numbers for i in _beside(lines, n) if lines[i]} - set(numbers)
    often = Counter(_words(lines[i]) for i in beside)
    heads = {
        i
        for i in beside
        if i and len(lines[i]) * 2 < full - _MARGIN and _is_head(lines[i], often, len(numbers), top)
    }
    found = heads | set(numbers)
    empty = {i for n in found for i in _beside(lines, n, found) if not lines[i]}
    return frozenset(found | empty)


_COUNTED = re.compile(r"(?P<stem>.{0,40}?)[ \t]*[（(](?P<page>\d{1,3})/(?P<last>\d{1,3})[)）]")
_CUT = re.compile("[\u3400-\u9fff，、；]$")  # inside a sentence, and headings end so too
_SENTENCE = 12  # characters before the cut: more than a heading has without a mark


def page_counters(text: str) -> Iterator[Edit]:
    r"""Edits that cut lines like `（2/3）`, with the headline before it or bare.

    Only where they count the pages to the last one. A sentence that is cut there is one again.

    >>> [edit[:3] for edit in page_counters("题\n某人\n（2/2）\n走了。")]
    [(5, 11, '')]
    """
    if "/" not in text or not re.search(r"/\d{1,3}[)）]", text):
        return
    rows = [row for row in lines_of(text) if row.text.strip()]
    head = rows[0].text.strip() if rows else ""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for n, row in enumerate(rows):
        if n and (heading := _COUNTED.fullmatch(row.text.strip())):
            of = heading["stem"], heading["last"]
            found.setdefault(of, []).append((n, int(heading["page"])))
    for (stem, last), pages in found.items():
        numbers = [page for _, page in pages]
        if head.startswith(stem) and numbers in (
            [*range(1, int(last) + 1)],
            [*range(2, int(last) + 1)],
        ):
            yield from (_without(rows, n) for n, _ in pages if n + 1 < len(rows))


def _without(rows: Sequence[Line], n: int) -> Edit:
    """The edit that cuts a line, and joins those around it where they are one sentence."""
    before, after = rows[n - 1], rows[n + 1]
    bare = before.text.rstrip()
    start = after.text.lstrip(" \t\u3000")
    if (
        len(bare) >= _SENTENCE
        and _CUT.search(bare)
        and re.search("[，。；：！？、]", bare)
        and "\u3400" <= start[0] <= "\u9fff"
    ):
        return Edit(before.start + len(bare), after.end - len(start), "", "page-break")
    return Edit(rows[n].start, after.start, "", "page-break")


def is_number(line: str) -> bool:
    """Whether a line is nothing but what may number a page.

    >>> is_number("第 3 页"), is_number("3 月")
    (True, False)
    """
    return len(line) <= 20 and _NUMBER.fullmatch(line) is not None


def _numbers(lines: Sequence[str]) -> list[int]:
    """The numbers of lines that are the number of a page."""
    found: list[tuple[int, int, bool]] = []
    for i, line in enumerate(lines):
        if line and len(line) <= 20 and (match := _NUMBER.fullmatch(line)):
            name = match.lastgroup or ""
            found.append((i, int(match[name]), name in _CLEAR))
    clear = [item for item in found if item[2]]
    if clear:
        values = [value for _, value, _ in clear]
        return [i for i, _, _ in clear] if values == sorted(values) else []
    values = [value for _, value, _ in found]
    # Bare figures count only if they number the pages one by one.
    if len(values) >= 2 and values == list(range(values[0], values[0] + len(values))):
        return [i for i, _, _ in found]
    return _counting(lines)


_FIGURES = re.compile(r"\d{1,4}")
_PAGES = 3  # lines that count the pages in words of their own
_CUTTING = 0.3  # of these lines stand within a sentence, as headings that count never do


def _counting(lines: Sequence[str]) -> list[int]:
    """The numbers of lines that differ in one figure, which counts on, and that cut sentences."""
    alike: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        figures = _FIGURES.findall(line) if len(line) <= _HEAD else ()
        if figures and 0 < i < len(lines) - 1 and line[-1] not in _MARKS:
            alike.setdefault(f"{len(figures)} {_FIGURES.sub('#', line)}", []).append(i)
    found: list[int] = []
    for places in alike.values():
        columns = zip(*(map(int, _FIGURES.findall(lines[i])) for i in places), strict=True)
        differ = [column for column in columns if len(set(column)) > 1]
        first = differ[0][0] if differ else 0
        cut = sum(_CUT.search(lines[i - 1]) is not None for i in places)
        if (
            len(places) >= _PAGES
            and cut >= _CUTTING * len(places)
            and differ == [tuple(range(first, first + len(places)))]
        ):
            found += places
    return sorted(found)


def _words(line: str) -> str:
    """A head without the figures that differ from page to page."""
    return re.sub(r"[\d\s]+", "", line)


def _beside(lines: Sequence[str], number: int, skipped: Set[int] = frozenset()) -> Iterator[int]:
    """The numbers of lines before and after one, as far as the first with text not `skipped`."""
    for step in (1, -1):
        i = number + step
        while 0 <= i < len(lines) and (not lines[i] or i in skipped):
            yield i
            i += step
        if 0 <= i < len(lines):
            yield i


def _is_head(line: str, often: Counter[str], pages: int, top: set[str]) -> bool:
    """Whether a line beside the number of a page is the head of some pages, or the title."""
    words = _words(line)
    if not words or len(line) > _HEAD or line[-1] in _MARKS:
        return False
    most = often[words] >= 2 and _HEADED * often[words] >= pages
    return most or any(len(one) >= _LEAST and words.startswith(one) for one in top)
