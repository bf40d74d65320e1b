"""What happens to the characters of a text, in order, so that later stages meet clean ones.

After the last pass a text has one paragraph a line: `\\n` between paragraphs only, no empty lines,
no blanks at line ends, no line break at its end. Punctuation, width and digits stay the author's.
Private-use characters and a lone `?` are looked at only after the glosses: they carry lost bytes.
"""

from collections.abc import Callable, Iterable

from pipeline.edits import Edit
from pipeline.stages.repairs import blanks, escapes, glosses, noise, paragraphs

PASSES: tuple[tuple[str, Callable[[str], Iterable[Edit]]], ...] = (
    ("repair.invisible", noise.invisible),
    ("repair.unicode-escapes", escapes.unicode_escapes),
    ("repair.entities", escapes.entities),
    ("repair.tags", escapes.tags),
    ("repair.line-escapes", escapes.line_escapes),
    ("repair.glosses", glosses.edits),
    ("repair.private-use", noise.private_use),
    ("repair.emoji", noise.emoji),
    ("repair.wraps", paragraphs.wraps),
    ("repair.paragraphs", paragraphs.paragraphs),
    ("repair.lines", paragraphs.lines),
    ("repair.question-marks", noise.question_marks),
    ("repair.spaced-out", blanks.spaced_out),
    ("repair.blanks", blanks.inside_words),
    ("repair.edges", paragraphs.lines),  # what the last three have bared
)
