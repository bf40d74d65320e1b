"""Marks of content systems: drawn codes with a name (EmpireCMS), confusion lists (DedeCMS), jammers (Discuz)."""

# ruff: noqa: E501 - the first line says it all
import html
import string
from random import Random

from tests.made.watermarks_places import (
    Mark,
    at_commas,
    at_ends,
    at_ends_and_lines,
    at_ends_and_stops,
    at_ends_or_starts,
    at_some_ends,
    at_starts,
    at_stops,
    on_lines,
    one_line,
)
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Style

_ALNUM = string.digits + string.ascii_letters
_BREAKING = "\t\n\v\f\r\x1c\x1d\x1e"  # a scraper splits lines at them


def _code(rng: Random, length: int) -> str:
    return "".join(rng.choices(_ALNUM, k=length))


def empire(rng: Random, site: Site) -> Mark:
    """Three drawn characters and the site's name, one draw a page."""
    mark = _code(rng, 3) + site.name
    return lambda number: mark


def empire_address(rng: Random, site: Site) -> Mark:
    mark = f"{_code(rng, 3)}www.{site.domain}"
    return lambda number: mark


def empire_redrawn(rng: Random, site: Site) -> Mark:
    """The code is drawn anew for every paragraph."""
    return lambda number: _code(rng, 3) + site.name


def name_and_code(rng: Random, site: Site) -> Mark:
    return lambda number: site.name + _code(rng, 4)


def code_alone(rng: Random, site: Site) -> Mark:
    """Six drawn characters and no name."""
    return lambda number: _code(rng, 6)


def code_in_brackets(rng: Random, site: Site) -> Mark:
    mark = f"[{_code(rng, 8)}]"
    return lambda number: mark


def dede(rng: Random, site: Site) -> Mark:
    """One of a short list by chance, a blank on each side."""
    name, label = site.name, site.label
    texts = (f"{label}", f"{name}，好{name}", f"内容来自{label}", f"copyright {label}", name)
    return lambda number: f" {rng.choice(texts)} "


def dede_addresses(rng: Random, site: Site) -> Mark:
    texts = (f"内容来自{site.domain}", f"copyright {site.name}", f"本文来自{site.name}")
    return lambda number: f" {rng.choice(texts)} "


def dede_tight(rng: Random, site: Site) -> Mark:
    """The same after a scraper that trims blanks."""
    texts = (site.domain, f"{site.name}原创", f"内容来自{site.name}", f"本文来自{site.domain}")
    return lambda number: rng.choice(texts)


def dede_keywords(rng: Random, site: Site) -> Mark:
    """A list of the site's keywords beside its name."""
    texts = (site.keyword, f"{site.name}{site.keyword}", f"{site.keyword}_{site.name}")
    return lambda number: f" {rng.choice(texts)} "


def jam(rng: Random) -> str:
    """What Discuz X and 7.x print: `chr(32..59)`, a blank, `chr(63..126)`, five to fifteen times."""
    pairs = range(rng.randrange(5, 16))
    return "".join(f"{chr(rng.randrange(32, 60))} {chr(rng.randrange(63, 127))}" for _ in pairs)


def jam_old(rng: Random, least: int = 0) -> str:
    """What older ones print: `chr(0..59)` and `chr(63..126)`, no blank, control characters too."""
    signs = [chr(sign) for sign in range(least, 60) if chr(sign) not in _BREAKING]
    pairs = range(rng.randrange(5, 16))
    return "".join(rng.choice(signs) + chr(rng.randrange(63, 127)) for _ in pairs)


def jammer(rng: Random, site: Site) -> Mark:
    return lambda number: jam(rng)


def jammer_old(rng: Random, site: Site) -> Mark:
    return lambda number: jam_old(rng)


def jammer_old_shown(rng: Random, site: Site) -> Mark:
    """Without the control characters, which a scraper dropped."""
    return lambda number: jam_old(rng, 33)


def jammer_of_site(rng: Random, site: Site) -> Mark:
    """The site's name before the jammer, or after it."""
    first = rng.random() < 0.5
    return lambda number: site.name + jam(rng) if first else jam(rng) + site.name


def jammer_with_keywords(rng: Random, site: Site) -> Mark:
    return lambda number: f"{jam(rng)}{site.keyword}"


def jammer_with_user(rng: Random, site: Site) -> Mark:
    """SupeSite: a user's number beside the jammer."""
    user = rng.randrange(10_000, 999_999)
    return lambda number: f"{jam(rng)}{user}"


def jammer_in_entities(rng: Random, site: Site) -> Mark:
    """Entities that no one decoded."""
    return lambda number: html.escape(jam(rng))


def jammer_folded(rng: Random, site: Site) -> Mark:
    """The blanks folded away by the scraper."""
    return lambda number: jam(rng).replace(" ", "")


def jammer_spread(rng: Random, site: Site) -> Mark:
    """Every blank became a no-break space and a blank."""
    return lambda number: jam(rng).replace(" ", "\N{NO-BREAK SPACE} ")


STYLES = [
    Style("empire", "EmpireCMS", True, empire, at_ends),
    Style("empire-br", "EmpireCMS", True, empire, at_ends_and_stops),
    Style("empire-pictures", "EmpireCMS", True, empire, at_ends_and_lines),
    Style("empire-address", "EmpireCMS", True, empire_address, at_ends),
    Style("empire-redrawn", "EmpireCMS", True, empire_redrawn, at_ends),
    Style("empire-one-line", "EmpireCMS", True, empire, one_line, one_line=True),
    Style("name-and-code", "EmpireCMS", True, name_and_code, at_some_ends),
    Style("code-alone", "EmpireCMS", True, code_alone, at_ends),
    Style("code-in-brackets", "EmpireCMS", True, code_in_brackets, at_some_ends),
    Style("dede", "DedeCMS", True, dede, at_ends),
    Style("dede-late", "DedeCMS", True, dede, at_some_ends),
    Style("dede-addresses", "DedeCMS", True, dede_addresses, at_ends),
    Style("dede-tight", "DedeCMS", True, dede_tight, at_ends),
    Style("dede-br", "DedeCMS", True, dede_addresses, at_stops),
    Style("dede-keywords", "DedeCMS", True, dede_keywords, at_ends),
    Style("dede-one-line", "DedeCMS", True, dede_addresses, one_line, one_line=True),
    Style("jammer", "Discuz", True, jammer, at_ends),
    Style("jammer-next", "Discuz", True, jammer, at_starts),
    Style("jammer-both", "Discuz", True, jammer, at_ends_or_starts),
    Style("jammer-lines", "Discuz", True, jammer, on_lines),
    Style("jammer-old", "Discuz", True, jammer_old, at_ends_or_starts),
    Style("jammer-old-shown", "Discuz", True, jammer_old_shown, at_ends),
    Style("jammer-of-site", "Discuz", True, jammer_of_site, at_ends),
    Style("jammer-with-keywords", "Discuz", True, jammer_with_keywords, at_ends),
    Style("jammer-with-user", "Discuz", True, jammer_with_user, at_ends),
    Style("jammer-in-entities", "Discuz", True, jammer_in_entities, at_ends_or_starts),
    Style("jammer-folded", "Discuz", True, jammer_folded, at_ends),
    Style("jammer-spread", "Discuz", True, jammer_spread, at_starts),
    Style("jammer-one-line", "Discuz", True, jammer, one_line, one_line=True),
    Style("code-at-commas", "EmpireCMS", True, empire, at_commas),
]
