"""What the names of a block tell: an article, a menu, comments, an advertisement."""

import re
from functools import lru_cache

from pipeline.html.linearise import Box

LONGEST_NAME = 60  # characters of class and id that are looked at

# What names of classes and ids, in small letters, tell of a block: words of templates everywhere.
KINDS = {
    "article": r"article|content|text|body|main|post|entry|detail|news|story|zhengwen|neirong"
    r"|wenzhang|artical|txt|read",
    "comments": r"comment|pinglun|reply|respond|feedback|discuss|gentie|liuyan",
    "related": r"relat|recommend|tuijian|xiangguan|guess|similar|readmore|extend|more|next|prev",
    "navigation": r"nav|menu|crumb|channel|tab|header|location|position|path|page",
    "foot": r"foot|copyr|bottom|friend|link",
    "share": r"share|jiathis|social|weibo|tool|func|print|fav|digg|like|vote|mood|app|qr|wechat"
    r"|weixin",
    "side": r"side|right|hot|rank|list|aside|column|latest|paihang|top(?!ic)",
    "ad": r"(?:^|[-_ ])(?:ads?|isad|adv|gg|banner|promo|sponsor)|guanggao|advert",
    "about": r"info|meta|author|source|date|time|byline|editor|laiyuan|zuozhe|biaoti|title|keyword"
    r"|tag",
    "form": r"login|search|form|user|popup|dialog|mask",
    "lead": r"summary|abstract|lead(?!er)|intro|daodu|daoyu|zhaiyao|digest|desc|deck|standfirst",
}
# Kinds that speak for no other block than an article's: its body, what is said about it, its lead.
PLAIN_KINDS = sum(1 << list(KINDS).index(name) for name in ("article", "about", "lead"))
_KINDS = tuple(re.compile(pattern) for pattern in KINDS.values())
_TAG_KINDS = {"article": 1, "main": 1, "nav": 1 << 3, "header": 1 << 3, "footer": 1 << 4}
_TAG_KINDS |= {"aside": 1 << 6, "form": 1 << 9}
_AD = 1 << list(KINDS).index("ad")
# Also what lists the headings of the text itself, and what encyclopedias put around one.
_OTHERS = re.compile(
    r"(?:^|[-_ ])(?:recommend|relate|tuijian|xiangguan|guess"
    r"|(?:toc|ez-toc|post-toc|table-of-contents|[at]?mbox|navbox|hatnote|catlinks|noprint)"
    r"(?:$|[-_ ])"
    r"|comments?(?:[-_]?(?:list|area|box|content|body|wrap\w*|section|info|item))?(?:$|[-_ ]))",
    re.I,
)
_BODY = re.compile(
    r"(?:^|[-_ ])(?:markdown-?body"
    r"|(?:article|post|entry|news|topic|blog|thread)s?[-_]?(?:content|body|text)(?:[-_]detail)?)"
    r"(?:$| )",
    re.I,
)

_FOOT = re.compile(r"(?:^|[-_ ])(?:foot(?:er)?[-_]?\w*|copyright|page-?bottom)(?:$|[-_ ])", re.I)


@lru_cache(maxsize=4096)
def _named(name: str) -> int:
    return sum(1 << i for i, each in enumerate(_KINDS) if each.search(name))


def kind(box: Box) -> int:
    """The kinds of a block, one bit each."""
    bits, names = _TAG_KINDS.get(box.tag, 0), box.names
    return bits if len(names) < 2 else bits | _named(names[:LONGEST_NAME].lower())


def is_slot(box: Box) -> bool:
    """Whether a block is named as advertisements are."""
    return bool(kind(box) & _AD)


def is_advertisement(box: Box) -> bool:
    """Whether a block, or the one around it, is named as advertisements are."""
    return is_slot(box) or (box.up is not None and is_slot(box.up))


def is_body(box: Box) -> bool:
    """Whether a block is named as those are that hold nothing but the text of an article."""
    return any(_BODY.search(name) for name in (box.name, box.element.get("id") or ""))


def for_others(box: Box) -> bool:
    """Whether a block is named as those for other articles are."""
    return _is_for_others(box.names)


@lru_cache(maxsize=4096)
def _is_for_others(names: str) -> bool:
    return _OTHERS.search(names) is not None


def in_foot(box: Box) -> bool:
    """Whether a block, or one around it, is named as the foot of a page is."""
    return any(each.tag == "footer" or _FOOT.search(each.names) for each in box.chain())
