"""RAW may be an address: its files are listed, streamed and cleaned like those of a folder."""

import gzip
import json
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.corpus.folder import Reader
from pipeline.model.article import Record
from pipeline.model.errors import Fault
from pipeline.reading import read, remote
from pipeline.reading.plan import plan
from pipeline.report import progress
from pipeline.run.settings import Options

fsspec = pytest.importorskip("fsspec")

PAGE = "河边的灯一盏一盏亮起来，船也靠了岸。\n老人收好网，慢慢走回家去。"


def found(raw: str) -> dict[str, str]:
    """The records at an address by their paths: their text, or why there is none."""
    return {
        record.path: record.data.decode() if isinstance(record, Record) else record.why
        for part in plan(raw)
        for record in read.records(raw, part)
    }


def test_files_of_every_kind_are_read_from_memory():
    system = fsspec.filesystem("memory")
    system.pipe("/kinds/b/page.txt", PAGE.encode())
    system.pipe("/kinds/a.txt.gz", gzip.compress(PAGE.encode()))
    system.pipe("/kinds/rows.jsonl", json.dumps({"text": PAGE}).encode() + b"\n{broken\n")
    read_ = found("memory://kinds")
    assert list(read_) == ["a.txt.gz", "b/page.txt", "rows.jsonl#1", "rows.jsonl#2"]
    assert [read_[path] for path in list(read_)[:3]] == [PAGE] * 3
    assert "JSON" in read_["rows.jsonl#2"]


def test_an_address_may_be_one_file():
    fsspec.filesystem("memory").pipe("/single/page.txt", PAGE.encode())
    assert found("memory://single/page.txt") == {"page.txt": PAGE}


@pytest.mark.check
def test_a_run_over_an_address_gives_what_a_run_over_the_folder_gives(tmp_path: Path):
    raw = tmp_path / "raw"
    (raw / "in").mkdir(parents=True)
    (raw / "in" / "page.txt").write_text(PAGE, "utf-8")
    (raw / "page.txt").write_text(PAGE.replace("老人", "渔夫") * 3, "utf-8")
    # A path, as the command line gives it: it has one slash of two.
    for name, source in (("here", raw), ("there", Path(raw.as_uri()))):
        flow.run(source, tmp_path / name, Options(format="jsonl"), progress.silent)
    here, there = (
        (tmp_path / name / "verdicts.tsv").read_text("utf-8") for name in ("here", "there")
    )
    assert here == there
    assert Reader(tmp_path / "there").article("in/page.txt").text == PAGE


@pytest.mark.check
def test_a_run_lists_an_address_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    system, asked = type(fsspec.filesystem("file")), []
    find = system.find
    monkeypatch.setattr(system, "find", lambda *of, **how: asked.append(of) or find(*of, **how))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.txt").write_text(PAGE, "utf-8")
    raw = Path((tmp_path / "raw").as_uri())
    for times in (1, 2):  # the next run looks again
        flow.run(raw, tmp_path / "clean", Options(format="jsonl"), progress.silent)
        assert len(asked) == times


@pytest.mark.check
def test_a_file_that_changed_is_read_again(tmp_path: Path):
    page = tmp_path / "raw" / "page.txt"
    page.parent.mkdir()
    page.write_text(PAGE, "utf-8")
    raw, clean = Path(page.parent.as_uri()), tmp_path / "clean"
    flow.run(raw, clean, Options(format="jsonl"), progress.silent)
    page.write_text(PAGE + "\n又过了一年，他不再来了。", "utf-8")
    flow.run(raw, clean, Options(format="jsonl"), progress.silent)
    assert Reader(clean).article("page.txt").text.endswith("他不再来了。")


@pytest.mark.parametrize("raw", ["memory://nowhere/at/all", "nosuchkind://x"])
def test_an_address_where_nothing_is_is_a_fault(raw: str, tmp_path: Path):
    with pytest.raises(Fault, match="can't be listed"):
        flow.run(Path(raw), tmp_path / "clean", Options(), progress.silent)


def test_a_store_that_fails_in_its_own_way_is_a_fault_too(tmp_path: Path):
    class NoAnswerError(Exception):
        pass

    class Silent(fsspec.AbstractFileSystem):
        protocol = "silent"

        def find(self, *_: object, **__: object) -> None:
            raise NoAnswerError("nobody answers")

    fsspec.register_implementation("silent", Silent, clobber=True)
    with pytest.raises(Fault, match="can't be listed: nobody answers"):
        flow.run(Path("silent://pages"), tmp_path / "clean", Options(), progress.silent)


def test_paths_of_this_machine_are_no_addresses():
    assert [remote.address(raw) for raw in ("raw", "/a/b", "C:/raw", "a:b", "-")] == [None] * 5


def test_a_password_in_an_address_is_not_told(tmp_path: Path) -> None:
    for url in ("ftp://me:secret@nowhere.invalid/x", "nosuch://me:secret@host/x?token=secret"):
        with pytest.raises(Fault) as told:
            flow.run(Path(url), tmp_path / "clean", Options(), progress.silent)
        assert "secret" not in str(told.value)
