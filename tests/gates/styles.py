"""How many of the watermarks of 373 styles go, from corpora of sites and from single pages.

    python -m tests.gates.styles [--show STYLE] [--seed N] [STYLE …]

Corpora come with an address on each page and without; single pages are counted for the styles that
hold what no author writes. Fails when a figure is worse than its floor in `floors.toml`.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from pipeline import stages
from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.templates import Tally, learn
from pipeline.model.article import Draft, Record
from tests.made.watermarks import STYLES, Page, corpus, score, single_page, url

FLOORS = Path(__file__).with_name("floors.toml")
WAYS = ("address", "none", "alone")
SINGLE = 4  # pages of a style that are cleaned alone


def prepared(page: Page) -> Draft:
    address = url(page)
    known = {"url": address} if address else {}
    return stages.prepare(Record(page.path, page.text.encode(), "text/plain", "utf-8", known))


def together(pages: Sequence[Page]) -> Iterator[str]:
    """The pages cleaned as one corpus."""
    drafts = [prepared(page) for page in pages]
    tally = Tally()
    seen = [stages.observed(draft) for draft in drafts]
    for one in seen:
        tally.add(one)
    matcher = Matcher(learn(tally))
    for draft, one in zip(drafts, seen, strict=True):
        cuts = watermark_edits(draft.text, matcher, site=draft.home, proved=one.proved)
        yield stages.finish(draft, cuts, "simplified").text


def alone(pages: Sequence[Page]) -> Iterator[str]:
    """The pages cleaned as if each were the only one."""
    for page in pages:
        draft = prepared(page)
        yield stages.finish(draft, stages.taught(draft), "simplified").text


def measured(name: str, way: str, seed: int, show: bool) -> Counter[str]:
    """What became of the pages of one style."""
    style = STYLES[name]
    if way == "alone":
        pages = [single_page(style, seed * 10 + n) for n in range(SINGLE)]
        cleaned = alone(pages)
    else:
        pages = corpus(style, seed, with_address=way == "address")
        cleaned = together(pages)
    total: Counter[str] = Counter()
    for page, text in zip(pages, cleaned, strict=True):
        found = score(text, page.paragraphs, page.planted)
        total.update(found._asdict())
        total["honest"] += sum(map(len, page.paragraphs))
        if show and (found.removed < found.planted or found.honest_cut or found.halves):
            print(f"--- {name} {way} {page.path} {found}\n{text}")
    return total


def figures(totals: Iterable[Counter[str]]) -> dict[str, float]:
    whole: Counter[str] = Counter()
    for total in totals:
        whole.update(total)
    return {
        "removed": whole["removed"] / max(1, whole["planted"]),
        "honest_cut": whole["honest_cut"] / max(1, whole["honest"]),
        "halves": whole["halves"],
    }


def main(arguments: Sequence[str]) -> int:
    """How many floors were missed."""
    shown = "--show" in arguments
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    names = [name for name in arguments if name in STYLES] or sorted(STYLES)
    asked = [(name, way) for name in names for way in WAYS if way != "alone" or STYLES[name].proves]
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(measured, seed=seed, show=shown), *zip(*asked, strict=True))
        totals = dict(zip(asked, found, strict=True))
    for name in names:
        row = [figures([totals[name, way]]) for way in WAYS if (name, way) in totals]
        print(
            f"{name:22}",
            *(f"{one['removed']:.3f}" for one in row),
            *(f"halves {one['halves']:.0f}" for one in row if one["halves"]),
            *(f"cut {one['honest_cut']:.6f}" for one in row if one["honest_cut"]),
        )
    missed = 0
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["styles"]
    for way in WAYS:
        figure = figures(total for (_, how), total in totals.items() if how == way)
        print(way, *(f"{key} {value:.5f}" for key, value in figure.items()))
        missed += figure["removed"] < floors[f"{way}_removed"]
        missed += figure["honest_cut"] > floors["honest_cut"]
        missed += figure["halves"] > floors["halves"]
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
