"""What goes through the pipeline: a record as read, an article as written, a verdict on each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from pipeline.model.edits import Row, without
from pipeline.model.protected import Protected
from pipeline.model.provenance import SCHEMA

Fate = Literal["kept", "duplicate", "empty", "failed", "filtered", "ignored"]
"""What became of an input: `filtered` by the user's own filters, `ignored` for it is no page."""


class Refused(Exception):  # noqa: N818 - it is a verdict, not a fault of ours
    """An input that can't become an article; `str()` of it is the `why` of its verdict."""


@dataclass(frozen=True, slots=True)
class Record:
    """One input as read: its bytes and what is known of it before anything is looked at.

    `known` holds the fields a source states (`title`, `author`, `sitename`, `date`, `url`, `tags`),
    never guesses. `charset` is the declared one (HTTP, WARC, config),
    `media` is `text/plain` or `text/html`. `whole` says that all of it is the article, as of an
    item of a feed or a chapter of a book, so that nothing has to be chosen. `source` is what the
    place it was read from says besides its path: the id, date and digest of a record of a crawl.
    `extra` are the columns of its row that are not ours.
    """

    path: str
    data: bytes
    media: str = "text/plain"
    charset: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    source: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One input, or the lost rest of one, that gives no record, with the reason.

    It could not be read (`failed`), or it is whole and no page (`ignored`): a style sheet, a
    redirect, a revisit.
    """

    path: str
    why: str
    data: bytes = field(default=b"", repr=False)
    fate: Literal["failed", "ignored"] = "failed"


Records = Iterator[Record | Unreadable]
"""What a source gives, one by one."""


class Meta(NamedTuple):
    """A fact about an article and where it was found; `was` is it there, where it was changed."""

    value: str
    where: str
    was: str = ""

    def changed(self, value: str) -> "Meta":
        """The fact with another value, that knows what the page has.

        >>> Meta("標題&amp;", "title").changed("標題&").changed("标题&").was
        '標題&amp;'
        """
        return (
            self if value == self.value else self._replace(value=value, was=self.was or self.value)
        )


LinkKind = Literal[
    "link", "after", "before", "below", "above", "block", "strong", "emphasis", "inline", "formula"
]


Structure = Literal["plain", "links", "markdown"]
"""What becomes of a source's structure: none of it, its links and pictures, or all."""


class Link(NamedTuple):
    """Words `text[lo:hi]` that lead to an address, a picture beside words, or what words are.

    A picture stands within their line, `after` or `before` them, or on a line of its own `below` or
    `above` theirs. Of a `block` (a line, or a block of code) `url` has the lists and quotations
    around it, from the outermost on, parted by tabs: a mark, a blank and a number that tells one
    from the next; `alt` is what it is itself: `##`, `row` and the number of its table, a fence with
    its language, or, of a text that is Markdown already, its indentation.
    """

    lo: int
    hi: int
    url: str
    alt: str = ""
    kind: LinkKind = "link"


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way: its text so far, the rows that made it, what was found about it.

    `why` is blank while it is going well; a failed or empty one says here what happened.
    `source` is the sha256 of the decoded source as UTF-8, to which undo has to lead back. `links`
    are the source's, where they were asked for; `code` are the spans of the source that are
    code, or a listing.
    """

    path: str
    id: str
    text: str = ""
    source: str = ""
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    code: tuple[Protected, ...] = ()
    found: Mapping[str, Meta] = field(default_factory=dict)
    encoding: str = ""
    how: str = ""
    doubt: float = 0.0
    fate: Fate = "kept"
    why: str = ""

    @property
    def words(self) -> str:
        """The text without links and marks that were put in at last: what copies are told by."""
        return without(self.text, self.rows, "links")

    @property
    def site(self) -> str | None:
        """The host that the page comes from, where its address is known."""
        return site_of(self.found["url"].value) if "url" in self.found else None

    @property
    def home(self) -> str:
        """Where pages of one site lie together: see `home_of`."""
        return home_of(self.path, self.site)


# `urlsplit` says the same in 20 times the time, which would be a tenth of a short page's.
_HOST = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/?#:@\[\]]+)", re.IGNORECASE
)


def site_of(url: str) -> str | None:
    """The host of an address, in lower case and without `www.`; None where it names none.

    >>> [site_of(url) for url in ("https://WWW.Example.com:8080/a.html", "/a.html", "mailto:a@b.c")]
    ['example.com', None, None]
    """
    host = _HOST.match(url)
    return host[1].lower() if host else None


_NUMBERED = re.compile(r"[\d._-]*/")


def home_of(path: str, site: str | None) -> str:
    """What the pages of one site have in common: their host, or else the folder they lie in.

    A folder ends in a slash, which no host does. Folders named by numbers only are left out, for
    crawlers file pages by year and number; records of one file lie in that file.

    >>> home_of("a/1.txt", "a.example"), home_of("b/2019/03/1.txt", None)
    ('a.example', 'b/')
    >>> home_of("c.jsonl#7", None), home_of("1.txt", None)
    ('c.jsonl/', './')
    """
    if site:
        return site
    file, record, _ = path.rpartition("#")
    folder = file + "/" if record else path[: path.rfind("/") + 1]
    while match := _NUMBERED.fullmatch(folder, folder.rfind("/", 0, -1) + 1):
        folder = folder[: match.start()]
        if not folder:
            break
    return folder or "./"


class Copy(NamedTuple):
    """A duplicate that was folded into an article."""

    path: str
    url: str | None
    sitename: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article, as written: trafilatura's names, one paragraph a line, unknown is None.

    `date` is a day, `published` the same with its time where that is stated; `canonical` is the
    address the page gives itself, `url` where it was fetched; `source_id` is the id that its source
    gives it, `source` where it lies, `extra` what its row has besides. `markup` says "markdown"
    of a text that is Markdown, with empty lines between its blocks. Of a page `kind` says whether
    it is an article or a post, thread, list, product or file, and `confidence` which F1 to expect
    of what was taken for its text. `source_name` is the stated source (`来源`). `columns` are the
    user's own (`keep_fields`, plugins), which a row has beside ours. `copy_of` is the path of the
    kept article that it is a duplicate of, where duplicates are written too.
    """

    id: str
    path: str
    url: str | None
    title: str | None
    author: str | None
    sitename: str | None
    date: str | None
    language: str | None
    script: str | None
    text: str
    copies: tuple[Copy, ...] = ()
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    canonical: str | None = None
    published: str | None = None
    source_id: str | None = None
    source: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] | None = None
    schema: int = SCHEMA
    markup: str | None = None
    copy_of: str | None = None
    kind: str | None = None
    confidence: float | None = None
    source_name: str | None = None
    columns: Mapping[str, Any] | None = None


class Verdict(NamedTuple):
    """What became of one input: one row of verdicts.tsv."""

    path: str
    id: str
    fate: Fate
    of: str = ""
    relation: str = ""
    similarity: float | None = None
    why: str = ""
    flags: str = ""
    related: str = ""
