"""Marks over documents: the one template behind many codes, and marks too rare within a page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.boilerplate.learn import addresses
from pipeline.boilerplate.learn.counts import Count, Key, Tally, evidence
from pipeline.boilerplate.learn.learned import Learned, LearnedKind
from pipeline.boilerplate.learn.unwritten import nobody_writes
from pipeline.boilerplate.obfuscated_urls import anchor, expanded
from pipeline.boilerplate.shapes import coded, codelike
from pipeline.boilerplate.vocabulary import foreign, has_boilerplate_word
from pipeline.characters.han_letters import HAN, is_han

_TITLES = 3  # different titles that make a mark one of the site rather than of a page
_CODE = "[0-9A-Za-z]"

_HEAD = re.compile("[0-9A-Za-z]*")
_AFTER_CODE = re.compile(f"^[0-9A-Za-z]{{3}}(?=[{HAN}])")
JAMMER = "(?:[!-;]? [?-~]){4,16}$"
JAMMED = "Pairs of letters and signs drawn at random end the lines: a jammer, not words."
WITHIN = "Random letters and a name stand in the middle of sentences, now here and now there."
BOXED = "A site's name or address stands in brackets amid many sentences."
_PART = 3  # characters that always stand beside half a mark, at least
BEHIND = 12  # characters behind a mark that tell one place from another
# What stands before the name in a rule.
INLINE = {
    "inline-mark": f"{_CODE}{{3}}",
    "boxed": "",
}
_OF_SITE, _SHARE = 5, 0.5  # titles of a site, and of all that it has, that prove plain words
_SHARE_OF_FOLDER = 0.2  # where pages of several sites may lie together
_EVERYWHERE = "The same words stand behind whole sentences on most pages of the site, nowhere else."
INSERTED = "It stands at the edges of sentences again and again, and holds what no author writes."
ADDRESS = "An address stands within sentences, disguised or led in by words of the site."
Group = list[tuple[Key, Count]]


def marks(tally: Tally) -> Iterator[Learned]:
    """The rules for marks at the ends and beginnings of paragraphs, and within them."""
    kinds: tuple[LearnedKind, ...] = ("suffix-mark", "prefix-mark")
    for kind in kinds:
        found: dict[tuple[str, str], Group] = defaultdict(list)
        for item in tally.groups(kind):
            _, site, text = item[0]
            found[site, _family(kind, text)].append(item)
        for (site, _), group in sorted(found.items()):
            yield from _templates(kind, site, group)
    yield from _alternatives(tally)
    yield from _addresses(tally)
    yield from _within(tally)
    yield from _inserted(tally)
    yield from _jammers(tally)


def _family(kind: str, text: str) -> str:
    """What marks of one template share: their last letters, behind or before a code."""
    name = _AFTER_CODE.sub("", text)
    return name[-3:] if kind == "suffix-mark" else name[:4]


def _templates(kind: LearnedKind, site: str, group: Group, size: int = 3) -> Iterator[Learned]:
    """One rule for marks that differ in their code only, else one for each.

    The names of two sites may end alike in `size` letters: then those that end alike in more.
    """
    proven = [item for item in group if item[1].proven]
    several = _several(group)
    if not proven and not several:
        return
    group = group if several else proven
    texts = sorted({key[2] for key, _ in group})
    aligned = _aligned(texts) if kind == "suffix-mark" else _coded_alike(texts)
    if aligned:
        size, name = aligned
        yield _rule(kind, site, f"{_CODE}{{{size}}}{re.escape(name)}", name, group)
        return
    parts = _longer(group, size) if kind == "suffix-mark" else []
    if len(parts) > 1:
        for part in parts:
            yield from _templates(kind, site, part, size + 1)
        return
    for item in proven:
        yield _rule(kind, site, re.escape(item[0][2]), item[0][2], [item])


def _longer(group: Group, size: int) -> list[Group]:
    """The marks by the Han letter before the last ones of their names, which is of no code."""
    parts: dict[str, Group] = defaultdict(list)
    for item in group:
        before = _AFTER_CODE.sub("", item[0][2])[-size - 1 : -size]
        parts[before if is_han(before) else ""].append(item)
    if len(parts) == 1 and "" not in parts:
        return _longer(group, size + 1)
    return [part for _, part in sorted(parts.items())]


def _several(group: Group) -> bool:
    """Whether pages of different titles prove together what none proves alone.

    Each has a code of its own before one name; a code is not a number, nor the same twice.
    """
    aligned = _aligned(sorted({key[2] for key, _ in group})) if len(group) > 1 else None
    codes = {key[2][: aligned[0]] for key, _ in group} if aligned else set()
    titles = {title for _, count in group for title in count.titles}
    return len(titles) >= _TITLES and len(codes) >= _TITLES and not any(map(str.isdigit, codes))


def _aligned(texts: Sequence[str]) -> tuple[int, str] | None:
    """The code's length and the fixed name of marks `code + name`.

    >>> _aligned(["x7K某某网", "sPT某某网"]), _aligned(["甲某某网", "某某网"])
    ((3, '某某网'), None)
    """
    if len(texts) == 1:
        return _coded_alike(texts)
    name = texts[0]
    for text in texts[1:]:
        while not text.endswith(name):
            name = name[1:]
    sizes = {len(text) - len(name) for text in texts}
    if len(sizes) != 1 or len(name) < 2:
        return None
    (size,) = sizes
    heads = [text[:size] for text in texts]
    if not all(_HEAD.fullmatch(head) for head in heads):
        return None
    # Few codes can share their last letter by chance, and EmpireCMS makes them of three.
    if size < 3 and len(texts) < 4 and _HEAD.fullmatch(name[: 3 - size]):
        size, name = 3, name[3 - size :]
    return (size, name) if 2 <= size <= 8 else None


def _coded_alike(texts: Sequence[str]) -> tuple[int, str] | None:
    """The same from marks that show their code by themselves: three letters before Han."""
    split = [coded(text) for text in texts]
    names = {code[1] for code in split if code}
    sizes = {len(code[0]) for code in split if code}
    if None in split or len(names) != 1 or sizes != {3}:
        return None
    return 3, names.pop()


def _alternatives(tally: Tally) -> Iterator[Learned]:
    """Marks a site picks from a list, and those that stand on too few lines of each page."""
    coded_ends: dict[tuple[str, str], Group] = defaultdict(list)
    for item in tally.groups("alternatives", "residue"):
        (what, site, text), count = item
        code = coded(text)
        if code and len(code[0]) == 3 and len(code[1]) > 1 and what == "residue":
            coded_ends[site, code[1]].append(item)
        if what == "alternatives" or _repeated(text, count):
            yield _rule("alternatives", site, re.escape(text), text, [item])
    for (site, name), group in sorted(coded_ends.items()):
        codes = {key[2][:3] for key, _ in group}
        titles = len({title for _, count in group for title in count.titles})
        if titles >= _TITLES and len(codes) > 1 and all(map(codelike, codes)):
            yield _rule("suffix-mark", site, f"{_CODE}{{3}}{re.escape(name)}", name, group)


def _repeated(text: str, count: Count) -> bool:
    """Whether a residue is proven by different titles: by its form, or by what pages it is in."""
    if count.different < _TITLES or len(text) < 4:
        return False
    return (
        foreign(text)
        if count.proven >= _TITLES - 1
        else bool(coded(text)) or has_boilerplate_word(text)
    )


def _within(tally: Tally) -> Iterator[Learned]:
    """Marks in the middle of sentences: with a code of three letters or of any, or in brackets."""
    for item in tally.groups(*INLINE):
        what, site, name = item[0]
        pattern = INLINE[what] + re.escape(name)
        yield _rule(
            "inline-mark", site, pattern, name, [item], BOXED if what == "boxed" else WITHIN
        )


def _of_any_letters(pattern: str) -> bool:
    """Whether a pattern says only of which scripts a mark is: so may words of other pages be.

    >>> _of_any_letters("{strange:2,4}"), _of_any_letters("某某{mixed:2,4}")
    (True, False)
    """
    loose = "{mixed" in pattern or "{strange" in pattern
    return loose and sum(map(str.isalpha, anchor(pattern))) < 2


def _letters(pattern: str) -> str:
    """What a pattern says of the mark itself, not of what stands beside it."""
    return re.sub(r"\(\?[^)]*\)|\\", "", pattern)


def _holds_code(pattern: str, forms: Iterable[str]) -> bool:
    r"""Whether a pattern is another form of its mark and code that it is glued to.

    >>> _holds_code(r"x\ ==\ 1©某某网", ["©某某网"]), _holds_code("©某某网", ["©某某网"])
    (True, False)
    """
    whole = _letters(pattern)
    return any(
        one in whole and re.search("[=*]", whole.replace(one, ""))
        for one in forms
        if len(one) > _PART and one != whole
    )


_NAME_QUOTED = re.compile("“[一-鿿]+”")


def _inserted(tally: Tally) -> Iterator[Learned]:
    """Marks that a page proves by where they stand, or several pages of a site together.

    What is always the same of them counts: a site may change the brackets around its name.
    """
    titles: dict[tuple[str, str], set[int]] = defaultdict(set)
    items = list(tally.groups("insert"))
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (_, site, pattern), count in items:
        titles[site, _core(pattern)].update(count.titles)
        forms[site, _core(pattern)].append(_letters(pattern))
    for item in items:
        _, site, pattern = item[0]
        several = len(titles[site, _core(pattern)]) >= _TITLES and not _quoted(pattern, item[1])
        several = several and not _of_any_letters(pattern)
        if (item[1].proven or several) and not _holds_code(pattern, forms[site, _core(pattern)]):
            yield _rule("inline-mark", site, pattern, anchor(pattern), [item], INSERTED, several)
    together: dict[tuple[str, str], Count] = defaultdict(Count)
    items = list(tally.groups("site-mark"))
    for (_, home, pattern), count in items:
        together[home, _core(pattern)].take(count)
    for item in items:
        (_, home, pattern), count = item
        different = together[home, _core(pattern)].different
        share = different / max(1, tally.documents(home).different)
        least = _SHARE_OF_FOLDER if home[-1:] == "/" else _SHARE
        if different < _OF_SITE or share < least or count.different < 2:
            continue
        if not _quoted(pattern, count) and not _is_part(pattern, count):
            yield _rule("inline-mark", home, pattern, anchor(pattern), [item], _EVERYWHERE, True)


def _quoted(pattern: str, count: Count) -> bool:
    """Whether a mark is words in quotation marks, or the same words follow it on every page.

    Articles quote a name; a text is copied with what stands in it. A mark that a site plants comes
    between other words each time.

    >>> _quoted("“一带一路”", Count())
    True
    """
    if _NAME_QUOTED.fullmatch(pattern):
        return True
    behind = {after for _, after in _beside(pattern, count)}
    return len(behind) == 1 < len(count.examples) and len(behind.pop()) == BEHIND


def _is_part(pattern: str, count: Count) -> bool:
    """Whether the same words stand before or behind a mark everywhere: then it is half of one."""
    befores, afters = zip(*_beside(pattern, count), strict=True)
    same = addresses.shared_suffix(befores), addresses.shared_prefix(afters)
    return len(count.examples) > 1 and max(map(len, same)) >= _PART


def _beside(pattern: str, count: Count) -> list[tuple[str, str]]:
    """What stands before and behind a mark in the examples of it."""
    mark = re.compile(expanded(pattern))
    found = [(mark.search(example.text), example.text) for _, example in count.examples]
    return [
        (text[: match.start()][-BEHIND:], text[match.end() :][:BEHIND]) if match else ("", "")
        for match, text in found
    ]


def _core(pattern: str) -> str:
    """The longest run of letters of a pattern, or all of it where it has none."""
    runs = re.findall(r"[^\W_]{2,}", re.sub(r"\{[^}]*\}|\(\?[^)]*\)|\\.", " ", pattern))
    return max(runs, key=len, default=pattern)


def _addresses(tally: Tally) -> Iterator[Learned]:
    """Addresses planted within sentences: in disguise, or led in by the site's own words."""
    found: dict[tuple[str, str], Group] = defaultdict(list)
    for item in tally.groups("disguised", "address"):
        found[item[0][1:]].append(item)
    for (site, name), group in sorted(found.items()):
        whole = Count()
        for _, count in group:
            whole.take(count)
        arounds = [example.text for _, example in whole.examples]
        proven = any(count.proven for _, count in group)
        alone = whole.documents == 1 and whole.lines > 1
        disguised = any(what == "disguised" for (what, _, _), _ in group)
        pattern, lead = addresses.address_pattern(name, arounds, 1 if alone else 2, not disguised)
        if not pattern:
            continue
        led = lead and lead != name
        if proven or (whole.different >= _TITLES and (disguised or led)):
            yield _rule("inline-mark", site, pattern, lead, group, ADDRESS)


def _jammers(tally: Tally) -> Iterator[Learned]:
    """The one rule for jammers, which hold wherever their distribution is found."""
    group = list(tally.groups("jammer"))
    if any(count.proven for _, count in group):
        seen = evidence(group)
        yield Learned("jammer", JAMMER, "corpus", JAMMED, "", "", seen)


def _rule(
    kind: LearnedKind,
    site: str,
    pattern: str,
    anchor: str,
    group: Group,
    why: str = "",
    several: bool = False,
) -> Learned:
    """The rule with its scope, its sentence and its evidence; `several` articles prove it."""
    seen = evidence(group)
    wide = several or seen.titles >= _TITLES or nobody_writes(pattern)
    wide = wide and not _of_any_letters(pattern)
    scope = (f"site:{site}" if site else "corpus") if wide else "documents"
    place = "begins" if kind == "prefix-mark" else "ends"
    why = why or (
        f"It {place} {seen.paragraphs} paragraphs of {seen.documents} "
        f"{'document' if seen.documents == 1 else 'documents'} with {seen.titles} "
        f"{'title' if seen.titles == 1 else 'different titles'}, "
        "where the sentence is over and nothing of the article can stand."
    )
    return Learned(kind, pattern, scope, why, anchor, "", seen)
