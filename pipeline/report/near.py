"""Whether a page is already in a corpus: asked of what is known of it, then of its articles."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pipeline import stages
from pipeline.boilerplate.cut import watermarks
from pipeline.corpus.kept import Asked, Kept
from pipeline.duplicates.query import Index, scan
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.signature import Signed, sign
from pipeline.model.article import Draft, Record, Refused
from pipeline.model.errors import Corrupt, Fault
from pipeline.model.summary import head_of
from pipeline.reading import columns
from pipeline.report import lookup
from pipeline.report.asked import drafts


class Neighbour(NamedTuple):
    """A kept article, what the page is to it, their exact similarity, and what tells them apart."""

    path: str
    relation: str
    similarity: float
    why: str = ""


class Corpus:
    """The kept articles of a CLEAN, to be asked about many pages, or about one."""

    def __init__(self, clean: Path, *, often: bool) -> None:
        """Who asks `often` waits some seconds for a million articles, and then a millisecond."""
        lookup.reading(clean)  # tells what is no CLEAN
        with _told():
            self._kept = Kept(clean)
            parts = [self._kept.whole()] if often else self._kept.parts()
            self._parts = [(part, Index(part.signed) if often else None) for part in parts]
        self._matcher = watermarks.Matcher(lookup.known_rules(clean))

    def cleaned(self, draft: Draft) -> Draft:
        """A page as a run cleans it, with the rules that the corpus taught."""
        return stages.finish(draft, stages.cuts_of(draft, self._matcher), "keep")

    def neighbours(self, draft: Draft) -> list[Neighbour]:
        """The kept articles that are like a page that was cleaned, the most similar first."""
        asked = sign([draft.words])
        with _told():
            found = [*self._near(draft, asked)]
        return sorted(found, key=lambda one: (one.relation != "exact", -one.similarity, one.path))

    def _near(self, draft: Draft, signed: Signed) -> Iterator[Neighbour]:
        asked = Asked([head_of(draft)], signed, lambda _: [draft.words])
        for part, index in self._parts:
            pairs = index.candidates(signed) if index else scan(signed, part.signed)
            exact = (part.signed.digests[pairs[:, 1]] == signed.digests[0]).all(axis=1)
            for _, number in pairs[exact].tolist():
                yield Neighbour(self._kept.path(part, number), "exact", 1.0)
            for _, path, found in self._kept.judged(asked, part, pairs[~exact], Settings()):
                for small, _, relation, similarity, because in found[:1]:
                    # A relation is told as the page sees it that was asked about.
                    told = _INVERSE.get(relation, relation) if small == 1 else relation
                    yield Neighbour(path, told, similarity, because)


_INVERSE = {"contained": "contains", "quoted": "quotes"}


@contextmanager
def _told() -> Iterator[None]:
    """What can't be read of a CLEAN is told with the next step."""
    try:
        yield
    except (Corrupt, KeyError) as error:
        raise Fault(f"{error}; run article-pipeline run again") from error


def asked(clean: Path, page: str) -> list[Neighbour]:
    """The kept articles that are like the pages of a file, which are cleaned as a run does.

    Raises `Fault` for no page, and where nothing is known of the articles or it can't be read.
    """
    corpus = Corpus(clean, often=False)
    return [near for draft in drafts(page) for near in corpus.neighbours(corpus.cleaned(draft))]


def answers(clean: Path, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """For each line of JSON, a row as a run reads it, the kept articles that are like it.

    An answer has the `id` of its row, and `near`: a list of `Neighbour` as objects; or `error`.
    """
    corpus = Corpus(clean, often=True)
    for line in lines:
        if line.strip():
            yield _answer(corpus, line)


def _answer(corpus: Corpus, line: bytes) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"no JSON: {error}"}
    said = {"id": row.get("id") if isinstance(row, dict) else None}
    record = columns.record("stdin", row, {})
    if not isinstance(record, Record):
        return {**said, "error": record.why}
    try:
        draft = corpus.cleaned(stages.prepare(record))
        return {**said, "near": [one._asdict() for one in corpus.neighbours(draft)]}
    except (Refused, Fault) as error:
        return {**said, "error": str(error)}
