"""The figures of a report as its templates want them: shares of bars, names of rows."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.boilerplate.learn.learned import Example, Learned
from pipeline.model.edits import FINISHING, PREPARING
from pipeline.model.outcome import plain
from pipeline.model.reasons import reason
from pipeline.report import drilldown
from pipeline.report.drilldown import FATES, MOST_ENCODINGS, MOST_SIZES
from pipeline.report.explain import shown
from pipeline.report.progress import Step
from pipeline.report.stats import Statistics, bin_name, top

_KINDS = (*PREPARING, *FINISHING, "write")

# A table that is longer is no longer read; the command beneath it lists the rest.
_MOST_RULES, MOST_LEARNED, MOST_SITES = 150, 150, 30

_STEPS = {
    "read and prepare": "prepare",
    "learn": "learn",
    "clean": "clean",
    "find copies": "compare",
    "write": "written",
}


def tables(
    gathered: Statistics, rules: Sequence[Learned], links: drilldown.RowLinks
) -> dict[str, Any]:
    """Everything but the samples and the times."""
    tallies = gathered.rules
    ranked = sorted(
        tallies,
        key=lambda name: (
            name[0] == "write",  # of whole pages, and told above
            -tallies[name]["removed"],
            -tallies[name]["places"],
            name,
        ),
    )
    listed = ranked[:_MOST_RULES]
    learned = sorted(rules, key=lambda rule: _weight(rule, gathered))[:MOST_LEARNED]
    fired = {*listed, *(("marks", rule.id) for rule in learned)} & tallies.keys()
    rows_of = {name: f"rows-rule-{i}" for i, name in enumerate(sorted(fired))}
    whys = {rule.id: rule.why for rule in rules}
    sites = _sites(gathered)
    return {
        "total": gathered.fates.total(),
        "fates": {fate: gathered.fates[fate] for fate in FATES},
        "stayed": f"{100 * gathered.characters['out'] / max(gathered.characters['in'], 1):.1f}",
        "fate_bars": _fates(gathered),
        "flow": _flow(gathered),
        "kinds": [kind for kind in _KINDS if any(kind == name[0] for name in tallies)],
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
        "next": steps_next(gathered, rules),
        "groups": list(drilldown.groups(gathered, links, rows_of, sites)),
    }


def _weight(rule: Learned, gathered: Statistics) -> tuple[int, str]:
    """What removed most comes first."""
    fired = gathered.rules.get(("marks", rule.id), Counter[str]())
    return -fired["removed"], rule.id


def _fates(gathered: Statistics) -> list[dict[str, Any]]:
    total = max(gathered.fates.total(), 1)
    found, start = [], 0.0
    for fate in FATES:
        count = gathered.fates[fate]
        if not count and fate in ("filtered", "ignored"):
            continue  # most runs have none, and a card of nothing says nothing
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


def _flow(gathered: Statistics) -> list[dict[str, Any]]:
    """From the decoded source to the articles: what each kind of change took or added."""
    left = came = gathered.characters["in"]
    went = max(sum(abs(gathered.lost[kind]) for kind in _KINDS), 1)
    steps = [("source", "source", came, 0)]
    for kind in _KINDS:
        if count := gathered.lost[kind]:
            left -= count
            steps.append((kind, kind, left, -count))
    steps.append(("articles", "kept", gathered.characters["out"], 0))
    return [
        {
            "name": name,
            "kind": kind,
            "left": left,
            "share": left / max(came, 1),
            "change": change or None,
            "of_change": abs(change) / went,
        }
        for name, kind, left, change in steps
    ]


def steps_next(gathered: Statistics, rules: Sequence[Learned]) -> list[dict[str, Any]]:
    """What to look at first, where there is something of the kind, and where it is."""
    least = min((one.copies[0].similarity for one in gathered.chosen if one.folded), default=0.0)
    new = sum(rule.status == "learned" for rule in rules)
    found = [
        ("failed", gathered.fates["failed"], "#rows-fate-failed", ""),
        ("pairs", gathered.pairs, "#clusters", f"{least:.3f}"),
        ("learned", new, "#rules", ""),
        ("read", gathered.fates["kept"], "#read", ""),
        ("empty", gathered.fates["empty"], "#rows-fate-empty", ""),
    ]
    return [
        {"word": f"next-{word}", "count": f"{count:,}", "href": href, "more": more}
        for word, count, href, more in found
        if count
    ]


def _fired(
    name: tuple[str, str], gathered: Statistics, whys: dict[str, str], rows: str
) -> dict[str, Any]:
    kind, rule = name
    tally = gathered.rules[name]
    # What was not written would make the bars of all rules look like nothing.
    rules = gathered.rules.items()
    most = max((one["removed"] for (kind, _), one in rules if kind != "write"), default=1) or 1
    return {
        "id": rule,
        "kind": kind,
        "why": plain(whys.get(rule) or reason(rule)),
        "removed": tally["removed"],
        "replaced": tally["replaced"],
        "places": tally["places"],
        "documents": tally["documents"],
        "share": min(tally["removed"] / most, 1),
        "rows": rows,
    }


def _bars(gathered: Statistics) -> list[dict[str, Any]]:
    """The histogram in a box of 500 by 160; a bar that holds anything can be seen."""
    most = max((sum(both) for both in gathered.bins), default=0) or 1
    return [
        {
            "label": bin_name(i),
            "x": i * 20 + 1,
            "folded": folded,
            "apart": apart,
            "up": max(round(150 * folded / most, 1), 3) if folded else 0,
            "over": max(round(150 * apart / most, 1), 3) if apart else 0,
            "rows": f"rows-bin-{i}",
        }
        for i, (folded, apart) in enumerate(gathered.bins)
    ]


def _sizes(gathered: Statistics) -> list[dict[str, Any]]:
    """The sizes of clusters; those of many pages together in the last row."""
    sizes = [(str(size), size, count) for size, count in sorted(gathered.sizes.items())]
    many = sizes[MOST_SIZES:]
    if many:
        first = many[0][1]
        sizes[MOST_SIZES:] = [(f"≥ {first}", first, sum(count for *_, count in many))]
    most = max(gathered.sizes.values(), default=1)
    return [
        {"size": name, "count": count, "share": min(count / most, 1), "rows": f"rows-size-{size}"}
        for name, size, count in sizes
    ]


def _counted(counted: Any, word: str) -> list[dict[str, Any]]:
    found = top(counted, MOST_ENCODINGS)
    most = found[0][1] if found else 1
    return [
        {"name": name, "count": count, "share": count / most, "rows": f"rows-{word}-{i}"}
        for i, (name, count) in enumerate(found)
    ]


def _sites(gathered: Statistics) -> list[dict[str, Any]]:
    """The sites that lost most, an encoding or a blank put right not counted."""
    every = sorted(gathered.sites.items(), key=lambda one: (-one[1]["lost"], one[0]))[:MOST_SITES]
    most = max((site["lost"] for _, site in every), default=1)
    return [
        {
            "key": name,
            "name": plain(name),
            "lost": max(site["lost"], 0),
            "share": max(site["lost"], 0) / max(most, 1),
            "percent": f"{100 * max(site['lost'], 0) / max(site['came'], 1):.0f}",
            "pages": site["pages"],
            "kept": site["kept"],
            "rows": f"rows-site-{i}",
        }
        for i, (name, site) in enumerate(every)
    ]


def _learned(
    rule: Learned, gathered: Statistics, rows_of: dict[tuple[str, str], str]
) -> dict[str, Any]:
    fired = gathered.rules.get(("marks", rule.id), Counter[str]())
    return {
        "id": rule.id,
        "status": rule.status,
        "why": plain(rule.why),
        "titles": rule.evidence.titles,
        "scope": plain(rule.scope),
        "zone": rule.zone,
        "pattern": plain(rule.pattern[:500]),
        "places": fired["places"],
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
        "path": shown(one.path),
        "line": one.line,
        "before": plain(("…" + before[-80:]) if len(before) > 80 and match else before),
        "hit": plain(text[start:end][:200]),
        "after": plain(text[end:][:40]) if match else "",
    }


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
