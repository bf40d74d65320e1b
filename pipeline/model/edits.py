"""The only place that changes text: make edits, redo them, undo them.

A stage says `Edit`s in the coordinates of the text it was given. `Text.apply` makes them and keeps
a `Row` for each, so that the decoded source can be had back from the final text and the rows alone.

>>> page = Text("著作权所有 你好&amp;再见")
>>> page.apply("repair", [Edit(8, 13, "&", "entity")])
>>> page.apply("strip", [Edit(0, 6, "", "copyright")])
>>> page.now
'你好&再见'
>>> [(row.rule, row.old, row.lo, row.hi) for row in page.rows]
[('entity', '&amp;', 8, 13), ('copyright', '著作权所有 ', 0, 6)]
>>> undo(page.now, page.rows)
'著作权所有 你好&amp;再见'
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pipeline.model.protected import Protected, fitted

PREPARING = ("decode", "unlink", "extract", "repair", "head")
"""Stages of a page by itself, in their order; one with passes names them `repair.noise`."""
FINISHING = ("marks", "strip", "collapse", "convert", "links")
"""Stages that know the corpus, or want a clean text, in their order."""


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`; `rule` says which rule wanted it."""

    start: int
    end: int
    new: str
    rule: str


class Row(NamedTuple):
    """One edit as kept: `old` stood at `at` when its stage began, and came from `source[lo:hi]`."""

    stage: str
    rule: str
    at: int
    old: str
    new: str
    lo: int
    hi: int


class EditError(ValueError):
    """Edits that overlap or leave the text, or rows that do not fit the text they meet."""


class Text:
    """A text as it is now, and every edit that made it from its source."""

    __slots__ = ("_steps", "now", "protected", "rows")

    def __init__(
        self, now: str, rows: Sequence[Row] = (), protected: Sequence[Protected] = ()
    ) -> None:
        """A source, or a text that `rows` made earlier and that goes on from there.

        `protected` are spans of `now`, in order, that no edit may leave half of.
        """
        self.now = now
        self.protected = list(protected)
        self.rows = list(rows)
        self._steps = [_Step(group) for group in by_stage(rows)]

    def apply(self, stage: str, edits: Iterable[Edit]) -> None:
        """Make the edits of one stage, all at once; each stage name is applied once.

        Edits that would break into a protected span are left out. Raises `EditError`, and changes
        nothing, when two edits overlap or one leaves the text.
        """
        made = sorted(edits)
        if self.protected:
            made = list(self._fitted(stage, made))
        if not made:
            return
        if any(step.stage == stage for step in self._steps):
            raise EditError(f"{stage}: applied twice")
        rows: list[Row] = []
        pieces: list[str] = []
        now, done, last = self.now, 0, -1
        for start, end, new, rule in made:
            if not (done <= start <= end <= len(now)) or (start, end) == (last, last):
                raise EditError(
                    f"{stage}/{rule}: edit {start}:{end} overlaps one that ends at {done}, "
                    f"or leaves the text of {len(now)} characters"
                )
            lo, hi = self.source_span(start, end)
            rows.append(Row(stage, rule, start, now[start:end], new, lo, hi))
            pieces.append(now[done:start])
            pieces.append(new)
            done, last = end, start
        pieces.append(now[done:])
        self.now = "".join(pieces)
        self.rows += rows
        step = _Step(rows)
        self._steps.append(step)
        self.protected = [
            span._replace(start=start, end=end)
            for span in self.protected
            if (start := step.start_after(span.start)) < (end := step.end_after(span.end))
        ]

    def _fitted(self, stage: str, edits: Sequence[Edit]) -> Iterator[Edit]:
        """The edits that leave every protected span whole, some of them grown to a whole span."""
        starts = [span.start for span in self.protected]
        grown = 0  # the end of what has grown; an edit within it says nothing more
        for edit in edits:
            first = max(0, bisect_right(starts, edit.start) - 1)
            near = self.protected[first : max(first, bisect_left(starts, edit.end))]
            place = fitted(stage, self.now, edit, near) if near else (edit.start, edit.end)
            if place is None or edit.start < grown:
                continue
            if place[1] > edit.end:
                grown = place[1]
            yield edit._replace(start=place[0], end=place[1])

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source from which `now[start:end]` came."""
        hi = end
        for step in reversed(self._steps):
            start, hi = step.start_before(start), step.end_before(hi)
        return start, max(start, hi)

    def now_span(self, lo: int, hi: int) -> tuple[int, int]:
        """Where what is left of `source[lo:hi]` stands now; an empty span where nothing is.

        >>> page = Text("一二三四五")
        >>> page.apply("strip", [Edit(0, 2, "", "x"), Edit(4, 5, "六七", "y")])
        >>> page.now, page.now_span(1, 4), page.now_span(0, 2), page.now_span(2, 5)
        ('三四六七', (0, 2), (0, 0), (0, 4))
        """
        for step in self._steps:
            lo, hi = step.start_after(lo), step.end_after(hi)
        return lo, max(lo, hi)


class _Step:
    """Where places in an edited text stood before: a few numbers an edit, none for a character."""

    __slots__ = ("new_ends", "new_starts", "old_ends", "old_starts", "stage")

    def __init__(self, rows: Sequence[Row]) -> None:
        self.stage = rows[0].stage
        self.old_starts = [row.at for row in rows]
        self.old_ends = [row.at + len(row.old) for row in rows]
        self.new_starts: list[int] = []
        self.new_ends: list[int] = []
        shift = 0
        for row in rows:
            self.new_starts.append(row.at + shift)
            self.new_ends.append(row.at + shift + len(row.new))
            shift += len(row.new) - len(row.old)

    def start_before(self, place: int) -> int:
        """Where a span that starts at `place` started, without text cut just before it."""
        i = bisect_right(self.new_starts, place) - 1
        if i < 0:
            return place
        if place >= self.new_ends[i]:
            return self.old_ends[i] + place - self.new_ends[i]
        return self.old_starts[i] + (place - self.new_starts[i] if self._even(i) else 0)

    def end_before(self, place: int) -> int:
        """Where a span that ends at `place` ended, without text cut just after it."""
        i = bisect_left(self.new_starts, place) - 1
        if i < 0:
            return place
        if place > self.new_ends[i]:
            return self.old_ends[i] + place - self.new_ends[i]
        return (
            self.old_starts[i] + place - self.new_starts[i] if self._even(i) else self.old_ends[i]
        )

    def start_after(self, place: int) -> int:
        """Where a span that starts at `place` starts then, behind an edit it begins within."""
        i = bisect_right(self.old_ends, place)
        if i == len(self.old_ends) or place <= self.old_starts[i]:
            return place + self._shift(i)
        return (
            self.new_starts[i] + place - self.old_starts[i] if self._even(i) else self.new_ends[i]
        )

    def end_after(self, place: int) -> int:
        """Where a span that ends at `place` ends then, before an edit it ends within."""
        i = bisect_left(self.old_starts, place) - 1
        if i < 0 or place >= self.old_ends[i]:
            return place + self._shift(i + 1)
        return (
            self.new_starts[i] + place - self.old_starts[i] if self._even(i) else self.new_starts[i]
        )

    def _shift(self, i: int) -> int:
        """How far the edits before the `i`th have moved what follows them."""
        return self.new_ends[i - 1] - self.old_ends[i - 1] if i else 0

    def _even(self, i: int) -> bool:
        """Whether an edit left the length alone, and so maps character by character."""
        return self.new_ends[i] - self.new_starts[i] == self.old_ends[i] - self.old_starts[i]


def without(text: str, rows: Sequence[Row], stage: str) -> str:
    """The text before its last stage, if that was this one."""
    return undo(text, [row for row in rows if row.stage == stage])


def by_stage(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each stage, in the order in which the stages ran."""
    return [list(group) for _, group in groupby(rows, key=attrgetter("stage"))]


def redo(source: str, rows: Sequence[Row]) -> str:
    """The final text, from the source and its rows. Raises `EditError` when a row does not fit."""
    for group in by_stage(rows):
        pieces: list[str] = []
        done = 0
        for row in group:
            end = row.at + len(row.old)
            if row.at < done or source[row.at : end] != row.old:
                raise EditError(f"{row.stage}/{row.rule}: {row.old!r} is not at {row.at}")
            pieces += (source[done : row.at], row.new)
            done = end
        source = "".join((*pieces, source[done:]))
    return source


def undo(text: str, rows: Sequence[Row]) -> str:
    """The source, from the final text and its rows. Raises `EditError` when a row does not fit."""
    for group in reversed(by_stage(rows)):
        pieces: list[str] = []
        done = shift = 0
        for row in group:
            start = row.at + shift
            end = start + len(row.new)
            if start < done or text[start:end] != row.new:
                raise EditError(f"{row.stage}/{row.rule}: {row.new!r} is not at {start}")
            pieces += (text[done:start], row.old)
            done = end
            shift += len(row.new) - len(row.old)
        text = "".join((*pieces, text[done:]))
    return text
