"""Title, author, source and date as a page itself states them, and the lines that state them cut.

Read by label boundaries from the glued heads of portals, from by-lines and from credits at the
end. An empty label is an unknown field, and nothing is ever made up.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.metadata.credits import Credits, credited, iso, leading, of_a_guest
from pipeline.metadata.layout import fold, prose
from pipeline.metadata.navigation import ENTRY, is_navigation, named_above, without_site
from pipeline.metadata.under_headline import POSTS, account, stamped
from pipeline.metadata.values import values_of
from pipeline.model.article import Meta
from pipeline.model.edits import Edit
from pipeline.model.lines import Line, cuts, lines
from pipeline.model.rule_kinds import boilerplate_rules, head_rules, kept_by_rules
from pipeline.model.rules import Rule, Rulebook

_DEEPEST = 25  # No head we have seen is longer; a text of short lines only is no head at all.
_SOON = 16  # Characters; the longest first label and its brackets.
_MENU = 3  # short lines in a row above a headline that are no longer names of one section
_TAIL = 12  # Credits below the text stand among its last lines.
_SHORTEST = 8  # A shorter first line may be anything: a heading, a name, a shout.
_PLAIN = 36  # A longer first line is more often a remark, a caption or a lead than a headline.
_QUOTED = re.compile(r"\s*(?:>|[-*+] |\||\d{1,3}[.)] )")  # a quotation, an item, a row of a table
_HASHES = re.compile(r"#{1,6} +|[*_]{2}(?=\S)|(?<=\S)(?:[*_]{2}| #{1,6})$")  # marks of Markdown
_LEAD_LABEL = re.compile(
    "^[\\[【]?(?:导读|(?:本文|文章|内容)?摘要|核心提示|(?:内容)?提要|导语|简介|简要描述)"
    "[\\]】]?[:： ]?"
)
_SITE = re.compile(r" ?[-_|–—] ?[^\s。,]{2,20}")
_ABOVE = (None, "any", "edge", "head")  # zones of boilerplate that may stand above a text
_DOTS = re.compile(r"['\"’”]?(?:\.{3,}|…{1,2})['\"’”]?$")
_BROKEN_OFF = (".", "…", "'", '"', "’", "”")  # what such dots end in: most lines end in none


class Headed(NamedTuple):
    """What a page says of itself, and the edits that take that out of its text."""

    edits: tuple[Edit, ...]
    found: dict[str, Meta]


class _Page(NamedTuple):
    """A page's lines, folded beside them, and how many of them stand before its running text."""

    lines: Sequence[Line]
    folded: Sequence[str]
    top: int

    def value(self, i: int, start: int, end: int) -> str:
        """What stands there in the page's own script."""
        return self.lines[i].text[start:end].strip()


class _Head(NamedTuple):
    """What each line above the text is: its credits, or the rule that knows it."""

    credits: dict[int, Credits]
    rules: dict[int, Rule]


@kept_by_rules
def _rules() -> Rulebook:
    """What is known of lines above a text that are not its title: of heads first."""
    anywhere = [
        rule for rule in boilerplate_rules("line", "section") if rule.extra.get("zone") in _ABOVE
    ]
    return Rulebook((*head_rules(), *anywhere))


def head(text: str, known: Mapping[str, str], code: frozenset[int] = frozenset()) -> Headed:
    r"""The fields a page states above and below its text, and edits that cut those above.

    `known` are fields told elsewhere; a line that repeats a known title is cut too. `code` are the
    numbers of lines of code: no head goes on below the first. Credits below the text only fill
    what the head left open, and are left for `strip` to cut.

    >>> page = "山里来了新校长\n作者: 来源:北岸周刊 2023-02-27 20:02\n清晨六点,天没亮,他就走了。"
    >>> done = head(page, {})
    >>> {name: meta.value for name, meta in done.found.items()}
    {'title': '山里来了新校长', 'sitename': '北岸周刊', 'date': '2023-02-27T20:02'}
    >>> [edit.rule for edit in done.edits]
    ['title', 'credits']
    """
    page = _page(text)
    page = page._replace(top=min([page.top, *code]))
    read = _look(page)
    found: dict[str, Meta] = {}
    for i in sorted({*read.credits, *read.rules}):
        _take(found, page, i, read)
    title = _title(page, read, found, known)
    if title:
        found.setdefault("title", Meta(title, "headline"))
    cut, part = _cuts(
        page, read, fold(known.get("title") or found.get("title", Meta("", "")).value)
    )
    for i in (i for i, rule in cut.items() if rule == "account"):
        found.setdefault(account(page.folded, i), Meta(page.lines[i].text.strip(), "account"))
    _take_below(found, page)
    if site := named_above(page.folded[: page.top]):
        found.setdefault("sitename", Meta(site, "way"))
    return Headed(tuple(sorted([*cuts(page.lines, cut), *part])), _known(found))


def _page(text: str) -> _Page:
    """The page's lines and where its running text begins."""
    found, folded = lines(text), fold(text).split("\n")
    deepest = min(len(folded), _DEEPEST)
    top = next((i for i in range(deepest) if prose(folded[i]) and not _states(folded[i])), deepest)
    return _Page(found, folded, top)


_ABSTRACT = re.compile("摘要|导读|导语|提要|提示|按")


def _states(folded: str) -> bool:
    """Whether a line as long as running text is credits after all.

    Those name a label soon, and hold no full stop but in an abstract behind them.
    """
    if "。" in folded and not _ABSTRACT.search(folded, 0, 60):
        return False
    return re.search("[:|】]", folded[:_SOON]) is not None and credited(folded) is not None


def _look(page: _Page) -> _Head:
    """What the lines above the text are; the first line of the text may begin with credits."""
    read = _Head({}, {})
    for i, line in enumerate(page.folded[: page.top]):
        if _QUOTED.match(line):
            continue  # the author's own line, in the author's own form
        rule = next((rule for rule in _rules().possible(line) if rule.regex.fullmatch(line)), None)
        stated = credited(line)
        if not (stated and stated.sure) and _under_headline(page, read, i):
            stated = stamped(line) or stated
        if rule and _kind(rule) in ("source", "widget"):
            read.rules[i] = rule
        elif stated and (_proves(stated) or read.credits or read.rules):
            read.credits[i] = stated
        elif rule:
            read.rules[i] = rule
    if page.top < len(page.folded) and (stated := leading(page.folded[page.top])):
        read.credits[page.top] = stated
    return read


def _under_headline(page: _Page, read: _Head, i: int) -> bool:
    """Whether one of the two lines above can be the headline."""
    above = (j for j in range(max(0, i - 2), i) if j not in read.credits and j not in read.rules)
    return any(map(_headline, (page.folded[j] for j in above)))


def _kind(rule: Rule) -> str:
    """What a rule says a line above the text is: `boilerplate` if the rule is not one of heads."""
    kind: str = rule.extra.get("head", rule.extra.get("kind", "line"))
    return kind if kind in ("source", "widget", "channel", "opening") else "boilerplate"


def _proves(stated: Credits) -> bool:
    """Whether credits need no others beside them: a sure label, or a date and nothing but."""
    return stated.sure or not any(field.label for field in stated.fields)


def _take(found: dict[str, Meta], page: _Page, i: int, read: _Head) -> None:
    """Note the fields a line states, unless a line before it has stated them."""
    rule = read.rules.get(i)
    if rule and _kind(rule) == "source" and (match := rule.regex.fullmatch(page.folded[i])):
        for name, folded in match.groupdict().items():
            if folded:
                value = page.value(i, *match.span(name))
                for field, stated in values_of(name, value, folded):
                    found.setdefault(field, Meta(stated, rule.id))
            elif name == "title" and i + 1 < page.top and i + 1 not in read.credits:
                found.setdefault(name, Meta(page.lines[i + 1].text.strip(), rule.id))
    for label in read.credits[i].fields if i in read.credits else ():
        value = page.value(i, label.start, label.end)
        posts = label.name == "prefix" and POSTS.match(page.folded[i], label.end)
        for name, stated in values_of("posted" if posts else label.name, value, fold(value)):
            found.setdefault(name, Meta(stated, label.label or "line"))


def _title(page: _Page, read: _Head, found: Mapping[str, Meta], known: Mapping[str, str]) -> str:
    """The page's own headline, or "" when no line above the text is one."""
    if known.get("title") or "title" in found:
        return ""
    i = _title_line(page, read)
    if i is None:
        return ""
    # What stands in a browser's bar names the site too; the page itself says the headline bare.
    bare = (j for j in range(page.top) if _names_site(page.folded[i], page.folded[j]))
    line = page.lines[next(bare, i)]
    return _HASHES.sub("", line.text[: without_site(page.folded[next(bare, i)])].strip())


def _names_site(folded: str, title: str) -> bool:
    """Whether a line is a headline with the name of its site behind it."""
    return (
        len(title) >= _SHORTEST
        and folded.startswith(title)
        and _SITE.fullmatch(folded, len(title)) is not None
    )


def _title_line(page: _Page, read: _Head) -> int | None:
    """The line above the text that is its headline."""
    free = [
        i
        for i in range(page.top)
        if i not in read.credits and i not in read.rules and _headline(page.folded[i])
    ]
    if not free:
        return None
    stated = {
        *read.credits,
        *(i for i, rule in read.rules.items() if _kind(rule) == "source"),
    }
    first_credit = min(stated, default=page.top)
    above = [i for i in free if i < first_credit]
    # Boilerplate may stand over a text without a headline; what only heads have proves one.
    furnished = stated or any(_kind(rule) == "widget" for rule in read.rules.values())
    # Two lines of it below the very first line of the page have that one for their headline.
    furnished = furnished or (above[:1] == [0] and len(read.rules) > 1)
    if furnished and above:
        # Names of sites and sections stand before it, and are shorter than a headline.
        long = (i for i in above if len(page.folded[i]) > ENTRY)
        return next(long, above[-1] if len(above) > _MENU else above[0])
    if not above and _under_credits(read, free[0]):
        return free[0]
    if page.top == len(page.folded):
        return None  # where no running text follows, what comes again is a refrain
    echoed = next((i for i in free if page.folded.count(page.folded[i]) > 1), None)
    if echoed is not None:
        return echoed
    alone = free[0] == 0 and page.top <= 2 and _SHORTEST <= len(page.folded[0]) <= _PLAIN
    return 0 if alone else None


def _headline(folded: str) -> bool:
    """Whether a line is short enough for a headline and does not end as sentences do."""
    folded = folded[: without_site(folded)]
    if _QUOTED.match(folded) or is_navigation(folded) or folded.rstrip("_ ").endswith(":"):
        return False
    return 4 <= len(folded) <= 60 and not folded.endswith(("。", ";", ",", ":", "…", "..."))


def _under_credits(read: _Head, i: int) -> bool:
    """Whether a line stands right under credits that open the page and state its date."""
    stated = [read.credits[j] for j in range(i) if j in read.credits]
    known = all(j in read.credits or j in read.rules for j in range(i))
    return known and any(field.name == "date" for line in stated for field in line.fields)


def _cuts(page: _Page, read: _Head, title: str) -> tuple[dict[int, str], list[Edit]]:
    """The lines above the text that go, with the rule that cuts each, and parts of lines."""
    cut: dict[int, str] = {}
    part: list[Edit] = []
    for i, stated in read.credits.items():
        if stated.end == len(page.folded[i]):
            cut[i] = "credits"
        else:
            start = page.lines[i].start
            part.append(Edit(start, start + stated.end, "", "credits"))
    for i, rule in read.rules.items():
        if _kind(rule) == "source":
            cut[i] = rule.id
    for i in range(page.top):
        line = _HASHES.sub("", page.folded[i].strip())
        if title and (line[: without_site(line)] == title or _names_site(line, title)):
            cut[i] = "title"
    named = min((i for i in cut if cut[i] == "title"), default=0)
    menu = _menu(page, named)
    for i in range(named):
        known = read.rules.get(i)
        section = _section(page, i) or (menu and i in menu)
        if read.credits and (_kind(known) == "channel" if known else section):
            cut[i] = known.id if known else "channel"
    for i in [i for i, rule in cut.items() if rule in ("title", "thread-title")]:
        below = next((j for j in range(i + 1, page.top) if j not in read.rules), page.top)
        if below < page.top and below not in {*cut, *read.credits} and account(page.folded, below):
            cut[below] = "account"
    for i in range(min(page.top + 1, len(page.lines) - 1)):
        if i not in cut and _truncated(page, i):
            cut[i] = "truncated-lead"
    if not any(
        any(map(str.isalnum, page.folded[i])) for i in range(len(page.lines)) if i not in cut
    ):
        cut.pop(min((i for i in cut if cut[i] == "title"), default=-1), None)  # it is all there is
    return cut, [edit for edit in part if all(page.lines[i].start != edit.start for i in cut)]


def _section(page: _Page, i: int) -> bool:
    """Whether the first line above a title is a section's name: a word of two or three letters."""
    return i == 0 and re.fullmatch("[一-鿿]{2,3}", page.folded[i]) is not None


def _menu(page: _Page, named: int) -> set[int]:
    """The lines above a headline that are a site's menu: a row of words, or a word a line."""
    entry = re.compile(rf"\w{{2,{ENTRY}}}")
    short = list(takewhile(lambda i: entry.fullmatch(page.folded[i]), range(named)))
    rows = [i for i in range(named) if is_navigation(page.folded[i])]
    return {*short, *rows} if rows or len(short) >= _MENU else set()


def _truncated(page: _Page, i: int) -> bool:
    """Whether a line is the beginning of one of the next, broken off with dots or labelled so."""
    text = page.lines[i].text
    lead = _LEAD_LABEL.sub("", text)
    broken = text.endswith(_BROKEN_OFF)
    if not broken and lead == text:
        return False
    stem = _DOTS.sub("", lead)
    if len(stem) < _SHORTEST or stem == text:
        return False
    return any(
        line.text.startswith(stem) and len(line.text) >= len(stem)
        for line in page.lines[i + 1 : i + 4]
    )


_POSTED = re.compile(
    "(?:^|[^一-鿿])[一-鿿]{0,4}(?:发[布表]|编辑|创建|提交|录入|更新)(?:于|时间|日期)[: ]{0,2}"
    r"(?=(?:19|20)\d\d)"
)


def _take_below(found: dict[str, Meta], page: _Page) -> None:
    """Fill open fields from the credits below the text."""
    for i in range(len(page.lines) - 1, max(page.top, len(page.lines) - _TAIL), -1):
        line = page.folded[i]
        if len(line) > 120 or "。" in line:
            continue
        stated = credited(line)
        if stated and of_a_guest(line, stated):
            continue
        for field in stated.fields if stated and stated.sure else ():
            if field.name in ("author", "sitename", "title", "url") and field.label:
                value = page.value(i, field.start, field.end)
                folded = line[field.start : field.end].strip()
                for name, told in values_of(field.name, value, folded):
                    found.setdefault(name, Meta(told, field.label))
        if (posted := _POSTED.search(line)) and (day := iso(line[posted.end() :])):
            found.setdefault("later", Meta(day, "below"))


def _known(found: dict[str, Meta]) -> dict[str, Meta]:
    """The fields in a fixed order; a day of change stands in for an unknown day of print."""
    if "later" in found:
        found.setdefault("date", found["later"])
    return {
        name: found[name]
        for name in ("title", "author", "sitename", "date", "url")
        if name in found
    }
