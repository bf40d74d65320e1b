"""Where a page goes on below its article: with comments, or with another article."""

from collections.abc import Sequence

from pipeline.html.features import DATE, IN_HEADING, LONG_LINE, SHORT, letters_of
from pipeline.html.line_counts import POINT
from pipeline.html.linearise import PageLine
from pipeline.html.words import pattern

TRIES = 8  # headings looked at, so that a page of nothing else costs no more than others
ENOUGH = 100  # characters; the shortest article that comments may follow
_FEW = 6  # letters of a headline
CALLED = 3  # words of an account elsewhere and of a call to readers, of those at least one
_ELSEWHERE = pattern("below", "elsewhere")
_CALLING = pattern("below", "calling")
_COMMENTS = pattern("below", "comments")


def uncall(page: Sequence[PageLine], article: list[bool]) -> None:
    """Leave out the last lines that call readers to an account, an app or a page elsewhere.

    Only with a link among them: an article may end with what people do on such pages.
    """
    own = [i for i, chosen in enumerate(article) if chosen]
    calls = []
    for i in reversed(own[1:]):
        text = page[i].text
        named = {found.lower() for found in _ELSEWHERE.findall(text)}
        if not named or len(named) + len(set(_CALLING.findall(text))) < CALLED:
            break
        calls.append(i)
    if any(page[i].links for i in calls):
        for i in calls:
            article[i] = False


def next_article(page: Sequence[PageLine], title: str) -> int:
    """Where a page goes on with another article, or the number of lines if it does not.

    Some pages add the next article below the first: below the headline, which `<title>` proves,
    and some text, comes a heading of the same tag and class that says something else.
    """
    whole = letters_of(title)
    for i, line in enumerate(page):
        kind = _heading(line)
        said = letters_of(line.text)
        if kind is None or len(said) < _FEW or not whole.startswith(said):
            continue
        text = False
        for j in range(i + 1, len(page)):
            text = text or bool(_plain(page[j]))
            if text and _heading(page[j]) == kind and len(letters_of(page[j].text)) >= _FEW:
                return len(page) if letters_of(page[j].text) in whole else j
        break
    return len(page)


def _heading(line: PageLine) -> tuple[str, str] | None:
    """The tag and the class of a heading of the first rank, if it has a class."""
    box = line.box
    return (box.tag, box.name) if box.tag == "h1" and box.name else None


def comments(page: Sequence[PageLine]) -> int:
    """Where the readers' comments begin, or the number of lines if there are none.

    A line that says nothing but "comments", below `ENOUGH` characters of prose, and dates or times
    in the short lines that follow: two within a dozen lines, and then again and again, with never
    more prose between two than stands above, or than half of what follows. A column of newest
    comments beside the article has the article somewhere below it, and so begins no comments.
    """
    above = tries = 0
    for i, line in enumerate(page):
        if len(line.text) > IN_HEADING:
            above += _plain(line)
        elif above > ENOUGH and _COMMENTS.fullmatch(line.text):
            if _conversation(page[i + 1 :], above):
                return i
            tries += 1
            if tries == TRIES:
                break
    return len(page)


def _conversation(page: Sequence[PageLine], above: int) -> bool:
    """Whether dates come again and again in these lines, which stand below that much prose."""
    dated = [len(x.text) < SHORT and DATE.search(x.text) is not None for x in page]
    if sum(dated[:12]) < 2:
        return False
    gap = widest = below = 0
    for line, has_date in zip(page, dated, strict=True):
        plain = _plain(line)
        gap = 0 if has_date else gap + plain
        widest = max(widest, gap)
        below += plain
    return widest <= max(above, below / 2)


def _plain(line: PageLine) -> int:
    """The characters of a line of prose."""
    text = line.text
    prose = (
        len(text) > IN_HEADING and line.linked * 2 < len(text) and POINT.search(text, 0, LONG_LINE)
    )
    return len(text) if prose else 0
