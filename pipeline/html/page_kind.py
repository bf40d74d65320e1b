"""What a page is: an article, a post with replies, a thread, a list, a product, a file.

A page that is but an index of others has no article, and its verdict says so.
"""

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.html.linearise import CELL, PageLine
from pipeline.html.structured_data import types

MOST = 0.6  # share of an article's characters in items or rows that make it a list
SHORT = 400  # characters; a page that offers a file says little of it
SOLD = 2  # different words of a shop that make a product of a page
_SHOP = re.compile(
    r"加入购物车|加入購物車|立即购买|立即購買|立即抢购|商品(?:编号|详情|评价)|货号|库存"
    r"|月销|包邮|add to cart|buy now",
    re.I,
)
_THREAD = re.compile(
    r"楼主|樓主|沙发|板凳|地板|\d{1,4} ?[楼樓#]|#\d{1,4}|只看(?:楼主|该作者)|回帖|发帖"
)
_FILE = re.compile(
    r"(?:点击|立即|免费|附件)?下[载載](?:地址|次数|文档|附件|原文)|文档(?:格式|大小|页数)|\.(?:pdf|docx?|pptx?|xlsx?|zip|rar)\b",
    re.I,
)
_THREADS = frozenset({"discussionforumposting", "qapage", "question"})


def kind_of(
    root: etree._Element, page: Sequence[PageLine], article: Sequence[bool], end: int
) -> str:
    """The kind of a page whose article these lines are; from line `end` on readers comment."""
    stated = types(root)
    own = [line for line, chosen in zip(page, article, strict=True) if chosen]
    others = [line.text for line, chosen in zip(page, article, strict=True) if not chosen]
    short = [text for text in others if len(text) < SHORT]
    beside = "\n".join(short)
    size = sum(len(line.text) for line in own) or 1
    replied = end < len(page)
    if "product" in stated or len(set(_SHOP.findall(beside))) >= SOLD:
        return "product"
    if stated & _THREADS or (replied and sum(bool(_THREAD.search(t)) for t in short) > 1):
        return "thread"
    if replied:
        return "post"
    if size < SHORT and sum(bool(_FILE.search(text)) for text in short) > 1:
        return "file"
    listed = sum(len(line.text) for line in own if _is_item(line))
    return "list" if listed > MOST * size else "article"


def _is_item(line: PageLine) -> bool:
    """Whether a line is a row, or a short item of a list."""
    if CELL in line.text:
        return True
    tag = line.box.tag
    return tag in ("li", "dd", "dt") and len(line.text) < SHORT
