"""Chrome over documents: lines at heads and tails that pages of different titles share."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.learned import Learned
from pipeline.shapes import furniture, furniture_sentence, line_pattern, literal
from pipeline.surveys.tally import Count, Key, Tally, evidence

TITLES = 3  # different titles, the least
ALONE = 5  # for a line whose site is unknown: it has to hold wherever it stands
SHARE = 0.3  # of a site's titles, for a line that has no word of page furniture
FURNITURE_SHARE = 0.05  # for one that has; a site has sections with a footer of their own
SITES = 3  # that share a line make it one of the corpus
OUTER = 0.8  # of its pages on which a plain line has furniture between itself and the body

Item = tuple[Key, Count]


def line_rules(tally: Tally) -> Iterator[Learned]:
    """The rules for chrome lines: of the corpus, and of single sites."""
    by_line: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in tally.groups("head", "tail"):
        (zone, _, key), _ = item
        by_line[zone, key].append(item)
    for (zone, key), items in sorted(by_line.items()):
        of_corpus = _of_corpus(zone, key, items)
        if of_corpus:
            yield of_corpus
            continue
        for item in items:
            of_site = _of_site(tally, item)
            if of_site:
                yield of_site


def _of_corpus(zone: str, key: str, items: list[Item]) -> Learned | None:
    """The rule for a line that pages of different sites share, or pages whose site is unknown.

    Such pages are known by their furniture: a plain line counts where other chrome stands between
    it and the body, and is cut only there. A columnist's signature stands next to the body.
    """
    whole = _whole(items)
    of_sites = sum(1 for (_, site, _), _ in items if site)
    unknown = sum(count.different for (_, site, _), count in items if not site)
    if of_sites < SITES and unknown < TITLES:
        return None
    why = f"{whole.different} different titles share this line"
    outer = whole.proven >= OUTER * whole.documents
    if furniture_sentence(key) or (furniture(key) and whole.different >= ALONE):
        return _rule(zone, "corpus", items, why)
    if outer and not _heading(key):
        return _rule(f"outer-{zone}", "corpus", items, f"{why}, behind other chrome")
    return None


def _of_site(tally: Tally, item: Item) -> Learned | None:
    """The rule for a line that enough of one site's titles share."""
    (zone, site, key), count = item
    if not site or count.different < TITLES:
        return None
    of = max(1, tally.documents(site).different)
    if count.different < FURNITURE_SHARE * of:
        return None
    why = f"{count.different / of:.0%} of the site's titles share this line"
    if furniture(key):
        return _rule(zone, f"site:{site}", [item], why)
    outer = count.proven >= OUTER * count.documents
    if outer and count.different >= SHARE * of and not _heading(key):
        return _rule(f"outer-{zone}", f"site:{site}", [item], f"{why}, behind other chrome")
    return None


def _heading(key: str) -> bool:
    """Whether a line introduces what follows: a dateline, a label, a numbered heading."""
    return key[-1:] in "：:" or key[:1] in "一二三四五六七八九十（(第"


def _whole(items: list[Item]) -> Count:
    """The counts of a line on all sites together."""
    whole = Count()
    for _, count in items:
        whole.take(count)
    return whole


def _rule(zone: str, scope: str, items: list[Item], why: str) -> Learned:
    """The rule for a masked line: narrow where the line was always the same."""
    text = _whole(items).text
    key = items[0][0][2]
    same = text if text and not key.endswith("{rest}") else None
    place = zone.removeprefix("outer-")
    return Learned(
        "line",
        line_pattern(key, same),
        scope,
        f"It stands in the {place}: {why}.",
        same or literal(key),
        zone,
        evidence(items),
    )
