"""Title, author, source and date as a page itself states them, and the lines that state them cut.

Read by label boundaries from the glued heads of portals, from by-lines and from credits at the
end. An empty label is an unknown field, and nothing is ever made up.
"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pipeline.metadata import headline
from pipeline.metadata.bylines import reporter
from pipeline.metadata.credited import above
from pipeline.metadata.credits import is_source
from pipeline.metadata.days import first_date
from pipeline.metadata.foot import take_below
from pipeline.metadata.glued_head import glued_head
from pipeline.metadata.head_lines import (
    DEEPEST,
    OWN_PAGE,
    HeadLines,
    Page,
    look,
    of_works,
    read_page,
)
from pipeline.metadata.headline_scores import best_line
from pipeline.metadata.layout import fold
from pipeline.metadata.names import is_department, is_site
from pipeline.metadata.navigation import crumb, is_button_row, over_the_way
from pipeline.metadata.under_headline import POSTS
from pipeline.metadata.values import values_of
from pipeline.model.article import Meta
from pipeline.model.edits import Edit
from pipeline.model.lines import cuts

_DAY_LINE = 40  # characters of a line above a headline that tells the day of an issue
_DESK = re.compile("[^省市县区].{0,2}[科股处]")  # of a house that it does not name
_PLAIN = 36  # A longer first line is more often a remark, a caption or a lead than a headline.
_HASHES = re.compile(r"#{1,6} +|[*_]{2}(?=\S)|(?<=\S)(?:[*_]{2}| #{1,6})$")  # marks of Markdown
_LEAD_LABEL = re.compile(
    "^[\\[【]?(?:导读|(?:本文|文章|内容)?摘要|核心提示|(?:内容)?提要|导语|简介|简要描述)"
    "[\\]】]?[:： ]?"
)
_DOTS = re.compile(r"['\"’”]?(?:\.{3,}|…{1,2})['\"’”]?$")
_BROKEN_OFF = (".", "…", "'", '"', "’", "”")  # what such dots end in: most lines end in none


class Headed(NamedTuple):
    """What a page says of itself, and the edits that take that out of its text."""

    edits: tuple[Edit, ...]
    found: dict[str, Meta]


def head(
    text: str, known: Mapping[str, str], code: frozenset[int] = frozenset(), never: str = ""
) -> Headed:
    r"""The fields a page states above and below its text, and edits that cut those above.

    `known` are fields told elsewhere; a line that repeats a known title is cut too. `code` are the
    numbers of lines of code: no head goes on below the first. `never` is a line that is no
    headline, for other pages of the site have it too: another has to be proven. Credits below the
    text only fill what the head left open, and are left for `strip` to cut.

    >>> page = "山里来了新校长\n作者: 来源:北岸周刊 2023-02-27 20:02\n清晨六点,天没亮,他就走了。"
    >>> done = head(page, {})
    >>> {name: meta.value for name, meta in done.found.items()}
    {'title': '山里来了新校长', 'sitename': '北岸周刊', 'date': '2023-02-27T20:02'}
    >>> [edit.rule for edit in done.edits]
    ['title', 'credits']
    """
    page = read_page(text, code, fold(never))
    read = look(page)
    found: dict[str, Meta] = {}
    for labelled in (True, False):  # a name beside a date may be anyone's
        for i in sorted({*read.credits, *read.rules}):
            _take(found, page, i, read, labelled)
    glued = _take_glued(found, page) if not known.get("title") else None
    original = found.pop("title") if _is_original(found.get("title")) else None
    named = None
    if not known.get("title") and "title" not in found:
        named = _title_line(page, read)
        if never and named is not None and not _is_proven(page, read, named):
            named = None
        if named is not None:
            found["title"] = Meta(_title(page, read, named), "headline")
        elif read.credits and (words := _in_crumb(page)):
            found["title"] = Meta(words, "way")
    if original and not known.get("title"):
        found.setdefault("title", original)
    told = known.get("title") or (found["title"].value if "title" in found else "")
    cut, part = _cuts(page, read, fold(told))
    part.extend([glued] if glued else ())
    if named is not None and (read.credits or read.boilerplate):
        _take_beside(found, page, read, named)
        cut |= _own_line(found.get("author"), page, named, cut)
    _drop_poster(found, page, read.site)
    own = "author" not in found and (read.credits or not page.top)  # else the copy of a story
    if own and (name := reporter([line.text for line in page.lines[page.top : page.top + 1]])):
        found["author"] = Meta(name, "first lines")
    take_below(found, page)
    _take_site(found, page, read.site)
    return Headed(tuple(sorted([*cuts(page.lines, cut), *part])), _known(found))


def _take(found: dict[str, Meta], page: Page, i: int, read: HeadLines, labelled: bool) -> None:
    """Note the fields a line states, with labels or without, unless they are known."""
    rule = read.rules.get(i) if labelled else None
    if rule and rule.head_kind == "source" and (match := rule.regex.fullmatch(page.folded[i])):
        for name, folded in match.groupdict().items():
            if folded:
                value = page.value(i, *match.span(name))
                for field, stated in values_of(name, value, folded):
                    found.setdefault(field, Meta(stated, rule.id))
            elif name == "title" and i + 1 < page.top and i + 1 not in read.credits:
                found.setdefault(name, Meta(page.lines[i + 1].text.strip(), rule.id))
    for label in read.credits[i].fields if i in read.credits else ():
        if (label.label not in ("", "account")) != labelled and label.name != "date":
            continue
        value = page.value(i, label.start, label.end)
        posts = label.name in ("prefix", "poster") and POSTS.match(page.folded[i], label.end)
        for name, stated in values_of("posted" if posts else label.name, value, fold(value)):
            found.setdefault(name, Meta(stated, label.label or "line"))


def _title(page: Page, read: HeadLines, i: int) -> str:
    """The headline in a line, without the site's name and the marks of Markdown."""
    text = page.lines[i].text
    start, end = headline.trimmed(page.folded[i], read.site)
    if bare := headline.said_bare(page.folded[i].strip(), page.heads()):
        start = page.folded[i].index(bare)
        end = start + len(bare)
    words = _HASHES.sub("", text[start:end].strip())
    return words[1:-1] if _ENTITLED.fullmatch(words) else words


def _take_glued(found: dict[str, Meta], page: Page) -> Edit | None:
    """Note what a head says that stands on one line with the text, and the edit that cuts it."""
    first = page.top < len(page.folded) and not any(map(str.strip, page.folded[: page.top]))
    glued = glued_head(page.folded[page.top]) if first else None
    if not glued:
        return None
    for field in glued.fields:
        value = page.value(page.top, field.start, field.end)
        for name, told in values_of(field.name, value, fold(value)):
            found.setdefault(name, Meta(told, "glued"))
    start = page.lines[page.top].start
    return Edit(start, start + glued.end, "", "credits")


_ENTITLED = re.compile("《[^《》]{2,}》")  # a headline in the marks of a title


def _is_original(title: Meta | None) -> bool:
    """Whether a title is the one under which another site has the text."""
    return title is not None and title.where in ("original-title", "原标题", "原文标题", "原题")


_PART = re.compile("(?:正文|详情|内容|列表|讨论|目录|频道|动态|新闻)$|^.{1,4}$")


def _in_crumb(page: Page) -> str:
    """The headline of a page that has it only at the end of its way, or ""."""
    for i in range(page.top):
        way = crumb(page.folded[i])
        topic = way[1] if way else ""
        words = topic[(match.end() if (match := headline.TOPIC.match(topic)) else 0) :]
        if words and not _PART.search(words):
            start = page.folded[i].rindex(words)
            return page.value(i, start, start + len(words))
    return ""


def _drop_poster(found: dict[str, Meta], page: Page, site: str) -> None:
    """Take a name beside a date for the site's where the page says so elsewhere."""
    author = found.get("author")
    if author is None or author.where != "line":
        return
    name = fold(author.value)
    said = re.compile(f"(?:来源|出品) ?: ?{re.escape(name)}")
    if name == site or any(said.search(page.folded[i]) for i in page.below):
        found.setdefault("sitename", found.pop("author"))


def _take_site(found: dict[str, Meta], page: Page, site: str) -> None:
    """Tell the source that a page states from its own site: a department's is its house's."""
    stated = found.get("sitename")
    if site and stated and stated.where == "account-line" and fold(stated.value) != site:
        found.setdefault("author", found.pop("sitename"))  # an account of it
    headed = site in page.heads()
    placed = headed or is_site(site) or (stated and _DESK.fullmatch(fold(stated.value)))
    if placed and stated and is_source(stated.where) and is_department(fold(stated.value)):
        found["source_name"] = found.pop("sitename")
    if site and "sitename" not in found:
        found["sitename"] = Meta(_as_written(page, site), "page")


def _as_written(page: Page, name: str) -> str:
    """A folded name as the page writes it."""
    i = next(i for i, line in enumerate(page.folded) if name in line)
    start = page.folded[i].index(name)
    return page.value(i, start, start + len(name))


_FIRST_HEADING = re.compile("# .{2,90}$")  # of a text in Markdown
_UNREAD = re.compile(r"\s*|\s*(?:>|[-*] ).*")  # an empty line, and remarks of a translator


def _title_line(page: Page, read: HeadLines) -> int | None:
    """The line above the text that is its headline."""
    filled = (i for i, line in enumerate(page.folded) if not _UNREAD.fullmatch(line))
    if (first := next(filled, None)) is not None and _FIRST_HEADING.match(page.folded[first]):
        return first
    if is_framed(page, read) and (found := best_line(page, read)) is not None:
        return found
    free = _free(page, read)
    if _is_verse(page):  # what comes again is a refrain
        return 0 if free[:1] == [0] and len(read.rules) > 1 else None
    echoed = next((i for i in free if page.folded.count(page.folded[i]) > 1), None)
    if echoed is not None:
        return echoed
    size = len(page.folded[0])
    return 0 if free[:1] == [0] and page.top <= 2 and headline.PLAIN <= size <= _PLAIN else None


def is_framed(page: Page, read: HeadLines) -> bool:
    """Whether more stands above the text of a page than a headline and its text."""
    if read.stated() or read.site:
        return True
    if _is_verse(page):
        return False
    widgets = any(rule.head_kind == "widget" for rule in read.rules.values())
    opened = _free(page, read)[:1] == [0] and len(read.rules) > 1
    return bool(read.boilerplate or widgets or opened)


def _is_verse(page: Page) -> bool:
    """Whether no running text follows the first lines of a page."""
    return page.top in (len(page.folded), DEEPEST)


def _free(page: Page, read: HeadLines) -> list[int]:
    """The lines of which nothing is known and that may be headlines by their form."""
    known = {*read.credits, *read.rules, *read.boilerplate}
    unknown = (i for i in range(page.top) if i not in known)
    return [i for i in unknown if headline.may_be_headline(page.folded[i])]


def _is_proven(page: Page, read: HeadLines, i: int) -> bool:
    """Whether a headline stands over credits, names its site, or is said bare or again."""
    line = page.folded[i].strip()
    credited = any(i < j <= page.top for j in read.stated())
    sited = bool(read.site) and read.site in line
    return credited or sited or bool(headline.said_bare(line, page.heads()))


def _cuts(page: Page, read: HeadLines, title: str) -> tuple[dict[int, str], list[Edit]]:
    """The lines above the text that go, with the rule that cuts each, and parts of lines."""
    cut = dict.fromkeys(over_the_way(page.folded[: page.top]), "navigation")
    part: list[Edit] = []
    for i, stated in read.credits.items():
        if stated.end == len(page.folded[i]):
            cut[i] = "account" if stated.fields[0].label == "account" else "credits"
        else:
            start = page.lines[i].start
            part.append(Edit(start, start + stated.end, "", "credits"))
    for i, rule in read.rules.items():
        if rule.head_kind == "source":
            cut[i] = rule.id
    told = {*read.credits, *read.rules, *read.boilerplate}
    for i in range(page.top) if title else ():
        line = _HASHES.sub("", page.folded[i].strip())
        same = line[slice(*headline.trimmed(line, read.site))] == title
        if same or (line.startswith(title) and _BESIDE_TITLE.fullmatch(line, len(title))):
            doubled = cut.get(i - 1) == "title" and i + 1 in read.credits
            if "title" in cut.values() and i - 1 not in told and not doubled:
                break  # what comes again below the head is the author's
            cut[i] = "title"
    named = min((i for i in cut if cut[i] == "title"), default=0)
    for i in range(named):
        known = read.rules.get(i)
        if known and read.credits and known.head_kind == "channel":
            cut[i] = known.id
        elif i not in cut and headline.NOTICE.search(page.folded[i]):
            cut[i] = "navigation"
    low = max((i for i in read.credits if i < page.top), default=0)
    for i in sorted(read.boilerplate - cut.keys()):
        if i < named or i < low or (i - 1 in cut and is_button_row(page.folded[i])):
            cut[i] = "navigation"
    for i in range(min(page.top + 1, len(page.lines) - 1)):
        if i not in cut and _truncated(page, i):
            cut[i] = "truncated-lead"
    left = (line for i, line in enumerate(page.folded) if i not in cut)
    if not any(any(map(str.isalnum, line)) for line in left):
        cut.pop(min((i for i in cut if cut[i] == "title"), default=-1), None)  # it is all there is
    return cut, [edit for edit in part if all(page.lines[i].start != edit.start for i in cut)]


_BESIDE_TITLE = re.compile(r"(?: ?[-_|–—] ?[^\s。,]{2,20}){1,3}")


def _truncated(page: Page, i: int) -> bool:
    """Whether a line is the beginning of one of the next, broken off with dots or labelled so."""
    text = page.lines[i].text
    lead = _LEAD_LABEL.sub("", text)
    broken = text.endswith(_BROKEN_OFF)
    if not broken and lead == text:
        return False
    stem = _DOTS.sub("", lead)
    if len(stem) < headline.PLAIN or stem == text:
        return False
    return any(
        line.text.startswith(stem) and len(line.text) >= len(stem)
        for line in page.lines[i + 1 : i + 4]
    )


def _take_beside(found: dict[str, Meta], page: Page, read: HeadLines, named: int) -> None:
    """Fill open fields from the lines between the headline and the text, and the day above them."""
    # Lines of verse end as names of houses may.
    end = max(read.stated(), default=named) if _is_verse(page) else page.top
    works = of_works(page.folded[: page.top])
    between = [
        "" if i in works else page.lines[i].text
        for i in range(named + 1, min(end + 1, len(page.lines)))
    ]
    between = ["" if "上传" in text else text for text in between]  # no day of print
    tail = page.folded[named].split("_")[1:-1]
    if barred := next((text.strip() for text in between if fold(text.strip()) in tail), ""):
        found.setdefault("author", Meta(barred, "beside"))  # it stands in the bar of a browser too
    said = above(between, headed=True, lead=page.top - named - 1)

    for name, value in (("author", said.author), ("sitename", said.publisher), ("date", said.date)):
        if value:
            found.setdefault(name, Meta(value, "beside"))
    if "author" not in found:
        own = (OWN_PAGE.search(line, 0, 24) for line in page.folded[:named])
        i, mine = next(((i, match) for i, match in enumerate(own) if match), (0, None))
        if mine and mine.start() > 1:
            found["author"] = Meta(page.value(i, 0, mine.start()), "page")
    if "date" not in found:
        days = (first_date(line) for line in page.folded[: named + 1] if len(line) <= _DAY_LINE)
        if day := next(filter(None, days), None):
            found["date"] = Meta(day, "above")


def _own_line(author: Meta | None, page: Page, named: int, cut: Collection[int]) -> dict[int, str]:
    """The line between the headline and the text that is but the author's name."""
    if not author or author.where != "beside":
        return {}
    between = (i for i in range(named + 1, page.top) if i not in cut)
    return {i: "credits" for i in between if page.lines[i].text.strip() == author.value}


def _known(found: dict[str, Meta]) -> dict[str, Meta]:
    """The fields in a fixed order; others stand in for an unknown author and day of print."""
    for name, other in (("date", "later"), ("author", "second")):
        if other in found:
            found.setdefault(name, found[other])
    return {
        name: found[name]
        for name in ("title", "author", "sitename", "source_name", "date", "url")
        if name in found
    }
