"""Score whole runs on corpora nobody has looked at: made up in the manner of scraped pages.

Every page is judged as the samples are, once in the company of all others and once alone: a folder
with one page teaches nothing about its site. Floors stand in floors.toml.
"""

import contextlib
import io
import json
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from pipeline import flow, stages
from pipeline.model.article import Draft, Record, Unreadable
from pipeline.reading import read
from pipeline.reading.plan import plan
from pipeline.report import progress
from pipeline.run import tasks
from pipeline.run.settings import Options
from tests.gates.samples import scorer
from tests.made.unseen import write

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["unseen"]
SEEDS = (1, 11)
Totals = Counter[str]


def together(raw: Path, clean: Path) -> None:
    """The pages of a folder cleaned as one corpus."""
    flow.run(raw, clean, Options(format="jsonl", duplicates="keep"), progress.silent)


def alone(raw: Path, clean: Path) -> None:
    """The pages of a folder cleaned as if each were the only one, written as runs write."""
    (clean / "articles").mkdir(parents=True)
    with (
        (clean / "articles" / "all.jsonl").open("w", encoding="utf-8") as rows,
        (clean / "verdicts.tsv").open("w", encoding="utf-8") as verdicts,
    ):
        verdicts.write("path\tfate\tof\twhy\n")
        for part in plan(raw):
            for record in read.records(raw, part, {}):
                draft = _cleaned(record)
                found = {name: meta.value for name, meta in draft.found.items()}
                row = {"path": draft.path, "text": draft.text, **found}
                verdicts.write(f"{draft.path}\t{draft.fate}\t\t{draft.why}\n")
                if draft.fate == "kept":
                    rows.write(json.dumps(row, ensure_ascii=False) + "\n")


def _cleaned(record: Record | Unreadable) -> Draft:
    draft = tasks.prepared_draft(record, "", "plain", replied=False)
    if draft.fate != "kept":
        return draft
    return tasks.judged_draft(
        stages.finish(draft, stages.taught(draft), "simplified"), "page chrome only"
    )


def scored(
    module: ModuleType, seed: int, way: Callable[[Path, Path], None]
) -> dict[str, tuple[int, int]]:
    """The scorer's figures for the corpus of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        gold = write(Path(folder), seed)
        clean = Path(folder, "clean")
        way(Path(folder, "raw"), clean)
        with contextlib.redirect_stdout(io.StringIO()):
            figures: dict[str, tuple[int, int]] = module.main(str(gold), str(clean))
        kinds = Counter(known["kind"] for known in json.loads(gold.read_text("utf-8")).values())
    print(f"seed {seed}: {kinds.total()} pages of {len(kinds)} kinds")
    return figures


def main() -> int:
    """1 when a floor is missed."""
    module = scorer("score")
    if module is None:
        print("the scorer is not here; skipped")
        return 0
    return 0 if all([_reached(module, together), _reached(module, alone)]) else 1


def _reached(module: ModuleType, way: Callable[[Path, Path], None]) -> bool:
    """Whether the pages of all seeds, cleaned in one way, reach the floors; prints a table."""
    got: Totals = Counter()
    of: Totals = Counter()
    for seed in SEEDS:
        for name, (n, out_of) in scored(module, seed, way).items():
            got[name] += n
            of[name] += out_of
    if way is alone:  # a page alone has no copy
        del of["duplicate pairs, precision"], of["duplicate pairs, recall"]
    reached = True
    print(f"{way.__name__:44}{'asked':>8}{'got':>8}")
    for name in sorted(of):
        value = got[name] / of[name] if of[name] else 1.0
        floor = FLOORS.get(name)
        good = floor is None or (value <= floor if name.startswith("residue") else value >= floor)
        reached &= good
        if floor is not None or name.endswith("paragraphs exact"):
            asked = "" if floor is None else f"{floor:.4f}"
            print(f"{name:44}{asked:>8}{value:8.4f}{'' if good else '  MISSED'}")
    return reached


if __name__ == "__main__":
    sys.exit(main())
