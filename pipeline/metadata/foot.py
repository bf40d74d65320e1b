"""What a page states below its text: credits, a signature, the paper, the day it was posted.

Not a stage: `head` asks it for the fields that the lines above the text left open.
"""

import re

from pipeline.metadata.bylines import signed_below
from pipeline.metadata.credited import below
from pipeline.metadata.credits import credited, of_a_guest, proves_nothing
from pipeline.metadata.days import first_date
from pipeline.metadata.head_lines import Page
from pipeline.metadata.layout import fold
from pipeline.metadata.names import named, office
from pipeline.metadata.values import values_of
from pipeline.model.article import Meta

_TAIL = 12  # Credits below the text stand among its last lines.
_PAPER_LINE = 40  # characters of a line that names a paper's reporter
_FIELDS = ("author", "second", "sitename", "title", "url")
_OF_WORK = re.compile("》 {0,4}(?:作者|著)")  # who wrote a book, and not the page
_POSTED_AT = re.compile(r"(?:19|20)\d\d\S{4,8} ?\d\d:\d\d(?= ?发[布表]于)")
_POSTED = re.compile(
    "(?:^|[^一-鿿])[一-鿿]{0,4}(?:发[布表]|刊[登发载]?|编辑|创建|提交|录入|更新)"
    r"(?:于|时间|日期)[: ]{0,2}(?=(?:19|20)\d\d)"
)


def take_below(found: dict[str, Meta], page: Page) -> None:
    """Fill open fields from the credits below the text."""
    for i in range(len(page.lines) - 1, max(page.top, len(page.lines) - _TAIL), -1):
        line = page.folded[i]
        if len(line) > 120 or "。" in line or _OF_WORK.search(line):
            continue
        stated = credited(line)
        if stated and of_a_guest(line, stated):
            continue
        for field in stated.fields if stated and stated.sure else ():
            if field.name in _FIELDS and field.label and not proves_nothing(field.label):
                value = page.value(i, field.start, field.end)
                folded = line[field.start : field.end].strip()
                for name, told in values_of(field.name, value, folded):
                    found.setdefault(name, Meta(told, field.label))
        if (posted := _POSTED_AT.match(line)) and (day := first_date(posted[0])):
            found.setdefault("later", Meta(day, "below"))
        if (posted := _POSTED.search(line)) and (day := first_date(line[posted.end() :])):
            found.setdefault("later", Meta(day, "below"))
    last = [page.lines[i].text for i in page.below if not _OF_WORK.search(page.folded[i])]
    name = below(last).author or signed_below(last) if "author" not in found else ""
    if name and _may_sign(fold(name).split("、")[0]):
        found["author"] = Meta(name, "below")
    if "sitename" not in found and (paper := _paper(page)):
        found["sitename"] = Meta(paper, "below")


_HOUSE = re.compile(
    "[(【]?(?P<name>[一-鿿]{2,10}[网报社台])(?:见习|实习|首席)?记者 ?[一-鿿]{2,4}[)】、 ]"
)


def _may_sign(folded: str) -> bool:
    """Whether a word behind a role is a name; a short one has to be built as names are."""
    return not office(folded) and (len(folded) > 2 or named(folded))


def _paper(page: Page) -> str:
    """The paper whose reporter a line below the text names, or ""."""
    for i in page.below:
        if len(page.folded[i]) <= _PAPER_LINE and (match := _HOUSE.match(page.folded[i])):
            return page.value(i, *match.span("name"))
    return ""
