"""Which kind of binary some bytes are, if they are no text."""

import re
from functools import cache
from importlib.resources import files

_CONTAINERS = re.compile(rb"(?:RIFF....(WEBP|WAVE|AVI )|....ftyp(....))", re.DOTALL)
_SURE = (b"%PDF-", b"%!PS-", b"{\\rtf1")  # all printable, and documents none the less
_CONTROLS = bytes((*range(0x08), 0x0E, *range(0x10, 0x1B), *range(0x1C, 0x20), 0x7F))
_HEAD = 4096


def kind_of_binary(data: bytes) -> str | None:
    r"""The kind of binary, or None for what may be text.

    A text that merely begins like one (`BZh`, `MZ`) is text unless control characters follow.

    >>> kind_of_binary(b"GIF89a\x01\x00\x01\x00\x80\x00\x00")
    'a GIF picture'
    >>> kind_of_binary(b"GIF89a is a picture format")
    """
    head = data[:_HEAD]
    for start, name in _signatures():
        if head.startswith(start) and (start in _SURE or controls(head)):
            return name
    if (found := _CONTAINERS.match(head)) and controls(head):
        return "sound, a picture or a film (RIFF)" if found[1] else "a film or picture (MP4)"
    return None


@cache
def _signatures() -> list[tuple[bytes, str]]:
    """The rows of `signatures.txt`: first bytes and a kind."""
    rows = files("pipeline.characters").joinpath("signatures.txt").read_text("utf-8").splitlines()
    pairs = (row.split(" ", 1) for row in rows if row[0] != "#")
    return [
        (start.encode().decode("unicode_escape").encode("latin-1"), name) for start, name in pairs
    ]


def controls(data: bytes) -> int:
    """How many control bytes there are that no text needs (tab, line ends, SO, SI, ESC are not)."""
    return len(data) - len(data.translate(None, _CONTROLS))
