"""Derive the weights of `pipeline/html/classify.toml` from pages with gold by hand.

    python -m benchmarks.fit_lines PAGES [--check] [--write]

PAGES holds `gold.json` and `html/`. A line counts as article when half of its character 4-grams
are in the gold, and for as much as its share of the gold: every page counts the same. Logistic
regression with a ridge, by Newton's method. Pages made up by us, of layouts that PAGES may not
have, count as well, each for a part of a real one. `--check` leaves out a tenth of the hosts and
layouts in turn and prints what the left-out pages score; `--write` fits all and writes the weights.
"""

import json
import pathlib
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict

import numpy as np

from pipeline.html import classify as lines
from pipeline.html import features
from pipeline.html.below import comments
from pipeline.html.extract import headline_lines
from pipeline.html.linearise import linearise
from pipeline.html.parse import page_title, parse_page
from pipeline.html.streams import teasers
from tests.made.pages_far import FAR
from tests.made.pages_odd import KINDS, made
from tests.made.pages_web import TOLD

RIDGE = 300.0  # 30 to 1,000 tried: the best mean on left-out hosts
FOLDS = 10
MADE = 0.3  # of a real page; 0.1 taught less of other layouts, and neither cost on left-out hosts
SEEDS = range(3)  # pages of each layout


def letters(text):
    return features.letters_of(unicodedata.normalize("NFKC", text))


def grams(text, n=4):
    text = letters(text)
    return Counter(text[i : i + n] for i in range(max(1, len(text) - n + 1))) if text else Counter()


def host(name):
    """The site of a page, from the names these files have; a page of unknown host is its own."""
    if name.startswith("daniel"):
        parts = name.split("_")[1].split(".")
        return ".".join(parts[-3:] if parts[-1] in ("cn", "tw", "hk") else parts[-2:])
    return name.split("-")[2] if name.startswith("gne") else name


class Labelled:
    """A page: its lines, their features, whether they are article, how much they count."""

    def __init__(self, html, body, free="", share=1.0):
        root, _ = parse_page(html)
        title = page_title(root)
        self.lines = linearise(root)
        self.lines = self.lines[: comments(self.lines)]
        self.features = features.features(self.lines, title)
        self.headline = lines.headline_of(self.lines, title, self.features)
        self.free = letters(free)
        self.want = grams("\n".join(body))
        self.headlines = headline_lines(self.lines, title)
        self.labels, self.counts = np.array([self._label(x.text) for x in self.lines]).T
        self.counts[list(self.headlines)] = 0
        self.counts *= share
        self.matrix = np.column_stack([np.ones(len(self.lines)), *self.features.values()])

    def _label(self, text):
        have, plain = grams(text), letters(text)
        size = sum(have.values())
        share = sum((have & self.want).values()) / size if size else 0.0
        counts = 0.0 if not plain or plain == self.free else max(0.3, len(plain) - 3)
        return share if len(plain) > 3 else float(share > 0), counts / max(
            1, sum(self.want.values())
        )

    def score(self, weights):
        """F1 on 4-grams of the lines chosen with these weights, with precision and recall."""
        scores = np.clip(self.matrix @ weights, -lines.SURE_SCORE, lines.SURE_SCORE)
        scores[teasers(self.lines)] = -lines.SURE_SCORE
        kept = lines.chosen(self.lines, scores, self.headline)
        texts = [
            x.text
            for i, (x, keep) in enumerate(zip(self.lines, kept, strict=True))
            if keep and letters(x.text) != self.free and i not in self.headlines
        ]
        have = grams("\n".join(texts))
        same = sum((have & self.want).values())
        p, r = same / max(1, sum(have.values())), same / max(1, sum(self.want.values()))
        return p, r, 2 * p * r / (p + r) if same else 0.0


def fit(pages, ridge=RIDGE):
    """The weights that tell best, in units of the features."""
    x = np.concatenate([page.matrix for page in pages])
    y = np.concatenate([page.labels for page in pages])
    count = np.concatenate([page.counts for page in pages])
    count = count / count.sum() * len(count)
    mean, spread = x.mean(0), x.std(0)
    spread[spread < 1e-9] = 1.0
    mean[0], spread[0] = 0.0, 1.0
    z, b = (x - mean) / spread, np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ b))
        slope = z.T @ (count * (p - y)) + ridge * b
        bend = (z * (count * p * (1 - p))[:, None]).T @ z + np.eye(len(b)) * ridge
        step = np.linalg.solve(bend, slope)
        b -= step * min(1.0, 2.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-5:
            break
    weights = b / spread
    weights[0] = b[0] - (b[1:] * mean[1:] / spread[1:]).sum()
    return weights


def real(folder):
    """Pages of PAGES by name, each with its set and host."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, page in sorted(gold.items()):
        html = (folder / "html" / name).read_bytes().decode(page["codec"], "replace")
        titled = page["title_in_gold"]
        body = page["body"][1:] if titled and len(page["body"]) > 1 else page["body"]
        free = page["body"][0] if titled else ""
        yield name, page["set"], host(name), Labelled(html, body, free)


def ours():
    """Made-up pages in Chinese whose text is in the page, by name; their layout is their host."""
    for kind in KINDS:
        for seed in SEEDS if kind not in [*FAR, *TOLD] else ():
            page = made(kind, seed)
            labelled = Labelled(page.html, page.lines, share=MADE)
            yield f"{kind.__name__} {seed}", "made up", kind.__name__, labelled


def check(pages, ridge):
    """What pages score whose hosts were left out, by set."""
    hosts = sorted({h for _, _, h, _ in pages}, key=lambda h: zlib.crc32(f"{h} 3".encode()))
    fold = {h: i % FOLDS for i, h in enumerate(hosts)}
    sets = defaultdict(list)
    for k in range(FOLDS):
        weights = fit([page for _, _, h, page in pages if fold[h] != k], ridge)
        for name, of, h, page in pages:
            if fold[h] == k:
                sets[of].append((page.score(weights), name))
    return sets


def main(arguments):
    pages = [*real(pathlib.Path(arguments[0])), *ours()]
    names = ["bias", *pages[0][-1].features]
    if "--check" in arguments:
        for ridge in (RIDGE / 3, RIDGE, RIDGE * 3) if "--ridge" in arguments else (RIDGE,):
            sets = check(pages, ridge)
            for name, found in sorted(sets.items()):
                p, r, f = (sum(s[i] for s, _ in found) / len(found) for i in range(3))
                lost = sum(s[2] < 0.1 for s, _ in found)
                print(
                    f"{ridge:g} {name}: pages {len(found)} "
                    f"p {p:.4f} r {r:.4f} f1 {f:.4f} lost {lost}"
                )
            if "--worst" in arguments:
                worst = sorted((s[2], s[0], s[1], n) for found in sets.values() for s, n in found)
                for f, p, r, n in worst[:30]:
                    print(f"  f1 {f:.3f} p {p:.3f} r {r:.3f} {n}")
    if "--write" in arguments:
        weights = fit([page for *_, page in pages])
        target = pathlib.Path(lines.__file__).with_name("classify.toml")
        rows = [f'"{name}" = {value:.4f}\n' for name, value in zip(names, weights, strict=True)]
        head = "# Made by benchmarks/fit_lines.py; what each name means stands in classify.py.\n"
        target.write_text(head + "[weights]\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
