"""What titles and names of sites tell of one another: tails, a title of all pages, a site's name.

One title can't tell whether `… - 北岸` names a site, a place or a writer; those of a site together
can. Seen by `observe`, learned as rules of kind "title-tail", cut from the title as a fact.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.boilerplate.learn.counts import Item, Tally, evidence
from pipeline.boilerplate.learn.learned import Learned, LearnedKind
from pipeline.metadata.layout import fold
from pipeline.metadata.names import is_site, site_stem

SEEN, _SAME, SITE = "title-tail", "same-title", "site-name"
KINDS = frozenset((SEEN, _SAME, SITE))
_TITLES = 3
"""Different titles, the least."""
_SHARE = 0.5
"""Of a site's pages, at least, have a title or a name that is taken for all of them."""
BARE = 5
"""Titles for a tail behind a hyphen without blanks, which places and numbers have between them."""
_PARTS = 3
"""Names behind one headline: a section, a channel, the site."""
_SHORTEST, _LONGEST = 4, 24
"""Letters of a headline that has such a tail, and characters of the tail."""
_NAMED = "title-site"
"""The rule by which a tail goes that no other title has: it is called as sites are, or it stands
behind a line, as names of sites and keywords do in titles of these pages."""
KEYWORD = 8
"""Characters of such a keyword."""
_TAIL = re.compile(r"(?: +[-–—|·] +|[_|]+ ?|-{1,2}|[–—]{1,2}|(?=[\[【]))(?P<name>[^_|–—-]{2,24})$")
_DASH = re.compile("[–—]|--")
_NAME = re.compile(r"[^\W\d_]{2}")


def tails(title: str) -> Iterator[str]:
    """What may be names of sites behind a headline, the last first, each with its bar.

    >>> list(tails("修钟的人来了_社会_北岸网")), list(tails("修钟的人来了 - 北岸网"))
    (['_北岸网', '_社会'], [' - 北岸网'])
    >>> list(tails("北京-上海")), list(tails("他还是走了--一个人"))
    ([], ['--一个人'])
    """
    rest = fold(title).rstrip()
    for _ in range(_PARTS):
        tail = _TAIL.search(rest)
        if not tail or sum(map(str.isalnum, rest[: tail.start()])) < _SHORTEST:
            return
        if len(tail[0]) > _LONGEST or not _NAME.search(tail["name"]) or "," in tail["name"]:
            return
        yield tail[0]
        rest = rest[: tail.start()].rstrip()


def seen(title: str, site: str = "") -> list[Item]:
    """What one title and the name by which a page calls its own site show, for the tally."""
    found = [Item(SEEN, tail, 1, 0, title) for tail in dict.fromkeys(tails(title))]
    found += [Item(_SAME, title, 1, 0, title)] if title else []
    return found + ([Item(SITE, site, 1, 0, site)] if site else [])


def title_rules(tally: Tally) -> Iterator[Learned]:
    """The rules for what titles of one site end in, for a title and a name that its pages share."""
    for item in tally.groups(_SAME, SITE):
        (what, site, text), count = item
        every = tally.documents(site).different
        if count.different >= max(_TITLES, every * _SHARE):
            why = f"{count.different} of {every} different articles of these pages have it."
            kind: LearnedKind = "same-title" if what == _SAME else "site-name"
            yield Learned(
                kind, re.escape(text), f"site:{site}", why, text, "title", evidence([item])
            )
    for item in tally.groups(SEEN):
        (_, site, tail), count = item
        if _DASH.match(tail) and not is_site(tail):
            continue  # a second half: what a series is about
        bare = tail[0] == "-" and tail[1] != "-" and not is_site(tail)
        if count.different >= (BARE if bare else _TITLES):
            why = f"{count.different} different titles of these pages end in it."
            yield Learned(
                "title-tail", re.escape(tail), f"site:{site}", why, tail, "title", evidence([item])
            )


class SiteTitles:
    """What rules know of titles and names, by the site of their pages."""

    def __init__(self, rules: Iterable[Learned]) -> None:
        self._ids: dict[str, dict[str, str]] = defaultdict(dict)
        self._sites: set[str] = set()  # what names of sites are made of: 北岸 of 北岸财经
        self._shared: dict[tuple[str, str], str] = {}  # home and title: the rule
        self._named: dict[str, tuple[str, str]] = {}  # home: the site's name and its rule
        for rule in rules:
            home = rule.scope.removeprefix("site:")
            if rule.kind == _SAME:
                self._shared[home, rule.anchor] = rule.id
            elif rule.kind == SITE:
                self._named[home] = (rule.anchor, rule.id)
            if rule.kind != SEEN:
                continue
            self._ids[home][rule.anchor] = rule.id
            self._sites.add(site_stem(_name(rule.anchor)))

    def shared(self, title: str, home: str) -> str:
        """The rule by which a title is one of all pages of a site, or ""."""
        return self._shared.get((home, title), "")

    def site(self, home: str) -> tuple[str, str]:
        """What pages of a site call it, and the rule; blank where they don't agree."""
        return self._named.get(home, ("", ""))

    def without(self, title: str, home: str) -> tuple[str, str, str]:
        """A title without its known tails, the site that the last one names, and its rule.

        >>> rule = Learned(SEEN, "_北岸网", "site:a/", "", "_北岸网", "title")
        >>> SiteTitles([rule]).without("修钟的人来了_北岸网", "a/")[:2]
        ('修钟的人来了', '北岸网')
        >>> SiteTitles([rule]).without("修钟的人来了_钟楼", "a/")[:2]
        ('修钟的人来了', '')
        >>> SiteTitles([]).without("甲_乙", "a/")
        ('甲_乙', '', '')
        """
        known = self._ids.get(home, {})
        lined = any(tail.startswith("_") for tail in known)
        end, rule, site = len(title.rstrip()), "", ""
        for tail in tails(title):
            name = _name(tail)
            told = known.get(tail, "")
            if not told and is_site(name) and (tail[0] != "-" or name.endswith("网")):
                told = _NAMED
            if not told and lined and tail[0] == "_" and len(name) <= KEYWORD:
                told = _NAMED
            if not told:
                break
            end = len(title[:end].rstrip()) - len(tail)
            rule = rule or told
            site = site or (name if name in self._sites or is_site(name) else "")
        return (title[:end].rstrip(), site, rule) if rule else (title, "", "")


def _name(tail: str) -> str:
    """What a tail names, without its bar."""
    return tail.strip(" -–—_|·[]【】")
