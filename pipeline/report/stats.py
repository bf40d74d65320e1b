"""What a report is made of, gathered while the outputs of a run pass by: counts, and a few samples.

Memory is bounded by the number of rules, encodings and sites, not by that of articles. Samples go
by sha256, so that the same corpus gives the same report.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import islice
from operator import ne
from typing import Any, NamedTuple

from pipeline.corpus.folder import Output
from pipeline.duplicates.duplicates import Fold
from pipeline.model.article import site_of
from pipeline.model.edits import Row
from pipeline.reading.plan import rank
from pipeline.report import clusters
from pipeline.report.sample import Sample

# Rows behind a number: enough to see what it is made of; the command beside them lists them all.
_ROWS = 8
# Longer documents are counted, but not shown: 48 of them in Chinese would be half of 8 MB.
_LONGEST = 20_000
# Sample articles for each kind of change, for the most that was removed, and of all.
READ_KIND, READ_MOST, READ_ANY = 4, 6, 6
# Pairs that were alike but kept apart: the most similar.
_APART = 6
# What a broken encoding or a blank is worth is not lost when it is put right.
_MENDING = frozenset({"decode", "repair"})
_SHOWN = 400  # characters of an edit that are kept for the rows behind a number
SMALLEST_BIN = 0.5  # pairs below it are in the first bar of the histogram
BINS = 25


_COUNTS = ("fates", "characters", "lost", "encodings", "scripts")
_TALLIES = ("rules", "sites")
_FEW = {"fate": 3 * _ROWS, "encoding": _ROWS, "script": _ROWS, "rule": _ROWS, "site": 3}
"""How many rows are kept of each fate, encoding, and so on."""


class ReportRow(NamedTuple):
    """One row behind a number."""

    path: str
    what: str
    written: bool


class Statistics:
    """Counts and samples of one corpus. Feed it with every output, in any order."""

    def __init__(self, folds: Sequence[Fold], noted: Sequence[Fold]) -> None:
        self.fates: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()  # characters by kind
        # By kind and id, for two kinds may share a rule: places, documents, characters removed, and
        # those replaced by others.
        self.rules = defaultdict[tuple[str, str], Counter[str]](Counter)
        self.encodings: Counter[str] = Counter()
        self.scripts: Counter[str] = Counter()
        # Pages, those kept, characters that came and those lost.
        self.sites = defaultdict[str, Counter[str]](Counter)
        self._few: dict[tuple[str, Any], Sample[Any]] = {}
        self.bins = [[0, 0] for _ in range(BINS)]
        self.pairs = len(folds)
        self.noted = len(noted)
        self.bin_rows = [Sample[tuple[Fold, bool]](_ROWS) for _ in range(BINS)]
        self.sizes: Counter[int] = Counter()
        self.size_rows = defaultdict[int, Sample[str]](partial(Sample, _ROWS))
        alike = sorted(noted, key=lambda one: (-one.similarity, one.path))[:_APART]
        apart = [clusters.Cluster(pair.of, (pair,), 2, folded=False) for pair in alike]
        self.chosen = [*clusters.chosen_clusters(folds), *apart]
        self.compared: dict[str, clusters.ComparedPage] = {}
        self.wanted = clusters.compared_paths(self.chosen)  # shown beside each other
        self._kinds = defaultdict[str, Sample[Output]](partial(Sample, READ_KIND))
        self._most = Sample[Output](READ_MOST)
        self._any = Sample[Output](READ_ANY)
        self._count(folds, noted)

    def _count(self, folds: Sequence[Fold], noted: Sequence[Fold]) -> None:
        sizes = Counter(fold.of for fold in folds)
        self.sizes = Counter(count + 1 for count in sizes.values())
        for of, count in sizes.items():
            self.size_rows[count + 1].offer((rank(of), of), of)
        for side, pairs in enumerate((folds, noted)):
            for pair in pairs:
                place = bin_of(pair.similarity)
                self.bins[place][side] += 1
                order = rank(pair.path), pair.path, pair.of, side
                self.bin_rows[place].offer(order, (pair, not side))

    def few(self, word: str, key: Any) -> Sample[Any]:
        """The rows behind the number of a fate, an encoding, a script, a rule or a site."""
        return self._few.setdefault((word, key), Sample(_FEW[word]))

    def remembered(self) -> list[Fold]:
        """The pairs kept apart that a report shows; the others are only counted."""
        shown = [pair for few in self.bin_rows for pair, folded in few if not folded]
        shown += [one.copies[0] for one in self.chosen if not one.folded]
        return sorted(set(shown))

    def add(self, output: Output) -> None:
        """Count one output."""
        line, verdict = output.said, output.verdict
        path, fate, size = verdict.path, verdict.fate, len(output.text)
        rank = (verdict.id, path)
        place = ReportRow(path, verdict.why, bool(output.article))
        gone, mended = self._rows(line["rows"], rank, place)
        came = size + gone
        self.fates[fate] += 1
        self.characters["in"] += came
        self.characters["out"] += size
        self.characters[fate] += came
        self.few("fate", fate).offer(rank, place)
        if line["encoding"]:
            self.encodings[line["encoding"]] += 1
            self.few("encoding", line["encoding"]).offer(rank, place)
        if "script" in line["found"]:
            script = line["found"]["script"][0]
            self.scripts[script] += 1
            self.few("script", script).offer(rank, place)
        name = _site(path, line["found"])
        lost = gone - mended
        self.sites[name].update(pages=1, kept=int(fate == "kept"), came=came, lost=lost)
        self.few("site", name).offer(rank, place)
        if path in self.wanted:
            self.compared[path] = compared_output(output)
        if output.article and size <= _LONGEST and came <= 5 * _LONGEST and line["rows"]:
            for kind in {kind_of_change(row[0]) for row in line["rows"]}:
                self._kinds[kind].offer(rank, output)
            self._any.offer(rank, output)
            self._most.offer((size / max(came, 1), *rank), output)

    def _rows(
        self, rows: list[list[Any]], rank: tuple[str, str], place: ReportRow
    ) -> tuple[int, int]:
        """How many characters the edits of one input took away, and how many of these mended it."""
        rules, lost, total, mended = self.rules, self.lost, 0, 0
        seen: set[tuple[str, str]] = set()
        for stage, rule, at, old, new, lo, hi in rows:
            kind = kind_of_change(stage)
            name = kind, rule
            tally = rules[name]
            before, after = len(old), len(new)
            tally["places"] += 1
            if before > after:
                tally["removed"] += before - after
            if after:
                same = before == after
                tally["replaced"] += sum(map(ne, old, new)) if same else min(before, after)
            total += before - after
            lost[kind] += before - after
            if kind in _MENDING:
                mended += before - after
            if name not in seen:
                seen.add(name)
                tally["documents"] += 1
                few = self.few("rule", name)
                if few.takes(rank):
                    row = Row(stage, rule, at, old[:_SHOWN], new[:_SHOWN], lo, hi)
                    few.offer(rank, (place, row))
        return total, mended

    def part(self) -> "Statistics":
        """One that has seen nothing yet and keeps the same texts, for a part of the corpus."""
        found = Statistics((), ())
        found.wanted = self.wanted
        return found

    def merge(self, other: "Statistics") -> None:
        """Take what another one has seen of other outputs."""
        for counts in _COUNTS:
            getattr(self, counts).update(getattr(other, counts))
        for counts in _TALLIES:
            for name, counted in getattr(other, counts).items():
                getattr(self, counts)[name].update(counted)
        for key, few in other._few.items():
            self.few(*key).merge(few)
        for kind, samples in other._kinds.items():
            self._kinds[kind].merge(samples)
        self.compared |= other.compared
        self._most.merge(other._most)
        self._any.merge(other._any)

    def counted(self) -> dict[str, list[Any]]:
        """All counts as JSON has them; the samples are not among them."""
        found = {name: [*getattr(self, name).items()] for name in _COUNTS}
        for name in _TALLIES:
            found[name] = [(key, [*tally.items()]) for key, tally in getattr(self, name).items()]
        return found

    def recount(self, counted: Mapping[str, list[Any]]) -> None:
        """Take these counts for those of what was seen: some of it stands for all."""
        for name in _COUNTS:
            setattr(self, name, Counter(dict(counted[name])))
        for name in _TALLIES:
            tallies = getattr(self, name)
            tallies.clear()
            for key, tally in counted[name]:
                tallies[tuple(key) if name == "rules" else key] = Counter(dict(tally))

    def shown(self) -> set[str]:
        """The paths of all samples."""
        found = {one.verdict.path for one in self.articles()}
        for (word, _), few in self._few.items():
            found |= {(one[0] if word == "rule" else one).path for one in few}
        return found

    def articles(self) -> list[Output]:
        """The sample articles, by path."""
        every = (self._most, self._any, *(self._kinds[kind] for kind in sorted(self._kinds)))
        found = {one.verdict.path: one for few in every for one in few}
        return [found[path] for path in sorted(found)]


@cache
def kind_of_change(stage: str) -> str:
    """The kind of change that a stage, or one pass of it, makes: `repair` of `repair.noise`."""
    return stage.partition(".")[0]


def bin_of(similarity: float) -> int:
    """The bar of the histogram that a pair belongs to.

    >>> bin_of(0.31), bin_of(0.8), bin_of(1.0)
    (0, 15, 24)
    """
    # A little more than the figure: 0.8 - 0.5 is below 0.3 in binary, and would miss its bar.
    place = int((similarity - SMALLEST_BIN + 1e-9) / (1 - SMALLEST_BIN) * BINS)
    return min(max(place, 0), BINS - 1)


def bin_name(place: int) -> str:
    """What a bar of the histogram holds.

    >>> bin_name(0), bin_name(24)
    ('0.50–0.52', '0.98–1.00')
    """
    width = (1 - SMALLEST_BIN) / BINS
    return f"{SMALLEST_BIN + place * width:.2f}–{SMALLEST_BIN + (place + 1) * width:.2f}"


def _site(path: str, found: dict[str, list[str]]) -> str:
    """The host of a page, else its site's name, else the folder it lies in."""
    if "url" in found and (host := site_of(found["url"][0])):
        return host
    if "sitename" in found:
        return found["sitename"][0][:80]
    folder, slash, _ = path.partition("/")
    return f"{folder}/" if slash else path.partition("#")[0]


def compared_output(output: Output) -> clusters.ComparedPage:
    """What of a page is compared with others.

    A copy that was not written is compared as it would have been.
    """
    text, found = output.text or _unwritten(output.said["rows"]), output.said["found"]
    facts = {name: found[name][0][:200] for name in clusters.COMPARED_FACTS if name in found}
    return clusters.ComparedPage(text[: clusters.COMPARED], len(text), facts)


def _unwritten(rows: Sequence[Sequence[Any]]) -> str:
    """The text that was not written, for being a copy."""
    return next((str(row[3]) for row in rows if row[0] == "write"), "")


def top(counted: Counter[str], most: int) -> list[tuple[str, int]]:
    """The largest counts, ties by name."""
    return list(islice(sorted(counted.items(), key=lambda one: (-one[1], one[0])), most))
