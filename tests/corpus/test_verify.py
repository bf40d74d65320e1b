"""`verify` compares a CLEAN folder with what should be there, both ways."""

import random
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.boilerplate.learn import learned
from pipeline.corpus import folder
from pipeline.corpus.verify import faults
from pipeline.report import learned_rules, rebuild
from pipeline.run.settings import Options
from tests.made.faults import pages, put, run


@pytest.fixture(scope="module", params=["md", "jsonl", "parquet"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CLEAN in each form."""
    home = tmp_path_factory.mktemp("made")
    put(home / "raw", pages(1, 14))
    run(home / "raw", home / "clean", Options(format=request.param))
    return home / "clean"


@pytest.fixture
def clean(made: Path, tmp_path: Path) -> Path:
    """A copy of it to be harmed."""
    shutil.copytree(made, tmp_path / "clean")
    return tmp_path / "clean"


def listed(clean: Path, *names: str) -> None:
    """Checksums that fit what was changed, and list what was added."""
    old = {name: digest for digest, name in folder.sums(clean)}
    for name in (*old, *names):
        old[name] = sha256((clean / name).read_bytes()).hexdigest()
    lines = "".join(
        f"{old[name]}  {name}\n" for name in sorted(old, key=lambda one: one.split("/"))
    )
    (clean / folder.SUMS).write_text(lines)


def test_what_was_written_is_well(clean: Path):
    assert list(faults(clean)) == []


def test_so_it_is_after_a_veto_and_another_report(clean: Path):
    rule = learned_rules.written_rules(clean)[0].id
    learned_rules.decide(clean, rule, "vetoed")
    (clean / "rules.toml").write_text((clean / "rules.toml").read_text() + "\n# mine\n")
    rebuild.put(rebuild.rebuild_report(clean), clean, None)
    assert list(faults(clean)) == []


def test_so_is_what_an_older_version_wrote(clean: Path):
    """Fewer columns, whole shares, no seal on the report, no list of rules beside the ledger."""
    rows = [line.split("\t") for line in (clean / "verdicts.tsv").read_text().splitlines()]
    assert {tuple(row[7:]) for row in rows[1:]} == {("", "")}
    older = "".join("\t".join(row[:7]) + "\n" for row in rows)
    (clean / "verdicts.tsv").write_text(older)
    (clean / folder.RULES).unlink()
    (clean / "report.html").write_text("<title>Report</title>")
    rule = learned_rules.written_rules(clean)[0].id
    learned_rules.decide(clean, rule, "vetoed")
    names = [name for _, name in folder.sums(clean) if name not in (folder.RULES, folder.PAIRS)]
    sums = (f"{sha256((clean / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (clean / folder.SUMS).write_text("".join(sums))
    (clean / folder.PAIRS).unlink()
    assert list(faults(clean)) == []
    assert folder.is_ours(clean)
    (clean / "verdicts.tsv").write_text(older.replace("\tkept\t", "\tempty\t", 1))
    assert [fault.split(": ")[1] for fault in faults(clean)] == [
        "was altered",
        "its verdict was altered or is missing",
    ]


def test_so_it_is_on_a_disk_that_shows_names_in_another_case(
    clean: Path, monkeypatch: pytest.MonkeyPatch
):
    genuine = Path.rglob

    def shown(folder: Path, pattern: str) -> Iterator[Path]:
        for file in genuine(folder, pattern):
            name = file.relative_to(folder).as_posix()
            yield folder / name.upper() if file.is_file() else file

    monkeypatch.setattr(Path, "rglob", shown)
    assert list(faults(clean)) == []
    (clean / "articles" / "b.txt").write_text("")
    assert list(faults(clean)) == ["articles/B.TXT: was not written by article-pipeline"]


def _add_an_article(clean: Path) -> str:
    file = next(file for file in sorted((clean / "articles").rglob("*")) if file.is_file())
    if file.suffix == ".md":
        (clean / "articles/more.txt.md").write_bytes(file.read_bytes())
        return "articles/more.txt.md"
    (clean / "articles" / f"00001{file.suffix}").write_bytes(file.read_bytes())
    return f"articles/00001{file.suffix}"


def _stray(clean: Path) -> str:
    (clean / "ledger/notes.txt").write_text("x")
    return "ledger/notes.txt"


@pytest.mark.parametrize("harm", [_add_an_article, _stray])
@pytest.mark.parametrize("with_sums", [False, True])
def test_a_file_too_many_is_named(harm: Callable[[Path], str], with_sums: bool, clean: Path):
    name = harm(clean)
    if with_sums:
        listed(clean, name)
    assert any(name in fault for fault in faults(clean))


def test_a_row_too_many_is_named_whatever_the_checksums_say(clean: Path):
    shard = clean / "articles/00000.jsonl"
    if not shard.exists():
        pytest.skip("no rows")
    lines = shard.read_bytes().splitlines(keepends=True)
    for rows in (lines + lines[-1:], lines[:2] + lines[1:], lines[1:]):
        shard.write_bytes(b"".join(rows))
        listed(clean)
        assert list(faults(clean)) != []


@pytest.mark.parametrize("name", ["notes.txt", "more/page.md", ".hidden"])
def test_what_lies_beside_the_parts_is_named(name: str, clean: Path):
    (clean / name).parent.mkdir(exist_ok=True)
    (clean / name).write_text("x")
    top = name.partition("/")[0]
    assert list(faults(clean)) == [f"{top}: was not written by article-pipeline"]


@pytest.mark.parametrize("name", ["rules.toml", "report.html", "verdicts.tsv", folder.INDEX])
def test_a_part_that_is_missing_is_named(name: str, clean: Path):
    (clean / name).unlink()
    assert any(
        (name in fault and "issing" in fault) or "No such" in fault for fault in faults(clean)
    )


def test_other_rules_are_named(clean: Path):
    rules = (
        *learned_rules.written_rules(clean),
        learned.Learned("line", "甲乙", "corpus", "why", "甲"),
    )
    (clean / "rules.toml").write_text(learned.to_toml(rules), "utf-8")
    assert list(faults(clean)) == ["rules.toml: was altered"]


def test_another_report_is_named(clean: Path):
    (clean / "report.html").write_text("<script>alert(1)</script>")
    assert list(faults(clean)) == ["report.html: was altered"]


@pytest.mark.parametrize("name", ["../raw", "/etc/passwd", "articles/../../x"])
def test_a_checksum_of_a_file_elsewhere_is_named_and_that_not_read(name: str, clean: Path):
    sums = clean / folder.SUMS
    sums.write_text(sums.read_text() + f"{'0' * 64}  {name}\n")
    assert any("leads out of it" in fault for fault in faults(clean))


def test_a_linked_folder_is_named(clean: Path):
    shutil.move(clean / "articles", clean.parent / "articles")
    (clean / "articles").symlink_to(clean.parent / "articles")
    (fault,) = faults(clean)
    assert "articles: is a link" in fault


def test_an_index_that_names_other_documents_is_named(clean: Path):
    index = clean / folder.INDEX
    index.write_text(index.read_text().replace("\t", "\tz", 1))
    listed(clean)
    assert any("begins with another document" in fault for fault in faults(clean))


def test_any_single_byte_is_noticed(clean: Path):
    rng = random.Random(5)
    every = [
        file for file in sorted(clean.rglob("*")) if file.is_file() and ".state" not in str(file)
    ]
    for _ in range(12):
        file = rng.choice([file for file in every if file.stat().st_size])
        data = bytearray(file.read_bytes())
        at = rng.randrange(len(data))
        before, data[at] = bytes(data), data[at] ^ 1
        file.write_bytes(data)
        # Comments in rules.toml, and evidence that a person may write there, are no one's business.
        assert list(faults(clean)) or file.name == "rules.toml", (file, at)
        file.write_bytes(before)
