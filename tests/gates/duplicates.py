"""Fold made-up edits and leave items of one formula apart: the share of cases as wanted.

    python -m tests.gates.duplicates [--show KIND]

Edits are made to made-up stories and, where the shared material is there, to real ones. Floors
stand in floors.toml.
"""

import json
import os
import sys
import tomllib
from collections import Counter
from hashlib import sha256
from pathlib import Path

from pipeline.duplicates.duplicates import Found, duplicates, here
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head, sentence_breaks
from tests.made.edits import Case, cases, edited

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["duplicates"]
SHARED = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", ROOT.parent / "shared"))
LENGTHS = 300, 3000


def surveyed(case: Case) -> Found:
    """What the survey says of the pages of a case."""
    texts = [page.text for page in case.pages]
    pages = [
        Head(
            path=page.name,
            id=sha256(f"{page.name}{page.text}".encode()).hexdigest(),
            title=page.title,
            date=page.date,
            site=page.site,
            script=page.script,
            breaks=sentence_breaks(page.text),
        )
        for page in case.pages
    ]
    return duplicates(pages, sign(texts), here(lambda some: [texts[i] for i in some]))


def is_right(case: Case, found: Found) -> bool:
    """Whether those stay that must, and the verdict says what it has to."""
    folded = {fold.path for fold in found.folds}
    left = {page.name for page in case.pages} - folded
    said = " ".join(getattr(fold, "because", "") for fold in found.folds)
    wanted = (set(one.split("|")) for one in case.kept)
    one_of = [names for names in wanted if len(names) > 1]
    stays = len(left) == 1 and left < one_of[0] if one_of else left == case.kept
    return stays and all(word in said for word in case.said)


def real_stories() -> list[str]:
    """News of several paragraphs, as it was scraped."""
    file = SHARED / "data/xwlb/2019.jsonl"
    if not file.exists():
        return []
    with file.open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    low, high = LENGTHS
    return [text for text in texts if low < len(text) < high and text.count("\n") > 4]


def main(shown: str) -> int:
    """1 when a floor is missed."""
    right, total = Counter[str](), Counter[str]()
    stories = real_stories()
    runs = [("", cases(1))]
    if stories:
        runs.append(("real: ", edited(2, lambda rng: rng.choice(stories))))
    for where, made in runs:
        for case in made:
            found = surveyed(case)
            kind = where + case.kind
            total[kind] += 1
            right[kind] += is_right(case, found)
            if shown == kind and not is_right(case, found):
                print(case, found, sep="\n", end="\n\n")
    for kind, n in total.items():
        print(f"{right[kind] / n:.3f}  {right[kind]:3d}/{n}  {kind}")
    share, worst = right.total() / total.total(), min(right[kind] / total[kind] for kind in total)
    print(f"all {share:.4f} (floor {FLOORS['all']}), worst {worst:.3f} (floor {FLOORS['worst']})")
    return int(share < FLOORS["all"] or worst < FLOORS["worst"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[2] if sys.argv[1:2] == ["--show"] else ""))
