"""Boilerplate over documents: lines at heads and tails that pages of different titles share."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.boilerplate.learn.counts import Count, Tally, evidence
from pipeline.boilerplate.learn.learned import Learned
from pipeline.boilerplate.learn.site_clusters import OUTER, KeyCount, pseudo_sites
from pipeline.boilerplate.shapes import line_pattern, literal
from pipeline.boilerplate.vocabulary import (
    is_boilerplate_line,
    is_boilerplate_sentence,
    of_page_words,
)
from pipeline.characters.han_letters import han

OPEN = ("{rest}", "{value}")  # ends of keys of a label with any value
ROOT = "./"  # what lies in no folder may be of any site
ONE, _MOST = 2, 0.8  # lines that so many of such pages share, by which they are of one site
_TITLES = 3  # different titles, the least
ALONE = 5  # for a line whose site is unknown: it has to hold wherever it stands
_SHARE = 0.3  # of a site's titles, for a line that has no word of boilerplate
BOILERPLATE_SHARE = 0.05  # for one that has; a site has sections with a footer of their own
DIRTY = 2  # lines with words of the page that a site has, before its plain ones are believed
_FRAME = 4  # lines that half of a site's titles share: with one of words they are its frame
_FEW, PAIR = (
    5,
    2,
)  # titles of a site of which two teach its lines, if they share a frame of two words
NEARLY = 0.5  # of a site's articles, for a plain line between its boilerplate and the body
SITES = 3  # that share a line make it one of the corpus
_COMPANY = 2  # other lines by which the stage knows a page of a pseudo-site, as it does
_BESIDE = 8  # other lines of a pseudo-site that a rule names, to know its pages by two of them


def line_rules(tally: Tally) -> Iterator[Learned]:
    """The rules for boilerplate lines: of the corpus, of sites, and of sites without address."""
    by_line: dict[tuple[str, str], list[KeyCount]] = defaultdict(list)
    for item in tally.groups("head", "tail"):
        (zone, _, key), _ = item
        by_line[zone, key].append(item)
    unnamed = [
        item
        for items in by_line.values()
        for item in items
        if unnamed_site(item[0][1])
        and item[1].different >= _TITLES
        and not item[0][2].endswith(OPEN)
    ]
    pseudo = pseudo_sites(unnamed)
    homes = {
        title: number
        for number, lines in enumerate(pseudo)
        for _, count in lines
        for title in count.titles
    }
    mixed = "" if _is_one_site(tally, by_line) else ROOT
    framed = _framed(tally, by_line)
    everywhere: set[tuple[str, str]] = set()
    for (zone, key), items in sorted(by_line.items()):
        of_corpus = _of_corpus(zone, key, items, homes)
        if of_corpus:
            everywhere.add((zone, key))
            yield of_corpus
            continue
        for item in items:
            of_site = item[0][1] != mixed and _of_site(tally, item, framed.get(item[0][1], _TITLES))
            if of_site:
                yield of_site
    for item in tally.groups("by-head", "by-tail"):
        (zone, site, key), _ = item
        of_page = (zone.removeprefix("by-"), key) not in everywhere and site != mixed
        if of_page and site in framed:
            behind = [c.proven for k, c in by_line.get((zone[3:], key), ()) if k[1] == site]
            beside = _next_to_boilerplate(tally, item, sum(behind), framed[site])
            if beside:
                yield beside
    for item in tally.groups("body"):
        site = item[0][1]
        least = framed.get(site) or _least_without_frame(item)
        if site != mixed and least and (own := _amid(tally, item, least)):
            yield own
    yield from _calls(tally, mixed)
    for lines in pseudo:
        yield from _of_pseudo_site(lines, everywhere)


def _is_one_site(tally: Tally, by_line: Mapping[tuple[str, str], Sequence[KeyCount]]) -> bool:
    """Whether pages that lie in no folder are of one site: most share lines of a page."""
    of = tally.documents(ROOT).different
    shared = [
        key
        for (_, key), items in by_line.items()
        for (_, site, _), count in items
        if site == ROOT and count.different >= max(_TITLES, _MOST * of)
    ]
    return len({*shared}) >= ONE and any(map(is_boilerplate_line, shared))


def _of_corpus(
    zone: str, key: str, items: list[KeyCount], homes: Mapping[int, int]
) -> Learned | None:
    """The rule for a line that pages of different sites share, or pages whose site is unknown.

    Such pages are known by their boilerplate: a plain line counts where other boilerplate stands
    between it and the body, and is cut only there. A columnist's signature stands next to the body.
    Plain lines of pages whose site is unknown have to be on several pseudo-sites, whose number
    `homes` tells by title; those of one are left to it.
    """
    whole = _whole(items)
    of_sites = sum(1 for (_, site, _), _ in items if not unnamed_site(site))
    unnamed = [count for (_, site, _), count in items if unnamed_site(site)]
    unknown = sum(count.different for count in unnamed)
    if whole.different < _TITLES or (of_sites < SITES and unknown < _TITLES):
        return None
    why = f"{whole.different} different titles share this line"
    outer = whole.proven >= OUTER * whole.documents
    if is_boilerplate_sentence(key) or (is_boilerplate_line(key) and whole.different >= ALONE):
        return _rule(zone, "corpus", items, why)
    of_sites += len({homes[t] for count in unnamed for t in count.titles if t in homes})
    if outer and of_sites >= SITES and not _heading(key):
        return _rule(f"outer-{zone}", "corpus", items, f"{why}, beyond other boilerplate")
    return None


def _framed(tally: Tally, by_line: Mapping[tuple[str, str], Sequence[KeyCount]]) -> dict[str, int]:
    """The sites whose pages have a frame, by its words, and the titles that a line needs there."""
    shared: dict[str, dict[str, int]] = defaultdict(dict)
    for (_, key), items in by_line.items():
        for (_, site, _), count in items:
            if count.different >= PAIR and not key.endswith(OPEN):
                shared[site][key] = max(count.different, shared[site].get(key, 0))
    found: dict[str, int] = {}
    for site, lines in shared.items():
        of = tally.documents(site).different
        sure = {key: titles for key, titles in lines.items() if is_boilerplate_line(key)}
        half = sum(titles >= NEARLY * of for titles in lines.values()) >= _FRAME
        if sum(titles >= _TITLES for titles in sure.values()) >= (1 if half else DIRTY):
            found[site] = _TITLES
        if of <= _FEW and half and len(sure) >= DIRTY:
            found[site] = PAIR
    return found


def _of_site(tally: Tally, item: KeyCount, least: int) -> Learned | None:
    """The rule for a line that enough of one site's articles share."""
    (zone, site, key), count = item
    if count.different < least:
        return None
    of = max(1, tally.documents(site).different)
    if count.different < BOILERPLATE_SHARE * of:
        return None
    why = f"{count.different / of:.0%} of the site's titles share this line"
    often = count.different >= max(ALONE, NEARLY * of) and not _heading(key)
    if is_boilerplate_line(key) or (often and of_page_words(count.text or key)):
        return _rule(zone, f"site:{site}", [item], why)
    outer = count.proven >= OUTER * count.documents
    if outer and count.different >= _SHARE * of and not _heading(key):
        return _rule(f"outer-{zone}", f"site:{site}", [item], f"{why}, beyond other boilerplate")
    return None


def _next_to_boilerplate(tally: Tally, item: KeyCount, behind: int, least: int) -> Learned | None:
    """The rule for a plain line next to a site's boilerplate on nearly all of its pages.

    On some pages it may stand behind other boilerplate.
    """
    (zone, site, key), count = item
    of = max(1, tally.documents(site).different)
    if _heading(key) or count.different + behind < max(least, NEARLY * of):
        return None
    why = (
        f"{count.different / of:.0%} of the site's titles share this line, beside other boilerplate"
    )
    return _rule(zone.removeprefix("by-"), f"site:{site}", [item], why)


def _amid(tally: Tally, item: KeyCount, least: int) -> Learned | None:
    """The rule for a line amid the text on most of a site's pages."""
    (_, site, key), count = item
    of = max(1, tally.documents(site).different)
    if count.different < max(least, NEARLY * of) or _heading(key):
        return None
    why = f"{count.different / of:.0%} of the site's titles share this line, at any place"
    return _rule("body", f"site:{site}", [item], why)


def _calls(tally: Tally, mixed: str) -> Iterator[Learned]:
    """The rules for calls between paragraphs: many titles have them, of one site or of several."""
    found: dict[str, list[KeyCount]] = defaultdict(list)
    for item in tally.groups("body"):
        if item[1].proven:
            found[item[0][2]].append(item)
    for _, items in sorted(found.items()):
        whole = _whole(items)
        why = f"{whole.different} different titles have this call to their readers"
        sites = sorted({site for (_, site, _), _ in items})
        if whole.different >= ALONE and (any(map(unnamed_site, sites)) or len(sites) >= SITES):
            yield _rule("body", "corpus", items, why)
        else:
            for item in items:
                (_, site, _), count = item
                of = tally.documents(site).different
                enough = _TITLES if count.different >= _SHARE * of and site != mixed else ALONE
                if count.different >= max(enough, BOILERPLATE_SHARE * of):
                    yield _rule("body", f"site:{site}", [item], why)


def _of_pseudo_site(
    lines: Sequence[KeyCount], everywhere: Container[tuple[str, str]]
) -> Iterator[Learned]:
    """The rules for the lines of one pseudo-site that hold only beside others of its lines."""
    of = max(count.different for _, count in lines)
    for item in lines:
        (zone, _, key), count = item
        if (zone, key) in everywhere:
            continue
        outer = count.proven >= OUTER * count.documents
        plain = outer and count.different >= _SHARE * of and not _heading(key)
        if not is_boilerplate_line(key) and not plain:
            continue
        why = f"{count.different} different titles share this line and {len(lines) - 1} others"
        place = zone if is_boilerplate_line(key) else f"outer-{zone}"
        others = dict.fromkeys(_pattern([other]) for other in lines if other[0][2] != key)
        beside = tuple(sorted(list(others)[:_BESIDE]))
        if len(beside) >= _COMPANY:
            yield replace(_rule(place, "beside", [item], why), beside=beside)


def _least_without_frame(item: KeyCount) -> int:
    """The titles that a line amid texts needs on a site without a frame; none where 0.

    A heading of the text may be made of words of pages; a button of them has a sign or a slot.
    """
    said = item[1].text or item[0][2]
    return ALONE if han(said) < len(said) and of_page_words(said) else 0


def _heading(key: str) -> bool:
    """Whether a line introduces what follows: a dateline, a label, a numbered heading."""
    return key[-1:] in "：:" or key[:1] in "一二三四五六七八九十（(第#"


def unnamed_site(home: str) -> bool:
    """Whether pages lie together in a folder, which may hold pages of many sites."""
    return home.endswith("/")


def _whole(items: list[KeyCount]) -> Count:
    """The counts of a line on all sites together."""
    whole = Count()
    for _, count in items:
        whole.take(count)
    return whole


def _rule(zone: str, scope: str, items: list[KeyCount], why: str) -> Learned:
    """The rule for a masked line: narrow where the line was always the same."""
    place = "text" if zone == "body" else zone.removeprefix("outer-")
    return Learned(
        "line",
        _pattern(items),
        scope,
        f"It stands in the {place}: {why}.",
        _same(items) or literal(items[0][0][2]),
        zone,
        evidence(items),
    )


def _pattern(items: list[KeyCount]) -> str:
    """The regular expression for a masked line, or for the one text it always was."""
    return line_pattern(items[0][0][2], _same(items))


def _same(items: list[KeyCount]) -> str | None:
    """The text of a line where it was the same everywhere."""
    return None if items[0][0][2].endswith(OPEN) else _whole(items).text or None
