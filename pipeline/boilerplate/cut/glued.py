"""Where an article on one line is over: credits, calls and notices behind its last sentence.

Not a stage: `strip` asks it. Texts are folded (see `layout`). Every piece of the row has to be
known as boilerplate by itself; one clause of prose among them, and nothing is a tail.
"""

import re
from itertools import pairwise

from pipeline.model.lines import FULL_STOPS
from pipeline.model.rules import beginning

_LONGEST = 300  # characters of such a row; longer ones hold more than credits
_VALUE = 36  # characters of the names behind a label
_CALL = 70  # characters of a sentence to the reader
_STAFF = (
    "(?:责任|值班|本期|图文|综合|实习|整理|总|主|微信|视频|美术|执行|新媒体|文字|网络|原创)?编辑"
    "|(?:责任|值班|本期|执行|副)?(?:责编|总编|主编|编审|编校|审核|审校|校对|校审|监制|监审|排版|美编|统筹|编发|签发)"
    "|终审|初审|复审|主播|出品|制作|设计|策划|运营|素材|整理|剪辑"
)
_AUTHORS = "摄影|作者|记者|通讯员|文字|图片|图文|视频|供稿"  # by-lines; never the first of a row
_ORIGIN = (
    "(?:部分)?(?:信息|资料|图文|稿件|素材|内容|视频|图片|文章|本文|新闻|原文|消息)?(?:综合)?来源"
    "|稿源|综合自|转自|来自|摘自"
)
_DESK = (
    "(?:投稿|投稿邮箱|邮箱|新闻热线|报料热线|爆料热线|热线|爆料|联系电话|商务合作|合作"
    "|微信|微信号|公众号|微信公众号|微信id|id)"
)
_LABEL = re.compile(
    rf"(?P<staff>{_STAFF}|{_AUTHORS})(?: ?[:|/\\] ?| (?=[一-鿿]{{2,4}}(?:[ 、,)\]】]|$)))"
    rf"|(?P<origin>{_ORIGIN})于? ?[:|/\\] ?|(?P<desk>{_DESK}) ?[:|\\] ?"
)
_CALLING = re.compile(
    "长按|扫描|扫码|扫一扫|二维码|公众号|阅读原文|阅读全文|点[个一]?赞|好看|在看|转发|转载|投稿|侵权|侵删|版权|关注|分享"
    "|订阅|星标|置顶|爆料|报料|热线|合作|留言|往期|推荐阅读|更多精彩|下载|免责|声明"
)
# What a row may begin with: a credit of the desk, or a call that no story ends in.
_WORDS = (
    rf"(?:(?:{_STAFF}|{_ORIGIN}) ?[:|/\\]"
    r"|(?:责任编辑|责编|编辑|审核|校对|监制) (?=[一-鿿]{2,4}(?: |$))"
    r"|[-—·• ]{1,4}(?i:e ?n ?d|the end)[-—·• ]{1,4}"
    r"|(?:长按|扫描|扫码|识别)[^。!?,]{0,12}二维码|长按[^。!?,]{0,8}关注"
    r"|点击[^。!?,]{0,10}阅读(?:原文|全文)|(?:(?:点击|戳)[^\w。]?)?阅读原文[^\w。]"
    r"|版权归[^。!?]{2,12}所有)"
)
# A look at the first character spares most places the alternatives.
FIRST_GLUED = re.compile(f"(?={beginning(_WORDS)}){_WORDS}")
_DRAWN = 6  # signs before such a word that belong to it: `▍`, `【`, blanks
_OTHERS = frozenset('。!?,…~"”’」』)】]_')
# Said of nothing but a page's own making: these need no full stop before them.
_SURE = re.compile(
    "[^\\w。!?,]{0,3}(?:(?:责任|值班|本期|图文|综合)编辑|(?:本期|值班)?(?:责编|编审)|审校"
    "|(?:信息|图文|稿件|素材|内容|文章|本文)来源) ?[:|/]"
)
# What `FIRST_GLUED` can't do without: asked first, for nearly every article ends without it.
GLUED_ANCHOR = re.compile(r":|\||/|\\|辑 |编 |核 |对 |制 |二维码|长按|阅读原文|阅读全文|版权归|e|E")
# What is drawn between a text and its row.
_LINE = "-—•·▼▽↓↑★☆◆◇■□●○﹀▲△♥❤▍▌|"
_ENDS = FULL_STOPS + '~"”’」』)】]'
_BREAK = re.compile('[。!?~]+["”’」』)】]?')
_HAN = re.compile("[一-鿿]")


def tail(line: str) -> int | None:
    """Where the row at the end of a folded line begins, or None.

    >>> line = "他走了。图文来源:北岸周刊编辑:王小明审核:李红长按二维码关注我们"
    >>> line[tail(line):]
    '图文来源:北岸周刊编辑:王小明审核:李红长按二维码关注我们'
    >>> line = "人人都平安地到达了目的地来源:北岸周刊记者:李红编辑:王小明"
    >>> line[tail(line):]
    '来源:北岸周刊记者:李红编辑:王小明'
    >>> tail("他走了。来源:他自己说,是从山里来的。"), tail("警方提醒:请勿点击陌生链接。")
    (None, None)
    """
    low = max(1, len(line) - _LONGEST)
    if not GLUED_ANCHOR.search(line, low):
        return None
    for first in FIRST_GLUED.finditer(line, low):
        start = _drawn(line, first.start(), low)
        before = line[:start].rstrip()
        over = before[-1:] in _ENDS or line[start] in _LINE or _SURE.match(line, start)
        if (over or _several(line[start:])) and _known(line[start:]):
            return len(before)
    return None


def is_boilerplate_row(line: str) -> bool:
    """Whether all of a folded line is such a row: nothing stands before it.

    >>> is_boilerplate_row("-end-来源:北岸周刊,版权归原作者所有。如有侵权,请联系我们!")
    True
    >>> is_boilerplate_row("来源:他自己说,是从山里来的。")
    False
    """
    first = FIRST_GLUED.match(line, 0) if len(line) <= _LONGEST else None
    return first is not None and _known(line)


def _drawn(line: str, start: int, low: int) -> int:
    """Where the signs begin that are drawn before a word."""
    least = max(low, start - _DRAWN)
    while start > least and not (line[start - 1].isalnum() or line[start - 1] in _OTHERS):
        start -= 1
    return start


def _known(rest: str) -> bool:
    """Whether a row has nothing but labels with names, and calls to the reader."""
    labels = list(_LABEL.finditer(rest))
    bounds = sorted({0, *(label.start() for label in labels), len(rest)})
    ends = {label.start(): label.end() for label in labels}
    for low, high in pairwise(bounds):
        value = rest[ends.get(low, low) : high]
        pieces = _BREAK.split(value)
        if low in ends and _named(pieces[0]):
            pieces = pieces[1:]
        if not all(map(_boilerplate, pieces)):
            return False
    return True


def _several(rest: str) -> bool:
    """Whether a row names where the text is from or who wrote it, and who edited it.

    A list of posts may end a story without a stop before it; it never begins with a source.
    """
    labels = list(_LABEL.finditer(rest))
    return len(labels) > 1 and bool(labels[0]["origin"]) and any(one["staff"] for one in labels)


def _named(value: str) -> bool:
    """Whether what follows a label is names or an address, and no clause."""
    return len(value) <= _VALUE and "," not in value


def _boilerplate(piece: str) -> bool:
    """Whether a piece without label speaks to the reader, or says nothing."""
    return (len(piece) <= _CALL and bool(_CALLING.search(piece))) or len(_HAN.findall(piece)) < 2
