"""Boilerplate cut by rules that people wrote: notices, buttons, forms, lists of other articles.

What one line can't prove its place can: above the text, below it, or in a run of boilerplate
between two bodies. Within the body words alone prove nothing: a line goes there only from a page
that shows other boilerplate too. Running text, and what the author set apart, is never cut.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import NamedTuple

from pipeline.boilerplate.cut.edges import frame
from pipeline.boilerplate.cut.headlines import (
    LONGEST_HEADLINE,
    behind,
    broken_off,
    dated_headlines,
    listed_headlines,
)
from pipeline.boilerplate.cut.known import ABOVE, known_lines, rule_of
from pipeline.boilerplate.cut.listing import contents, listed_lines
from pipeline.boilerplate.cut.parts import glued_to_the_end, glued_to_the_start, parts_of
from pipeline.boilerplate.cut.stray_code import CODE_RULE as STRAY_CODE
from pipeline.boilerplate.cut.stray_code import stray_code
from pipeline.metadata.layout import ends_sentence, fold, prose
from pipeline.metadata.wording import WORDING_RULE as PAGE_WORDS
from pipeline.metadata.wording import buttons_only, page_worded, words_of
from pipeline.model.edits import Edit
from pipeline.model.lines import cuts, lines
from pipeline.model.rules import Rule

# What portals glue to the last line; judged without it, the line may be a caption or a credit.
_BACK = re.compile(r"(?<=.)[▲△▼]? ?返回[^\s,。]{1,10}, ?查看更多[ ]?(?:责任编辑: ?)?$")
# Lines a board says of who wrote a post, and characters of one: a name, a rank, a number.
_RANKS, _RANK = 3, 12
_EVERY_PART = (
    3  # times that a button stands on a page, beside a heading each; a refrain has more words
)
_REFRAIN = 3  # times that a page of short lines says one, the least
_PHONE = re.compile(r"\d{3,4}-?\d{4}|\d{7}")
_SPEECH = '“"‘「『'
# Where rules that need a neighbour are believed.
_BESIDE = {
    "head": ("beside", "beside-head"),
    "middle": ("beside",),
    "tail": ("beside", "beside-tail"),
}
_DIGITS = 19  # of the number of a section; a line of thousands is none
_PROOF = 2
"""Sure lines of boilerplate before others are believed: in a run between two bodies, on a page
without running text, and on the whole page for a line within the body."""
_WORDED = 2
"""Lines above and below a text that say little but words of a page, and count as a sure one."""


class _Page(NamedTuple):
    """A page's lines, folded, and what is known of them.

    `soft` are lines that the author set apart, `gone` those above which boilerplate stood that is
    cut already, `shown` says whether the page is known to carry boilerplate.
    """

    folded: Sequence[str]
    known: dict[int, Rule]
    soft: frozenset[int]
    gone: frozenset[int]
    title: str
    shown: bool


class _Block(NamedTuple):
    """Lines `first` to `last` without running text; `zone` is head, tail or middle."""

    first: int
    last: int
    zone: str


def strip_edits(
    text: str,
    title: str | None = None,
    gone: frozenset[int] = frozenset(),
    code: frozenset[int] = frozenset(),
    soft: frozenset[int] = frozenset(),
    *,
    headed: bool = False,
) -> Iterator[Edit]:
    r"""Edits that cut boilerplate; a line that only repeats `title` goes too.

    `gone` are the numbers of lines above which boilerplate stood that is cut already, `code`
    those of lines of code, and `soft` those of Markdown's quotations, items, headings and rows:
    none of these is known, and they stand for running text. Of a page that is `headed` the lines
    that stated its facts are cut already.

    >>> page = "清晨六点,天还没有亮,他已经走在路上。\n责任编辑:王小明\n相关阅读\n小城故事"
    >>> [(page[e.start:e.end], e.rule) for e in strip_edits(page)]
    [('\n责任编辑:王小明', 'staff-credits'), ('\n相关阅读', 'related'), ('\n小城故事', 'related')]
    """
    folded_text = fold(text)
    folded = folded_text.split("\n")
    if "查看更多" in folded_text:
        folded = [_BACK.sub("", line) if "查看更多" in line else line for line in folded]
    cut = dict.fromkeys(stray_code(folded, code | soft), STRAY_CODE)
    running = [
        i not in cut and (i in code or i in soft or prose(line)) for i, line in enumerate(folded)
    ]
    soft = soft | code | listed_lines(folded)
    known = {i: rule for i, rule in known_lines(folded, running).items() if i not in soft}
    if not any(running):
        soft |= _refrains(folded, known)
        known = {i: rule for i, rule in known.items() if i not in soft}
    named = fold(title.strip()) if title else ""
    sure = {i for i, rule in known.items() if not _needs_neighbour(rule)}
    framed = frame(folded, sure | {*cut}, soft, named, gone | {0} if headed else gone)
    running = [runs and i not in framed for i, runs in enumerate(running)]
    page = _Page(folded, known, soft, gone, named, shown=False)
    blocks = list(_blocks(running, known))
    page = page._replace(shown=_is_shown(page, blocks, len(cut)))
    if page.shown:
        cut.update(dict.fromkeys(contents(folded, code), "contents"))
    for block in blocks:
        cut.update(_boilerplate(block, page))
    cut = dict.fromkeys(framed, PAGE_WORDS) | cut
    within = _edits_within(folded_text, folded, cut, soft)
    if cut:
        yield from cuts(lines(text), cut)
    yield from within


def _edits_within(
    folded_text: str, folded: Sequence[str], cut: dict[int, str], soft: frozenset[int]
) -> list[Edit]:
    """Edits that cut parts of lines which stay; lines of which nothing would are put into `cut`."""
    starts = [0, *accumulate(len(line) + 1 for line in folded_text.split("\n"))]
    parts = parts_of(folded_text, starts, cut)
    glued = glued_to_the_end(folded, starts, cut, soft)
    above = list(glued_to_the_start(folded, starts, cut, soft))
    of_lines = (*above, *glued)
    return [
        *of_lines,
        *(
            edit
            for i, mine in parts.items()
            if i not in cut
            for edit in mine
            if all(edit.end <= one.start or edit.start >= one.end for one in of_lines)
        ),
    ]


def _refrains(folded: Sequence[str], known: Collection[int]) -> frozenset[int]:
    """The lines that verse says again and again: its subject, be they 上一页 and 下一页.

    Verse is a page of short lines without a figure; what frames it stands above and below.
    """
    first, last = 0, len(folded) - 1
    while first in known:
        first += 1
    while last in known:
        last -= 1
    amid = [line.strip() for line in folded[first : last + 1]]
    if any(char.isdecimal() for line in amid for char in line):
        return frozenset()
    counts = Counter(line.strip() for line in folded)
    said = {line for line in amid if line and counts[line] >= _REFRAIN}
    return frozenset(i for i, line in enumerate(folded) if line.strip() in said)


def _is_shown(page: _Page, blocks: Sequence[_Block], stray: int) -> bool:
    """Whether a page carries boilerplate: sure lines, some cut already, or many page words."""
    sure = sum(not _needs_neighbour(rule) for rule in page.known.values())
    edges = [block for block in blocks if block.zone != "middle"]
    worded = {i for block in edges for i in _worded(block, page) if i not in page.known}
    return sure + len(page.gone) + bool(stray) + len(worded) // _WORDED >= _PROOF


def _blocks(running: Sequence[bool], known: dict[int, Rule]) -> Iterator[_Block]:
    """The runs of lines between running text, in order."""
    last = len(running)
    body = [i for i, runs in enumerate(running) if runs and i not in known]
    if not body:
        yield _Block(0, last - 1, "tail")
        return
    for before, after in zip([-1, *body], [*body, last], strict=True):
        if after - before > 1:
            zone = "head" if before < 0 else "tail" if after == last else "middle"
            yield _Block(before + 1, after - 1, zone)


def _boilerplate(block: _Block, page: _Page) -> dict[int, str]:
    """The lines of a block that go, with the rule for each."""
    here = {i: page.known[i] for i in range(block.first, block.last + 1) if i in page.known}
    sure = [rule for rule in here.values() if not _needs_neighbour(rule)]
    amid = block.zone == "middle" or len(page.folded) == block.last - block.first + 1
    proven = not amid or (len(sure) >= _PROOF and page.shown)
    if block.zone == "head" or not proven:
        # What holds below a text only may stand in the file before what holds here.
        here = {i: rule_of(page.folded[i], ABOVE) or rule for i, rule in here.items()}
    ends = set(_ends(block, here)) if amid and block.zone == "tail" else set()
    cut = {
        i: rule.id
        for i, rule in here.items()
        if _holds(rule, block.zone, proven or i in ends, page.shown)
    }
    gone = [i for i in page.gone if block.first <= i <= block.last]
    beside = _beside(here) | {*gone}
    stands = {line.strip(): i for i, line in enumerate(page.folded)} if beside else {}
    for i, rule in here.items():
        # A label of a form, or of an address that follows it: its neighbours tell.
        near = rule.extra.get("zone") in _BESIDE[block.zone] and i in beside
        if near and proven and not _numbers(page.folded[i].strip(), i, stands):
            cut[i] = rule.id
    if page.shown:
        cut = dict.fromkeys(_worded(block, page), PAGE_WORDS) | cut
    if block.zone == "head":
        return cut | _echoes(block, page, {}) | (_among(block, page, cut) if page.title else {})
    if proven:
        cut.update(_lists(block, page, here, cut))
        cut.update(_echoes(block, page, cut))
    if block.zone == "tail" or (proven and len(sure) > _PROOF):
        cut.update(_between(page, here, cut, gone))
    if block.zone == "tail" and block.first:
        over = [i for i in cut if i in here and here[i].extra.get("over")]
        cut = dict.fromkeys(behind(page.folded, over, block.last), "behind-the-end") | cut
        last = dated_headlines(page.folded, block.first, block.last, cut)
        cut.update(dict.fromkeys(last, "dated-headlines"))
    return cut


def _ends(block: _Block, here: dict[int, Rule]) -> Iterator[int]:
    """The known lines that a block begins and ends with: the edges of a page of short lines."""
    for order in (
        range(block.first, block.last + 1),
        range(block.last, block.first - 1, -1),
    ):
        for i in order:
            if i not in here:
                break
            yield i


def _holds(rule: Rule, zone: str, proven: bool, shown: bool) -> bool:
    """Whether a rule that needs no neighbour holds in a zone of a page."""
    where = rule.extra.get("zone", "edge")
    if where == "any":
        return shown or zone != "middle" or bool(rule.extra.get("contact"))
    return proven and (where in ("edge", zone) or (zone == "middle" and where == "tail"))


def _worded(block: _Block, page: _Page) -> Iterator[int]:
    """The lines of a block that say little but words of a page; amid text, bars of buttons only."""
    amid = block.zone == "middle"
    says_little = buttons_only if amid else page_worded
    for i in range(block.first, block.last + 1):
        line = page.folded[i]
        if (
            i not in page.soft
            and line.strip() != page.title
            and (says_little(line) or (amid and words_of(line).share == 1 and _often(page, line)))
        ):
            yield i


def _often(page: _Page, line: str) -> bool:
    """Whether a short line stands so often on a page that it is a button beside every part."""
    return len(line) <= _RANK and page.folded.count(line) >= _EVERY_PART


def _lists(
    block: _Block, page: _Page, here: dict[int, Rule], cut: dict[int, str]
) -> dict[int, str]:
    """Headlines of other articles: under a label that says so, or cut to one length."""
    found: dict[int, str] = {}
    if block.zone == "tail":
        broken = broken_off(page.folded, block.first, block.last)
        found.update(dict.fromkeys(broken, "broken-off-headlines"))
    reached = -1  # a section within the list of another adds nothing
    for i, rule in here.items():
        if i > reached and i in cut and rule.extra.get("kind") == "section":
            for reached in listed_headlines(page.folded, i + 1, block.last):
                if reached not in cut:
                    found.setdefault(reached, rule.id)
    return found


def _echoes(block: _Block, page: _Page, cut: dict[int, str]) -> dict[int, str]:
    """The headline once more beside lines that go; speech and verse may repeat it."""
    if not page.title or page.title[0] in _SPEECH:
        return {}
    return {
        i: "title-echo"
        for i in range(block.first, block.last + 1)
        if i not in cut
        and page.folded[i].strip() == page.title
        and (i - 1 in cut or i + 1 in cut or i in page.gone)
        and i not in page.soft
    }


def _among(block: _Block, page: _Page, cut: dict[int, str]) -> dict[int, str]:
    """The short lines between boilerplate above a text of known title: names, ranks, numbers."""
    found: dict[int, str] = {}
    for before, _, gap in _gaps(cut, [-1, *(i - 0.5 for i in page.gone if i <= block.last + 1)]):
        # Above all that goes a deck may stand; an account's name in Latin letters is none.
        if before < 0 and not all(page.folded[i].isascii() for i in gap):
            continue
        if len(gap) <= _RANKS and all(
            len(page.folded[i]) <= _RANK and page.folded[i] != page.title and i not in page.soft
            for i in gap
        ):
            found.update(dict.fromkeys(gap, "between-furniture"))
    return found


def _gaps(cut: Collection[int], gone: Sequence[float]) -> Iterator[tuple[float, float, range]]:
    """The places of what goes one after the other, and the lines between.

    What is gone already stood above a line: half a number before it.
    """
    for before, after in pairwise(sorted([*cut, *gone])):
        yield before, after, range(floor(before) + 1, ceil(after))


def _beside(here: dict[int, Rule]) -> set[int]:
    """The lines in runs of known lines of which one needs no neighbour."""
    found: set[int] = set()
    run: list[int] = []
    for i in sorted(here):
        if run and i != run[-1] + 1:
            run = []
        run.append(i)
        if not _needs_neighbour(here[i]):
            found.update(run)
            run = [i]
        elif run[0] in found:
            found.add(i)
    return found


def _numbers(number: str, i: int, last: dict[str, int]) -> bool:
    """Whether a line numbers a section: the next number stands alone below, as `last` tells."""
    if not number.isdecimal() or len(number) >= _DIGITS:
        return False
    return last.get(str(int(number) + 1), -1) > i


def _needs_neighbour(rule: Rule) -> bool:
    """Whether a rule is believed only beside another one."""
    return str(rule.extra.get("zone", "edge")).startswith("beside")


def _between(
    page: _Page, here: dict[int, Rule], cut: dict[int, str], gone: Sequence[int]
) -> dict[int, str]:
    """One-off lines between two sure lines of boilerplate: names of sites, tags, odd buttons."""
    found: dict[int, str] = {}
    over = False
    for before, after, gap in _gaps(cut, [i - 0.5 for i in gone]):
        rule = here.get(int(before))
        over = over or before not in cut or bool(rule and rule.extra.get("ends"))
        most = 4 if over else 1
        longest = LONGEST_HEADLINE if over else 30
        if (
            0 < len(gap) <= most
            and all(_odd(page.folded[i], longest) and i not in page.soft for i in gap)
            and not any(i in here and _needs_neighbour(here[i]) for i in (int(before), int(after)))
        ):
            found.update(dict.fromkeys(gap, "between-furniture"))
    return found


def _odd(line: str, longest: int) -> bool:
    """Whether a line may be a name or a button: no sentence, no speech, no number to call."""
    return (
        len(line) <= longest
        and not ends_sentence(line)
        and line.lstrip()[:1] not in _SPEECH
        and ("://" in line or not _PHONE.search(line))
    )
