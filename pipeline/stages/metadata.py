"""What a page says of itself: title, author, site, date, address, tags, with where it says so."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from pipeline.article import Meta
from pipeline.stages.linearise import PageLine


def metadata(
    root: HtmlElement,
    page: Sequence[PageLine],
    article: Sequence[bool],
    title: str,
    url: str | None,
) -> dict[str, Meta]:
    """The facts a page states."""
    return {"title": Meta(title, "title element")} if title else {}
