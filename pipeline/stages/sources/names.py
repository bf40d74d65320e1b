"""Paths that can be printed, are unique, and lead back to the file."""

import re
from urllib.parse import unquote_to_bytes

# Control and format characters, line separators, bytes that are no UTF-8 (as surrogates).
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb]"
)
# Only what would read as an escape or as our own notation is escaped besides.
_OURS = re.compile(
    r"%(?=[0-9A-Fa-f]{2})|#(?=[0-9]+(?:$|[!/]))"
    r"|(?<=\.zip)!|(?<=\.tar)!|(?<=\.tgz)!|(?<=\.gz)!|(?<=\.bz2)!|(?<=\.xz)!|(?<=\.zst)!",
    re.I,
)
_SAFE = re.compile(r"[^\x00-\x1f\x7f-\U0010ffff%#!]*")


def printable(name: str) -> str:
    r"""The name with what can't be printed percent-encoded; `real` gives it back.

    >>> printable("新闻\t1.txt"), printable("\udce4.txt"), printable("100%.txt"), printable("a%41")
    ('新闻%091.txt', '%E4.txt', '100%.txt', 'a%2541')
    >>> printable("rows.jsonl#3"), printable("第#1章")
    ('rows.jsonl%233', '第#1章')
    """
    if _SAFE.fullmatch(name):
        return name
    return _UNSEEN.sub(_percent, _OURS.sub(_percent, name))


def real(path: str) -> bytes:
    r"""The bytes of the file's own name.

    >>> real("新闻%091.txt").decode()
    '新闻\t1.txt'
    """
    return unquote_to_bytes(path)


def member(name: str, raw: bytes | None, seen: dict[str, int]) -> str:
    """The printable name of an archive's member; a second one of that name gets a number.

    `raw` are the bytes of a name whose encoding the archive does not state: UTF-8, else GBK,
    which Chinese Windows writes.
    """
    if raw is not None:
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                name = raw.decode("utf-8", "surrogateescape")
    name = printable(name.lstrip("/"))
    seen[name] = seen.get(name, 0) + 1
    while seen[name] > 1:
        name = f"{name}({seen[name]})"
        seen[name] = seen.get(name, 0) + 1
    return name


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))
