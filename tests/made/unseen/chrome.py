"""What sites set around an article: heads with facts, tails, advertisements, comment forms."""

from dataclasses import dataclass

from tests.made.unseen.prose import Writer


@dataclass(frozen=True)
class Facts:
    """What a head states of its article; None is not stated."""

    author: str | None = None
    sitename: str | list[str | None] | None = None
    date: str | None = None


def glued_head(w: Writer) -> tuple[str, Facts]:
    """One line with labels run together, some of them empty."""
    d, iso, time = w.dice, w.date(), w.time()
    when, src, who, n = w.spelled(iso), w.medium(), w.person(), d.randint(1, 9000)
    some = d.random() < 0.5
    author = who if some else None
    given = who if some else ""
    editor = w.person()
    full, named, anonymous = (
        Facts(author, src, iso),
        Facts(None, src, iso),
        Facts(author, None, iso),
    )
    return d.choice([
        (f"字号+作者:{' ' if not some else given} 来源:{src} {iso} {time} 评论(创建话题) 收藏成功收藏本文", full),
        (f"发布日期:{iso}阅读:{n}来源:{src}作者:{given}", full),
        (f"来源：{src}　作者：{given}　时间：{when} {time}　点击：{n}次", full),
        (f"{when} {time} 来源：{src} 编辑：{editor} 字号：大 中 小", named),
        (f"作者：{given} | 来源：{src} | 发布时间：{when} | 浏览：{n}", full),
        (f"作者:{given} 发布于:{iso} 分类:本地 浏览:{n}", anonymous),
        (f"信息来源：{src} 发布日期：{iso} 浏览次数：{n} 字体：[大 中 小] 打印 关闭", named),
        (f"信息来源： 发布日期：{iso} 浏览次数：{n} 字体：[大 中 小] 打印 关闭", Facts(None, None, iso)),
        (f"责任编辑: 来源:{src} 时间:{iso} {time}", named),
        (f"{iso} {time}  来源: {src} 我有话说(0人参与)", named),
        (f"文章来源：{src} 作者：{given} 发布时间：{when} 【大 中 小】", full),
        (f"时间：{iso} 作者：佚名 来源：网络整理", Facts(None, None, iso)),
        (f"{iso} {time}:{d.randint(10, 59)} | {src} | 作者：{who} | 阅读 {n} | 评论 {d.randint(0, 99)}", Facts(who, src, iso)),
        (f"编辑：{editor} 文章来源：{src} {when} {time}", named),
        (f"{when} {time} {src} {who} 我要评论(0)", Facts(who, src, iso)),
        (f"【字体：大 中 小】时间：{iso}　来源：{src}　阅读次数：{n}", named),
        (f"来源:{src}发布时间:{iso} {time}作者:{given}责任编辑:{editor}", full),
        (f"{src} {when} {time}", named),
        (f"发表时间：{iso} {time} 作者：{given} 来源： 阅读({n})", anonymous),
        (f"阅读量:{n} 评论:0 点赞:{d.randint(0, 99)} 来源:{src} 日期:{iso}", named),
    ])  # fmt: skip


def lead_cut(w: Writer, first: str) -> str:
    """The first paragraph as a summary box cuts it off."""
    return first[: w.dice.randint(28, max(30, min(70, len(first) - 8)))] + w.pick(
        ["...", "…", "……", "'..."]
    )


def tail(w: Writer, title: str = "") -> tuple[list[str], list[str]]:
    """Lines of a portal's tail, and strings that may not be left of them."""
    d, site, editor = w.dice, w.site(), w.person()
    icp = f"{w.pick(['京', '沪', '粤', '浙', '鄂'])}ICP备{d.randint(10**7, 10**8)}号-{d.randint(1, 20)}"
    police = f"{w.pick(['京', '沪', '粤', '浙'])}公网安备 {d.randint(10**13, 10**14 - 1)}号"
    qq = str(d.randint(10**8, 10**9))
    spaced = f"{qq[:3]} {qq[3:5]} {qq[5:]}@qq.com"
    headlines = [w.title() for _ in range(d.randint(2, 5))]
    parts: list[tuple[list[str], list[str]]] = [
        ([f"责任编辑：{editor}"], [f"责任编辑：{editor}"]),
        ([f"(责任编辑:{editor})"], ["责任编辑"]),
        ([f"编辑：{editor}　校对：{w.person()}"], [f"编辑：{editor}"]),
        ([f"免责声明：本文仅代表作者个人观点，与{site}无关。其原创性以及文中陈述文字和内容未经本站证实，请读者仅作参考，并自行核实相关内容。"], ["免责声明"]),
        ([f"声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请作者持权属证明与{site}联系，我们将及时更正、删除，谢谢。"], ["持权属证明"]),
        ([f"{site} 版权所有©{d.randint(1999, 2010)}-{d.randint(2016, 2025)} 未经书面授权禁止复制或建立镜像", icp], [icp, "版权所有"]),
        ([f"Copyright © {d.randint(1999, 2010)}-{d.randint(2016, 2025)} {site} All Rights Reserved.", f"{icp} {police}"], [icp, police]),
        ([police], [police]),
        ([f"关键词：{w.pick(['城市', '农业', '科技'])} {w.pick(['观察', '民生', '历史'])}"], ["关键词"]),
        (["关键词:", f"网站运营:{site}"], ["网站运营"]),
        ([f"联系我们:{spaced}"], [spaced]),
        (["本站邮箱[email protected]"], ["[email"]),
        (["相关阅读", *headlines], ["相关阅读", *headlines]),
        (["相关新闻：", *[f"· {h}" for h in headlines]], ["相关新闻", *headlines]),
        (["猜你喜欢", *headlines], ["猜你喜欢", *headlines]),
        ([f"上一篇：{headlines[0]}", f"下一篇：{headlines[1]}"], headlines[:2]),
        (["上一篇：没有了", f"下一篇：{headlines[0]}"], ["上一篇", headlines[0]]),
        (["发表评论", "0条评论,0人参与", "请输入评论内容...", "请输入评论/评论长度6~500个字", "您提交的评论过于频繁,请输入验证码继续", "暂无评论"], ["发表评论", "请输入评论", "暂无评论"]),
        (["网友评论", "用户名：", "密码：", "匿名发表", "验证码：", "看不清？点击更换"], ["匿名发表", "验证码"]),
        (["评论", "暂无评论哦,快来评价一下吧!"], ["暂无评论"]),
        (["扫码关注公众号", site, "获取更多精彩内容"], ["扫码关注", "获取更多精彩内容"]),
        ([f"扫一扫下载{site}APP", "微信公众号", "微博"], ["扫一扫下载"]),
        (["文章纠错", "x", "*文字标题:", "*纠错内容:", "联系邮箱:", "*验 证 码:"], ["文章纠错", "纠错内容"]),
        (["分享到： 微信 新浪微博 QQ空间 豆瓣"], ["新浪微博"]),
        (["打印本页 关闭窗口"], ["关闭窗口"]),
        (["标签：民生 观察 城市"], ["标签：民生"]),
        (["本文为转载内容,授权事宜请联系原著作权人。"], ["授权事宜"]),
        ([f"原文标题 : {title}"] if title else ["阅读原文"], ["原文标题"] if title else ["阅读原文"]),
        ([f"本文来源：{w.medium()}", f"本文链接：http://www.{w.domain()}.com/a/{d.randint(10**4, 10**6)}.html"], ["本文链接"]),
        (["返回顶部"], ["返回顶部"]),
    ]  # fmt: skip
    lines: list[str] = []
    gone: list[str] = []
    for add, forbid in sorted(d.sample(parts, d.randint(2, 5)), key=lambda part: parts.index(part)):
        lines += add
        gone += forbid
    return lines, gone


def advertisement(w: Writer) -> tuple[str, list[str]]:
    """A paragraph that sells something at the end of an article."""
    d = w.dice
    brand = w.pick(
        ["88Card", "云途支付", "GoLine加速", "6611Pay", "飞鱼代充", "VccHub", "蓝豆会员"]
    )
    handle = w.domain() + str(d.randint(10, 999))
    qq, phone = str(d.randint(10**8, 10**9)), f"1{d.randint(3, 9)}{d.randint(10**8, 10**9 - 1)}"
    text = w.pick([
        f"写在最后，如果需要付费使用这类服务，您需要开通国际虚拟信用卡。{brand}就是一家专门提供虚拟信用卡的平台，有兴趣的朋友可以回到官网或者添加客服TG(@{handle})进行了解。",
        f"需要代充会员的朋友可以加客服微信：{handle}，24小时在线，{brand}全网最低价，支持支付宝和微信付款。",
        f"另外，{brand}现已开放注册，首月免费，客服QQ：{qq}，添加时请注明来意。",
        f"想要开通海外账号的朋友，欢迎联系{brand}客服，电话微信同号{phone}，现在开通立减50元。",
        f"最后给大家推荐一个靠谱的平台{brand}，秒开通、不封号，加TG群组 t.me/{handle} 领取新人优惠。",
    ])  # fmt: skip
    gone = [s for s in (brand, handle, qq, phone) if s in text]
    return w.mark(text), gone
