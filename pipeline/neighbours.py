"""Whether a text is already in a corpus: asked of the index, then checked against the articles."""

from pathlib import Path
from typing import NamedTuple

from pipeline.corpus import Reader
from pipeline.faults import Fault
from pipeline.run.state import STATE
from pipeline.surveys.near import Index, UnusableIndex, write_index
from pipeline.surveys.readings import read
from pipeline.surveys.relations import Page, Settings, judge
from pipeline.surveys.signature import Signed

FILE = f"{STATE}/near"


class Neighbour(NamedTuple):
    """A kept article, what the text is to it, and their exact similarity."""

    path: str
    relation: str
    similarity: float


def remember(clean: Path, paths: list[str], signed: Signed) -> None:
    """Write the index of the kept articles."""
    write_index(clean / FILE, paths, signed)


def neighbours(clean: Path, text: str) -> list[Neighbour]:
    """The kept articles that are like a text, the most similar first; none when it is new.

    Raises `Fault` where there is no index, or one that this version does not read.
    """
    try:
        index = Index.open(clean / FILE)
        reader = Reader(clean)
    except FileNotFoundError as error:
        raise Fault(f"{clean}: has no index of its articles; run article-pipeline run") from error
    except UnusableIndex as error:
        raise Fault(str(error)) from error
    asked = read(text)
    page = Page("", "")
    found = []
    for near in index.nearest(text):
        article = reader.article(near.path)
        if near.relation == "exact":
            found.append(Neighbour(near.path, "exact", 1.0))
            continue
        other = Page(article.path, article.id, article.url, None, article.title, article.date)
        told = judge((page, other), (asked, read(article.text)), Settings())
        found += [Neighbour(near.path, one.relation, one.similarity) for one in told[:1]]
    return sorted(found, key=lambda one: (one.relation != "exact", -one.similarity, one.path))
