"""What a run would read, and about how long it would take; nothing is read or written."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.model.errors import Fault
from pipeline.model.outcome import counted
from pipeline.reading import plan, remote
from pipeline.run.pieces import Sizes
from pipeline.run.settings import Options

# Bytes a second and core, of whole runs (docs/benchmarks.md): plain text, and pages of 60 kB.
_TEXT, _HTML = 900_000, 60 * 60_000
# Seconds for each file besides, and for a run to begin: 1,000 pages of 4 kB took 8 CPU s.
_EACH, _START = 0.004, 1.5
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"})
_MOST = 10  # kinds of files told one by one


def forecast(raw: Path, options: Options) -> Iterator[str]:
    """Sentences on the files that a run would read, their kinds and sizes, and the time."""
    if str(raw) == plan.STDIN:
        raise Fault("what comes on stdin can't be told before it is read")
    if not remote.address(raw) and not raw.exists():
        raise Fault(f"{raw}: no such folder; give the folder that holds the pages")
    choice = plan.FileChoice(options.include, options.exclude)
    sizes = Sizes(raw)
    counts, sums, seconds = Counter[str](), Counter[str](), _START
    for part in plan.listed_files(raw, only=options.only):
        if not choice.takes(part.file):
            continue
        kind = PurePosixPath(part.file).suffix.lower() or "(no ending)"
        size = sizes.size(part) or 0
        counts[kind] += 1
        sums[kind] += size
        seconds += _EACH + size / (_HTML if kind in _PAGES else _TEXT)
    yield f"{counted(counts.total(), 'file')} of {_megabytes(sums.total())} would be read:"
    for kind, count in counts.most_common(_MOST):
        yield f"  {counted(count, 'file')} {kind}, {_megabytes(sums[kind])}"
    if len(counts) > _MOST:
        yield f"  and {len(counts) - _MOST:,} other kinds"
    if options.limit or options.sample:
        yield f"Of them {counted(options.sample or options.limit, 'record')} would be cleaned."
    else:
        workers = counted(options.processes, "worker")
        yield f"About {_duration(seconds / options.processes)} with {workers}; nothing was written."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _duration(seconds: float) -> str:
    """A time as people say it.

    >>> _duration(3), _duration(200), _duration(9000)
    ('3 seconds', '3 minutes', '2.5 hours')
    """
    if seconds < 90:
        return counted(max(round(seconds), 1), "second")
    if seconds < 5400:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:.1f} hours"
