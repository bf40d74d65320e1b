"""The chapters of an EPUB as records, in the order in which they are read.

Cover, table of contents and pages without a word are ignored; pictures and style sheets of a book
are parts of it and get no verdict.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from lxml import etree

from pipeline.model.article import Record, Records, Unreadable
from pipeline.reading.archives import ZIP_FAULTS
from pipeline.reading.compression import CAP
from pipeline.reading.paths import member_path, printable

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_TAG = re.compile(rb"<[^<>]*>|&(?:nbsp|#160|#xa0);", re.I)
_HIDDEN = re.compile(rb"<(head|script|style)\b.*?</\1\s*>", re.I | re.S)


class _Book(NamedTuple):
    """What a book says of itself: its pages in order, its facts, the titles of its chapters."""

    pages: tuple[str, ...]
    contents: frozenset[str]
    known: Mapping[str, str]
    title: str
    chapters: Mapping[str, str]


def chapters(path: str, file: BinaryIO) -> Records:
    """The chapters of a book, as `book.epub!text/ch01.xhtml`."""
    try:
        archive = zipfile.ZipFile(file)
        with archive:
            book = _opened(archive)
            for number, name in enumerate(book.pages, 1):
                yield _chapter(member_path(path, printable(name)), archive, book, name, number)
    except (*ZIP_FAULTS, KeyError, etree.XMLSyntaxError, RuntimeError) as error:
        yield Unreadable(path, f"damaged e-book: {error}")
        return
    if not book.pages:
        yield Unreadable(path, "an e-book without a page in it")


def _chapter(
    path: str, archive: zipfile.ZipFile, book: _Book, name: str, number: int
) -> Record | Unreadable:
    try:
        info = archive.getinfo(name)
        if info.file_size > CAP:
            return Unreadable(path, f"larger than {CAP >> 20} MB")
        data = archive.read(info)
    except (*ZIP_FAULTS, KeyError, RuntimeError) as error:
        return Unreadable(path, f"damaged in its e-book: {error}")
    if name in book.contents:
        return Unreadable(path, "the table of contents of a book, no page", data, "ignored")
    if not _TAG.sub(b"", _HIDDEN.sub(b"", data)).strip():
        return Unreadable(path, "a page of a book without a word in it", data, "ignored")
    known = dict(book.known)
    if title := book.chapters.get(name):
        known["title"] = title
    source = {"chapter": number, **({"book": book.title} if book.title else {})}
    return Record(path, data, "text/html", None, known, whole=True, source=source)


def _opened(archive: zipfile.ZipFile) -> _Book:
    """A book by its package file. Raises `KeyError` where there is none."""
    container = _xml(archive, "META-INF/container.xml")
    package = next(one.get("full-path", "") for one in container.iter("{*}rootfile"))
    root = _xml(archive, package)
    folder = posixpath.dirname(package)
    files = {one.get("id"): one for one in root.iter("{*}item")}
    spine = [
        files[one.get("idref")] for one in root.iter("{*}itemref") if one.get("idref") in files
    ]
    pages = [one for one in spine if one.get("media-type") in _PAGES]
    contents = [one for one in files.values() if "nav" in (one.get("properties") or "").split()]
    guides = [one.get("href", "") for one in root.iter("{*}reference") if one.get("type") == "toc"]
    tables = [one for one in files.values() if one.get("media-type") == "application/x-dtbncx+xml"]
    return _Book(
        tuple(dict.fromkeys(_at(folder, one.get("href", "")) for one in pages)),
        frozenset(
            _at(folder, href) for href in (*guides, *(one.get("href", "") for one in contents))
        ),
        _facts(root),
        "".join(_stated(root, "title")[:1]),
        _titles(archive, [_at(folder, one.get("href", "")) for one in (*tables, *contents)]),
    )


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    if archive.getinfo(name).file_size > CAP:
        raise KeyError(f"{name} is larger than {CAP >> 20} MB")
    root = etree.fromstring(archive.read(name), parser)
    if root is None:
        raise KeyError(f"{name} is damaged")
    return root


def _at(folder: str, href: str) -> str:
    """The member that a reference leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _stated(root: etree._Element, name: str) -> list[str]:
    said = (" ".join((one.text or "").split()) for one in root.iter(f"{{*}}{name}"))
    return list(filter(None, said))


def _facts(root: etree._Element) -> dict[str, str]:
    """The facts of a package file that hold for each of its chapters."""
    found = {
        "author": "、".join(_stated(root, "creator")),
        "sitename": "".join(_stated(root, "publisher")[:1]),
        "date": "".join(_stated(root, "date")[:1]),
        "tags": "\n".join(_stated(root, "subject")),
    }
    return {name: value for name, value in found.items() if value}


def _entries(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Where each entry of a table of contents leads, and its title: of an NCX, else of a page."""
    for point in root.iter("{*}navPoint"):
        label, target = next(point.iter("{*}text"), None), next(point.iter("{*}content"), None)
        if label is not None and target is not None:
            yield target.get("src", ""), label.text or ""
    for link in root.iter("{*}a"):
        yield link.get("href", ""), "".join(map(str, link.itertext()))


def _titles(archive: zipfile.ZipFile, tables: list[str]) -> dict[str, str]:
    """The titles of chapters by a table of contents; of several in one file none."""
    found: dict[str, list[str]] = {}
    for table in tables:
        try:
            root = _xml(archive, table)
        except (*ZIP_FAULTS, KeyError, etree.XMLSyntaxError, RuntimeError):
            continue  # the chapters are there without it
        folder = posixpath.dirname(table)
        for href, title in _entries(root):
            found.setdefault(_at(folder, href), []).append(" ".join(title.split()))
        if found:
            break
    return {name: titles[0] for name, titles in found.items() if len(titles) == 1 and titles[0]}
