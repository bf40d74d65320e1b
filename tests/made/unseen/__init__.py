"""Whole made-up corpora in the manner of scraped pages, with gold for the scorer: `write(folder, seed)`.

Built from the description of the mechanisms, apart from the pages and generators that the stages were
made with, so that it can say what the product does with pages nobody looked at.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.made.unseen import beside, clusters, damaged, marked, marked_far, plain, traps
from tests.made.unseen.page import Gold, Page


def pages(seed: int) -> Iterator[Page]:
    """Every page of one made-up corpus."""
    for make in (
        marked.empire, marked.dede, marked.discuz, marked.novels,
        plain.portals, plain.credited, plain.wechat, plain.sold, plain.doubled,
        marked_far.marked_far, beside.beside,
        damaged.glosses, damaged.encodings, damaged.broken, damaged.mojibake, damaged.records, damaged.html, damaged.bad,
        clusters.clusters, traps.traps,
    ):  # fmt: skip
        yield from make(seed)


def write(folder: Path, seed: int) -> Path:
    """The pages of a seed below `folder/raw`; the path of their gold file."""
    known: dict[str, Gold] = {}
    for made in pages(seed):
        file = folder / "raw" / made.path
        file.parent.mkdir(parents=True, exist_ok=True)
        assert not file.exists(), made.path
        file.write_bytes(made.data)
        known.update(made.gold)
    out = folder / "gold.json"
    out.write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")
    return out
