"""How much each line above a text looks like its headline, and how much as if there were none.

A linear score over what a line is, where it stands, and what of it comes again in the text, as in
logistic regression over the lines of one page (the conditional logit of McFadden 1974): what each
feature adds stands in `headline_weights.txt`, fitted by `benchmarks.fit_headlines` to pages whose
headlines are known. Lines are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.metadata import headline
from pipeline.metadata.days import dated
from pipeline.metadata.edge_scores import edge_score
from pipeline.metadata.head_lines import DEEPEST, HeadLines, Page, is_never, of_works
from pipeline.metadata.layout import prose
from pipeline.metadata.names import is_site, office
from pipeline.metadata.navigation import crumb
from pipeline.metadata.wording import words_of

_LONGEST = 160  # characters of a line with a headline, the names of its site, its section
_LENGTHS = (3, 5, 8, 12, 16, 22, 30, 40, 60)
_FAR = 8  # lines, from which on all are as far
_READ = 4000  # characters of a text that a headline is looked for in
_NEAR = 2  # lines of other kinds between a headline and its credits: a deck, an account's name
_LETTERS = re.compile(r"[^\W_]+")
_PLACE = re.compile("[网站社报台坊馆院会校园居吧圈刊局]$")
_LATIN = re.compile("[A-Za-z]")


def best_line(page: Page, read: HeadLines) -> int | None:
    """The line above a text that is its headline; None where it seems to have none."""
    found = {i: _score(names) for i, names in line_features(page, read)}
    best = max(found, key=lambda i: (found[i], -i), default=None)
    return best if best is not None and found[best] > _score(page_features(page, read)) else None


def line_features(page: Page, read: HeadLines) -> Iterator[tuple[int, frozenset[str]]]:
    """The lines that may be a headline, each with the names of its features, `what:value`."""
    filled = [i for i, line in enumerate(page.folded) if line.strip()]
    above = range(min(page.top, DEEPEST))
    barred = {*read.stated(), *of_works(page.folded[: page.top])}
    asked = [i for i in above if i not in barred and page.folded[i].strip() and _may_head(page, i)]
    if not asked:
        return
    start = page.top if page.top < min(len(page.folded), DEEPEST) else 0
    seen = _Seen(
        page,
        read,
        filled,
        [page.folded[i].strip() for i in filled],
        frozenset(headline.echoes(page.folded, page.top, page.below, read.site)),
        _pairs("\n".join(page.folded[start:])[:_READ]) if start else frozenset(),
        _pairs("\n".join(page.folded[i] for i in page.below)[-_READ:]),
        {i: what for i in filled[: len(above) + 2] if (what := _kind(page, read, i))},
    )
    again = {i: len(_pairs(_words(page, read, i)) & seen.pairs) for i in asked}
    most = max(again.values())
    for i in asked:
        names = {*_form(seen, i), *_place(seen, i)}
        if again[i] == most > 1:
            names.add("again:most")
        yield i, frozenset(names)


def page_features(page: Page, read: HeadLines) -> frozenset[str]:
    """The names of the features of a page that tell whether it has a headline at all."""
    kinds = {rule.head_kind for rule in read.rules.values()}
    return frozenset(
        (
            f"none:credits {min(2, len(read.credits))}",
            f"none:boilerplate {min(3, len(read.boilerplate))}",
            f"none:site {bool(read.site)}",
            f"none:top {min(_FAR, page.top)}",
            f"none:text {page.top < min(len(page.folded), DEEPEST)}",
            *(f"none:rule {kind}" for kind in kinds),
        )
    )


class _Seen(NamedTuple):
    """A page as its lines are scored: the filled ones, and what is known of all of them."""

    page: Page
    read: HeadLines
    filled: Sequence[int]
    lines: Sequence[str]
    echoes: Collection[str]
    pairs: frozenset[str]  # of letters, in the text
    foot: frozenset[str]  # and in what stands below it
    kinds: dict[int, str]


def _may_head(page: Page, i: int) -> bool:
    line = page.folded[i]
    odd = line.startswith("<") or headline.QUOTED.match(line) or "](" in line
    return not (odd or len(line) > _LONGEST or is_never(page, line))


def _words(page: Page, read: HeadLines, i: int) -> str:
    """What would be the headline of a line."""
    start, end = headline.trimmed(page.folded[i], read.site)
    return page.folded[i][start:end].strip()


def _pairs(text: str) -> frozenset[str]:
    """Each two letters that stand beside each other."""
    return frozenset(
        word[i : i + 2] for word in _LETTERS.findall(text) for i in range(len(word) - 1)
    )


def _kind(page: Page, read: HeadLines, i: int) -> str:
    """What a line is known to be."""
    if i in read.credits:
        return "credits"
    if i in read.rules:
        return f"{read.rules[i].head_kind}"
    if i in read.boilerplate:
        return "boilerplate"
    if prose(page.folded[i]):
        return "text"
    return "line" if headline.may_be_headline(page.folded[i], read.site) else "odd"


def _form(seen: _Seen, i: int) -> Iterator[str]:
    """The features of a line by itself."""
    line, site = seen.page.folded[i], seen.read.site
    start, end = headline.trimmed(line, site)
    text = line[start:end].strip()
    size = max(1, len(text))
    yield f"length:{sum(len(text) > bound for bound in _LENGTHS)}"
    yield f"kind:{seen.kinds[i]}"
    yield f"digits:{5 * sum(map(str.isdigit, text)) // size}"
    yield f"latin:{5 * len(_LATIN.findall(text)) // size}"
    yield f"blanks:{min(3, text.count(' '))}"
    said = words_of(text)
    yield f"words:{min(3, len({*said.words}))}"
    yield f"share:{int(5 * said.share)}"
    yield from (f"is:{name}" for name, found in headline.forms(text, line) if found)
    for name, found in (
        ("echo", text in seen.echoes),
        ("twice", seen.lines.count(line.strip()) > 1),
        ("before its site", site and site in line[end:]),
        ("with its site", site and site in text),
        ("behind a kind", start),
        ("before a tail", end < len(line.rstrip())),
        ("a site", is_site(text)),
        ("an office", office(text)),
        ("a place", _PLACE.search(text)),
        ("a way", crumb(line)),
        ("a day", dated(line)),
        ("in parts", re.search(r"[|·>_]", line)),
        ("with a colon", ":" in text),
        ("with a comma", "," in text),
        ("asking", text[-1:] in ("?", "!")),
        ("boxed before", text[:1] in ("[", "【", "(", "《")),
        ("boxed behind", text[-1:] in ("]", "】", ")", "》")),
    ):
        if found:
            yield f"is:{name}"
    if pairs := _pairs(text):
        common = len(pairs & seen.pairs)
        yield f"again:{min(6, common)}"
        yield f"again of it:{5 * common // len(pairs)}"
        yield f"foot:{5 * len(pairs & seen.foot) // len(pairs)}"


def _place(seen: _Seen, i: int) -> Iterator[str]:
    """The features of where a line stands."""
    at = seen.filled.index(i)
    text = next((place for place, k in enumerate(seen.filled) if k >= seen.page.top), None)
    yield f"from the top:{min(_FAR, at)}"
    yield f"to the text:{min(_FAR, text - at) if text is not None else 'none'}"
    yield f"edge:{max(-4, min(5, round(edge_score(seen.lines, at))))}"
    around: list[str] = []
    for name, step in (("over", -2), ("above", -1), ("below", 1), ("under", 2)):
        there = at + step
        inside = 0 <= there < len(seen.filled)
        around.append(seen.kinds.get(seen.filled[there], "text") if inside else "nothing")
        yield f"{name}:{around[-1]}"
    yield f"between:{around[1]},{around[2]}"
    yield f"around:{','.join(around)}"
    stated = seen.read.stated()
    if stated:
        yield f"credits:{'behind' if i < min(stated) else 'before' if i > max(stated) else 'amid'}"
    if _credited_below(seen, at):
        yield "credits:soon"


def _credited_below(seen: _Seen, at: int) -> bool:
    """Whether credits follow a line, a deck and the name of an account between them or not."""
    between = 0
    for i in seen.filled[at + 1 :]:
        kind = seen.kinds.get(i, "text")
        if kind == "credits":
            return True
        between += kind in ("line", "odd", "text")
        if between > _NEAR or (between and kind not in ("line", "odd", "text")):
            return False
    return False


def _score(names: frozenset[str]) -> float:
    weights = _weights()
    return sum(weights.get(name, 0) for name in names) / 100


@cache
def _weights() -> dict[str, int]:
    """The weights in hundredths, whose sum is the same in any order."""
    rows = files("pipeline.metadata").joinpath("headline_weights.txt").read_text("utf-8")
    pairs = (row.rsplit("\t", 1) for row in rows.split("\n") if row and not row.startswith("##"))
    return {name: round(100 * float(weight)) for name, weight in pairs}
