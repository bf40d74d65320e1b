"""What two CLEAN folders have otherwise: articles, rules, and the lines of one article."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from pipeline.corpus import formats
from pipeline.corpus.changes import Change, changes
from pipeline.corpus.folder import Reader
from pipeline.model.errors import Fault
from pipeline.report import lookup

_SIGNS = {"added": "+", "changed": "~", "withdrawn": "-"}


def article_changes(old: Path, new: Path) -> Iterator[Change]:
    """The articles that `new` has otherwise than `old`, in the order of their paths."""
    one, other = lookup.reading(old), lookup.reading(new)
    with lookup.believed(new):
        yield from changes(one.written_entries(), other.written_entries())


def change_line(change: Change) -> str:
    """A change for a person: its sign, the path, what and why.

    >>> change_line(Change("a.html", "changed", "text"))
    '~ a.html (text)'
    """
    told = f" ({change.what or change.why})" if change.what or change.why else ""
    return f"{_SIGNS[change.change]} {change.path}{told}"


def summary(old: Path, new: Path, found: Counter[str]) -> str:
    """A sentence on how many articles and rules differ."""
    rules = [{rule.id for rule in lookup.known_rules(clean)} for clean in (old, new)]
    counts = ", ".join(f"{found[kind]:,} {kind}" for kind in _SIGNS)
    more, fewer = len(rules[1] - rules[0]), len(rules[0] - rules[1])
    return f"{new} beside {old}: {counts}; rules: {more:,} more, {fewer:,} no longer."


def article_lines(old: Path, new: Path, path: str) -> Iterator[str]:
    """The lines that an article has otherwise, as `diff -u` shows them, columns and text."""
    before, after = (_page(lookup.reading(clean), path) for clean in (old, new))
    if not before and not after:
        raise Fault(
            f"{path}: is an article of neither; article-pipeline compare lists what differs"
        )
    yield from unified_diff(before, after, f"{old}/{path}", f"{new}/{path}", lineterm="", n=1)


def _page(reader: Reader, path: str) -> list[str]:
    with lookup.believed(reader.clean), suppress(KeyError):
        return formats.row_to_md(formats.row(reader.article(path))).splitlines()
    return []
