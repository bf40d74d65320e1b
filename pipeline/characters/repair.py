r"""What happens to the characters of a text, in order, so that later stages meet clean ones.

After the last pass a text has one paragraph a line: `\\n` between paragraphs only, no empty lines,
no blanks at line ends, no line break at its end. Punctuation, width and digits stay the author's.
Private-use characters and a lone `?` are looked at only after the glosses: they carry lost bytes.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

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
from pipeline.characters.char_kinds import ASTRAL, bits, census, unseen
from pipeline.model.edits import Edit, Text

_BLANKS = " \xa0\u3000\t"  # a tab stands for all that are rarer
_SHORT = 100  # characters, as of a title: one by one they are looked up sooner than in tables


class Pass(NamedTuple):
    """A function that says edits, asked only of texts that hold one of the characters it `wants`.

    One that wants nothing is asked of every text.
    """

    name: str
    edits: Callable[[str], Iterable[Edit]]
    wants: str


PASSES: tuple[Pass, ...] = (
    Pass("repair.mojibake", mojibake.mojibake_edits, ""),
    Pass("repair.invisible", noise.invisible, f"\x01\x80\t\u034f{ASTRAL}"),
    Pass("repair.selectors", unified.stray_selectors, f"\ufe00\u115f{ASTRAL}"),
    Pass("repair.doubles", unified.doubles, f"\u2f00{ASTRAL}"),
    Pass("repair.unicode-escapes", escapes.unicode_escapes, "\\"),
    Pass("repair.entities", escapes.entities, "&"),
    Pass("repair.unseen", noise.invisible, f"\x01\x80\t\u034f{ASTRAL}"),  # which those spelled
    Pass("repair.tags", escapes.tags, "<"),
    Pass("repair.line-escapes", escapes.line_escapes, "\\"),
    Pass("repair.glosses", glosses.gloss_edits, "(（"),
    Pass("repair.private-use", noise.private_use, "\ue000"),
    Pass("repair.emoji", noise.emoji, ASTRAL),
    Pass("repair.subtitles", subtitles.cues, "\n"),
    Pass("repair.pages", page_breaks.page_counters, "\n"),
    Pass("repair.wraps", wraps.wraps, "\n"),
    Pass("repair.paragraphs", paragraphs.broken_paragraphs, _BLANKS),
    Pass("repair.lines", paragraphs.lines_of_paragraphs, f"\n{_BLANKS}"),
    Pass("repair.question-marks", noise.question_marks, "?"),
    Pass("repair.spaced-out", blanks.spaced_out, _BLANKS),
    Pass("repair.blanks", blanks.inside_words, " "),
    Pass(
        "repair.edges", paragraphs.lines_of_paragraphs, f"\n{_BLANKS}"
    ),  # what the last three have bared
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
    if len(text.now) <= _SHORT and _sound().issuperset(text.now):
        return
    left: dict[Callable[[str], Iterable[Edit]], str] = {}  # a pass leaves nothing to itself
    before, seen = text.now, census(text.now)
    for name, edits, wants in PASSES:
        if (wants and not seen & bits(wants)) or left.get(edits) is before:
            continue
        if is_source and name in SYNTAX:
            continue
        text.apply(name, edits(before))
        if text.now is not before:
            before, seen = text.now, census(text.now)
        left[edits] = before


@cache
def _sound() -> frozenset[str]:
    """The characters that no pass wants to look at, and that are never mojibake."""
    return frozenset(map(chr, np.flatnonzero(unseen() & mojibake.common()).tolist()))
