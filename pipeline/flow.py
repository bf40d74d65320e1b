"""The pipeline: one function, in the order things happen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import corpus, passes, survey
from pipeline.faults import Fault
from pipeline.progress import Show
from pipeline.run import engine, state
from pipeline.settings import Options
from pipeline.stages import read
from pipeline.surveys import duplicates, templates


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    kept: int
    duplicate: int
    empty: int
    failed: int
    flagged: tuple[str, ...] = ()

    @property
    def inputs(self) -> int:
        """How many inputs there were, each with exactly one fate."""
        return self.kept + self.duplicate + self.empty + self.failed

    def sentence(self, clean: Path) -> str:
        """The closing sentence, and a line for whatever a person should look at.

        >>> print(Outcome(1011, 187, 2, 4).sentence(Path("clean")))
        1,204 pages: 1,011 kept, 187 duplicates of them, 2 empty, 4 failed (see clean/verdicts.tsv).
        """
        counts = f"{self.kept:,} kept, {self.duplicate:,} duplicates of them"
        rest = f"{self.empty:,} empty, {self.failed:,} failed (see {clean}/verdicts.tsv)."
        return "\n".join((f"{self.inputs:,} pages: {counts}, {rest}", *self.flagged))


def run(raw: Path, clean: Path, options: Options, show: Show) -> Outcome:
    """Clean RAW into CLEAN. Raises `Fault` with the next step when that can't be done."""
    _allowed(raw, clean)
    with state.opened(clean) as kept, engine.started(options) as workers:
        step = engine.Steps(kept, workers, show)
        drafts = step.prepare(raw, read.plan(raw), options.fields)
        twins = duplicates.survey(drafts)
        learned = templates.learn(step.observe(twins.representatives(drafts)))
        rules = templates.to_toml(learned)
        articles = step.finish(drafts, rules, options.script)
        found = duplicates.survey(articles)
        return write(...)
