"""Marks of names: in brackets, after dashes and bars, with counters, times, users, emoji or rare Han between."""

# ruff: noqa: E501, SIM905 - the first line says it all, and brackets read best as one string
from random import Random

from tests.made.watermarks_places import (
    Mark,
    at_commas,
    at_ends,
    at_ends_and_stops,
    at_some_ends,
    at_some_starts,
    at_starts,
    at_stops,
    on_lines,
    one_line,
)
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Form, Style

_PAIRS = "【】 〖〗 [] （） () 「」 『』 ｛｝ 《》 ［］ ★★ ※※ ◆◆".split()
_EMOJI = "🔥🎯📌🚀💎🌈🎁🍀⚡👉💯🐾"
_RARE = "㵘䶮龘麤䨻靐龗䲜䖵㸚䴢爨齾钃籱虪"


def _after_sign(form: str) -> Form:
    """A constant mark: the form filled with what the site calls itself."""

    def make(rng: Random, site: Site) -> Mark:
        mark = form.format(
            name=site.name, domain=site.domain, account=site.account, year=rng.randrange(2012, 2025)
        )
        return lambda number: mark

    return make


def bracketed(rng: Random, site: Site) -> Mark:
    """The name in one kind of brackets, drawn for the page."""
    pair = rng.choice(_PAIRS)
    mark = f"{pair[0]}{site.name}{pair[1]}"
    return lambda number: mark


def bracketed_anew(rng: Random, site: Site) -> Mark:
    """The name in brackets drawn for every mark."""

    def mark(number: int) -> str:
        pair = rng.choice(_PAIRS)
        return f"{pair[0]}{site.name}{pair[1]}"

    return mark


def counter(rng: Random, site: Site) -> Mark:
    return lambda number: f"（{site.name} 第{number}段）"


def counter_of_total(rng: Random, site: Site) -> Mark:
    total = rng.randrange(14, 40)
    return lambda number: f"{site.name}[{number:02d}/{total}]"


def counter_in_han(rng: Random, site: Site) -> Mark:
    numbers = "一二三四五六七八九十甲乙丙丁戊己庚辛"
    return lambda number: f"〔{site.name}·{numbers[number % len(numbers)]}〕"


def floor(rng: Random, site: Site) -> Mark:
    return lambda number: f"{number}F {site.name} "


def time_and_name(rng: Random, site: Site) -> Mark:
    day = f"{rng.randrange(2011, 2025)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"

    def mark(number: int) -> str:
        clock = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
        return f"{day} {clock} {site.name}"

    return mark


def user_and_name(rng: Random, site: Site) -> Mark:
    """Who read the page, as document shares print it."""
    user = rng.randrange(100_000, 9_999_999)
    return lambda number: f"用户{user}浏览自{site.name}"


def user_address(rng: Random, site: Site) -> Mark:
    ip = f"{rng.randrange(1, 223)}.{rng.randrange(256)}.*.{rng.randrange(1, 255)}"
    return lambda number: f" [{site.name} {ip}]"


def uid_alone(rng: Random, site: Site) -> Mark:
    """A reader's number and no name."""
    user = rng.randrange(10_000_000, 99_999_999)
    return lambda number: f"UID:{user}"


def hex_and_name(rng: Random, site: Site) -> Mark:
    return lambda number: f"{rng.randrange(16**8):08x}{site.name}"


def hex_tag(rng: Random, site: Site) -> Mark:
    return lambda number: f"#{site.name}#{rng.randrange(16**6):06X}"


def emoji_and_name(rng: Random, site: Site) -> Mark:
    return lambda number: f"{rng.choice(_EMOJI)}{site.name}{rng.choice(_EMOJI)}"


def emoji_alone(rng: Random, site: Site) -> Mark:
    """Three emoji that say nothing."""
    return lambda number: "".join(rng.choices(_EMOJI, k=3))


def rare_and_name(rng: Random, site: Site) -> Mark:
    return lambda number: "".join(rng.choices(_RARE, k=3)) + site.name


def rare_alone(rng: Random, site: Site) -> Mark:
    return lambda number: "".join(rng.choices(_RARE, k=5))


def split_name(rng: Random, site: Site) -> Mark:
    """The name with one sign between its characters."""
    sign = rng.choice(("-", "·", " ", "_", "\N{ZERO WIDTH SPACE}", "*", "|"))
    mark = f"【{sign.join(site.name)}】"
    return lambda number: mark


def name_and_address(rng: Random, site: Site) -> Mark:
    pair = rng.choice(_PAIRS[:6])
    mark = f"{pair[0]}{site.name} www.{site.domain}{pair[1]}"
    return lambda number: mark


STYLES = [
    Style("name-alone", "names", True, _after_sign("{name}"), at_ends),
    Style("name-alone-some", "names", True, _after_sign("{name}"), at_some_ends),
    Style("name-alone-stops", "names", True, _after_sign("{name}"), at_stops),
    Style("bracketed-ends", "names", True, bracketed, at_ends),
    Style("bracketed-starts", "names", True, bracketed, at_starts),
    Style("bracketed-some-starts", "names", True, bracketed, at_some_starts),
    Style("bracketed-lines", "names", True, bracketed, on_lines),
    Style("bracketed-anew", "names", True, bracketed_anew, at_ends),
    Style("bracketed-commas", "names", True, bracketed, at_commas),
    Style("bracketed-one-line", "names", True, bracketed, one_line, one_line=True),
    Style("name-and-address", "names", True, name_and_address, at_ends),
    Style("name-split", "names", True, split_name, at_some_ends),
    Style("name-colon-start", "names", True, _after_sign("{name}讯 "), at_starts),
    Style("dash-name", "signs", True, _after_sign("——{name}"), at_ends),
    Style("hyphen-name", "signs", True, _after_sign(" - {name}"), at_some_ends),
    Style("bar-name", "signs", True, _after_sign(" | {name}"), at_ends),
    Style("copyright-name", "signs", True, _after_sign("©{name}"), at_ends),
    Style("copyright-year", "signs", True, _after_sign("© {year} {name} 版权所有"), on_lines),
    Style("at-account", "signs", True, _after_sign("@{account}"), at_some_ends),
    Style("hash-name", "signs", True, _after_sign("#{name}#"), at_starts),
    Style("via-name", "signs", True, _after_sign("（via {name}）"), at_some_ends),
    Style("client", "signs", True, _after_sign("-- 来自 {name}客户端"), at_ends_and_stops),
    Style("picture-name", "signs", True, _after_sign("（图/{name}）"), at_some_ends),
    Style("counter", "counters", True, counter, at_ends),
    Style("counter-stops", "counters", True, counter, at_stops),
    Style("counter-of-total", "counters", True, counter_of_total, at_ends),
    Style("counter-in-han", "counters", True, counter_in_han, at_some_ends),
    Style("floor", "counters", True, floor, at_starts),
    Style("time-and-name", "counters", True, time_and_name, at_ends),
    Style("user-and-name", "counters", True, user_and_name, at_ends),
    Style("user-address", "counters", True, user_address, at_some_ends),
    Style("uid-alone", "counters", True, uid_alone, at_ends),
    Style("hex-and-name", "counters", True, hex_and_name, at_ends),
    Style("hex-tag", "counters", True, hex_tag, at_some_ends),
    Style("emoji-and-name", "counters", True, emoji_and_name, at_ends),
    Style("emoji-alone", "counters", False, emoji_alone, at_ends),
    Style("rare-and-name", "counters", True, rare_and_name, at_ends),
    Style("rare-alone", "counters", True, rare_alone, at_ends),
]
