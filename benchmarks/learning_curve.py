"""How much of a site's own lines stays, by how many of its pages are cleaned together.

    python -m benchmarks.learning_curve

Made-up sites, each in a folder of its own: a name, a menu and a slogan over the headline, a writer
with the minute below it, and six lines below the text: constant, with a counter, with the writer.
Prints for 1, 2, 3, 5 and 12 pages of a site how many of the letters of its lines stay.
"""

import tempfile
from pathlib import Path
from random import Random

from pipeline import Pipeline
from tests.made.prose import article, person, title

PAGES = (1, 2, 3, 5, 12)
SITES = 8
_HAN = "云溪石桥青竹白鹭长河晚风细雨深山古渡明月清泉高楼远钟"


def _word(random, size):
    return "".join(random.choice(_HAN) for _ in range(size))


class Site:
    """Lines that a site puts around its articles; what varies stands in braces."""

    def __init__(self, seed):
        random = Random(seed)
        name = _word(random, 3) + random.choice(["网", "在线", "资讯", "读书"])
        self.above = [name, f"{_word(random, 4)}，{_word(random, 4)}"]
        self.below = [
            f"{name} · {_word(random, 2)}里的好文章",
            "{count} 人" + _word(random, 2) + "过本文",
            "{who} 还写过 {count} 篇",
            f"在{name}打开，{_word(random, 2)}更多",
            f"{_word(random, 4)}计划",
            f"© {name} 版权所有",
        ]

    def page(self, random):
        """One page: its own lines, and all of its lines."""
        who = person(random)
        said = {"who": who, "count": random.randint(10, 9999)}
        below = [line.format(**said) for line in self.below]
        stamp = f"{who} 2023-03-{random.randint(10, 28)} 1{random.randint(0, 9)}:23"
        own = [*self.above, *below]
        return own, [*self.above, title(random), stamp, *article(random), *below]


def stays(number, folder):
    """The share of letters of sites' own lines that stays, of `number` pages a site."""
    left = every = 0
    for seed in range(SITES):
        site, random = Site(seed), Random(1000 + seed)
        made = {}
        for page in range(number):
            own, lines = site.page(random)
            made[f"s{seed}/{page}.txt"] = own
            path = folder / f"raw{seed}" / f"s{seed}" / f"{page}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
        run = Pipeline(folder / f"raw{seed}", folder / f"clean{seed}", duplicates="keep")
        run.run()
        for one in run.articles():
            own = made[one.path]
            text = one.text.split("\n")
            every += sum(map(len, own))
            left += sum(len(line) for line in own if line in text)
    return left / every


def main():
    print("pages of a site | " + " | ".join(map(str, PAGES)))
    shares = []
    for number in PAGES:
        with tempfile.TemporaryDirectory() as name:
            shares.append(stays(number, Path(name)))
    print("letters of its lines that stay | " + " | ".join(f"{share:.0%}" for share in shares))


if __name__ == "__main__":
    main()
