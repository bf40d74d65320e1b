"""Whether two runs of one document say the same: then one is a copy of the other.

Notices of one series and clauses of one form are alike sentence by sentence; they have other
numbers, other days or other people. A copy has at most a word put otherwise.
"""

from pipeline.duplicates.align import Pair
from pipeline.duplicates.facts import told_apart
from pipeline.duplicates.readings import read

# So many tokens in the place of as many others are other people or things, and no word.
_PASSAGE = 8


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same facts, and no passage in the place of another one.

    >>> notice = "经研究决定，授予{}先进工作者称号，任期自{}起，并在全县范围内予以通报。"
    >>> says_the_same(notice.format("他", "三月五日"), notice.format("他", "三月九日"))
    False
    """
    pair = Pair(read(one), read(other))
    return not told_apart(pair, (None, None), alike=True) and not _another_passage(pair)


def _another_passage(pair: Pair) -> bool:
    found = pair.aligned
    ends = len(found.one.tokens), len(found.other.tokens)
    return any(
        min(inner.sizes) >= _PASSAGE
        for gap in found.gaps
        # At the ends stand a headline, a byline, a call to read on.
        if gap.a0 and gap.b0 and gap.a1 != ends[0] and gap.b1 != ends[1]
        for inner in found.inside(gap)[0]
    )
