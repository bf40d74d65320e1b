"""Marks by their letters: runs that prose does not have, where the words around belong together.

A mark is planted between words without regard to them. So the evidence is that what stands before
it and behind it is one word or one phrase that the mark has cut in two: a pair of characters that
news has far more often than chance (see `characters.bigrams`), or that the page has elsewhere
uncut. Of the honest words in Latin letters or signs, one in twenty stands so; of marks more than
half. Where sentences begin or end nothing is cut; there the letters themselves have to be of
scripts that no Chinese text mixes in, or be laced with signs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.boilerplate.learn.addresses import shared_prefix, shared_suffix
from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.learn.foreign_patterns import (
    account_of,
    bare_letters,
    pattern_of,
    pattern_with_account,
)
from pipeline.boilerplate.learn.tokens import Place, is_rare
from pipeline.boilerplate.obfuscated_urls import EMOJI, STRANGE
from pipeline.characters.bigrams import paired
from pipeline.characters.han_letters import han
from pipeline.model.lines import FULL_STOPS

_LEAST = 4  # places on a page, the least that show a position
_MARKUP = 6  # plain signs of a run, at least, by which it is markup or an encoded name
_CUT_BY_STRANGE = 0.3  # where the letters tell too
_CUT = 0.5  # of the places within sentences, at least, cut a word or phrase in two
_LACED = 0.7  # runs for each letter of a name with signs between its letters, at least
_EVERYWHERE = 0.4  # of the paragraphs, at least, end alike; what counts up to 99 has two shapes
_BOUND = 0.9  # of all places, at least, cut one or stand where a sentence begins or ends
_GROWN = 24  # characters by which a run grows on each side while all places agree
_LONGEST = 100  # characters of a mark
_PROSE = 8  # Han beside a mark that make a line one of prose
_NEAR = 40  # characters on each side in which they show
_STRANGE = re.compile(f"[{STRANGE}]")
_EMOJI = re.compile(f"[{EMOJI}]")
_STOPS = FULL_STOPS + "；;"
_OVER = _STOPS + "”’」』）)】\n"
_PUNCTUATION = _STOPS + "，、：“”‘’《》（）—"
_BRACKETS = "（(", "）)"
# Numbers of items and of scales: circled, Roman, Greek.
_NUMBERS = re.compile(
    "[\u2160-\u217f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u0391-\u03c9]+"
)
_KANA = re.compile("[\u3040-\u30ff\uac00-\ud7ff]")


class _Kinds(dict[int, str]):
    """A table for `str.translate` that finds what a character is when it is first asked for.

    `h` Han of today, `a` plain letters and digits, `x` letters of other scripts, `s` plain signs,
    `S` other signs, `E` emoji; punctuation and blanks are themselves.
    """

    def __missing__(self, code: int) -> str:
        self[code] = found = _kind(chr(code))
        return found


def _kind(char: str) -> str:
    if char in _PUNCTUATION or char.isspace():
        return " " if char.isspace() and char != "\n" else char
    if char.isascii():
        return "a" if char.isalnum() else "s"
    if "０" <= char <= "ｚ" and char.isalnum():
        return "a"
    if _STRANGE.match(char) or is_rare(char):
        return "x"
    if char.isalpha() or char == "〇":
        return "h"
    return "E" if _EMOJI.match(char) else "S"


_KINDS = _Kinds()
# Letters and signs with a single Han, comma or blank between them, or a name that signs frame.
_RUN = re.compile("[SE]+[ah ，·]{2,24}[SE]+|[asxSE](?:[ h，]?[asxSE]+)*")
_TELLING = re.compile("[xSE]+")
_BETWEEN = re.compile(f"[^\n{_STOPS}，]{{0,16}}")
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
    kinds = [line.translate(_KINDS) for line in lines]
    text = "\n".join(lines)
    found: dict[str, Item] = {}
    groups = [_grown(lines, group) for group in _groups(list(_runs(lines, kinds)))]
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
        least = _LEAST - (key is _account)
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
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        for match in _RUN.finditer(kind):
            start, end = match.span()
            shape = match[0]
            telling = _TELLING.search(shape) or _LACED_RUN.search(shape)
            if len(shape) > _LONGEST or not (telling or shape.count("s") >= _MARKUP):
                continue
            shape = _REPEATED.sub(r"\1", shape)
            yield _Run(Place(i, start, end, ""), bare_letters(line[start:end]), shape)


def _grown(lines: Sequence[str], places: Sequence[Place]) -> list[Place]:
    """The places with what stands alike beside all of them."""
    rest = max(len(lines[p.line]) - p.end + p.start for p in places)
    if rest <= _GROWN / 2 and not any(re.search(f"[{_STOPS}]", lines[p.line][:-1]) for p in places):
        return [p._replace(start=0, end=len(lines[p.line])) for p in places]
    befores = [lines[p.line][max(0, p.start - _GROWN) : p.start] for p in places]
    afters = [lines[p.line][p.end : p.end + _GROWN] for p in places]
    left = re.split(f"[{_STOPS}，]", shared_suffix(befores))[-1].lstrip("、： ")
    right = re.split(f"[{_STOPS}]", shared_prefix(afters))[0].rstrip("，、： ")
    opened = [re.search(r"[（(][^（）()。！？，]{0,12}$", before) for before in befores]
    closed = [re.match(r"[^（）()。！？，]{0,6}[）)]", after) for after in afters]
    if all(opened) and all(closed):
        boxes = {
            p._replace(start=p.start - len(low[0]), end=p.end + len(high[0]))
            for p, low, high in zip(places, opened, closed, strict=True)
            if low and high
        }
        return sorted(boxes)
    return [p._replace(start=p.start - len(left), end=p.end + len(right)) for p in places]


def _item(
    lines: Sequence[str], kinds: Sequence[str], text: str, places: Sequence[Place]
) -> Item | None:
    """What a page says of a group of runs, if it proves that they are marks."""
    texts = [lines[p.line][p.start : p.end] for p in places]
    shapes = [kinds[p.line][p.start : p.end] for p in places]
    if not _in_prose(lines, places) or not _are_marks(texts, shapes):
        return None
    if not _stands_apart(lines, text, places, texts, shapes):
        return None
    first, pattern = places[0], pattern_of(texts, shapes)
    at_ends = all(p.end == len(lines[p.line]) for p in places)
    if not pattern and at_ends:
        pattern = pattern_with_account(texts)
    if not pattern:
        return None
    if not any(p.start for p in places):
        pattern = rf"(?<![^\n]){pattern}"
    if at_ends:
        pattern += r"(?![^\n])"
    low = max(0, first.start - 30)
    shown = lines[first.line][low : first.end + 30]
    return Item("insert", pattern, len(places), first.line, shown, True)


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
    if len(set(beside)) < min(_LEAST, len(places)) and not alone:
        return False
    within = [pair for pair in beside if _KINDS[ord((pair[0] or "\n")[-1])] == "h" and pair[1]]
    within = [pair for pair in within if _KINDS[ord(pair[1][0])] == "h"]
    cut = sum(_together(before, after, text) for before, after in within)
    over = sum(not before or before[-1] in _OVER + "，" for before, _ in beside)
    boxed = texts[0][0] in _BRACKETS[0] and texts[0][-1] in _BRACKETS[1]
    if within and boxed and len(set(texts)) > 1:
        return False  # glosses of the words before them
    told = sum(after[:1] in _GOING_ON for _, after in beside)
    strange = told <= _TOLD * len(places) and _is_strange(texts, shapes)
    strange = strange or _ends_most(lines, places, texts, shapes)
    severing = len(within) >= max(_LEAST, 0.6 * len(places))
    severing = severing and cut >= (_CUT_BY_STRANGE if strange else _CUT) * len(within)
    apart = cut + over >= _BOUND * len(places)
    return severing or (apart and strange)


def _in_prose(lines: Sequence[str], places: Sequence[Place]) -> bool:
    """Whether most runs stand beside Chinese prose, or on lines of their own between such."""
    beside = []
    for p in places:
        line = lines[p.line]
        rest = line[max(0, p.start - _NEAR) : p.start] + line[p.end : p.end + _NEAR]
        beside.append(
            rest if rest.strip() else "".join(lines[max(0, p.line - 1) : p.line])[-_NEAR:]
        )
    return sum(han(one) >= _PROSE for one in beside) >= 0.8 * len(beside)


def _are_marks(texts: Sequence[str], shapes: Sequence[str]) -> bool:
    """Whether texts are long enough for marks, and no numbers of notes."""
    letters = min(sum(map(str.isalnum, text)) for text in texts)
    signs = min(len(text) for text in texts)
    if letters < 2 and signs < 3:
        return False
    if all(text.strip("[]〔〕【】［］").isdigit() for text in texts):
        return False
    return not all(_NUMBERS.fullmatch(re.sub(r"\W", "", text)) for text in texts)


def _ends_most(
    lines: Sequence[str], places: Sequence[Place], texts: Sequence[str], shapes: Sequence[str]
) -> bool:
    """Whether the same words behind a sign end nearly all lines of a page, each a sentence."""
    paragraphs = sum(han(line) >= _PROSE for line in lines)
    at_ends = all(p.end == len(lines[p.line]) and p.start for p in places)
    same = han(shared_suffix(texts)) > 1 and all(map(_TELLING.match, shapes))
    same = same and texts[0][0] not in _QUOTES
    return at_ends and same and len(places) >= max(_LEAST, _EVERYWHERE * paragraphs)


def _together(before: str, after: str, text: str) -> bool:
    """Whether what stands before and behind a place is a word or phrase that the page has whole."""
    return (
        paired(before[-1], after[0])
        or (len(before) > 1 and before + after[0] in text)
        or (len(after) > 1 and before[-1] + after in text)
    )


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
