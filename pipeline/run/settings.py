"""The options of a run: from the command line, else from a TOML file, else from here."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.duplicates.settings import FOLDED, KEEP, Settings
from pipeline.model.article import Structure
from pipeline.model.errors import Fault
from pipeline.reading.columns import NAMES

CHOICES = {
    "form": ("md", "jsonl", "parquet"),
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
# In a file the option is called as on the command line, where Python has the name already.
_NAMES = {"format": "form"}
# How the work is done, not what comes of it.
_HOW = frozenset(("workers", "on", "allow_shrink", "folder"))
_UNSTATED = frozenset(("folder", "only"))
_LISTS = ("folds", "keep_fields", "rules", "disable", "include", "exclude", "against")
# Paths that a file states are meant from where it lies.
_PATHS = ("rules", "against")
CARD = ("name", "license", "description", "url")
PLUGINS = ("columns", "keep")
FILTERS: Mapping[str, str] = {
    "min_letters": "give a number of letters",
    "languages": 'give a list such as ["zh"]',
    "max_repeated": "give a share from 0 to 1",
    "since": "give a day such as 2021-11-01",
    "until": "give a day such as 2021-11-01",
    "sites": 'give a list such as ["a.example"]',
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

    form: str = "md"
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
        """All options under the names that people give them, but for where they are."""
        return {
            _called(one.name): getattr(self, one.name)
            for one in fields(self)
            if one.name not in _UNSTATED
        }

    def deciding(self) -> str:
        """All options that decide what a run writes, those that are added later too.

        >>> one, other = Options(folds=("near", "contained")), Options(folds=("contained", "near"))
        >>> one.deciding() == other.deciding()
        True
        """
        stated = {one.name: getattr(self, one.name) for one in fields(self)}
        return repr([(name, _plain(value)) for name, value in stated.items() if name not in _HOW])


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
        if config and _words(paths := _several(stated.get(name, ()))):
            stated[name] = tuple(str(config.parent / one) for one in paths)
    given = {_NAMES.get(name, name): value for name, value in given.items()}
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
    place = config or "options"
    for name, value in stated.items():
        if name not in known:
            stated_names = sorted(_called(one) for one in known if one not in _UNSTATED)
            near = get_close_matches(_called(name), stated_names, 1, 0.75)
            hint = f"did you mean {near[0]}? " if near else ""
            said = f"unknown option {_called(name)!r}; {hint}known are {', '.join(stated_names)}"
            raise Fault(f"{place}{_line(config, name)}: {said}")
        if wanted := _wanted_to_keep(value, stated) if name == "keep" else _wanted(name, value):
            said = f"{_called(name)} = {_shown(value)}; {wanted}"
            raise Fault(f"{place}{_line(config, name)}: {said}")
    stated["folder"] = str((config or Path("x")).absolute().parent / stated.get("folder", ""))
    return Options(**stated)


def _called(name: str) -> str:
    """An option as people call it."""
    return next((theirs for theirs, ours in _NAMES.items() if ours == name), name)


def _line(config: Path | None, name: str) -> str:
    """Where a file of options says something, as `:12`; blank where that can't be told."""
    try:
        lines = config.read_text("utf-8").split("\n") if config else []
    except (OSError, UnicodeDecodeError):
        return ""
    said = re.compile(rf"\s*(?:{re.escape(_called(name))}\s*=|\[[\w.-]*\b{re.escape(name)}\s*\])")
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
        number = isinstance(one, int | float) and not isinstance(one, bool)
        good = {
            "min_letters": type(one) is int and one >= 0,
            "max_repeated": number and 0 <= one <= 1,
            "languages": _words(one),
            "sites": _words(one),
        }.get(name, isinstance(one, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", one) is not None)
        if not good:
            return f"{name}: {FILTERS[name]}"
    return ""


def _wanted_to_keep(value: Any, stated: Mapping[str, Any]) -> str:
    """What `keep` takes instead of this value, where there are these other options."""
    own = stated.get("keep_fields", ())
    some = isinstance(stated.get("plugins"), Mapping) and stated["plugins"].get("columns")
    if value in KEEP or (isinstance(value, str) and (value in own or some)):
        return ""
    return f"choose from {', '.join(KEEP)}, or a column of keep_fields"


def _words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


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
    if name == "filter":
        return _wanted_of_filter(value)
    if name == "plugins":
        good = isinstance(value, Mapping) and all(
            kind in PLUGINS and _words(named) for kind, named in value.items()
        )
        return "" if good else 'write [plugins], and below it columns = ["module:function"] or keep'
    if name in ("limit", "sample", "pairs"):
        what = "pairs" if name == "pairs" else "records"
        return "" if type(value) is int and value >= 0 else f"give a number of {what}"
    if name in _LISTS and name != "folds":
        return "" if _words(value) else 'give a list such as ["a", "b"]'
    if name == "folder":
        return "" if isinstance(value, str) else "give the path of a folder"
    if name == "card":
        good = isinstance(value, Mapping) and all(
            one in CARD and isinstance(text, str) for one, text in value.items()
        )
        return "" if good else f"write [card], and below it lines for {', '.join(CARD)}"
    if name == "guards":
        if not isinstance(value, Mapping):
            return 'write [guards], and below it lines such as "host.example" = "off"'
        good = all(isinstance(site, str) and on in CHOICES["guard"] for site, on in value.items())
        return "" if good else "each site is on or off"
    if name in ("allow_shrink", "table"):
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
    if config.name == "pyproject.toml":
        table = table.get("tool", {}).get(_TOOL, {})
    return {_NAMES.get(name, name): value for name, value in table.items()}
