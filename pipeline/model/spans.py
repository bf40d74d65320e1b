"""A source and its article as one run of spans: what stayed, what went, and what came instead.

>>> from pipeline.model.edits import Edit, Text
>>> source = "著作权所有 你好&amp;再见"
>>> page = Text(source)
>>> page.apply("repair", [Edit(8, 13, "&", "entity")])
>>> page.apply("strip", [Edit(0, 6, "", "copyright")])
>>> for old, new, row in spans(source, page.rows):
...     print(repr(old), repr(new), row and row.rule)
'著作权所有 ' '' copyright
'你好' '你好' None
'&amp;' '&' entity
'再见' '再见' None
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import ne
from typing import NamedTuple

from pipeline.model.edits import Row, by_stage


class Span(NamedTuple):
    """`old` of the source stands as `new` in the article; `row` is the edit that made it so."""

    old: str
    new: str
    row: Row | None


class _Piece(NamedTuple):
    """A part of the text as it is now (`alive`), or of the source that is gone; in their order."""

    text: str
    alive: bool
    row: Row | None


def spans(source: str, rows: Sequence[Row]) -> list[Span]:
    """The source and the article, span by span.

    All `old` together are the source, all `new` the article. What several stages changed is laid to
    the one that took it away.
    """
    pieces = [_Piece(source, True, None)] if source else []
    for group in by_stage(rows):
        pieces = list(_applied(pieces, group))
    return list(_paired(pieces))


def _applied(pieces: Sequence[_Piece], rows: Sequence[Row]) -> Iterator[_Piece]:
    """The pieces after the edits of one stage."""
    i = place = 0
    for piece in pieces:
        if not piece.alive:
            yield piece
            continue
        text, done = piece.text, 0
        while i < len(rows) and rows[i].at - place <= len(text):
            row = rows[i]
            start, end = max(row.at - place, done), row.at + len(row.old) - place
            if start > done:
                yield _Piece(text[done:start], True, piece.row)
            done = min(end, len(text))
            gone, new = text[start:done], row.new
            if len(new) == len(row.old):
                first = place + start - row.at
                yield from _exchanged(gone, new[first : first + len(gone)], piece, row)
            else:
                if gone and piece.row is None:
                    yield _Piece(gone, False, row)
                if new and end <= len(text):
                    yield _Piece(new, True, row)
            if end > len(text):
                break  # It goes on in the next piece that is alive.
            i += 1
        if done < len(text):
            yield _Piece(text[done:], True, piece.row)
        place += len(text)
    for row in rows[i:]:
        if row.new and not row.old:
            yield _Piece(row.new, True, row)


def _exchanged(old: str, new: str, piece: _Piece, row: Row) -> Iterator[_Piece]:
    """An edit that leaves the length alone, such as OpenCC's of a line, by character."""
    for differs, group in groupby(range(len(old)), key=lambda k: ne(old[k], new[k])):
        places = list(group)
        before, after = old[places[0] : places[-1] + 1], new[places[0] : places[-1] + 1]
        if not differs:
            yield _Piece(before, True, piece.row)
            continue
        if piece.row is None:
            yield _Piece(before, False, row)
        yield _Piece(after, True, row)


def _paired(pieces: Sequence[_Piece]) -> Iterator[Span]:
    """Pieces as spans: what went and what came for it together, neighbours of one kind joined."""
    last: Span | None = None
    for piece in pieces:
        span = (
            Span(piece.text, piece.text, None)
            if piece.row is None
            else Span("", piece.text, piece.row)
            if piece.alive
            else Span(piece.text, "", piece.row)
        )
        if last is not None and last.row is span.row and not (last.new and span.old and span.row):
            last = Span(last.old + span.old, last.new + span.new, span.row)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def paragraphs(found: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans in groups that stand beside each other: a paragraph, or lines that went whole."""
    line: list[Span] = []
    for span in found:
        for part in _split(span):
            line.append(part)
            ended = part.old.endswith("\n") if part.row else part.old == "\n"
            stands = any(one.new.strip() for one in line)
            if part.new.endswith("\n") or (ended and not stands):
                yield line
                line = []
    if line:
        yield line


def _split(span: Span) -> Iterator[Span]:
    """A span that stayed, cut at its line breaks; one that changed as it is."""
    if span.row is not None:
        yield span
        return
    for line in span.old.splitlines(keepends=True):
        body = line.rstrip("\n")
        if body:
            yield Span(body, body, None)
        if body != line:
            yield Span("\n", "\n", None)
