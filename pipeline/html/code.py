r"""Code and other preformatted text of a page, with its lines, blanks and indentation.

>>> from lxml.html import fromstring
>>> verbatim(fromstring("<pre><code>import csv</code><code>rows = []</code></pre>"))
'import csv\nrows = []'
>>> page = "<ol><li>if x:<br><li>    y()<br></ol><em onclick=c()>复制代码</em>"
>>> verbatim(fromstring(f"<div class=blockcode>{page}</div>"))
'if x:\n    y()'
"""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from pipeline.html.words import pattern

_LONGEST = 1_000  # characters of preformatted prose that stays as it is; more is a whole article
_WIDE = 40  # Han in a line of preformatted text on the average; such lines are paragraphs
_AROUND = 5  # blocks around a cell of code, of which the outermost may name its language
_FEW = 20  # characters of a field of one line: a link to copy, a search
CONTAINERS = frozenset(("div", "ol", "ul", "table", "figure", "section", "code", "td"))
_BLOCKS = frozenset(("div", "li", "p", "tr", "dt", "dd", "table", "ol", "ul", "section"))
_SILENT = frozenset(("script", "style", "button", "select", "input", "svg", "noscript", "template"))
_KEEPS = pattern("code", "keeps")
_HINTED = pattern("code", "hinted")
_LANGUAGE = pattern("code", "language")
_GUTTER = pattern("code", "gutter")
# Fields that scripts read, and those a reader writes in.
_TEMPLATE = re.compile(r"hid|te?mp|lazy|data|comment|reply|message|msg|ad(?:$|[-_\d])", re.I)
_NUMBERS = re.compile(r"[\s\d.:|]*")
_COUNTED = re.compile(r"\d{1,5}(?:\s+\d{1,5})+")
_COPY = pattern("code", "copy")
_TOOLS = re.compile(r"(?:^|[-_\s])(?:toolbar|copy|clipboard|gist-meta|code-?header)", re.I)
_ROW = pattern("code", "row")
_MARK = re.compile(r"[{};=<>$\\|]|^\s*(?://|#|--|\*)|\w\(|\)\s*$|^\s{2,}\S")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"(?:[A-Za-z’',;-]+\s+){6}")
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " "})


def verbatim(element: etree._Element) -> str | None:
    """The text of an element whose lines are to stay as they are; None of one that flows.

    *Left alone:* `<pre>` around a text of paragraphs, containers of highlighters that hold a
    `<pre>`, which comes by itself, and fields of a form for a line.
    """
    tag = element.tag
    if tag == "textarea":
        if _TEMPLATE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return None
        text = _lines(element, True)
        return text if len(text) > _FEW and "\n" in text else None
    if tag in CONTAINERS:
        if next(element.iter("pre", "textarea"), None) is not None:
            return None
        return _lines(element, tag == "code")
    text = _lines(element, True)
    if not text or (_COUNTED.fullmatch(text) and _counts(text)):
        return ""
    return text if _is_code(element, text) or _is_laid_out(text) else None


def _counts(text: str) -> bool:
    """Whether lines are the numbers of other lines, one after the other."""
    numbers = [int(each) for each in text.split()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def keeps_code(name: str) -> bool:
    """Whether a class is that of a container of code."""
    return _KEEPS.search(name) is not None


def named_gutter(name: str) -> bool:
    """Whether a class is that of a column of line numbers."""
    return _GUTTER.search(name) is not None


def stands_beside(name: str) -> bool:
    """Whether a class is that of what highlighters put beside code: its language, a button."""
    return _TOOLS.search(name) is not None


def is_gutter(element: etree._Element) -> bool:
    """Whether an element named so, or a cell beside one of code, holds nothing but numbers."""
    return _NUMBERS.fullmatch("".join(map(str, element.itertext()))) is not None


def language(element: etree._Element) -> str:
    """The language a block of code is said to be in, or nothing."""
    for holder in (element, *element.iter("code"), *islice(element.iterancestors(), _AROUND)):
        if said := holder.get("data-lang") or holder.get("data-language"):
            return said.strip()[:20]
        if found := _LANGUAGE.search(holder.get("class") or ""):
            return (found[1] or found[2]).lower()
    return ""


def _is_code(element: etree._Element, text: str) -> bool:
    """Whether preformatted text is code: by what its markup says, or by what it looks like."""
    if next(element.iter("code", "samp", "kbd"), None) is not None:
        return True
    above = element.getparent()
    for holder in (element, above):
        if holder is not None and _HINTED.search(holder.get("class") or ""):
            return True
    lines = [line for line in text.split("\n") if line.strip()]
    marked = sum(_MARK.search(line) is not None for line in lines)
    letters = max(1, len(_LETTER.findall(text)))
    if len(_HAN.findall(text)) < letters * 0.3:
        prose = sum(_WORDS.search(line) is not None for line in lines)
        return prose * 2 < len(lines) or marked * 2 > len(lines)
    return marked * 2 > len(lines)


def _is_laid_out(text: str) -> bool:
    """Whether preformatted prose is short and of short lines: verse, a table, a drawing."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(text) <= _LONGEST and len(_HAN.findall(text)) < _WIDE * len(lines)


def _lines(element: etree._Element, preformatted: bool) -> str:
    """The text of an element, line by line, without line numbers and buttons."""
    out = _Collected(preformatted)
    out.take(element)
    return out.text()


class _Collected:
    """Puts the text of a block of code together."""

    def __init__(self, preformatted: bool) -> None:
        self.preformatted = preformatted
        self.pieces: list[str] = []
        self.numbers: list[tuple[int, int]] = []  # places of pieces that number their line
        self.fresh = True  # nothing stands in the line so far

    def add(self, text: str) -> None:
        """Add text as it was written; what separates tags alone is none, outside of `<pre>`."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not self.preformatted:
            blank = not text.strip(" \t\n")
            text = "" if blank and "\n" in text else text.strip("\n").replace("\n", " ")
        if text:
            self.pieces.append(text)
            self.fresh = text.endswith("\n")

    def end_line(self) -> None:
        """End the line, if it has begun."""
        if not self.fresh:
            self.pieces.append("\n")
            self.fresh = True

    def take(self, element: etree._Element) -> None:
        """Add the text of an element and all in it."""
        frame = element.tag in _FRAMES or (
            not self.preformatted and next(element.iterchildren(*_BLOCKS), None) is not None
        )
        if not frame or (element.text or "").strip():
            self.add(element.text or "")
        rows = frozenset(_rows(element))
        for child in element:
            tag = child.tag
            if tag in ("br", "hr"):
                self.pieces.append("\n")
                self.fresh = True
            elif not isinstance(tag, str) or tag in _SILENT or _is_beside(child):
                pass
            elif number := self._number(child):
                self.numbers.append((len(self.pieces), number))
                self.pieces.append("".join(map(str, child.itertext())))
                self.fresh = False
            else:
                block = tag in _BLOCKS or child in rows
                if block:
                    self.end_line()
                    before = len(self.pieces)
                self.take(child)
                if block and len(self.pieces) == before and (tag in _ROWS or child in rows):
                    self.fresh = False  # an empty line of the code
                if block:
                    self.end_line()
            if not frame or (child.tail or "").strip():
                self.add(child.tail or "")

    def _number(self, element: etree._Element) -> int:
        """The number an element puts before its line, or 0."""
        if not self.fresh or len(element):
            return 0
        found = re.fullmatch(r"\s*(\d{1,5})[.:|]?\s*", element.text or "")
        return int(found[1]) if found else 0

    def text(self) -> str:
        """The lines, without numbers that count them, and without empty ones at the ends."""
        counted = [number for _, number in self.numbers]
        if len(counted) > 1 and counted == list(range(counted[0], counted[0] + len(counted))):
            for place, _ in self.numbers:
                self.pieces[place] = ""
        else:
            self.numbers.clear()
        lines = "".join(self.pieces).translate(_SPACES).split("\n")
        if self.numbers and all(line[:1] in ("", " ") for line in lines):
            lines = [line[1:] for line in lines]  # the blank between number and code
        while lines and not lines[0].strip():
            del lines[0]
        while lines and not lines[-1].strip():
            del lines[-1]
        return "\n".join(lines).rstrip() if lines else ""


_FRAMES = frozenset(("table", "tbody", "thead", "tr", "ol", "ul"))  # hold no text of their own
_ROWS = frozenset(("li", "div", "tr", "p"))


def _is_beside(element: etree._Element) -> bool:
    """Whether an element stands beside the code: its line numbers, a button to copy it."""
    name = element.get("class") or ""
    if name and ((named_gutter(name) and is_gutter(element)) or stands_beside(name)):
        return True
    if len(element) > 1:
        return False
    text = "".join(map(str, element.itertext()))
    pressed = element.get("onclick") is not None or element.tag == "a"
    return len(text) < _FEW and _COPY.fullmatch(text) is not None and (pressed or bool(name))


def _rows(element: etree._Element) -> Sequence[etree._Element]:
    """The children that are a line each, where no line break stands between them."""
    children = [child for child in element if child.tag in ("code", "span")]
    if len(children) < 2 or any("\n" in (child.tail or "") for child in element):
        return ()
    if next(element.iterchildren("br"), None) is not None:
        return ()
    if element.tag == "pre" and all(child.tag == "code" for child in children):
        return children
    rows = [child for child in children if _ROW.search(child.get("class") or "")]
    return (
        rows
        if len(rows) > 1 and not any("\n" in "".join(map(str, x.itertext())) for x in rows[:-1])
        else ()
    )
