"""Pages with text that is hidden, in some thirty ways, within sentences and as blocks.

What no reader can see is a decoy and must go. What a reader can open, since a toggle on the page
names it, is text of the page and must stay; a toggle of something else does not help it.
`visibility` and `opacity` hide what stands within a sentence, but not a block: there they are how
a page waits for its script.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle

LEVELS = ("inline", "block")
TOGGLES = ("none", "own", "other")


@dataclass(frozen=True)
class Way:
    """How an element is hidden: its attributes, and a rule of the page's style sheet."""

    name: str
    attributes: str
    rule: str = ""
    opens: bool = True  # is it a way in which pages fold what a reader may open?
    waits: bool = False  # on a block: does the page only wait for its script?
    shown: bool = False  # does it look like hiding, but hides nothing?
    in_body: bool = False  # does the rule stand in a <style> within the body?


WAYS = (
    Way("display none", 'style="display:none"'),
    Way("display none, important", 'style="color:red; DISPLAY: none !important;"'),
    Way("hidden attribute", "hidden"),
    Way("class", 'class="k7x note"', ".k7x{{display:none}}"),
    Way("id", "", "#{id}{{display:none}}"),
    Way("descendant", 'class="pp2"', "body .text .pp2 {{ color: #333; display: none; }}"),
    Way("attribute selector", 'data-fold="y"', '[data-fold="y"]{{display:none}}'),
    Way("list of selectors", 'class="zq"', ".ad,.pop , .zq{{display:none}}"),
    Way("media rule", 'class="m-x"', "@media screen{{.m-x{{display:none}}}}"),
    Way("style in the body", 'class="b9"', ".b9{{display:none}}", in_body=True),
    Way("font size 0", 'style="font-size:0"', opens=False),
    Way("font size of a class", 'class="tiny"', ".tiny{{font-size:0px;color:#fff}}", opens=False),
    Way("off screen", 'style="position:absolute;left:-9999px"', opens=False),
    Way(
        "indented away",
        'style="display:inline-block;text-indent:-9999px;overflow:hidden"',
        opens=False,
    ),
    Way("box of no size", 'style="display:inline-block;width:0;height:0;overflow:hidden"'),
    Way("clipped", 'style="position:absolute;clip:rect(0,0,0,0)"', opens=False),
    Way("scaled to nothing", 'style="display:inline-block;transform:scale(0)"', opens=False),
    Way("visibility", 'style="visibility: hidden"', waits=True),
    Way("opacity", 'style="opacity:0"', waits=True),
    Way("white on white", 'style="color:#ffffff;background:#fff"', opens=False),
    Way("letters of their ground", 'class="ww"', ".ww{{color:#fff;background:#fff}}", opens=False),
    Way("over an earlier rule", 'class="k3"', ".k3{{display:block}} .text .k3{{display:none}}"),
    Way("not displayed in the end", 'style="height:0;overflow-y:hidden;display:inline-block"'),
    Way("clipped to a path", 'style="position:absolute;clip-path:inset(50%)"', opens=False),
    Way("above the screen", 'style="position:fixed;top:-1000px"', opens=False),
    Way("font in short", 'style="font:0/0 a"', opens=False),
    Way("content not visible", 'style="content-visibility:hidden"', opens=False),
    Way("named for screen readers", 'class="sr-only" style="position:absolute;clip:rect(0 0 0 0)"'),
    Way("print", 'class="np"', "@media print{{.np{{display:none}}}}", shown=True),
    Way("light on dark", 'style="color:#fff;background:#333"', shown=True),
    Way("a few dots left", 'style="position:absolute;left:-9px"', shown=True),
    Way("no height, all over it", 'style="height:0"', shown=True),
    Way("half seen through", 'style="opacity:.6"', shown=True),
    Way("a bit smaller", 'style="transform:scale(0.9);font-size:.8em"', shown=True),
    Way("under the mouse", 'class="hv"', ".hv:hover{{display:none}}", shown=True),
    Way("shown again", 'class="sa"', ".sa{{display:none}} .text .sa{{display:block}}", shown=True),
)

TOGGLE = (
    '<button type="button" aria-expanded="false" aria-controls="{id}">{words}</button>',
    "<a href=\"javascript:;\" onclick=\"document.getElementById('{id}').style.display=''\">{words}"
    "</a>",
    '<a data-toggle="collapse" href="#{id}" role="button">{words}</a>',
    '<span class="more" data-target="#{id}">{words}</span>',
    "<button id=b{id}>{words}</button><script>$('#b{id}').click(function(){{$('#{id}').toggle()}})"
    "</script>",
    '<label for="{id}">{words}解答</label>',
)

DECOYS = (
    "本文由搜书趣网首发请记住域名",
    "复制请注明出处翻印必究三三四",
    "棋牌下载送彩金注册就送八十八",
    "办证刻章联系电话加微信详谈吧",
    "最新章节请到读书吧免费阅读哦",
    "代写论文包过查重价格优惠从速",
)

PROSE = (
    "渡口的石阶一共四十一级，最下面三级常年在水里，|只有腊月才露出来。",
    "摆渡的人姓柯，说话慢，收钱也慢，|但船从来没有晚过。",
    "那一年修坝，水退了半里，|河床上露出一只铁锚，锈得像一段老树根。",
    "村里人商量了三天，决定把锚抬到祠堂门口，|压住那块总被风掀起来的门板。",
    "孩子们不知道它是什么，|骑在上面，说是马。",
    "后来柯老大退了船，|每天傍晚去祠堂门口坐一坐，手放在锚爪上。",
    "“它比我沉得住气。”他说，|没有人听懂。",
    "今年清明，水又涨回来了，|石阶只剩下三十八级。",
)

FOLDED = (
    "船票最早是竹片，后来换成铁皮，再后来什么也不用，点个头就行",
    "铁锚长一米七，重二百一十斤，锚杆上有一个模糊的“顺”字",
    "祠堂的门板是樟木的，补过两次，第二次用的是船板",
)


@dataclass(frozen=True)
class HiddenPage:
    """A page, the lines a reader sees or can open, and what no reader sees."""

    name: str
    html: str
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


@cache
def hidden_pages() -> tuple[HiddenPage, ...]:
    """Every way at every level, without a toggle, with its own, and with another's."""
    return tuple(_pages())


def _pages() -> Iterator[HiddenPage]:
    toggles = cycle(TOGGLE)
    turn = 0
    for way in WAYS:
        for level in LEVELS:
            for toggle in TOGGLES:
                if toggle == "own" and not way.opens:
                    continue
                turn += 1
                yield _page(way, level, toggle, next(toggles), turn)


def _page(way: Way, level: str, toggle: str, button: str, turn: int) -> HiddenPage:
    seen = way.shown or toggle == "own" or (level == "block" and way.waits)
    start = turn % len(PROSE)
    prose = PROSE[start:] + PROSE[:start]
    extra = FOLDED if seen else DECOYS[turn % 3 : turn % 3 + 3]
    markup, shown = "", []
    for n, line in enumerate(prose):
        before, after = line.split("|")
        words = extra[n // 2] if n % 2 and n // 2 < len(extra) else ""
        name = f"x{turn}n{n}"
        hidden = _hidden(way, level, name, words) if words else ""
        opener = button.format(id=name, words="展开") if words and toggle == "own" else ""
        if level == "inline":
            markup += f"<p>{before}{hidden}{after}{opener}</p>\n"
            shown.append(before + (words if seen else "") + after)
        else:
            markup += f"<p>{before}{after}</p>\n{opener}{hidden}\n"
            shown += [before + after, *([f"{words}。"] if seen and words else [])]
    if toggle == "other":
        markup += button.format(id="comments", words="查看评论") + '<div id="comments"></div>\n'
    rules = "".join(
        way.rule.format(id=f"x{turn}n{n}") for n in ((1, 3, 5) if "{id}" in way.rule else (1,))
    )
    name = f"{way.name}, {level}, toggle: {toggle}"
    return HiddenPage(name, _html(way, rules, markup), tuple(shown), () if seen else tuple(extra))


def _hidden(way: Way, level: str, name: str, words: str) -> str:
    if level == "inline":
        return f'<span id="{name}" {way.attributes}>{words}</span>'
    return f'<div id="{name}" {way.attributes}><p>{words}。</p></div>'


def _html(way: Way, rules: str, markup: str) -> str:
    head = "" if way.in_body else rules
    body = f"<style>{rules}</style>" if way.in_body else ""
    menu = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "散文", "小说", "留言"))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>渡口 - 水边读书'
        f"</title><style>body{{margin:0}} .text p{{text-indent:2em}} {head}</style></head>\n<body>"
        f'<ul class="menu">{menu}</ul>\n<h1>渡口</h1>\n<div class="text">{body}\n{markup}</div>\n'
        '<div class="foot">水边读书 版权所有</div></body></html>\n'
    )
