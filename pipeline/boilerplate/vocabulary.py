"""The words by which boilerplate is known: what a site says of itself and to its readers.

They never prove a line alone, position and repetition do. They are written here in Simplified, and
found in either script.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.boilerplate.shapes import DOMAIN, HAN_DOMAIN, coded, is_sentence, is_site_name
from pipeline.characters import opencc
from pipeline.characters.han_letters import han, is_han
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import page_worded
from pipeline.model.literals import Gated


class _Words(Gated):
    """A pattern of words in Simplified, found in either script."""

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text, as it reads in Simplified."""
        return self.regex.search(in_simplified(text)) if self.may_match(text) else None

    def _spellings(self, char: str) -> Iterable[str]:
        return _written(char)


# Words a site says of itself or to its reader. They never prove a line alone, position and
# repetition do; but a whole sentence without one of them is taken for a sentence.
BOILERPLATE_WORDS = _Words(
    "本[站网刊](?!络)|版权|转载|侵权|免责|声明|来自网络|来源于网络|不代表|责任编辑|责编|编辑[:：]"
    "|点击|扫码|扫一扫|二维码|关注|公众号|微信|微博|客服|客户端|下载|APP|举报|投稿|邮箱|热线|登录|登陆|注册"
    "|评论|收藏|分享|点赞|在看|打印|字号|字体|阅读|浏览|首页|上一篇|下一篇|上一章|下一章|上一页|下一页|目录"
    "|返回|更多|详细|详情|全文|推荐|相关|热门|热点|排行|猜你喜欢|专题|频道|书签|最新章节|备案|许可证|ICP|公网安备"
    "|联系我们|关于我们|友情链接|网站地图|意见反馈|广告|赞助|订阅|来源[:：]|发布时间|时间[:：]|作者[:：]"
    "|展开(?:剩余|全文|更多)|收起|查看(?:全部|大图)|上传视频|投诉|官方[帐账]号|发布于|发表于|编辑于|贡献[者于]|征文|回帖|发新帖|推广"
    "|Leave a (?:[Rr]eply|[Cc]omment)|Related (?:Stories|[Pp]osts|Articles)|Privacy Policy"
    "|Powered by|[Aa]ll [Rr]ights [Rr]eserved|Advertise with|Share (?:on|this)|Filed under"
    r"|Copyright|copyright|©|当前位置|您的位置|正文|本文来自|内容来自|域名|网址|记住|无广告|手机版|www\.|https?:"
)
# What pages label of themselves. Other labels, though they have such a word in them, are of facts:
# 注册资本, 推荐指数, 许可证号, 特约评论员.
_LABEL = re.compile(
    "[一-鿿]{0,4}(?:编辑|责编|编审|校对|审核|监制|主编|排版|美编)|(?:本文|内容|文章|图文|信息|稿件|新闻|资料|图片)*(?:来源于?|出处|[转来]自)"
    "|稿源|作者|发布者?|(?:发布|更新|录入|添加|提交|发表)?(?:时间|日期)"
    "|(?:点击|阅读|浏览|访问|评论|人气|查看|热度|收藏|关注|点赞|分享|字体|字号)(?:数|量|次数|率|大小)?"
    "|[上下]一?[篇章页条则](?:文章|新闻)?|(?:版权|免责|特别|郑重|原创|转载|本[站网刊报])*(?:声明|申明|说明|所有)"
    "|关键[词字]|标签|分类|所属栏目|栏目|频道|专题|(?:分享|转发|收藏|推荐)[到至给]?|转载(?:请注明|自|地址|链接)?"
    "|(?:本文|本页|原文|文章)?(?:链接|地址|网址|标题)|(?:当前|您的)?(?:所在)?位置|您(?:现在|当前)?(?:的|所在的?)位置"
    "|(?:新闻|报料|爆料|投稿|读者|广告|发行|客服|合作|商务|编辑部|本[站网刊报])+(?:热线|邮箱|电话|QQ|信箱)"
    "|(?:官方|本站|本报|新浪|腾讯)?(?:微信|微博|公众号|客户端|网站)(?:号|公众号|二维码)?"
    "|(?:相关|推荐|热门|延伸|精彩|更多|往期)*(?:阅读|新闻|文章|链接|专题|内容|视频|资讯|话题|搜索|推荐|精彩)|猜你喜欢|(?:ICP|网站)?备案号?|原标题"
)
_LABELLED = re.compile(r"[ (（【\[]*((?:[^\W0-9_]){2,8}) ?[:：](?=.)")
_STAMP = re.compile(r"(?:\{0\}年\{0\}月\{0\}日|\{0\}|[0-9:./ -])+")
_CLOCK = re.compile(r"\d{4}[-/.年]\d\d?[-/.月]\d\d?日? \d\d?:\d\d(?::\d\d)?")  # no fact is so exact
# Where a site is reached; in a masked line a slot stands for the number or the address.
_REACHED = re.compile(r"(?:微信|QQ|客服)[号：: ]{0,2}(?:[0-9@]{3}|\{[0a]\})")


def has_boilerplate_word(text: str) -> bool:
    """Whether a text has a word sites say of themselves or to their readers.

    >>> has_boilerplate_word("本站所有文章均为转载"), has_boilerplate_word("他走进了车站")
    (True, False)
    """
    return BOILERPLATE_WORDS.search(text) is not None


def foreign(mark: str) -> bool:
    """Whether a mark can't be prose by its form: code and name, a domain, a site's kind of name.

    >>> [foreign(m) for m in ("x7K某某", "某某网", "dedexx.com", "内容来自某某", "我的祖国")]
    [True, True, True, True, False]
    """
    return bool(
        coded(mark)
        or DOMAIN.search(mark)
        or HAN_DOMAIN.search(mark)
        or is_site_name(mark.rstrip("】)）]。！"))
        or has_boilerplate_word(mark)
    )


ANNOUNCING_WORDS = _Words("相关|推荐|猜你|喜欢|热门|热点|延伸|往期|排行|精彩|最新|在看")


def announces(line: str) -> bool:
    """Whether a short line may stand over a list of other articles.

    >>> announces("猜你喜欢"), announces("返回首页")
    (True, False)
    """
    return len(line) <= 16 and ANNOUNCING_WORDS.search(line) is not None


# Said of the page and of nothing else, be it within a paragraph.
_ITS_OWN = (
    "本[站网](?!络)|版权(?!法)|转载|侵权(?=[请必，,联删]|问题|投诉)|免责|不代表|责任编辑|责编|编辑[:：]|公众号"
    "|扫码|扫描|二维码|长按|来源于网络|来自网络|来自互联网|Copyright|copyright|©|新闻(?:热线|线索)|广告热线|[报爆]料|投稿"
)
PAGE_PHRASES = _Words(f"{_ITS_OWN}|{_REACHED.pattern}")
STRONG_WORDS = _Words(
    f"{_REACHED.pattern}|{_ITS_OWN}|侵权|客服|备案|ICP|商务合作|联系我们|意见反馈|置顶|无广告|最新章节|加入书签|加入收藏"
    "|点击(?:查看|阅读|下载|进入|上方|下方|蓝字|原文|关注|链接)|网址|域名|下载APP|下载客户端"
    "|请点击|点击此处|投诉中心|征文"
    "|(?:请先?|需要?|立即|免费|马上|快速)(?:登录|注册)|登录后|注册会员|我要举报|举报(?:[本该此]|不良|投诉)|违法和不良"
)


def is_boilerplate_sentence(text: str) -> bool:
    """Whether a whole sentence speaks of the site it stands on or to its readers.

    >>> [is_boilerplate_sentence(one) for one in ("本站不代表作者观点。", "他的评论受到关注。")]
    [True, False]
    >>> is_boilerplate_sentence("领取资料请加微信1234567。")
    True
    """
    return STRONG_WORDS.may_match(text) and STRONG_WORDS.search(_said(text)) is not None


def of_the_page(sentence: str) -> bool:
    """Whether a sentence within a paragraph speaks of nothing but the page or whom to reach there.

    >>> of_the_page("未经许可，严禁转载。"), of_the_page("考生可登录考试网注册。")
    (True, False)
    """
    return may_be_of_the_page(sentence) and may_be_of_the_page(_said(sentence))


def may_be_of_the_page(text: str) -> bool:
    """Whether any part of a text can be such a sentence: one look spares a look at each."""
    return PAGE_PHRASES.search(text) is not None


CALLING_WORDS = _Words(
    "您的|点击(?![率量数])|戳|二维码|扫码|扫描|长按|公众号|转载|来源于网络|来自网络|来自互联网|[报爆]料|投稿"
)


def calls(line: str) -> bool:
    """Whether a short line between paragraphs calls to the reader, and labels no fact.

    >>> calls("长按二维码关注我们"), calls("您的浏览器暂时无法播放此视频"), calls("热门评论精选")
    (True, True, False)
    """
    if _said(line) is not line or line[-1:] in "：:" or is_signature(line):
        return False
    called = CALLING_WORDS.search(line) is not None and has_boilerplate_word(line)
    return called or _REACHED.search(line) is not None


_SIGNED = re.compile(
    "^[（(【[]?(?:本文)?作者(?:系|为|是|简介|介绍|单位)|^(?:图源|图片|图|摄影|摄|配图|制图|文)[:：/／|]|^图片来源"
)

_SIGNED_IN = 12  # characters; no match is longer


def is_signature(line: str) -> bool:
    """Whether a line is a writer's signature or the credit of a picture.

    >>> [is_signature(line) for line in ("作者简介：某某，著有《某某》", "图源:某某", "责编：某某")]
    [True, True, False]
    """
    return _SIGNED.match(in_simplified(line[:_SIGNED_IN])) is not None


def is_boilerplate_line(line: str) -> bool:
    """Whether a line has a word of boilerplate; a sentence needs a stronger one.

    >>> lines = ("猜你喜欢", "他的评论受到关注。", "本站不代表作者观点。")
    >>> [is_boilerplate_line(line) for line in lines]
    [True, False, True]
    """
    said = _said(line)
    weak = said is line and not is_sentence(line)
    return has_boilerplate_word(line) if weak else is_boilerplate_sentence(line)


def of_page_words(line: str) -> bool:
    """Whether a line says of itself, without a page around it, that it is of one.

    >>> [of_page_words(line) for line in ("展开全部", "本站不代表作者观点。", "参考译文")]
    [True, True, False]
    """
    return is_boilerplate_line(line) or page_worded(fold(line))


@lru_cache(maxsize=1024)  # the same labels stand on many pages
def page_label(label: str) -> bool:
    """Whether pages label something of themselves so, as far as it can be told by the label.

    >>> [page_label(label) for label in ("责任编辑", "轉載請注明", "注册资本", "推荐指数")]
    [True, True, False, False]
    """
    return bool(_LABEL.fullmatch(in_simplified(label).strip(" (（【[")))


def labels_fact(line: str) -> bool:
    """Whether a line states a fact behind a label that is not one of pages.

    >>> labels_fact("注册资本：100万元"), labels_fact("责编：某某"), labels_fact("热门评论")
    (True, False, False)
    """
    return _said(line) is not line


def _said(line: str) -> str:
    """What of a line may speak of the page: all, or what stands behind the label of a fact.

    >>> _said("注册资本：100万元"), _said("责编：某某"), _said("时间：9月1日，北厅")
    ('100万元', '责编：某某', '9月1日，北厅')
    """
    labelled = _LABELLED.match(line)
    if not labelled:
        return line
    value = line[labelled.end() :]
    # The hour of a page is a stamp; that of a meeting has words.
    if _CLOCK.fullmatch(value):
        return line
    told = page_label(labelled[1]) and (labelled[1][-2:] != "时间" or _STAMP.fullmatch(value))
    return line if told else value


def in_simplified(text: str) -> str:
    """A text with the Traditional forms of what the words are made of turned into Simplified.

    >>> in_simplified("責任編輯：王小明"), in_simplified("河邊")
    ('责任编辑：王小明', '河邊')
    """
    forms, table = _traditional()
    return text.translate(table) if forms.search(text) else text


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """The Traditional forms of the characters of the words, and what each becomes."""
    marked = (BOILERPLATE_WORDS, STRONG_WORDS, CALLING_WORDS, ANNOUNCING_WORDS)
    every = (*marked, _LABEL, _SIGNED, _REACHED, _CALL_KEY)
    used = {char for one in every for char in one.pattern if is_han(char)}
    forms = opencc.read_dictionary("STCharacters")
    becomes = {old: char for char in sorted(used) for old in forms.get(char, ()) if old not in used}
    return re.compile(f"[{''.join(becomes)}]"), str.maketrans(becomes)


@cache
def _written(char: str) -> tuple[str, ...]:
    """The characters that read as this one in Simplified."""
    return (char, *(chr(old) for old, new in _traditional()[1].items() if new == char))


# What sites of novels say around the address that they plant in a sentence.
_CALL_WORDS = (
    "天才|[一壹]秒|大家|牢记|谨记|认准|尽在|记住|記住|收藏|本站|本书|本章|最新|最快|首发|全网|手机|电脑|用户|输入|浏览|访问|登录|登陆|打开"
    "|进入|搜索|百度|网址|域名|地址|网站|官网|官方|备用|永久|发布页?|更新|阅读|章节|内容|小说|全文|原文|更多|精彩|免费"
    "|抢先[看读]|无弹窗|无广告|同步|速度|更快|更优质的?|体验|提供|为您|取自|来自|转自|出自|整理|原创|转载|请勿|保留|注明|手打|链接|出处"
)
_SMALL = "请|您|到|去|上|来|在|看|由|的|就|于|版|端|为|[：:，,、 。！!]"
_BEGUN = (
    "请|天才|[一壹]秒|手机|最新|本[站书章文]|喜欢|更多|看(?=小说|最新|全)|百度|搜索?|记住|記住|内容|首发|永久|备用|访问|登录"
    "|转载|[原全]文"
)
_CALL_KEY = re.compile(
    "记住|記住|认准|尽在|网址|域名|地址|手机|首发|更新|阅读|章节|访问|浏览|本[站书]|[来取转出]自|搜|输入|收藏|转载|链接|整理"
)
_CALL_BEFORE = re.compile(rf"(?:{_BEGUN})(?:{_CALL_WORDS}|{_SMALL})*$")
_CALL_AFTER = re.compile(rf"[，,]?(?:(?:{_CALL_WORDS})版?)+[。！!]?")


def call_before(text: str) -> int:
    """How many characters before a planted address call to visit it.

    >>> call_before("他看着雨请记住本站域名："), call_before("资料来自")
    (8, 0)
    """
    for begun in re.finditer(_BEGUN, text):
        if _CALL_BEFORE.match(text, begun.start()):
            lead = text[begun.start() :]
            return len(lead) if _CALL_KEY.search(lead) else 0
    return 0


def calls_to_visit(words: str) -> bool:
    """Whether words in the brackets of an address call to visit it.

    >>> calls_to_visit("更新更快"), calls_to_visit("新闻联播")
    (True, False)
    """
    return bool(_CALL_KEY.search(in_simplified(words)))


def call_after(text: str) -> int:
    """How many characters behind a planted address go on with the call.

    >>> call_after("，手机版阅读同步更新他走了"), call_after("他走了")
    (10, 0)
    """
    match = _CALL_AFTER.match(text)
    return match.end() if match and _CALL_KEY.search(match[0]) else 0


_CALL_WORD = re.compile(f"{_BEGUN}|{_CALL_WORDS}|{_SMALL}")
OTHER = 0.5  # of the letters of a call, at most, are of other words: a name, its praise


def is_call(words: str, other: float = OTHER) -> bool:
    """Whether all that stands on one side of a planted address calls to visit it.

    `other` is the share of letters, of Han and of all, that other words may have.

    >>> is_call("本书某某阅读更新速度全网最快"), is_call("手机屏幕亮了，他抬起头")
    (True, False)
    """
    plain = in_simplified(words)
    rest = _CALL_WORD.sub("", plain)
    named = sum(map(str.isalnum, rest)) <= OTHER * sum(map(str.isalnum, plain))
    called = calls_to_visit(plain) and "“" not in plain
    return called and named and han(rest) <= other * han(plain)


# Who reports, quotes or discusses: no site speaks so of itself to its readers.
_REPORTED = re.compile(
    "(?<![其吉])[他她](?!们?的?(?:微信|公众号|号))|写道"
    '|(?:说|道|问|答|称|坦言|感叹|透露)[,:，：]? ?[“"‘]'
    "|(?<!不)表示[,，:：]|指出[,，:：]|[,，]这(?!里|边)|(?:发布|发表|签署)(?:联合)?声明[,，]"
)
_TOLD = re.compile(
    "(?:^|[,，。；;])[^,，。]{0,4}(?:记者|警方|民警|法院|法官|市民|居民|村民|老人|孩子|双方|两国|专家|乘客)"
    "(?!联系|授权)|(?:警方|民警|法院|专家)提醒|(?<![为除忘过好罢])了(?![解])|[一-鿿](?<!味)着(?!作|名|重|力|陆)"
    "|昨[日天]|报名表|截止"
)
_ADDRESSED = re.compile(
    "您|我们|本[站网文平台公号刊报页]|敬请|欢迎|侵删|请(?:联系|注明|关注|勿|与|在|点|长按)|小编|必究"
)


_QUOTED = re.compile(r"(?!.{0,12}(?:声明|申明|提示|公告|版权)[:,])[^“”]{4,}[:,] ?“[^”]+”。?$")


def reports(folded: str) -> bool:
    """Whether a sentence reports, quotes or discusses what a notice would say to the reader.

    >>> reports("公司昨日发布声明,称图片来源不明。"), reports("声明:图片来源网络,侵权请联系我们。")
    (True, False)
    >>> reports("如果我们使用了您的图片,请与本站联系。"), reports("门口贴着二维码,扫码就送气球。")
    (False, True)
    >>> reports("第四版的右下角,永远是同一句话:“本报文章,欢迎转载,不必注明出处。”")
    True
    """
    if _QUOTED.match(folded):
        return True
    if len(folded) < 12 or not ("。" in folded or "," in folded or is_sentence(folded)):
        return False
    return bool(
        _REPORTED.search(folded) or (_TOLD.search(folded) and not _ADDRESSED.search(folded))
    )
