"""Made-up sites: sixty names, a domain for each, an account, a phone, QQ and WeChat numbers."""

# ruff: noqa: SIM905 - a table of names reads best as one string
import string
from dataclasses import dataclass
from random import Random

_NAMES = """
青枣书屋 qingzaoshuwu.com|南窗夜读网 nanchuangyd.net|拾光阅 shiguangyue.cc|鹿角文学 lujiaowx.com
九渡财经 jiuducj.cn|云麓观察 yunluguancha.com|河豚资讯 hetunzx.net|白桦林论坛 bhlbbs.com
麦垛小说网 maiduoxs.la|灯下说 dengxiashuo.com|Kantoo阅读 kantooread.com|墨客Mook mookbook.cc
砚池网 yanchiwang.net|北坡社区 beiposq.com|蓝鲸号 lanjinghao.cn|早茶时报 zaochashibao.com
Nuvia nuvia.net|七弦资料库 qixianziliao.org|木梳书屋 mushushuwu.info|石榴籽网 shiliuziw.com
渔火中文 yuhuozw.net|小满日志 xiaomanrizhi.com|江岸在线 jianganol.com|青铜门户 qtmenhu.cn
飞檐论坛 feiyanbbs.net|橘井健康网 jujingjk.com|TopVale topvale.com|稻香人家 daoxiangrj.cc
猫头鹰读书 mtydushu.com|长亭外 changtingwai.cn|雪泥文库 xueniwenku.net|三更书城 sangengsc.com
星槎网 xingchaw.com|寻常百科 xunchangbk.org|老槐树下 lhsxia.net|Ruuko小说 ruukoxs.com
溪山行旅网 xishanxl.com|春耕农业网 chungengny.cn|半坡设计 banposj.com|铁马财经 tiemacj.net
听雪阁 tingxuege.la|蒲公英导航 pugongyingdh.com|D9课堂 d9ketang.com|夜航船 yehangchuan.me
桂枝香小说 gzxiangxs.net|海棠听书 haitangts.cc|天工开物社 tgkwshe.com|浅草资讯 qiancaozx.cn
陌桑文学网 mosangwx.com|古月轩 guyuexuan.net|PulseCN pulsecn.org|丁香街 dingxiangjie.com
半夏笔记 banxiabj.com|朝闻道网 zhaowendao.net|远帆外语 yuanfanwy.cn|榆钱儿 yuqianer.com
乌篷船论坛 wpcbbs.net|锦书来 jinshulai.cc|砥石技术社区 dishitech.com|三十六计网 ssljw.com
"""
_ACCOUNTS = (
    "老丁聊车 阿禾说史 木子观市 半碗清粥 七叔看球 小螺号科普 城南旧事馆 胖达的厨房 "
    "理工男阿斌 夜听风雨 深巷拾遗 有谱青年 王二讲财 一只皮皮虾 青柠育儿 老徐的工具箱"
).split()


@dataclass(frozen=True)
class Site:
    """A made-up site and what it signs its pages with."""

    name: str
    domain: str  # without www
    account: str
    keyword: str
    phone: str
    qq: str
    wechat: str

    @property
    def label(self) -> str:
        """The domain's own word: `mushushuwu`."""
        return self.domain.partition(".")[0]

    @property
    def zone(self) -> str:
        """What follows the domain's first dot: `com`."""
        return self.domain.partition(".")[2]


SITES = tuple(
    (name, domain)
    for line in _NAMES.split("\n")
    if line
    for name, _, domain in (cell.partition(" ") for cell in line.split("|"))
)


def site(number: int, seed: int) -> Site:
    """The site of a number; its contacts are drawn by seed."""
    rng = Random(f"site {seed} {number}")
    order = Random(f"sites {seed}").sample(SITES, len(SITES))
    name, domain = order[number % len(order)]
    digits = "".join(rng.choices(string.digits, k=8))
    return Site(
        name,
        domain,
        rng.choice(_ACCOUNTS),
        rng.choice(("二手车报价", "免费小说", "考研资料", "装修效果图", "股票入门", "育儿经")),
        f"1{rng.choice('3578')}{rng.randrange(10)}{digits}",
        f"{rng.randrange(1, 10)}{digits}",
        f"{rng.choice('abdgkmxyz')}{rng.choice('aeiou')}{rng.choice('knlt')}{digits[:4]}",
    )
