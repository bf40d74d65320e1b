"""An article as Markdown: its blocks, emphasis, code, links and pictures, as edits of its words.

Everything here happens after all other stages, so none of them meets a mark. What a page says of
its structure comes as `Link`s of the kinds below; a text that is Markdown has its marks already,
and only indentation and empty lines are put back.

CommonMark with the tables of GFM and formulas between dollars. Words that would read as a mark are
escaped. Emphasis begins and ends at a letter, for CommonMark takes `**“一”**二` for no emphasis.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.html.links import PICTURES, picture, reads_as_link
from pipeline.model.article import Link
from pipeline.model.edits import Edit
from pipeline.model.lines import lines
from pipeline.model.protected import CODE, Protected

_CELL = " | "
_PAIRS = {"strong": "**", "emphasis": "*", "inline": "`", "formula": "$"}
_LISTED = re.compile(r"(\s*)(?:[-*+]|(\d{1,9})[.)])(?: |$)")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_QUOTED = re.compile(r"(?:\s{0,3}> ?)*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]) ")
# Marks at the start of a block, and those anywhere, with what makes them one.
_AT_START = re.compile(
    r"#{1,6}(?= |$)|[-+*](?= |$)|\d{1,9}(?P<dot>[.)])(?= |$)|[>|]|-(?=[- ]*$)|_(?=[_ ]*$)|=(?==*$)"
)
_MARK = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|\*(?! )|(?<! )\*|(?<!\w)_|_(?!\w)|(?<=_)_|_(?=_)|\](?=[(\[:])"
    r"|<(?=[A-Za-z/!?])|&(?=#\d+;|#[xX][0-9a-fA-F]+;|\w{2,31};)|~(?=~)|(?<=~)~"
)
_IN_LABEL = re.compile(r"[\[\]\\]")
_FENCED = re.compile(r"\s*(?:```|~~~)")
_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class _Unit:
    """Lines of a text that are one block: a paragraph, an item, a row, a block of code."""

    start: int
    end: int
    whole: bool  # its line breaks stay as they are
    containers: str = ""
    leaf: str = ""
    first: str = ""  # what is put before its first line
    rest: str = ""  # and before the others
    line: str = ""  # its first line as it will stand, as far as others look at it


def markdown_edits(
    text: str, links: Sequence[Link], kept: Sequence[Protected], *, page: bool
) -> Iterator[Edit]:
    r"""Edits that make Markdown of a text whose lines are its paragraphs.

    `kept` are its protected spans. `page` says that it comes from a page, and is no Markdown yet.

    >>> links = [Link(0, 2, "", "##", "block"), Link(3, 4, "- 1", "", "block"), Link(5, 7, "- 2", "", "block")]
    >>> text = "一二\n三\n四*\n# 五"
    >>> made = sorted(markdown_edits(text, links, (), page=True), reverse=True)
    >>> for edit in made:
    ...     text = text[:edit.start] + edit.new + text[edit.end:]
    >>> text
    '## 一二\n\n- 三\n- 四\\*\n\n\\# 五'
    """  # noqa: E501 - a doctest is one line
    put = _Insertions()
    units = list(_units(text, links, kept))
    _lay_out(text, units, page=page)
    for before, unit, after in zip([None, *units], units, [*units[1:], None], strict=False):
        if before:
            put.add(unit.start, 0, _gap(before, unit, after)[1:], "block")
        _put_block(text, unit, put, page=page)
    _put_tables(text, units, put)
    if page:
        _put_inline(text, units, links, kept, put)
    else:
        for link in links:
            if link.kind == "link" and reads_as_link(text, link, ()):
                put.pair(link, "[", f"]({link.url})", 0)
    for link in links:
        if link.kind in PICTURES:
            put.picture(text, link)
    yield from put.edits()


class _Insertions:
    """What is put at each place, in the order in which it stands there."""

    def __init__(self) -> None:
        self.places: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
        self.swaps: list[Edit] = []  # what stands instead of other marks

    def add(self, at: int, rank: int, new: str, rule: str, second: int = 0) -> None:
        """Put something at a place; lower ranks stand first."""
        if new:
            self.places[at].append((rank, second, new, rule))

    def pair(self, link: Link, opening: str, closing: str, depth: int) -> None:
        """Put marks around words; those of greater depth stand within others."""
        rule = "link" if link.kind == "link" else link.kind
        self.add(link.hi, 1, closing, rule, -depth)
        self.add(link.lo, 7, opening, rule, depth)

    def picture(self, text: str, link: Link) -> None:
        """Put a picture where it belongs: within a line, or as a block of its own."""
        at, new = picture(text, link)
        if link.kind == "above":
            self.add(at, 1, f"{new.strip()}\n\n", "picture")
        elif link.kind == "below":
            self.add(at, 5, f"\n\n{new.strip()}", "picture")
        else:
            self.add(at, 2 if link.kind == "after" else 6, new, "picture")

    def edits(self) -> Iterator[Edit]:
        """One edit for each place."""
        yield from self.swaps
        for at, some in self.places.items():
            some.sort(key=lambda one: one[:2])
            rules = [rule for *_, rule in some]
            named = next((rule for rule in ("link", "picture") if rule in rules), rules[0])
            yield Edit(at, at, "".join(new for _, _, new, _ in some), named)


def _units(text: str, links: Sequence[Link], kept: Sequence[Protected]) -> Iterator[_Unit]:
    """The blocks of a text, in order; the lines of code and of a long formula stay together."""
    blocks = sorted(link for link in links if link.kind == "block")
    wholes = [one for one in kept if one.kind in (*CODE, "formula")]
    wholes = [one for one in wholes if one.kind in CODE or "\n" in text[one.start : one.end]]
    at = near = 0
    unit: _Unit | None = None
    for start, end, line in lines(text):
        while near < len(wholes) and wholes[near].end <= start:
            near += 1
        within = near < len(wholes) and wholes[near].start <= start
        if within and unit and unit.whole and unit.start >= wholes[near].start:
            unit.end = end
            continue
        if not within and not line.strip():
            continue
        if unit:
            yield unit
        unit = _Unit(start, end, within)
        while at < len(blocks) and blocks[at].hi <= start:
            at += 1
        if at < len(blocks) and blocks[at].lo <= start:
            unit.containers, unit.leaf = blocks[at].url, blocks[at].alt
    if unit:
        yield unit


def _lay_out(text: str, units: Iterable[_Unit], *, page: bool) -> None:
    """Say what stands before the lines of each block: the marks of quotations and of lists.

    The first block that is left of an item has its mark, the others are indented.
    """
    opened: frozenset[str] = frozenset()
    for unit in units:
        if unit.leaf.isspace():
            unit.first, unit.rest = unit.leaf, unit.leaf
        around = unit.containers.split("\t") if unit.containers else []
        for one in around:
            mark = one.partition(" ")[0]
            unit.first += f"{mark} " if mark == ">" or one not in opened else " " * (len(mark) + 1)
            unit.rest += "> " if mark == ">" else " " * (len(mark) + 1)
        opened = frozenset(around)
        if unit.leaf.startswith("row"):
            unit.line = f"{unit.first}| |"
        elif unit.whole or page:
            unit.line = f"{unit.first}~"
        else:
            unit.line = unit.first + text[unit.start : unit.end]


def _gap(before: _Unit, unit: _Unit, after: _Unit | None) -> str:
    """The line breaks between two blocks, and the marks of a quotation that goes on."""
    last, line = before.line, unit.line
    depth = min(_QUOTED.match(one)[0].count(">") for one in (last, line))  # type: ignore[index]
    other, own = _unquoted(last, depth), _unquoted(line, depth)
    rows = _ROW.match(own) and _ROW.match(other) and before.leaf == unit.leaf
    if rows and after and _RULE.match(_unquoted(after.line, depth)):
        rows = None  # the head of another table
    items = _go_on(_LISTED.match(other), _LISTED.match(own))
    bare = not own.strip() or not other.strip() or set(own.strip()) == {"="}
    if bare or items or rows:
        return "\n"
    return "\n" + ("> " * depth).rstrip() + "\n"


def _go_on(before: re.Match[str] | None, item: re.Match[str] | None) -> bool:
    """Whether two items need no empty line between: a list within one begins with a dot or a 1."""
    if not before or not item:
        return False
    deeper = len(item[1]) > len(before[1])
    return item[2] in (None, "1") if deeper else bool(item[2]) == bool(before[2]) or before[1] != ""


def _unquoted(line: str, depth: int) -> str:
    for _ in range(depth if line.count(">") >= depth else 0):
        line = line[line.index(">") + 1 :].removeprefix(" ")
    return line


def _put_block(text: str, unit: _Unit, put: _Insertions, *, page: bool) -> None:
    """Put the marks of a block: of containers, headings, fences."""
    put.add(unit.start, 3, unit.first, "block")
    words = text[unit.start : unit.end]
    if not page:
        return
    if unit.whole and (unit.leaf or not (_FENCED.match(words) or words.startswith("$$"))):
        longest = max(map(len, _TICKS.findall(words)), default=0)
        fence = "`" * max(3, longest + 1)
        language = unit.leaf.removeprefix("```")
        put.add(unit.start, 4, f"{fence}{language}\n{unit.rest}", "code")
        put.add(unit.end, 4, f"\n{unit.rest}{fence}", "code")
    elif unit.leaf.startswith("#"):
        put.add(unit.start, 4, f"{unit.leaf} ", "heading")
        if words.endswith("#"):
            put.add(unit.end - 1, 8, "\\", "escape")
    for found in re.finditer("\n", words) if unit.rest else ():
        put.add(unit.start + found.end(), 3, unit.rest, "block")


def _put_tables(text: str, units: Sequence[_Unit], put: _Insertions) -> None:
    """Put bars around the rows of each table, and the line below its first."""
    rows: dict[str, list[_Unit]] = defaultdict(list)
    group, last = 0, None
    for unit in units:
        if unit.leaf.startswith("row"):
            group += last != (unit.leaf, unit.containers)
            rows[f"{group}"].append(unit)
        last = (unit.leaf, unit.containers)
    for table in rows.values():
        wide = max(text.count(_CELL, unit.start, unit.end) for unit in table) + 1
        for i, unit in enumerate(table):
            missing = wide - 1 - text.count(_CELL, unit.start, unit.end)
            put.add(unit.start, 4, "| ", "table")
            rule = "" if i else f"\n{unit.rest}|{' --- |' * wide}"
            put.add(unit.end, 3, " |" + "  |" * missing + rule, "table")


def _put_inline(
    text: str,
    units: Sequence[_Unit],
    links: Sequence[Link],
    kept: Sequence[Protected],
    put: _Insertions,
) -> None:
    """Put marks around words, and escape those that would read as marks."""
    pairs = sorted(one for one in links if one.kind == "link" or one.kind in _PAIRS)
    silent = [one for one in kept if one.kind not in (*CODE, "target")]
    at = near = 0
    for unit in units:
        own = []
        while at < len(pairs) and pairs[at].lo < unit.end:
            if pairs[at].lo >= unit.start and pairs[at].hi <= unit.end and not unit.whole:
                own.append(pairs[at])
            at += 1
        spoken = []
        while near < len(silent) and silent[near].start < unit.end:
            spoken.append((silent[near].start, silent[near].end))
            near += 1
        if unit.whole:
            continue
        chosen = _fitting(text, unit, own)
        for one in chosen:
            if one.kind == "link":
                put.pair(one, "[", f"]({one.url})", 0)
            elif one.kind == "inline":
                ticks = "`" * (1 + max(map(len, _TICKS.findall(text[one.lo : one.hi])), default=0))
                pad = " " if "`" in (text[one.lo], text[one.hi - 1]) else ""
                put.pair(one, ticks + pad, pad + ticks, 2)
            else:
                mark = _PAIRS[one.kind]
                put.pair(one, mark, mark, 2 if one.kind == "formula" else 1)
        for lo, hi in spoken:
            if text.startswith(("\\(", "\\["), lo):
                mark = "$" if text[lo + 1] == "(" else "$$"
                put.swaps += (Edit(at, at + 2, mark, "formula") for at in (lo, hi - 2))
        _escape(text, unit, chosen, spoken, put)


def _fitting(text: str, unit: _Unit, pairs: Iterable[Link]) -> list[Link]:
    """The marks of a line that can stand together, code first, then links, then emphasis."""
    chosen: list[Link] = []
    turn = {"inline": 0, "formula": 0, "link": 1, "strong": 2, "emphasis": 3}
    for one in sorted(_joined(pairs), key=lambda one: turn[one.kind]):
        lo, hi = one.lo, one.hi
        if turn[one.kind] > 1:
            while lo < hi and not text[lo].isalnum():
                lo += 1
            while hi > lo and not text[hi - 1].isalnum():
                hi -= 1
            if lo == hi or (unit.leaf.startswith("#") and hi - lo > (unit.end - unit.start) * 0.8):
                continue
        elif one.kind == "link" and not reads_as_link(text, one, ()):
            continue
        one = one._replace(lo=lo, hi=hi)
        if all(_stands_with(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _joined(pairs: Iterable[Link]) -> Iterator[Link]:
    """The marks, those of one kind that touch or overlap as one."""
    open_: dict[str, Link] = {}
    for one in pairs:
        last = open_.get(one.kind)
        if last and one.kind in ("strong", "emphasis") and one.lo <= last.hi:
            open_[one.kind] = last._replace(hi=max(last.hi, one.hi))
        elif last and one.lo < last.hi:
            continue
        else:
            if last:
                yield last
            open_[one.kind] = one
    yield from open_.values()


def _stands_with(one: Link, other: Link) -> bool:
    """Whether two marks of a line can be written so that both are read."""
    stressed = one.kind in ("strong", "emphasis")
    if one.hi < other.lo or one.lo > other.hi:
        return True
    if one.hi == other.lo or one.lo == other.hi:
        return not (stressed and other.kind in ("strong", "emphasis"))
    if other.lo <= one.lo and one.hi <= other.hi:
        return stressed and other.kind == "link"
    if stressed:
        return one.lo < other.lo and other.hi < one.hi and other.kind != "strong"
    return one.kind == "link" and one.lo <= other.lo and other.hi <= one.hi


def _escape(
    text: str,
    unit: _Unit,
    chosen: Sequence[Link],
    spoken: Iterable[tuple[int, int]],
    put: _Insertions,
) -> None:
    """Put a backslash before each sign of a line that would read as a mark."""
    start, end = unit.start, unit.end
    silent = sorted([*spoken, *((x.lo, x.hi) for x in chosen if x.kind in ("inline", "formula"))])
    row = unit.leaf.startswith("row")
    signs = {found.start() for found in _MARK.finditer(text, start, end)}
    for one in chosen:
        if one.kind == "link":
            signs |= {found.start() for found in _IN_LABEL.finditer(text, one.lo, one.hi)}
    words = text[start:end]
    dollars = [start + found.start() for found in re.finditer(r"\$", words)]
    if len(dollars) > 1 or (dollars and any(one.kind == "formula" for one in chosen)):
        signs |= set(dollars)
    signs = {at for at in signs if not any(lo <= at < hi for lo, hi in silent)}
    if row:
        bars = {start + found.start() for found in re.finditer(r"\|", words)}
        signs |= bars - {start + found.start() + 1 for found in re.finditer(r" \| ", words)}
    if first := _AT_START.match(words):
        dot = first.start("dot")
        signs.add(start + max(dot, 0) if dot >= 0 else start)
    for at in signs:
        put.add(at, 8, "\\", "escape")


def take_indentation(text: str, kept: Sequence[Protected]) -> Iterator[tuple[Edit, Link]]:
    r"""The indentation of a text that is Markdown: edits without it, and where it stood.

    Only of items within items, and of what goes on within one.

    >>> taken = take_indentation("- 一\n  - 二\n\n    三\n四\n  五", ())
    >>> [(edit[:2], link.alt) for edit, link in taken]
    [((4, 6), '  '), ((11, 15), '    ')]
    """
    listed = False
    blocks = [one for one in kept if one.kind in CODE]
    near = 0
    for start, end, line in lines(text):
        while near < len(blocks) and blocks[near].end <= start:
            near += 1
        bare = line.lstrip(" ")
        if not bare or (near < len(blocks) and blocks[near].start <= start):
            continue
        indent = len(line) - len(bare)
        listed = bool(_ITEM.match(line)) or (listed and indent > 0)
        if listed and indent:
            there = Link(start + indent, end, "", " " * indent, "block")
            yield Edit(start, start + indent, "", "indent"), there
