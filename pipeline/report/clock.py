"""How long each step of a run took, beside what is shown of it while it works."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from pipeline.report.progress import Advance, Show
from pipeline.report.stats import Step


class Clock:
    """The steps of a run so far; one that comes again counts as the same step."""

    def __init__(self) -> None:
        self._spent: dict[str, Step] = {}
        self._started: dict[str, float] = {}

    @property
    def steps(self) -> list[Step]:
        """Every step in the order in which it began; one that is not over counts until now."""
        now = time.monotonic()
        return [
            step._replace(seconds=step.seconds + now - self._started.get(name, now))
            for name, step in self._spent.items()
        ]

    @contextmanager
    def step(self, name: str, pieces: int = 1) -> Iterator[None]:
        """Count the time inside to the step `name`."""
        before = self._spent.get(name, Step(name, 0, 0.0))
        self._spent[name] = before._replace(pieces=before.pieces + pieces)
        self._started[name] = time.monotonic()
        try:
            yield
        finally:
            spent = self._spent[name]
            seconds = time.monotonic() - self._started.pop(name)
            self._spent[name] = spent._replace(seconds=spent.seconds + seconds)

    def watching(self, show: Show) -> Show:
        """The same show, its steps timed."""

        def timed(name: str, total: int) -> AbstractContextManager[Advance]:
            return self._shown(show, name, total)

        return timed

    @contextmanager
    def _shown(self, show: Show, name: str, total: int) -> Iterator[Advance]:
        with self.step(name, total), show(name, total) as advance:
            yield advance
