"""Preloaded first by the parent of workers: from here on it dies with the run.

Until it has imported all the rest, which on a busy machine takes seconds, it would notice nothing.
"""

import os
import sys
import time
from types import TracebackType

from pipeline.run.parent import die_with_parent

_PARENT = os.getpid()
_GRACE = 1.0  # seconds in which a run that is ending has ended


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell what ended a worker, unless its run is gone: then it came too late to begin."""
    end = time.monotonic() + _GRACE
    while time.monotonic() < end:
        if os.getppid() != _PARENT:
            return
        time.sleep(_GRACE / 20)
    sys.__excepthook__(kind, error, trace)


die_with_parent()
sys.excepthook = tell
