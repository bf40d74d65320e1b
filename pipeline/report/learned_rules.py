"""The rules of a CLEAN folder as a person deals with them: list, look into, veto, promote, try."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.boilerplate.cut import watermarks
from pipeline.boilerplate.learn import learned
from pipeline.boilerplate.learn.learned import Learned, Status
from pipeline.corpus import files, folder
from pipeline.corpus.state import locked
from pipeline.model import rules
from pipeline.model.edits import Edit, Row, Text
from pipeline.model.errors import Fault
from pipeline.model.ledger import read
from pipeline.report import lookup
from pipeline.report.lookup import reading


class Fired(NamedTuple):
    """How often a rule fired in a corpus, and how many characters it removed."""

    id: str
    places: int
    characters: int
    documents: int


class Place(NamedTuple):
    """Where a rule fired: characters `lo` to `hi` of a page's decoded source."""

    path: str
    lo: int
    hi: int
    old: str
    new: str


def learned_reasons(clean: Path) -> dict[str, str]:
    """The reasons of the rules learned from a corpus, by id."""
    return {rule.id: rule.why for rule in lookup.rules(clean)}


def book(clean: Path) -> tuple[Learned, ...]:
    """The learned rules of a CLEAN. Raises `Fault` where there are none to read."""
    if not (clean / "rules.toml").exists():
        raise Fault(f"{clean}: has no rules.toml; run article-pipeline run RAW {clean}")
    return lookup.rules(clean)


def fired(clean: Path) -> list[Fired]:
    """Every rule that fired, learned or not, the one that removed most first."""
    places: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for _, rows in _rows(clean):
        for row in rows:
            places[row.rule] += 1
            characters[row.rule] += len(row.old) - len(row.new)
        documents.update({row.rule for row in rows})
    found = [Fired(name, places[name], characters[name], documents[name]) for name in places]
    return sorted(found, key=lambda one: (-one.characters, one.id))


def listed(clean: Path) -> list[Fired]:
    """The rules that fired, then those with a person's word on them that fired nowhere."""
    found = fired(clean)
    known = {one.id for one in found}
    said = [one.id for one in book(clean) if one.status != "learned" and one.id not in known]
    return found + [Fired(name, 0, 0, 0) for name in said]


def places(clean: Path, rule: str) -> Iterator[Place]:
    """Every place where a rule fired, in the order of the paths."""
    for path, rows in _rows(clean):
        for row in rows:
            if row.rule == rule:
                yield Place(path, row.lo, row.hi, row.old, row.new)


def _rows(clean: Path) -> Iterator[tuple[str, Sequence[Row]]]:
    try:
        for line in reading(clean).entries():
            entry = read(line)
            yield entry.path, entry.rows
    except (ValueError, OSError) as error:
        raise Fault(f"{error}; see article-pipeline verify {clean}") from error


def say(clean: Path, rule: str, status: Status) -> Learned:
    """The rule with a person's word on it, which the next run obeys. Raises `Fault` for no rule.

    No run may be under way, for it writes the rules that it read when it began.
    """
    book(clean)  # A folder that is no CLEAN is told before a lock is put into it.
    with locked(clean):
        folder.settle(clean)
        every = book(clean)
        said = [replace(one, status=status) if one.id == rule else one for one in every]
        for one in said:
            if one.id == rule:
                files.write_whole(clean / "rules.toml", learned.to_toml(said).encode())
                return one
    raise Fault(f"{rule}: is no learned rule of {clean}; article-pipeline rules {clean} lists them")


def tried(file: Path, text: str) -> list[Edit]:
    """What the rules of a file would do to a text; curated and learned rules are told apart.

    Raises `Fault` with the place of the first rule that can't be read.
    """
    try:
        content = file.read_text("utf-8")
        if "scope = " in content:
            return list(
                watermarks.edits(text, watermarks.Matcher(learned.from_toml(content)), site=None)
            )
        every = rules.parse(content, file.name)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Fault(f"{file}: {error}") from error
    found = [
        Edit(match.start(), match.end(), "", rule.id)
        for rule in every
        for match in rule.matches(text)
        if match[0]
    ]
    return _apart(found)


def _apart(edits: Sequence[Edit]) -> list[Edit]:
    """The edits without those that overlap an earlier, or longer, one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def applied(text: str, edits: Sequence[Edit]) -> list[Row]:
    """The edits as rows of a ledger."""
    page = Text(text)
    page.apply("try", edits)
    return list(page.rows)
