"""A page's visible text as lines, each with what its place in the page says about it.

Blocks and `<br>` end a line, a row of short table cells is one line, script and style are no text.
White space is folded as a browser does it: a run of ASCII white space is one blank.

>>> root, doubt = parse("<title>题</title><div><p>一<b>二</b> <a href=x>三</a><p>四<br>五</div>")
>>> [(line.text, line.linked) for line in linearise(root)]
[('一二 三', 1), ('四', 0), ('五', 0)]
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser as SecondParser
from typing import TypeVar

from lxml import etree

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
    address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li
    main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul
    """,
    )
)
BREAKS = frozenset(("br", "hr"))
# What a browser does not show as text, or shows inside a control. Not `head`: libxml2 leaves the
# blocks of HTML 5 in it when a page does without `<body>`.
SILENT = frozenset(
    re.findall(
        r"\w+",
        """
    applet audio button canvas datalist embed frame frameset iframe input map math noembed
    noframes noscript object script select style svg template textarea title video
    """,
    )
)
VOID = frozenset(
    re.findall(
        r"\w+",
        """
    area base br col embed hr img input link meta param source track wbr
    """,
    )
)
# A row is one line when its cells hold only words: otherwise the table is there for the layout.
ENDLESS = frozenset(("embed", "frame", "input"))  # the silent ones without an end tag
LAYOUT = ("table", "tr", "p", "div", "br", "ul", "ol", "dl", "h1", "h2", "h3", "li", "img", "a")
CELL = " | "
LONGEST_LINK = 200  # characters; an anchor around more is one that was never closed
LONGEST_CELL = 60  # characters; longer ones are columns of prose, not data
MANY_ATTRIBUTES = 1_000  # of one element; libxml2 compares each with all: a million, over 109 s
DEEP = 200  # levels kept by the second parser; libxml2 gives up at 2,048

SPACE = re.compile(r"[ \t\n\r\f]+")
# Not `visibility: hidden`: so WeChat and others keep an article until scripts show it.
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.I)
_OVERLONG = re.compile(r"<([a-z]\w*)[^<>]{10000,}>", re.I)
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,200}>", re.I)
BLANKS = " \t\n\r\f\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


@dataclass(slots=True, eq=False)
class Box:
    """A block of the page; `up` is the block around it, None for the outermost."""

    element: etree._Element
    up: "Box | None"
    depth: int
    hidden: bool


@dataclass(slots=True, eq=False)
class PageLine:
    """A line of the page, how many of its characters are links, and the block it stands in."""

    text: str
    linked: int
    links: int
    strong: int
    pictures: int
    box: Box


def parse(html: str) -> tuple[etree._Element, str]:
    """The page as a tree, and what the first parser lost: blank when nothing.

    libxml2 drops everything beyond 2,048 levels and only its error log says so; such a page is
    built again with the parser of the standard library, flat beyond `DEEP` levels.
    """
    html = _DECLARATION.sub("", html.removeprefix("\ufeff"), count=1)
    html = _OVERLONG.sub(_bounded, html.replace("\0", ""))
    # Not the parser of `lxml.html`, which looks up a class for each element in Python.
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return flat(html), "libxml2 found no document; second parser used"
    for error in parser.error_log:
        if error.level == etree.ErrorLevels.FATAL:
            return flat(html), f"libxml2 cut the page ({error.type_name}); second parser used"
    return root, ""


def _bounded(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[0].count("=") > MANY_ATTRIBUTES else tag[0]


def linearise(root: etree._Element) -> list[PageLine]:
    """The lines of a page, none of them empty, in the order of the page."""
    return walked(root, Writer(root)).lines


def walked(root: etree._Element, writer: "W") -> "W":
    """The writer, after it was told of all that a page shows."""
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped = None
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in SILENT:
                skipped = element
                walk.skip_subtree()
            elif tag in BLOCKS:
                writer.open(element)
            elif tag in BREAKS:
                writer.end_line()
            else:
                writer.inline(element, 1)
            if skipped is not element and element.text:
                writer.text(element.text, tag == "pre")
        else:
            if element is skipped:
                skipped = None
            elif tag in BLOCKS:
                writer.close(element)
            elif tag not in BREAKS:
                writer.inline(element, -1)
            if element.tail and element is not root:
                writer.text(element.tail, False)
    writer.end_line()
    return writer


class Writer:
    """Puts pieces of text together to lines, and counts what stands in them."""

    def __init__(self, root: etree._Element) -> None:
        self.lines: list[PageLine] = []
        self.box = Box(root, None, 0, False)
        self.row: etree._Element | None = None
        self.anchors = self.bold = 0
        self.since = self.reach = 0  # where the outermost open anchor began, what it holds
        self.pieces: list[str] = []
        self.linked = self.links = self.strong = self.pictures = 0

    def open(self, element: etree._Element) -> None:
        """Begin a block; a cell of a data row goes on in the row's line."""
        tag = element.tag
        if self.row is not None and tag in ("td", "th"):
            if self.pieces and self.pieces[-1] != CELL:
                self.pieces.append(CELL)
            return
        self.end_line()
        if tag == "tr" and _is_data(element):
            self.row = element
        style = element.get("style")
        hidden = (
            self.box.hidden or bool(style and _HIDDEN.search(style)) or "hidden" in element.attrib
        )
        self.box = Box(element, self.box, self.box.depth + 1, hidden)

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
            self.anchors += step
            if step > 0:
                self.links += 1
                if self.anchors == 1:
                    self.since, self.reach = len(self.lines), 0
            elif self.anchors == 0 and self.reach > LONGEST_LINK:
                self.linked = 0
                for line in self.lines[self.since :]:
                    line.linked = 0
        elif tag in ("b", "strong"):
            self.bold += step
        elif tag == "img":
            self.pictures += step > 0

    def text(self, text: str, preformatted: bool) -> None:
        """Add text to the line; each line break of preformatted text ends one."""
        if preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self.text(first, False)
            for piece in rest:
                self.end_line()
                self.text(piece, False)
            return
        if self.row is not None and not text.strip(BLANKS):
            return
        self.pieces.append(text)
        if self.anchors > 0 or self.bold > 0:
            size = len(text.strip())
            if self.anchors > 0:
                self.linked += size
                self.reach += size
            self.strong += size if self.bold > 0 else 0

    def end_line(self) -> None:
        """Write the line down, if anything stands in it."""
        if self.pieces:
            while self.pieces and self.pieces[-1] == CELL:
                self.pieces.pop()
            text = SPACE.sub(" ", "".join(self.pieces)).strip(BLANKS)
            self.pieces.clear()
            if text:
                self.lines.append(
                    PageLine(text, self.linked, self.links, self.strong, self.pictures, self.box)
                )
                self.pictures = 0
            self.linked = self.links = self.strong = 0


W = TypeVar("W", bound=Writer)


def _is_data(row: etree._Element) -> bool:
    """Whether a table row holds data: two or more short cells with nothing but words in them."""
    if len(row) < 2:
        return False
    for cell in row:
        if len(cell) and next(cell.iterdescendants(*LAYOUT), None) is not None:
            return False
        size = sum(map(len, cell.itertext())) if len(cell) else len(cell.text or "")
        if size > LONGEST_CELL:
            return False
    return True


class _Flat(SecondParser):
    """Builds a tree with the standard library's parser, no deeper than `DEEP`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: etree._Element = etree.fromstring("<html><head/><body/></html>")
        self.open: list[etree._Element] = [self.root[-1]]
        self.pieces: list[str] = []
        self.after: etree._Element | None = None  # the element behind which text goes, if any

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; beyond `DEEP` it stays empty and its text goes behind it."""
        if tag in ("html", "body", "head") or not tag.isalnum():
            return
        self.flush()
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        known = {name: _printable(value or "") for name, value in attrs if name.isidentifier()}
        element = etree.SubElement(self.open[0] if tag == "title" else self.open[-1], tag, known)
        if tag in VOID or (len(self.open) >= DEEP and tag not in SILENT):
            self.after = element
        else:
            self.open.append(element)
            self.after = None

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name, and those left open within it."""
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i].tag == tag:
                self.flush()
                self.after = self.open[i]
                del self.open[i:]
                return

    def handle_data(self, data: str) -> None:
        """Keep a piece of text for where it belongs."""
        self.pieces.append(data)

    def flush(self) -> None:
        """Put the text that came since the last tag where it belongs."""
        text = _printable("".join(self.pieces))
        self.pieces.clear()
        if self.after is not None:
            self.after.tail = (self.after.tail or "") + text
        else:
            self.open[-1].text = (self.open[-1].text or "") + text


_CONTROLS = dict.fromkeys(
    (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)


def _printable(text: str) -> str:
    """The text without the characters that a tree can't hold."""
    return text.translate(_CONTROLS)


def flat(html: str) -> etree._Element:
    """The page, by the second parser."""
    parser = _Flat()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.root


_TAG = re.compile(r"<[^<>]*>")
_QUIET = re.compile(rf"<(!--|(?:{'|'.join(sorted(SILENT))})\b)", re.I)


def size(text: str) -> int:
    """How many bytes of UTF-8 a text has more than characters: two for each Han character.

    The cheapest measure of what matters in pages that are mostly Chinese.
    """
    return len(text.encode("utf-8", "surrogatepass")) - len(text)


def second_look(html: str) -> int:
    """About how much text beyond ASCII a page shows, by its tags alone, measured as `size` does.

    >>> second_look("<p>一二<script>var a</script>三<!-- 四 --><b>五</b>")
    8
    """
    pieces, at = [], 0
    while match := _QUIET.search(html, at):
        pieces.append(html[at : match.start()])
        close = "-->" if match[1] == "!--" else f"</{match[1].lower()}"
        end = html.find(close, match.end())
        if end < 0:
            end = html.find(close.upper(), match.end())
        if end < 0:
            if match[1].lower() not in ENDLESS:
                return 0  # how much of the rest is text, only a parser can tell
            end = match.end()
        at = end
    pieces.append(html[at:])
    return size(_TAG.sub(" ", "".join(pieces)))


def page_title(root: etree._Element) -> str:
    """What stands in `<title>`, or nothing."""
    return SPACE.sub(" ", root.findtext(".//title") or "").strip(BLANKS)
