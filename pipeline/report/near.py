"""Whether a text is already in a corpus: asked of what is known of it, then of its articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import stages
from pipeline.boilerplate.cut import watermarks
from pipeline.corpus import files
from pipeline.corpus.folder import Reader
from pipeline.corpus.previous import kept_signatures
from pipeline.corpus.state import KNOWN, STATE
from pipeline.duplicates.judge import Relation, Settings, judge
from pipeline.duplicates.pages import Page
from pipeline.duplicates.query import MADE_BY, IndexPart, nearest
from pipeline.duplicates.readings import read
from pipeline.model.article import Article
from pipeline.model.edits import without
from pipeline.model.errors import Corrupt, Fault
from pipeline.report import lookup
from pipeline.report.asked import drafts
from pipeline.report.lookup import reading


class Neighbour(NamedTuple):
    """A kept article, what the text is to it, and their exact similarity."""

    path: str
    relation: str
    similarity: float


def neighbours(clean: Path, text: str) -> list[Neighbour]:
    """The kept articles that are like a text, the most similar first; none when it is new.

    Raises `Fault` where nothing is known of the articles, or this version can't read it.
    """
    try:
        return _neighbours(reading(clean), text)
    except (Corrupt, KeyError) as error:
        raise Fault(f"{error}; run article-pipeline run again") from error


def asked(clean: Path, page: str) -> list[Neighbour]:
    """The kept articles that are like the pages of a file, which are cleaned as a run does.

    They are cleaned with the rules that the corpus taught.
    """
    matcher = watermarks.Matcher(lookup.rules(clean))
    found = []
    for draft in drafts(page):
        cuts = watermarks.edits(draft.text, matcher, site=draft.home)
        found += neighbours(clean, stages.finish(draft, cuts, "keep").text)
    return found


def _neighbours(reader: Reader, text: str) -> list[Neighbour]:
    asked = read(text)
    page = Page("", "")
    found = []
    for near in nearest(text, _parts(reader.clean)):
        article = reader.article(near.path)
        if near.relation == "exact":
            found.append(Neighbour(near.path, "exact", 1.0))
            continue
        other = Page(article.path, article.id, article.url, None, article.title, article.date)
        told = judge((page, other), (asked, read(_words(reader, article))), Settings())
        found += [
            Neighbour(near.path, _seen(one.relation, one.small), one.similarity) for one in told[:1]
        ]
    return sorted(found, key=lambda one: (one.relation != "exact", -one.similarity, one.path))


def _words(reader: Reader, article: Article) -> str:
    """The text of an article without its links, as copies are told."""
    if "](" not in article.text:  # which costs nothing to see
        return article.text
    return without(article.text, reader.entry(article.path).rows, "links")


def _seen(relation: Relation, small: int) -> str:
    """A relation as the text sees it that was asked about, the first of the two."""
    holds = {"contained": "contains", "quoted": "quotes"}
    return holds.get(relation, relation) if small == 1 else relation


def _parts(clean: Path) -> Iterator[IndexPart]:
    """What is known of the kept articles. Raises `Corrupt` where that is unusable."""
    state = clean / STATE
    files.refuse_foreign(clean, (STATE,))
    books = sorted((state / KNOWN).glob("*"))
    if not books and files.read_bytes(clean, "verdicts.tsv").count(b"\n") > 1:
        raise Corrupt(f"{state / KNOWN}: nothing is known of the articles any more")
    for book in books:
        found = kept_signatures(state, f"{KNOWN}/{book.name}", MADE_BY)
        if found:
            yield IndexPart(*found)
