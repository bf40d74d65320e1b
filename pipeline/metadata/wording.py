"""Lines that say little but words of a page: buttons, counters, channels that no rule names.

Weak evidence: the resolver believes it above and below a text only, on a page that shows other
boilerplate. Texts are folded (see `layout`).
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.metadata.layout import ends_sentence
from pipeline.model.literals import Words
from pipeline.model.vocabulary import words as of_class

WORDING_RULE = "page-words"
_COVERED = 0.7
"""Of the letters of a line: below it are names and headlines that hold such a word or two."""
_SHORT = 60  # characters; a longer line says something
_BUTTONS = 3  # words; one or two may be a heading
_NO_LETTERS = re.compile(r"[\W\d_]+")
_STAMP = re.compile(r"\d{1,4}[-/.:年月]\d|[年月日时分秒]")


@cache
def _words() -> tuple[Words, re.Pattern[str], frozenset[str]]:
    """The words of pages, the small ones that go with any, a character each, and channels."""
    small = "".join(of_class("small"))
    channels = frozenset(of_class("words", "channels"))
    return Words(sorted(of_class("words"))), re.compile(f"[{re.escape(small)}]"), channels


class Said(NamedTuple):
    """The words of pages in a line, its letters, and the share of them that those words are."""

    words: list[str]
    letters: int
    share: float


def words_of(line: str) -> Said:
    """What of a line is words of pages; small words, which go with any, count for half.

    >>> words_of("发布评论 用户评价").share, words_of("收藏家的烦恼").share < 0.5
    (1.0, True)
    """
    words, small, _ = _words()
    found = words.found(line)
    every = len(_letters(_STAMP.sub("", line)))
    left = _letters(_STAMP.sub("", words.cut(line)))
    over = len(left) - len(small.findall(left)) / 2
    return Said(found, every, 1 - over / every if every else 0.0)


def page_worded(line: str) -> bool:
    """Whether a line says little but words of a page.

    >>> page_worded("回应 转发 赞 收藏"), page_worded("参与人数 1 威望 +5 收起理由")
    (True, True)
    >>> page_worded("关注留守儿童"), page_worded("收藏家的烦恼"), page_worded("编辑:王小明")
    (False, False, False)
    """
    line = line.strip()
    if not 1 < len(line) <= _SHORT or ends_sentence(line) or line.endswith(":"):
        return False
    words, small, channels = _words()
    if line in channels:
        return False  # a section of the text may be called so
    if not words.any_in(line):
        return False
    left = small.sub("", _letters(_STAMP.sub("", words.cut(line))))
    return len(left) <= (1 - _COVERED) * len(_letters(line))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def buttons_only(line: str) -> bool:
    """Whether a line is three words of pages or more and nothing else: a bar of buttons.

    >>> buttons_only("00:00 / 01:23 倍速 高清 全屏"), buttons_only("评论与分享")
    (True, False)
    """
    words, _, _ = _words()
    return (
        page_worded(line) and len(words.found(line)) >= _BUTTONS and not _letters(words.cut(line))
    )
