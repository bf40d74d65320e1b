"""Which Traditional letters stay when a text becomes Simplified: those of names, and quoted ones.

A Simplified page that writes 王濛, 杨闇公 or 李崑 writes them as these people do. So on such a page
a lone letter is converted only in a word, or as a surname before a title; a passage in Traditional
is converted as a Traditional page is. There only letters stay that are variants of another one, as
乾, 汎 and 旂: in names, in quotation marks, and where the page has them in a name elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.characters.bigrams import paired
from pipeline.characters.blanks import SURNAMES
from pipeline.characters.han import weights
from pipeline.characters.han_letters import is_in_gb2312
from pipeline.characters.opencc import dictionary, dictionary_text, read_dictionary

_TITLES = re.compile("先生|女士|小姐|教授|老师|老師|医生|醫生|博士|院士|某|总|總|氏")
_CLAUSE = re.compile("[^。！？；\n]+")
_PASSAGE = 2  # Traditional letters of a clause: one may be a name
# What a Simplified page names as others write it: works, accounts, sentences in Japanese.
_NAMED = (
    re.compile("《[^《》\n]{1,40}》|@[^\\s@：:，。]{1,30}"),
    re.compile(  # from where a clause begins: else each letter would be tried
        '(?<![^"“”。！？\n])[^"“”。！？\n\u3041-\u30fa]*+[\u3041-\u30fa][^"“”。！？\n]*'
    ),
)
_QUOTED = re.compile("[「『“‘《]([\u3400-\u9fff])[」』”’》]")


def kept(text: str, changed: Sequence[int], new: str, page: str) -> frozenset[int]:
    """The places in a text, of those that a conversion to `new` changes, at which a letter stays.

    `page` is the script of the text as a whole.

    >>> sorted(kept("短道速滑的王濛和賠偿", [6, 8], "短道速滑的王蒙和赔偿", "simplified"))
    [6]
    """
    if page == "traditional":
        return frozenset(_variants(text, changed, new))
    found = {
        at
        for named in _NAMED
        for span in named.finditer(text)
        for at in changed[bisect_left(changed, span.start()) : bisect_left(changed, span.end())]
    }
    remaining = [at for at in changed if at not in found]
    for clause in _CLAUSE.finditer(text):
        if not remaining:
            break
        here = [at for at in remaining if at < clause.end()]
        remaining = remaining[len(here) :]
        if not here:
            continue
        letters = {text[at] for at in here if not is_in_gb2312(text[at])}
        simplified = sum(char in simplified_only() for char in clause[0])
        if len(letters) >= (1 if page == "mixed" else _PASSAGE) and len(letters) >= simplified:
            found.update(_variants(text, here, new))
        else:
            found.update(at for at in here if not _is_word(text, at, new))
    return frozenset(found)


@cache
def simplified_only() -> frozenset[str]:
    """Letters that only Simplified has."""
    return frozenset(
        old for old, news in read_dictionary("STCharacters").items() if old not in news
    )


def _is_word(text: str, at: int, new: str) -> bool:
    """Whether a lone Traditional letter is part of a word, or a surname before a title."""
    if is_in_gb2312(text[at]) or text[at] in _merged():
        return False
    before, after = new[at - 1 : at], new[at + 1 : at + 2]
    if new[at] in SURNAMES and _TITLES.match(new, at + 1) and before not in SURNAMES:
        return True
    if before and paired(before, new[at]) and not _is_name(text, at):
        return True
    return bool(after) and paired(new[at], after) and before not in SURNAMES


def _is_name(text: str, at: int) -> bool:
    """Whether a surname stands before, or one letter before that."""
    before = text[max(0, at - 2) : at]
    return bool(before) and (
        before[-1] in SURNAMES or (before[0] in SURNAMES and "\u3400" <= before[-1] <= "\u9fff")
    )


def _variants(text: str, changed: Sequence[int], new: str) -> Iterator[int]:
    """The places of variants in names and quotation marks, and of those in names elsewhere."""
    single = dictionary("TSCharacters")
    places = [
        at
        for at in changed
        if text[at] in variants()
        and new[at] == single.get(text[at])  # else a phrase knows better
        and _words().isdisjoint((text[at - 1 : at + 1], text[at : at + 2]))
    ]
    names = {text[at] for at in places if _is_name(text, at) and new[at] != text[at]}
    quoted = {found.start(1) for found in _QUOTED.finditer(text)}
    for at in places:
        if at in quoted or text[at] in names:
            yield at


@cache
def _merged() -> frozenset[str]:
    """Letters that become one which Traditional writing has too, with a letter of its own."""
    simplified, singles = simplified_only(), read_dictionary("STCharacters")
    return frozenset(
        old
        for old, new in dictionary("TSCharacters").items()
        if old != new and new not in simplified and singles.get(new, (new,))[0] != old
    )


_FULL_NAME = 3  # characters
_RARE = 1  # the weight of what such a letter becomes: 裡, 昇 and 於 are read as words, not names


@cache
def variants() -> frozenset[str]:
    """Those of them that are met in names, and 乾."""
    single = dictionary("TSCharacters")
    return frozenset(
        old for old in _merged() if int(weights()[min(ord(single[old]), 0xFFFF)]) <= _RARE
    ) | {"乾"}


@cache
def _words() -> frozenset[str]:
    """The pairs of letters with a variant in the words of OpenCC, where it becomes another one."""
    letters, found = variants(), set[str]()
    with_one = re.compile(f"^.*[{''.join(sorted(letters))}].*$", re.MULTILINE)
    for line in with_one.findall(dictionary_text("STPhrases")):
        simplified, _, words = line.partition("\t")
        word = words.split(" ")[0]
        if len(word) == _FULL_NAME and word[0] in SURNAMES and word[1] in letters:
            continue  # 林乾閔, 王乾發: OpenCC has some names, and makes words of them
        for at, (new, old) in enumerate(zip(simplified, word, strict=True)):
            if old in letters and old != new:
                found.update((word[max(at - 1, 0) : at + 1], word[at : at + 2]))
    return frozenset(pair for pair in found if len(pair) == 2) - {"海乾"}  # rather a given name
