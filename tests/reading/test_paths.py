"""Every input has a path and a file of its own, whatever names it comes under."""

import io
import json
import random
import unicodedata
import zipfile
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import folder as corpus
from pipeline.corpus.folder import Reader
from pipeline.reading.paths import article_file, crowded, folded
from pipeline.run.settings import Options
from tests.made.articles import article
from tests.made.faults import files, run

HASH = "4e0f1a2b3c4d5e6f"
# Pairs that shared a file, or that some file system takes for one.
COLLIDING = (
    ("t.md/u", f"t.md~{HASH}/u"),
    ("../u", f"~{HASH}/u"),
    ("n" * 300, "n" * 235 + f"~{HASH}"),
    ("n" * 300, "n" * 299 + "m"),
    ("A/page.txt", "a/PAGE.txt"),
    ("caf\u00e9.txt", "cafe\u0301.txt"),
    ("Stra\u00dfe.txt", "STRASSE.txt"),
    ("a", "a.md/b"),
    ("a", "a.MD/b"),
    ("x./y", "x/y"),
    ("x /y", "x/y"),
    ("d/" * 2000 + "e.txt", "d/" * 2000 + "f.txt"),
    ("A.txt", article_file("A.txt", crowded=True).removeprefix("articles/").removesuffix(".md")),
)


def text(seed: int) -> str:
    """An article like no other."""
    return article(random.Random(seed), 4)


def placed(paths: list[str]) -> list[str]:
    """The files of the articles of some inputs."""
    crowd = crowded(paths)
    return [article_file(path, crowded=path in crowd) for path in paths]


@pytest.mark.parametrize("pair", COLLIDING)
def test_names_that_a_file_system_takes_for_one_have_two_files(pair: tuple[str, str]):
    one, two = placed(list(pair))
    assert folded(one) != folded(two)
    assert not any(a.startswith(f"{b}/") for a, b in ((one, two), (two, one)))


def test_all_of_them_together_have_a_file_each():
    paths = sorted({path for pair in COLLIDING for path in pair})
    found = placed(paths)
    assert len({folded(one) for one in found}) == len(paths)
    folders = {"/".join(one.split("/")[:n]) for one in found for n in range(1, one.count("/") + 1)}
    assert {folder.lower() for folder in folders}.isdisjoint(one.lower() for one in found)
    assert all(len(part.encode()) <= 255 for one in found for part in one.split("/"))


@given(st.lists(st.text("aA\u00e9e\u0301/.~0m d", min_size=1, max_size=8), unique=True, max_size=6))
def test_any_names_have_a_file_each(paths: list[str]):
    found = placed(paths)
    for one, two in combinations(map(folded, found), 2):
        assert one != two and unicodedata.normalize("NFD", one) != two


def test_colliding_names_come_out_whole_and_are_found_again(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    made = io.BytesIO()
    names = sorted({name for pair in COLLIDING for name in pair if len(name) < 300})
    with zipfile.ZipFile(made, "w") as archive:
        for i, name in enumerate(names):
            archive.writestr(name, text(i))
    (raw / "p.zip").write_bytes(made.getvalue())
    outcome = run(raw, clean, Options())
    assert outcome.fates["kept"] == len(names)
    written = [file for file in (clean / "articles").rglob("*") if file.is_file()]
    assert len(written) == len(names)
    reader = Reader(clean)
    paths = [row.partition("\t")[0] for row in reader.verdicts()]
    assert len({reader.article(path).text for path in paths}) == len(names)
    before = files(clean)
    (raw / "more.txt").write_text(text(99))
    run(raw, clean, Options())
    (raw / "more.txt").unlink()
    run(raw, clean, Options())
    assert files(clean) == before


def test_a_member_of_an_archive_has_another_path_than_a_file_beside_it(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("m", text(1))
        archive.writestr("!m", text(2))
    for i, name in enumerate(("p", "p!", "p.zip")):
        (raw / name).write_bytes(made.getvalue() + bytes(i))
    for i, name in enumerate(("p!m", "p!!m", "p!!!m", "p.zip!m", "p.zip!!m")):
        (raw / name).write_text(text(10 + i))
    outcome = run(raw, clean, Options())
    assert outcome.fates.total() == 11
    paths = [row.partition("\t")[0] for row in Reader(clean).verdicts()]
    assert len(set(paths)) == 11


# --- RAW that is a CLEAN, or says so


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A CLEAN with three articles."""
    (tmp_path / "raw").mkdir()
    for i in range(3):
        (tmp_path / "raw" / f"{i}.txt").write_text(text(i))
    run(tmp_path / "raw", tmp_path / "ours", Options())
    return tmp_path / "ours"


def paths_of(raw: Path, clean: Path) -> list[str]:
    """The paths of all verdicts of a run."""
    run(raw, clean, Options())
    return [row.partition("\t")[0] for row in Reader(clean).verdicts()]


def test_whatever_lies_beside_the_articles_of_a_clean_folder_has_a_verdict(
    ours: Path, tmp_path: Path
):
    for name in (
        "page.txt",
        "ledger/page.txt",
        "articles/stray.txt",
        ".state/page.txt",
        "更多/甲.txt",
    ):
        (ours / name).parent.mkdir(exist_ok=True)
        (ours / name).write_text(text(len(name) + 50))
    assert paths_of(ours, tmp_path / "again") == [
        ".state/page.txt",
        "0.txt",
        "1.txt",
        "2.txt",
        "articles/stray.txt",
        "ledger/page.txt",
        "page.txt",
        "更多/甲.txt",
    ]


def test_a_folder_with_a_file_of_verdicts_that_are_not_ours_is_read_whole(tmp_path: Path):
    raw = tmp_path / "raw"
    (raw / "articles").mkdir(parents=True)
    (raw / "verdicts.tsv").write_text("case\tverdict\n1\t无罪\n")
    (raw / "articles" / "a.txt").write_text(text(1))
    (raw / "b.txt").write_text(text(2))
    assert paths_of(raw, tmp_path / "clean") == ["articles/a.txt", "b.txt", "verdicts.tsv"]


@pytest.mark.parametrize(
    "stated",
    ["0.txt", "1.txt", "a\nb", "a\x00b", "\ud800", "", "../../x", 7, ["1.txt"], None, "a\u202eb"],
)
def test_a_path_that_an_article_does_not_stand_under_is_not_believed(
    stated: object, ours: Path, tmp_path: Path
):
    file = ours / "articles" / "2.txt.md"
    file.write_text(
        file.read_text("utf-8").replace('path: "2.txt"', f"path: {json.dumps(stated)}"), "utf-8"
    )
    assert paths_of(ours, tmp_path / "again") == ["0.txt", "1.txt", "articles/2.txt.md"]


def test_paths_that_rows_state_twice_are_not_believed_at_all(tmp_path: Path):
    raw, ours = tmp_path / "raw", tmp_path / "ours"
    raw.mkdir()
    for i in range(2):
        (raw / f"{i}.txt").write_text(text(i))
    run(raw, ours, Options(format="jsonl"))
    shard = ours / (corpus.ARTICLES["jsonl"] % 0)
    shard.write_bytes(shard.read_bytes().replace(b'"path":"1.txt"', b'"path":"0.txt"'))
    found = paths_of(ours, tmp_path / "again")
    assert [path for path in found if path.startswith("articles/")] == [
        "articles/00000.jsonl#1",
        "articles/00000.jsonl#2",
    ]


@pytest.mark.parametrize(
    "field", ['copies: [1, {"path": 2}]', 'title: "\\ud800"', "tags: {}", "date: [1]", "id: {}"]
)
def test_nonsense_in_a_front_matter_of_ours_costs_no_run(field: str, ours: Path, tmp_path: Path):
    name = field.partition(":")[0]
    file = ours / "articles" / "2.txt.md"
    lines = [
        field if line.startswith(f"{name}:") else line
        for line in file.read_text("utf-8").split("\n")
    ]
    file.write_text("\n".join(lines), "utf-8")
    assert paths_of(ours, tmp_path / "again") == ["0.txt", "1.txt", "2.txt"]


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_names_with_quotes_and_backslashes_are_found_again(form: str, tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    names = ['"a".txt', '\\"b.txt', "\\\\c.txt", 'd","path":"0.txt', "0.txt", 'e\\\\".txt']
    for i, name in enumerate(names):
        (raw / name).write_text(text(i))
    run(raw, clean, Options(format=form))
    for i, name in enumerate(names):
        reader = Reader(clean)
        assert reader.article(name).text == text(i)
        assert reader.entry(name).undone(reader.article(name).text) == text(i)


def test_no_path_is_taken_for_a_formula(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    (raw / "b").mkdir(parents=True)
    for i, name in enumerate(("=1+1.txt", "+2.txt", "-3.txt", "@4.txt", "b/=5.txt", "a=b.txt")):
        (raw / name).write_text(text(i))
    assert paths_of(raw, clean) == [
        "%2B2.txt",
        "%2D3.txt",
        "%3D1+1.txt",
        "%404.txt",
        "a=b.txt",
        "b/=5.txt",
    ]
    assert Reader(clean).article("%3D1+1.txt").text == text(0)
