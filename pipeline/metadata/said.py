"""Facts that are words of a page, with the same repairs and the same script as its text."""

from collections.abc import Mapping

from pipeline.characters import convert, repair, spelled
from pipeline.model.article import Meta
from pipeline.model.edits import Text

SAID = frozenset({"title", "author", "sitename", "source_name", "tags"})
"""Facts that are words of the page, and as dirty as its text."""


def repaired_facts(found: Mapping[str, Meta]) -> dict[str, Meta]:
    """Titles and names with the repairs of a text, on one line; each knows what it was."""
    return {name: _repaired(meta) if name in SAID else meta for name, meta in found.items()}


def _repaired(meta: Meta) -> Meta:
    """A fact repaired; where it was read again, it says by which rule."""
    text = Text(meta.value)
    text.apply("repair.spelled", spelled.spelled_edits(text.now))
    repair.repair(text)
    again = sorted({row.rule for row in text.rows if row.stage in repair.READ_AGAIN})
    made = meta.changed(text.now.replace("\n", " ").strip())
    return made._replace(where=", ".join((meta.where, *again)))


def converted_facts(found: Mapping[str, Meta], script: str) -> dict[str, Meta]:
    """The same in one script."""
    return {
        name: meta.changed(_converted(meta.value, script)) if name in SAID else meta
        for name, meta in found.items()
    }


def _converted(value: str, script: str) -> str:
    text = Text(value)
    text.apply("convert", convert.convert_edits(value, script))
    return text.now
