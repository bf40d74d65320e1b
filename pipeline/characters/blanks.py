"""Edits that close the blanks between Han where no author put them."""

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.characters.han_letters import letter_list
from pipeline.model.edits import Edit

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = "[ \xa0\u3000\u2002-\u200a\t]"
_MARK = "，。、；：？！“”‘’（）《》「」…—"
# Every character spaced: five or more single ones in a row, as in `民 事 判 决 书`.
# The first and the last may be glued to other text.
_SPACED = re.compile(
    rf"[{_HAN}](?:{_BLANK}[{_HAN}{_MARK}](?={_BLANK})){{3,}}{_BLANK}[{_HAN}{_MARK}]"
)
# What each must hold, and is found faster: a literal comes first.
_SINGLE = tuple(re.compile(f"{blank}[{_HAN}]{blank}[{_HAN}]") for blank in " \xa0\u3000\t")
_BEFORE_HAN = re.compile(f" (?=[{_HAN}])")
SURNAMES = letter_list("surnames")


def spaced_out(text: str) -> Iterator[Edit]:
    """Edits that close the blanks of words with every character spaced; names in a list keep them.

    >>> [edit.start for edit in spaced_out("民 事 判 决 书（2020）")]
    [1, 3, 5, 7]
    >>> list(spaced_out("摄影 李 雷 张 飞 赵 云"))
    []
    """
    if not any(pattern.search(text) for pattern in _SINGLE):
        return
    for match in _SPACED.finditer(text):
        chars = re.sub(_BLANK, "", match[0])
        # `申 琳 朱 虹 王 伟`: names of two characters, spaced to the width of three.
        if _are_names(chars):
            continue
        for blank in re.finditer(_BLANK, match[0]):
            start = match.start() + blank.start()
            yield Edit(start, start + 1, "", "spaced-out")


def _are_names(chars: str) -> bool:
    """Whether every second or third character is a surname, more or less."""
    for step in (2, 3):
        for first in range(step):
            heads = chars[first::step]
            if sum(char in SURNAMES for char in heads) * 2 >= max(len(heads), 2):
                return True
    return False


def inside_words(text: str) -> Iterator[Edit]:
    """Edits that close a blank left where a line was wrapped inside a word.

    The proof is the page's own: the two characters stand together twice, and that is at least half
    of the places where one of them stands.
    """
    if " " not in text:
        return
    for match in islice(_BEFORE_HAN.finditer(text), 200):  # a bound on the work
        at = match.start()
        left, right = text[at - 1 : at], text[at + 1]
        if "\u3400" <= left <= "\u9fff" and _is_prose(text, at):
            together = text.count(left + right)
            if together >= 2 and 2 * together >= min(text.count(left), text.count(right)):
                yield Edit(at, at + 1, "", "blank-in-word")


def _is_prose(text: str, at: int) -> bool:
    """Whether the blank stands in a sentence.

    Then no label, list, title or second blank is near, and a comma or full stop not far.
    """
    near = text[max(0, at - 7) : at] + text[at + 1 : at + 8]
    if any(char.isspace() or char in '：:|、《》“”"「」' for char in near):
        return False
    around = re.split(r"\s", text[max(0, at - 40) : at])[-1] + "#"
    around += re.split(r"\s", text[at + 1 : at + 40])[0]
    return "，" in around or "。" in around or "," in around
