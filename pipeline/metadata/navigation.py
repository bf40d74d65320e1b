"""Menus of a site, and its name behind a headline: what stands at the top of copied pages."""

import re

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
