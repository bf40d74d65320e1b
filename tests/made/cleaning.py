"""A folder cleaned in this process, and what came of it: articles, verdicts, the closing counts."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.corpus.folder import Reader
from pipeline.model.article import Article, Draft
from pipeline.model.outcome import Outcome
from pipeline.report.near import Corpus, Neighbour
from pipeline.run.settings import Options
from tests.made.faults import JSONL, run


@dataclass(frozen=True)
class Cleaned:
    """What a run came to: articles in the order of their paths, fate and reason by path."""

    outcome: Outcome
    articles: list[Article]
    verdicts: dict[str, tuple[str, str]]

    @property
    def fates(self) -> dict[str, int]:
        """How many inputs met each fate."""
        return {fate: count for fate, count in self.outcome.fates.items() if count}


def cleaned(raw: Path, options: Options = JSONL) -> Cleaned:
    """RAW cleaned into a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean"
        outcome = run(raw, clean, options)
        lines = (clean / "verdicts.tsv").read_text("utf-8").splitlines()
        names, *rows = (line.split("\t") for line in lines)
        found = [dict(zip(names, row, strict=True)) for row in rows]
        reader = Reader(clean)
        articles = [reader.article(row["path"]) for row in found if row["fate"] == "kept"]
        return Cleaned(outcome, articles, {row["path"]: (row["fate"], row["why"]) for row in found})


def neighbours(clean: Path, text: str) -> list[Neighbour]:
    """The kept articles of CLEAN that are like a text, as it is."""
    return Corpus(clean, often=False).neighbours(Draft("", "", text))
