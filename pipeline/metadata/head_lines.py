"""What each line above a text is: credits, boilerplate, a menu, the site's own, or unknown.

Not a stage: `head` asks it. Lines are read in order, for under a headline a name or a date says
more than elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.metadata import headline
from pipeline.metadata.bylines import reporter
from pipeline.metadata.credits import CreditField, Credits, credited, leading
from pipeline.metadata.days import dated
from pipeline.metadata.layout import fold, prose
from pipeline.metadata.navigation import (
    ENTRIES,
    crumb,
    is_button,
    is_button_row,
    is_menu,
    is_navigation,
)
from pipeline.metadata.site_name import site_name
from pipeline.metadata.under_headline import (
    account,
    has_profile,
    is_of_member,
    stamped,
    tells_of_account,
)
from pipeline.metadata.writers import StatedField, by_names, by_role, of_dateline
from pipeline.model.lines import Line, lines
from pipeline.model.rule_kinds import boilerplate_rules, head_rules, kept_by_rules
from pipeline.model.rules import Rule, Rulebook
from pipeline.model.vocabulary import words

DEEPEST = 25  # No head we have seen is longer; a text of short lines only is no head at all.
_SOON = 16  # Characters; the longest first label and its brackets.
_MENU = 3  # short lines in a row above a headline that are no longer names of one section
_TAIL = 12  # Credits below the text stand among its last lines.
_ABOVE = (None, "any", "edge", "head")  # zones of boilerplate that may stand above a text
_BESIDE = 8  # characters that may stand beside what all pages have: a bar, a sign
_BYLINE = 40  # characters of a line of writers' names


class Page(NamedTuple):
    """A page's lines, folded beside them, and how many of them stand before its running text.

    `below` are the numbers of its last lines that are no running text. `never` is a folded line
    that other pages of the site have for their headline too.
    """

    lines: Sequence[Line]
    folded: Sequence[str]
    top: int
    below: Sequence[int]
    never: str = ""

    def value(self, i: int, start: int, end: int) -> str:
        """What stands there in the page's own script."""
        return self.lines[i].text[start:end].strip()

    def heads(self) -> list[str]:
        """The folded lines above the text, without blanks around them."""
        return [line.strip() for line in self.folded[: self.top]]


class HeadLines(NamedTuple):
    """What each line above the text is: its credits, the rule that knows it, or boilerplate.

    `site` is the name by which the page calls its own site, folded; "" when it does not.
    """

    credits: dict[int, Credits]
    rules: dict[int, Rule]
    boilerplate: set[int]
    site: str

    def stated(self) -> set[int]:
        """The lines that state facts."""
        return {
            *self.credits,
            *(i for i, rule in self.rules.items() if rule.head_kind == "source"),
        }


@kept_by_rules
def _rules() -> Rulebook:
    """What is known of lines above a text that are not its title: of heads first."""
    anywhere = [
        rule for rule in boilerplate_rules("line", "section") if rule.extra.get("zone") in _ABOVE
    ]
    return Rulebook((*head_rules(), *anywhere))


def read_page(text: str, code: frozenset[int], never: str = "") -> Page:
    """The page's lines and where its running text begins."""
    found, folded = lines(text), fold(text).split("\n")
    deepest = min([len(folded), DEEPEST, *code])
    top = next((i for i in range(deepest) if prose(folded[i]) and not _states(folded[i])), deepest)
    last = range(max(top + 1, len(folded) - _TAIL), len(folded))
    below = [i for i in last if not prose(folded[i]) or _OF_PAGE.search(folded[i])]
    return Page(found, folded, top, below, never)


_OF_PAGE = re.compile("版权|免责|声明|©|公众号|客户端|App\\b|转载")


_ABSTRACT = re.compile("摘要|导读|导语|提要|提示|按")


def _states(folded: str) -> bool:
    """Whether a line as long as running text is credits after all.

    Those name a label soon, and hold no full stop but in an abstract behind them.
    """
    if "。" in folded and not _ABSTRACT.search(folded, 0, 60):
        return False
    return re.search("[:|】]", folded[:_SOON]) is not None and credited(folded) is not None


def look(page: Page) -> HeadLines:
    """What the lines above the text are; the first line of the text may begin with credits."""
    read = HeadLines({}, {}, set(), site_name(page.folded, page.top, page.below))
    works = of_works(page.folded[: page.top])
    for i, line in enumerate(page.folded[: page.top]):
        if headline.QUOTED.match(line) or "](" in line or i in works:
            continue  # the author's own line, in the author's own form
        if is_never(page, line):
            read.boilerplate.add(i)
            continue
        stated = credited(line)
        if _tells_of_member(page, read, i, stated):
            read.boilerplate.add(i)
            continue
        rule = next((rule for rule in _rules().possible(line) if rule.regex.fullmatch(line)), None)
        if _under_headline(page, read, i) or _over_headline(page, i):
            stated = _of_account(page, i) or stamped(line) or stated or _of_writer(page, i)
        elif not stated and (issue := stamped(line)) and issue.fields[-1].name == "author":
            stated = issue  # a day, a paper and a writer, over the headline
        if rule and rule.head_kind in ("source", "widget"):
            read.rules[i] = rule
        elif stated and (_proves(stated) or read.credits or read.rules or _goes_on(page, i)):
            read.credits[i] = stated
        elif rule:
            read.rules[i] = rule
        if i not in read.credits and i not in read.rules:
            below = i == 0 or i - 1 in read.boilerplate or page.folded[i - 1].strip() == read.site
            again = i - 1 in read.credits and line.strip() in _values(page, read, i - 1)
            if again or _is_boilerplate(line, read.site) or (below and is_navigation(line)):
                read.boilerplate.add(i)
    if page.top < len(page.folded) and (stated := leading(page.folded[page.top])):
        read.credits[page.top] = stated
    if read.credits:
        read.boilerplate.update(_short_menu(page, read))
    known = {*read.credits, *read.boilerplate}
    for i in [i for i in read.rules if headline.CHAPTER.match(page.folded[i])]:
        listed = any(headline.CHAPTER.match(page.folded[j]) for j in (i - 1, i + 1) if j < page.top)
        if read.rules[i].head_kind == "opening" and not listed and known & {i - 2, i - 1, i + 1}:
            del read.rules[i]
    return read


@cache
def _of_work() -> re.Pattern[str]:
    """A label of a work and its value."""
    return re.compile(rf" *(?:{'|'.join(words('works'))}) ?: ?\S")


def of_works(folded: Sequence[str]) -> frozenset[int]:
    """The lines that describe what a text is about, a label and its value each.

    >>> sorted(of_works(["渡口书评", "书名:渡口", "作者:陆怀舟", "出版社:长汀书局", "作者:沈未央"]))
    [1, 2, 3, 4]
    >>> sorted(of_works(["作者:沈未央", "来源:北岸网", "书名:渡口"]))
    []
    """
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate((*folded, "")):
        if _PAIRED.match(line):
            run.append(i)
            continue
        if sum(_of_work().match(folded[k]) is not None for k in run) >= _SURE_LABELS:
            found.update(run)
        run = []
    return frozenset(found)


def is_never(page: Page, line: str) -> bool:
    """Whether a line is what other pages of the site have for their headline too."""
    beside = len(line.strip()) - len(page.never)
    return bool(page.never) and page.never in line and beside <= _BESIDE


def _values(page: Page, read: HeadLines, i: int) -> set[str]:
    """What the credits of a line state."""
    return {page.folded[i][field.start : field.end] for field in read.credits[i].fields}


def _goes_on(page: Page, i: int) -> bool:
    """Whether sure credits stand right below a line."""
    below = credited(page.folded[i + 1]) if i + 1 < page.top else None
    return below is not None and below.sure


def _tells_of_member(page: Page, read: HeadLines, i: int, stated: Credits | None) -> bool:
    """Whether a line tells more of the account that the line above names, or tells of."""
    over = read.credits[i - 1].fields if i - 1 in read.credits else ()
    named = any(field.label == "account" or field.name == "poster" for field in over)
    if not named and not (i - 1 in read.boilerplate and _may_tell(page.folded[i - 1])):
        return False
    line = page.folded[i]
    facts = stated and any(field.name for field in stated.fields)
    if dated(line) or (facts and not is_of_member(line)):
        return False
    return _may_tell(line)


def _may_tell(line: str) -> bool:
    """Whether a line below an account may tell of it: a label and its value, a level in stars."""
    return tells_of_account(line) or bool(_PAIR.fullmatch(line) or _LEVEL.fullmatch(line))


def _over_headline(page: Page, i: int) -> bool:
    """Whether a page tells of who posted it between a line and a later one, which may head it."""
    after = page.folded[i + 1 : page.top]
    said = next((k for k, line in enumerate(after) if not tells_of_account(line)), len(after))
    if not said and not has_profile(page.folded[i]):
        return False
    return said == len(after) or any(map(headline.may_be_headline, after[said:]))


def _of_account(page: Page, i: int) -> Credits | None:
    """The name of an account on a line of its own, which the lines below tell to be one."""
    name = account(page.folded, i)
    size = len(page.folded[i])
    both = _ORIGINAL.fullmatch(page.folded[i])
    if both and i + 1 < len(page.folded) and page.folded[i + 1].strip() == both["house"]:
        fields = (CreditField(one, "account", *both.span(one)) for one in ("author", "house"))
        return Credits(
            (*(f._replace(name=f.name.replace("house", "sitename")) for f in fields),),
            size,
            sure=True,
        )
    return Credits((CreditField(name, "account", 0, size),), size, sure=True) if name else None


_ORIGINAL = re.compile(r"原创 (?P<author>\S{2,14}) (?P<house>\S.{1,14})")  # an account names both
_AFFILIATION = re.compile(
    r"\((?:\d\. ?)?.{2,30}(?:大学|学院|研究|医院|中心|局|站|所).{0,80}\b\d{6}\b.*"
)


_CORRESPONDENT = re.compile(
    r"(?:[□■◎●]? ?(?:特约)?通讯员[: ]{0,3}|\S{0,16}(?:班|年级|小学|中学) )(?P<name>[一-鿿]{2,4})"
)
_POSTED_BY = re.compile(
    r"(?:(?:Posted|Published) on .{8,24} by|dc:creator) (?P<name>\S{2,20})", re.I
)


def _of_writer(page: Page, i: int) -> Credits | None:
    """A line that is a dateline or writers' names over the house they work for."""
    line = page.folded[i].strip()
    if len(line) > _BYLINE or page.top in (len(page.folded), DEEPEST):
        return None
    told = by_role(line) or next(iter(of_dateline(line)), None)
    if not told and ":" not in line and (both := [*by_names(line, dated=False)])[1:]:
        told = next((one for one in both if one.name == "author"), None)
    if not told and (match := _CORRESPONDENT.fullmatch(line) or _POSTED_BY.fullmatch(line)):
        told = StatedField("author", *match.span("name"))
    if not told and (name := reporter([line])):
        told = StatedField("author", line.index(fold(name)[:2]), 0)
        told = told._replace(end=told.start + len(name))
    if not told and i + 1 < page.top and _AFFILIATION.fullmatch(page.folded[i + 1]):
        told = StatedField("author", 0, len(line))
    size = len(page.folded[i])
    return Credits((CreditField("author", "", *told[1:]),), size, sure=True) if told else None


def _under_headline(page: Page, read: HeadLines, i: int) -> bool:
    """Whether one of the two lines above can be the headline."""
    titled = {
        i
        for i, rule in read.rules.items()
        if "title" in rule.regex.groupindex or headline.CHAPTER.match(page.folded[i])
    }
    known = {*read.credits, *read.rules, *read.boilerplate} - titled
    above = range(max(0, i - 2), i)
    if any(
        field.name == "title"
        for j in above
        if j in read.credits
        for field in read.credits[j].fields
    ):
        return True
    over = (page.folded[j] for j in above if j not in known)
    return any(headline.may_be_headline(line, read.site) for line in over)


_PAIRED = re.compile(r" *\S{1,6} ?: ?\S")
_SURE_LABELS = 2  # of a work, in a run of lines that are a label and its value each
_LEVEL = re.compile(r"[★☆●◆\d/ ]{1,8}")
_PAIR = re.compile("[一-鿿]{2,5} ?: ?[^:]{1,12}")  # `海币: 18842 枚`
_COUNT = re.compile("[一-鿿]{2,6}(?:: ?| )[\\d,.★☆]+[万年]?")  # `博客等级:11`
_PAIRS = re.compile("(?:[一-鿿]{2,4}[:/] ?[^ :]{1,12} *){3,}")  # `难度:简单 口味:原味 耗时:数小时`
OWN_PAGE = re.compile(r"的(?:QQ)?(?:博客|空间|日记|主页|专栏|小站|微博)(?=$|[ _|-])")


def _is_boilerplate(folded: str, site: str) -> bool:
    """Whether a line above a headline is a menu, a crumb, a row of buttons or the site's own."""
    line = folded.strip()
    if is_menu(line) or is_button_row(line) or OWN_PAGE.search(line, 0, 24):
        return True
    if _COUNT.fullmatch(line) or _PAIRS.fullmatch(line):
        return True
    if (way := crumb(line)) and ">" in line:
        return len(way[0]) <= 12
    if not site or site not in line:
        return False
    if is_button_row(line.replace(site, "", 1)):
        return True
    start, end = headline.trimmed(line, site)
    return line.startswith(site) and start == 0 and site in line[:end]


def _short_menu(page: Page, read: HeadLines) -> Iterator[int]:
    """The lines at the very top that are a menu of one word a line, or a section's name."""
    short: list[int] = []
    for i in range(page.top):
        if not re.fullmatch(r"\w{2,6}", page.folded[i].strip()):
            break
        short.append(i)
    for run in _runs(page, read):
        yield from run
    if short and (len(short) >= _MENU or len(page.folded[0]) <= 3):
        free = [i for i in short if i not in read.credits and i not in read.rules]
        yield from free if len(short) < page.top else free[:-1]


def _runs(page: Page, read: HeadLines) -> Iterator[list[int]]:
    """The runs of lines above the credits that are each an entry of a menu."""
    run: list[int] = []
    for i in range(min(read.credits) + 1):
        line = page.folded[i].strip()
        if re.fullmatch(r"\w{2,6}", line) and i not in read.credits:
            run.append(i)
        elif line:
            known = {*read.rules, *read.boilerplate}
            button = any(is_button(page.folded[j].strip()) for j in run)
            if len(run) > ENTRIES and (button or run[0] - 1 in known):
                yield run
            run = []


def _proves(stated: Credits) -> bool:
    """Whether credits need no others beside them: a sure label, or a date and nothing but."""
    return stated.sure or not any(field.label for field in stated.fields)
