"""A CLEAN that is moved into place again and again while other processes read it."""

import os
import random
import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.corpus import folder as corpus
from pipeline.corpus import state
from pipeline.model.errors import Busy
from tests.made.articles import article
from tests.made.faults import run


def faults_under_readers(raw: Path, clean: Path, readers: int, moves: int) -> Iterator[str]:
    """A word on each move and reader, blank where CLEAN was the one or the other, and whole."""
    one, other = clean.parent / "one", clean.parent / "other"
    shutil.copytree(clean, one)
    (raw / "more.txt").write_text(article(random.Random(9), 4))
    run(raw, clean)
    shutil.copytree(clean, other)
    known = {len(list(corpus.Reader(of).verdicts())) for of in (one, other)}
    children = [child(lambda: _read_on(clean, known)) for _ in range(readers)]
    for i in range(moves):
        with state.locked(clean):
            half = clean / ".state/next"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            for name in corpus.PARTS:
                source = (one, other)[i % 2] / name
                if name == corpus.TABLE and not source.exists():
                    continue  # written where it is asked for
                (shutil.copytree if source.is_dir() else shutil.copy)(source, half / name)
            half.rename(clean / ".state/complete")
            corpus.settle(clean)
        yield ""
    (clean / "over").touch()
    for reader in children:
        yield "a reader saw half a CLEAN" if os.waitpid(reader, 0)[1] else ""


def child(work: Callable[[], object]) -> int:
    """The id of a process that does some work, and ends with 0 when it went well."""
    number = os.fork()
    if number == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return number


def _read_on(clean: Path, known: set[int]) -> None:
    while not (clean / "over").exists():
        try:
            reader = corpus.Reader(clean)
            paths = [row.partition("\t")[0] for row in reader.verdicts()]
            assert len(paths) in known
            for path in paths:
                entry = reader.entry(path)
                entry.undone(reader.text(entry))
        except Busy:
            continue
