"""The lines of a copy that are no lines of its text: numbers of pages, and the heads over them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_NUMBER = re.compile(
    r"(?:第\s*(?P<a>\d{1,4})\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?|[-–—·•.]{1,2}\s*(?P<b>\d{1,4})\s*[-–—·•.]{1,2}"
    r"|(?P<c>\d{1,4})\s*[/／]\s*\d{1,4}|(?P<d>\d{1,4})|[Pp]age\s+(?P<e>\d{1,4})(?:\s+of\s+\d{1,4})?"
    r"|[（(]\s*(?P<f>\d{1,4})\s*[/／]\s*\d{1,4}\s*[)）])"
)
_CLEAR = ("a", "b", "c", "e", "f")  # a bare figure may be a line of a table
_HEAD = 40  # characters of a running head
_TOP, _LEAST = 8, 4  # lines in which the title stands, and its characters
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
    beside = {i for number in numbers for i in _beside(lines, number)} - set(numbers)
    often = Counter(_words(lines[i]) for i in beside)
    heads = {
        i
        for i in beside
        if i and len(lines[i]) * 2 < full - _MARGIN and _is_head(lines[i], often, len(numbers), top)
    }
    found = heads | set(numbers)
    return frozenset(found | _empty_around(lines, found))


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
    return []


def _words(line: str) -> str:
    """A head without the figures that differ from page to page."""
    return re.sub(r"[\d\s]+", "", line)


def _beside(lines: Sequence[str], number: int) -> Iterator[int]:
    """The numbers of the lines with text before and after a line."""
    for step in (1, -1):
        i = number + step
        while 0 <= i < len(lines) and not lines[i]:
            i += step
        if 0 <= i < len(lines):
            yield i


def _is_head(line: str, often: Counter[str], pages: int, top: set[str]) -> bool:
    """Whether a line beside the number of a page is the head of most pages, or the title."""
    words = _words(line)
    if not words or len(line) > _HEAD or line[-1] in "。，；：！？":
        return False
    most = often[words] >= 2 and 2 * often[words] > pages
    return most or any(len(one) >= _LEAST and words.startswith(one) for one in top)


def _empty_around(lines: Sequence[str], found: set[int]) -> set[int]:
    """The empty lines next to lines of a page break."""
    empty = set()
    for number in found:
        for step in (1, -1):
            i = number + step
            while 0 <= i < len(lines) and (not lines[i] or i in found):
                if not lines[i]:
                    empty.add(i)
                i += step
    return empty
