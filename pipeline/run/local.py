"""Pieces of work on the cores of this machine; a document that kills its worker loses only itself.

Before each document the worker writes its number to a small file and sets an alarm. A document that
takes too long, eats the memory or crashes a C library takes the worker with it; the number left
behind says which one it was, and the piece is done again without it.
"""

import gc
import os
import pickle
import resource
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, NamedTuple, Self, TypeVar

from pipeline.model.errors import Stopped
from pipeline.run.parent import Parent, Worker
from pipeline.run.watch import LIMITS, NONE, Limits, Watch, done_of, under_way

_W = TypeVar("_W")
_R = TypeVar("_R")

_BEAT = 1.0  # seconds
_OBJECTS = 50_000  # new ones after which garbage is looked for; some 10 MB, if all were garbage
_NO_MEMORY = 90  # the exit code of a worker that has no memory left for what is under way
_DEATHS = 3  # of workers at one piece, by no document's fault, until the run is given up
# Somebody ended the worker, who may have meant any document, or none.
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP)
_WHY_NOT = "see what they said above; with less memory, give --workers 1 and run again"
KILLED = "ended its worker, killed from outside"


class _Job(NamedTuple):
    number: int
    work: object
    skip: dict[int, str]
    deaths: int = 0  # of which no document is guilty


class _Death(Exception):  # noqa: N818 - no error of ours
    """A worker ended with a code while a document was under way."""

    def __init__(self, code: int, number: int) -> None:
        super().__init__(f"exit code {code}")
        self.code, self.number = code, number


class Workers:
    """Processes that do pieces of work, for as long as a run takes; started by the first piece.

    A thread for each gives it a piece and waits for what comes back. No two share a pipe or a lock,
    so that one which is ended, at whatever moment, takes nothing from the others.
    """

    def __init__(self, count: int, limits: Limits = LIMITS) -> None:
        self._count, self._limits = count, limits
        self._threads = ThreadPoolExecutor(count)
        self._parent: Parent | None = None
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._lock = Lock()
        self._over = False

    def begin(self) -> Parent:
        """Let the parent of workers import, while this process does something else."""
        self._parent = self._parent or Parent()
        return self._parent

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
        waiting = ((i, piece) for i, piece in enumerate(pieces))
        running: dict[Future[_R], _Job] = {}

        def submit(job: _Job) -> None:
            running[self._threads.submit(self._done, fn, job)] = job

        self.begin()
        while True:
            while len(running) < 2 * self._count and (item := next(waiting, None)):
                submit(_Job(*item, {}))
            if not running:
                return
            ended = wait(running, _BEAT if beat else None, FIRST_COMPLETED).done
            if beat and not ended:
                beat(sum(done_of(worker.beacon.fileno()) for worker in tuple(self._busy)))
            for future in ended:
                job = running.pop(future)
                try:
                    yield job.number, future.result()
                except _Death as death:
                    submit(_without_the_guilty(job, death))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Without workers from here on; what they were doing is given up."""
        self._over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._parent:
            self._parent.end()
        self._threads.shutdown()
        for worker in self._idle:
            worker.close()

    def _done(self, fn: Callable[[_W, Watch], _R], job: _Job) -> Any:
        """What a worker made of a piece. Raises `_Death` where it ended, and what it raised."""
        work = pickle.dumps((fn, job.work, job.skip))
        worker = self._worker()
        self._busy.add(worker)
        try:
            worker.line.send_bytes(work)
            made, error = worker.line.recv()
        except (EOFError, OSError):
            raise self._death(worker) from None
        finally:
            self._busy.discard(worker)
        self._idle.append(worker)
        if error:
            raise error
        return made

    def _worker(self) -> Worker:
        """One that has nothing to do, or a new one; of a new parent, where that was ended too."""
        failed: OSError | None = None
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if not worker.line.poll():  # whoever has nothing to do has nothing to say
                    return worker
                self._death(worker)
            while not self._over:
                try:
                    return self.begin().fork(partial(_work, limits=self._limits))
                except OSError as error:
                    if failed or not self._parent:
                        break
                    failed = error
                    self._parent.end()
                    self._parent = None
        raise Stopped(f"workers can't begin: {failed}; {_WHY_NOT}") from failed

    def _death(self, worker: Worker) -> _Death:
        """How a worker ended, and at which document."""
        death = _Death(self.begin().code(worker), under_way(worker.beacon.fileno()))
        worker.close()
        return death


def _work(line: Connection, beacon: int, limits: Limits) -> None:
    """Do what is asked by a line, piece by piece, until no one asks any more."""
    _start(limits)
    idle = Watch(beacon, {}, limits)
    while True:
        work = line.recv_bytes()
        try:
            fn, piece, skip = pickle.loads(work)
            said = pickle.dumps((fn(piece, Watch(beacon, skip, limits)), None))
        except MemoryError:  # nothing can be trusted to work now; a new worker has all of it again
            os._exit(_NO_MEMORY)
        except BaseException as error:
            said = _told(error)
        idle.pause()
        line.send_bytes(said)


def _told(error: BaseException) -> bytes:
    """What the run is told of an error, with where it was raised."""
    trace = traceback.format_exc()
    error.add_note(trace)
    try:
        return pickle.dumps((None, error))
    except Exception:  # an error may hold what no other process can have
        return pickle.dumps((None, RuntimeError(trace)))


def collect_seldom() -> None:
    """What a process of ours began with is never garbage, and tokens and counts are no cycles.

    To look for some every 700 objects took a tenth of the time of a worker, and of a run with few
    new rows.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)


def _start(limits: Limits) -> None:
    """A worker dies of its alarm, can't take all memory, and leaves Ctrl-C to the coordinator."""
    collect_seldom()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    known = [one for one in (limits.memory, soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(known), hard))


def _without_the_guilty(job: _Job, death: _Death) -> _Job:
    """The same piece, with the document that was under way left out and the reason for it."""
    number, code = death.number, death.code
    if number in (NONE, *job.skip):
        if job.deaths == _DEATHS:
            raise Stopped(f"workers end between documents: {death}; run again") from death
        return job._replace(deaths=job.deaths + 1)
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
