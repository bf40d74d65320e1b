"""Every reader by every kind of damage: a verdict with its reason, and the neighbours unharmed."""

import gzip
import io
import json
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.article import Record, Unreadable
from pipeline.reading import tables
from pipeline.reading.paths import article_file
from tests.long.fuzz_readers import damaged, faults
from tests.made.faults import run
from tests.made.limits import at_most
from tests.made.source_files import (
    KINDS,
    PACKED,
    PAGES,
    crawled,
    everything,
    only,
    short,
    table,
    tarred,
    zipped,
)

ROOT = Path(__file__).parents[2]
LONE = ("page.html", "page.txt", "page.md")  # a page of which half is half a page


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def zeroed(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(64) + data[middle + 64 :]


def pages(found: list[Record | Unreadable]) -> int:
    """How many of the pages came whole."""
    return sum(isinstance(one, Record) and one.data in PAGES for one in found)


@pytest.mark.parametrize("name", KINDS)
def test_a_whole_file_gives_all_its_pages_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    asked = only(here, name, KINDS[name])
    assert all(isinstance(one, Record) for one in asked)
    wrong = "pages" if name in LONE else "pages.jpg"
    found = only(there, wrong, KINDS[name])
    if name != "page.md":  # its front matter is one where its name says so
        assert [one.data for one in found] == [one.data for one in asked]
    if "page." not in name:
        assert pages(found) == len(PAGES)


@pytest.mark.parametrize("damage", [cut, zeroed])
@pytest.mark.parametrize("name", KINDS)
def test_damage_costs_what_it_hit_and_says_so(
    name: str, damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / "after.txt").write_bytes(b"after")
    (tmp_path / "zz.jsonl").write_bytes(b'{"text": "last"}\n')
    with at_most(5):
        found = only(tmp_path, name, damage(KINDS[name]))
    said = {one.path: one for one in found}
    assert (said["after.txt"].data, said["zz.jsonl#1"].data) == (b"after", b"last")
    refused = [one for one in found if isinstance(one, Unreadable)]
    assert all(one.why and "Error:" not in one.why for one in refused)
    assert name in LONE or refused or pages(found) == len(PAGES) - 1
    if name in ("rows.jsonl", "rows.json", "crawl.warc", "crawl.arc", "crawl.warc.gz", "pages.tar"):
        assert pages(found) >= (4 if damage is cut else 6)


@pytest.mark.parametrize("name", KINDS)
def test_random_damage_is_met_by_a_record_or_a_reason(name: str, tmp_path: Path) -> None:
    for number in range(12):  # `make fuzz-long` does it some thousand times
        folder = tmp_path / str(number)
        folder.mkdir()
        said = list(faults(folder, name, damaged(KINDS[name], random.Random(f"{name} {number}"))))
        assert len(said) == 1 and said[0].startswith("= "), said


@pytest.mark.check
@pytest.mark.parametrize("how", PACKED)
def test_a_gigabyte_packed_in_a_file_of_a_megabyte_is_refused_in_time(
    how: str, tmp_path: Path
) -> None:
    member = PACKED[how](bytes(16 << 20))
    bomb = member * 64 + bytes(max(0, (1 << 20) - 64 * len(member)))
    for name in ("page.html", "rows.jsonl", "crawl.warc", "pages.tar"):
        (tmp_path / f"{name}.{how}").write_bytes(bomb)
    (tmp_path / "good.txt").write_bytes(b"good")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with at_most(10):
        said = short(everything(tmp_path))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < 200 << 10  # kB
    assert said.pop("good.txt") == "good"
    assert len(said) == 4 and all(
        "over 200 times" in why or "over 64" in why or "larger" in why for why in said.values()
    ), said


ABSURD = ["../../../../out.txt", "a/../../../../../out.txt", "/out.txt", "..", ".", "a//b.txt"]
ABSURD += [
    "a/b.txt",
    "x" * 5000,
    "d/" * 2000 + "e.txt",
    "t",
    "t.md/u",
    "新\n\t\x01闻.txt",
    "a\\..\\b",
]


def test_absurd_names_within_an_archive_lead_nowhere_but_into_clean(tmp_path: Path) -> None:
    raw, clean = tmp_path / "in" / "raw", tmp_path / "in" / "deep" / "clean"
    raw.mkdir(parents=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, name in enumerate(ABSURD):
            text = f"第{number}盏灯亮起来，船也靠了岸，老人收好网，慢慢走回家去。"
            archive.writestr(zipfile.ZipInfo(name), text * (number + 1))
    (raw / "p.zip").write_bytes(made.getvalue())
    outcome = run(raw, clean)
    assert outcome.fates["failed"] == 0 and outcome.fates.total() == len(ABSURD)
    there = {file for file in tmp_path.rglob("*") if file.is_file()}
    assert all(clean in file.parents or file == raw / "p.zip" for file in there)


def test_no_two_names_share_a_file_and_none_is_a_folder_too() -> None:
    found = [article_file(f"p.zip!{name}") for name in ABSURD]
    assert len(set(found)) == len(found)
    for one in found:
        assert ".." not in one.split("/") and len(one) < 2100
        assert not any(other.startswith(f"{one}/") for other in found)


def test_a_nameless_member_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"a", "b.t": b"b"}))
    # What was its name is taken for a field too short to be one.
    for magic, offset in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        at = data.rindex(magic) + offset
        data[at : at + 4] = b"\0\0\3\0"
    said = short(only(tmp_path, "p.zip", bytes(data)))
    assert said == {"p.zip!a.txt": "a", "p.zip!": "b"}


def test_what_holds_no_page_does_not_vanish(tmp_path: Path) -> None:
    none = {"a.zip": zipped({}), "c.parquet": table_without_rows()}
    none["d.zip"] = zipped({"in/": b"", "in/e.zip.gz": gzip.compress(zipped({}))})
    for name, data in none.items():
        (tmp_path / name).write_bytes(data)
    said = short(everything(tmp_path))
    assert list(said) == ["a.zip", "c.parquet", "d.zip!in/e.zip.gz"]
    assert set(said.values()) == {"! no page in it"}


def table_without_rows() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), made)
    return made.getvalue()


def test_a_hundred_thousand_levels_of_json_are_refused(tmp_path: Path) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    rows = b'{"text": "a"}\n{"text": ' + deep + b'}\n{"text": "c"}\n'
    said = short(only(tmp_path, "a.jsonl", rows))
    assert (said["a.jsonl#1"], said["a.jsonl#3"]) == ("a", "c")
    assert "nested too deeply" in said["a.jsonl#2"] or "recursion" in said["a.jsonl#2"]
    (tmp_path / "a.jsonl").unlink()
    array = b'[{"text": "a"}, ' + deep + b', {"text": "c"}]'
    assert "! " in short(only(tmp_path, "a.json", array))["a.json#2"]


def test_keys_that_come_twice_and_numbers_that_are_none_are_read(tmp_path: Path) -> None:
    rows = b'{"text": "a", "text": "b"}\n{"text": "c", "n": NaN, "m": -Infinity}\n'
    assert short(only(tmp_path, "a.jsonl", rows)) == {"a.jsonl#1": "b", "a.jsonl#2": "c"}


def test_columns_of_every_type_beside_the_text_harm_nothing(tmp_path: Path) -> None:
    row = {
        "text": "一",
        "list": [1, 2],
        "struct": {"a": {"b": [None, "x"]}},
        "bytes": b"\xff\x00",
        "decimal": Decimal("1.50"),
        "none": None,
        "float": float("nan"),
        "tags": ["甲", "乙"],
    }
    (found,) = only(tmp_path, "a.parquet", table([row]))
    assert isinstance(found, Record)
    assert (found.data.decode(), found.known["tags"]) == ("一", "甲\n乙")


def test_a_cell_over_the_cap_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CAP", 1 << 20)
    data = table([{"text": "a"}, {"text": "x" * (2 << 20)}, {"text": "c"}])
    said = short(only(tmp_path, "a.parquet", data))
    assert list(said.values()) == ["a", "! larger than 1 MB", "c"]


@pytest.mark.parametrize("text", [["一", "二"], {"a": "一"}, 3, b"\xff\xfe\x00"])
def test_a_text_that_is_no_string_is_read_or_refused_with_a_reason(
    text: object, tmp_path: Path
) -> None:
    (found,) = only(tmp_path, "a.parquet", table([{"text": text}]))
    assert isinstance(found, Record) or found.why


# Reads a file whose one record is far over the cap, and tells what that took in MB.
_HUGE = """
import resource, sys
from pathlib import Path
from pipeline.reading.plan import plan
from pipeline.reading.read import records
raw = Path(sys.argv[1])
list(records(raw / 'small', next(plan(raw / 'small'))))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for part in plan(raw / sys.argv[2]):
    for one in records(raw / sys.argv[2], part):
        print(one.path, getattr(one, 'why', 'read'), sep='\\t')
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
"""


@pytest.mark.check
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json", "crawl.warc", "pages.tar", "page.txt"])
def test_a_record_of_two_hundred_megabytes_is_refused_in_bounded_memory(
    name: str, tmp_path: Path
) -> None:
    huge = b"x" * (200 << 20)
    good, last = b"first", b"last"
    if name.startswith("rows"):
        rows = [b'{"text": "%s"}' % text for text in (good, huge, last)]
        data = b"\n".join(rows) if name == "rows.jsonl" else b"[%s]" % b",\n".join(rows)
    elif name == "crawl.warc":
        data = b"".join(crawled("http://x/", text) for text in (good, huge, last))
    elif name == "pages.tar":
        data = tarred({"a.txt": good, "b.txt": huge, "c.txt": last})
    else:
        data = huge
    (tmp_path / name).write_bytes(data)
    (tmp_path / "small").write_bytes(KINDS["rows.jsonl"])
    del huge, data
    done = subprocess.run(
        [sys.executable, "-c", _HUGE, tmp_path, name], capture_output=True, text=True, cwd=ROOT
    )
    *said, memory = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert any("64" in line for line in said), said
    assert int(memory) < 400
    if name != "page.txt":
        assert sum(line.endswith("\tread") for line in said) >= (1 if name == "rows.json" else 2)


@pytest.mark.parametrize("how", PACKED)
def test_rows_behind_a_damaged_member_of_many_are_read(how: str, tmp_path: Path) -> None:
    members = [
        PACKED[how](b"".join(b'{"text": "%d"}\n' % (10 * m + n) for n in range(10)) + bytes(0))
        for m in range(3)
    ]
    torn = bytearray(members[1])
    torn[len(torn) // 2 : len(torn) // 2 + 4] = b"\xff\xff\xff\xff"
    said = only(tmp_path, f"a.jsonl.{how}", members[0] + bytes(torn) + members[2])
    read = {one.data.decode() for one in said if isinstance(one, Record)}
    assert {str(n) for n in (*range(9), *range(21, 30))} <= read
    assert any(isinstance(one, Unreadable) and "corrupt" in one.why for one in said)


@pytest.mark.check
def test_standard_input_may_be_packed_and_damaged(tmp_path: Path) -> None:
    code = (
        "from pipeline.reading.plan import *\n"
        "from pipeline.reading.read import *\n"
        "for part in plan('-'):\n"
        "    for one in records('-', part): print(one.path, getattr(one, 'why', 'read'))"
    )
    rows = b"".join(
        json.dumps({"text": random.Random(n).randbytes(99).hex()}).encode() + b"\n"
        for n in range(99)
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        input=gzip.compress(rows)[:-900],
        capture_output=True,
        check=True,
        cwd=ROOT,
    ).stdout.decode()
    first, *_, last = said.splitlines()
    assert first == "-#1 read" and "truncated gzip" in last
