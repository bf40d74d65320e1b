"""Where a file changes its encoding: UTF-8 inside GBK or Big5, or these inside UTF-8."""

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.characters.han import fit

# From a byte that can't be ASCII to the next one that is never part of a double-byte character.
HIGH_BYTES = re.compile(rb"[\x80-\xff][^\x00-\x2f]*")
# In GBK or Big5 about one place in a thousand looks so by chance, and hardly any whole line.
# Spelt out, because it runs three times as fast as a group repeated.
UTF8_PAIR = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}[\xe2-\xef][\x80-\xbf]{2}")
_SPLIT_PAIR = re.compile(rb"((?:[\xe2-\xef][\x80-\xbf]{2}){2,})")
_FITS = 2.0  # Chinese prose has 4, the other encoding's bytes less than 0
_BETTER = 2.0
_ENOUGH = 3  # characters of the other encoding that are a run, not an accident
_ENOUGH_INSIDE = 6  # the same, where nothing but its bytes says where the run begins


def encoded_stretches(data: bytes, encoding: str) -> list[tuple[str, bytes]]:
    r"""The bytes in stretches of one encoding each: whole lines first, then runs inside a line.

    >>> page = "第一行是国标\n".encode("gbk") + "第二行是万国码\n".encode()
    >>> [codec for codec, _ in encoded_stretches(page, "gb18030")]
    ['gb18030', 'utf-8']
    """
    if _clean(data, encoding):
        return [(encoding, data)]
    others = ("gb18030", "big5") if encoding == "utf-8" else ("utf-8",)
    found = (
        part
        for line in data.splitlines(keepends=True)
        for part in (
            [(encoding, line)] if _clean(line, encoding) else _line(line, encoding, others)
        )
    )
    return [
        (codec, b"".join(piece for _, piece in group))
        for codec, group in groupby(found, key=lambda part: part[0])
    ]


def _clean(data: bytes, encoding: str) -> bool:
    """Whether nothing in the bytes hints at another encoding."""
    if encoding != "utf-8" and UTF8_PAIR.search(data):
        return False
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes, encoding: str, others: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """A line with a hint: of another encoding as a whole, or in runs."""
    if (other := _other(line, encoding, others)) is not None:
        yield other, line
        return
    place = 0
    for run in HIGH_BYTES.finditer(line):
        yield encoding, line[place : run.start()]
        place = run.end()
        if _clean(run[0], encoding):
            yield encoding, run[0]
        elif (other := _other(run[0], encoding, others)) is not None:
            yield other, run[0]
        else:
            for piece in _SPLIT_PAIR.split(run[0]):
                yield _other(piece, encoding, others, _ENOUGH_INSIDE) or encoding, piece
    yield encoding, line[place:]


def _other(
    data: bytes, encoding: str, others: tuple[str, ...], enough: int = _ENOUGH
) -> str | None:
    """The other encoding that fits the bytes clearly better, without an error, or None."""
    if len(data) < 2 * enough:
        return None
    here = fit(data.decode(encoding, "replace"))[0]
    best: tuple[float, str] | None = None
    for other in others:
        try:
            score, count = fit(data.decode(other))
        except UnicodeDecodeError:
            continue
        if (
            count >= _ENOUGH
            and score >= max(_FITS, here + _BETTER)
            and (best or (-9.0,))[0] < score
        ):
            best = (score, other)
    return best[1] if best else None
