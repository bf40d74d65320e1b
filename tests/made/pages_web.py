"""Made-up pages of portals, accounts and boards from 2003 to now, with what stands around texts.

As in `made_pages`: a page, the lines of its article, the facts it states.
"""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import json

from opencc import OpenCC

from tests.made import prose
from tests.made.pages_metadata import Page, each, listed, page

_TRADITIONAL = OpenCC("s2t").convert


def between(m, title, body):
    """A portal's page: the channels above its middle, and what stands below every page."""
    return page(title, m.menu() + body + m.foot())


def fonts(m):
    """2003: no paragraphs, but breaks within a font tag within four tables."""
    inner = "<br><br>".join(f"　　{x}" for x in m.lines)
    side = "".join(
        f"<tr><td height=20><a href=x.htm><font size=2>{x}</font></a></td></tr>" for x in m.others
    )
    body = (
        f"<table width=770><tr><td><a href=/>首页</a> | <a href=/n>新闻</a> | <a href=/b>论坛</a></td></tr></table><table width=770><tr><td width=550 valign=top>"
        f"<table><tr><td align=center><font size=5><b>{m.title}</b></font></td></tr><tr><td align=center><font color=#666666>{m.site}　2004年3月9日　14:32</font>"
        f"</td></tr><tr><td><table><tr><td class=l17><font size=3>{inner}<br></font></td></tr></table></td></tr></table></td><td width=220 bgcolor=#eeeeee><table><tr><td>新闻排行</td></tr>{side}"
        "</table></td></tr></table><table width=770><tr><td align=center><font size=2>版权所有 未经许可不得转载</font></td></tr></table>"
    )
    facts = {"title": m.title, "date": "2004-03-09T14:32"}
    return Page(page(f"{m.title}--{m.site}", body), m.lines, facts)


def box_in_cell(m):
    """An article in a cell, with a box of links to the right of its second paragraph."""
    links = "".join(f"<tr><td>·<a href=x>{x}</a></td></tr>" for x in m.others[:5])
    box = f"<table align=right width=200 border=1><tr><td bgcolor=#ddd>相关新闻</td></tr>{links}</table>"
    body = (
        f"<table><tr><td class=title>{m.title}</td></tr><tr><td>2006-07-08 来源：{m.site}</td></tr><tr><td class=content><p>{m.lines[0]}</p>{box}"
        + each("<p>{}</p>", m.lines[1:])
        + "</td></tr></table>"
    )
    facts = {"title": m.title, "sitename": m.site, "date": "2006-07-08"}
    return Page(between(m, f"{m.title}_{m.site}", body), m.lines, facts)


def breaks_only(m):
    """One block in which single breaks are all there is between paragraphs."""
    body = (
        f"<div id=wrap><h2>{m.title}</h2><div class=date>2009/10/11 12:13</div><div id=zoom>"
        + "<br />\n".join(m.lines)
        + f"<br /><br /></div><div class=rel>{listed(m.others[:8])}</div></div>"
    )
    facts = {"title": m.title, "date": "2009-10-11T12:13"}
    return Page(between(m, f"{m.title}_{m.site}", body), m.lines, facts)


def soup(m):
    """An account's page: sections in sections, a span for every second word, pictures between."""
    spans = "".join(
        f"<section style='margin:0'><section><p style='line-height:2em'><span style='font-size:15px'>{x[:7]}</span><span><strong>{x[7:15]}</strong></span><span>{x[15:]}</span>"
        "<br></p></section></section><section><p><img data-src=a.jpg></p></section>"
        for x in m.lines
    )
    body = (
        f"<div id=js_article><div id=img-content><h1 class=rich_media_title id=activity-name>{m.title}</h1><div id=meta_content><span id=js_name>{m.site}</span> <em id=publish_time>2021-03-04 05:06</em></div>"
        f"<div class=rich_media_content id=js_content style='visibility: hidden;'>{spans}</div></div><div class=rich_media_tool>阅读 <span>100000+</span> 赞 在看</div><p>微信扫一扫关注该公众号</p></div>"
    )
    return Page(page(m.title, body), m.lines, {"title": m.title, "date": "2021-03-04T05:06"})


def bold_spans(m):
    """A portal account: each paragraph is a span in a div, the writer is an account."""
    body = (
        f"<div id=header><div>{listed(['首页', '登录'])}</div></div><div id=app><div class=left><h2 class=index-title>{m.title}</h2><div class=author-txt><p>{m.site}</p>"
        "<div class=article-source><span class=date>发布时间：22-03-04</span><span class=time>05:06</span></div></div><div class=article-content>"
        + each("<div class=p><p><span class=bjh-p>{}</span></p></div>", m.lines)
        + f"</div><div class=report>举报/反馈</div></div><div class=right><div>作者最新文章</div>{listed(m.others[:3])}<div>相关文章</div>{listed(m.others[3:])}</div></div>"
    )
    return Page(page(m.title, body), m.lines, {"title": m.title})


def script_text(m):
    """A page whose article is escaped HTML in a script, as some portals sent it to their reader."""
    inner = each("<p>{}</p>", m.lines).replace("<", "&lt;").replace(">", "&gt;")
    script = f"var BASE_DATA = {{ articleInfo: {{ title: '{m.title}', content: '{inner}', groupId: '66' }} }};"
    body = f"<div id=app></div><script>{script}</script><div class=foot>{m.site} 京ICP备12345678号</div>"
    return Page(page(f"{m.title} - {m.site}", body), m.lines, {})


def script_state(m):
    """A page whose article is HTML within the JSON of its state."""
    state = {
        "props": {
            "article": {"id": 7, "title": m.title, "contents": each("<p>{}</p>", m.lines)},
            "more": [{"title": x, "summary": x} for x in m.others],
        }
    }
    text = json.dumps(state, ensure_ascii=True).replace("<", "\\u003C")
    body = (
        f"<div id=__next><div>加载中…</div></div><script type=application/json>{text}</script>"
        "<noscript>请启用 JavaScript</noscript>"
    )
    return Page(page(m.title, body), m.lines, {})


def amp(m):
    """An AMP page."""
    body = (
        f"<amp-sidebar id=s layout=nodisplay>{listed(['首页', '国际', '财经'])}</amp-sidebar><header><a href=/>{m.site}</a></header><main role=main><article><h1>{m.title}</h1>"
        f"<p class=meta>{m.writer} · <time datetime=2018-09-10T11:12:00+08:00>9月10日</time></p><amp-img src=a.jpg width=9 height=9></amp-img>"
        + each("<p>{}</p>", m.lines[:3])
        + "<amp-ad type=doubleclick><div placeholder>广告</div></amp-ad>"
        + each("<p>{}</p>", m.lines[3:])
        + f"</article></main><amp-list src=x><template type=amp-mustache><a href={{{{url}}}}>{{{{title}}}}</a></template></amp-list><section class=more><h2>推荐阅读</h2>{listed(m.others[:6])}</section>"
    )
    facts = {"title": m.title, "author": m.writer, "date": "2018-09-10T11:12:00"}
    return Page(page(f"{m.title} | {m.site}", body), m.lines, facts)


def textarea(m):
    """A page that shows its text in a field to copy from."""
    inner = "\n".join(m.lines)
    body = f"<center><h3>{m.title}</h3><form><textarea rows=30 cols=80 readonly>{inner}</textarea><br><input type=button value=复制></form><a href=/>返回</a></center>"
    return Page(page(m.title, body), m.lines, {})


def live(m):
    """A report in entries, each below its time."""
    entries, lines = "", []
    for i, line in enumerate(m.lines):
        entries += f"<div class=live-item><div class=time>{9 + i:02d}:15</div><div class=live-text><p>{line}</p></div></div>"
        lines += [f"{9 + i:02d}:15", line]
    body = f"<div class=live><h1>{m.title}</h1><div class=info>2019-05-06 08:00 来源：{m.site}</div><div class=live-list>{entries}</div></div><div class=side><h3>热门</h3>{listed(m.others)}</div>"
    facts = {"title": m.title, "sitename": m.site}
    return Page(between(m, f"{m.title}_{m.site}", body), lines, facts)


def folded(m):
    """A page for phones that hides the rest of its text behind a button."""
    body = (
        f"<div class=topbar><a href=/>{m.site}</a> <a href=/app>打开APP</a></div><section class=art><h1>{m.title}</h1><div class=src>{m.site} 03-04 05:06</div><div class=art_body>"
        + each("<p>{}</p>", m.lines[:2])
        + "<div style='display:none' class=rest>"
        + each("<p>{}</p>", m.lines[2:])
        + "</div><div class=unfold>展开全文</div></div></section><section class=hot><h2>热门推荐</h2>"
        + "".join(
            f"<div class=card><a href=/{i}><h3>{x}</h3></a><span>{m.site}</span><span>{i + 3}评论</span></div>"
            for i, x in enumerate(m.others)
        )
        + "</section><div class=openapp>打开APP 阅读全文</div>"
    )
    return Page(page(m.title, body), m.lines, {"title": m.title})


def slides(m):
    """A gallery in slides, each with its number and its text."""
    body = (
        f"<div class=pictures><h1>{m.title}</h1><div class=stat>2013-04-05 06:07:08</div>"
        + "".join(
            f"<div class=slide><div class=num>{i + 1}/{len(m.lines)}</div><img src={i}.jpg><div class=txt>{x}</div></div>"
            for i, x in enumerate(m.lines)
        )
        + f"<div class=ctl><a href=#>上一张</a><a href=#>下一张</a><a href=#>查看原图</a></div></div><div class=others><h3>精彩图集</h3>{listed(m.others)}</div>"
    )
    return Page(between(m, f"{m.title}_图片_{m.site}", body), m.lines, {"title": m.title})


def paged(m):
    """The second page of three, the pages' numbers above and below the text."""
    pages = "<div class=page><a href=1>上一页</a> <a href=1>1</a> <b>2</b> <a href=3>3</a> <a href=3>下一页</a></div>"
    body = (
        f"<div class=main><h1>{m.title}(2)</h1><div class=src>2011年12月13日14:15 {m.site}</div>{pages}<div class=con>"
        + each("<p>　　{}</p>", m.lines)
        + f"</div>{pages}<div class=xg><b>相关报道</b>{listed(m.others)}</div></div>"
    )
    return Page(between(m, f"{m.title}(2)_{m.site}", body), m.lines, {"date": "2011-12-13T14:15"})


def tiny(m):
    """Two sentences beside two hundred links."""
    links = [f"{prose.title(m.rng)}" for _ in range(60)]
    line = m.lines[0][:70].rstrip("，；") + "。"
    body = (
        listed(links[:25])
        + f"<div class=mid><div class=newsbox><h1>{m.title}</h1><p class=i>2015-06-07 08:09　{m.site}</p><p>{line}</p></div></div>"
        + listed(links[25:])
    )
    return Page(between(m, f"{m.title}-{m.site}", body), [line], {"title": m.title})


def old_blog(m):
    """A blog of a portal, about 2008."""
    body = (
        f"<div id=blogname><h1>{m.writer}的博客</h1></div><div class=blognav>{listed(['首页', '博文目录', '图片', '关于我'])}</div><div id=column_1><div>个人资料</div><p>{m.writer}</p><p>博客等级：12</p><p>博客访问：123,456</p><div>分类</div>"
        f"{listed(['全部博文', '随笔', '旅行'])}</div><div id=articlebody><div class=articalTitle><h2 class=titName>{m.title}</h2><span class=time>(2008-09-10 11:12:13)</span></div>"
        "<div class=articalTag>标签：<a href=x>杂谈</a> 分类：<a href=y>随笔</a></div><div class=articalContent><div>"
        + "</div><div>".join(f"<font>{x}</font>" for x in m.lines)
        + "</div></div><div class=IL><a>阅读</a>(123)┊<a>评论</a> (4)┊<a>收藏</a>(0)┊<a>转载</a>┊<a>打印</a></div><div>前一篇："
        + f"<a href=p>{m.others[0]}</a></div><div>后一篇：<a href=n>{m.others[1]}</a></div><div class=allComm>评论</div><div>发评论</div></div>"
    )
    facts = {"title": m.title, "date": "2008-09-10T11:12:13"}
    return Page(page(f"{m.title}_{m.writer}_{m.site}", body), m.lines, facts)


def board(m):
    """A board read by telnet once: head and text in one `pre`, the poster's mark below."""
    inner = "\n".join(m.lines)
    body = f"<center>{m.site} -- 文章阅读</center><hr><pre>发信人: shanfeng (山风), 信区: Story\n标  题: {m.title}\n发信站: {m.site} (2003年05月06日07:08:09 星期二)\n\n{inner}\n\n--\n※ 来源:．{m.site} bbs．[FROM: 10.0.0.1]\n</pre><hr>[<a href=x>上一篇</a>][<a href=y>下一篇</a>][<a href=z>回文章</a>]"
    return Page(page(f"{m.site} -- 文章阅读", body), m.lines, {})


def video(m):
    """A page of a film: a few sentences below the player, others' films beside it."""
    line = m.lines[0]
    cards = "".join(
        f"<li><a href=/{i}>{x}</a><span class=play>{i}.2万</span><span>0{i % 6}:1{i % 9}</span></li>"
        for i, x in enumerate(m.others)
    )
    body = (
        f"<div class=player><video src=a.mp4>您的浏览器不支持</video></div><div class=video-info><h1>{m.title}</h1><div class=data>12.3万次播放 · 456条评论 · 2020-01-02</div><div class=desc>{line}</div>"
        f"<div class=ops><span>点赞</span><span>投币</span><span>收藏</span><span>分享</span></div></div><div class=reco><h3>接下来播放</h3><ul>{cards}</ul></div>"
    )
    return Page(between(m, f"{m.title}_视频_{m.site}", body), [line], {"title": m.title})


def notice(m):
    """A notice with a table of figures in its middle."""
    rows = [("项目", "本期", "上期"), ("收入", "1,024", "998"), ("利润", "77", "81")]
    lines = [*m.lines[:3], *(" | ".join(row) for row in rows), *m.lines[3:]]
    table = (
        "<table border=1>"
        + "".join(f"<tr>{each('<td>{}</td>', row)}</tr>" for row in rows)
        + "</table>"
    )
    body = (
        f"<div class=bulletin><h1>{m.title}</h1><p class=tip>日期：2010-11-12　来源：{m.site}</p><div class=txt>"
        + each("<p>{}</p>", m.lines[:3])
        + table
        + each("<p>{}</p>", m.lines[3:])
        + f"</div></div><div class=quotes><table><tr><td>名称</td><td>最新</td></tr><tr><td><a href=a>甲</a></td><td>12.3</td></tr></table></div><div>{listed(m.others)}</div>"
    )
    facts = {"title": m.title, "sitename": m.site, "date": "2010-11-12"}
    return Page(between(m, f"{m.title}_{m.site}", body), lines, facts)


def column(m):
    """A column: who the writer is stands in a box above and below."""
    about = f"<div class=authorbox><img src=a.jpg><h4>{m.writer}</h4><p>专栏作者，写山里的事。</p></div>"
    body = (
        f"<div class=colwrap><h1>{m.title}</h1><div class=byline>{m.writer} 2017-08-09 10:11</div><div class=coltext>"
        + each("<p>{}</p>", m.lines)
        + f"</div>{about}<div class=colmore><h3>该作者其他文章</h3>{listed(m.others[:6])}</div><div class=newsletter>输入邮箱，订阅每周精选 <input name=mail><button>订阅</button></div></div>"
    )
    facts = {"title": m.title, "author": m.writer, "date": "2017-08-09T10:11"}
    return Page(between(m, f"{m.title} - {m.site}", body), m.lines, facts)


def inline_ads(m):
    """Advertisements in words between the paragraphs, and one in a frame."""
    ad = "<div class='ad ad-inline'><span>广告</span><a href=/ad>县里新开的家具城，全场五折起，先到先得</a></div>"
    body = (
        f"<div class=article-body><h1>{m.title}</h1><div class=meta>{m.site} 2016-02-03 04:05</div>"
        + each("<p>{}</p>", m.lines[:2])
        + ad
        + each("<p>{}</p>", m.lines[2:4])
        + "<iframe src=ad.htm></iframe>"
        + ad
        + each("<p>{}</p>", m.lines[4:])
        + f"</div><div class=hot-list>{listed(m.others)}</div>"
    )
    facts = {"title": m.title, "date": "2016-02-03T04:05"}
    return Page(between(m, f"{m.title}-{m.site}", body), m.lines, facts)


def asides(m):
    """HTML 5: article, header, figure, and an aside with what to read besides."""
    body = (
        f"<header><nav>{listed(['首页', '国际', '财经'])}</nav></header><main><article><header><h1>{m.title}</h1><address rel=author>{m.writer}</address><time datetime=2022-05-06T07:08>5月6日</time></header>"
        + each("<p>{}</p>", m.lines[:2])
        + f"<aside><h2>延伸阅读</h2>{listed(m.others[:3])}</aside>"
        + each("<p>{}</p>", m.lines[2:])
        + f"<footer><p>标签：<a href=x>山</a> <a href=y>水</a></p></footer></article></main><aside><h2>最多阅读</h2>{listed(m.others[3:])}</aside><footer><small>© {m.site}</small></footer>"
    )
    facts = {"title": m.title, "author": m.writer, "date": "2022-05-06T07:08"}
    return Page(page(f"{m.title} — {m.site}", body), m.lines, facts)


def pushes(m):
    """A board of Taiwan: the head in spans, the readers' lines below each with a name and a time."""
    lines = [_TRADITIONAL(x) for x in m.lines]
    below = "".join(
        f"<div class=push><span class=push-tag>推 </span><span class=push-userid>user{i}</span><span class=push-content>: {_TRADITIONAL(x)}</span><span class=push-ipdatetime> 05/06 07:0{i}</span></div>"
        for i, x in enumerate(m.replies)
    )
    head = "".join(
        f"<div class=article-metaline><span class=article-meta-tag>{a}</span><span class=article-meta-value>{b}</span></div>"
        for a, b in (
            ("作者", "shanfeng (山風)"),
            ("標題", _TRADITIONAL(m.title)),
            ("時間", "Mon May  6 07:08:09 2019"),
        )
    )
    body = (
        "<div id=topbar><a href=/>批踢踢實業坊</a> › <a href=/b>看板 Story</a> <a href=/c>關於我們</a></div><div id=main-content>"
        + head
        + "<p>"
        + "</p><p>".join(lines)
        + f"</p>--<br><span class=f2>※ 發信站: 山城(board.example.tw), 來自: 10.0.0.1</span><br>{below}</div>"
    )
    return Page(page(f"{_TRADITIONAL(m.title)} - 看板 Story", body), lines, {})


def summary(m):
    """A portal that repeats the gist of a text in a box above it, and its source below."""
    gist = prose.sentence(m.rng) + "。"
    body = (
        f"<div class=endContent><h1 id=h1title>{m.title}</h1><div class=info>2011-12-13 14:15:16　来源: {m.site}　有<a href=t>12</a>人参与</div><div id=endText><p class=summary>{gist}</p>"
        + each("<p>　　{}</p>", m.lines)
        + f"<div class=ep-source>（本文来源：{m.site} 作者：{m.writer}）</div></div></div><div class=rel><h3>相关新闻</h3>{listed(m.others)}</div>"
    )
    facts = {"title": m.title, "sitename": m.site, "author": m.writer}
    return Page(between(m, f"{m.title}_{m.site}", body), [gist, *m.lines], facts)


def taiwan_portal(m):
    """A portal of Taiwan: by-line in brackets, fonts to choose, what readers felt, other news."""
    title, site = _TRADITIONAL(m.title), _TRADITIONAL(m.site)
    lines = [_TRADITIONAL(x) for x in m.lines]
    others = [_TRADITIONAL(x) for x in m.others]
    body = (
        f"<div id=top>{listed(['首頁', '即時', '政治', '社會', '生活', '娛樂', '運動', '部落格'])}</div><div id=path><a href=/>{site}</a> ＞ <a href=/l>生活</a></div><div id=story><h1>{title}</h1>"
        f"<div class=story_author>【{site}╱記者王小明╱台北報導】</div><div class=story_date>2012.01.12 06:45 pm</div><div class=tool>字級設定：小 中 大 特　轉寄 列印 討論</div><div id=story_body>"
        + each("<p>{}</p>", lines)
        + f"</div><div class=feel>這篇新聞讓您覺得？ 實用 期待 難過 生氣</div><h3>相關新聞</h3>{listed(others[:5])}</div><div id=right><h3>熱門新聞</h3>{listed(others[5:])}</div>"
        f"<div id=foot>關於我們｜隱私權聲明｜著作權聲明 Copyright © 2012 {site} All Rights Reserved.</div>"
    )
    facts = {"title": title, "author": "王小明", "date": "2012-01-12T18:45"}
    return Page(page(f"{title} | 生活 | {site}", body), lines, facts)


def hongkong_portal(m):
    """A portal of Hong Kong: lead in bold, everything in tables, a stream of the day below."""
    title, site = _TRADITIONAL(m.title), _TRADITIONAL(m.site)
    lines = [_TRADITIONAL(x) for x in m.lines]
    stream = "".join(
        f"<tr><td class=t>0{i % 9}:3{i % 6}</td><td><a href=/{i}>{_TRADITIONAL(x)}</a></td></tr>"
        for i, x in enumerate(m.others)
    )
    body = (
        "<table class=pagetop><tr><td>1月17日 16°C</td><td><a href=/>港聞</a></td><td><a href=/c>兩岸</a></td><td><a href=/w>國際</a></td></tr></table>"
        f"<div class=news_title>{title}</div><div class=contentDate>2012-01-17</div><div class=contentResize>調整字體︰大 中 小</div><div class=news_body><p><b>{lines[0]}</b></p>"
        + each("<p>{}</p>", lines[1:])
        + f"</div><div class=share><a href=f>分享至Facebook</a> <a href=w>分享至微博</a></div><div class=listtitle>即時新聞</div><table class=newslist>{stream}</table><div>贊助網站</div>"
    )
    return Page(page(f"{title} - {site} - 新聞", body), lines, {"title": title})


WEB = [
    fonts,
    box_in_cell,
    breaks_only,
    soup,
    bold_spans,
    script_text,
    script_state,
    amp,
    textarea,
    live,
    folded,
    slides,
    paged,
    tiny,
    old_blog,
    board,
    video,
    notice,
    column,
    inline_ads,
    asides,
    pushes,
    summary,
    taiwan_portal,
    hongkong_portal,
]
TOLD = [script_text, script_state, textarea]
"""The kinds whose article is nowhere in the text that the page shows."""
