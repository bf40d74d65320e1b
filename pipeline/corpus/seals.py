"""Files that carry a checksum of their own, since they tell times that the list of sums can't."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

_SEAL = b"\n<!-- sha256 of all before this line: %s -->\n"


def sealed_page(page: str) -> bytes:
    """A page with its own sha256 at the end: it tells times, so the list of checksums can't."""
    content = page.rstrip().encode()
    return content + _SEAL % sha256(content).hexdigest().encode()


def is_sealed(page: bytes) -> bool:
    """Whether a page is as it was sealed."""
    content = page[: -len(_SEAL % (b"0" * 64))]
    return page == content + _SEAL % sha256(content).hexdigest().encode()


def sealed_json(said: Mapping[str, Any]) -> bytes:
    """An object as JSON that a person reads, with the sha256 of the rest as its `sum`."""
    seal = sha256(orjson.dumps(said)).hexdigest()
    return orjson.dumps(
        {**said, "sum": seal}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


def is_sealed_json(content: bytes) -> bool:
    """Whether such an object is as it was sealed, down to the byte."""
    try:
        said = orjson.loads(content)
        seal = said.pop("sum")
    except (ValueError, AttributeError, KeyError):
        return False
    return bool(seal) and sealed_json(said) == content
