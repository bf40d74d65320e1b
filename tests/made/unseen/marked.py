"""Pages with watermarks: EmpireCMS, DedeCMS, Discuz, sites of novels."""

from collections.abc import Iterator

from tests.made.unseen import chrome, words
from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer


def empire(seed: int, sites: int = 14) -> Iterator[Page]:
    """Sites with a code and their name before the end of every paragraph; some with one page only."""
    for n in range(sites):
        shop = Writer(f"empire-site-{seed}-{n}")
        site = shop.site()
        many = 1 if n < sites - 4 else 3
        for m in range(many):
            w = Writer(f"empire-{seed}-{n}-{m}", half=n % 2 == 0)
            kind = "empire, one page" if many == 1 else "empire, three pages"
            yield _empire_page(w, site, f"e{n:02}-{w.domain()}/{m}.txt", kind, n)


def _empire_page(w: Writer, site: str, path: str, kind: str, n: int) -> Page:
    mark, title, body = w.code() + site, w.title(), w.body(8, 34)
    head, facts = chrome.glued_head(w)
    lines = [title, head]
    if n % 3 == 0:
        lines.insert(0, w.pick(words.CATEGORIES))
    forbid, optional = [mark, site], []
    if n % 2 == 0 and len(body[0]) > 45:
        lines.append(chrome.lead_cut(w, body[0]))
    joined = n % 4 == 3
    want: list[str] = []
    for i, paragraph in enumerate(body):
        if i % 6 == 5:
            lines.append(mark)
            caption = w.pick(
                [f"图源:微博@{w.site()}", f"图源:{w.pick(words.LATIN)} Magazine", w.caption()]
            )
            lines.append(caption + mark)
            optional.append(caption)
        if joined and want and i % 5 == 2 and i % 6 != 5:
            lines[-1] += paragraph + mark
            want[-1] += paragraph
        else:
            doubled = n % 5 == 2 and i == len(body) // 2
            lines.append(paragraph + mark * (2 if doubled else 1))
            want.append(paragraph)
    if n % 5 == 4:  # the page was cut off within its last mark
        lines[-1] = lines[-1][: -max(1, len(mark) // 3)]
    elif n % 2:
        more, gone = chrome.tail(w, title)
        lines += more
        forbid += [g for g in gone if g not in title]
    return page(path, _paragraphs(w, lines), kind, want, optional=optional, forbid=forbid, title=title,
                author=facts.author, sitename=facts.sitename, date=facts.date)  # fmt: skip


def _paragraphs(w: Writer, lines: list[str]) -> str:
    """Lines set one below the other, or with empty lines between."""
    return w.pick(["\n", "\n\n", "\n\n"]).join(lines)


def dede(seed: int, sites: int = 7) -> Iterator[Page]:
    """One of a few alternatives, a blank on each side, at the end of every paragraph."""
    for n in range(sites):
        w = Writer(f"dede-{seed}-{n}", half=n % 2 == 1)
        site, domain = w.site(), w.domain()
        pool = [
            f"copyright {domain}", f"本文来自{site}", f"内容来自{site}", f"{site}，好网站", f"{domain}.com",
            f"{site}是一家专业的网站", "织梦内容管理系统", f"nolinok.{domain}",
        ]  # fmt: skip
        marks = w.dice.sample(pool, 3 + n % 4)
        title, body = w.title(), w.body(11, 26)
        head, facts = chrome.glued_head(w)
        lines = [title, head] + [f"{p} {w.pick(marks)} " for p in body]
        lines += ["顶一下", "(0)", "踩一下", "(0)", f"上一篇：{w.title()}", "下一篇：没有了"]
        forbid = [*marks, "顶一下", "踩一下", "下一篇"]
        yield page(f"d{n:02}-{domain}/{n}.txt", "\n".join(lines), "dede", body, forbid=forbid, title=title,
                   author=facts.author, sitename=facts.sitename, date=facts.date)  # fmt: skip


def discuz(seed: int, sites: int = 6) -> Iterator[Page]:
    """Random characters at the line breaks of a forum's post."""
    for n in range(sites):
        w = Writer(f"discuz-{seed}-{n}", half=n % 2 == 1)
        body = w.body(8, 20)
        text = body[0]
        for paragraph in body[1:]:
            noise = _jammer(w)
            text += (
                noise + "\r\n" + paragraph if w.dice.random() < 0.5 else "\r\n" + noise + paragraph
            )
        yield page(f"bbs{n:02}/thread-{w.dice.randint(1000, 9999)}.txt", text, "discuz", body)


def _jammer(w: Writer) -> str:
    """As the forum's PHP makes it: the bound of its loop is drawn anew each time round."""
    noise, i = "", 0
    while i < w.dice.randint(5, 15):
        noise += chr(w.dice.randint(32, 59)) + " " + chr(w.dice.randint(63, 126))
        i += 1
    return noise


def novels(seed: int, sites: int = 8) -> Iterator[Page]:
    """Chapters with the site's address in disguise between and within sentences."""
    for n in range(sites):
        w = Writer(f"novel-{seed}-{n}")
        name, domain = (
            w.pick(["墨香", "云笺", "九阙", "听雪", "万卷"])
            + w.pick(["阁", "小说网", "书屋", "文学"]),
            w.domain(),
        )
        plain = f"www.{domain}.com"
        wide = plain.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
        spaced, dotted = " ".join(plain), f"www点{domain}点com"
        lead = [
            f"请记住本站域名:{wide}",
            f"一秒记住【{name}】{dotted}，更新快，无弹窗！",
            f"最新章节请到{spaced}阅读",
            f"手机用户请访问m.{domain}.com",
            f"天才一秒记住本站地址：[{name}]{wide}最快更新！无广告！",
            f"本书首发{name}，请到{plain}看最新章节",
        ]  # fmt: skip
        body = w.body(10, 22)
        chapter = f"第{w.dice.choice('一二三四五六七八九十')}章 {w.heading().strip('?？')}"
        lines = [chapter]
        for i, paragraph in enumerate(body):
            if i in (2, len(body) - 2):
                lines.append(w.pick(lead))
            at = paragraph.find("，")
            if i % 5 == 3 and at > 0:
                inside = w.pick(
                    [f"请记住本站域名{wide}", f"（{name}{spaced}）", f"{wide}", f"【{dotted}】"]
                )
                lines.append(paragraph[: at + 1] + inside + paragraph[at + 1 :])
            else:
                lines.append(paragraph)
        lines += w.pick(
            [
                ["(本章完)", "上一章 目录 下一章"],
                ["上一章", "返回目录", "下一章", "加入书签"],
                ["（本章完）", "喜欢请收藏：" + plain],
            ]
        )
        forbid = [wide, spaced, dotted, "记住", "本章完", "下一章", f"m.{domain}"]
        titles = [chapter, chapter.split(" ")[1], None]
        made = page(
            f"n{n:02}/{domain}.txt",
            "\n".join(lines),
            "novel site",
            body,
            optional=[chapter],
            forbid=forbid,
            title=titles,
        )
        yield made
