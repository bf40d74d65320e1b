"""Fit the weights of `pipeline/metadata/edge_weights.txt` to pages whose articles are known.

    python -m benchmarks.fit_edges FOLDER... [--honest FOLDER...]

The pages of `tests/made/frames.txt`, of `tests/made/kinds` and of each FOLDER, which holds
`gold.json` and `raw/` as `data/families` does: a line near either end of what comes before the cuts
is of the article if the gold has it. Every line of a text in an honest folder is: laws, recipes,
tutorials, manuals, news that was cleaned before. Logistic regression with a ridge; features of
fewer than three pages and weights near zero are left out. What it is worth is told by pages that
are not among these.
"""

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import optimize, sparse

from pipeline import stages
from pipeline.boilerplate.cut.edges import REACH
from pipeline.metadata import edge_scores
from pipeline.metadata.layout import fold
from pipeline.model.article import Record, Refused
from tests.gates import kinds
from tests.made import frames

RIDGE = 2.0  # 1 to 4 gave the same on left-out folders
LEAD = 40  # characters of a paragraph that a line of the article holds; of a headline frames do too
GLUED = 5  # characters of a paragraph that one end of a line may be
PAGES = 3  # that have a feature, at least; a name or an address is on fewer
ROUNDS = 3  # of each made-up frame: as many as make its words features
LEAST = 0.05  # of a weight: smaller ones, two thirds of all, change no line
WEIGHTS = Path("pipeline/metadata/edge_weights.txt")
HEADER = """\
## What the features of a line near an end of a page add to the log-odds that it is no part of the
## article, fitted by `benchmarks.fit_edges`. First: one to three characters of the line (0 is
## any digit, ^ and $ are its ends, … stands for the middle of a long one), or `shape:value`; see
## `edge_scores.py`. A row that begins with a tab is the constant.
"""
QUOTES = str.maketrans("“”‘’「」『』—–", "\"\"''\"\"''--")


class Labelled(NamedTuple):
    """A line's features, 1 if it is no part of the article, and its page and folder."""

    features: frozenset[str]
    label: int
    page: int
    folder: str


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(QUOTES).split())


def pages(folder: Path, *, honest: bool) -> Iterator[tuple[str, dict | None]]:
    """The text of each page before the cuts, and its entry in the gold; None where all stays."""
    gold = {} if honest else json.loads((folder / "gold.json").read_text("utf-8"))
    raw = folder if honest else folder / "raw"
    for file in sorted(path for path in raw.rglob("*") if path.is_file()):
        entry = gold.get(str(file.relative_to(raw)))
        if not honest and (entry is None or entry.get("glued")):
            continue
        media = "text/html" if file.suffix in (".html", ".htm") else "text/plain"
        try:
            draft = stages.prepare(Record(file.name, file.read_bytes(), media, None, {}))
        except Refused:
            continue
        yield draft.text, entry


def _spellings(parts: Iterable[str | list[str] | None]) -> frozenset[str]:
    """All that parts of the gold may read as."""
    listed = ([part] if isinstance(part, str) else part or () for part in parts)
    return frozenset(plain(text) for texts in listed for text in texts if text)


def _of_article(lines: Sequence[str], entry: dict | None) -> list[bool]:
    """Which lines are of the article, hold its headline, or have a paragraph glued to them."""
    if entry is None:
        return [True] * len(lines)
    body = _spellings(entry["body"])
    stays = body | _spellings([entry["optional"], entry["title"]])
    whole = "\n".join(stays)
    long = [one for one in stays if len(one) > LEAD]
    short = tuple(one for one in body if len(one) >= GLUED)
    return [
        line in whole
        or line.startswith(short)
        or line.endswith(short)
        or any(o in line for o in long)
        for line in map(plain, lines)
    ]


def labelled(folders: Sequence[Path], *, honest: bool) -> Iterator[Labelled]:
    """The lines near both ends of the pages of some folders."""
    for folder in folders:
        for page, (text, entry) in enumerate(pages(folder, honest=honest)):
            lines = [line for line in fold(text).split("\n") if line.strip()]
            yield from _near_ends(lines, _of_article(lines, entry), page, str(folder))


def made() -> Iterator[Labelled]:
    """The lines near both ends of made-up frames."""
    for number, page in enumerate(frames.pages(ROUNDS)):
        lines = fold("\n".join(line.text for line in page)).split("\n")
        yield from _near_ends(lines, [line.of_article for line in page], number, "frames")


def _near_ends(
    lines: Sequence[str], of_article: Sequence[bool], page: int, folder: str
) -> Iterator[Labelled]:
    for i, stays in enumerate(of_article):
        if min(i, len(lines) - 1 - i) < REACH // 2:
            features = edge_scores.edge_features(lines, i)
            yield Labelled(features, int(not stays), page, folder)


def fit(rows: Sequence[Labelled]) -> dict[str, float]:
    """The weight of each feature; the constant has no name."""
    on = Counter(name for page in _by_page(rows) for name in page)
    index = {name: i for i, name in enumerate(sorted(n for n, many in on.items() if many >= PAGES))}
    places = [[index[name] for name in row.features if name in index] for row in rows]
    matrix = sparse.csr_matrix(
        (
            np.ones(sum(map(len, places))),
            np.concatenate(places),
            np.cumsum([0, *map(len, places)]),
        ),
        shape=(len(rows), len(index)),
    )
    signs = np.array([2 * row.label - 1 for row in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (matrix @ weights[:-1] + weights[-1])
        slope = -signs / (1 + np.exp(np.minimum(margins, 50)))
        penalty = RIDGE / 2 * (weights[:-1] @ weights[:-1])
        gradient = np.append(matrix.T @ slope + RIDGE * weights[:-1], slope.sum())
        return float(np.logaddexp(0, -margins).sum() + penalty), gradient

    zeros = np.zeros(len(index) + 1)
    weights = optimize.minimize(
        loss, zeros, jac=True, method="L-BFGS-B", options={"maxiter": 200}
    ).x
    named = dict(zip(index, weights.tolist(), strict=False))
    kept = {name: round(weight, 2) for name, weight in named.items() if abs(weight) >= LEAST}
    return {"": round(float(weights[-1]), 2), **kept}


def _by_page(rows: Sequence[Labelled]) -> Iterator[frozenset[str]]:
    pages: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        pages.setdefault((row.folder, row.page), set()).update(row.features)
    yield from map(frozenset, pages.values())


def write(weights: dict[str, float]) -> None:
    rows = "".join(f"{name}\t{weight:g}\n" for name, weight in sorted(weights.items()))
    WEIGHTS.write_text(HEADER + rows, "utf-8")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--honest", nargs="*", type=Path, default=[])
    given = asked.parse_args()
    with kinds.unpacked() as seen:
        rows = [*labelled([*given.folders, *seen], honest=False)]
    rows += [*made(), *labelled(given.honest, honest=True)]
    weights = fit(rows)
    write(weights)
    print(
        f"{len(rows)} lines, {sum(row.label for row in rows)} of no article, {len(weights)} weights"
    )


if __name__ == "__main__":
    main()
