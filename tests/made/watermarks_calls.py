"""Calls of novel sites, additions of copy-trackers, what collectors leave, buttons inside the text."""

# ruff: noqa: E501 - a call reads best as one line
from random import Random

from tests.made import watermarks_disguises as disguises
from tests.made.watermarks_places import (
    Mark,
    at_ends,
    at_some_ends,
    at_some_starts,
    at_stops,
    first_and_last,
    first_line,
    inside_sentences,
    last_lines,
    on_lines,
    one_line,
)
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Form, Style


def _said(*forms: str) -> Form:
    """One of the forms for every mark, filled with what the site calls itself.

    Slots: name, domain, label, account, any (the address respelled anew), wide, path, n, id, page.
    """

    def make(rng: Random, site: Site) -> Mark:
        path = f"{rng.randrange(10, 99)}/{rng.randrange(10_000, 99_999)}"
        drawn = rng.randrange(10**7, 10**8)

        def mark(number: int) -> str:
            return rng.choice(forms).format(
                name=site.name,
                domain=site.domain,
                label=site.label,
                account=site.account,
                any=disguises.any_spelling(site.domain, rng),
                wide=disguises.full_width(site.domain),
                path=path,
                id=drawn,
                n=number,
                code=f"{rng.randrange(16**6):06x}",
            )

        return mark

    return make


_NOVELS = [
    Style(
        "remember-domain",
        "novels",
        True,
        _said("请记住本站域名：{wide}", "请记住本书首发域名：www.{domain}。"),
        inside_sentences,
    ),
    Style(
        "remember-respelled",
        "novels",
        True,
        _said("请记住本站网址{any}，手机版阅读同步更新"),
        at_stops,
    ),
    Style(
        "phone-readers",
        "novels",
        True,
        _said("(手机用户请浏览 m.{domain} 阅读，更优质的阅读体验。)"),
        at_some_ends,
    ),
    Style(
        "phone-readers-inside",
        "novels",
        True,
        _said("（手机用户请浏览{any}阅读）", "手机用户输入地址：m.{domain}"),
        inside_sentences,
    ),
    Style(
        "genius",
        "novels",
        True,
        _said("天才一秒记住本站地址：www.{domain}。{name}手机版阅读网址：m.{domain}"),
        first_and_last,
    ),
    Style(
        "genius-traditional",
        "novels",
        True,
        _said("天才壹秒記住『{name}{any}』，為您提供精彩小說閱讀。"),
        first_line,
    ),
    Style(
        "one-second",
        "novels",
        True,
        _said("一秒记住【{name} {domain}】，精彩小说无弹窗免费阅读！"),
        on_lines,
    ),
    Style("newest-address", "novels", True, _said("最新网址：www.{domain}"), at_some_ends),
    Style(
        "fastest",
        "novels",
        True,
        _said("{name}更新最快。", "（{name}最快更新）", "看最新章节就到{name}。"),
        inside_sentences,
    ),
    Style(
        "first-published",
        "novels",
        True,
        _said("｛{name}首发 {domain} 更新更快｝", "【{name}首发www.{domain}】"),
        at_stops,
    ),
    Style("published-lines", "novels", True, _said("本书由{name}整理首发，请勿转载！"), on_lines),
    Style(
        "search-for",
        "novels",
        True,
        _said("百度搜索“{name}”看全文", "(搜：{name} 看更多章节)"),
        at_stops,
    ),
    Style("arrow-station", "novels", True, _said("↘完♂本♂神♂立占↗{name} {any}"), at_some_ends),
    Style(
        "transcoded",
        "novels",
        True,
        _said(
            "转码页面功能异常，本站不支持转码阅读，点击页面底部[查看原网页]可正常浏览，或通过浏览器访问本页地址: http://www.{domain}/{path}_{n}.html"
        ),
        first_and_last,
    ),
    Style(
        "collect-us",
        "novels",
        True,
        _said("喜欢本书请大家收藏：(www.{domain})本书{name}更新速度全网最快。"),
        last_lines,
    ),
    Style(
        "unfinished",
        "novels",
        False,
        _said("本章未完，点击下一页继续阅读", "(本章未完，请翻页)"),
        on_lines,
    ),
    Style(
        "unfinished-site",
        "novels",
        True,
        _said("本章未完，请点击下一页继续阅读！{name} 第{n}页"),
        at_some_ends,
    ),
    Style(
        "report-errors",
        "novels",
        False,
        _said("『章节错误，点此举报』", "『加入书签，方便阅读』"),
        on_lines,
    ),
    Style(
        "typed-by", "novels", True, _said("（本文字由{name}提供）", "[{name}手打]"), at_some_starts
    ),
    Style(
        "novel-one-line",
        "novels",
        True,
        _said("（请记住{name}{domain}）", "(看小说就上{name})"),
        one_line,
        one_line=True,
    ),
]
_COPIES = [
    Style(
        "csdn",
        "copies",
        True,
        _said(
            "————————————————\n版权声明：本文为{name}博主「{account}」的原创文章，遵循CC 4.0 BY-SA版权协议，转载请附上原文出处链接及本声明。\n原文链接：https://blog.{domain}/{label}_{id}/article/details/{id}"
        ),
        last_lines,
    ),
    Style(
        "rights-block",
        "copies",
        True,
        _said(
            "作者：{account}\n链接：https://www.{domain}/p/{code}\n来源：{name}\n著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"
        ),
        last_lines,
    ),
    Style(
        "original-link",
        "copies",
        True,
        _said("原文链接：https://www.{domain}/{path}.html"),
        last_lines,
    ),
    Style(
        "keep-address",
        "copies",
        True,
        _said("转载请保留原文地址：http://{domain}/archives/{id}"),
        at_some_ends,
    ),
    Style("from-blog", "copies", True, _said("（来自: {account} 的博客）"), at_some_ends),
    Style(
        "from-weixin",
        "copies",
        True,
        _said("本文来自微信公众号“{account}”（ID：{label}），作者：{account}，{name}经授权发布。"),
        first_and_last,
    ),
    Style(
        "read-more",
        "copies",
        True,
        _said(" 阅读更多：http://www.{domain}/{path}#ixzz{code}"),
        at_some_ends,
    ),
    Style("copied-from", "copies", True, _said("（复制自{name}，原文 {domain}/{path}）"), at_ends),
    Style(
        "more-at-account",
        "copies",
        True,
        _said("更多内容请关注公众号：{account}", "关注「{account}」，每天一篇好文"),
        on_lines,
    ),
    Style("reprint-name", "copies", True, _said("[转载请注明出处：{name}]"), at_stops),
    Style(
        "opinion-only",
        "copies",
        False,
        _said("本文仅代表作者观点，不代表平台立场\n举报/反馈"),
        last_lines,
    ),
    Style("account-inside", "copies", True, _said("点击上方蓝字关注“{account}”"), on_lines),
]
_LEFTOVERS = [
    Style("dede-tag", "leftovers", True, _said("{{dede:pagebreak/}}"), on_lines, prose_only=True),
    Style(
        "empire-tag", "leftovers", True, _said("[!--empirenews.page--]"), on_lines, prose_only=True
    ),
    Style(
        "empire-tag-ends",
        "leftovers",
        True,
        _said("[!--empirenews.page--]"),
        at_some_ends,
        prose_only=True,
    ),
    Style(
        "adsbygoogle",
        "leftovers",
        True,
        _said("(adsbygoogle = window.adsbygoogle || []).push({{}});"),
        on_lines,
        prose_only=True,
    ),
    Style(
        "cpro",
        "leftovers",
        True,
        _said('var cpro_id = "u{id}";', 'BAIDU_CLB_fillSlot("{id}");'),
        on_lines,
        prose_only=True,
    ),
    Style(
        "script-ends",
        "leftovers",
        True,
        _said("document.writeln(\"<script src='//a.{domain}/{n}.js'><\\/script>\");"),
        at_some_ends,
        prose_only=True,
    ),
    Style(
        "style-sheet",
        "leftovers",
        True,
        _said(
            ".{label}_ad{n}{{width:640px;height:90px;margin:0 auto;}}",
            "@media(min-width:{n}00px){{.{label}{{display:none}}}}",
        ),
        on_lines,
        prose_only=True,
    ),
    Style(
        "page-title-tag",
        "leftovers",
        True,
        _said("#p#分页标题#e#"),
        at_some_starts,
        prose_only=True,
    ),
    Style(
        "editor-break",
        "leftovers",
        True,
        _said("_ueditor_page_break_tag_"),
        at_some_ends,
        prose_only=True,
    ),
    Style(
        "next-page-comment", "leftovers", True, _said("<!--nextpage-->"), on_lines, prose_only=True
    ),
    Style(
        "picture-code",
        "leftovers",
        True,
        _said("[img]http://img.{domain}/{path}_{n}.jpg[/img]"),
        on_lines,
        prose_only=True,
    ),
    Style("unfold-button", "buttons", False, _said("展开剩余{n}9%"), on_lines),
    Style("picture-buttons", "buttons", False, _said("上一图", "下一图", "点击查看大图"), on_lines),
]
STYLES = [*_NOVELS, *_COPIES, *_LEFTOVERS]
