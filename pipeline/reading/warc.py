"""Pages of WARC and ARC files, those on both sides of damage too.

Measured on damaged files (benchmarks/large_sources.py): fastwarc and warcio stop at damage or
hand out what a wrong Content-Length swallowed, so that records are cut out here.
"""

import re
from collections.abc import Iterable

from pipeline.model.article import Records, Unreadable
from pipeline.reading import crawl_pages, http
from pipeline.reading.compression import CAP, Broken, Packing, unpack_past_damage
from pipeline.reading.crawl_pages import RecordHead

_HEAD = 1 << 16  # bytes of a record's head; real ones have some 500
_WARC = rb"WARC/\d\.\d{1,2}\r?\n(?:[A-Za-z][A-Za-z-]*:[^\r\n]*\r?\n){2}"
_ARC = (
    rb"(?:filedesc|https?|ftp|dns)://?[^\s]* [\d.:a-fA-F]+ \d{8,14}"
    rb"(?:(?: [^\s]+){1,2}|(?: [^\s]+){6}) \d+\r?\n"
)
_START = re.compile(rb"(?:%s|%s)" % (_WARC, _ARC))
# Damage need not end with a line, so a WARC head counts wherever it stands; an ARC head is only
# one line, of five fields in version 1 and ten in version 2.
_NEXT_WARC = re.compile(_WARC)
_NEXT_ARC = re.compile(rb"(?<=\n)%s" % _ARC)
_ARC_LINE = re.compile(_ARC)
# Where a head ends, or where another begins in the midst of it.
_HEAD_END = re.compile(rb"\r?\n\r?\n|\nWARC/\d\.\d")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_BETWEEN = re.compile(rb"[\r\n \0]*")
# What stands behind a record: the end, or its blank lines and the next record or the end.
# Heritrix packs ARC records one by one and writes no line end after them.
_AFTER = re.compile(rb"\r?\n(?:\r?\n)*(?:\Z|WARC/\d|%s)|\Z|%s" % (_ARC, _ARC))
_LOOKED = 4096  # bytes behind a record that are looked at


def crawl_records(path: str, chunks: Iterable[bytes], how: Packing | None) -> Records:
    """The pages of a crawl, as `path#12` for the twelfth record of any kind (or gap) in it.

    Responses, resources and the texts of WET files (`conversion`) are pages; redirects, pictures
    and revisits are ignored, with the reason. Requests and metadata speak of other records, and
    get no verdict; a file of nothing else gets one.
    """
    window = _Window(unpack_past_damage(chunks, how) if how else chunks)
    number, pages, at_gap = 0, 0, False
    try:
        while window.more():
            if window.at_gap():
                number += 1
                if not at_gap:
                    pages += 1
                    yield Unreadable(f"{path}#{number}", f"records lost: {window.gap}")
                window.cross()
                at_gap = True
                continue
            number += 1
            for found in _next(path, number, window, quiet=at_gap):
                pages += 1
                yield found
                at_gap = isinstance(found, Unreadable) and window.at_gap()
            at_gap = at_gap and window.at_gap()
    except Broken as error:
        yield Unreadable(f"{path}#{number + 1}", f"the rest is lost: {error}")
        return
    if not pages:
        why = f"no response among its {number} records"
        yield Unreadable(path, why, fate="ignored")


def _next(file: str, number: int, window: "_Window", *, quiet: bool) -> Records:
    """What comes of the record at which the window stands, behind which it stands afterwards."""
    path, head = f"{file}#{number}", _head(window)
    if head is None:
        lost = window.to_next(1)  # Behind its first byte: a head may begin here and not end.
        if not quiet:
            yield Unreadable(path, f"no record begins here: {lost} bytes lost")
        return
    why = ""
    if head.length is None:
        why = "its head states no Content-Length"
        window.to_next(head.size)
    elif head.length > CAP:
        passed = window.to_next(head.size, head.size + head.length)
        why = f"a body of {head.length >> 20} MB: over {CAP >> 20}"
        if passed < head.size + head.length:
            why = f"Content-Length is {head.length}, but the record ends after {passed - head.size}"
    else:
        body = window.body(head.size, head.length)
        end = head.size + len(body)
        ended = len(body) == head.length and window.ends_at(end)
        inner = window.next_start.search(body)
        # Where bytes of a body are missing, HTTP's length is as wrong as the record's.
        if inner and not (ended and _is_confirmed(body)):
            why = f"Content-Length is {head.length} and swallows what begins after {inner.start()}"
            window.advance(head.size + inner.start())
        elif len(body) < head.length:
            why = f"truncated: {len(body)} of {head.length} bytes"
            window.advance(end)
        elif not (ended or (window.is_blank_at(end) and _is_confirmed(body))):
            why = f"Content-Length is {head.length}, but no record ends there"
            window.to_next(head.size)
        else:
            window.advance(end)
            if head.wanted:
                yield from crawl_pages.pages(path, number, head, body)
            return
    if head.wanted:
        yield Unreadable(path, f"{why}; {window.gap}" if window.at_gap() else why)


def _is_confirmed(body: bytes) -> bool:
    """Whether HTTP too says that the body is that long."""
    return body.startswith(b"HTTP/") and http.stated_length(body) == len(body)


def _head(window: "_Window") -> RecordHead | None:
    """The head of the record at which the window stands, or None where none begins there."""
    data = window.first(_HEAD, _HEAD_END)
    if not _START.match(data):
        return None
    if line := _ARC_LINE.match(data):
        url, *_, length = line[0].decode("utf-8", "replace").split(" ")
        kind = "filedesc" if url.startswith("filedesc:") else "response"
        return RecordHead(line.end(), kind, _length(length), url, {})
    end = _HEAD_END.search(data)
    if not end or not end[0].endswith(b"\n"):
        return None
    fields = http.headers(data[: end.start()])
    return RecordHead(
        end.end(),
        fields.get("warc-type", "").casefold(),
        _length(fields.get("content-length", "")),
        fields.get("warc-target-uri", "").strip("<>"),
        fields,
    )


def _length(value: str) -> int | None:
    value = value.strip()
    return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None


class _Window:
    """A stretch of a stream that moves forward, up to a gap, and across it when told to."""

    def __init__(self, pieces: Iterable[bytes | Broken]) -> None:
        self._pieces = iter(pieces)
        self._data = b""
        self._at = 0
        self._ended = False
        self.gap = ""
        self._have(_LOOKED)
        self.next_start = _NEXT_WARC if b"WARC/" in self._data[:_LOOKED] else _NEXT_ARC

    def more(self) -> bool:
        """Whether anything follows, a gap included; blank lines are passed over."""
        while True:
            found = _BETWEEN.match(self._data, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._data):
                return True
            if not self._have(1):
                return bool(self.gap)

    def at_gap(self) -> bool:
        """Whether nothing is left before a gap."""
        return bool(self.gap) and self._at >= len(self._data)

    def cross(self) -> None:
        """Go on behind the gap."""
        self.gap = ""

    def first(self, size: int, until: re.Pattern[bytes]) -> bytes:
        """The bytes up to the end of a match of `until`, or the first `size`."""
        have = 4096
        while True:
            enough = self._have(have)
            data = self._data[self._at : self._at + have]
            if not enough or have >= size or until.search(data):
                return data
            have *= 4

    def body(self, start: int, length: int) -> bytes:
        """So many bytes from `start`, or what there is of them before the end or a gap."""
        self._have(start + length)
        return self._data[self._at + start : self._at + start + length]

    def ends_at(self, place: int) -> bool:
        """Whether a record can end at `place`: at the end, a gap, or before another record."""
        self._have(place + _LOOKED)
        after = self._data[self._at + place : self._at + place + _LOOKED]
        return bool(_AFTER.match(after))

    def is_blank_at(self, place: int) -> bool:
        """Whether there are blank lines at `place`, as behind a record, and then rubbish."""
        return bool(_BLANK_LINE.match(self._data, self._at + place))

    def advance(self, size: int) -> None:
        """Move on by so many bytes that are in the window."""
        self._at = min(self._at + size, len(self._data))

    def to_next(self, start: int, stop: int | None = None) -> int:
        """Move on to the record that begins next behind `start`, or to `stop`; how far it was.

        No more of the stream is held than two pieces, however far it is.
        """
        passed = 0
        if self._have(start):
            self._at += start
            passed = start
        while stop is None or passed < stop:
            enough = self._have(2 * _LOOKED)
            end = (
                len(self._data) if stop is None else min(len(self._data), self._at + stop - passed)
            )
            found = self.next_start.search(self._data, self._at)
            if found and (stop is None or found.start() < end):
                passed += found.start() - self._at
                self._at = found.start()
                return passed
            # A head that the end of a piece cuts in two is looked at again with the next.
            end = end if not enough or end < len(self._data) else max(self._at, end - _LOOKED)
            passed += end - self._at
            self._at = end
            if not enough:
                break
        return passed

    def _have(self, size: int) -> bool:
        """Whether so many bytes are in the window, after reading on where they are not yet."""
        have = len(self._data) - self._at
        if have >= size:
            return True
        pieces = [self._data[self._at :]]
        while have < size and not self._ended and not self.gap:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            elif isinstance(piece, Broken):
                self.gap = str(piece)
            else:
                pieces.append(piece)
                have += len(piece)
        self._data, self._at = b"".join(pieces), 0
        return have >= size
