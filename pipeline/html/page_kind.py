"""What a page is: an article, a post with replies, a thread, a list, a product, a file.

A page that is but an index of others has no article, and its verdict says so.
"""

from collections.abc import Sequence

from lxml import etree

from pipeline.html.linearise import CELL, PageLine
from pipeline.html.structured_data import types
from pipeline.html.words import pattern

_MOST = 0.6  # share of an article's characters in items or rows that make it a list
_SHORT = 400  # characters; a page that offers a file says little of it
SOLD = 2  # different words of a shop that make a product of a page
_SHOP = pattern("page_kind", "shop")
_THREAD = pattern("page_kind", "thread")
_FILE = pattern("page_kind", "file")
_THREADS = frozenset({"discussionforumposting", "qapage", "question"})


def kind_of_page(
    root: etree._Element, page: Sequence[PageLine], article: Sequence[bool], end: int
) -> str:
    """The kind of a page whose article these lines are; from line `end` on readers comment."""
    stated = types(root)
    own = [line for line, chosen in zip(page, article, strict=True) if chosen]
    others = [line.text for line, chosen in zip(page, article, strict=True) if not chosen]
    short = [text for text in others if len(text) < _SHORT]
    beside = "\n".join(short)
    size = sum(len(line.text) for line in own) or 1
    replied = end < len(page)
    if "product" in stated or len(set(_SHOP.findall(beside))) >= SOLD:
        return "product"
    if stated & _THREADS or (replied and sum(bool(_THREAD.search(t)) for t in short) > 1):
        return "thread"
    if replied:
        return "post"
    if size < _SHORT and sum(bool(_FILE.search(text)) for text in short) > 1:
        return "file"
    listed = sum(len(line.text) for line in own if _is_item(line))
    return "list" if listed > _MOST * size else "article"


def _is_item(line: PageLine) -> bool:
    """Whether a line is a row, or a short item of a list."""
    if CELL in line.text:
        return True
    tag = line.box.tag
    return tag in ("li", "dd", "dt") and len(line.text) < _SHORT
