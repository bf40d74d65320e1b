"""The address of a page that a person or a tool saved, from the comment it left in it."""

import re

# Internet Explorer, Chrome and Firefox write the first, SingleFile the second, HTTrack the third.
_SAVED = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{1,6}\)\s*(?P<browser>https?://[^\s<>]+)"
    rb"|Page saved with SingleFile\s+url:\s*(?P<single>https?://[^\s<>]+)"
    rb"|Mirrored from\s+(?P<mirror>[\w.-]+\.[a-z]{2,}[^\s<>]*)\s+by HTTrack)",
    re.I,
)
_LOOKED = 8192  # bytes; these comments stand at the top, after a doctype and the head's start


def saved_address(head: bytes) -> dict[str, str]:
    """The address as what a record knows; nothing where the page does not say.

    >>> saved_address(b"<!-- saved from url=(0021)http://a.example/1.html -->")
    {'url': 'http://a.example/1.html'}
    >>> saved_address(b"<!-- saved from url=(0014)about:internet -->")
    {}
    """
    found = _SAVED.search(head[:_LOOKED].replace(b"\0", b""))
    if not found:
        return {}
    url = found["browser"] or found["single"] or b"http://" + found["mirror"]
    return {"url": url.decode("utf-8", "replace")}
