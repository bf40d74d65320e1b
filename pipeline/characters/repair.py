r"""What happens to the characters of a text, in order, so that later stages meet clean ones.

After the last pass a text has one paragraph a line: `\\n` between paragraphs only, no empty lines,
no blanks at line ends, no line break at its end. Punctuation, width and digits stay the author's.
Private-use characters and a lone `?` are looked at only after the glosses: they carry lost bytes.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.characters import (
    blanks,
    escapes,
    glosses,
    mojibake,
    noise,
    page_breaks,
    paragraphs,
    subtitles,
    unified,
    wraps,
)
from pipeline.model.edits import Edit, Text

_SHORT = 100  # characters, as of a title: most hold nothing that a pass would change

RARE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2e80-\u2fdf\u3164\ud800-\uf8ff\uf900-\ufaff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffc\U00010000-\U0010ffff]"
)
"""Controls, invisible characters, private use, doubles of Han and what needs two code units."""
_ODD = re.compile(rf"{RARE.pattern}|[\s\\&<?(（]")


class Pass(NamedTuple):
    """A function that says edits; one of `rare` characters is asked where a text has some."""

    name: str
    edits: Callable[[str], Iterable[Edit]]
    rare: bool = False


PASSES: tuple[Pass, ...] = (
    Pass("repair.mojibake", mojibake.mojibake_edits),
    Pass("repair.invisible", noise.invisible, rare=True),
    Pass("repair.selectors", unified.stray_selectors, rare=True),
    Pass("repair.doubles", unified.doubles, rare=True),
    Pass("repair.unicode-escapes", escapes.unicode_escapes),
    Pass("repair.entities", escapes.entities),
    Pass("repair.tags", escapes.tags),
    Pass("repair.line-escapes", escapes.line_escapes),
    Pass("repair.unseen", noise.invisible, rare=True),  # which those spelled or kept apart
    Pass("repair.glosses", glosses.gloss_edits),
    Pass("repair.private-use", noise.private_use, rare=True),
    Pass("repair.emoji", noise.emoji, rare=True),
    Pass("repair.subtitles", subtitles.cues),
    Pass("repair.pages", page_breaks.page_counters),
    Pass("repair.wraps", wraps.wraps),
    Pass("repair.paragraphs", paragraphs.broken_paragraphs),
    Pass("repair.lines", paragraphs.lines_of_paragraphs),
    Pass("repair.question-marks", noise.question_marks),
    Pass("repair.spaced-out", blanks.spaced_out),
    Pass("repair.blanks", blanks.inside_words),
    Pass("repair.edges", paragraphs.lines_of_paragraphs),  # what the last three have bared
)


SYNTAX = frozenset(
    {
        "repair.invisible",
        "repair.unseen",
        "repair.selectors",
        "repair.unicode-escapes",
        "repair.entities",
        "repair.tags",
    }
    | {"repair.line-escapes", "repair.spaced-out", "repair.blanks"}
)
"""Passes over what is syntax, or the author's choice, in a file of Markdown."""

READ_AGAIN = ("repair.mojibake", "repair.spelled")
"""Stages that make other characters of a text than were there."""


def repair(text: Text, *, is_source: bool = False) -> None:
    r"""Make what the passes say, in their order.

    A text that `is_source` keeps its tags, entities, escapes and invisible characters.

    >>> text = Text("甲&amp;乙\u200b。 \n\n丙")
    >>> repair(text)
    >>> text.now, [row.rule for row in text.rows]
    ('甲&乙。\n丙', ['zero-width', 'entity', 'empty-line'])
    """
    short = len(text.now) <= _SHORT
    if short and not _ODD.search(text.now) and not mojibake.suspicious(text.now):
        return
    left: dict[Callable[[str], Iterable[Edit]], str] = {}  # a pass leaves nothing to itself
    for name, edits, rare in PASSES:
        before = text.now
        if left.get(edits) is before or (is_source and name in SYNTAX):
            continue
        if not rare or RARE.search(before):
            text.apply(name, edits(before))
        left[edits] = text.now
