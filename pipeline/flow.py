"""The pipeline: one function, in the order things happen."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.boilerplate.learn import learned, templates
from pipeline.corpus import card, files, folder, pairs, seals, state
from pipeline.corpus.changes import write_changes
from pipeline.corpus.documents import Drafts, Finished
from pipeline.corpus.kept import Asked
from pipeline.corpus.table import table_lines
from pipeline.duplicates import duplicates
from pipeline.duplicates.settings import KEEP
from pipeline.duplicates.signature import take
from pipeline.model.errors import Corrupt, Fault, Stopped
from pipeline.model.flags import FLAGS
from pipeline.model.outcome import Outcome
from pipeline.model.provenance import from_json
from pipeline.model.summary import Head
from pipeline.reading import remote, several
from pipeline.report import lookup, page, rebuild
from pipeline.report.progress import Clock, Show
from pipeline.report.run_file import run_file
from pipeline.report.stats import Statistics
from pipeline.run import local, own_rules, up_to_date
from pipeline.run.against import already
from pipeline.run.runner import Decided, MapShards, Steps, crowded_among, doubled
from pipeline.run.settings import Options, folding


def run(
    raw: Path, clean: Path, options: Options, show: Show, workers: local.Workers | None = None
) -> Outcome:
    """Clean RAW into CLEAN. Raises `Fault` with the next step when that can't be done.

    `workers` are there where somebody let them begin before.
    """
    _check(raw, clean, options.only)
    if options.card is not None and not card.is_own_card(clean):
        raise Fault(f"{clean / card.README}: is a file of your own; move it, or leave out the card")
    inputs = up_to_date.inputs_of(raw, options)
    _check_others(clean, options.against)
    with _in_a_sentence(clean), state.locked(clean):
        files.refuse_foreign(clean, folder.PARTS)
        folder.settle(clean)
        if outcome := up_to_date.unchanged(clean, inputs):
            return outcome
        clock = Clock(show)
        touched = not up_to_date.untouched(clean)
        up_to_date.forget(clean)
        with _spooled(raw, clean) as raw, _on(options, workers) as map_shards:
            steps = Steps(state.State(clean), map_shards, clock.timed, touched=touched)
            try:
                outcome = _run(raw, clean, options, steps, clock)
            except Corrupt:
                steps.forget()  # A damaged cache is never believed: once more, from nothing.
                outcome = _run(raw, clean, options, steps, clock)
        (clean / folder.TABLE).unlink(missing_ok=True)
        if options.table:
            files.write_whole(clean / folder.TABLE, "".join(table_lines(clean)).encode())
        _write_cards(clean, options)
        if not steps.passing:
            up_to_date.note(clean, inputs, outcome)
        return outcome


def _run(raw: Path, clean: Path, options: Options, steps: Steps, clock: Clock) -> Outcome:
    kept_rules = lookup.known_rules(
        clean
    )  # before the work: what can't be read here is told at once
    curated = lookup.curated_said(clean)
    own = own_rules.read_own_rules(options, curated)
    # read, decode, extract, repair, head
    drafts = steps.prepare(raw, options, own)
    before = drafts.heads()
    if double := doubled(before):
        raise AssertionError(f"{len(double)} paths have two inputs: {double[:3]}")
    rules = own.beside(_learned(steps, drafts, before, kept_rules))
    del before  # some 0.5 kB of memory a document
    # marks, strip, collapse, convert, links
    finished = steps.finish(drafts, rules, options, own)
    heads = finished.heads()
    settings = folding(options)
    if options.keep not in KEEP:
        settings = replace(settings, column=_column(options.keep, heads, finished))
    found = _copies(steps, heads, finished, settings, options.against)
    if not options.allow_shrink:
        _check_shrinking(clean, heads, found.folds)
    decided = Decided(drafts, finished, heads, rules, found, own)
    rules_file = learned.to_toml(rules, curated).encode()
    return _write(clean, options, steps, clock, decided, rules_file)


def _write(
    clean: Path, options: Options, steps: Steps, clock: Clock, decided: Decided, rules_file: bytes
) -> Outcome:
    """Write CLEAN, in which all is what was decided, and put it in place."""
    heads, rules, found = decided.heads, decided.rules, decided.found
    flagged = (*found.flagged, *_held(heads))
    gathered = Statistics(found.folds, found.noted)
    shards = {}
    for shard in steps.write(decided, options, gathered):
        gathered.merge(shard.gathered)
        shards[shard.number] = shard
    if gathered.fates.total() != len(heads):
        raise AssertionError(f"{len(heads)} inputs, but {gathered.fates.total()} verdicts")
    report = page.report_page(
        gathered,
        rules,
        clock.steps,
        form=options.format,
        flagged=flagged,
        crowded=crowded_among(heads, options.format),
    )
    firsts = [first for number in sorted(shards) for first in shards[number].firsts]
    flags = [flag for head in heads if head.fate == "kept" for flag in head.flags.split()]
    said = run_file(gathered, options.stated(), clock.steps, flags)
    said["changes"] = write_changes(
        clean, [name for name, _ in firsts if name.startswith("ledger/")]
    )
    folder.complete(
        clean,
        [shards[number].verdicts for number in sorted(shards)],
        firsts,
        [one for shard in shards.values() for one in shard.sums],
        {
            "rules.toml": rules_file,
            folder.RULES: "".join(f"{rule.id}\n" for rule in rules).encode(),
            folder.PAIRS: pairs.to_parquet(found.pairs, found.compared),
        },
        {folder.REPORT: seals.sealed_page(report), folder.RUN_FILE: seals.sealed_json(said)},
    )
    rebuild.remember(clean, gathered, clock.steps, flagged)
    steps.sweep()
    return Outcome(gathered.fates, flagged)


def _write_cards(clean: Path, options: Options) -> None:
    """The cards that were asked for, and none that were not."""
    if options.card is not None:
        for name, content in card.cards(clean).items():
            files.write_whole(clean / name, content)
    elif card.is_own_card(clean):
        for name in (card.README, card.CROISSANT):
            (clean / name).unlink(missing_ok=True)


def _held(heads: Sequence[Head]) -> Iterator[str]:
    """A line for each flag: how many kept pages have it, the reason, and the first of them."""
    pages: dict[str, list[str]] = {}
    for head in heads:
        for flag in head.flags.split() if head.fate == "kept" else ():
            pages.setdefault(flag, []).append(head.path)
    for flag, paths in sorted(pages.items()):
        why = FLAGS[flag].why
        shown = ", ".join(sorted(paths)[:3]) + (" …" if len(paths) > 3 else "")
        yield f"{len(paths):,} to look at: {why} ({shown})."


def _learned(
    steps: Steps, drafts: Drafts, heads: Sequence[Head], said: Iterable[learned.Learned]
) -> tuple[learned.Learned, ...]:
    """The rules that the drafts teach, with a person's word on them."""
    # A cluster that is too large to be believed teaches no more than others do.
    believed = duplicates.Settings().unguarded()
    found = _copies(steps, heads, drafts, believed)
    seen = steps.observe(drafts, heads, found.folds)
    return learned.merged(templates.learn(seen), said)


def _copies(
    steps: Steps,
    heads: Sequence[Head],
    store: Drafts | Finished,
    settings: duplicates.Settings,
    others: Sequence[str] = (),
) -> duplicates.Found:
    """What is a copy of what on a store, or of what stands in others, whatever is done about it."""
    with steps.show("find copies", len(heads)) as advance:
        pages, signed = heads, store.signed()
        there = already(Asked(pages, signed, store.texts), others, settings)
        left = [i for i in range(len(pages)) if i not in there]
        if there:
            pages, signed = [pages[i] for i in left], take(signed, np.array(left, np.int64))
        compare, carried = steps.compare(store, left), steps.carried(store, left)
        found = duplicates.duplicates(pages, signed, compare, settings, carried)
        advance(len(heads))
        return found._replace(folds=tuple(sorted((*found.folds, *there.values()))))


def _column(name: str, heads: Sequence[Head], finished: Finished) -> Callable[[str], object]:
    """What an article has in a column of the user's own, by its path."""
    numbers = {head.path: i for i, head in enumerate(heads)}

    @cache
    def value(path: str) -> object:
        columns = finished.finished(numbers[path]).found.get("columns")
        return (from_json(columns.value) or {}).get(name) if columns else None

    return value


@contextmanager
def _on(options: Options, workers: local.Workers | None) -> Iterator[MapShards]:
    """Where the work is done."""
    if options.on == "ray":
        from pipeline.run.ray import map_shards

        yield map_shards
        return
    with nullcontext(workers) if workers else local.Workers(options.processes) as begun:
        yield begun.map_shards


@contextmanager
def _in_a_sentence(clean: Path) -> Iterator[None]:
    """A disk that is full or broken stops a run; what stands there is as it was."""
    try:
        yield
    except OSError as error:
        raise Stopped(
            f"{clean}: {files.why_unwritten(error)}; what stood there still stands, "
            "and the same command goes on from here when this is put right"
        ) from error


def _check_remote(url: str) -> None:
    """Raise `Fault` where nothing can be read at an address."""
    remote.files.cache_clear()
    try:
        remote.files(url)
    except ImportError as error:
        told = f"{remote.shown_address(url)}: {error}"
        raise Fault(f"{told}; try `pip install article-pipeline[remote]`") from error
    except Exception as error:  # who stands behind an address fails in ways of its own
        told = str(error).replace(url, remote.shown_address(url))
        raise Fault(f"{remote.shown_address(url)}: can't be listed: {told}") from None


def _check_others(clean: Path, others: Sequence[str]) -> None:
    """Raise `Fault` where an OTHER is not there, or is what is to be written."""
    for other in others:
        if not Path(other).is_dir():
            raise Fault(f"--against {other}: no such folder; give a CLEAN folder, or its index")
        if Path(other).resolve() == clean.resolve():
            raise Fault(f"--against {other}: is the folder to be written; give another CLEAN")


def _check(raw: Path, clean: Path, only: Sequence[str]) -> None:
    """Raise `Fault` where RAW can't be read or CLEAN would harm what is there."""
    if url := remote.address(raw):
        _check_remote(url)
    elif str(raw) != "-" and not raw.exists():
        raise Fault(f"{raw}: no such folder; give the folder that holds the pages")
    for place in several.raw_places(raw, only) if str(raw) != "-" else ():
        below, above = clean.resolve(), place.resolve()
        if below == above or above in below.parents:
            raise Fault(f"{clean}: lies inside {place}; give a CLEAN folder outside of RAW")
        if below in above.parents:
            raise Fault(f"{place}: lies inside {clean}; give a CLEAN folder elsewhere")
    if clean.exists() and not clean.is_dir():
        raise Fault(f"{clean}: is no folder; give the folder to write to, as the last argument")
    swapped = folder.is_ours(raw)
    if (only or swapped) and clean.is_dir() and not _may_be_written(clean):
        raise Fault(
            f"{clean}: holds other files; give the folder to write to, as the last argument"
        )
    if not os.path.lexists(clean / state.STATE) and not folder.is_ours(clean):
        for name in folder.PARTS:
            if (clean / name).exists():
                raise Fault(f"{clean}: holds {name} of something else; give an empty folder")


def _may_be_written(clean: Path) -> bool:
    """Whether a folder is empty or a CLEAN: of several arguments the last may be a slip."""
    return os.path.lexists(clean / state.STATE) or folder.is_ours(clean) or not any(clean.iterdir())


def _check_shrinking(clean: Path, heads: Sequence[Head], folds: Sequence[duplicates.Fold]) -> None:
    """Raise `Fault` where a run would leave less than half of the articles that stand in CLEAN.

    A mistyped option, a folder that is not mounted or a RAW of another corpus does that. What the
    run made is kept, so that saying yes costs little time.
    """
    copies = {fold.path for fold in folds}
    left = sum(head.fate == "kept" and head.path not in copies for head in heads)
    there = folder.count_kept(clean)
    if 2 * left < there:
        raise Fault(
            f"{clean}: holds {there:,} articles, and this run would leave {left:,}; nothing was "
            "written. Look at RAW and at the options, or run again with --allow-shrink"
        )


@contextmanager
def _spooled(raw: Path, clean: Path) -> Iterator[Path]:
    """RAW, or a file with what comes on stdin while it is needed, since workers can't read that."""
    if str(raw) != "-":
        yield raw
        return
    file = clean / state.STATE / "stdin"
    try:
        with files.created(file) as spool:
            shutil.copyfileobj(sys.stdin.buffer, spool)
        yield file
    finally:
        file.unlink(missing_ok=True)
