"""Which article of a cluster is kept: the clean, whole, well set one before the others.

The order, of articles into which all others of the cluster may fold: as full as half of them;
undamaged; without an insertion; in paragraphs; in the script of the corpus; without the lines of a
site; with a title; the fuller; the earlier; the one most like the others; the smallest sha256.
`--keep` puts another question first: the earliest, the latest, the first by path, or the largest
number in a column.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.boilerplate.vocabulary import foreign, has_boilerplate_word
from pipeline.duplicates.align import Pair
from pipeline.duplicates.overlaps import longest_passage
from pipeline.duplicates.readings import Reading
from pipeline.duplicates.settings import Settings
from pipeline.duplicates.tokens import shadow
from pipeline.model.lines import FULL_STOPS
from pipeline.model.summary import Head

if TYPE_CHECKING:
    from pipeline.duplicates.compared import Compared

# A text is full that has this share of the tokens of the middle one, insertions aside.
FULL = 0.95
# Texts are as full as one another within this share of the fullest.
STEP = 0.02
# Fewer tokens that one text has and the other has not are an edit.
_LEAST = 4
# What is inserted stands alone for so many tokens; a watermark has six: 402江边文学网.
LEAST_PASSAGE = 6
# Characters from which a line is a paragraph.
_LONG = 120
# … and up to which what stands in one may be a watermark.
MARK = 40

# What a clean text has none of: lost bytes, private use, controls; and entities.
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_ENTITY = re.compile(r"&#?\w{2,8};")
_CLAUSE = re.compile(r"[，。！？；,!?;]+")
_STOP = re.compile(rf"[{FULL_STOPS}：:；;][”’」』）)】\s]*$")
# How a reader is to reach somebody, which no sentence of a report needs.
_CONTACT = re.compile(
    r"(?:微信|威信|薇信|QQ|扣扣|客服|电话|热线|加群|群号)\W{0,3}\w{0,2}[0-9a-zA-Z]{5,}"
    r"|www\.|https?:|[0-9a-z]\.(?:com|cn|net|org)\b"
)


class Extra(NamedTuple):
    """How many tokens a text has that another one has not, and should not have."""

    within: int  # between what both have: advertisements, watermarks
    around: int  # before or after it: a site's lines


Settled = Callable[[Head, str | None], tuple[bool, bool]]
CONVERTED = "converted"
NOTHING = Extra(0, 0)


def damage(text: str) -> int:
    """How many characters and entities a text has that no clean one has."""
    return len(_LOST.findall(text)) + (len(_ENTITY.findall(text)) if "&" in text else 0)


def extras(pair: Pair) -> tuple[Extra, Extra]:
    """What either of two texts has that the other one has not, and should not have."""
    fuller = 1 - pair.small
    alone = pair.shared.alone
    more = min(
        len(alone[fuller]) - len(alone[pair.small]), pair.sizes[fuller] - pair.sizes[pair.small]
    )
    if more < _LEAST or longest_passage(alone[fuller]) < LEAST_PASSAGE:
        return NOTHING, NOTHING
    found, text = pair.aligned, pair.texts[fuller]
    within = around = 0
    for whole in found.gaps:
        # The fuller text is the second one of an alignment.
        if whole.sizes[1] - whole.sizes[0] < _LEAST:
            continue
        for gap in found.inside(whole)[0]:
            less, size = gap.sizes
            if size < _LEAST or 2 * less > size:
                continue
            if gap.b0 == 0 or gap.b1 == len(text.tokens):
                around += _lines_of_a_site(text, gap.b0, gap.b1)
            elif _is_inserted(text.slice(gap.b0, gap.b1)):
                within += size
    told = Extra(within, around)
    return (NOTHING, told) if fuller else (told, NOTHING)


def _is_inserted(piece: str) -> bool:
    """Whether what only one text has is an insertion, and no further paragraph or sentence."""
    piece = piece.strip()
    mark = len(piece) < MARK and not _STOP.search(piece) and foreign(piece)
    return mark or _is_of_a_site(piece)


def _lines_of_a_site(reading: Reading, start: int, end: int) -> int:
    """How many tokens are of lines that a site puts around an article."""
    lines = reading.slice(start, end).split("\n")
    return len(shadow("\n".join(line for line in lines if _is_of_a_site(line))))


def _is_of_a_site(line: str) -> bool:
    """Whether most of a line is what sites say of themselves or to their readers.

    >>> _is_of_a_site("扫码关注公众号，下载客户端。"), _is_of_a_site("他收藏了地图，没有人知道。")
    (True, False)
    """
    if len(line) > _LONG:
        return False
    clauses = [clause for clause in _CLAUSE.split(line) if clause.strip()]
    site = sum(has_boilerplate_word(clause) for clause in clauses)
    return bool(_CONTACT.search(line)) or 2 * site > len(clauses)


class Known(NamedTuple):
    """What is known of the articles of a cluster, by number."""

    pages: Sequence[Head]
    tokens: NDArray[np.uint32]
    script: str | None  # of the corpus
    compared: "Compared"


def survivors(kept: Mapping[int, int], known: Known, settings: Settings) -> dict[int, int]:
    """The same stars as `kept`, each around the article of it that is to be kept."""
    members: dict[int, list[int]] = {}
    for small, large in kept.items():
        members.setdefault(large, [large]).append(small)
    best: dict[int, int] = {}
    for group in members.values():
        every = frozenset(group)
        able = [i for i in group if every - {i} <= known.compared.takes.get(i, set())]
        chosen = min(able or group[:1], key=_worth(group, known, settings))
        best.update((i, chosen) for i in group if i != chosen)
    return best


def main_script(pages: Iterable[Head]) -> str | None:
    """The script that most pages were written in and have still."""
    counts = Counter(page.script for page in pages if page.script and page.script != CONVERTED)
    return max(counts, key=lambda script: (counts[script], script), default=None)


def _worth(
    group: Sequence[int], known: Known, settings: Settings
) -> Callable[[int], tuple[object, ...]]:
    """The order in which articles of a cluster are to be kept, the first one first."""
    found = known.compared
    extra = {i: found.extras.get(i, NOTHING) for i in group}
    clean = {i: int(known.tokens[i]) - sum(extra[i]) for i in group}
    sizes = sorted(clean.values())
    full = FULL * sizes[len(sizes) // 2]
    settled = well_set([known.pages[i] for i in group])

    def worth(i: int) -> tuple[object, ...]:
        page = known.pages[i]
        return (
            *first_asked(page, settings),
            clean[i] < full,
            found.damage[i],
            extra[i].within,
            *settled(page, known.script),
            extra[i].around > 0,
            not page.title,
            -int(clean[i] / max(STEP * sizes[-1], 1)),
            page.date or "9999",
            -found.merit.get(i, 0.0),
            i,
        )

    return worth


def well_set(group: Iterable[Head]) -> Settled:
    """What tells of pages of one text whether they are set otherwise than best.

    Not in paragraphs: merged into a block, or every line wrapped; then in another script.
    """
    most = max(page.breaks for page in group)

    def settled(page: Head, script: str | None) -> tuple[bool, bool]:
        return 2 * page.breaks < most, bool(page.script and page.script != script)

    return settled


def first_asked(page: Head, settings: Settings) -> tuple[object, ...]:
    """What is asked of an article before all else; pages without a day or number come last."""
    if settings.column:
        value = settings.column(page.path)
        return (-value if isinstance(value, int | float) and value == value else inf,)
    if settings.keep == "earliest":
        return (page.date or "9999",)
    if settings.keep == "latest":
        return (not page.date, [-ord(char) for char in page.date or ""])
    if settings.keep == "first":
        return (page.path,)
    return ()
