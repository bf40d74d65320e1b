"""Menus of a site, and its name behind a headline: what stands at the top of copied pages."""

import re
from collections.abc import Sequence

_ENTRIES = 5
"""Words in a row that are a menu; four may be a headline with blanks."""
ENTRY = 6
"""Characters of the longest entry of a menu."""


def is_navigation(folded: str) -> bool:
    """Whether a line is a row of five or more short words, as a site's menu is.

    >>> is_navigation("首页 新闻 视频 图片 军事 体育"), is_navigation("床 前 明 月 光 疑 是")
    (True, False)
    """
    words = folded.split()
    return len(words) >= _ENTRIES and 1 < max(map(len, words)) <= ENTRY


# How the name of a site ends that stands behind a headline in a browser's bar.
_SITE_END = re.compile("(?:网|社区|论坛|博客|空间|频道|平台|文库|百科|新闻|在线|手机版|首页|贴吧)$")
_LATIN_END = re.compile("[A-Za-z]{3,}$")  # a word of the headline too, unless two bars stand before
_SHORTEST = 4  # characters of a headline; before an earlier bar stands a section's name
_BAR = re.compile(r" - | ?[_|] ?|-(?=[^-]*$)")


def without_site(folded: str) -> int:
    """How many characters of a headline stand before names of sites, as a browser's bar has them.

    >>> line = "修钟的人来了 - 某某的个人空间 - 某某社区"
    >>> line[: without_site(line)], without_site("北京-上海高铁")
    ('修钟的人来了', 7)
    """
    bars = [bar.start() for bar in _BAR.finditer(folded)]
    if not bars or bars[0] < _SHORTEST:
        return len(folded)
    line = folded.rstrip()
    named = _SITE_END.search(line) or (len(bars) > 1 and _LATIN_END.search(line))
    return bars[0] if named else len(folded)


# The way to a page, from the site on: `北岸财经 > 正文`.
_WAY = re.compile(r"([^\W\d_]{2,10}?)(?:网?首页)? ?>{1,2} ?[^>]{1,40}(?: ?>{1,2} ?[^>]{1,60}){0,4}")
_SITE = re.compile("(?:网|社区|论坛|财经|在线|新闻|日报|晚报|周刊|博客|文库|百科|吧|坊|读书|文学)$")


def named_above(folded: Sequence[str]) -> str:
    """The site that a way to the page begins with, or that stands right above a menu; else "".

    >>> named_above(["北岸论坛>杂谈>渡口"]), named_above(["北岸网", "首页 新闻 图片 军事 财经"])
    ('北岸论坛', '北岸网')
    >>> named_above(["首页 > 新闻 > 正文"]), named_above(["论坛 > 杂谈"])
    ('', '')
    """
    for i, line in enumerate(folded):
        way = _WAY.fullmatch(line)
        menu = i + 1 < len(folded) and is_navigation(folded[i + 1])
        name = way[1] if way else line.strip() if menu else ""
        if 2 < len(name) <= 10 and _SITE.search(name):
            return name
    return ""
