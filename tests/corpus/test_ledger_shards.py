"""The ledger packed by zstd, or as Parquet: the same lines, and every command reads them."""

import io
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

import pyarrow.parquet as pq
import pytest

from pipeline.corpus import files as clean_files
from pipeline.corpus import folder, ledger_shards
from pipeline.corpus.folder import Reader
from pipeline.corpus.verify import faults
from pipeline.model.ledger import BrokenEntry, read_entry
from pipeline.report import learned_rules, near, rebuild
from pipeline.report.explain import explanation
from pipeline.run.settings import Options
from tests.made.faults import pages, put, run


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CLEAN with a ledger of plain lines, and its RAW beside it."""
    home = tmp_path_factory.mktemp("plain")
    put(home / "raw", pages(1, 30))
    page = (
        "<title>渡口</title>"
        + "<p>船来了，<a href='https://a.example/b.html'>人们</a>上船，往对岸去了。</p>" * 5
    )
    (home / "raw" / "links.html").write_text(page, "utf-8")
    (home / "raw" / "code.md").write_text(
        "# 用法\n\n```\na = 1\n```\n\n这样写就可以了。\n", "utf-8"
    )
    (home / "raw" / "none.txt").write_bytes(b"\0\1\2" * 90)
    run(home / "raw", home / "clean", Options(format="jsonl", links="markdown"))
    return home / "clean"


@pytest.fixture(scope="module", params=["jsonl.zst", "parquet"])
def packed(request: pytest.FixtureRequest, plain: Path) -> Path:
    """The same with a ledger in another form, of several shards."""
    clean = plain.parent / request.param
    with mock.patch.object(folder, "SHARD_BYTES", 40_000):
        options = Options(format="jsonl", links="markdown", ledger=request.param)
        run(plain.parent / "raw", clean, options)
    assert len(list((clean / "ledger").glob(f"*.{request.param}"))) > 2
    return clean


def test_the_lines_are_the_same_to_the_byte(plain: Path, packed: Path):
    lines = list(Reader(plain).entries())
    assert list(Reader(packed).entries()) == lines
    assert any(read_entry(line).links for line in lines)
    assert any(read_entry(line).code for line in lines)


def test_every_command_reads_it(plain: Path, packed: Path):
    assert list(faults(packed)) == []
    assert learned_rules.fired_rules(packed) == learned_rules.fired_rules(plain)
    readers = Reader(plain), Reader(packed)
    for row in readers[0].verdicts():
        path = row.partition("\t")[0]
        one, other = (reader.entry(path) for reader in readers)
        assert one == other
        texts = [reader.text(entry) for reader, entry in zip(readers, (one, other), strict=True)]
        if one.source:
            assert one.undone(texts[0]) == other.undone(texts[1])
        assert list(explanation(one, texts[0], {})) == list(explanation(other, texts[1], {}))
    page = next((plain.parent / "raw" / "site0").iterdir())
    assert near.asked(packed, str(page)) == near.asked(plain, str(page)) != []
    assert rebuild.rebuild_report(packed)


def test_parquet_has_what_a_query_asks_for_in_columns(plain: Path):
    clean = plain.parent / "columns"
    run(plain.parent / "raw", clean, Options(format="jsonl", ledger="parquet"))
    table = pq.read_table(clean / "ledger/00000.parquet")
    entry = Reader(clean).entry("site1/1-001.txt")
    at = table["path"].to_pylist().index("site1/1-001.txt")
    row = table.slice(at, 1).to_pylist()[0]
    assert (row["fate"], row["encoding"]) == ("kept", entry.encoding)
    assert [one["rule"] for one in row["rows"]] == [one.rule for one in entry.rows]
    assert dict(row["found"]).keys() == entry.found.keys()


def test_what_was_altered_in_it_is_told(packed: Path, tmp_path: Path):
    form = packed.name
    name = ledger_shards.LEDGER_NAMES[form] % 1
    with clean_files.open_file(packed, name) as shard:
        lines = list(ledger_shards.shard_lines(shard, name))
    altered = _altered(lines, form)
    (first,) = (read_entry(line) for line in lines[:1])
    (told, *_) = ledger_shards.shard_lines(io.BytesIO(altered), name)
    with pytest.raises(BrokenEntry, match=f"{first.path}.*was altered"):
        read_entry(told)
    (tmp_path / "ledger").mkdir()
    (tmp_path / name).write_bytes(altered[: len(altered) // 2])
    with pytest.raises(ValueError, match="no readable zstd|not a parquet file"):
        ledger_shards.whole_shard(tmp_path, name)


def _altered(lines: Iterable[bytes], form: str) -> bytes:
    """A shard whose first line says of another encoding, under the seal that it had."""
    lines = list(lines)
    if form == "jsonl.zst":
        lines[0] = lines[0].replace(b'"encoding":"utf-8"', b'"encoding":"utf-9"')
        return ledger_shards.packed_lines(lines, "a.jsonl.zst")
    table = pq.read_table(io.BytesIO(ledger_shards.packed_lines(lines, "a.parquet")))
    encodings = ["utf-9", *table["encoding"].to_pylist()[1:]]
    table = table.set_column(table.schema.get_field_index("encoding"), "encoding", [encodings])
    content = io.BytesIO()
    pq.write_table(table, content)
    return content.getvalue()
