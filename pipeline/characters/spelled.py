r"""Text that is spelled in ASCII as a whole, as mail, forms and scripts send it, read again.

A page that shows `%E4%B8%AD`, `=E4=B8=AD` or `%u4E2D` as an example has its own words around it;
here nearly everything is such, and gives text of a script that ASCII lacks.
"""

import binascii
import html
import quopri
import re
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote_to_bytes

from pipeline.characters.decode import decode
from pipeline.characters.han import fit
from pipeline.model.article import Refused
from pipeline.model.edits import Edit

_MOST = 0.5  # of the characters: a letter takes three to nine, and what ASCII has stays itself
_CHINESE = 1.0  # mean fit, where the bytes are no UTF-8, which proves itself


def spelled_edits(text: str) -> Iterator[Edit]:
    r"""The edit that reads a text which is spelled in one way of `_WAYS`, or none.

    >>> [edit.new for edit in spelled_edits("%E6%B8%A1%E5%8F%A3+6")]
    ['渡口+6']
    >>> [edit.new for edit in spelled_edits("=?gb2312?B?tsm/2g==?=")]
    ['渡口']
    """
    if not text.isascii() or not _WORTH.search(text):
        return
    size = len(text) - sum(map(text.count, " \n\r\t"))
    for way, pattern, read in _WAYS:
        if sum(len(found[0]) for found in pattern.finditer(text)) >= _MOST * size:
            new = read(text)
            if not new.isascii() and "\N{REPLACEMENT CHARACTER}" not in new:
                yield Edit(0, len(text), new, f"spelled-out {way}")
                return


def _chinese(text: str) -> str:
    """The same text if it fits Chinese, else ""."""
    return text if fit(text)[0] >= _CHINESE else ""


def _by_bytes(unescape: Callable[[str], bytes]) -> Callable[[str], str]:
    """A reader of what spells bytes, in an encoding that has to be found."""

    def read(text: str) -> str:
        try:
            found = decode(unescape(text))
        except (Refused, ValueError):
            return ""
        return found.text if found.encoding == "utf-8" else _chinese(found.text)

    return read


def _by_units(pattern: re.Pattern[str], base: int = 16) -> Callable[[str], str]:
    """A reader of what spells code units."""

    def read(text: str) -> str:
        made = pattern.sub(lambda one: chr(min(int(one[1], base), 0x10FFFF)), text)
        return _chinese(made.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    return read


def _words(text: str) -> str:
    """The words of a header of a mail."""
    try:
        return "\n".join(str(make_header(decode_header(line))) for line in text.split("\n"))
    except (HeaderParseError, LookupError, ValueError):
        return ""


def _entities(text: str) -> str:
    """Entities, also escaped twice or more; those of bytes are the letters that the bytes are."""
    once = text
    while (again := _AMP.sub("&", once)) != once:
        once = again
    numbers = [int(number) for number in _NUMBER.findall(once)]
    if numbers and max(numbers) < 0x100:
        return _bytes_of_numbers(once)
    return _chinese(html.unescape(once))


_AMP = re.compile("&amp;(?=[#A-Za-z])")
_NUMBER = re.compile("&#([0-9]{1,7});")
_bytes_of_numbers = _by_bytes(
    lambda text: _NUMBER.sub(lambda one: chr(int(one[1])), text).encode("latin-1")
)
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_OCTAL = re.compile(r"\\([0-3][0-7]{2})")
_PERCENT_U = re.compile("%u([0-9A-Fa-f]{4})")
_BRACED = re.compile(r"\\u\{([0-9A-Fa-f]{2,6})\}")
_CSS = re.compile(r"\\([0-9A-Fa-f]{4,6}) ?")
_WORTH = re.compile(r"%u?[0-9A-F]|=[0-9A-F?]|\\[xu0-9a-fA-F]|&[a#]|[A-Za-z0-9+/]{24}")
_WAYS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("entities", re.compile("&(?:amp;)*#[xX]?[0-9A-Fa-f]{1,7};"), _entities),
    ("percent-u", _PERCENT_U, _by_units(_PERCENT_U)),
    ("percent", re.compile("%[0-9A-F]{2}", re.I), _by_bytes(unquote_to_bytes)),
    ("braces", _BRACED, _by_units(_BRACED)),
    (
        "hex",
        _HEX,
        _by_bytes(lambda text: _HEX.sub(lambda one: chr(int(one[1], 16)), text).encode("latin-1")),
    ),
    (
        "octal",
        _OCTAL,
        _by_bytes(lambda text: _OCTAL.sub(lambda one: chr(int(one[1], 8)), text).encode("latin-1")),
    ),
    ("css", _CSS, _by_units(_CSS)),
    ("words", re.compile(r"=\?[\w.-]+\?[BbQq]\?[^?\s]*\?="), _words),
    (
        "quoted-printable",
        re.compile("=(?:[0-9A-F]{2}|\r?\n)"),
        _by_bytes(lambda text: quopri.decodestring(text.encode())),
    ),
    (
        "base64",
        re.compile(r"\A[A-Za-z0-9+/\s]++={0,2}\s*+\Z"),
        _by_bytes(lambda text: binascii.a2b_base64(text.encode(), strict_mode=False)),
    ),
)
