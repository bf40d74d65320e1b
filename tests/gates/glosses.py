"""How much of glossed pages comes back, and what is left alone: asked and got.

    python -m tests.gates.glosses

Texts are real ones, made Traditional and damaged at run time; none is kept.
"""

import itertools
import json
import random
import re
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

from pipeline.characters import glosses
from pipeline.model.edits import Text
from tests.conftest import SHARED
from tests.made.gloss_simulator import damaged, spun, table_of
from tests.made.unseen.damaged import traditional
from tests.made.unseen.prose import Writer

_PRIVATE = re.compile("[\ue000-\uf8ff]")


def main(how_many: int = 60) -> int:
    """Print the table; 0 if everything asked was got."""
    source = SHARED / "data" / "inews" / "dev.jsonl"
    if not source.exists():
        sys.stdout.write(f"skipped: no {source}\n")
        return 0
    news, made = _traditional(source, how_many), _made_up(how_many)
    rows = [
        ("news, private-use characters kept", 0.998, _share(news, table_of, private=True)),
        ("news, private-use characters lost", 0.99, _share(news, table_of, private=False)),
        ("made up, private-use characters kept", 0.998, _share(made, table_of, private=True)),
        ("made up, private-use characters lost", 0.99, _share(made, table_of, private=False)),
        ("made up, another table of readings", 0.998, _share(made, _other_table, private=True)),
        ("made up, spun: pages exact", 1.0, _spun(made)),
        ("news, not damaged: left alone", 1.0, _left_alone(news)),
        ("made up, not damaged: left alone", 1.0, _left_alone(made)),
    ]
    for name, asked, got in rows:
        sys.stdout.write(f"{name:50} asked {asked:.3f}  got {got:.4f}\n")
    return int(any(got < asked for _, asked, got in rows))


def _traditional(source: Path, how_many: int) -> list[str]:
    """Every other article at most: on the rest the pairs of likely.py were counted."""
    with source.open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for i, row in enumerate(rows) if i % 2 == 0]
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


def _made_up(how_many: int) -> list[str]:
    """Texts of seeds that nothing else uses, as a site's machine makes them Traditional."""
    writers = (Writer(f"glossed-{number}", half=number % 4 == 3) for number in range(how_many))
    return [traditional("\n".join(writer.body(8, 16))) for writer in writers]


def _other_table(text: str) -> dict[str, str]:
    """Fewer characters, the last reading of each, in the letters of some GBK tables."""
    return {
        char: PINYIN_DICT[ord(char)].split(",")[-1].replace("a", "ɑ").replace("g", "ɡ")
        for char in table_of(text, 25)
    }


def _spun(texts: list[str]) -> float:
    """The share of pages that spinning tools glossed, each in a way of its own, had back whole."""
    ways = list(itertools.product((False, True), (False, True), (False, True), ("", "😀", "✨")))
    same = 0
    for number, text in enumerate(texts):
        toned, blank, wide, emoji = ways[number % len(ways)]
        script = text if number % 2 else simplified(text)
        dice = random.Random(number)
        page = spun(script, dice, toned=toned, blank=blank, wide=wide, emoji=emoji)
        same += restored(page) == script
    return same / len(texts)


def simplified(text: str) -> str:
    """The text in Simplified characters."""
    return str(OpenCC("t2s").convert(text))


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def restored(page: str) -> str:
    """The page after the gloss pass."""
    text = Text(page)
    text.apply("glosses", glosses.gloss_edits(page))
    return text.now


def _share(texts: list[str], table: Callable[[str], dict[str, str]], *, private: bool) -> float:
    """The share of characters that come back."""
    same = whole = 0
    for text in texts:
        page = damaged(text, table(text))
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
