"""A page's visible text as lines, each with what its place in the page says about it.

Blocks and `<br>` end a line, a row of short table cells is one line, script and style are no text.
White space is folded as a browser does it: a run of ASCII white space is one blank.

>>> from pipeline.html.parse import parse_page
>>> html = "<title>题</title><div><p>一<b>二</b> <a href=x>三</a><p>四<br>五</div>"
>>> [(line.text, line.linked) for line in linearise(parse_page(html)[0])]
[('一二 三', 1), ('四', 0), ('五', 0)]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from lxml import etree

from pipeline.html.code import (
    CONTAINERS,
    is_gutter,
    keeps_code,
    language,
    named_gutter,
    verbatim,
)
from pipeline.html.formulas import formula, has_source, is_formula, is_rendered
from pipeline.html.style import Styles
from pipeline.html.toggles import is_anchor, is_label
from pipeline.html.words import pattern_tables
from pipeline.model.lines import Line

BLOCKS = frozenset(pattern_tables()["tags"]["blocks"].split())
BREAKS = frozenset(("br", "hr"))
# What a browser does not show as text, or shows inside a control. Not `head`: libxml2 leaves the
# blocks of HTML 5 in it when a page does without `<body>`.
SILENT = frozenset(pattern_tables()["tags"]["silent"].split())
# Silent ones that may show text after all.
CONTROLS = frozenset(("script", "textarea", "button", "object", "canvas", "audio", "video", "map"))
INLINE_TAGS = frozenset(("a",))  # elements within a line that are counted
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ANCHORS = frozenset(("a", "span"))
READINGS = frozenset(("rt", "rp", "rtc"))  # how the words beside them are read
PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext"))
FORMULAS = frozenset(("img", "math"))
VERBATIM = PREFORMATTED | FORMULAS
BREAKING = (*sorted(BLOCKS), *sorted(BREAKS))
# A row is one line when its cells hold only words: otherwise the table is there for the layout.
LAYOUT = frozenset(("table", "tr", "br", "ul", "ol", "dl", "h1", "h2", "h3", "li", "img", "a"))
WRAPPERS = frozenset(("p", "div"))  # of which a cell of words may have one
CELL = " | "
LONGEST_LINK = 200  # characters; an anchor around more is one that was never closed
_CONTROL = 20  # pieces of text of a control looked at
LONGEST_CELL = 60  # characters; longer ones are columns of prose, not data

SPACE = re.compile(r"[ \t\n\r\f]+")
HTML_BLANKS = " \t\n\r\f\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


class Box:
    """A block of the page; `up` is the block around it, None for the outermost."""

    __slots__ = ("_names", "depth", "element", "hidden", "name", "tag", "up")

    def __init__(
        self, element: etree._Element, up: "Box | None" = None, hidden: bool = False
    ) -> None:
        self.element = element
        self.up = up
        self.depth: int = up.depth + 1 if up else 0
        self.hidden: bool = hidden or (up is not None and up.hidden)
        self.tag = str(element.tag)
        self.name = element.get("class") or ""
        self._names: str | None = None

    def chain(self) -> Iterator["Box"]:
        """The block and those around it, the outermost last."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.up

    @property
    def names(self) -> str:
        """The class and the id."""
        if self._names is None:
            self._names = f"{self.name} {self.element.get('id') or ''}"
        return self._names


@dataclass(slots=True, eq=False)
class PageLine:
    """A line of the page, how many of its characters are links, and the block it stands in.

    Of a block of code, which is one line with line breaks, `code` names the language if it is told.
    """

    text: str
    linked: int
    links: int
    box: Box
    code: str | None = None


def linearise(root: etree._Element) -> list[PageLine]:
    """The lines of a page, none of them empty, in the order of the page."""
    return walked(root, Writer(root)).lines


def walked(root: etree._Element, writer: "_W") -> "_W":
    """The writer, after it was told of all that a page shows."""
    walk = etree.iterwalk(root, events=("start", "end"))
    begin, write, within = writer.begin, writer.text, writer.within
    skipped = None
    for event, element in walk:
        if event == "start":
            tag = element.tag
            if tag in SILENT:
                shown = tag in CONTROLS and writer.control(element)
            else:
                shown = begin(element, tag)
            if not shown:
                skipped = element
                walk.skip_subtree()
            elif text := element.text:
                write(text, tag == "pre")
        else:
            if element is skipped:
                skipped = None
            elif element is writer.box.element:
                writer.close(element)
            elif element.tag in within:
                writer.inline(element, -1)
            if (text := element.tail) and element is not root:
                write(text, False)
    writer.end_line()
    return writer


def spans_of_lines(page: Sequence[PageLine]) -> list[Line]:
    """Where the lines of a page stand in its text, in which a block of code has several."""
    found, start = [], 0
    for line in page:
        end = start + len(line.text)
        found.append(Line(start, end, line.text))
        start = end + 1
    return found


class Writer:
    """Puts pieces of text together to lines, and counts what stands in them."""

    within = INLINE_TAGS  # the elements within a line that `inline` is told of

    def __init__(self, root: etree._Element) -> None:
        self.lines: list[PageLine] = []
        self.box = Box(root)
        self.styles = Styles(root)
        self.row: etree._Element | None = None
        self.unfolding: etree._Element | None = None  # the last anchor that leads nowhere
        self.anchors = 0
        self.since = self.reach = 0  # where the outermost open anchor began, what it holds
        self.pieces: list[str] = []
        self.linked = self.links = 0

    def begin(self, element: etree._Element, tag: str) -> bool:
        """Begin an element; whether what is in it is to be told of."""
        if tag in BREAKS:
            self.end_line()
            return True
        if tag in READINGS:
            return False
        block, name, hidden, special = tag in BLOCKS, None, False, tag in VERBATIM
        if keys := element.keys():
            if "class" in keys:
                name = element.get("class") or ""
                special = special or _is_special(name)
            if self.styles.may_hide(tag, name, keys):
                hidden = self.styles.hides(element, name, not block)
        elif self.styles.asks(tag):
            hidden = self.styles.hides(element, None, not block)
        if special and self.as_it_is(element, name or "", hidden):
            return False
        if block:
            self.open(element, hidden)
        elif self.is_beside(element, tag, bare=not keys):
            return False
        elif hidden:
            if next(element.iter(*BREAKING), None) is None:
                return False
            self.open(element, True)
        elif tag in self.within:
            self.inline(element, 1)
        return True

    def is_beside(self, element: etree._Element, tag: str, *, bare: bool) -> bool:
        """Whether an element within a line is a control and no word of it."""
        heading = self.box.tag in HEADINGS and tag in ANCHORS
        return (not bare and is_label(element)) or (heading and is_anchor(element))

    def as_it_is(self, element: etree._Element, name: str, hidden: bool) -> bool:
        """Tell of code and formulas, and pass over line numbers; whether that was all."""
        tag = element.tag
        if tag in PREFORMATTED or (tag in CONTAINERS and keeps_code(name)):
            if (text := verbatim(element)) is not None:
                self.code(element, text, hidden)
                return True
        elif tag in FORMULAS or is_formula(name):
            if is_rendered(name):
                return has_source(element)
            if said := formula(element):
                self.formula(said)
                return True
        elif named_gutter(name):
            return is_gutter(element)
        return False

    def control(self, element: etree._Element) -> bool:
        """Tell of what scripts and controls show as text; whether to go on within."""
        tag = element.tag
        if tag == "script":
            if said := formula(element):
                self.formula(said)
            return False
        if tag == "textarea":
            hidden = self.styles.hides(element, element.get("class"), False)
            text = None if hidden or self.box.hidden else verbatim(element)
            if text is not None:
                self.code(element, text, False)
            return False
        # A control around paragraphs is one that was never closed.
        block = next(element.iter("p", "h1", "pre", "li"), None)
        pieces = () if block is None else islice(element.itertext(), _CONTROL)
        return sum(len(str(piece).strip()) for piece in pieces) > LONGEST_CELL

    def code(self, element: etree._Element, text: str, hidden: bool) -> None:
        """Write a block of code down: one line of the page, with lines of its own."""
        self.end_line()
        if text:
            box = Box(element, self.box, hidden)
            self.lines.append(PageLine(text, 0, 0, box, language(element)))

    def open(self, element: etree._Element, hidden: bool) -> None:
        """Begin a block; a cell of a data row goes on in the row's line."""
        tag = element.tag
        if self.row is not None:
            if tag in ("td", "th") and self.pieces and self.pieces[-1] != CELL:
                self.pieces.append(CELL)
            return
        self.end_line()
        if tag == "tr" and _is_data(element):
            self.row = element
        self.box = Box(element, self.box, hidden)

    def close(self, element: etree._Element) -> None:
        """End a block."""
        if self.box.element is not element:
            return  # a cell of a data row
        self.end_line()
        if self.row is element:
            self.row = None
        if self.box.up is not None:
            self.box = self.box.up

    def inline(self, element: etree._Element, step: int) -> None:
        """Begin (step 1) or end (-1) an element within a line."""
        tag = element.tag
        if tag == "a":
            if step > 0 and _unfolds(element):
                self.unfolding = element
            if element is self.unfolding:
                return
            self.anchors += step
            if step > 0:
                self.links += 1
                if self.anchors == 1:
                    self.since, self.reach = len(self.lines), 0
            elif self.anchors == 0 and self.reach > LONGEST_LINK:
                self.linked = 0
                for line in self.lines[self.since :]:
                    line.linked = 0

    def formula(self, said: str) -> None:
        """Add a formula to the line."""
        self.text(said, False)

    def text(self, text: str, preformatted: bool) -> None:
        """Add text to the line; each line break of preformatted text ends one."""
        if preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self.text(first, False)
            for piece in rest:
                self.end_line()
                self.text(piece, False)
            return
        if self.row is not None and not text.strip(HTML_BLANKS):
            return
        self.pieces.append(text)
        if self.anchors > 0:
            size = len(text.strip())
            self.linked += size
            self.reach += size

    def end_line(self) -> None:
        """Write the line down, if anything stands in it."""
        if not self.pieces:
            return
        while self.pieces and self.pieces[-1] == CELL:
            self.pieces.pop()
        text = "".join(self.pieces)
        if "  " in text or not text.isprintable():
            text = SPACE.sub(" ", text)
        text = text.strip(HTML_BLANKS)
        self.pieces.clear()
        if text:
            self.lines.append(PageLine(text, self.linked, self.links, self.box))
        self.linked = self.links = 0


_W = TypeVar("_W", bound=Writer)


@lru_cache(maxsize=4096)
def _is_special(name: str) -> bool:
    """Whether a class is that of code, of line numbers or of a formula."""
    return keeps_code(name) or named_gutter(name) or is_formula(name)


def _unfolds(anchor: etree._Element) -> bool:
    """Whether an anchor leads nowhere and is a question, above the answer that it opens."""
    if not (anchor.text or "").rstrip().endswith(("？", "?")):
        return False
    if not (anchor.get("href") or "").startswith(("#", "javascript:")):
        return False
    after, parent = anchor.getnext(), anchor.getparent()
    if parent is None or (parent.text or "").strip():
        return False
    after = parent.getnext() if after is None else after
    return after is not None and after.tag in ("div", "dd", "section")


def _is_data(row: etree._Element) -> bool:
    """Whether a table row holds data: two or more short cells with nothing but words in them.

    Cells whose words stand in a block are data where the rows beside have as many cells.
    """
    if len(row) < 2:
        return False
    wrapped = False
    for cell in row:
        tags = [each.tag for each in cell.iterdescendants()] if len(cell) else []
        wraps = sum(tag in WRAPPERS for tag in tags)
        if not LAYOUT.isdisjoint(tags) or wraps > 1:
            return False
        wrapped = wrapped or wraps > 0
        size = sum(map(len, cell.itertext())) if len(cell) else len(cell.text or "")
        if size > LONGEST_CELL:
            return False
    beside = [each for each in (row.getprevious(), row.getnext()) if each is not None]
    return not wrapped or any(len(each) == len(row) for each in beside)
