"""An HTTP response as stored by a crawler: its body, with every encoding undone."""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.reading.compression import CAP, Broken, unpack, whole_stream

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=[\s\"']*([\w.:-]+)", re.I)
_CHUNK_SIZE = re.compile(rb"\s{0,4}([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_READ = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "unknown"})
FEEDS = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        *("application/xml", "text/xml", "application/feed+json"),
    }
)
"""Media types under which feeds are sent, and other things too."""
_UNREAD = {
    "application/pdf": "a PDF document, which is not read",
    "application/msword": "a Word document, which is not read",
}
_HTML = frozenset({"text/html", "application/xhtml+xml"})


class NoPage(Broken):
    """What is whole and no page: a redirect, a picture."""


class Response(NamedTuple):
    """A page as a server sent it; `html` is what its Content-Type says, `fields` is its head."""

    body: bytes
    html: bool
    charset: str | None
    fields: Mapping[str, str] = {}


def response(data: bytes, *, cut: bool = False) -> Response:
    """The page or feed in a stored response. Raises `Broken` where there is none, with the reason.

    What is whole and no page is `NoPage`: a redirect, a 404, a picture.

    `cut` says that the crawler itself stopped early: then what can be unpacked is the page.
    """
    status = _STATUS.match(data)
    if not status:
        raise Broken("no HTTP response")
    head, body = parted(data)
    fields = headers(head)
    if status[1][:1] != b"2":
        place = fields.get("location", "")[:200]
        leads = f"; it leads to {place}" if status[1][:1] == b"3" and place else ""
        raise NoPage(f"HTTP status {status[1].decode()}, not a page{leads}")
    media, charset = media_type(fields.get("content-type", ""))
    if "chunked" in fields.get("transfer-encoding", "").casefold():
        body = unchunked(body, cut=cut)
    for coding in reversed(fields.get("content-encoding", "").casefold().split(",")):
        body = _decoded(body, coding.strip(), cut=cut)
    return Response(body, media in _HTML, charset, fields)


def parted(data: bytes) -> tuple[bytes, bytes]:
    """The head of a response and its body."""
    end = _HEAD_END.search(data)
    return (data[: end.start()], data[end.end() :]) if end else (data, b"")


def media_type(stated: str) -> tuple[str, str | None]:
    """The media type and charset of a Content-Type. Raises `NoPage` for what is no page.

    >>> media_type("text/html; charset=gb2312"), media_type("")
    (('text/html', 'gb2312'), ('', None))
    """
    media = stated.partition(";")[0].strip().casefold()
    if media not in _READ and media not in FEEDS:
        raise NoPage(_UNREAD.get(media, f"{media[:80]}, not a page"))
    charset = _CHARSET.search(stated)
    return media, charset[1] if charset else None


def stated_length(data: bytes) -> int | None:
    """How long a stored response is by its own Content-Length, if it states one."""
    end = _HEAD_END.search(data[: 1 << 16])
    length = headers(data[: end.start()]).get("content-length", "") if end else ""
    return end.end() + int(length) if end and length.isdecimal() else None


def headers(head: bytes) -> dict[str, str]:
    """Header lines by their name in lower case; the first of a name counts.

    >>> headers(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n; charset=gbk")
    {'content-type': 'text/html'}
    """
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().casefold(), value.strip())
    return found


def unchunked(body: bytes, *, cut: bool = False) -> bytes:
    r"""The body without its chunk sizes; one that a crawler has unchunked already as it is.

    >>> unchunked(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), unchunked(b"<html>")
    (b'abcde', b'<html>')
    """
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        if at > len(body):
            break
        at += len(re.match(rb"(?:\r?\n)?", body[at : at + 2])[0])  # type: ignore[index]  # it matches nothing at least
    if not pieces:
        return body
    if at < len(body):
        raise Broken("its transfer encoding (chunked) is damaged")
    if at > len(body) and not cut:
        raise Broken("its transfer encoding (chunked) is truncated")
    return b"".join(pieces)


def _decoded(body: bytes, coding: str, *, cut: bool) -> bytes:
    """The body without one content encoding. What does not look encoded is not: crawlers unpack."""
    if not body or coding in ("", "identity", "utf-8"):
        return body
    if coding in ("gzip", "x-gzip"):
        encoded, pieces = body.startswith(b"\x1f\x8b"), unpack([body], "gz")
    elif coding == "zstd":
        encoded, pieces = body.startswith(b"\x28\xb5\x2f\xfd"), unpack([body], "zst")
    elif coding in ("deflate", "br"):
        encoded = not body.lstrip().startswith(b"<")
        pieces = _inflated(body) if coding == "deflate" else _brotli(body)
    else:
        raise Broken(f"its content encoding is {coding[:40]}, which is unknown")
    try:
        return whole_stream(pieces, cut=cut) if encoded else body
    except Broken as error:
        raise Broken(f"its content encoding: {error}") from error


def _inflated(body: bytes) -> Iterator[bytes]:
    """Deflate, with the zlib head the standard asks for or without, as servers sent it."""
    for bits in (15, -15):
        made = zlib.decompressobj(bits)
        try:
            piece = made.decompress(body, CAP + 1)
        except zlib.error as error:
            if bits == 15:
                continue
            raise Broken(f"corrupt deflate: {error}") from error
        yield piece
        if not made.eof:
            raise Broken("truncated deflate")
        return


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli

    made = brotli.Decompressor()
    try:
        # A few bytes at a time: old versions have no limit to what one call gives.
        for start in range(0, len(body), 1024):
            yield made.process(body[start : start + 1024])
    except brotli.error as error:
        raise Broken(f"corrupt brotli: {error}") from error
    if not made.is_finished():
        raise Broken("truncated brotli")
