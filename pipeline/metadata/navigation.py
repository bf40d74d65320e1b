"""Menus, crumbs and rows of buttons: what stands at the top of copied pages. Lines are folded."""

import re
from collections.abc import Iterator, Sequence

from pipeline.metadata.credits import WORDS, without_widgets
from pipeline.metadata.days import dated

ENTRIES = 5
"""Words in a row that are a menu; four may be a headline with blanks."""
ENTRY = 6
"""Characters of the longest entry of a menu."""
_WIDEST = 200
"""Characters of a menu or a crumb."""
_BARRED = 3
"""Entries that are a menu where bars stand between them."""
_BUTTONS = frozenset(WORDS["head"]["buttons"].split())
_BUTTON = re.compile(
    "|".join(sorted((re.escape(word) for word in _BUTTONS if len(word) > 1), key=len, reverse=True))
    + r"|(?<![^\W\d_])[大中小](?![^\W\d_])"
)
_BESIDE_BUTTONS = re.compile(r"[\W\d_]+|您好|你好|请|或|免费|热线|客服|电话|热门|默认.?|QQ")
_ROW_LONGEST = 60  # characters of a row of buttons
_OF_BUTTONS = 4  # characters of buttons to one of another word in their row
_BAR = re.compile(r" ?[|·•›/] ?| {1,}")
_ENTRY_WORD = re.compile(r"\S*[一-鿿]\S*|English|EN|RSS|APP|App|NBA|IT|VIP|FM|BBS|WAP")
_CRUMB = re.compile(
    r"(?:.{0,8}(?:位置|在这里|在此)[:>]? ?|>{1,2} ?)?(?P<first>[^>:。|]{1,16}?) ?(?:>{1,2}|::) ?"
    r"(?P<rest>[^>。]{1,60}(?: ?>{1,2} ?[^>]{0,80}){0,6})"
)
_SLASHED = re.compile(r"(?P<first>首页|主页)(?P<rest>(?: ?[-/|·\\] ?[^。,]{1,16}){1,6})")


def is_navigation(folded: str) -> bool:
    """Whether a line is a row of five or more short words, as a site's menu is.

    >>> is_navigation("首页 新闻 视频 图片 军事 体育"), is_navigation("床 前 明 月 光 疑 是")
    (True, False)
    """
    words = folded.split()
    return len(words) >= ENTRIES and 1 < max(map(len, words)) <= ENTRY


def is_menu(folded: str) -> bool:
    """Whether a line above a headline is a menu: a row of words, or a few of them with bars.

    >>> is_menu("首页 | 博文目录 | 关于我"), is_menu("首页 典藏 教育 预约"), is_menu("床前 明月 光")
    (True, True, False)
    """
    if len(folded) > _WIDEST or dated(folded):
        return False
    words = [word for word in _BAR.split(folded.strip()) if word]
    if len(words) < _BARRED or max(map(len, words)) > ENTRY + 4:
        return False
    short = sum(map(len, words)) <= ENTRY * len(words)
    known = sum(word in _BUTTONS for word in words)
    barred = len(re.findall(r"[|›]", folded)) >= _BARRED - 1
    han = all(_ENTRY_WORD.fullmatch(word) for word in words)
    return short and (barred or (han and known > 0))


def is_button_row(folded: str) -> bool:
    """Whether a line is buttons, with what stands beside such: numbers, a hotline, a greeting.

    >>> is_button_row("登录 注册 投稿 爆料热线 000-1234567"), is_button_row("下载一条河的声音")
    (True, False)
    """
    if len(folded) > _ROW_LONGEST or not _BUTTON.search(folded):
        return False
    if "," in folded and "好," not in folded:
        return False  # who greets a reader may speak on
    left = _BUTTON.sub("", folded)
    buttons = len(folded) - len(left)
    return _OF_BUTTONS * len(_BESIDE_BUTTONS.sub("", without_widgets(left))) <= buttons


def crumb(folded: str) -> tuple[str, str] | None:
    """The first and the last element of the way to a page, or None.

    >>> crumb("您的位置：北岸网>>要闻>>正文".replace("：", ":")), crumb("首页 / 国内")
    (('北岸网', '正文'), ('首页', '国内'))
    """
    if len(folded) > _WIDEST or "<" in folded or folded.startswith("http"):
        return None
    match = _CRUMB.fullmatch(folded.strip()) or _SLASHED.fullmatch(folded.strip())
    if not match:
        return None
    last = re.split(r">| / | - |\\|·|\|", match["rest"].rstrip("> "))[-1]
    return match["first"].strip(" [【-"), last.strip(" /-")


def entries(folded: str) -> Iterator[str]:
    """The words of a line that bars, blanks, dashes or signs of slogans divide."""
    yield from (word for word in re.split(r"[|·•!>≡_\s]+|-(?=[^-]{4})|[—–]+| - ", folded) if word)


def is_button(word: str) -> bool:
    """Whether a word is that of a menu or a button."""
    return word in _BUTTONS


_WAY = re.compile(".{0,8}(?:位置|在这里|在此)[:>]|(?:.{1,10}|网站)?(?:首页|主页) ?>")


def over_the_way(heads: Sequence[str]) -> range:
    """The lines over the way to a page, among those above its text: what heads its site.

    >>> over_the_way(["今天是:", "北岸百年老店", "您的位置:首页>要闻", "渡口的钟停了"])
    range(0, 2)
    """
    ways = (i for i, line in enumerate(heads) if _WAY.match(line.strip()) and crumb(line))
    return range(next(ways, 0))
