"""Sample articles as the page's script reads them: paragraphs of small tokens.

A token is a string that stayed, or `[rule, old, new]`; `rule` is a number in the list of rules.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.corpus.folder import Output
from pipeline.model import ledger
from pipeline.model.edits import undo
from pipeline.model.outcome import plain
from pipeline.model.reasons import reason
from pipeline.model.spans import Span, paragraphs, spans
from pipeline.report.chinese import chinese
from pipeline.report.clusters import Token
from pipeline.report.stats import kind_of_change

# The middle of a long removed part can be had by `undo`; the ends tell what it was.
_HEAD, _TAIL = 240, 120
# More lines than these that went whole would push the article off the screen.
_MENU = 6


class SampleRules:
    """The rules that occur in the samples, by number."""

    def __init__(self, whys: dict[str, str]) -> None:
        self._whys = whys
        self._numbers: dict[tuple[str, str], int] = {}
        self.rows: list[dict[str, Any]] = []

    def number(self, stage: str, rule: str) -> int:
        """The number of a rule, new where it was not met before."""
        known = self._numbers.setdefault((stage, rule), len(self._numbers))
        if known == len(self.rows):
            why = self._whys.get(rule) or reason(rule)
            told = [plain(why), plain(chinese(why))]
            self.rows.append(
                {"id": rule, "stage": stage, "kind": kind_of_change(stage), "why": told}
            )
        return known


def sample_page(output: Output, rules: SampleRules) -> dict[str, Any]:
    """One page to be read: what is known of it, and its source beside its article."""
    entry = ledger.read_entry(output.ledger)
    found = spans(undo(output.text, entry.rows), entry.rows)
    return {
        "path": plain(entry.path),
        "title": plain(entry.found["title"].value[:120]) if "title" in entry.found else "",
        "fate": entry.verdict.fate,
        "why": [plain(entry.verdict.why), plain(chinese(entry.verdict.why))],
        "encoding": f"{entry.encoding} ({entry.how})" if entry.encoding else "",
        "facts": [
            [name, plain(meta.value[:200]), plain(meta.where[:200])]
            for name, meta in sorted(entry.found.items())
            if name != "copies"
        ],
        "lines": [
            [_token(span, rules) for span in line if span.old or span.new]
            for line in _together(paragraphs(found))
        ],
    }


def _together(lines: Iterable[list[Span]]) -> Iterator[list[Span]]:
    """The paragraphs, with many lines that went whole, as menus do, run on in one of them."""
    for gone, run in groupby(lines, key=lambda line: not any(span.new.strip() for span in line)):
        held = list(run)
        if gone and len(held) > _MENU:
            yield [span for line in held for span in line]
        else:
            yield from held


def _token(span: Span, rules: SampleRules) -> Token:
    if span.row is None:
        return plain(span.old)
    return [rules.number(span.row.stage, span.row.rule), *map(_ends, (span.old, span.new))]


def _ends(text: str) -> str:
    """The beginning and the end of a long text."""
    if len(text) > _HEAD + _TAIL + 40:
        left = len(text) - _HEAD - _TAIL
        text = f"{text[:_HEAD]} […{left:,}…] {text[-_TAIL:]}"
    return plain(text)


def bounded(made: Iterator[Any], budget: int, size: Any) -> list[Any]:
    """As many of them as fit into `budget` bytes."""
    found: list[Any] = []
    for one in made:
        budget -= size(one)
        if budget < 0:
            break
        found.append(one)
    return found
