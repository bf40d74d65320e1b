"""The passes over a corpus: each a pure function from a piece of work to a pack, run in a worker.

A piece names documents by part of the source, or by their place in an earlier pack; texts
themselves never travel between processes.
"""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipeline import learned, page
from pipeline.article import Draft, Record, Refused, Unreadable
from pipeline.edits import Edit
from pipeline.outputs import sealed
from pipeline.run.local import KILLED, Watch
from pipeline.run.state import Place
from pipeline.shelf import Head, Shelf, dump, head_of, load, save
from pipeline.stages import marks, read
from pipeline.surveys import templates

# What is wrong with the disk or the machine, not with the page: the next run tries again.
_PASSING = frozenset(
    f"can't be read: {os.strerror(number)}"
    for number in (errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ESTALE)
) | {KILLED}


class Sources(NamedTuple):
    """Parts of RAW to be read and prepared."""

    raw: Path
    parts: tuple[read.Part, ...]
    fields: Mapping[str, str]
    packs: Path


class Drafts(NamedTuple):
    """Drafts in packs to be looked at."""

    packs: Path
    places: tuple[Place, ...]


class Cleaning(NamedTuple):
    """Drafts to be finished with the rules in a file.

    `before` is for each of them the digest of what learned rules cut when it was last finished,
    blank when it was not.
    """

    drafts: Drafts
    rules: Path
    script: str
    before: tuple[str, ...]


class Made(NamedTuple):
    """A pack, and how many of its entries each part or place of the work gave.

    A place with none was not made anew, for it would be the same. `passing` are those whose
    results may be others next time, for the fault was not theirs.
    """

    pack: str
    counts: tuple[int, ...]
    passing: frozenset[int] = frozenset()


def prepare(work: Sources, watch: Watch) -> Made:
    """Drafts of all records of some parts."""
    drafts: list[Draft] = []
    counts: list[int] = []
    for part in work.parts:
        before = len(drafts)
        for record in read.records(work.raw, part, work.fields):
            why = watch(len(drafts), len(record.data))
            drafts.append(_prepared(record, why))
        counts.append(len(drafts) - before)
    pack = save(work.packs, drafts, map(head_of, drafts), map(dump, drafts))
    return Made(pack, tuple(counts), _passing(drafts, counts))


def observe(work: Drafts, watch: Watch) -> templates.Tally:
    """What the drafts of some places teach about marks and page chrome."""
    tally = templates.Tally()
    for seen in _observed(work, watch):
        tally.add(seen)
    return tally


def observe_copies(work: Drafts, watch: Watch) -> templates.Tally:
    """What copies of other drafts teach: marks of their own, and nothing by repetition."""
    tally = templates.Tally()
    for seen in _observed(work, watch):
        tally.add(templates.proven(seen))
    return tally


def _observed(work: Drafts, watch: Watch) -> Iterator[templates.Observation]:
    for i, draft in enumerate(_drafts(work)):
        if not watch(i, len(draft.text)) and draft.fate == "kept":
            yield page.observed(draft)


def finish(work: Cleaning, watch: Watch) -> Made:
    """The drafts of some places, finished, where learned rules cut other things than before."""
    known = matcher(work.rules)
    finished: list[Draft] = []
    heads: list[Head] = []
    bodies: list[bytes] = []
    counts: list[int] = []
    for i, draft in enumerate(_drafts(work.drafts)):
        why = watch(i, len(draft.text))
        cuts = _Cuts(draft, known, why)
        counts.append(int(cuts.digest != work.before[i]))
        if counts[-1]:
            made = _finished(draft, cuts, work.script)
            body, row = sealed(made)
            finished.append(made)
            heads.append(head_of(made)._replace(learned=cuts.digest, row=row))
            bodies.append(body)
    pack = save(work.drafts.packs, finished, heads, bodies) if finished else ""
    return Made(pack, tuple(counts), _passing(finished, counts))


class _Cuts:
    """What learned rules cut from a draft, or why it can't be finished; and the digest of that."""

    def __init__(self, draft: Draft, known: marks.Matcher, why: str) -> None:
        self.why = why
        self.edits: list[Edit] = []
        if draft.fate == "kept" and not why:
            try:
                self.edits = list(marks.edits(draft.text, known, site=draft.site))
            except Exception as error:  # one bad page never stops a run
                self.why = _bug("marks", error)
        self.digest = sha256(repr((self.why, self.edits)).encode()).hexdigest()[:16]


def _passing(drafts: Sequence[Draft], counts: Sequence[int]) -> frozenset[int]:
    """The places with a result that the disk or the machine is to blame for, not the page."""
    found, at = set(), 0
    for i, count in enumerate(counts):
        if any(draft.why in _PASSING for draft in drafts[at : at + count]):
            found.add(i)
        at += count
    return frozenset(found)


def _prepared(record: Record | Unreadable, why: str) -> Draft:
    """The one place where a page's troubles are caught, on the way to the surveys."""
    failed = Draft(record.path, sha256(record.data).hexdigest(), fate="failed")
    if why:
        return replace(failed, why=why)
    if isinstance(record, Unreadable):
        return replace(failed, why=record.why)
    try:
        return _judged(page.prepare(record), "no text in it" if record.data.strip() else "blank")
    except Refused as refusal:
        return replace(failed, why=str(refusal))
    except Exception as error:  # one bad page never stops a run, whatever it does
        return replace(failed, why=_bug("prepare", error))


def _finished(draft: Draft, cuts: _Cuts, script: str) -> Draft:
    """The one place where a page's troubles are caught, behind the surveys."""
    if draft.fate != "kept":
        return draft
    if cuts.why:
        return replace(draft, fate="failed", why=cuts.why)
    try:
        return _judged(page.finish(draft, cuts.edits, script), "nothing but page chrome in it")
    except Exception as error:  # as above; the draft is kept as far as it came
        return replace(draft, fate="failed", why=_bug("finish", error))


def _judged(draft: Draft, why: str) -> Draft:
    """A draft without a single letter is empty, and says so."""
    if any(map(str.isalnum, draft.text)):
        return draft
    return replace(draft, fate="empty", why=why)


def _bug(stage: str, error: Exception) -> str:
    """A fault of ours as a reason, with the place to look for it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else stage
    return f"a fault of article-pipeline in {place}: {type(error).__name__}: {error}"


def _drafts(work: Drafts) -> Iterator[Draft]:
    shelf = Shelf(work.packs, work.places)
    return (load(shelf.body(i)) for i in range(len(shelf)))


@lru_cache(maxsize=2)
def matcher(rules: Path) -> marks.Matcher:
    """The matcher of a rule file; a worker makes it once."""
    return marks.Matcher(learned.from_toml(rules.read_text("utf-8")))
