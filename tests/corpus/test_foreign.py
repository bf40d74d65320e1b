"""What others put into a CLEAN folder does no harm outside of it."""

import io
import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpus import files, formats, state, verify
from pipeline.corpus import folder as corpus
from pipeline.model.errors import Busy, Fault, Foreign
from pipeline.report import learned_rules, lookup, rebuild
from pipeline.run.settings import Options
from tests.made import faults as tearing
from tests.made.articles import article
from tests.made.faults import run
from tests.made.readers import child, faults_under_readers

INSIDE = (
    ".state",
    *(f".state/{name}" for name in ("packs", "known", "old", "next", "complete", "lock")),
    *(f".state/{name}" for name in ("stdin", "rules-0123456789abcdef.toml", "report.json")),
    *corpus.PARTS,
    "articles/site",
    "articles/0.txt.md",
    "ledger/00000.jsonl",
    "ledger/index.tsv",
    "ledger/SHA256SUMS",
    "report.html",
)

pytestmark = pytest.mark.check  # real processes, or whole runs


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    """RAW, its CLEAN, and a folder of someone who has no part in it."""
    raw, clean, victim = (tmp_path / name for name in ("raw", "clean", "victim"))
    (raw / "site").mkdir(parents=True)
    (victim / "deep").mkdir(parents=True)
    (victim / "thesis.txt").write_text("years of work")
    (victim / "deep" / "more.txt").write_text("more")
    chance = random.Random(1)
    for i in range(3):
        (raw / f"{i}.txt").write_text(article(chance, 4))
    (raw / "site" / "a.txt").write_text(article(chance, 4))
    run(raw, clean, Options())
    return raw, clean, victim


def everything(folder: Path) -> dict[str, bytes]:
    """The content of all files below a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def linked(clean: Path, name: str, to: Path) -> None:
    """A link in place of a file or folder of CLEAN."""
    place = clean / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(to)


@pytest.mark.parametrize("to", ["", "thesis.txt", "nowhere"])
@pytest.mark.parametrize("name", INSIDE)
def test_a_link_inside_clean_is_refused_by_name_and_its_target_untouched(
    name: str, to: str, places: tuple[Path, Path, Path]
):
    raw, clean, victim = places
    before = everything(victim)
    linked(clean, name, victim / to)
    with pytest.raises(Foreign, match="link"):
        run(raw, clean, Options())
    assert everything(victim) == before
    for command in (
        lambda: rebuild.put(rebuild.rebuild_report(clean), clean, None),
        lambda: list(verify.faults(clean)),
        lambda: list(learned_rules.fired_lines(clean)),
        lambda: lookup.entry(lookup.reading(clean), "0.txt"),
    ):
        with suppress(Fault, OSError):
            command()
        assert everything(victim) == before


@pytest.mark.parametrize("name", INSIDE)
def test_a_pipe_inside_clean_is_refused_and_nobody_waits_for_its_other_end(
    name: str, places: tuple[Path, Path, Path]
):
    raw, clean, _ = places
    linked(clean, name, clean)
    (clean / name).unlink()
    os.mkfifo(clean / name)
    with pytest.raises(Foreign):
        run(raw, clean, Options())


@pytest.mark.parametrize("name", ["rules.toml", "ledger/SHA256SUMS", "verdicts.tsv"])
def test_a_file_of_holes_inside_clean_is_refused_and_not_read(
    name: str, places: tuple[Path, Path, Path]
):
    os.truncate(places[1] / name, 1 << 40)
    with pytest.raises(Foreign, match=f"{name}: is a file of holes"):
        files.open_file(places[1], name)


@pytest.mark.parametrize("kept", [True, False])
def test_a_shard_of_parquet_that_unpacks_to_more_than_any_is_refused_before_it_is_held(kept: bool):
    many = pa.array(["一" * 400_000] * 500).dictionary_encode()
    packed = io.BytesIO()
    pq.write_table(pa.table({"path": many}), packed, compression="zstd", store_schema=kept)
    assert len(packed.getvalue()) < 100_000
    with pytest.raises(ValueError, match="as none of ours" if kept else "unpacks to more than"):
        list(formats.parquet_rows(packed))


def test_the_report_is_written_in_place_of_a_link_and_not_through_it(
    places: tuple[Path, Path, Path],
):
    _, clean, victim = places
    linked(clean, "report.html", victim / "thesis.txt")
    rebuild.put(rebuild.rebuild_report(clean), clean, None)
    assert (victim / "thesis.txt").read_text() == "years of work"
    assert not (clean / "report.html").is_symlink()


@pytest.mark.parametrize("name", ["../victim/thesis.txt", "ledger/../../x", "/etc/passwd", "a\0b"])
def test_a_name_that_leads_out_of_clean_is_not_opened(name: str, tmp_path: Path):
    with pytest.raises(Foreign, match="leads out"):
        files.open_file(tmp_path, name)


def test_the_index_leads_no_reader_out_of_clean(places: tuple[Path, Path, Path]):
    _, clean, victim = places
    (victim / "x.jsonl").write_bytes((clean / "ledger/00000.jsonl").read_bytes())
    (clean / corpus.INDEX).write_text("ledger/../../victim/x.jsonl\t0.txt\n")
    with pytest.raises(Fault, match="names no shard of ours"):
        lookup.entry(lookup.reading(clean), "0.txt")


def test_a_veto_waits_for_no_run_and_is_not_lost_in_one(places: tuple[Path, Path, Path]):
    _, clean, _ = places
    with state.locked(clean), pytest.raises(Busy, match="another run is writing it"):
        learned_rules.decide(clean, "any", "vetoed")


def test_readers_finish_a_killed_move_one_at_a_time(places: tuple[Path, Path, Path]):
    _, clean, _ = places
    whole = everything(clean)
    half = clean / ".state/complete"
    half.mkdir()
    for name in ("articles", "verdicts.tsv"):
        shutil.move(clean / name, half / name)
    readers = [child(lambda: corpus.Reader(clean)) for _ in range(8)]
    assert [os.waitpid(reader, 0)[1] for reader in readers] == [0] * 8
    assert everything(clean) == whole


def test_a_clean_without_its_state_is_still_ours(places: tuple[Path, Path, Path]):
    raw, clean, _ = places
    whole = tearing.files(clean)
    shutil.rmtree(clean / ".state")
    run(raw, clean, Options())
    assert tearing.files(clean) == whole


def test_a_clean_put_back_with_its_old_times_is_another_to_a_reader(
    places: tuple[Path, Path, Path],
):
    _, clean, _ = places
    reader, sums = corpus.Reader(clean), clean / corpus.SUMS
    times = sums.stat()
    sums.write_bytes(sums.read_bytes())  # in the place of the former, which is free again
    os.utime(sums, ns=(times.st_atime_ns, times.st_mtime_ns))  # as copies are given them
    with pytest.raises(Busy, match="wrote it anew"):
        reader.check()


def test_readers_of_a_clean_that_is_moved_meanwhile_see_one_whole_or_are_told(
    places: tuple[Path, Path, Path],
):
    raw, clean, _ = places
    assert set(faults_under_readers(raw, clean, readers=4, moves=60)) == {""}
