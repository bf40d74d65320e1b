"""Which language a text is in, as far as its script shows it."""

import re

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")

# Enough to tell; a longer look changes nothing and costs time.
_LOOK = 4000
# Japanese prose is a third kana at the least, a Chinese article on Japan a tenth at the most.
_KANA_SHARE, _HAN_SHARE = 0.2, 0.3


def language_of(text: str) -> str | None:
    """`zh`, `ja` or `ko`, or None where the script does not tell.

    >>> [language_of(text) for text in ("今天的新闻", "これは日本語の文です", "한국어", "Hi")]
    ['zh', 'ja', 'ko', None]
    """
    look = text[:_LOOK]
    letters = len(_LETTER.findall(look))
    if not letters:
        return None
    if len(_HANGUL.findall(look)) > _HAN_SHARE * letters:
        return "ko"
    if len(_KANA.findall(look)) > _KANA_SHARE * letters:
        return "ja"
    return "zh" if len(_HAN.findall(look)) > _HAN_SHARE * letters else None
