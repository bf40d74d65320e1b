"""Edits that put the character itself for its doubles, and remove selectors that nobody chose.

PDFs give `⽤⼾` for 用户, from the fonts in them; Korean tools give compatibility ideographs, which
look the same. Readers see no difference, and no search, table or copy finds them.

Left alone: a radical that stands by itself in a text about radicals, the parts of characters that
are no character (⺡, ⻌), selectors of emoji, and one that a letter has wherever it stands.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.model.edits import Edit

_RADICALS = "\u2e80-\u2fdf"
_COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_DOUBLES = re.compile(f"[{_RADICALS}{_COMPATIBILITY}]")
_HAN = re.compile(f"[\u3400-\u9fff{_RADICALS}{_COMPATIBILITY}]")
# The radicals of the supplement that are whole characters, which Unicode does not fold.
_WHOLE = dict(
    zip(
        "⺊⺒⺓⺝⺜⺟⺠⺪⺬⺮⺷⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "卜巳幺月日母民疋示竹羊聿臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
# PDFs of Simplified texts have the Traditional radical for the character of the same shape.
_SIMPLIFIED = {"\u2f3e": "户", "\u2ed1": "長"}
_TOPIC = re.compile("部首|偏旁|部件|笔画|筆畫|康熙|Unicode|字形")
_IDEOGRAPHIC = "[\U000e0100-\U000e01ef]"
_VARIED = re.compile(f"(.)({_IDEOGRAPHIC})", re.DOTALL)
_STRAY = re.compile(f"(?:^|(?<=[^{_HAN.pattern[1:-1]}])){_IDEOGRAPHIC}+", re.MULTILINE)
_FORMS = re.compile("[\ufe00-\ufe0d]+")
_FILLERS = re.compile("[\u115f\u1160\u3164\uffa0]+")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_LEAST = 3  # letters with a selector: fewer may be one name, written with care


@cache
def unified(char: str) -> str:
    """The character that a radical or a compatibility character doubles, or itself.

    >>> [unified(char) for char in "⽤⻔⺡\uf9fc"]
    ['用', '门', '⺡', '識']
    """
    return _SIMPLIFIED.get(char) or _WHOLE.get(char) or unicodedata.normalize("NFKC", char)


def doubles(text: str) -> Iterator[Edit]:
    """Edits that put characters for radicals and compatibility characters.

    >>> [edit.new for edit in doubles("⽤⼾不得⾃⾏更改")]
    ['用户', '自行']
    >>> list(doubles("部首⼀与⼁是《康熙字典》最前面的两个。"))
    []
    """
    places = [found.start() for found in _DOUBLES.finditer(text)]
    if places and _TOPIC.search(text):
        # Several radicals stand in a row, as no text about them has them.
        places = [at for at in places if at - 1 in places or at + 1 in places]
    changed = [at for at in places if unified(text[at]) != text[at]]
    i = 0
    while i < len(changed):
        start, rule = changed[i], _rule(text[changed[i]])
        end = start + 1
        while i + 1 < len(changed) and changed[i + 1] == end and _rule(text[end]) == rule:
            i, end = i + 1, end + 1
        yield Edit(start, end, "".join(map(unified, text[start:end])), rule)
        i += 1


def _rule(char: str) -> str:
    return "radical" if char <= "\u2fdf" else "compatibility"


def stray_selectors(text: str) -> Iterator[Edit]:
    """Edits that remove selectors of letters that nobody chose, and fillers of Hangul.

    A site that marks its pages strews them: each letter has another one, or one of two places
    has none. What is chosen stands behind its letter everywhere.
    """
    chosen: dict[str, set[str]] = defaultdict(set)
    for letter, selector in _VARIED.findall(text):
        chosen[letter].add(selector)
    strewn = len(chosen) >= _LEAST and sum(
        len(kinds) > 1 or text.count(letter) > text.count(letter + next(iter(kinds)))
        for letter, kinds in chosen.items()
    ) * 3 >= len(chosen)
    several = len(set().union(*chosen.values())) if chosen else 0
    if strewn or several >= 2 * _LEAST:
        for found in re.finditer(f"{_IDEOGRAPHIC}+", text):
            yield Edit(*found.span(), "", "selector")
    else:
        for found in _STRAY.finditer(text):
            yield Edit(*found.span(), "", "selector")
    for found in _FORMS.finditer(text):
        yield Edit(*found.span(), "", "selector")
    for found in _FILLERS.finditer(text):
        around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        if not _JAMO.search(around):
            yield Edit(*found.span(), "", "zero-width")
