"""The options of a run: from the command line, else from a TOML file, else from here."""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.model.errors import Fault
from pipeline.reading.columns import NAMES

CHOICES = {
    "form": ("md", "jsonl", "parquet"),
    "duplicates": ("fold", "keep"),
    "folds": ("near", "contained", "revision"),
    "guard": ("on", "off"),
    "script": ("simplified", "traditional", "taiwan", "hongkong", "keep"),
    "links": ("none", "markdown"),
    "on": ("local", "ray"),
}
# In a file the option is called as on the command line, where Python has the name already.
_NAMES = {"format": "form"}
# How the work is done, not what comes of it.
_HOW = frozenset(("workers", "on", "allow_shrink"))
# More processes than any machine has cores are a slip of the hand.
MOST_WORKERS = 1_024
_LONGEST_FILE = 1 << 20  # bytes; the file that ships has some 1,000


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to be done.

    `fields` maps our names (text, html, url, title, author, sitename, date, tags) to those of the
    user's JSONL and Parquet columns, where they are not found by themselves. `allow_shrink` lets a
    run leave far fewer articles than stand in CLEAN.
    """

    form: str = "md"
    duplicates: str = "fold"
    folds: tuple[str, ...] = CHOICES["folds"]
    guard: str = "on"
    script: str = "simplified"
    links: str = "none"
    on: str = "local"
    workers: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    allow_shrink: bool = False

    @property
    def processes(self) -> int:
        """How many workers: as many as asked for, else one for each core we may use."""
        return self.workers or len(os.sched_getaffinity(0))

    def deciding(self) -> str:
        """All options that decide what a run writes, those that are added later too.

        >>> one, other = Options(folds=("near", "contained")), Options(folds=("contained", "near"))
        >>> one.deciding() == other.deciding()
        True
        """
        stated = {one.name: getattr(self, one.name) for one in fields(self)}
        return repr([(name, _plain(value)) for name, value in stated.items() if name not in _HOW])


def _plain(value: Any) -> Any:
    """A value of an option; where order has no meaning, in one order."""
    if isinstance(value, Mapping):
        return sorted(value.items())
    return sorted(value) if isinstance(value, tuple) else value


def read(config: Path | None, given: Mapping[str, Any]) -> Options:
    """The options of a run. Raises `Fault` when the file can't be read or says unknown things."""
    stated = _file(config) if config else {}
    stated |= {name: value for name, value in given.items() if value is not None}
    if "folds" in stated:
        stated["folds"] = _several(stated["folds"])
    known = [option.name for option in fields(Options)]
    place = config or "the command line"
    for name, value in stated.items():
        if name not in known:
            raise Fault(f"{place}: unknown option {name!r}; known are {', '.join(sorted(known))}")
        if wanted := _wanted(name, value):
            raise Fault(f"{place}: {name} = {_shown(value)}; {wanted}")
    return Options(**stated)


def _wanted(name: str, value: Any) -> str:
    """What an option takes instead of this value, blank where the value is good."""
    if name == "workers":
        good = type(value) is int and 0 <= value <= MOST_WORKERS
        return "" if good else f"give a number from 1 to {MOST_WORKERS}, or 0 for one a core"
    if name == "fields":
        if not isinstance(value, Mapping):
            return 'write [fields], and below it lines such as text = "body"'
        good = all(one in NAMES and isinstance(column, str) for one, column in value.items())
        return "" if good else f"each of {', '.join(NAMES)} can be the name of one column"
    if name == "allow_shrink":
        return "" if isinstance(value, bool) else "it is true or false"
    words = value if name == "folds" else (value,)
    good = isinstance(words, tuple) and all(
        isinstance(one, str) and one in CHOICES[name] for one in words
    )
    return "" if good else f"choose from {', '.join(CHOICES[name])}"


def _shown(value: Any) -> str:
    """A value that is refused: of several words the first wrong one, not longer than a line."""
    words = value if isinstance(value, tuple) else (value,)
    wrong = [word for word in words if word not in CHOICES["folds"]]
    return repr((wrong or [value])[0])[:80]


def _several(value: Any) -> Any:
    """Words that a file says as a list, and the command line with commas between them."""
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        return value
    return tuple(word.strip() for word in words if word.strip())


def _file(config: Path) -> dict[str, Any]:
    """The table of a file of options, which is small and no pipe."""
    try:
        if not stat.S_ISREG(config.stat().st_mode):
            raise Fault(f"{config}: is no file; give a TOML file like pipeline.toml")
        with config.open("rb") as file:
            content = file.read(_LONGEST_FILE + 1)
        if len(content) > _LONGEST_FILE:
            raise Fault(f"{config}: is larger than {_LONGEST_FILE:,} bytes; give a smaller one")
        table = tomllib.loads(content.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Fault(f"{config}: {error}; give a TOML file like pipeline.toml") from error
    return {_NAMES.get(name, name): value for name, value in table.items()}
