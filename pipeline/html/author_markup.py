"""Who wrote a page and when, where its markup says so: a class, a link to a person, microdata."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from pipeline.html.linearise import PageLine
from pipeline.html.words import pattern
from pipeline.metadata.days import first_date
from pipeline.metadata.layout import fold, prose
from pipeline.metadata.names import office
from pipeline.metadata.under_headline import account, has_profile

LONGEST_MARKED = 30  # characters of an element that is a name or a time
_BEGINS = 5  # short lines at the start of an article that may still be its head
_SEVERAL = 2  # other writers within an article that make it a thread
_BOARD = 12  # lines above a headline in which a board tells of a member
MARKED = 20  # elements of a line looked at

_BY = pattern("author_markup", "by")
_BESIDE = pattern("author_markup", "beside")
_PERSONAL = pattern("author_markup", "personal")
_BUTTON = pattern("author_markup", "button")
_FOLLOW = re.compile(r"[+＋]? ?(?:关注|關注)(?:[Tt][Aa]|[他她]|作者)?")
_BESIDE_NAME = re.compile(r" ?[·•|] ?(?=.*\d)")  # a byline goes on with its day
_BEFORE_NAME = re.compile(r"^(?:作者|文|撰文|[Bb]y|[Aa]uthor)(?: ?[:：/|] ?| )")


def marked_facts(page: Sequence[PageLine], top: int, first: int, last: int) -> tuple[str, str]:
    """The author and the date in elements marked as such, in the head of an article.

    The head begins at line `top`, the article goes from `first` to `last`. Where more writers are
    marked within it, it is a thread or a list of reviews, which is nobody's.
    """
    author = date = ""
    for i in range(top, min(first + _BEGINS, last + 1, len(page))):
        line = page[i]
        if i > first + 1 and len(line.text) > LONGEST_MARKED:
            break
        if not author and (author := _writer(line)):
            within = {name for each in page[first : last + 1] if (name := _writer(each))}
            if len(within - {author}) >= _SEVERAL:
                return "", date
        for found in islice(line.box.element.iter(), MARKED):
            if not date and (found.tag == "time" or found.get("itemprop") == "datePublished"):
                moment = found.get("datetime") or found.get("content") or ""
                date = moment if first_date(moment) and _text(found) in line.text else ""
    return author, date


def board_member(page: Sequence[PageLine], headline: int) -> str:
    """The linked name of whom a board tells above a headline, in a column beside the post."""
    above = page[max(0, headline - _BOARD) : max(0, headline)]
    for i, line in enumerate(above[:-1]):
        told = line.linked == len(line.text) and has_profile(fold(above[i + 1].text))
        if told and account([fold(each.text) for each in above[i:]], 0) == "author":
            return line.text
    return ""


def _writer(line: PageLine) -> str:
    """The name in the innermost element of a line that is marked as its writer's."""
    holder, name = None, ""
    for found in islice(line.box.element.iter(), MARKED):
        if holder is not None and holder not in found.iterancestors():
            continue
        text = _text(found)
        if found is line.box.element and len(line.text) < len(text):
            text = line.text  # of a block that goes on in other lines
        if not 2 <= len(text) <= LONGEST_MARKED or text not in line.text:
            continue
        # A sentence links whom it speaks of.
        known = _leads_to(found, text) or _is_followed(found, text)
        if _marks(found, text) or (known and not prose(fold(line.text))):
            holder, name = found, text
    return _BEFORE_NAME.sub("", _BESIDE_NAME.split(name)[0])


def _marks(element: etree._Element, text: str) -> bool:
    """Whether an element is marked as the name of a writer."""
    if (element.get("itemprop") or element.get("rel")) == "author":
        return True
    marked = any(
        _BY.search(name) and not _BESIDE.search(name)
        for name in (element.get("class") or "").split()
    )
    return marked and not _BUTTON.search(fold(text))


def _leads_to(element: etree._Element, text: str) -> bool:
    """Whether an element is a name that leads to the page of a person."""
    if element.tag != "a" or not _PERSONAL.search(element.get("href") or ""):
        return False
    folded = fold(text)
    return not (_BUTTON.search(folded) or office(folded))


def _is_followed(element: etree._Element, text: str) -> bool:
    """Whether the button to follow somebody stands right behind a name."""
    after = element.getnext()
    if after is None or (element.tail or "").strip() or len(after):
        return False
    third = after.getnext()
    if third is not None and third.tag == after.tag == element.tag:
        return False  # a row of places to go to, of which one is `关注`
    folded = fold(text)
    asked = _FOLLOW.fullmatch((after.text or "").strip()) is not None
    return asked and not (_BUTTON.search(folded) or office(folded))


def _text(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, islice(element.itertext(), 9))).split())
