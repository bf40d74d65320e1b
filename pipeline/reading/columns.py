"""A row of somebody's table as a record: which field is the text, which the title, and so on."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from pipeline.model.article import Article, Copy, Record, Unreadable
from pipeline.model.provenance import as_json, from_json
from pipeline.reading.paths import is_path
from pipeline.reading.sniff import media

NAMES: Mapping[str, tuple[str, ...]] = {
    ours: tuple(names)
    for ours, names in tomllib.loads(
        Path(__file__).with_name("columns.toml").read_text("utf-8")
    ).items()
}
"""Names of columns under ours, the surest first."""
_OURS = (
    *("id", "path", "url", "title", "author", "sitename", "date", "language", "script"),
    *("canonical", "published", "source_id", "markup", "kind", "source_name"),
)
"""The fields of an article of ours that are texts, besides its own."""

_COLUMNS = frozenset(one.name for one in dataclass_fields(Article)) | {"copies_count"}
"""All columns of an article of ours; what else its row has is the user's own."""

# A dataset's row says when it was crawled and which dataset it is from, an article's row when it
# was published and by whom. Only the latter states a title too.
_ARTICLE_ONLY = frozenset({"timestamp", "time", "datetime", "created_at", "source", "media"})
_CRAWL = frozenset({"dump", "warc_record_id", "warc_date", "warc_headers", "crawl_date"})
_NESTED = ("meta", "metadata", "warc_headers", "article")
_ID = re.compile(r"[0-9A-Za-z][\w.:-]{0,200}")  # ours is a sha256; a formula is none
_SHARE = re.compile(r"[01](?:\.\d{1,3})?")  # as `confidence` is written
_LONE = re.compile("[\ud800-\udfff]")


def record(path: str, row: object, fields: Mapping[str, str]) -> Record | Unreadable:
    """The record a row holds, or why it holds none.

    `fields` maps our names (`html`, `text`, `title`, …) to the row's, before `NAMES` is tried.
    Where a row has both HTML and text, HTML wins: what was left out of the text is on no record.

    What the row states besides is `extra`.

    >>> row = {"标题": "题", "正文": "一", "发布时间": "2020-01-02", "labels": ["民生"]}
    >>> found = record("a.jsonl#1", row, {})
    >>> found.data.decode(), found.known, found.extra
    ('一', {'title': '题', 'date': '2020-01-02'}, {'labels': ['民生']})
    """
    if isinstance(row, str):
        return Record(path, as_utf8(row), _media(row), "utf-8")
    if not isinstance(row, dict):
        return Unreadable(path, f"a row is {type(row).__name__}, not an object with a text field")
    names = tuple(map(str, row))
    if why := no_text(names, fields):
        return Unreadable(path, why)
    columns = _columns(names, tuple(sorted(fields.items())))
    text = column = ""
    for column in (*columns["html"], *columns["text"]):
        text = _text(row[column])
        if text and not text.isspace():
            break
    stated, used = _facts(row, columns)
    extra = {name: value for name, value in row.items() if name not in used and name != column}
    media = "text/html" if column in columns["html"] else _media(text)
    return Record(path, as_utf8(text), media, "utf-8", stated, extra=extra)


def no_text(names: Sequence[str], fields: Mapping[str, str]) -> str:
    """Why columns of these names hold no text; blank where one does."""
    columns = _columns(tuple(names), tuple(sorted(fields.items())))
    if columns["text"] or columns["html"]:
        return ""
    some = ", ".join(name[:20] for name in names[:8]) or "none"
    return f'no text among the fields ({some}); name it in the configuration: fields.text = "…"'


def known(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    """The fields a row or a front matter states, under our names."""
    return _facts(row, _columns(tuple(map(str, row)), tuple(sorted(fields.items()))))[0]


def article(path: str, row: Mapping[str, Any], text: str) -> Record:
    """A record from a row of our own, under the path of its source, with all it states.

    `known` has, besides what other records state, `id`, `language`, `script`, and `copies` as
    JSON, so that cleaning it again can change nothing.
    """
    stated = {name: row[name] for name in _OURS if isinstance(row.get(name), str)}
    if is_path(stated.get("path")):
        path = stated["path"]
    stated.pop("path", None)
    if not _ID.fullmatch(stated.get("id", "0")):
        del stated["id"]
    stated = {name: _LONE.sub("\N{REPLACEMENT CHARACTER}", one) for name, one in stated.items()}
    if stated.get("published"):
        stated["date"] = stated.pop("published")
    if row.get("tags"):
        stated["tags"] = _tags(row["tags"])
    if _SHARE.fullmatch(share := str(row.get("confidence"))):
        stated["confidence"] = share
    for name in ("source", "extra"):
        if value := _object(row.get(name)):
            stated[name] = as_json(value)
    if copies := _copies(row.get("copies")):
        stated["copies"] = orjson.dumps(copies).decode()
    own = {name: value for name, value in row.items() if name not in _COLUMNS}
    own |= _object(row.get("columns")) or {}
    if own:
        stated["columns"] = as_json(own)
    return Record(path, as_utf8(text), "text/plain", "utf-8", stated)


def _object(value: Any) -> Mapping[str, Any] | None:
    """What a column of an object says; nothing where it holds none."""
    try:
        return from_json(value)
    except ValueError:
        return None


def _copies(value: Any) -> list[dict[str, str | None]]:
    """The copies that a row of ours states, as far as each of them says what a copy does."""
    listed = value if isinstance(value, list) else []
    return [
        {name: _copied(one.get(name)) for name in Copy._fields}
        for one in listed
        if isinstance(one, dict) and is_path(one.get("path"))
    ]


def _copied(value: Any) -> str | None:
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else None


def as_utf8(text: str) -> bytes:
    r"""UTF-8, with surrogates paired where two belong together and U+FFFD for the lone ones.

    Those that stand for bytes which were no UTF-8 (`surrogateescape`) become these bytes again.

    >>> as_utf8("\ud83d\ude00 \ud83d").decode()
    '😀 \ufffd'
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _media(text: str) -> str:
    return media(text[:65536].encode("utf-8", "replace")) if "<" in text else "text/plain"


@lru_cache(maxsize=1024)  # rows of one table have the same columns
def _columns(
    columns: tuple[str, ...], fields: tuple[tuple[str, str], ...]
) -> Mapping[str, tuple[str, ...]]:
    """For each of our names the row's columns that may hold it, the surest first."""
    plain: dict[str, str] = {}
    for column in columns:
        plain.setdefault(re.sub(r"[\s\-.]+", "_", column.strip()).casefold(), column)
    given = dict(fields)
    chosen = {
        ours: (given[ours],) * (given[ours] in columns)
        if ours in given
        else tuple(plain[name] for name in names if name in plain)
        for ours, names in NAMES.items()
    }
    if "title" not in given and not chosen["title"]:
        for ours in ("date", "sitename"):
            if ours not in given:
                chosen[ours] = tuple(c for c in chosen[ours] if c.casefold() not in _ARTICLE_ONLY)
    if _CRAWL & plain.keys() and "date" not in given:
        chosen["date"] = ()
    chosen["nested"] = tuple(plain[name] for name in _NESTED if name in plain)
    return chosen


def _facts(
    row: Mapping[str, Any], columns: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], set[str]]:
    """What a row states, under our names, and the columns that say just that."""
    stated: dict[str, str] = {}
    used: set[str] = set()
    for ours in ("title", "author", "sitename", "date", "url", "tags", "source_id"):
        for column in columns[ours]:
            if value := _stated(ours, row[column]):
                stated[ours] = value
                used.add(column)
                break
    if "sitename" in stated and re.match(r"https?://", stated["sitename"]):
        url = stated.pop("sitename")
        stated.setdefault("url", url)
    source = row.get("source")
    if isinstance(source, str) and re.match(r"https?://", source):
        stated.setdefault("url", source)
    for column in columns["nested"]:
        if isinstance(row[column], dict):
            inner = dict(row[column])
            if "title" in stated:
                inner.setdefault("title", stated["title"])
            for name, value in known(inner, {}).items():
                stated.setdefault(name, value)
    return stated, used


def _stated(ours: str, value: Any) -> str:
    if ours == "tags":
        return _tags(value)
    if ours == "date":
        return _date(value)
    if ours == "source_id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        value = "、".join(item for item in map(_named, value) if isinstance(item, str))
    value = _named(value)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", value).strip() if isinstance(value, str) else ""


def _named(value: Any) -> Any:
    """The name in what schema.org and JSON Feed say of a person: `{"@type": …, "name": …}`."""
    return value.get("name") if isinstance(value, dict) else value


def _date(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):  # and datetime, from Parquet
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        seconds = value / 1000 if value > 10**11 else value
        if 3e8 < seconds < 4e9:  # 1979 to 2096: smaller numbers are years or counts
            return datetime.fromtimestamp(seconds, UTC).isoformat()
    return ""


def _tags(value: Any) -> str:
    """Tags one a line."""
    if isinstance(value, str):
        value = re.split(r"[,，;；、|\n]", value)
    if not isinstance(value, list | tuple):
        return ""
    return "\n".join(tag for item in value if isinstance(item, str) and (tag := item.strip()))


def _text(value: Any) -> str:
    """A field as text: a string, or paragraphs one a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return "\n".join(text for item in value if (text := _text(item)))
    if isinstance(value, dict):  # a paragraph with its number and other things beside it
        columns = _columns(tuple(map(str, value)), ())
        return next((_text(value[column]) for column in columns["text"]), "")
    return ""
