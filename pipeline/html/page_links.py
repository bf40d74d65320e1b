"""The links, pictures and structure of a page's article, as spans of the page's text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from pipeline.html.blocks import Blocks
from pipeline.html.linearise import (
    HTML_BLANKS,
    INLINE_TAGS,
    SPACE,
    Box,
    Writer,
    spans_of_lines,
    walked,
)
from pipeline.html.links import LONGEST_TARGET
from pipeline.model.article import Link, LinkKind
from pipeline.model.edits import Edit
from pipeline.model.lines import Line

# Pages that load pictures late keep the address in one of these, and in `src` a dot or nothing.
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-actualsrc", "src")
_LONGEST_ALT = 200  # characters; more is a caption that stands in the text as well
# Would end an address in Markdown, or can't be seen in one.
_UNFIT = re.compile(r"[\x00-\x20()<>\\\x7f-\xa0\u2028\u2029\u3000]")
# What elements within a line make of its words.
MARKS: Mapping[str, LinkKind] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "inline"),
}
_STATED = frozenset({*MARKS.values(), "formula"})
_WHOLE = re.compile(r"https?://[^/]", re.I)


def places(
    root: etree._Element, source: str, cut: Sequence[Edit], url: str | None
) -> Iterator[Link]:
    """What the article of a page links to and shows, addresses in full, and what its words are.

    `source` is the page's text and `cut` the edits that leave its article. A picture between two
    lines of the article is its own; at its ends it has to stand in the block that the article
    stands in. Addresses of scripts, data and of the page itself are left out, and relative ones
    where nobody says what they are relative to.
    """
    writer = walked(root, _Places(root))
    there = spans_of_lines(writer.lines)
    if not writer.lines or not source.startswith("\n".join(line.text for line in there)):
        return  # The article was held elsewhere than in what the page shows.
    kept = _kept(there, cut)
    blocks = Blocks()
    for line, place, own in zip(writer.lines, there, kept, strict=True):
        containers, leaf = blocks.block(line) if own else ("", "")
        if containers or leaf:
            yield Link(place.start, place.end, containers, leaf, "block")
    base = root.find(".//base[@href]")
    within = urljoin(url or "", base.get("href", "")) if base is not None else url or ""
    for one in writer.found:
        if one.kind in _STATED:
            if kept[one.line]:
                start = there[one.line].start
                yield Link(start + one.lo, start + one.hi, "", "", one.kind)
            continue
        address = _absolute(one.address, within)
        if not address:
            continue
        if one.kind != "above":
            if kept[one.line]:
                start = there[one.line].start
                yield Link(start + one.lo, start + one.hi, address, one.alt, one.kind)
            continue
        above, below = one.line - 1, one.line
        beside = [i for i in (above, below) if 0 <= i < len(kept) and kept[i]]
        if len(beside) == 2 or (beside and _siblings(one.box, writer.lines[beside[0]].box)):
            start, end, _ = there[beside[0]]
            yield Link(start, end, address, one.alt, "below" if beside[0] == above else "above")


def _kept(there: Sequence[Line], cut: Sequence[Edit]) -> list[bool]:
    """Which lines are not cut whole."""
    kept, edits = [], iter(sorted(cut))
    edit = next(edits, None)
    for line in there:
        while edit and edit.end < line.end:
            edit = next(edits, None)
        kept.append(not edit or edit.start > line.start)
    return kept


def _siblings(one: Box, other: Box) -> bool:
    """Whether two blocks stand in one block of the page, which is more than all of the page."""
    around = {id(box.element) for box in (one, one.up) if box and box.up and box.depth > 1}
    return any(box and id(box.element) in around for box in (other, other.up))


def _absolute(address: str, within: str) -> str:
    """An address whole and fit for Markdown, or nothing.

    >>> _absolute("/新闻/(1).html", "http://a.cn/b"), _absolute("javascript:void(0)", "http://a.cn")
    ('http://a.cn/新闻/%281%29.html', '')
    """
    address = address.strip()
    if not address or address.startswith("#") or len(address) > LONGEST_TARGET // 3:
        return ""
    try:
        whole = urljoin(within, address)
        whole.encode()
    except ValueError:
        return ""
    if not _WHOLE.match(whole):
        return ""
    scheme, _, rest = whole.partition(":")
    return scheme.lower() + ":" + _UNFIT.sub(_percent, rest)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


class _Found(NamedTuple):
    """A link, a picture or a mark: its line, the span of that, and its address as the page has it.

    A picture between lines has the number of the line behind it, which it is said to be above.
    """

    kind: LinkKind
    line: int
    lo: int
    hi: int
    address: str
    alt: str
    box: Box


class _Places(Writer):
    """Writes the same lines as `Writer`, and notes where links, pictures, marks stand."""

    within = INLINE_TAGS | MARKS.keys() | {"img"}

    def __init__(self, root: etree._Element) -> None:
        super().__init__(root)
        self.found: list[_Found] = []
        self._size = self._counted = 0  # characters and pieces of the line so far
        self._blank = False  # whether the last of these is a blank, into which others are folded
        self._since: tuple[int, str] | None = None  # where the open anchor began, its address
        self._open: list[tuple[LinkKind, int]] = []  # the open marks, and where they began
        self._spans: list[tuple[int, int, LinkKind, str]] = []
        self._pictures: list[tuple[int, str, str]] = []

    def inline(self, element: etree._Element, step: int) -> None:
        """Begin (step 1) or end (-1) an element within a line."""
        super().inline(element, step)
        tag = str(element.tag)
        if tag == "a":
            if step > 0 and self.anchors == 1:
                self._since = self._here(), element.get("href") or ""
            elif step < 0 and self.anchors == 0 and self._since:
                start, to = self._since
                self._spans.append((start, self._here(), "link", to))
                self._since = None
        elif tag == "img" and step > 0:
            address = next(filter(_is_picture, map(element.get, _SOURCES)), None)
            alt = SPACE.sub(" ", element.get("alt") or "").strip(HTML_BLANKS)[:_LONGEST_ALT]
            if address:
                # Before a link it stands in, for a link within a link is none.
                at = self._since[0] if self._since else self._here()
                self._pictures.append((at, address, alt))
        elif tag in MARKS and step > 0:
            self._open.append((MARKS[tag], self._here()))
        elif tag in MARKS and self._open:
            kind, start = self._open.pop()
            self._spans.append((start, self._here(), kind, ""))

    def formula(self, said: str) -> None:
        """Add a formula to the line."""
        start = self._here()
        super().formula(said)
        self._spans.append((start, self._here(), "formula", ""))

    def _here(self) -> int:
        """How many characters the line has so far, its blanks folded."""
        for piece in self.pieces[self._counted :]:
            folded = SPACE.sub(" ", piece)
            if not self._size:
                folded = folded.lstrip(HTML_BLANKS)
            elif self._blank:
                folded = folded.removeprefix(" ")
            self._size += len(folded)
            self._blank = folded.endswith(" ") or (self._blank and not folded)
        self._counted = len(self.pieces)
        return self._size

    def end_line(self) -> None:
        """Write the line down, and what was found in it."""
        if self.pieces and self._open:
            end = self._here()
            self._spans += ((start, end, kind, "") for kind, start in self._open)
        self._open = [(kind, 0) for kind, _ in self._open]
        number, box = len(self.lines), self.box
        if self.pieces:
            self._since = None  # a link of several lines
        super().end_line()
        if len(self.lines) > number:
            self._note(number)
        elif not box.hidden:
            self.found += (
                _Found("above", number, 0, 0, address, alt, box)
                for _, address, alt in self._pictures
            )
        self._size, self._counted, self._blank = 0, 0, False
        self._spans.clear()
        self._pictures.clear()

    def _note(self, number: int) -> None:
        """What was found in a line, without the blanks around it."""
        line = self.lines[number]
        for lo, end, kind, address in self._spans:
            hi = min(end, len(line.text))
            while lo < hi and line.text[lo] in HTML_BLANKS:
                lo += 1
            while lo < hi and line.text[hi - 1] in HTML_BLANKS:
                hi -= 1
            if lo < hi:
                self.found.append(_Found(kind, number, lo, hi, address, "", line.box))
        for at, address, alt in self._pictures:
            place = min(at, len(line.text))
            words = bool(line.text[:place].strip(HTML_BLANKS))
            whole = _Found("before", number, place, len(line.text), address, alt, line.box)
            self.found.append(whole._replace(kind="after", lo=0, hi=place) if words else whole)


def _is_picture(address: str | None) -> bool:
    return bool(address) and not str(address).startswith("data:")
