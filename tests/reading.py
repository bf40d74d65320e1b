"""What tests of reading share: folders made at run time, and what was read of them as a dict."""

import bz2
import gzip
import lzma
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.article import Record, Unreadable
from pipeline.stages.read import plan, records

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
