"""What a page hides until its reader asks: answers, tabs, the rest of a text.

Such a block counts as shown where what opens it stands on the page: a button, a link to it, a
heading of a list of questions, a script that names it. A block that nothing opens is for machines.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipeline.html.selectors import finder
from pipeline.html.words import pattern

LONGEST_LABEL = 60  # characters of what is pressed: a question, the name of a tab
_ANCHOR = re.compile(r"[\s#¶§🔗\u200b]*|[\[［\s]*(?:编辑|編輯)(?:源代码|本段)?[\]］\s]*|\[?edit\]?")
_SHORTEST = 12  # characters of a label within a line
_PRESSED = frozenset(("href", "onclick", "role", "for"))
LOOK = 12  # elements of a control looked at
_ALIKE = 200  # elements side by side looked at
_CLICKS = ("onclick", "@click", "v-on:click")
_LEVELS = 3  # blocks around a hidden one beside which its control may stand
_OPENS = pattern("toggles", "opens")
_NAMED = pattern("toggles", "named")
_TITLED = re.compile(r"question|(?:^|[-_ ])(?:q|tit(?:le)?|head(?:er|ing)?|ask)(?:$|[-_ ])", re.I)
_pointing = finder(
    "//@aria-controls|//@data-target|//@data-bs-target|//@data-toggle-target|//@for|//@data-id"
    "|//@href[starts-with(., '#')]"
)
_presses = finder("//@onclick")
_scripts = finder("//script/text()")
_IN_CODE = re.compile(r"""["'][#.]?([A-Za-z][\w-]{0,60})["']""")
_SHOWS = pattern("toggles", "shows")
_CLICKED = pattern("toggles", "clicked")
_STATES = frozenset(
    re.findall(r"\w+", "active on cur current show in open hide hidden none selected fade")
)


_LABEL = pattern("toggles", "label")


def is_label(element: etree._Element) -> bool:
    """Whether an element within a line is what opens or closes something, and no word of it."""
    text = element.text or ""
    if not 0 < len(text) <= _SHORTEST or len(element) or not _LABEL.fullmatch(text):
        return False
    said = map(str, element.keys())
    return any(name in _PRESSED or name.startswith(("data-", "aria-")) for name in said)


def is_anchor(element: etree._Element) -> bool:
    """Whether an element of a heading only leads to it, or to where it can be edited."""
    text = "".join(map(str, islice(element.itertext(), LOOK)))
    return len(text) <= _SHORTEST and _ANCHOR.fullmatch(text) is not None


class Toggles:
    """Which hidden elements of a page its reader can open."""

    def __init__(self, root: etree._Element) -> None:
        # ids and classes that something on the page opens
        self._targets = {said.lstrip("#.") for said in _pointing(root)}
        self._clicked: set[str] = set()
        for code in _presses(root):
            self._targets.update(_IN_CODE.findall(code))
        for text in _scripts(root):
            self._targets.update(_SHOWS.findall(text))
            self._clicked.update(_CLICKED.findall(text))
        self._targets.discard("")

    def opens(self, element: etree._Element) -> bool:
        """Whether a reader can open a hidden element."""
        if not self._targets.isdisjoint(_names(element)) or _question(element) or _tab(element):
            return True
        place = element
        for _ in range(_LEVELS):
            if any(map(self._is_control, _beside(place))):
                return True
            above = place.getparent()
            if above is None or above.tag == "body" or place.getprevious() is not None:
                return False
            place = above
        return False

    def _is_control(self, element: etree._Element) -> bool:
        """Whether an element is, or holds, what is pressed to open something."""
        text = " ".join("".join(map(str, islice(element.itertext(), LOOK * 4))).split())
        return len(text) <= LONGEST_LABEL and any(
            self._is_pressed(each, text) for each in islice(element.iter(), LOOK)
        )

    def _is_pressed(self, element: etree._Element, text: str) -> bool:
        """Whether an element of a short text answers when it is pressed."""
        if element.tag == "summary" or element.get("aria-expanded") or element.get("data-toggle"):
            return True
        names = _names(element)
        if text and not self._clicked.isdisjoint(names):
            return True
        named, href = any(map(_NAMED.search, names)), element.get("href") or "#"
        presses = (
            named
            or element.tag in ("button", "label")
            or any(map(element.get, _CLICKS))
            or element.get("role") in ("button", "tab")
            or (element.tag == "a" and href.startswith(("#", "javascript")))
            or (element.tag == "input" and element.get("type") in ("button", "checkbox", "radio"))
        )
        said = text or element.get("value") or ""
        return presses and (named or bool(_OPENS.search(said)))


def _names(element: etree._Element) -> list[str]:
    """The id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _beside(element: etree._Element) -> Iterator[etree._Element]:
    """The elements before and behind an element."""
    for each in (element.getprevious(), element.getnext()):
        if each is not None:
            yield each


def _question(element: etree._Element) -> bool:
    """Whether a hidden block is one of several that each stand below a question or heading."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or before is None or not _heads(before):
        return False
    pairs = [
        each
        for each in islice(parent, _ALIKE)
        if (before := each.getprevious()) is not None and _same(each, element) and _heads(before)
    ]
    rows = parent.getparent()
    return len(pairs) > 1 or (rows is not None and len(_alike(rows, parent)) > 1)


def _heads(element: etree._Element) -> bool:
    """Whether an element is the heading of what follows it."""
    if element.tag in ("dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"):
        return True
    text = "".join(map(str, islice(element.itertext(), LOOK))).strip()
    if not text or len(text) > LONGEST_LABEL:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return text[-1] in "？?" or _TITLED.search(named) is not None


def _tab(element: etree._Element) -> bool:
    """Whether a hidden block is one of several, one of them shown, below as many labels."""
    parent = element.getparent()
    panes = [] if parent is None else _alike(parent, element)
    if parent is None or len(panes) < 2 or not element.get("class"):
        return False
    head = panes[0].getprevious()
    if head is None:
        head = parent.getprevious()
    labels = () if head is None else head.iter("li", "a", "span", "button", "div")
    return sum(map(_is_name, labels)) == len(panes)


def _is_name(element: etree._Element) -> bool:
    return len(element) == 0 and 0 < len((element.text or "").strip()) <= LONGEST_LABEL


def _alike(parent: etree._Element, element: etree._Element) -> list[etree._Element]:
    """The elements within one that are of the kind of another."""
    return [each for each in islice(parent, _ALIKE) if _same(each, element)]


def _same(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements are of one kind, whatever state they are in."""

    def kind(element: etree._Element) -> frozenset[str]:
        return frozenset((element.get("class") or "").split()) - _STATES

    return one.tag == other.tag and kind(one) == kind(other)
