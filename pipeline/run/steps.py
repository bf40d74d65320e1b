"""The passes as steps of a run: what was made before is not made again."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline import passes
from pipeline.learned import Learned, acting, to_toml
from pipeline.progress import Show
from pipeline.run.files import write_whole
from pipeline.run.local import Watch
from pipeline.run.state import Kept, Place, Span, State, key
from pipeline.shelf import Shelf
from pipeline.stages import read
from pipeline.surveys import templates

W = TypeVar("W")
R = TypeVar("R")

# A piece of work is about a second's: enough to make its way to a worker cheap, little enough to
# share out a small folder, and to lose when a worker dies.
_PIECE_BYTES, _PIECE_DOCUMENTS = 1 << 20, 256
_HTML_WEIGHT = 8  # extraction is slower than plain text by about this


class MapShards(Protocol):
    """The verb that `local` and `ray` have in common, on as many workers as there are."""

    def __call__(self, fn: Callable[[W, Watch], R], pieces: Iterable[W]) -> Iterator[tuple[int, R]]:
        """The number of each piece and what `fn` made of it, as they get done."""


class Steps:
    """The steps of one run on one state.

    `passing` tells whether a result was left out of the state, since the next run may find better.
    """

    def __init__(self, state: State, map_shards: MapShards, show: Show) -> None:
        self._state, self._map_shards, self._show = state, map_shards, show
        self.passing = False

    def prepare(self, raw: Path, fields: Mapping[str, str]) -> Shelf:
        """All records of RAW, each as a draft."""
        parts = list(read.plan(raw))
        sizes = _Sizes(raw)
        keys = [key("prepare", sorted(fields.items()), part, sizes.stamp(part)) for part in parts]
        known = {i: kept.places for i, k in enumerate(keys) if (kept := self._state.known(k))}
        missing = [i for i in range(len(parts)) if i not in known]
        pieces = list(_pieces(missing, {i: sizes.weight(parts[i]) for i in missing}))
        work = [
            passes.Sources(raw, tuple(parts[i] for i in piece), fields, self._state.packs)
            for piece in pieces
        ]
        for n, made in self._mapped("read and prepare", passes.prepare, work):
            known |= self._kept(made, pieces[n], keys)
        return self._shelf([place for i in range(len(parts)) for place in known[i]])

    def observe(self, shelf: Shelf, chosen: Sequence[int]) -> templates.Tally:
        """What the chosen documents teach, and their copies, which have marks of their own."""
        singles = set(chosen)
        copies = [i for i in range(len(shelf)) if i not in singles]
        tally = templates.Tally()
        for fn, numbers in ((passes.observe, chosen), (passes.observe_copies, copies)):
            work = [self._drafts(shelf, piece) for piece in _even(numbers)]
            for _, seen in self._mapped("learn", fn, work):
                tally.merge(seen)
        return tally

    def finish(self, shelf: Shelf, rules: Sequence[Learned], script: str) -> Shelf:
        """All drafts, cleaned with the rules that were learned.

        Where the rules are others than last time, only what they cut otherwise is cleaned again.
        The file of the rules is named by them, for workers remember what they read.
        """
        under = key("rules", *(acting(rule) for rule in rules)).hex()
        file = self._state.folder / f"rules-{under[:16]}.toml"
        for old in self._state.folder.glob("rules-*.toml"):
            old.unlink()
        write_whole(file, to_toml(rules).encode())
        keys = [key("finish", script, *place) for place in shelf.places]
        known: dict[int, Kept] = {}
        for i, k in enumerate(keys):
            if kept := self._state.known(k):
                known[i] = kept
        missing = [i for i in range(len(keys)) if i not in known or known[i].under != under]
        before = self._learned({i: known[i].places[0] for i in missing if i in known})
        pieces = list(_even(missing))
        work = [
            passes.Cleaning(
                self._drafts(shelf, piece), file, script, tuple(before.get(i, "") for i in piece)
            )
            for piece in pieces
        ]
        places = {i: kept.places for i, kept in known.items()}
        for n, made in self._mapped("clean", passes.finish, work):
            piece = pieces[n]
            same = [i for i, count in zip(piece, made.counts, strict=True) if not count]
            for pack, numbers in _by_pack({i: places[i][0] for i in same}).items():
                spans = [Span(keys[i], places[i][0].i, 1, under) for i in numbers]
                self._state.keep(pack, spans)
            places |= self._kept(made, piece, keys, under)
        return self._shelf([place for i in range(len(keys)) for place in places[i]])

    def sweep(self, *shelves: Shelf) -> None:
        """Drop what no document on these shelves came from."""
        self._state.sweep({place.pack for shelf in shelves for place in shelf.places})

    def _learned(self, places: Mapping[int, Place]) -> dict[int, str]:
        """The digests of what learned rules cut from documents when they were last finished."""
        heads = self._shelf(list(places.values())).heads()
        return {i: head.learned for i, head in zip(places, heads, strict=True)}

    def _kept(
        self, made: passes.Made, numbers: Sequence[int], keys: Sequence[bytes], under: str = ""
    ) -> dict[int, list[Place]]:
        """Keep a pack's results, and say where each stands."""
        spans, found, first = [], {}, 0
        for k, (i, count) in enumerate(zip(numbers, made.counts, strict=True)):
            if under and not count:
                continue
            if k not in made.passing:
                spans.append(Span(keys[i], first, count, under))
            found[i] = [Place(made.pack, first + n) for n in range(count)]
            first += count
        self.passing |= bool(made.passing)
        if made.pack:
            self._state.keep(made.pack, spans)
        return found

    def _mapped(
        self, name: str, fn: Callable[[W, Watch], R], pieces: Sequence[W]
    ) -> Iterator[tuple[int, R]]:
        if not pieces:
            return
        with self._show(name, len(pieces)) as advance:
            for done in self._map_shards(fn, pieces):
                advance(1)
                yield done

    def _drafts(self, shelf: Shelf, numbers: Sequence[int]) -> passes.Drafts:
        return passes.Drafts(self._state.packs, tuple(shelf.places[i] for i in numbers))

    def _shelf(self, places: Sequence[Place]) -> Shelf:
        return Shelf(self._state.packs, places)


class _Sizes:
    """What the file system says of the files that parts are of, asked once for each file."""

    def __init__(self, raw: Path) -> None:
        self._raw = raw
        self._stat = lru_cache(maxsize=1)(self._asked)  # the parts of a file follow each other

    def stamp(self, part: read.Part) -> tuple[int, ...]:
        """What tells that a file is the one that was read: nothing sets ctime but the system."""
        found = self._stat(part._replace(start=0, stop=-1, first=1))
        if found is None:
            return ()
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev

    def weight(self, part: read.Part) -> int:
        """About how much work a part is, in bytes of plain text."""
        found = self._stat(part._replace(start=0, stop=-1, first=1))
        size = found.st_size if found else 0
        if part.stop >= 0 and part.file.endswith(".parquet"):  # the range counts row groups
            size = _PIECE_BYTES
        elif part.stop >= 0:
            size = min(size, part.stop - part.start)
        return size * _HTML_WEIGHT if part.file.endswith((".html", ".htm")) else size

    def _asked(self, whole: read.Part) -> os.stat_result | None:
        try:
            return os.lstat(read.location(self._raw, whole))
        except OSError:
            return None


def _by_pack(places: Mapping[int, Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, place in places.items():
        found.setdefault(place.pack, []).append(i)
    return found


def _pieces(numbers: Iterable[int], weights: Mapping[int, int]) -> Iterator[list[int]]:
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
