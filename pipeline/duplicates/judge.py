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

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.duplicates.align import Alignment, Comparison, Pair, compare_aligned
from pipeline.duplicates.facts import Difference, told_apart
from pipeline.duplicates.number_clash import numbers_shared
from pipeline.duplicates.pages import (
    ALIKE,
    SAME,
    Pages,
    Titles,
    compare_titles,
    other_days,
    title_differences,
)
from pipeline.duplicates.quotations import is_quotation
from pipeline.duplicates.revisions import (
    CLOSING_WORDS,
    STOPS,
    corrects,
    is_another_day,
    is_corrected,
    is_fetched_again,
    is_served_twice,
)
from pipeline.duplicates.settings import FOLDED, Relation, Settings
from pipeline.duplicates.survivors import extras

__all__ = ["FOLDED", "Judgement", "Relation", "Settings", "judge"]

# The share of the shorter text that must stand in the other before the two are aligned.
_LEAST_CONTAINED = 0.7

# The share of what a copy has more that has to be its site's.
_MOSTLY = 0.8

# The share of a cut copy that stands in the whole one; the rest is "read more" and the like.
_WHOLLY = 0.98


class Judgement(NamedTuple):
    """`small` may fold into `large` (0 or 1, the place in the pair), or is only noted."""

    small: int
    large: int
    relation: Relation
    similarity: float
    because: str = ""  # what tells them apart, that of the smaller one first


def judge(pages: Pages, pair: Pair, settings: Settings) -> tuple[Judgement, ...]:
    """What two articles are to each other, seen from both sides where both may be kept."""
    small, jaccard = pair.small, pair.shared.jaccard
    within = _is_within(pair, settings)
    alike = jaccard >= settings.doubtful
    if not alike and (pair.shared.part < _LEAST_CONTAINED or not within):
        return ()
    titles = (pages[0].title, pages[1].title)
    told = told_apart(pair, titles, alike=alike)
    differences = (*title_differences(pages), *told)
    if differences and is_served_twice(pair):
        differences = ()
    if is_fetched_again(pages, jaccard, differences, settings) or corrects(pages, pair):
        return _revised(pages, jaccard, differences)
    if not differences and is_another_day(pages, pair, settings):
        differences = (Difference("date", str(pages[0].date), str(pages[1].date)),)
    if differences and is_corrected(pages, pair, differences, settings):
        return _revised(pages, jaccard, differences)
    if not differences and (judgements := _undisputed(pages, pair, settings)):
        return judgements
    if alike:
        return (Judgement(small, 1 - small, "sibling", jaccard, _because(differences, small)),)
    return ()


def _is_within(pair: Pair, settings: Settings) -> bool:
    """Whether one of two texts is so much shorter that it may be a part of the other."""
    return min(pair.sizes) < settings.as_long * max(pair.sizes)


def _undisputed(pages: Pages, pair: Pair, settings: Settings) -> tuple[Judgement, ...]:
    """What two articles are to each other that no fact tells apart."""
    small, jaccard = pair.small, pair.shared.jaccard
    if is_quotation(pages, pair):
        share = 1 - len(pair.shared.alone[small]) / pair.sizes[small]
        return (Judgement(small, 1 - small, "quoted", share),)
    if jaccard < settings.near:
        return _doubtful(pages, pair, settings)
    if _strange(pages, jaccard, min(pair.sizes), settings):
        return ()
    return _near(jaccard)


def _because(differences: Sequence[Difference], small: int) -> str:
    """What tells two articles apart, that of the smaller one first.

    >>> _because([Difference("number", "12人", "15人")], 1)
    '15人, not 12人'
    """
    pairs = (one[1:] if small == 0 else one[:0:-1] for one in differences)
    return "; ".join(f"{here}, not {there}" for here, there in pairs)


def _doubtful(pages: Pages, pair: Pair, settings: Settings) -> tuple[Judgement, ...]:
    """What two articles are to each other that share much, but not nearly all."""
    small, jaccard = pair.small, pair.shared.jaccard
    short = min(pair.sizes)
    titles = compare_titles(pages)
    alike = (
        jaccard >= settings.doubtful
        and short >= settings.short
        and numbers_shared(*pair.texts) >= settings.numbers
    )
    within = _is_within(pair, settings)
    if not within and not alike:
        return ()
    found = compare_aligned(pair.aligned)
    near = alike and found.contained >= settings.in_order and found.rewritten <= settings.rewritten
    if within and found.contained >= settings.contained:
        if sum(map(sum, extras(pair))) >= _MOSTLY * abs(pair.sizes[0] - pair.sizes[1]):
            return _near(jaccard)
        if not (near and _framed(pages, found, titles)):
            most = jaccard >= settings.doubtful
            part = _part(pages, found, pair.aligned, titles, most, settings)
            relation: Relation = "contained" if part else "quoted"
            return (Judgement(small, 1 - small, relation, found.contained),)
    return _near(jaccard) if near else ()


def _near(similarity: float) -> tuple[Judgement, ...]:
    return Judgement(0, 1, "near", similarity), Judgement(1, 0, "near", similarity)


def _revised(
    pages: Pages, similarity: float, differences: Sequence[Difference]
) -> tuple[Judgement, ...]:
    """The earlier text folds into the later one, and either into the other if no date tells."""
    both = tuple(
        Judgement(small, 1 - small, "revision", similarity, _because(differences, small))
        for small in (0, 1)
    )
    if not other_days(pages):
        return both
    return both[:1] if str(pages[0].date) < str(pages[1].date) else both[1:]


def _strange(pages: Pages, similarity: float, size: int, settings: Settings) -> bool:
    """Whether a text is so short that it may be nothing but what its site says on every page."""
    if size >= settings.short or similarity >= settings.strange:
        return False
    titles = compare_titles(pages)
    return titles.known and titles.alike < ALIKE


def _framed(pages: Pages, found: Comparison, titles: Titles) -> bool:
    """Whether what a text has beyond another is what its site put around the same article.

    A copy that was cut has nothing of its own, and ends or begins within the other.
    """
    cut = found.contained >= _WHOLLY and found.start != found.end and titles.alike >= SAME
    return titles.alike >= ALIKE and not cut and not other_days(pages)


def _part(
    pages: Pages,
    found: Comparison,
    aligned: Alignment,
    titles: Titles,
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
    if other_days(pages):
        return False
    # Without titles an end is no more than a disclaimer, unless it is most of the whole; and a
    # beginning that is short and whole in itself is an earlier report of the same.
    cut = short >= settings.page_tokens or _breaks_off(part.text)
    return (found.start and cut) or (found.end and most)


def _breaks_off(text: str) -> bool:
    """Whether a text ends amid a sentence, or in a call to read more.

    >>> _breaks_off("他走了。"), _breaks_off("他说完就"), _breaks_off("他走了。展开全文")
    (False, True, True)
    """
    end = text[-40:].rstrip()
    return not end.rstrip(CLOSING_WORDS).endswith(STOPS)
