"""Whatever lies in a folder is read or refused with a reason, and nothing harms its neighbours."""

import io
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Record
from pipeline.reading import paths as names
from pipeline.reading import read
from pipeline.reading.compression import Broken
from tests.made.limits import at_most
from tests.made.source_files import PACKED, ROWS, everything, only, short

# --- files of a tree


def test_a_tree_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    paths = [
        "a/b.txt",
        "a-b.txt",
        "a.txt",
        "a/b/c.txt",
        "新/闻.txt",
        "Z.txt",
        ".hidden",
        "a/.x/y",
    ]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        if path != "a/b/c.txt":
            (tmp_path / path).write_text(path)
    (tmp_path / "a/b").mkdir(exist_ok=True)
    (tmp_path / "a/b/c.txt").write_text("a/b/c.txt")

    found = short(everything(tmp_path))

    assert list(found) == sorted(paths)
    assert all(path == text for path, text in found.items())


def test_folders_of_version_control_are_passed_over_and_hidden_files_are_not(
    tmp_path: Path,
) -> None:
    for path in (".git/HEAD", "in/.svn/x", ".hidden/page.txt", ".gitignore"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")

    assert list(short(everything(tmp_path))) == [".gitignore", ".hidden/page.txt"]


def test_an_empty_file_is_an_empty_record(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.jsonl", "d.parquet", "e.warc", "f.zip", "g.gz", "h.json"):
        (tmp_path / name).write_bytes(b"")

    assert [(one.data, type(one)) for one in everything(tmp_path)] == [(b"", Record)] * 8


def test_a_link_is_not_followed_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to("nowhere")

    said = short(everything(tmp_path))

    refused = "! a symbolic link; links are not followed"
    assert said == {"a.txt": "一", "b.txt": refused, "loop": refused, "nowhere": refused}


def test_pipes_and_sockets_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(tmp_path / "s"))
        said = short(everything(tmp_path))

    assert said == {"pipe.jsonl": "! a pipe, not a file", "s": "! a socket, not a file"}


def test_a_file_of_holes_is_refused_and_not_read(tmp_path: Path) -> None:
    for name in ("page.txt", "rows.jsonl", "pages.zip"):
        (tmp_path / name).write_text("一")
        os.truncate(tmp_path / name, 1 << 40)

    refused = "! a file of holes, with hardly any bytes"
    assert set(short(everything(tmp_path)).values()) == {refused}


def test_what_may_not_be_read_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("一")
    (tmp_path / "b.txt").write_text("二")
    (tmp_path / "c").mkdir()
    open_, scan = os.open, os.scandir

    def denied(path: bytes, *more: int) -> int:
        if path.endswith(b"a.txt"):
            raise PermissionError(13, "Permission denied")
        return open_(path, *more)

    def unlisted(path: bytes) -> object:
        if path.endswith(b"/c"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "open", denied)  # tests may run as root, who may read all
    monkeypatch.setattr(os, "scandir", unlisted)

    assert short(everything(tmp_path)) == {
        "a.txt": "! can't be read: Permission denied",
        "b.txt": "二",
        "c": "! a folder that can't be listed",
    }


def test_an_error_of_the_disk_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("一")

    def broken(file: object) -> object:
        raise OSError(5, "Input/output error")
        yield

    monkeypatch.setattr(read, "blocks_of", broken)

    assert short(everything(tmp_path)) == {"a.txt": "! can't be read: Input/output error"}


def test_a_library_that_fails_on_damage_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROWS)
    (tmp_path / "b.txt").write_text("二")

    def broken(*_: object) -> object:
        raise OverflowError("too large")

    monkeypatch.setattr(read.tables, "jsonl", broken)

    said = {"a.jsonl": "! can't be read: OverflowError: too large", "b.txt": "二"}
    assert short(everything(tmp_path)) == said


def test_names_that_cannot_be_printed_are_escaped_and_read(tmp_path: Path) -> None:
    wild = [b"a\tb.txt", b"a\nb.txt", b"\xc4\xe3.txt", b"a%09b.txt", b"100%.txt", b"rows.jsonl#3"]
    for name in wild:
        (tmp_path / os.fsdecode(name)).write_bytes(name)

    found = everything(tmp_path)

    assert {one.path: one.data for one in found} == {
        "a%09b.txt": wild[0],
        "a%0Ab.txt": wild[1],
        "%C4%E3.txt": wild[2],
        "a%2509b.txt": wild[3],
        "100%.txt": wild[4],
        "rows.jsonl%233": wild[5],
    }


@given(st.binary(min_size=1, max_size=12), st.binary(min_size=1, max_size=12))
def test_two_names_never_get_one_path(one: bytes, two: bytes) -> None:
    first, second = names.printable(os.fsdecode(one)), names.printable(os.fsdecode(two))

    assert names.real(first) == one
    assert (first == second) == (one == two)
    assert not any(char < " " for char in first)
    first.encode()


def test_a_single_file_is_a_source_too(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(ROWS)

    assert list(short(everything(tmp_path / "rows.jsonl"))) == [
        f"rows.jsonl#{n}" for n in (1, 3, 4)
    ]


@pytest.mark.check
def test_standard_input_is_read(tmp_path: Path) -> None:
    code = (
        "from pipeline.reading.plan import *\n"
        "from pipeline.reading.read import *\n"
        "print([one.path for part in plan('-') for one in records('-', part)])"
    )
    said = subprocess.run([sys.executable, "-c", code], input=ROWS, capture_output=True, check=True)

    assert said.stdout.decode().strip() == "['-#1', '-#3', '-#4']"


# --- what a file is


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html><p>x", "text/html"),
        ("a", b"<!-- x --><HTML lang=zh>", "text/html"),
        ("a.jsonl", b"<html>\n<body>\n", "text/html"),
        ("a.xml", b'<?xml version="1.0"?>\n<doc><title>x</title></doc>', "text/html"),
        ("a.html", b"plain words, 1 < 2", "text/plain"),
        ("a.html", b"words <br> words", "text/html"),
        ("a.txt", b"<p>In HTML a paragraph</p>\n<p>stands in p</p>", "text/plain"),
        ("a.md", b"# A\n\n<div>x</div><p>y</p><p>z</p>", "text/plain"),
        ("a", b"<p>one</p><p>two</p>", "text/html"),
        ("a", b"one<br>two<br/>three</p><p>four", "text/html"),
        ("a", b"use <p> and </p>\nand <div>\nfor parts\nof pages <br>\n", "text/plain"),
        ("a.htm", "<html><p>一".encode("utf-16"), "text/html"),
    ],
)
def test_a_page_is_html_by_its_looks(tmp_path: Path, name: str, data: bytes, media: str) -> None:
    (found,) = only(tmp_path, name, data)

    assert (found.path, found.data) == (name, data)
    assert isinstance(found, Record) and found.media == media


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.txt", "rows", "rows.json", "rows.html"])
def test_rows_are_known_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    said = short(only(tmp_path, name, b'{"text": "a"}\n{"text": "b"}\n'))

    assert said == {f"{name}#1": "a", f"{name}#2": "b"}


@pytest.mark.parametrize("how", PACKED)
@pytest.mark.parametrize("name", ["rows.jsonl.{}", "rows.txt", "rows"])
def test_packed_rows_are_known_whatever_the_file_is_called(
    tmp_path: Path, how: str, name: str
) -> None:
    name = name.format(how)
    said = short(only(tmp_path, name, PACKED[how](b'{"text": "a"}\n{"text": "b"}\n')))

    assert said == {f"{name}#1": "a", f"{name}#2": "b"}


def test_markdown_gives_its_front_matter_as_fields(tmp_path: Path) -> None:
    (found,) = only(
        tmp_path, "a.md", b"---\ntitle: 'it''s'\nlink: http://x/\ntags: [a, b]\n---\nBody\n"
    )

    known = {"title": "it's", "url": "http://x/", "tags": "a\nb"}
    assert found == Record("a.md", b"Body\n", "text/plain", None, known)


def test_an_office_document_is_not_taken_for_an_archive_of_pages(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")

    assert short(only(tmp_path, "a.docx", made.getvalue())) == {
        "a.docx": "! an office document (.docx); save it as HTML, CSV or text first"
    }


# --- everything


@settings(deadline=None)  # the first sight of a table imports its library
@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    starts = (b"", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"BZh91AY&SY", b"[{")
    for start in starts:
        for name in ("a", "a.jsonl", "a.json", "a.md"):
            made = read.contents_of(
                read.Stream(name, name, iter([start + data]), None, read.RowOptions({}), 1 << 20)
            )
            try:
                found = list(made)
            except Broken:
                continue
            assert len({one.path for one in found}) == len(found)


@pytest.mark.parametrize("pump", [b"<!---->", b"<!--", b"<?xml>", b"<!-- -->\n", b"<?xml <!-- -->"])
def test_what_a_file_is_takes_no_longer_to_tell_for_comments(pump: bytes, tmp_path: Path) -> None:
    with at_most(5):
        only(tmp_path, "a.html", pump * 9_000 + "一页".encode())


def test_the_end_of_a_feed_is_told_in_no_time(tmp_path: Path) -> None:
    item = "<item><title>题</title><description>一</description></item>"
    feed = f"<?xml version='1.0'?><rss><channel>{item}</channel></rss>{'<!--a--> ' * 400}x"
    with at_most(5):
        assert only(tmp_path, "a.xml", feed.encode())
