"""Measure what folds on made-up clusters: copies that must, and look-alikes that must not.

    python -m benchmarks.clusters [--each 200]

Of each kind so many clusters or pages are made. Recall is the share of pairs of copies that end in
one cluster, precision the share of folded pairs that are copies.
"""

# ruff: noqa: E501 - prose

import argparse
import random
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from opencc import OpenCC

from pipeline.duplicates.duplicates import duplicates, here
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head
from tests.made.articles import CITIES, NAMES, TEMPLATES, article, edited, sentence

Made = tuple[str | None, str]  # title, text
_TRADITIONAL = OpenCC("s2t")


def _title(rng: random.Random) -> str:
    return f"{rng.choice(CITIES)}{sentence(rng)[:14]}"


def _credited(rng: random.Random, title: str, text: str) -> list[Made]:
    stamp = f"2021-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} {rng.randint(10, 23)}:{rng.randint(10, 59)}"
    head = f"来源：{rng.choice(CITIES)}晚报 {stamp} 阅读：{rng.randint(10, 9999)}"
    return [(title, text), (title, f"{head}\n{text}\n责任编辑：{rng.choice(NAMES)}")]


def _stamped(rng: random.Random, title: str, text: str) -> list[Made]:
    """Both copies with the stamp and the editor of their own site."""
    return [_credited(rng, title, text)[1], _credited(rng, title, text)[1]]


def _renamed(rng: random.Random, title: str, text: str) -> list[Made]:
    return [(title, text), (_title(rng), text + f"\n（编辑 {rng.choice(NAMES)}）")]


def _paragraph(rng: random.Random, title: str, text: str) -> list[Made]:
    lines = text.split("\n")
    lines[rng.randrange(1, len(lines) - 1)] = article(rng, 1)
    return [(title, text), (title, "\n".join(lines))]


def _abridged(rng: random.Random, title: str, text: str) -> list[Made]:
    """Every paragraph without its last sentences: some 70 % are left."""
    lines = text.split("\n")
    kept = [line[: line.rfind("。", 0, int(len(line) * 0.8)) + 1] or line for line in lines]
    return [(title, text), (title, "\n".join(kept))]


def _cut(rng: random.Random, title: str, text: str) -> list[Made]:
    return [(title, text), (title, text[: int(len(text) * rng.uniform(0.3, 0.8))])]


def _cut_untitled(rng: random.Random, title: str, text: str) -> list[Made]:
    return [(None, text), (None, text[: int(len(text) * rng.uniform(0.3, 0.8))] + "...展开全文")]


def _first_page(rng: random.Random, title: str, text: str) -> list[Made]:
    whole = text + "\n" + article(rng)
    return [(title, whole), (title, "\n".join(whole.split("\n")[: rng.randint(6, 12)]))]


def _traditional(rng: random.Random, title: str, text: str) -> list[Made]:
    return [(title, text), (_TRADITIONAL.convert(title), _TRADITIONAL.convert(text))]


def _marked(rng: random.Random, title: str, text: str) -> list[Made]:
    site = rng.choice(CITIES)
    code = "".join(rng.choices("abcdefghkmnpqrstABCDEF23456789", k=3))
    return [(title, text), (title, "\n".join(f"{line}{code}{site}网" for line in text.split("\n")))]


def _mobile(rng: random.Random, title: str, text: str) -> list[Made]:
    chrome = "打开客户端 阅读体验更佳\n下载应用 查看更多精彩内容"
    return [(title, text), (f"{title}_手机版", f"{chrome}\n{text}\n返回首页 意见反馈")]


def _edited(rng: random.Random, title: str, text: str) -> list[Made]:
    return [(title, text), (title, edited(rng, text, 0.02))]


COPIES: dict[str, Callable[[random.Random, str, str], list[Made]]] = {
    "head line and editor": _credited,
    "stamps on both": _stamped,
    "another title": _renamed,
    "a changed paragraph": _paragraph,
    "abridged to 70 %": _abridged,
    "cut off": _cut,
    "cut off, untitled": _cut_untitled,
    "page 1 of 2": _first_page,
    "Traditional": _traditional,
    "watermarked": _marked,
    "mobile": _mobile,
    "2 % edited": _edited,
}


def _prices(rng: random.Random) -> str:
    rows = "\n".join(
        f"{name} {rng.uniform(1, 20):.2f}元/斤 较昨日{rng.choice(['上涨', '下跌'])}{rng.uniform(0, 9):.1f}%"
        for name in [
            "白菜",
            "萝卜",
            "土豆",
            "黄瓜",
            "西红柿",
            "茄子",
            "豆角",
            "青椒",
            "大葱",
            "生姜",
            "大蒜",
            "芹菜",
        ]
    )
    return f"{rng.choice(CITIES)}农产品批发市场{rng.randint(1, 12)}月{rng.randint(1, 28)}日蔬菜价格\n{rows}"


def _match(rng: random.Random) -> str:
    home, guest = rng.sample(CITIES, 2)
    a, b = rng.randint(0, 5), rng.randint(0, 5)
    return (
        f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日，联赛第{rng.randint(2, 30)}轮继续进行，{home}队主场迎战{guest}队，"
        f"最终双方战成{a}比{b}。上半场第{rng.randint(1, 44)}分钟，{rng.choice(NAMES)}禁区内接队友传中头球攻门，"
        f"皮球击中横梁弹出。第{rng.randint(46, 90)}分钟，{rng.choice(NAMES)}在禁区前沿起脚远射，皮球直挂死角。"
        "此后双方攻防转换频繁，但都没有能够再次改写比分。全场比赛结束，主教练在发布会上表示，"
        "球队将总结经验教训，全力准备下一轮的比赛，感谢球迷一直以来的支持和鼓励。"
        f"下一轮{home}队将客场挑战{rng.choice(CITIES)}队。"
    )


def _follow_ups(rng: random.Random) -> list[str]:
    """Two reports of one matter: new facts above 60 % of background that both have."""
    background = article(rng, 5)
    return [f"{article(rng, 3)}\n{background}" for _ in range(2)]


def _quoting(rng: random.Random) -> list[str]:
    """A report, and a commentary half of which is that report."""
    report = article(rng, 5)
    return [report, "\n".join([article(rng, 2), report, article(rng, 3)])]


def _funeral(rng: random.Random) -> list[str]:
    """A short report whole in itself, and a later one that begins with it."""
    first = article(rng, 1)
    return [first, first + "\n" + article(rng, 1)]


def _alone(make: Callable[[random.Random], str]) -> Callable[[random.Random], list[str]]:
    return lambda rng: [make(rng)]


APART: dict[str, Callable[[random.Random], list[str]]] = {
    **{kind: _alone(make) for kind, make in TEMPLATES.items()},
    "price list": _alone(_prices),
    "match report": _alone(_match),
    "follow-up": _follow_ups,
    "commentary on a report": _quoting,
    "earlier report": _funeral,
}


def measured(made: list[tuple[int, Made]]) -> tuple[int, int, int]:
    """How many pairs are copies, how many of them end in one cluster, and how many others do."""
    texts = [text for _, (_, text) in made]
    pages = [
        Head(path=f"{i:06d}", id=sha256(f"{i} {text}".encode()).hexdigest(), title=title)
        for i, (_, (title, text)) in enumerate(made)
    ]
    folds = duplicates(pages, sign(texts), here(lambda some: [texts[i] for i in some])).folds
    of = {fold.path: fold.of for fold in folds}
    clusters: dict[str, Counter[int]] = {}
    for page, (family, _) in zip(pages, made, strict=True):
        clusters.setdefault(of.get(page.path, page.path), Counter())[family] += 1
    wanted = sum(n * (n - 1) // 2 for n in Counter(family for family, _ in made).values())
    right = sum(n * (n - 1) // 2 for found in clusters.values() for n in found.values())
    every = sum(n * (n - 1) // 2 for n in (found.total() for found in clusters.values()))
    return wanted, right, every - right


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--each", type=int, default=200)
    each = arguments.parse_args().each
    wanted = right = wrong = 0
    for kind, copies in COPIES.items():
        rng = random.Random(kind)
        made = [
            (family, one)
            for family in range(each)
            for one in copies(rng, _title(rng), article(rng))
        ]
        figures = measured(made)
        print(f"{kind:24} {figures[1]:4} of {figures[0]} pairs folded, {figures[2]} wrongly")
        wanted, right, wrong = (a + b for a, b in zip((wanted, right, wrong), figures, strict=True))
    for kind, make in APART.items():
        rng = random.Random(kind)
        pages = [text for _ in range(each) for text in make(rng)]
        for title in (None, "要闻"):
            figures = measured([(i, (title, text)) for i, text in enumerate(pages)])
            told = "untitled" if title is None else "one title"
            print(f"{kind:24} {figures[2]:4} pairs of {len(pages)} pages folded ({told})")
            wrong += figures[2]
    print(f"recall {right / wanted:.4f}, precision {right / max(right + wrong, 1):.4f}")


if __name__ == "__main__":
    main()
