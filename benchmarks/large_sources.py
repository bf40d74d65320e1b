"""How fast large sources are read, in how much memory, and what damage costs each WARC reader.

    python -m benchmarks.large_sources [--megabytes 300] [--folder DIR]
    python -m benchmarks.large_sources --whole [FILE …] …     whole runs of these files instead

Sources are generated: the whole of what is asked for, never kept longer than the run.
"""

import argparse
import gzip
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

from benchmarks.scale import measured, texts
from pipeline.model.article import Record
from pipeline.reading.plan import plan
from pipeline.reading.read import records

NAVIGATION = "".join(
    f'<li><a href="/list/{n}.html" target="_blank">栏目第{n}号</a></li>\n' for n in range(120)
)
SCRIPT = "".join(f"var slot{n} = {{id: {n}, at: 'top', w: 300, h: 250}};\n" for n in range(200))


def rows() -> Iterator[bytes]:
    """Rows of 5 kB, one in thirty a light edit of another."""
    for number, text in enumerate(texts(0, sys.maxsize)):
        row = {"title": f"第{number}篇", "url": f"http://x/{number}", "text": text}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def crawl() -> Iterator[bytes]:
    """Responses of 24 kB: the same articles between what stands around them on a page."""
    for number, text in enumerate(texts(0, sys.maxsize)):
        paragraphs = text.replace("\n", "</p>\n<p>")
        body = (
            f"<html><head><title>第{number}篇</title><script>{SCRIPT}</script></head>"
            f"<ul>{NAVIGATION}</ul><h1>第{number}篇</h1><div class=text><p>{paragraphs}</p></div>"
            "<p>版权所有</p></html>"
        ).encode()
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        data = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        yield (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/{number}\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        ).encode() + b"%s\r\n\r\n" % data


# Kinds of files: what stands in them, and how a piece of that is packed.
SOURCES: dict[str, tuple[Callable[[], Iterator[bytes]], Callable[[bytes], bytes]]] = {
    "rows.jsonl": (rows, bytes),
    "rows.jsonl.gz": (rows, lambda piece: gzip.compress(piece, 1)),
    "rows.jsonl.zst": (rows, lambda piece: zstandard.compress(piece, 3)),
    "crawl.warc": (crawl, bytes),
    "crawl.warc.gz": (crawl, lambda piece: gzip.compress(piece, 1)),
}


def written(file: Path, size: int) -> None:
    """Write a file of so many bytes before packing."""
    pieces, packed = SOURCES[file.name]
    made, done = pieces(), 0
    with file.open("wb") as out:
        while done < size:
            piece = next(made)
            done += len(piece)
            out.write(packed(piece))


def read(file: Path) -> tuple[int, int, int]:
    """Parts, records and megabytes of a file."""
    parts = list(plan(file))
    number = size = 0
    for part in parts:
        for found in records(file, part):
            number += isinstance(found, Record)
            size += len(found.data)
    return len(parts), number, size >> 20


def measure(file: Path) -> None:
    """Prints the figures of one file, for a process of its own, so that the peak is this file's."""
    wall, cpu = time.perf_counter(), time.process_time()
    parts, number, size = read(file)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{file.name:16} {file.stat().st_size >> 20:6} MB  {parts:4} parts  {number:8} records"
        f"  {size / wall:6.0f} MB/s  {size / cpu:6.0f} MB per CPU second  {peak:5} MB of memory"
    )


def by_fastwarc(data: bytes) -> int:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response)
    return sum(b"</html>" in record.reader.read() for record in found)


def by_warcio(data: bytes) -> int:
    from warcio.archiveiterator import ArchiveIterator

    number = 0
    for record in ArchiveIterator(io.BytesIO(data)):
        number += b"</html>" in record.content_stream().read()
    return number


def by_us(data: bytes) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.warc"
        file.write_bytes(data)
        return sum(
            isinstance(found, Record) for part in plan(file) for found in records(file, part)
        )


def damaged() -> Iterator[tuple[str, bytes]]:
    made = crawl()
    pages = [next(made) for _ in range(100)]
    plain, packed = b"".join(pages), b"".join(map(gzip.compress, pages))
    half, middle = len(plain) // 2, len(packed) // 2
    length = b"Content-Length: "
    yield "whole", plain
    yield "whole, gz", packed
    yield "truncated", plain[:-1000]
    yield "truncated, gz", packed[:-1000]
    yield "2 kB missing", plain[:half] + plain[half + 2000 :]
    yield "2 kB missing, gz", packed[:middle] + packed[middle + 2000 :]
    yield "20 bytes wrong, gz", packed[:middle] + os.urandom(20) + packed[middle + 20 :]
    yield "a length too large", plain.replace(length + b"5", length + b"15", 1)
    yield "a length too small", plain.replace(length + b"5", length + b"3", 1)


def counted(reader: Callable[[bytes], int], data: bytes) -> str:
    try:
        return str(reader(data))
    except Exception as error:  # what a reader does with damage is what is measured
        return type(error).__name__


def compare() -> None:
    print(f"\n{'of 100 pages':20} {'fastwarc':>14} {'warcio':>20} {'ours':>6}")
    for name, data in damaged():
        others = (counted(by_fastwarc, data), counted(by_warcio, data))
        print(f"{name:20} {others[0]:>14} {others[1]:>20} {by_us(data):>6}")


def whole(file: Path) -> None:
    """Prints what a whole run over one file takes."""
    clean = file.parent / "clean"
    taken = measured("run", file, clean, "--format", "jsonl", "--quiet")
    verdicts = (clean / "verdicts.tsv").read_bytes().count(b"\n") - 1
    print(
        f"{file.name:16} {file.stat().st_size >> 20:6} MB  {verdicts:8} verdicts"
        f"  {taken.wall:6.0f} s  {taken.cpu:6.0f} CPU s"
        f"  coordinator {taken.coordinator:5.0f} MB  largest worker {taken.worker:5.0f} MB",
        flush=True,
    )
    shutil.rmtree(clean)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--megabytes", type=int, default=300)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--whole", nargs="*", choices=SOURCES, metavar="FILE")
    asked.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        measure(given.measure)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for name in given.whole or SOURCES:
            file = Path(folder) / name
            written(file, given.megabytes << 20)
            if given.whole is not None:
                whole(file)
            else:
                again = [sys.executable, "-m", "benchmarks.large_sources", "--measure", file]
                subprocess.run(again, check=True)
            file.unlink()
    if given.whole is None:
        compare()


if __name__ == "__main__":
    main()
