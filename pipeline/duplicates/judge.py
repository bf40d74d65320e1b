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
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import inf
from typing import Literal, NamedTuple

from pipeline.duplicates.align import (
    Alignment,
    Comparison,
    Gaps,
    align,
    compare,
    outline,
    plainly_alike,
    shorter,
)
from pipeline.duplicates.name_swaps import renamed
from pipeline.duplicates.number_clash import clash, clash_within, numbers_shared
from pipeline.duplicates.overlaps import Overlap, overlap
from pipeline.duplicates.readings import Reading
from pipeline.duplicates.tokens import shadow

Relation = Literal["exact", "near", "contained", "revision", "sibling", "quoted"]
FOLDED: frozenset[Relation] = frozenset({"exact", "near", "contained", "revision"})

# The share of the shorter title that the other has, in pieces of two characters and more: of two
# headlines for one story, and of one headline with a site's name or a question mark added.
ALIKE, SAME = 0.5, 0.85

# With fewer tokens a title that two texts share names a column, no article: 要闻, 今日天气.
TITLE = 5

# The share of the shorter text that must stand in the other before the two are aligned.
LEAST_CONTAINED = 0.7

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
    # The first page of several is longer than this, also where it ends with a sentence; news read
    # out on television, where reports of one event begin alike, are shorter.
    page_tokens: int = 600
    # A smaller share than this of the whole is a quotation, wherever it stands.
    part_share: float = 0.15
    # What folds; the rest is noted. What is exactly the same always does.
    folded: frozenset[Relation] = FOLDED
    # Larger clusters, and sites that lose more, are held back for a person to look at.
    most_in_cluster: float = 1000
    most_of_site: float = 0.5

    def unguarded(self) -> "Settings":
        """The same, with nothing held back."""
        return replace(self, most_in_cluster=inf, most_of_site=1.0)


class Judgement(NamedTuple):
    """`small` may fold into `large` (0 or 1, the place in the pair), or is only noted."""

    small: int
    large: int
    relation: Relation
    similarity: float


def judge(
    pages: tuple[Page, Page],
    readings: tuple[Reading, Reading],
    settings: Settings,
    found: Overlap | None = None,
) -> tuple[Judgement, ...]:
    """What two articles are to each other, seen from both sides where both may be kept."""
    found = found or overlap(*readings)
    sizes = len(readings[0].tokens), len(readings[1].tokens)
    small = int(sizes[1] < sizes[0])
    within = sizes[small] < settings.as_long * sizes[1 - small]
    if found.jaccard < settings.doubtful and (found.part < LEAST_CONTAINED or not within):
        return ()
    told = found.codes or _numbered(pages)
    suspect = found.numbers or all(found.names)
    aligned = None
    clashing = told
    if suspect and not told:
        if found.facing is not None and not all(found.names):
            clashing = _facing(readings, found.facing)
        else:
            aligned = align(*readings, found)
            clashing = clash(aligned, found)
    if not clashing and found.jaccard >= settings.doubtful:
        clashing = renamed(readings, found, (pages[0].title, pages[1].title))
    if _revision(pages, found.jaccard, clashing, settings):
        return _revised(pages, found.jaccard)
    if not clashing:
        if found.jaccard < settings.near:
            judgements = _doubtful(pages, readings, found, aligned, settings)
        elif _strange(pages, found.jaccard, min(sizes), settings):
            judgements = ()
        else:
            judgements = _near(found.jaccard)
        if judgements:
            return judgements
    if found.jaccard >= settings.doubtful:
        return (Judgement(small, 1 - small, "sibling", found.jaccard),)
    return ()


def _facing(readings: tuple[Reading, Reading], gaps: Gaps) -> bool:
    """Whether facts clash in the gaps where numbers of one text stand for numbers of the other."""
    one, other = readings
    if shorter(one, other) is other:
        return clash_within(other, one, gaps[:, [2, 3, 0, 1]])
    return clash_within(one, other, gaps)


def _doubtful(
    pages: tuple[Page, Page],
    readings: tuple[Reading, Reading],
    shared: Overlap,
    aligned: Alignment | None,
    settings: Settings,
) -> tuple[Judgement, ...]:
    """What two articles are to each other that share much, but not nearly all."""
    small = int(len(readings[1].tokens) < len(readings[0].tokens))
    short, long = (len(readings[i].tokens) for i in (small, 1 - small))
    jaccard = shared.jaccard
    alike = (
        jaccard >= settings.doubtful
        and short >= settings.short
        and numbers_shared(*readings) >= settings.numbers
    )
    within = short < settings.as_long * long
    if not within:
        if not alike:
            return ()
        if plainly_alike(*readings, shared, settings.in_order, settings.rewritten):
            return _near(jaccard)
    aligned = aligned or align(*readings, shared)
    bounds = outline(aligned)
    if not (within and bounds.most_contained >= settings.contained):
        if not alike:
            return ()
        if (
            bounds.least_contained >= settings.in_order
            and bounds.most_rewritten <= settings.rewritten
        ):
            return _near(jaccard)
    found = compare(aligned)
    near = alike and found.contained >= settings.in_order and found.rewritten <= settings.rewritten
    if within and found.contained >= settings.contained:
        titles = _titles(pages)
        if not (near and _framed(pages, found, titles)):
            most = jaccard >= settings.doubtful
            part = _part(pages, found, aligned, titles, most, settings)
            relation: Relation = "contained" if part else "quoted"
            return (Judgement(small, 1 - small, relation, found.contained),)
    return _near(jaccard) if near else ()


def _near(similarity: float) -> tuple[Judgement, ...]:
    return Judgement(0, 1, "near", similarity), Judgement(1, 0, "near", similarity)


class _Titles(NamedTuple):
    known: bool  # whether both are there, and say anything
    alike: float  # the share of the shorter one that the other has


_SLOT = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百上中下]+")


def _numbered(pages: tuple[Page, Page]) -> bool:
    """Whether titles differ in a number only: 第3集, 5月7日, （二）."""
    one, other = pages[0].title, pages[1].title
    if not one or not other or one == other:
        return False
    return _SLOT.sub("#", one) == _SLOT.sub("#", other)


def _titles(pages: tuple[Page, Page]) -> _Titles:
    one, other = pages[0].title, pages[1].title
    if not one or not other:
        return _Titles(False, 0.0)
    a, b = shadow(one).tolist(), shadow(other).tolist()
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    # One character in common is chance. Sites put their names behind a title and cut long ones,
    # so what counts is the shorter one.
    same = sum(block.size for block in blocks if block.size > 1)
    shorter = min(len(a), len(b))
    alike = same / max(shorter, 1)
    known = shorter >= TITLE or alike < ALIKE
    return _Titles(known, alike if known else 0.0)


def _strange(pages: tuple[Page, Page], similarity: float, size: int, settings: Settings) -> bool:
    """Whether a text is so short that it may be nothing but what its site says on every page."""
    if size >= settings.short or similarity >= settings.strange:
        return False
    titles = _titles(pages)
    return titles.known and titles.alike < ALIKE


def _framed(pages: tuple[Page, Page], found: Comparison, titles: _Titles) -> bool:
    """Whether what a text has beyond another is what its site put around the same article.

    A copy that was cut has nothing of its own, and ends or begins within the other.
    """
    cut = found.contained >= WHOLLY and found.start != found.end and titles.alike >= SAME
    return titles.alike >= ALIKE and not cut and not _other_day(pages)


def _part(
    pages: tuple[Page, Page],
    found: Comparison,
    aligned: Alignment,
    titles: _Titles,
    most: bool,
    settings: Settings,
) -> bool:
    """Whether the shorter text is a page or a beginning of the other, not a quotation in it.

    A round-up begins with its first story, the report of a funeral with the one of the death, and
    a reprint ends with its disclaimer: so the titles must agree, or at least the day.
    """
    part, short, long = aligned.one, len(aligned.one.tokens), len(aligned.other.tokens)
    if short < settings.part_tokens or short < settings.part_share * long:
        return False
    if titles.known:
        same_day = pages[0].date is not None and pages[0].date == pages[1].date
        return (found.start or found.end) and titles.alike >= (ALIKE if same_day else SAME)
    if _other_day(pages):
        return False
    # Without titles an end is no more than a disclaimer, unless it is most of the whole; and a
    # beginning that is short and whole in itself is an earlier report of the same.
    cut = short >= settings.page_tokens or _breaks_off(part.text)
    return (found.start and cut) or (found.end and most)


# What stands at the end of a text of which there is more.
_MORE = re.compile(
    r"(?:\.{3,}|…+|下一页|下页|未完待续|(?:展开|阅读|查看|点击|浏览)(?:全文|更多|全部|原文)|全文阅读)"
    r"[\s>》»)）\]】]*$"
)
_SENTENCE_ENDS = "。！？!?"
_CLOSING = "”’』」）)》\"' \u3000"


def _breaks_off(text: str) -> bool:
    """Whether a text ends amid a sentence, or says that there is more of it.

    >>> _breaks_off("他走了。"), _breaks_off("他说完就"), _breaks_off("他走了。展开全文")
    (False, True, True)
    """
    end = text[-40:].rstrip()
    return bool(_MORE.search(end)) or not end.rstrip(_CLOSING).endswith(tuple(_SENTENCE_ENDS))


def _other_day(pages: tuple[Page, Page]) -> bool:
    one, other = pages
    return bool(one.date and other.date and one.date != other.date)


def _revision(
    pages: tuple[Page, Page], similarity: float, clashing: bool, settings: Settings
) -> bool:
    """One address fetched twice; but many sites give every page the address of the front page."""
    one, other = pages
    if not one.url or one.url != other.url or similarity < settings.doubtful:
        return False
    titles = _titles(pages)
    return (not titles.known or titles.alike >= ALIKE) and (_other_day(pages) or not clashing)


def _revised(pages: tuple[Page, Page], similarity: float) -> tuple[Judgement, ...]:
    """The earlier text folds into the later one, and either into the other if no date tells."""
    both = (
        Judgement(0, 1, "revision", similarity),
        Judgement(1, 0, "revision", similarity),
    )
    if not _other_day(pages):
        return both
    return both[:1] if str(pages[0].date) < str(pages[1].date) else both[1:]
