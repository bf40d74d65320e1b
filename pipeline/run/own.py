"""What a user's own configuration does to an article that is finished: filters, plugins, columns.

A filter or a plugin that refuses an article gives it the fate `filtered`, with the reason. A plugin
that fails on one article fails that article and no other.
"""

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from pipeline.corpus.written import article_of
from pipeline.model.article import Article, Draft, Meta, site_of
from pipeline.model.errors import Fault
from pipeline.model.provenance import as_json

_GROUP = "article_pipeline.plugins"
"""The group of entry points under which packages name their plugins."""
_OURS = frozenset(one.name for one in fields(Article))


@dataclass(frozen=True, slots=True)
class OwnOptions:
    """The user's filters, plugins and kept columns; `folder` is where modules are looked for.

    `rules` is the key of curated rules of the user's own.
    """

    filter: Mapping[str, Any] = field(default_factory=dict)
    plugins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keep_fields: tuple[str, ...] = ()
    folder: str = ""
    rules: str = ""

    @property
    def key(self) -> str:
        """What tells one configuration from another; blank where there is none."""
        if not (self.filter or self.plugins or self.keep_fields):
            return self.rules
        plugins = {
            kind: [(one, _source(one, self.folder)) for one in named]
            for kind, named in sorted(self.plugins.items())
        }
        return repr((sorted(self.filter.items()), plugins, self.keep_fields, self.rules))

    def applied(self, draft: Draft) -> Draft:
        """A kept draft as the configuration has it."""
        if draft.fate != "kept" or not self.key:
            return draft
        article = article_of(draft)
        if why := refusal(article, self.filter):
            return replace(draft, fate="filtered", why=why)
        columns: dict[str, Any] = dict(article.columns or {})
        for name in self.plugins.get("keep", ()):
            said, fault = _called(name, self.folder, article)
            if fault:
                return replace(draft, fate="failed", why=fault)
            if said:
                return replace(draft, fate="filtered", why=f"{name}: {said}")
        for name in self.plugins.get("columns", ()):
            said, fault = _called(name, self.folder, article)
            if not fault and not isinstance(said, Mapping):
                fault = f"the plugin {name} gave {type(said).__name__}, not a dict of columns"
            if fault:
                return replace(draft, fate="failed", why=fault)
            columns |= said
        return replace(draft, found=self._found(draft, article, columns))

    def _found(self, draft: Draft, article: Article, columns: dict[str, Any]) -> dict[str, Meta]:
        """The facts of a draft with the columns of the user's own."""
        found, extra = dict(draft.found), dict(article.extra or {})
        for name in self.keep_fields:
            if name in extra:
                columns[name] = extra.pop(name)
        for name, values in (("columns", columns), ("extra", extra)):
            found.pop(name, None)
            if values:
                found[name] = Meta(as_json(_named(values) if name == "columns" else values), "own")
        return found


def _named(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns under names that none of ours has."""
    return {f"source_{name}" if name in _OURS else str(name): columns[name] for name in columns}


def refusal(article: Article, wanted: Mapping[str, Any]) -> str:
    """Why a filter refuses an article; blank where none does.

    >>> page = Article("1", "a", None, None, None, None, None, "en", None, "Short.")
    >>> refusal(page, {"min_letters": 100}), refusal(page, {"languages": ["zh"]})
    ('5 letters, fewer than 100', 'its language is en, not zh')
    """
    letters = sum(map(str.isalnum, article.text))
    if letters < wanted.get("min_letters", 0):
        return f"{letters} letters, fewer than {wanted['min_letters']}"
    if "languages" in wanted and article.language not in wanted["languages"]:
        listed = ", ".join(wanted["languages"])
        return f"its language is {article.language or 'unknown'}, not {listed}"
    share = repeated(article.text)
    if share > wanted.get("max_repeated", 1):
        return f"{share:.2f} of it is lines that repeat, more than {wanted['max_repeated']}"
    date = article.date
    for name, wrong in (("since", "before"), ("until", "after")):
        bound = wanted.get(name)
        if bound and not date:
            return "its date is unknown"
        if bound and date and (date < bound if name == "since" else date > bound):
            return f"of {date}, {wrong} {bound}"
    if "sites" in wanted:
        site = site_of(article.url or "") or ""
        if not any(site == one or site.endswith(f".{one}") for one in wanted["sites"]):
            return f"its site is {site or 'unknown'}, none of those wanted"
    return ""


def repeated(text: str) -> float:
    """The share of a text's characters in lines that stood before.

    >>> repeated("一\\n二\\n一\\n一")
    0.5
    """
    lines = Counter(line.strip() for line in text.split("\n") if line.strip())
    total = sum(len(line) * count for line, count in lines.items())
    return sum(len(line) * (count - 1) for line, count in lines.items()) / max(total, 1)


def _called(name: str, folder: str, article: Article) -> tuple[Any, str]:
    """What a plugin says of an article, and its fault, if it has one."""
    try:
        return loaded(name, folder)(article), ""
    except Exception as error:  # it is the user's code, and one article never stops a run
        return None, f"the plugin {name} failed: {type(error).__name__}: {error}"


@lru_cache(maxsize=64)
def loaded(name: str, folder: str) -> Callable[[Article], Any]:
    """A plugin by the name of its entry point, or as `module:function`. Raises `Fault` for none."""
    point = next(iter(entry_points(group=_GROUP, name=name)), None)
    module, colon, function = name.partition(":")
    if not (point or colon):
        raise Fault(f"plugin {name!r}: no such entry point; name it module:function")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        found = point.load() if point else getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise Fault(f"plugin {name!r}: {error}; name it module:function") from error
    if not callable(found):
        raise Fault(f"plugin {name!r}: is no function")
    called: Callable[[Article], Any] = found
    return called


def _source(name: str, folder: str) -> str:
    """The digest of the file in which a plugin stands, so that a change of it counts."""
    code = getattr(loaded(name, folder), "__code__", None)
    try:
        return sha256(Path(code.co_filename).read_bytes()).hexdigest() if code else ""
    except OSError:
        return ""
