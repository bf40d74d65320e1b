"""The rows behind the numbers of a report: a few of each, and the command that lists them all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from pipeline.duplicates.duplicates import Fold
from pipeline.model.edits import Row
from pipeline.model.outcome import plain
from pipeline.reading.paths import article_file
from pipeline.report.explain import shown
from pipeline.report.stats import ReportRow, Statistics, bin_name, top

FATES = ("kept", "duplicate", "empty", "failed", "filtered", "ignored")
MOST_ENCODINGS, MOST_SIZES = 30, 20  # a longer table is no longer read
# Some 3,000 rows have a link: longer ones would fill the report with addresses.
_LONGEST_LINK = 400
_PAIRS = "awk -F'\\t' '$4 != \"\"' CLEAN/verdicts.tsv | sort -t\"$(printf '\\t')\" -k6,6g"


class RowLinks:
    """Where the name of a page leads: to its samples in the report, its article, or the server."""

    def __init__(
        self, form: str, served: bool, clusters: dict[str, str], crowded: frozenset[str]
    ) -> None:
        self._form, self._served, self._clusters = form, served, clusters
        self._crowded = crowded

    def to(self, place: ReportRow) -> str:
        """The address for a place, blank for none."""
        href = ""
        if self._served:
            href = "/article?path=" + quote(place.path, safe="")
        elif self._form == "md" and place.written:
            href = quote(article_file(place.path, crowded=place.path in self._crowded))
        return href if len(href) <= _LONGEST_LINK else ""

    def row(self, place: ReportRow, edit: Row | None = None) -> dict[str, Any]:
        """A row behind a number."""
        return {
            "path": shown(place.path),
            "href": self.to(place),
            "what": plain(place.what),
            "old": None if edit is None else shown(edit.old),
            "new": None if edit is None else shown(edit.new),
        }

    def pair(self, pair: Fold, folded: bool) -> dict[str, Any]:
        """A row on two pages; it leads to where they stand side by side, if they do."""
        what = f"{pair.relation} {pair.similarity:.3f} · {shown(pair.of)}"
        row = self.row(ReportRow(pair.path, what, not folded))
        return {**row, "href": self._clusters.get(pair.of, row["href"]) if folded else row["href"]}

    def cluster(self, of: str) -> dict[str, Any]:
        """A row on a cluster, by its kept page."""
        row = self.row(ReportRow(of, "", True))
        return {**row, "href": self._clusters.get(of, row["href"])}


def groups(
    gathered: Statistics,
    links: RowLinks,
    rules: dict[tuple[str, str], str],
    sites: Sequence[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """The rows behind every number."""
    for fate in FATES:
        if gathered.fates[fate]:
            rows = [links.row(place) for place in gathered.few("fate", fate)]
            command = f"awk -F'\\t' '$3 == \"{fate}\"' CLEAN/verdicts.tsv"
            yield _group(f"rows-fate-{fate}", gathered.fates[fate], rows, command, word=fate)
    for name, id_ in rules.items():
        rows = [links.row(place, edit) for place, edit in gathered.few("rule", name)]
        command = f"article-pipeline rules CLEAN show {_quoted(name[1])}"
        yield _group(id_, gathered.rules[name]["places"], rows, command, name=name[1], kind=name[0])
    for word, counted in (("encoding", gathered.encodings), ("script", gathered.scripts)):
        for i, (value, count) in enumerate(top(counted, MOST_ENCODINGS)):
            rows = [links.row(place) for place in gathered.few(word, value)]
            yield _group(f"rows-{word}-{i}", count, rows, name=value)
    for site in sites:
        rows = [links.row(place) for place in gathered.few("site", site["key"])]
        yield _group(site["rows"], site["pages"], rows, name=site["name"])
    yield from _of_pairs(gathered, links)


def _of_pairs(gathered: Statistics, links: RowLinks) -> Iterator[dict[str, Any]]:
    """The rows behind the histogram and the sizes of the clusters."""
    for word, total in (("folded", gathered.pairs), ("apart", gathered.noted)):
        pairs = [
            links.pair(copy, one.folded)
            for one in gathered.chosen
            if one.folded == (word == "folded")
            for copy in one.copies
        ]
        if total:
            command = _PAIRS if word == "folded" else ""
            yield _group(f"rows-{word}", total, pairs, command, word=word)
    for i, both in enumerate(gathered.bins):
        if any(both):
            rows = [links.pair(pair, folded) for pair, folded in gathered.bin_rows[i]]
            yield _group(f"rows-bin-{i}", sum(both), rows, name=bin_name(i), word="similarity")
    for size, count in sorted(gathered.sizes.items())[: MOST_SIZES + 1]:
        rows = [links.cluster(of) for of in gathered.size_rows[size]]
        yield _group(f"rows-size-{size}", count, rows, name=str(size), word="size")


def _group(
    id_: str,
    total: int,
    rows: Iterable[dict[str, Any]],
    command: str = "",
    *,
    word: str = "",
    name: str = "",
    kind: str = "",
) -> dict[str, Any]:
    """The rows behind one number: `word` is looked up in both languages, `name` is data."""
    return {
        "id": id_,
        "word": word,
        "name": plain(name),
        "kind": kind,
        "total": total,
        "rows": list(rows),
        "command": command,
    }


def _quoted(rule: str) -> str:
    """A rule's name as a shell takes it."""
    return f"'{rule}'" if " " in rule else rule
