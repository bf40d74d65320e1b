"""What two articles are to each other: copies, one a part of the other, or only siblings.

| relation  | what it means                                               | what becomes of it |
|-----------|-------------------------------------------------------------|--------------------|
| exact     | the same but for script, width, case, punctuation, blanks   | folded             |
| near      | the same article, lightly edited or with other head or tail | folded             |
| contained | a beginning or end of the kept one: page 1 of 2, cut short  | folded             |
| revision  | another state of the kept one, under the same address       | folded             |
| sibling   | the same template or story, other facts                     | noted              |
| quoted    | stands inside the other, amid other matter                  | noted              |
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from pipeline.shadow import shadow
from pipeline.surveys.verify import Comparison, Reading, compare, numbers_shared

Relation = Literal["exact", "near", "contained", "revision", "sibling", "quoted"]
FOLDED: frozenset[Relation] = frozenset({"exact", "near", "contained", "revision"})

# The share of the shorter title that the other has, in pieces of two characters and more: of two
# headlines for one story, and of one headline with a site's name or a question mark added.
ALIKE, SAME = 0.5, 0.85

# The share of a cut copy that stands in the whole one; the rest is "read more" and the like.
WHOLLY = 0.98


class Page(NamedTuple):
    """What has to be known of an article beside its text."""

    path: str
    id: str
    url: str | None = None
    site: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What folds. The figures are measured in MEASURED 8 and by `benchmarks/duplicates.py`."""

    # By hand, 22 of 24 pairs of scraped news at 0.8 and more were copies.
    near: float = 0.8
    # Under quite another title a short text has to be this much the same.
    strange: float = 0.9
    # Of those between 0.6 and 0.8, 18 of 24: here facts and order have to agree as well.
    doubtful: float = 0.6
    # Two reports of one line each by one formula reach 0.75; they are below this many tokens.
    short: int = 200
    # A doubtful pair has this share of the shorter one in order in the other …
    in_order: float = 0.75
    # … and something else in the place of at most this share.
    rewritten: float = 0.15
    # A third of the numbers: stolen advertisements have theirs masked or exchanged.
    numbers: float = 1 / 3
    # The share that makes a text a part of another.
    contained: float = 0.95
    # Two texts of about one length are no part of each other, but edited all over.
    as_long: float = 0.9
    # A part shorter than this is a lead, a caption or a disclaimer that several articles share.
    part_tokens: int = 100
    # A smaller share than this of the whole is a quotation, wherever it stands.
    part_share: float = 0.15
    # Larger clusters, and sites that lose more, are held back for a person to look at.
    most_in_cluster: int = 1000
    most_of_site: float = 0.5


class Judgement(NamedTuple):
    """`small` may fold into `large` (0 or 1, the place in the pair), or is only noted."""

    small: int
    large: int
    relation: Relation
    similarity: float


def judge(
    pages: tuple[Page, Page], readings: tuple[Reading, Reading], settings: Settings
) -> tuple[Judgement, ...]:
    """What two articles are to each other, seen from both sides where both may be kept."""
    found = compare(*readings)
    numbers = numbers_shared(*readings) if found.jaccard < settings.near else 1.0
    sizes = len(readings[0].tokens), len(readings[1].tokens)
    titles = _titles(pages[0].title, pages[1].title)
    clash = bool(found.clashes) or titles.numbered
    if _revision(pages, found, clash, titles, settings):
        return _revised(pages, found.jaccard)
    small = int(sizes[1] < sizes[0])
    near = not clash and _near(found, min(sizes), titles, numbers, settings)
    within = (
        not clash
        and found.jaccard < settings.near
        and found.contained >= settings.contained
        and min(sizes) < settings.as_long * max(sizes)
    )
    if within and not (near and _framed(pages, found, titles)):
        part = _part(pages, found, (sizes[small], max(sizes)), titles, settings)
        relation: Relation = "contained" if part else "quoted"
        return (Judgement(small, 1 - small, relation, found.contained),)
    if near:
        return (
            Judgement(0, 1, "near", found.jaccard),
            Judgement(1, 0, "near", found.jaccard),
        )
    if found.jaccard >= settings.doubtful:
        return (Judgement(small, 1 - small, "sibling", found.jaccard),)
    return ()


class _Titles(NamedTuple):
    known: bool
    alike: float  # the share of the shorter one that the other has, if both are known
    numbered: bool  # whether they differ in a number only: 第3集, 5月7日, （二）


_SLOT = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百上中下]+")


def _titles(one: str | None, other: str | None) -> _Titles:
    if not one or not other:
        return _Titles(False, 0.0, False)
    numbered = one != other and _SLOT.sub("#", one) == _SLOT.sub("#", other)
    a, b = shadow(one).tolist(), shadow(other).tolist()
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    # One character in common is chance. Sites put their names behind a title and cut long ones,
    # so what counts is the shorter one.
    same = sum(block.size for block in blocks if block.size > 1)
    return _Titles(True, same / max(min(len(a), len(b)), 1), numbered)


def _near(
    found: Comparison, size: int, titles: _Titles, numbers: float, settings: Settings
) -> bool:
    if found.jaccard >= settings.near:
        # A short text may be nothing but what its site says on every page.
        strange = titles.known and titles.alike < ALIKE and size < settings.short
        return not strange or found.jaccard >= settings.strange
    return (
        found.jaccard >= settings.doubtful
        and size >= settings.short
        and found.contained >= settings.in_order
        and found.rewritten <= settings.rewritten
        and numbers >= settings.numbers
    )


def _framed(pages: tuple[Page, Page], found: Comparison, titles: _Titles) -> bool:
    """Whether what a text has beyond another is what its site put around the same article.

    A copy that was cut has nothing of its own, and ends or begins within the other.
    """
    cut = found.contained >= WHOLLY and found.start != found.end and titles.alike >= SAME
    return titles.alike >= ALIKE and not cut and not _other_day(pages)


def _part(
    pages: tuple[Page, Page],
    found: Comparison,
    sizes: tuple[int, int],
    titles: _Titles,
    settings: Settings,
) -> bool:
    """Whether the shorter text is a page or a beginning of the other, not a quotation in it.

    A round-up begins with its first story, the report of a funeral with the one of the death, and
    a reprint ends with its disclaimer: so the titles must agree, or at least the day.
    """
    short, long = sizes
    if short < settings.part_tokens or short < settings.part_share * long:
        return False
    if titles.known:
        same_day = pages[0].date is not None and pages[0].date == pages[1].date
        return (found.start or found.end) and titles.alike >= (ALIKE if same_day else SAME)
    # Without titles an end is no more than a disclaimer, unless it is most of the whole.
    most = found.jaccard >= settings.doubtful
    return (found.start or (found.end and most)) and not _other_day(pages)


def _other_day(pages: tuple[Page, Page]) -> bool:
    one, other = pages
    return bool(one.date and other.date and one.date != other.date)


def _revision(
    pages: tuple[Page, Page], found: Comparison, clash: bool, titles: _Titles, settings: Settings
) -> bool:
    """One address fetched twice; but many sites give every page the address of the front page."""
    one, other = pages
    if not one.url or one.url != other.url or found.jaccard < settings.doubtful:
        return False
    return (not titles.known or titles.alike >= ALIKE) and (_other_day(pages) or not clash)


def _revised(pages: tuple[Page, Page], similarity: float) -> tuple[Judgement, ...]:
    """The earlier text folds into the later one, and either into the other if no date tells."""
    both = (
        Judgement(0, 1, "revision", similarity),
        Judgement(1, 0, "revision", similarity),
    )
    if not _other_day(pages):
        return both
    return both[:1] if str(pages[0].date) < str(pages[1].date) else both[1:]
