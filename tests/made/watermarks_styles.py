"""What a style of watermark is: a form of marks and the place where they are put."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.made.watermarks_places import Mark, Place, Planted
from tests.made.watermarks_sites import Site

Form = Callable[[Random, Site], Mark]


@dataclass(frozen=True)
class Style:
    """One way to mark a page.

    `proves`: the mark holds what no author writes (a drawn code, an address, the name of a site
    or an account, a contact), so that one page alone is enough to cut it.
    """

    name: str
    family: str
    proves: bool
    form: Form
    place: Place
    one_line: bool = False  # the page is one line
    prose_only: bool = False  # on a technical page the marks might be the author's

    def plant(self, paragraphs: Sequence[str], rng: Random, site: Site) -> Planted:
        """The dirty text and the planted marks exactly as they stand in it."""
        return self.place(paragraphs, rng, self.form(rng, site))


def by_site(make: Callable[[Random, Site], str]) -> Form:
    """One mark for all the pages of a site."""

    def form(rng: Random, site: Site) -> Mark:
        mark = make(Random(f"mark {site.domain} {site.phone}"), site)
        return lambda number: mark

    return form


def by_page(make: Callable[[Random, Site], str]) -> Form:
    """One mark for a page."""

    def form(rng: Random, site: Site) -> Mark:
        mark = make(rng, site)
        return lambda number: mark

    return form


def by_place(make: Callable[[Random, Site, int], str]) -> Form:
    """A mark drawn anew for every place."""
    return lambda rng, site: lambda number: make(rng, site, number)
