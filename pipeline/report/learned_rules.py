"""The rules of a CLEAN folder as a person deals with them: list, look into, veto, promote."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pipeline.boilerplate.learn import learned
from pipeline.boilerplate.learn.learned import Learned, Status
from pipeline.corpus import files, folder
from pipeline.corpus.state import locked
from pipeline.model import rules
from pipeline.model.edits import Row
from pipeline.model.errors import Fault
from pipeline.model.ledger import read_entry
from pipeline.model.reasons import reason, reasons_of_code
from pipeline.report import lookup
from pipeline.report.explain import shown
from pipeline.report.lookup import reading


class FiredRule(NamedTuple):
    """How often a rule fired in a corpus, and how many characters it removed."""

    id: str
    places: int
    characters: int
    documents: int


class UnusedRule(NamedTuple):
    """A curated rule that fired nowhere: its file, its id, why it is there."""

    file: str
    id: str
    why: str


class FiredAt(NamedTuple):
    """Where a rule fired: characters `lo` to `hi` of a page's decoded source."""

    path: str
    lo: int
    hi: int
    old: str
    new: str


def learned_reasons(clean: Path) -> dict[str, str]:
    """The reasons of the rules learned from a corpus, by id."""
    return {rule.id: rule.why for rule in lookup.known_rules(clean)}


def written_rules(clean: Path) -> tuple[Learned, ...]:
    """The learned rules of a CLEAN. Raises `Fault` where there are none to read."""
    if not (clean / "rules.toml").exists():
        raise Fault(f"{clean}: has no rules.toml; run article-pipeline run RAW {clean}")
    return lookup.known_rules(clean)


def fired_rules(clean: Path) -> list[FiredRule]:
    """Every rule that fired, learned or not, the one that removed most first."""
    places: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for _, rows in _rows(clean):
        for row in rows:
            places[row.rule] += 1
            characters[row.rule] += len(row.old) - len(row.new)
        documents.update({row.rule for row in rows})
    found = [FiredRule(name, places[name], characters[name], documents[name]) for name in places]
    return sorted(found, key=lambda one: (-one.characters, one.id))


def fired_at(clean: Path, rule: str) -> Iterator[FiredAt]:
    """Every place where a rule fired, in the order of the paths."""
    for path, rows in _rows(clean):
        for row in rows:
            if row.rule == rule:
                yield FiredAt(path, row.lo, row.hi, row.old, row.new)


RULES_HEADING = f"{'removed':>9} {'places':>7} {'rule':34} why"
"""What stands above the lines of `fired_lines`."""


def fired_lines(clean: Path) -> Iterator[tuple[FiredRule, str]]:
    """The rules that fired, each with its line; then those with a person's word that did not."""
    learned_, curated = written_rules(clean), lookup.curated_said(clean)
    why = {one.id: f"[{one.status}] {one.why}" for one in learned_}
    found = fired_rules(clean)
    known = {one.id for one in found}
    said = [one.id for one in learned_ if one.status != "learned"]
    said += [name for names in curated for name in names]
    for one in (*found, *(FiredRule(name, 0, 0, 0) for name in said if name not in known)):
        status = curated.status(one.id)
        reasoned = why.get(one.id) or (f"[{status}] " if status else "") + reason(one.id)
        yield one, f"{one.characters:9,} {one.places:7,} {one.id:34} {reasoned}"


def place_lines(clean: Path, rule: str) -> Iterator[tuple[FiredAt, str]]:
    """The places where a rule fired, each with its line. Raises `Fault` where there is none."""
    place = None
    for place in fired_at(clean, rule):
        new = f" -> {shown(place.new)}" if place.new else ""
        yield place, f"{place.path} {place.lo}-{place.hi}: {shown(place.old)}{new}"
    if place is None:
        status = {one.id: f"{one.status}, " for one in written_rules(clean)}.get(rule, "")
        lists = f"article-pipeline rules {clean} lists what did"
        raise Fault(f"{rule}: {status}fired nowhere; {lists}")


def unused_lines(clean: Path) -> Iterator[tuple[UnusedRule, str]]:
    """The curated rules that fired nowhere, each with its line."""
    known = {one.id for one in fired_rules(clean)}
    for file in sorted(rules.FOLDER.glob("*.toml")):
        for rule in rules.load_rules(file.name):
            if rule.cuts and rule.id not in known:
                one = UnusedRule(file.name, rule.id, rule.why)
                yield one, f"{one.file:18} {one.id:34} {one.why}"


def _rows(clean: Path) -> Iterator[tuple[str, Sequence[Row]]]:
    with lookup.believed(clean):
        for line in reading(clean).entries():
            entry = read_entry(line)
            yield entry.path, entry.rows


def decide(clean: Path, rule: str, status: Status) -> None:
    """A person's word on a learned or curated rule, which the next run obeys.

    Raises `Fault` for no such rule. No run may be under way, for it writes what it read when it
    began.
    """
    written_rules(clean)  # A folder that is no CLEAN is told before a lock is put into it.
    with locked(clean):
        folder.settle(clean)
        every, curated = written_rules(clean), lookup.curated_said(clean)
        if any(one.id == rule for one in every):
            every = tuple(replace(one, status=status) if one.id == rule else one for one in every)
        else:
            _check_curated(clean, rule, status)
            curated = curated.with_status(rule, status)
        files.write_whole(clean / "rules.toml", learned.to_toml(every, curated).encode())


def _check_curated(clean: Path, rule: str, status: Status) -> None:
    """Raise `Fault` where a rule is none that a person can veto, or promote."""
    found = next((one for one in rules.every_rule() if one.id == rule), None)
    if rule in reasons_of_code():
        raise Fault(f"{rule}: is code, which no one can veto; veto learned and curated rules")
    if not found:
        known = [*(one.id for one in written_rules(clean)), *(one.id for one in rules.every_rule())]
        near = get_close_matches(rule, known, 1, 0.75)
        lists = f"did you mean {near[0]}?" if near else f"article-pipeline rules {clean} lists them"
        raise Fault(f"{rule}: is no rule of {clean}; {lists}")
    if status == "promoted":
        try:
            rules.promoted(found)
        except rules.RuleError as error:
            raise Fault(str(error)) from error
