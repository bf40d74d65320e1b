"""Marks by their letters, where the words around belong together (see `parted_words`).

Of the honest words in Latin letters or signs, one in twenty stands so; of marks more than half.
Where sentences begin or end nothing is cut; there the letters themselves have to be of scripts
that no Chinese text mixes in, or be laced with signs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.boilerplate.learn.addresses import shared_prefix, shared_suffix
from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.learn.foreign_patterns import (
    account_of,
    bare_letters,
    pattern_of,
    pattern_with_account,
)
from pipeline.boilerplate.learn.parted_words import (
    CHARACTER_KINDS,
    CLAUSE_STOPS,
    LEAST_AGAIN,
    LEAST_CLAUSE,
    LEAST_PROSE,
    LONGEST_AGAIN,
    character_kinds,
    in_prose,
    may_close,
    parts_words,
    said_again,
    together,
)
from pipeline.boilerplate.learn.tokens import Place
from pipeline.boilerplate.vocabulary import has_boilerplate_word
from pipeline.characters.han_letters import han

_MARKUP = 6  # plain signs of a run, at least, by which it is markup or an encoded name
# Bits that are asked for: of 4,400 words of today's letters that 600 pages say again none has 13.
_PLAIN, _MIXED, _CUT, _CUT_BY_STRANGE = 13.0, 6.0, 3.0, 0.8
_OF_SITE = 5.0  # and of what most pages of a site have so
_LACED = 0.7  # runs for each letter of a name with signs between its letters, at least
_EVERYWHERE = 0.4  # of the paragraphs, at least, end alike; what counts up to 99 has two shapes
_BOUND = 0.9  # of all places, at least, cut one or stand where a sentence begins or ends
_GROWN = 24  # characters by which a run grows on each side while all places agree
_NAME = 8  # letters and signs of an address or account, the least
_OVER = CLAUSE_STOPS + "”’」』）)】\n"
_BRACKETS = "（(", "）)"
# Numbers of items and of scales: circled, Roman, Greek.
_NUMBERS = re.compile(
    "[\u2160-\u217f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u0391-\u03c9]+"
)
_KANA = re.compile("[\u3040-\u30ff\uac00-\ud7ff]")


# Letters and signs with a single Han, comma or blank between them, or a name that signs frame.
_RUN = re.compile("[SE]+[ah ，·]{2,24}[SE]+|[asxSE](?:[ h，]?[asxSE]+)*")
_TELLING = re.compile("[xSE]+")
_BETWEEN = re.compile(f"[^\n{CLAUSE_STOPS}，]{{0,16}}")
_REPEATED = re.compile(r"([asxSEh])\1+")
_LACED_RUN = re.compile("(?:h[asxSE，]+){2}")
_QUOTES = (
    "「」『』〈〉〔〕【】［］〖〗※·・"  # of signs, those with which authors quote, and of names
)
_CODE = re.compile("(?=[0-9A-Za-z]*[0-9])(?=[0-9A-Za-z]*[A-Za-z])[0-9A-Za-z]{6}")
_GOING_ON = frozenset("的是将和与为称说了着们")  # as behind a subject
_TOLD = 0.2  # of the places, at most, go on so


class _Run(NamedTuple):
    """Where a run stands, and what it is without signs, or its kinds where that differs."""

    place: Place
    letters: str
    shape: str


def foreign_runs(lines: Sequence[str]) -> list[Item]:
    r"""The marks of a page whose letters are foreign to it; key a pattern, all of them proven.

    >>> page = ["他忽ꓗꓮ然把缆绳解开了，船走了。", "雨停的时ꓗꓮ候，渡口的灯还亮着。"]
    >>> page += ["对岸的集ꓗꓮ市散了，雾也散了。", "老人没ꓗꓮ有回头，把船系好了。"]
    >>> [(item.key, item.lines) for item in foreign_runs(page)]
    [('ꓗꓮ', 4)]
    """
    text = "\n".join(lines)
    kinds = character_kinds(text).split("\n")
    found: dict[str, Item] = {}
    runs = list(_runs(lines, kinds))
    again = (
        group
        for group in said_again(lines)
        if parts_words(lines, text, group, _OF_SITE) or may_close(lines, group)
    )
    groups = [_grown(lines, group) for group in chain(_groups(runs), again)]
    for places in _joined(lines, groups):
        item = _item(lines, kinds, text, places)
        if item:
            found.setdefault(item.key, item)
    return list(found.values())


def _joined(lines: Sequence[str], groups: Sequence[list[Place]]) -> Iterator[list[Place]]:
    """The groups, those as one of which one follows the other at every place."""
    left = [sorted(group) for group in groups]
    while left:
        first = left.pop(0)
        for other in left:
            pairs = list(zip(*sorted((first, other)), strict=False))
            near = all(
                one.line == two.line and _BETWEEN.fullmatch(lines[one.line][one.end : two.start])
                for one, two in pairs
            )
            if near and len(first) == len(other):
                left.remove(other)
                left.insert(0, [one._replace(end=two.end) for one, two in pairs])
                break
        else:
            yield first


def _groups(runs: Sequence[_Run]) -> Iterator[list[Place]]:
    """The places of runs that are one name or account, of one shape or of other scripts."""
    for key in (_name, _account, _shape, _alphabets):
        least = LEAST_AGAIN - (key is _account)
        if len(runs) < least:
            return
        found: dict[str, list[Place]] = defaultdict(list)
        for run in runs:
            if key(run):
                found[key(run)].append(run.place)
        for _, places in sorted(found.items()):
            if len(places) >= least:
                yield places
                taken = {*places}
                runs = [run for run in runs if run.place not in taken]


def _name(run: _Run) -> str:
    return run.letters if len(run.letters) > 1 and not run.letters.isdigit() else ""


def _account(run: _Run) -> str:
    return account_of(run.letters)


def _shape(run: _Run) -> str:
    return run.shape if re.search("[xSEs]", run.shape) else ""


def _alphabets(run: _Run) -> str:
    return "x" if "x" in run.shape else ""


def _runs(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[_Run]:
    """The runs of a page with a letter of another script or a sign in them."""
    plain: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        for match in _RUN.finditer(kind):
            start, end = match.span()
            shape = match[0]
            place = Place(i, start, end, "")
            telling = _TELLING.search(shape) or _LACED_RUN.search(shape)
            if len(shape) > LONGEST_AGAIN:
                continue
            if telling or "s" in shape:
                letters = bare_letters(line[start:end])
                yield _Run(place, letters, _REPEATED.sub(r"\1", shape))
            elif shape.count("a") > 1:
                plain[line[start:end].casefold()].append((place, shape))
    for text, places in plain.items():
        if len(places) >= LEAST_AGAIN:
            letters = bare_letters(text)
            yield from (
                _Run(place, letters, _REPEATED.sub(r"\1", shape)) for place, shape in places
            )


def _grown(lines: Sequence[str], places: Sequence[Place]) -> list[Place]:
    """The places with what stands alike beside all of them."""
    rest = max(len(lines[p.line]) - p.end + p.start for p in places)
    if rest <= _GROWN / 2 and not any(
        re.search(f"[{CLAUSE_STOPS}]", lines[p.line][:-1]) for p in places
    ):
        return [p._replace(start=0, end=len(lines[p.line])) for p in places]
    befores = [lines[p.line][max(0, p.start - _GROWN) : p.start] for p in places]
    afters = [lines[p.line][p.end : p.end + _GROWN] for p in places]
    left = re.split(f"[{CLAUSE_STOPS}，]", shared_suffix(befores))[-1].lstrip("、： ")
    right = re.split(f"[{CLAUSE_STOPS}]", shared_prefix(afters))[0].rstrip("，、： ")
    opened = [re.search(r"[（(][^（）()。！？，]{0,12}$", before) for before in befores]
    closed = [re.match(r"[^（）()。！？，]{0,6}[）)]", after) for after in afters]
    if all(opened) and all(closed):
        boxes = {
            p._replace(start=p.start - len(low[0]), end=p.end + len(high[0]))
            for p, low, high in zip(places, opened, closed, strict=True)
            if low and high
        }
        return sorted(boxes)
    low = len(left) + all(lines[p.line][: p.start - len(left)].endswith("，") for p in places)
    return [p._replace(start=p.start - low, end=p.end + len(right)) for p in places]


def _item(
    lines: Sequence[str], kinds: Sequence[str], text: str, places: Sequence[Place]
) -> Item | None:
    """What a page says of a group of runs, if it proves that they are marks."""
    texts = [lines[p.line][p.start : p.end] for p in places]
    shapes = [kinds[p.line][p.start : p.end] for p in places]
    if not _are_marks(texts, shapes):
        return None
    if _are_glosses(lines, places, texts):
        return None
    proven = _stands_apart(lines, text, places, texts, shapes)
    if not proven and not parts_words(lines, text, places, _OF_SITE):
        return None
    if not in_prose(lines, places):
        return None
    first, pattern = places[0], pattern_of(texts, shapes)
    at_ends = all(p.end == len(lines[p.line]) for p in places)
    if not pattern and at_ends:
        pattern = pattern_with_account(texts)
    if not pattern:
        return None
    if all(len(shape) < _NAME and {*shape} == {"a"} for shape in shapes):
        pattern = rf"(?<![0-9A-Za-z]){pattern}(?![0-9A-Za-z])"  # short letters begin longer names
    if not any(p.start for p in places):
        pattern = rf"(?<![^\n]){pattern}"
    if at_ends:
        pattern += r"(?![^\n])"
    low = max(0, first.start - 30)
    shown = lines[first.line][low : first.end + 30]
    what = "insert" if proven else "site-mark"
    return Item(what, pattern, len(places), first.line, shown, proven)


def _are_glosses(lines: Sequence[str], places: Sequence[Place], texts: Sequence[str]) -> bool:
    """Whether brackets with other words each time stand behind words, which they explain."""
    boxed = texts[0][0] in _BRACKETS[0] and texts[0][-1] in _BRACKETS[1] and len(set(texts)) > 1
    return boxed and any(
        CHARACTER_KINDS[ord(lines[p.line][p.start - 1])] == "h" for p in places if p.start
    )


def _stands_apart(
    lines: Sequence[str],
    text: str,
    places: Sequence[Place],
    texts: Sequence[str],
    shapes: Sequence[str],
) -> bool:
    """Whether the words around most places belong together, or letters tell at clauses' edges."""
    befores = [lines[p.line][max(0, p.start - 2) : p.start].rstrip() for p in places]
    afters = [lines[p.line][p.end : p.end + 2].lstrip() for p in places]
    beside = list(zip(befores, afters, strict=True))
    alone = all(not before + after for before, after in beside)
    if len(set(beside)) < min(LEAST_AGAIN, len(places)) and not alone:
        return False
    within = [
        pair for pair in beside if CHARACTER_KINDS[ord((pair[0] or "\n")[-1])] == "h" and pair[1]
    ]
    within = [pair for pair in within if CHARACTER_KINDS[ord(pair[1][0])] == "h"]
    cut = sum(together(before, after, text) for before, after in within)
    over = sum(not before or before[-1] in _OVER + "，" for before, _ in beside)
    told = sum(after[:1] in _GOING_ON for _, after in beside)
    strange = told <= _TOLD * len(places) and _is_strange(texts, shapes)
    if _ends_most(lines, places, texts, shapes):
        return True
    apart = cut + over >= _BOUND * len(places)
    least = _CUT_BY_STRANGE if strange else _asked(texts, shapes)
    return (apart and strange) or parts_words(lines, text, places, least)


def _asked(texts: Sequence[str], shapes: Sequence[str]) -> float:
    """The bits by which places have to speak for a mark, by what no author writes there."""
    if all(_TELLING.search(shape) or shape.count("s") >= _MARKUP for shape in shapes):
        return _CUT
    mixed = all("h" not in shape and len(shape) >= _NAME for shape in shapes)
    return _MIXED if mixed and not all(map(str.isalpha, texts)) else _PLAIN


def _are_marks(texts: Sequence[str], shapes: Sequence[str]) -> bool:
    """Whether texts are long enough for marks, and no numbers of notes."""
    letters = min(sum(map(str.isalnum, text)) for text in texts)
    signs = min(len(text) for text in texts)
    if letters < 2 and signs < 3 and not all(set(shape) == {"x"} for shape in shapes):
        return False
    if all(text.strip("[]〔〕【】［］").isdigit() for text in texts):
        return False
    return not all(_NUMBERS.fullmatch(re.sub(r"\W", "", text)) for text in texts)


def _ends_most(
    lines: Sequence[str], places: Sequence[Place], texts: Sequence[str], shapes: Sequence[str]
) -> bool:
    """Whether the same words behind a sign end nearly all lines of a page, each a sentence."""
    paragraphs = sum(han(line) >= LEAST_PROSE for line in lines)
    rests = {lines[p.line][p.end :].strip(_OVER) for p in places}
    end = shared_suffix(texts)
    same = han(end) > 1 and all(map(_TELLING.match, shapes)) and texts[0][0] not in _QUOTES
    same = same or (han(end) >= LEAST_CLAUSE and has_boilerplate_word(end))
    often = len(places) >= max(LEAST_AGAIN, _EVERYWHERE * paragraphs)
    return often and same and rests == {""} and all(p.start for p in places)


def _is_strange(texts: Sequence[str], shapes: Sequence[str]) -> bool:
    """Whether no author writes such letters at the edges of sentences.

    Of other scripts; laced with signs; a name framed by signs with which no one quotes; a code
    drawn at random among signs.
    """
    if min(shape.count("x") for shape in shapes) > 1:
        return not all(_KANA.search(text) for text in texts)
    names = {bare_letters(text) for text in texts}
    if len(names) == 1 and len(set(texts)) > 1 and all(map(_is_laced, texts)):
        return True
    framed = all(shape[0] in "SE" and shape[-1] in "SE" for shape in shapes)
    framed = framed and not any(text[0] in _QUOTES for text in texts)
    if framed and len(names) == 1 and len(names.pop()) > 1:
        return True
    if min(shape.count("s") for shape in shapes) >= _MARKUP:
        return len(set(texts)) == 1
    if min(map(_signs, shapes)) and len({account_of(text) for text in texts} - {""}) == 1:
        return all(map(account_of, texts))
    drawn = sum(bool(_CODE.search(re.sub("[:：]", "", text))) for text in texts)
    return drawn >= 0.6 * len(texts) and min(map(_signs, shapes)) > 0


def _is_laced(text: str) -> bool:
    """Whether signs or digits stand between most letters of a text.

    >>> _is_laced("△蓝△鲸『号|"), _is_laced("北纬34°与东经")
    (True, False)
    """
    runs = re.findall(r"[^\W\d_]+", text)
    return len(runs) > 1 and len(runs) >= _LACED * sum(map(len, runs))


def _signs(shape: str) -> int:
    return shape.count("S")
