"""Marks of codes, hidden letters, share texts and lures."""

# ruff: noqa: E501 - a mark reads best as one line
import string
from random import Random

from tests.made import watermarks_places as places
from tests.made.watermarks_places import Mark
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Style, by_page, by_place, by_site


def _letters(rng: Random, count: int, kinds: str = string.ascii_letters + string.digits) -> str:
    return "".join(rng.choices(kinds, k=count))


def _digits(rng: Random, count: int) -> str:
    return str(rng.randrange(1, 10)) + _letters(rng, count - 1, string.digits)


def _day(rng: Random, first: int = 2006, last: int = 2024) -> tuple[int, int, int]:
    return rng.randrange(first, last), rng.randrange(1, 13), rng.randrange(1, 29)


# ---------------------------------------------------------------- codes and hidden letters


def _steady_code(rng: Random, site: Site) -> str:
    return _digits(rng, 4) + rng.choice("bdhkqvxz")


def _hex_counter(rng: Random, site: Site) -> Mark:
    book, first = rng.randrange(0x1000, 0xFFFF), rng.randrange(0x10, 0x800)
    return lambda number: f"‹{book:04X}:{first + number:04X}›"


def _zero_width(rng: Random, site: Site) -> str:
    return "\u200d" + "".join(rng.choices("\u200b\u200c\u2060\u2063", k=28)) + "\u200d"


def _tag_letters(rng: Random, site: Site) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in "@" + site.domain) + chr(0xE007F)


def _private_glyphs(rng: Random, site: Site, number: int) -> str:
    return "".join(chr(rng.randrange(0xE600, 0xE7F0)) for _ in range(rng.randrange(2, 6)))


def _broken_bytes(rng: Random, site: Site, number: int) -> str:
    parts = [
        _letters(rng, rng.randrange(1, 4), string.ascii_lowercase + string.digits) for _ in range(3)
    ]
    return rng.choice(("", "1")) + "\ufffd" + "\ufffd".join(parts) + rng.choice(("", "\ufffd"))


def _far_han(rng: Random, site: Site, number: int) -> str:
    return "".join(chr(rng.randrange(0x20000, 0x2A6D0)) for _ in range(rng.randrange(2, 5)))


def _printed_file(rng: Random, site: Site) -> Mark:
    disk, pages = rng.choice("CDEFG"), rng.randrange(18, 90)
    year, month, day = _day(rng, 2003, 2012)
    folder = rng.choice(("My%20Documents", "电子书制作", "downloads", "ebook/temp"))
    page = _digits(rng, 5)

    def mark(number: int) -> str:
        time = f"{rng.randrange(24)}:{rng.randrange(60):02}:{rng.randrange(60):02}"
        return f"file:///{disk}|/{folder}/{site.label}/{page}.htm（第 {number}／{pages} 页）[{year}-{month}-{day} {time}]"

    return mark


def _tracking_tail(rng: Random, site: Site, number: int) -> str:
    return f"?spm=a{_letters(rng, 4)}.{_digits(rng, 5)}.0.{number}&from=singlemessage&uid={_digits(rng, 8)}"


# ---------------------------------------------------------------- shares and feeds


def _douyin(rng: Random, site: Site) -> str:
    code = f"{rng.randrange(1, 10)}.{rng.randrange(10)}{rng.randrange(10)}"
    tail = f"{_letters(rng, 3)}:/ {_letters(rng, 1)}@{_letters(rng, 1)}.{_letters(rng, 2)} {rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}"
    return f"{code} 复制打开抖音，看看【{site.account}的图文作品】 https://v.douyin.com/{_letters(rng, 8)}/ {tail}"


def _xiaohongshu(rng: Random, site: Site) -> str:
    face = rng.choice("😆😍🤗😋🥳")
    return f"{rng.randrange(10, 99)} 【{site.account} | 小红书 - 你的生活兴趣社区】 {face} {_letters(rng, 15)} {face} http://xhslink.com/a/{_letters(rng, 11)}"


def _taobao(rng: Random, site: Site, number: int) -> str:
    sign = rng.choice(("￥", "₤", "€", "₴", "¢"))
    return f"{rng.randrange(1, 10)}{sign}{_letters(rng, 11)}{sign}:/"


def _follow(rng: Random, site: Site) -> str:
    return f"This message is used to verify that this feed (feedId:{_digits(rng, 17)}) belongs to me (userId:{_digits(rng, 17)}). Join me in enjoying the next generation information browser https://follow.is."


def _title_heat(rng: Random, site: Site) -> str:
    return f"_{site.keyword}(热度{_digits(rng, 4)}℃)-{site.label.upper()}[编号:{_digits(rng, 6)}]"


def _client_tail(rng: Random, site: Site) -> str:
    version = f"v{rng.randrange(2, 9)}.{rng.randrange(10)}.{rng.randrange(30)}"
    return f"｜本文由 {site.name}客户端（{rng.choice(('鸿蒙', '安卓', 'HD'))}版{version}·{_letters(rng, 6, '0123456789abcdef')}）分享｜"


# ---------------------------------------------------------------- words alone


def _next_page(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "小主，这个章节后面还有哦^.^，请点击下一页继续阅读，后面更精彩！",
            "亲，本章未完，还有下一页哦^0^",
            "（>人<；）内容还没完呢，翻到下一页接着看～",
        )
    )


def _app_lure(rng: Random, site: Site, number: int) -> str:
    first = rng.choice(("插一句", "广个告", "话说", "讲真", "推荐下", "老书友都知道"))
    second = rng.choice(("我最近在用的看书软件", "这款追书神器", "朗读听书最好用的应用"))
    third = rng.choice(("真心不错", "真特么好用", "值得装个"))
    fourth = rng.choice(
        (
            "书源多，书籍全，更新快",
            "可以缓存看书，离线朗读",
            "安卓苹果手机都支持",
            "开车、睡前都靠它打发时间",
        )
    )
    return f"【{first}，{second}{third}，{fourth}！】"


def _five_stars(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "亲,点击进去,给个好评呗,分数越高更新越快,据说给满分的最后都找到了漂亮的老婆哦!",
            "喜欢的话动动小手点个五星好评，作者菌会加更的哟~~么么哒~~",
            "跪求收藏、跪求推荐票、跪求打赏，各种跪求，膝盖都青了有木有！！",
        )
    )


def _red_packet(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "【看书领红包】关注公..众号，看书抽最高888现金红包！",
            "【书友福利】看书即可得现金or点币，还有手机等你抽！关注vx公众号可领！",
            "【送红包】阅读福利来啦！你有最高888现金红包待抽取！关注weixin公-众-号抽红包！",
        )
    )


def _reading_mode(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "（请关闭浏览器的阅读模式，否则将出现章节内容缺失或无法翻页）",
            "（若出现文字顺序错乱，请退出畅读模式后刷新）",
            "[检测到转码页面，请点右上角返回原网页观看]",
        )
    )


def _report_error(rng: Random, site: Site, number: int) -> str:
    return (
        "『章节错误，点此举报（免注册）』『加入书签，方便阅读』"
        if number == 1
        else "『举报后维护人员会在两分钟内校正章节内容，请耐心等待，并刷新页面』"
    )


def _refresh_plea(rng: Random, site: Site) -> str:
    return rng.choice(("（防盗标记，稍后刷新可见）", "〖此处已做防盗处理〗", "＜本段为防盗段落＞"))


def _expand_rest(rng: Random, site: Site) -> str:
    return f"展开剩余{rng.randrange(38, 93)}%"


def _ad_slot(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            "广告 × 不感兴趣",
            "广告｜了解详情 >",
            "ADVERTISEMENT 广告 5秒后可关闭",
            "▶广告 已看过 内容质量差 拉黑",
        )
    )


def _player_bar(rng: Random, site: Site) -> str:
    length = f"{rng.randrange(2, 19):02}:{rng.randrange(60):02}"
    return f"🔊 听全文 00:00/{length} 倍速 1.0X 男声 女声 定时关闭"


def _paragraph_comments(rng: Random, site: Site, number: int) -> str:
    return f"💬{rng.choice(('99+', str(rng.randrange(1, 99))))}条段评"


def _popup(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "复制|搜索|翻译|划线|写想法",
            "[复制][查词][划线][分享书摘]",
            "马克 直线 波浪线 写想法 查询",
        )
    )


def _title_words(rng: Random, site: Site) -> str:
    return rng.choice(
        ("【精华帖】【已置顶】", "[完结][无删减][免费阅读]", "（强推！看哭了！不看后悔）")
    )


def _ai_hint(rng: Random, site: Site) -> str:
    return rng.choice(("✨AI划重点｜", "🤖长按选中文字，问问AI助手👇", "💡AI速读·本段已总结·"))


STYLES: list[Style] = [
    Style("steady-code", "code", True, by_site(_steady_code), places.at_some_ends),
    Style("hex-counter", "code", True, _hex_counter, places.at_starts, prose_only=True),
    Style("zero-width-signature", "code", True, by_page(_zero_width), places.inside_sentences),
    Style("tag-letters-address", "code", True, by_site(_tag_letters), places.at_ends),
    Style("private-glyphs", "code", True, by_place(_private_glyphs), places.at_ends_or_starts),
    Style("broken-bytes", "code", True, by_place(_broken_bytes), places.at_some_ends),
    Style("far-han-code", "code", True, by_place(_far_han), places.at_every_stop),
    Style("printed-file-footer", "code", True, _printed_file, places.on_lines),
    Style(
        "tracking-tail",
        "code",
        True,
        by_place(_tracking_tail),
        places.one_line,
        one_line=True,
        prose_only=True,
    ),
    Style("douyin-share", "share", True, by_page(_douyin), places.in_middle),
    Style("xiaohongshu-share", "share", True, by_page(_xiaohongshu), places.first_line),
    Style("taobao-token", "share", True, by_place(_taobao), places.at_some_starts),
    Style("follow-feed-claim", "share", True, by_site(_follow), places.last_lines),
    Style("title-heat", "share", True, by_page(_title_heat), places.at_title),
    Style("client-tail", "share", True, by_page(_client_tail), places.at_last_end),
    Style("next-page-caret", "call", False, by_site(_next_page), places.on_lines),
    Style("app-lure-pieces", "call", False, by_place(_app_lure), places.on_lines),
    Style("five-stars-beg", "call", False, by_site(_five_stars), places.at_last_end),
    Style("red-packet", "call", False, by_site(_red_packet), places.at_some_ends),
    Style("reading-mode-warning", "call", False, by_site(_reading_mode), places.at_stops),
    Style("report-error-brackets", "call", False, by_place(_report_error), places.first_and_last),
    Style("refresh-plea", "call", False, by_site(_refresh_plea), places.inside_sentences),
    Style("expand-rest", "call", False, by_page(_expand_rest), places.in_middle),
    Style("ad-slot", "call", False, by_place(_ad_slot), places.at_ends_and_lines),
    Style("player-bar", "call", False, by_page(_player_bar), places.first_line),
    Style(
        "paragraph-comments",
        "call",
        False,
        by_place(_paragraph_comments),
        places.at_ends,
        prose_only=True,
    ),
    Style("selection-popup", "call", False, by_site(_popup), places.at_stops),
    Style("title-words", "call", False, by_site(_title_words), places.before_title),
    Style("ai-hint", "call", False, by_site(_ai_hint), places.at_some_starts),
]
