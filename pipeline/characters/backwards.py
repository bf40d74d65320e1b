"""Bytes back from text that a wrong codec made of them, where more than one answer is possible.

The search is Viterbi's: character by character the best-fitting Chinese reading for each state,
a state being the lead byte still waiting and the last bytes that stood alone.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.characters.han import weights

_SOFT_HYPHEN = 0xAD
_INSERTED = -1.0  # a soft hyphen put back costs a little, for most bytes are not lost
_MEAN = 7.0  # above the best weight
_BROKEN = -20.0  # a byte that is half of nothing
_LONGEST = 10_000  # characters; beyond that the search costs more than the line is worth


class _Path(NamedTuple):
    """A reading so far: its fit, its last bytes, and the path before them."""

    score: float
    added: bytes
    before: "_Path | None"


_State = tuple[int, bytes]  # the waiting lead byte or 0, and lone bytes that may yet be UTF-8


def shown_bytes(codec: str) -> dict[int, int]:
    """For str.translate: what a Latin codec shows for bytes, back to the code points of these."""
    found = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(codec, "ignore")
        if char and ord(char) != byte:
            found[ord(char)] = byte
    return found


@cache
def _weight(pair: bytes) -> float:
    """How well a GBK pair fits Chinese; broken when it is none."""
    try:
        char = pair.decode("gbk")
    except UnicodeDecodeError:
        return _BROKEN
    # As a cost, so that more characters are never better only for being more.
    return float(weights()[ord(char)]) - _MEAN


def without_soft_hyphens(text: str) -> bytes | None:
    r"""The GBK bytes that were shown as Latin-1, from which soft hyphens (0xad) then were lost.

    >>> shown = "中国的彩电".encode("gbk").decode("latin-1").replace("\xad", "")
    >>> (without_soft_hyphens(shown) or b"").decode("gbk")
    '中国的彩电'
    """
    if len(text) > _LONGEST or any(char > "\xff" for char in text):
        return None
    return _best([[bytes([ord(char)]), bytes([_SOFT_HYPHEN, ord(char)])] for char in text], False)


def where_valid(text: str) -> bytes | None:
    """The GBK bytes that were read as UTF-8 where they are valid UTF-8, and else as Latin-1.

    Two characters of one byte that would have been valid together were not read apart, so most
    ambiguities go away; the rest is decided by what fits Chinese.
    """
    if len(text) > _LONGEST or any("\ud800" <= char <= "\udfff" for char in text):
        return None
    return _best([list(_either(char)) for char in text], True)


def _either(char: str) -> Iterator[bytes]:
    """A character as the byte it may stand for, or as the UTF-8 it may have been."""
    if char <= "\xff":
        yield bytes([ord(char)])
    if char > "\x7f":
        yield char.encode()


def _best(choices: list[list[bytes]], lone: bool) -> bytes | None:
    """The best-fitting bytes, taking one of the choices for each character."""
    paths: dict[_State, _Path] = {(0, b""): _Path(0.0, b"", None)}
    for options in choices:
        grown: dict[_State, _Path] = {}
        for (lead, last), path in paths.items():
            for i, added in enumerate(options):
                alone = b""
                if lone and i == 0 and len(added) == 1 and added[0] >= 0x80:
                    if _whole(last + added):
                        continue
                    alone = _open(last + added)
                score, waiting = _read(lead, added)
                score += path.score + (_INSERTED if i and not lone else 0.0)
                state = (waiting, alone)
                if state not in grown or grown[state].score < score:
                    grown[state] = _Path(score, added, path)
        if not grown:
            return None
        paths = grown
    ends = []
    for (lead, _), path in paths.items():
        ends.append(path._replace(score=path.score + (_BROKEN if lead else 0.0)))
        if lead and not lone:
            score = path.score + _weight(bytes((lead, _SOFT_HYPHEN))) + _INSERTED
            ends.append(_Path(score, bytes([_SOFT_HYPHEN]), path))
    end: _Path | None = max(ends, key=lambda path: path.score)
    pieces = []
    while end is not None:
        pieces.append(end.added)
        end = end.before
    return b"".join(reversed(pieces))


def _read(lead: int, added: bytes) -> tuple[float, int]:
    """What reading these bytes after a waiting lead (or 0) scores, and the lead waiting then."""
    score = 0.0
    for byte in added:
        if lead:
            score += _weight(bytes((lead, byte)))
            lead = 0
        elif byte >= 0x80:
            lead = byte
    return score, lead


def _whole(tail: bytes) -> bool:
    """Whether the last lone bytes end in a whole character of UTF-8."""
    if not 0x80 <= tail[-1] <= 0xBF:
        return False
    return 0xC2 <= tail[-2:][0] <= 0xDF or (len(tail) == 3 and tail[0] >= 0xE0)


def _open(tail: bytes) -> bytes:
    """As much of the last lone bytes as can still become a character of two or three bytes."""
    if 0xC2 <= tail[-1] <= 0xEF:
        return tail[-1:]
    if len(tail) > 1 and tail[-2] >= 0xE0 and tail[-1] <= 0xBF:
        return tail[-2:]
    return b""
