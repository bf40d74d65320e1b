"""Score whole runs on pages of kinds that nobody had in mind when they were written.

`tests/made/kinds` holds eight sets: pages of 13 to 36 kinds, and sites of five to eight pages each,
written one after the other by people who had not read the code, scored once, and only then looked
at. A figure here is what is held, not what other pages would get. Floors stand in floors.toml.
"""

import contextlib
import io
import json
import sys
import tempfile
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.gates.samples import cleaned, scorer

KINDS = Path(__file__).parents[1] / "made" / "kinds"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["kinds"]
FACTS = ("title", "author", "sitename", "date")
COUNTS = ("exact", "of", "same", "chars", "nres")
PARTS = ("families", "sites")


@contextlib.contextmanager
def unpacked() -> Iterator[list[Path]]:
    """The folders of all sets, each with `raw/` and `gold.json`, while the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(KINDS.glob("*.zip")):
            with zipfile.ZipFile(file) as packed:
                packed.extractall(Path(folder, file.stem))
        yield [path for path in sorted(Path(folder).glob("*/*")) if path.name in PARTS]


def scored(module: ModuleType, folder: Path) -> Counter[str]:
    """The scorer's counts over the pages of one folder."""
    with tempfile.TemporaryDirectory() as out:
        clean = cleaned(folder / "raw", out, "simplified")
        told, printed = Path(out, "told.json"), io.StringIO()
        with contextlib.redirect_stdout(printed):
            module.main([str(folder / "gold.json"), str(clean), "--json", str(told)])
        pages = json.loads(told.read_text("utf-8")).values()
    total = Counter({key: sum(page.get(key, 0) for page in pages) for key in COUNTS})
    row = next(line for line in printed.getvalue().split("\n") if line.startswith("TOTAL"))
    for fact, cell in zip(FACTS, row.split(" | ")[6:10], strict=True):
        right, of = map(int, cell.split("/"))
        total.update({fact: right, f"{fact}_of": of})
    return total


def main() -> int:
    """How many floors were missed."""
    module = scorer("score_families")
    if module is None:
        print("kinds: the scorer is not here; skipped")
        return 0
    missed = 0
    with unpacked() as folders:
        for part in PARTS:
            total: Counter[str] = Counter()
            for folder in folders:
                if folder.name == part:
                    total.update(scored(module, folder))
            figures = {
                "exact": total["exact"] / total["of"],
                "lost": 1 - total["same"] / total["chars"],
                "residue": total["nres"] / total["chars"],
                **{fact: total[fact] / total[f"{fact}_of"] for fact in FACTS},
            }
            for name, value in figures.items():
                floor = FLOORS[part][name]
                good = value <= floor if name in ("lost", "residue") else value >= floor
                missed += not good
                print(f"{part:10}{name:10}{floor:8.4f}{value:8.4f}{'' if good else '  MISSED'}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
