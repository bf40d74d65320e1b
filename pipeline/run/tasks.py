"""The passes over a corpus: each a pure function from a piece of work to a pack, run in a worker.

A piece names documents by part of the source, or by their place in an earlier book; texts
themselves never travel between processes.
"""

import errno
import heapq
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline import stages
from pipeline.boilerplate.cut import watermarks
from pipeline.boilerplate.learn import learned, templates
from pipeline.corpus.documents import (
    DraftBooks,
    Drafts,
    Finished,
    MadeBatch,
    NewDocument,
    save_finished,
)
from pipeline.corpus.index import digest64, hidden
from pipeline.corpus.written import facts_lost, sealed
from pipeline.duplicates.compared import Block, PairRow, compared
from pipeline.duplicates.settings import Settings
from pipeline.model.article import Draft, Meta, Record, Records, Refused, Structure, Unreadable
from pipeline.model.edits import Edit
from pipeline.model.language import has_letters
from pipeline.model.summary import Head
from pipeline.reading import plan, read
from pipeline.run.local import KILLED
from pipeline.run.own import OwnOptions
from pipeline.run.own_rules import OwnRules
from pipeline.run.watch import LIMITS, NONE, Budget, Watch

# What is wrong with the disk or the machine, not with the page: the next run tries again.
_PASSING = frozenset(
    f"can't be read: {os.strerror(number)}"
    for number in (errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ESTALE)
) | {KILLED}


# A page that is no article; to clean one of 33 MB takes a worker 810 MB of memory.
_LARGEST = 24 << 20
_TOO_LARGE = f"takes more than {LIMITS.memory >> 20} MB of memory"


class PrepareWork(NamedTuple):
    """Parts of RAW to be read and prepared, their sizes on disk, and the key of each."""

    raw: Path
    parts: tuple[plan.Part, ...]
    sizes: tuple[int | None, ...]
    keys: tuple[bytes, ...]
    fields: Mapping[str, str]
    structure: Structure
    replied: bool
    state: Path
    choice: plan.FileChoice = plan.FileChoice()
    rules: OwnRules = OwnRules()


class ObserveWork(NamedTuple):
    """Drafts that teach: the number of each one's cluster, 0 for none, and whether it is a copy."""

    drafts: Drafts
    clusters: NDArray[np.uint64]
    copies: NDArray[np.bool_]


class FinishWork(NamedTuple):
    """Drafts to be finished with the rules in a file, whose key is `under`.

    `before` is for each of them the digest of what learned rules cut when it was last finished,
    0 when it was not.
    """

    drafts: Drafts
    rules: Path
    under: str
    script: str
    before: NDArray[np.uint64]
    own: OwnOptions = OwnOptions()
    asked: OwnRules = OwnRules()


class CompareWork(NamedTuple):
    """Pairs to be compared; `store` has the texts of the block."""

    store: Drafts | Finished
    block: Block
    settings: Settings


def compare_pairs(work: CompareWork, watch: Watch) -> list[PairRow]:
    """A block of pairs as they were compared, each within the time that its two texts may take."""
    watch(NONE, 3 * sum(piece.tokens for piece in work.block.pieces))  # bytes
    texts = work.store.texts(range(len(work.store)))
    return [*compared(work.block, texts, work.settings, watch)]


def records_of(made: Sequence[MadeBatch]) -> int:
    """How many records some parts held."""
    return sum(sum(book.counts) for book in made)


def prepare_parts(work: PrepareWork, watch: Watch) -> list[MadeBatch]:
    """Drafts of all records of some parts; in several books, one after the other, if many."""
    work.rules.asked()
    books = DraftBooks(work.state, work.keys)
    number = 0
    for i, size in enumerate(work.sizes):
        before, budget = number, Budget(size, watch.limits)
        for record in _records(work, i, watch, budget):
            n = len(record.data)
            if why := watch(number, n, budget.left()):
                budget.spend(watch.seconds(n))
            draft = prepared_draft(record, why, work.structure, replied=work.replied)
            draft, seen = _observed(draft)
            shown = seen and (seen.witness, seen.items)
            books.add(i, number - before, draft, shown, n, passing=draft.why in _PASSING)
            number += 1
        watch.pause()
        books.ended(i, number - before, passing=not plan.is_as_planned(work.raw, work.parts[i]))
    return books.all()


def _records(work: PrepareWork, i: int, watch: Watch, budget: Budget) -> Records:
    """The records of a part, for as long as its budget lasts; then one for all that is left."""
    part, count = work.parts[i], 0
    found = _chosen(read.records(work.raw, part, work.fields), work.choice)
    while True:
        why = budget.over(count) or watch.reading(i, count, budget.left())
        if why:
            yield Unreadable(plan.rest(part, count), f"{why}; the rest was not read")
            return
        record = next(found, None)
        if record is None:
            return
        yield record
        budget.hold(len(record.data))
        count += 1


def _chosen(found: Records, choice: plan.FileChoice) -> Records:
    """The records of a part that can be among those chosen of all, in their order."""
    if choice.sample:
        lowest = heapq.nsmallest(
            choice.sample, enumerate(found), key=lambda one: plan.rank(one[1].path)
        )
        yield from (record for _, record in sorted(lowest, key=itemgetter(0)))
    else:
        yield from islice(found, choice.limit or None)


def split_file(work: tuple[Path, plan.Part], watch: Watch) -> list[plan.Part]:
    """The parts of a large file of RAW; one that can't be looked at is left whole."""
    raw, file = work
    skip = watch.reading(0, 0, watch.limits.input_seconds * watch.limits.patience)
    return [file] if skip else list(plan.split_parts(raw, file))


def observe_drafts(work: ObserveWork, _: Watch) -> templates.Tally:
    """What drafts taught about watermarks and boilerplate when they were prepared.

    Copies teach the marks of their own and the lines of their sites; all copies of one article are
    one witness.
    """
    tally = templates.Tally()
    rows = zip(
        work.drafts.heads(), work.drafts.seen(), work.clusters.tolist(), work.copies, strict=True
    )
    for head, seen, cluster, copy in rows:
        if seen is not None:
            shown = _shown(head, seen)
            shown = shown._replace(witness=cluster or shown.witness)
            tally.add(templates.proven(shown) if copy else shown)
    return tally


def _shown(of: Head | Draft, seen: Sequence[Any]) -> templates.Observation:
    """What a document showed, from how it is kept beside its draft."""
    witness, items = seen
    return templates.Observation(
        of.path, of.site or "", witness, tuple(templates.Item(*item) for item in items)
    )


def finish_drafts(work: FinishWork, watch: Watch) -> MadeBatch:
    """The drafts of some places, finished, where learned rules cut other things than before."""
    work.asked.asked()
    known = matcher(work.rules)
    made: list[NewDocument] = []
    counts: list[int] = []
    for i, seen in enumerate(work.drafts.seen()):
        draft = work.drafts.draft(i)
        why = watch(i, len(draft.text))
        proved = _shown(draft, seen).proved if seen else frozenset()
        cuts = _Cuts(draft, known, why, f"{work.script} {work.own.key}", proved)
        counts.append(int(cuts.digest != work.before[i]))
        if counts[-1]:
            done = _finished(draft, cuts, work.script, work.own)
            made.append(NewDocument(done, sealed(done), cuts.digest, facts_lost(draft, done)))
    if not made:
        return MadeBatch("", tuple(counts))
    found = work.drafts.origins()[np.array(counts, bool)]
    passing = _passing([one.draft for one in made])
    origins_ = hidden(found, passing)
    book = save_finished(work.drafts.state, made, origins_, work.script, work.under)
    return MadeBatch(book, tuple(counts), bool(passing.any()))


class _Cuts:
    """What learned rules cut from a draft, or why it can't be finished; and the digest of that."""

    def __init__(
        self, draft: Draft, known: watermarks.Matcher, why: str, own: str, proved: frozenset[str]
    ) -> None:
        """`own` is what else the user's options decide."""
        self.why = why
        self.edits: list[Edit] = []
        self.facts: dict[str, Meta] = {}
        if draft.fate == "kept" and not why:
            try:
                self.edits = list(
                    watermarks.watermark_edits(draft.text, known, site=draft.home, proved=proved)
                )
                self.facts = stages.told_by_site(draft, known)
            except Exception as error:  # one bad page never stops a run
                self.why = _bug("marks", error)
        self.digest = digest64(repr((self.why, self.edits, own, *self.facts.items())).encode())


def _passing(drafts: Sequence[Draft]) -> NDArray[np.bool_]:
    """Which drafts are as they are by a fault of the disk or the machine, not of the page."""
    return np.array([draft.why in _PASSING for draft in drafts], bool)


def prepared_draft(
    record: Record | Unreadable, why: str, structure: Structure, *, replied: bool
) -> Draft:
    """The one place where a page's troubles are caught, on the way to the surveys."""
    failed = Draft(record.path, sha256(record.data).hexdigest(), fate="failed")
    if why:
        return replace(failed, why=why)
    if isinstance(record, Unreadable):
        return replace(failed, fate=record.fate, why=record.why)
    if len(record.data) > _LARGEST:
        return replace(failed, why=f"a page of more than {_LARGEST >> 20} MB")
    try:
        return judged_draft(
            stages.prepare(record, structure, replied=replied),
            "no text in it" if record.data.strip() else "blank",
        )
    except Refused as refusal:
        return replace(failed, why=str(refusal))
    except MemoryError:
        return replace(failed, why=_TOO_LARGE)
    except Exception as error:  # one bad page never stops a run, whatever it does
        return replace(failed, why=_bug("prepare", error))


def _observed(draft: Draft) -> tuple[Draft, templates.Observation | None]:
    """A draft, and what it shows to the survey of templates; None where there is no text."""
    if draft.fate != "kept":
        return draft, None
    try:
        return draft, stages.observed(draft)
    except Exception as error:  # as above
        return replace(draft, fate="failed", why=_bug("observe", error)), None


def _finished(draft: Draft, cuts: _Cuts, script: str, own: OwnOptions) -> Draft:
    """The one place where a page's troubles are caught, behind the surveys."""
    if draft.fate != "kept":
        return draft
    if cuts.why:
        return replace(draft, fate="failed", why=cuts.why)
    try:
        finished = stages.finish(draft, cuts.edits, script, cuts.facts)
        return own.applied(judged_draft(finished, "nothing but boilerplate in it"))
    except Exception as error:  # as above; the draft is kept as far as it came
        return replace(draft, fate="failed", why=_bug("finish", error))


def judged_draft(draft: Draft, why: str) -> Draft:
    """A draft of fewer than `FEWEST` letters is empty, and says so."""
    if has_letters(draft.text[:400], FEWEST) or any(map(str.isalnum, draft.text[400:])):
        return draft
    some = any(map(str.isalnum, draft.text))
    return replace(draft, fate="empty", why=f"fewer than {FEWEST} letters" if some else why)


FEWEST = 5
"""Letters of an article; below, it is a remnant."""


def _bug(stage: str, error: Exception) -> str:
    """A fault of ours as a reason, with the place to look for it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else stage
    return f"a fault of article-pipeline in {place}: {type(error).__name__}: {error}"


@lru_cache(maxsize=2)
def matcher(rules: Path) -> watermarks.Matcher:
    """The matcher of a rule file; a worker makes it once."""
    return watermarks.Matcher(learned.from_toml(rules.read_text("utf-8")))
