"""How much of the dirt of made-up sites is cut, and how much that is honest, per generator.

    python -m tests.gates.marks [SITES] [--show]

Then the attacks, of which nothing may be cut, and real news without any dirt, where it is at hand:
every removal is listed. Fails when a figure is worse than its floor in `floors.toml`.
"""

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from unittest.mock import patch

from pipeline import flow
from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.templates import Tally, learn, observe
from pipeline.corpus.folder import Reader
from pipeline.model.ledger import read_entry
from pipeline.report import learned_rules, progress
from pipeline.run.settings import Options
from tests.conftest import SHARED
from tests.made import prose
from tests.made.marked_sites import Page, advertised, corpus, framed, honest, unnamed

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
    seen = [observe(page.text, path=page.path, site=page.site, title=page.title) for page in pages]
    for shown in seen:
        tally.add(shown)
    matcher = Matcher(learn(tally))
    scores: dict[str, Score] = {}
    for page, shown in zip(pages, seen, strict=True):
        text, dirt = page.text, page.dirt
        cut = [False] * len(text)
        for edit in watermark_edits(text, matcher, site=page.site, proved=shown.proved):
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


def attacks() -> Iterator[Page]:
    """Pages made so that an honest text is taken for page chrome."""
    rng = Random(9)
    planted = prose.sentence(rng) + "。"
    for n in range(500):
        spam = honest(*prose.article(rng, 3, 5))
        call = [[(f"加微信领取第{n}份资料", True)], [("扫码关注本站", True)]]
        paragraphs = (*spam, *honest(planted), *call)
        yield Page("attack: planted", f"p/{n}", None, f"第{n}份", tuple(map(tuple, paragraphs)))
    victim = tuple(map(tuple, honest(*prose.article(rng), planted)))
    yield Page("attack: planted", "p/victim", None, "渡口", victim)
    story = honest(*prose.article(rng), "渡口往事", "桥修好以后")
    for n in range(60):
        body = tuple(map(tuple, (*story, [(f"责任编辑：第{n}台", True)])))
        yield Page("attack: syndicated", f"s/{n}", f"s{n}.example", "渡口的老人", body)
    signed = "周文泉，专栏作家，住在河边"
    for n in range(40):
        column = (*honest(*prose.article(rng), signed), [("返回首页", True)])
        yield Page("attack: signed", f"c/{n}", "c.example", f"第{n}篇", tuple(map(tuple, column)))
        yield Page("attack: signed", f"u/{n}", None, f"无名第{n}篇", tuple(map(tuple, column)))
    quoted = "渡口在河的那一边"
    for n in range(200):
        call = [[(line, True)] for line in ("进入渡口频道", "手机看渡口", quoted)]
        spam = (*honest(*prose.article(rng)), *call)
        yield Page("attack: framed", f"f/{n}", None, f"框第{n}份", tuple(map(tuple, spam)))
    for n in range(9):
        own = (
            *honest(*prose.article(rng)),
            [("返回首页", True)],
            *(honest(quoted) if not n else ()),
        )
        yield Page("attack: framed", f"v/{n}", None, f"第{n}岸", tuple(map(tuple, own)))


def on_real_prose(file: Path, sites: int, show: bool) -> dict[str, Score]:
    """The scores of the same marks below real paragraphs, of which none comes again; or none.

    Half of these are headings and labels without a stop, which the made-up prose has few of.
    """
    if not file.exists():
        sys.stdout.write("marks on real prose: not here; skipped\n")
        return {}
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    real = (line for row in rows for line in row["text"].splitlines() if len(line) > 8)

    def article(rng: Random, least: int = 6, most: int = 18) -> list[str]:
        return list(islice(real, rng.randrange(least, most + 1)))

    with patch.object(prose, "article", article):
        return score(corpus(1, sites), show)


def clean_news(folder: Path, most: float) -> bool:
    """Whether a whole run leaves real, clean news alone; lists what it removed and why."""
    if not folder.exists():
        sys.stdout.write("clean news: not here; skipped\n")
        return True
    with tempfile.TemporaryDirectory() as scratch:
        clean = Path(scratch, "clean")
        flow.run(folder, clean, Options(format="jsonl"), progress.silent)
        reader = Reader(clean)
        whole = sum(len(reader.text(read_entry(line))) for line in reader.entries())
        fired = learned_rules.fired_rules(clean)
        for one in fired:
            for place in learned_rules.fired_at(clean, one.id) if one.characters else ():
                shown = (place.old[:40], place.new[:40])
                sys.stdout.write(f"  {one.id:22}{place.path:22}{shown[0]!r} -> {shown[1]!r}\n")
    gone = sum(one.characters for one in fired)
    good = gone <= most * whole
    sys.stdout.write(
        f"{'clean news':24}{whole:25}{gone / whole:9.6f}{'' if good else '  MISSED'}\n"
    )
    return good


def main(arguments: list[str]) -> int:
    """Print the tables; 1 if a floor is missed."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["marks"]
    sites = numbers[0] if numbers else floors["sites"]
    pages = [*corpus(1, sites), *framed(1, sites // 6), *advertised(1, sites // 12)]
    made = score(pages, "--show" in arguments)
    mixed = score(unnamed(pages), "--show" in arguments)
    planned = score(attacks())
    real = on_real_prose(SHARED / "data" / "xwlb" / "2019.jsonl", sites, "--show" in arguments)
    sys.stdout.write(f"{'kind':32}{'dirt':>8}{'cut':>8}{'honest':>9}{'harm':>9}" + "\n")
    attacked = [(name, one) for name, one in sorted(planned.items()) if name != "all"]
    without = [(f"no address: {name}", one) for name, one in sorted(mixed.items())]
    below = [(f"real: {name}", one) for name, one in sorted(real.items()) if one.dirt]
    for name, one in (*sorted(made.items()), *without, *below, *attacked):
        sys.stdout.write(
            f"{name:32}{one.dirt:8}{one.recall:8.4f}{one.honest:9}{one.harm:9.5f}" + "\n"
        )
    total = made["all"]
    good = total.recall >= floors["dirt_cut"] and total.harm <= floors["honest_cut"]
    good &= min(one.recall for one in made.values()) >= floors["worst_kind"]
    good &= mixed["all"].recall >= floors["unnamed_dirt_cut"]
    good &= mixed["all"].harm <= floors["unnamed_honest_cut"]
    good &= min(one.recall for one in mixed.values()) >= floors["unnamed_worst_kind"]
    if real:
        good &= real["all"].recall >= floors["real_dirt_cut"]
        good &= real["all"].harm <= floors["real_honest_cut"]
    good &= planned["all"].honest_cut == 0
    good &= clean_news(SHARED / "data" / "xwlb", floors["clean_news"])
    sys.stdout.write("reached\n" if good else f"MISSED: {floors}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
