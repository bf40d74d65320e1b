"""Whether one text quotes the whole of another and says something of its own about it."""

import re

import numpy as np

from pipeline.boilerplate.vocabulary import has_boilerplate_word
from pipeline.duplicates.align import Pair
from pipeline.duplicates.pages import ALIKE, Pages, compare_titles
from pipeline.duplicates.signature import GRAM
from pipeline.duplicates.tokens import shadow

# Fewer tokens of its own, in whole sentences, are a note of the editor's and no commentary.
OWN = 40
# The share of the quoted text that stands in the other.
_WHOLLY = 0.97
# 5-grams that stand in either text once may be a phrase said again; those at the ends are left out.
STRAY = 2

_SENTENCE = re.compile(r"[^。！？!?\n]{8,}[。！？!?][”’」』）)]*")
# What introduces a quotation, and what a commentary says of it.
_INTRODUCES = re.compile(
    r"[如以]下[:：是为]|原文[:：如]|全文[:：如]|报道称|文中写道|这样写道|一文|这篇|该文|摘录"
)
_COMMENTS = re.compile(r"我以为|我认为|笔者|在我看来|网友|编者|这篇|该文|上述|这件事|有感|评论")


def is_quotation(pages: Pages, pair: Pair) -> bool:
    """Whether the shorter of two texts is quoted whole in the other.

    A copy that a site has put its head and tail around has the same title, or says nothing more.
    """
    small = pair.small
    if pair.sizes[1 - small] - pair.sizes[small] < OWN:
        return False
    if len(pair.shared.alone[small]) > (1 - _WHOLLY) * pair.sizes[small]:
        return False
    titles = compare_titles(pages)
    if titles.known and titles.alike >= ALIKE:
        return False
    opening, closing = _around(pair)
    opens, closes = _says(opening) >= OWN, _says(closing) >= OWN
    introduced = opens and (titles.known or closes or bool(_INTRODUCES.search(opening)))
    return introduced or (closes and bool(_COMMENTS.search(closing)))


def _around(pair: Pair) -> tuple[str, str]:
    """What the longer text has before and after the shorter one."""
    long = pair.texts[1 - pair.small]
    places = pair.shared.here if pair.small else pair.shared.there
    if not len(places):
        return "", ""
    first, last = (int(place) for place in np.percentile(places, (STRAY, 100 - STRAY)))
    end = min(last + GRAM, len(long.tokens)) - 1
    return long.text[: long.span(first, first + 1)[0]], long.text[long.span(end, end + 1)[1] :]


def _says(part: str) -> int:
    """How many tokens of prose there are, without what pages say of themselves."""
    sentences = [one for one in _SENTENCE.findall(part) if not has_boilerplate_word(one)]
    return len(shadow("".join(sentences)))
