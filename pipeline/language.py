"""Which language a text is in, as far as its script shows it."""

import re

import numpy as np
from numpy.typing import NDArray

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")

# Enough to tell; a longer look changes nothing and costs time.
_LOOK = 4000
# Japanese prose is a third kana at the least, a Chinese article on Japan a tenth at the most.
_KANA_SHARE, _HAN_SHARE = 0.2, 0.3
# First and last of most Han, all of them letters, and of all that is kana or Hangul.
_MOST_HAN = (0x4E00, 0x9FFF)
_NEIGHBOURS = ((0x3040, 0x30FF), (0x1100, 0x11FF), (0xAC00, 0xD7AF))


def language_of(text: str) -> str | None:
    """`zh`, `ja` or `ko`, or None where the script does not tell.

    >>> [language_of(text) for text in ("今天的新闻", "これは日本語の文です", "한국어", "Hi")]
    ['zh', 'ja', 'ko', None]
    """
    look = text[:_LOOK]
    if _plainly_chinese(look):
        return "zh"
    letters = len(_LETTER.findall(look))
    if not letters:
        return None
    if len(_HANGUL.findall(look)) > _HAN_SHARE * letters:
        return "ko"
    if len(_KANA.findall(look)) > _KANA_SHARE * letters:
        return "ja"
    return "zh" if len(_HAN.findall(look)) > _HAN_SHARE * letters else None


def _plainly_chinese(look: str) -> bool:
    """Whether Han alone decide it, as on nearly every page; no other letter is looked for."""
    units = np.frombuffer(look.encode("utf-16-le", "surrogatepass"), "<u2")
    if _within(units, _MOST_HAN) <= _HAN_SHARE * len(look):
        return False
    return not any(_within(units, block) for block in _NEIGHBOURS)


def _within(units: NDArray[np.uint16], block: tuple[int, int]) -> int:
    """How many of the characters stand in a block."""
    first, last = block
    return int(np.count_nonzero((units - np.uint16(first)) <= last - first))
