"""What bytes are, by what they look like and not by what they are called."""

import re
from typing import Literal

from pipeline.reading import mail

FileKind = Literal[
    "json",
    "jsonl",
    "parquet",
    "sheet",
    "warc",
    "zip",
    "tar",
    "office",
    "book",
    "feed",
    "mail",
    "page",
]

HEAD = 1 << 16
"""Bytes looked at: a page of HTML has its first paragraph in them."""

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WIDE = re.compile(rb"[\s\0]{0,64}(?:<\0[!a-zA-Z?]\0|\0<\0[!a-zA-Z?])")  # UTF-16 without its mark
_BLANK = b" \t\r\n\x0c\0\xef\xbb\xbf\xff\xfe"
# What may stand before a page: a declaration of XML, comments; each is passed over once.
_BEFORE = re.compile(rb"\s*(?:<\?xml[^>]*>|<!--.*?-->)", re.I | re.S)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|(?:html|head|body)[\s>])", re.I)
_XML = re.compile(rb"<\?xml\s", re.I)
_BEFORE_XML = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE\s+rss[^>]*>)", re.I | re.S)
_FEED = re.compile(rb"\s*<(?:rss|rdf:rdf|(?:\w+:)?feed)[\s>]", re.I)
_TAG = re.compile(rb"</?(?:p|div|br|li|tr|td|table|ul|ol|h[1-6]|section|article)\b[^<>]*>", re.I)
_FIRST_TAG = re.compile(
    rb"<(?:p|div|br|li|tr|td|table|ul|ol|h[1-6]|section|article|span|a|img|meta|title|script|style"
    rb"|link|font|center|main|nav|header|strong|b|em)\b[^<>]*>",
    re.I,
)
_WARC = re.compile(rb"\s*(?:WARC/\d\.\d+\r?\n|filedesc://)")
_CRAWLS = (".warc", ".arc", ".wet")  # whatever stands before their first record
_INNER_WARC = re.compile(rb"WARC/\d\.\d+\r?\n|(?:^|\n)filedesc://")
_OPENS = re.compile(rb'[{\[]\s*["{\[\]}]')
_OBJECT_FIRST = re.compile(rb"\{[^\n]*\}\s*(?:\n|$)")  # one object that ends with its line
_OBJECT_LINE = re.compile(rb'^[ \t]*\{\s*"', re.M)


def kind_of_file(head: bytes, name: str) -> FileKind:
    """What a file (unpacked) is that starts with `head`; its name counts where both are possible.

    >>> kind_of_file(b'{"text": "..."}', "a.txt"), kind_of_file(b"<html>", "a.jsonl")
    ('jsonl', 'page')
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if _is_book(head):
            return "book"
        return "office" if _is_office(head) else "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head[257:262] == b"ustar":
        return "tar"
    if _WARC.match(head) or (name.casefold().endswith(_CRAWLS) and _INNER_WARC.search(head)):
        return "warc"
    if is_feed(head):
        return "feed"
    if mail.is_mail(head, name):
        return "mail"
    if name.casefold().endswith((".csv", ".tsv", ".tab")) and head and not is_page(head):
        return "sheet"
    return _table(_narrow(head), name.casefold()) or "page"


def _is_book(head: bytes) -> bool:
    """A zip that is an EPUB, whose first member says so, or that has one's container."""
    said = head[30:38] == b"mimetype" and b"application/epub+zip" in head[38:100]
    return said or b"META-INF/container.xml" in head


def _is_office(head: bytes) -> bool:
    """A zip that is one document: Office Open XML, OpenDocument."""
    return head[30:49] == b"[Content_Types].xml" or head[30:38] in (b"mimetype", b"_rels/.r")


def is_feed(head: bytes) -> bool:
    r"""Whether a feed begins here: RSS, Atom or RDF.

    >>> is_feed(b"<?xml version='1.0'?>\n<!-- a --><rss version='2.0'>"), is_feed(b"<html>")
    (True, False)
    """
    head, at = _narrow(head).lstrip(_BLANK), 0
    while before := _BEFORE_XML.match(head, at):
        at = before.end()
    return bool(_FEED.match(head, at))


def _table(head: bytes, name: str) -> FileKind | None:
    start = head.lstrip(_BLANK)
    if not start:
        return None
    if name.endswith((".jsonl", ".ndjson", ".jsonlines", ".jl")):
        # Its name says what its lines should be; only a page of HTML is clearly something else.
        return None if start[:1] == b"<" and not _OBJECT_LINE.search(head) else "jsonl"
    if not _OPENS.match(start):
        return None
    if start[:1] == b"{" and _OBJECT_FIRST.match(start) and not name.endswith(".json"):
        return "jsonl"
    if len(_OBJECT_LINE.findall(start)) > 1 and _OBJECT_FIRST.match(start):
        return "jsonl"  # and not one object that is a wrapper around rows
    if name.endswith(".json") or start[:1] == b"{" or re.match(rb"\[\s*\{\s*\"", start):
        return "json" if len(start) < HEAD or b"\n" in start or start[:1] == b"[" else "jsonl"
    return None


def media(head: bytes, name: str = "") -> str:
    r"""`text/html` or `text/plain`.

    A whole page is one whatever its name. A fragment is HTML when it starts with a tag, or when
    its tags and not its line breaks make the paragraphs; in `.txt` and `.md` tags are quoted.

    >>> media(b"<p>one</p><p>two</p>"), media(b"use <p> and </p>\nfor paragraphs"), media(b"a < b")
    ('text/html', 'text/plain', 'text/plain')
    >>> media("<html><p>一".encode("utf-16-le")), media("a < b".encode("utf-16-be"))
    ('text/html', 'text/plain')
    """
    if b"<" not in head:
        return "text/plain"
    head = _narrow(head[:HEAD]).lstrip(_BLANK)
    if is_page(head) or _XML.match(head):
        return "text/html"  # a feed too: as plain text it would keep its tags
    name = name.casefold()
    if name.endswith((".txt", ".text", ".md", ".markdown")):
        return "text/plain"
    tags = len(_TAG.findall(head))
    if name.endswith((".html", ".htm", ".xhtml", ".shtml")):
        return "text/html" if tags or _FIRST_TAG.search(head) else "text/plain"
    if b"</" in head and _FIRST_TAG.match(head):
        return "text/html"
    return "text/html" if tags >= 3 and tags > head.count(b"\n") else "text/plain"


def is_page(head: bytes) -> bool:
    r"""Whether a whole page of HTML begins here.

    >>> is_page(b"<?xml version='1.0'?>\n<!-- a --><!DOCTYPE html>"), is_page(b"<p>")
    (True, False)
    """
    at = 0
    while before := _BEFORE.match(head, at):
        at = before.end()
    return bool(_PAGE.match(head, at))


def _narrow(head: bytes) -> bytes:
    """UTF-16 as the ASCII in it, for tags and brackets; other bytes as they are."""
    wide = head.startswith(_BOMS[1:]) or _WIDE.match(head)
    return head.replace(b"\0", b"") if wide else head
