"""Is this text already in the corpus? An index of signatures on disk, answering in milliseconds.

The file is a header line of JSON, the signatures, per band the sorted bucket keys with the texts
they belong to, and the texts' paths. Nothing is read but what a question touches.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.surveys.bands import band_keys
from pipeline.surveys.relations import Settings
from pipeline.surveys.signature import BANDS, GRAM, ROWS, SHORTEST, VALUES, Signed, sign

FORMAT = "article-pipeline near-index 1"
# A bucket with more texts than this holds a common phrase; the other bands will tell.
MOST = 1000
SETTINGS = {"values": VALUES, "gram": GRAM, "bands": BANDS, "rows": ROWS}
# Less alike than this is chance, or a template.
LEAST = 0.4


class UnusableIndex(Exception):  # noqa: N818 - it is the index that is at fault
    """The index can't be used, and what to do about it."""


class Near(NamedTuple):
    """A text of the corpus, by its path, and its estimated Jaccard similarity.

    Without its text nothing is verified: "exact" says that the shadows agree, "near" that the
    estimate is above what folds.
    """

    path: str
    relation: Literal["exact", "near", "alike"]
    similarity: float


def write_index(file: Path, paths: Sequence[str], signed: Signed) -> None:
    """Write the index of signed texts, whole or not at all."""
    names = "\n".join(paths).encode()
    header = {
        "format": FORMAT,
        "texts": len(paths),
        "names": len(names),
        "settings": SETTINGS,
    }
    new = file.with_name(file.name + ".new")
    with new.open("wb") as out:
        out.write(json.dumps(header, sort_keys=True).encode().ljust(511) + b"\n")
        out.write(signed.digests.astype("<u8").tobytes())
        out.write(signed.values.astype("<u4").tobytes())
        for keys in band_keys(signed.values):
            order = np.argsort(keys, kind="stable")
            out.write(keys[order].astype("<u8").tobytes())
            out.write(order.astype("<u8").tobytes())
        out.write(names)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


class Index:
    """An index opened for questions."""

    def __init__(self, file: Path, header: dict[str, Any]) -> None:
        count = int(header["texts"])
        at = 512
        self._digests = _mapped(file, "<u8", at, (count, 2))
        at += 16 * count
        self._values = _mapped(file, "<u4", at, (count, VALUES))
        at += 4 * VALUES * count
        self._buckets = _mapped(file, "<u8", at, (BANDS, 2, count))
        at += 16 * BANDS * count
        with file.open("rb") as lines:
            lines.seek(at)
            self._paths = lines.read(int(header["names"])).decode().split("\n")

    @classmethod
    def open(cls, file: Path) -> "Index":
        """The index in `file`. Raises `UnusableIndex` for another format or other settings."""
        with file.open("rb") as start:
            try:
                header = json.loads(start.read(512))
            except ValueError:
                header = {}
        found = header.get("format") if isinstance(header, dict) else None
        if found != FORMAT:
            raise UnusableIndex(
                f"{file}: is no index that this version reads; run the corpus again"
            )
        settings = header["settings"]
        if settings != SETTINGS:
            raise UnusableIndex(
                f"{file}: made with other settings ({settings}); run the corpus again"
            )
        return cls(file, header)

    def nearest(self, text: str, most: int = 10) -> list[Near]:
        """The texts of the corpus that are like `text`, the most similar first."""
        signed = sign([text])
        values = signed.values[0]
        same = np.flatnonzero((self._digests == signed.digests[0]).all(axis=1))
        found = set(same.tolist())
        # The signature of a short text is empty, and like that of any other short text.
        long = signed.sizes[0] >= SHORTEST
        for band, key in enumerate(band_keys(signed.values) if long else ()):
            keys, texts = self._buckets[band]
            first, last = (int(np.searchsorted(keys, key[0], side)) for side in ("left", "right"))
            found.update(texts[first : min(last, first + MOST)].tolist())
        numbers = np.array(sorted(found), dtype=np.intp)
        like = (self._values[numbers] == values).mean(axis=1)
        exact = np.isin(numbers, same)
        near = [
            Near(self._paths[n], *(("exact", 1.0) if e else (_relation(s), s)))
            for n, s, e in zip(numbers.tolist(), like.tolist(), exact.tolist(), strict=True)
            if e or s >= LEAST
        ]
        return sorted(near, key=lambda one: (one.relation != "exact", -one.similarity, one.path))[
            :most
        ]


def _relation(similarity: float) -> Literal["near", "alike"]:
    return "near" if similarity >= Settings().near else "alike"


def _mapped(file: Path, kind: str, at: int, shape: tuple[int, ...]) -> NDArray[Any]:
    if not np.prod(shape):
        return np.empty(shape, dtype=kind)  # an empty range of a file can't be mapped
    return np.memmap(file, dtype=kind, mode="r", offset=at, shape=shape)
