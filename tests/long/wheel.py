"""A wheel works outside of the checkout: `python -m tests.long.wheel`, a part of `make check`."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PAGE = "渡口的船\n他在河边等了一夜，天亮时船才来。\n京ICP备12345678号-1"
_CHECK = """
from pathlib import Path
import pipeline
assert Path(pipeline.__file__).is_relative_to(Path.cwd()), pipeline.__file__
from pipeline import Pipeline, clean_text
assert "ICP" not in clean_text(Path("raw/a.txt").read_text("utf-8")).text
assert Pipeline("raw", "clean", workers=1).run().fates["kept"] == 1
assert "<dialog" in Path("clean/report.html").read_text("utf-8")
"""


def main() -> None:
    """Build it, unpack it elsewhere, and clean a page with it."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        pip = [sys.executable, "-m", "pip", "--quiet"]
        options = ["--no-deps"]
        run([*pip, "wheel", *options, "--wheel-dir", folder, str(ROOT)], there)
        (wheel,) = there.glob("*.whl")
        run([*pip, "install", "--no-deps", "--target", str(there / "site"), str(wheel)], there)
        (there / "raw").mkdir()
        (there / "raw" / "a.txt").write_text(_PAGE, "utf-8")
        # Not PYTHONPATH alone: an editable install of the checkout stands before it.
        code = f"import sys; sys.path.insert(0, {str(there / 'site')!r})\n{_CHECK}"
        run([sys.executable, "-c", code], there)
        print(f"{wheel.name} works outside of the checkout.")


def run(command: list[str], folder: Path) -> None:
    """Run a command in a folder, or end with what it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


if __name__ == "__main__":
    main()
