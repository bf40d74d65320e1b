"""What a run says on stderr while it works: a bar on a terminal, a line a step elsewhere."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

Advance = Callable[[int], None]
Show = Callable[[str, int | None], AbstractContextManager[Advance]]


@contextmanager
def silent(_name: str, _total: int | None) -> Iterator[Advance]:
    """A step of which nothing is shown."""
    yield lambda _: None


@contextmanager
def plain(name: str, _total: int | None) -> Iterator[Advance]:
    """A step that is told in one line when it is done, for logs and pipes."""
    with _timed() as step:
        yield step.advance
    print(step.sentence(name), file=sys.stderr)  # noqa: T201 - this is its place


@contextmanager
def lines(name: str, total: int | None) -> Iterator[Advance]:
    """A step that is told in one JSON object when it begins and one when it is done."""
    _line(step=name, event="begins", pieces=total)
    with _timed() as step:
        yield step.advance
    _line(step=name, event="done", pieces=step.done, seconds=round(step.seconds, 3))


@contextmanager
def bar(name: str, total: int | None) -> Iterator[Advance]:
    """A step shown as it goes, with its rate and the time left, and told in one line at the end."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        *Progress.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with _timed() as step, Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=total)

        def advance(n: int) -> None:
            step.advance(n)
            progress.advance(task, n)

        yield advance
    console.print(step.sentence(name), highlight=False)


class _Step:
    """How far a step is, and how long it took."""

    def __init__(self) -> None:
        self.done, self.seconds = 0, 0.0

    def advance(self, n: int) -> None:
        self.done += n

    def sentence(self, name: str) -> str:
        return f"{name}: {self.done:,} in {self.seconds:.1f} s"


@contextmanager
def _timed() -> Iterator[_Step]:
    step, start = _Step(), time.monotonic()
    yield step
    step.seconds = time.monotonic() - start


def _line(**fields: object) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"at": at, **fields}), file=sys.stderr)  # noqa: T201 - this is its place


def chosen(quiet: bool, log_json: bool = False) -> Show:
    """How this process shows its steps."""
    if quiet:
        return silent
    if log_json:
        return lines
    return bar if sys.stderr.isatty() else plain
