"""Derive the weights of `pipeline/html/confidence.toml` from pages with gold by hand.

    python -m benchmarks.fit_confidence PAGES… [--write]

Each of PAGES holds `gold.json` and `html/`; an empty `body` there says that the page is an index,
a home page, a form: whatever is chosen of it scores 0. Pages made up by us count beside them. Since
the rules know most of these hosts, each page comes a second time without its classes and ids, and a
third time without headings and paragraphs too, as one of an unknown template. What is predicted is
the F1 of a page on character 4-grams: logistic regression on a share, with a ridge. Printed is what
it says of pages whose hosts were left out of the fit: how far it is off on the average, how it
ranks them, and what pages score for each step of it. `--write` fits all and writes the weights.
"""

import re
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.fit_lines import FOLDS, grams, host, letters
from pipeline.html import confidence
from pipeline.html.extract import choose_lines, headline_lines
from pipeline.model.article import Refused
from tests.made.pages_odd import KINDS, made

RIDGE = 0.1
SEEDS = range(3)
_NAMES = re.compile(r"\s(?:class|id|itemprop|role)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_TAGS = re.compile(r"(</?)(?:h[1-6]|p|article|main|section|nav|aside|header|footer)\b", re.I)
STEPS = (0, 0.6, 0.8, 0.9, 0.95, 1.01)


def measured(html, body, free=""):
    """The signals of a page and the F1 of what was chosen; None where no page is seen."""
    try:
        chosen = choose_lines(html)
    except Refused:
        return None
    drop = headline_lines(chosen.page, chosen.title)
    texts = [
        line.text
        for i, line in enumerate(chosen.page)
        if chosen.article[i] and i not in drop and letters(line.text) != letters(free)
    ]
    have, want = grams("\n".join(texts)), grams("\n".join(body))
    same = sum((have & want).values())
    f1 = 2 * same / (sum(have.values()) + sum(want.values())) if same else 0.0
    return [*chosen.signals().values()], f1


def variants(html):
    """A page as it is, without the names of its blocks, without its headings and paragraphs."""
    bare = _NAMES.sub("", html)
    return html, bare, _TAGS.sub(r"\1div", bare)


def real(folder):
    """Signals, F1 and host of each page of PAGES."""
    import json

    for name, page in sorted(json.loads((folder / "gold.json").read_text("utf-8")).items()):
        html = (folder / "html" / name).read_bytes().decode(page["codec"], "replace")
        titled = page["title_in_gold"] and len(page["body"]) > 1
        body, free = (page["body"][1:], page["body"][0]) if titled else (page["body"], "")
        for each in variants(html):
            if found := measured(each, body, free):
                yield *found, host(name)


def ours():
    """Signals, F1 and layout of each page made up by us."""
    for kind in KINDS:
        for seed in SEEDS:
            page = made(kind, seed)
            for each in variants(page.html) if page.lines else ():
                if found := measured(each, page.lines):
                    yield *found, kind.__name__


def fit(x, y):
    """The weights that predict best, the first for what is always true."""
    x = np.column_stack([np.ones(len(x)), x])
    b = np.zeros(x.shape[1])
    keep = np.eye(len(b)) * RIDGE
    keep[0, 0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + keep, x.T @ (p - y) + keep @ b)
        b -= step * min(1.0, 2.0 / np.abs(step).max())
    return b


def main(arguments):
    folders = [Path(name) for name in arguments if name != "--write"]
    found = [one for folder in folders for one in real(folder)] + [*ours()]
    x, y = np.array([one[0] for one in found]), np.array([one[1] for one in found])
    fold = np.array([zlib.crc32(one[2].encode()) % FOLDS for one in found])
    said = np.zeros(len(y))
    for k in range(FOLDS):
        b = fit(x[fold != k], y[fold != k])
        said[fold == k] = 1 / (1 + np.exp(-np.column_stack([np.ones(len(x)), x])[fold == k] @ b))
    ranks = np.corrcoef(said.argsort().argsort(), y.argsort().argsort())[0, 1]
    off, least = np.abs(said - y).mean(), np.abs(y - y.mean()).mean()
    print(f"{len(y)} pages, F1 {y.mean():.3f}, off by {off:.3f}, the mean by {least:.3f}")
    print(f"ranks agree {ranks:.2f}")
    for low, high in pairwise(STEPS):
        some = (said >= low) & (said < high)
        if some.any():
            print(f"  said {low:.2f} to {min(high, 1):.2f}: {some.sum():4} pages, said "
                  f"{said[some].mean():.3f}, F1 {y[some].mean():.3f}, "
                  f"below .9 {(y[some] < 0.9).mean():.2f}")  # fmt: skip
    if "--write" in arguments:
        names = ["bias", *confidence.signals([], [], [], headed=True)]
        target = Path(confidence.__file__).with_name("confidence.toml")
        head = "# Made by benchmarks/fit_confidence.py; the names stand in confidence.py.\n"
        rows = [f'"{n}" = {w:.3f}\n' for n, w in zip(names, fit(x, y), strict=True)]
        target.write_text(head + "[weights]\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
