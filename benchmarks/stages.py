"""What each stage costs an article: µs and MB/s, in the order things happen.

    python -m benchmarks.stages [--documents N] [--profile]

Pages go through `page.prepare` and `page.finish` as in a run, without engine and files. CPU time
of one process, the median of five rounds; `all` is taken without the clocks of the single stages,
whose reading costs some 10 µs an article. The real corpora are measured where they lie beside the
checkout.
"""

import argparse
import cProfile
import json
import os
import pstats
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from time import process_time
from unittest.mock import patch

from pipeline import stages
from pipeline.boilerplate.cut import watermarks
from pipeline.boilerplate.learn import templates
from pipeline.corpus import documents as shelf
from pipeline.duplicates import signature
from pipeline.model.article import Draft, Record
from pipeline.model.edits import Text
from tests.made import articles as made_articles

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", ROOT.parent / "shared"))
ROUNDS = 5
SCRIPT = "simplified"

Spent = dict[str, float]


def corpora(most: int) -> Iterator[tuple[str, list[Record]]]:
    """The records of each corpus, by name."""
    rng = random.Random(7)
    made = [made_articles.article(rng) for _ in range(min(most, 300))]
    yield "generated", [_record(i, {"text": text}) for i, text in enumerate(made)]
    for name in ("xwlb/2019.jsonl", "inews/dev.jsonl"):
        file = SHARED / "data" / name
        if file.exists():
            rows = map(json.loads, file.read_text("utf-8").splitlines()[:most])
            records = [_record(i, row) for i, row in enumerate(rows) if row["text"].strip()]
            yield name.split("/")[0], records


def _record(i: int, row: dict[str, str]) -> Record:
    known = {name: row[name] for name in ("title", "url", "date") if row.get(name)}
    return Record(f"rows.jsonl#{i}", row["text"].encode(), "text/plain", "utf-8", known)


def _finished(draft: Draft, rules: watermarks.Matcher) -> Draft:
    return stages.finish(
        draft, watermarks.watermark_edits(draft.text, rules, site=draft.site), SCRIPT
    )


def _has_text(draft: Draft) -> bool:
    return bool(draft.text)


def matcher(drafts: list[Draft]) -> watermarks.Matcher:
    """The rules that these drafts teach."""
    tally = templates.Tally()
    for draft in filter(_has_text, drafts):
        tally.add(stages.observed(draft))
    return watermarks.Matcher(templates.learn(tally))


def whole(records: list[Record], rules: watermarks.Matcher, spent: Spent) -> None:
    """All stages and surveys over the records; seconds of its parts go to `spent`."""
    clock = process_time()
    drafts = [stages.prepare(record) for record in records]
    clock = _lap(spent, "prepare", clock)
    for draft in filter(_has_text, drafts):
        stages.observed(draft)
    clock = _lap(spent, "observe", clock)
    done = [_finished(draft, rules) for draft in drafts]
    clock = _lap(spent, "finish", clock)
    signature.sign([draft.text for draft in done])
    clock = _lap(spent, "sign", clock)
    packed = [shelf.dump(draft) for draft in done]
    clock = _lap(spent, "dump", clock)
    for body in packed:
        shelf.load_draft(body)
    _lap(spent, "load", clock)


def _lap(spent: Spent, name: str, start: float) -> float:
    now = process_time()
    spent[name] += now - start
    return now


def single(records: list[Record], rules: watermarks.Matcher, spent: Spent) -> None:
    """The same with a clock at every stage and pass."""
    with ExitStack() as patches:
        for module, name in (
            (stages.decode, "decode"),
            (stages.head, "head"),
            (stages, "language_of"),
            (stages.convert, "script_of"),
            (stages, "digest"),
        ):
            patches.enter_context(
                patch.object(module, name, _timed(getattr(module, name), name, spent))
            )
        patches.enter_context(patch.object(stages, "Text", _clocked(spent)))
        for record in records:
            _finished(stages.prepare(record), rules)


def _timed(function: Callable, name: str, spent: Spent) -> Callable:
    @wraps(function)
    def clocked(*arguments, **options):
        start = process_time()
        result = function(*arguments, **options)
        spent[name] += process_time() - start
        return result

    return clocked


def _clocked(spent: Spent) -> type[Text]:
    class Clocked(Text):
        """A text that notes how long its edits took to be said, and then to be made."""

        __slots__ = ()

        def apply(self, stage, edits):
            start = process_time()
            said = list(edits)
            middle = process_time()
            super().apply(stage, said)
            spent[stage] += middle - start
            spent["apply"] += process_time() - middle

    return Clocked


def median(
    way: Callable[[list[Record], watermarks.Matcher, Spent], None],
    records: list[Record],
    rules: watermarks.Matcher,
) -> Spent:
    """The median seconds of each part over some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        spent: Spent = defaultdict(float)
        way(records, rules, spent)
        rounds.append(spent)
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def table(parts: Spent, documents: int, size: float) -> Iterator[str]:
    """One line a part, with its share of all."""
    total = sum(parts.values())
    for name, seconds in parts.items():
        rate = size / seconds if seconds else 0.0
        share = seconds / total if total else 0.0
        yield f"  {name:24}{seconds / documents * 1e6:8.1f} µs{rate:10.1f} MB/s{share:7.1%}"
    yield f"  {'all':24}{total / documents * 1e6:8.1f} µs{size / total:10.1f} MB/s"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--documents", type=int, default=1000, help="of each corpus, at most")
    arguments.add_argument("--profile", action="store_true", help="functions instead of stages")
    given = arguments.parse_args()
    for name, records in corpora(given.documents):
        size = sum(len(record.data) for record in records) / 1e6
        rules = matcher([stages.prepare(record) for record in records])
        print(f"{name}: {len(records):,} articles of {size * 1e3 / len(records):.1f} kB")
        if given.profile:
            profile = cProfile.Profile()
            profile.runcall(whole, records, rules, defaultdict(float))
            pstats.Stats(profile).sort_stats("tottime").print_stats(45)
            continue
        print(*table(median(whole, records, rules), len(records), size), sep="\n")
        print(" of which, with clocks:")
        print(*table(median(single, records, rules), len(records), size), sep="\n")


if __name__ == "__main__":
    main()
