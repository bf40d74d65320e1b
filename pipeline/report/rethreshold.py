"""What would fold by other relations: asked of the pairs that a run compared, of no text."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pipeline.corpus import files, folder, pairs
from pipeline.corpus.folder import Reader
from pipeline.corpus.previous import IndexFile
from pipeline.corpus.state import KNOWN, STATE
from pipeline.corpus.tsv import tsv_row, verdict_row
from pipeline.corpus.written import UNRELATED, told_verdict, verdict_alone
from pipeline.duplicates.compared import PairRow
from pipeline.duplicates.duplicates import Found, Survey, related
from pipeline.duplicates.pair_log import rows_of
from pipeline.duplicates.settings import KEEP, Settings
from pipeline.duplicates.signature import Signed, from_rows, join, sign
from pipeline.model.errors import Corrupt, Fault
from pipeline.model.outcome import Outcome
from pipeline.model.summary import Head
from pipeline.report import lookup


class Refolded(NamedTuple):
    """The rows of verdicts.tsv as they would be, and what they come to."""

    rows: Sequence[str]
    outcome: Outcome


def refolded(clean: Path, settings: Callable[[Mapping[str, Any]], Settings]) -> Refolded:
    """What a run by other `settings`, made from its options, would say of the same pages.

    Raises `Fault` where that can't be told.
    """
    reader = lookup.reading(clean)
    try:
        asked = settings(_stated(clean))
        if asked.keep not in KEEP:
            raise Fault(f"{clean}: {asked.keep!r} tells who stays; only a run looks into columns")
        heads, signed = _known(clean, _elsewhere(reader))
        survey = Survey(heads, signed.sizes, signed.digests, asked)
        found = survey.decided(_compared(clean, survey))
    except (OSError, ValueError, KeyError, Corrupt) as error:
        raise Fault(f"{error}; run article-pipeline run again") from error
    rows = [*_rows(reader, {head.path: head for head in heads}, found)]
    fates = Counter(verdict_row(row)["fate"] for row in rows)
    return Refolded(rows, Outcome(fates, found.flagged))


def _stated(clean: Path) -> Mapping[str, Any]:
    """The options of the run that wrote CLEAN."""
    stated: Mapping[str, Any] = orjson.loads(files.read_bytes(clean, folder.RUN_FILE))["options"]
    return stated


def _elsewhere(reader: Reader) -> set[str]:
    """The pages that are copies of what stands in other corpora: those are none of ours."""
    rows = [*reader.rows()]
    paths = {row["path"] for row in rows}
    return {row["path"] for row in rows if row["of"] and row["of"] not in paths}


def _known(clean: Path, without: set[str]) -> tuple[list[Head], Signed]:
    """The documents of CLEAN but for some, and their signatures."""
    heads: list[Head] = []
    parts = [sign([])]
    for file in sorted((clean / STATE / KNOWN).glob("*")):
        book = IndexFile(clean / STATE, f"{KNOWN}/{file.name}")
        found = book.heads()
        chosen = [i for i, head in enumerate(found) if head.path not in without]
        heads += [found[i] for i in chosen]
        parts.append(from_rows(book.rows()[chosen]))
        book.close()
    return heads, join(parts)


def _compared(clean: Path, survey: Survey) -> Iterator[PairRow]:
    """The pairs that were compared, as the survey has them."""
    known, compared = pairs.read_pairs(clean)
    numbers = {page.path: i for i, page in enumerate(survey.pages)}
    rows = rows_of(known, numbers)
    if len(rows) < compared:
        told = f"{clean}: {folder.PAIRS} has {len(rows):,} of {compared:,} pairs"
        raise ValueError(f"{told}; --pairs {compared} keeps all")
    return iter(rows)


def _rows(reader: Reader, heads: Mapping[str, Head], found: Found) -> Iterator[str]:
    """The rows of verdicts.tsv, those of `heads` anew."""
    folds = {fold.path: fold for fold in found.folds}
    like = related(found.noted)
    for row in reader.verdicts():
        head = heads.get(verdict_row(row)["path"])
        if head is None:
            yield row
        else:
            fold, related_ = folds.get(head.path), like.get(head.path, UNRELATED)
            yield tsv_row(told_verdict(verdict_alone(head), fold, related_))
