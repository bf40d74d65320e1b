"""What is written of each input, once its duplicates are known: article, verdict, ledger line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import orjson

from pipeline.article import Article, Copy, Draft, Meta, Verdict
from pipeline.corpus import Output, order, seal
from pipeline.edits import Edit, Text
from pipeline.ledger import Entry, digest
from pipeline.shelf import Shelf
from pipeline.surveys.duplicates import Fold

# Facts that the kept article may take from a copy when the page it comes from did not state them.
_ADOPTED = ("title", "author", "sitename", "date")


def outputs(shelf: Shelf, folds: Sequence[Fold], *, write_duplicates: bool) -> Iterator[Output]:
    """An output for every input, in the order of their paths."""
    heads = shelf.heads()
    number = {head["path"]: i for i, head in enumerate(heads)}
    folded = {fold.path: fold for fold in folds}
    copies: dict[str, list[int]] = defaultdict(list)
    for copy in sorted(folded, key=order):
        copies[folded[copy].of].append(number[copy])
    for path in sorted(number, key=order):
        draft = shelf.draft(number[path])
        fold = folded.get(path)
        twins = [heads[i] for i in copies.get(path, ())]
        if not write_duplicates:
            draft = _completed(draft, twins)
        yield _output(draft, fold, twins, write_duplicates)


def _completed(draft: Draft, twins: Sequence[Mapping[str, str | None]]) -> Draft:
    """The draft with what only its copies state, and where each fact was taken from."""
    found = dict(draft.found)
    for name in _ADOPTED:
        stated = [(twin[name], twin["path"]) for twin in twins if twin.get(name)]
        if name not in found and stated:
            value, path = min(stated) if name == "date" else stated[0]
            found[name] = Meta(str(value), f"copy {path}")
    return replace(draft, found=found)


def _output(
    draft: Draft,
    fold: Fold | None,
    twins: Sequence[Mapping[str, str | None]],
    write_duplicates: bool,
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
    article = _article(draft, twins) if written else None
    if article is None and draft.source:
        draft = _unwritten(draft, verdict)
    entry = Entry(
        verdict=verdict,
        source=draft.source,
        text=digest(draft.text),
        article=seal(article),
        encoding=draft.encoding,
        how=draft.how,
        doubt=draft.doubt,
        found=draft.found,
        rows=draft.rows,
    )
    return Output(article, entry)


def _unwritten(draft: Draft, verdict: Verdict) -> Draft:
    """The draft of an input that is not written: its text goes too, and the ledger keeps it."""
    text = Text(draft.text, draft.rows)
    if draft.text:
        text.apply("write", [Edit(0, len(draft.text), "", verdict.fate)])
    return replace(draft, text=text.now, rows=tuple(text.rows))


def _article(draft: Draft, twins: Sequence[Mapping[str, str | None]]) -> Article:
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


def _copy(twin: Mapping[str, str | None]) -> Copy:
    return Copy(str(twin["path"]), twin["url"], twin["sitename"], twin["date"])
