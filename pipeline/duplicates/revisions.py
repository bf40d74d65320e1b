"""Whether alike texts are states of one item, or items of one form: corrections and other days."""

import re
from collections.abc import Sequence

from pipeline.duplicates.align import Pair
from pipeline.duplicates.facts import Difference
from pipeline.duplicates.number_clash import is_in_credits
from pipeline.duplicates.pages import ALIKE, SAME, Pages, compare_titles, other_days, same_day
from pipeline.duplicates.readings import Reading
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.tokens import shadow

# With more differences than these a page has other facts, not corrected ones.
CORRECTIONS = 2
_CORRECTED = frozenset({"number", "day", "name"})
# A text of so many tokens that is the same under another number was served once too often.
SERVED = 200
# A first line of more tokens is no heading.
_HEADING = 40
# Characters at either end in which a page says that it corrects another.
ENDS = 80

STOPS = tuple("。！？!?")
CLOSING_WORDS = "”’』」）)》\"' \u3000"
"""What ends a sentence, and what may stand behind that."""


def is_fetched_again(
    pages: Pages,
    similarity: float,
    differences: Sequence[Difference],
    settings: Settings,
) -> bool:
    """One address fetched twice; but many sites give every page the address of the front page."""
    one, other = pages
    if not one.url or one.url != other.url or similarity < settings.doubtful:
        return False
    titles = compare_titles(pages)
    return (not titles.known or titles.alike >= ALIKE) and (other_days(pages) or not differences)


# What a later page says that sets an earlier one right.
_CORRECTION = re.compile(r"更正|勘误|订正|更新版|修订版|现予(?:以)?纠正|特此致歉")


def corrects(pages: Pages, pair: Pair) -> bool:
    """Whether the later of two pages with one title says that it corrects something."""
    if not other_days(pages) or compare_titles(pages).alike < SAME:
        return False
    later = int(str(pages[0].date) < str(pages[1].date))
    # A correction says so at once or at the very end.
    text = pair.texts[later].text
    said = f"{pages[later].title}\n{text[:ENDS]}\n{text[-ENDS:]}"
    return bool(_CORRECTION.search(said)) and not _CORRECTION.search(pair.texts[1 - later].text)


def is_corrected(
    pages: Pages,
    pair: Pair,
    differences: Sequence[Difference],
    settings: Settings,
) -> bool:
    """Whether one figure, date or name was set right in an otherwise equal text.

    Both pages have one title and state one day.
    """
    equal = compare_titles(pages).alike >= SAME and pair.shared.jaccard >= settings.near
    few = len(differences) <= CORRECTIONS and {one.kind for one in differences} <= _CORRECTED
    return equal and few and same_day(pages)


def is_another_day(pages: Pages, pair: Pair, settings: Settings) -> bool:
    """Whether two pages of one site say other things in one form on other days.

    A page that a site shows again has the same text, perhaps with a line more. Where each has
    something in a place where the other has not, that is enough: items of one form say the same
    sentences in another order.
    """
    if not other_days(pages) or not pages[0].site or pages[0].site != pages[1].site:
        return False
    if pair.shared.jaccard < settings.doubtful:
        return False
    found = pair.aligned
    own = [gap for gap in found.apart() if not is_in_credits(found.one, found.other, gap)]
    return all(any(gap.sizes[side] for gap in own) for side in (0, 1))


def is_served_twice(pair: Pair) -> bool:
    """Whether two long texts are the same but for their headings.

    Sites of novels give the next chapter the text of the last one.
    """
    if min(pair.sizes) < SERVED or max(map(len, pair.shared.alone)) > _HEADING:
        return False
    ends = _heading(pair.aligned.one), _heading(pair.aligned.other)
    return all(gap.a1 <= ends[0] and gap.b1 <= ends[1] for gap in pair.aligned.apart())


def _heading(reading: Reading) -> int:
    """How many tokens the first line has, none where it is a paragraph."""
    line = reading.text.lstrip().partition("\n")[0]
    if line.rstrip(CLOSING_WORDS).endswith(STOPS):
        return 0
    found = len(shadow(line))
    return found if found <= _HEADING else 0
