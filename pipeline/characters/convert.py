"""Between Simplified and Traditional Chinese: OpenCC's own tables, looked up by numpy.

`opencc-python-reimplemented` converts 0.76 MB a second. Its dictionaries never change the length of
a text in the scripts offered here, so nearly all of its work is one look-up in a table over code
points, and the rest is some phrases in which a character is read otherwise (`乾` is 干, but 乾隆).

>>> from pipeline.model.edits import Text
>>> page = Text("乾隆說著話，頭髮乾了。")
>>> page.apply("convert", convert_edits(page.now))
>>> page.now
'乾隆说着话，头发干了。'
>>> list(convert_edits("已经是简体")), list(convert_edits("乾隆說著話", script="keep"))
([], [])
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.characters import kept_letters, zhe
from pipeline.characters import opencc as characters
from pipeline.characters.han_letters import is_in_gb2312
from pipeline.characters.opencc import EVERY, Codes, dictionary
from pipeline.model.edits import Edit

_Script = Literal["keep", "simplified", "traditional", "taiwan", "hongkong"]
SCRIPTS: tuple[_Script, ...] = ("keep", "simplified", "traditional", "taiwan", "hongkong")

# A row of the ledger holds names, places and hashes beside its texts: about 20 characters' worth.
# A line with many changed runs is therefore shorter as one row than as many.
_ROW = 20

# A page is Traditional, not Simplified with a name in it, when Traditional-only characters are at
# least this share of its telling ones; below the complement it is Simplified, between it is mixed.
_MOSTLY = 0.8

# Japanese is written with Han characters that t2s would break. Chinese pages show a kana or two
# as ornament; a text where kana are a quarter as many as Han is Japanese, and is left alone.
KANA_PER_HAN = 0.25


def convert_edits(text: str, script: str = "simplified") -> Iterator[Edit]:
    r"""The edits that turn a text into `script`, each as long as what it replaces.

    A line that changes in few places gives an edit for each run of changed characters (rule
    `t2s`, or `zhe` for 著 read as 着); one that changes all over gives a single edit.

    >>> list(convert_edits("一生\n他姓陳"))
    [Edit(start=5, end=6, new='陈', rule='t2s')]
    """
    if script not in SCRIPTS:
        raise ValueError(f"script {script!r} is unknown; take one of {', '.join(SCRIPTS)}")
    if script == "keep" or text.isascii():
        return
    old = characters.codes(text)
    kinds = _kinds().take(old, mode="clip").tobytes()
    kana = kinds.count(_KANA)
    if kana and kana > KANA_PER_HAN * (len(kinds) - kinds.count(0) - kana):
        return
    if script == "simplified":
        rule, new = "t2s", _simplified(text, old, _script(kinds))
    else:
        rule, new = _other(text, old, script)
    changed = (new != old).nonzero()[0]
    if changed.size:
        yield from _by_line(text, characters.text(new), changed, rule)


def script_of(text: str) -> Literal["simplified", "traditional", "mixed"] | None:
    """The script a text is written in, or None when it holds no Han characters.

    Only characters that exist in one script are evidence; a text without any is Simplified,
    since nothing in it would be converted.

    >>> script_of("这个头发"), script_of("這個頭髮"), script_of("中文"), script_of("Latin")
    ('simplified', 'traditional', 'simplified', None)
    """
    return _script(_kinds().take(characters.codes(text), mode="clip").tobytes())


def _script(kinds: bytes) -> Literal["simplified", "traditional", "mixed"] | None:
    only_simplified = kinds.count(_SIMPLIFIED)
    only_traditional = kinds.count(_TRADITIONAL)
    if not only_simplified + only_traditional and _EITHER not in kinds:
        return None
    if only_traditional > _MOSTLY * (only_simplified + only_traditional):
        return "traditional"
    if only_traditional > (1 - _MOSTLY) * (only_simplified + only_traditional):
        return "mixed"
    return "simplified"


@cache
def _variants() -> NDArray[np.bool_]:
    """For every code point whether it is a letter that stays in names on a Traditional page."""
    table = np.zeros(EVERY, dtype=np.bool_)
    table[[ord(letter) for letter in kept_letters.variants()]] = True
    return table


def _simplified(text: str, old: Codes, script: str | None) -> Codes:
    page = script or "simplified"
    new = _converted(text, old, _conversion("t2s"))
    if new is not old:
        changed = (new != old).nonzero()[0]
        if page == "traditional":
            changed = changed[_variants().take(old[changed])]
        if changed.size:
            kept = kept_letters.kept(text, changed.tolist(), characters.text(new), page)
            new[list(kept)] = old[list(kept)]
    if zhe.ZHE in text:
        # In a Traditional page every 著 that is no 著 is a 着; in a Simplified one, which some
        # other tool may have converted and left at 著, only those after a verb that takes 着.
        new = characters.codes(zhe.read_zhe(characters.text(new), sure=page == "simplified"))
    return new


def _other(text: str, old: Codes, script: str) -> tuple[str, Codes]:
    """Any script but Simplified. A Traditional text gets the local variants only."""
    steps = ["s2t"] if script_of(text) != "traditional" else []
    steps += {"taiwan": ["t2tw"], "hongkong": ["t2hk"]}.get(script, [])
    new = old
    for step in steps:
        new = _converted(characters.text(new), new, _conversion(step))
    return {"traditional": "s2t", "taiwan": "s2tw", "hongkong": "s2hk"}[script], new


# --- OpenCC's dictionaries, compiled ---------------------------------------------------------


class _Conversion(NamedTuple):
    table: Codes  # what each code point becomes, unless a phrase says otherwise
    hinge: NDArray[np.bool_]  # the code points with which a phrase that matters can be found
    concerns: NDArray[np.bool_]  # those and the ones that the table changes
    phrases: Mapping[str, Sequence[tuple[int, str, str]]]  # pair -> (its place, phrase, new)


_NAMES = {
    "t2s": ("TSCharacters", "TSPhrases"),
    "s2t": ("STCharacters", "STPhrases"),
    "t2tw": ("TWVariants", None),
    "t2hk": ("HKVariants", None),
}


# Regional variants for which OpenCC's tables have no other letter.
_REGIONAL = {"籐": "藤", "啣": "衔", "伕": "夫", "揹": "背", "唚": "吣"}
# The same of words: 醯 alone is vinegar.
_REGIONAL_WORDS = {
    old: old.replace("醯", "酰")
    for old in ("乙醯", "甲醯", "丙醯", "丁醯", "醯胺", "醯基", "醯化", "醯氯")
}


@cache
def single_letters(name: str) -> Mapping[str, str]:
    """What each letter becomes; towards Simplified also regional ones, and nothing unheard-of.

    A letter that GBK lacks is one that few fonts have: then the one that stands there stays.
    """
    singles = dictionary(_NAMES[name][0])
    if name != "t2s":
        return singles
    found = dict(singles)
    for region in ("HKVariantsRev", "TWVariantsRev"):
        for old, new in dictionary(region).items():
            if old != new and singles.get(old, old) == old and not is_in_gb2312(old):
                found[old] = singles.get(new, new)
    found.update(_REGIONAL)
    return {old: new for old, new in found.items() if new.encode("gbk", "ignore")}


def _known(phrase: str, new: str, single: Mapping[str, str]) -> str:
    """A phrase converted, without letters that GBK lacks."""
    return "".join(
        to if to.encode("gbk", "ignore") else single.get(of, of)
        for of, to in zip(phrase, new, strict=True)
    )


@cache
def _conversion(name: str) -> _Conversion:
    phrases = _NAMES[name][1]
    single = single_letters(name)
    table = np.arange(EVERY, dtype="<u4")
    for old, letter in single.items():
        table[ord(old)] = ord(letter)
    many = dict(dictionary(phrases)) if phrases else {}
    if name == "t2s":
        many |= _REGIONAL_WORDS
        many = {old: _known(old, to, {}) for old, to in many.items()}
    hinges = {
        c for k, v in many.items() for c, w in zip(k, v, strict=True) if single.get(c, c) != w
    }
    made = {new for old, new in single.items() if new != old}
    index: dict[str, list[tuple[int, str, str]]] = {}
    flags = np.zeros(EVERY, dtype=np.bool_)
    for phrase, new in many.items():
        # A phrase that agrees with the table still matters where it takes characters from one
        # that does not.
        if hinges.isdisjoint(phrase) and not _touches(phrase, name):
            continue
        at = _anchor(phrase, single, hinges, made)
        flags[ord(phrase[at])] = True
        pair = min(at, len(phrase) - 2)
        index.setdefault(phrase[pair : pair + 2], []).append((pair, phrase, new))
    concerns = flags | (table != np.arange(EVERY))
    return _Conversion(table, flags, concerns, index)


@cache
def _ends(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last characters of all phrases of a conversion."""
    many = dictionary(_NAMES[name][1] or "")
    return frozenset(k[0] for k in many), frozenset(k[-1] for k in many)


def _anchor(phrase: str, single: Mapping[str, str], hinges: set[str], made: set[str]) -> int:
    """Where in a phrase the character is by which it is looked for.

    Rather a hinge, which are few; but not one that others become (么 of 么麼 is 麼 in Simplified),
    for Simplified pages are full of it.
    """
    ranks = [
        (char not in hinges or char in made, single.get(char, char) == char, at)
        for at, char in enumerate(phrase)
    ]
    return min(ranks)[2]


def _touches(phrase: str, name: str) -> bool:
    """Whether another phrase could overlap this one."""
    firsts, lasts = _ends(name)
    return any(c in firsts for c in phrase[1:]) or any(c in lasts for c in phrase[:-1])


def _converted(text: str, old: Codes, by: _Conversion) -> Codes:
    places = by.concerns.take(old, mode="clip").nonzero()[0]
    if not places.size:
        return old  # nearly every Simplified page ends here
    some = old[places]
    new = old.copy()
    new[places] = by.table[some]
    found: list[tuple[int, int, str]] = []
    known = by.phrases.get
    for place in places[by.hinge[some]].tolist():
        for pair in (place - 1, place):
            for at, phrase, becomes in known(text[pair : pair + 2]) or ():
                start = pair - at
                if start >= 0 and text.startswith(phrase, start):
                    found.append((-len(phrase), start, becomes))
    if not found:
        return new
    # OpenCC for Python takes the longest phrase anywhere in the sentence first, the leftmost of
    # equally long ones; not, as the C++ library does, the longest one from left to right.
    taken: set[int] = set()
    for length, start, becomes in sorted(set(found)):
        span = range(start, start - length)
        if taken.isdisjoint(span):
            taken.update(span)
            new[start : start - length] = characters.codes(becomes)
    return new


# --- scripts and characters ------------------------------------------------------------------

_EITHER, _SIMPLIFIED, _TRADITIONAL, _KANA = 1, 2, 3, 4


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each code point: no Han (0), Han of either script, of one only, or kana."""
    kinds = np.zeros(EVERY, dtype=np.uint8)
    for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)):
        kinds[first : last + 1] = _EITHER
    kinds[0x3041:0x30FF] = _KANA
    kinds[0x30FB] = 0  # ・ stands in transliterated names too
    # 后, 干, 里 … are Traditional characters too: no evidence.
    kinds[[*map(ord, kept_letters.simplified_only())]] = _SIMPLIFIED
    for old, new in dictionary("TSCharacters").items():
        if old != new and kinds[ord(old)] == _EITHER and not is_in_gb2312(old):
            kinds[ord(old)] = _TRADITIONAL
    return kinds


# --- from characters to edits ----------------------------------------------------------------


def _by_line(old: str, new: str, changed: NDArray[np.intp], rule: str) -> Iterator[Edit]:
    """One edit for each run of changed characters, or for the line where that is shorter."""
    apart = np.ones(changed.size + 1, dtype=np.bool_)
    np.not_equal(changed[1:], changed[:-1] + 1, out=apart[1:-1])
    opens, closes = apart[:-1].nonzero()[0], apart[1:].nonzero()[0]
    starts, ends = changed[opens].tolist(), (changed[closes] + 1).tolist()
    first = 0
    while first < len(starts):
        line_end = old.find("\n", starts[first])
        last = bisect_left(starts, line_end, first) if line_end >= 0 else len(starts)
        characters = int(closes[last - 1] - opens[first]) + 1
        whole = _ROW + 2 * (ends[last - 1] - starts[first])
        if last - first > 1 and whole < _ROW * (last - first) + 2 * characters:
            yield _edit(old, new, starts[first], ends[last - 1], rule)
        else:
            for start, end in zip(starts[first:last], ends[first:last], strict=True):
                yield _edit(old, new, start, end, rule)
        first = last


def _edit(old: str, new: str, start: int, end: int, rule: str) -> Edit:
    return Edit(start, end, new[start:end], "zhe" if old[start:end] == zhe.ZHE else rule)
