"""Pages of accounts, portals, blogs and boards with what they set beside an article."""

from collections.abc import Iterator, Sequence

from tests.made.unseen import set_beside
from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer

EACH = 2  # pieces a page carries of each pool


def beside(seed: int) -> Iterator[Page]:
    """Pages that show every piece of every pool, below another article each."""
    yield from _below(seed, "account", set_beside.ACCOUNT_HEADS, set_beside.ACCOUNT_TAILS)
    yield from _below(seed, "portal account", [], set_beside.PORTAL_TAILS)
    yield from _below(seed, "blog, board", set_beside.BLOG_HEADS, set_beside.BLOG_TAILS)
    yield from _between(seed)


def _below(seed: int, kind: str, heads: Sequence[str], tails: Sequence[str]) -> Iterator[Page]:
    for n in range(0, len(tails), EACH):
        w = Writer(f"{kind}-{seed}-{n}", half=n % 3 == 0)
        title, body = w.title(), w.body()
        lines, forbid = [title], []
        if heads:
            forbid += set_beside.said(w, heads[n // EACH % len(heads)])
        lines += forbid
        more = [line for piece in tails[n : n + EACH] for line in set_beside.said(w, piece)]
        text = "\n".join([*lines, *body, *more])
        path = f"{kind.replace(', ', '-').replace(' ', '-')}{n:02}/{w.domain()}.txt"
        made = page(path, text, kind, body, forbid=_told(forbid + more, title), title=[title, None])
        made.gold[path]["never_invent"] = []  # they state facts, which other pages judge
        yield made


def _told(lines: Sequence[str], title: str) -> list[str]:
    """The lines that may not be left; a single word may stand in the article too."""
    return [line for line in lines if len(line) > 5 and line not in title]


def _between(seed: int) -> Iterator[Page]:
    pool = set_beside.BETWEEN
    for n in range(0, len(pool), EACH):
        w = Writer(f"between-{seed}-{n}", half=n % 3 == 0)
        title, body = w.title(), w.body(10, 20)
        pieces = [set_beside.said(w, piece) for piece in pool[n : n + EACH]]
        lines = list(body)
        for at, piece in zip((3, 6), pieces, strict=False):
            lines[at:at] = piece
        forbid = [line for piece in pieces for line in piece]
        yield page(f"between{n:02}/{w.domain()}.txt", "\n".join([title, *lines]), "between",
                   body, forbid=_told(forbid, title), title=[title, None])  # fmt: skip
