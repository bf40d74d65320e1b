"""Chinese in seven bits (HZ, UTF-7, ISO-2022-CN) and EUC-TW, which Python decodes not or half."""

import re
from functools import cache
from importlib.resources import files

from pipeline.characters.han import fit

_LOST = "\N{REPLACEMENT CHARACTER}"
_ESCAPES = re.compile(rb"\x1b\$([)*+])([A-M])|\x1bN(..)|\x1bO(..)|(\x0e)|(\x0f)|(\n)", re.DOTALL)
_UTF_7 = re.compile(rb"\+[A-Za-z0-9/]{3,}(?:\+[A-Za-z0-9/]+)*-?")
_ASCII_PAIR = re.compile(rb"([\x21-\x7e]{2})|([\x00-\x20\x7f-\xff])|(.)", re.DOTALL)


def decode_shifted(data: bytes) -> tuple[str, str] | None:
    r"""The encoding and text of seven-bit bytes that shift to Chinese or its neighbours, or None.

    >>> decode_shifted(b"~{VPND~} text")
    ('hz', '中文 text')
    >>> decode_shifted(b"\x1b$)A\x0eVPND\x0f text")
    ('iso-2022-cn', '中文 text')
    >>> decode_shifted(b"~{ is a tilde and a brace ~}")
    """
    if b"~{" in data:
        try:
            text = data.decode("hz")
        except UnicodeDecodeError:
            text = ""
        if fit(text)[0] >= 1.0:
            return "hz", text
    if len(b"".join(_UTF_7.findall(data))) * 2 > len(data):
        try:
            return "utf-7", data.decode("utf-7")
        except UnicodeDecodeError:
            return None
    if b"\x1b$" not in data and b"\x1b(" not in data:
        return None
    if re.search(rb"\x1b\$[)*+][AEGHI]", data):
        return "iso-2022-cn", _iso_2022_cn(data)
    for name in ("iso2022_kr", "iso2022_jp_2", "iso2022_jp_ext"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not text.isascii():
            return name, text
    return None


def _iso_2022_cn(data: bytes) -> str:
    """The text of ISO-2022-CN or -CN-EXT: sets are announced, then shifted to (RFC 1922)."""
    sets = {b")": b"", b"*": b"", b"+": b""}
    out: list[str] = []
    shifted, place = False, 0
    for found in _ESCAPES.finditer(data):
        out.append(_seven_bit(data[place : found.start()], sets[b")"] if shifted else b""))
        place = found.end()
        if found[1]:
            sets[found[1]] = found[2]
        elif found[3] or found[4]:
            out.append(_pair((found[3] or found[4]), sets[b"*" if found[3] else b"+"]))
        elif found[7]:
            sets, shifted = {b")": b"", b"*": b"", b"+": b""}, False  # a line starts in ASCII
            out.append("\n")
        else:
            shifted = bool(found[5])
    out.append(_seven_bit(data[place:], sets[b")"] if shifted else b""))
    return "".join(out)


def _seven_bit(data: bytes, charset: bytes) -> str:
    """A stretch in one character set; b"" is ASCII."""
    if not charset:
        return data.decode("ascii", "replace")
    return "".join(
        _pair(found[1], charset) if found[1] else _LOST if found[3] else found[2].decode("latin-1")
        for found in _ASCII_PAIR.finditer(data)
    )


def _pair(pair: bytes, charset: bytes) -> str:
    """One character of GB 2312 (A), ISO-IR-165 (E, nearly the same) or a plane of CNS 11643."""
    if charset in (b"A", b"E"):
        return bytes(b | 0x80 for b in pair).decode("gb2312", "replace")[:1]
    plane = b"GHIJKLM".find(charset) + 1 if charset else 0
    return _cns(plane, pair[0] & 0x7F, pair[1] & 0x7F)


_EUC_TW = re.compile(
    rb"([\xa1-\xfe])([\xa1-\xfe])|\x8e([\xa1-\xb0])([\xa1-\xfe])([\xa1-\xfe])|([\x00-\x7f]+)|(.)",
    re.DOTALL,
)


def euc_tw(data: bytes) -> str:
    r"""The text of EUC-TW: CNS 11643, of which planes 1 and 2 are Big5 in another order.

    >>> euc_tw(b"\xc4\xe3\xc5\xc6 CNS")
    '中文 CNS'
    """

    def text(found: re.Match[bytes]) -> str:
        if found[6]:
            return found[6].decode("ascii")
        if found[1]:
            return _cns(1, found[1][0] & 0x7F, found[2][0] & 0x7F)
        if found[3]:
            return _cns(found[3][0] - 0xA0, found[4][0] & 0x7F, found[5][0] & 0x7F)
        return _LOST

    return "".join(text(found) for found in _EUC_TW.finditer(data))


@cache
def _planes() -> list[list[str]]:
    """The rows of planes 1 to 7: `cns11643.txt`."""
    table = files("pipeline.characters").joinpath("cns11643.txt").read_text("utf-8")
    _, *planes = re.split(r"^plane \d\n", table, flags=re.MULTILINE)
    return [plane.split("\n") for plane in planes]


def _cns(plane: int, row: int, cell: int) -> str:
    """One character of CNS 11643 by its seven-bit row and cell; U+FFFD outside planes 1 to 7."""
    row, cell = row - 0x21, cell - 0x21
    if not 1 <= plane <= 7 or cell < 0 or not 0 <= row < len(_planes()[plane - 1]):
        return _LOST
    return _planes()[plane - 1][row][cell : cell + 1].strip(".") or _LOST
