"""The passes as steps of a run: what was made before is not made again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np

from pipeline.boilerplate.learn import templates
from pipeline.boilerplate.learn.counts import hashed
from pipeline.boilerplate.learn.learned import Learned, acting, to_toml
from pipeline.corpus import folder, pairs
from pipeline.corpus.documents import Drafts, Finished, MadeBatch
from pipeline.corpus.files import write_whole
from pipeline.corpus.index import Int64s, Locations, ResultIndex
from pipeline.corpus.previous import books
from pipeline.corpus.state import State, result_key
from pipeline.duplicates.candidates import ramps
from pipeline.duplicates.carried import Carried
from pipeline.duplicates.compared import Block, PairRow
from pipeline.duplicates.duplicates import Compare, Fold, Found, here
from pipeline.duplicates.settings import Settings
from pipeline.model.summary import Head
from pipeline.reading import plan
from pipeline.reading.paths import crowded
from pipeline.report.progress import Show
from pipeline.report.stats import Statistics
from pipeline.run import tasks, writing
from pipeline.run.own import OwnOptions
from pipeline.run.own_rules import OwnRules
from pipeline.run.pieces import Sizes, by_book, by_size, by_weight, even
from pipeline.run.settings import Options
from pipeline.run.watch import Watch

_W = TypeVar("_W")
_R = TypeVar("_R")

# Blocks of a million tokens, a second each: fewer are not worth the way to a worker.
FEW_BLOCKS = 4


class MapShards(Protocol):
    """The verb that `local` and `ray` have in common, on as many workers as there are."""

    def __call__(
        self,
        fn: Callable[[_W, Watch], _R],
        pieces: Iterable[_W],
        beat: Callable[[int], None] | None = None,
    ) -> Iterator[tuple[int, _R]]:
        """The number of each piece and what `fn` made of it, as they get done.

        `beat` is told now and then how many documents of the pieces under way are done.
        """


class Decided(NamedTuple):
    """What is known when a new CLEAN is written: its documents, their rules and copies."""

    drafts: Drafts
    finished: Finished
    heads: Sequence[Head]
    rules: Sequence[Learned]
    found: Found
    own: OwnRules


class Steps:
    """The steps of one run on one state.

    `passing` tells whether a result was left out of the state, since the next run may find better.
    """

    def __init__(self, state: State, map_shards: MapShards, show: Show, *, touched: bool) -> None:
        """`touched` tells that files of CLEAN may be others than the last run wrote."""
        self._state, self._map_shards, self.show = state, map_shards, show
        self._books = list(books(state, touched=touched))
        self._compared, self._used = pairs.carried(state.folder), dict[str, Any]()
        self.passing = False

    def prepare(self, raw: Path, options: Options, rules: OwnRules) -> Drafts:
        """All records of RAW that are chosen, each as a draft.

        Paths that a CLEAN of ours states are believed only if no two are the same.
        """
        choice = plan.FileChoice(options.include, options.exclude, options.limit, options.sample)
        files = [
            file for file in plan.listed_files(raw, only=options.only) if choice.takes(file.file)
        ]
        drafts = self._prepared(raw, files, options, rules)
        if any(file.ours for file in files) and doubled(drafts.heads()):
            listed = plan.listed_files(raw, believed=False)
            files = [one for one in listed if choice.takes(one.file)]
            drafts = self._prepared(raw, files, options, rules)
        if not (choice.limit or choice.sample):
            return drafts
        numbers = choice.chosen([head.path for head in drafts.heads()])
        return drafts.take(numbers)

    def _prepared(
        self, raw: Path, files: Sequence[plan.Part], options: Options, rules: OwnRules
    ) -> Drafts:
        """The records of some files, each as a draft; of each file `limit` or `sample` at most."""
        sizes = Sizes(raw)
        if options.limit and not options.sample:
            files = files[: options.limit]
        parts = self._split(raw, files, sizes)
        fields, structure = options.fields, options.structure
        some = (options.limit, options.sample) if options.limit or options.sample else ()
        stated = (
            sorted(fields.items()),
            structure,
            options.replies,
            *some,
            *filter(None, [rules.key()]),
        )
        keys = [result_key("prepare", *stated, part, sizes.stamp(part))[:16] for part in parts]
        there = ResultIndex((book.name, book.origins) for book in self._books if book.drafts)
        counts, numbers = there.parts(keys)
        missing = np.flatnonzero(counts < 0).tolist()
        pieces = list(by_weight(missing, {i: sizes.weight(parts[i]) for i in missing}))
        work = [
            tasks.PrepareWork(
                raw,
                tuple(parts[i] for i in piece),
                tuple(sizes.size(parts[i]) for i in piece),
                tuple(keys[i] for i in piece),
                fields,
                structure,
                options.replies == "keep",
                self._state.folder,
                plan.FileChoice(limit=options.limit, sample=options.sample),
                rules,
            )
            for piece in pieces
        ]
        made = _Made(there.places)
        for n, done in self._mapped(
            "read and prepare", tasks.prepare_parts, work, list(map(len, pieces)), tasks.records_of
        ):
            for book in done:
                made.add(pieces[n], book)
                self.passing |= book.passing
        return Drafts(self._state.folder, made.in_turn(counts, numbers))

    def _split(self, raw: Path, files: Sequence[plan.Part], sizes: Sizes) -> Sequence[plan.Part]:
        """The files, large ones of rows in parts; a worker looks into them, not this process."""
        large = [
            i
            for i, file in enumerate(files)
            if plan.may_be_split(raw, file.file) and (sizes.size(file) or 0) > plan.PART
        ]
        found = {i: [file] for i, file in enumerate(files)}
        for n, done in self._map_shards(tasks.split_file, [(raw, files[i]) for i in large]):
            found[large[n]] = done
        return [part for i in range(len(files)) for part in found[i]]

    def observe(
        self, store: Drafts, heads: Sequence[Head], folds: Iterable[Fold]
    ) -> templates.Tally:
        """What the documents teach; copies of one article are one witness."""
        of = {fold.path: fold.of for fold in folds}
        kept = set(of.values())
        paths = [head.path for head in heads]
        numbers = [
            hashed(of.get(path, path)) if path in of or path in kept else 0 for path in paths
        ]
        clusters = np.array(numbers, np.uint64)
        copies = np.array([path in of for path in paths], bool)
        tally = templates.Tally()
        pieces = list(by_book(store.places.book))
        work = [
            tasks.ObserveWork(store.take(piece), clusters[piece], copies[piece]) for piece in pieces
        ]
        for _, seen in self._mapped("learn", tasks.observe_drafts, work, list(map(len, pieces))):
            tally.merge(seen)
        return tally

    def compare(self, store: Drafts | Finished, numbers: Sequence[int]) -> Compare:
        """What compares blocks of pairs of some documents of a store: in workers, if many."""
        local = here(lambda some: store.texts([numbers[i] for i in some]))

        def compare(blocks: Iterable[Block], settings: Settings) -> Iterator[PairRow]:
            found = iter(blocks)
            few = [*islice(found, FEW_BLOCKS)]
            if len(few) < FEW_BLOCKS:
                yield from local(few, settings)
                return
            work = (
                tasks.CompareWork(
                    store.take(np.array([numbers[i] for i in block.places], np.int64)),
                    block._replace(places=()),
                    settings,
                )
                for block in chain(few, found)
            )
            waiting: dict[int, list[PairRow]] = {}
            turn = 0
            for number, rows in self._map_shards(tasks.compare_pairs, work):
                waiting[number] = rows
                while turn in waiting:
                    yield from waiting.pop(turn)
                    turn += 1

        return compare

    def carried(self, store: Drafts | Finished, numbers: Sequence[int]) -> Carried:
        """What the last run found when it compared some documents of a store."""
        keys = store.text_keys()
        return Carried(self._compared, self._used, lambda some: keys([numbers[i] for i in some]))

    def finish(
        self, store: Drafts, rules: Sequence[Learned], options: Options, asked: OwnRules
    ) -> Finished:
        """All drafts, cleaned with the rules that were learned and as the user's own options say.

        Where the rules are others than last time, only what they cut otherwise is cleaned again.
        The file of the rules is named by them, for workers remember what they read.
        """
        script, own = options.script, _own(options, asked)
        under = _under(rules, own)
        file = self._state.folder / f"rules-{under[:16]}.toml"
        for old in self._state.folder.glob("rules-*.toml"):
            old.unlink()
        write_whole(file, to_toml(rules).encode())
        kept = [book for book in self._books if book.script == script]
        there = ResultIndex((book.name, book.origins) for book in kept)
        numbers = there.find(store.origins())
        held = {book.name for book in kept if book.under == under}
        sure = np.array([name in held for name in there.places.books], bool)
        known = numbers >= 0
        known[known] = sure[there.places.book[numbers[known]]]
        missing = np.flatnonzero(~known)
        before = np.zeros(len(store), np.uint64)
        again = missing[numbers[missing] >= 0]
        before[again] = Finished(self._state.folder, there.places.take(numbers[again])).facts()[
            "learned"
        ]
        pieces = list(even(missing))
        work = [
            tasks.FinishWork(store.take(piece), file, under, script, before[piece], own, asked)
            for piece in pieces
        ]
        made = _Made(there.places)
        for n, done in self._mapped("clean", tasks.finish_drafts, work, list(map(len, pieces))):
            made.add(np.asarray(pieces[n]).tolist(), done)
            self.passing |= done.passing
        counts = np.ones(len(store), np.int64)
        counts[made.numbers] = -1
        return Finished(self._state.folder, made.in_turn(counts, numbers[counts > 0]))

    def write(
        self, decided: Decided, options: Options, gathered: Statistics
    ) -> Iterator[writing.Shard]:
        """The shards of a new CLEAN, as they get written; `corpus.complete` puts it in place."""
        drafts, finished, heads, rules, found, asked = decided
        order = sorted(range(len(heads)), key=lambda i: folder.order(heads[i].path))
        facts = finished.facts()
        sizes = (facts["row"].astype(np.int64) + facts["line"])[order]
        shards = [order[start:stop] for start, stop in by_size(sizes)]
        crowded = crowded_among(heads, options.format)
        copies = writing.folded_copies([heads[i] for i in order], found.folds, found.noted)
        to = folder.begun(self._state.folder.parent)
        meta = {
            "form": options.format,
            "ledger_form": options.ledger,
            "script": options.script,
            "under": _under(rules, _own(options, asked)),
        }
        work = [
            writing.WriteWork(
                to=to,
                number=number,
                drafts=drafts.take(shard),
                finished=finished.take(shard),
                copies=copies.among([heads[i].path for i in shard]),
                crowded=crowded.intersection(heads[i].path for i in shard),
                write_duplicates=options.duplicates == "keep",
                meta=meta,
                gathered=gathered.part(),
            )
            for number, shard in enumerate(shards)
        ]
        for _, done in self._mapped("write", writing.write_shard, work, list(map(len, shards))):
            yield done

    def forget(self) -> None:
        """Drop all that was made before, because some of it turned out to be damaged."""
        self._state.forget()
        self._books, self._compared = [], {}

    def sweep(self) -> None:
        """Drop what is no longer needed, for CLEAN is complete."""
        self._state.sweep()
        pairs.carry(self._state.folder, self._used)

    def _mapped(
        self,
        name: str,
        fn: Callable[[_W, Watch], _R],
        pieces: Sequence[_W],
        sizes: Sequence[int],
        records_of: Callable[[_R], int] | None = None,
    ) -> Iterator[tuple[int, _R]]:
        """What comes of pieces of work that are of these sizes; `records_of` counts records."""
        if not pieces:
            return
        records = 0
        with self.show(name, sum(sizes)) as advance:

            def beat(under_way: int) -> None:
                advance(0, records + under_way)

            for number, done in self._map_shards(fn, pieces, beat if records_of else None):
                records += records_of(done) if records_of else 0
                advance(sizes[number], records)
                yield number, done


class _Made:
    """Where the results of a step lie: those that were there, and those made since."""

    def __init__(self, there: Locations) -> None:
        self._there = there
        self._books = list(there.books)
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._had: Counter[int] = Counter()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the parts or documents that were made."""
        return list(self._had)

    def add(self, numbers: Sequence[int], made: MadeBatch) -> None:
        """What was made of some parts or documents, or more of it."""
        book, first = len(self._books), 0
        self._books.append(made.book)
        for i, count in zip(numbers, made.counts, strict=True):
            if count:
                self._rows.append((i, self._had[i], book, first, count))
                self._had[i] += count
            first += count

    def in_turn(self, counts: Int64s, numbers: Int64s) -> Locations:
        """The places of all results, part by part.

        `counts` says how many each part has among those that were there, whose `numbers` follow
        each other; -1 where they are among those made, or there are none.
        """
        i, nth, book, first, count = np.array(self._rows, np.int64).reshape(-1, 5).T
        of = np.maximum(counts, 0)
        np.add.at(of, i, count)
        starts = np.cumsum(of) - of
        books, at = np.empty(of.sum(), np.int32), np.empty(of.sum(), np.int32)
        old = np.flatnonzero(counts > 0)
        place = np.repeat(starts[old], of[old]) + ramps(of[old])
        books[place], at[place] = self._there.book[numbers], self._there.at[numbers]
        place = np.repeat(starts[i] + nth, count) + ramps(count)
        books[place], at[place] = np.repeat(book, count), np.repeat(first, count) + ramps(count)
        return Locations(tuple(self._books), books, at)


def crowded_among(heads: Sequence[Head], form: str) -> frozenset[str]:
    """The paths whose article needs a file name of its own, where articles are files."""
    return crowded(head.path for head in heads) if form == "md" else frozenset()


def doubled(heads: Sequence[Head]) -> list[str]:
    """The paths that more than one document has."""
    if len({head.path for head in heads}) == len(heads):
        return []
    return sorted(path for path, n in Counter(head.path for head in heads).items() if n > 1)


def _own(options: Options, asked: OwnRules) -> OwnOptions:
    """What the user's own options do to a finished article; curated rules are a part of its key."""
    return OwnOptions(
        options.filter, options.plugins, options.keep_fields, options.folder, rules=asked.key()
    )


def _under(rules: Sequence[Learned], own: OwnOptions) -> str:
    """The key of all that rules, filters and plugins decide."""
    said = (own.key,) if own.key else ()
    return result_key("rules", *(acting(rule) for rule in rules), *said).hex()
