"""What the names of a block tell: an article, a menu, comments, an advertisement."""

import re
from functools import lru_cache

from pipeline.html.linearise import Box
from pipeline.html.words import pattern, pattern_tables

LONGEST_NAME = 60  # characters of class and id that are looked at

BOX_KINDS = pattern_tables()[
    "kinds_of_blocks"
]  # what names of classes and ids, in small letters, tell
# Kinds that speak for no other block than an article's: its body, what is said about it, its lead.
PLAIN_KINDS = sum(1 << list(BOX_KINDS).index(name) for name in ("article", "about", "lead"))
_KINDS = tuple(re.compile(pattern) for pattern in BOX_KINDS.values())
_TAG_KINDS = {"article": 1, "main": 1, "nav": 1 << 3, "header": 1 << 3, "footer": 1 << 4}
_TAG_KINDS |= {"aside": 1 << 6, "form": 1 << 9}
_AD = 1 << list(BOX_KINDS).index("ad")
_OTHERS = pattern("kinds", "others")
_BODY = pattern("kinds", "body")

_FOOT = re.compile(r"(?:^|[-_ ])(?:foot(?:er)?[-_]?\w*|copyright|page-?bottom)(?:$|[-_ ])", re.I)


@lru_cache(maxsize=4096)
def _named(name: str) -> int:
    return sum(1 << i for i, each in enumerate(_KINDS) if each.search(name))


def kinds_of_box(box: Box) -> int:
    """The kinds of a block, one bit each."""
    bits, names = _TAG_KINDS.get(box.tag, 0), box.names
    return bits if len(names) < 2 else bits | _named(names[:LONGEST_NAME].lower())


def is_slot(box: Box) -> bool:
    """Whether a block is named as advertisements are."""
    return bool(kinds_of_box(box) & _AD)


def is_advertisement(box: Box) -> bool:
    """Whether a block, or the one around it, is named as advertisements are."""
    return is_slot(box) or (box.up is not None and is_slot(box.up))


def is_body(box: Box) -> bool:
    """Whether a block is named as those are that hold nothing but the text of an article."""
    return any(_BODY.search(name) for name in (box.name, box.element.get("id") or ""))


def for_others(box: Box) -> bool:
    """Whether a block is named as those for other articles are."""
    return _is_others(box.names)


@lru_cache(maxsize=4096)
def _is_others(names: str) -> bool:
    return _OTHERS.search(names) is not None


def in_foot(box: Box) -> bool:
    """Whether a block, or one around it, is named as the foot of a page is."""
    return any(each.tag == "footer" or _FOOT.search(each.names) for each in box.chain())
