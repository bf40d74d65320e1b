"""What was done to one article, told to a person."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.edits import Row
from pipeline.model.ledger import Entry
from pipeline.model.outcome import counted, plain
from pipeline.model.reasons import reason
from pipeline.model.spans import paragraphs, spans

_LONG = 120


class Styled(NamedTuple):
    """Some words of a line, and the colour that a terminal may show them in."""

    text: str
    colour: str | None = None


def explanation(entry: Entry, source: str, rules: dict[str, str]) -> Iterator[list[Styled]]:
    """Lines on the article, then two for each edit: where and which rule; old and new.

    Why a rule acts is told where it acts first. Edits of nothing but blanks and line ends are only
    counted.
    """
    verdict = entry.verdict
    why = f", {verdict.why}" if verdict.why else ""
    yield [Styled(f"{plain(verdict.path)}: {verdict.fate}{plain(why)}")]
    if entry.encoding:
        how = [entry.how] if entry.how != entry.encoding else []
        sure = [f"doubt {entry.doubt:.2f}"] if entry.doubt else []
        told = f" ({', '.join(how + sure)})" if how or sure else ""
        yield [Styled(f"encoding: {entry.encoding}{told}")]
    for name, (value, where, was) in sorted(entry.found.items()):
        there = f", there {shown(was)}" if was else ""
        yield [Styled(f"{name}: {shown(value)} (from {plain(where)}{there})")]
    yield from _edits(entry.rows, source, rules)


def _edits(rows: Sequence[Row], source: str, reasons: dict[str, str]) -> Iterator[list[Styled]]:
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    line = blank = 0
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (row.lo, row.hi)):
        if not (row.old + row.new).strip():
            blank += 1
            continue
        while line + 1 < len(starts) and starts[line + 1] <= row.lo:
            line += 1
        why = "" if row.rule in seen else f": {reasons.get(row.rule) or reason(row.rule)}"
        seen.add(row.rule)
        place = f"{line + 1}:{row.lo - starts[line] + 1} "
        yield [Styled(place), Styled(f"{row.stage}/{row.rule}", "cyan"), Styled(plain(why))]
        new = [Styled(" -> "), Styled(shown(row.new), "green")] if row.new else []
        yield [Styled("    "), Styled(shown(row.old), "red"), *new]
    count = len(rows) - blank
    rest = f"; besides, {blank:,} of blanks and line ends (--json tells them too)" if blank else ""
    yield [Styled(f"{counted(count, 'edit')} by {counted(len(seen), 'rule')}{rest}.")]


def shown(text: str) -> str:
    r"""A text on one line that a terminal can be given; the middle of a long one is left out.

    >>> shown("甲\n\x1b[2J乙")
    '甲⏎<1B>[2J乙'
    """
    if len(text) > _LONG:
        left = len(text) - _LONG
        text = f"{text[: _LONG // 2]} … {left:,} more … {text[-_LONG // 2 :]}"
    return plain(text.replace("\n", "⏎"))


def differences(source: str, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of a diff between a source and its article, paragraph beneath paragraph.

    Of what stayed, one paragraph before and behind each change is shown; empty lines are left out.
    """
    yield "--- source"
    yield "+++ article"
    pairs = list(_paragraphs(source, rows))
    last = -1
    for i, (line, old, new) in enumerate(pairs):
        near = pairs[max(i - 1, 0) : i + 2]
        if all(old == new for _, old, new in near):
            continue
        if i != last + 1 or i == 0:
            yield f"@@ line {line} @@"
        last = i
        if old == new:
            yield from (f" {part}" for part in old)
        else:
            yield from (f"-{part}" for part in old)
            yield from (f"+{part}" for part in new)


def _paragraphs(source: str, rows: Sequence[Row]) -> Iterator[tuple[int, list[str], list[str]]]:
    """The number of a line of the source, the lines from there, and what they became."""
    line = 1
    for found in paragraphs(spans(source, rows)):
        sides = ("".join(span.old for span in found), "".join(span.new for span in found))
        old, new = ([part for part in plain(side).splitlines() if part.strip()] for side in sides)
        if old or new:
            yield line, old, new
        line += sides[0].count("\n")
