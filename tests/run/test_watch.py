"""An input has one budget from its first byte, and what was read before it ran out stays."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from unittest import mock

import pytest

from pipeline.corpus.documents import Drafts
from pipeline.corpus.folder import Reader
from pipeline.corpus.index import Locations
from pipeline.model.article import Record
from pipeline.reading.plan import Part
from pipeline.run import local, tasks
from pipeline.run.settings import Options
from pipeline.run.watch import LIMITS, Budget, Limits, Watch
from tests.made.faults import run

pytestmark = pytest.mark.check  # real processes, or whole runs

PROSE = "这里的风景与从前大不相同，树木长得很高，孩子们都喜欢来。"


def _records(_raw: Path, part: Part, _fields: object) -> Iterator[Record]:
    """Three pages of each file; some files take for ever before one of them."""
    for i in range(3):
        if part.file == f"hangs before {i}":
            re.match("(a+)+$", "a" * 64 + "b")
        yield Record(f"{part.file}#{i + 1}", PROSE.encode())


def _prepare(work: tasks.PrepareWork, watch: Watch) -> list[tasks.MadeBatch]:
    with mock.patch.object(tasks.read, "records", _records):
        return tasks.prepare_parts(work, watch)


def test_an_input_that_takes_for_ever_to_read_loses_its_rest_and_no_other_is_blamed(tmp_path):
    names = ("a", "hangs before 0", "hangs before 2", "b")
    (tmp_path / "packs").mkdir()
    work = tasks.PrepareWork(
        tmp_path,
        tuple(Part(name) for name in names),
        (9,) * 4,
        tuple(bytes([i]) * 16 for i in range(4)),
        {},
        "plain",
        False,
        tmp_path,
    )
    limits = Limits(input_seconds=0.3, input_seconds_per_mb=0, patience=3)
    with local.Workers(1, limits) as workers:
        ((_, made),) = workers.map_shards(_prepare, [work])
    (book,) = made
    places = Locations((book.book,), *map(_column, ([0] * 10, range(10))))
    heads = Drafts(tmp_path, places).heads()
    why = "took too long, and was stopped; the rest was not read"
    assert [(head.path, head.fate, head.why) for head in heads] == [
        ("a#1", "kept", ""),
        ("a#2", "kept", ""),
        ("a#3", "kept", ""),
        ("hangs before 0", "failed", why),
        ("hangs before 2#1", "kept", ""),
        ("hangs before 2#2", "kept", ""),
        ("hangs before 2#1+2-", "failed", why),
        *((f"b#{n}", "kept", "") for n in (1, 2, 3)),
    ]
    assert book.counts == (3, 1, 3, 3)


def _column(numbers):
    import numpy as np

    return np.array(list(numbers), np.int32)


def test_a_small_file_of_very_many_rows_gives_those_that_it_may(tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    packed = gzip.compress(b'{"a":1}\n' * 40_000)
    (raw / "rows.jsonl.gz").write_bytes(packed)
    (raw / "page.txt").write_text(PROSE)
    outcome = run(raw, clean, Options(format="jsonl"))
    most = LIMITS.records + len(packed) // LIMITS.bytes_per_record
    assert outcome.fates == {"kept": 1, "failed": most + 1}
    rows = [row.split("\t") for row in Reader(clean).verdicts()]
    rest = next(row for row in rows if row[0] == f"rows.jsonl.gz#1+{most}-")
    assert rest[6].strip() == (
        f"holds more than {most:,} records in {len(packed):,} bytes; the rest was not read"
    )


def test_what_a_stopped_document_took_is_taken_from_its_input():
    budget = Budget(0, LIMITS)
    assert budget.over(0) == ""
    budget.spend(LIMITS.seconds)
    assert budget.over(1) == "" and budget.left() < 6
    budget.spend(LIMITS.seconds)
    assert budget.over(2) == "took more than 15 s for 0 bytes"


def test_an_input_of_unknown_size_has_no_budget():
    """A path that the system finds too long is one: no timer takes an infinite time."""
    budget = Budget(None, LIMITS)
    assert budget.over(10**9) == ""
    with TemporaryFile() as beacon:
        watch = Watch(beacon.fileno(), {})
        assert watch.reading(0, 0, budget.left()) == ""
        watch.pause()
