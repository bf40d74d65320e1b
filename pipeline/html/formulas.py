r"""Formulas of a page as the TeX they were written in, or as near to it as the page tells.

>>> from lxml.html import fromstring
>>> formula(fromstring(r'<img eeimg=1 alt="t=\sqrt{2h/g}" src=a.png>'))
't=\\sqrt{2h/g}'
>>> formula(fromstring("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi></math>"))
'x^2+y'
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from pipeline.html.words import pattern

_PICTURED = pattern("formulas", "pictured")
_CALLED = re.compile(r"(?:^|[\s_-])(?:latex|tex|math|equation|formula|mwe-math|ztext-math)", re.I)
_RENDERED = pattern("formulas", "rendered")
_WRITTEN = ("data-tex", "data-latex", "data-formula", "data-equation", "data-math")
_LONGEST = 2_000  # characters of a formula; more is no formula
_TWO = {"msub": "_", "msup": "^", "munder": "_", "mover": "^"}


def formula(element: etree._Element) -> str:
    """The formula that a picture, a script, a `<math>` or a span stands for, or nothing."""
    tag = element.tag
    if tag == "img":
        text = _pictured(element)
    elif tag == "script":
        text = (element.text or "") if (element.get("type") or "").startswith("math/tex") else ""
    elif tag == "math":
        text = _written(element) or _linear(element)
    else:
        text = next((said for name in _WRITTEN if (said := element.get(name))), "")
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else ""


def is_formula(name: str) -> bool:
    """Whether a class is that of a formula, or of the shape of one."""
    return bool(_CALLED.search(name) or _RENDERED.search(name))


def is_rendered(name: str) -> bool:
    """Whether a class is that of the shape of a formula whose source stands beside it."""
    return _RENDERED.search(name) is not None


def has_source(element: etree._Element) -> bool:
    """Whether beside the shape of a formula stands what it was made of."""
    for beside in (element.getprevious(), element.getnext()):
        while beside is not None and is_rendered(beside.get("class") or ""):
            beside = beside.getnext()
        if beside is not None:
            if beside.tag == "script" and (beside.get("type") or "").startswith("math/"):
                return True
            if beside.tag in ("math", "img") or next(beside.iter("math"), None) is not None:
                return True
    return False


def _pictured(element: etree._Element) -> str:
    """The formula that a picture shows."""
    source = element.get("src") or element.get("data-src") or ""
    named = element.get("class") or ""
    alt = (element.get("alt") or "").strip()
    marked = element.get("eeimg") is not None or element.get("data-formula") is not None
    if not (marked or _CALLED.search(named) or _PICTURED.search(source)):
        return ""
    if said := next((said for name in _WRITTEN if (said := element.get(name))), ""):
        return said
    if alt and alt not in ("公式", "[公式]", "formula", "equation", "image"):
        return alt
    parts = urlsplit(source)
    said = parse_qs(parts.query).get("tex", [""])[0]
    if not said and re.search(r"latex|mimetex|mathtex", source, re.I):
        said = unquote(parts.query)
    return said


def _written(element: etree._Element) -> str:
    """The TeX that a `<math>` carries along."""
    for note in element.iter("annotation"):
        if "tex" in (note.get("encoding") or "").lower():
            return note.text or ""
    said = (element.get("alttext") or "").strip()
    if found := re.fullmatch(r"\{\\(?:display|text)style (.*)\}", said, re.S):
        return found[1].strip()
    return said


def _linear(element: etree._Element) -> str:
    """A `<math>` in one line."""
    tag = str(element.tag)
    parts = [_linear(child) for child in element if isinstance(child.tag, str)]
    if tag in ("annotation", "annotation-xml"):
        return ""
    if tag in _TWO and len(parts) == 2:
        return f"{parts[0]}{_TWO[tag]}{_braced(parts[1])}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{_braced(parts[1])}^{_braced(parts[2])}"
    if tag == "mfrac" and len(parts) == 2:
        return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
    if tag == "msqrt":
        return rf"\sqrt{{{''.join(parts)}}}"
    if tag == "mroot" and len(parts) == 2:
        return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
    return (element.text or "").strip() + "".join(parts)


def _braced(part: str) -> str:
    return part if len(part) == 1 else f"{{{part}}}"
