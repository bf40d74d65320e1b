"""The options of a run: from the command line, else from a TOML file, else from here."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any

from pipeline.duplicates.settings import FOLDED, KEEP, Settings
from pipeline.model.article import Structure
from pipeline.model.errors import Fault
from pipeline.model.schema import Each, misfit
from pipeline.reading.columns import NAMES

CHOICES = {
    "format": ("md", "jsonl", "parquet"),
    "ledger": ("jsonl", "jsonl.zst", "parquet"),
    "duplicates": ("fold", "keep"),
    "folds": ("near", "contained", "revision"),
    "keep": KEEP,
    "guard": ("on", "off"),
    "script": ("simplified", "traditional", "taiwan", "hongkong", "keep"),
    "text": ("plain", "markdown"),
    "links": ("none", "markdown"),
    "replies": ("drop", "keep"),
    "on": ("local", "ray"),
}
# How the work is done, not what comes of it.
_HOW = frozenset(("workers", "on", "allow_shrink", "folder"))
_UNSTATED = frozenset(("folder", "only"))
_LISTS = ("folds", "keep_fields", "rules", "disable", "include", "exclude", "against")
# Paths that a file states are meant from where it lies.
_PATHS = ("rules", "against")
_CARD = ("name", "license", "description", "url")
PLUGINS = ("columns", "keep")
FILTERS: Mapping[str, tuple[Any, str]] = {
    "min_letters": (int, "give a number of letters"),
    "languages": ([str], 'give a list such as ["zh"]'),
    "max_repeated": (float, "give a share from 0 to 1"),
    "since": (str, "give a day such as 2021-11-01"),
    "until": (str, "give a day such as 2021-11-01"),
    "sites": ([str], 'give a list such as ["a.example"]'),
}
"""The filters there are, and what each of them takes."""
# More processes than any machine has cores are a slip of the hand.
MOST_WORKERS = 1_024
_TOOL = "article-pipeline"
_LONGEST_FILE = 1 << 20  # bytes; the file that ships has some 1,000


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to be done.

    `fields` maps our names (text, html, url, title, author, sitename, date, tags) to those of the
    user's JSONL and Parquet columns, where they are not found by themselves; those in `keep_fields`
    become columns of their own. `guards` has the sites for which the guard is off. `filter` and
    `plugins` choose articles and add columns; `rules` are files of rules, `disable` the ids of
    some; `include` and `exclude` choose files, `limit` and `sample` take only so many records.
    `pairs` is how many of the pairs that were compared are written.
    `against` are other CLEAN folders, or their indexes, of which copies are left out.
    `card` is what a card says of the corpus, None for no card.
    `allow_shrink` lets a run leave far fewer articles than stand in CLEAN. `folder` is where
    plugins are looked for, and `only` what of RAW is read: no file states it.
    """

    format: str = "md"
    ledger: str = "jsonl"
    duplicates: str = "fold"
    folds: tuple[str, ...] = CHOICES["folds"]
    keep: str = "fullest"
    guard: str = "on"
    script: str = "simplified"
    text: str = "plain"
    links: str = "none"
    replies: str = "drop"
    on: str = "local"
    workers: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    keep_fields: tuple[str, ...] = ()
    filter: Mapping[str, Any] = field(default_factory=dict)
    plugins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    limit: int = 0
    sample: int = 0
    pairs: int = 100_000
    table: bool = False
    card: Mapping[str, str] | None = None
    guards: Mapping[str, str] = field(default_factory=dict)
    allow_shrink: bool = False
    folder: str = ""
    only: tuple[str, ...] = ()

    @property
    def processes(self) -> int:
        """How many workers: as many as asked for, else one for each core we may use."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def structure(self) -> Structure:
        """What is kept of a source's structure."""
        if self.text == "markdown":
            return "markdown"
        return "links" if self.links == "markdown" else "plain"

    def stated(self) -> dict[str, Any]:
        """All options, but for where they are."""
        return {name: value for name, value in self._all().items() if name not in _UNSTATED}

    def deciding(self) -> str:
        """All options that decide what a run writes, those that are added later too.

        >>> one, other = Options(folds=("near", "contained")), Options(folds=("contained", "near"))
        >>> one.deciding() == other.deciding()
        True
        """
        stated = self._all().items()
        return repr([(name, _plain(value)) for name, value in stated if name not in _HOW])

    def _all(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def folding(options: Options) -> Settings:
    """What the options say of what folds, and what of it is kept."""
    settings = Settings(
        folded=FOLDED & {"exact", *options.folds},
        keep=options.keep,
        trusted=frozenset(site for site, guard in options.guards.items() if guard == "off"),
        pairs=options.pairs,
    )
    return settings if options.guard == "on" else settings.unguarded()


def _plain(value: Any) -> Any:
    """A value of an option; where order has no meaning, in one order."""
    if isinstance(value, Mapping):
        return sorted((name, _plain(one)) for name, one in value.items())
    return sorted(value) if isinstance(value, tuple) else value


def found() -> Path | None:
    """The options of the folder we are in: `pipeline.toml`, or a table of `pyproject.toml`."""
    if Path("pipeline.toml").is_file():
        return Path("pipeline.toml")
    project = Path("pyproject.toml")
    try:
        if f"[tool.{_TOOL}" in project.read_text("utf-8"):
            return project
    except (OSError, UnicodeDecodeError):
        pass  # there is none, and nothing was asked of it
    return None


def read_options(config: Path | None, given: Mapping[str, Any]) -> Options:
    """The options of a run. Raises `Fault` when the file can't be read or says unknown things."""
    stated = _file(config) if config else {}
    for name in _PATHS:
        if config and isinstance(paths := _several(stated.get(name, ())), tuple):
            stated[name] = tuple(str(config.parent / one) for one in paths)
    words = stated.get("card", {})
    stated |= {name: value for name, value in given.items() if value is not None}
    if stated.get("card") == {}:
        stated["card"] = words  # --card asks for one, and the file says what stands on it
    for name in _LISTS:
        if name in stated:
            stated[name] = _several(stated[name])
    for name in ("filter", "plugins"):
        if isinstance(stated.get(name), Mapping):
            stated[name] = {one: _frozen(value) for one, value in stated[name].items()}
    known = [option.name for option in fields(Options) if option.name != "only"]
    for name, value in stated.items():
        place = "options" if given.get(name) is not None else f"{config}{_line(config, name)}"
        if name not in known:
            listed = sorted(one for one in known if one not in _UNSTATED)
            near = get_close_matches(name, listed, 1, 0.75)
            hint = f"did you mean {near[0]}? " if near else ""
            said = f"unknown option {name!r}; {hint}known are {', '.join(listed)}"
            raise Fault(f"{place}: {said}")
        if wanted := _wanted_to_keep(value, stated) if name == "keep" else _wanted(name, value):
            said = f"{name} = {_shown(value)}; {wanted}"
            raise Fault(f"{place}: {said}")
    stated["folder"] = str((config or Path("x")).absolute().parent / stated.get("folder", ""))
    return Options(**stated)


def _line(config: Path | None, name: str) -> str:
    """Where a file of options says something, as `:12`; blank where that can't be told."""
    try:
        lines = config.read_text("utf-8").split("\n") if config else []
    except (OSError, UnicodeDecodeError):
        return ""
    said = re.compile(rf"\s*(?:{re.escape(name)}\s*=|\[[\w.-]*\b{re.escape(name)}\s*\])")
    return next((f":{i}" for i, line in enumerate(lines, 1) if said.match(line)), "")


def _frozen(value: Any) -> Any:
    """A value of a table: lists as tuples, days as ISO."""
    if isinstance(value, date):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def _wanted_of_filter(value: Any) -> str:
    """What a filter takes instead of what it is given."""
    if not isinstance(value, Mapping):
        return "write [filter], and below it lines such as min_letters = 100"
    for name, one in value.items():
        if name not in FILTERS:
            return f"{name!r} is no filter; there are {', '.join(FILTERS)}"
        shape, wanted = FILTERS[name]
        if misfit(one, shape) or (shape is str and not re.fullmatch(r"\d{4}-\d\d-\d\d", one)):
            return f"{name}: {wanted}"
        if isinstance(one, int | float) and not 0 <= one <= (1 if shape is float else inf):
            return f"{name}: {wanted}"
    return ""


def _wanted_to_keep(value: Any, stated: Mapping[str, Any]) -> str:
    """What `keep` takes instead of this value, where there are these other options."""
    own = stated.get("keep_fields", ())
    some = isinstance(stated.get("plugins"), Mapping) and stated["plugins"].get("columns")
    if value in KEEP or (isinstance(value, str) and (value in own or some)):
        return ""
    return f"choose from {', '.join(KEEP)}, or a column of keep_fields"


_WORDS = [str]
_SHAPES: Mapping[str, Any] = {
    **dict.fromkeys(("workers", "limit", "sample", "pairs"), int),
    **dict.fromkeys(_LISTS, _WORDS),
    **{name: frozenset(values) for name, values in CHOICES.items()},
    **dict.fromkeys(("allow_shrink", "table"), bool),
    "folds": [frozenset(CHOICES["folds"])],
    "fields": {f"{name}?": str for name in NAMES},
    "plugins": {f"{name}?": _WORDS for name in PLUGINS},
    "card": {f"{name}?": str for name in _CARD},
    "guards": Each(frozenset(CHOICES["guard"])),
    "folder": str,
}
_WANTED: Mapping[str, str] = {
    "workers": f"give a number from 1 to {MOST_WORKERS}, or 0 for one a core",
    **dict.fromkeys(("limit", "sample"), "give a number of records"),
    "pairs": "give a number of pairs",
    **dict.fromkeys(("allow_shrink", "table"), "it is true or false"),
    **dict.fromkeys(_LISTS, 'give a list such as ["a", "b"]'),
    **{name: f"choose from {', '.join(values)}" for name, values in CHOICES.items()},
    "fields": 'write [fields], and below it lines such as text = "body"; '
    f"each of {', '.join(NAMES)} can be the name of one column",
    "plugins": 'write [plugins], and below it columns = ["module:function"] or keep',
    "card": f"write [card], and below it lines for {', '.join(_CARD)}",
    "guards": 'write [guards], and below it lines such as "host.example" = "off"',
    "folder": "give the path of a folder",
}


def _wanted(name: str, value: Any) -> str:
    """What an option takes instead of this value, blank where the value is good."""
    if name == "filter":
        return _wanted_of_filter(value)
    most = MOST_WORKERS if name == "workers" else inf
    good = not misfit(value, _SHAPES[name]) and (type(value) is not int or 0 <= value <= most)
    return "" if good else _WANTED[name]


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
        why = getattr(error, "strerror", "") or error  # an OSError would name the file twice
        raise Fault(f"{config}: {why}; give a TOML file like pipeline.toml") from error
    found: dict[str, Any] = table
    return found.get("tool", {}).get(_TOOL, {}) if config.name == "pyproject.toml" else found
