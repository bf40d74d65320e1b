"""How much of the dirt of made-up sites is cut, and how much that is honest, per generator.

    python -m tests.gates.marks [SITES] [--show]

Fails when a figure is worse than its floor in `floors.toml`.
"""

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.stages.marks import Matcher, edits
from pipeline.surveys.templates import Tally, learn, observe
from tests.sites import Page, corpus

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass
class Score:
    """Characters of dirt and of honest text, and how many of each were cut."""

    dirt: int = 0
    dirt_cut: int = 0
    honest: int = 0
    honest_cut: int = 0

    @property
    def recall(self) -> float:
        return self.dirt_cut / self.dirt if self.dirt else 1.0

    @property
    def harm(self) -> float:
        return self.honest_cut / self.honest if self.honest else 0.0


def score(pages: Iterable[Page], show: bool = False) -> dict[str, Score]:
    """The score of each generator and of `all`."""
    pages = list(pages)
    tally = Tally()
    for page in pages:
        tally.add(observe(page.text, path=page.path, site=page.site, title=page.title))
    matcher = Matcher(learn(tally))
    scores: dict[str, Score] = {}
    for page in pages:
        text, dirt = page.text, page.dirt
        cut = [False] * len(text)
        for edit in edits(text, matcher, site=page.site):
            cut[edit.start : edit.end] = [True] * (edit.end - edit.start)
        if show:
            _show(page, cut)
        for name in (page.kind, "all"):
            one = scores.setdefault(name, Score())
            one.dirt += dirt.count(True)
            one.honest += dirt.count(False)
            one.dirt_cut += sum(gone and bool(bad) for gone, bad in zip(cut, dirt, strict=True))
            one.honest_cut += sum(
                gone and bad is False for gone, bad in zip(cut, dirt, strict=True)
            )
    return scores


def _show(page: Page, cut: list[bool]) -> None:
    """Print the lines of a page on which something is wrong."""
    at = 0
    dirt = page.dirt
    for line in page.text.split("\n"):
        flags = [(gone, bad) for gone, bad in zip(cut, dirt, strict=True)][at : at + len(line)]
        wrong = "".join(
            "!" if gone and bad is False else "-" if bad and not gone else " "
            for gone, bad in flags
        )
        if wrong.strip():
            first = max(0, min(i for i, w in enumerate(wrong) if w != " ") - 12)
            sys.stdout.write(f"{page.kind} {page.path} | {line[first:]} | {wrong.strip()}\n")
        at += len(line) + 1


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a floor is missed."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["marks"]
    scores = score(corpus(1, numbers[0] if numbers else floors["sites"]), "--show" in arguments)
    sys.stdout.write(f"{'kind':24}{'dirt':>8}{'cut':>8}{'honest':>9}{'harm':>9}" + "\n")
    for name, one in sorted(scores.items()):
        sys.stdout.write(
            f"{name:24}{one.dirt:8}{one.recall:8.4f}{one.honest:9}{one.harm:9.5f}" + "\n"
        )
    total = scores["all"]
    good = total.recall >= floors["dirt_cut"] and total.harm <= floors["honest_cut"]
    sys.stdout.write("reached\n" if good else f"MISSED: {floors}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
