"""What titles and names of sites tell of one another: tails, a title of all pages, a site's name.

One title can't tell whether `… - 北岸` names a site, a place or a writer; those of a site together
can. Seen by `observe`, learned as rules of kind "title-tail", cut from the title as a fact.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from pipeline.boilerplate.learn.counts import Count, Item, Key, Tally, evidence
from pipeline.boilerplate.learn.learned import Learned, LearnedKind
from pipeline.metadata.headline import may_be_headline
from pipeline.metadata.layout import fold
from pipeline.metadata.names import is_site, office, site_stem
from pipeline.metadata.places import FactPlace, fact_places
from pipeline.model.article import Draft, Meta
from pipeline.model.edits import undo, without

SEEN: LearnedKind = "title-tail"
_SAME: LearnedKind = "same-title"
SITE: LearnedKind = "site-name"
_PLACES: dict[str, LearnedKind] = {
    "author": "author-place",
    "date": "date-place",
    "title": "title-place",
}
KINDS = frozenset((SEEN, _SAME, SITE, *_PLACES.values()))
_TITLES = 3
"""Different titles, the least."""
_SHARE = 0.5
"""Of a site's pages, at least, have a title or a name that is taken for all of them."""
BARE = 5
"""Titles for a tail behind a hyphen without blanks, which places and numbers have between them."""
_PERSONS = 0.5
"""Of what stands at a place, at least, is built as names are, or the place is not the author's;
behind a label half as many, for members of boards call themselves what they like."""
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
_BROKEN_OFF = re.compile(r"(?:\.{2,}|…+)$")
_HOUSE = 8  # characters of an office with its place; a shorter one may be what a title is about
_WORDS = re.compile(r"[ |·_-]+")


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
        named = _NAME.search(tail["name"]) or _BROKEN_OFF.fullmatch(tail["name"])
        if len(tail[0]) > _LONGEST or not named or "," in tail["name"]:
            return
        yield tail[0]
        rest = rest[: tail.start()].rstrip()


def seen(title: str, site: str = "", found: Sequence[FactPlace] = ()) -> list[Item]:
    """What a page's title, its name for its own site and its places show, for the tally."""
    titles = [title] if title else [one.value for one in found if one.field == "title"]
    ends = dict.fromkeys((tail, one) for one in titles for tail in tails(one))
    items = [Item(SEEN, tail, 1, 0, one) for tail, one in ends]
    items += [Item(_SAME, title, 1, 0, title)] if title else []
    items += [Item(SITE, site, 1, 0, site)] if site else []
    return items + [
        Item(_PLACES[one.field], one.form, 1, one.line, one.value, one.person) for one in found
    ]


def agreeing(draft: Draft) -> list[FactPlace]:
    """The places of a page where nothing stands that contradicts what it states otherwise."""
    known = {name: draft.found[name].value for name in _PLACES if name in draft.found}
    return [one for one in _places(draft) if _agree(known.get(one.field, ""), one.value)]


def _places(draft: Draft) -> list[FactPlace]:
    """Where a page may state its facts, by its lines as a reader sees them."""
    if any(row.stage == "extract" for row in draft.rows):
        source = undo(draft.text, draft.rows)
    else:
        source = without(draft.text, draft.rows, "head")
    title = draft.found.get("title")
    return fact_places(source.split("\n"), title.value if title else "")


def _agree(stated: str, value: str) -> bool:
    """Whether a value may be the one that a page states, or more or less of it."""
    return stated in value or value in stated


def place_rules(tally: Tally) -> Iterator[Learned]:
    """The places where the pages of a site state their author and their day."""
    highest: dict[str, Learned] = {}
    for item in tally.groups(*_PLACES.values()):
        (what, site, form), count = item
        every = tally.documents(site).different
        if count.different < max(_TITLES, every * _SHARE) or count.text is not None:
            continue
        if what == _PLACES["author"]:
            least = _PERSONS / 2 if ":{who}" in form else _PERSONS
            if count.proven < least * count.documents:
                continue
        why = f"{count.different} of {every} different articles of these pages state theirs there."
        rule = _rule(cast(LearnedKind, what), item, form, why)
        if what == _PLACES["title"]:  # of several the uppermost: below it stand a deck, a heading
            highest[site] = min(highest.get(site, rule), rule, key=_line_of)
        else:
            yield rule
    yield from highest.values()


def _rule(kind: LearnedKind, item: tuple[Key, Count], anchor: str, why: str) -> Learned:
    scope, zone = f"site:{item[0][1]}", "" if kind in _PLACES.values() else "title"
    return Learned(kind, re.escape(anchor), scope, why, anchor, zone, evidence([item]))


def _line_of(rule: Learned) -> tuple[int, str]:
    return min(one.line for one in rule.evidence.examples), rule.anchor


def title_rules(tally: Tally) -> Iterator[Learned]:
    """The rules for what titles of one site end in, for a title and a name that its pages share."""
    heads = {key[1:]: count for key, count in tally.groups("head")}
    for item in tally.groups(_SAME, SITE):
        (what, site, text), count = item
        if what == _SAME and (site, text) in heads:  # on other pages it stands beside the headline
            count = count.copy()
            count.take(heads[site, text])
        every = tally.documents(site).different
        if count.different >= max(_TITLES, every * _SHARE):
            why = f"{count.different} of {every} different articles of these pages have it."
            kind = _SAME if what == _SAME else SITE
            yield _rule(kind, item, text, why)
    said = {
        (site, _WORDS.split(key)[0])
        for (_, site, key), count in tally.groups("head", "tail")
        if count.different >= _TITLES
    }
    for item in tally.groups(SEEN):
        (_, site, tail), count = item
        if _DASH.match(tail) and not is_site(tail):
            continue  # a second half: what a series is about
        bare = tail[0] == "-" and tail[1] != "-" and not is_site(tail)
        if count.different >= (BARE if bare else _TITLES):
            why = f"{count.different} different titles of these pages end in it."
            yield _rule(SEEN, item, tail, why)
            most = count.different >= tally.documents(site).different * _SHARE
            if most and (site, _name(tail)) in said:
                yield _rule(SITE, item, _name(tail), why)


class SiteTitles:
    """What rules know of titles and names, by the site of their pages."""

    def __init__(self, rules: Iterable[Learned]) -> None:
        self._ids: dict[str, dict[str, str]] = defaultdict(dict)
        self._sites: set[str] = set()  # what names of sites are made of: 北岸 of 北岸财经
        self._shared: dict[tuple[str, str], str] = {}  # home and title: the rule
        self._named: dict[str, tuple[str, str]] = {}  # home: the site's name and its rule
        self._places: dict[str, dict[str, Learned]] = defaultdict(dict)
        for rule in rules:
            home = rule.scope.removeprefix("site:")
            if rule.kind in _PLACES.values():
                self._places[home][rule.anchor] = rule
            if rule.kind == _SAME:
                self._shared[home, rule.anchor] = rule.id
            elif rule.kind == SITE:
                self._named[home] = (rule.anchor, rule.id)
            if rule.kind != SEEN:
                continue
            self._ids[home][rule.anchor] = rule.id
            self._sites.add(site_stem(_name(rule.anchor)))

    def told(
        self, draft: Draft, again: Callable[[Draft, str, str], dict[str, Meta]]
    ) -> dict[str, Meta]:
        """The facts of a page that the rules of its site read otherwise than the page alone.

        `again` reads the head of a page without a title that all pages of its site have, and says
        so by the rule.
        """
        told: dict[str, Meta] = {}
        title, home = draft.found.get("title"), draft.home
        if title and title.where != "source" and (rule := self._shared.get((home, title.value))):
            told = again(draft, title.value, rule)
        if home in self._places:
            told |= self._placed(_places(draft), home, {**draft.found, **told})
        names = [self._named.get(home, ("", ""))]
        if title := told.get("title", title):
            bare, site, rule = self.without(title.value, home)
            if rule:
                told["title"] = title.changed(bare)._replace(where=f"{title.where}, {rule}")
                names.insert(0, (site, rule))
        for name, rule in names:
            if name and "sitename" not in {**draft.found, **told}:
                told["sitename"] = Meta(name, rule)
        return told

    def _placed(
        self, found: Iterable[FactPlace], home: str, facts: Mapping[str, Meta]
    ) -> dict[str, Meta]:
        """What stands at the places of a page where its site states title, author and day.

        Of what the page states already only a name changes, of which the place has more or less.
        """
        known = self._places[home]
        told = [(known[one.form], one) for one in found if one.form in known]
        told.sort(key=lambda one: (":{who}" not in one[1].form, -len(one[1].value), one[0].id))
        said: dict[str, Meta] = {}
        for rule, one in told:
            old = facts[one.field].value if one.field in facts else ""
            fits = one.field != "title" or may_be_headline(fold(one.value))
            same = one.field == "author" and _agree(old, one.value) and old != one.value
            if (fits and not old) or same:
                said.setdefault(one.field, Meta(one.value, rule.id))
        return said

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
            if not told and (_is_house(tail) or _is_broken_off(tail, title[:end])):
                told = _NAMED
            if not told and lined and tail[0] == "_" and len(name) <= KEYWORD:
                told = _NAMED
            if not told:
                break
            end = len(title[:end].rstrip()) - len(tail)
            rule = rule or told
            site = site or (name if name in self._sites or is_site(name) else "")
        return (title[:end].rstrip(), site, rule) if rule else (title, "", "")


def _is_house(tail: str) -> bool:
    """Whether a tail is the whole name of an office: `-北岸省渡口县公安局`."""
    return len(_name(tail)) >= _HOUSE and office(_name(tail)) and not _DASH.match(tail)


def _is_broken_off(tail: str, title: str) -> bool:
    """Whether a title breaks off within the name of its site, as lists of links cut them.

    >>> title = "修钟的人来了 - 北岸..."
    >>> _is_broken_off(" - 北岸...", title), _is_broken_off("-北岸...", "从渡口-北岸...")
    (True, False)
    """
    if not _BROKEN_OFF.search(tail) or _DASH.match(tail):  # behind a dash the title goes on
        return False
    before = title.rstrip()[: -len(tail)][-1:]
    return tail[0] in " _|" or not before.isalnum() or not _NAME.search(tail)


def _name(tail: str) -> str:
    """What a tail names, without its bar."""
    return tail.strip(" -–—_|·[]【】")
