"""What each line of a page is, by the blocks around it: heading, item, quotation, row, code."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipeline.html.linearise import CELL, HEADINGS, PageLine

_LANGUAGE = re.compile(r"[\w+#.-]{1,20}")
# An item that has its number or its dot as a word.
_NUMBERED = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．:：]|[①-⑳•·●■◆]|第[\d一二三四五六七八九十]{1,3}[步条章]"
)
LISTS = frozenset(("ul", "ol", "menu", "dir"))
PIECES = 9  # pieces of an item's text that are looked at for its own number
_PARTS = 3  # paragraphs of an only item, of which one makes a whole article


class Blocks:
    """Tells of lines in which lists and quotations they stand, and numbers these as they come."""

    def __init__(self) -> None:
        self._numbers: dict[etree._Element, int] = {}
        self._marks: dict[etree._Element, str] = {}

    def block(self, line: PageLine) -> tuple[str, str]:
        """The containers of a line, and what it is itself: see `Link`."""
        around, leaf = [], ""
        if line.code is not None:
            leaf = f"```{found[0] if (found := _LANGUAGE.match(line.code)) else ''}"
        if line.box.tag == "tr" and CELL in line.text:
            row = line.box.element
            leaf = f"row {self._number(next(row.iterancestors('table'), row))}"
        for box in line.box.chain():
            tag = box.tag
            if tag in HEADINGS and not leaf:
                leaf = "#" * int(tag[1])
            elif tag == "blockquote":
                around.append(f"> {self._number(box.element)}")
            elif tag == "li" and (mark := self._mark(box.element)):
                around.append(f"{mark} {self._number(box.element)}")
        return "\t".join(reversed(around)), leaf

    def _number(self, element: etree._Element) -> int:
        return self._numbers.setdefault(element, len(self._numbers))

    def _mark(self, item: etree._Element) -> str:
        """The mark of an item; nothing of one that has its own, or is there for the layout."""
        if item not in self._marks:
            around = item.getparent()
            if around is None or around.tag not in LISTS:
                return "-"
            self._marks |= _marks(around)
        return self._marks[item]


def _marks(around: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The mark of each item of a list."""
    items = [child for child in around if child.tag == "li"]
    layout = len(items) == 1 and sum(1 for _ in items[0].iter("p", *HEADINGS)) >= _PARTS
    number = _whole(around.get("start"), 1)
    for item in items:
        mark = "-"
        words = "".join(map(str, islice(item.itertext(), PIECES)))
        if layout:
            mark = ""
        elif around.tag == "ol":
            number = _whole(item.get("value"), number)
            mark = "" if _NUMBERED.match(words.strip()) else f"{number}."
            number += 1
        yield item, mark


def _whole(said: str | None, otherwise: int) -> int:
    return (
        int(said) if said and said.isascii() and said.isdecimal() and len(said) < 9 else otherwise
    )
