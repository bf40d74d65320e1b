"""Numbers and accounts that a page plants behind its sentences, in other words each time."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.learn.addresses import shared_prefix
from pipeline.boilerplate.learn.tokens import STOP, Place, fold_width
from pipeline.boilerplate.learn.unwritten import CONTACT, LEAST_PLACES

# A number or an account, which holds one.
_ACCOUNT = re.compile("(?<![0-9A-Za-z_])[0-9A-Za-z_]{5,40}(?![0-9A-Za-z_])")
# No Han letter and no stop is ever folded to a letter of an account.
_MAY_BE_ONE = re.compile("[^一-鿿，。！？、：；“”（）《》 ]{5}")
_LEAD = 12  # characters around an account in which its words stand


def contacts(rows: Sequence[str]) -> Iterator[list[Place]]:
    """Groups of a number or an account that stands behind stops in other words each time.

    >>> page = ("雨停了。加薇❤ab1234看全文他走了。", "他来了。加V信ab1234看全文下雨了。")
    >>> page += ("船开了。加威信ab1234看全文桥通了。",)
    >>> [[row[place.start : place.end] for row, place in zip(page, *contacts(page))]]
    [['加薇❤ab1234看全文', '加V信ab1234看全文', '加威信ab1234看全文']]
    """
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for match in _ACCOUNT.finditer(fold_width(row)) if _MAY_BE_ONE.search(row) else ():
            if sum(map(str.isdigit, match[0])) < 4:
                continue
            found[match[0]].append((i, *match.span()))
    for _, spans in sorted(found.items()):
        if len(spans) < LEAST_PLACES:
            continue
        befores = [rows[i][max(0, start - _LEAD) : start] for i, start, _ in spans]
        leads = [STOP.split(before)[-1] for before in befores]
        told = sum(len(lead) < _LEAD and bool(CONTACT.search(fold_width(lead))) for lead in leads)
        if told < len(spans):
            continue
        trail = shared_prefix([rows[i][end : end + _LEAD] for i, _, end in spans])
        yield [
            Place(i, start - len(lead), end + len(trail), "stop")
            for (i, start, end), lead in zip(spans, leads, strict=True)
        ]
