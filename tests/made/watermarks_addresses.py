"""Marks of addresses, plain and disguised, and of phone, QQ and WeChat numbers in disguise."""

import itertools
from collections.abc import Callable
from random import Random

from tests.made import watermarks_disguises as disguises
from tests.made.watermarks_places import (
    Mark,
    at_commas,
    at_ends,
    at_some_ends,
    at_some_starts,
    at_stops,
    inside_sentences,
    on_lines,
    one_line,
)
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Form, Style

Spelling = Callable[[str, Random], str]


def _spelled(spelling: Spelling, form: str = "{}", www: bool = True) -> Form:
    """The site's address in a spelling, drawn anew for every mark."""

    def make(rng: Random, site: Site) -> Mark:
        address = f"www.{site.domain}" if www else site.domain
        return lambda number: form.format(spelling(address, rng))

    return make


def _plain(address: str, rng: Random) -> str:
    return address


def _link(address: str, rng: Random) -> str:
    return f"http://{address}/{rng.randrange(100, 999)}/{rng.randrange(10_000, 99_999)}.html"


def _mobile(address: str, rng: Random) -> str:
    return "m." + address.removeprefix("www.")


def _wide(address: str, rng: Random) -> str:
    return disguises.full_width(address)


def _squared(address: str, rng: Random) -> str:
    return disguises.squared(address)


def _circled(address: str, rng: Random) -> str:
    return disguises.circled(address)


def _cyrillic(address: str, rng: Random) -> str:
    return disguises.cyrillic(address)


def _greek(address: str, rng: Random) -> str:
    return disguises.greek(address)


def _sha(address: str, rng: Random) -> str:
    """`шшш.` for `www.`, as novel sites print it."""
    return rng.choice(("шшш", "wwШ", "ωωω", "щщщ")) + address.removeprefix("www")


def _spaced(address: str, rng: Random) -> str:
    return disguises.spaced(address, rng.choice((" ", "\N{IDEOGRAPHIC SPACE}", " \N{THIN SPACE}")))


def _entities(address: str, rng: Random) -> str:
    return disguises.entities(address)


def _pinyin(address: str, rng: Random) -> str:
    return disguises.pinyin(address.removeprefix("www."))


def _in_han(address: str, rng: Random) -> str:
    return disguises.in_han(address.removeprefix("www."))


def _contact(form: str, field: str) -> Form:
    """A way to reach the site, its number disguised anew for every mark."""

    def make(rng: Random, site: Site) -> Mark:
        value = getattr(site, field)
        return lambda number: form.format(disguises.digits_in_han(value, rng))

    return make


def wechat(rng: Random, site: Site) -> Mark:
    words = ("薇❤", "威信", "V信", "嶶信", "卫星", "薇芯", "+❤", "维心")
    return lambda number: f"（{rng.choice(words)}：{site.wechat}）"


def wechat_public(rng: Random, site: Site) -> Mark:
    words = ("关注薇信公众号", "搜嶶信公种号", "威❤公众号", "微[心]公号")
    return lambda number: f"【{rng.choice(words)}“{site.account}”】"


def qq(rng: Random, site: Site) -> Mark:
    words = ("扣扣", "Q Q", "企鹅号", "叩叩", "ＱＱ", "蔻蔻", "Q♥Q")
    return lambda number: f" {rng.choice(words)}{site.qq} "


def mail(rng: Random, site: Site) -> Mark:
    signs = itertools.cycle(("#", " AT ", "(at)", "＠", "艾特"))
    return lambda number: f"[投稿{site.label}{next(signs)}{site.domain}]"


STYLES = [
    Style("address-ends", "addresses", True, _spelled(_plain), at_ends),
    Style("address-commas", "addresses", True, _spelled(_plain), at_commas),
    Style("address-bare", "addresses", True, _spelled(_plain, www=False), at_some_ends),
    Style("address-mobile", "addresses", True, _spelled(_mobile), at_stops),
    Style("address-link", "addresses", True, _spelled(_link), at_some_ends),
    Style("address-link-lines", "addresses", True, _spelled(_link), on_lines),
    Style("address-one-line", "addresses", True, _spelled(_plain), one_line, one_line=True),
    Style("address-starts", "addresses", True, _spelled(_plain, "{} "), at_some_starts),
    Style("wide", "disguised", True, _spelled(_wide), at_some_ends),
    Style("half-wide", "disguised", True, _spelled(disguises.half_full), inside_sentences),
    Style("mathematical", "disguised", True, _spelled(disguises.mathematical), at_stops),
    Style("squared", "disguised", True, _spelled(_squared), at_ends),
    Style("circled", "disguised", True, _spelled(_circled, "（{}）"), at_some_ends),
    Style("cyrillic", "disguised", True, _spelled(_cyrillic, www=False), at_commas),
    Style("greek", "disguised", True, _spelled(_greek), at_some_ends),
    Style("sha-sha-sha", "disguised", True, _spelled(_sha), inside_sentences),
    Style("spaced", "disguised", True, _spelled(_spaced, " {} "), at_some_ends),
    Style("slashed", "disguised", True, _spelled(disguises.slashed, www=False), at_stops),
    Style("in-words", "disguised", True, _spelled(disguises.dotted_in_words), at_some_ends),
    Style("symbols", "disguised", True, _spelled(disguises.symbols, www=False), inside_sentences),
    Style("zero-width", "disguised", True, _spelled(disguises.zero_width), at_some_ends),
    Style("entities", "disguised", True, _spelled(_entities), at_some_ends),
    Style("pinyin", "disguised", True, _spelled(_pinyin, "（{}）"), at_some_ends),
    Style("in-han", "disguised", True, _spelled(_in_han, "【{}】"), at_some_ends),
    Style("any-ends", "disguised", True, _spelled(disguises.any_spelling), at_ends),
    Style("any-inside", "disguised", True, _spelled(disguises.any_spelling), inside_sentences),
    Style("any-lines", "disguised", True, _spelled(disguises.any_spelling), on_lines),
    Style("phone", "contacts", True, _contact("电话☎{}", "phone"), at_some_ends),
    Style("phone-call", "contacts", True, _contact("（加盟热线 {}）", "phone"), on_lines),
    Style("qq-disguised", "contacts", True, _contact("【加扣扣 {}】", "qq"), at_some_ends),
    Style("qq", "contacts", True, qq, at_stops),
    Style("qq-group", "contacts", True, _contact("◎书友群{}◎", "qq"), inside_sentences),
    Style("wechat", "contacts", True, wechat, at_some_ends),
    Style("wechat-public", "contacts", True, wechat_public, at_stops),
    Style("mail", "contacts", True, mail, at_some_ends),
]
