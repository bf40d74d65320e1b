"""The rules of a page's own style sheets, and which elements their selectors hold for."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

import cssselect
from cssselect import parser
from lxml import etree

_BRACE = re.compile(r"[^{}]*[{}]")
SCREEN = re.compile(r"(?!.*\b(?:print|speech|aural|max-width|max-device-width)\b)", re.I | re.S)
_NAME_IN_SELECTOR = re.compile(r"[.#]([A-Za-z_][\w-]*)")
LARGE = 5_000  # elements; on larger pages no selector is asked that compares siblings


def finder(path: str) -> Callable[[etree._Element], list[Any]]:
    """What finds the elements, or the strings, of an XPath on a page."""
    return cast(Callable[[etree._Element], list[Any]], etree.XPath(path, smart_strings=False))


_names = finder("//@class|//@id")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet, those inside `@media` too where it is of screens."""
    heads: list[str] = []
    for found in _BRACE.finditer(css):
        piece = found[0]
        if piece[-1] == "{":
            heads.append(piece[:-1].rpartition(";")[2].strip())
        elif heads:
            head = heads.pop()
            if not head.startswith("@") and all(
                each.startswith(("@media", "@supports", "@layer")) and SCREEN.match(each)
                for each in heads
            ):
                yield head, piece[:-1]


def names(root: etree._Element) -> frozenset[str]:
    """The classes and ids of a page, and its tags, which are not told apart here."""
    return frozenset(name for value in _names(root) for name in value.split())


def is_there(prelude: str, there: frozenset[str]) -> bool:
    """Whether one selector of a rule has no class or id but those on the page."""
    parts = [prelude] if "(" in prelude else prelude.split(",")
    return any(there.issuperset(_NAME_IN_SELECTOR.findall(part)) for part in parts)


def page_selectors(prelude: str, there: frozenset[str]) -> Sequence[cssselect.Selector]:
    """The selectors of a rule whose classes and ids are on the page; none of what can't be read."""
    parts = [prelude] if "(" in prelude else prelude.split(",")
    held = [part for part in parts if there.issuperset(_NAME_IN_SELECTOR.findall(part))]
    try:
        return cssselect.parse(",".join(held)) if held else ()
    except (cssselect.SelectorError, RecursionError):
        return ()


def lookup_key(selector: cssselect.Selector) -> str:
    """The id, class or tag by which an element is looked up that a selector may hold for."""
    tree: Any = selector.parsed_tree
    while True:
        if isinstance(tree, parser.CombinedSelector):
            tree = tree.subselector
        elif isinstance(tree, parser.Class):
            return "." + tree.class_name
        elif isinstance(tree, parser.Hash):
            return "#" + tree.id
        elif isinstance(tree, parser.Element):
            return tree.element or "*"
        else:
            tree = tree.selector


def is_simple(tree: object, element: etree._Element) -> bool | None:
    """Whether a selector of one tag, class or id holds for an element that has its key."""
    if isinstance(tree, parser.Element):
        return True
    if isinstance(tree, parser.Class | parser.Hash) and isinstance(tree.selector, parser.Element):
        return tree.selector.element in (None, element.tag)
    return None


def selected(root: etree._Element, selector: cssselect.Selector) -> list[etree._Element]:
    """The elements a selector holds for."""
    try:
        path = cssselect.HTMLTranslator().selector_to_xpath(selector)
        large = next(islice(root.iter(), LARGE, None), None) is not None
        if large and "sibling" in path:
            return []
        found = root.xpath(path)
    except (cssselect.SelectorError, etree.XPathError):
        return []
    return (
        [each for each in found if isinstance(each, etree._Element)]
        if isinstance(found, list)
        else []
    )
