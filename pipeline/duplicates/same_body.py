"""Whether two runs of one document say the same: then one is a copy of the other.

Notices of one series and clauses of one form are alike sentence by sentence; they have other
numbers, other days or other people. A copy has at most a word put otherwise.
"""

from pipeline.duplicates.align import Gap, align, inside
from pipeline.duplicates.facts import told_apart
from pipeline.duplicates.overlaps import Pair, overlap
from pipeline.duplicates.readings import read

# So many tokens in the place of as many others are other people or things, and no word.
_PASSAGE = 8


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same facts, and no passage in the place of another one.

    >>> notice = "经研究决定，授予{}先进工作者称号，任期自{}起，并在全县范围内予以通报。"
    >>> says_the_same(notice.format("他", "三月五日"), notice.format("他", "三月九日"))
    False
    """
    both = read(one), read(other)
    shared = overlap(*both)
    if told_apart(both, shared, (None, None), alike=True).differences:
        return False
    return not _another_passage(both)


def _another_passage(both: Pair) -> bool:
    found = align(*both)
    ends = len(found.one.tokens), len(found.other.tokens)
    for gap in map(Gap._make, found.gaps.tolist()):
        # At the ends stand a headline, a byline, a call to read on.
        if gap.a0 == 0 or gap.b0 == 0 or gap.a1 == ends[0] or gap.b1 == ends[1]:
            continue
        for inner in inside(found.one, found.other, gap)[0]:
            if min(inner.a1 - inner.a0, inner.b1 - inner.b0) >= _PASSAGE:
                return True
    return False
