"""Score whole runs: our own pages in raw/, and the real ones beside the checkout where they are.

The figures are those of the scorers that lie with the real pages. Floors stand in floors.toml.
"""

import contextlib
import importlib.util
import io
import sys
import tempfile
import tomllib
from pathlib import Path
from types import ModuleType

from pipeline import flow
from pipeline.report import progress
from pipeline.run.settings import Options
from tests.conftest import SHARED

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))


def scorer(name: str) -> ModuleType | None:
    """A scorer of the real material, None where it is absent."""
    file = SHARED / f"{name}.py"
    if not file.is_file():
        return None
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cleaned(raw: Path, folder: str, script: str) -> Path:
    """CLEAN for these pages, duplicates written too."""
    clean = Path(folder, "clean")
    options = Options(format="jsonl", duplicates="keep", script=script)
    flow.run(raw, clean, options, progress.silent)
    return clean


def articles(name: str, raw: Path, gold: Path) -> bool:
    """Whether a folder of pages with gold text reaches its floors; prints what it got."""
    module = scorer("score")
    if module is None or not raw.exists():
        print(f"{name}: the scorer or the pages are not here; skipped")
        return True
    with tempfile.TemporaryDirectory() as folder:
        clean = cleaned(raw, folder, "simplified")
        with contextlib.redirect_stdout(io.StringIO()):
            got = module.main(str(gold), str(clean))
    reached = True
    for figure, floor in FLOORS[name].items():
        n, of = got.get(figure, (0, 0))
        value = n / of if of else 1.0
        good = value <= floor if figure.startswith("residue") else value >= floor
        reached &= good
        print(f"{name:10}{figure:34}{floor:8.4f}{value:8.4f}{'' if good else '  MISSED'}")
    return reached


def pages() -> bool:
    """Whether the real HTML pages reach their floors."""
    module = scorer("score_pages")
    if module is None:
        print("pages: the scorer or the pages are not here; skipped")
        return True
    with tempfile.TemporaryDirectory() as folder:
        clean = cleaned(SHARED / "data" / "pages" / "html", folder, "keep")
        with contextlib.redirect_stdout(io.StringIO()):
            sets = module.main(str(SHARED / "data" / "pages" / "gold.json"), str(clean))
    reached = True
    for name, floor in FLOORS["pages"].items():
        value = sum(page[2] for page in sets[name]) / len(sets[name])
        reached &= value >= floor
        print(f"{name:44}{floor:8.4f}{value:8.4f}{'' if value >= floor else '  MISSED'}")
    return reached


def main() -> int:
    """1 when a floor is missed."""
    print(f"{'':44}{'asked':>8}{'got':>8}")
    reached = [
        articles("raw", ROOT / "raw", ROOT / "tests" / "raw_gold.json"),
        articles("seeds", SHARED / "seeds" / "raw", SHARED / "seeds" / "gold.json"),
        pages(),
    ]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
