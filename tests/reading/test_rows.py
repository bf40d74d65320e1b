"""Rows of JSONL, JSON and Parquet are read one by one, and a bad one costs only itself."""

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.model.article import Record, Unreadable
from pipeline.reading import read, tables
from pipeline.reading.plan import Part, plan
from pipeline.reading.read import records
from tests.made.limits import at_most
from tests.made.source_files import ROWS, everything, only, short, table

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
            {"标题": "题", "正文": "文", "来源": "站", "作者": "甲", "发布时间": "2020-01-02"},
            "文",
            {"title": "题", "author": "甲", "sitename": "站", "date": "2020-01-02"},
        ),
        ({"Title": "题", "Raw Content": "文", "Pub-Time": ""}, "文", {"title": "题"}),
        ({"text": "文", "keywords": "甲，乙"}, "文", {"tags": "甲\n乙"}),
        ({"text": "文", "authors": ["丙", "丁"]}, "文", {"author": "丙、丁"}),
        ({"text": None, "content": "文"}, "文", {}),
        ({"text": None, "title": "题"}, "", {"title": "题"}),
        ({"段落": [{"行号": 0, "内容": "一"}, {"行号": 1, "内容": "二"}]}, "一\n二", {}),
        ({"text": "文", "pubtime": 1577934240}, "文", {"date": "2020-01-02T03:04:00+00:00"}),
        (
            {"text": "文", "pubtime": 1577934240123},
            "文",
            {"date": "2020-01-02T03:04:00.123000+00:00"},
        ),
        ({"text": "文", "title": "题", "year": 2020, "date": 2020}, "文", {"title": "题"}),
        ({"text": "文", "meta": {"url": "u", "title": "题"}}, "文", {"title": "题", "url": "u"}),
        (
            {"text": "文", "title": "题", "source": "http://x/1"},
            "文",
            {"title": "题", "url": "http://x/1"},
        ),
        ({"article": {"title": "题", "content": "文"}}, "文", {"title": "题"}),
        ({"text": "文", "metadata": {"source": "http://x/1"}}, "文", {"url": "http://x/1"}),
        (
            {"contents": ["一", "二"], "date_publish": "2020-01-02"},
            "一\n二",
            {"date": "2020-01-02"},
        ),
        ({"post_content": "文", "post_title": "题"}, "文", {"title": "题"}),
    ],
)
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
    monkeypatch.setattr("pipeline.reading.plan.PART", 1000)
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
        found = list(read.tables.array("a", chunks, read.RowOptions({})))
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


def test_parquet_rows_are_read_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.plan.PART", 100)
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


def test_a_date_out_of_range_costs_only_itself(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    days = pa.array([0, 60_000_000, 18_262], pa.int32()).cast(pa.date32())
    texts = pa.array(["一", "二", "三"])
    pq.write_table(pa.table({"text": texts, "date": days}), tmp_path / "a.parquet")
    found = everything(tmp_path)
    assert [one.data.decode() for one in found] == ["一", "二", "三"]
    assert [one.known for one in found] == [{"date": "1970-01-01"}, {}, {"date": "2020-01-01"}]


def test_long_texts_of_a_dictionary_are_made_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"第{i}行" for i in range(200)] + ["长" * 300_000] * 200
    column = pa.array(texts).dictionary_encode()
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    sizes: list[int] = []
    genuine = tables.listed_rows

    def noted(batch: pa.RecordBatch) -> list[dict[str, Any]]:
        rows = genuine(batch)
        sizes.append(sum(len(row["text"]) for row in rows))
        return rows

    monkeypatch.setattr(tables, "listed_rows", noted)
    found = list(records(tmp_path, Part("a.parquet")))
    assert [row.data.decode() for row in found] == texts
    # What was short before may be long now: once too many at a time, then one or two.
    assert sum(size > 2 * 300_000 for size in sizes) <= 8


def test_rows_that_are_nearly_json_take_no_more_time_than_others(tmp_path: Path) -> None:
    pumps = (b'{"b":},' * 20_000, b'[{"a":1}x}' + b" " * 100_000, b'[{"a":[{"a":' * 8_000)
    for number, pump in enumerate(pumps):
        (tmp_path / f"{number}.json").write_bytes(b"[" + pump)
    with at_most(10):
        assert everything(tmp_path)
