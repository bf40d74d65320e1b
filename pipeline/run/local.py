"""Pieces of work on the cores of this machine; a document that kills its worker loses only itself.

Before each document the worker writes its number to a small file and sets an alarm. A document that
takes too long, eats the memory or crashes a C library takes the worker with it; the number left
behind says which one it was, and the piece is done again without it.
"""

import gc
import itertools
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.model.errors import Stopped
from pipeline.run import parent
from pipeline.run.watch import LIMITS, NONE, NUMBER, Limits, Watch, done_of

_W = TypeVar("_W")
_R = TypeVar("_R")

_BEAT = 1.0  # seconds
_OBJECTS = 50_000  # new ones after which garbage is looked for; some 10 MB, if all were garbage
_NO_MEMORY = 90  # the exit code of a worker that has no memory left for what is under way
_DEATHS = 3  # of workers at one piece, by no document's fault, until the run is given up
# Somebody ended the worker, who may have meant any document, or none.
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM)
_WHY_NOT = "see what they said above; with less memory, give --workers 1 and run again"
KILLED = "ended its worker, killed from outside"


class _Job(NamedTuple):
    number: int
    work: object
    beacon: Path
    skip: dict[int, str]
    deaths: int = 0  # of which no document is guilty


class Workers:
    """Processes that do pieces of work, for as long as a run takes; started by the first piece."""

    def __init__(self, count: int, limits: Limits = LIMITS) -> None:
        self._count, self._limits = count, limits
        self._folder = TemporaryDirectory(prefix="article-pipeline-")
        self._numbers = itertools.count()
        self._pool = ProcessPool(count, 0, _start, (limits,), parent.context())

    def map_shards(
        self,
        fn: Callable[[_W, Watch], _R],
        pieces: Iterable[_W],
        beat: Callable[[int], None] | None = None,
    ) -> Iterator[tuple[int, _R]]:
        """The number of each piece and what `fn` made of it, as they get done.

        `fn(piece, watch)` must be pure and idempotent, call `watch(number, bytes)` before each
        document, and leave out those for which it gives a reason. It may run more than once. No
        more than two pieces for each worker are under way, whatever the length of `pieces`.
        `beat` is told each second how many documents of those are done. Raises `Stopped` where
        workers can't begin, or end again and again.
        """
        try:
            yield from self._mapped(fn, pieces, beat)
        except BrokenProcessPool as error:  # when work is given, or when it is asked for
            raise Stopped(f"workers can't begin: {error}; {_WHY_NOT}") from error

    def _mapped(
        self,
        fn: Callable[[_W, Watch], _R],
        pieces: Iterable[_W],
        beat: Callable[[int], None] | None,
    ) -> Iterator[tuple[int, _R]]:
        waiting = ((i, piece) for i, piece in enumerate(pieces))
        running: dict[Future[_R], _Job] = {}

        def submit(job: _Job) -> None:
            work = fn, job.work, job.beacon, job.skip, self._limits
            running[self._pool.schedule(_one, work)] = job

        while True:
            while len(running) < 2 * self._count and (item := next(waiting, None)):
                submit(_Job(*item, Path(self._folder.name, str(next(self._numbers))), {}))
            if not running:
                return
            ended = wait(running, _BEAT if beat else None, FIRST_COMPLETED).done
            if beat and not ended:
                beat(sum(done_of(job.beacon) for job in running.values()))
            for future in ended:
                job = running.pop(future)
                try:
                    yield job.number, future.result()
                except ProcessExpired as death:
                    submit(_without_the_guilty(job, death))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Without workers from here on; what they were doing is given up."""
        self._pool.stop()
        self._pool.join()
        self._folder.cleanup()


def _one(
    fn: Callable[[_W, Watch], _R], work: _W, beacon: Path, skip: Mapping[int, str], limits: Limits
) -> _R:
    watch = Watch(beacon, skip, limits)
    try:
        return fn(work, watch)
    except MemoryError:  # nothing can be trusted to work now; a new worker has all of it again
        os._exit(_NO_MEMORY)
    finally:
        watch.done()


def _start(limits: Limits) -> None:
    """A worker dies of its alarm or with the run, and can't take all memory.

    It leaves Ctrl-C to the coordinator. What it was forked with is never garbage, and a document's
    tokens are no cycles: to look for some every 700 objects took a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    known = [one for one in (limits.memory, soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(known), hard))
    parent.die_with_parent()


def _without_the_guilty(job: _Job, death: ProcessExpired) -> _Job:
    """The same piece, with the document that was under way left out and the reason for it."""
    content = job.beacon.read_bytes() if job.beacon.exists() else b""
    number = NUMBER.unpack(content)[0] if content else NONE
    if number in (NONE, *job.skip):
        if job.deaths == _DEATHS:
            raise Stopped(f"workers end between documents: {death}; run again") from death
        return job._replace(deaths=job.deaths + 1)
    code = death.exitcode
    if code in _FROM_OUTSIDE and job.deaths < _DEATHS:
        return job._replace(deaths=job.deaths + 1)
    why = (
        "took too long, and was stopped"
        if code in (-signal.SIGALRM, -signal.SIGPROF)
        else KILLED
        if code in _FROM_OUTSIDE
        else "takes too much memory"
        if code == _NO_MEMORY
        else f"ended its worker (exit code {code})"
    )
    return job._replace(skip={**job.skip, number: why})
