"""A table of what misread texts get back, and how much sound text stays: `make gate`.

Every wrong reading of `tests/made/misreadings.py`, once and twice, with bytes lost in four shares
and a sign for each. A repair may leave what it can't prove; what it builds must be right.
Needs the shared articles (ARTICLE_PIPELINE_SHARED, or `../shared` beside the checkout).
"""

import json
import random
import re
import sys
import time
from collections import defaultdict
from functools import cache

from opencc import OpenCC

from pipeline.characters.mojibake import mojibake_edits
from tests.conftest import SHARED
from tests.made.misreadings import (
    FOREIGN,
    READINGS,
    SIGNS,
    Chain,
    Score,
    lose,
    misread,
    page,
    score,
)

DATA = SHARED / "data"
RATES = (0.0, 0.001, 0.01, 0.1)
EXACT = {0.0: 0.945, 0.001: 0.94, 0.01: 0.9, 0.1: 0.7}
"""Of the characters whose bytes survive, the share that must be exact, by the share of losses."""
SILENT = {0.0: 200e-6, 0.001: 300e-6, 0.01: 800e-6, 0.1: 7000e-6}
"""Of all characters, the share that may be wrong where bytes vanished without a sign.

Where a sign stands for what is lost, none may be.
"""
LOSSLESS = {
    # The readings that are met most, and the share that must come back where no byte is lost.
    "gbk as latin-1": 0.995,
    "gbk as cp1252": 0.995,
    "gbk as iso8859-15": 0.995,
    "big5 as latin-1": 0.99,  # T of T恤 may be half a letter: in doubt it is marked
    "utf-8 as latin-1": 0.995,
    "utf-8 as cp1252": 0.995,
    "utf-8 as gb18030": 0.92,
    "utf-8 as gbk": 0.82,
    "big5 as gb18030": 0.99,
    "gbk as utf-8 where valid": 0.84,  # a letter may be one byte or two: in doubt it is marked
}
SPEED = 120  # µs for a sound article, two cores shared; 50 on a quiet machine


def articles(step: int, start: int = 0) -> list[str]:
    """Some of the shared articles, at least 200 characters long, as the repair stage gets them."""
    with (DATA / "inews" / "dev.jsonl").open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for i, row in enumerate(rows) if i % step == start]
    texts = ["\n".join(line.strip() for line in text.split("\n") if line.strip()) for text in texts]
    return [text for text in texts if len(text) >= 200]


@cache
def traditional() -> OpenCC:
    """The converter, which is slow to make."""
    return OpenCC("s2t")


def lines_in(text: str, codec: str) -> list[str]:
    """The lines of a text as that codec can write them."""
    if codec == "big5":
        text = traditional().convert(text)
    return text.encode(codec, "ignore").decode(codec).split("\n")


def scored(lines: list[str], chain: Chain, rate: float, sign: str, dice: random.Random) -> Score:
    """What a page of misread lines gets back."""
    shown = [(line, lose(misread(line, chain), rate, sign, dice)) for line in lines]
    shown = [(line, one) for line, one in shown if not re.search("[\n\r]", page(one))]
    made = list(mojibake_edits("\n".join(page(one) for _, one in shown)))
    total, at = Score(0, 0, 0, 0), 0
    for line, one in shown:
        end = at + len(page(one))
        here = [
            edit._replace(start=edit.start - at, end=edit.end - at)
            for edit in made
            if at <= edit.start < end
        ]
        got = score(line, one, sign, here)
        total = Score(*(a + b for a, b in zip(total, got, strict=True)))
        at = end + 1
    return total


def sweep(texts: list[str], rows: dict[str, Chain]) -> dict[tuple[str, str, float], Score]:
    """Scores by reading, sign and share of losses."""
    found: dict[tuple[str, str, float], Score] = {}
    for row, chain in rows.items():
        for name, sign in SIGNS.items():
            if name == "blank" and not chain[-1][1].startswith("gb"):
                continue  # it is a pair of GBK
            for rate in RATES:
                dice = random.Random(f"{row} {name} {rate}")
                got = [scored(lines_in(t, chain[0][0]), chain, rate, sign, dice) for t in texts]
                found[row, name, rate] = Score(*map(sum, zip(*got, strict=True)))
    return found


def main(arguments: list[str]) -> int:
    """Prints the tables; 1 when a floor is missed. A number is that of articles, else 2."""
    if not DATA.is_dir():
        sys.stdout.write(f"skipped: no {DATA}\n")
        return 0
    out = sys.stdout.write
    count = int(arguments[0]) if arguments else 2
    texts = [re.sub("。(?=.)", "。\n", text[:800]) for text in articles(24)[:count]]
    found = sweep(texts, READINGS | FOREIGN)
    low = False
    out(f"{'no byte lost':26}{'asked':>8}{'exact':>8}\n")
    for row, floor in LOSSLESS.items():
        size, _, exact, _ = found[row, "sign", 0.0]
        low |= exact < floor * size
        out(f"{row:26}{floor:8.3f}{exact / size:8.4f}\n")
    totals: dict[tuple[bool, float], Score] = defaultdict(lambda: Score(0, 0, 0, 0))
    for (row, name, rate), one in found.items():
        key = name == "nothing", rate
        if row in FOREIGN:
            one = one._replace(survived=0, exact=0)
        totals[key] = Score(*(a + b for a, b in zip(totals[key], one, strict=True)))
    out(f"{'lost':>26}{'asked':>8}{'exact':>8}{'asked':>12}{'wrong':>9}   characters\n")
    for (silent, rate), (size, survived, exact, wrong) in sorted(totals.items()):
        asked = 0.0 if silent else EXACT[rate]
        most = SILENT[rate] if silent else 0.0
        low |= exact < asked * survived or wrong > most * size
        name = f"{'silently ' if silent else ''}{rate:.1%}"
        out(f"{name:>26}{asked:8.3f}{exact / survived:8.4f}{most:12.6f}{wrong:9}   {size:,}\n")
    sound = articles(4, 1)
    touched = [text for text in sound if list(mojibake_edits(text))]
    low |= bool(touched)
    out(f"{'sound, changed':26}{0:8}{len(touched):8}   of {len(sound)} articles\n")
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for text in sound:
            list(mojibake_edits(text))
        best = min(best, time.process_time() - start)
    low |= best / len(sound) * 1e6 > SPEED
    out(f"{'µs an article':26}{SPEED:8}{best / len(sound) * 1e6:8.0f}\n")
    if "-v" in arguments:
        for (row, name, rate), one in found.items():
            out(f"{row:32}{name:10}{rate:6.3f} {one}\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
