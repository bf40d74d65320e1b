"""Which 著 of a text are read 着: OpenCC leaves them all."""

ZHE = "著"

# 著 before 着: 显著, 名著 … keep their 著 whatever follows.
_STAYS_AFTER = frozenset("显名专土编原论巨译昭卓较拙遗新所合钜旧主撰近自共大")
# 著作, 著名 … keep it whatever stands before, but 起著作用 is 起着作用.
_STAYS_BEFORE = frozenset("作名称述录者")
# 著有《…》, 著书, 鲁迅著的: so unless a verb that takes 着 stands before (看著书, 有著的).
_STAYS_UNLESS_VERB = frozenset("的有书文译于成白")
_VERBS = frozenset(
    "看听说有跟随沿顺朝向望想带拿笑哭坐站走跑接味对趁凭靠试等活住睡躺穿戴抱拉握捧盯瞪睁闭张伸举抬提背扛推拖"
    "牵挽扶搂摸抓捏挥摇含藏满怀守护占在征志响临表载闪飘流吹照挂放摆贴写刻印记读唱喊叫问骂吵争打踢追赶逃飞骑"
    "开驾乘运送陪伴领引指夹插挡围绕环转低昂仰俯蹲跪趴倚依冒顶迎逆披裹盖遮掩捂沉附衣胶黏粘动着变存忙急饿忍"
    "拥持续隔连散透露燃烧弥漫涌翻滚跳舞游荡漂浮悬吊垂耷念惦盼期牵系缠伏埋端托搭架撑踩踏踮蹬晃抖颤喘吸咬嚼"
    "吃喝尝嗅闻瞧瞅瞄瞥视盘算计谈聊讲念叨嚷嘟囔哼求催逼迫压管教养育种栽长生亮暗黑红空留剩欠缺差熬煮炖炒煎"
)
_CLOSED_BY = frozenset("不为")  # 偷鸡不着, 为着; but 从不著书


def read(text: str, sure: bool) -> str:
    """A Simplified text with 着 for each 著 that is read so.

    `sure` where the page was Simplified: then only those after a verb that takes 着.

    >>> read("他看著书，这是名著，藉著酒意", sure=False)
    '他看着书，这是名著，借着酒意'
    """
    at = text.find(ZHE)
    while at >= 0:
        if _is_zhe(text, at, sure):
            text = f"{text[:at]}着{text[at + 1 :]}"  # what comes next is read after it
        at = text.find(ZHE, at + 1)
    return text.replace("藉着", "借着")  # no phrase of OpenCC's with 著


def _is_zhe(text: str, i: int, sure: bool) -> bool:
    """Whether the 著 at `i` of a text, Simplified by now, is read 着."""
    before = text[i - 1] if i else ""
    after, next_after = text[i + 1 : i + 2], text[i + 2 : i + 3]
    if before in _STAYS_AFTER:
        return False
    if after in _STAYS_BEFORE and not (after == "作" and next_after == "用"):
        return False
    verb = before in _VERBS
    if sure:
        return verb and after.isalpha()
    if after in _STAYS_UNLESS_VERB or not after.isalpha():
        return verb or (before in _CLOSED_BY and not after.isalpha())
    return before.isalpha() or after in "手重急眼陆力色想落实迷凉装火魔"
