"""A page saved as one MHTML file, or a mail: the part that is the page, decoded, with its facts."""

import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import TYPE_CHECKING

from pipeline.model.article import Record, Unreadable

if TYPE_CHECKING:
    from email.message import Message

_TAG = re.compile(rb"<[^<>]*>")
_BEFORE = b"\xef\xbb\xbf\r\n \t"
_ENDS = (".mht", ".mhtml", ".eml")
_HEADERS = re.compile(
    rb"(?:[A-Za-z][\w-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,200}(?P<end>[\r\n]|\Z)?"
)
_MIME = re.compile(rb"^MIME-Version:", re.I | re.M)
_ENVELOPE = re.compile(rb"^(?:From|Subject|Date|Message-ID|Received|Return-Path):", re.I | re.M)


def is_mail(head: bytes, name: str) -> bool:
    r"""Whether a file that starts with `head` is a MIME message: MHTML or a mail.

    >>> is_mail(b"From: a\nMIME-Version: 1.0\n\n", "a"), is_mail(b"Subject: a\n\n", "a.txt")
    (True, False)
    """
    found = _HEADERS.match(head.lstrip(_BEFORE))
    block = found[0] if found else b""
    mime, envelope = _MIME.search(block), _ENVELOPE.search(block)
    if name.casefold().endswith(_ENDS):
        return bool(mime or envelope)
    return bool(mime and envelope and found and found["end"] is not None)


def mail_page(path: str, data: bytes) -> Record | Unreadable:
    """The page of an MHTML file, or the text of a mail."""
    from email import message_from_bytes, policy  # a twentieth of the start of one text

    message = message_from_bytes(data.lstrip(_BEFORE), policy=policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if _is_saved(message, parts):
        chosen = _root(message, parts)
        if chosen is None:
            return Unreadable(path, "an MHTML archive without a page of HTML in it", data)
        url = chosen["Content-Location"] or message["Snapshot-Content-Location"] or ""
        known = {"url": url.strip()} if re.match(r"\s*https?://", url) else {}
        return _record(path, chosen, known, whole=False)
    texts = [
        part
        for part in parts
        if part.get_content_type() in ("text/plain", "text/html") and not part.get_filename()
    ]
    if not texts:
        return Unreadable(path, "a mail without text in it", data)
    return _record(path, _said(texts), dict(_stated(message)), whole=True)


def _is_saved(message: "Message", parts: "list[Message]") -> bool:
    """Whether a message is a page that a browser saved, and no mail."""
    if message["Snapshot-Content-Location"] or message["X-Snapshot-Content-Location"]:
        return True
    located = any(part["Content-Location"] for part in parts)
    return located and (not message["To"] and not message["Message-ID"])


def _root(message: "Message", parts: "list[Message]") -> "Message | None":
    """The page itself, among its pictures, style sheets and frames."""
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    return next(
        (one for one in pages if start and one["Content-ID"] == start), pages[0] if pages else None
    )


def _said(texts: "list[Message]") -> "Message":
    """Of a mail that says the same twice the plain text, if it is no mere stand-in for the HTML."""
    plain = [one for one in texts if one.get_content_type() == "text/plain"]
    html = [one for one in texts if one.get_content_type() == "text/html"]
    if plain and html:
        shown = len(b"".join(_TAG.sub(b"", _payload(html[0])).split()))
        return plain[0] if 2 * len(_payload(plain[0]).strip()) > shown else html[0]
    return (plain or html)[0]


def _payload(part: "Message") -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _record(path: str, part: "Message", known: dict[str, str], *, whole: bool) -> Record:
    plain = part.get_content_type() == "text/plain"
    charset = part.get_content_charset()
    return Record(
        path, _payload(part), "text/plain" if plain else "text/html", charset, known, whole=whole
    )


def _stated(message: "Message") -> Iterator[tuple[str, str]]:
    """The facts that the head of a mail states."""
    if title := _header(message, "Subject"):
        yield "title", title
    name, _ = parseaddr(_header(message, "From"))
    if name and "@" not in name:
        yield "author", name
    if date := _header(message, "Date"):
        yield "date", date
    if number := _header(message, "Message-ID"):
        yield "source_id", number


def _header(message: "Message", name: str) -> str:
    """A field of the head as text, whatever its words are encoded in; blank for none."""
    from email.header import decode_header, make_header

    value = message[name]
    if value is None:
        return ""
    try:
        said = str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        said = str(value)
    return " ".join(said.encode("utf-8", "replace").decode().split())
