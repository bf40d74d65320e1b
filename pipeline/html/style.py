"""What a browser would not show of a page: by attributes, inline styles and the page's own sheets.

Style sheets elsewhere are unknown. Only what hides is asked for, by what hides a sentence from a
reader as well: no box, no size, no place on the screen, the colour of the ground.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import cssselect
import tinycss2
from lxml import etree

from pipeline.html.selectors import (
    SCREEN,
    blocks,
    is_simple,
    is_there,
    lookup_key,
    names,
    page_selectors,
    selected,
)
from pipeline.html.toggles import Toggles
from pipeline.html.words import pattern

_HIDING = pattern("style", "hiding")
# Nor do the colours of the letters, which are asked for within a line alone.
_PALE = re.compile(r"transparent|white|#f|background|rgba?\(\s*(?:2[45]\d|[\d\s,]+,\s*0)", re.I)
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.S)
_ZERO = re.compile(r"[+-]?0*(?:\.0+)?\s*(?:px|pt|em|rem|%|vw|vh|ex|in|cm|mm)?")
_FAR = re.compile(r"-\s?\d{3,}(?:\.\d+)?\s?(?:px|em|rem|pt|vw|vh|%|in|cm)?")
_TINY = re.compile(r"[+-]?0*[01]?(?:\.\d+)?\s*(?:px|pt)|0+")
_CLIPPED = pattern("style", "clipped")
_SCALED = re.compile(r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\([^)]*-\s?\d{4}")
_UNPAINTED = re.compile(r"opacity\(\s*0|alpha\(\s*opacity\s*=\s*0\s*\)")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
_NAMED = {"white": "#ffffff", "black": "#000000"}
_NAME = re.compile(r"[\w-]+")
_SHOWING = re.compile(r"display|font|visib|opac|position|height|width", re.I)
_POINTED = re.compile(r":(?:hover|focus(?:-within|-visible)?|active|checked|target)\b")
_SPOKEN = re.compile(r"katex-mathml|assistive-?_?mml|assistive_mathml", re.I)  # of a formula
INNER = 200  # elements within one of size 0 looked at
MOST_ASKED = 1_000  # hidden elements whose toggles are looked for; a page of more folds no answers
MOST_FOUND = 100  # selectors asked for all their elements, each some ms on a page of 60 kB
_MOST_RULES = 400  # of a page that may hide something; more are those of a whole framework
# Names under which frameworks hide from the eye what they say to screen readers, and what boards
# call the letters they mix into posts.
_ASKED = frozenset(("dialog", "font"))
_UNSEEN = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "jammer")
)


@lru_cache(maxsize=4096)
def declared(style: str) -> Mapping[str, str]:
    """The declarations of a style attribute or rule; of important ones the name begins with `!`.

    >>> declared("Display: none !important; font-size:0PX")
    {'!display': 'none', 'font-size': '0px'}
    """
    found = {}
    for each in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            value = tinycss2.serialize(each.value).strip().lower()
            found["!" * each.important + each.lower_name] = value
    return found


@lru_cache(maxsize=4096)
def _may_hide(style: str, inline: bool) -> bool:
    """Whether an attribute has words of what hides."""
    return bool(_HIDING.search(style) or (inline and _PALE.search(style)))


def _value(style: Mapping[str, str], name: str) -> str:
    return style.get(name, "")


def has_no_box(style: Mapping[str, str]) -> bool:
    """Whether an element so styled takes no place a reader could see, block or not."""
    if _value(style, "display") == "none" or _value(style, "content-visibility") == "hidden":
        return True
    if _value(style, "position") in ("absolute", "fixed"):
        if any(_FAR.fullmatch(_value(style, side)) for side in ("left", "top", "right", "bottom")):
            return True
        if _CLIPPED.fullmatch(_value(style, "clip")):
            return True
    far = any(_FAR.fullmatch(_value(style, name)) for name in ("text-indent", "margin-left"))
    if far or _CLIPPED.fullmatch(_value(style, "clip-path")):
        return True
    if any(_SCALED.search(_value(style, name)) for name in ("transform", "-webkit-transform")):
        return True
    cut = "hidden" in (_value(style, "overflow"), _value(style, "overflow-y"))
    sides = ("height", "width", "max-height", "max-width")
    return cut and any(_TINY.fullmatch(_value(style, side)) for side in sides)


def is_unpainted(style: Mapping[str, str]) -> bool:
    """Whether an element so styled has its place and shows nothing in it.

    Of a block that says little: scripts show it later, as WeChat does with whole articles.
    """
    return (
        _value(style, "visibility") in ("hidden", "collapse")
        or (bool(_value(style, "opacity")) and bool(_ZERO.fullmatch(_value(style, "opacity"))))
        or bool(_UNPAINTED.search(_value(style, "filter")))
        or _colour(_value(style, "color")) == "transparent"
    )


def text_size(style: Mapping[str, str]) -> bool | None:
    """Whether text so styled has a size: None where nothing is said."""
    size = _value(style, "font-size")
    if not size and (font := _value(style, "font")):
        size = font.split("/")[0].split()[-1] if font.split("/")[0].split() else ""
        if not size[:1].isdigit():
            return None
    if not size or size in ("inherit", "unset"):
        return None
    return not _ZERO.fullmatch(size)


def _colour(value: str) -> str:
    """A colour in one spelling, blank where it is another than those told.

    >>> _colour("#FFF".lower()), _colour("rgba(0, 0, 0, 0)"), _colour("rgb(255,255,254)")
    ('#ffffff', 'transparent', '#fffffe')
    """
    value = value.strip()
    if value == "transparent":
        return value
    if found := _RGB.fullmatch(value):
        if found[4] and float(found[4].rstrip("%")) == 0:
            return "transparent"
        return "#" + "".join(f"{min(int(found[i]), 255):02x}" for i in (1, 2, 3))
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(each * 2 for each in value[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", value):
        return value
    return _NAMED.get(value, "")


class _Rule(NamedTuple):
    """A selector of the page's sheets with its declarations, in the order of precedence."""

    rank: tuple[tuple[int, int, int], int]
    selector: cssselect.Selector
    style: Mapping[str, str]


class Styles:
    """The page's own style sheets, asked for what they hide."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._rules: dict[str, list[_Rule]] = {}  # by the class, id or tag its last part names
        self._hiding: set[str] = set()  # those of which one may hide something
        self._shown_again: set[str] = set()  # those that are shown while someone points or presses
        self._told: dict[str, bool] = {}  # of classes, whether one may hide something
        self._toggles: Toggles | None = None
        self._asked = 0
        self._found: dict[int, frozenset[etree._Element]] = {}
        self.external = self._by_id = False
        sheets = []
        for sheet in root.iter("style", "link"):
            if sheet.tag == "link":
                self.external |= "stylesheet" in (sheet.get("rel") or "").lower()
            elif SCREEN.match(sheet.get("media") or "") and sheet.text:
                sheets.append(sheet.text)
        if any(map(_HIDING.search, sheets)):
            self._read("\n".join(sheets))
        self._tags = _ASKED | self._hiding
        self._any = "*" in self._hiding

    def _read(self, css: str) -> None:
        """Note the rules of a sheet that could hide something, or show it again."""
        rules = list(blocks(_COMMENT.sub("", css)))
        there = names(self.root)
        hiding = [
            (order, selector, body)
            for order, (prelude, body) in enumerate(rules)
            if is_there(prelude, there) and _HIDING.search(body) and not _POINTED.search(prelude)
            for selector in page_selectors(prelude, there)
        ]
        for order, selector, body in hiding[:_MOST_RULES]:
            style = _plain(declared(body))
            if (
                has_no_box(style)
                or is_unpainted(style)
                or _is_own_ground(style)
                or text_size(style) is False
            ):
                self._hiding.add(lookup_key(selector))
                self._note(order, selector, body)
        self._by_id = any(one[0] == "#" for one in self._hiding)
        if not self._hiding:
            return
        hiding_names = {one.lstrip(".#") for one in self._hiding}
        for order, (prelude, body) in enumerate(rules):
            if not hiding_names.isdisjoint(_NAME.findall(prelude)):
                if _POINTED.search(prelude):
                    bare = page_selectors(_POINTED.sub("", prelude), there)
                    self._shown_again.update(map(lookup_key, bare))
                elif _SHOWING.search(body) and not _HIDING.search(body):
                    for selector in page_selectors(prelude, there):
                        self._note(order, selector, body)

    def _note(self, order: int, selector: cssselect.Selector, body: str) -> None:
        rule = _Rule((selector.specificity(), order), selector, declared(body))
        self._rules.setdefault(lookup_key(selector), []).append(rule)

    def may_hide(self, tag: str, name: str | None, keys: Sequence[str | bytes]) -> bool:
        """Whether an element with these attributes, of which `name` is the class, may be hidden."""
        if "style" in keys or "hidden" in keys or self._any or tag in self._tags:
            return True
        if name and name not in self._told:
            keyed = ["." + each for each in name.split()]
            self._told[name] = name in _UNSEEN or not self._hiding.isdisjoint(keyed)
        return (bool(name) and self._told[str(name)]) or (self._by_id and "id" in keys)

    def asks(self, tag: str) -> bool:
        """Whether an element of that tag may be hidden though it has no attributes."""
        return self._any or tag in self._tags

    def hides(self, element: etree._Element, name: str | None, inline: bool) -> bool:
        """Whether a reader sees nothing of an element, whatever he presses."""
        if (style := self._of(element, name, inline)) is None:
            return False
        hidden = (
            (inline and name is not None and not _UNSEEN.isdisjoint(name.split()))
            or (element.get("hidden") is not None and style.get("display", "none") == "none")
            or (element.tag == "dialog" and "open" not in element.attrib)
            or has_no_box(style)
            or (inline and (is_unpainted(style) or _is_pale(element, style)))
            or _is_own_ground(style)
            or (text_size(style) is False and not self._sized_within(element))
        )
        if not hidden or _SPOKEN.search(name or "") or element.get("hidden") == "until-found":
            return False
        if not self._shown_again.isdisjoint(_keys(element, name)):
            return False
        if self._toggles is None:
            self._toggles = Toggles(self.root)
        self._asked += 1
        return self._asked > MOST_ASKED or not self._toggles.opens(element)

    def _sized_within(self, element: etree._Element) -> bool:
        """Whether what stands in an element of size 0 has a size again, as far as is known."""
        for inner in islice(element.iterdescendants(), INNER):
            name = inner.get("class")
            style = self._of(inner, name, True) or {}
            said = inner.get("style")
            if text_size(style) or (said and text_size(declared(said))):
                return True
            if self.external and name:
                return True
        return False

    def _of(
        self, element: etree._Element, name: str | None, inline: bool
    ) -> Mapping[str, str] | None:
        """The declarations that could hide an element; None for most."""
        style = element.get("style")
        own: Mapping[str, str] | None = None
        if style and _may_hide(style, inline):
            own = declared(style)
        elif (
            element.get("hidden") is not None
            or element.tag == "dialog"
            or (inline and (name in _UNSEEN or element.tag == "font"))
        ):
            own = {}
        if not self._hiding or self._hiding.isdisjoint(keys := _keys(element, name)):
            return _plain(own) if own else own
        rules = sorted(
            (
                rule
                for key in keys
                for rule in self._rules.get(key, ())
                if self._fits(rule, element)
            ),
            key=lambda rule: rule.rank,
        )
        return _cascaded([*(rule.style for rule in rules), declared(style) if style else {}])

    def _fits(self, rule: _Rule, element: etree._Element) -> bool:
        """Whether a selector holds for an element."""
        if (simple := is_simple(rule.selector.parsed_tree, element)) is not None:
            return simple
        number = id(rule)
        if number not in self._found:
            found = selected(self.root, rule.selector) if len(self._found) < MOST_FOUND else ()
            self._found[number] = frozenset(found)
        return element in self._found[number]


def _keys(element: etree._Element, name: str | None) -> list[str]:
    """By what an element is looked up: its tag, classes and id."""
    keys = [element.tag, "*"]
    if name:
        keys += ("." + each for each in name.split())
    if own := element.get("id"):
        keys.append("#" + own)
    return keys


def _is_pale(element: etree._Element, style: Mapping[str, str]) -> bool:
    """Whether letters have the colour of their ground, as far as the page says it.

    Where nothing around them has a ground it is white.
    """
    colour = _colour(_value(style, "color")) or _colour((element.get("color") or "").lower())
    if not colour:
        return False
    holder: etree._Element | None = element
    while holder is not None:
        said = declared(holder.get("style") or "")
        ground = holder.get("bgcolor") or _value(said, "background-color")
        ground = ground or _value(said, "background")
        if ground or "background-image" in said:
            return _colour(ground.lower().split(" no-repeat")[0]) == colour
        holder = holder.getparent()
    return colour == "#ffffff"


def _is_own_ground(style: Mapping[str, str]) -> bool:
    """Whether a style gives letters the very colour that it gives their ground."""
    ground = _colour(_value(style, "background-color") or _value(style, "background"))
    return ground != "" and ground == _colour(_value(style, "color"))


def _plain(style: Mapping[str, str]) -> Mapping[str, str]:
    """Declarations without what says which of them is important."""
    return _cascaded([style]) if any(name[0] == "!" for name in style) else style


def _cascaded(styles: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """What holds when later declarations win, and important ones over all others."""
    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for style in styles:
        for name, value in style.items():
            (important if name[0] == "!" else normal)[name.lstrip("!")] = value
    return normal | important
