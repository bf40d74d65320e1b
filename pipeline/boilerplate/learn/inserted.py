"""Marks found by where they stand: what ends, begins or parts a page's paragraphs again and again.

Three kinds of places are looked at: tails (from a stop, or a line's beginning, to the line's end),
boxes (what brackets hold, anywhere) and heads (what follows a line's beginning, a stop or a comma,
as far as nearly all agree). Places whose characters have the same classes (see `tokens`) are laid
over each other; where their texts differ there is a slot.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.boilerplate.learn.addresses import shared_prefix, shared_suffix
from pipeline.boilerplate.learn.contacts import contacts
from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.learn.parted_words import in_prose
from pipeline.boilerplate.learn.tokens import CLOSERS, OPENING, STOP, Place, class_key, token_spans
from pipeline.boilerplate.learn.unwritten import (
    LEAST_PLACES,
    Mark,
    drawn,
    foreign_to_prose,
    is_code_between_signs,
    is_heading,
    strange_to_prose,
    unwritten,
)
from pipeline.boilerplate.obfuscated_urls import EMOJI, expanded, skeleton
from pipeline.boilerplate.shapes import credit
from pipeline.characters.han_letters import han
from pipeline.model.lines import FULL_STOPS

AGREE = 0.85  # of the places of a head, at least, share the next token
_LONGEST = 80  # characters of a mark
_HEAD = 40  # of a head
_APART = 3  # different neighbours, the least: the same sentence said again has the same ones
_TOLD = 0.2  # of the places, at most, where the next letter is one that follows a subject
_FEW = 12  # single tails kept of a page, for its site to prove
_LEADING = ("点击", "点开", "戳", "长按", "扫描", "搜索")  # a call whose object the mark is
_GOING_ON = frozenset("的是将在和与有为称说》也已还了着过们")
# Lines with links, code, quotations, headings and lists of Markdown are their author's.
_MARKDOWN = re.compile(r"\]\(|`|^ *(?:>(?!>)|#{1,6} |\|.*\|$|\*\*|[-*+] |[0-9]+\. )")
_ENDED = frozenset(FULL_STOPS + "；”’」』")
_PARTING = frozenset("。！？…；，、：“”‘’<")
_START = re.compile(
    "(?:^|[。！？…；，][”’」』]?)[ \u3000]*(?=([^\n。！？…；，”’」』 \u3000]{2}))", re.MULTILINE
)
_BOX = re.compile(
    f"[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSERS)}\n]{{2,40}}[{re.escape(CLOSERS)}]"
    f"|(?<![{EMOJI}])[{EMOJI}]+[^{EMOJI}。！？…\n]{{2,24}}[{EMOJI}]+"
    "|(?<=[。！？…；”]) [^ 。！？…；\n]{2,30}(?: [^ 。！？…；\n]{2,16})? (?=[^ ])"
)
_BOX_SIGN = re.compile(f"[{re.escape(OPENING)}{EMOJI} ]")
_HAN = re.compile("[一-鿿]")
_OTHER = "[^一-鿿。！？…；：，、“”‘’《》（）\n]"
_FOREIGN = re.compile(
    f"(?:^|(?<=[。！？…；，”])) ?(?! ){_OTHER}{{3,90}}(?<![0-9])(?=[一-鿿“])"
    f"|(?<=[一-鿿]){_OTHER}{{3,90}}(?=[。！？；])"
)
_THREE = re.compile(f"{_OTHER}{_OTHER}{{2}}")


def inserted(lines: Sequence[str], known: Sequence[str] = ()) -> list[Item]:
    r"""The marks of a page by position but for those known by their form; key a pattern.

    >>> page = [f"这句话里说的其实是{n}。（某某网 第{i}段）" for i, n in enumerate("雨雪风云")]
    >>> [(item.lines, item.proven, item.text) for item in inserted(page)]
    [(4, True, '这句话里说的其实是雨。（某某网 第0段）')]
    """
    rows = ["" if _MARKDOWN.search(line) else line for line in lines]
    tails, single = _tails(rows)
    boxes = _boxes(rows)
    groups = [
        *((group, True) for group in tails),
        *((group, False) for group in boxes if len(group) >= LEAST_PLACES),
        *((group, False) for group in contacts(rows)),
        *((group, False) for group in _heads(rows)),
        *((group, False) for group in _of_one_template(rows, _FOREIGN, _THREE)),
        *((group, True) for group in single),
        *((group, False) for group in boxes if len(group) < LEAST_PLACES),
    ]
    found: dict[str, Item] = {}
    few = 0
    text = "".join(rows)
    size = sum(map(bool, rows)), sum(map(text.count, "。！？"))
    for group, at_end in groups:
        if few == _FEW:
            break
        mark = _mark(rows, group, at_end, size)
        item = _item(mark, lines) if mark and not _is_known(mark, known) else None
        if item and not any(_bare(item.key) in _bare(other) for other in found):
            found[item.key] = item
            few += len(group) < LEAST_PLACES
    return list(found.values())


def _bare(pattern: str) -> str:
    return re.sub(r"\(\?<?!\[.*?\]\)", "", pattern)


def _is_known(mark: Mark, known: Sequence[str]) -> bool:
    bare = skeleton(mark.text) if known else ""
    return any(name in mark.text or mark.text in name or name == bare for name in known)


def _tails(rows: Sequence[str]) -> tuple[list[list[Place]], list[list[Place]]]:
    """Groups of tails of one template, and those of one or two places behind a whole sentence."""
    often = Counter(row[-4:] for row in rows)
    found: dict[str, list[Place]] = defaultdict(list)
    last_words: dict[str, list[Place]] = defaultdict(list)
    for i, row in enumerate(rows):
        # A line that ends as a sentence does has a mark only where others end so too.
        if not row or (row[-1] in _ENDED and often[row[-4:]] < LEAST_PLACES):
            continue
        low = max(0, len(row) - _LONGEST)
        starts = [stop.end() for stop in STOP.finditer(row, low) if stop.end() < len(row)]
        for start in (*([0] if not low else []), *starts[-3:]):
            while row[start : start + 1] in (" ", "\u3000"):
                start += 1
            if len(row) - start > 1:
                place = Place(i, start, len(row), "stop" if start else "start")
                found[class_key(row[start:])].append(place)
        blank = row.rfind(" ", low) + 1
        if blank and 3 < len(row) - blank < _HEAD and "/" not in row[blank:]:
            last_words[class_key(row[blank:])].append(Place(i, blank, len(row), "blank"))
    groups, taken = _apart_from_larger(found.values())
    few = [group for group in found.values() if len(group) < LEAST_PLACES]
    rest = [place for group in few for place in group if place.line not in taken]
    last = {place.line: place.start for place in sorted(rest)}
    single = [
        group for group in few if all(last.get(place.line) == place.start > 0 for place in group)
    ]
    return [*groups, *_apart_from_larger(last_words.values())[0], *_varied(rows, rest)], single


def _apart_from_larger(groups: Iterable[list[Place]]) -> tuple[list[list[Place]], set[int]]:
    """The groups that stand on most lines, of those of the same lines the longest; their lines."""
    kept: list[list[Place]] = []
    taken: set[int] = set()
    for group in sorted(groups, key=lambda one: (-len(one), one[0].start - one[0].end, one[0])):
        if (
            len(group) >= LEAST_PLACES
            and sum(place.line in taken for place in group) < len(group) / 2
        ):
            kept.append(group)
            taken |= {place.line for place in group}
    return kept, taken


def _varied(rows: Sequence[str], rest: Sequence[Place]) -> Iterator[list[Place]]:
    """Groups of tails that begin and end alike: between stands a name, of a reader or a town."""
    found: dict[str, dict[int, Place]] = defaultdict(dict)
    for place in sorted(rest):  # of those of a line the shortest
        classes = class_key(rows[place.line][place.start : place.end])
        if len(classes) > 4 and rows[place.line][-1] not in _ENDED:
            found[classes[-3:]][place.line] = place
    for _, group in sorted(found.items()):
        if len(group) >= LEAST_PLACES:
            yield list(group.values())


def _boxes(rows: Sequence[str]) -> list[list[Place]]:
    """Groups of what brackets hold, or blanks on both sides behind a stop, but at line ends."""
    found = _of_one_template(rows, _BOX, _BOX_SIGN)
    within = ([p for p in group if p.end < len(rows[p.line])] for group in found)
    return [_extended(rows, group) for group in within if group]


def _of_one_template(
    rows: Sequence[str], pattern: re.Pattern[str], part: re.Pattern[str]
) -> list[list[Place]]:
    """Groups of the matches of a pattern, each with `part` in it, of characters of one class."""
    found: dict[str, list[Place]] = defaultdict(list)
    for i, row in enumerate(rows):
        for run in pattern.finditer(row) if part.search(row) else ():
            start, end = run.span()
            before = row[start - 1 : start]
            where = "stop" if before in _ENDED else "comma" if before in "，," else "inside"
            found[class_key(run[0])].append(Place(i, start, end, where if start else "start"))
    return [group for _, group in sorted(found.items())]


def _extended(rows: Sequence[str], group: list[Place]) -> list[Place]:
    """The places with what follows at all of them: `第3页/共14页` behind a call in brackets."""
    if len(group) < LEAST_PLACES:
        return group
    afters = [rows[place.line][place.end : place.end + _HEAD] for place in group]
    size = len(shared_prefix([class_key(after) for after in afters]))
    same = next((i for i, kind in enumerate(class_key(afters[0])[:size]) if kind in _PARTING), size)
    if same < 2:
        return group
    return [
        place._replace(end=place.end + token_spans(after)[same - 1][1])
        for place, after in zip(group, afters, strict=True)
    ]


def _heads(rows: Sequence[str]) -> Iterator[list[Place]]:
    """Groups of what begins lines, sentences and clauses alike, as far as nearly all agree."""
    starts = [
        (i, found.end(), found[1], found[0][:1])
        for i, row in enumerate(rows)
        for found in _START.finditer(row)
    ]
    often = Counter(two for _, _, two, _ in starts)
    windows: list[tuple[str, Place]] = []
    for i, start, two, before in starts:
        if often[two] >= LEAST_PLACES or not _HAN.match(two):
            where = "start" if not start else "comma" if before == "，" else "stop"
            window = rows[i][start : start + _HEAD]
            windows.append((class_key(window), Place(i, start, start, where)))
    for group, size in _nodes(windows, 0):
        found = [
            place._replace(
                end=place.start
                + token_spans(rows[place.line][place.start : place.start + _HEAD])[size - 1][1]
            )
            for place in group
        ]
        boxed = rows[found[0].line][found[0].start] in OPENING
        if boxed or all(place.end - place.start < _HEAD for place in found):  # else it goes on
            yield found


def _nodes(windows: Sequence[tuple[str, Place]], size: int) -> Iterator[tuple[list[Place], int]]:
    """Places that begin with the same tokens, and how many, wherever they go on differently."""
    while True:
        parts: dict[str, list[tuple[str, Place]]] = defaultdict(list)
        for window in windows:
            parts[window[0][size : size + 1]].append(window)
        parts.pop("", None)
        best = max(parts.values(), key=lambda part: (len(part), part[0]), default=[])
        if len(best) < max(LEAST_PLACES, AGREE * len(windows)):
            break
        windows, size = best, size + 1
    if size > 2:
        yield [place for _, place in windows], size
    if size < 4:
        for _, part in sorted(parts.items()):
            if len(part) >= LEAST_PLACES:
                yield from _nodes(part, size + 1)


def _mark(
    rows: Sequence[str], group: Sequence[Place], at_end: bool, size: tuple[int, int]
) -> Mark | None:
    """What stands at the places of a group, token by token; what differs between is one slot.

    `size` is how many lines of the page are not blank, and how many stops they have.
    """
    texts = [rows[place.line][place.start : place.end] for place in group]
    cut = [[text[start:end] for start, end in token_spans(text)] for text in texts]
    kinds = [class_key(text) for text in texts]
    if len(set(kinds)) > 1:
        before, after = len(shared_prefix(kinds)), len(shared_suffix(kinds))
        before = min(before, min(map(len, kinds)) - after - 1)
        if before < 0 or any(len(row) - before - after < 1 for row in cut):
            return None
        cut = [
            [*row[:before], "".join(row[before : len(row) - after]), *row[len(row) - after :]]
            for row in cut
        ]
        kind = kinds[0][:before] + "W" + kinds[0][len(kinds[0]) - after :]
        if not any(len(set(column)) == 1 for column in zip(*cut, strict=True)):
            return None
    else:
        kind = kinds[0]
    if not at_end and kind[-1] == "a":  # the next word may begin with Latin too
        ends = Counter(row[-1] for row in cut)
        end = min(ends, key=lambda one: (-ends[one], one))
        if ends[end] >= LEAST_PLACES and all(one.startswith(end) for one in ends):
            cut = [[*row[:-1], end] for row in cut]
    columns = list(zip(*cut, strict=True))
    low, high = 0, len(kind)
    while low < high and (kind[low] in "，、： " or (at_end and kind[low] in _ENDED)):
        low += 1
    while not at_end and high > low and kind[high - 1] in "，、：":
        high -= 1
    spans = [
        (p.line, p.start + sum(map(len, row[:low])), p.start + sum(map(len, row[:high])))
        for p, row in zip(group, cut, strict=True)
    ]
    wheres = frozenset("end" if at_end else place.where for place in group)
    # Of a page that is few lines the share is that of its sentences.
    share = len(group) / max(1, *(size[:1] if wheres <= {"end", "start"} else size))
    befores = [rows[line][:start].rstrip()[-1:] for line, start, _ in spans]
    closed = sum(not one or one in _ENDED for one in befores) / len(befores)
    return Mark(kind[low:high], tuple(columns[low:high]), tuple(spans), wheres, share, closed)


def _item(mark: Mark, lines: Sequence[str]) -> Item | None:
    """What a page says of a mark, if no author would have written it."""
    if len(mark.text.strip()) < 2:
        return None
    if len(mark.spans) >= LEAST_PLACES and not _apart(mark, lines):
        return None
    if (mark.wheres != {"end"} and _goes_on(mark, lines)) or is_heading(mark, lines):
        return None
    proof = unwritten(mark) if len(mark.spans) >= LEAST_PLACES else ""
    what = "insert" if proof or foreign_to_prose(mark) else "site-mark"
    if what == "site-mark" and not _may_be_of_site(mark, lines):
        return None
    told = sum(map(str.isalpha, mark.fixed)) > 1 or proof or drawn(mark.kinds, mark.columns)
    if not told and not (what == "site-mark" and is_code_between_signs(mark)):
        return None
    if not _in_prose(mark, lines):
        return None
    if mark.wheres != {"end"} and _said_elsewhere(mark, lines):
        return None
    pattern = mark.pattern(exact=bool(proof) or mark.text.count(" ") > 2)
    if what == "site-mark":
        pattern = re.sub("(?<=[a-z]):[0-9]+}", "}", pattern)
    if mark.wheres == {"end"}:
        pattern = _anchored(pattern, lines)
    elif mark.wheres == {"start"}:
        pattern = rf"(?<![^\n]){pattern}"
    line, start, end = mark.spans[0]
    shown = lines[line][max(0, start - 30) : end + 30]
    return Item(what, pattern, len(mark.spans), line, shown, bool(proof))


def _may_be_of_site(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether a page shows what its site may prove: no words alone, always behind whole sentences.

    *Left alone:* what the page says within its sentences too, labels, credits, quotations.
    """
    text = mark.text.strip()
    if any(lines[line][:start].rstrip().endswith(("：", ":")) for line, start, _ in mark.spans):
        return False  # what a label says
    if strange_to_prose(mark):
        return True
    if len(mark.spans) < LEAST_PLACES or not mark.wheres <= {"end", "stop"} or mark.closed < 1:
        return False
    constant = all(len(set(column)) == 1 for column in mark.columns)
    if not constant or han(text) < LEAST_PLACES or han(text) == len(text) or credit(text):
        return False
    if text[-1] in _PARTING or {*text} & {*"：:"} or text[0] in "“‘（(《—":
        return False
    if any(lines[line][end : end + 1] in tuple("：:，、") for line, _, end in mark.spans):
        return False  # it goes on: a label before what differs
    return sum(line.count(text) for line in lines) == len(mark.spans)


def _anchored(pattern: str, lines: Sequence[str]) -> str:
    """The pattern of a tail: at line ends, or behind stops where the page has it there too."""
    text = "\n".join(lines)
    inside = [
        text[match.start() - 1]
        for match in re.finditer(expanded(pattern), text)
        if match.start() and match.end() < len(text) and text[match.end()] != "\n"
    ]
    if inside and all(before in _ENDED or before in CLOSERS for before in inside):
        return rf"(?<![^\n。！？…；!?”’」』）)】\]]){pattern}"
    return pattern + r"(?![^\n])"


def _goes_on(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether sentences go on behind a mark as behind their subject, or lead up to it."""
    befores = [lines[line][max(0, start - 2) : start] for line, start, _ in mark.spans]
    if sum(before.endswith(_LEADING) for before in befores) > _TOLD * len(befores):
        return True
    if "<" in (mark.kinds[0], mark.kinds[-1].replace(">", "<")):
        return False
    nexts = [lines[line][end : end + 1] for line, _, end in mark.spans]
    return sum(char in _GOING_ON for char in nexts if char) > _TOLD * len(nexts)


def _in_prose(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether a mark stands beside Chinese prose, or on lines of its own between such.

    Lines that follow each other are rows of a list: of links, of numbers.
    """
    places = [Place(*span, "") for span in mark.spans]
    own = {
        p.line for p in places if not (lines[p.line][: p.start] + lines[p.line][p.end :]).strip()
    }
    listed = 2 * sum(i + 1 in own for i in own) >= len(own) > 0
    return not listed and in_prose(lines, places)


def _apart(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether what stands beside a mark differs from place to place."""
    befores, afters = set(), set()
    for line, start, end in mark.spans:
        befores.add(class_key(lines[line][max(0, start - 4) : start]))
        afters.add(class_key(lines[line][end : end + 3]))
    return befores == afters == {""} or max(len(befores), len(afters)) >= _APART


def _said_elsewhere(mark: Mark, lines: Sequence[str]) -> bool:
    """Whether the words of a mark are said in sentences too: then they are the subject."""
    name = max(re.findall(r"[一-鿿]{2,}", mark.fixed), key=len, default="")
    if han(name) < 2:
        return False
    said = sum(line.count(name) for line in lines)
    if said < 2:
        return False
    known = re.compile(expanded(mark.pattern(exact=True)))
    own = sum(match[0].count(name) for line in lines for match in known.finditer(line))
    return said > 1.2 * own + 1
