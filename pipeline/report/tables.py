"""The figures of a report as its templates want them: shares of bars, links to rows."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from pipeline.corpus import article_file
from pipeline.edits import Row
from pipeline.explain import plain, shown
from pipeline.learned import Example, Learned
from pipeline.reasons import reason
from pipeline.report.gather import BINS, Gathered, Place, Step, Tally, top
from pipeline.surveys.duplicates import Fold

KINDS = ("decode", "extract", "repair", "head", "marks", "strip", "collapse", "convert", "write")
FATES = ("kept", "duplicate", "empty", "failed")

# A table that is longer is no longer read; the command beneath it lists the rest.
MOST_RULES, MOST_LEARNED, MOST_SITES, MOST_SIZES = 150, 150, 30, 20
MOST_ENCODINGS = 30

_STEPS = {
    "read and prepare": "prepare",
    "learn": "learn",
    "clean": "clean",
    "find copies": "compare",
    "write": "written",
}


class Links:
    """Where the name of a page leads: to its article beside the report, or to the local server."""

    def __init__(self, form: str, served: bool) -> None:
        self._form, self._served = form, served

    def to(self, place: Place) -> str:
        """The address for a place, blank for none."""
        if self._served:
            return "/article?path=" + quote(place.path, safe="")
        if self._form == "md" and place.written:
            return quote(article_file(place.path))
        return ""

    def row(self, place: Place, edit: Row | None = None) -> dict[str, Any]:
        """A row behind a number."""
        return {
            "path": plain(place.path),
            "href": self.to(place),
            "what": plain(place.what),
            "old": None if edit is None else shown(edit.old),
            "new": None if edit is None else shown(edit.new),
        }


def tables(gathered: Gathered, rules: Sequence[Learned], links: Links) -> dict[str, Any]:
    """Everything but the samples and the times."""
    tallies = gathered.rules
    ranked = sorted(tallies, key=lambda name: (-tallies[name].removed, -tallies[name].places, name))
    listed, learned = ranked[:MOST_RULES], rules[:MOST_LEARNED]
    behind = {*listed, *(("marks", rule.id) for rule in learned)} & tallies.keys()
    rows_of = {name: f"rows-rule-{i}" for i, name in enumerate(sorted(behind))}
    whys = {rule.id: rule.why for rule in rules}
    sites = _sites(gathered)
    return {
        "total": gathered.fates.total(),
        "fates": {fate: gathered.fates[fate] for fate in FATES},
        "stayed": f"{100 * gathered.characters['out'] / max(gathered.characters['in'], 1):.1f}",
        "fate_bars": _fates(gathered),
        "flow": _flow(gathered),
        "kinds": [kind for kind in KINDS if any(kind == name[0] for name in tallies)],
        "fired": [_fired(name, gathered, whys, rows_of[name]) for name in listed],
        "more_rules": len(ranked) - len(listed),
        "pairs": gathered.pairs,
        "noted": gathered.noted,
        "bars": _bars(gathered),
        "sizes": _sizes(gathered),
        "learned": [_learned(rule, gathered, rows_of) for rule in learned],
        "more_learned": len(rules) - len(learned),
        "encodings": _counted(gathered.encodings, "encoding"),
        "scripts": _counted(gathered.scripts, "script"),
        "sites": sites,
        "groups": list(_groups(gathered, links, rows_of, sites)),
    }


def _fates(gathered: Gathered) -> list[dict[str, Any]]:
    total = max(gathered.fates.total(), 1)
    found, start = [], 0.0
    for fate in FATES:
        count = gathered.fates[fate]
        characters = gathered.characters[fate]
        found.append(
            {
                "name": fate,
                "count": count,
                "start": start,
                "share": count / total,
                "characters": characters,
            }
        )
        start += count / total
    return found


def _flow(gathered: Gathered) -> list[dict[str, Any]]:
    """From the decoded source to the articles: what each kind of change took or added."""
    came = left = gathered.characters["in"]
    whole = max(came, 1)
    flow = [_step("source", "source", 0, came / whole, None, came)]
    for kind in KINDS:
        count = gathered.lost[kind]
        if count:
            left -= count
            flow.append(
                _step(kind, kind, min(left, left + count) / whole, abs(count) / whole, -count, left)
            )
    flow.append(_step("articles", "kept", 0, left / whole, None, left))
    return flow


def _step(
    name: str, kind: str, start: float, length: float, change: int | None, left: int
) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "start": start,
        "length": length,
        "change": change,
        "left": left,
    }


def _fired(
    name: tuple[str, str], gathered: Gathered, whys: dict[str, str], rows: str
) -> dict[str, Any]:
    kind, rule = name
    tally = gathered.rules[name]
    most = max((one.removed for one in gathered.rules.values()), default=1) or 1
    return {
        "id": rule,
        "kind": kind,
        "why": whys.get(rule) or reason(rule),
        "removed": tally.removed,
        "replaced": tally.replaced,
        "places": tally.places,
        "documents": tally.documents,
        "share": tally.removed / most,
        "rows": rows,
    }


def _bars(gathered: Gathered) -> list[dict[str, Any]]:
    """The histogram in a box of 500 by 160; a bar that holds anything can be seen."""
    most = max((sum(both) for both in gathered.bins), default=0) or 1
    width = 0.5 / BINS
    return [
        {
            "label": f"{0.5 + i * width:.2f}–{0.5 + (i + 1) * width:.2f}",
            "x": i * 20 + 1,
            "folded": folded,
            "apart": apart,
            "up": max(round(150 * folded / most, 1), 3) if folded else 0,
            "over": max(round(150 * apart / most, 1), 3) if apart else 0,
        }
        for i, (folded, apart) in enumerate(gathered.bins)
    ]


def _sizes(gathered: Gathered) -> list[dict[str, Any]]:
    sizes = sorted(gathered.clusters.items())
    most = max(gathered.clusters.values(), default=1)
    found = [
        {"size": str(size), "count": count, "share": count / most}
        for size, count in sizes[:MOST_SIZES]
    ]
    if len(sizes) > MOST_SIZES:
        count = sum(count for _, count in sizes[MOST_SIZES:])
        found.append(
            {"size": f"≥ {sizes[MOST_SIZES][0]}", "count": count, "share": min(count / most, 1)}
        )
    return found


def _counted(counted: Any, word: str) -> list[dict[str, Any]]:
    found = top(counted, MOST_ENCODINGS)
    most = found[0][1] if found else 1
    return [
        {"name": name, "count": count, "share": count / most, "rows": f"rows-{word}-{i}"}
        for i, (name, count) in enumerate(found)
    ]


def _sites(gathered: Gathered) -> list[dict[str, Any]]:
    """The sites that lost most, an encoding or a blank put right not counted."""
    every = sorted(gathered.sites.items(), key=lambda one: (-one[1].lost, one[0]))[:MOST_SITES]
    most = max((site.lost for _, site in every), default=1)
    return [
        {
            "key": name,
            "name": plain(name),
            "lost": max(site.lost, 0),
            "share": max(site.lost, 0) / max(most, 1),
            "percent": f"{100 * max(site.lost, 0) / max(site.came, 1):.0f}",
            "pages": site.pages,
            "kept": site.kept,
            "rows": f"rows-site-{i}",
        }
        for i, (name, site) in enumerate(every)
    ]


def _learned(
    rule: Learned, gathered: Gathered, rows_of: dict[tuple[str, str], str]
) -> dict[str, Any]:
    fired = gathered.rules.get(("marks", rule.id))
    return {
        "id": rule.id,
        "status": rule.status,
        "why": rule.why,
        "scope": plain(rule.scope),
        "zone": rule.zone,
        "pattern": plain(rule.pattern[:500]),
        "places": fired.places if fired else 0,
        "rows": rows_of.get(("marks", rule.id), ""),
        "evidence": {
            name: getattr(rule.evidence, name)
            for name in ("documents", "sites", "titles", "paragraphs")
        },
        "examples": [_example(one, rule) for one in rule.evidence.examples[:3]],
    }


def _example(one: Example, rule: Learned) -> dict[str, Any]:
    """An example cut around the place that the pattern matches, where it does."""
    text = one.text[:2000]
    match = re.search(rule.pattern, text)
    start, end = match.span() if match else (min(len(text), 160), min(len(text), 160))
    before = text[:start]
    return {
        "path": plain(one.path),
        "line": one.line,
        "before": plain(("…" + before[-80:]) if len(before) > 80 and match else before),
        "hit": plain(text[start:end][:200]),
        "after": plain(text[end:][:40]) if match else "",
    }


def _groups(
    gathered: Gathered,
    links: Links,
    rules: dict[tuple[str, str], str],
    sites: Sequence[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """The rows behind every number."""
    for fate in FATES:
        if gathered.fates[fate]:
            yield {
                "id": f"rows-fate-{fate}",
                "word": fate,
                "total": gathered.fates[fate],
                "rows": [links.row(place) for place in gathered.fate_rows[fate]],
                "command": f"awk -F'\\t' '$3 == \"{fate}\"' CLEAN/verdicts.tsv",
            }
    for name, id_ in rules.items():
        tally: Tally = gathered.rules[name]
        yield {
            "id": id_,
            "word": "",
            "name": name[1],
            "kind": name[0],
            "total": tally.places,
            "rows": [links.row(place, edit) for place, edit in tally.few],
            "command": f"article-pipeline rules CLEAN show {_quoted(name[1])}",
        }
    for word, counted, few in (
        ("encoding", gathered.encodings, gathered.encoding_rows),
        ("script", gathered.scripts, gathered.script_rows),
    ):
        for i, (value, count) in enumerate(top(counted, MOST_ENCODINGS)):
            places = [links.row(place) for place in few[value]]
            yield _places(f"rows-{word}-{i}", value, count, places)
    for site in sites:
        places = [links.row(place) for place in gathered.sites[site["key"]].few]
        yield _places(site["rows"], site["name"], site["pages"], places)
    if gathered.pairs:
        yield _pairs("rows-pairs", "folded", gathered.pairs, gathered.chosen, links)
    if gathered.noted:
        yield _pairs("rows-apart", "apart", gathered.noted, gathered.apart, links)


def _places(id_: str, name: str, total: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": id_, "word": "", "name": name, "total": total, "rows": rows, "command": ""}


def _pairs(id_: str, word: str, total: int, pairs: Sequence[Fold], links: Links) -> dict[str, Any]:
    rows = []
    for pair in pairs:
        what = f"{pair.relation} {pair.similarity:.3f} · {pair.of}"
        rows.append(links.row(Place(pair.path, what, word == "apart")))
    command = "awk -F'\\t' '$4 != \"\"' CLEAN/verdicts.tsv" if word == "folded" else ""
    return {"id": id_, "word": word, "total": total, "rows": rows, "command": command}


def _quoted(rule: str) -> str:
    """A rule's name as a shell takes it."""
    return f"'{rule}'" if " " in rule else rule


def times(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps in their order, one after the other along a line."""
    whole = sum(step.seconds for step in steps) or 1
    found, start = [], 0.0
    for step in steps:
        share = step.seconds / whole
        found.append(
            {
                "name": step.name,
                "word": _STEPS.get(step.name, ""),
                "pieces": step.pieces,
                "seconds": step.seconds,
                "start": start,
                "share": share,
            }
        )
        start += share
    return found
