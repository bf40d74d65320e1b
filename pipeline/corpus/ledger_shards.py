"""Shards of the ledger: sealed lines of JSON, as they are, packed by zstd, or as Parquet.

The lines are the same in all three, byte for byte: a row of Parquet has what its line says in
columns, and its seal, so that a line altered in either is told alike.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import orjson

from pipeline.corpus import files
from pipeline.corpus.formats import parquet_rows, written_parquet
from pipeline.model.article import Link, Meta, Verdict
from pipeline.model.edits import Row
from pipeline.model.ledger import BrokenEntry, Entry, read_entry, resealed, seal_of
from pipeline.model.protected import Protected

if TYPE_CHECKING:
    import pyarrow as pa

LEDGER_NAMES = {form: f"ledger/%05d.{form}" for form in ("jsonl", "jsonl.zst", "parquet")}
"""The name of a shard by its form."""
_GROUP = 256  # rows of a Parquet row group: some MB of edits
_LEVEL = 3  # of zstd: its own default
_MOST = 1 << 30  # bytes of a shard unpacked; one has 32 MB, or one huge page
_TOLD = ("source", "text", "article", "encoding", "how", "doubt")


def shard_name(meta: Mapping[str, str], number: int) -> str:
    """The name of a shard by what is kept of it; an older state knows of one form only.

    >>> shard_name({"ledger_form": "parquet"}, 3), shard_name({}, 0)
    ('ledger/00003.parquet', 'ledger/00000.jsonl')
    """
    return LEDGER_NAMES[meta.get("ledger_form", "jsonl")] % number


def packed_lines(lines: Iterable[bytes], name: str) -> bytes:
    """The content of a shard of this name; the same lines make the same bytes."""
    if name.endswith(".parquet"):
        return written_parquet(map(_row, lines), _schema(), _GROUP)
    content = b"".join(lines)
    if name.endswith(".zst"):
        import zstandard

        return zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(content)
    return content


def shard_lines(shard: BinaryIO, name: str) -> Iterator[bytes]:
    """The sealed lines of a shard, in their order. Raises `ValueError` for a damaged one."""
    if name.endswith(".parquet"):
        return _from_parquet(shard)
    return iter(io.BytesIO(_unpacked(shard, name)) if name.endswith(".zst") else shard)


def whole_shard(clean: Path, name: str) -> bytes:
    """All lines of a shard. Raises `ValueError` for a damaged one."""
    with files.open_file(clean, name) as shard:
        return b"".join(shard_lines(shard, name))


class Written(NamedTuple):
    """What the ledger says of an input and its article.

    The sha256 of its text and of all columns, both blank where none was written, and then why.
    """

    path: str
    text: str
    article: str
    why: str


# No string before these fields of a line has a bare quote.
_WRITTEN = re.compile(
    rb'{"path":("(?:[^"\\]|\\.)*").*?"text":"([0-9a-f]*)","article":"([0-9a-f]*)"', re.S
)


def written(clean: Path, name: str) -> Iterator[Written]:
    """What a shard says of each of its inputs, without reading their edits. Raises `ValueError`."""
    with files.open_file(clean, name) as shard:
        if name.endswith(".parquet"):
            for batch in parquet_rows(shard, ["path", "text", "article", "why"]):
                yield from (Written(**row) for row in batch.to_pylist())
            return
        for line in shard_lines(shard, name):
            found = _WRITTEN.match(line)
            if not found:
                raise BrokenEntry(f"{name}: a line of the ledger makes no sense")
            path, text, article = orjson.loads(found[1]), found[2].decode(), found[3].decode()
            why = "" if article else orjson.loads(line)["verdict"][4]
            yield Written(path, text, article, why)


def _unpacked(shard: BinaryIO, name: str) -> bytes:
    import zstandard

    content = shard.read()
    try:
        if zstandard.frame_content_size(content) > _MOST:
            raise ValueError(f"{name}: unpacks to more than {_MOST:,} bytes")
        return zstandard.ZstdDecompressor().decompress(content)
    except zstandard.ZstdError as error:
        raise ValueError(f"{name}: no readable zstd: {error}") from error


def _schema() -> "pa.Schema":
    import pyarrow as pa

    whole = {int: pa.int64(), str: pa.string()}

    def spans(of: Any) -> "pa.DataType":
        kinds = {name: whole.get(kind, pa.string()) for name, kind in of.__annotations__.items()}
        return pa.list_(pa.struct(list(kinds.items())))

    texts = [(name, pa.string()) for name in (*Verdict._fields, *_TOLD)]
    facts = pa.map_(pa.string(), pa.struct([(name, pa.string()) for name in Meta._fields]))
    schema = pa.schema(
        [
            *texts,
            ("found", facts),
            ("rows", spans(Row)),
            ("links", spans(Link)),
            ("code", spans(Protected)),
            ("sum", pa.string()),
        ]
    )
    for name in ("similarity", "doubt"):
        schema = schema.set(schema.get_field_index(name), pa.field(name, pa.float64()))
    return schema


def _row(line: bytes) -> dict[str, Any]:
    entry = read_entry(line)
    return {
        **entry.verdict._asdict(),
        **{name: getattr(entry, name) for name in _TOLD},
        "found": [(name, meta._asdict()) for name, meta in entry.found.items()],
        **{
            name: [one._asdict() for one in getattr(entry, name)]
            for name in ("rows", "links", "code")
        },
        "sum": seal_of(line),
    }


def _from_parquet(shard: BinaryIO) -> Iterator[bytes]:
    for batch in parquet_rows(shard):
        yield from map(_line, batch.to_pylist())


def _line(row: dict[str, Any]) -> bytes:
    """The line of a row, with the seal that the row has."""
    try:
        entry = Entry(
            Verdict(*(row[name] for name in Verdict._fields)),
            **{name: row[name] for name in _TOLD},
            found={name: Meta(**meta) for name, meta in row["found"]},
            rows=tuple(Row(**one) for one in row["rows"]),
            links=tuple(Link(**one) for one in row["links"]),
            code=tuple(Protected(**one) for one in row["code"]),
        )
        return resealed(entry.line(), row["sum"])
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenEntry(f"{row.get('path')}: its row of the ledger makes no sense") from error
