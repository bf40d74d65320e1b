"""Two states of a corpus, and what they come to: what happens to a run is judged by them."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.corpus import folder as corpus
from tests.made.faults import Files, files, later, pages, put, scratch

ROOT = Path(__file__).parents[2]
BEFORE = pages(1, 42)
AFTER = later(BEFORE)


class Ground:
    """A folder to work in: RAW, CLEAN, folders for temporary files, and the truth of both."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.raw, self.clean = folder, folder / "raw", folder / "clean"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.truth: list[Files] = []
        for wanted in (BEFORE, AFTER):
            put(self.raw, wanted)
            self.truth.append(scratch(self.raw, self.clean))

    def whole(self) -> bool:
        """Whether CLEAN is one of the two, and nothing between."""
        corpus.settle(self.clean)
        return files(self.clean) in self.truth

    def started(
        self,
        *options: str,
        clean: Path | None = None,
        under: Sequence[str] = (),
        before: Callable[[], object] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """A run in a process of its own, begun `under` a command or after something is done."""
        command = [sys.executable, "-m", "pipeline", "run", str(self.raw), str(clean or self.clean)]
        return subprocess.Popen(
            [*under, *command, "--format", "jsonl", "--workers", "2", "-q", *options],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=before,
        )

    def done(
        self, raw: Path, clean: Path, *options: str, code: int | None = 0, cwd: Path = ROOT
    ) -> str:
        """What a run said that should end with a code."""
        command = [sys.executable, "-m", "pipeline", "run", str(raw), str(clean), "-q", *options]
        done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
        assert code is None or done.returncode == code, done.stderr
        return done.stderr
