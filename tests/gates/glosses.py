"""How much of glossed pages comes back, and what is left alone: asked and got.

    python -m tests.gates.glosses

Texts are real ones, made Traditional and damaged at run time; none is kept.
"""

import json
import os
import random
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

from opencc import OpenCC

from pipeline.edits import Text
from pipeline.stages.repairs import glosses
from tests.gloss_simulator import damaged, table_of

_PRIVATE = re.compile("[\ue000-\uf8ff]")


def main(how_many: int = 60) -> int:
    """Print the table; 0 if everything asked was got."""
    default = Path(__file__).resolve().parents[2].parent / "shared"
    shared = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", default))
    source = shared / "data" / "inews" / "dev.jsonl"
    if not source.exists():
        sys.stdout.write(f"skipped: no {source}\n")
        return 0
    texts = _traditional(source, how_many)
    rows = [
        ("private-use characters kept", 0.998, _share(texts, private=True)),
        ("private-use characters lost", 0.99, _share(texts, private=False)),
        ("texts of the same kind, not damaged, left alone", 1.0, _left_alone(texts)),
    ]
    for name, asked, got in rows:
        sys.stdout.write(f"{name:50} asked {asked:.4f}  got {got:.4f}\n")
    return int(any(got < asked for _, asked, got in rows))


def _traditional(source: Path, how_many: int) -> list[str]:
    with source.open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    random.Random(8).shuffle(texts)
    convert = OpenCC("s2t").convert
    chosen = []
    for text in texts:
        whole = convert(re.sub(r"(?:\\[nrt]|\s)+", "\n", text).strip())
        if 600 < len(whole) < 2500 and _in_gbk(whole) and not _PRIVATE.search(whole):
            chosen.append(whole)
        if len(chosen) == how_many:
            break
    return chosen


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def restored(page: str) -> str:
    """The page after the gloss pass."""
    text = Text(page)
    text.apply("glosses", glosses.edits(page))
    return text.now


def _share(texts: list[str], *, private: bool) -> float:
    """The share of characters that come back."""
    same = whole = 0
    for text in texts:
        page = damaged(text, table_of(text))
        if not private:
            page = _PRIVATE.sub("", page)
        for want, got in zip(text.split("\n"), restored(page).split("\n"), strict=True):
            matcher = SequenceMatcher(None, want, got, autojunk=False)
            same += sum(block.size for block in matcher.get_matching_blocks())
            whole += max(len(want), len(got))
    return same / whole


def _left_alone(texts: list[str]) -> float:
    return sum(restored(text) == text for text in texts) / len(texts)


if __name__ == "__main__":
    sys.exit(main())
