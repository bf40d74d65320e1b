"""What rules of a file would do to a page: the page goes through the very stages of a run."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import stages
from pipeline.boilerplate.cut import watermarks
from pipeline.boilerplate.cut.examples import unmet_examples
from pipeline.boilerplate.learn import learned
from pipeline.model import rule_kinds, rules
from pipeline.model.article import Draft
from pipeline.model.edits import Edit, Row, Text, undo
from pipeline.model.errors import Fault
from pipeline.report import explain
from pipeline.report.asked import drafts


class Trial(NamedTuple):
    """One page: its path, its decoded source, and the edits of the rules that were tried."""

    path: str
    source: str
    rows: Sequence[Row]

    def places(self) -> Iterator[str]:
        """A line an edit: line and column of the source, the rule, what goes."""
        starts = [0, *(at + 1 for at, char in enumerate(self.source) if char == "\n")]
        for row in self.rows:
            at = row.lo + len(row.old) - len(row.old.lstrip())
            line = bisect_right(starts, at)
            yield f"{line}:{at - starts[line - 1] + 1} {row.rule}: {explain.shown(row.old.strip())}"


def tried(file: Path, page: str) -> Iterator[Trial]:
    """What the rules of a file do to the page, or to each page of a file of records; - is stdin.

    Curated rules are asked beside those of the product, which may state what they need; of them
    and of learned ones only their own edits are told. Raises `Fault` with the place of a rule that
    can't be read, or whose examples say otherwise than its pattern.
    """
    said = content(file)
    if is_learned(said):
        yield from _learned(file, said, page)
        return
    mine = curated(file, said)
    ids = {rule.id for rule in mine}
    with rule_kinds.trying(mine):
        for draft in drafts(page):
            done = stages.finish(draft, stages.taught(draft), "keep")
            yield _trial(done, [row for row in done.rows if row.rule in ids])


def _learned(file: Path, content: str, page: str) -> Iterator[Trial]:
    try:
        matcher = watermarks.Matcher(learned.from_toml(content))
    except ValueError as error:
        raise Fault(f"{file}: {error}") from error
    for draft in drafts(page):
        done = stages.finish(draft, stages.cuts_of(draft, matcher), "keep")
        yield _trial(done, [row for row in done.rows if row.stage == "marks"])


def _trial(done: Draft, rows: Sequence[Row]) -> Trial:
    """Some edits of a page that was cleaned, as if its source had seen no others."""
    source = undo(done.text, done.rows)
    page = Text(source)
    page.apply("try", [Edit(row.lo, row.hi, row.new, row.rule) for row in rows])
    return Trial(done.path, source, page.rows)


def content(file: Path) -> str:
    """A file of rules as text. Raises `Fault` where it can't be read."""
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise Fault(f"{file}: {error.strerror}; give a file of rules") from error
    except UnicodeDecodeError as error:
        raise Fault(f"{file}: is no UTF-8; give a file of rules") from error


def is_learned(said: str) -> bool:
    """Whether a file holds learned rules: those have a scope."""
    try:
        found = tomllib.loads(said).get("rule", ())
    except tomllib.TOMLDecodeError:
        return False
    return any(isinstance(rule, dict) and "scope" in rule for rule in found)


def curated(file: Path, said: str) -> Sequence[rules.Rule]:
    """The rules that a person wrote. Raises `Fault` where their examples say otherwise."""
    try:
        found = rules.parse_rules(said, str(file))
    except rules.RuleError as error:
        raise Fault(str(error)) from error
    wrong = [f"{file}:{rule.line}: {one}" for rule in found for one in unmet_examples(rule)]
    if wrong:
        more = f" (and {len(wrong) - 1:,} more)" if len(wrong) > 1 else ""
        raise Fault(f"{wrong[0]}; correct its pattern or the example{more}")
    return found
