"""What tests of reading share: folders made at run time, and what was read of them as a dict."""

import bz2
import gzip
import io
import json
import lzma
import random
import re
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.model.article import Record, Unreadable
from pipeline.reading.plan import plan
from pipeline.reading.read import records

Found = Record | Unreadable
ROWS = b'{"text": "\xe4\xb8\x80"}\n\nno json\n{"text": "\xe4\xba\x8c"}\n'
TEXT = "今天的新闻。\n".encode() * 400
PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": lambda data: bz2.compress(data, 1),  # the smallest blocks
    "xz": lzma.compress,
}


def zstd(data: bytes) -> bytes:
    made: bytes = (
        pytest.importorskip("zstandard").ZstdCompressor(write_checksum=True).compress(data)
    )
    return made


PACKED = {**PACKED, "zst": zstd}


def everything(raw: Path, **options: object) -> list[Found]:
    return [found for part in plan(raw) for found in records(raw, part, **options)]  # type: ignore[arg-type]  # options of records


def only(folder: Path, name: str, data: bytes, **options: object) -> list[Found]:
    """What is read of a folder that holds this one file."""
    (folder / name).write_bytes(data)
    return everything(folder, **options)


def short(found: list[Found]) -> dict[str, str]:
    """Path to text, or to `! reason`."""
    said = {
        one.path: one.data.decode() if isinstance(one, Record) else f"! {one.why}" for one in found
    }
    assert len(said) == len(found), "two inputs have one path"
    return said


# --- one file of every kind, with the same pages in it

PAGES = [
    f"<html><head><title>{n}</title></head><body><p>第{n}页：{'清晨六点天还没有亮' * (9 + n)}。</p>"
    f"<p>{random.Random(n).randbytes(300).hex()}</p></body></html>".encode()
    for n in range(8)
]
"""Pages with some noise in each, so that what is packed is long enough to be damaged inside."""


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]  # any mode
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def table(rows: list[dict[str, object]], group: int = 1000) -> bytes:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), made, row_group_size=group, write_page_checksum=True)
    return made.getvalue()


def crawled(url: str, body: bytes) -> bytes:
    """A page as a record of a WARC file."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    data = head.encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(data)}\r\n\r\n"
    ).encode() + b"%s\r\n\r\n" % data


def crawled_once(url: str, body: bytes) -> bytes:
    """A page as a record of an ARC file."""
    data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return f"{url} 1.2.3.4 20200101000000 text/html {len(data)}\n".encode() + data + b"\n"


def kinds() -> dict[str, bytes]:
    """A file of every kind there is, by its name; each holds `PAGES`."""
    rows = [{"url": f"http://x/{n}", "html": page.decode()} for n, page in enumerate(PAGES)]
    lines = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows]
    members = {f"in/{n}.html": page for n, page in enumerate(PAGES)}
    crawl = [crawled(f"http://x/{n}", page) for n, page in enumerate(PAGES)]
    first = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
    old = b"filedesc://x.arc 0.0.0.0 20200101000000 text/plain %d\n%s\n" % (len(first), first)
    old += b"".join(crawled_once(f"http://x/{n}", page) for n, page in enumerate(PAGES))
    plain = {
        "page.html": PAGES[0],
        "page.txt": re.sub(rb"<[^>]*>", b"", PAGES[0]),
        "page.md": b"---\ntitle: x\n---\n" + TEXT,
        "rows.jsonl": b"".join(lines),
        "rows.json": json.dumps(rows, ensure_ascii=False).encode(),
        "rows.parquet": table([dict(row) for row in rows], group=3),
        "crawl.warc": b"".join(crawl),
        "crawl.arc": old,
        "pages.zip": zipped(members),
        "pages.tar": tarred(members),
        "nested.zip": zipped({"in.tar.gz": tarred(members, "w:gz")}),
    }
    packed = {
        f"{name}.{how}": pack(plain[name])
        for name in ("rows.jsonl", "pages.tar", "page.html")
        for how, pack in PACKED.items()
    }
    return {
        **plain,
        **packed,
        "crawl.warc.gz": b"".join(map(gzip.compress, crawl)),
        "crawl.warc.zst": b"".join(map(zstd, crawl)),
    }


KINDS: Mapping[str, bytes] = kinds()
