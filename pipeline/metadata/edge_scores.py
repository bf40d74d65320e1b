"""How much a line at the edge of a page looks like a part of the page rather than of its article.

A linear score over the characters of a line and its shape, as in logistic regression: what each
feature adds stands in `edge_weights.txt`, log-odds, fitted by `benchmarks.fit_edges` to pages
whose articles are known. One evidence among others: `edges` adds the scores of whole runs of lines.
Texts are folded (see `layout`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from operator import add

from pipeline.metadata.layout import ends_sentence
from pipeline.metadata.wording import words_of

_DIGIT, _NUMBER = re.compile(r"\d"), re.compile("0{5,}")
_WHOLE, _HEAD, _TAIL = 70, 40, 25  # characters of a line that are read: all, or those at its ends
_LENGTHS = (4, 8, 14, 22, 35, 60, 100, 200)
_BARS = re.compile("[|·»>]")
_LATIN = re.compile("[A-Za-z]")
_COMMAS = re.compile("[,;]")
_FAR = 8  # lines from an end, from which on all are as far


def edge_score(lines: Sequence[str], i: int) -> float:
    """Log-odds that line `i` of a page's lines, none of them blank, is no part of its article.

    >>> page = ["他走了很远的路,直到天黑才看见渡口的灯。"] * 4 + ["上一篇:没有了 下一篇:渡口的钟"]
    >>> edge_score(page, 4) > 0 > edge_score(page, 3)
    True
    """
    weights = _weights()
    return (weights[""] + sum(map(weights.get, edge_features(lines, i), repeat(0)))) / 100


def edge_features(lines: Sequence[str], i: int) -> frozenset[str]:
    """The names of the features of line `i`: runs of its characters, and `shape:value`."""
    line = _NUMBER.sub("0000", _DIGIT.sub("0", lines[i].strip()))
    shown = line if len(line) < _WHOLE else f"{line[:_HEAD]}…{line[-_TAIL:]}"
    one = f"^{shown}$"
    two = list(map(add, one, one[1:]))
    return frozenset(chain(one, two, map(add, two, one[2:]), _shape(line, lines, i)))


def _shape(line: str, lines: Sequence[str], i: int) -> Iterator[str]:
    """The features of a line, written with zeros for digits, but for its runs of characters."""
    length = sum(len(line) > bound for bound in _LENGTHS)
    above, below = min(i, _FAR), min(len(lines) - 1 - i, _FAR)
    letters = max(1, len(line))
    yield f"length:{length}"
    yield f"sentence:{ends_sentence(line)},{length > 1}"
    yield f"above:{above}"
    yield f"below:{below}"
    yield f"edge:{min(above, below)},{length}"
    yield f"blanks:{min(4, line.count(' '))}"
    yield f"bars:{min(3, len(_BARS.findall(line)))}"
    yield f"commas:{min(3, len(_COMMAS.findall(line)))}"
    said = words_of(line)
    yield f"words:{min(4, len({*said.words}))},{int(5 * said.share)}"
    yield f"share:{int(5 * said.share)}"
    yield from (f"word:{word}" for word in said.words)
    yield f"digits:{5 * line.count('0') // letters}"
    yield f"latin:{5 * len(_LATIN.findall(line)) // letters}"
    for name, at in (("before", i - 1), ("after", i + 1)):
        if 0 <= at < len(lines):
            other = lines[at].strip()
            yield f"{name}:{min(5, len(other) // 15)},{ends_sentence(other)}"
        else:
            yield f"{name}:none"


@cache
def _weights() -> dict[str, int]:
    """The weights in hundredths, whose sum is the same in any order."""
    rows = files("pipeline.metadata").joinpath("edge_weights.txt").read_text("utf-8")
    pairs = (row.rsplit("\t", 1) for row in rows.split("\n") if row and not row.startswith("##"))
    return {name: round(100 * float(weight)) for name, weight in pairs}
