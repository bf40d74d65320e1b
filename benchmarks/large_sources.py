"""How fast large sources are read, in how much memory, and what damage costs each WARC reader.

    python -m benchmarks.large_sources [--megabytes 300] [--folder DIR]

Sources are generated: the whole of what is asked for, never kept longer than the run.
"""

import argparse
import gzip
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

from pipeline.article import Record
from pipeline.stages.read import plan, records

CHARACTERS = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
)


@cache
def text(number: int) -> str:
    """An article of some 1,700 characters, another for each number."""
    chosen = random.Random(number).choices(CHARACTERS, k=1700)
    return "\n".join("".join(chosen[at : at + 170]) + "。" for at in range(0, 1700, 170))


def rows() -> Iterator[bytes]:
    for number in count():
        row = {"title": f"第{number}篇", "url": f"http://x/{number}", "text": text(number % 500)}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def crawl() -> Iterator[bytes]:
    for number in count():
        paragraphs = text(number % 500).replace("\n", "</p>\n<p>")
        body = f"<html><head><title>{number}</title></head><p>{paragraphs}</p></html>".encode()
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        data = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        yield (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/{number}\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        ).encode() + b"%s\r\n\r\n" % data


def written(file: Path, pieces: Iterator[bytes], size: int, packed: bool) -> None:
    done = 0
    with file.open("wb") as out:
        while done < size:
            piece = next(pieces)
            done += len(piece)
            out.write(gzip.compress(piece, 1) if packed else piece)


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


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--megabytes", type=int, default=300)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        measure(given.measure)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for name, pieces in (
            *(("rows.jsonl", rows()), ("rows.jsonl.gz", rows())),
            *(("crawl.warc", crawl()), ("crawl.warc.gz", crawl())),
        ):
            file = Path(folder) / name
            written(file, pieces, given.megabytes << 20, name.endswith(".gz"))
            again = [sys.executable, "-m", "benchmarks.large_sources", "--measure", file]
            subprocess.run(again, check=True)
            file.unlink()
    compare()


if __name__ == "__main__":
    main()
