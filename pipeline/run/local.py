"""Pieces of work on the cores of this machine; a document that kills its worker loses only itself.

Before each document the worker writes its number to a small file and sets an alarm. A document that
takes too long, eats the memory or crashes a C library takes the worker with it; the number left
behind says which one it was, and the piece is done again without it.
"""

import os
import resource
import signal
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessPool

W = TypeVar("W")
R = TypeVar("R")

# A page of 1 MB that is nothing but nested tables takes trafilatura 7 s; twice that is broken.
SECONDS, SECONDS_PER_MB = 10.0, 10.0
# Seconds are those of the processor, so that a busy machine condemns nobody; a page that waits
# for something that never comes is given this many times as long by the clock.
PATIENCE = 10
# What one worker may allocate. Ordinary pages stay below 0.4 GB; a bomb would take the machine along.
MEMORY = 3 << 30

_NUMBER = struct.Struct("<q")


class Watch:
    """Tells the outside which document is under way, and ends the process when it takes too long."""

    def __init__(self, beacon: Path, skip: Mapping[int, str]) -> None:
        self._file = os.open(beacon, os.O_WRONLY | os.O_CREAT)
        self._skip = skip

    def __call__(self, number: int, size: int) -> str:
        """Why document `number` of this piece must be left out, or an empty string: go on with it."""
        os.pwrite(self._file, _NUMBER.pack(number), 0)
        seconds = SECONDS + SECONDS_PER_MB * size / 1e6
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
        return self._skip.get(number, "")

    def done(self) -> None:
        """No document is being worked on any more."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.close(self._file)


class _Job(NamedTuple):
    number: int
    work: object
    skip: dict[int, str]


def map_shards(
    fn: Callable[[W, Watch], R], pieces: Iterable[W], workers: int
) -> Iterator[tuple[int, R]]:
    """The number of each piece and what `fn` made of it, as they get done.

    `fn(piece, watch)` must be pure and idempotent, call `watch(number, bytes)` before each
    document, and leave out those for which it gives a reason. It may run more than once. No more
    than two pieces for each worker are under way, whatever the length of `pieces`.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["pipeline.passes"])
    waiting = ((i, piece) for i, piece in enumerate(pieces))
    with TemporaryDirectory(prefix="article-pipeline-") as folder:
        pool = ProcessPool(max_workers=workers, initializer=_start, context=context)
        running: dict[Future[R], _Job] = {}

        def submit(job: _Job) -> None:
            beacon = Path(folder, str(job.number))
            running[pool.schedule(_one, (fn, job.work, beacon, job.skip))] = job

        try:
            while True:
                while len(running) < 2 * workers and (item := next(waiting, None)):
                    submit(_Job(*item, {}))
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job = running.pop(future)
                    try:
                        yield job.number, future.result()
                    except ProcessExpired as death:
                        submit(_without_the_guilty(job, Path(folder, str(job.number)), death))
            pool.close()
        finally:
            pool.stop()
            pool.join()


def _one(fn: Callable[[W, Watch], R], work: W, beacon: Path, skip: Mapping[int, str]) -> R:
    watch = Watch(beacon, skip)
    try:
        return fn(work, watch)
    finally:
        watch.done()


def _start() -> None:
    """A worker dies of its alarm, leaves Ctrl-C to the coordinator, and can't take all memory."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _without_the_guilty(job: _Job, beacon: Path, death: ProcessExpired) -> _Job:
    """The same piece, with the document that was under way left out and the reason for it."""
    if not beacon.exists():
        raise RuntimeError(f"a worker ended before its first document: {death}") from death
    (number,) = _NUMBER.unpack(beacon.read_bytes())
    if number in job.skip:
        raise RuntimeError(f"a worker ended between documents: {death}") from death
    code = death.exitcode
    why = (
        "took too long, and was stopped"
        if code in (-signal.SIGALRM, -signal.SIGPROF)
        else f"ended its worker (exit code {code})"
    )
    return job._replace(skip={**job.skip, number: why})
