"""Marks as the Chinese web plants them: boards, libraries of documents, shares, apps and players."""

# ruff: noqa: E501, SIM905 - a mark reads best as one line
import string
from collections.abc import Callable
from random import Random

from tests.made import watermarks_places as places
from tests.made.watermarks_places import Mark
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Style, by_page, by_place, by_site

# ---------------------------------------------------------------- letters and numbers

_NICKS = "风中的承诺 苦咖啡加糖 海阔天空2008 xiaoyu1984 leon_wang 菩提本无树 tmac0001 石头记2 流浪的猪 dabao88".split()
_RARE = "龘靐齉爩鱻麤龗灪厵滟囍嫑嘦圐圙燚焱犇骉羴猋赑掱孨尛壵屮巭瞾譶垚毳魖鬻黁"
_CIRCLED = dict(zip(string.digits, "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
_BANK = dict(zip(string.digits, "零壹贰叁肆伍陆柒捌玖", strict=True))
_GREEK = str.maketrans("wWopaevcix", "ωΩορаеνсіх")
_CYRILLIC = str.maketrans("aceopxyi", "асеорхуі")
_SQUARED = {letter: chr(0x1F170 + number) for number, letter in enumerate(string.ascii_lowercase)}
_MATH = {letter: chr(0x1D5BA + number) for number, letter in enumerate(string.ascii_lowercase)}
_MATH |= {digit: chr(0x1D7E2 + int(digit)) for digit in string.digits}
_DOTTED = dict(
    zip(
        string.ascii_lowercase,
        "ạḅċḍẹḟġḥịĵḳḷṃṇọṗqṛṣṭụṿẉẋỵẓ",
        strict=True,
    )
)
_TRADITIONAL = str.maketrans(
    "枣书读网阅学财观资讯桦论坛说灯蓝鲸号时报库满线铜门户猫头长寻树农业设计铁听导课开轩笔记闻远语钱儿乌锦来术",
    "棗書讀網閱學財觀資訊樺論壇說燈藍鯨號時報庫滿線銅門戶貓頭長尋樹農業設計鐵聽導課開軒筆記聞遠語錢兒烏錦來術",
)


def _spelt(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


def _wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _case(rng: Random, text: str) -> str:
    return "".join(rng.choice((letter.lower(), letter.upper())) for letter in text)


def _letters(rng: Random, count: int, kinds: str = string.ascii_letters) -> str:
    return "".join(rng.choices(kinds, k=count))


def _hex(rng: Random, count: int) -> str:
    return _letters(rng, count, "0123456789abcdef")


def _day(rng: Random) -> str:
    return f"{rng.randrange(2008, 2024)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def _clock(rng: Random) -> str:
    return f"{rng.randrange(24):02}:{rng.randrange(60):02}"


def _nick(rng: Random) -> str:
    return rng.choice(_NICKS)


# ---------------------------------------------------------------- forms


def _jammer(rng: Random, site: Site, number: int) -> str:
    """Discuz: pairs of a sign of 32-59, a blank and a letter of 63-126."""
    return "".join(
        f"{chr(rng.randrange(33, 60))} {chr(rng.randrange(63, 127))}"
        for _ in range(rng.randrange(5, 12))
    )


def _phpwind(rng: Random, site: Site, number: int) -> str:
    """PHPWind's copy protection: five to nine printable letters."""
    return "".join(chr(rng.randrange(33, 127)) for _ in range(rng.randrange(6, 10)))


def _downmix(name: str) -> Callable[[Random, Site, int], str]:
    def make(rng: Random, site: Site, number: int) -> str:
        own = name.format(s=site.name)
        return rng.choice(
            (
                f"{own}好，好{own}",
                f"本文来自{own}",
                f"内容来自{own}",
                f"copyright {own}",
                f"{own}内容管理系统 dedecms" if name == "织梦" else f"{own},原创{own}",
            )
        )

    return make


def _jumbled(rng: Random, site: Site, number: int) -> str:
    """A name whose letters are parted by signs drawn for every place."""
    signs = "*&^%$#@~|-=+"
    return "".join(letter + rng.choice(signs) for letter in site.name)[:-1]


def _wenku(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "资料收集于网络，如有侵权 请联系网站删除 word可编辑",
            "..WORD完美格式.整理版..",
            "精品文档，仅供学习与交流，如有侵权请联系网站删除",
            "欢迎下载 可修改 可编辑 精选文档 欢迎下载",
        )
    )


def _decorated(rng: Random, site: Site, number: int) -> str:
    left, right = rng.choice(("▓▓", "♂♂", "※※", "〓〓", "◤◢", "﹛﹜", "╬╬", "卍卍"))
    return f"{left}{site.name}{right}"


def _bbs(rng: Random, site: Site) -> str:
    address = f"{rng.randrange(58, 223)}.{rng.randrange(1, 255)}.{rng.randrange(1, 255)}.*"
    who = _letters(rng, rng.randrange(5, 9), string.ascii_lowercase)
    when = f"{rng.choice(('Jan', 'Mar', 'Jun', 'Sep', 'Nov'))} {rng.randrange(10, 29)} {_clock(rng)}:{rng.randrange(10, 60)} {rng.randrange(2003, 2015)}"
    return (
        f"※ 修改:·{who} 于 {when} 修改本文·[FROM: {address}]\n"
        f"※ 来源:·{site.name} {site.domain}·[FROM: {address}]"
    )


def _csdn(rng: Random, site: Site) -> str:
    who = _letters(rng, 4, string.ascii_lowercase) + _letters(rng, 4, string.digits)
    return (
        f"版权声明：本文为{site.name}博主「{site.account}」的原创文章，遵循CC 4.0 BY-SA版权协议，转载请附上原文出处链接及本声明。\n"
        f"原文链接：https://blog.{site.domain}/{who}/article/details/{rng.randrange(10**7, 10**8)}"
    )


def _player(rng: Random, site: Site, number: int) -> str:
    long = f"{rng.randrange(1, 9):02}:{rng.randrange(60):02}"
    return f"已关注 关注 重播 分享 赞 关闭 观看更多 更多 {site.account} 退出全屏 切换到竖屏全屏 00:00/{long} 切换到横屏模式 继续播放"


def _attachment(rng: Random, site: Site, number: int) -> str:
    return (
        f"{_letters(rng, 3, string.ascii_uppercase)}_{rng.randrange(1000, 9999)}.jpg "
        f"({rng.randrange(10, 400)}.{rng.randrange(10, 99)} KB, 下载次数: {rng.randrange(90)}) "
        f"下载附件 保存到相册 {_day(rng)} {_clock(rng)} 上传"
    )


def _snapshot(rng: Random, site: Site) -> str:
    return (
        f"（百度和网页 http://www.{site.domain}/{rng.choice(('article', 'html', 'view'))}/{rng.randrange(10**4, 10**6)}.html "
        "的作者无关，不对其内容负责。百度快照谨为网络故障时之索引，不代表被搜索网站的即时页面。）"
    )


def _feed(rng: Random, site: Site) -> str:
    feed, user = _letters(rng, 17, string.digits), _letters(rng, 17, string.digits)
    return (
        f"This message is used to verify that this feed (feedId:{feed}) belongs to me (userId:{user}). "
        "Join me in enjoying the next generation information browser https://follow.is."
    )


def _qidian(rng: Random, site: Site) -> str:
    return (
        f"<ahref=http://www.{site.domain}>{site.name}www.{site.domain}欢迎广大书友光临阅读，最新、最快、最火的连载作品尽在{site.name}原创！</a>\n"
        f"<a>手机用户请到m.{site.domain}阅读。</a>"
    )


def _quoted(rng: Random, site: Site) -> str:
    return (
        f"作者：{site.account} 链接：https://www.{site.domain}/question/{rng.randrange(10**7, 10**9)}/answer/{rng.randrange(10**8, 10**10)} "
        f"来源：{site.name} 著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"
    )


def _taobao(rng: Random, site: Site, number: int) -> str:
    sign = rng.choice("￥₤€")
    return f"复制这段描述{sign}{_letters(rng, 11, string.ascii_letters + string.digits)}{sign}后打开手机淘宝领券"


def _netdisk(rng: Random, site: Site) -> str:
    kinds = string.ascii_letters + string.digits
    return (
        f"{site.name}会员分享 链接: https://pan.baidu.com/s/1{_letters(rng, 22, kinds)} "
        f"提取码: {_letters(rng, 4, string.ascii_lowercase + string.digits)} 复制这段内容后打开百度网盘手机App，操作更方便哦"
    )


def _headed(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            f"天才一秒记住本站地址：[{site.name}]\nhttps://www.{site.domain}/最快更新！无广告！",
            f"一秒记住【{site.name}】\n{site.domain}，更新快，无弹窗，免费读！",
        )
    )


def _framed(rng: Random, site: Site) -> Mark:
    number = rng.randrange(10**4, 10**6)
    return lambda place: (
        f"〖{site.name}-{site.keyword}-{site.domain}〗"
        if place == 1
        else f"本帖地址：http://bbs.{site.domain}/thread-{number}-1-1.html [复制链接]"
    )


def _pages_of(rng: Random, site: Site) -> Mark:
    total = rng.randrange(8, 30)
    return lambda number: f"（本章未完，请点击下一页继续阅读）第{number}页/共{total}页"


def _read_on(rng: Random, site: Site) -> Mark:
    start = rng.randrange(5, 12)
    return lambda number: (
        f"{site.name}提示：您已阅读{min(99, start + number * 7)}%，剩余内容请下载客户端后继续"
    )


def _split_address(rng: Random, site: Site) -> str:
    sign = rng.choice("/丶·|")
    return "（" + sign.join(site.label) + f"{sign}点{sign}" + sign.join(site.zone) + "）"


def _wechat(rng: Random, site: Site, number: int) -> str:
    word = rng.choice(("葳❤信", "徽信", "薇xin", "V信", "威♥信", "wei信", "嶶ィ言"))
    return f"加{word}：{site.wechat}看全文"


def _ocr_user(rng: Random, site: Site) -> Mark:
    who = f"{rng.choice(('vip', 'user', 'uid'))}_{rng.randrange(10**6, 10**7)}"
    when = f"{_day(rng)} {_clock(rng)}"
    return lambda number: f"{who} {when}:{number % 60:02}"  # the reader's stamp across a scan


def _bracketed(rng: Random, site: Site) -> str:
    return f"{_letters(rng, 1, string.ascii_lowercase)}{_letters(rng, 2, string.ascii_uppercase)}{site.name}"


_ = by_site

STYLES: list[Style] = [
    # ------------------------------------------------ random strings against scrapers
    Style("discuz-jammer", "code", True, by_place(_jammer), places.at_ends_or_starts),
    Style("phpwind-copyctrl", "code", True, by_place(_phpwind), places.at_ends),
    Style(
        "hex-tail", "code", True, by_place(lambda r, s, n: f"[{_hex(r, 8)}]"), places.at_some_ends
    ),
    Style(
        "rare-han",
        "code",
        True,
        by_place(lambda r, s, n: "".join(r.sample(_RARE, r.randrange(3, 6)))),
        places.inside_sentences,
    ),
    # ------------------------------------------------ a site's name
    Style("code-and-name", "name", True, by_page(_bracketed), places.at_ends),
    Style(
        "name-zero-width",
        "name",
        True,
        _(lambda r, s: "（" + "\u200b".join(s.name) + "首发）"),
        places.at_stops,
    ),
    Style("name-jumbled", "name", True, by_place(_jumbled), places.at_some_ends),
    Style("name-decorated", "name", True, by_place(_decorated), places.inside_sentences),
    Style("name-every-stop", "name", True, _(lambda r, s: f"^{s.name}^"), places.at_every_stop),
    Style(
        "name-one-line",
        "name",
        True,
        _(lambda r, s: f"_{s.name}_{s.keyword}"),
        places.one_line,
        one_line=True,
    ),
    Style(
        "phrase-with-signs",
        "name",
        True,
        _(lambda r, s: r.choice("♂^~'").join(f"本文来自{s.name}")),
        places.at_some_starts,
    ),
    Style(
        "title-tail",
        "name",
        True,
        _(lambda r, s: f"_{s.keyword}_{s.name} - {s.domain}"),
        places.at_title,
    ),
    # ------------------------------------------------ systems' leftovers
    Style("dede-default", "cms", True, by_place(_downmix("织梦")), places.at_ends),
    Style("dede-own-name", "cms", True, by_place(_downmix("{s}")), places.at_some_ends),
    Style(
        "dede-page-tag",
        "cms",
        False,
        _(lambda r, s: "#p#副标题#e#"),
        places.on_lines,
        prose_only=True,
    ),
    Style(
        "chapter-script",
        "cms",
        False,
        _(lambda r, s: r.choice(("chaptererror();", "_ad_hf();", "show_htm3();"))),
        places.on_lines,
        prose_only=True,
    ),
    Style(
        "discuz-hidden",
        "cms",
        False,
        _(lambda r, s: "游客，如果您要查看本帖隐藏内容请回复"),
        places.on_lines,
    ),
    Style("discuz-attachment", "cms", False, by_place(_attachment), places.on_lines),
    Style(
        "stock-links",
        "cms",
        False,
        _(lambda r, s: r.choice(("(行情,资金,股吧,问诊)", "[微博]", "(行情 股吧 买卖点)"))),
        places.inside_sentences,
    ),
    Style(
        "white-ubb",
        "cms",
        True,
        _(lambda r, s: f"[url=http://www.{s.domain}/][color=#FFFFFF]{s.name}[/color][/url]"),
        places.at_ends,
    ),
    # ------------------------------------------------ addresses in disguise
    Style(
        "wide-address",
        "address",
        True,
        by_place(
            lambda r, s, n: (
                _wide(_case(r, "www"))
                + "。"
                + _wide(_case(r, s.label))
                + "。"
                + _wide(_case(r, s.zone))
            )
        ),
        places.inside_sentences,
    ),
    Style(
        "lookalike-address",
        "address",
        True,
        _(lambda r, s: f"ωωω.{s.label.translate(_CYRILLIC)}.{s.zone.translate(_GREEK)}"),
        places.at_starts,
    ),
    Style(
        "spoken-address",
        "address",
        True,
        _(lambda r, s: f"{r.choice(('三达不溜', '三W', 'www'))}点{s.label}点{s.zone}"),
        places.at_commas,
    ),
    Style(
        "squared-address",
        "address",
        True,
        _(lambda r, s: f"👉{_spelt(s.label, _SQUARED)}⚫{_spelt(s.zone, _SQUARED)}👈"),
        places.on_lines,
    ),
    Style(
        "math-address",
        "address",
        True,
        _(
            lambda r, s: (
                f"【記住本站域名 {s.name.translate(_TRADITIONAL)}→{_spelt(s.domain, _MATH)}，超順暢】"
            )
        ),
        places.at_stops,
    ),
    Style(
        "dotted-address",
        "address",
        True,
        by_place(
            lambda r, s, n: (
                f"看小说认准{s.name}，{_spelt(s.domain, _DOTTED)}{r.choice(('超给力', '超赞', '超靠谱', '等你寻'))}"
            )
        ),
        places.on_lines,
    ),
    Style("split-address", "address", True, _(_split_address), places.at_some_ends),
    Style(
        "entity-address",
        "address",
        True,
        _(lambda r, s: "".join(f"&#{ord(letter)};" for letter in s.domain)),
        places.at_ends,
    ),
    Style(
        "split-novel-word",
        "address",
        True,
        _(lambda r, s: f"看小訁兑就上{s.label}●{s.zone}"),
        places.at_stops,
    ),
    Style("framed-thread", "address", True, _framed, places.first_and_last),
    # ------------------------------------------------ contacts
    Style("wechat-disguised", "contact", True, by_place(_wechat), places.at_stops),
    Style(
        "qq-circled",
        "contact",
        True,
        _(lambda r, s: f"扣扣裙{_spelt(s.qq, _CIRCLED)}进群看后续"),
        places.at_some_ends,
    ),
    Style(
        "phone-in-words",
        "contact",
        True,
        _(lambda r, s: f"（{s.keyword}咨询手机{_spelt(s.phone, _BANK)}同微）"),
        places.at_commas,
    ),
    Style(
        "reply-account",
        "contact",
        True,
        by_place(
            lambda r, s, n: (
                f"关注公众号【{s.account}】，回复“{r.randrange(1000, 9999)}”免费领取{s.keyword}"
            )
        ),
        places.on_lines,
    ),
    Style("taobao-words", "contact", True, by_place(_taobao), places.on_lines),
    Style("netdisk-middle", "contact", True, by_page(_netdisk), places.in_middle),
    # ------------------------------------------------ sources and calls
    Style("quoted-answer", "source", True, by_page(_quoted), places.at_last_end),
    Style(
        "traditional-source",
        "source",
        True,
        by_page(
            lambda r, s: (
                f"（本文轉載自{s.name.translate(_TRADITIONAL)}，原文網址：https://{s.domain}/zh-tw/{_letters(r, 7, string.ascii_lowercase + string.digits)}.html）"
            )
        ),
        places.at_stops,
    ),
    Style(
        "reposted-from",
        "source",
        True,
        by_place(
            lambda r, s, n: f"（转自@{r.choice((s.account, _nick(r)))} {_day(r)} {_clock(r)}）"
        ),
        places.at_some_ends,
    ),
    Style("percent-read", "call", True, _read_on, places.on_lines),
    Style("chapter-unfinished", "call", False, _pages_of, places.at_stops),
    Style("novel-header", "call", True, by_site(_headed), places.first_line),
    Style("novel-ahref", "call", True, by_site(_qidian), places.last_lines),
    # ------------------------------------------------ stamps
    Style(
        "copyright-date",
        "stamp",
        True,
        by_page(lambda r, s: f"©{_day(r)} {s.name}版权所有 盗版必究"),
        places.at_ends,
    ),
    Style(
        "pdf-factory",
        "stamp",
        True,
        _(lambda r, s: 'PDF 文件使用 "pdfFactory Pro" 试用版本创建 www.fineprint.com.cn'),
        places.on_lines,
    ),
    Style("wenku-stamp", "stamp", False, _(_wenku), places.on_lines),
    Style("reader-stamp", "stamp", True, _ocr_user, places.inside_sentences),
    Style("wechat-player", "stamp", True, by_place(_player), places.on_lines),
    Style("bbs-origin", "stamp", True, by_page(_bbs), places.last_lines),
    Style("baidu-snapshot", "stamp", True, by_page(_snapshot), places.first_line),
]

STYLES += [
    Style("csdn-copy", "source", True, by_page(_csdn), places.last_lines),
    Style("follow-feed", "source", True, by_page(_feed), places.last_lines),
    Style(
        "edited-post",
        "source",
        True,
        by_page(lambda r, s: f"[ 本帖最后由 {_nick(r)} 于 {_day(r)} {_clock(r)} 编辑 ]"),
        places.first_line,
    ),
    Style(
        "subtitle-group",
        "source",
        True,
        _(lambda r, s: f"本字幕由{s.account}字幕组原创翻译制作 仅供学习交流 严禁用于商业途径"),
        places.on_lines,
    ),
    Style("cam-scanner", "stamp", False, _(lambda r, s: "扫描全能王 创建"), places.on_lines),
]
