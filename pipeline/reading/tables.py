"""Records of JSONL, JSON and Parquet files, one bad row never taking another with it."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import orjson

from pipeline.model.article import Record, Records, Unreadable
from pipeline.reading import columns as names
from pipeline.reading.compression import CAP, CHUNK, Broken

if TYPE_CHECKING:
    import pyarrow as pa


_CUT = 200  # bytes of a bad line kept for its verdict's reader


class RowOptions(NamedTuple):
    """What rows are read with: the user's field names, and whether they are articles of ours."""

    fields: Mapping[str, str]
    ours: bool = False


def jsonl(path: str, chunks: Iterable[bytes], options: RowOptions, first: int = 1) -> Records:
    """One record a line, as `path#12`; blank lines are no rows.

    Lines behind a gap are read where the stream goes on there; what is lost counts as one line.
    """
    number, torn = first - 1, True
    while torn:
        try:
            for number, line in numbered_lines(chunks, number + 1):  # noqa: B020 - it goes on from there
                if isinstance(line, int):
                    why = f"a line of {line >> 20} MB: over {CAP >> 20}"
                    yield Unreadable(f"{path}#{number}", why)
                elif not line.isspace() and line:
                    yield _line(f"{path}#{number}", line, options)
            torn = False
        except Broken as error:
            number += 1
            yield Unreadable(f"{path}#{number}", f"{error}; the lines before it were read")


def numbered_lines(chunks: Iterable[bytes], first: int = 1) -> Iterator[tuple[int, bytes | int]]:
    r"""Each line with its number, without its break; a line over `CAP` as its size only.

    Where the stream is `Broken` the whole lines before come first, and what there is of the line
    it broke in is dropped.

    >>> list(numbered_lines([b"a\nb", b"c\n", b"\nd"]))
    [(1, b'a'), (2, b'bc'), (3, b''), (4, b'd')]
    """
    number, size = first, 0
    kept: list[bytes] = []
    for chunk in chunks:
        pieces = chunk.split(b"\n")
        for piece in pieces[:-1]:
            if size:
                size += len(piece)
                kept.append(piece)
                yield number, size if size > CAP else b"".join(kept)
                kept, size = [], 0
            else:
                yield number, piece
            number += 1
        if pieces[-1]:
            size += len(pieces[-1])
            if size <= CAP:
                kept.append(pieces[-1])
            else:
                kept.clear()
    if size:
        yield number, size if size > CAP else b"".join(kept)


def _line(path: str, line: bytes, options: RowOptions) -> Record | Unreadable:
    try:
        row = orjson.loads(line)
        if not _may_be_rounded(row):
            return _row(path, row, options)
    except orjson.JSONDecodeError:
        pass  # what follows also takes NaN, lone surrogates, a BOM, and other encodings
    try:
        text, codec = _decoded(line.removeprefix(b"\xef\xbb\xbf"))
        row = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return Unreadable(path, f"no JSON: {_said(error)}", line)
    return _recoded(path, row, codec, options)


def _may_be_rounded(row: Any) -> bool:
    """Whether a whole number beyond 64 bits stood there, which orjson reads as a float."""
    values = [row]
    for value in values:
        if isinstance(value, float) and abs(value) >= 1 << 63:
            return True
        if isinstance(value, list | dict):
            values += value.values() if isinstance(value, dict) else value
    return False


def _decoded(line: bytes) -> tuple[str, str]:
    """A line as text, and the codec that gives its bytes back.

    UTF-8 with a bad byte here and there stays UTF-8. Otherwise the bytes of GBK and Big5 are
    paired alike, so that GB18030 finds the same quotes and brackets in both.
    """
    text = line.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    wide = sum(byte > 127 for byte in line) if bad else 0
    if bad * 10 <= wide:
        return text, "utf-8"
    try:
        return line.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        return text, "utf-8"


def _recoded(path: str, row: Any, codec: str, options: RowOptions) -> Record | Unreadable:
    found = _row(path, row, options)
    if isinstance(found, Unreadable) or codec == "utf-8":
        return found
    # Which of the Chinese encodings it is, is for the decoder to say: it gets the bytes as they
    # were, and of the stated fields only what is the same in all of them.
    known = {name: value for name, value in found.known.items() if value.isascii()}
    data = found.data.decode().encode(codec, "replace")
    return Record(path, data, found.media, None, known)


def _row(path: str, row: Any, options: RowOptions) -> Record | Unreadable:
    if options.ours and isinstance(row, dict) and isinstance(row.get("text"), str):
        return names.article(path, row, row["text"])
    found = names.record(path, row, options.fields)
    if isinstance(found, Record) and len(found.data) > CAP:  # a cell of Parquet has no line's limit
        return Unreadable(path, f"larger than {CAP >> 20} MB")
    return found


def _said(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error).partition("(char")[0].strip()


# Characters that may be read in vain before the rest of a file is given up: some three seconds. To
# tell where an error is Python counts lines from the start, this many times as fast as it reads.
_WASTED, _LINES_COUNTED = 1 << 28, 50
_SPACE = re.compile(r"[\s,\ufeff]*")
_NEXT = re.compile(r"\}[\s,]*(?=\{\s*\")")  # where another object starts behind a bad one


def array(path: str, chunks: Iterable[bytes], options: RowOptions) -> Records:
    """The records of a JSON file: an array of rows, one row, or rows after one another."""
    values = _Values(chunks)
    number = 0
    while True:
        number += 1
        try:
            row = values.next()
        except StopIteration:
            break
        except Broken as error:
            yield Unreadable(f"{path}#{number}", str(error))
            if not values.skip():
                break
            continue
        if number == 1 and values.only():
            yield from _single(path, row, options)
        else:
            yield _row(f"{path}#{number}", row, options)
    if number == 1:
        yield Unreadable(path, "no row in it")


def _single(path: str, row: Any, options: RowOptions) -> Records:
    """One object: a row, or a wrapper around a list of rows."""
    if isinstance(row, dict):
        for value in row.values():
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
                found = [
                    _row(f"{path}#{number}", item, options) for number, item in enumerate(value, 1)
                ]
                if isinstance(_row(path, row, options), Unreadable):
                    yield from found
                    return
    yield _row(f"{path}#1", row, options)


class _Values:
    """JSON values out of a stream, one after another, keeping no more of it than one value."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._text = ""
        self._at = 0
        self._wasted = 0  # characters read in vain
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._ended: str | None = None  # "" at the end, or why there is no more
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._fill()
        self._at = _skip(self._text, 0)
        self._listed = self._text.startswith("[", self._at)
        self._at += self._listed

    def next(self) -> Any:
        """The next value. Raises `StopIteration` at the end, `Broken` where there is no value."""
        while True:
            self._at = _skip(self._text, self._at)
            if self._listed and self._text.startswith("]", self._at):
                raise StopIteration
            if self._at < len(self._text):
                try:
                    value, self._at = self._decode(self._text, self._at)
                    return value
                except (ValueError, RecursionError) as error:
                    said = _said(error)
                    reached = getattr(error, "pos", len(self._text)) - self._at
                    self._wasted += reached + len(self._text) // _LINES_COUNTED
                # The buffer is doubled, so that a long value is tried a few times only.
                if len(self._text) - self._at > CAP:
                    raise Broken(f"no JSON: {said}, or a value over {CAP >> 20} MB")
            if not self._fill():
                if self._ended:
                    raise Broken(self._ended)
                if self._at >= len(self._text):
                    if self._listed:
                        raise Broken("truncated: the array does not end")
                    raise StopIteration
                raise Broken(f"no JSON: {said}")

    def only(self) -> bool:
        """Whether nothing follows the value just read and it stood in no array."""
        self._at = _skip(self._text, self._at)
        return not self._listed and self._at >= len(self._text) and not self._fill()

    def skip(self) -> bool:
        """Whether another object starts behind the bad value, where reading then goes on."""
        if self._ended or self._wasted > _WASTED:
            return False
        found = _NEXT.search(self._text, self._at)
        if not found:
            return False
        self._at = found.end()
        return True

    def _fill(self) -> bool:
        """More text, twice what is left at least; False at the end."""
        if self._ended is not None:
            return False
        pieces, size = [], 0
        while size <= len(self._text) - self._at:
            try:
                chunk = next(self._chunks, None)
            except Broken as error:
                self._ended = str(error)
                break
            if chunk is None:
                self._ended = ""
                break
            pieces.append(chunk)
            size += len(chunk)
        text = self._decoder.decode(b"".join(pieces), self._ended is not None)
        self._text, self._at = self._text[self._at :] + text, 0
        return bool(text)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def parquet(
    path: str, file: BinaryIO, options: RowOptions, start: int, stop: int, first: int
) -> Records:
    """The rows of the row groups from `start` to before `stop` (-1: all), as `path#12`.

    A group that can't be read costs one verdict that says how many rows are lost, and no more.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Buffered, or else a whole column of a row group is held at once.
        table = pq.ParquetFile(file, buffer_size=CHUNK, page_checksum_verification=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Unreadable(path, f"no readable Parquet: {_brief(error)}")
        return
    number = first
    for group in range(start, table.num_row_groups if stop < 0 else stop):
        after = number + table.metadata.row_group(group).num_rows
        try:
            for batch in table.iter_batches(batch_size=256, row_groups=[group], use_threads=False):
                for row in _rows(batch):
                    yield _row(f"{path}#{number}", row, options)
                    number += 1
        except (pa.ArrowException, OSError, ValueError) as error:
            lost = after - number
            yield Unreadable(f"{path}#{number}", f"{lost} rows from here lost: {_brief(error)}")
        number = after


# Rows that are made at once: 16 of 64 MB each would be a worker's memory, and fewer cost time.
_AT_ONCE = 16


def _rows(batch: "pa.RecordBatch") -> Iterator[dict[str, Any]]:
    """The rows of a batch, some at a time: a dictionary packs a text of any size into a byte."""
    at, count = 0, 1
    while at < batch.num_rows:
        rows = listed_rows(batch.slice(at, count))
        yield from rows
        at += count
        held = sum(
            len(cell) for row in rows for cell in row.values() if isinstance(cell, str | bytes)
        )
        count = max(1, count // 2) if held > CHUNK else min(2 * count, _AT_ONCE)


def listed_rows(batch: "pa.RecordBatch") -> list[dict[str, Any]]:
    """The rows of a batch; a cell that Python has no value for costs no other cell."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except (ValueError, OverflowError):
        columns = {name: list(map(_cell, batch.column(name))) for name in batch.schema.names}
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return rows


def _cell(cell: "pa.Scalar") -> Any:
    """A cell; of a text that is no UTF-8 its bytes, and nothing of a date of the year 50,000."""
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes() if hasattr(cell, "as_buffer") else None
    except (ValueError, OverflowError):
        return None


def parquet_groups(file: BinaryIO) -> list[int]:
    """How many rows each row group of a Parquet file has; nothing when that can't be told."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.ParquetFile(file).metadata
    except (pa.ArrowException, OSError, ValueError):
        return []
    return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:_CUT]
