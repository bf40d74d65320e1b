"""The process that workers are forked from: it imports what they need, once."""

import signal
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext

_IMPORTED = [
    "pipeline.run.mortal",
    "pipeline.cli",  # a worker imports what the command began with
    "pipeline.passes",
    "pipeline.writing",
    "pipeline.run.warm",
]


def context() -> ForkServerContext:
    """What workers are made in."""
    found = get_context("forkserver")
    found.set_forkserver_preload(_IMPORTED)
    return found


def started() -> None:
    """Let it begin to import, while this process does something else.

    Ctrl-C on a terminal goes to all processes; it is heard by this one alone.
    """
    context()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
