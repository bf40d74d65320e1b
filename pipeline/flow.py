"""The pipeline: one function, in the order things happen."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import corpus, learned
from pipeline.faults import Fault
from pipeline.neighbours import remember
from pipeline.outputs import outputs
from pipeline.progress import Show
from pipeline.run import state
from pipeline.run.packs import Corrupt
from pipeline.run.steps import Steps
from pipeline.settings import Options
from pipeline.shelf import Shelf
from pipeline.surveys import duplicates, templates
from pipeline.surveys.signature import Signed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: how many inputs met each fate, and what a person should look at."""

    fates: Counter[str]
    flagged: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """How many inputs could not be made into an article for a fault of theirs or ours."""
        return self.fates["failed"]

    def sentence(self, clean: Path) -> str:
        """The closing sentence, and a line for whatever a person should look at.

        >>> fates = Counter(kept=1011, duplicate=187, empty=2, failed=4)
        >>> print(Outcome(fates).sentence(Path("clean")))
        1,204 pages: 1,011 kept, 187 duplicates of them, 2 empty, 4 failed (see clean/verdicts.tsv).
        """
        counts = f"{self.fates['kept']:,} kept, {self.fates['duplicate']:,} duplicates of them"
        rest = f"{self.fates['empty']:,} empty, {self.failed:,} failed (see {clean}/verdicts.tsv)."
        return "\n".join((f"{self.fates.total():,} pages: {counts}, {rest}", *self.flagged))


def run(raw: Path, clean: Path, options: Options, show: Show) -> Outcome:
    """Clean RAW into CLEAN. Raises `Fault` with the next step when that can't be done."""
    _check(raw, clean)
    with state.opened(clean) as kept:
        corpus.settle(clean)
        raw = _spooled(raw, clean)
        steps = Steps(kept, options.processes, show)
        try:
            return _run(raw, clean, options, steps)
        except Corrupt:
            kept.forget()  # A damaged cache is never believed: once more, from nothing.
            return _run(raw, clean, options, steps)


def _run(raw: Path, clean: Path, options: Options, steps: Steps) -> Outcome:
    drafts = steps.prepare(raw, options.fields)  # read, decode, extract, repair, head
    twins = _copies(drafts)
    seen = steps.observe(drafts, _one_of_each(drafts, twins.folds))
    rules = learned.to_toml(learned.merged(templates.learn(seen), _said(clean)))
    articles = steps.finish(drafts, rules, options.script)  # marks, strip, collapse, convert
    found = _copies(articles)
    fates: Counter[str] = Counter()
    written = outputs(articles, found.folds, write_duplicates=options.duplicates == "keep")
    corpus.build(clean, _counted(written, fates), options.form, {"rules.toml": rules})
    _remember(clean, articles, found)
    if fates.total() != len(drafts):
        raise AssertionError(f"{len(drafts)} inputs, but {fates.total()} verdicts")
    return Outcome(fates, (*found.flagged, *_held(articles)))


def _held(articles: Shelf) -> Iterator[str]:
    """A line for each reason to look at pages that were left as they are, and the first of them."""
    pages: dict[str, list[str]] = {}
    for head in articles.heads():
        if head["flag"] and head["fate"] == "kept":
            pages.setdefault(head["flag"], []).append(head["path"])
    for why, paths in sorted(pages.items()):
        shown = ", ".join(sorted(paths)[:3]) + (" …" if len(paths) > 3 else "")
        yield f"{len(paths):,} to look at: {why} ({shown})."


def _copies(shelf: Shelf) -> duplicates.Found:
    """What is a copy of what on a shelf, whatever will be done about it."""
    heads = shelf.heads()
    names = duplicates.Page._fields
    pages = [duplicates.Page(**{name: head[name] for name in names}) for head in heads]
    return duplicates.duplicates(pages, shelf.signed(), lambda i: shelf.draft(i).text)


def _one_of_each(drafts: Shelf, folds: Sequence[duplicates.Fold]) -> list[int]:
    """The numbers of the documents that are no copy of another one."""
    copies = {fold.path for fold in folds}
    return [i for i, head in enumerate(drafts.heads()) if head["path"] not in copies]


def _remember(clean: Path, articles: Shelf, found: duplicates.Found) -> None:
    """Index what was kept, for `near`."""
    heads, signed = articles.heads(), articles.signed()
    singles = _one_of_each(articles, found.folds)
    chosen = [i for i in singles if heads[i]["fate"] == "kept"]
    kept = Signed(signed.values[chosen], signed.sizes[chosen], signed.digests[chosen])
    remember(clean, [heads[i]["path"] for i in chosen], kept)


def _counted(written: Iterable[corpus.Output], fates: Counter[str]) -> Iterator[corpus.Output]:
    """The outputs as they come, their fates counted."""
    for output in written:
        fates[output.entry.verdict.fate] += 1
        yield output


def _said(clean: Path) -> tuple[learned.Learned, ...]:
    """The rules of the last run, with what a person vetoed or promoted."""
    file = clean / "rules.toml"
    try:
        return learned.from_toml(file.read_text("utf-8")) if file.exists() else ()
    except ValueError as error:
        raise Fault(f"{clean}/{error}") from error


def _check(raw: Path, clean: Path) -> None:
    """Raise `Fault` where RAW can't be read or CLEAN would harm what is there."""
    if str(raw) != "-" and not raw.exists():
        raise Fault(f"{raw}: no such folder; give the folder that holds the pages")
    below, above = clean.resolve(), raw.resolve()
    if str(raw) != "-" and (below == above or above in below.parents):
        raise Fault(f"{clean}: lies inside {raw}; give a CLEAN folder outside of RAW")
    if str(raw) != "-" and below in above.parents:
        raise Fault(f"{raw}: lies inside {clean}; give a CLEAN folder elsewhere")
    if clean.exists() and not clean.is_dir():
        raise Fault(f"{clean}: is no folder; give the folder to write to")
    if not (clean / corpus.STATE).exists():
        for name in corpus.PARTS:
            if (clean / name).exists():
                raise Fault(f"{clean}: holds {name} of something else; give an empty folder")


def _spooled(raw: Path, clean: Path) -> Path:
    """RAW, or a file with what comes on stdin, since workers can't read that."""
    if str(raw) != "-":
        return raw
    file = clean / corpus.STATE / "stdin"
    with file.open("wb") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
    return file
