"""The options of a run: from the command line, else from a TOML file, else from here."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.faults import Fault

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


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to be done.

    `fields` maps our names (text, html, url, title, author, sitename, date, tags) to those of the
    user's JSONL and Parquet columns, where they are not found by themselves.
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

    @property
    def processes(self) -> int:
        """How many workers: as many as asked for, else one for each core we may use."""
        return self.workers or len(os.sched_getaffinity(0))


def read(config: Path | None, given: Mapping[str, Any]) -> Options:
    """The options of a run. Raises `Fault` when the file can't be read or says unknown things."""
    stated = _file(config) if config else {}
    stated |= {name: value for name, value in given.items() if value is not None}
    if "folds" in stated:
        stated["folds"] = _several(stated["folds"])
    known = [option.name for option in fields(Options)]
    for name, value in stated.items():
        if name not in known:
            raise Fault(f"{config}: unknown option {name!r}; known are {', '.join(sorted(known))}")
        for one in value if name == "folds" else (value,):
            if name in CHOICES and one not in CHOICES[name]:
                place = config or "the command line"
                raise Fault(f"{place}: {name} = {one!r}; choose from {', '.join(CHOICES[name])}")
    return Options(**stated)


def _several(value: Any) -> tuple[Any, ...]:
    """Words that a file says as a list, and the command line with commas between them."""
    words = value.split(",") if isinstance(value, str) else value
    return tuple(word.strip() for word in words if word.strip())


def _file(config: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Fault(f"{config}: {error}; give a TOML file like pipeline.toml") from error
    return {_NAMES.get(name, name): value for name, value in table.items()}
