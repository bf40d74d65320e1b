"""Who wrote a page, where and when: a line of labels and values, read by its label boundaries.

Not a stage: `head` takes fields from it and `strip` knows a credit line by it. All lines are folded
(see `layout`). A line is a credit line only when nothing of it is left over: one clause of prose
between the labels and it is none.
"""

import re
from datetime import datetime
from functools import cache
from typing import NamedTuple

# field -> labels. Those of "" we know and have no use for: they end the value before them.
_LABELS = {
    "author": """作者 文字作者 本文作者 原作者 原创作者 文章作者 撰文 撰稿人 撰稿 执笔 采写 文字 文/图 图/文 图文 文
        记者 本报记者 本刊记者 本网记者 见习记者 实习记者 特约记者 采访记者 特约撰稿人 特约撰稿
        Author author By by""",
    "sitename": """来源 稿源 信息来源 文章来源 新闻来源 内容来源 稿件来源 消息来源 本文来源 原文来源 来源网站 来源媒体
        转载自 转自 摘自 出处 文章出处 原载 首发 首发于 来自 媒体名称 公众号 微信公众号 Source source""",
    "date": """日期 发布时间 发布日期 发表时间 发表日期 发布于 发表于 提交于 发稿时间 刊发时间 上传时间 添加时间 添加日期
        创建时间 录入时间 时间 发文日期 成文日期 Date date""",
    "later": "更新时间 更新日期 更新于 最后更新 修改时间 编辑时间 编辑于",
    "title": "原标题 原文标题 文章标题 标题 原题",
    "url": "原文链接 本文链接 原文地址 本文地址 文章地址 文章链接 链接地址 转载请注明出处 转载请注明来源",
    "": """责任编辑 执行编辑 本期编辑 本文编辑 网络编辑 文字编辑 值班编辑 视觉编辑 图片编辑 网站编辑 新媒体编辑
        微信编辑 栏目编辑 内容编辑 实习编辑 见习编辑 特约编辑 首席编辑 美术编辑 技术编辑 高级编辑 流程编辑
        值班编委 值班主任 值班主编 值班总编 编辑 责编 小编 编务 编审 编委 编辑部
        校对 校对员 责任校对 责校 审校 校审 校 审核 审稿 审阅 审读 审定 审签 签审 签发 初审 复审 终审
        一审 二审 三审 监制 总监制 出品 出品人 出品方 总策划 策划 总统筹 统筹 主编 总编 总编辑 副主编 执行主编
        本期主编 制作 制图 绘图 绘制 设计 视觉设计 视觉 美编 排版 版式 版面 运营 运营人员 运营编辑 新媒体运营
        录入 录入员 录入人 信息员 供稿 供稿单位 供图 通讯员 实习生 翻译 编译 译者 译 整理 口述 编选
        摄影 摄影师 摄像 剪辑 后期 海报 动画 配音 主播 播音 朗读 网站运营
        图片来源 图片 图源 配图 题图 头图 封面 封面图 图 视频来源
        阅读 阅读量 阅读数 阅读次数 浏览 浏览量 浏览数 浏览次数 点击 点击量 点击数 点击率 点击次数 访问次数
        访问量 人气 热度 评论 评论数 跟帖 回复 点赞 点赞数 分享 分享到 分享至 转发 收藏 字号 字体 字体大小
        标签 关键词 关键字 Tags tags Tag tag TAG 分类 所属分类 栏目 所属栏目 频道 类别 文章分类
        投稿 爆料 属地 IP属地 ip属地 作者单位 发布单位 发布机构 信息提供 信息发布人 发布人 发布者 发布 联系邮箱
        打印 索引号 主题分类 发文机关 发文字号 文号 公开方式 信息分类 公开类别 有效性""",
    "abstract": """摘要 内容摘要 文章摘要 导读 导语 内容提要 提要 内容导读 核心提示 核心提要 编者按 编者注
        阅读提示 简介 内容简介 作者简介""",
}
# Labels of counters: their value is a number, a dash or the name of a button.
_COUNTERS = frozenset(
    """阅读 阅读量 阅读数 阅读次数 浏览 浏览量 浏览数 浏览次数 点击 点击量 点击数 点击率 点击次数 访问次数 访问量 人气
    热度 评论 评论数 跟帖 回复 点赞 点赞数 收藏 转发 打印 字号 字体 字体大小""".split()
)
_FIELD = {label: field for field, labels in _LABELS.items() for label in labels.split()}
# Words that are labels only where a value can't go on: `图文:` after 配, `正文|`, `发布 2023`.
_EDGE = frozenset(
    "文 图 校 译 By by 发布 时间 图片 文字 标题 首发 来自 原载 图文 视觉 打印 设计 整理".split()
)
# Credits that alone prove nothing about a page: they head lists and notices too.
_WEAK = frozenset(
    "时间 日期 简介 分类 类别 标题 图 图片 单位 整理 链接 栏目 频道 热度 回复 语言 设计 主播 动画".split()
)

_DAY = (
    r"(?P<y>(?:19|20)\d\d) ?[-/.年] ?(?P<m>[01]?\d) ?[-/.月] ?(?P<d>[0-3]?\d) ?日?"
    r"(?: ?[(\[]?(?:星期|周)[一二三四五六日天][)\]]?)?"
    r"(?:[T ]{0,4}(?:(?P<half>上午|下午|晚上|凌晨) ?)?(?P<h>[0-2]?\d) ?[:时点] ?(?P<i>[0-5]\d)(?:[:分] ?(?P<s>[0-5]\d)(?:\.\d+)?秒?|分)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
)
_SHORT_DAY = r"(?:[01]?\d[-/月][0-3]?\d日? ?[0-2]?\d:[0-5]\d(?::[0-5]\d)?|\d{1,3} ?(?:秒|分钟|小时|天|个月|年)之?前|(?:昨天|今天|前天) ?[0-2]?\d:[0-5]\d)"
_COUNT = r"(?:\d[\d,.]*|[一二三四五六七八九十]) ?(?:[万kKwW]\+?|\+)?"
_WIDGET = (
    rf"返回[^\s,。]{{1,10}}, ?查看更多|评论[(\[](?:创建话题|{_COUNT}|)[)\]]|参与评论|我要评论|发表评论|查看评论|网友评论|收藏成功|收藏本文|加入收藏|取消收藏|收藏文章|"
    rf"{_COUNT}(?:个|次|人|条|位)?(?:评论|阅读|浏览|参与|跟帖|点赞|点击|围观|收藏|转发|分享|喜欢|赞|回复|views?|comments?)|"
    rf"(?:阅读|浏览|点击|评论|人气|收藏|点赞|围观|转发|赞|跟帖) ?[(\[]? ?{_COUNT}[)\]]?(?:次|条|人|℃)?|"
    r"字号 ?\+|字体大小|\[? ?(?:大 ?[|/]? ?中 ?[|/]? ?小|小 ?[|/]? ?中 ?[|/]? ?大) ?\]?|超大|A ?[-+]|"
    r"分享到|分享至|一键分享|分享|收藏|打印本页|打印本文|打印文章|打印|关闭窗口|关闭本页|关闭|订阅|纠错|我要纠错|举报|投诉|投稿|"
    r"只看该作者|只看楼主|倒序浏览|正序浏览|显示全部楼层|电梯直达|楼主|查看: ?\d+|回复: ?\d+|"
    r"听新闻|语音播报|播报|朗读|手机看新闻|手机看|手机阅读|扫一扫|扫码阅读|复制链接|"
    r"微信好友|微信公众号|微信|新浪微博|腾讯微博|微博|朋友圈|QQ空间|QQ好友|QQ|Facebook|Twitter|LINE|Line|LinkedIn|Plurk|"
    r"\+ ?关注|已关注|关注|原创|转载|独家|已编辑|默认|繁体|简体|繁體|关灯|护眼|字号|字体|评论|点赞|转发|举报文章|"
    r"(?:https?://|www\.)[\w./%?=&#:~+-]+"
)

# `记者 王小明` without a colon: only before what looks like a name.
_ROLE = (
    r"(?<![^\s|/(【])(?:本报|本刊|本网|本台)?(?:见习|实习|特约|全媒体|首席|融媒体)?"
    r"(?P<role>记者|作者|撰文|编辑|责编|通讯员|摄影|实习生|编译|文)(?= +[一-鿿]{2,4}(?:$|[\s、|/)】]))"
)


@cache
def _token() -> re.Pattern[str]:
    """Labels with their colon or bar, dates and the words of widgets, the longest first."""
    words = sorted(_FIELD, key=lambda label: (-len(label), label))
    spaced = [
        rf"{label[0]} {{0,4}}{label[1]}" if re.fullmatch(r"[一-鿿]{2}", label) else re.escape(label)
        for label in words
        if label not in _EDGE
    ]
    edged = [re.escape(label) for label in words if label in _EDGE]
    label = rf"(?:{'|'.join(spaced)}|(?:(?<=[\s|/()\[\]【】・·])|(?<!.))(?:{'|'.join(edged)}))"
    return re.compile(
        rf"(?P<label>{label})(?: ?[】\])]? ?[:|]| ?/(?![/\d]))|【(?P<boxed>{label})】|{_ROLE}|(?P<when>发表于|发布于|更新于|编辑于|提交于|发布时间|发表时间|更新时间|发布日期) ?(?=(?:19|20)\d\d)|(?P<date>(?<!\d){_DAY})|(?P<short>(?<!\d){_SHORT_DAY})|(?P<widget>{_WIDGET})"
    )


class Field(NamedTuple):
    """A label's value at `line[start:end]`; `name` is "" for labels of no use to us."""

    name: str
    label: str
    start: int
    end: int


class Credits(NamedTuple):
    """What a line credits. `end` is where its content begins, the length of the line if it has none."""

    fields: tuple[Field, ...]
    end: int
    sure: bool


_SEPARATORS = " |/·,、;-—_>()[]【】{}:《》▌■●◆▲▼★☆※•*"
# Without any of these a line names no field; asked first because the whole pattern is slow.
_LABELLED = re.compile("[:|】]")
_DATED = re.compile(r"(?:19|20)\d\d ?[-/.年]|\d:\d\d")
_QUICK = re.compile(r"[:|/】]|(?:19|20)\d\d ?[-/.年]|(?:记者|作者|编辑|责编|撰文|通讯员|摄影|文) ")
_SENTENCE = re.compile(r"[。!?;…]|,.*,|[\"“”].*[，,]")
_LIMIT = {"author": 40, "sitename": 40, "date": 30, "later": 30, "url": 300, "title": 90, "": 60}
_LONGEST = 300  # Characters; a longer line of credits has never been seen.
_LOOSE = 24  # Characters between labels that belong to none: a place, a department, a button.
_NUMBER = re.compile(r"[\d,.万亿kKwW+次条人个℃() 大中小-]*")


def credits(line: str) -> Credits | None:
    """The credits a folded line consists of, or None when it says anything else.

    >>> line = "字号+作者: 来源:某某周刊 2023-02-27 20:02 评论(创建话题) 收藏本文"
    >>> [(field.name, line[field.start:field.end]) for field in credits(line).fields]
    [('author', ''), ('sitename', '某某周刊'), ('date', '2023-02-27 20:02')]
    >>> credits("来源:他说,这事的来源很复杂,谁也说不清。") is None
    True
    """
    if len(line) > _LONGEST or not _QUICK.search(line):
        return None
    fields: list[Field] = []
    label = prefix = ""
    at = loose = 0
    for token in _token().finditer(line):
        gap = line[at : token.start()]
        bare = gap.strip(_SEPARATORS)
        if token.lastgroup == "widget" and label and not bare and _could_be_source(label, token[0]):
            continue
        if label:
            if not _fits(label, bare):
                return None
            fields.append(_trimmed(line, label, at, token.start()))
            label = ""
        elif bare:
            loose += len(bare)
            if (
                loose > _LOOSE
                or _SENTENCE.search(bare)
                or (token["label"] and gap[-1] not in _SEPARATORS)
            ):
                return None
            if at == 0:
                prefix = bare
                fields.append(_trimmed(line, "", at, token.start())._replace(name="prefix"))
        at = token.end()
        named = token["label"] or token["boxed"] or token["role"] or token["when"]
        if named:
            label = "".join(named.split())
            if _FIELD[label] == "abstract":
                return Credits(tuple(fields), token.start(), True) if fields else None
        elif token["date"]:
            later = bool(fields) and fields[-1].name == "later"
            name = "later" if later else "date"
            fields.append(_trimmed(line, "", *token.span())._replace(name=name))
    if not at:
        return None
    bare = line[at:].strip(_SEPARATORS)
    if label:
        if not _fits(label, bare):
            return None
        fields.append(_trimmed(line, label, at, len(line)))
    elif bare:
        loose += len(bare)
        if len(bare) > _LOOSE // 2 or _SENTENCE.search(bare):
            return None
        if not prefix and _publisher(bare):
            prefix = bare
            fields.append(_trimmed(line, "", at, len(line))._replace(name="prefix"))
    labels = [field.label for field in fields if field.label]
    if not labels and (not fields or loose > len(prefix) or not _publisher(prefix)):
        return None
    return Credits(tuple(fields), len(line), any(label not in _WEAK for label in labels))


def _fits(label: str, value: str) -> bool:
    """Whether a value is one that label may have, and not the rest of a sentence."""
    field = _FIELD[label]
    if label in _COUNTERS:
        return len(value) <= 3 or bool(_NUMBER.fullmatch(value))
    return len(value) <= _LIMIT[field] and (field == "title" or not _SENTENCE.search(value))


def _publisher(prefix: str) -> bool:
    """Whether what stands before a bare date can be who published it."""
    return not prefix or office(prefix) or person(prefix)


def _could_be_source(label: str, word: str) -> bool:
    """Whether the word of a widget is the value of a label: a page may well come from 微博."""
    return _FIELD[label] in ("sitename", "url", "") and word[:2] in (
        "微信",
        "微博",
        "新浪",
        "腾讯",
        "QQ",
        "ht",
        "ww",
    )


def _trimmed(line: str, label: str, start: int, end: int) -> Field:
    """A label's field without the separators around its value."""
    value = line[start:end]
    start += len(value) - len(value.lstrip(_SEPARATORS))
    stop = max(start, end - (len(value) - len(value.rstrip(_SEPARATORS))))
    return Field(_FIELD.get(label, ""), label, start, stop)


_DATE = re.compile(_DAY)


def iso(text: str) -> str | None:
    """The first date in a folded text as ISO, with its time when it has one; None if it is no date.

    >>> iso("2023年2月27日 20:02"), iso("2023-2-7"), iso("2023/02/27 下午 8:02:09"), iso("2023-13-01")
    ('2023-02-27T20:02', '2023-02-07', '2023-02-27T20:02:09', None)
    """
    found = _DATE.search(text)
    if not found:
        return None
    hour = int(found["h"] or 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    try:
        moment = datetime(
            int(found["y"]),
            int(found["m"]),
            int(found["d"]),
            hour,
            int(found["i"] or 0),
            int(found["s"] or 0),
        )
    except ValueError:
        return None
    if not found["h"]:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if found["s"] else "minutes")


# The hundred commonest family names write nine names in ten; the rest is told by length alone.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文温施洪季俞章鲁葛柳毕聂丛焦"
    "裴左齐倪包宁申冉关鲍殷尤华费樊祝牛耿管路解麦庄凌童翁游欧辛盛颜柯纪詹饶阮阎骆兰卓滕应车成岳"
)
_OFFICE = re.compile(
    r"(?:网|报|社|台|刊|室|部|院|所|局|厅|办|署|会|网站|日报|周刊|周报|晚报|新闻|财经|资讯|观察|传媒|媒体|杂志|频道|在线|中心|大学|公司|集团|研究所|研究院|"
    r"客户端|公众号|官网|工作室|智库|实验室|编辑部|评论|头条|参考|论坛|博客|号|圈|说|谈|志|君|派|局|家|界|通|汇|库|吧|馆|[A-Za-z.]{3,})$"
)


def office(name: str) -> bool:
    """Whether a folded name ends as those of publishers do.

    >>> office("北岸周刊"), office("清晨六点")
    (True, False)
    """
    return len(name) <= 20 and bool(_OFFICE.search(name)) and not _SENTENCE.search(name)


def person(name: str) -> bool:
    """Whether a folded name is a person's rather than a publisher's.

    >>> person("王小明"), person("某某研究所"), person("雨谷")
    (True, False, True)
    """
    return bool(re.fullmatch(r"[一-鿿]{2,4}", name)) and (
        name[0] in _FAMILY or len(name) < 4 and not _OFFICE.search(name)
    )


def leading(line: str) -> Credits | None:
    """The credits glued before the text of a line, if a date or a counter ends them.

    >>> line = "来源:北岸周刊 2018-05-01 23:37 清晨六点,天还没有亮,他已经走在路上。"
    >>> line[leading(line).end:]
    '清晨六点,天还没有亮,他已经走在路上。'
    """
    best = None
    if not _LABELLED.search(line, 0, 40) or not _DATED.search(line, 0, 120):
        return None
    for token in _token().finditer(line, 0, 160):
        end = token.end()
        if token.lastgroup in ("date", "short", "widget") and line[end : end + 1] in (
            " ",
            "]",
            ")",
        ):
            read = credits(line[:end])
            if read and read.sure and any(field.label for field in read.fields):
                rest = end + len(line[end:]) - len(line[end:].lstrip(" ])】"))
                best = read._replace(end=rest)
        elif token.start() > 100:
            break
    return best
