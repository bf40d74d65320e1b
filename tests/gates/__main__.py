"""Run every gate, one after the other, or those named: `make gate GATES="samples marks"`."""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """How many gates missed a floor; each prints its own table."""
    every = sorted(file.stem for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    failed = []
    for name in names or every:
        print(f"\n== {name}", flush=True)
        start = time.perf_counter()
        # A process each: what one imports or keeps does not weigh on the next.
        done = subprocess.run([sys.executable, "-m", f"tests.gates.{name}"], cwd=HERE.parents[1])
        if done.returncode:
            failed.append(name)
        print(f"({time.perf_counter() - start:.0f} s)", flush=True)
    total = len(names or every)
    print(f"\n{total - len(failed)} of {total} gates reached", *failed)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
