"""What a made-up page is: the bytes of a file, and what has to become of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("title", "author", "sitename", "date")
Gold = dict[str, Any]


@dataclass
class Page:
    """One file, and the gold of each record in it."""

    path: str
    data: bytes
    gold: dict[str, Gold] = field(default_factory=dict)


def gold(
    kind: str,
    cluster: str,
    body: Iterable[Any],
    optional: Iterable[str] = (),
    forbid: Iterable[str] = (),
    **fields: Any,
) -> Gold:
    """A gold record; a field that is not given must not be invented."""
    stated = {name: fields.get(name) for name in FIELDS}
    absent = [name for name in ("title", "author", "date") if stated[name] is None]
    return {
        "kind": kind, "fate": "kept", "cluster": cluster, "body": list(body),
        "optional": list(optional), "forbid": list(forbid), **stated, "never_invent": absent,
    }  # fmt: skip


def page(path: str, text: str | bytes, kind: str, body: Iterable[Any], **more: Any) -> Page:
    """A file with one article."""
    data = text if isinstance(text, bytes) else text.encode()
    cluster = more.pop("cluster", path)
    return Page(path, data, {path: gold(kind, cluster, body, **more)})


def refused(path: str, data: bytes, at: str = "") -> Page:
    """A file, or a record of it, that can't be an article."""
    return Page(path, data, {at or path: {"kind": "bad input", "fate": "not kept"}})
