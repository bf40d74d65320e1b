"""Sample articles and pairs as the page's script reads them: paragraphs of small tokens.

A token is a string that stayed, or `[rule, old, new]`; `rule` is a number in the list of rules.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from pipeline import ledger
from pipeline.corpus import Output
from pipeline.edits import undo
from pipeline.explain import plain
from pipeline.reasons import reason
from pipeline.report.gather import Gathered, kind_of, text_of
from pipeline.report.spans import Span, paragraphs, spans
from pipeline.surveys.duplicates import Fold

Token = str | list[Any]
Sheet = list[list[Token]]

# The middle of a long removed part can be had by `undo`; the ends tell what it was.
_HEAD, _TAIL = 240, 120
# Of two texts that are compared, so much is shown: some three screens.
COMPARED = 6_000
# More lines than these that went whole would push the article off the screen.
_MENU = 6
# Two clauses that differ are compared by character up to this product of their lengths.
_CELLS = 90_000
_CLAUSE = re.compile(r"[^。！？；，,.!?\n]*[。！？；，,.!?\n]?")
# A stretch that agrees is worth showing as such from three characters on; below it is chance.
_WORTH = 3


class Rules:
    """The rules that occur in the samples, by number."""

    def __init__(self, whys: dict[str, str]) -> None:
        self._whys = whys
        self._numbers: dict[tuple[str, str], int] = {}
        self.rows: list[dict[str, str]] = []

    def number(self, stage: str, rule: str) -> int:
        """The number of a rule, new where it was not met before."""
        known = self._numbers.setdefault((stage, rule), len(self._numbers))
        if known == len(self.rows):
            why = self._whys.get(rule) or reason(rule)
            self.rows.append({"id": rule, "stage": stage, "kind": kind_of(stage), "why": why})
        return known


def read(output: Output, rules: Rules) -> dict[str, Any]:
    """One page to be read: what is known of it, and its source beside its article."""
    entry, text = ledger.read(output.ledger), text_of(output)
    found = spans(undo(text, entry.rows), entry.rows)
    return {
        "path": plain(entry.path),
        "title": plain(entry.found["title"].value[:120]) if "title" in entry.found else "",
        "fate": entry.verdict.fate,
        "why": plain(entry.verdict.why),
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


def _token(span: Span, rules: Rules) -> Token:
    if span.row is None:
        return plain(span.old)
    return [rules.number(span.row.stage, span.row.rule), *map(_ends, (span.old, span.new))]


def _ends(text: str) -> str:
    """The beginning and the end of a long text."""
    if len(text) > _HEAD + _TAIL + 40:
        left = len(text) - _HEAD - _TAIL
        text = f"{text[:_HEAD]} […{left:,}…] {text[-_TAIL:]}"
    return plain(text)


def compared(pair: Fold, gathered: Gathered) -> dict[str, Any] | None:
    """Two pages beside each other; None where one of them has no text."""
    other, one = gathered.texts.get(pair.path), gathered.texts.get(pair.of)
    if not other or not one:
        return None
    return {
        "of": plain(pair.of),
        "path": plain(pair.path),
        "relation": pair.relation,
        "similarity": round(pair.similarity, 3),
        "cut": max(len(one), len(other)) > COMPARED,
        "sizes": [len(one), len(other)],
        "lines": differences(one[:COMPARED], other[:COMPARED]),
    }


def differences(one: str, other: str) -> Sheet:
    """Where two texts differ, by clause and then by character: `[-1, of one, of the other]`.

    >>> differences("河边有柳。孩子在放风筝。", "河边有柳。孩子在放纸鸢。")
    [['河边有柳。孩子在放', [-1, '风筝', '纸鸢'], '。']]
    """
    sheet: Sheet = [[]]
    for old, new in _joined(_pairs(one, other)):
        if old != new:
            sheet[-1].append([-1, plain(old), plain(new)])
            if old.endswith("\n") or new.endswith("\n"):
                sheet.append([])
            continue
        for line in old.splitlines(keepends=True):
            sheet[-1].append(plain(line))
            if line.endswith("\n"):
                sheet.append([])
    return [line for line in sheet if line]


def _pairs(one: str, other: str) -> Iterator[tuple[str, str]]:
    a, b = (_CLAUSE.findall(text) for text in (one, other))
    for same, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = "".join(a[a0:a1]), "".join(b[b0:b1])
        if same == "equal" or not old or not new or len(old) * len(new) > _CELLS:
            yield old, new
        else:
            yield from _characters(old, new)


def _characters(old: str, new: str) -> Iterator[tuple[str, str]]:
    done = (0, 0)
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        edge = (a, b) == (0, 0) or (a + size, b + size) == (len(old), len(new))
        if size and size < _WORTH and not edge:
            continue
        yield old[done[0] : a], new[done[1] : b]
        yield old[a : a + size], new[b : b + size]
        done = (a + size, b + size)


def _joined(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours of one kind put together."""
    held: tuple[str, str] | None = None
    for old, new in pairs:
        if not old and not new:
            continue
        if held is not None and (held[0] == held[1]) == (old == new):
            held = held[0] + old, held[1] + new
            continue
        if held is not None:
            yield held
        held = old, new
    if held is not None:
        yield held


def bounded(made: Iterator[Any], budget: int, size: Any) -> list[Any]:
    """As many of them as fit into `budget` bytes."""
    found: list[Any] = []
    for one in made:
        budget -= size(one)
        if budget < 0:
            break
        found.append(one)
    return found


def clusters(folds: Sequence[Fold], gathered: Gathered) -> Iterator[dict[str, Any]]:
    """The pairs that can be shown, those with the same kept page together, least similar first."""
    first = {fold.of: i for i, fold in reversed(list(enumerate(folds)))}
    for fold in sorted(folds, key=lambda one: (first[one.of], one.similarity, one.path)):
        shown = compared(fold, gathered)
        if shown:
            yield shown
