"""The rows of CSV and TSV files, read as those of other tables are."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain

from pipeline.model.article import Record, Records, Unreadable
from pipeline.reading import columns
from pipeline.reading.compression import CAP, Broken
from pipeline.reading.tables import RowOptions

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_DELIMITERS = ",;\t|"
_TABBED = (".tsv", ".tab")


def rows(
    path: str, name: str, head: bytes, chunks: Iterator[bytes], options: RowOptions
) -> Records:
    """One record a row, as `path#12` for the twelfth below the heading."""
    csv.field_size_limit(CAP)
    text = io.TextIOWrapper(io.BufferedReader(_Chunks(chunks)), _codec(head), "replace", newline="")
    first = text.readline()
    if first.lower().startswith("sep="):  # what Excel writes for itself
        first = text.readline()
    tabbed = name.casefold().endswith(_TABBED)
    delimiter = "\t" if tabbed else max(_DELIMITERS, key=first.count)
    lines = chain([first], text)
    number = 0
    try:
        heading = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True), [])
        if why := columns.no_text(heading, options.fields):
            yield Unreadable(path, why)
            return
        for row in csv.reader(lines, delimiter=delimiter):
            if not any(row):
                continue  # a blank line, or what Excel writes of one
            number += 1
            yield _row(f"{path}#{number}", heading, row, options)
    except csv.Error as error:
        yield Unreadable(f"{path}#{number + 1}", f"the rest is lost: no row of a table: {error}")
    except Broken as error:
        yield Unreadable(f"{path}#{number + 1}", f"{error}; the rows before it were read")


def _row(path: str, heading: list[str], row: list[str], options: RowOptions) -> Record | Unreadable:
    if len(row) > len(heading):
        why = f"{len(row)} cells below a heading of {len(heading)}; quote texts with commas in them"
        return Unreadable(path, why, "\n".join(row).encode("utf-8", "replace"))
    cells = [*row, *[""] * (len(heading) - len(row))]
    found = {name: cell for name, cell in zip(heading, cells, strict=True) if name or cell}
    return columns.record(path, found, options.fields)


def _codec(head: bytes) -> str:
    """The encoding of a table: by its mark, else UTF-8 where it is that, else GB18030."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # its end may cut a character in two
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


class _Chunks(io.RawIOBase):
    """Chunks as a file that can be read once."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # any buffer
        while not self._held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._held = chunk
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size
