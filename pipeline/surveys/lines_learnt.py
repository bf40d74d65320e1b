"""Chrome over documents: lines at heads and tails that pages of different titles share."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.learned import Learned
from pipeline.shapes import (
    digest,
    furniture_sentence,
    has_furniture,
    line_pattern,
    literal,
    sentence,
)
from pipeline.surveys.tally import Count, Key, Tally, evidence

TITLES = 3  # different titles, the least
ALONE = 5  # for a line whose site is unknown: it has to hold wherever it stands
SHARE = 0.3  # of a site's titles, for a line that has no word of page furniture
FURNITURE_SHARE = 0.05  # for one that has; a site has sections with a footer of their own
SITES = 3  # that share a line make it one of the corpus
COMPANIONS = 2  # pieces of furniture in the same zone; a columnist's signature stands alone

Item = tuple[Key, Count]


def line_rules(tally: Tally) -> Iterator[Learned]:
    """The rules for chrome lines: of a site, of the corpus, of a group of pages without site."""
    by_line: dict[tuple[str, str], list[Item]] = defaultdict(list)
    by_site: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in tally.groups("head", "tail"):
        (zone, site, key), _ = item
        by_line[zone, key].append(item)
        if site:
            by_site[site, zone].append(item)
    for (zone, key), items in sorted(by_line.items()):
        yield from _of_corpus(zone, key, items)
    for (site, zone), items in sorted(by_site.items()):
        yield from _of_site(tally, site, zone, items)
    yield from _of_groups([item for items in by_line.values() for item in items if not item[0][1]])


def _of_corpus(zone: str, key: str, items: list[Item]) -> Iterator[Learned]:
    """A line with words of page furniture that many titles share, over sites or without one."""
    seen = evidence(items)
    known = [item for item in items if item[0][1]]
    enough = len(known) >= SITES if known else True
    if enough and seen.titles >= ALONE and _furniture(key):
        yield _rule(zone, "corpus", items, f"{seen.titles} different titles share this line")


def _of_site(tally: Tally, site: str, zone: str, items: list[Item]) -> Iterator[Learned]:
    """Lines that enough of one site's titles share."""
    of = max(1, tally.documents(site).different)
    often = [item for item in items if item[1].different >= TITLES]
    furniture = [
        item
        for item in often
        if _furniture(item[0][2]) and item[1].different >= FURNITURE_SHARE * of
    ]
    for item in often:
        share = item[1].different / of
        plain = share >= SHARE and len(furniture) >= COMPANIONS and not _heading(item[0][2])
        if item in furniture or plain:
            yield _rule(zone, f"site:{site}", [item], f"{share:.0%} of the site's titles share it")


def _of_groups(items: list[Item]) -> Iterator[Learned]:
    """Lines without site that come together on the same pages: those of a site we don't know.

    Which pages a line is on is known by the smallest hashes of their titles.
    """
    often = [item for item in items if item[1].different >= TITLES]
    groups: dict[tuple[int, ...], list[Item]] = defaultdict(list)
    for item in often:
        groups[item[1].titles[:TITLES]].append(item)
    for _, group in sorted(groups.items()):
        furniture = [item for item in group if _furniture(item[0][2])]
        if len(furniture) < COMPANIONS:
            continue
        name = f"group:{digest(*sorted(item[0][2] for item in furniture)[:1])}"
        for item in group:
            if item in furniture or not _heading(item[0][2]):
                why = f"it comes with {len(group) - 1} other lines on the same pages"
                yield _rule(item[0][0], name, [item], why)


def _furniture(key: str) -> bool:
    """Whether a masked line has a word of page furniture; a sentence needs a stronger one."""
    return furniture_sentence(key) if sentence(key) else has_furniture(key)


def _heading(key: str) -> bool:
    """Whether a line introduces what follows: a dateline, a label, a numbered heading."""
    return key[-1:] in "：:" or key[:1] in "一二三四五六七八九十（(第0123456789"


def _rule(zone: str, scope: str, items: list[Item], why: str) -> Learned:
    """The rule for a masked line: narrow where the line was always the same."""
    whole = Count()
    for _, count in items:
        whole.take(count)
    key = items[0][0][2]
    same = whole.text if whole.text and not key.endswith("{rest}") else None
    return Learned(
        "line",
        line_pattern(key, same),
        scope,
        f"It stands in the {zone}: {why}.",
        same or literal(key),
        zone,
        evidence(items),
    )
