"""What is written of each input, once its duplicates are known: article, verdict, ledger line.

`sealed` is all that is written of an input without copies, and most have none; `unsealed` and
`unfinished` lead back from what was written to the document as it was before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import orjson

from pipeline.corpus import formats
from pipeline.corpus.folder import Output
from pipeline.duplicates.duplicates import Fold, Related
from pipeline.model.article import Article, Copy, Draft, Meta, Verdict
from pipeline.model.dates import day
from pipeline.model.edits import FINISHING, Edit, Text, undo
from pipeline.model.flags import flags_of
from pipeline.model.ledger import Entry, digest
from pipeline.model.provenance import from_json
from pipeline.model.summary import Head

# Where `stages.finish` says that it found a fact.
_AT_THE_END = frozenset({"text", "marks", "own"})
UNRELATED = Related("", "")
# What a draft and its entry of the ledger say alike.
_ALIKE = ("source", "encoding", "how", "doubt", "found", "rows", "links", "code")


def sealed(draft: Draft) -> Output:
    """All there is to write of an input without copies."""
    return completed(draft, None, (), write_duplicates=False)


def completed(
    draft: Draft,
    fold: Fold | None,
    twins: Sequence[Head],
    related: Related = UNRELATED,
    *,
    write_duplicates: bool,
) -> Output:
    """What is written of an input: what it is a copy of, if anything, and what are copies of it."""
    flags = " ".join(flags_of(draft.found))
    alone = Verdict(draft.path, draft.id, draft.fate, why=draft.why, flags=flags)
    verdict = told_verdict(alone, fold, related)
    article = b""
    if write_duplicates if fold else draft.fate == "kept":
        copy_of = fold.of if fold else None
        article = formats.jsonl_row(replace(article_of(draft, twins), copy_of=copy_of))
    if not article and draft.source:
        draft = _unwritten(draft, verdict)
    entry = Entry(
        verdict=verdict,
        text=digest(draft.text),
        article=sha256(article).hexdigest() if article else "",
        **{name: getattr(draft, name) for name in _ALIKE},
    )
    return Output(article, entry.line())


def told_verdict(alone: Verdict, fold: Fold | None, related: Related) -> Verdict:
    """What became of an input, from its verdict without others."""
    if fold is None:
        return alone._replace(why=alone.why or related.why, related=related.names)
    why = f"{fold.relation} copy of {fold.of}, similarity {fold.similarity:.3f}"
    why += f": {fold.because}" if fold.because else ""
    return Verdict(alone.path, alone.id, "duplicate", fold.of, fold.relation, fold.similarity, why)


def verdict_alone(head: Head) -> Verdict:
    """What became of an input without copies."""
    return Verdict(head.path, head.id, head.fate, why=head.why, flags=head.flags)


def unsealed(entry: Entry, text: str) -> Draft:
    """The finished draft that an entry and the text of its article were written of.

    It is the same whether copies were known then or not, and for a copy itself.
    """
    writing = [row for row in entry.rows if row.stage == "write"]
    verdict = entry.verdict
    good = verdict.fate in ("kept", "duplicate")
    return Draft(
        path=entry.path,
        id=verdict.id,
        text=undo(text, writing),
        fate="kept" if good else verdict.fate,
        why="" if good else verdict.why,
        **{name: getattr(entry, name) for name in _ALIKE}
        | {"rows": tuple(row for row in entry.rows if row.stage != "write")},
    )


def unfinished(finished: Draft, head: Head, found: Mapping[str, Meta] | None) -> Draft:
    """The draft that `stages.finish` was given, from what it gave and the draft's head.

    `found` are the draft's facts where they are not just those that were there at the end.
    """
    later = [row for row in finished.rows if row.stage in FINISHING]
    return replace(
        finished,
        text=undo(finished.text, later),
        rows=finished.rows[: len(finished.rows) - len(later)],
        found=_found_before(finished) if found is None else found,
        fate=head.fate,
        why=head.why,
    )


def facts_lost(draft: Draft, finished: Draft) -> Mapping[str, Meta] | None:
    """The facts of a draft, where they can't be told from those that it had when finished."""
    same = list(_found_before(finished).items()) == list(draft.found.items())
    return None if same else draft.found


def _found_before(finished: Draft) -> dict[str, Meta]:
    return {name: meta for name, meta in finished.found.items() if meta.where not in _AT_THE_END}


def _unwritten(draft: Draft, verdict: Verdict) -> Draft:
    """The draft of an input that is not written: its text goes too, and the ledger keeps it."""
    text = Text(draft.text, draft.rows)
    if draft.text:
        text.apply("write", [Edit(0, len(draft.text), "", verdict.fate)])
    return replace(draft, text=text.now, rows=tuple(text.rows))


_FACTS = (
    *("url", "title", "author", "sitename", "language", "script", "canonical", "source_id"),
    *("markup", "kind", "source_name"),
)
"""Facts that stand in a row as they were found."""


def article_of(draft: Draft, twins: Sequence[Head] = ()) -> Article:
    """The article of a finished draft, with its copies."""
    value = {name: meta.value for name, meta in draft.found.items()}
    known: dict[str, Any] = {name: value.get(name) for name in _FACTS}
    known |= {name: from_json(value.get(name)) for name in ("source", "extra", "columns")}
    return Article(
        id=draft.id,
        path=draft.path,
        text=draft.text,
        date=day(value.get("date")),
        published=value.get("date"),
        copies=(*_earlier_copies(value), *(_copy(twin) for twin in twins)),
        tags=tuple(tag for tag in value.get("tags", "").split("\n") if tag),
        flags=flags_of(draft.found),
        confidence=float(value["confidence"]) if "confidence" in value else None,
        **known,
    )


def _earlier_copies(value: Mapping[str, str]) -> Iterator[Copy]:
    """The copies that an article of ours had when it came in."""
    for copy in orjson.loads(value.get("copies", "[]")):
        yield Copy(copy["path"], copy["url"], copy["sitename"], copy["date"])


def _copy(twin: Head) -> Copy:
    return Copy(twin.path, twin.url, twin.sitename, day(twin.date))
