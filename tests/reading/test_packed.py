"""Packed files and archives are read; damage and bombs are named."""

import gzip
import io
import os
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from pipeline.model.article import Record, Unreadable
from pipeline.reading import compression, sniff
from pipeline.reading.compression import unpack, whole_stream
from pipeline.reading.paths import member_path
from tests.made.source_files import PACKED, ROWS, TEXT, everything, only, short, tarred, zipped

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
        assert whole_stream(unpack(chunks, how)) == b"onetwo"  # type: ignore[arg-type]  # a name of a packing


@pytest.mark.parametrize("how", PACKED)
def test_a_truncated_stream_is_noticed_and_the_lines_before_are_read(
    tmp_path: Path, how: str
) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % os.urandom(300).hex().encode() for _ in range(1500))
    data = PACKED[how](rows)
    (tmp_path / f"a.txt.{how}").write_bytes(PACKED[how](TEXT)[:-9])

    found = only(tmp_path, f"b.jsonl.{how}", data[: len(data) * 2 // 3])

    assert isinstance(found[0], Unreadable) and "(eof)" in found[0].why
    *good, bad = found[1:]
    assert isinstance(bad, Unreadable) and "truncated" in bad.why
    assert bad.path == f"b.jsonl.{how}#{len(good) + 1}"
    assert all(isinstance(one, Record) for one in good)
    assert len(good) > 300


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
        data = PACKED[how](piece * 20)
        (tmp_path / f"{name}.{how}").write_bytes(data)
    tracemalloc.start()

    page, *rows = everything(tmp_path)

    assert tracemalloc.get_traced_memory()[1] < 60 << 20
    tracemalloc.stop()
    assert isinstance(page, Unreadable) and "over 200 times" in page.why
    assert isinstance(rows[-1], Unreadable) and "over 200 times" in rows[-1].why


def test_a_page_over_the_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "CAP", 1 << 20)
    (found,) = only(tmp_path, "a.txt", b"words and more " * 80_000)

    assert found == Unreadable("a.txt", "larger than 1 MB")


def test_packed_again_and_again_is_a_trick(tmp_path: Path) -> None:
    data = b"text"
    for _ in range(9):
        data = gzip.compress(data)

    assert "packed more than 4 times" in short(only(tmp_path, "a.gz", data))["a.gz"]


# --- archives


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

    assert [one.path for one in found] == [member_path(name, member) for member in INSIDE]
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
    data = zipped({"a.txt": b"a", "bomb.txt": bytes(20 << 20), "c.txt": b"c"})

    said = short(only(tmp_path, "p.zip", data))

    assert (said["p.zip!a.txt"], said["p.zip!c.txt"]) == ("a", "c")
    assert said["p.zip!bomb.txt"][:2] == "! "


def test_what_is_looked_at_is_enough_for_a_tar() -> None:
    assert sniff.kind_of_file(tarred({"a": b"a"})[:512], "a") == "tar"


def test_damaged_heads_of_a_tar_cost_their_members_and_no_others(tmp_path: Path) -> None:
    data = bytearray(tarred({f"{n}.txt": b"%d" % n for n in range(6)}))
    for n in (1, 4):  # a head and a block of text each
        data[n * 1024 : n * 1024 + 64] = bytes(64)

    found = only(tmp_path, "p.tar", bytes(data))

    read = {one.path: one.data for one in found if isinstance(one, Record)}
    assert read == {f"p.tar!{n}.txt": b"%d" % n for n in (0, 2, 3, 5)}
    lost = [one for one in found if isinstance(one, Unreadable)]
    assert [one.path for one in lost] == ["p.tar", "p.tar!(2)"]
    assert all("belong to no member" in one.why for one in lost)
