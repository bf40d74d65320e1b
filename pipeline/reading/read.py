"""Everything below a folder as records: pages, and the rows of tables, archives and crawls.

Kinds are told by content. What can't be read is a value too, so that every input gets a verdict.
A record's path is its file's below the folder, and then `rows.jsonl#12` for a line or row,
`pages.zip!inner/a.html` for a member of an archive (after `!!` where the archive is not called like
one), and both where rows are in an archive.

Which files there are is told by `plan`. Breaks between rows are passed over, and nothing else.
"""

import codecs
import errno
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from pipeline.model.article import Record, Records, Unreadable
from pipeline.reading import (
    archives,
    books,
    crawl_pages,
    feeds,
    frontmatter,
    mail,
    no_page,
    remote,
    saved,
    sheets,
    sniff,
    tables,
    warc,
)
from pipeline.reading import columns as fields
from pipeline.reading.compression import CHUNK, Broken, Packing, packing, unpack, whole_stream
from pipeline.reading.paths import article_file, member_path
from pipeline.reading.plan import STDIN, Part, location, opened, rest
from pipeline.reading.tables import RowOptions

_DEPTH = 4  # packed in packed in packed: deeper is a trick
_NO_FIELDS: Mapping[str, str] = {}


def records(raw: Path | str, part: Part, fields: Mapping[str, str] = _NO_FIELDS) -> Records:
    """The records of one part; what can't be read comes as `Unreadable`, never as an exception.

    `fields` maps our names of fields to those of the tables read, see `fields.record`.
    """
    path = rest(part, 0)  # Where another part of the file fails too, each has a path of its own.
    if part.page:
        yield Unreadable(path, f"a part of the saved page {part.page}", fate="ignored")
        return
    try:
        if part.file == STDIN:
            pieces = blocks_of(sys.stdin.buffer)
            yield from contents_of(Stream(STDIN, STDIN, pieces, None, RowOptions(fields)))
            return
        with _opened_at(raw, part) as file:
            yield from _file(part, file, RowOptions(fields, part.ours))
    except Broken as error:
        yield Unreadable(path, str(error))
    except OSError as error:
        yield Unreadable(path, _refusal(error))
    except MemoryError:
        yield Unreadable(path, "takes too much memory to read")
    except Exception as error:  # libraries fail on damage in ways of their own
        yield Unreadable(path, f"can't be read: {type(error).__name__}: {error}")


def _opened_at(raw: Path | str, part: Part) -> BinaryIO:
    """The file of a part, open, wherever it lies. Raises `OSError`."""
    url = remote.address(raw)
    return (
        cast(BinaryIO, remote.opened_remote(url, part.file)) if url else opened(location(raw, part))
    )


def _refusal(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "a symbolic link; links are not followed"
    if error.errno == errno.ENXIO:
        return "a socket, not a file"
    if error.errno == errno.EINVAL and error.strerror:
        return error.strerror
    return f"can't be read: {error.strerror or error}"


def _file(part: Part, file: BinaryIO, options: RowOptions) -> Records:
    if part.start or part.stop >= 0:
        if part.file.endswith(".parquet"):
            yield from tables.parquet(part.file, file, options, part.start, part.stop, part.first)
        else:
            yield from tables.jsonl(part.file, _range(file, part), options, part.first)
        return
    yield from contents_of(Stream(part.file, part.file, blocks_of(file), file, options))


def _range(file: BinaryIO, part: Part) -> Iterator[bytes]:
    file.seek(part.start)
    left = part.stop - part.start
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


class Stream(NamedTuple):
    """The bytes of a file, or of what is in one; `file` is the same, where it can be sought in."""

    path: str
    name: str
    chunks: Iterator[bytes]
    file: BinaryIO | None
    options: RowOptions
    depth: int = 0

    def whole(self) -> BinaryIO:
        """What can be sought in, if need be in memory."""
        return self.file or io.BytesIO(whole_stream(self.chunks))


def contents_of(stream: Stream) -> Records:
    """The records of a stream. Where there are none, that is told, for no input vanishes."""
    empty = True
    for found in _inside(stream):
        empty = False
        yield found
    if empty:
        yield Unreadable(stream.path, "no page in it")


def _inside(stream: Stream) -> Records:
    head, chunks = _peeked(stream.chunks)
    stream = stream._replace(chunks=chunks)
    how = packing(head)
    kind = "packed" if how else sniff.kind_of_file(head, stream.name)
    if why := no_page.why_ignored(head, stream.name, kind):
        yield Unreadable(stream.path, why, head, "ignored")
    elif why := no_page.advice(head):
        yield Unreadable(stream.path, why, head)
    elif kind in ("packed", "zip", "tar") and stream.depth >= _DEPTH:
        yield Unreadable(stream.path, f"packed more than {_DEPTH} times")
    elif how:
        yield from _unpacked(stream, head, how)
    elif kind == "zip":
        yield from archives.zipped(stream.path, stream.whole(), _members(stream))
    elif kind == "tar":
        yield from archives.tarred(stream.path, stream.chunks, _members(stream))
    else:
        yield from _records(stream, head, kind)


def _unpacked(stream: Stream, head: bytes, how: Packing) -> Records:
    """The records of a packed stream; a crawl is packed record by record, and undone by its own."""
    peek = unpack(_peeked(iter([head]))[1], how)
    inner = stream.name.rpartition(".")[0] if "." in stream.name else stream.name
    if how in ("gz", "zst") and _is_warc(peek, inner):
        yield from warc.crawl_records(stream.path, stream.chunks, how)
        return
    yield from _deeper(stream, stream.path, inner, unpack(stream.chunks, how))


def _members(stream: Stream) -> Callable[[str, Iterable[bytes]], Records]:
    """What reads a member of an archive."""
    return lambda member, data: _deeper(
        stream, member_path(stream.path, member), member, iter(data)
    )


def _deeper(outer: Stream, path: str, name: str, chunks: Iterator[bytes]) -> Records:
    """The records of what lies in a stream, as far as it is whole."""
    inner = outer._replace(path=path, name=name, chunks=chunks, file=None, depth=outer.depth + 1)
    try:
        yield from contents_of(inner)
    except Broken as error:
        yield Unreadable(path, str(error))


def _records(stream: Stream, head: bytes, kind: str) -> Records:
    """The records of a stream that is neither packed nor an archive."""
    path, name, chunks, _, options, _ = stream
    if kind == "page":
        data = whole_stream(chunks)
        if crawl_pages.is_saved(data):
            yield from crawl_pages.pages(path, 0, crawl_pages.SAVED, data)
        else:
            yield page(path, name, data, options)
    elif kind == "warc":
        yield from warc.crawl_records(path, chunks, None)
    elif kind == "jsonl":
        yield from tables.jsonl(path, _utf8(head, chunks), options)
    elif kind == "json":
        yield from tables.array(path, _utf8(head, chunks), options)
    elif kind == "parquet":
        yield from tables.parquet(path, stream.whole(), options, 0, -1, 1)
    elif kind == "sheet":
        yield from sheets.rows(path, name, head, chunks, options)
    elif kind == "feed":
        yield from feeds.items(path, whole_stream(chunks), None, {})
    elif kind == "mail":
        yield mail.mail_page(path, whole_stream(chunks))
    elif kind == "book":
        yield from books.chapters(path, stream.whole())
    else:
        yield Unreadable(path, no_page.office_advice(head, name))


def _peeked(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of a stream, `looks.HEAD` of them if there are, and the stream again."""
    head = b""
    broken: Broken | None = None
    try:
        for chunk in chunks:
            head += chunk
            if len(head) >= sniff.HEAD:
                break
    except Broken as error:
        broken = error

    def breaking() -> Iterator[bytes]:
        if broken:
            raise broken
        yield from ()

    # A chain goes on behind what was raised, as a stream of many members does.
    return head, chain([head] if head else [], breaking(), chunks)


def _is_warc(unpacked: Iterator[bytes], name: str) -> bool:
    try:
        return sniff.kind_of_file(_peeked(unpacked)[0], name) == "warc"
    except Broken:
        return False


def _utf8(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The stream, from UTF-16 to UTF-8 where it starts with the mark of that."""
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return chunks
    return codecs.iterencode(codecs.iterdecode(chunks, "utf-16", "replace"), "utf-8", "replace")


def page(path: str, name: str, data: bytes, options: RowOptions) -> Record:
    """A file that is one page; of Markdown with a front matter the fields and the text."""
    if data.startswith((b"---", b"\xef\xbb\xbf---")) and name.endswith((".md", ".markdown")):
        text = data.decode("utf-8", "surrogateescape")
        if options.ours and (parsed := frontmatter.parse_front_matter(text)):
            stated = fields.article(path, *parsed)
            if path in (article_file(stated.path), article_file(stated.path, crowded=True)):
                return stated
            return replace(stated, path=path)
        if split := frontmatter.split(text):
            body = split[1].encode("utf-8", "surrogateescape")
            return Record(path, body, "text/plain", None, fields.known(split[0], options.fields))
    head = data[: sniff.HEAD]
    media = sniff.media(head, name) if data else "text/plain"
    known = saved.saved_address(head) if media == "text/html" else {}
    return Record(path, data, media, None, known)
