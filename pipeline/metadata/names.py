"""Whose name a name is: a person's, a publisher's, a site's, or no one's. Names are folded.

The words stand by class in `model/vocabulary.toml`; each question about a name is asked here.
"""

import re
from functools import cache

from pipeline.model.vocabulary import words

REGIONS = frozenset(words("names", "regions"))
"""Where accounts are said to be, as platforms write behind them."""
_NOBODY = frozenset(words("names", "nobody"))
_FAMILY = frozenset("".join(words("names", "family")))
_DOUBLE = words("names", "double")
_OFFICE_LONGEST = 20
_CLAUSE = re.compile(r"[。!?;…]|,.*,|[\"“”].*[，,]")
_CHANNEL_LONGEST = 7  # characters; sites may be called as channels are, channels are never so long


@cache
def _ends(*classes: str) -> re.Pattern[str]:
    """What names of some classes end in."""
    return re.compile(f"(?:{'|'.join(words('ends', *classes))})$")


def nobody(name: str) -> bool:
    """Whether a value names no one: `佚名`, `网络`, `admin`."""
    return name in _NOBODY


def office(name: str) -> bool:
    """Whether a name ends as those of houses do that publish or employ.

    >>> office("北岸周刊"), office("清晨六点")
    (True, False)
    """
    long = len(name) > _OFFICE_LONGEST
    return (
        not long
        and bool(_ends("press", "column", "office", "latin").search(name))
        and not is_clause(name)
    )


def is_publisher(name: str) -> bool:
    """Whether a name ends as those of papers, stations, agencies and their sites do.

    >>> is_publisher("北岸晚报"), is_publisher("北岸中学"), is_publisher("北岸论坛")
    (True, False, False)
    """
    return _ends("press").search(name) is not None


def is_site(name: str) -> bool:
    """Whether a name ends as those of sites do.

    >>> is_site("北岸论坛"), is_site("北岸晚报"), is_site("他的情报"), is_site("财经频道")
    (True, True, False, False)
    """
    return _ends("site").search(name) is not None


def site_stem(name: str) -> str:
    """What stands before the word that tells a site, or "" where no such word ends the name.

    >>> site_stem("北岸财经"), site_stem("北岸")
    ('北岸', '')
    """
    match = _ends("site").search(name)
    return name[: match.start()] if match else ""


def is_site_or_part(name: str) -> bool:
    """Whether a name ends as those of sites, their parts and their pages do.

    >>> is_site_or_part("财经频道"), is_site_or_part("手机版"), is_site_or_part("渡口")
    (True, True, False)
    """
    return _ends("site", "part").search(name) is not None


def is_department(name: str) -> bool:
    """Whether a name is one of a department, which writes for the site of its own house.

    >>> is_department("县农技推广中心"), is_department("北岸晚报")
    (True, False)
    """
    return _ends("department").search(name) is not None


def is_class(name: str) -> bool:
    """Whether a name is that of a school or of a class, as pupils write before their own."""
    return re.search("(?:小学|中学|学校|年级|班)$", name) is not None


def is_column(name: str) -> bool:
    """Whether a name ends as those of columns and accounts do that have reporters."""
    return _ends("column").search(name) is not None


def channel(name: str) -> bool:
    """Whether a name is one of a channel or a button rather than of a site.

    >>> channel("财经频道"), channel("西岭社会学论坛"), channel("分享到")
    (True, False, True)
    """
    short = len(name) < _CHANNEL_LONGEST
    return bool(names_no_site(name) or (short and _ends("channel").search(name)))


def names_no_site(name: str) -> bool:
    """Whether a name is that of a button, a count, a client, or of where pages are shared.

    >>> names_no_site("安卓客户端"), names_no_site("北岸客户端")
    (True, False)
    """
    return _no_site().search(name) is not None


@cache
def _no_site() -> re.Pattern[str]:
    return re.compile("|".join(words("names", "no_site")), re.IGNORECASE)


def person(name: str) -> bool:
    """Whether a name is a person's rather than a publisher's.

    >>> person("王小明"), person("某某研究所"), person("雨谷")
    (True, False, True)
    """
    return bool(re.fullmatch(r"[一-鿿]{2,4}", name)) and (
        named(name) or name[0] in _FAMILY or (len(name) < 4 and not office(name))
    )


def named(name: str) -> bool:
    """Whether a name is built as most are: a common family name and one or two characters.

    >>> named("王小明"), named("欧阳小明"), named("雨谷"), named("钟楼时报")
    (True, True, False, False)
    """
    family = 2 if name[:2] in _DOUBLE else 1
    return (name[:1] in _FAMILY or family == 2) and family < len(name) <= family + 2


def is_clause(value: str) -> bool:
    """Whether a value says more than names do: it has the signs of a sentence."""
    return _CLAUSE.search(value) is not None
