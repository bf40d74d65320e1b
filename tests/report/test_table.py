"""What people and machines open besides the articles: `articles.csv` and `run.json`."""

import csv
import json
from pathlib import Path

import pytest

from pipeline.corpus.verify import faults
from pipeline.run import settings
from pipeline.run.settings import Options
from tests.made.faults import run

TEXT = (
    "老船工今年七十三岁，每天清晨仍要把缆绳检查一遍。\n他说从前两岸没有桥，孩子们就坐在石阶上背书。"
)


def options(**given: object) -> Options:
    return settings.read_options(None, {"format": "jsonl", "workers": 1, **given})


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Three rows, two of them copies, and one that is no JSON."""
    (tmp_path / "raw").mkdir()
    row = {"id": 7, "text": TEXT, "title": "=渡口, 一", "date": "2021-11-01T08:05:00+08:00"}
    rows = [json.dumps(row), json.dumps(row | {"id": 8}), "no json"]
    (tmp_path / "raw" / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    return tmp_path / "clean"


def test_the_table_has_a_row_for_each_article(clean: Path):
    run(clean.parent / "raw", clean, options(table=True))
    data = (clean / "articles.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfpath,title,author,")
    (row,) = csv.DictReader(data.decode("utf-8-sig").splitlines())
    assert (row["path"], row["title"], row["date"]) == ("rows.jsonl#1", "'=渡口, 一", "2021-11-01")
    assert (row["letters"], row["copies"], row["source_id"]) == ("42", "1", "7")
    assert list(faults(clean)) == []
    (clean / "articles.csv").write_bytes(data.replace(b"rows", b"tows"))
    assert list(faults(clean)) == ["articles.csv: was altered"]
    run(clean.parent / "raw", clean, options())
    assert not (clean / "articles.csv").exists()


def test_the_file_of_a_run_tells_machines_what_it_came_to(clean: Path):
    run(clean.parent / "raw", clean, options())
    said = json.loads((clean / "run.json").read_text("utf-8"))
    assert said["fates"] == {"duplicate": 1, "failed": 1, "kept": 1} and said["inputs"] == 3
    assert said["options"]["format"] == "jsonl" and "folder" not in said["options"]
    assert said["steps"].keys() >= {"read and prepare", "write"}
    assert {"places", "documents", "removed"} == said["rules"]["write/duplicate"].keys()


def test_what_a_run_wrote_beside_the_articles_is_no_page_of_the_next(clean: Path):
    run(clean.parent / "raw", clean, options(table=True))
    again = run(clean, clean.parent / "again", options())
    assert again.fates == {"kept": 1}
