"""The passes as steps of a run: what was made before is not made again."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline import passes
from pipeline.progress import Show
from pipeline.run.local import Watch, map_shards
from pipeline.run.state import Place, State, key
from pipeline.shelf import Shelf
from pipeline.stages import read
from pipeline.surveys import templates

W = TypeVar("W")
R = TypeVar("R")

# A piece of work is about a second's: enough to make its way to a worker cheap, little enough to
# share out a small folder, and to lose when a worker dies.
_PIECE_BYTES, _PIECE_DOCUMENTS = 1 << 20, 256
_HTML_WEIGHT = 8  # extraction is slower than plain text by about this


class Steps:
    """The steps of one run on one state."""

    def __init__(self, state: State, workers: int, show: Show) -> None:
        self._state, self._workers, self._show = state, workers, show

    def prepare(self, raw: Path, fields: Mapping[str, str]) -> Shelf:
        """All records of RAW, each as a draft."""
        parts = list(read.plan(raw))
        keys = [key("prepare", fields, part, *_stamp(raw, part)) for part in parts]
        places = {i: known for i in range(len(parts)) if (known := self._state.known(keys[i]))}
        missing = [i for i in range(len(parts)) if i not in places]
        pieces = list(_pieces(missing, [_weight(raw, part) for part in parts]))
        work = [
            passes.Sources(raw, tuple(parts[i] for i in piece), fields, self._state.packs)
            for piece in pieces
        ]
        for n, made in self._mapped("read and prepare", passes.prepare, work):
            places |= self._kept(made, pieces[n], keys)
        return self._shelf([place for i in range(len(parts)) for place in places[i]])

    def observe(self, shelf: Shelf, chosen: Sequence[int]) -> templates.Tally:
        """What the chosen documents teach; the others are copies of them, with marks of their own."""
        singles = set(chosen)
        copies = [i for i in range(len(shelf.places)) if i not in singles]
        tally = templates.Tally()
        for fn, numbers in ((passes.observe, chosen), (passes.observe_copies, copies)):
            work = [
                passes.Drafts(self._state.packs, tuple(shelf.places[i] for i in piece), Path(), "")
                for piece in _even(numbers)
            ]
            for _, seen in self._mapped("learn", fn, work):
                tally.merge(seen)
        return tally

    def finish(self, shelf: Shelf, rules: str, script: str) -> Shelf:
        """All drafts, cleaned with the rules that were learned."""
        file = self._state.packs.parent / "rules.toml"
        file.write_text(rules, "utf-8")
        keys = [key("finish", rules, script, *place) for place in shelf.places]
        places = {i: known for i in range(len(keys)) if (known := self._state.known(keys[i]))}
        pieces = list(_even([i for i in range(len(keys)) if i not in places]))
        work = [
            passes.Drafts(self._state.packs, tuple(shelf.places[i] for i in piece), file, script)
            for piece in pieces
        ]
        for n, made in self._mapped("clean", passes.finish, work):
            places |= self._kept(made, pieces[n], keys)
        return self._shelf([place for i in range(len(keys)) for place in places[i]])

    def _kept(
        self, made: passes.Made, numbers: Sequence[int], keys: Sequence[bytes]
    ) -> dict[int, list[Place]]:
        """Keep a pack's results, and say where each stands."""
        spans, found, first = [], {}, 0
        for i, count in zip(numbers, made.counts, strict=True):
            spans.append((keys[i], first, count))
            found[i] = [Place(made.pack, first + k) for k in range(count)]
            first += count
        self._state.keep(made.pack, spans)
        return found

    def _mapped(
        self, name: str, fn: Callable[[W, Watch], R], pieces: Sequence[W]
    ) -> Iterator[tuple[int, R]]:
        if not pieces:
            return
        with self._show(name, len(pieces)) as advance:
            for done in map_shards(fn, pieces, self._workers):
                advance(1)
                yield done

    def _shelf(self, places: Sequence[Place]) -> Shelf:
        return Shelf(self._state.packs, places)


def _stamp(raw: Path, part: read.Part) -> tuple[object, ...]:
    """What tells that a file is the one that was read: nothing but its content may change ctime."""
    try:
        found = os.lstat(read.location(raw, part))
    except OSError:
        return (None,)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev


def _weight(raw: Path, part: read.Part) -> int:
    """About how much work a part is, in bytes of plain text."""
    try:
        size = os.lstat(read.location(raw, part)).st_size
    except OSError:
        return 0
    if part.stop >= 0:
        size = min(size, part.stop - part.start)
    return size * _HTML_WEIGHT if part.file.endswith((".html", ".htm")) else size


def _pieces(numbers: Iterable[int], weights: Sequence[int]) -> Iterator[list[int]]:
    """Numbers in groups that are each about a piece of work."""
    piece: list[int] = []
    size = 0
    for i in numbers:
        piece.append(i)
        size += weights[i]
        if size >= _PIECE_BYTES or len(piece) >= _PIECE_DOCUMENTS:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _even(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Numbers in groups of one size."""
    for start in range(0, len(numbers), _PIECE_DOCUMENTS):
        yield numbers[start : start + _PIECE_DOCUMENTS]
