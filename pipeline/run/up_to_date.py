"""Whether a run has anything to do: told without reading a page, by what the file system says.

When a run is done it notes the fingerprint of all that it was made from, and of what it wrote. The
next run of the same has only to list the files. Nothing heavy is imported here.
"""

import json
import os
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.corpus.files import read_bytes, write_whole
from pipeline.corpus.state import KNOWN, STATE, result_key
from pipeline.model.errors import Foreign
from pipeline.model.outcome import Outcome
from pipeline.model.schema import Each, misfit
from pipeline.reading import remote, several
from pipeline.run.settings import Options

_FILE = "done.json"
_NOTE = {"inputs": str, "clean": str, "fates": Each(int), "flagged": [str]}
# What a run leaves in its state for later commands: when it is gone, there is something to do.
_NEEDED = (f"{STATE}/{KNOWN}",)
# Two changes within one tick of the file system's clock look like one; ticks last up to 10 ms.
_TICK = 20_000_000


def inputs_of(raw: Path, options: Options) -> str:
    """The digest of all that a run is made from, blank where no one can tell before it is read."""
    if str(raw) == "-" or remote.address(raw):  # elsewhere the clock is another's
        return ""
    stamps = _Stamps()
    for place in several.raw_places(raw, options.only):
        stamps.add(place)
    if 0 <= time.time_ns() - stamps.newest < _TICK:
        time.sleep(_TICK / 1e9)
    said = [options.deciding(), stamps.hexdigest()]
    if options.plugins:
        from pipeline.run.own import OwnOptions  # heavy, and few runs have plugins

        said.append(OwnOptions(plugins=options.plugins, folder=options.folder).key)
    said += [_digest(Path(name)) for name in options.rules]
    said += [_contents(Path(name)) for name in options.against]
    return result_key("run", *said).hex()


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _contents(clean: Path) -> str:
    """What tells one state of another CLEAN, or of its index, from the next."""
    from pipeline.corpus.folder import SUMS  # heavy, and few runs ask for it

    sums = _digest(clean / SUMS)
    files = [] if sums else sorted(clean.glob("*"))
    return sums or repr(
        [(file.name, (at := file.stat()).st_size, at.st_mtime_ns) for file in files]
    )


def unchanged(clean: Path, inputs: str) -> Outcome | None:
    """What the last run came to, if it was made from the same and CLEAN is as it left it."""
    told = _told(clean)
    if told.get("inputs") != inputs or not untouched(clean):
        return None
    return Outcome(Counter(told["fates"]), tuple(told["flagged"]))


def untouched(clean: Path) -> bool:
    """Whether CLEAN is as the last run left it, whatever that was made from."""
    told = _told(clean)
    return bool(told) and told["clean"] == _written(clean)


def _told(clean: Path) -> dict[str, Any]:
    """What the last run noted; nothing where that can't be read."""
    try:
        told = json.loads(read_bytes(clean, f"{STATE}/{_FILE}"))
    except (OSError, ValueError, Foreign):
        return {}
    return {} if misfit(told, _NOTE) else dict(told)


def note(clean: Path, inputs: str, outcome: Outcome) -> None:
    """Note that a run is done."""
    if not inputs:
        return
    found = {
        "inputs": inputs,
        "clean": _written(clean),
        "fates": outcome.fates,
        "flagged": outcome.flagged,
    }
    write_whole(clean / STATE / _FILE, json.dumps(found).encode())


def forget(clean: Path) -> None:
    """A run begins: what the last one noted does not hold any more."""
    (clean / STATE / _FILE).unlink(missing_ok=True)


def _written(clean: Path) -> str:
    """The digest of the stamps of all files of CLEAN, and of those that commands need."""
    stamps = _Stamps()
    for top in (clean, *(clean / name for name in _NEEDED)):
        stamps.add(top)
    return stamps.hexdigest()


class _Stamps:
    """What the file system says of many files, as one digest, and when the newest was changed."""

    def __init__(self) -> None:
        self._digest = sha256()
        self.newest = 0
        self.hexdigest = self._digest.hexdigest

    def add(self, top: Path) -> None:
        """Everything below a folder but its state, or one file."""
        try:
            found = top.stat()
        except OSError:
            return
        if not top.is_dir():
            self._take([_stamp("", found)], found.st_ctime_ns)
            return
        folders = [(os.fspath(top), "")]
        while folders:
            folder, below = folders.pop()
            lines, newest = [below], 0
            try:
                with os.scandir(folder) as listed:
                    for entry in listed:
                        if not entry.is_dir(follow_symlinks=False):
                            found = entry.stat(follow_symlinks=False)
                            newest = max(newest, found.st_ctime_ns)
                            lines.append(_stamp(entry.name, found))
                        elif below or entry.name != STATE:
                            folders.append((entry.path, f"{below}{entry.name}/"))
            except OSError as error:
                lines.append(f"errno {error.errno}")
            self._take(lines, newest)
            folders.sort()

    def _take(self, lines: list[str], newest: int) -> None:
        self.newest = max(self.newest, newest)
        content = "\n".join((*sorted(lines), "", "")).encode("utf-8", "surrogateescape")
        self._digest.update(content)


def _stamp(name: str, found: os.stat_result) -> str:
    """What tells that a file is the one that was read: nothing sets ctime but the system."""
    return f"{name}\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
