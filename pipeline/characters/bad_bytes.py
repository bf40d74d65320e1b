"""Bytes that fit no character: U+FFFD for them, and a note that names each."""

import re
from collections.abc import Iterator

from pipeline.model.article import Refused
from pipeline.model.edits import Edit

_BAD = re.compile(r"[\udc80-\udcff]{1,16}")
_LOST = "\N{REPLACEMENT CHARACTER}"
_WIDE = ("utf-16", "utf-32")


def damaged(data: bytes, codec: str) -> tuple[str, list[Edit]]:
    """Bytes with errors decoded: U+FFFD where Python puts it, with a note naming the bytes.

    0x80 in GBK is the euro sign of CP936, which Python's codecs don't know.
    """
    if not codec.startswith(_WIDE):
        try:
            return _named(data.decode(codec, "surrogateescape"), codec)
        except UnicodeDecodeError:  # an ASCII byte inside the error, as in half a four-byte one
            pass
    text = data.decode(codec, "replace")
    if text.count(_LOST) > max(2, len(text) // 50) and codec.startswith(_WIDE):
        raise Refused(f"binary: begins like {codec}, but does not decode")
    return text, list(lost(text))


def _named(text: str, codec: str) -> tuple[str, list[Edit]]:
    """A text whose bad bytes are lone surrogates, with U+FFFD for them and notes with the bytes."""
    parts: list[str] = []
    edits: list[Edit] = []
    place = start = 0
    for found in _BAD.finditer(text):
        bad = bytes(ord(char) - 0xDC00 for char in found[0])
        if codec == "gb18030" and bad == b"\x80":
            new, rule = "€", "euro-byte"
        else:
            new = bad.decode("utf-8", "replace") if codec == "utf-8" else _LOST * len(bad)
            rule = "half-character" if found.end() == len(text) else "bad-byte"
        place += found.start() - start
        edits.append(Edit(place, place + len(new), new, f"{rule} {bad.hex()}"))
        parts += (text[start : found.start()], new)
        place += len(new)
        start = found.end()
    return "".join((*parts, text[start:])), edits


def lost(text: str) -> Iterator[Edit]:
    """A note on every U+FFFD, where the byte can't be named."""
    for found in re.finditer(_LOST, text):
        yield Edit(found.start(), found.end(), _LOST, "bad-byte")
