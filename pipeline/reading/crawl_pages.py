"""What a record of a crawl holds: a page, the items of a feed, or no page at all."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.model.article import Record, Records, Unreadable
from pipeline.model.provenance import SIGNALS
from pipeline.reading import feeds, http, no_page, sniff
from pipeline.reading.compression import Broken

WANTED = frozenset({"response", "resource", "conversion", "revisit", "continuation"})
"""Kinds of records that get a verdict; requests, metadata and the like only speak of others."""

# Crawlers name what they made of a page after it: `urn:text:https://…` is its text.
_MADE_OF = re.compile(r"urn:[\w-]+:(?=https?://)")
# What the head of a WARC record says of it, and as what it stands in `source`.
_WARC = {
    "warc-record-id": "warc_record_id",
    "warc-date": "warc_date",
    "warc-payload-digest": "payload_digest",
    "warc-refers-to": "warc_refers_to",
    "warc-truncated": "warc_truncated",
}
# And that of HTTP: when it was answered, and what the publisher says of indexing and of mining.
_HTTP = {
    "date": "http_date",
    "last-modified": "http_last_modified",
    "x-robots-tag": "robots",
    **{name: called for name, called in SIGNALS.items() if name != "robots"},
}


class RecordHead(NamedTuple):
    """The head of a record: its own size, its kind, and how long its body is."""

    size: int
    kind: str
    length: int | None
    url: str
    fields: Mapping[str, str]

    @property
    def wanted(self) -> bool:
        """Whether it may hold a page."""
        return self.kind in WANTED and not self.url.startswith("dns:")


def pages(path: str, number: int, head: RecordHead, body: bytes) -> Records:
    """The page of a record, the items of its feed, or why it is none; `number` 0 is no crawl's."""
    source = ({"record": number} if number else {}) | _stated(head.fields, _WARC)
    try:
        if head.kind == "revisit":
            of = head.fields.get("warc-refers-to-target-uri") or head.url
            raise http.NoPage(f"a revisit: the page is as it was at an earlier visit ({of[:200]})")
        if head.kind == "continuation":
            raise http.NoPage("a further segment of a record, which is not read")
        page = _answer(head, body)
        if why := no_page.why_ignored(page.body[: sniff.HEAD], _name(head.url)):
            raise http.NoPage(why)
    except http.NoPage as error:
        yield Unreadable(path, str(error), body, "ignored")
        return
    except Broken as error:
        yield Unreadable(path, str(error), body)
        return
    source |= _stated(page.fields, _HTTP)
    media = page.fields.get("content-type", "").partition(";")[0].strip().casefold()
    if sniff.is_feed(page.body[: sniff.HEAD]):
        yield from feeds.items(path, page.body, page.charset, source)
    elif media in http.FEEDS and not sniff.is_page(page.body[: sniff.HEAD]):
        yield Unreadable(path, f"{media}, but neither a page nor a feed", body, "ignored")
    else:
        known = {"url": _MADE_OF.sub("", head.url)} if head.url else {}
        name = "page.html" if page.html else "page.txt"
        kind = sniff.media(page.body, name)
        if head.kind == "conversion" and not page.html:
            kind = "text/plain"
        yield Record(path, page.body, kind, page.charset, known, source=source)


SAVED = RecordHead(0, "response", None, "", {})
"""The head of a response that is a file of its own, as `curl -i` saves one."""


def is_saved(data: bytes) -> bool:
    r"""Whether a file is a page of HTML as a server sent it, with its head.

    >>> is_saved(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><p>")
    True
    >>> is_saved(b"HTTP/1.1 200 OK\n\nis what a server says.")
    False
    """
    if not data.startswith(b"HTTP/"):
        return False
    head, body = http.parted(data[: sniff.HEAD])
    return "content-type" in http.headers(head) and (sniff.is_page(body) or body[:2] == _GZIP)


_GZIP = b"\x1f\x8b"


def _answer(head: RecordHead, body: bytes) -> http.Response:
    """What a server sent, or what a crawler stored without its head."""
    stored = head.kind in ("resource", "conversion")
    if not stored or body.startswith(b"HTTP/1."):
        return http.response(body, cut="warc-truncated" in head.fields)
    stated = head.fields.get("content-type", "")
    if head.kind == "conversion" and not stated.startswith("text/"):
        stated = "text/plain; charset=utf-8"  # what a tool made of a page is text, whatever it says
    media, charset = http.media_type(stated)
    html = media in ("text/html", "application/xhtml+xml")
    if head.kind == "conversion":
        charset = charset or "utf-8"
    return http.Response(body, html, charset, {"content-type": stated})


def _stated(fields: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    return {ours: fields[theirs] for theirs, ours in names.items() if fields.get(theirs)}


def _name(url: str) -> str:
    """The name of what stands at an address, as of a file.

    >>> _name("https://a.example/robots.txt?x=/y"), _name("https://a.example/")
    ('robots.txt', '')
    """
    return url.partition("#")[0].partition("?")[0].rpartition("/")[2]
