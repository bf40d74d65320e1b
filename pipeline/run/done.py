"""Whether a run has anything to do: told without reading a page, by what the file system says.

When a run is done it notes the fingerprint of all that it was made from, and of what it wrote. The
next run of the same has only to list the files. Nothing heavy is imported here.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.outcome import Outcome
from pipeline.run.files import write_whole
from pipeline.run.state import STATE, key
from pipeline.settings import Options

_FILE = "done.json"
# What a run leaves in its state for later commands: when it is gone, there is something to do.
_NEEDED = (f"{STATE}/near",)
# Two changes within one tick of the file system's clock look like one; ticks last up to 10 ms.
_TICK = 20_000_000


class Inputs:
    """All that a run is made from, as it was before the first page was read."""

    def __init__(self, raw: Path, options: Options) -> None:
        self.digest = ""
        if str(raw) == "-":  # what comes on stdin can't be told before it is read
            return
        stamps = sha256()
        newest = 0
        for name, stamp in _files(raw):
            newest = max(newest, *stamp[1:3])
            stamps.update(repr((name, stamp)).encode("utf-8", "surrogateescape"))
        if 0 <= time.time_ns() - newest < _TICK:
            time.sleep(_TICK / 1e9)
        made_by = (options.form, options.duplicates, options.script, sorted(options.fields.items()))
        self.digest = key("run", *made_by, stamps.hexdigest()).hex()


def unchanged(clean: Path, inputs: Inputs) -> Outcome | None:
    """What the last run came to, if it was made from the same and CLEAN is as it left it."""
    try:
        note = json.loads((clean / STATE / _FILE).read_bytes())
        if note["inputs"] != inputs.digest or note["clean"] != _written(clean):
            return None
        return Outcome(Counter(note["fates"]), tuple(note["flagged"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(clean: Path, inputs: Inputs, outcome: Outcome) -> None:
    """Note that a run is done."""
    if not inputs.digest:
        return
    content = {
        "inputs": inputs.digest,
        "clean": _written(clean),
        "fates": outcome.fates,
        "flagged": outcome.flagged,
    }
    write_whole(clean / STATE / _FILE, json.dumps(content).encode())


def forget(clean: Path) -> None:
    """A run begins: what the last one noted does not hold any more."""
    (clean / STATE / _FILE).unlink(missing_ok=True)


def _written(clean: Path) -> str:
    """The digest of the stamps of all files of CLEAN, and of those that commands need."""
    stamps = sha256()
    for top in (clean, *(clean / name for name in _NEEDED)):
        for name, stamp in _files(top):
            stamps.update(repr((name, stamp)).encode("utf-8", "surrogateescape"))
        stamps.update(b"\n")
    return stamps.hexdigest()


def _files(top: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Everything below a folder but its state, sorted, with what would show that it was touched.

    Of a folder only the name counts: what is in it comes by itself.
    """
    try:
        found = top.stat()
    except OSError:
        return
    if not top.is_dir():
        yield "", _stamp(found)
        return
    folders = [(os.fspath(top), "")]
    while folders:
        folder, below = folders.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            yield below, (-(error.errno or 1),) * 5
            continue
        for entry in entries:
            name = below + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield name, _stamp(entry.stat(follow_symlinks=False))
            elif name != STATE:
                yield name + "/", (0,) * 5
                folders.append((entry.path, name + "/"))


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    """What tells that a file is the one that was read: nothing sets ctime but the system."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
