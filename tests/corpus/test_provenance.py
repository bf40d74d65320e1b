"""Where an article comes from and what its row said besides go with it, in every format."""

import json
import math
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import stages
from pipeline.corpus import formats
from pipeline.corpus.folder import Reader
from pipeline.corpus.verify import faults
from pipeline.model.article import Article, Record
from pipeline.run.settings import Options
from tests.made.faults import JSONL, files, run

OLDEST = ("id", "path", "url", "title", "author", "sitename", "date", "language", "script", "text")
TEXT = "渡口的老船工今年七十三岁，每天清晨仍要把缆绳检查一遍。\n雾散以后，第一班船才慢慢离开石阶。"
EXTRA: dict[str, Any] = {
    "labels": ["民生", "水运"],
    "scores": {"quality": 0.25, "toxic": math.nan},
    "hash": (1 << 64) - 1,
    "serial": 1 << 90,
    "seen": True,
    "nothing": None,
}
CAME_OUT = {
    **EXTRA,
    "scores": {"quality": 0.25, "toxic": "NaN"},
    "serial": "1237940039285380274899124224",
}


def cleaned(raw: Path, clean: Path, form: str = "jsonl") -> list[Article]:
    """The articles of RAW; whatever the format, what is read back is what was written."""
    run(raw, clean, Options(format=form, workers=1))
    reader = Reader(clean)
    paths = [row.split("\t")[0] for row in reader.verdicts() if row.split("\t")[2] == "kept"]
    return [reader.article(path) for path in paths]


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_columns_that_are_not_ours_come_out_in_extra(form: str, tmp_path: Path):
    row = {"id": 17, "title": "渡口", "text": TEXT, "time": "2021-11-01 08:05", **EXTRA}
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "rows.jsonl").write_text(
        "\n" + json.dumps(row, ensure_ascii=False), "utf-8"
    )
    (found,) = cleaned(tmp_path / "raw", tmp_path / "clean", form)
    assert found.extra == CAME_OUT
    assert (found.source_id, found.source) == ("17", {"file": "rows.jsonl", "row": 2})
    assert (found.date, found.published) == ("2021-11-01", "2021-11-01T08:05")
    assert found.schema == 3


@pytest.mark.parametrize("number", [-(1 << 63) - 1, -(1 << 63), (1 << 64) - 1, 1 << 64, 1 << 90])
def test_large_whole_numbers_keep_every_digit(number: int, tmp_path: Path):
    (tmp_path / "raw").mkdir()
    row = {"id": number, "text": TEXT, "deep": {"list": [{"serial": number}]}, "large": 1e300}
    (tmp_path / "raw" / "rows.jsonl").write_text(json.dumps(row), "utf-8")
    (found,) = cleaned(tmp_path / "raw", tmp_path / "clean")
    said = number if -(1 << 63) <= number < 1 << 64 else str(number)
    assert found.extra == {"deep": {"list": [{"serial": said}]}, "large": 1e300}
    assert found.source_id == str(number)


def test_nested_columns_of_parquet_come_out_in_extra(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    table = pa.table(
        {
            "text": [TEXT],
            "price": pa.array([Decimal("1.50")], pa.decimal128(8, 2)),
            "when": [datetime(2021, 11, 1, 8, 5, tzinfo=UTC)],
            "raw": [b"\xff\xfe"],
            "pairs": pa.array([[("a", 1), ("b", 2)]], pa.map_(pa.string(), pa.int64())),
            "deep": [{"list": [{"x": math.inf}, None]}],
        }
    )
    pq.write_table(table, tmp_path / "raw" / "rows.parquet")
    (found,) = cleaned(tmp_path / "raw", tmp_path / "clean", "parquet")
    assert found.extra == {
        "price": "1.50",
        "when": "2021-11-01T08:05:00+00:00",
        "raw": "//4=",
        "pairs": [["a", 1], ["b", 2]],
        "deep": {"list": [{"x": "Infinity"}, None]},
    }


def test_parquet_has_objects_as_json_that_other_tools_read(tmp_path: Path):
    article = Article(
        *("1f", "a.jsonl#1", None, None, None, None, None, None, None, TEXT),
        source={"file": "a.jsonl", "row": 1},
        extra={"labels": ["民生"]},
    )
    (tmp_path / "a.parquet").write_bytes(formats.parquet_shard([formats.row(article)]))
    (row,) = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert json.loads(row["extra"]) == {"labels": ["民生"]}
    assert json.loads(row["source"]) == {"file": "a.jsonl", "row": 1}
    assert formats.from_row(row) == article


def test_a_row_from_before_there_was_provenance_is_still_an_article():
    old = formats.row(Article("1f", "a", None, None, None, None, None, None, None, TEXT))
    old = {name: value for name, value in old.items() if name in OLDEST}
    found = formats.from_row(old)
    assert (found.extra, found.source, found.schema) == (None, None, 1)


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_cleaning_again_keeps_where_an_article_came_from(form: str, tmp_path: Path):
    row = {"id": "n-17", "text": TEXT, "date": "2021-11-01T08:05:00+08:00", **EXTRA}
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "rows.jsonl").write_text(json.dumps(row), "utf-8")
    first = cleaned(tmp_path / "raw", tmp_path / "clean", form)
    again = cleaned(tmp_path / "clean", tmp_path / "again", form)
    assert again == first
    one, other = files(tmp_path / "clean"), files(tmp_path / "again")
    same = [name for name in one if name.startswith("articles/")]
    assert same and all(one[name] == other[name] for name in same)


def test_a_page_of_a_crawl_says_which_record_it_was_and_what_its_publisher_allows(tmp_path: Path):
    page = f'<html><head><link rel="canonical" href="https://a.example/1"></head><p>{TEXT}'.encode()
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Robots-Tag: noai\r\n"
        b"TDM-Reservation: 1\r\nDate: Mon, 01 Nov 2021 08:00:00 GMT\r\n\r\n"
    )
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1?from=feed\r\n"
        "WARC-Date: 2021-11-08T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:7>\r\n"
        "WARC-Payload-Digest: sha1:ABC\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(head + page)}\r\n\r\n"
    ).encode()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "c.warc").write_bytes(record + head + page + b"\r\n\r\n")
    (found,) = cleaned(tmp_path / "raw", tmp_path / "clean")
    assert (found.url, found.canonical) == ("https://a.example/1?from=feed", "https://a.example/1")
    assert found.source == {
        "file": "c.warc",
        "record": 1,
        "warc_record_id": "<urn:uuid:7>",
        "warc_date": "2021-11-08T12:00:00Z",
        "payload_digest": "sha1:ABC",
        "http_date": "Mon, 01 Nov 2021 08:00:00 GMT",
        "robots": "noai",
        "tdm_reservation": "1",
    }


def test_what_a_page_says_of_mining_stands_in_its_source(tmp_path: Path):
    metas = (
        '<meta name="robots" content="noindex, noai"><meta name="TDM-Reservation" content="1">'
        '<meta name="tdm-policy" content="https://a.example/tdm.json">'
    )
    page = f"<html><head>{metas}<title>渡口</title></head><body><p>{TEXT}</p></body></html>"
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.html").write_text(page, "utf-8")
    (found,) = cleaned(tmp_path / "raw", tmp_path / "clean")
    assert found.source == {
        "file": "a.html",
        "robots": "noindex, noai",
        "tdm_reservation": "1",
        "tdm_policy": "https://a.example/tdm.json",
    }
    sent = {"robots": "noarchive", "tdm_reservation": "0"}  # by the server, of the same page
    record = Record("c.warc#1", page.encode(), "text/html", source=sent)
    place = json.loads(stages.prepare(record).found["source"].value)
    assert (place["robots"], place["tdm_reservation"]) == ("noarchive, noindex, noai", "0")


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_a_duplicate_that_is_written_says_what_it_copies(form: str, tmp_path: Path):
    (tmp_path / "raw").mkdir()
    for name in "ab":
        (tmp_path / "raw" / f"{name}.txt").write_text(TEXT, "utf-8")
    run(tmp_path / "raw", tmp_path / "clean", Options(format=form, duplicates="keep"))
    one, other = (Reader(tmp_path / "clean").article(f"{name}.txt") for name in "ab")
    assert (one.copy_of, other.copy_of) == (None, "a.txt")
    assert list(faults(tmp_path / "clean")) == []
    run(tmp_path / "raw", tmp_path / "clean", Options(format=form))
    assert Reader(tmp_path / "clean").article("a.txt").copy_of is None


def test_dates_of_a_table_are_read_plainly(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    for i, date in enumerate(
        ("2021-11-01", "2021-11-02T08:05:00+08:00", "2021年11月3日 8:05", "2021")
    ):
        row = {"text": TEXT.replace("老船工", f"第{i}位船工"), "date": date, "title": f"渡口{i}"}
        (tmp_path / "raw" / f"{i}.jsonl").write_text(json.dumps(row), "utf-8")
    run(tmp_path / "raw", tmp_path / "clean", JSONL)
    rows = (tmp_path / "clean/articles/00000.jsonl").read_text("utf-8").splitlines()
    dates = {json.loads(row)["date"] for row in rows}
    assert dates <= {"2021-11-01", "2021-11-02", "2021-11-03", None}
