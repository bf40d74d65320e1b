"""Several RAWs as one: the folder below which all of them lie, and which of it is read."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.model.errors import Fault
from pipeline.reading import remote
from pipeline.reading.paths import printable, real
from pipeline.reading.plan import STDIN, first

_GLOB = frozenset("*?[")


class ChosenRaw(NamedTuple):
    """A folder (or file, or address) to read; `only` are the paths below it that are, none all."""

    raw: Path
    only: tuple[str, ...] = ()


def choose_raw(raws: Sequence[str | Path]) -> ChosenRaw:
    """What some RAWs are together. Raises `Fault` where one of them names nothing.

    One path is itself. Of several, of a pattern (`news/*.jsonl`) and of a list (`@list.txt`, a path
    a line) each page is called by its path below the folder we are in, so that one more of them
    changes no other's; where one lies elsewhere, below the deepest folder that all lie in.
    """
    if len(raws) == 1 and not _is_pattern(os.fspath(raws[0])):
        return ChosenRaw(Path(raws[0]))
    named = [path for raw in raws for path in _named(os.fspath(raw))]
    whole = sorted({os.path.abspath(path) for path in named}, key=lambda path: path.split("/"))
    here = os.getcwd()
    if not all(path.startswith(here.rstrip("/") + "/") for path in whole):
        here = os.path.commonpath([os.path.dirname(path) for path in whole])
    only: list[str] = []
    for path in whole:  # what lies in another follows it
        if not only or not path.startswith(f"{only[-1]}/"):
            only.append(path)
    below = (os.path.relpath(path, here) for path in only)
    return ChosenRaw(Path(here), tuple(first(printable(path)) for path in below))


def raw_places(raw: Path, only: Sequence[str]) -> Iterator[Path]:
    """Where on this machine that lies which is read."""
    yield from (raw / os.fsdecode(real(name)) for name in only or ("",))


def _is_pattern(raw: str) -> bool:
    """Whether it names others: a list, or a pattern that is no file's own name."""
    return raw.startswith("@") or (not _GLOB.isdisjoint(raw) and not os.path.lexists(raw))


def _named(raw: str) -> Iterator[str]:
    """The paths that one of several RAWs names, each of which is there."""
    if raw == STDIN or remote.address(raw):
        raise Fault(f"{remote.shown_address(raw)}: stands alone; give it without other RAWs")
    if raw.startswith("@"):
        lines = _lines(raw[1:])
        yield from (path for line in lines for path in _named(line))
        return
    if _is_pattern(raw):
        found = sorted(glob.glob(raw, recursive=True))
        if not found:
            raise Fault(f"{raw}: fits no file or folder; look at the pattern")
        yield from found
        return
    if not os.path.lexists(raw):
        raise Fault(f"{raw}: no such file or folder; give what holds the pages")
    yield raw


def _lines(name: str) -> list[str]:
    """The paths of a list, a line each; empty lines say nothing."""
    try:
        content = Path(name).read_bytes()
    except OSError as error:
        raise Fault(f"@{name}: {error.strerror}; give a list of paths, a line each") from error
    lines = [os.fsdecode(line.rstrip(b"\r")) for line in content.split(b"\n") if line.strip()]
    if not lines:
        raise Fault(f"@{name}: names no path; write one a line")
    if any(line.startswith("@") for line in lines):
        raise Fault(f"@{name}: names another list; write paths")
    return lines
