"""Made-up edits of a story and items of one formula: what of them folds, and which one stays.

Each case is a few pages that a corpus may hold together. `kept` names those of them that must stay.
"""

# ruff: noqa: E501, SIM905 - prose, and lists of words read best as one string
import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencc import OpenCC

from tests.made.articles import article, sentence

EACH = 30
Rng = random.Random
Story = Callable[[Rng], str]


class Made(NamedTuple):
    """A page, and what it states of itself."""

    name: str
    text: str
    title: str | None = None
    date: str | None = None
    site: str | None = None
    script: str = "simplified"


class Case(NamedTuple):
    """Pages of a kind, the names of those that must stay, and words the verdict has to say."""

    kind: str
    pages: tuple[Made, ...]
    kept: frozenset[str]
    said: tuple[str, ...] = ()


TITLES = "河边的旧钟修好了 老街上的灯又亮了 渔民收藏半生的地图 山脚下的图书馆 一封寄了三十年的信 林场里的最后一班车".split()
_DAY = "2021-03-05"
_PEOPLE = "周启明 林若水 陈望舒 何立夏 郑北辰 许清和 沈知秋 罗远山".split()
_PLACES = "临江 南浦 沅陵 东岭 桐庐 婺源 阆中 攸县 佛山 烟台 盐城 绵阳".split()
_NUMERALS = "一二三四五六七八九"


def _one(kind: str, *pages: Made, kept: str, said: tuple[str, ...] = ()) -> Case:
    return Case(kind, pages, frozenset(kept.split()), said)


def _apart(kind: str, *pages: Made, said: tuple[str, ...] = ()) -> Case:
    return Case(kind, pages, frozenset(page.name for page in pages), said)


def _into(rng: Rng, text: str, piece: str) -> str:
    """A sentence put behind another one, in the middle of a text."""
    ends = [m.end() for m in re.finditer("。(?!\n)", text)]
    middle = [place for place in ends if len(text) * 0.2 < place < len(text) * 0.8] or ends
    place = rng.choice(middle)
    return text[:place] + piece + text[place:]


# Edits of one story: they fold.


def number_corrected(rng: Rng, story: str) -> Case:
    old, new = rng.sample(range(12, 980), 2)
    said = "这次一共来了{}个人，比往年都多。"
    one = _into(rng, story, said)
    title = rng.choice(TITLES)
    pages = (Made(n, one.format(v), title, _DAY) for n, v in (("a", old), ("b", new)))
    return _one("number corrected", *pages, kept="a|b", said=(str(old), str(new)))


def date_corrected(rng: Rng, story: str) -> Case:
    old, new = rng.sample(range(1, 29), 2)
    one = _into(rng, story, "工程是去年6月{}日开工的。")
    title = rng.choice(TITLES)
    pages = (Made(n, one.format(v), title, _DAY) for n, v in (("a", old), ("b", new)))
    return _one("date corrected", *pages, kept="a|b", said=(str(old), str(new)))


def name_corrected(rng: Rng, story: str) -> Case:
    old, new = rng.sample(_PEOPLE, 2)
    one = _into(rng, story, "负责这件事的是{}。")
    title = rng.choice(TITLES)
    pages = (Made(n, one.replace("{}", v), title, _DAY) for n, v in (("a", old), ("b", new)))
    return _one("name corrected", *pages, kept="a|b")


_ADS = (
    "加微信qd{n}领取更多资料，每天前一百名免费。",
    "【点击下载本站客户端，抢先看更多精彩内容】",
    "需要办理贷款的朋友请联系QQ{n}，当天放款。",
    "（扫描下方二维码关注公众号，回复{n}领取红包）",
    "推荐阅读：更多优质好文请登录www.qd{n}.com查看。",
)


def advertised(rng: Rng, story: str) -> Case:
    ad = rng.choice(_ADS).format(n=rng.randrange(10**5, 10**6))
    dirty = _into(rng, story, ad if rng.random() < 0.5 else f"\n{ad}\n")
    names = rng.sample("ab", 2)
    pages = Made(names[0], story, "河边的旧钟"), Made(names[1], dirty, "河边的旧钟")
    return _one("advertisement inserted", *pages, kept=names[0])


def watermarked(rng: Rng, story: str) -> Case:
    names = rng.sample("ab", 2)
    dirty = "\n".join(f"{line}{rng.randrange(100, 999)}江边文学网" for line in story.split("\n"))
    return _one("watermarks", Made(names[0], story), Made(names[1], dirty), kept=names[0])


def quoted(rng: Rng, story: str) -> Case:
    before = "这几天，一篇报道在网上被许多人转发，读完之后，我有几句话想说。" + sentence(rng)
    after = "我以为，这件事之所以动人，并不在于它有多么稀奇，而在于讲述的人始终没有把自己放在前头。"
    text = f"{before}\n报道全文如下：\n{story}\n{after}{sentence(rng)}\n{sentence(rng)}"
    titles = (
        (rng.choice(TITLES), "我们为什么还需要这样的故事") if rng.random() < 0.7 else (None,) * 2
    )
    return _apart("quoted in full", Made("a", story, titles[0]), Made("b", text, titles[1]))


def merged(rng: Rng, story: str) -> Case:
    names = rng.sample("ab", 2)
    block = story.replace("\n", "")
    return _one("paragraphs merged", Made(names[0], story), Made(names[1], block), kept=names[0])


def wrapped(rng: Rng, story: str) -> Case:
    names = rng.sample("ab", 2)
    lines = []
    for line in story.split("\n"):
        lines += [line[i : i + 34] for i in range(0, len(line), 34)]
    pages = Made(names[0], story), Made(names[1], "\n".join(lines))
    return _one("hard wraps", *pages, kept=names[0])


def traditional(rng: Rng, story: str) -> Case:
    names = rng.sample("ab", 2)
    other = OpenCC("t2s").convert(OpenCC("s2t").convert(story))
    if rng.random() < 0.5:
        other = other.replace("，", "", 1)
    pages = Made(names[0], story), Made(names[1], other, script="converted")
    return _one("Traditional copy", *pages, kept=names[0])


def headed(rng: Rng, story: str) -> Case:
    names = rng.sample("ab", 2)
    frame = f"当前位置：首页 > 新闻 > 正文\n{story}\n责任编辑：{rng.choice(_PEOPLE)}\n分享到：微信 微博 QQ空间\n版权声明：本站转载仅为传递信息，如有侵权请联系删除。"
    pages = Made(names[0], story, "河边的旧钟"), Made(names[1], frame, "河边的旧钟")
    return _one("head and tail", *pages, kept=names[0])


def cut_short(rng: Rng, story: str) -> Case:
    cut = story[: int(len(story) * rng.uniform(0.55, 0.85))] + "……展开全文"
    title = rng.choice(TITLES)
    return _one("cut short", Made("a", story, title), Made("b", cut, title), kept="a")


def slip(rng: Rng, story: str) -> Case:
    places = [i for i, c in enumerate(story) if "\u4e00" <= c <= "\u9fff"]
    letters = list(story)
    for place in rng.sample(places[40:], 2):
        letters[place] = rng.choice("的地得做作在再")
    return _one("slip of the pen", Made("a", story), Made("b", "".join(letters)), kept="a|b")


_SYNONYMS = [
    pair.split("=")
    for pair in "悄悄=偷偷 反复=再三 匆忙=急忙 不久=没多久 据说=听说 发现=找到 幸好=好在 傍晚=黄昏 老师=教师 医生=大夫".split()
]


def spun(rng: Rng, story: str) -> Case:
    other = story
    for old, new in rng.sample(_SYNONYMS, 5):
        other = other.replace(old, new)
    return _one("words put otherwise", Made("a", story), Made("b", other), kept="a|b")


def lost_paragraph(rng: Rng, story: str) -> Case:
    lines = story.split("\n")
    names = rng.sample("ab", 2)
    left = lines[:3] + lines[4:]
    pages = Made(names[0], story), Made(names[1], "\n".join(left))
    return _one("a paragraph lost", *pages, kept=names[0])


def reprinted(rng: Rng, story: str) -> Case:
    pages = (
        Made("a", story, "河边的旧钟", "2021-03-05", "first.example"),
        Made("b", story + "\n（来源：江边日报）", "河边的旧钟", "2021-03-06", "second.example"),
    )
    return _one("reprinted the next day", *pages, kept="a")


def served_again(rng: Rng, story: str) -> Case:
    n = rng.randint(2, 300)
    one, other = f"第{n}章 新的一课\n{story}", f"第{n + 1}章 新的一课（2）\n{story}"
    return _one("one body under two numbers", Made("a", one), Made("b", other), kept="a|b")


def corrected_later(rng: Rng, story: str) -> Case:
    old, new = rng.sample(range(12, 980), 2)
    one = _into(rng, story, "现场一共来了{}个人。")
    title = rng.choice(TITLES)
    pages = (
        Made("a", one.format(old), title, "2021-03-05", "news.example"),
        Made(
            "b",
            f"更正：本文昨日刊出的人数有误，现予更正。\n{one.format(new)}",
            title,
            "2021-03-06",
            "news.example",
        ),
    )
    return _one("corrected on a later day", *pages, kept="b", said=(str(old), str(new)))


EDITS = (
    number_corrected, date_corrected, name_corrected, advertised, watermarked, quoted, merged, wrapped,
    traditional, headed, cut_short, slip, spun, lost_paragraph, reprinted, served_again, corrected_later,
)  # fmt: skip


# Items of one formula: they stay apart.

_MEETING = (
    "全县防汛工作{0}会议今天在县城召开。会议听取了水利、气象、应急等部门的汇报，分析了当前的汛情和旱情，"
    "对下一步工作作了部署。会议强调，各乡镇各部门要切实提高认识，压实责任，落实值班制度，备足抢险物资，加强巡查排险，"
    "确保水库、堤防和在建工程安全，确保群众生命财产安全。县委、县政府领导和各乡镇、县直有关部门负责人参加会议。"
)
_SPIRIT = (
    "连日来，各地干部群众认真学习{0}精神。大家表示，{0}描绘了今后一个时期的发展蓝图，令人振奋，催人奋进，"
    "要把思想和行动统一到{0}精神上来，立足岗位，扎实工作，以实际行动把各项任务落到实处。基层宣讲团走进车间、田头和社区，"
    "用群众听得懂的话讲政策、讲道理，受到普遍欢迎。许多单位还组织了读书会、知识竞赛和文艺演出，形式多样，气氛热烈。"
)
_CENTENARY = (
    "纪念{0}诞辰一百周年座谈会今天在京举行。与会人士深情回顾了{0}的生平和功绩，高度评价了他为国家和人民作出的重要贡献。"
    "大家表示，要学习他坚定的信念、求实的作风和廉洁的品格，继承前辈的事业，为建设更加美好的家园而努力奋斗。"
    "{0}的亲属、生前友好、家乡代表以及有关部门负责人参加了座谈会，会前还参观了生平事迹展览。"
)
_VISIT = (
    "应邻国总统邀请，国家领导人{0}对该国进行国事访问。{1}这次访问将进一步增进两国的政治互信，深化经贸、能源、交通等领域的务实合作，"
    "推动双边关系再上新台阶。陪同出访的有外交、经贸等部门的负责人。访问期间，两国领导人将举行会谈，就双边关系和共同关心的国际地区问题"
    "深入交换意见，并将共同出席合作文件的签字仪式。当地媒体对这次访问表示热烈期待，认为两国友好源远流长。"
)
_LIST = (
    "为方便读者查找，编辑部整理了{0}作品总目录。目录按出版时间先后排列，收入长篇小说、短篇小说、散文、书信和演讲，每一种都注明了版本、"
    "译者和出版社。{0}作品由于流传较广，版本情况比较复杂，我们只收正式出版的版本，选本、节本和改写本一概不收。"
    "目录中凡有疑问的地方，都加上了星号，请读者指正。编辑部今后还将根据新发现的材料随时增订，使目录更加完备。"
)
_WEATHER = (
    "{0}气象台今天傍晚发布天气预报，受冷空气影响，今天夜里到明天白天有小雨，偏北风较大，气温明显下降，"
    "请市民外出时注意添衣保暖，谨防感冒。预计后天起天气逐渐转好，以多云到晴为主，气温缓慢回升，"
    "早晚温差较大。气象部门提醒，近期{0}空气湿度大，能见度较差，驾驶车辆要减速慢行，注意交通安全。"
)
_APPOINTED = (
    "董事会审议通过了关于聘任总经理的议案，决定聘任{0}先生担任公司总经理，任期与本届董事会一致。"
    "{0}先生具备履行职责所必需的专业知识和管理经验，未受过有关部门的处罚，符合任职条件。"
    "独立董事认为，本次聘任{0}先生的程序合法合规，没有损害股东特别是中小股东利益的情形，同意上述聘任事项。"
)
_BULLETIN = (
    "各位听众{1}好，欢迎收听{0}新闻。今天的主要内容有：全市重点工程建设进展顺利，城乡环境整治取得成效，农贸市场供应充足、价格平稳，"
    "文化下乡活动受到群众欢迎。下面请听详细内容。今年以来，我市坚持把项目建设作为经济工作的重中之重，强化服务，优化环境，"
    "一批重点项目相继开工。相关部门实行挂图作战，及时协调解决施工中遇到的困难，确保工程按时完成。"
)
_DAILY = (
    "本报讯 {0}全市蔬菜批发市场供应充足，价格总体平稳。从监测的情况看，叶菜类价格小幅回落，根茎类价格基本持平，"
    "茄果类价格略有上涨。市场负责人介绍，近期产地天气较好，运输顺畅，预计后市价格仍将以稳为主。"
    "商务部门提醒经营户做好储备，保障节日供应，{1}市民可以放心选购。"
)
_ECONOMY = (
    "全市{0}经济运行情况发布会今天举行。发言人介绍，{0}全市经济运行总体平稳，工业生产稳定增长，固定资产投资结构优化，"
    "消费品市场较为活跃，城乡居民收入继续增加，物价涨幅温和。发言人同时指出，外部环境依然复杂，部分企业经营还有困难，"
    "要继续落实好各项惠企政策，扩大有效需求，推动经济持续向好。"
)
_MARKET = (
    "今天A股三大指数集体{0}，两市成交额与上一交易日基本相当，板块之间分化明显。从盘面上看，医药、白酒、银行等板块{0}，"
    "半导体、军工等板块走势相反，个股活跃度一般。分析人士认为，当前市场仍处于震荡整理阶段，投资者应保持理性，控制仓位，"
    "关注业绩确定性较强的品种，不宜盲目追涨杀跌。以上观点仅供参考，不构成投资建议。"
)
_FESTIVAL = (
    "第二届江边民间艺术节今晚在市体育馆{0}。市领导、各界代表和来自各地的艺人出席{0}式。艺术节期间安排了剪纸、皮影、龙灯、山歌等多项活动，"
    "吸引了大批市民和游客前来观看。组委会负责人说，举办艺术节是为了保护和传承民间艺术，丰富群众文化生活，"
    "让更多的年轻人了解家乡、热爱家乡。{0}式上，民间艺人表演了精彩的节目，赢得阵阵掌声。"
)
_MATCH = (
    "在今天结束的全省业余足球联赛决赛中，{0}队以总比分战胜{1}队，夺得冠军。比赛开始后双方都踢得比较谨慎，"
    "上半场互无建树。下半场{0}队加强了进攻，利用一次角球机会打破僵局，此后{1}队全线压上，但几次射门都被门将化解。"
    "终场哨响，{0}队的队员相拥庆祝，{1}队的球员也得到了观众的掌声。赛后两队教练都表示，双方踢出了水平，踢出了风格。"
)
_NOTICE = (
    "根据《中华人民共和国城市管理条例》的有关规定，现将有关事项公告如下：凡在规划范围内未经批准搭建的建筑物、构筑物，"
    "当事人应当自公告发布之日起自行拆除；逾期不拆除的，由主管部门依法组织拆除，所需费用由当事人承担。"
    "当事人对公告有异议的，可以依法申请行政复议或者提起行政诉讼。特此公告。"
)


def _slots(kind: str, text: str, values: list[str], rng: Rng, title: str | None = None) -> Case:
    """Two pages of a formula with other words in its slot, sometimes with its title."""
    one, other = rng.sample(values, 2)
    titled = title if rng.random() < 0.5 else None
    tail = sentence(Rng(rng.random())) if rng.random() < 0.3 else ""
    pages = [
        Made(name, text.replace("{0}", value) + tail, titled and titled.replace("{0}", value))
        for name, value in (("a", one), ("b", other))
    ]
    return _apart(kind, *pages)


def _numeral(rng: Rng, word: str) -> list[str]:
    return [word.format(n) for n in _NUMERALS]


def meetings(rng: Rng) -> Case:
    values = _numeral(rng, rng.choice(("第{}次", "第{}次调度", "第{}轮")))
    return _slots("meetings by ordinals", _MEETING, values, rng, "全县防汛工作{0}会议召开")


def congresses(rng: Rng) -> Case:
    values = "十七大 十八大 十九大 二十大".split()
    return _slots("congresses", _SPIRIT, values, rng, "各地认真学习{0}精神")


def centenaries(rng: Rng) -> Case:
    return _slots("centenaries", _CENTENARY, _PEOPLE, rng, "纪念{0}诞辰一百周年座谈会举行")


def visits(rng: Rng) -> Case:
    stages = [
        ("将于近日", ""),
        ("今天离京前往", ""),
        ("抵达首都机场，开始", ""),
        ("圆满结束", "专机今晚抵达北京。"),
    ]
    one, other = rng.sample(stages, 2)
    dates = ("2021-03-02", "2021-03-05") if rng.random() < 0.5 else (None, None)
    site = "news.example" if dates[0] else None
    pages = [
        Made(n, _VISIT.format(*stage), None, date, site)
        for n, stage, date in zip("ab", (one, other), dates, strict=True)
    ]
    return _apart("stages of a visit", *pages)


def languages(rng: Rng) -> Case:
    values = "英文 法文 俄文 德文 日文 中文".split()
    return _slots("language editions", _LIST, values, rng, "{0}作品总目录")


def near_places(rng: Rng) -> Case:
    values = rng.choice(
        [
            "北京 南京",
            "广州 杭州",
            "兰州 福州",
            "河南 湖南",
            "江西 山西",
            "南昌 许昌",
            "东岭县 西岭县",
        ]
    ).split()
    return _slots("places one character apart", _WEATHER, values, rng, "{0}明天有小雨")


def near_people(rng: Rng) -> Case:
    values = rng.choice(
        ["王伟民 王伟明", "李国华 李国强", "陈小燕 陈小英", "张志远 章志远", "刘建军 刘建平"]
    ).split()
    return _slots(
        "people one character apart", _APPOINTED, values, rng, "关于聘任{0}为总经理的公告"
    )


def bulletins(rng: Rng) -> Case:
    (one, a), (other, b) = rng.sample([("早间", "早上"), ("午间", "中午"), ("晚间", "晚上")], 2)
    pages = Made("a", _BULLETIN.format(one, a)), Made("b", _BULLETIN.format(other, b))
    return _apart("bulletins of a day", *pages)


def weekdays(rng: Rng) -> Case:
    one, other = rng.sample("一二三四五六", 2)
    pages = (Made(n, _DAILY.format(f"本周{day}，", "")) for n, day in (("a", one), ("b", other)))
    return _apart("days of a week", *pages)


def other_days(rng: Rng) -> Case:
    texts = _DAILY.format("昨日", ""), _DAILY.format("节前，", "请").replace("略有上涨", "稳中有升")
    days = f"2021-03-{rng.randint(1, 9):02d}", f"2021-04-{rng.randint(10, 29)}"
    pages = (
        Made(n, text, "今日全市蔬菜价格行情", day, "news.example")
        for n, text, day in zip("ab", texts, days, strict=True)
    )
    return _apart("one formula on other days", *pages)


def seasons(rng: Rng) -> Case:
    values = rng.choice(["一季度 二季度 三季度 四季度", "上半年 下半年", "上半月 下半月"]).split()
    return _slots("parts of a year", _ECONOMY, values, rng, "全市{0}经济运行平稳")


def markets(rng: Rng) -> Case:
    values = rng.choice(["上涨 下跌", "收涨 收跌", "高开 低开"]).split()
    return _slots("up and down", _MARKET, values, rng, "A股三大指数{0}")


def festivals(rng: Rng) -> Case:
    return _slots("opened and closed", _FESTIVAL, ["开幕", "闭幕"], rng, "江边民间艺术节{0}")


def matches(rng: Rng) -> Case:
    one, other = rng.sample(_PLACES, 2)
    pages = Made("a", _MATCH.format(one, other)), Made("b", _MATCH.format(other, one))
    return _apart("winner and loser", *pages)


def notices(rng: Rng) -> Case:
    one, other = rng.sample(_NUMERALS, 2)
    head = rng.choice(["城管局公告第{}号\n", "公告（第{}号）\n", "第{}号公告\n"])
    pages = (Made(n, head.format(v) + _NOTICE) for n, v in (("a", one), ("b", other)))
    return _apart("serial notices", *pages)


def parts(rng: Rng) -> Case:
    one, other = rng.sample(rng.choice(["上下", "上中下", "一二三", "123"]), 2)
    head = rng.choice(["江边旧事（{}）", "江边旧事·{}篇", "江边旧事（{}）"])
    shared, rng2 = article(rng, 3), Rng(rng.random())
    texts = [f"{head.format(v)}\n{shared}\n{sentence(rng2)}" for v in (one, other)]
    return _apart("parts", Made("a", texts[0]), Made("b", texts[1]))


def parts_in_titles(rng: Rng) -> Case:
    one, other = rng.sample("上中下", 2)
    shared, rng2 = article(rng, 3), Rng(rng.random())
    pages = (
        Made(n, f"{shared}\n{sentence(rng2)}", f"江边旧事（{v}）")
        for n, v in (("a", one), ("b", other))
    )
    return _apart("parts in titles", *pages)


def other_middles(rng: Rng) -> Case:
    head, tail = "".join(sentence(rng) for _ in range(2)), "".join(sentence(rng) for _ in range(3))
    names = rng.sample("双子座 处女座 巨蟹座 狮子座 白羊座 金牛座".split(), 3)
    pages = [
        Made(
            name,
            f"{name}本周运势\n{head}\n{sentence(rng)}\n{tail}",
            rng.choice([f"{name}本周运势", None]),
        )
        for name in names
    ]
    return _apart("another middle", *pages)


def laws(rng: Rng) -> Case:
    clauses = [f"第{n}条　{sentence(rng)}" for n in "一二三四五六七八"]
    new = [*clauses]
    new[3] = "第四条　每户限养两只，应当有固定住所。"
    clauses[3] = "第四条　每户限养一只，应当有固定住所。"
    new[6] = clauses[6] + "并由物业服务企业协助监督。"
    texts = (
        f"江边县养犬管理办法（{y}年修订）\n" + "\n".join(c)
        for y, c in (("二〇〇九", clauses), ("二〇二一", new))
    )
    return _apart("two versions of a law", *(Made(n, t) for n, t in zip("ab", texts, strict=True)))


def stubs(rng: Rng) -> Case:
    def stub(name: str, village: str) -> Made:
        text = f"{village}是青溪县下辖的一个行政村，位于县城东北方向，村民以种植玉米和大豆为主。全村共有{rng.randint(90, 480)}户，耕地面积较为分散，通村公路已经硬化。"
        return Made(name, text, village)

    return _apart(
        "stubs of villages", stub("a", "上河湾村"), stub("b", "下河湾村"), stub("c", "石门坎村")
    )


FORMULAS = (
    meetings, congresses, centenaries, visits, languages, near_places, near_people, bulletins, weekdays,
    other_days, seasons, markets, festivals, matches, notices, parts, parts_in_titles, other_middles, laws, stubs,
)  # fmt: skip


def edited(seed: int, story: Story = article) -> Iterator[Case]:
    """`EACH` cases of every edit. `story` gives the text that is edited."""
    for edit in EDITS:
        for i in range(EACH):
            rng = Rng(f"{seed} {edit.__name__} {i}")
            yield edit(rng, story(rng))


def cases(seed: int) -> Iterator[Case]:
    """`EACH` cases of every edit of made-up stories, and of every formula."""
    yield from edited(seed)
    for formula in FORMULAS:
        for i in range(EACH):
            yield formula(Rng(f"{seed} {formula.__name__} {i}"))
