"""Drop each curated rule in turn, and name those that no page misses: to be merged or deleted.

The pages are raw/, those made up for the gates `unseen` and `kinds`, and the real ones beside the
checkout where they are; then come the cases of `tests/cases`. Each page is cleaned alone, and only
pages on which a rule fires are cleaned without it. A rule is missed where text or facts become
others.
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline import stages
from pipeline.metadata.head_lines import DEEPEST
from pipeline.metadata.layout import fold
from pipeline.model.article import Draft, Record, Refused
from pipeline.model.edits import undo
from pipeline.model.rule_kinds import ask, head_rules
from pipeline.model.rules import every_rule
from pipeline.reading.plan import plan
from pipeline.reading.read import records
from tests.conftest import SHARED
from tests.gates.kinds import unpacked
from tests.made.unseen import write

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["rules"]
REAL = ("families/raw", "sites/raw", "pages/html")
SEEDS = (1, 11)


def pages() -> Iterator[Record]:
    """The pages that other gates score."""
    with tempfile.TemporaryDirectory() as folder, unpacked() as kinds:
        for seed in SEEDS:
            write(Path(folder, str(seed)), seed)
        made = [Path(folder, str(seed), "raw") for seed in SEEDS]
        made += [kind / "raw" for kind in kinds]
        real = [SHARED / "data" / name for name in REAL]
        for raw in (ROOT / "raw", *made, *real):
            for part in plan(raw) if raw.exists() else ():
                yield from (one for one in records(raw, part) if isinstance(one, Record))


def cases() -> Iterator[Record]:
    """The texts of the case files of rules."""
    for file in sorted(HERE.parent.glob("cases/*/*.txt")):
        text = file.read_text("utf-8").partition("\n=== becomes\n")[0]
        yield Record(f"{file.parent.name}/{file.name}", text.encode())


def cleaned(record: Record) -> Draft | None:
    """A page through all stages, alone; None for what is no page."""
    try:
        draft = stages.prepare(record)
        return stages.finish(draft, stages.taught(draft), "simplified")
    except Refused:
        return None


def told(draft: Draft | None) -> tuple[str, list[tuple[str, str]]]:
    """What a page came to: its text and facts, wherever these were found."""
    if draft is None:
        return "", []
    return draft.text, sorted((name, meta.value) for name, meta in draft.found.items())


def missed(every: Iterator[Record]) -> set[str]:
    """The curated rules without which some of the pages come out otherwise."""
    firing: dict[str, list[tuple[Record, Draft]]] = {rule.id: [] for rule in every_rule()}
    for record in every:
        draft = cleaned(record)
        rows = draft.rows if draft else ()
        facts = draft.found.values() if draft else ()
        fired = {*(row.rule for row in rows), *(meta.where for meta in facts)}
        lines = fold(undo(draft.text, rows)).split("\n")[:DEEPEST] if draft else []
        fired |= {rule.id for rule in head_rules() if any(map(rule.regex.search, lines))}
        for rule in fired & firing.keys():
            assert draft is not None
            firing[rule].append((record, draft))
    found = set()
    for rule, places in firing.items():
        ask((), (rule,))
        if any(told(cleaned(record)) != told(draft) for record, draft in places):
            found.add(rule)
    ask((), ())
    return found


def main() -> int:
    """1 when more rules are missed by cases only, or by nothing, than were before."""
    by_pages, by_cases = missed(pages()), missed(cases())
    known = {rule.id for rule in every_rule()}
    groups = {
        "missed by pages": known & by_pages,
        "missed by cases only": (known & by_cases) - by_pages,
        "missed by nothing": known - by_cases - by_pages,
    }
    reached = True
    for name, rules in groups.items():
        most = FLOORS.get(name)
        good = most is None or len(rules) <= most
        reached &= good
        asked = "" if most is None else f"{most} at most"
        print(f"{name:24}{len(rules):5} {asked:12}{'' if good else '  MISSED'}")
        if name != "missed by pages":
            print("   ", ", ".join(sorted(rules)))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
