"""Made-up honest prose: stories of eight to fourteen paragraphs in four genres, the same for a seed.

A sentence is an opening, a main clause and a tail, each drawn and filled with the story's own people
and things, so that hardly a sentence comes twice in a corpus. Some stories hold what looks like dirt
and is not: code, addresses, numbers to call, brackets, emoji, signed quotations.
"""

# ruff: noqa: E501, SIM905 - lists of clauses read best as one string
from random import Random

from tests.made.watermarks_stories import FRAMES, Frame

_OPENINGS = {
    "news": "{when}，|据{who}介绍，|记者在{place}看到，|和{n}年前相比，|提起{thing}，{who}说，|按照计划，|在{place}，|{who2}算过一笔账：|眼下，|入{season}以来，|围绕{thing}，|从{when}起，|问到{thing2}，|{who2}{act}后说，|数据显示，|考虑到{thing}，|在{who}看来，|值得一提的是{thing2}，|走近{thing}，|截至{when}，|对{place}来说，|此前，|会上，{who}表示，|经过{n}个月的准备，|好在|不过，|事情的起因是{thing}，|为了{thing2}，|另一边，|直到{when}，".split(
        "|"
    ),
    "essay": "我记得，|{when}，|那时候，|后来我才明白，|有一回，|说起{thing}，|{who}总说，|在{place}，|隔了{n}年，|我和{who2}{act}，|{season}天一到，|每次看见{thing}，|也许因为{thing2}，|不知从哪天起，|夜里醒来，|从前，|{who}不识几个字，|说来奇怪，|离开{place}以后，|人到了一定年纪，|雨停之后，|起初，|现在想来，|我问过{who2}，|忘了是谁讲的，|这些年，|天刚亮，|再后来，|偶尔，|其实".split(
        "|"
    ),
    "fiction": "{when}，|风从{place}那头吹来，|{who}没有抬头，|就在这时，|谁也没料到，|听到这里，|{thing}响了一声，|隔着{thing2}，|三更刚过，|{who2}把手一扬，|借着微光，|第{n}天，|等了很久，|门外，|不等回答，|{who}忽然想起{thing}，|脚步声近了，|黑暗里，|趁着{who2}转身，|雾散的时候，|像往常一样，|一切都晚了，|他们绕过{thing}，|离{place}还有半里，|那一刻，|没人说得清，|灯灭之前，|{who}数到第{n}下，|屋里静得出奇，|过了半晌，".split(
        "|"
    ),
    "tech": "先说{thing}，|实际上，|上线之前，|{when}，|在{place}，|我们发现，|{who}提议，|压到每秒{n}次的时候，|从图上看，|如果{thing}不可用，|换句话说，|排查到第{n}步，|和{thing2}相比，|按默认设置，|为了避免误判，|{who2}复现了问题：|第一版里，|这里有个细节：|文档里写着，|看起来，|真正的原因是，|多数情况下，|注意，|拿{thing}来说，|重启之后，|顺着调用链往下，|经验告诉我们，|在小流量下，|接着，|最后，".split(
        "|"
    ),
}
_MAINS = {
    "news": "{thing}已经比原来多出{n}处|{who}和{who2}把{thing}逐项核对了一遍|{place}的{thing}换成了新的一批|{n}户人家在意见表上写下了自己的看法|{thing}不再需要人整夜守着|{who}负责的{thing}通过了第{n}次验收|新的{thing}要同时照顾老人和孩子|{thing}与{thing2}之间留出了{n}米的空当|施工队把{thing}改在夜间进行|{who2}最担心的是{thing}跟不上|一份关于{thing}的清单贴在了门口|{place}为此开了{n}场说明会|{thing}的成本降了近{n}个百分点|{who}从外地请来懂{thing}的人|旧的{thing}没有扔掉，而是留给{who2}当样品|当天就有{n}人来打听{thing}|{thing}由专人登记，{thing2}每周公布|{who}带着大家去看了{thing}|最难啃的部分是{thing}|几家单位合用一套{thing}".split(
        "|"
    ),
    "essay": "{who}把{thing}擦得发亮，放在{thing2}旁边|我抱着{thing}坐了整整一个下午|{place}的味道一直留在{thing}上|{thing}旧得看不出原来的颜色|{who2}递过来一件{thing}，{manner}{act}|我学着{who}的样子去碰{thing}|{thing}和{thing2}是那间屋里最安静的两样东西|{who}笑起来，眼角的纹路像{thing}上的刻痕|我们为{thing}争了几句，又{manner}{act}|{n}步路的距离，{who}{manner}{act}|{thing}在墙角站着，{manner}{state}|{who2}说话慢，说到{thing}就更慢|雨点落在{thing}上，{who}{act}|我把{thing}画在本子的第{n}页|{who}从不让人碰那件{thing}|日子像{thing}一样，{manner}{state}|{place}的傍晚总要先过{thing}这一关|我写信告诉{who2}，{thing}还在老地方|{thing}教会我的，比书上多|那点光从{thing}后面漏出来".split(
        "|"
    ),
    "fiction": "{who}把{thing}推到桌子中央|{who2}的影子落在{thing}上，{state}|{thing}只剩下{n}个，{who2}{manner}{act}|有人在{place}点起了一盏灯|{who}认出了那件{thing}|{thing}被人动过，{state}|{who2}退了{n}步，后背抵住{thing}|{who}一把夺过{thing}，{manner}{act}|{thing}里夹着半张纸，{manner}{state}|整个{place}像沉到了水底|{who2}把{thing}藏进袖中|{n}年前的旧账终于翻了出来|{who}蹲下身，摸到{thing}的边缘|那声音倒像{thing}{state}|{who}与{who2}隔着{thing}对望|{thing}滚到门槛边停住|{who}想说话，喉咙里像{thing2}{state}|{place}的人都知道{thing}的来历|一只手从{thing}后面伸出来|{who2}拿{thing}换了一夜的安稳".split(
        "|"
    ),
    "tech": "{thing}的命中率只有百分之{n}|{who}给{thing}加了一层重试|{thing}和{thing2}用的是两套时钟|每次发布都要等{thing}预热完|{who2}把{thing}拆成{n}份并行处理|{thing}的默认值并不适合我们|{thing}在高峰期抖动得厉害|我们用{thing2}换掉了{thing}|{thing}的体积从{n}兆降到原来的一半|{who}写了一个小工具来统计{thing}|{thing}一满，{thing2}就开始排队|只要{thing}的顺序不对，{thing2}就会{state}|{place}的{thing}一直由{who2}维护|这一步把{thing}的耗时压到{n}毫秒以内|{thing}没有做幂等，重放时{thing2}{state}|{who2}回滚了{thing}，{thing2}才{state}|{thing}的边界条件漏了空值|先改{thing}，再动{thing2}|{thing}至少要保留{n}天|测试环境里看不到{thing}的问题".split(
        "|"
    ),
}
_TAILS = {
    "news": "，{who2}对此很有信心|，下一步轮到{thing2}|，预计还要{n}天|，来的人比往常多了{n}成|，这在{place}还是头一回|，{thing2}也随之调整|，细节仍在商量|，费用由几方共同承担|，{who}说得很实在|，夜里也能看清{thing2}|，附近的{thing2}没有受影响|，老人们最先用上了|，{n}处隐患当场改完|，留给{thing2}的时间不多|，大家看在眼里|，具体日期要看天气|，意见箱就挂在{thing2}旁边|，至于{thing2}，暂时不动|，{who2}把这些都记了下来|，孩子们放学会绕过去看看".split(
        "|"
    ),
    "essay": "，像等着谁回来|，我到今天也没问出口|，{thing2}跟着轻轻一晃|，和{who2}年轻时一样|，那年我才{n}岁|，谁都没提{thing2}|，天就慢慢黑了|，心里忽然踏实下来|，剩下的交给{thing2}|，后来再没见过那样的{season}天|，比{thing2}还要旧一些|，邻居们都见过|，{who}听了只是点头|，路灯一盏接一盏亮了|，我把它当作一种安慰|，手上还留着{thing2}的凉|，说完就去忙别的|，连{thing2}也不响了|，这大概就是家|，仿佛{n}年不过一顿饭的工夫".split(
        "|"
    ),
    "fiction": "，没有一个人出声|，{who2}的脸色变了|，{thing2}还在晃|，冷得像{season}夜的铁|，血顺着指缝往下滴|，{who}只来得及喊出半句|，再回头时{thing2}已经不见|，雪地上只有一行脚印|，连呼吸都放轻了|，火光照出{n}张陌生的脸|，命运就这样拐了弯|，像是早就约好的|，{who2}却笑了|，外头更鼓敲了{n}下|，谁先动谁就输了|，{thing2}应声而碎|，{who}握紧了拳头|，夜还长着|，而{place}依旧黑着|，那是最后一次有人看见{thing2}".split(
        "|"
    ),
    "tech": "，{thing2}却没有告警|，这一点很容易忽略|，代价是多占{n}兆内存|，我们把它写进了{thing2}|，{who2}当晚就修好了|，收益大约{n}个百分点|，后续会接入{thing2}|，对用户是透明的|，别的团队也遇到过|，见下面的例子|，{thing2}要同步修改|，复杂度没有变|，剩下的交给{thing2}|，建议先在{place}验证|，当然也可以手工执行|，默认{n}秒超时|，否则{thing2}会越积越多|，原理并不复杂|，先别急着上{thing2}|，{who}后来补了单元测试".split(
        "|"
    ),
}
# Most tails are put together of these, so that no tail stands on many pages.
_MANNERS = "悄悄 慢慢 当场 连夜 照旧 索性 只好 忍不住 一声不响地 小心地 笑着 皱着眉 顺手 重新 接连 勉强 干脆 从容地 反复 随口 默默 一五一十地 三番五次地 不慌不忙地 总算 居然 果然 大大方方地 红着脸 咬着牙 低声 高高兴兴地 半信半疑地 利索地 如约 趁空 老老实实地 飞快地 转身 一本正经地".split()
_ACTS = "记了一笔 搬来梯子 泡上新茶 关紧了窗 打了个电话 翻开旧本子 数了三遍 换了副眼镜 走到院子里 给邻居捎话 画了张草图 擦干了手 写进了总结 答应下来 讲起往事 收拾行李 核了核数目 添了把柴 等天放晴 借来卷尺 认了错 改了主意 念出声来 打开抽屉 削好铅笔 招呼大家坐下 推掉了饭局 拍了张照片 拧紧螺丝 问起收成 交了底 垫上木板 叠好毛毯 报了名 拆开包裹 递上名片 让出座位 盖好盖子 熬了一锅粥 量了尺寸 补上签名 列出提纲 扫净台阶 换了话题 结清了账 搭上末班车 钉牢了木牌 装满水壶 系好鞋带 抄下号码 抬头看云 拿来备件 订下日子 劝住了旁人 试了两回 备好雨具 松开了绳子 拨亮灯芯 交出钥匙 讨了个说法".split()
_STATES = "派上用场 空了一半 摆得整整齐齐 又涨了价 落满灰尘 亮了起来 少了一角 挪到东墙下 卷了边 晒得发烫 卖得最快 见了底 停在半路 排成一行 结了层薄冰 贴上封条 传了三代 压在箱底 混进杂物里 泛着青光 摇摇欲坠 够用到年底 换过两茬 出了毛病 成了抢手货 退回仓库 沾上泥点 隔天才到 露出原色 缺了说明 堆成小山 静静躺着 超出预算 合上了尺寸 变得顺手 标错了号 裂开细缝 挂回原处 供不应求 锁进柜子 漏了半桶 滑到桌角 闲置至今 转了手 褪成灰白 不翼而飞 装了满车 配齐了零件 吱呀作响 冒着热气 留在图上 散了一地 垒到齐腰高 通过了复查 沉到水底 盖过了章 拆成两截 裹着油纸 清点无误 排到下周".split()
_COMPOSED = "，{who2}{manner}{act}|，{thing2}{state}|，{who}也{manner}{act}|，连{thing2}都{state}|，{thing2}{state}，{who2}{manner}{act}|，{who}{manner}{act}，{thing2}{state}|，谁知{thing2}{state}|，好让{who2}{manner}{act}|，等{who}{act}，{thing2}已经{state}|，于是{who2}{act}".split(
    "|"
)
_SPEECHES = "“{thing}在哪里？”{who}问。|“我不信{thing2}{state}。”{who2}说，“除非让我看看{thing}。”|“再等{n}天吧，”{who}压低声音，“{thing2}还没到。”|{who2}摇头：“你不懂{thing}。”|“{place}早就不是从前那个{place}了。”{who}叹了口气。|“走！”{who}抓起{thing}，“带上{thing2}！”|“{n}个够吗？”“够了。”{who2}把{thing}收好。|{who}笑道：“{thing}就归你，{thing2}归我……”".split(
    "|"
)
_QUOTES = "“{thing}做好了，{thing2}才有着落。”{who}说。|{who2}说：“我们等{thing}等了{n}年。”|“{thing}{state}的时候没人看好，”{who}回忆，“连{who2}也没{act}。”|谈到{thing2}，{who2}只说了一句：“{thing}{state}，别急。”".split(
    "|"
)
_CODES = "for item in load('{latin}.json'):|SELECT id, name FROM {latin} WHERE state = {n};|pip install {latin}=={n}.2|curl -s http://127.0.0.1:80{n}/{latin}/health|if ({latin} != null && {latin}.size() > {n}) {{|export {LATIN}_HOME=/opt/{latin}|def {latin}(rows): return rows[-{n}:]".split(
    "|"
)
_ASIDES = {
    "news": "有疑问的居民可以拨打12345热线，也可以到{place}的服务台登记。|公示全文见 https://www.{latin}.gov.cn/gk/2021{n}.html ，{place}门口也张贴了一份。|【背景】{thing}最早建于上世纪八十年代，{n}年前修过一次。|{who}的邮箱 {latin}{n}@163.com 一个月收到{n}封来信，大半在问{thing}。".split(
        "|"
    ),
    "essay": "（写于{place}，{season}日）|——给{who}|那天我在朋友圈里只发了三个字：下雪了❄️|{n}、{thing}|书里有一句话：“{thing}不言，{thing2}自明。”——我抄了{n}遍。".split(
        "|"
    ),
    "fiction": "* * *|{n}|“站住！！！”——{who}的喊声在{place}回荡。|信上写着：【{thing}已到，速来{place}。】落款是一个“{letter}”字母。|（那是{who}最后的日记。）".split(
        "|"
    ),
    "tech": "源码放在 https://github.com/{latin}/{latin}-{n} ，欢迎提交补丁。|完整参数见官方文档 docs.{latin}.org/guide/v{n} 的第{n}节。|日志里反复出现 ERR_{LATIN}_{n}，{who}起初没当回事。|{n}. 调整{thing}|配置项 {latin}.max_{letter} 默认是 {n}，改动后要重启{thing2}。".split(
        "|"
    ),
}
_TIMES = "清明前后 上周三 去年年底 傍晚六点 第二天一早 本月中旬 五月初 天黑以后 一个多雾的早晨 周末 半夜 立冬那天 三伏天 两个月后 开学前夕 雨季到来时 午饭过后 腊月里 昨天下午 头一个星期".split()
_LATIN = "helio tarn quokka rill osprey kelp monda brise tundra fennel gable nimbo sorrel cobalt larch wicket pylon ember".split()
_STOPS = {
    "news": "。。。。。。；",
    "essay": "。。。。。。……",
    "fiction": "。。。。。！？",
    "tech": "。。。。。。；",
}


def _fill(form: str, frame: Frame, rng: Random) -> str:
    """The form with its slots filled from the story's frame."""
    who, who2 = rng.sample(frame.people, 2)
    thing, thing2 = rng.sample(frame.things, 2)
    latin = rng.choice(_LATIN)
    return form.format(
        who=who,
        who2=who2,
        thing=thing,
        thing2=thing2,
        latin=latin,
        LATIN=latin.upper(),
        letter=rng.choice("kmqrtz"),
        place=frame.place,
        n=rng.randrange(2, 98),
        when=rng.choice(_TIMES),
        season=rng.choice("春夏秋冬"),
        manner=rng.choice(_MANNERS),
        act=rng.choice(_ACTS),
        state=rng.choice(_STATES),
    )


def sentence(frame: Frame, rng: Random) -> str:
    """One made-up sentence of the frame's genre, with its stop."""
    genre = frame.genre
    form = rng.choice(_MAINS[genre])
    if rng.random() < 0.7:
        form = rng.choice(_OPENINGS[genre]) + form
    if rng.random() < 0.75:
        form += rng.choice(_COMPOSED if rng.random() < 0.88 else _TAILS[genre])
    text = _fill(form, frame, rng)
    stop = rng.choice(_STOPS[genre])
    return text + ("……" if stop == "…" else stop)


def paragraph(frame: Frame, rng: Random) -> str:
    """Two to five sentences; in fiction and news some are speech."""
    sentences = [sentence(frame, rng) for _ in range(rng.randrange(2, 6))]
    speech = {"fiction": _SPEECHES, "news": _QUOTES}.get(frame.genre)
    if speech and rng.random() < 0.45:
        sentences.insert(rng.randrange(len(sentences) + 1), _fill(rng.choice(speech), frame, rng))
    if sentences[-1].endswith("；"):
        sentences[-1] = sentences[-1][:-1] + "。"
    return "".join(sentences)


def story(number: int, seed: int) -> list[str]:
    """The paragraphs of one story: its frame by number, its wording by seed and number."""
    frame = FRAMES[number % len(FRAMES)]
    rng = Random(f"story {seed} {number}")
    paragraphs = [paragraph(frame, rng) for _ in range(rng.randrange(8, 13))]
    if rng.random() < 0.5:
        aside = _fill(rng.choice(_ASIDES[frame.genre]), frame, rng)
        paragraphs.insert(rng.randrange(1, len(paragraphs)), aside)
    if frame.genre == "tech" and rng.random() < 0.7:
        paragraphs.insert(rng.randrange(2, len(paragraphs)), _fill(rng.choice(_CODES), frame, rng))
    return paragraphs


def genre(number: int) -> str:
    """The genre of a story by its number."""
    return FRAMES[number % len(FRAMES)].genre
