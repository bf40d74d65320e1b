"""An HTML page to its visible text, the edits that leave the article, and what it says of itself.

The source of the ledger is the page's text, line by line; a line that is not the article is cut by
an edit whose rule says what it is, so `explain` can answer where a paragraph went.
"""

import re
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipeline.html import classify, confidence, container, metadata, streams
from pipeline.html.embedded_article import unshown
from pipeline.html.features import SHORT, count_han, letters_of, says
from pipeline.html.linearise import PageLine, linearise, spans_of_lines
from pipeline.html.page_kind import kind_of_page
from pipeline.html.parse import flat, page_title, parse_page, shows_more, size
from pipeline.html.replies import replies
from pipeline.html.titles import title_line
from pipeline.html.words import pattern
from pipeline.metadata.names import REGIONS
from pipeline.model.article import Meta, Refused
from pipeline.model.edits import Edit
from pipeline.model.lines import cuts

_DAY = re.compile(r"(?:\d{2,4}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}日?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_LETTER = re.compile(r"[^\W\d_]")
WORDY = 40  # letters; a shorter line may stand inside another one by chance
_FRAMES = re.compile(r"</?(?:frameset|frame|noframes|noscript)\b[^<>]{0,500}>", re.I)
_LOST = 1.3  # times the text found that a second look must see to ask another parser
_FEW = 100  # characters; of an article shown that short, the page may tell more to machines
_INDEX = 0.8  # share of links in a page without an article, or in what is doubtful of it
MANY = 5_000  # lines; on 100,000 trafilatura would work for half a minute
# Elements, some ten of which stand around a line; on 1,000,000 without a line it takes as long.
MANY_ELEMENTS = 50_000
BYLINES, _LONGEST_BYLINE = 6, 40  # lines at the start of an article, characters of one
# Where an account wrote and the button to follow it, as platforms put them beside its name.
_BESIDE_NAME = re.compile(
    rf"(?:来自|发布于|IP属地[:：]?) ?(?:{'|'.join(sorted(REGIONS))})省?"
    "|^[+＋]? ?关注$|^原创$|^(?:语音)?播报文章(?:，释放双眼)?$"
)
_BELOW = "no line looks like an article; what stands below the headline was taken"
SHELL = 200  # characters; a longer text is more than a notice
_DAY_THERE = re.compile(r"\d{2,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?[\s\d:]*")
_SHELL = pattern("extract", "shell")
_GONE = pattern("extract", "gone")
GLANCE = 200  # characters of a line, enough to tell its script
_FOREIGN = 0.2  # Share of Han among letters; the weights were learned on pages far above it.


class Chosen(NamedTuple):
    """The lines of a page and which of them are its article.

    `scores` are those of the lines, empty where something else chose; `end` is where comments
    begin. `doubt` tells what went wrong with the page, `unsure` what is doubtful about the choice.
    """

    root: etree._Element
    page: list[PageLine]
    article: list[bool]
    scores: Sequence[float]
    end: int
    title: str
    doubt: str
    unsure: str

    def signals(self) -> dict[str, float]:
        """What `confidence` is told by."""
        first = self.article.index(True) if True in self.article else 0
        headed = title_line(self.page, first, self.title) >= 0
        return confidence.signals(self.page, self.article, self.scores, headed=headed)


class Extracted(NamedTuple):
    """A page's text, the edits that leave its article, and the facts it states.

    `doubt` is blank when all went well, and otherwise says what a reader of the article must know.
    `root` is the tree the text was read from, `code` are the spans of `source` that it marks so.
    """

    source: str
    edits: tuple[Edit, ...]
    found: Mapping[str, Meta]
    root: etree._Element
    doubt: str = ""
    code: tuple[tuple[int, int], ...] = ()


def extract(
    html: str, url: str | None = None, *, whole: bool = False, replied: bool = False
) -> Extracted:
    """The article of a page. Raises `Refused` when the page shows no text at all.

    `whole` says that all it shows is the article, as of an item of a feed; `replied` that what
    readers wrote below it belongs to it.

    >>> page = "<title>山里的新校长 - 山城网</title><nav><a href=/>首页</a></nav>"
    >>> page += "<h1>山里的新校长</h1>"
    >>> page += "<p>清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏灯。</p>"
    >>> done = extract(page)
    >>> done.source.split("\\n")[:2], [edit.rule for edit in done.edits]
    (['首页', '山里的新校长'], ['navigation', 'headline'])
    >>> done.found["title"].value
    '山里的新校长'
    """
    chosen = choose_lines(html, url, whole=whole)
    page, article = chosen.page, chosen.article
    found = metadata.metadata(chosen.root, page, article, chosen.title, url)
    found["kind"] = Meta(kind_of_page(chosen.root, page, article, chosen.end), "page")
    if not whole:
        found["confidence"] = Meta(f"{confidence.predicted(chosen.signals()):.2f}", "page")
    if replied:
        for i in replies(page, chosen.end):
            article[i] = True
    rules = _reasons(page, article, chosen.end, found)
    source = "\n".join(line.text for line in page)
    places = spans_of_lines(page)
    edits = tuple(cuts(places, rules))
    code = tuple(
        place[:2] for place, line in zip(places, page, strict=True) if line.code is not None
    )
    doubts = "; ".join(filter(None, (chosen.doubt, chosen.unsure)))
    return Extracted(source, edits, found, chosen.root, doubts, code)


def choose_lines(html: str, url: str | None = None, *, whole: bool = False) -> Chosen:
    """The lines of a page, with those chosen for its article. Raises `Refused` as `extract`."""
    root, page, doubt = _lines(html)
    title = page_title(root)
    scores: Sequence[float] = ()
    if whole:
        article, end, unsure = [True] * len(page), len(page), ""
    elif page:
        article, end, unsure, scores = _article(root, page, title, url)
    else:
        article, end, unsure = [], 0, ""
    held, where = _held(root, page, article, unsure)
    if held:
        first = len(page)
        page += held
        article, end, scores = [False] * first + [True] * len(held), len(page), ()
        unsure = f"scripts would show the article; taken from {where}"
    if not page:
        raise Refused("no text: nothing in this page is visible without scripts")
    own = [line for line, chosen in zip(page, article, strict=True) if chosen]
    if unsure and unsure != _BELOW and not held and max(_linked(page), _linked(own)) > _INDEX:
        raise Refused("no article: nothing but links to other pages")
    if not held and _is_shell(page, article, title):
        raise Refused("no article: the page says why it shows none")
    return Chosen(root, page, article, scores, end, title, doubt, unsure)


def _lines(html: str) -> tuple[etree._Element, list[PageLine], str]:
    """The lines of a page by the parser that loses least of it, and what is doubtful about that."""
    root, doubt = parse_page(html)
    page = linearise(root)
    have = sum(size(line.text) for line in page)
    enough = _LOST * have + _FEW
    if not doubt and size(html) > enough and shows_more(html, enough):
        other = flat(html)
        more = linearise(other)
        if sum(size(line.text) for line in more) > enough:
            return other, more, "libxml2 lost text of this page; second parser used"
    if not page and _FRAMES.search(html):  # What is said to browsers without frames and scripts,
        root, doubt = parse_page(_FRAMES.sub("", html))
        page = linearise(root)
        if sum(len(line.text) for line in page) < _FEW:  # if it is more than to get another one.
            page = []
    return root, page, doubt


def _held(
    root: etree._Element, page: Sequence[PageLine], article: Sequence[bool], unsure: str
) -> tuple[list[PageLine], str]:
    """The article that the page does not show, if it shows none, or only a bit of it, and where."""
    shown = [line.text for line, chosen in zip(page, article, strict=True) if chosen]
    if unsure or sum(map(len, shown)) < _FEW:
        held, where = unshown(root)
        whole = letters_of("".join(line.text for line in held))
        if unsure or letters_of(max(shown, key=len, default="")) in whole:
            return held, where
    return [], ""


def _linked(page: Sequence[PageLine]) -> float:
    """How much of a page's text is links, or days beside them."""
    linked = 0
    for line in page:
        text = line.text
        beside = len(letters_of(_DAY_THERE.sub("", text))) if line.linked < len(text) else 0
        linked += len(text) if beside <= line.linked else line.linked
    return linked / sum(len(line.text) for line in page)


def _is_shell(page: Sequence[PageLine], article: Sequence[bool], title: str) -> bool:
    """Whether what was chosen only says why the page shows no article."""
    text = "".join(line.text for line, chosen in zip(page, article, strict=True) if chosen)
    return len(text) < SHELL and bool(_SHELL.search(text) or _GONE.fullmatch(title))


def headline_lines(page: Sequence[PageLine], title: str) -> frozenset[int]:
    """The lines that only repeat the headline."""
    whole = letters_of(title)
    if not whole:
        return frozenset()
    long = len(title)
    return frozenset(
        i
        for i, line in enumerate(page)
        if long / 2 <= len(line.text) <= long * 2 and letters_of(line.text) == whole
    )


def _article(
    root: etree._Element, page: Sequence[PageLine], title: str, url: str | None
) -> tuple[list[bool], int, str, Sequence[float]]:
    """Which lines are the article, where comments begin, what is doubtful about that, scores."""
    text = "".join(line.text[:GLANCE] for line in page)
    few = count_han(text) < _FOREIGN * len(text)
    if few and count_han(text) < _FOREIGN * len(_LETTER.findall(text)):
        voted = _trafilatura(root, page, url)
        if any(voted):
            classify.keep_code(page, voted)
            return voted, len(page), "", ()
    choice = classify.choose(page, title)
    if any(choice.article):
        return choice.article, choice.end, "", choice.scores
    others = frozenset(streams.teasers(page))
    if sum(len(page[i].text) for i in others) * 2 > sum(len(line.text) for line in page):
        raise Refused("no article: a list of other articles")
    below = container.below_headline(page, title)
    if any(below):
        return below, len(page), _BELOW, choice.scores
    voted = _trafilatura(root, page, url)
    if any(voted):
        return voted, len(page), "no line looks like an article; trafilatura chose", ()
    return [True] * len(page), len(page), "no article found; all visible text kept", ()


def _trafilatura(root: etree._Element, page: Sequence[PageLine], url: str | None) -> list[bool]:
    """The lines that trafilatura takes for the article."""
    if len(page) > MANY or next(islice(root.iter(), MANY_ELEMENTS, None), None) is not None:
        return [False] * len(page)
    from lxml.html import document_fromstring

    tree = document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
    kept = _imported()(tree, url=url, include_comments=False, output_format="txt") or ""
    whole, each = letters_of(kept), {letters_of(line) for line in kept.split("\n")}
    found = []
    for line in page:
        piece = letters_of(line.text)
        found.append(piece in whole if len(piece) > WORDY else bool(piece) and piece in each)
    return found


@cache
def _imported() -> Callable[..., str | None]:
    """trafilatura's `extract`: it takes 0.3 s to import, and few pages need it.

    urllib3, which comes with it, would open a socket to ask whether `::1` can be bound.
    """
    known, there = "urllib3" in sys.modules, socket.has_ipv6
    socket.has_ipv6 = False
    try:
        from trafilatura import extract
    finally:
        socket.has_ipv6 = there
    if not known:
        sys.modules["urllib3.util.connection"].HAS_IPV6 = there  # type: ignore[attr-defined]
    return extract


def _reasons(
    page: Sequence[PageLine], article: Sequence[bool], end: int, found: Mapping[str, Meta]
) -> dict[int, str]:
    """For each line that is cut, the rule that says what it is."""
    headlines = headline_lines(page, found["title"].value if "title" in found else "")
    first = article.index(True) if True in article else 0
    rules = {}
    for i, line in enumerate(page):
        if i in headlines:
            rules[i] = "headline"
        elif not article[i]:
            rules[i] = _reason(line, i < first, i >= end)
    # Before the text begins, a line of names found elsewhere too, its writer's, its site's; dates.
    names = [found[name].value for name in ("author", "sitename") if name in found]
    for i in range(first, min(first + BYLINES, len(page))):
        if len(page[i].text) > _LONGEST_BYLINE or page[i].text.endswith(("。", "！", "？")):
            break
        if i not in rules and _is_byline(page[i].text, names):
            rules[i] = "byline"
    return rules


def _is_byline(text: str, names: Sequence[str]) -> bool:
    """Whether a line holds nothing but these names and a day."""
    rest = _BESIDE_NAME.sub("", _DAY.sub("", text))
    for name in names:
        rest = rest.replace(name, "")
    return rest != text and not letters_of(_TIME.sub("", rest))


def _reason(line: PageLine, above: bool, commented: bool) -> str:
    """What a line that is not the article is, as far as it shows."""
    if line.box.hidden:
        return "hidden"
    if commented:
        return "comments"
    for name in ("copyright", "share", "form"):
        if len(line.text) < SHORT and says(name, line.text):
            return name
    if line.linked * 2 > len(line.text):
        return "navigation" if above else "link-list"
    return "above-article" if above else "outside-article"
