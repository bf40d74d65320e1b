"""Fit the weights of `pipeline/metadata/headline_weights.txt` to pages whose headlines are known.

    python -m benchmarks.fit_headlines FOLDER... [--honest FOLDER...] [--leave-out]

The pages of `tests/made/kinds` and of each FOLDER, which holds `gold.json` and `raw/` as
`data/families` does; in honest folders no line above a text is a headline that a page has beside
its text, but for the one that stands there as such. A conditional logit with a ridge: of the lines
of a page one is its headline, or none is. With `--leave-out` each folder is told by the weights
that the others give, and nothing is written.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import optimize, sparse

from pipeline import stages
from pipeline.metadata import head, head_lines, headline, headline_scores
from pipeline.metadata.layout import fold
from pipeline.model.article import Record, Refused
from tests.gates import kinds
from tests.made import heads

RIDGE = 4.0  # 1 and 2 gave eight pages less of 990 on left-out folders
MISSING = 0.04  # weight of a page whose headline was taken out: few are such
WEIGHTS_OF = {"cases": 8, "made/honest": 2}  # what is asked for, and what is never to happen
ROUNDS = 3  # of each made-up head
CASES = sorted(Path("tests/cases/head").glob("*.txt"))
LEAST = 0.02  # of a weight
WEIGHTS = Path("pipeline/metadata/headline_weights.txt")
HEADER = """\
## What the features of a line above a text add to its score to be the headline, and those of a page
## (`none:`) to the score that it has none, fitted by `benchmarks.fit_headlines`; see
## `headline_scores.py`.
"""


class Choice(NamedTuple):
    """The features of each line of a page and of none, and which of them are right."""

    features: list[frozenset[str]]
    right: list[int]
    where: str
    missing: bool  # its headline was taken out


def page_of(file: Path) -> Iterator[head_lines.Page]:
    """A page of text as `head` reads it."""
    caught: list[head_lines.Page] = []
    original = head.read_page

    def catch(text: str, code: frozenset[int], never: str) -> head_lines.Page:
        caught.append(original(text, code, never))
        return caught[-1]

    head.read_page = catch
    try:
        stages.prepare(Record(file.name, file.read_bytes(), "text/plain", None, {}))
    except Refused:
        return
    finally:
        head.read_page = original
    yield from caught[:1]


def choices(folder: Path, *, honest: bool) -> Iterator[Choice]:
    """The text pages of a folder, and each without its headline; honest texts with a frame."""
    gold = {} if honest else json.loads((folder / "gold.json").read_text("utf-8"))
    raw, where = folder if honest else folder / "raw", f"{folder.parent.name}/{folder.name}"
    for file in sorted(path for path in raw.rglob("*") if path.is_file()):
        entry = gold.get(str(file.relative_to(raw)))
        if file.suffix in (".html", ".htm") or (not honest and not (entry and entry["title"])):
            continue
        for page in page_of(file):
            if honest or entry["kind"] == "clean":
                if head.is_framed(page, head_lines.look(page)):
                    yield from choice(page, [], where)  # what is clean keeps its first line
                continue
            told = entry["title"]
            yield from both(page, [told] if isinstance(told, str) else told, where)


def made() -> Iterator[Choice]:
    """The made-up heads of `tests/made/heads.txt` and the cases of `tests/cases/head`."""
    for page in heads.pages(ROUNDS):
        yield from both(_page(page.text), [page.facts.get("title")], "made heads")
    for file in CASES:
        before, _, rest = file.read_text("utf-8").partition("\n=== becomes\n")
        title = re.search("^title: (.+)$", rest, re.M)
        yield from both(_page(before.rstrip("\n")), [title and title[1]], "cases")


def _page(text: str) -> head_lines.Page:
    return head_lines.read_page(text, frozenset())


def both(page: head_lines.Page, titles: Sequence[str | None], where: str) -> Iterator[Choice]:
    """A page, and the same without any line that holds its headline."""
    told = [_bare(title) for title in titles if title]
    yield from choice(page, told, where)
    left = [line.text for line in page.lines if not any(t in _bare(line.text) for t in told)]
    if told and len(left) < len(page.lines):
        yield from choice(_page("\n".join(left)), [], where, missing=True)


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def choice(
    page: head_lines.Page, titles: Sequence[str], where: str, *, missing: bool = False
) -> Iterator[Choice]:
    """A page whose headline is one of its lines, or whose lines are none where no title is told."""
    read = head_lines.look(page)
    lines = [*headline_scores.line_features(page, read)]
    texts = [page.folded[i] for i, _ in lines]
    words = [_bare(text[slice(*headline.trimmed(text, read.site))]) for text in texts]
    right = [n for n, one in enumerate(words) if one in titles]
    right = right or [n for n, one in enumerate(texts) if any(t in _bare(one) for t in titles)]
    if lines and (right or not titles):
        features = [*(names for _, names in lines), headline_scores.page_features(page, read)]
        yield Choice(features, right or [len(lines)], where, missing)


def fit(pages: Sequence[Choice]) -> dict[str, float]:
    """The weight of each feature."""
    rows = [names for page in pages for names in page.features]
    index = {name: i for i, name in enumerate(sorted({name for row in rows for name in row}))}
    places = [[index[name] for name in row] for row in rows]
    ends = np.cumsum([0, *map(len, places)])
    shape = (len(rows), len(index))
    matrix = sparse.csr_matrix((np.ones(ends[-1]), np.concatenate(places), ends), shape=shape)
    sizes = [len(page.features) for page in pages]
    starts = np.cumsum([0, *sizes])[:-1]
    of = np.repeat(np.arange(len(pages)), sizes)
    weigh = np.array(
        [WEIGHTS_OF.get(page.where, 1) * (MISSING if page.missing else 1) for page in pages]
    )
    good = np.zeros(len(rows))
    for start, page in zip(starts, pages, strict=True):
        good[[start + n for n in page.right]] = 1

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        every, hit = np.add.reduceat(odds, starts), np.add.reduceat(odds * good, starts)
        slope = weigh[of] * (odds / every[of] - odds * good / hit[of])
        value = weigh @ np.log(every / hit) + RIDGE / 2 * (weights @ weights)
        return float(value), matrix.T @ slope + RIDGE * weights

    zeros = np.zeros(len(index))
    weights = optimize.minimize(loss, zeros, jac=True, method="L-BFGS-B").x
    named = dict(zip(index, weights.tolist(), strict=True))
    return {name: round(one, 2) for name, one in named.items() if abs(one) >= LEAST}


def is_right(page: Choice, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0) for name in names) for names in page.features]
    return scores.index(max(scores)) in page.right


def leave_out(pages: Sequence[Choice]) -> None:
    """Print how many headlines of each folder the weights tell that the others give."""
    for where in sorted({page.where for page in pages}):
        weights = fit([page for page in pages if page.where != where])
        for missing in (False, True):
            left = [one for one in pages if one.where == where and one.missing == missing]
            right = sum(is_right(one, weights) for one in left)
            print(
                f"{where:24} {'without' if missing else 'with':8} of {len(left):4} right {right:4}"
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--honest", nargs="*", type=Path, default=[])
    parser.add_argument("--leave-out", action="store_true")
    given = parser.parse_args()
    with kinds.unpacked() as seen:
        pages = [one for f in [*given.folders, *seen] for one in choices(f, honest=False)]
    pages += [one for folder in given.honest for one in choices(folder, honest=True)]
    pages += made()
    if given.leave_out:
        leave_out(pages)
        return
    weights = fit(pages)
    rows = "".join(f"{name}\t{weight:g}\n" for name, weight in sorted(weights.items()))
    WEIGHTS.write_text(HEADER + rows, "utf-8")
    print(f"{len(pages)} pages, {sum(is_right(one, weights) for one in pages)} right")


if __name__ == "__main__":
    main()
