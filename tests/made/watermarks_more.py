"""Marks of further kinds: split names, slots of people and scripts, tails of apps, frames."""

# ruff: noqa: E501, SIM905 - a mark reads best as one line, and lists of words as one string
from random import Random

from tests.made import watermarks_disguises as disguises
from tests.made.watermarks_places import (
    Mark,
    at_commas,
    at_ends,
    at_ends_and_stops,
    at_some_ends,
    at_some_starts,
    at_starts,
    at_stops,
    first_and_last,
    inside_sentences,
    on_lines,
    one_line,
)
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Form, Style

_USERS = "阿泽不吃鱼 momo 老张头 小鹿乱撞 Kevin_W 一叶知秋 路人甲乙 南瓜粥 夜雨声烦 胡同口大爷 T_T 柠檬精 清风徐来 tree2008".split()
_TOWNS = "杭州 成都市 广东深圳 河北廊坊 辽宁大连 西安 山东济宁 福建泉州 云南大理 江苏南通".split()
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのアイウエオカキクケコサシスセソ"
_HANGUL = "가나다라마바사아자차카타파하고노도로모보소"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดต"
_RADICALS = "⺀⺁⺂⺃⺄⺆⺇⺈⺊⺌⺍⺕⺗⺙⺛⺝"
_SIGNS = "↑●☆＋°＊◇＿"


def drawn(*forms: str) -> Form:
    """One of the forms for every mark; constant slots are the site's, the others drawn anew.

    Anew: user, town, clock, ip, kana, hangul, thai, radical, code, digits, n (a counter). Drawn
    once for a page: sign, split (the name with the sign between its letters), page, any.
    """

    def make(rng: Random, site: Site) -> Mark:
        sign = rng.choice(_SIGNS)
        page = rng.randrange(10_000, 99_999)

        def mark(number: int) -> str:
            return rng.choice(forms).format(
                name=site.name,
                domain=site.domain,
                label=site.label,
                account=site.account,
                keyword=site.keyword,
                phone=site.phone,
                qq=site.qq,
                wechat=site.wechat,
                split=sign.join(site.name),
                sign=sign,
                page=page,
                n=number,
                any=disguises.any_spelling(site.domain, rng),
                user=rng.choice(_USERS),
                town=rng.choice(_TOWNS),
                clock=f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
                ip=".".join(str(rng.randrange(1, 255)) for _ in range(4)),
                kana="".join(rng.choices(_KANA, k=3)),
                hangul="".join(rng.choices(_HANGUL, k=4)),
                thai="".join(rng.choices(_THAI, k=4)),
                radical="".join(rng.choices(_RADICALS, k=3)),
                code="".join(rng.choices("0123456789abcdef", k=6)),
                digits="".join(rng.choices("0123456789", k=rng.randrange(3, 9))),
            )

        return mark

    return make


STYLES = [
    Style("split-name-ends", "split", True, drawn("{split}"), at_some_ends),
    Style("split-name-starts", "split", True, drawn("{sign}{split}{sign}"), at_starts),
    Style("split-name-address", "split", True, drawn("-{split}-www.{domain}"), at_stops),
    Style("split-call", "split", True, drawn("【看{split}，更新最快】"), at_some_ends),
    Style("arrows-and-name", "split", True, drawn(">>>{name}<<<"), at_some_ends),
    Style("tildes-and-name", "split", True, drawn("~{name}~"), at_ends),
    Style("underscores", "split", True, drawn("____{name}____"), on_lines),
    Style("kana-and-name", "scripts", True, drawn("{kana}{name}"), at_ends),
    Style("kana-alone", "scripts", False, drawn("{kana}"), at_ends),
    Style("hangul-in-brackets", "scripts", False, drawn("[{hangul}]"), at_some_ends),
    Style("thai-and-name", "scripts", True, drawn("{name}{thai}"), at_some_ends),
    Style("radicals-and-name", "scripts", True, drawn("{radical}{name}"), at_some_ends),
    Style("hangul-stops", "scripts", False, drawn("{hangul}"), at_stops),
    Style("user-and-town", "readers", True, drawn("（{user} 来自{town} {name}）"), at_some_ends),
    Style("user-posted", "readers", True, drawn("@{user} 发表于{name}"), at_some_ends),
    Style("user-clock", "readers", True, drawn("[{user} {clock} {name}]"), at_some_ends),
    Style("user-shared", "readers", True, drawn("由{user}分享到{name}"), on_lines),
    Style("user-likes", "readers", False, drawn("{user} 等{n}人赞过"), on_lines),
    Style("ip-alone", "readers", False, drawn("[IP:{ip}]"), at_some_ends),
    Style("ip-place", "readers", True, drawn("{name}网友 IP属地：{town}"), at_some_ends),
    Style("clock-in-brackets", "readers", False, drawn("[{clock}]"), at_some_ends),
    Style("clock-and-name", "readers", True, drawn("{clock}@{name}"), at_some_starts),
    Style("device", "readers", True, drawn("来自{name}手机版", "来自{name}网页版"), at_some_ends),
    Style("copied-by", "readers", True, drawn("（本段由{user}复制于{name}）"), at_some_ends),
    Style("number-and-name", "counters", True, drawn("{name}{digits}"), at_ends),
    Style("page-of-name", "counters", True, drawn("-{n}-{name}"), at_some_ends),
    Style("paragraph-anchor", "counters", False, drawn("¶{n}"), at_ends),
    Style("section-anchor", "counters", False, drawn("[#p{n}]"), at_ends),
    Style("fraction-starts", "counters", True, drawn("{name}({n}/{page})"), at_some_starts),
    Style("hash-and-code", "counters", False, drawn("#{code}"), at_ends),
    Style("data-code", "counters", False, drawn("<{code}>"), at_some_ends),
    Style("code-and-code", "counters", True, drawn("{code}-{name}-{digits}"), at_some_ends),
    Style("code-one-line", "counters", True, drawn("[{name}:{code}]"), one_line, one_line=True),
    Style("app-tail", "apps", True, drawn("打开{name}APP查看更多"), at_some_ends),
    Style("app-lines", "apps", True, drawn("下载{name}APP，阅读更流畅"), on_lines),
    Style("mini-program", "apps", True, drawn("微信搜索小程序「{name}」"), at_some_ends),
    Style("account-tail", "apps", True, drawn("公众号：{account}"), at_some_ends),
    Style("account-bar", "apps", True, drawn("|{account}|"), at_some_ends),
    Style("account-start", "apps", True, drawn("「{account}」"), at_some_starts),
    Style("account-id", "apps", True, drawn("微信号:{wechat}"), at_some_ends),
    Style("group-number", "contacts", True, drawn("交流群：{qq}"), at_some_ends),
    Style("join-group", "contacts", True, drawn("加Ｑ群{qq}看全本"), at_stops),
    Style("mobile-number", "contacts", True, drawn("手机/微信{phone}"), on_lines),
    Style("plus-v", "contacts", True, drawn("+V:{wechat}备注{keyword}"), at_some_ends),
    Style("keyword-tail", "keywords", False, drawn("{keyword}"), at_ends),
    Style("keyword-brackets", "keywords", False, drawn("[{keyword}]"), at_some_ends),
    Style("keyword-pair", "keywords", True, drawn("{keyword}，{keyword}就上{name}"), at_some_ends),
    Style("keyword-name-bar", "keywords", True, drawn("{keyword}_{name}"), at_ends_and_stops),
    Style("thanks", "novels", True, drawn("{{{name}{domain}感谢各位书友的支持}}"), at_some_ends),
    Style("latest-at", "novels", True, drawn("[看本书最新章节请到{name}]"), at_stops),
    Style("more-at", "novels", True, drawn("更多精彩内容，尽在{name}！"), at_some_ends),
    Style("free-download", "novels", True, drawn("（{name} {domain} 提供Txt免费下载）"), at_commas),
    Style("moved", "novels", True, drawn("本站域名已经更换为{domain}，老域名即将停用。"), on_lines),
    Style(
        "continue-reading", "novels", False, drawn("-->>本章未完，点击下一页继续阅读"), at_some_ends
    ),
    Style(
        "chapter-fault",
        "novels",
        False,
        drawn("如果章节内容错误，请点击举报，我们会尽快修复"),
        on_lines,
    ),
    Style(
        "wait-please",
        "novels",
        False,
        drawn("正在手打中，请稍等片刻，内容更新后请重新刷新页面"),
        first_and_last,
    ),
    Style("name-any-address", "novels", True, drawn("《{name}{any}》"), inside_sentences),
    Style("vote-please", "novels", True, drawn("求推荐票！求收藏！——{name}"), on_lines),
    Style(
        "template-tag",
        "leftovers",
        True,
        drawn("{{$item.{label}}}", "{{{{ad.{label}}}}}"),
        on_lines,
        prose_only=True,
    ),
    Style("widget-tag", "leftovers", True, drawn("[widget:{page}]"), at_some_ends, prose_only=True),
    Style(
        "shortcode",
        "leftovers",
        True,
        drawn('[gallery ids="{digits},{digits}"]'),
        on_lines,
        prose_only=True,
    ),
    Style("percent-tag", "leftovers", True, drawn("%%{label}_ad_{n}%%"), on_lines, prose_only=True),
    Style(
        "attachment",
        "leftovers",
        True,
        drawn("[attach]{digits}[/attach]"),
        at_some_ends,
        prose_only=True,
    ),
    Style("php-tag", "leftovers", True, drawn("<?php echo $ad_{n}; ?>"), on_lines, prose_only=True),
    Style(
        "data-attribute",
        "leftovers",
        True,
        drawn('data-id="{digits}"'),
        at_some_ends,
        prose_only=True,
    ),
    Style("stars-frame", "frames", True, drawn("★☆★{name}★☆★"), first_and_last),
    Style("rule-frame", "frames", True, drawn("=====【{name}】====="), on_lines),
    Style("equals-name", "frames", True, drawn("=={name}=="), at_some_starts),
    Style("copyright-line", "frames", True, drawn("©{name}·{domain}·{page}"), on_lines),
    Style("pipe-frame", "frames", True, drawn("|{name}|{domain}|"), at_starts),
]
