"""Counts which characters stand side by side in Chinese news: writes `repairs/pairs.txt` anew.

    python -m benchmarks.count_pairs

Counted are the shared corpora but for every other article of inews, on which the gates measure.
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import log2
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", ROOT.parent / "shared"))
MARKS = frozenset("，。、；：！？“”《》（）")
LEAST = 10  # times a pair occurs in 4.7 million characters: fewer say nothing
STRONGEST = 9
_RUN = re.compile(f"[\u4e00-\u9fff{''.join(MARKS)}]+")
_WIDTH = 50  # characters a line, each as wide as two


def articles() -> Iterator[str]:
    """The texts that are counted."""
    for name, step, first in (("xwlb/2019.jsonl", 1, 0), ("inews/dev.jsonl", 2, 1)):
        with (SHARED / "data" / name).open(encoding="utf-8") as rows:
            for number, row in enumerate(rows):
                if number % step == first:
                    yield json.loads(row)["text"].replace("\\n", "\n")


def strengths() -> Iterator[tuple[str, int]]:
    """Pairs that are commoner than chance, with the power of two by which they are.

    Of marks, which stand anywhere, the weaker pairs tell something too.
    """
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in articles():
        for run in _RUN.findall(text):
            single.update(run)
            pairs.update(map("".join, pairwise(run)))
    total = single.total()
    for pair, times in pairs.items():
        power = log2(times * total / (single[pair[0]] * single[pair[1]]))
        if times >= LEAST and power >= (2.0 if MARKS.isdisjoint(pair) else 0.5):
            yield pair, min(STRONGEST, max(1, round(power)))


def lines(found: dict[int, dict[str, list[str]]]) -> Iterator[str]:
    """The lines of the file: a power, then groups of a first character and its second ones."""
    for power, groups in sorted(found.items()):
        line = str(power)
        for first, seconds in sorted(groups.items()):
            left = "".join(sorted(seconds))
            while left:
                room = _WIDTH - len(line) - 2
                if room < 1:
                    yield line
                    line = str(power)
                    continue
                line += f" {first}{left[:room]}"
                left = left[room:]
        yield line


def main() -> None:
    """Count and write."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    number = 0
    for pair, power in strengths():
        found[power][pair[0]].append(pair[1])
        number += 1
    out = ROOT / "pipeline/characters/bigrams.txt"
    out.write_text("\n".join(lines(found)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{number} pairs\n")


if __name__ == "__main__":
    main()
