"""What a run says on stderr while it works: a bar on a terminal, a line a step elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
Show = Callable[[str, int | None], AbstractContextManager[Advance]]


@contextmanager
def silent(_name: str, _total: int | None) -> Iterator[Advance]:
    """A step of which nothing is shown."""
    yield lambda _: None


@contextmanager
def plain(name: str, _total: int | None) -> Iterator[Advance]:
    """A step that is told in one line when it is done, for logs and pipes."""
    done, start = 0, time.monotonic()

    def advance(n: int) -> None:
        nonlocal done
        done += n

    yield advance
    seconds = time.monotonic() - start
    print(f"{name}: {done:,} in {seconds:.1f} s", file=sys.stderr)  # noqa: T201 - this is its place


@contextmanager
def bar(name: str, total: int | None) -> Iterator[Advance]:
    """A step shown as it goes, with its rate and the time left."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        *Progress.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(name, total=total)
        yield lambda n: progress.advance(task, n)


def chosen(quiet: bool) -> Show:
    """How this process shows its steps."""
    if quiet:
        return silent
    return bar if sys.stderr.isatty() else plain
