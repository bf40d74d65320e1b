"""What the parent of workers imports first: from here on it dies with the run.

Until it has imported all the rest, which on a busy machine takes seconds, it would notice nothing.
"""

import ctypes
import signal
import sys

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def die_with_parent() -> None:
    """Let this process be killed when the one that made it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


die_with_parent()
