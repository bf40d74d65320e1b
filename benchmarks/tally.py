"""What a million documents cost the survey of marks and chrome: memory, time, the same rules.

    python -m benchmarks.tally [--documents N]

Short made-up pages, each with a code, a headline and a footer of its own, so that nearly every page
brings keys that no other has: the worst a bounded count can meet. They are observed in shards and
merged, as workers do. Two sites mark their pages throughout; their rules have to be learned however
much is forgotten, and be the same from the shards in the other order.
"""

import argparse
import random
import resource
from collections.abc import Iterator
from time import process_time

from pipeline.boilerplate.learn import templates
from pipeline.boilerplate.learn.learned import to_toml
from tests.made import prose

SHARD = 10_000
SITES = ("南屏文汇网", "河杉在线")


def pages(first: int, last: int) -> Iterator[tuple[str, str, str | None]]:
    """(path, text, site) of some documents; one in fifty is of a site that marks its pages."""
    for number in range(first, last):
        rng = random.Random(number)
        code = "".join(rng.choices("0123456789abcdefghijkLMNPQRSTUVWXYZ", k=3))
        name = SITES[number // 50 % 2] if number % 50 == 0 else f"{code}观察网{number}"
        lines = [f"{prose.sentence(rng)}。{code}{name}" for _ in range(5)]
        lines += [f"责任编辑：{prose.person(rng)}{number}", f"版权所有 {code}传媒{number}"]
        yield f"{number}.txt", "\n".join(lines), f"s{number % 50_000}.example"


def tally(first: int, last: int) -> templates.Tally:
    """The tally of one shard."""
    found = templates.Tally()
    for path, text, site in pages(first, last):
        found.add(templates.observe(text, path=path, site=site, title=f"第{path}篇"))
    return found


def merged(shards: list[tuple[int, int]]) -> templates.Tally:
    """All shards, one after the other; no more than one of them is held beside the whole."""
    whole = templates.Tally()
    for shard in shards:
        whole.merge(tally(*shard))
    return whole


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--documents", type=int, default=1_000_000)
    arguments.add_argument("--twice", action="store_true", help="again in the other order")
    given = arguments.parse_args()
    shards = [
        (first, min(first + SHARD, given.documents)) for first in range(0, given.documents, SHARD)
    ]
    start = process_time()
    whole = merged(shards)
    spent = process_time() - start
    counted = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rules = to_toml(templates.learn(whole))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.documents:,} documents: {spent:,.0f} s, {spent / given.documents * 1e6:.0f} µs "
        f"each; {len(whole):,} counts kept, levels below {whole.lowest} forgotten; "
        f"peak {counted:,.0f} MB, {peak:,.0f} MB with the rules and their file"
    )
    print("learned:", ", ".join(f"{name} {name in rules}" for name in SITES))
    if given.twice:
        del whole
        again = to_toml(templates.learn(merged(shards[::-1])))
        print("the same rules from the other order:", again == rules)


if __name__ == "__main__":
    main()
