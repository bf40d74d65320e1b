"""What is written of each input, once its duplicates are known: article, verdict, ledger line.

Most inputs have no copies: what is written of those is made by the worker that finished them, and
only put in its place here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import orjson

from pipeline import ledger
from pipeline.article import Article, Copy, Draft, Meta, Verdict
from pipeline.corpus import Output, order, verdict_line
from pipeline.edits import Edit, Text
from pipeline.ledger import Entry, digest
from pipeline.shelf import Head, Shelf
from pipeline.stages import write
from pipeline.surveys.duplicates import Fold

# Facts that the kept article may take from a copy when the page it comes from did not state them.
_ADOPTED = ("title", "author", "sitename", "date")


def outputs(
    shelf: Shelf, heads: Sequence[Head], folds: Sequence[Fold], *, write_duplicates: bool
) -> Iterator[Output]:
    """An output for every finished input, in the order of their paths."""
    number = {head.path: i for i, head in enumerate(heads)}
    folded = {fold.path: fold for fold in folds}
    copies: dict[str, list[int]] = defaultdict(list)
    for copy in sorted(folded, key=order):
        copies[folded[copy].of].append(number[copy])
    for path in sorted(number, key=order):
        i = number[path]
        head, body = heads[i], shelf.body(i)
        fold, twins = folded.get(path), [heads[k] for k in copies.get(path, ())]
        if fold is None and not twins:
            verdict = Verdict(head.path, head.id, head.fate, why=head.why)
            yield Output(path, head.fate, verdict_line(verdict), body[head.row :], body[: head.row])
            continue
        draft = unsealed(body, head.row)
        if not write_duplicates:
            draft = _completed(draft, twins)
        yield _output(draft, fold, twins, write_duplicates)


def sealed(draft: Draft) -> tuple[bytes, int]:
    """All there is to write of an input without copies: its article's row, then its ledger line.

    The number is the length of the row, which is 0 where there is no article.
    """
    output = _output(draft, None, (), write_duplicates=False)
    return output.article + output.ledger, len(output.article)


def unsealed(body: bytes, row: int) -> Draft:
    """The draft of a kept article, from what `sealed` gave."""
    entry = ledger.read(body[row:])
    return Draft(
        path=entry.path,
        id=entry.verdict.id,
        text=text_of(body, row),
        source=entry.source,
        rows=tuple(entry.rows),
        found=entry.found,
        encoding=entry.encoding,
        how=entry.how,
        doubt=entry.doubt,
    )


def text_of(body: bytes, row: int) -> str:
    """The text of a finished input, blank where there is no article."""
    text: str = orjson.loads(body[:row])["text"] if row else ""
    return text


def _completed(draft: Draft, twins: Sequence[Head]) -> Draft:
    """The draft with what only its copies state, and where each fact was taken from."""
    found = dict(draft.found)
    for name in _ADOPTED:
        stated = [(value, twin.path) for twin in twins if (value := _stated(twin, name))]
        if name not in found and stated:
            value, path = min(stated) if name == "date" else stated[0]
            found[name] = Meta(str(value), f"copy {path}")
    return replace(draft, found=found)


def _stated(twin: Head, name: str) -> str | None:
    """A fact as a copy states it. Authors are not among what heads tell."""
    value: str | None = getattr(twin, name, None)
    return value


def _output(
    draft: Draft, fold: Fold | None, twins: Sequence[Head], write_duplicates: bool
) -> Output:
    if fold is None:
        verdict = Verdict(draft.path, draft.id, draft.fate, why=draft.why)
        written = draft.fate == "kept"
    else:
        why = f"{fold.relation} copy of {fold.of}, similarity {fold.similarity:.3f}"
        verdict = Verdict(
            draft.path, draft.id, "duplicate", fold.of, fold.relation, fold.similarity, why
        )
        written = write_duplicates
    article = write.jsonl_row(_article(draft, twins)) if written else b""
    if not article and draft.source:
        draft = _unwritten(draft, verdict)
    entry = Entry(
        verdict=verdict,
        source=draft.source,
        text=digest(draft.text),
        article=sha256(article).hexdigest() if article else "",
        encoding=draft.encoding,
        how=draft.how,
        doubt=draft.doubt,
        found=draft.found,
        rows=draft.rows,
    )
    return Output(draft.path, verdict.fate, verdict_line(verdict), entry.line(), article)


def _unwritten(draft: Draft, verdict: Verdict) -> Draft:
    """The draft of an input that is not written: its text goes too, and the ledger keeps it."""
    text = Text(draft.text, draft.rows)
    if draft.text:
        text.apply("write", [Edit(0, len(draft.text), "", verdict.fate)])
    return replace(draft, text=text.now, rows=tuple(text.rows))


def _article(draft: Draft, twins: Sequence[Head]) -> Article:
    value = {name: meta.value for name, meta in draft.found.items()}
    return Article(
        id=draft.id,
        path=draft.path,
        url=value.get("url"),
        title=value.get("title"),
        author=value.get("author"),
        sitename=value.get("sitename"),
        date=value.get("date"),
        language=value.get("language"),
        script=value.get("script"),
        text=draft.text,
        copies=(*_earlier_copies(value), *(_copy(twin) for twin in twins)),
        tags=tuple(tag for tag in value.get("tags", "").split("\n") if tag),
    )


def _earlier_copies(value: Mapping[str, str]) -> Iterator[Copy]:
    """The copies that an article of ours had when it came in."""
    for copy in orjson.loads(value.get("copies", "[]")):
        yield Copy(copy["path"], copy["url"], copy["sitename"], copy["date"])


def _copy(twin: Head) -> Copy:
    return Copy(twin.path, twin.url, twin.sitename, twin.date)
