"""Fifty styles of what boards, apps, readers and converters leave in texts that are copied."""

# ruff: noqa: E501, SIM905
import string
from collections.abc import Callable
from random import Random

from tests.made import watermarks_places as places
from tests.made import watermarks_spots as spots
from tests.made.watermarks_places import Mark
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Form, Style


def _by_site(make: Callable[[Random, Site], str]) -> Form:
    """One mark for all the pages of a site."""

    def form(rng: Random, site: Site) -> Mark:
        mark = make(Random(f"traces {site.domain} {site.phone}"), site)
        return lambda number: mark

    return form


def _by_page(make: Callable[[Random, Site], str]) -> Form:
    """One mark for a page."""

    def form(rng: Random, site: Site) -> Mark:
        mark = make(rng, site)
        return lambda number: mark

    return form


def _by_place(make: Callable[[Random, Site, int], str]) -> Form:
    """A mark drawn anew for every place."""
    return lambda rng, site: lambda number: make(rng, site, number)


# ---------------------------------------------------------------- letters

_USERS = "霜降之前 老猫烧鱼 zyh_1979 沉默的羔羊2 半夏微凉 koala_z 大漠孤烟客 秋水共长天 mr.dong88 柠檬不酸 北门吹雪 ★蓝调★ 路人甲乙丙 hellokt 小胖墩er".split()
_UP = dict(
    zip(
        string.ascii_lowercase + string.digits + ".",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖᵠʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁴⁵⁶⁷⁸⁹˙",
        strict=True,
    )
)
_ALNUM = string.ascii_letters + string.digits


def _user(rng: Random) -> str:
    return rng.choice(_USERS)


def _letters(rng: Random, count: int, kinds: str = _ALNUM) -> str:
    return "".join(rng.choices(kinds, k=count))


def _wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _day(rng: Random, sign: str = "-") -> str:
    return f"{rng.randrange(2005, 2025)}{sign}{rng.randrange(1, 13)}{sign}{rng.randrange(1, 29)}"


def _clock(rng: Random) -> str:
    return f"{rng.randrange(24):02}:{rng.randrange(60):02}"


# ---------------------------------------------------------------- forms: no address, no name


def _tieba(rng: Random, site: Site) -> Mark:
    first = rng.randrange(2, 60)
    day = f"{rng.randrange(2011, 2022)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return lambda n: (
        f"{rng.choice(('', '来自Android客户端', '来自iPhone客户端'))}{first + n * rng.randrange(1, 3)}楼{day} {_clock(rng)}{rng.choice(('', '收起回复', '回复'))}"
    )


def _page_inside(rng: Random, site: Site) -> Mark:
    first, shape = rng.randrange(2, 90), rng.choice(("- {} -", "－{}－", "· {} ·", "~ {} ~"))
    return lambda n: shape.format(first + n)


def _bits(rng: Random, site: Site) -> str:
    return "\u2060" + "".join(rng.choices("\u200b\u200c\u200d", k=rng.randrange(8, 17))) + "\u2060"


def _asr(rng: Random, site: Site) -> Mark:
    step, people = rng.randrange(17, 70), rng.randrange(2, 4)

    def mark(number: int) -> str:
        now = number * step + rng.randrange(step)
        return f"发言人{rng.randrange(1, people + 1)}   {now // 60:02}:{now % 60:02}"

    return mark


def _srt(rng: Random, site: Site) -> Mark:
    step, first = rng.randrange(3, 12), rng.randrange(1100, 1900)  # no paragraph has such

    def at(seconds: int) -> str:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rng.randrange(1000):03}"

    return lambda n: f"{first + n}\n{at(n * step)} --> {at(n * step + step - 1)}"


def _spin(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            "{然而|可是|但是|不过}",
            "{实际上|事实上|其实}，",
            "{总之|总而言之|归根到底}，",
            "{大家都知道|众所周知|我们知道}，",
            "{目前|当前|现阶段}，",
            "{此外|另外|除此以外}，",
        )
    )


def _zhidao(rng: Random, site: Site) -> Mark:
    good = rng.randrange(1, 300)
    return lambda n: (
        "展开全部" if n == 1 else f"已赞过 已踩过< 你对这个回答的评价是？ 评论({good % 9}) 收起"
    )


def _binding(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            "○…………外…………○…………装…………○…………订…………○…………线…………○…………",
            "○…………内…………○…………装…………○…………订…………○…………线…………○…………",
            "※※请※※不※※要※※在※※装※※订※※线※※内※※答※※题※※",
            "学校:___________姓名：___________班级：___________考号：___________",
        )
    )


def _weibo(rng: Random, site: Site, number: int) -> str:
    return rng.choice(("...展开全文c", "收起全文d", "O网页链接", "​​​​展开c", "2图片"))


def _pager(rng: Random, site: Site) -> str:
    total = rng.randrange(3, 9)
    here = rng.randrange(1, total)
    row = " ".join(str(n) if n == here else f"[{n}]" for n in range(1, total + 1))
    return f"首页 上一页 {row} 下一页 尾页"


def _posted(rng: Random, site: Site, number: int) -> str:
    return (
        f"{rng.choice(('楼主', '沙发', '板凳', '地板', f'{number + 4}#'))}\n"
        f"发表于 {_day(rng)} {_clock(rng)}:{rng.randrange(60):02} | 只看该作者 | {rng.choice(('倒序浏览', '阅读模式', '显示全部楼层'))}"
    )


def _slot(rng: Random, site: Site) -> Mark:
    shape = rng.choice(
        (
            "{{{{ad_inline_{}}}}}",
            "${{article.ad[{}]}}",
            "[!--ad{}--]",
            "<%=adSlot({})%>",
            "{{$adv_{}}}",
        )
    )
    return lambda n: shape.format(n)


def _city(rng: Random, site: Site, number: int) -> str:
    city = rng.choice("北京 上海 郑州 成都 东莞 石家庄 佛山 合肥".split())
    return rng.choice(
        (
            f"（{city}{site.keyword}哪家好）",
            f"，{city}{site.keyword}价格，{site.keyword}排名前十",
            f"（{site.keyword}，{city}{site.keyword}公司）",
        )
    )


# ---------------------------------------------------------------- forms: with users, names, addresses


def _dealt(rng: Random, site: Site) -> Mark:
    words = f"本文首发于{site.name}"
    return lambda n: f"〔{words[(n - 1) % len(words)]}〕"


def _hidden_job(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            site.name,
            site.label,
            site.label.upper(),
            f"来自{site.name}",
            site.label.capitalize(),
            site.name[:2],
        )
    )


def _exam_tag(rng: Random, site: Site, number: int) -> str:
    signs = "&|_@.*#+"
    cut = "".join(
        letter.upper()
        if rng.random() < 0.4
        else letter + (rng.choice(signs) if rng.random() < 0.5 else "")
        for letter in site.domain
    )
    return f"[来源:{rng.choice((cut, site.name, site.name + cut))}]"


def _signs(rng: Random, site: Site) -> str:
    text = "www." + site.domain
    return "".join(
        letter + rng.choice(("", ".", ".", "^", "&", "*", "#", "$", "@")) for letter in text
    )


def _spaced(rng: Random, site: Site, number: int) -> str:
    sign = rng.choice((" ", "　", "~", "、"))
    return f"（请{sign}百{sign}度{sign}搜{sign}索{sign}{sign.join(site.name)}{sign}看{sign}全{sign}本）"


def _tynt(rng: Random, site: Site, number: int) -> str:
    return (
        f"阅读更多：http://www.{site.domain}/{rng.randrange(2009, 2016)}/{rng.randrange(1, 13):02}/"
        f"{_letters(rng, 6, string.digits)}.html#ixzz{_letters(rng, 10)}"
    )


def _ratings(rng: Random, site: Site) -> str:
    count = rng.randrange(2, 5)
    rows = "\n".join(
        f"{_user(rng)} + {rng.randrange(1, 20)} {rng.choice(('很给力!', '赞一个!', '神马都是浮云', '我很赞同', '淡定'))}"
        for _ in range(count)
    )
    return f"评分\n参与人数 {count}金钱 +{rng.randrange(5, 60)} 收起 理由\n{rows}\n查看全部评分"


def _tianya(rng: Random, site: Site) -> Mark:
    who = _user(rng)
    day = f"{rng.randrange(2004, 2015)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return lambda n: (
        f"作者：{who}  回复日期：{day} {_clock(rng)}:{rng.randrange(60):02}  [楼主发言]"
    )


def _telegram(rng: Random, site: Site) -> str:
    return (
        f"☘️ 频道：@{site.label}\n👥 交流群：@{site.label}_chat\n📮 投稿：@{site.label}_{rng.choice(('bot', 'tougao_bot'))}\n"
        f"🔔 点击订阅 t.me/{site.label}"
    )


def _whisper(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            f"请不吝点赞 订阅 转发 打赏支持{site.name}与点点栏目",
            "中文字幕由Amara.org社区提供",
            "字幕由 Amara.org 社区提供",
            f"字幕志愿者 {rng.choice(('李宗盛', '杨茜茜', '杨栋梁'))}",
            "优优独播剧场——YoYo Television Series Exclusive",
            f"明镜需要您的支持 欢迎订阅{site.name}",
        )
    )


def _txt_ruler(rng: Random, site: Site) -> Mark:
    bar = rng.choice(("=" * 30, "-" * 36, "＊" * 20, "━" * 18))
    return lambda n: (
        f"{bar}\n更多精校小说尽在{site.name}下载：http://www.{site.domain}/\n{bar}"
        if n == 1
        else f"{bar}\n声明：本书为{site.name}({site.domain})的用户上传至其在本站的存储空间，本站只提供TXT全集电子书存储服务以及免费下载服务，请于下载后24小时内删除\n{bar}"
    )


def _journal(rng: Random, site: Site) -> str:
    year = rng.randrange(2008, 2022)
    return f"?1994-{year} China {site.label.capitalize()} Journal Electronic Publishing House. All rights reserved.    http://www.{site.domain}"


def _trial(rng: Random, site: Site) -> str:
    return rng.choice(
        (
            "Evaluation Warning: The document was created with Spire.Doc for .NET.",
            "Evaluation Only. Created with Aspose.Words. Copyright 2003-2018 Aspose Pty Ltd.",
            "Edited by Foxit Reader Copyright(C) by Foxit Software Company,2005-2008 For Evaluation Only.",
            "This document was created by an application that isn't licensed to use novaPDF.",
        )
    )


def _scanlation(rng: Random, site: Site, number: int) -> str:
    jobs = rng.sample(("图源", "翻译", "校对", "嵌字", "修图", "监制"), 3)
    return (
        f"{site.account}汉化组  " + "  ".join(f"{job}：{_user(rng)}" for job in jobs) + "  二传必究"
    )


def _keycap(rng: Random, site: Site) -> str:
    return "☎️" + "".join(digit + "\ufe0f\u20e3" for digit in site.phone if digit.isdigit())


def _editor(rng: Random, site: Site) -> str:
    code = _letters(rng, 2, string.ascii_uppercase) + _letters(
        rng, rng.choice((3, 4, 5)), string.digits
    )
    return rng.choice(
        (
            f"（责任编辑：{rng.choice(('', '王晓武_', '杨倩_', '李楠_'))}{code}）",
            f"本文来源：{site.name} 责任编辑：{rng.choice(('贾文静', '刘洋', '陈合群'))}_{code}",
            f"[责任编辑：{code}]",
        )
    )


def _pinyin(rng: Random, site: Site, number: int) -> str:
    phrase = rng.choice(
        ("ben wen zhuan zi", "nei rong lai zi", "quan wen jin zai", "zheng ban qing ren zhun")
    )
    return f"（{phrase} {site.label}）"


def _martian(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            f"夲汶甴{site.name}收雧整理，",
            f"棢伖㊣茬{site.name}鈳姒看菿，",
            f"{site.name}艏蕟，濄埖啩號，",
            f"莪嘚兲，赽萊{site.name}嘟，",
        )
    )


def _jb51(rng: Random, site: Site) -> str:
    return f"本文来自: {site.name}({_letters(rng, 1, 'wW')}ww.{site.domain}) 详细出处参考：http://www.{site.domain}/article/{rng.randrange(10**4, 10**6)}.htm"


def _wordpress(rng: Random, site: Site) -> str:
    return (
        f"赞({rng.randrange(40)}) 打赏\n未经允许不得转载：{site.name} » {site.keyword}那些事\n"
        f"分享到：更多 ({rng.randrange(5)})"
    )


_STRONG, _WEAK = True, False  # a name, address or code is in the mark; only set words are

STYLES: list[Style] = [
    # ------------------------------------------------ no address, no name
    Style("tieba-floor", "stamp", _WEAK, _tieba, places.on_lines),
    Style("page-number-inside", "stamp", _WEAK, _page_inside, spots.in_words),
    Style(
        "private-use-bullets",
        "cms",
        _WEAK,
        _by_place(
            lambda r, s, n: r.choice(("\uf06c", "\uf0b7", "\uf0d8\uf020", "\ue5e5", "\ue003"))
        ),
        spots.in_words_often,
    ),
    Style("zero-width-bits", "code", _STRONG, _by_page(_bits), spots.in_words),
    Style("asr-speaker", "stamp", _WEAK, _asr, spots.line_before_each),
    Style(
        "tts-pause",
        "cms",
        _WEAK,
        _by_place(lambda r, s, n: f"[p{r.choice((200, 300, 500, 800))}]"),
        places.at_commas,
    ),
    Style("spintax", "cms", _WEAK, _by_place(_spin), spots.sentence_starts),
    Style(
        "answer-citation",
        "cms",
        _WEAK,
        _by_place(
            lambda r, s, n: (
                f"【{r.randrange(1, 30)}†{r.choice(('source', 'source', f'L{r.randrange(9)}-L{r.randrange(9, 40)}'))}】"
            )
        ),
        spots.before_stops,
    ),
    Style("login-to-copy", "cms", _WEAK, _by_site(lambda r, s: "登录后复制"), spots.third_ends),
    Style("answer-frame", "cms", _WEAK, _zhidao, places.first_and_last),
    Style(
        "report-chapter",
        "call",
        _WEAK,
        _by_site(
            lambda r, s: (
                "章节错误,点此举报(免注册),举报后维护人员会在两分钟内校正章节内容,请耐心等待,并刷新页面。"
            )
        ),
        spots.once_line,
    ),
    Style("binding-line", "stamp", _WEAK, _by_place(_binding), spots.third_lines),
    Style(
        "advert-label",
        "cms",
        _WEAK,
        _by_place(
            lambda r, s, n: r.choice(("广告", "广告×", "ADVERTISEMENT", "— 广告 —  了解详情 >"))
        ),
        places.on_lines,
    ),
    Style("microblog-icons", "cms", _WEAK, _by_place(_weibo), places.at_some_ends),
    Style("subtitle-times", "stamp", _WEAK, _srt, spots.line_before_each),
    Style("pager-in-text", "cms", _WEAK, _by_page(_pager), spots.once_end),
    Style("template-slot", "cms", _WEAK, _slot, spots.third_ends),
    Style("posted-at", "stamp", _WEAK, _by_place(_posted), spots.third_lines),
    Style(
        "script-undefined",
        "cms",
        _WEAK,
        _by_site(lambda r, s: r.choice(("undefined", "_x000D_", "NaN", "[object Object]"))),
        places.at_ends,
    ),
    # ------------------------------------------------ codes
    Style(
        "wide-code",
        "code",
        _STRONG,
        _by_place(
            lambda r, s, n: (
                f"‖{_wide(_letters(r, r.randrange(4, 7), string.ascii_uppercase + string.digits))}‖"
            )
        ),
        spots.third_starts,
    ),
    # ------------------------------------------------ readers and users
    Style(
        "typed-by",
        "source",
        _STRONG,
        _by_page(
            lambda r, s: r.choice(
                (
                    "（{0}手打）",
                    "【吧友 {0} 手打更新】",
                    "[{0}手打，转载留名]",
                    "（启航 更新组 {0} 手打）",
                )
            ).format(_user(r))
        ),
        places.inside_sentences,
    ),
    Style("rating-box", "source", _STRONG, _by_page(_ratings), spots.once_line),
    Style("host-header", "source", _STRONG, _tianya, spots.line_before_each),
    Style("scanlation-staff", "source", _STRONG, _by_place(_scanlation), spots.third_lines),
    Style("keyword-before-stop", "call", _STRONG, _by_place(_city), spots.before_last_stop),
    # ------------------------------------------------ names
    Style(
        "hidden-good-reads",
        "name",
        _STRONG,
        _by_site(
            lambda r, s: r.choice((f"@无限好文，尽在{s.name}", f"＠无限好文，尽在{s.name}网"))
        ),
        spots.in_words,
    ),
    Style("hidden-job-words", "name", _STRONG, _by_place(_hidden_job), spots.in_words_often),
    Style("name-dealt-out", "name", _WEAK, _dealt, places.at_ends),
    Style("martian-phrase", "name", _STRONG, _by_place(_martian), spots.sentence_starts),
    Style("ask-search", "name", _STRONG, _by_place(_spaced), spots.once_before_stop),
    Style(
        "eye-rest",
        "name",
        _STRONG,
        _by_site(lambda r, s: f"，{s.name}小说网友请提示：长时间阅读请注意眼睛的休息"),
        spots.before_last_stop,
    ),
    Style(
        "seen-here",
        "call",
        _STRONG,
        _by_site(lambda r, s: f"联系我时，请说是在{s.name}看到的，谢谢！"),
        spots.once_end,
    ),
    Style(
        "open-app",
        "call",
        _STRONG,
        _by_place(
            lambda r, s, n: r.choice(
                (
                    f"打开{s.name}App，看更多精彩内容",
                    f"打开{s.name}APP阅读全文 体验更佳",
                    f"{s.name}客户端内打开",
                )
            )
        ),
        spots.third_lines,
    ),
    Style(
        "blue-words",
        "call",
        _STRONG,
        _by_site(lambda r, s: f"▲ 点击上方蓝字“{s.account}”关注我们 ▲ 设为星标⭐ 每晚不见不散"),
        places.first_line,
    ),
    Style(
        "emoji-sorted",
        "name",
        _STRONG,
        _by_site(
            lambda r, s: (lambda e: f"{e}{s.account}{e}整理{r.choice('🌙✨🍃')}")(
                r.choice("🌸🍀🐳🦊🎐")
            )
        ),
        places.at_some_ends,
    ),
    Style("editor-code", "source", _STRONG, _by_page(_editor), spots.once_end),
    Style("ghost-captions", "call", _STRONG, _by_place(_whisper), places.at_stops),
    Style("journal-footer", "stamp", _STRONG, _by_site(_journal), spots.in_words),
    Style("trial-converter", "stamp", _STRONG, _by_site(_trial), spots.third_starts),
    # ------------------------------------------------ addresses and contacts
    Style(
        "superscript-address",
        "address",
        _STRONG,
        _by_site(lambda r, s: "".join(_UP.get(letter, letter) for letter in "www." + s.domain)),
        places.at_stops,
    ),
    Style(
        "reversed-address",
        "address",
        _STRONG,
        _by_site(lambda r, s: "\u202e" + f"www.{s.domain}"[::-1] + "\u202c"),
        places.inside_sentences,
    ),
    Style("sign-riddled-address", "address", _STRONG, _by_site(_signs), spots.in_words),
    Style("exam-source-tag", "address", _STRONG, _by_place(_exam_tag), spots.before_stops),
    Style("pinyin-phrase", "address", _STRONG, _by_place(_pinyin), places.at_commas),
    Style("phone-keycaps", "contact", _STRONG, _by_site(_keycap), spots.once_before_stop),
    Style("telegram-footer", "contact", _STRONG, _by_site(_telegram), places.last_lines),
    Style("copied-from", "source", _STRONG, _by_page(_jb51), places.last_lines),
    Style("read-more-each", "address", _STRONG, _by_place(_tynt), places.on_lines),
    Style("txt-rulers", "source", _STRONG, _txt_ruler, places.first_and_last),
    Style("not-allowed", "source", _STRONG, _by_page(_wordpress), places.last_lines),
]
