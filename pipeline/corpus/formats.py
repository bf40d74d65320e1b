"""Articles as files: Markdown with front matter, JSONL rows, Parquet shards; and back again."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from pipeline.model.article import Article, Copy
from pipeline.model.provenance import from_json
from pipeline.model.schema import Or, misfit
from pipeline.reading import frontmatter

if TYPE_CHECKING:
    import pyarrow as pa

_FIELDS = [one.name for one in dataclasses.fields(Article) if one.name != "columns"]
_AFTER = _FIELDS.index("flags") + 1
_TAGS = _FIELDS.index("tags") + 1
_COLUMNS = (*_FIELDS[:_AFTER], "copies_count", *_FIELDS[_AFTER:])
"""The columns that are ours in their order; a row may have the user's own beside them."""
OURS = frozenset(_COLUMNS)
_OBJECTS = ("source", "extra")
_KNOWN = Or(str, None)
_SHARE = re.compile(r"[01](?:\.\d{1,3})?")
_OF: Mapping[str, Any] = {
    **dict.fromkeys(("id", "path", "text"), str),
    "copies": Or([{"path": str, "url?": _KNOWN, "sitename?": _KNOWN, "date?": _KNOWN}], None),
    **dict.fromkeys(("tags", "flags"), Or([str], None)),
    **dict.fromkeys(_OBJECTS, Or(dict, str, None)),
    "schema": Or(int, None),
    "confidence": Or(float, None),
}
_SHAPE = {name if _OF.get(name) is str else f"{name}?": _OF.get(name, _KNOWN) for name in _FIELDS}
GROUP = 1024
_AT_ONCE = 16  # rows that are read at once: texts of some MB each are held with ease
_MOST = 512 << 20  # bytes of a shard unpacked; one has 32 MB, or one huge page
"""Rows of a Parquet row group: some 5 MB of text, which is what a reader holds at a time."""


def row(article: Article) -> dict[str, Any]:
    """An article as a row: its fields in their order, unknown ones None."""
    fields: dict[str, Any] = {name: getattr(article, name, None) for name in _COLUMNS}
    fields["copies"] = [copy._asdict() for copy in article.copies]
    fields["tags"], fields["flags"] = list(article.tags), list(article.flags)
    fields["copies_count"] = len(article.copies)
    return fields | _own(article.columns or {})


def older_seals(article: Article) -> Iterator[str]:
    """The sha256 of the row as versions wrote it without the last columns, which are unknown."""
    fields = row(article)
    for name in reversed(_COLUMNS[_TAGS:]):
        if fields.pop(name) not in (None, [], 1, len(article.copies)):
            return
        yield sha256(orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)).hexdigest()


def from_row(fields: Mapping[str, Any]) -> Article:
    """The article of a row; a field it has not is unknown. Raises `ValueError` for none."""
    if why := misfit({name: fields[name] for name in _FIELDS if name in fields}, _SHAPE):
        raise ValueError(f"no article: {why}")
    known: dict[str, Any] = {name: fields.get(name) for name in _FIELDS}
    for name in _OBJECTS:
        known[name] = from_json(known[name])
    for name in ("tags", "flags"):
        known[name] = tuple(known[name] or ())
    known["schema"] = known["schema"] or 1
    known["copies"] = tuple(
        Copy(*(copy.get(name) for name in Copy._fields)) for copy in known["copies"] or ()
    )
    return Article(**known, columns=_own(fields) or None)


def _own(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that are the user's own."""
    own = sorted(fields.items())
    return {name: value for name, value in own if name not in OURS and value is not None}


def row_to_md(fields: Mapping[str, Any]) -> str:
    r"""A row as a Markdown file: front matter, then the paragraphs with a blank line between.

    >>> article = Article("1f", "a.txt", None, "题", None, None, "2023-02-27", "zh", None, "一\n二")
    >>> print(row_to_md(row(article)), end="")
    ---
    id: "1f"
    path: "a.txt"
    url: null
    title: "题"
    author: null
    sitename: null
    date: "2023-02-27"
    language: "zh"
    script: null
    copies: []
    tags: []
    flags: []
    copies_count: 0
    canonical: null
    published: null
    source_id: null
    source: null
    extra: null
    schema: 3
    markup: null
    copy_of: null
    kind: null
    confidence: null
    source_name: null
    ---
    <BLANKLINE>
    一
    <BLANKLINE>
    二
    """
    head = {name: value for name, value in fields.items() if name in OURS and name != "text"}
    if own := _own(fields):
        head["columns"] = own  # as one value, whose types YAML's readers agree on
    return frontmatter.compose(head, fields["text"])


def md_to_row(text: str) -> dict[str, Any]:
    """The row `row_to_md` wrote. Raises `ValueError` for a file without front matter."""
    parsed = frontmatter.parse_front_matter(text)
    if parsed is None:
        raise ValueError("no front matter: the file does not start with --- … ---")
    fields, body = parsed
    for name in ("schema", "copies_count"):
        if str(fields.get(name)).isdecimal():  # YAML's numbers are read as they are written
            fields[name] = int(fields[name])
    if isinstance(said := fields.get("confidence"), str) and _SHARE.fullmatch(said):
        fields["confidence"] = float(said)
    columns = fields.pop("columns", None)
    return {**(columns if isinstance(columns, dict) else {}), **fields, "text": body}


def jsonl_row(article: Article) -> bytes:
    """One line of a JSONL shard, with its line break."""
    return orjson.dumps(row(article), option=orjson.OPT_APPEND_NEWLINE)


_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
SHOWN: Mapping[str, Callable[[Article], str]] = {
    "md": lambda article: row_to_md(row(article)),
    "json": lambda article: orjson.dumps(row(article), option=_INDENTED).decode(),
    "jsonl": lambda article: jsonl_row(article).decode(),
}
"""Ways in which one article is written to stdout."""


def parquet_schema() -> "pa.Schema":
    """The columns of a Parquet shard: texts, a list of copies, of tags and of flags."""
    import pyarrow as pa

    copies = pa.list_(pa.struct([(name, pa.string()) for name in Copy._fields]))
    kinds = {
        "copies": copies,
        **dict.fromkeys(("tags", "flags"), pa.list_(pa.string())),
        **dict.fromkeys(("copies_count", "schema"), pa.int32()),
        "confidence": pa.float64(),
    }
    return pa.schema([(name, kinds.get(name, pa.string())) for name in _COLUMNS])


_AS_JSON = {b"article-pipeline": b"json"}
"""Of a column of Parquet: its texts are JSON."""


def _own_columns(rows: Iterable[Mapping[str, Any]]) -> list["pa.Field"]:
    """The user's own columns among some rows, each of the one type its values have, or JSON."""
    import pyarrow as pa

    kinds: dict[str, set[type]] = {}
    for fields in rows:
        for name, value in _own(fields).items():
            large = type(value) is int and value >= 1 << 63
            kinds.setdefault(name, set()).add(object if large else type(value))
    types = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    found = []
    for name, kind in sorted(kinds.items()):
        (one, *others) = kind
        plain = not others and one in types
        found.append(
            pa.field(name, types[one]) if plain else pa.field(name, pa.string(), metadata=_AS_JSON)
        )
    return found


def parquet_shard(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One shard, zstd, in groups of `GROUP` rows, which has objects as JSON.

    The same rows make the same bytes: nothing of the clock or the machine is stored.
    """
    schema, own = parquet_schema(), _own_columns(rows)
    for column in own:
        schema = schema.append(column)
    texts = {*_OBJECTS, *(column.name for column in own if column.metadata)}
    return written_parquet((_with_json(fields, texts) for fields in rows), schema, GROUP)


def _with_json(fields: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """A row with some of its columns as JSON."""
    return {
        name: orjson.dumps(value).decode() if name in names and value is not None else value
        for name, value in fields.items()
    }


def written_parquet(rows: Iterable[Mapping[str, Any]], schema: "pa.Schema", group: int) -> bytes:
    """A Parquet file in groups of so many rows; the same rows make the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    content, rows = pa.BufferOutputStream(), iter(rows)
    options = {"compression": "zstd", "compression_level": 3, "write_page_checksum": True}
    with pq.ParquetWriter(content, schema, **options) as writer:
        while held := list(islice(rows, group)):
            writer.write_table(pa.Table.from_pylist(held, schema=schema))
    return bytes(content.getvalue().to_pybytes())


def parquet_group(file: Path, number: int) -> "pa.Table":
    """One group of rows of such a shard."""
    import pyarrow.parquet as pq

    with readable(), pq.ParquetFile(file) as shard:
        return shard.read_row_group(number)


def from_group(group: "pa.Table", nth: int) -> Article:
    """One article of a group. Raises `IndexError` where there is none."""
    return next(_from_rows(group.slice(nth, 1)))


def _from_rows(rows: "pa.Table | pa.RecordBatch") -> Iterator[Article]:
    """The articles of some rows of Parquet."""
    texts = [column.name for column in rows.schema if column.metadata == _AS_JSON]
    for fields in rows.to_pylist():
        for name in texts:
            if fields[name] is not None:
                fields[name] = orjson.loads(fields[name])
        yield from_row(fields)


def read_parquet(file: BinaryIO) -> Iterator[Article]:
    """The articles of a shard that `parquet_shard` gave."""
    for batch in parquet_rows(file):
        yield from _from_rows(batch)


def parquet_rows(
    file: BinaryIO, columns: Sequence[str] | None = None
) -> "Iterator[pa.RecordBatch]":
    """The rows of a shard, some at a time; all columns, or those named.

    A dictionary packs texts of any size into some bytes: raises `ValueError` where they come to
    more than a shard can hold.
    """
    import pyarrow.parquet as pq

    held = 0
    with readable():
        shard = pq.ParquetFile(file)
        if any("dictionary<" in str(field.type) for field in shard.schema_arrow):
            raise ValueError("a column is a dictionary, as none of ours is")
        for batch in shard.iter_batches(_AT_ONCE, columns=columns):
            held += batch.nbytes
            if held > _MOST:
                raise ValueError(f"unpacks to more than {_MOST:,} bytes")
            yield batch


@contextmanager
def readable() -> Iterator[None]:
    """What pyarrow says of damage as `ValueError`; what the system says stays as it is."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise
        raise ValueError(f"no readable Parquet: {error}") from error
