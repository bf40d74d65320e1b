"""A page's bytes as a tree, also where the first parser gives up."""

import re
from html.parser import HTMLParser as SecondParser

from lxml import etree

from pipeline.html.linearise import BLOCKS, HTML_BLANKS, SILENT, SPACE
from pipeline.html.words import pattern_tables

VOID = frozenset(pattern_tables()["tags"]["void"].split())
MANY_ATTRIBUTES = 1_000  # of one element; libxml2 compares each with all: a million, over 109 s
DEEP = 200  # levels kept by the second parser; libxml2 gives up at 2,048

LONGEST_TAG = 10_000  # characters; a longer one may have too many attributes
_OVERLONG = re.compile(rf"<([a-z]\w*)[^<>]{{{LONGEST_TAG},}}>", re.I)
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,200}>", re.I)


def parse_page(html: str) -> tuple[etree._Element, str]:
    """The page as a tree, and what the first parser lost: blank when nothing.

    libxml2 drops everything beyond 2,048 levels and only its error log says so; such a page is
    built again with the parser of the standard library, flat beyond `DEEP` levels.
    """
    html = html.removeprefix("\ufeff").replace("\0", "")
    if "<?xml" in html or "<?XML" in html:
        html = _DECLARATION.sub("", html, count=1)
    half = LONGEST_TAG // 2  # of a longer stretch without a tag at least one such piece is part
    if any(html.find("<", at, at + half) < 0 for at in range(half, len(html) - half, half)):
        html = _OVERLONG.sub(_bounded, html)
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


_CONTROLS: dict[int, str | None] = {
    **dict.fromkeys(
        (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    ),
    0x0C: " ",  # a form feed is a blank of HTML, and no character of XML
}


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
_LONG_SILENT = sorted(SILENT - {"embed", "frame", "input"})  # which have no end tag
_QUIET = re.compile(rf"<(?=[!a-zA-Z])(!--|(?i:{'|'.join(_LONG_SILENT)})\b)")


def size(text: str) -> int:
    """How many bytes of UTF-8 a text has more than characters: two for each Han character.

    The cheapest measure of what matters in pages that are mostly Chinese.
    """
    return len(text.encode("utf-8", "surrogatepass")) - len(text)


def shows_more(html: str, than: float) -> bool:
    """Whether a page shows more text beyond ASCII, by its tags alone, measured as `size` does.

    >>> page = "<p>一二<script>var a</script>三<!-- 四 --><b title=五>六</b>"
    >>> shows_more(page, 7), shows_more(page, 8)
    (True, False)
    """
    pieces, at = [], 0
    while match := _QUIET.search(html, at):
        pieces.append(html[at : match.start()])
        close = "-->" if match[1] == "!--" else f"</{match[1].lower()}"
        at = html.find(close, match.end())
        if at < 0:
            at = html.find(close.upper(), match.end())
        if at < 0:
            return False  # how much of the rest is text, only a parser can tell
    text = "".join((*pieces, html[at:]))
    return size(text) > than and size(_TAG.sub(" ", text)) > than


def page_title(root: etree._Element) -> str:
    """What stands in `<title>`, or what the page tells networks where a script would fill that."""
    title = SPACE.sub(" ", root.findtext(".//title") or "").strip(HTML_BLANKS)
    if not title:
        told = root.find(".//meta[@property='og:title']")
        title = "" if told is None else SPACE.sub(" ", told.get("content") or "").strip(HTML_BLANKS)
    return title
