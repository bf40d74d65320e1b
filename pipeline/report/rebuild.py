"""A report from a CLEAN folder as it lies there, and pages on single inputs of it.

What only the run itself knew (its times, the pairs that it compared and kept apart) it left in
`.state/report.json`; without that file the report is made without them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.corpus import files, formats
from pipeline.corpus.folder import Output, Reader
from pipeline.corpus.seals import sealed_page
from pipeline.corpus.state import STATE
from pipeline.duplicates.duplicates import Fold
from pipeline.model import ledger
from pipeline.model.errors import Fault
from pipeline.model.schema import misfit
from pipeline.reading.paths import crowded
from pipeline.report import clusters, lookup, page, stats
from pipeline.report.clusters import Cluster, ComparedPage
from pipeline.report.progress import Step
from pipeline.report.stats import Statistics

_KEPT = f"{STATE}/report.json"
_REMEMBERED = {
    "times": [(str, int, float)],
    "flagged": [str],
    "bins": tuple([(int, int)] * stats.BINS),
    "noted": int,
    "apart": [(str, str, str, float, str)],  # as `Fold`
}
MOST_COPIES = 40  # on the page of one input; a cluster of more is read in verdicts.tsv


def remember(
    clean: Path, gathered: Statistics, times: Sequence[Step], flagged: Sequence[str]
) -> None:
    """Keep what can't be read off CLEAN later."""
    known = {
        "times": [step[:] for step in times],
        "flagged": flagged,
        "bins": gathered.bins,
        "noted": gathered.noted,
        "apart": [pair[:] for pair in gathered.remembered()],
    }
    files.write_whole(clean / _KEPT, orjson.dumps(known))


def rebuild_report(clean: Path, *, served: bool = False) -> str:
    """The report on CLEAN. Raises `Fault` where there is no such folder, or it is damaged."""
    reader = lookup.reading(clean)
    known = _known(clean)
    with lookup.believed(clean):
        gathered = Statistics(list(_folds(reader)), [Fold(*one) for one in known.get("apart", ())])
        if known:
            gathered.bins, gathered.noted = known["bins"], known["noted"]
        for line in reader.entries():
            gathered.add(output(reader, line))
    return page.report_page(
        gathered,
        lookup.known_rules(clean),
        [Step(*step) for step in known.get("times", ())],
        form="rows" if reader.is_sharded else "md",
        flagged=known.get("flagged", ()),
        served=served,
        crowded=crowded(row["path"] for row in reader.rows()),
    )


def rebuild_article(clean: Path, path: str, *, served: bool = False) -> str:
    """The page on one input. Raises `Fault` where there is none of this path."""
    reader = lookup.reading(clean)
    entry = lookup.entry(reader, path)
    with lookup.believed(clean):
        found = output(reader, entry.line())
        cluster = _cluster(reader, entry.verdict.of or path)
    return page.article_page(found, lookup.known_rules(clean), cluster, served=served)


def _cluster(reader: Reader, kept: str) -> tuple[Cluster, dict[str, ComparedPage]] | None:
    """The cluster around a kept page and what is compared of its pages, None where it is alone."""
    copies = [fold for fold in _folds(reader) if fold.of == kept]
    if not copies:
        return None
    one = clusters.cluster(kept, copies, MOST_COPIES)
    pages = {}
    for path in clusters.compared_paths([one]):
        line = reader.entry(path).line()
        pages[path] = stats.compared_output(output(reader, line))
    return one, pages


def put(page: str, clean: Path, out: Path | None) -> Path:
    """The file that a page was written to: `out`, else the report of CLEAN, put in its place."""
    file = out or clean / "report.html"
    try:
        if out:
            out.write_text(page, "utf-8")
        else:
            files.write_whole(file, sealed_page(page))
    except OSError as error:
        raise Fault(f"{file}: {error.strerror}; give another --out") from error
    return file


def output(reader: Reader, line: bytes) -> Output:
    """What the run wrote of one input, from its line of the ledger. Raises `Broken`."""
    entry = ledger.read_entry(line)
    article = formats.jsonl_row(reader.article(entry.path)) if entry.article else b""
    return Output(article, line)


def _folds(reader: Reader) -> Iterator[Fold]:
    for said in reader.rows():
        if said["of"]:
            relation = said["relation"]
            yield Fold(said["path"], said["of"], relation, float(said["similarity"]))  # type: ignore[arg-type]


def _known(clean: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = orjson.loads(files.read_bytes(clean, _KEPT))
    except (OSError, orjson.JSONDecodeError):
        return {}
    return {} if misfit(found, _REMEMBERED) else found
