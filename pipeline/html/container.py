"""What stands in the article's container with its lines, and is article by that.

The container is the innermost block with nearly all of the text that was chosen. Within it a short
line, a row, an item or a name below the text belongs to the article, whatever its words score,
unless something proves otherwise: a block named for something else, links, a heading of comments
or of other articles, a line of credits or buttons with nothing of the article after it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from pipeline.html.features import DATE, IN_HEADING, SHORT, letters_of, says
from pipeline.html.line_counts import Column
from pipeline.html.linearise import CELL, Box, PageLine
from pipeline.html.words import pattern

_HELD = 0.9  # of the chosen text; a straggler elsewhere does not widen the container
INSIDE, _ROW, _END = -1.5, -2.5, -1.8  # least scores of lines between others, of rows, of the ends
_ALIKE = 0.05  # share of the text in lines of one place in the markup that makes it the article's
_LEAST = 12  # characters of a page's article where none of its lines looks like one
_HEAD = 6  # lines below a headline that may tell of its writer and its day
_TOLD = 10  # letters beside a day that make a line tell what happened on it
_LEAD = -0.5  # least score of sentences between the headline and the rest
_FAR = 60  # lines at an end of the article looked at

_OUTSIDE = pattern("container", "outside")
_OUTSIDE_TAGS = frozenset(("aside", "nav", "footer", "header", "form", "h1"))
_STRUCTURE = frozenset(
    ("tr", "td", "th", "li", "dd", "dt", "h2", "h3", "h4", "h5", "pre", "caption")
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl"))
_BLOCKS = _LISTS | {"table"}
_STATES = frozenset(("active", "on", "cur", "current", "show", "in", "open", "hide", "hidden"))
_DAY = re.compile(r"\W*(?:19|20|二)\S{1,2}\S{1,2}\s?[-/.年]\s?\S{1,3}\s?[-/.月]\s?\S{1,3}\s?日?\W*")
_CREDIT = pattern("container", "credit")
_WORDED = ("copyright", "related", "comments", "credit", "share", "notice", "form")
_LINKED_BACK = re.compile(r"\W{0,3}(?:trackback|permalink|引用地址|本文链接|本文地址)\W", re.I)
_CREDITED = pattern("container", "credited")
_LABEL = pattern("container", "label")
_ATTACHED = re.compile(
    r"附件\s?[\d一二三四五六七八九十]{0,2}\s?[:：.、]"
)  # and its name, to be fetched
_LETTER = re.compile(r"[^\W\d_](?<![年月日时分秒])")
_STOPS = ("。", "！", "？", "?", "!", "。”")
_HEADED = ("related", "comments", "share")

_Place = tuple[tuple[str, str], ...]


def fill(page: Sequence[PageLine], article: list[bool], scores: Column, headline: int) -> None:
    """Take in what stands in the container of the chosen lines and nothing proves to be other."""
    own = [i for i, chosen in enumerate(article) if chosen]
    if not own:
        return
    said = [i for i in own if not (_worded(page[i]) or _dated(page[i]) or _beside(page[i]))] or own
    home = _container([page[i] for i in said])
    for i in own:
        if not _within(page[i].box, home) and _proven(page[i], _shared(home, page[i].box)):
            article[i] = False
    inner = [i for i in said if _within(page[i].box, home)]
    places = _places([page[i] for i in inner], home)
    first = min(inner[0], max(headline + 1, inner[0] - _FAR))
    lists = _lists(page, home, range(first, min(inner[-1] + _FAR, len(page))))
    whole = frozenset(i for own in lists for i in own)
    for own in lists:
        if any(article[i] or inner[0] < i < inner[-1] for i in own):
            for i in own:
                article[i] = True
    inner = [i for i in range(first, inner[-1] + 1) if article[i]]
    for _ in range(2):  # Lines taken in tell of the place of others.
        for i in range(inner[0], inner[-1] + 1):
            article[i] = article[i] or _fits(page[i], home, float(scores[i]), places)
        inner = [i for i in range(inner[0], inner[-1] + 1) if article[i]]
        places = _places([page[i] for i in inner], home)
    below = range(inner[-1] + 1, min(inner[-1] + _FAR, len(page)))
    for i in _end(page, home, below, scores, places, whole):
        article[i] = True
    above = range(inner[0] - 1, max(headline, inner[0] - _FAR), -1)
    for i in _end(page, home, above, scores, places):
        article[i] = True
    for i in above if headline >= 0 else ():
        if scores[i] > _LEAD and _asks(page[i], _shared(page[i].box, home)):
            article[i] = True


def _asks(line: PageLine, home: Box) -> bool:
    """Whether a line below the headline is whole sentences: the question of an answer, a lead."""
    text = line.text
    worded = (line.links or len(text) < IN_HEADING) and _worded(line)
    return text.endswith(_STOPS) and not worded and not _proven(line, home)


def _container(lines: Sequence[PageLine]) -> Box:
    """The innermost block that holds nearly all of the text of some lines."""
    held: dict[int, int] = {}
    boxes: dict[int, Box] = {}
    for line in lines:
        for box in line.box.chain():
            held[id(box)] = held.get(id(box), 0) + len(line.text)
            boxes[id(box)] = box
    least = _HELD * sum(len(line.text) for line in lines)
    home = max((box for key, box in boxes.items() if held[key] >= least), key=lambda b: b.depth)
    # A text may have most of its words in one list; a paragraph holds nothing else.
    while home.up is not None and home.tag in (*_LISTS, "p"):
        home = home.up
    return home


def _worded(line: PageLine) -> bool:
    """Whether a line that is short, or has links, has words of credits, notices, buttons."""
    text = line.text
    if len(text) >= SHORT and not line.links:
        return _LINKED_BACK.match(text) is not None
    said = [name for name in _WORDED if says(name, text)]
    return (
        any(name != "credit" for name in said)
        or bool(said and _CREDITED.search(text))
        or bool(_CREDIT.search(text) or _LINKED_BACK.match(text))
    )


def _dated(line: PageLine) -> bool:
    """Whether a line tells a day or a time among other things, as heads of articles do."""
    if _DAY.fullmatch(line.text) or not DATE.search(line.text):
        return False
    if len(_LETTER.findall(line.text)) >= _TOLD:
        return False  # `2012年6月29日 第十五届人民代表大会常务委员会通过`
    return not _is_structured(line)


def _is_structured(line: PageLine) -> bool:
    """Whether a line is a row, an item, a definition or a heading."""
    return line.box.tag in _STRUCTURE


def _within(box: Box | None, home: Box) -> bool:
    while box is not None and box is not home:
        box = box.up
    return box is home


def _way(line: PageLine, home: Box) -> Iterator[Box]:
    """The blocks from a line's own up to the container, without the container."""
    return takewhile(lambda box: box is not home, line.box.chain())


def _place(line: PageLine, home: Box) -> _Place:
    """Tags and classes from a line's own block up to the container."""
    return tuple((box.tag, _class(box.name)) for box in _way(line, home))


def _lists(page: Sequence[PageLine], home: Box, lines: range) -> list[list[int]]:
    """The lines of each list and table in the container that nothing proves to be other.

    A table with few rows of data is there for the layout.
    """
    held: dict[tuple[int, bool], list[int]] = {}
    for i in lines:
        outermost = None
        for box in _way(page[i], home):
            outermost = box if box.tag in _BLOCKS else outermost
        if outermost is not None:
            held.setdefault((id(outermost), outermost.tag == "table"), []).append(i)
    return [
        own
        for (_, tabled), own in held.items()
        if not tabled or sum(CELL in page[i].text for i in own) * 2 > len(own)
        if not any(_proven(page[i], home) for i in own)
    ]


def _class(name: str) -> str:
    return " ".join(sorted(frozenset(name.split()) - _STATES))


def _places(lines: Sequence[PageLine], home: Box) -> frozenset[_Place]:
    """The places in the markup where the article's lines stand."""
    sizes = Counter[_Place]()
    for line in lines:
        sizes[_place(line, home)] += len(line.text)
    total = sum(len(line.text) for line in lines)
    return frozenset(place for place, size in sizes.items() if size > _ALIKE * total)


def _beside(line: PageLine) -> bool:
    """Whether a line stands in a block named for something else; a form may hold a whole page."""
    return any(_named_other(box) for box in line.box.chain() if box.tag != "form")


def _named_other(box: Box) -> bool:
    """Whether a block's tag or name is that of something else than an article."""
    return box.tag in _OUTSIDE_TAGS or (len(box.names) > 1 and _is_outside(box.names))


@lru_cache(maxsize=4096)
def _is_outside(name: str) -> bool:
    return _OUTSIDE.search(name) is not None


def _proven(line: PageLine, home: Box, places: Collection[_Place] = ()) -> bool:
    """Whether the block of a line, its links or its heading prove it to be no article.

    Where lines of the article stand, words prove nothing.
    """
    text = line.text
    if line.linked * 2 >= len(text) and not _ATTACHED.match(text):
        return True
    if any(map(_named_other, _way(line, home))):
        return True
    headed = len(text) < IN_HEADING and any(says(name, text) for name in _HEADED)
    if headed and _place(line, home) not in places:
        return True
    return next(line.box.element.iter("input", "select"), None) is not None


def _fits(line: PageLine, home: Box, score: float, places: frozenset[_Place]) -> bool:
    """Whether a line between lines of the article belongs to it."""
    if _proven(line, home, places):
        return False
    least = _ROW if CELL in line.text or _place(line, home) in places else INSIDE
    return score > least


def _end(
    page: Sequence[PageLine],
    home: Box,
    order: range,
    scores: Column,
    places: frozenset[_Place],
    lists: Collection[int] = (),
) -> list[int]:
    """The lines at an end of the article, going away from it, that belong to it.

    A line that credits or names a button goes only with a line of the article beyond it, and so
    does a heading, and above the article a line that stands where none of it does.
    """
    taken: list[int] = []
    sure = 0
    for i in order:
        line = page[i]
        if not _within(line.box, home) or _proven(line, home, places):
            break
        same = i in lists or _place(line, home) in places
        worded = _worded(line)
        told = worded and not _is_structured(line)
        if not same and (told or not _belongs(page, i, home, float(scores[i]))):
            break
        taken.append(i)
        beyond = (order.step > 0 or CELL in line.text) and not (worded or _heads(line))
        if beyond or i in lists or (same and not told):
            sure = len(taken)
    return taken[:sure]


def below_headline(page: Sequence[PageLine], title: str) -> list[bool]:
    """The lines right below the headline that nothing proves to be other than its article.

    For pages whose lines say too little for themselves: a list of prices, names, dates.
    """
    whole, article = letters_of(title), [False] * len(page)
    headlines = (
        i
        for i, line in enumerate(page)
        if line.box.tag in ("h1", "h2") and _opens(whole, line.text)
    )
    headline = next(headlines, len(page))
    for i in range(headline + 1, len(page)):
        if _proven(page[i], _shared(page[headline].box, page[i].box)):
            if any(article):
                break
        elif any(article) or not _worded(page[i]):
            article[i] = True
    text = sum(len(line.text) for line, chosen in zip(page, article, strict=True) if chosen)
    return article if text >= _LEAST else [False] * len(page)


def _opens(whole: str, text: str) -> bool:
    """Whether a `<title>`, of which only letters are left, begins with a line."""
    said = letters_of(text)
    return len(said) > 1 and whole.startswith(said)


def _shared(one: Box, other: Box) -> Box:
    """The innermost block around two blocks."""
    around = set(one.chain())
    return next(box for box in other.chain() if box in around or box.up is None)


def _heads(line: PageLine) -> bool:
    """Whether a line announces what follows it."""
    return line.box.tag in _HEADINGS or line.text[-1:] in "：:"


def _belongs(page: Sequence[PageLine], i: int, home: Box, score: float) -> bool:
    """Whether a line elsewhere than the article's is a row, an item, one of several alike."""
    line = page[i]
    if line.box.tag in _HEADINGS or score < _END:
        return line.box.tag in _HEADINGS
    if any(box.tag in _STRUCTURE for box in _way(line, home)):
        return True
    if not line.box.name:
        return line.box.up is not home
    kind = (line.box.tag, _class(line.box.name))
    return any(
        (other.box.tag, _class(other.box.name)) == kind
        for other in page[max(0, i - 2) : i + 3]
        if other is not line and other.box.up is line.box.up
    )
