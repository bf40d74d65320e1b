"""The process that workers are forked from, and how the processes of a run end with it."""

import ctypes
import signal
import sys
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.popen_forkserver import Popen
from multiprocessing.process import BaseProcess
from types import ModuleType

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_IMPORTED = [
    "pipeline.run.first",
    "pipeline.run.tasks",
    "pipeline.run.writing",
    "pipeline.run.warm",
]


class _Worker(ForkServerProcess):
    """A process to which the program that started it is unknown.

    Python would run that program's file again in each worker, under another name: a script that
    starts a run without a guard would then start runs without end.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Popen:  # noqa: N802 - their name
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Context(ForkServerContext):
    Process = _Worker


def context() -> ForkServerContext:
    """What workers are made in."""
    found = _Context()
    found.set_forkserver_preload(_IMPORTED)
    return found


def started() -> None:
    """Let it begin to import, while this process does something else.

    Ctrl-C on a terminal goes to all processes; it is heard by this one alone.
    """
    context()
    resource_tracker.ensure_running()  # To start it would let the signal through again.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
