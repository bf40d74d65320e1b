"""Sites that no address names: lines near the ends of pages that the same titles share.

A scraped folder of texts says nothing of where they come from, but the pages of one site have their
frame in common. A count keeps the smallest hashes of its titles, so of two lines one can tell how
far their titles are the same (bottom-k sketches, Cohen & Kaplan 2007), whatever the order in which
pages were counted, and nothing else has to be remembered.

Lines gather around the one with most titles, never around each other: a line that two sites share
belongs to one of them or to neither, and makes no bridge.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.boilerplate.learn.counts import TITLES, Count, Key
from pipeline.boilerplate.vocabulary import is_boilerplate_line

KeyCount = tuple[Key, Count]

_SAME = 0.5  # of the titles of two lines, and more: around a line of two sites only one can gather
SHARED = 3  # titles that two lines have in common, the least: two may be one story told twice
_LINES = 2  # that the same titles share make a site, where one of them frames the page
OUTER = 0.8  # of its pages on which a plain line has boilerplate between itself and the body
ASKED = 8  # hashes of a line by which others are found: two that share half are missed once in 256


def pseudo_sites(items: Iterable[KeyCount]) -> list[list[KeyCount]]:
    """The lines of each site, the one with most titles first; others are left out.

    >>> def line(text, *titles):
    ...     return ("tail", "", text), Count(len(titles), len(titles), 0, titles)
    >>> own = [line("甲", 1, 2, 3), line("返回乙", 1, 2, 3), line("丙", 1, 2, 3, 4), line("丁", 7)]
    >>> [[key[2] for key, _ in site] for site in pseudo_sites(own)]
    [['丙', '甲', '返回乙']]
    """
    rest = sorted(items, key=lambda item: (-item[1].different, item[0]))
    having: dict[int, list[int]] = defaultdict(list)
    for i, (_, count) in enumerate(rest):
        for title in count.titles[:ASKED]:
            having[title].append(i)
    taken: set[int] = set()
    sites: list[list[KeyCount]] = []
    for i, item in enumerate(rest):
        if i in taken:
            continue
        near = {j for title in item[1].titles[:ASKED] for j in having[title] if j > i} - taken
        with_it = [j for j in sorted(near) if _together(item[1].titles, rest[j][1].titles)]
        keys = {rest[j][0][2] for j in (i, *with_it)}  # head and tail of a short page are one
        if len(keys) >= _LINES and any(_framing(rest[j]) for j in (i, *with_it)):
            taken.update((i, *with_it))
            sites.append([item, *(rest[j] for j in with_it)])
    return sites


def _framing(item: KeyCount) -> bool:
    """Whether a line is boilerplate, or has some between itself and the body."""
    (_, _, key), count = item
    return is_boilerplate_line(key) or count.proven >= OUTER * count.documents


def _together(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two lines have most of their titles in common, by the smallest hashes of each."""
    union = sorted({*one, *other})
    if len(one) == TITLES or len(other) == TITLES:
        union = union[:TITLES]  # behind these a sketch may have lost what the other still has
    both = len({*one} & {*other} & {*union})
    return both >= SHARED and both > _SAME * len(union)
