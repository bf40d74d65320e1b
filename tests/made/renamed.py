"""Pairs of made-up pages: of one template with other names, and of one story with light edits."""

# ruff: noqa: E501, SIM905 - prose, and lists of words read best as one string
import random
from itertools import combinations

from tests.made.articles import article

# Places, then people, firms, products: what a page of a template puts into its slots.
_PLACES = "临江 南浦 沅陵 东岭 桐庐 婺源 阆中 攸县 佛山 烟台 盐城 绵阳".split()
_CAPITALS = "北京 上海 广州 成都 武汉 杭州 郑州 济南 西安 合肥 沈阳 昆明".split()
_PEOPLE = "周启明 林若水 陈望舒 何立夏 郑北辰 许清和 沈知秋 罗远山".split()
_FIRMS = "海棠机电 青藤食品 北斗光学 银杏医药 白鹭纺织 松涛建材".split()
_GOODS = "飞羽耳机 晨曦音箱 墨石手表 云雀相机 蓝鲸键盘 赤松台灯".split()

TEMPLATES = {
    "training": (
        _CAPITALS,
        "{}哪家会计培训学校好\n{}会计培训学校是面向在职人员和应届毕业生开设的专业课程，小班授课，名师辅导，学员可以随到随学，"
        "不限次数免费重读。很多同学都在问，{}的会计培训哪家更靠谱一些，其实选择学校首先要看师资力量，其次要看教学环境，"
        "最后还要看学校的口碑。我们的老师都有多年的教学经验，能够针对每位学员的基础制定学习计划，让大家少走弯路。"
        "课程内容包括基础会计、财务管理、经济法和税务实务，结业后还可以推荐就业。欢迎{}的朋友前来试听。",
    ),
    "weather": (
        _PLACES,
        "{}气象台今天傍晚发布天气预报，受冷空气影响，今天夜里到明天白天有小雨，偏北风较大，气温明显下降，"
        "请市民外出时注意添衣保暖，谨防感冒。预计后天起天气逐渐转好，以多云到晴为主，气温缓慢回升，"
        "早晚温差较大。气象部门提醒，近期空气湿度大，能见度较差，驾驶车辆要减速慢行，注意交通安全。"
        "海上风浪较大，请过往船只注意防范，渔民不要冒险出海作业，沿岸群众也要远离堤岸。",
    ),
    "flood": (
        _PLACES,
        "记者从{}防汛抗旱指挥部获悉，受持续强降雨影响，境内多条河流水位上涨，部分乡镇出现内涝，当地已经启动应急响应，"
        "组织干部群众转移安置，暂无人员伤亡报告。目前救援人员正在逐户排查险情，并为安置点的群众送去饮用水、食品和棉被。"
        "{}水利部门表示，将继续加强水库和堤防的巡查，科学调度，确保安全度汛。有关部门提醒市民不要前往低洼地带和河道，"
        "遇到险情及时拨打求助电话。学校已经停课，复课时间另行通知，公交线路也作了临时调整。",
    ),
    "funeral": (
        _PEOPLE,
        "{}同志逝世\n优秀的共产党员、忠诚的教育工作者{}同志因病医治无效，在家乡逝世，享年八十一岁。"
        "{}同志长期在基层学校任教，他热爱学生，关心青年教师的成长，为当地教育事业作出了积极贡献。"
        "根据本人生前遗愿和家属意见，丧事从简，不举行遗体告别仪式。学校师生对他的去世表示沉痛哀悼，"
        "并向家属致以亲切慰问。他留下的书籍将捐给学校图书馆，供后来的学生阅读，学校还将以他的名字设立一个读书角。",
    ),
    "appointed": (
        _PEOPLE,
        "董事会审议通过了关于聘任总经理的议案，决定聘任{}先生担任公司总经理，任期与本届董事会一致。"
        "{}先生具备履行职责所必需的专业知识和管理经验，未受过有关部门的处罚，符合任职条件。"
        "独立董事认为，本次聘任的程序合法合规，没有损害股东特别是中小股东利益的情形，同意上述聘任事项。"
        "公司对前任总经理在任职期间的勤勉工作和所作的贡献表示衷心感谢，并希望新的管理团队继续推动各项业务稳步发展。",
    ),
    "shares": (
        _FIRMS,
        "{}盘中快速拉升\n今日早盘，{}股价快速拉升，成交量明显放大，换手率居于市场前列，主力资金呈现净流入状态。"
        "从所属板块来看，行业整体表现较为活跃，多只个股跟随上涨。分析人士认为，{}基本面稳健，订单饱满，"
        "但短期涨幅较大，投资者应当注意追高的风险，理性参与。机构普遍看好行业长期前景，认为随着需求回暖，"
        "盈利能力有望逐步修复，估值仍有提升的空间。以上内容仅供参考，不构成任何投资建议，市场有风险，入市须谨慎。",
    ),
    "goods": (
        _GOODS,
        "{}开箱体验\n拿到{}已经有一段时间了，今天就来和大家聊聊实际的使用感受。包装依旧是简洁的风格，打开盒子，"
        "里面除了主机之外，还有充电线和说明书。外观方面，机身采用磨砂材质，手感细腻，不容易留下指纹，整体做工令人满意。"
        "续航方面，正常使用可以坚持一整天，充电速度也比较快。总的来说，{}在同价位的产品里表现均衡，没有明显的短板，"
        "如果你正好有这方面的需求，又不想花太多的钱，那么它会是一个值得考虑的选择，喜欢的朋友不妨去店里亲自体验一下。",
    ),
}

_SYNONYMS = [
    pair.split("=")
    for pair in (
        "始终=一直 终于=总算 消息=信息 大约=约莫 忽然=突然 清晨=早晨 全部=所有 仔细=认真 寻找=搜寻 打算=计划 "
        "表示=指出 父亲=爸爸 孩子=儿童 老师=教师 医生=大夫 房子=房屋 赶到=抵达 害怕=恐惧 便宜=实惠 慢慢=缓缓"
    ).split()
]
_WORDED = (
    "{0}有人在路口等车，{1}车站的广播响了起来，{2}大家都看见了那盏灯，{3}他们沿着河堤往回走，"
    "{4}有人说起当年的大水，{5}茶馆里坐满了人，{6}雨又落了下来，{7}桥上的灯亮了。"
)


def templates():
    """The kind, and two titled pages of one template that differ in nothing but a name."""
    for kind, (names, text) in TEMPLATES.items():
        for one, other in [*combinations(names, 2)][:12]:
            pages = []
            for name in (one, other):
                whole = text.replace("{}", name)
                title, _, body = whole.rpartition("\n")
                pages.append((title or None, body))
            yield kind, pages[0], pages[1]


def _worded(rng):
    """A story that has the words which are put otherwise, once or several times."""
    olds = [old for old, _ in _SYNONYMS]
    lines = article(rng, 5).split("\n")
    for i in (0, 2, 4):
        lines[i] += _WORDED.format(*rng.choices(olds, k=8))
    return "\n".join(lines)


def _throughout(rng, text):
    """A few words put otherwise wherever they stand."""
    there = [(old, new) for old, new in _SYNONYMS if old in text]
    for old, new in rng.sample(there, min(3, len(there))):
        text = text.replace(old, new)
    return text


def _one_word(rng, text):
    old, new = rng.choice([pair for pair in _SYNONYMS if pair[0] in text])
    return text.replace(old, new)


def _corrected(rng, text):
    """A name set right, deep in the text."""
    one, other = rng.sample(_PEOPLE, 2)
    lines = text.split("\n")
    lines[3] += f"在场的{one}后来也是这样说的。"
    return "\n".join(lines), "\n".join(lines).replace(one, other)


def _credited(rng, text):
    """Other reporters and other papers at the ends."""
    made = []
    for place, person in zip(rng.sample(_PLACES, 2), rng.sample(_PEOPLE, 2), strict=True):
        made.append(f"据{place}日报报道（记者 {person}）{text}\n责任编辑：{person}")
    return made


def _added(rng, text):
    lines = text.split("\n")
    lines[1] = lines[1].replace("，", "，据当时在场的人回忆，", 1)
    return "\n".join(lines)


def edits():
    """The kind, and two prints of one story."""
    rng = random.Random(21)
    for i in range(15):
        text = _worded(rng)
        title = f"老街上的{i}盏灯" if i % 2 else None
        yield "throughout", (title, text), (title, _throughout(rng, text))
        yield "one word", (title, text), (title, _one_word(rng, text))
        one, other = _corrected(rng, text)
        yield "corrected", (title, one), (title, other)
        one, other = _credited(rng, text)
        yield "credited", (title, one), (title, other)
        yield "added", (title, text), (title, _added(rng, text))
        yield "short", (None, text[:150]), (None, _throughout(rng, text[:150]))
