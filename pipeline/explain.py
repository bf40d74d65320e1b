"""What was done to one article, told to a person."""

import difflib
import re
from collections.abc import Iterator

from pipeline.ledger import Entry
from pipeline.reasons import reason

_LONG = 120
# A terminal obeys these; as data they are shown by their number.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def explanation(entry: Entry, source: str, rules: dict[str, str]) -> Iterator[str]:
    """A line on the article, then two for each edit: where, which rule and why; old and new.

    Edits of nothing but blanks and line ends are only counted.
    """
    verdict = entry.verdict
    yield f"{verdict.path}: {verdict.fate}{f', {verdict.why}' if verdict.why else ''}"
    if entry.encoding:
        sure = "" if not entry.doubt else f", doubt {entry.doubt:.2f}"
        yield f"encoding: {entry.encoding} ({entry.how}{sure})"
    for name, (value, where) in sorted(entry.found.items()):
        yield f"{name}: {shown(value)} (from {where})"
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    line = blank = 0
    for row in sorted(entry.rows, key=lambda row: (row.lo, row.hi)):
        if not (row.old + row.new).strip():
            blank += 1
            continue
        while line + 1 < len(starts) and starts[line + 1] <= row.lo:
            line += 1
        place = f"{line + 1}:{row.lo - starts[line] + 1}"
        yield f"{place} {row.stage}/{row.rule}: {rules.get(row.rule) or reason(row.rule)}"
        yield f"    {shown(row.old)}{f' -> {shown(row.new)}' if row.new else ''}"
    if blank:
        yield f"Besides, {blank:,} edits of blanks and line ends; --json tells them too."


def shown(text: str) -> str:
    r"""A text on one line that a terminal can be given; the middle of a long one is left out.

    >>> shown("甲\n\x1b[2J乙")
    '甲⏎<1B>[2J乙'
    """
    if len(text) > _LONG:
        left = len(text) - _LONG
        text = f"{text[: _LONG // 2]} … {left:,} more … {text[-_LONG // 2 :]}"
    return plain(text.replace("\n", "⏎"))


def plain(text: str) -> str:
    """A text without characters that a terminal would obey: they are shown by their number."""
    return _CONTROL.sub(lambda found: f"<{ord(found[0]):02X}>", text)


def differences(source: str, text: str) -> Iterator[str]:
    """The lines of a unified diff between the source and the article."""
    before, after = (plain(side).splitlines() for side in (source, text))
    return difflib.unified_diff(before, after, "source", "article", lineterm="", n=1)
