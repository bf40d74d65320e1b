"""Made-up Chinese prose and the honest texts that look most like marked ones."""

from random import Random

WHO = [
    "摆渡的老人",
    "镇上的裁缝",
    "新来的校长",
    "测量队",
    "果园的主人",
    "戏班子",
    "邮递员",
    "两个木匠",
    "守塔的人",
    "种茶的姑娘",
    "修表匠",
    "村里的会计",
    "图书馆员",
    "养蜂人",
    "打鱼的兄弟",
    "县里的医生",
    "退休的教师",
    "卖糖的小贩",
    "烧窑的师傅",
    "地质学家",
    "乐队的鼓手",
    "合作社",
    "年轻的编剧",
    "天文台",
    "运粮的车队",
    "花匠",
    "那位船长",
    "护林员",
    "双胞胎姐妹",
    "登山队",
]
WHEN = [
    "清晨",
    "傍晚",
    "入冬以后",
    "头一场雨之前",
    "集市散了以后",
    "去年秋天",
    "三天之后",
    "涨水的时候",
    "天还没亮",
    "节日前夜",
    "停电的那一晚",
    "六月里",
    "收工以后",
    "当年",
    "刚开春",
    "雪化的时候",
    "午饭之前",
    "会议结束时",
    "许多年以后",
    "那个星期二",
]
DID = [
    "把旧桥的栏杆重新漆了一遍",
    "在河滩上找到一块带字的石头",
    "为孩子们讲了半个钟头的星座",
    "同意把仓库借给剧团",
    "算清了十二年的水费账",
    "发现井水比往年低了一尺",
    "替邻居照看了一院子的鸡",
    "将种子分给了上游的七户人家",
    "写下一封没有寄出的长信",
    "修好了那台走得太快的钟",
    "在山口等了整整一夜",
    "把最后一箱梨送到车站",
    "决定明年改种耐旱的谷子",
    "在地图上补画了一条小路",
    "向乡亲们借来四十张长凳",
    "把歌词改了又改",
    "量出了塔身倾斜的角度",
    "教会学徒辨认木纹",
    "放走了误入网里的白鹭",
    "给每扇窗子都换上了新纸",
    "沿着铁路走了很远的路",
    "把旧照片一张张挂在走廊里",
    "用两年时间抄完了县志",
    "没有接受那笔奖金",
]
SO = [
    "大家都觉得这是一件值得的事",
    "可是没有人提起过原因",
    "从那以后路上热闹了许多",
    "这让原来的计划推迟了一个月",
    "结果比预想的要好",
    "只有风声能够证明",
    "他们谁也没有后悔",
    "消息很快传到了对岸",
    "于是账目终于平了",
    "连最固执的人也点了头",
    "这在当地还是头一回",
    "剩下的部分留给了后来的人",
    "至今仍有人专程去看",
    "雨就在这时候停了",
    "费用由大家分摊",
    "日子因此慢了下来",
    "并没有引起太多注意",
    "后面的故事就简单了",
]
TOPICS = [
    "旧桥",
    "水井",
    "茶山",
    "渡口",
    "钟楼",
    "果园",
    "戏台",
    "邮路",
    "灯塔",
    "粮仓",
    "窑火",
    "星图",
    "蜂箱",
    "铁路",
    "河滩",
    "长凳",
    "县志",
    "山口",
]


def sentence(rng: Random) -> str:
    """One sentence without its full stop."""
    pick = rng.choice
    form = rng.randrange(5)
    if form == 0:
        return f"{pick(WHEN)}，{pick(WHO)}{pick(DID)}，{pick(SO)}"
    if form == 1:
        return f"{pick(WHO)}{pick(DID)}，{pick(SO)}"
    if form == 2:
        return f"据说{pick(WHEN)}{pick(WHO)}{pick(DID)}，而{pick(WHO)}{pick(DID)}"
    if form == 3:
        return f"第{rng.randrange(2, 90)}次记录里写着：{pick(WHO)}{pick(DID)}"
    return f"“{pick(SO)}，”{pick(WHO)}说，“{pick(WHEN)}就会明白”"


def paragraph(rng: Random, least: int = 1, most: int = 4) -> str:
    """One paragraph of a few sentences, ended as paragraphs are."""
    count = rng.randrange(least, most + 1)
    end = rng.choice("。。。。。。。！？…")
    return "。".join(sentence(rng) for _ in range(count)) + end


def title(rng: Random) -> str:
    """A headline."""
    return rng.choice(
        (
            f"{rng.choice(WHO)}与{rng.choice(TOPICS)}",
            f"{rng.choice(WHEN)}的{rng.choice(TOPICS)}",
            f"{rng.choice(TOPICS)}往事：{rng.choice(SO)}",
            f"{rng.choice(WHO)}为何{rng.choice(DID)}",
        )
    )


def article(rng: Random, least: int = 6, most: int = 18) -> list[str]:
    """The paragraphs of an article."""
    return [paragraph(rng) for _ in range(rng.randrange(least, most + 1))]


def _name(rng: Random) -> str:
    return rng.choice("东西南北中江河湖海山林石田") + rng.choice("成和兴隆达盛泰安宁远明华")


def person(rng: Random) -> str:
    """Somebody's name."""
    return (
        rng.choice("钱孙周吴郑冯陈褚蒋沈")
        + rng.choice(("", "小", "文"))
        + rng.choice("东南山林石泉")
    )


def refrain(rng: Random) -> list[str]:
    line = rng.choice(("啊，我的渡口", "归来吧，归来", "我爱你，长河", "莫问，莫问"))
    verses = [
        f"{rng.choice(WHEN)}{rng.choice(('我', '你'))}走过{rng.choice(TOPICS)}" for _ in range(9)
    ]
    return [text for verse in verses for text in (verse, f"{rng.choice(TOPICS)}！{line}", line)]


def questions(rng: Random) -> list[str]:
    pairs = [(f"问：{sentence(rng)}？", f"答：{paragraph(rng)}") for _ in range(8)]
    return [text for pair in pairs for text in pair]


def columnist(rng: Random) -> list[str]:
    """One who signs all he writes: a site of his has the same line on every page."""
    signed = (
        "（作者系南山大学教授，著有《渡口》）",
        "周文泉，专栏作家，住在河边",
        "作者简介：沈小林，著有《长凳》等",
        "——吴石写于南山",
    )
    return [*article(rng), rng.choice(signed)]


def mentions(rng: Random, site: str) -> list[str]:
    text = article(rng)
    for i in range(0, len(text), 3):
        text[i] = f"{site}的一篇文章说，{text[i]}"
    return [*text, f"以上数字来自{site}", f"感谢{site}"]


def contract(rng: Random) -> list[str]:
    return [
        f"第{n}条 {rng.choice(('甲方', '乙方'))}应当{rng.choice(DID)}，逾期按日计付违约金。"
        for n in "一二三四五六七八九十"
    ]


def recap(rng: Random) -> list[str]:
    return [f"上回说到，{sentence(rng)}。", *article(rng), "欲知后事如何，且听下回分解。"]


def digest(rng: Random) -> list[str]:
    return [f"{title(rng)}。{sentence(rng)}。（{_name(rng)}日报）" for _ in range(8)]


def same_end(rng: Random) -> list[str]:
    word = rng.choice(("OpenAI", "长河集团", "DeepBlue", "渡口"))
    return [f"{sentence(rng)}，这一切都离不开{word}" for _ in range(10)]


def companies(rng: Random) -> list[str]:
    return [f"{_name(rng)}{rng.choice(WHO)}有限公司" for _ in range(12)]


def prices(rng: Random) -> list[str]:
    unit = rng.choice(("元", "%", "万元", "元/公斤", "m/s"))
    return [f"{rng.choice(TOPICS)}{_name(rng)}：{rng.randrange(10, 9999)}{unit}" for _ in range(14)]


def poem(rng: Random) -> list[str]:
    rhyme = rng.choice(("长", "山", "秋", "流"))
    return [f"{rng.choice(WHEN)}{rng.choice(TOPICS)}{_name(rng)}{rhyme}" for _ in range(12)]


def minutes(rng: Random) -> list[str]:
    return [f"会议{verb}，{sentence(rng)}。" for verb in ("指出", "强调", "要求", "认为") * 4]


def recipe(rng: Random) -> list[str]:
    return [
        f"{i}. 放入{rng.choice(TOPICS)}{rng.randrange(5, 500)}克，小火煮五分钟"
        for i in range(1, 12)
    ]


def laughter(rng: Random) -> list[str]:
    return [
        f"{paragraph(rng)}{rng.choice(('（笑）', '（掌声）', '（笑）', ''))}" for _ in range(12)
    ]


def credits_at_ends(rng: Random) -> list[str]:
    return [f"图为{sentence(rng)}。 {_name(rng)} 摄" for _ in range(8)]


def quotations(rng: Random) -> list[str]:
    who = _name(rng)
    return [f"{paragraph(rng)}——{who}" for _ in range(8)]


def lines_of_speakers(rng: Random) -> list[str]:
    a, b = _name(rng), _name(rng)
    return [f"{rng.choice((a, b))}：{paragraph(rng)}" for _ in range(14)]


TRAPS = {
    "refrain": refrain,
    "questions": questions,
    "columnist": columnist,
    "contract": contract,
    "recap": recap,
    "digest": digest,
    "same end": same_end,
    "companies": companies,
    "prices": prices,
    "poem": poem,
    "minutes": minutes,
    "recipe": recipe,
    "laughter": laughter,
    "credits": credits_at_ends,
    "quotations": quotations,
    "speakers": lines_of_speakers,
}
