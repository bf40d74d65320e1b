"""Made-up pages whose text has another shape than news: verse, lists, talk, tables, shells."""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

from tests.made import prose
from tests.made.pages_far import FAR
from tests.made.pages_metadata import SYSTEMS, Made, Page, each, listed, page
from tests.made.pages_web import WEB


def recipe(m):
    """A recipe: ingredients as short lines, numbered steps."""
    things = ["五花肉 500克", "冰糖 30克", "料酒 两勺", "八角 两个"]
    steps = [f"{i + 1}. {line}" for i, line in enumerate(m.lines[:4])]
    body = (
        f"<div class=top>{listed(['菜谱', '食材', '社区'])}</div><div class=recipe-show><h1 class=page-title>红烧肉的家常做法"
        f"</h1><div class=desc>{m.lines[4]}</div><h2>用料</h2><div class=ings>"
        + each("<p class=ing>{}</p>", things)
        + "</div><h2>红烧肉的做法</h2><div class=steps>"
        + "".join(f"<div class=step><p>{x}</p><img src=x.jpg></div>" for x in steps)
        + "</div></div><div class=recommend><h3>你可能还喜欢</h3>"
        + listed(["糖醋排骨的做法", "可乐鸡翅", "清蒸鲈鱼的家常做法", "鱼香肉丝", "宫保鸡丁的做法"])
        + "</div>"
    )
    return Page(
        page("红烧肉的家常做法_红烧肉怎么做好吃_东湖美食", body),
        [m.lines[4], "用料", *things, "红烧肉的做法", *steps],
        {},
    )


SONG = [
    "渡口的灯亮了",
    "船儿慢慢摇",
    "摇过春天的雨",
    "摇过石板桥",
    "你说你要走",
    "走到山那边",
    "山那边的雪",
    "落满旧窗台",
]


def lyrics(m):
    """The words of a song."""
    lines = [*SONG, *m.rng.sample(SONG, 3), *(line.replace("摇", "飘") for line in SONG)]
    body = (
        f"<div class=m-nav>{listed(['发现音乐', '我的音乐', '朋友'])}</div><div class=song><em class=f-ff2>渡口</em>"
        f"<p>歌手：<a href=/a>{m.writer}</a></p><p>所属专辑：<a href=/b>山与水</a></p><div id=lyric-content class=bd>"
        + "<br>".join(lines)
        + "</div></div><div class=u-title><h3>包含这首歌的歌单</h3></div>"
        + listed(m.others[:3])
    )
    return Page(page(f"渡口 - {m.writer} - 单曲 - 东湖音乐", body), lines, {})


def poem(m):
    """A poem in stanzas."""
    lines = [
        "清晨我走过木桥",
        "桥下的水还在睡",
        "一只白鹭站在石上",
        "像一封没有寄出的信",
        "风从山口吹来",
        "带着去年的麦香",
        "我数着台阶",
        "一直数到云里",
    ]
    body = (
        m.menu()
        + f"<div class=poem><h1>木桥</h1><p class=author>{m.writer}</p><div class=content><p>"
        + "<br>".join(lines[:4])
        + "</p><p>"
        + "<br>".join(lines[4:])
        + "</p></div></div><div class=more><h3>更多诗歌</h3>"
        + listed(["灯塔", "晚秋", "渡口", "雪夜", "给远方"])
        + "</div>"
        + m.foot()
    )
    return Page(
        page(f"木桥_{m.writer}_现代诗歌", body), lines, {"title": "木桥", "author": m.writer}
    )


def interview(m):
    """An interview: questions in bold."""
    lines = []
    for question, answer in zip(m.replies, m.lines, strict=False):
        lines += [f"记者：{question[:-1]}，您怎么看？", f"{m.writer}：{answer}"]
    body = (
        m.menu()
        + f"<div class=content><h1>{m.title}</h1><div class=info>2018-01-02 03:04 来源：{m.site}</div><div class=text>"
        + "".join(
            f"<p><strong>{x}</strong></p>" if x.startswith("记者") else f"<p>{x}</p>" for x in lines
        )
        + "</div><p class=editor>责任编辑：李文华</p></div><div class=rel><h3>相关阅读</h3>"
        + listed(m.others)
        + "</div>"
        + m.foot()
    )
    return Page(
        page(f"{m.title}_{m.site}", body),
        lines,
        {"title": m.title, "sitename": m.site, "date": "2018-01-02T03:04"},
    )


def short_news(m):
    """A page with a single paragraph, among many links."""
    line = "山城今晨降下入冬以来的第一场雪，城区积雪三厘米，部分山路封闭，气象台提醒居民减少外出。"
    body = (
        m.menu()
        + f"<div class=left><h1>山城今晨降雪</h1><div class=info>2016-12-01 07:30 来源：{m.site}</div><div class=con>"
        f"<p>{line}</p></div></div><div class=right><h3>热点新闻</h3>{listed(m.others)}</div>"
        + m.foot()
    )
    return Page(
        page(f"山城今晨降雪-{m.site}", body),
        [line],
        {"title": "山城今晨降雪", "sitename": m.site, "date": "2016-12-01T07:30"},
    )


def long_read(m):
    """A long report with numbered parts, headings and quotations set apart."""
    lines, html = [], ""
    for part in ("一、渡口", "二、山路", "三、灯火"):
        more = prose.article(m.rng, 6, 8)
        quote = prose.sentence(m.rng) + "。"
        lines += [part, *more[:3], quote, *more[3:]]
        html += (
            f"<h3>{part}</h3>"
            + each("<p>{}</p>", more[:3])
            + f"<blockquote><p>{quote}</p></blockquote><figure><img src=a.jpg></figure>"
            + each("<p>{}</p>", more[3:])
        )
    body = (
        f"<div class=channel>{m.site}</div><div class=longform><h1>{m.title}</h1><div class=by>文｜{m.writer}</div>"
        f"<div class=longform-body>{html}</div></div><div class=subscribe>订阅我们的邮件</div>"
    )
    return Page(page(f"{m.title} - {m.site}", body), lines, {"title": m.title, "author": m.writer})


def old_tables(m):
    """A page of 2003: tables within tables, fonts, no closing tags."""
    inner = "<p>　　".join(m.lines)
    links = "".join(
        f"<tr><td><font size=2>·<a href=x.htm>{x}</a></font></td></tr>" for x in m.others
    )
    body = (
        "<TABLE width=760><TR>"
        + each("<TD><A href=x>{}</A></TD>", ["首页", "新闻", "文学", "论坛", "留言"])
        + f"</TR></TABLE><TABLE width=760><TR><TD width=180 valign=top><TABLE>{links}</TABLE></TD><TD valign=top>"
        f"<TABLE><TR><TD align=center><FONT size=4><B>{m.title}</B></FONT></TD></TR><TR><TD align=center>"
        f"2003年5月6日　作者：{m.writer}</TD></TR><TR><TD><FONT class=f14><p>　　{inner}</FONT></TD></TR></TABLE>"
        "</TD></TR></TABLE><CENTER>版权所有 Copyright 2003</CENTER>"
    )
    return Page(
        f"<HTML><HEAD><TITLE>{m.title}</TITLE></HEAD><BODY bgcolor=#ffffff>{body}",
        m.lines,
        {"title": m.title, "author": m.writer, "date": "2003-05-06"},
    )


def preformatted(m):
    """A text in `<pre>`, as reading rooms keep them."""
    inner = "\n".join(f"　　{line}" for line in m.lines)
    body = f"<center><h2>{m.title}</h2>{m.writer}</center><hr><pre>\n{inner}\n</pre><hr><center><a href=i.htm>回目录</a></center>"
    return Page(page(m.title, body), m.lines, {"title": m.title})


def paywall(m):
    """The free beginning of an article, and the wall below."""
    body = (
        m.menu()
        + f"<article class=article><h1>{m.title}</h1><div class=meta>{m.writer} 2022-03-04 05:06</div><div class=body>"
        + each("<p>{}</p>", m.lines[:3])
        + "</div><div class=paywall><p>订阅后继续阅读</p><p>本文为付费内容，开通会员即可阅读全文</p><a href=/pay>立即订阅</a>"
        "<p>已是会员？<a href=/login>登录</a></p></div></article>" + m.foot()
    )
    return Page(
        page(f"{m.title}-{m.site}", body),
        m.lines[:3],
        {"title": m.title, "date": "2022-03-04T05:06"},
    )


def empire(m):
    """An article of EmpireCMS, the credits in one line, related links in a table."""
    body = (
        f"<table class=position><tr><td>现在的位置：<a href=/>首页</a>&nbsp;>&nbsp;<a href=/n>要闻</a></td></tr></table>"
        f"<table class=main><tr><td><table class=title_info><tr><th>{m.title}</th></tr><tr><td class=info_text>时间："
        f"2014-02-03&nbsp;&nbsp;来源：{m.site}&nbsp;&nbsp;作者：{m.writer}&nbsp;&nbsp;点击：次</td></tr></table>"
        "<table><tr><td id=text><p>"
        + "</p><p>".join(m.lines)
        + f"</p><p align=center class=pageLink></p></td></tr></table><table><tr><td>责任编辑：admin</td></tr></table>"
        f"<table class=other_links><tr><th>相关文章</th></tr><tr><td>{listed(m.others[:6])}</td></tr></table></td>"
        f"<td class=sider><strong>栏目导航</strong>{listed(m.others[6:])}</td></tr></table>"
        + m.foot()
    )
    facts = {"title": m.title, "author": m.writer, "sitename": m.site, "date": "2014-02-03"}
    return Page(page(f"{m.title} - {m.site}", body), m.lines, facts)


def product_divs(m):
    """An article whose paragraphs are bare text in `div`s, among many other `div`s."""
    body = (
        m.menu().replace("<ul>", "<div>").replace("<li>", "<div>")
        + f"<div><div>{m.title}</div><div>2020-10-11</div>"
        + each("<div>{}</div>", m.lines)
        + "</div>"
        + each("<div><a href=/x>{}</a></div>", m.others)
    )
    return Page(page(m.title, body), m.lines, {"title": m.title, "date": "2020-10-11"})


def one_block(m):
    """An article in one paragraph, as pages without an editor have it."""
    line = "".join(m.lines[:4])
    body = m.menu() + f"<div class=bd><h1>{m.title}</h1><p>{line}</p></div>" + m.foot()
    return Page(page(f"{m.title}_{m.site}", body), [line], {"title": m.title})


def linked_words(m):
    """An article in which a portal links every second name."""
    lines = m.lines

    def linked(line):
        return (
            f"<p><a href=/k>{line[:3]}</a>{line[3:12]}<a href=/k>{line[12:16]}</a>{line[16:]}</p>"
        )

    body = (
        m.menu()
        + f"<div class=post_body><h1>{m.title}</h1>{''.join(map(linked, lines))}</div>"
        + m.foot()
    )
    return Page(page(f"{m.title}_{m.site}", body), lines, {"title": m.title})


def numbered_list(m):
    """Advice as a list."""
    body = (
        m.menu()
        + f"<div class=detail><h1>{m.title}</h1><p>{m.lines[0]}</p><ol>"
        + each("<li>{}</li>", m.lines[1:])
        + "</ol></div><div class=tags>标签：<a href=/a>生活</a> <a href=/b>常识</a></div>"
        + m.foot()
    )
    return Page(page(f"{m.title}-{m.site}", body), m.lines, {"title": m.title})


def gallery(m):
    """A gallery: pictures, each with its caption as the text."""
    body = (
        m.menu()
        + f"<div class=pics><h1>{m.title}</h1>"
        + "".join(
            f"<div class=pic><img src={i}.jpg><p class=txt>{x}</p></div>"
            for i, x in enumerate(m.lines)
        )
        + "</div><div class=more>更多图集</div>"
        + listed(m.others)
        + m.foot()
    )
    return Page(page(f"{m.title}_{m.site}", body), m.lines, {"title": m.title})


def news_comments(m):
    """A portal's page with more words of readers below than of the article above."""
    replies = "".join(
        f"<div class=post><div class=author>网友{i}　2011-05-06 07:0{i}</div><div class=body>{''.join(m.replies[i:])}"
        f"{''.join(m.replies)}</div><div>顶[{i}] 踩[0] 回复</div></div>"
        for i in range(6)
    )
    body = (
        m.menu()
        + f"<div class=ep-content><h1>{m.title}</h1><div class=ep-info>2011-05-06 06:00:00　来源: {m.site}</div>"
        "<div id=endText>"
        + each("<p>　　{}</p>", m.lines)
        + f"</div></div><div class=tie><h2>网友评论</h2>{replies}</div>"
        + m.foot()
    )
    facts = {"title": m.title, "sitename": m.site, "date": "2011-05-06T06:00:00"}
    return Page(page(f"{m.title}_{m.site}", body), m.lines, facts)


def newspaper(m):
    """The digital edition of a paper: the day's pages and headlines beside the article."""
    body = (
        "<div class=paper-bot><p>第01版：要闻</p>"
        + listed([f"第0{i}版：{x}" for i, x in enumerate(("要闻", "综合", "文艺", "广告"), 1)])
        + "</div><div class=title-list>"
        + listed(m.others)
        + f"</div><div class=article-box><h3></h3><h1>{m.title}</h1><h2></h2><p class=sec>{m.writer}<span class=date>"
        f"《{m.site}》（ 2021年06月07日 第 01 版）</span></p><div id=articleContent><p>"
        + "</p><p>".join(f"　　{x}" for x in m.lines)
        + "</p></div></div><p>上一篇 下一篇 放大 缩小 默认</p>"
        + m.foot()
    )
    return Page(page(m.title, body), m.lines, {"title": m.title, "date": "2021-06-07"})


def novel(m):
    """A chapter of a novel, short talk in it, with the buttons of a reader."""
    talk = ["“你来了。”", "“嗯。”", "他没有回头。", "灯灭了。"]
    lines = [x for pair in zip(m.lines, talk, strict=False) for x in pair] + m.lines[4:]
    body = (
        f"<div class=bookname><h1>第十二章 {m.title}</h1><div class=bottem1><a href=/1>上一章</a> <a href=/>章节目录</a> "
        "<a href=/2>下一章</a> <a href=#>加入书签</a></div></div><div id=content>"
        + "<br/><br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{x}" for x in lines)
        + "</div><div class=bottem2><a href=/1>上一章</a> <a href=/>章节目录</a> <a href=/2>下一章</a></div>"
        "<div class=footer><p>本站所有小说为转载作品，所有章节均由网友上传。</p></div>"
    )
    return Page(page(f"第十二章 {m.title}_渡口_小说", body), lines, {})


def encyclopedia(m):
    """An entry of an encyclopedia: a table of facts, a contents list, parts, references."""
    facts = [("中文名", "木桥镇"), ("所属地区", "山城县"), ("面积", "48平方公里")]
    parts = [("历史", m.lines[1:3]), ("地理", m.lines[3:])]
    lines = [m.lines[0], *(" | ".join(row) for row in facts)]
    html = f"<div class=lemma-summary><p>{m.lines[0]}</p></div><table class=basic-info>"
    html += "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in facts) + "</table>"
    html += "<div class=catalog><h2>目录</h2>" + listed(["1 历史", "2 地理"]) + "</div>"
    for name, inner in parts:
        lines += [name, *inner]
        html += f"<h2 class=title-text>{name}</h2>" + each("<p>{}<sup>[1]</sup></p>", inner)
    lines = [x + "[1]" if x in m.lines[1:] else x for x in lines]
    body = (
        f"<div class=top>{listed(['首页', '分类', '任务'])}</div><div class=main-content><h1>木桥镇</h1>{html}</div>"
        f"<div class=side><h3>相关词条</h3>{listed(['山城县', '东湖', '西岭', '南屏镇'])}</div>"
    )
    return Page(page("木桥镇_东湖百科", body), lines, {"title": "木桥镇"})


KINDS = [
    *SYSTEMS,
    *FAR,
    *WEB,
    recipe,
    lyrics,
    poem,
    interview,
    short_news,
    long_read,
    old_tables,
    preformatted,
    paywall,
    empire,
    product_divs,
    one_block,
    linked_words,
    numbered_list,
    gallery,
    news_comments,
    newspaper,
    novel,
    encyclopedia,
]


def made(kind, seed):
    """One page of a kind."""
    return kind(Made(seed))
