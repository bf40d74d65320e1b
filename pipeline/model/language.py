"""Which language a text is in, as far as its script shows it."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

# Enough to tell; a longer look changes nothing and costs time.
_LOOK = 4000
# Japanese prose is a third kana at the least, a Chinese article on Japan a tenth at the most.
_KANA_SHARE, _HAN_SHARE = 0.2, 0.3
# What a 16-bit code unit is of; others than letters are 0. A letter of two units counts as none.
_OTHER, _CHINESE, _JAPANESE, _KOREAN = 1, 2, 3, 4


def language_of(text: str) -> str | None:
    """`zh`, `ja` or `ko`, or None where the script does not tell.

    >>> [language_of(text) for text in ("今天的新闻", "これは日本語の文です", "한국어", "Hi")]
    ['zh', 'ja', 'ko', None]
    """
    units = np.frombuffer(text[:_LOOK].encode("utf-16-le", "surrogatepass"), "<u2")
    counts = np.bincount(_letters().take(units), minlength=5).tolist()
    letters = sum(counts[_OTHER:])
    if not letters:
        return None
    if counts[_KOREAN] > _HAN_SHARE * letters:
        return "ko"
    if counts[_JAPANESE] > _KANA_SHARE * letters:
        return "ja"
    return "zh" if counts[_CHINESE] > _HAN_SHARE * letters else None


@cache
def _letters() -> NDArray[np.uint8]:
    """What each 16-bit code unit is a letter of."""
    table = np.zeros(0x10000, np.uint8)
    every = "".join(map(chr, range(0x10000)))
    for pattern, kind in (
        (r"[^\W\d_]", _OTHER),
        ("[\u3400-\u4dbf\u4e00-\u9fff]", _CHINESE),
        ("[\u3040-\u30ff]", _JAPANESE),
        ("[\u1100-\u11ff\uac00-\ud7af]", _KOREAN),
    ):
        table[[ord(letter) for letter in re.findall(pattern, every)]] = kind
    return table
