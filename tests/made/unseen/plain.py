"""Pages with heads, tails, advertisements, doubled bodies, WeChat's furniture, placeholders."""

from collections.abc import Iterator

from tests.made.unseen import chrome, words
from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer


def portals(seed: int, count: int = 26) -> Iterator[Page]:
    """A title, a head of glued labels, the body, a portal's tail."""
    for n in range(count):
        w = Writer(f"portal-{seed}-{n}", half=n % 2 == 0)
        title, body = w.title(), w.body()
        head, facts = chrome.glued_head(w)
        lines = [title, head]
        if n % 5 == 1:
            lines.insert(0, f"当前位置：首页 > {w.pick(words.CATEGORIES)} > 正文")
        if n % 4 == 2 and len(body[0]) > 45:
            lines.append(chrome.lead_cut(w, body[0]))
        if n % 6 == 3:
            lines.append(w.pick(["(资料图)", "(资料图片仅供参考)", "image.png", "（资料图片）"]))
        more, gone = chrome.tail(w, title)
        lines += [*body, *more]
        yield page(f"p{n:02}/{w.domain()}.txt", w.pick(["\n", "\n\n"]).join(lines), "portal", body,
                   forbid=[g for g in gone if g not in title], title=title,
                   author=facts.author, sitename=facts.sitename, date=facts.date)  # fmt: skip


def credited(seed: int, count: int = 10) -> Iterator[Page]:
    """Accounts' credits before the body: `授权转载`, `作者 | X摘要 |`, `文|机构 人名`, and a site's footer."""
    for n in range(count):
        w = Writer(f"credit-{seed}-{n}", half=n % 3 == 0)
        title, body, who, org, outer = w.title(), w.body(), w.person(), w.medium(), w.medium()
        more, gone = chrome.tail(w, title if n % 5 else "")
        deck = w.mark(w.fill(w.pick(words.ASKS)) + "？")
        optional, forbid = [deck, f"摘要 | {deck}"], list(gone)
        if n % 5 == 0:
            top = [
                f"{outer}授权转载自{org}",
                f"作者:{who}",
                "(资料图)",
                f"设计:{w.person()}",
                f"编辑:{w.person()}",
            ]
            fields = {"author": who, "sitename": [org, outer, f"{org} / {outer}"]}
        elif n % 5 == 1:
            top = ["订阅", "纠错", "加入自媒体", title, f"作者 | {who}摘要 | {deck}"]
            fields = {"title": title, "author": who, "sitename": None}
        elif n % 5 == 2:
            top = [title, f"文|{org} {who}"]
            fields = {"title": title, "author": who, "sitename": [org, None]}
        elif n % 5 == 3:
            top = [title, f"作者｜{who}　编辑｜{w.person()}", f"来源｜{org}"]
            fields = {"title": title, "author": who, "sitename": org}
        else:
            top = [title, f"本文转载自公众号“{org}”，作者：{who}"]
            fields = {"title": title, "author": who, "sitename": org}
        forbid += [t for t in top if t != title and "|" in t]
        head = w.heading()
        middle = len(body) // 2
        text = [*top, *body[:middle], head, *body[middle:], *more]
        yield page(f"c{n:02}/{w.domain()}.txt", "\n".join(text), "credits", body, optional=[*optional, head],
                   forbid=[f for f in forbid if f not in title], **fields)  # fmt: skip


def wechat(seed: int, count: int = 8) -> Iterator[Page]:
    """An account's page with its bars above and below."""
    for n in range(count):
        w = Writer(f"wechat-{seed}-{n}", half=n % 4 == 0)
        title, body, who, account, iso = w.title(), w.body(), w.person(), w.medium(), w.date()
        year, month, day = iso.split("-")
        top = w.pick([
            [title, f"原创 {who} {account} {iso} {w.time()}"],
            [title, f"原创 {who} {account} {year}年{int(month)}月{int(day)}日 {w.time()} 北京"],
            [title, f"{iso} {w.time()}", f"以下文章来源于{account} ，作者{who}"],
        ])  # fmt: skip
        top += w.pick([["点击上方蓝字关注我们"], [f"点击蓝字 关注{account}"], []])
        more = w.pick(
            [
                ["点赞", "在看", "分享"],
                ["阅读原文"],
                ["预览时标签不可点"],
                ["喜欢此内容的人还喜欢", w.title(), w.title()],
            ]
        )
        more += w.pick(
            [
                ["微信扫一扫", "关注该公众号"],
                ["长按识别二维码关注我们"],
                ["继续滑动看下一个", "向上滑动看下一个"],
            ]
        )
        forbid = [m for m in more if len(m) > 3] + ["蓝字", "以下文章来源于"]
        yield page(f"w{n:02}/{w.domain()}.txt", "\n".join([*top, *body, *more]), "wechat", body, forbid=forbid,
                   title=title, author=who, sitename=account, date=iso)  # fmt: skip


def sold(seed: int, count: int = 10) -> Iterator[Page]:
    """Articles without a head whose last paragraph is an advertisement; numbered headings in some."""
    for n in range(count):
        w = Writer(f"sold-{seed}-{n}", half=n % 2 == 0)
        body = w.body(8, 26)
        text, gone = chrome.advertisement(w)
        lines, optional = list(body), []
        for i, at in enumerate((len(body) // 4, len(body) // 2, 3 * len(body) // 4)):
            optional.append(f"0{i + 1} {w.heading()}")
            lines.insert(at + i, optional[-1])
        yield page(f"a{n:02}/{w.domain()}.txt", "\n".join([*lines, text]), "advertisement", body,
                   optional=optional, forbid=gone)  # fmt: skip


def doubled(seed: int, count: int = 10) -> Iterator[Page]:
    """Desktop and mobile version in one page, chrome between; light edits, a cut second copy."""
    for n in range(count):
        w = Writer(f"double-{seed}-{n}", half=n % 2 == 0)
        title, body, who, org, site = w.title(), w.body(9, 26), w.person(), w.medium(), w.medium()
        heading, deck = w.heading(), w.mark(w.fill(w.pick(words.HEADINGS)).rstrip("?") + "。")
        middle = len(body) // 2
        copy = [
            title,
            deck,
            f"图片来源:{site} {w.person()}",
            f"文|{org} {who}",
            *body[:middle],
            heading,
            *body[middle:],
        ]
        second = list(copy)
        want: list[str | list[str]] = list(body)
        if n % 4 == 1:  # a word changed here and there
            for i in (2, len(body) - 3):
                place = second.index(body[i])
                second[place] = body[i].replace("的", "之", 1)
                want[i] = [body[i], second[place]]
        if n % 4 == 2:
            second = second[: max(8, len(second) * 2 // 3)]
        if n % 4 == 3:
            second = second[1:]
        between = [
            "本文为转载内容,授权事宜请联系原著作权人。", w.pick(words.LATIN), f"  • {w.title()}", f"  • {w.title()}", "评论",
            "暂无评论哦,快来评价一下吧!", f"下载{site}", "微信公众号", "微博",
        ]  # fmt: skip
        lines = ["正在阅读:", title, f"扫一扫下载{site}APP", *copy, *between, *second]
        if n % 4 != 2:
            lines.append("本文为转载内容,授权事宜请联系原著作权人。")
        forbid = [
            f"扫一扫下载{site}APP",
            f"图片来源:{site}",
            f"文|{org} {who}",
            "授权事宜",
            "正在阅读",
            "暂无评论",
            f"下载{site}",
        ]
        yield page(f"x{n:02}/{w.domain()}.txt", w.pick(["\n", "\n\n"]).join(lines), "doubled", want,
                   optional=[deck, deck.rstrip("。"), heading], forbid=forbid, title=title, author=who,
                   sitename=[org, site, f"{org} / {site}"])  # fmt: skip
