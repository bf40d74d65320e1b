"""The passes over a corpus: each a pure function from a piece of work to a pack, run in a worker.

A piece names documents by part of the source, or by their place in an earlier pack; texts
themselves never travel between processes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipeline import learned, page
from pipeline.article import Draft, Record, Refused, Unreadable
from pipeline.run.local import Watch
from pipeline.run.state import Place
from pipeline.shelf import Shelf, save
from pipeline.stages import marks, read
from pipeline.surveys import templates


class Sources(NamedTuple):
    """Parts of RAW to be read and prepared."""

    raw: Path
    parts: tuple[read.Part, ...]
    fields: Mapping[str, str]
    packs: Path


class Drafts(NamedTuple):
    """Drafts in packs to be looked at, or finished with the rules in the file `rules`."""

    packs: Path
    places: tuple[Place, ...]
    rules: Path
    script: str


class Made(NamedTuple):
    """A pack, and how many of its entries each part or place of the work gave."""

    pack: str
    counts: tuple[int, ...]


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
    return Made(save(work.packs, drafts), tuple(counts))


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
            title = draft.found.get("title")
            yield templates.observe(
                draft.text, path=draft.path, site=draft.site, title=title and title.value
            )


def finish(work: Drafts, watch: Watch) -> Made:
    """The drafts of some places, finished."""
    known = matcher(work.rules)
    finished: list[Draft] = []
    for i, draft in enumerate(_drafts(work)):
        why = watch(i, len(draft.text))
        finished.append(_finished(draft, known, work.script, why))
    return Made(save(work.packs, finished), (1,) * len(finished))


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


def _finished(draft: Draft, known: marks.Matcher, script: str, why: str) -> Draft:
    """The one place where a page's troubles are caught, behind the surveys."""
    if draft.fate != "kept":
        return draft
    if why:
        return replace(draft, fate="failed", why=why)
    try:
        return _judged(page.finish(draft, known, script), "nothing but page chrome in it")
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
    return map(shelf.draft, range(len(shelf)))


@lru_cache(maxsize=2)
def matcher(rules: Path) -> marks.Matcher:
    """The matcher of a rule file; a worker makes it once."""
    return marks.Matcher(learned.from_toml(rules.read_text("utf-8")))
