"""Names of encodings: as declared, as found in a page's head, as chardet guesses them."""

import codecs
import re
from functools import cache
from typing import NamedTuple

# What pages declare, to what their bytes are: the WHATWG's supersets, and its view that
# ISO-8859-1 means windows-1252.
_MEANT = {
    label: codec
    for codec, labels in {
        "gb18030": "gb2312 gbk cp936 ms936 x-gbk gb_2312-80",
        "hz": "hz",
        "big5": "big5hkscs cp950 x-x-big5",
        "euc-tw": "x-euc-tw euc-tw",
        "cp1252": "iso8859-1 ascii",
        "cp1254": "iso8859-9",
        "cp874": "iso8859-11 tis-620",
        "cp949": "euc_kr",
        "cp932": "shift_jis x-sjis",
    }.items()
    for label in labels.split(" ")
}
_META = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})"""
    rb"""|<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 8192  # browsers look at 1,024 bytes; pages with long inline scripts come later to it
_WINDOW = 20_000
_COMMON = (  # what else is met on the web; the Chinese codecs are there to be told apart from them
    *("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"),
    *("euc_jis_2004", "cp932", "shift_jis_2004", "cp949", "euc_kr", "johab", "cp874", "tis-620"),
    *(f"cp125{i}" for i in range(9)),
    *(f"iso8859-{i}" for i in (1, 2, 5, 7, 8, 9, 15)),
    *("koi8-r", "koi8-u", "cp866"),
)
_WIDE = ("euc", "cp932", "shift", "cp949", "johab", "utf", "gb", "big5")


class FoundCharset(NamedTuple):
    """What chardet says: a Python codec or "", and whether it is one of several bytes a letter."""

    encoding: str
    confidence: float
    wide: bool


@cache
def python_name(label: str | None) -> str | None:
    """The codec to use for a declared charset; None for unknown ones and for plain UTF-8.

    UTF-8 is tried first in any case, and what fails it is not made better by the declaration.

    >>> python_name("GB2312"), python_name("iso-8859-1"), python_name("utf-8"), python_name("x")
    ('gb18030', 'cp1252', None, None)
    """
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    if name in _MEANT:
        return _MEANT[name]
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not known._is_text_encoding or known.name.startswith(
        ("utf", "idna", "puny", "raw", "unicode")
    ):
        return None
    return _MEANT.get(known.name, known.name)


def declared_in(data: bytes) -> str | None:
    """The charset a page declares in <meta> or <?xml ?>, or None.

    >>> declared_in(b'<meta http-equiv=x content="text/html; charset=gbk">')
    'gb18030'
    """
    found = _META.search(data[:_HEAD])
    return python_name((found[1] or found[2]).decode("ascii", "ignore")) if found else None


def by_chardet(data: bytes) -> FoundCharset:
    """What chardet makes of the bytes from the first that is not ASCII on."""
    import chardet  # 80 ms, and most corpora never need it

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 200) if first else 0
    found = chardet.detect(
        data[start : start + _WINDOW],
        include_encodings=_COMMON,
        prefer_superset=True,
        compat_names=False,
        no_match_encoding="utf-8",
    )
    name = found["encoding"] or "utf-8"
    if name == "utf-8":  # tried before, so it only says that nothing fits
        return FoundCharset("", 0.0, False)
    if name == "cp1250" and _is_latin_2(data):
        name = "iso8859-2"
    return FoundCharset(name, found["confidence"], name.lower().startswith(_WIDE))


# Letters of ISO 8859-2 beside others where windows-1250 has signs, or letters of another language.
_LATIN_2 = re.compile(
    rb"(?<=[A-Za-z])[\xa1\xa6\xac\xb1\xb6\xbc]|[\xa1\xa6\xac\xb1\xb6\xbc](?=[a-z])"
)
_CZECH = re.compile(rb"[\xec\xf8\xf9].*?[\xb9\xbe]|[\xb9\xbe].*?[\xec\xf8\xf9]", re.DOTALL)


def _is_latin_2(data: bytes) -> bool:
    """Whether words of Polish or Czech need ISO 8859-2: chardet takes it for windows-1250."""
    data = data[:_WINDOW]
    return not re.search(rb"[\x80-\x9f]", data) and bool(
        _LATIN_2.search(data) or _CZECH.search(data)
    )
