"""Whatever lies in a folder is read or refused with a reason, and nothing harms its neighbours."""

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Record, Unreadable
from pipeline.stages import looks, names, read
from pipeline.stages.packed import Broken, unpack, whole
from pipeline.stages.read import Part, plan, records

Found = Record | Unreadable
ROWS = b'{"text": "\xe4\xb8\x80"}\n\nno json\n{"text": "\xe4\xba\x8c"}\n'
TEXT = "今天的新闻。\n".encode() * 400
PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def zstd(data: bytes) -> bytes:
    made: bytes = (
        pytest.importorskip("zstandard").ZstdCompressor(write_checksum=True).compress(data)
    )
    return made


PACKED = {**PACKED, "zst": zstd}


def everything(raw: Path, **options: object) -> list[Found]:
    return [found for part in plan(raw) for found in records(raw, part, **options)]  # type: ignore[arg-type]  # options of records


def only(folder: Path, name: str, data: bytes, **options: object) -> list[Found]:
    """What is read of a folder that holds this one file."""
    (folder / name).write_bytes(data)
    return everything(folder, **options)


def short(found: list[Found]) -> dict[str, str]:
    """Path to text, or to `! reason`."""
    said = {
        one.path: one.data.decode() if isinstance(one, Record) else f"! {one.why}" for one in found
    }
    assert len(said) == len(found), "two inputs have one path"
    return said


# --- files of a tree


def test_a_tree_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    paths = [
        "a/b.txt",
        "a-b.txt",
        "a.txt",
        "a/b/c.txt",
        "新/闻.txt",
        "Z.txt",
        ".DS_Store",
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

    monkeypatch.setattr(read, "_reads", broken)

    assert short(everything(tmp_path)) == {"a.txt": "! can't be read: Input/output error"}


def test_names_that_cannot_be_printed_are_escaped_and_read(tmp_path: Path) -> None:
    wild = [b"a\tb.txt", b"a\nb.txt", b"\xc4\xe3.txt", b"a%09b.txt", b"100%.txt", b"rows.jsonl#3"]
    for name in wild:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(name)

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


def test_standard_input_is_read(tmp_path: Path) -> None:
    code = (
        "from pipeline.stages.read import *\n"
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
        ("a.html", b"plain words, 1 < 2", "text/plain"),
        ("a.html", b"words <br> words", "text/html"),
        ("a.txt", b"<p>In HTML a paragraph</p>\n<p>stands in p</p>", "text/plain"),
        ("a.md", b"# A\n\n<div>x</div><p>y</p><p>z</p>", "text/plain"),
        ("a", b"<p>one</p><p>two</p>", "text/html"),
        ("a", b"one<br>two<br/>three</p><p>four", "text/html"),
        ("a", b"use <p> and </p>\nand <div>\nfor parts\nof pages <br>\n", "text/plain"),
        ("a.htm", "<html><p>一".encode("utf-16"), "text/html"),
        ("a", b"\x89PNG\r\n\x1a\n\0\0", "text/plain"),
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

    assert "office document" in short(only(tmp_path, "a.docx", made.getvalue()))["a.docx"]


# --- rows


def test_a_bad_line_is_refused_by_its_number_and_the_others_are_unharmed(tmp_path: Path) -> None:
    assert short(only(tmp_path, "rows.jsonl", ROWS)) == {
        "rows.jsonl#1": "一",
        "rows.jsonl#3": "! no JSON: Expecting value: line 1 column 1",
        "rows.jsonl#4": "二",
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"[1, 2]", "a row is list"),
        (b'{"id": 3}', "no text among the fields (id); name it"),
        (b"{}", "no text among the fields (none)"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "cut', "Unterminated string"),
        (b'{"text": 1} {', "no JSON: Extra data"),
        (b"\0\0\0", "no JSON"),
    ],
)
def test_a_row_without_text_says_what_is_wrong(tmp_path: Path, line: bytes, why: str) -> None:
    said = short(only(tmp_path, "rows.jsonl", b'{"text": "a"}\n' + line + b'\n{"text": "b"}'))

    assert list(said) == ["rows.jsonl#1", "rows.jsonl#2", "rows.jsonl#3"]
    assert said["rows.jsonl#2"].startswith("! ") and why in said["rows.jsonl#2"]


@pytest.mark.parametrize(
    ("row", "text", "known"),
    [
        ({"content": "文", "headline": "题", "link": "u"}, "文", {"title": "题", "url": "u"}),
        (
            {"标题": "题", "正文": "文", "来源": "站", "作者": "甲", "发布时间": "2020-01-02 03:04"},
            "文",
            {"title": "题", "author": "甲", "sitename": "站", "date": "2020-01-02 03:04"},
        ),
        ({"Title": "题", "Raw Content": "文", "Pub-Time": ""}, "文", {"title": "题"}),
        ({"text": "文", "keywords": "甲，乙", "authors": ["丙", "丁"]}, "文", {"author": "丙、丁", "tags": "甲\n乙"}),
        ({"text": None, "content": "文"}, "文", {}),
        ({"text": None, "title": "题"}, "", {"title": "题"}),
        ({"文件名": "f", "段落": [{"行号": 0, "内容": "一"}, {"行号": 1, "内容": "二"}]}, "一\n二", {}),
        ({"text": "文", "title": "题", "publish_date": 1577934240}, "文", {"title": "题", "date": "2020-01-02T03:04:00+00:00"}),
        ({"text": "文", "title": "题", "year": 2020, "date": 2020}, "文", {"title": "题"}),
        ({"text": "文", "meta": {"url": "u", "title": "题"}}, "文", {"title": "题", "url": "u"}),
        ({"text": "文", "title": "题", "source": "http://x/1"}, "文", {"title": "题", "url": "http://x/1"}),
    ],
)  # fmt: skip
def test_the_usual_names_of_fields_are_found(
    tmp_path: Path, row: dict[str, object], text: str, known: dict[str, str]
) -> None:
    (found,) = only(tmp_path, "rows.jsonl", json.dumps(row).encode())

    assert found.data.decode() == text
    assert isinstance(found, Record) and found.known == known


def test_when_and_by_whom_a_row_was_crawled_is_not_taken_for_the_article(tmp_path: Path) -> None:
    rows = [
        {"text": "文", "timestamp": "2019-04-25T12:57:54Z", "url": "u", "source": "a-set"},
        {"text": "文", "date": "2019-04-25T12:57:54Z", "url": "u", "dump": "CC-MAIN-2019-18"},
        {"text": "文", "date": "2019-04-25", "url": "u"},
    ]
    for number, row in enumerate(rows):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(row))

    known = [one.known for one in everything(tmp_path) if isinstance(one, Record)]

    assert known == [{"url": "u"}, {"url": "u"}, {"url": "u", "date": "2019-04-25"}]


def test_the_user_names_fields_himself(tmp_path: Path) -> None:
    row = {"text": "摘要", "blob": "文", "n": "题", "title": "不是"}
    (found,) = only(
        tmp_path, "a.jsonl", json.dumps(row).encode(), fields={"text": "blob", "title": "n"}
    )

    assert found.data.decode() == "文"
    assert isinstance(found, Record) and found.known == {"title": "题"}


def test_html_wins_over_text_that_somebody_took_from_it(tmp_path: Path) -> None:
    row = {"text": "一", "html": "<p>一</p>"}
    (found,) = only(tmp_path, "a.jsonl", json.dumps(row).encode())

    assert isinstance(found, Record) and (found.data, found.media) == (
        "<p>一</p>".encode(),
        "text/html",
    )


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    line = rb'{"text": "\ud83d\ude00\ud83d", "title": "\udc00"}'
    (found,) = only(tmp_path, "a.jsonl", line)

    assert isinstance(found, Record)
    assert found.data.decode() == "😀\N{REPLACEMENT CHARACTER}"
    assert found.known["title"] == "\N{REPLACEMENT CHARACTER}"


def test_rows_in_chinese_encodings_keep_their_bytes_for_the_decoder(tmp_path: Path) -> None:
    texts = {"big5": "許功蓋，成功的人。", "gb18030": "新闻“内容”。"}
    for codec, text in texts.items():
        row = json.dumps({"text": text + "\n尾", "title": text, "url": "u"}, ensure_ascii=False)
        (tmp_path / f"{codec}.jsonl").write_bytes(row.encode(codec))

    big5, gb = everything(tmp_path)

    assert big5.data.decode("big5") == texts["big5"] + "\n尾"
    assert gb.data.decode("gb18030") == texts["gb18030"] + "\n尾"
    # Which encoding it is, is not known here, so no field is guessed from it.
    assert isinstance(big5, Record) and (big5.charset, big5.known) == (None, {"url": "u"})


def test_a_bad_byte_in_a_row_of_utf8_stays_where_it_is(tmp_path: Path) -> None:
    text = "今天的新闻内容很多".encode()
    (found,) = only(tmp_path, "a.jsonl", b'{"text": "' + text + b"\xff" + text + b'"}')

    assert found.data == text + b"\xff" + text


def test_rows_in_utf16_are_read(tmp_path: Path) -> None:
    data = '{"text": "一"}\n{"text": "二"}\n'.encode("utf-16")

    assert short(only(tmp_path, "a.jsonl", data)) == {"a.jsonl#1": "一", "a.jsonl#2": "二"}


def test_a_large_file_is_planned_in_ranges_that_end_at_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "PART", 1000)
    lines = [json.dumps({"text": "x" * (n % 700)}) if n % 7 else "" for n in range(300)]
    lines[100] = "bad"
    data = "\n".join(lines).encode()
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b").write_bytes(data)  # not split, for its name does not say that it is rows

    parts = [part for part in plan(tmp_path) if part.file == "a.jsonl"]

    assert len(parts) > 20
    assert [part.stop for part in parts[:-1]] == [part.start for part in parts[1:]]
    assert (parts[0].start, parts[-1].stop) == (0, len(data))
    split = [one for part in parts for one in records(tmp_path, part)]
    whole_ = list(records(tmp_path, Part("b")))
    assert [one.path[7:] for one in split] == [one.path[1:] for one in whole_]
    assert [one.data for one in split] == [one.data for one in whole_]


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text": "a"}, {"text": "b"}]',
        b'[\n  {\n    "text": "a"\n  },\n  {"text": "b"}\n]\n',
        b'{\n"text": "a"\n}\n{\n"text": "b"\n}',
        b'{"status": 0, "data": [{"text": "a"}, {"text": "b"}]}',
        b'\xef\xbb\xbf[{"text": "a"},\n{"text": "b"}]',
    ],
)
def test_json_is_read_in_every_shape(tmp_path: Path, data: bytes) -> None:
    assert short(only(tmp_path, "a.json", data)) == {"a.json#1": "a", "a.json#2": "b"}


def test_a_bad_value_in_an_array_costs_only_itself(tmp_path: Path) -> None:
    data = b'[{"text": "a"}, {"text": oops}, {"text": "c"}, {"text": "d"'

    said = short(only(tmp_path, "a.json", data))

    assert [said["a.json#1"], said["a.json#3"]] == ["a", "c"]
    assert said["a.json#2"].startswith("! no JSON") and said["a.json#4"].startswith("! no JSON")


def test_an_array_is_read_in_pieces_of_any_size() -> None:
    rows = [{"text": "文" * n} for n in range(60)]
    data = json.dumps(rows, ensure_ascii=False).encode()
    for size in (1, 2, 3, 7, 1000):
        chunks = (data[at : at + size] for at in range(0, len(data), size))
        found = list(read.tables.array("a", chunks, read.Options({})))
        assert [len(one.data) for one in found] == [3 * n for n in range(60)]


def test_a_row_over_the_cap_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read.tables, "CAP", 1 << 20)
    data = b'{"text": "a"}\n{"text": "' + b"x" * (3 << 20) + b'"}\n{"text": "b"}\n'

    said = short(only(tmp_path, "a.jsonl", data))

    assert said["a.jsonl#2"] == "! a line of 3 MB: over 1"
    assert (said["a.jsonl#1"], said["a.jsonl#3"]) == ("a", "b")


# --- Parquet


def table(rows: list[dict[str, object]], group: int = 1000) -> bytes:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), made, row_group_size=group, write_page_checksum=True)
    return made.getvalue()


def test_parquet_rows_are_read_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "PART", 100)
    data = table([{"text": f"文{n}", "title": "题"} for n in range(10)], group=4)
    (tmp_path / "a.parquet").write_bytes(data)

    assert list(plan(tmp_path)) == [
        Part("a.parquet", 0, 1, 1),
        Part("a.parquet", 1, 2, 5),
        Part("a.parquet", 2, 3, 9),
    ]
    assert short(everything(tmp_path)) == {f"a.parquet#{n + 1}": f"文{n}" for n in range(10)}


def test_a_damaged_row_group_costs_only_its_rows(tmp_path: Path) -> None:
    data = table([{"text": os.urandom(3000).hex()} for _ in range(30)], group=10)
    third = len(data) // 2
    data = data[:third] + bytes(6000) + data[third + 6000 :]

    found = only(tmp_path, "a.parquet", data)

    assert sum(isinstance(one, Record) for one in found) == 20
    (lost,) = [one for one in found if isinstance(one, Unreadable)]
    assert lost.path == "a.parquet#11" and "10 rows from here lost" in lost.why


@pytest.mark.parametrize("cut", [4, 100, -1])
def test_a_truncated_parquet_file_is_refused(tmp_path: Path, cut: int) -> None:
    (found,) = only(tmp_path, "a.parquet", table([{"text": "文" * 100}])[:cut])

    assert isinstance(found, Unreadable) and "no readable Parquet" in found.why


# --- packed


@pytest.mark.parametrize("how", PACKED)
def test_a_packed_page_is_read(tmp_path: Path, how: str) -> None:
    (found,) = only(tmp_path, f"a.txt.{how}", PACKED[how](TEXT))

    assert found == Record(f"a.txt.{how}", TEXT)


@pytest.mark.parametrize("how", PACKED)
def test_members_behind_one_another_are_one_stream(how: str) -> None:
    data = PACKED[how](b"one") + PACKED[how](b"two")
    for size in (1, 5, 1000):
        chunks = (data[at : at + size] for at in range(0, len(data), size))
        assert whole(unpack(chunks, how)) == b"onetwo"  # type: ignore[arg-type]  # a name of a packing


@pytest.mark.parametrize("how", PACKED)
def test_a_truncated_stream_is_noticed_and_the_lines_before_are_read(
    tmp_path: Path, how: str
) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % os.urandom(300).hex().encode() for _ in range(3000))
    data = PACKED[how](rows)
    (tmp_path / f"a.txt.{how}").write_bytes(PACKED[how](TEXT)[:-9])

    found = only(tmp_path, f"b.jsonl.{how}", data[: len(data) * 2 // 3])

    assert isinstance(found[0], Unreadable) and "(eof)" in found[0].why
    *good, bad = found[1:]
    assert isinstance(bad, Unreadable) and "truncated" in bad.why
    assert bad.path == f"b.jsonl.{how}#{len(good) + 1}"
    assert all(isinstance(one, Record) for one in good)
    assert len(good) > 500


@pytest.mark.parametrize("how", PACKED)
def test_a_corrupt_stream_is_refused(tmp_path: Path, how: str) -> None:
    data = bytearray(PACKED[how](os.urandom(5000).hex().encode()))
    for at in range(2000, 2040):
        data[at] ^= 0x5A

    (found,) = only(tmp_path, f"a.txt.{how}", bytes(data))

    assert isinstance(found, Unreadable) and found.why.startswith(("corrupt", "truncated"))


@pytest.mark.parametrize("how", PACKED)
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, how: str) -> None:
    for name, piece in (
        ("a.txt", bytes(1 << 20)),
        ("b.jsonl", b'{"text": "%s"}\n' % bytes(10000).hex().encode() * 50),
    ):
        data = PACKED[how](piece * 100)
        (tmp_path / f"{name}.{how}").write_bytes(data)
    tracemalloc.start()

    page, *rows = everything(tmp_path)

    assert tracemalloc.get_traced_memory()[1] < 300 << 20
    tracemalloc.stop()
    assert isinstance(page, Unreadable) and ("larger than 64 MB" in page.why or "200" in page.why)
    assert isinstance(rows[-1], Unreadable) and "over 200 times" in rows[-1].why


def test_packed_again_and_again_is_a_trick(tmp_path: Path) -> None:
    data = b"text"
    for _ in range(9):
        data = gzip.compress(data)

    assert "packed more than 4 times" in short(only(tmp_path, "a.gz", data))["a.gz"]


# --- archives


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]  # any mode
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


MEMBERS = {"in/a.html": b"<html><p>a", "rows.jsonl": ROWS, "新.txt": TEXT, "e.txt": b""}
INSIDE = ["in/a.html", "rows.jsonl#1", "rows.jsonl#3", "rows.jsonl#4", "新.txt", "e.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("p.zip", zipped(MEMBERS)),
        ("p.tar", tarred(MEMBERS)),
        ("p.tgz", tarred(MEMBERS, "w:gz")),
        ("p.tar.xz", tarred(MEMBERS, "w:xz")),
        ("p", zipped(MEMBERS)),
    ],
)
def test_members_of_archives_are_read(tmp_path: Path, name: str, data: bytes) -> None:
    found = only(tmp_path, name, data)

    assert [one.path for one in found] == [f"{name}!{member}" for member in INSIDE]
    assert found[-2].data == TEXT


def test_an_archive_in_an_archive_is_read(tmp_path: Path) -> None:
    data = zipped({"in.tar.gz": tarred({"p.zip": zipped({"a.txt": b"a"})}, "w:gz")})

    assert short(only(tmp_path, "o.zip", data)) == {"o.zip!in.tar.gz!p.zip!a.txt": "a"}


def test_names_in_gbk_and_names_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("x" * 8 + ".txt")
        archive.writestr(info, b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(zipfile.ZipInfo("x" * 8 + ".txt"), b"2")
    data = made.getvalue().replace(b"x" * 8, "新闻报道".encode("gbk"))

    said = short(only(tmp_path, "p.zip", data))

    assert said == {"p.zip!新闻报道.txt": "1", "p.zip!新闻报道.txt(2)": "2"}


def test_a_damaged_member_of_a_zip_costs_only_itself(tmp_path: Path) -> None:
    noise = os.urandom(3000).hex().encode()
    data = zipped({"a.txt": b"a", "b.txt": noise, "c.txt": b"c"})
    data = data[:800] + bytes(50) + data[850:]

    said = short(only(tmp_path, "p.zip", data))

    assert (said["p.zip!a.txt"], said["p.zip!c.txt"]) == ("a", "c")
    assert said["p.zip!b.txt"].startswith("! damaged in its zip")


def test_the_members_before_the_cut_of_an_archive_are_read(tmp_path: Path) -> None:
    members = {f"{n}.txt": os.urandom(3000).hex().encode() for n in range(5)}
    (tmp_path / "a.tar").write_bytes(tarred(members)[:15000])
    (tmp_path / "b.tgz").write_bytes(tarred(members, "w:gz")[:9000])
    (tmp_path / "c.zip").write_bytes(zipped(members)[:9000])

    said = short(everything(tmp_path))

    for name, count in (("a.tar", 2), ("b.tgz", 2), ("c.zip", 2)):
        whole_ = [one for one in members if said.get(f"{name}!{one}") == members[one].decode()]
        assert whole_ == ["0.txt", "1.txt"][:count], name
        assert any(path.startswith(name) and why[:2] == "! " for path, why in said.items()), name


def test_a_link_in_a_tar_and_an_encrypted_member_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("l")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    data = bytearray(zipped({"s.txt": b"secret"}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    (tmp_path / "a.tar").write_bytes(made.getvalue())

    said = short(only(tmp_path, "b.zip", bytes(data)))

    assert said == {
        "a.tar!l": "! a link or device in its tar, not a file",
        "b.zip!s.txt": "! encrypted in its zip",
    }


def test_a_bomb_in_an_archive_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"a", "bomb.txt": bytes(100 << 20), "c.txt": b"c"})

    said = short(only(tmp_path, "p.zip", data))

    assert (said["p.zip!a.txt"], said["p.zip!c.txt"]) == ("a", "c")
    assert said["p.zip!bomb.txt"][:2] == "! "


# --- everything


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    starts = (b"", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"BZh91AY&SY", b"[{")
    for start in starts:
        for name in ("a", "a.jsonl", "a.json", "a.md"):
            made = read._contents(
                name, name, iter([start + data]), None, read.Options({}), 1 << 20, 0
            )
            try:
                found = list(made)
            except Broken:
                continue
            assert len({one.path for one in found}) == len(found)


def test_what_is_looked_at_is_enough_for_a_tar() -> None:
    assert looks.kind(tarred({"a": b"a"})[:512], "a") == "tar"
