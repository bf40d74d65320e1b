"""A file of many records goes into several books, and nobody can tell from what comes out."""

import gzip
import json
from unittest import mock

import pytest

from pipeline import flow
from pipeline.corpus import documents
from pipeline.model.errors import Stopped
from pipeline.reading import plan
from pipeline.report import progress
from pipeline.run import tasks
from pipeline.run.runner import Steps
from tests.made.faults import JSONL, files, here, pages, scratch, worked


@pytest.fixture
def small_books():
    """Books of three drafts."""
    with mock.patch.object(documents, "BOOK_DRAFTS", 3):
        yield


@pytest.fixture
def raw(tmp_path):
    """Two packed files of 40 and 20 rows, which can't be read in parts, and two pages."""
    folder = tmp_path / "raw"
    folder.mkdir()
    texts = list(pages(7, 60).values())
    for name, some in (("a.jsonl.gz", texts[:40]), ("c.jsonl.gz", texts[40:60])):
        rows = "".join(json.dumps({"text": text}) + "\n" for text in some)
        (folder / name).write_bytes(gzip.compress(rows.encode(), mtime=0))
    for name in ("b.txt", "d.txt"):
        (folder / name).write_text(texts[-1] + name, "utf-8")
    return folder


def test_many_books_give_what_one_gives(raw, tmp_path):
    whole = scratch(raw, tmp_path / "whole")
    with mock.patch.object(documents, "BOOK_DRAFTS", 3):
        assert scratch(raw, tmp_path / "torn") == whole
    with mock.patch.object(documents, "BOOK_BYTES", 10_000):
        assert scratch(raw, tmp_path / "by-size") == whole


@pytest.mark.usefixtures("small_books")
def test_what_an_interrupted_run_read_of_a_large_file_is_not_read_again(raw, tmp_path):
    clean = tmp_path / "clean"
    with (
        here(),
        mock.patch.object(Steps, "finish", side_effect=Stopped("no more")),
        pytest.raises(Stopped),
    ):
        flow.run(raw, clean, JSONL, progress.silent)
    assert len(list((clean / ".state" / "packs").iterdir())) > 20
    assert worked(raw, clean)["prepare"] == 0
    assert files(clean) == scratch(raw, tmp_path / "fresh")


@pytest.mark.usefixtures("small_books")
def test_a_large_file_that_the_disk_would_not_give_is_read_again_whole(raw, tmp_path):
    clean = tmp_path / "clean"
    told = iter([*range(30), *[None] * 1000])

    honest = tasks.prepared_draft

    def prepared(record, why, links, **options):
        # The thirtieth record meets a fault of the disk, in the tenth book.
        fault = "can't be read: Input/output error" if next(told) == 29 else why
        return honest(record, fault, links, **options)

    with here(), mock.patch.object(tasks, "prepared_draft", prepared):
        flow.run(raw, clean, JSONL, progress.silent)
    assert worked(raw, clean)["prepare"] == 40
    assert files(clean) == scratch(raw, tmp_path / "fresh")


@pytest.fixture
def growing(tmp_path, monkeypatch):
    """A file of forty rows, read in parts of some twenty."""
    monkeypatch.setattr("pipeline.reading.plan.PART", 20_000)
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.jsonl").write_text("".join(map(row, pages(7, 40).values())), "utf-8")
    return folder


def row(text):
    return json.dumps({"text": text}) + "\n"


def test_of_a_file_that_grows_only_its_last_part_is_read_again(growing, tmp_path):
    clean = tmp_path / "clean"
    scratch(growing, clean)
    with (growing / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write(row("后来又写了一篇。" * 9))
    assert 1 <= worked(growing, clean)["prepare"] < 25
    assert files(clean) == scratch(growing, tmp_path / "fresh")


def test_what_was_changed_while_it_was_read_is_read_again(growing, tmp_path):
    clean, file = tmp_path / "clean", growing / "a.jsonl"
    planned = file.read_text("utf-8")
    split = plan.split_parts

    def too_late(raw, part):
        yield from split(raw, part)
        file.write_text(planned.replace("\\u3002", "\\uff01"), "utf-8")

    with mock.patch.object(plan, "split_parts", too_late):
        scratch(growing, clean)
    file.write_text(planned, "utf-8")
    worked(growing, clean)
    assert files(clean) == scratch(growing, tmp_path / "fresh")
