"""What a page hides until its reader asks: answers, tabs, the rest of a text.

Such a block counts as shown where what opens it stands on the page: a button, a link to it, a
heading of a list of questions, a script that names it. A block that nothing opens is for machines.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipeline.html.words import pattern

LONGEST_LABEL = 60  # characters of what is pressed: a question, the name of a tab
_ANCHOR = re.compile(r"[\s#¶§🔗\u200b]*|[\[［\s]*(?:编辑|編輯)(?:源代码|本段)?[\]］\s]*|\[?edit\]?")
_SHORTEST = 12  # characters of a label within a line
_PRESSED = frozenset(("href", "onclick", "role", "for"))
LOOK = 12  # elements of a control looked at
_LEVELS = 3  # blocks around a hidden one beside which its control may stand
_OPENS = pattern("toggles", "opens")
_NAMED = pattern("toggles", "named")
_TITLED = re.compile(r"question|(?:^|[-_ ])(?:q|tit(?:le)?|head(?:er|ing)?|ask)(?:$|[-_ ])", re.I)
_REFERRING = frozenset(
    ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "for", "data-id")
)
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
        self._targets: set[str] = set()  # ids and classes that something on the page opens
        self._clicked: set[str] = set()
        for element in root.iter():
            for name in element.keys():  # noqa: SIM118
                if name in _REFERRING or (name == "href" and element.tag == "a"):
                    value = element.get(name) or ""
                    if name != "href" or value.startswith("#"):
                        self._targets.add(value.lstrip("#."))
                elif name == "onclick":
                    self._targets.update(_IN_CODE.findall(element.get(name) or ""))
            if element.tag == "script" and (text := element.text):
                self._targets.update(_SHOWS.findall(text))
                self._clicked.update(_CLICKED.findall(text))
        self._targets.discard("")

    def opens(self, element: etree._Element) -> bool:
        """Whether a reader can open a hidden element."""
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        if not self._targets.isdisjoint(names):
            return True
        if _question(element) or _tab(element):
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
        if not isinstance(element.tag, str):
            return False
        text = " ".join("".join(map(str, islice(element.itertext(), LOOK * 4))).split())
        if len(text) > LONGEST_LABEL:
            return False
        return any(self._is_pressed(each, text) for each in islice(element.iter(), LOOK))

    def _is_pressed(self, element: etree._Element, text: str) -> bool:
        """Whether an element of a short text answers when it is pressed."""
        if not isinstance(element.tag, str):
            return False
        if element.tag == "summary" or element.get("aria-expanded") or element.get("data-toggle"):
            return True
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        if not self._clicked.isdisjoint(names) and text:
            return True
        href = element.get("href") or ""
        presses = (
            element.tag in ("button", "label")
            or bool(element.get("onclick") or element.get("@click") or element.get("v-on:click"))
            or element.get("role") in ("button", "tab")
            or (element.tag == "a" and href.startswith(("#", "javascript")))
            or (element.tag == "a" and not href)
            or (element.tag == "input" and element.get("type") in ("button", "checkbox", "radio"))
            or any(map(_NAMED.search, names))
        )
        said = text or element.get("value") or ""
        return presses and bool(_OPENS.search(said) or any(map(_NAMED.search, names)))


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
    pairs = 0
    for each in islice(parent, 200):
        before = each.getprevious()
        if before is not None and _same(each, element) and _heads(before):
            pairs += 1
    rows = parent.getparent()
    if pairs > 1 or rows is None:
        return pairs > 1
    return sum(_same(each, parent) for each in islice(rows, 200)) > 1


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
    if parent is None:
        return False
    panes = [each for each in islice(parent, 200) if _same(each, element)]
    if len(panes) < 2 or not (element.get("class") or "").strip():
        return False
    heads = [panes[0].getprevious()]
    if heads[0] is None:
        heads = [parent.getprevious()]
    for head in heads:
        if head is not None and isinstance(head.tag, str):
            labels = [x for x in head.iter("li", "a", "span", "button", "div") if _label(x)]
            if len(labels) == len(panes):
                return True
    return False


def _label(element: etree._Element) -> bool:
    return len(element) == 0 and 0 < len((element.text or "").strip()) <= LONGEST_LABEL


def _same(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements are of one kind, whatever state they are in."""

    def kind(element: etree._Element) -> frozenset[str]:
        return frozenset((element.get("class") or "").split()) - _STATES

    return one.tag == other.tag and kind(one) == kind(other)
