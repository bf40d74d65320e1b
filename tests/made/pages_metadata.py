"""Made-up HTML pages of the templates one meets: blogs, forums, accounts, offices, shops, shells.

Each function below gives a page, the lines a reader would call the article, and what it states of
itself. Names and prose are invented; the markup is as those systems write it.
"""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import json
from random import Random
from typing import NamedTuple

from tests.made import prose


class Page(NamedTuple):
    """HTML, the lines of its article without the headline, and the facts it states."""

    html: str
    lines: list[str]
    facts: dict[str, str]


def each(form, lines):
    return "".join(form.format(line) for line in lines)


def listed(lines, form="<li><a href='/p/1.html'>{}</a></li>"):
    return "<ul>" + each(form, lines) + "</ul>"


def page(title, body, head="", tag="body"):
    return (
        f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<{tag}>{body}</{tag}></html>"
    )


class Made:
    """What every page needs: a headline, paragraphs, a writer, a site, other headlines."""

    def __init__(self, seed):
        rng = self.rng = Random(seed)
        self.title = prose.title(rng)
        self.lines = prose.article(rng, 5, 9)
        self.writer = ["王小明", "李文华", "张建国", "陈玉兰", "赵立春", "周学海"][rng.randrange(6)]
        self.site = ["北岸网", "山城晚报", "东湖在线", "南屏日报", "西岭周刊"][rng.randrange(5)]
        self.others = [prose.title(rng) for _ in range(12)]
        self.replies = [prose.sentence(rng) + "！" for _ in range(6)]

    def menu(self):
        """The channels of a portal."""
        names = ["首页", "新闻", "国际", "财经", "体育", "娱乐", "科技", "汽车", "房产", "论坛"]
        return "<div class=nav>" + listed(names) + "</div>"

    def foot(self):
        """What stands below every page of a portal."""
        return (
            "<div class=footer><p><a href=/a>关于我们</a> | <a href=/b>联系我们</a> | "
            f"<a href=/c>广告服务</a></p><p>Copyright © 2008-2024 {self.site} 版权所有 "
            "京ICP备12345678号-1</p></div>"
        )


def wordpress(m):
    """A blog of WordPress, with sidebar, tags, neighbours and a form for comments."""
    body = (
        f"<div id=page class='site'><header id=masthead><p class=site-title><a href=/>{m.site}</a></p>"
        f"<nav id=site-navigation>{listed(['首页', '随笔', '关于'])}</nav></header>"
        "<div id=primary class='content-area'><main><article id=post-7 class='post hentry'>"
        f"<header class=entry-header><h1 class=entry-title>{m.title}</h1><div class=entry-meta>"
        "<span class=posted-on>发表于 <time class='entry-date published' "
        "datetime='2021-03-04T09:30:00+08:00'>2021年3月4日</time></span> <span class=byline>由"
        f"<span class='author vcard'><a class='url fn n' href=/author/1>{m.writer}</a></span></span>"
        "</div></header><div class=entry-content>"
        + each("<p>{}</p>", m.lines[:2])
        + "<h2>第二天的事</h2>"
        + each("<p>{}</p>", m.lines[2:])
        + "</div><footer class=entry-footer><span class=cat-links>分类：<a href=/c>随笔</a></span>"
        "<span class=tags-links>标签：<a href=/t>乡村</a>、<a href=/t>学校</a></span></footer></article>"
        f"<nav class='navigation post-navigation'>上一篇：<a href=/1>{m.others[0]}</a> "
        f"下一篇：<a href=/2>{m.others[1]}</a></nav><div id=comments class=comments-area>"
        "<h2 class=comments-title>2条评论</h2><ol class=comment-list>"
        + "".join(
            f"<li class=comment><b class=fn>读者{i}</b> <a href=#c>2021年3月{i + 5}日 10:2{i}</a>"
            f"<div class=comment-content><p>{reply}</p></div></li>"
            for i, reply in enumerate(m.replies[:2])
        )
        + "</ol><div id=respond><h3>发表评论</h3><p>您的电子邮箱地址不会被公开。</p></div></div></main></div>"
        "<aside id=secondary class=widget-area><section class=widget><h2>近期文章</h2>"
        + listed(m.others[2:7])
        + "</section><section class=widget><h2>归档</h2>"
        + listed(["2021年3月", "2021年2月", "2020年12月"])
        + "</section></aside><footer id=colophon>自豪地采用WordPress</footer></div>"
    )
    facts = {"title": m.title, "author": m.writer, "date": "2021-03-04T09:30:00"}
    return Page(
        page(f"{m.title} – {m.site}", body),
        [*m.lines[:2], "第二天的事", *m.lines[2:]],
        facts | {"sitename": m.site},
    )


def wechat(m):
    """An article of a WeChat account: sections and spans, hidden until scripts show it."""
    cells = "".join(
        "<section style='margin:0 8px'><section powered-by=xiumi.us><p style='line-height:2em'>"
        f"<span style='font-size:15px'>{line[:9]}</span><span>{line[9:]}</span></p></section></section>"
        "<p><br></p>"
        for line in m.lines
    )
    body = (
        "<div id=js_article class=rich_media><div class=rich_media_inner><div id=page-content>"
        f"<h1 class=rich_media_title id=activity-name>\n {m.title}\n</h1><div id=meta_content "
        "class=rich_media_meta_list><span class='rich_media_meta rich_media_meta_text'>原创</span>"
        f"<span class='rich_media_meta rich_media_meta_text'>{m.writer}</span><span class="
        "'rich_media_meta rich_media_meta_nickname'><a id=js_name href=javascript:void(0)>\n渡口札记 </a>"
        "<div id=js_profile_qrcode style='display:none'><strong>渡口札记</strong><p><label>微信号</label>"
        "<span>dukou_zj</span></p><p><label>功能介绍</label><span>记下渡口上来往的人和事。</span></p></div>"
        "</span><em id=publish_time></em></div><div class=rich_media_content id=js_content "
        f"style='visibility: hidden;'>{cells}<section><p>END</p></section></div>"
        "<div class=rich_media_tool><span>阅读原文</span><span>阅读</span><span>在看</span></div></div>"
        "</div></div><script>var nickname = htmlDecode('渡口札记');var ct = '1614821400';</script>"
    )
    head = f"<meta property=og:title content='{m.title}'><meta name=author content='{m.writer}'>"
    facts = {"title": m.title, "author": m.writer, "sitename": "渡口札记"}
    return Page(page("", body, head), m.lines, facts | {"date": "2021-03-04T09:30:00"})


def account(m):
    """An account on a portal that hashes its class names and states facts in JSON-LD."""
    ld = json.dumps(
        {
            "@context": "https://ziyuan.example/contexts/cambrian.jsonld",
            "@type": "NewsArticle",
            "headline": m.title,
            "datePublished": "2022-05-06T07:08:09",
            "author": {"@type": "Person", "name": "渡口札记"},
        },
        ensure_ascii=False,
    )
    body = (
        f"<div class=_1Ux8k><div class=_3vL2a><a href=/>登录</a></div></div><div class=_28fPT>"
        f"<div class=index-module_headerWrap_Jdp2x><div class=_3tNyU>{m.title}</div><div class=_2gGWi>"
        "<span class=_10s4U>渡口札记</span><span>2022-05-06 07:08</span><span>山城</span></div></div>"
        "<div class=index-module_articleWrap_2Zphx>"
        + "".join(f"<div class=_3ygOc><p><span class=bjh-p>{x}</span></p></div>" for x in m.lines)
        + "</div><div class=_1Sq3P>举报/反馈</div></div><div class=_2kFhd><div>作者最新文章</div>"
        + "".join(f"<div class=_9zQ1e><a href=/s>{x}</a></div>" for x in m.others[:3])
        + "<div>相关推荐</div>"
        + "".join(f"<div class=_9zQ1e><a href=/s>{x}</a></div>" for x in m.others[3:8])
        + "</div>"
    )
    head = f"<script type=application/ld+json>{ld}</script>"
    facts = {"title": m.title, "author": "渡口札记", "date": "2022-05-06T07:08:09"}
    return Page(page(m.title, body, head), m.lines, facts)


def discuz(m):
    """A thread of a Discuz forum: the first post is the article, the rest are replies."""

    def post(i, who, day, inner):
        return (
            f"<div id=post_{i}><table id=pid{i} class=plhin><tr><td class=pls rowspan=2><div class=pi>"
            f"<div class=authi><a href=/u>{who}</a></div></div><p><em>积分</em> 12{i}</p></td><td class=plc>"
            f"<div class=pi><strong><a href=#>{i}#</a></strong><div class=authi>"
            f"<em>发表于 2013-6-{day} 08:1{i % 10}</em> | <a href=#>只看该作者</a></div></div><div class=t_fsz>"
            f"<table><tr><td class=t_f id=postmessage_{i}>{inner}</td></tr></table></div></td></tr><tr>"
            "<td class=plc><div class=pob><a href=#>回复</a> <a href=#>举报</a></div></td></tr></table></div>"
        )

    body = (
        f"<div id=pt class=bm><a href=/>{m.site}</a> › <a href=/f>闲话茶馆</a> › <a href=/t>{m.title}</a></div>"
        f"<div id=postlist><table><tr><td>查看: 1034|回复: 5</td><td><h1 class=ts><span>{m.title}</span></h1>"
        "</td></tr></table>"
        + post(1, "渡口老七", 7, "<br>\n".join(m.lines))
        + "".join(post(i + 2, f"茶客{i}", 8 + i, x) for i, x in enumerate(m.replies[:5]))
        + "</div><div id=f_pst><form>您需要登录后才可以回帖 <a href=#>登录</a> | <a href=#>立即注册</a></form></div>"
        "<div id=ft>Powered by Discuz! X3.2 © 2001-2013</div>"
    )
    return Page(
        page(f"{m.title} - 闲话茶馆 - {m.site} - Powered by Discuz!", body),
        m.lines,
        {"title": m.title, "date": "2013-06-07T08:11"},
    )


def dedecms(m):
    """An article of DedeCMS: paragraphs are parted by `<br />` and wide blanks."""
    inner = "<br />\r\n".join(f"　　{line}" for line in m.lines)
    body = (
        m.menu()
        + f"<div class=place><strong>当前位置:</strong> <a href=/>主页</a> > <a href=/n>新闻</a> > </div>"
        f"<div class=viewbox><div class=title><h2>{m.title}</h2></div><div class=info><small>时间:</small>"
        f"2012-08-09 11:12<small>来源:</small>{m.site}<small>作者:</small>{m.writer}<small>点击:</small>"
        f"<script src=/count></script>次</div><div class=content><table><tr><td>{inner}</td></tr></table></div>"
        "<div class=dede_pages></div><div class=boxoff><strong>------分隔线----------------------------"
        f"</strong></div><ul><li>上一篇：<a href=/1>{m.others[0]}</a></li><li>下一篇：<a href=/2>{m.others[1]}"
        "</a></li></ul></div><dl class=tbox><dt><strong>推荐内容</strong></dt><dd>"
        + listed(m.others[2:9])
        + "</dd></dl>"
        + m.foot()
    )
    facts = {"title": m.title, "author": m.writer, "sitename": m.site, "date": "2012-08-09T11:12"}
    return Page(page(f"{m.title}_{m.site}", body), m.lines, facts)


def office(m):
    """A notice of a government office: a table of facts above, numbered paragraphs, a signature."""
    lines = [
        "各镇人民政府、各街道办事处：",
        *m.lines,
        "附件：1.名单",
        "山城县教育局",
        "2020年9月1日",
    ]
    rows = [("索引号", "000014349/2020-00071"), ("主题分类", "教育"), ("发文机关", "山城县教育局")]
    body = (
        "<div class=header><a href=/>山城县人民政府</a></div><div class=bread>当前位置：<a href=/>首页</a> > "
        "<a href=/x>政务公开</a></div><table class=bd1>"
        + "".join(f"<tr><td>{a}：</td><td>{b}</td></tr>" for a, b in rows)
        + f"</table><h1>{m.title}</h1><p class=info>发布时间：2020-09-02 来源：山城县教育局 "
        "【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】</p><div class=TRS_Editor id=UCAP-CONTENT>"
        + each("<p style='text-indent:2em'>{}</p>", lines)
        + "</div><p>扫一扫在手机打开当前页</p><div class=foot>主办：山城县人民政府办公室 网站标识码：3301220001 "
        "京公网安备 11010202000001号</div>"
    )
    facts = {"title": m.title, "sitename": "山城县人民政府", "date": "2020-09-02"}
    return Page(page(f"{m.title}_山城县人民政府", body), lines, facts)


def price_table(m):
    """A notice with a table of figures in it."""
    table = [
        ("品名", "单位", "本周", "上周"),
        ("白菜", "公斤", "2.10", "2.35"),
        ("萝卜", "公斤", "1.80", "1.75"),
    ]
    rows = [" | ".join(row) for row in table]
    cells = "".join("<tr>" + each("<td>{}</td>", row) + "</tr>" for row in table)
    body = (
        m.menu()
        + f"<div class=article><h1>{m.title}</h1><p>{m.lines[0]}</p><table border=1>{cells}</table>"
        + each("<p>{}</p>", m.lines[1:])
        + "</div>"
        + m.foot()
    )
    return Page(
        page(f"{m.title}-{m.site}", body), [m.lines[0], *rows, *m.lines[1:]], {"title": m.title}
    )


def hexo(m):
    """A blog of programmers: code blocks, headings with anchors, a table of contents."""
    code = ["def walk(tree):", "    for node in tree:", "        yield node"]
    lines = [*m.lines[:2], "安装的步骤", m.lines[2], *map(str.strip, code), *m.lines[3:]]
    body = (
        f"<header class=header><a class=brand href=/>{m.writer}的博客</a>{listed(['首页', '归档', '标签'])}</header>"
        "<aside class=sidebar><div class=post-toc><ol><li><a href=#a><span>1.</span> <span>安装的步骤</span>"
        f"</a></li></ol></div></aside><div class=post-block><h1 class=post-title itemprop='name headline'>{m.title}"
        "</h1><div class=post-meta><span>发表于</span> <time itemprop='dateCreated datePublished' "
        "datetime='2019-11-12T20:21:22+08:00'>2019-11-12</time> <span>阅读次数：</span></div>"
        "<div class=post-body itemprop=articleBody>"
        + each("<p>{}</p>", m.lines[:2])
        + "<h2 id=a><a href=#a class=headerlink></a>安装的步骤</h2>"
        + f"<p>{m.lines[2]}</p><figure class='highlight python'><table><tr><td class=code><pre>"
        + "<br>".join(f"<span class=line>{x}</span>" for x in code)
        + "</pre></td></tr></table></figure>"
        + each("<p>{}</p>", m.lines[3:])
        + f"</div><footer class=post-footer><div class=post-tags><a href=/t># 树</a></div><div class=post-nav>"
        f"<a href=/1>{m.others[0]}</a><a href=/2>{m.others[1]}</a></div></footer></div><footer>© 2019 "
        f"{m.writer} 由 Hexo 强力驱动</footer>"
    )
    return Page(
        page(f"{m.title} | {m.writer}的博客", body),
        lines,
        {"title": m.title, "date": "2019-11-12T20:21:22"},
    )


def taiwan(m):
    """A page of a Taiwanese paper made with AMP."""
    body = (
        "<header><amp-img src=l.png></amp-img></header><amp-sidebar id=s layout=nodisplay>"
        + listed(["首頁", "即時", "要聞"])
        + f"</amp-sidebar><main><article><h1 class=title>{m.title}</h1><div class=info><span class=date>"
        f"2023/04/05 06:07</span><p class=reporter>〔記者{m.writer}／台北報導〕</p></div>"
        f"<section class=article-content><p>{m.lines[0]}</p><amp-ad width=300></amp-ad>"
        + each("<p>{}</p>", m.lines[1:])
        + "<p class=appE1121>不用抽 不用搶 現在用APP看新聞 保證天天中獎 <a href=#>點我下載APP</a></p></section>"
        "</article><section class=related><h3>相關新聞</h3>"
        + listed(m.others[:5])
        + "</section></main><footer>版權所有 © 南屏時報</footer>"
    )
    facts = {"title": m.title, "author": m.writer, "sitename": "南屏時報"}
    return Page(
        page(f"{m.title} - 生活 - 南屏時報", body), m.lines, facts | {"date": "2023-04-05T06:07"}
    )


def mobile(m):
    """A page for telephones, which asks to open the app."""
    body = (
        "<div class=top-bar><span>打开APP</span></div><div class=art-hd>"
        f"<h1>{m.title}</h1><p><span>{m.site}</span> <span>06-07 08:09</span></p></div><section class=art-bd>"
        + each("<p class=p>{}</p>", m.lines)
        + "</section><div class=unfold>展开全文</div><div class=open-app>打开APP，查看更多精彩内容</div>"
        "<div class=hot><h3>热门推荐</h3>"
        + "".join(
            f"<a href=/m><div class=tit>{x}</div><div class=src>{m.site} {i + 1}评论</div></a>"
            for i, x in enumerate(m.others)
        )
        + "</div>"
    )
    return Page(page(f"{m.title}_手机{m.site}", body), m.lines, {"title": m.title})


def endless(m):
    """A page below whose article other ones are teased without end, each with its first lines."""
    teasers = "".join(
        f"<div class=feed-card><h2><a href=/f{i}>{x}</a></h2><div class=feed-txt>{m.replies[i % 6][:40]}...</div>"
        f"<div class=feed-info><span>今天 0{i % 9}:15</span> <a href=#>评论({i})</a> <a href=#>分享</a></div></div>"
        for i, x in enumerate(m.others * 3)
    )
    body = (
        m.menu()
        + f"<div class=main-content><h1 class=main-title>{m.title}</h1><div class=date-source>2019年08月09日 10:11 "
        f"{m.site}</div><div class=article id=article>"
        + each("<p>　　{}</p>", m.lines)
        + f"</div><div class=feed-wrap><div class=feed-tit>精彩推荐</div>{teasers}</div></div>"
        + m.foot()
    )
    facts = {"title": m.title, "date": "2019-08-09T10:11", "sitename": m.site}
    return Page(page(f"{m.title}|学校|老师_{m.site}", body), m.lines, facts)


def question(m):
    """A page of questions and answers; the question and all answers are the text."""
    asked = m.title + "？求有经验的人说说。"
    answers = [m.lines[:2], m.lines[2:4], m.lines[4:]]
    body = (
        "<header class=AppHeader><a href=/>首页</a><a href=/>发现</a><button>提问</button></header>"
        f"<div class=QuestionHeader><h1 class=QuestionHeader-title>{m.title}？</h1><div class=QuestionRichText>"
        f"<span>{asked}</span></div><button>关注问题</button><button>写回答</button></div><div class=List>"
        "<h4>3 个回答</h4>"
        + "".join(
            "<div class=AnswerItem><div class=AuthorInfo><a href=/p>答主</a></div><div class=RichContent>"
            + each("<p>{}</p>", answer)
            + "</div><div class=ContentItem-time>编辑于 2020-03-04</div><div><button>赞同 12</button>"
            "<button>3 条评论</button></div></div>"
            for answer in answers
        )
        + "</div><div class=Sticky><h2>相关问题</h2>"
        + listed([f"{x}？" for x in m.others[:5]])
        + "</div>"
    )
    return Page(page(f"{m.title}？ - 问答社区", body), [asked, *m.lines], {})


SYSTEMS = [
    wordpress,
    wechat,
    account,
    discuz,
    dedecms,
    office,
    price_table,
    hexo,
    taiwan,
    mobile,
    endless,
    question,
]
