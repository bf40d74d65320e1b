"""Made-up articles for the tests and benchmarks of duplicates: prose, light edits, templates."""

# ruff: noqa: E501, SIM905 - prose, and lists of words read best as one string
import random

_SUBJECTS = (
    "市民 老师 工程师 记者 渔民 医生 学生 司机 村民 店主 画家 厨师 农户 邻居 船长 园丁".split()
)
_PLACES = (
    "河边 山脚 码头 车站 学校 市场 车间 图书馆 海岛 老街 林场 水库 桥头 礼堂 田里 展厅".split()
)
_ACTS = (
    "修好 发现 整理 讲述 打听 搬走 记下 画出 种下 清点 试用 拆开 收藏 翻译 比较 寄出 拍下 教会 晾干 称量"
).split()
_THINGS = (
    "旧钟 渔网 账本 种子 地图 陶罐 风筝 木船 手稿 竹椅 棉布 邮票 铁锅 药方 石碑 灯笼 马车 水泵 乐谱 门锁 "
    "茶叶 瓷碗 雨衣 镜子 梯子 书架 果树 磨盘 面粉 钥匙"
).split()
_LINKS = "后来 那时 据说 于是 与此同时 不久 在这之前 幸好 一般来说 出乎意料 说到底 傍晚".split()
_MANNERS = "悄悄 耐心地 反复 匆忙 当众 独自 小心地 顺手 连夜 按老办法 笑着 一件一件".split()
_ENDS = (
    "谁也没有多说 这让大家都松了口气 事情就这样定了 雨一直没有停 结果并不算坏 旁人看得入神".split()
)

NAMES = "周启明 林若水 陈望舒 何立夏 郑北辰 许清和 沈知秋 罗远山 方小满 唐一苇".split()
COMPANIES = "海棠机电 青藤食品 北斗光学 银杏医药 白鹭纺织 松涛建材 碧波航运 云岭矿业".split()
CITIES = "临江 南浦 北川 东岭 西溪 青石 白沙 长桥 高台 平湖".split()


def sentence(rng):
    """A sentence that hardly any other call will give."""
    pick = rng.choice
    return (
        f"{pick(_LINKS)}{pick(_SUBJECTS)}在{pick(_PLACES)}{pick(_MANNERS)}{pick(_ACTS)}了{pick(_THINGS)}，"
        f"{pick(_SUBJECTS)}{pick(_MANNERS)}{pick(_ACTS)}{pick(_THINGS)}和{pick(_THINGS)}，{pick(_ENDS)}。"
    )


def article(rng, paragraphs=8):
    """An article of some 200 characters a paragraph, one paragraph a line."""
    return "\n".join(
        "".join(sentence(rng) for _ in range(rng.randint(3, 6))) for _ in range(paragraphs)
    )


def edited(rng, text, share):
    """A text with about `share` of its characters put otherwise, one here and one there."""
    letters = list(text)
    for place in range(len(letters)):
        if rng.random() < share and letters[place] not in "\n，。":
            letters[place] = rng.choice("这那有的在是了和与同又再也都只就才还很更")
    return "".join(letters)


def syndicated(rng):
    """Three prints of one article: other head line, other editor, a paragraph put otherwise."""
    body = article(rng).split("\n")
    first = "\n".join(
        [f"来源：{rng.choice(CITIES)}日报 2021-03-05 10:20", *body, "责任编辑：周启明"]
    )
    second = "\n".join([*body, "（编辑：林若水）", "本文系转载，版权归原作者所有。"])
    other = [*body]
    other[3] = article(rng, 1)
    third = "\n".join(["【导读】" + body[0][:20], *other])
    return first, second, third


def _notice(rng):
    company, code = rng.choice(COMPANIES), rng.randrange(600000, 604000)
    day, amount = rng.randint(1, 28), rng.randint(100, 99999)
    return (
        f"证券代码：{code} 证券简称：{company} 公告编号：2021-{rng.randint(1, 199):03d}\n"
        f"{company}股份有限公司关于使用闲置募集资金进行现金管理的公告\n"
        "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，"
        "并对其内容的真实性、准确性和完整性承担个别及连带责任。\n"
        f"{company}股份有限公司于2021年{rng.randint(1, 12)}月{day}日召开董事会会议，审议通过了议案，同意公司"
        f"使用不超过{amount}万元的闲置募集资金购买安全性高、流动性好的保本型产品，期限不超过十二个月，"
        "在上述额度内资金可以滚动使用。独立董事、监事会及保荐机构均发表了明确同意的意见。\n"
        "公司将严格按照有关规定办理相关业务，及时分析和跟踪产品的净值变动情况，"
        "如发现可能影响资金安全的情况，将及时采取保全措施，控制投资风险。\n"
        f"特此公告。\n{company}股份有限公司董事会\n2021年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    )


def _weather(rng):
    city = rng.choice(CITIES)
    low = rng.randint(-9, 15)
    return (
        f"{city}气象台今天早晨发布天气预报：今天白天多云间晴，北风{rng.randint(2, 4)}级，"
        f"最高气温{low + rng.randint(6, 12)}℃；今天夜间晴间多云，最低气温{low}℃，"
        f"相对湿度{rng.randint(20, 90)}%。预计未来三天我市以晴到多云天气为主，气温变化不大，"
        "早晚温差较大，请市民注意适时增减衣物，预防感冒。空气较为干燥，请注意用火用电安全，"
        f"外出时注意交通安全。明天{rng.randint(1, 12)}月{rng.randint(1, 28)}日，"
        f"空气质量指数预计为{rng.randint(20, 180)}，适合户外活动。"
    )


def _patent(rng):
    thing, part, use = (rng.choice(_THINGS) for _ in range(3))
    return (
        f"专利号：ZL2020{rng.randrange(10**7, 10**8)}\n本实用新型公开了一种{thing}的固定装置，包括底座和设置在底座上的"
        f"{part}，所述{part}的一侧设有安装槽，所述安装槽内滑动连接有滑块，滑块的顶部固定连接有支撑杆，"
        f"支撑杆远离滑块的一端转动连接有{use}。本实用新型通过设置{part}与滑块，使得{thing}在使用时能够快速固定，"
        "结构简单，使用方便，提高了工作效率，降低了生产成本，适合推广使用。"
        f"申请日为2020年{rng.randint(1, 12)}月{rng.randint(1, 28)}日。"
    )


def _fund(rng):
    rows = "\n".join(
        f"{name}混合 {rng.randrange(1000, 9999):06d} {rng.uniform(0.5, 3):.4f} {rng.uniform(0.5, 4):.4f} "
        f"{rng.uniform(-3, 3):.2f}%"
        for name in COMPANIES
    )
    day = f"2021年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    return (
        f"{day}开放式基金净值表\n基金名称 代码 单位净值 累计净值 日涨幅\n{rows}\n以上数据仅供参考。"
    )


def _digest(rng):
    stories = [sentence(random.Random(i)) * 2 for i in range(60)]
    chosen = rng.sample(stories, 8)
    return "早间要闻\n" + "\n".join(f"{i}、{story}" for i, story in enumerate(chosen, 1))


def _recap(rng):
    intro = article(random.Random(77), 2)
    return f"第{rng.randint(1, 999)}集\n{intro}\n" + article(rng, 3)


def _commentary(rng):
    parts = article(random.Random(78), 3).split("\n")
    return "\n".join([article(rng, 1), parts[0], sentence(rng), *parts[1:], article(rng, 2)])


TEMPLATES = {
    "notice": _notice,
    "weather": _weather,
    "patent": _patent,
    "fund table": _fund,
    "digest": _digest,
    "serial recap": _recap,
    "commentary": _commentary,
}
