"""Groups of pages that tell one story, in the ways copies arise."""

from collections.abc import Iterator

from tests.made.unseen import chrome
from tests.made.unseen.damaged import traditional
from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer

SWAPS = (
    ("但", "不过"),
    ("已经", "早已"),
    ("终于", "总算"),
    ("始终", "一直"),
    ("几乎", "差不多"),
    ("大约", "约"),
    ("消息", "信息"),
)


def clusters(seed: int, count: int = 12) -> Iterator[Page]:
    """Every story stands in two to five pages."""
    for n in range(count):
        w = Writer(f"cluster-{seed}-{n}", half=n % 2 == 0)
        story, title, who, medium = w.body(10, 22), w.title(), w.person(), w.medium()
        ways = [*w.dice.sample(WAYS, 2), _plain]
        for m, way in enumerate(ways):
            v = Writer(f"copy-{seed}-{n}-{m}", half=n % 2 == 0)
            yield way(
                v,
                f"k{n:02}/{way.__name__.strip('_')}-{v.domain()}.txt",
                f"story {n}",
                story,
                title,
                who,
                medium,
            )


def _made(
    w: Writer, path: str, story: str, text: list[str], body: list[str], **more: object
) -> Page:
    return page(path, "\n".join(text), "cluster", body, cluster=story, **more)


def _plain(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    head, facts = chrome.glued_head(w)
    return _made(
        w,
        path,
        story,
        [title, head, *body],
        body,
        title=title,
        author=facts.author,
        sitename=facts.sitename,
        date=facts.date,
    )


def _other_head_and_tail(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    head, facts = chrome.glued_head(w)
    mine = w.title()
    more, gone = chrome.tail(w, mine)
    return _made(w, path, story, [mine, head, *body, *more], body, title=mine, author=facts.author,
                 sitename=facts.sitename, date=facts.date, forbid=[g for g in gone if g not in mine])  # fmt: skip


def _light_edits(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    edited = list(body)
    for i in w.dice.sample(range(len(body)), len(body) // 3):
        for old, new in SWAPS:
            edited[i] = edited[i].replace(old, new)
    del edited[w.dice.randrange(1, len(edited) - 1)]
    head, facts = chrome.glued_head(w)
    return _made(
        w,
        path,
        story,
        [title, head, *edited],
        edited,
        title=title,
        author=facts.author,
        sitename=facts.sitename,
        date=facts.date,
    )


def _traditional(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    iso = w.date()
    lines = [title, f"来源:{medium} {iso} {w.time()}", *body]
    return _made(
        w,
        path,
        story,
        traditional("\n".join(lines)).split("\n"),
        body,
        title=title,
        sitename=medium,
        date=iso,
    )


def _watermarked(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    head, facts = chrome.glued_head(w)
    site = w.site()
    mark = w.code() + site
    return _made(w, path, story, [title, head, *[p + mark for p in body]], body, title=title, author=facts.author,
                 sitename=facts.sitename, date=facts.date, forbid=[mark])  # fmt: skip


def _doubled(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    copy = [title, f"文|{medium} {who}", *body]
    lines = [
        "正在阅读:",
        title,
        *copy,
        "评论",
        "暂无评论哦,快来评价一下吧!",
        f"下载{medium}",
        "微信公众号",
        *copy,
    ]
    return _made(
        w,
        path,
        story,
        lines,
        body,
        title=title,
        author=who,
        sitename=medium,
        forbid=["暂无评论", "正在阅读"],
    )


def _cut_short(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    some = body[: len(body) * 2 // 3]
    return _made(w, path, story, [title, *some, "展开全文"], some, title=title, forbid=["展开全文"])


def _page_one(
    w: Writer, path: str, story: str, body: list[str], title: str, who: str, medium: str
) -> Page:
    some = body[: len(body) // 2 + 1]
    lines = [title, *some, "上一页 1 2 下一页", "共2页"]
    return _made(w, path, story, lines, some, title=title, forbid=["下一页", "共2页"])


WAYS = [
    _other_head_and_tail,
    _light_edits,
    _traditional,
    _watermarked,
    _doubled,
    _cut_short,
    _page_one,
]
