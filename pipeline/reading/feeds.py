"""The items of an RSS or Atom feed as records, each with its text, title, address and date."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from pipeline.model.article import Record, Records, Unreadable

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_ENDS = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*\Z", re.I | re.S)
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|img|strong|em|b|i|u|h[1-6]|ul|ol|li|dl|blockquote|pre|code|table|tr|td"
    r"|section|article|figure|font|center|hr|video|iframe)\b[^<>]*>",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+")
_MAIL_AND_NAME = re.compile(r"\S+@\S+ \((.+)\)")
_TEXTS = ("encoded", "content", "description", "summary")  # the whole text stands first
_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")
_TAKEN = frozenset(
    {"title", "link", "origlink", "guid", "id", "category", "subject", "author", "creator"}
)


def items(path: str, data: bytes, charset: str | None, source: Mapping[str, Any]) -> Records:
    """The items of a feed, as `path#3` for the third of them.

    Of a feed that was cut off the last item is lost, for no one can tell how much of it there is.
    """
    text = _decoded(data, charset)
    root = _parsed(text)
    if root is None:
        yield Unreadable(path, "no readable feed: its XML is damaged", data)
        return
    found = [one for one in root.iter() if _name(one) in ("item", "entry")]
    feed = " ".join(_title_of(root).split())
    cut = not _ENDS.search(text[-4096:])
    for number, item in enumerate(found[: len(found) - cut], 1):
        place = {**source, "item": number, **({"feed": feed} if feed else {})}
        yield _record(f"{path}#{number}", item, place)
    if cut:
        yield Unreadable(f"{path}#{max(len(found), 1)}", "truncated: the feed does not end")
    elif not found:
        yield Unreadable(path, "a feed without items", data, "ignored")


def _decoded(data: bytes, charset: str | None) -> str:
    """A feed as text, by its mark, by what declares its encoding, or else as UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    codec = (charset or (declared[1].decode() if declared else "utf-8")).casefold()
    codec = _CHINESE.get(codec, codec)
    for name, errors in (("utf-8", "strict"), (codec, "strict"), (codec, "replace")):
        with suppress(UnicodeDecodeError, LookupError):
            return data.decode(name, errors).removeprefix("\ufeff")
    return data.decode("utf-8", "replace")


def _parsed(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, huge_tree=True, resolve_entities=False, no_network=True, encoding="utf-8"
    )
    plain = _DECLARATION.sub("", text, count=1).lstrip()
    try:
        return etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _record(path: str, item: etree._Element, source: Mapping[str, Any]) -> Record:
    fields: dict[str, list[etree._Element]] = {}
    for child in item:
        if name := _name(child):
            fields.setdefault(name, []).append(child)
    which = next((name for name in _TEXTS if any(map(_text, fields.get(name, ())))), "")
    body = next(filter(_text, fields.get(which, ())), None)
    text = _text(body) if body is not None else ""
    kind = body.get("type", "") if body is not None else ""
    html = kind in ("html", "xhtml", "text/html") or (kind != "text" and _HTML.search(text))
    known = {
        "title": _plain(_first(fields, "title")),
        "url": _address(fields),
        "date": _date(fields),
        "author": _author(fields),
        "sitename": _plain(_title_of(fields["source"][0])) if "source" in fields else "",
        "tags": "\n".join(_tags(fields)),
        "source_id": _first(fields, "guid") or _first(fields, "id"),
    }
    extra = {
        name: " ".join(_text(children[0]).split())
        for name, children in fields.items()
        if name not in _TAKEN and name not in (which, "source") and name not in _DATES
        if _text(children[0])
    }
    return Record(
        path,
        text.encode("utf-8", "replace"),
        "text/html" if html else "text/plain",
        "utf-8",
        {name: value for name, value in known.items() if value},
        whole=True,
        source=source,
        extra=extra,
    )


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; blank for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    """What an element says; of XHTML its markup."""
    if element.get("type") == "xhtml" and len(element):
        return "".join(etree.tostring(child, encoding="unicode") for child in element).strip()
    return "".join(map(str, element.itertext())).strip()


def _first(fields: Mapping[str, list[etree._Element]], name: str) -> str:
    return next(filter(None, map(_text, fields.get(name, ()))), "")


def _plain(text: str) -> str:
    return " ".join(_HTML.sub("", text).split())


def _title_of(element: etree._Element) -> str:
    """The title of a feed or source: its own element, or all it says."""
    for child in element:
        if _name(child) == "channel":
            return _title_of(child)
        if _name(child) == "title":
            return _text(child)
    return "" if len(element) else _text(element)


def _address(fields: Mapping[str, list[etree._Element]]) -> str:
    """Where the item stands: what a service that sits between replaced, its link, or its id."""
    links = fields.get("link", [])
    stated = [
        _first(fields, "origlink"),
        *(_text(link) for link in links),
        *(link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"),
        *(_text(one) for one in fields.get("guid", ()) if one.get("isPermaLink") != "false"),
        _first(fields, "id"),
    ]
    return next((one for one in stated if _ADDRESS.fullmatch(one)), "")


def _date(fields: Mapping[str, list[etree._Element]]) -> str:
    return next((stated for name in _DATES if (stated := _first(fields, name))), "")


def _author(fields: Mapping[str, list[etree._Element]]) -> str:
    named = []
    for one in (*fields.get("creator", ()), *fields.get("author", ())):
        inner = [_text(child) for child in one if _name(child) == "name"]
        said = inner[0] if inner else _text(one)
        if found := _MAIL_AND_NAME.fullmatch(said):
            said = found[1]
        if said and "@" not in said and said not in named:
            named.append(" ".join(said.split()))
    return "、".join(named)


def _tags(fields: Mapping[str, list[etree._Element]]) -> Iterator[str]:
    for one in (*fields.get("category", ()), *fields.get("subject", ())):
        if said := one.get("label") or one.get("term") or _text(one):
            yield " ".join(said.split())
