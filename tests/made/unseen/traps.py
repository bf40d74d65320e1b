"""Honest pages that look like dirt or like copies of each other: they stay as they are, and apart."""

from collections.abc import Callable, Iterator

from tests.made.unseen import words
from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer


def traps(seed: int) -> Iterator[Page]:
    """Templates three or four times with other facts, and single pages of prose about dirt."""
    for make in (_notice, _patent, _weather, _fund, _digest, _recap, _results, _recruitment):
        for n in range(4):
            w = Writer(f"{make.__name__}-{seed}-{n}")
            name = make.__name__.strip("_")
            title, lines, optional = make(w, n)
            titles = [title, None]
            yield page(f"t-{name}/{n}.txt", "\n".join([title, *lines]), "trap: template", [p for p in lines if p not in optional],
                       optional=[title, *optional], title=titles)  # fmt: skip
    yield from _commentary(seed)
    for n, (name, lines) in enumerate(_singles(seed)):
        yield page(
            f"t-single/{n:02}-{name}.txt",
            "\n".join(lines),
            f"trap: {name}",
            lines[1:],
            optional=lines[:1],
            title=[lines[0], None],
        )


def _notice(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d = w.dice
    company = w.pick(words.PLACES) + w.pick(["电力", "水泥", "药业", "光电"]) + "股份有限公司"
    code, number, money = (
        d.randint(600000, 603999),
        f"2023-{d.randint(1, 200):03}",
        d.randint(1000, 90000),
    )
    sub = w.pick(words.PLACES) + w.pick(["新材料", "置业", "物流"]) + "有限公司"
    first = f"证券代码：{code}　　证券简称：{company[:4]}　　公告编号：{number}"
    last = [
        f"{company}董事会",
        f"2023年{d.randint(1, 12)}月{d.randint(1, 28)}日",
        "特此公告。",
        first,
    ]
    title = f"{company}关于对外投资的公告"
    lines = [
        first, "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，并对其内容的真实性、准确性和完整性承担法律责任。",
        f"一、对外投资概述：{company}（以下简称“公司”）拟与{sub}共同出资设立合资公司，公司以自有资金出资{money}万元，占注册资本的{d.randint(20, 80)}%。",
        f"二、本次投资已经公司第{d.choice('三四五六')}届董事会第{d.randint(2, 30)}次会议审议通过，无需提交股东大会审议，不构成关联交易。",
        f"三、合资公司注册地为{w.pick(words.PLACES)}，法定代表人为{w.person()}，主要从事{w.pick(words.THINGS)}的研发与销售。",
        "四、本次投资有利于优化公司产业布局，短期内不会对公司财务状况和经营成果产生重大影响，敬请广大投资者注意投资风险。",
        "特此公告。", *last[:2],
    ]  # fmt: skip
    return title, lines, last


def _patent(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d, thing = w.dice, w.pick(words.THINGS)
    org = w.pick(words.PLACES) + w.pick(words.ORGS)
    title = f"{org}申请{thing}专利,提升检测效率"
    number = f"CN{d.randint(10**8, 10**9 - 1)}A"
    return w.mark(title), [
        f"国家知识产权局信息显示，{org}申请一项名为“一种用于{thing}的{w.pick(['夹持装置', '检测方法', '清洗系统', '分拣机构'])}”的专利，公开号{number}，申请日期为2023年{d.randint(1, 12)}月。",
        f"专利摘要显示，本发明公开了一种与{thing}相关的技术方案，包括底座、{d.randint(2, 9)}个定位块以及设于其上的驱动组件，{w.pick(words.QUOTES).split('，')[0].replace('{', '').replace('}', '')}并非本方案所关注的内容。",
        f"天眼查资料显示，{org}成立于{d.randint(1990, 2020)}年，位于{w.pick(words.PLACES)}市，是一家以从事研究和试验发展为主的企业，注册资本{d.randint(100, 9000)}万元。",
        f"通过大数据分析，{org}共对外投资了{d.randint(1, 20)}家企业，参与招投标项目{d.randint(3, 300)}次，财产线索方面有商标信息{d.randint(2, 90)}条，专利信息{d.randint(20, 900)}条。",
    ], []  # fmt: skip


def _weather(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d, place = w.dice, "青岚"
    sky = ["晴", "多云", "阴", "小雨", "阵雨", "大雾"]
    day = 3 + n
    title = f"{place}市气象台6月{day}日天气预报"
    return title, [
        f"{place}市气象台6月{day}日17时发布的天气预报：今天夜间到明天白天，全市{w.pick(sky)}转{w.pick(sky)}，{w.pick(['东北', '西南', '偏南'])}风{d.randint(1, 3)}到{d.randint(4, 6)}级，气温{d.randint(12, 19)}到{d.randint(22, 34)}度。",
        f"明天夜间到后天白天，{w.pick(sky)}转{w.pick(sky)}，最高气温{d.randint(20, 35)}度，最低气温{d.randint(9, 18)}度，相对湿度{d.randint(40, 95)}%。",
        f"后天夜间到大后天白天，{w.pick(sky)}，南部山区有{w.pick(sky)}，气温{d.randint(10, 18)}到{d.randint(20, 33)}度，森林火险等级{w.pick(['二', '三', '四'])}级。",
        f"穿衣指数：{w.pick(['舒适', '较冷', '炎热'])}；洗车指数：{w.pick(['适宜', '较适宜', '不宜'])}；紫外线强度：{w.pick(['弱', '中等', '强'])}。请市民合理安排出行。",
    ], []  # fmt: skip


def _fund(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d = w.dice
    name = w.pick(["长风", "鲸落", "半岛", "白鹭"]) + w.pick(["成长混合", "稳健债券", "消费精选"])
    title = f"{name}基金{d.randint(3, 12)}月{d.randint(1, 28)}日净值{w.pick(['上涨', '下跌'])}{d.randint(0, 4)}.{d.randint(10, 99)}%"
    rows = [
        f"{w.pick(words.PLACES)}科技　{d.randint(2, 9)}.{d.randint(10, 99)}%　{d.randint(10, 900)}.{d.randint(10, 99)}万股"
        for _ in range(6)
    ]
    return title, [
        f"{name}基金最新单位净值为{d.randint(0, 3)}.{d.randint(1000, 9999)}元，累计净值为{d.randint(1, 5)}.{d.randint(1000, 9999)}元，近一个月收益率{d.randint(0, 9)}.{d.randint(10, 99)}%，同类排名{d.randint(1, 900)}|{d.randint(901, 3000)}。",
        "重仓股　占净值比　持股数", *rows,
        f"该基金成立于{d.randint(2005, 2021)}年，基金经理为{w.person()}，最新定期报告显示规模为{d.randint(1, 90)}.{d.randint(10, 99)}亿元。",
    ], []  # fmt: skip


def _digest(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    title = f"早报 | 6月{10 + n}日要闻一览"
    return title, [f"{i}、{w.sentence()}{w.sentence()}" for i in range(1, 9)], []


def _recap(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    v = Writer(w.seed.rsplit("-", 1)[0])  # the same for all parts
    before = f"前情提要：{v.paragraph()}"
    return (
        f"渡船人（连载之{'一二三四'[n]}）",
        [before, *w.body(8, 14), "（未完待续）"],
        ["（未完待续）"],
    )


def _results(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d = w.dice
    balls = sorted(d.sample(range(1, 34), 6))
    title = f"双色球第2023{d.randint(10, 99)}{n}期开奖结果"
    return title, [
        f"双色球当期奖号：红球{' '.join(f'{b:02}' for b in balls)}，蓝球{d.randint(1, 16):02}。",
        f"奖号分析：红球和值为{sum(balls)}，奇偶比为{sum(b % 2 for b in balls)}:{6 - sum(b % 2 for b in balls)}，最大跨度为{balls[-1] - balls[0]}。",
        f"本期一等奖开出{d.randint(1, 20)}注，单注奖金{d.randint(500, 900)}万元；二等奖开出{d.randint(60, 200)}注，单注奖金{d.randint(10, 40)}万元。",
        f"当期销量为{d.randint(3, 4)}.{d.randint(10, 99)}亿元，奖池滚存至{d.randint(8, 25)}.{d.randint(10, 99)}亿元。",
    ], []  # fmt: skip


def _recruitment(w: Writer, n: int) -> tuple[str, list[str], list[str]]:
    d, org = w.dice, w.pick(words.PLACES) + w.pick(words.ORGS)
    title = f"{org}公开招聘公告"
    return title, [
        f"因工作需要，{org}面向社会公开招聘工作人员{d.randint(2, 30)}名，其中{w.pick(words.ROLES)}{d.randint(1, 9)}名、{w.pick(words.ROLES)}{d.randint(1, 9)}名。",
        "报名条件：具有中华人民共和国国籍，遵守宪法和法律，具有良好的品行，身体健康，具备岗位所需的专业技能。",
        f"报名时间为2023年{d.randint(1, 12)}月{d.randint(1, 28)}日至{d.randint(1, 28)}日，报名地点在{w.pick(words.PLACES)}路{d.randint(1, 200)}号{d.randint(2, 9)}楼，逾期不再受理。",
        f"咨询电话：0{d.randint(310, 999)}-{d.randint(2 * 10**6, 9 * 10**6)}，联系人：{w.person()}。录用人员月薪{d.randint(4, 15)}000元，缴纳五险一金。",
    ], []  # fmt: skip


def _commentary(seed: int) -> Iterator[Page]:
    """A story, and two columns that quote a long piece of it."""
    for n in range(3):
        w = Writer(f"commentary-{seed}-{n}")
        story, quoted = w.body(9, 14), []
        yield page(
            f"t-comment/{n}-story.txt",
            "\n".join([t := w.title(), *story]),
            "trap: commentary",
            story,
            optional=[t],
            title=[t, None],
        )
        for m in range(2):
            v = Writer(f"comment-{seed}-{n}-{m}")
            own, t = v.body(8, 12), v.title()
            quoted = [
                own[0],
                f"报道是这样写的：“{story[m + 1].rstrip('。')}。”",
                *own[1:4],
                *story[3:5],
                *own[4:],
            ]
            yield page(
                f"t-comment/{n}-column{m}.txt",
                "\n".join([t, *quoted]),
                "trap: commentary",
                quoted,
                optional=[t],
                title=[t, None],
            )


def _singles(seed: int) -> Iterator[tuple[str, list[str]]]:
    """(what it is about, title and paragraphs) of pages that must not change at all."""
    makers: list[Callable[[Writer], tuple[str, list[str]]]] = [
        _refrain, _interview, _contract, _signed, _site_named, _biography, _hotline, _fraud, _lesson,
        _about_mojibake, _about_icp, _about_editors, _about_codes, _numbered, _last_words, _recipe, _privacy, _letter, _list_of_books,
    ]  # fmt: skip
    for make in makers:
        w = Writer(f"{make.__name__}-{seed}")
        yield make(w)


def _around(w: Writer, title: str, *special: str) -> list[str]:
    """The special paragraphs spread over an article."""
    body = w.body(7, 11)
    for i, text in enumerate(special):
        body.insert(2 * i + 2, text)
    return [title, *body]


def _refrain(w: Writer) -> tuple[str, list[str]]:
    refrain = [f"哎呀{w.pick(words.PLACES)}的风啊，你慢些吹", "吹得我的船儿不肯回"]
    lines = ["摆渡人的歌"]
    for _ in range(4):
        lines += [
            w.mark(
                w.fill(
                    "{time}的{place}有{thing}".replace(
                        "{time}", w.pick(["春天", "夏天", "秋天", "冬天"])
                    )
                )
            ),
            w.mark(w.fill("{role}{person}不说话")),
            *refrain,
        ]
    return "refrain", lines


def _interview(w: Writer) -> tuple[str, list[str]]:
    lines = [f"对话{w.person()}：把这件事做完"]
    for _ in range(7):
        lines += [
            f"记者：{w.mark(w.fill(w.pick(words.ASKS)))}？",
            f"{words.SURNAMES[3]}先生：{w.paragraph()}",
        ]
    return "questions and answers", lines


def _contract(w: Writer) -> tuple[str, list[str]]:
    lines = ["房屋租赁合同"]
    for i, (a, b) in enumerate((("甲", "乙"), ("乙", "甲"))):
        lines += [f"第{'一四'[i]}条　{a}方应当按照本合同约定的时间和方式履行义务，未按约定履行的，应向{b}方支付违约金{w.dice.randint(1000, 9000)}元。",
                  f"第{'二五'[i]}条　{a}方不得擅自将房屋转租给第三人，否则{b}方有权解除合同并要求{a}方赔偿由此造成的全部损失。",
                  f"第{'三六'[i]}条　{a}方变更联系方式的，应在三日内书面通知{b}方，联系电话以合同首页所载为准。"]  # fmt: skip
    return "contract", [*lines, "本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效。"]


def _signed(w: Writer) -> tuple[str, list[str]]:
    return "signature", [*_around(w, w.title()), f"{w.date()[:4]}年冬，于{w.pick(words.PLACES)}"]


def _site_named(w: Writer) -> tuple[str, list[str]]:
    site = w.site()
    return "site's name", _around(
        w, f"{site}十周年：一个网站和它的读者", f"十年前的今天，{site}只有一台旧服务器和三个编辑。", f"有人问，{site}靠什么活下来？站长{w.person()}说，靠的是不删帖、不卖号。",
        f"那年冬天，机房断电四十分钟，论坛里却有人守着页面一遍遍刷新，直到屏幕上重新出现{site}", f"如今打开{site}，首页上仍然留着第一篇文章。",
    )  # fmt: skip


def _biography(w: Writer) -> tuple[str, list[str]]:
    return "biography", [
        *_around(w, w.title()),
        f"作者简介：{w.person()}，专栏作家，著有《{w.pick(words.THINGS)}小史》，个人微信号：{w.domain()}{w.dice.randint(10, 99)}，欢迎读者来信讨论。",
    ]


def _hotline(w: Writer) -> tuple[str, list[str]]:
    return "hotline", _around(
        w,
        "春运车票今起发售",
        "旅客可以拨打12306客服电话咨询，也可以在车站窗口办理改签。",
        "遇到价格欺诈，请拨打12315或者12345政务服务热线投诉。",
    )


def _fraud(w: Writer) -> tuple[str, list[str]]:
    qq = w.dice.randint(10**8, 10**9)
    return "fraud", _around(
        w, "警方提醒：刷单返利都是骗局",
        f"受害人{w.person()}在群里看到一则广告，称“加客服QQ：{qq}，日赚三百元”，随后被骗走{w.dice.randint(2, 90)}万元。",
        f"民警介绍，骗子通常要求受害人添加微信号{w.domain()}88，再以开通会员为由索要押金。", "警方提示，凡是要求先交钱再返利的，一律是诈骗。",
    )  # fmt: skip


def _lesson(w: Writer) -> tuple[str, list[str]]:
    return "polyphonic", _around(
        w, "多音字怎么读", "“单”字在姓氏里读单(shàn)，在“单(chán)于”里又是一个音。", "番禺(pān yú)、六安(lù ān)、铅山(yán shān)都是容易读错的地名。",
        "“行”字在银行(háng)里和在行(xíng)走里读音不同，小朋友常常弄混。", "“长(zhǎng)大”的长和“长(cháng)短”的长，字形一样，意思两样。",
    )  # fmt: skip


def _about_mojibake(w: Writer) -> tuple[str, list[str]]:
    return "mojibake quoted", _around(
        w, "乱码是怎么来的", "程序员都见过“锟斤拷”这三个字，也见过满屏的“烫烫烫”和“屯屯屯”。", "把UTF-8的“中文”按GBK来读，看到的是“涓枃”；把GBK的文字当作Latin-1，则会看到“ÖÐÎÄ”。",
        "最坏的一种是问号，因为它意味着原来的字节已经丢了。",
    )  # fmt: skip


def _about_icp(w: Writer) -> tuple[str, list[str]]:
    return "ICP explained", _around(
        w, "网站备案号为什么放在页脚", "按照规定，网站要在首页底部的中央位置标明备案编号，例如“京ICP备12345678号”，并链接到管理系统。",
        "备案不等于许可。经营性网站还要办理增值电信业务经营许可证，也就是人们常说的ICP证。", "公安机关的备案则是另一回事，编号以“公网安备”开头，两者不能互相代替。",
    )  # fmt: skip


def _about_editors(w: Writer) -> tuple[str, list[str]]:
    return "editors explained", _around(
        w, "责任编辑是做什么的", "在出版社里，责任编辑对一部书稿从头到尾负责，他的名字印在版权页上。", f"{w.person()}做了三十年责任编辑，经手的书有两百多种，却从不在后记里留名。",
        "有人把版权页上的“责任编辑”四个字看得很轻，她却说那是一份保证书。",
    )  # fmt: skip


def _about_codes(w: Writer) -> tuple[str, list[str]]:
    return "QR codes explained", _around(
        w, "二维码背后的安全账", "扫码关注公众号领鸡蛋，是很多小区门口常见的一幕，可扫出来的究竟是什么，没有几个人说得清。", "记者随机扫描了路边的二十个二维码，其中三个会要求下载来历不明的应用。",
        "专家建议，扫一扫之前先看清来源，不要轻易授权通讯录。",
    )  # fmt: skip


def _numbered(w: Writer) -> tuple[str, list[str]]:
    body = w.body(9, 9)
    return "numbered headings", [
        w.title(),
        *body[:2],
        "01",
        *body[2:4],
        "02",
        *body[4:6],
        "03",
        *body[6:8],
        "写在最后",
        body[8],
    ]


def _last_words(w: Writer) -> tuple[str, list[str]]:
    return "last words", [
        *_around(w, w.title()),
        f"写在最后，{w.mark(w.fill('{person}没有再提起那{n}{unit}{thing}，他说日子还长'))}。",
    ]


def _recipe(w: Writer) -> tuple[str, list[str]]:
    return "recipe", ["家常红烧肉的做法", "五花肉 500克", "冰糖 30克", "生抽 2勺", "老抽 1勺", "八角 2个", "第一步，五花肉切块，冷水下锅焯水，撇去浮沫后捞出沥干。",
                      "第二步，锅里放少许油，下冰糖小火炒出糖色，再倒入肉块翻炒均匀。", "第三步，加入生抽、老抽和八角，倒入开水没过肉块，小火炖一个小时。",
                      "第四步，大火收汁，待汤汁浓稠即可出锅。", "小贴士：炒糖色时火一定要小，颜色变成枣红就下肉，不然会发苦。"]  # fmt: skip


def _privacy(w: Writer) -> tuple[str, list[str]]:
    return "comments discussed", _around(
        w, "评论区里的人情冷暖", "“暂无评论”四个字，是很多新作者每天看到的第一句话。", "平台在去年上线了发表评论前的提醒功能，请用户文明上网、理性发言。",
        "点赞和在看的数字越大，推荐给别人的机会就越多，这是公开的秘密。",
    )  # fmt: skip


def _letter(w: Writer) -> tuple[str, list[str]]:
    who = w.person()
    return "letter", [
        "给女儿的一封信",
        "亲爱的孩子：",
        *w.body(6, 8),
        "祝一切都好。",
        f"爱你的父亲 {who}",
    ]


def _list_of_books(w: Writer) -> tuple[str, list[str]]:
    return "book list", [
        "今年读过的十本书",
        w.paragraph(),
        *[
            f"《{w.pick(words.PLACES)}{w.pick(['旧事', '风物志', '植物记', '口述史'])}》 {w.person()} 著，{w.sentence()}"
            for _ in range(10)
        ],
        w.paragraph(),
    ]
