"""What the machine-readable parts of a page state: `<meta>`, JSON-LD, a few script variables."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from lxml import etree

_ARTICLES = ("Article", "Posting", "Report")  # in the names of their types


def meta_tags(root: etree._Element) -> dict[str, str]:
    """The content of each named `<meta>`, the first of its name."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content and len(content) <= 1000:
            found.setdefault(name.lower(), content)
    return found


# Pages of WeChat state these in a script alone, the time as seconds of Unix in China's own zone.
_VARIABLE = re.compile(r"""\bvar (ct|nickname) = (?:htmlDecode\()?["']([^"'\n\\]{1,60})["']""")
_ZONE = timezone(timedelta(hours=8))


def variables(root: etree._Element) -> dict[str, str]:
    """The account and the time that a page's scripts state, named `var nickname`, `var ct`."""
    found: dict[str, str] = {}
    for script in root.iter("script"):
        text = script.text or ""
        if "var ct" in text or "var nickname" in text:
            for name, value in _VARIABLE.findall(text):
                if name == "ct" and re.fullmatch(r"1\d{9}", value):
                    value = datetime.fromtimestamp(int(value), _ZONE).strftime("%Y-%m-%d %H:%M:%S")
                found.setdefault(f"var {name}", value)
    return found


def json_ld(root: etree._Element) -> dict[str, str]:
    """Headline, author, publisher, date and keywords of the first article in JSON-LD."""
    for thing in articles(root):
        return {
            name: value
            for name in ("headline", "author", "publisher", "datePublished", "keywords")
            if (value := _said(thing.get(name)))
        }
    return {}


def articles(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes."""
    for thing in _described(root):
        if any(word in kind for kind in _kinds(thing) for word in _ARTICLES):
            yield thing


def types(root: etree._Element) -> set[str]:
    """What JSON-LD, microdata and `og:type` say that a page is about, in small letters."""
    found = {kind.lower() for thing in _described(root) for kind in _kinds(thing)}
    for element in root.iter("body", "article", "main", "div"):
        if named := element.get("itemtype"):
            found.add(named.rpartition("/")[2].lower())
    for element in root.iter("meta"):
        if element.get("property") == "og:type":
            found.add((element.get("content") or "").strip().lower())
    return found


def _kinds(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type") or ""
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _described(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The things that JSON-LD describes."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _things(data)


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of JSON-LD, and those of its graph."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (node for node in graph if isinstance(node, dict))
                if isinstance(graph, list)
                else ()
            )


def _said(value: Any) -> str:
    """A value of JSON-LD as text; of several people, all."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        return _said(value.get("name"))
    return " ".join(value.split()) if isinstance(value, str) else ""
