"""Responses of WARC and ARC files."""

from collections.abc import Iterator

from pipeline.article import Record, Unreadable
from pipeline.stages.packed import Packing


def records(
    path: str, chunks: Iterator[bytes], how: Packing | None, cap: int
) -> Iterator[Record | Unreadable]:
    """The pages of a crawl."""
    yield Unreadable(path, "WARC is not read yet")
