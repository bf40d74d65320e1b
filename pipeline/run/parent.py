"""The process that workers are forked from, and how the processes of a run end with it.

It has imported all that a worker needs, and does one thing at a time: it forks a worker, or waits
for one that has ended. Nothing of it has a name on the disk, so that no end leaves anything over.
"""

import ctypes
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, NamedTuple

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_IMPORTED = ("pipeline.run.tasks", "pipeline.run.writing", "pipeline.run.warm")
_NUMBER = struct.Struct("<q")  # of a process, or the code with which it ended
_GRACE = 0.5  # seconds in which it ends its workers; while it still imports, it has none
_CODE = "import sys; sys.path = {}; from pipeline.run.parent import serve; serve({})"


class Worker(NamedTuple):
    """A process that does what comes by `line`, and writes to `beacon` what is under way."""

    number: int
    line: Connection
    beacon: IO[bytes]

    def close(self) -> None:
        """Keep no file of it open."""
        self.line.close()
        self.beacon.close()


class Parent:
    """Begins to import as it is made, while this process does something else."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._line, its = socket.socketpair()
        with its:
            code = _CODE.format(sys.path, its.fileno())
            flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
            # Ctrl-C on a terminal goes to a whole group; it is heard by the run alone.
            self._process = subprocess.Popen(
                [sys.executable, *flags, "-c", code],
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,
            )

    @property
    def number(self) -> int:
        """Of its process."""
        return self._process.pid

    def fork(self, work: Callable[[Connection, int], object]) -> Worker:
        """A worker that does `work(line, beacon)`. Raises `OSError` where none can begin."""
        ours, its = socket.socketpair()
        line = Connection(ours.detach())
        beacon = TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the worker is there
        with its:
            number = self._told(0, its.fileno(), beacon.fileno())
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        line.send(work)
        return Worker(number, line, beacon)

    def code(self, worker: Worker) -> int:
        """The code with which a worker ended that says nothing more."""
        try:
            return self._told(worker.number)
        except OSError:  # they ended together
            return -signal.SIGKILL

    def end(self) -> None:
        """Without it and its workers from here on; what they were doing is given up."""
        with suppress(OSError):  # it may have ended before
            self._line.shutdown(socket.SHUT_RDWR)  # whoever waits for an answer goes on
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with self._lock:
            self._line.close()

    def _told(self, number: int, *files: int) -> int:
        with self._lock:
            socket.send_fds(self._line, [_NUMBER.pack(number)], files)
            if not (answer := self._line.recv(_NUMBER.size)):
                raise ConnectionResetError("the parent of workers has ended")
        return int(_NUMBER.unpack(answer)[0])


def serve(number: int) -> None:
    """Be the parent of workers, and be told by the socket of a number what to do.

    The answer to 0, which comes with the files of a worker, is the number of its process, or of an
    error below 0; to the number of a process, its exit code.
    """
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _IMPORTED:
        import_module(name)
    workers: set[int] = set()
    with socket.socket(fileno=number) as line:
        while True:
            try:
                asked, files, _, _ = socket.recv_fds(line, _NUMBER.size, 2)
            except ConnectionResetError:
                break
            if not asked:
                break
            if files:
                answer = _forked(line, files)
                workers |= {answer} if answer > 0 else set()
            else:
                answer = _waited(_NUMBER.unpack(asked)[0])
                workers.discard(_NUMBER.unpack(asked)[0])
            line.send(_NUMBER.pack(answer))
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def _forked(line: socket.socket, files: Sequence[int]) -> int:
    """The number of a new worker, or below 0 that of the error."""
    try:
        number = os.fork()
    except OSError as error:
        return -(error.errno or 1)
    if number:
        for file in files:
            os.close(file)
        return number
    code = 1
    try:
        line.close()
        die_with_parent()
        ours = Connection(files[0])
        ours.recv()(ours, files[1])
        code = 0
    except (EOFError, ConnectionError):  # the run is gone
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _waited(number: int) -> int:
    """The exit code of a worker."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    except ChildProcessError:  # of a parent that has ended
        return -signal.SIGKILL


def die_with_parent() -> None:
    """Let this process be killed when the one that made it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def ends_in_order() -> None:
    """Let a polite end (TERM, or the terminal that goes) be one as by Ctrl-C: nothing is left over.

    Left alone: a signal that is ignored, as `nohup` does.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
