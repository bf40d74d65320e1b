"""Make a virtual environment, also where Debian's python3 comes without ensurepip."""

import subprocess
import sys
import venv
from pathlib import Path


def main(folder: str) -> None:
    """A virtual environment with pip in `folder`, unless it is there already."""
    python = Path(folder, "bin", "python")
    if has_pip(python):
        return
    try:
        import ensurepip  # noqa: F401 - Debian keeps it in python3-venv

        venv.create(folder, with_pip=True)
    except ImportError:
        venv.create(folder)
        (wheel,) = Path(__file__).parent.glob("pip-*.whl")
        # A wheel is a zip that Python can run from, so pip can install itself.
        command = [python, wheel / "pip", "install", "--quiet", "--no-index", wheel]
        subprocess.run(command, check=True)


def has_pip(python: Path) -> bool:
    """Whether this Python is there and has pip."""
    if not python.exists():
        return False
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


if __name__ == "__main__":
    main(sys.argv[1])
