"""How the processes of a run end with it."""

import ctypes
import signal
import sys

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


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
