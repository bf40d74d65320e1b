"""Sentences of a text, gathered into blocks that MinHash can compare."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np

from pipeline.characters import opencc

SHINGLE = 5
PERMUTATIONS = 64
# 16 bands of 4 propose from a Jaccard of 0.5 on: one block holds twice the other.
_BANDS = (16, 4)

_SENTENCE = re.compile(r"[^。！？!?…\n]+[。！？!?…]*[”’」』）)】]*")
_DROP = re.compile(r"[\W_]+")


class Sentence(NamedTuple):
    """`text[start:end]` in line `line`; `key` holds its letters and digits only, Simplified."""

    start: int
    end: int
    line: int
    key: str


def mixed_scripts(text: str) -> bool:
    """Whether both Simplified and Traditional forms of very common characters occur."""
    return any(t in text for t in "這們國來會對說時") and any(s in text for s in "这们国来会对说时")


@cache
def _simplified() -> opencc.Codes:
    table = opencc.table("TSCharacters").copy()
    table[ord("著")] = ord("着")  # OpenCC leaves it, and mainland pages write 着
    return table


def fold_script(text: str) -> str:
    """The text with every Traditional character Simplified, of the same length."""
    return opencc.text(_simplified().take(opencc.codes(text), mode="clip"))


def bare_key(text: str) -> str:
    """The letters and digits of a folded text, width and case folded: what light edits leave.

    >>> bare_key("Ａ股“收盘”，上涨 ２％。")
    'a股收盘上涨2'
    """
    return _DROP.sub("", unicodedata.normalize("NFKC", text)).lower()


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, each inside one line; marks without letters are none."""
    found, start = [], 0
    folded = fold_script(text) if mixed_scripts(text) else text
    for number, line in enumerate(folded.split("\n")):
        for piece in _SENTENCE.finditer(line):
            letters = bare_key(piece.group())
            if letters:
                found.append(Sentence(start + piece.start(), start + piece.end(), number, letters))
        start += len(line) + 1
    return found


def _blocks(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Ranges of sentences, cut where a sentence's own hash says so.

    Boundaries that depend on content fall alike in every copy, whatever stands before it. Some 20
    blocks to a text: fewer, and a block may hold the end of one copy and the start of the next.
    """
    most = min(max(sum(map(len, keys)) // 20, 40), 400)
    found, start, size = [], 0, 0
    for i, letters in enumerate(keys):
        size += len(letters)
        if size >= most or (size >= most // 4 and crc32(letters.encode()) % 3 == 0):
            found.append((start, i + 1))
            start, size = i + 1, 0
    if start < len(keys):
        found.append((start, len(keys)))
    return found


def alike_blocks(keys: Sequence[str]) -> Iterator[tuple[range, range]]:
    """The blocks of sentences that MinHash proposes to be alike, the earlier one first."""
    from datasketch import MinHash  # 0.7 s: only here, and seldom

    blocks = [range(*block) for block in _blocks(keys)]
    # The bands of one text's few blocks are compared as they are: an index would cost twice more.
    bands = np.empty((len(blocks), *_BANDS), np.uint64)
    for number, block in enumerate(blocks):
        letters = "".join(keys[i] for i in block)
        shingles = {letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))}
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=crc32)
        sketch.update_batch([s.encode() for s in shingles])
        bands[number] = sketch.hashvalues.reshape(_BANDS)
        alike = (bands[:number] == bands[number]).all(axis=2).any(axis=1)
        for other in np.flatnonzero(alike).tolist():
            yield blocks[other], block
