"""What a run says on stderr while it works: a bar on a terminal, lines elsewhere.

Steps count what they work on: files, or parts of large ones, while they are read; then documents.
While files are read their records are counted too, for one file may hold millions.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from pipeline.model.outcome import counted


class Step(NamedTuple):
    """A step of a run, how many pieces of work it had, and how long it took."""

    name: str
    pieces: int
    seconds: float


class Advance(Protocol):
    """How a step is told to be farther."""

    def __call__(self, done: int, /, records: int = 0) -> None:
        """So many more are done; `records` were read so far, in steps that count them too."""


Show = Callable[[str, int], AbstractContextManager[Advance]]

_OFTEN = 30.0  # seconds between two lines of a step that goes on: a page of them in half an hour


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """A step of which nothing is shown."""
    yield lambda done, records=0: None


@contextmanager
def plain_lines(name: str, total: int) -> Iterator[Advance]:
    """A step that is told in a line when it is done, and now and then before, for logs."""
    step = _Step(total)

    def advance(n: int, records: int = 0) -> None:
        step.add(n, records)
        if step.due():
            _say(f"{name}: {step.done:,} of {total:,} {step.pace()}")

    yield advance
    _say(step.sentence(name))


@contextmanager
def json_lines(name: str, total: int) -> Iterator[Advance]:
    """A step that is told in a JSON object when it begins, now and then, and when it is done."""
    step = _Step(total)

    def tell(event: str) -> None:
        told = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "step": name}
        counts = {"done": step.done, "of": total, "seconds": round(step.seconds, 3)}
        records = {"records": step.records} if step.records else {}
        _say(json.dumps({**told, "event": event, **counts, **records}))

    def advance(n: int, records: int = 0) -> None:
        step.add(n, records)
        if step.due():
            tell("goes on")

    tell("begins")
    yield advance
    tell("done")


@contextmanager
def bar(name: str, total: int) -> Iterator[Advance]:
    """A step shown as it goes, with its rate and the time left, and told in one line at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
    )
    console, step = Console(stderr=True), _Step(total)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=total, pace="")

        def advance(n: int, records: int = 0) -> None:
            step.add(n, records)
            progress.update(task, completed=step.done, pace=step.pace())

        yield advance
    console.print(step.sentence(name), highlight=False)


class _Step:
    """How far a step is, and since when."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.records = total, 0, 0
        self._start = self._told = time.monotonic()

    def add(self, done: int, records: int) -> None:
        """So many more are done; of records this is how many there were so far."""
        self.done += done
        self.records = max(self.records, records)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    @property
    def rate(self) -> float:
        """Records a second where those are counted, else what is done."""
        return (self.records or self.done) / max(self.seconds, 1e-3)

    def pace(self) -> str:
        """How many records there were, how fast it goes, and how long it will take."""
        read = f"parts, {counted(self.records, 'record')}" if self.records else "pages"
        left = ""
        if self.done:
            seconds = (self.total - self.done) * self.seconds / self.done
            left = f", {timedelta(seconds=round(seconds))} left"
        return f"{read}, {self.rate:,.0f}/s{left}"

    def due(self) -> bool:
        """Whether it is time for another line."""
        now = time.monotonic()
        if now - self._told < _OFTEN or self.done >= self.total:
            return False
        self._told = now
        return True

    def sentence(self, name: str) -> str:
        done = counted(self.records, "record") if self.records else f"{self.done:,}"
        return f"{name}: {done} in {self.seconds:.1f} s ({self.rate:,.0f}/s)"


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - this is its place


def chosen_display(quiet: bool, log_json: bool = False) -> Show:
    """How this process shows its steps."""
    if quiet:
        return silent
    if log_json:
        return json_lines
    return bar if sys.stderr.isatty() else plain_lines


class Clock:
    """The steps of a run, shown and timed; one that comes again counts as the same step."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._spent: dict[str, Step] = {}

    @property
    def steps(self) -> list[Step]:
        """Every step in the order in which it began."""
        return list(self._spent.values())

    @contextmanager
    def timed(self, name: str, total: int) -> Iterator[Advance]:
        """The step `name`, shown and timed."""
        before = self._spent.setdefault(name, Step(name, 0, 0.0))
        start = time.monotonic()
        try:
            with (self._show if total else silent)(name, total) as advance:
                yield advance
        finally:
            seconds = before.seconds + time.monotonic() - start
            self._spent[name] = Step(name, before.pieces + total, seconds)
