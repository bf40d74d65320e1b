"""Made-up English pages, three each of news, blogs, manuals and boards, with their lines.

They are there to see that what was learned on Chinese pages does no harm elsewhere.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

SUBJECTS = [
    "The old ferry",
    "The harbour office",
    "A retired teacher",
    "The village council",
    "The night train",
    "The bakery on the corner",
    "A group of volunteers",
    "The new bridge",
    "The lighthouse keeper",
    "The orchard behind the school",
]
VERBS = [
    "opened its doors again",
    "was repaired over the winter",
    "drew more visitors than anyone expected",
    "has been part of the town for decades",
    "closed for a week after the storm",
    "will be run by the people who live nearby",
    "lost its roof in the great wind of that year",
]
ENDS = [
    "and nobody remembers a colder spring",
    "while the rest of the street stayed dark",
    "although the money had nearly run out by then",
    "so the children walked the long way round",
    "because the river had risen faster than the maps allowed",
    "and a small crowd came to watch",
]
TITLES = [
    "How a Small Town Kept Its Ferry",
    "What the Lighthouse Taught Us",
    "Mending Nets in a Cold Spring",
    "Four Winters on the Night Train",
    "The Orchard That Would Not Die",
    "A Bridge Built by Hand",
    "Reading the River Before It Rises",
    "Bread for the Whole Street",
    "Maps That Lie About Water",
    "The Council and the Broken Bell",
    "Sixty Years of One Bakery",
    "Walking the Long Way Round",
]


class English(NamedTuple):
    """A page and the lines of its article."""

    html: str
    lines: tuple[str, ...]


def pages() -> Iterator[English]:
    """Twelve pages, the same ones every time."""
    for number, title in enumerate(TITLES):
        chance = random.Random(number)
        kind = (news, blog, manual, board)[number % 4]
        yield kind(title, tuple(_paragraph(chance) for _ in range(6 + number % 3)), chance)


def _paragraph(chance: random.Random) -> str:
    sentences = (
        f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)}, {chance.choice(ENDS)}."
        for _ in range(chance.randint(2, 4))
    )
    return " ".join(sentences)


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


def _page(title: str, site: str, body: str) -> str:
    menu = "".join(f'<li><a href="/{x}">{x}</a></li>' for x in ("Home", "News", "Sport", "About"))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} | {site}</title></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header>{body}"
        f"<footer><p>© 2021 {site}. All rights reserved.</p><a href=/privacy>Privacy policy</a>"
        "</footer></body></html>"
    )


def _more(chance: random.Random) -> str:
    links = "".join(f"<li><a href=/x>{x}</a></li>" for x in chance.sample(TITLES, 5))
    return f"<h3>Related stories</h3><ul>{links}</ul>"


def news(title: str, lines: tuple[str, ...], chance: random.Random) -> English:
    """A story with a by-line, a share bar, and a list of other stories."""
    body = (
        f"<main><article><h1>{title}</h1><p class=byline>By Jane Miller, 3 May 2021</p>"
        "<div class=share><a href=#>Share</a> <a href=#>Tweet</a></div>"
        f"<div class=story-body>{_paragraphs(lines)}</div></article></main>"
        f"<aside class=related>{_more(chance)}</aside>"
    )
    return English(_page(title, "Harbour Herald", body), lines)


def blog(title: str, lines: tuple[str, ...], chance: random.Random) -> English:
    """A post with a sidebar and two comments."""
    comments = "".join(
        f"<li class=comment><cite>Reader {n}</cite><p>Lovely, thank you for this.</p></li>"
        for n in range(2)
    )
    body = (
        f"<div id=content><div class=post><h2 class=entry-title>{title}</h2>"
        f"<div class=entry-content>{_paragraphs(lines)}</div>"
        "<p class=postmeta>Posted in <a href=/c>Town</a> | <a href=#c>2 comments</a></p></div>"
        f"<div id=comments><h3>2 Responses</h3><ol>{comments}</ol></div></div>"
        f"<div id=sidebar>{_more(chance)}</div>"
    )
    return English(_page(title, "Notes from the Quay", body), lines)


def manual(title: str, lines: tuple[str, ...], chance: random.Random) -> English:
    """A page of documentation with headings, a list and a table of contents."""
    del chance
    contents = "".join(f"<li><a href=/m{n}>Chapter {n}</a></li>" for n in range(12))
    middle = len(lines) // 2
    steps = ("Check the rope before every crossing.", "Note the time and the level of the water.")
    inner = (
        f"<h2>Before you begin</h2>{_paragraphs(lines[:middle])}<h2>Steps</h2>"
        f"<ul>{''.join(f'<li>{step}</li>' for step in steps)}</ul>{_paragraphs(lines[middle:])}"
    )
    body = (
        f"<div class=sphinxsidebar><ul>{contents}</ul></div><div class=document><h1>{title}</h1>"
        f"{inner}</div><div class=nav><a href=/p>Previous</a> <a href=/n>Next</a></div>"
    )
    gold = ("Before you begin", *lines[:middle], "Steps", *steps, *lines[middle:])
    return English(_page(title, "Ferry Manual", body), gold)


def board(title: str, lines: tuple[str, ...], chance: random.Random) -> English:
    """A thread, of which the first post is the text, with signatures and a login form."""
    replies = "".join(
        f"<div class=reply><span class=user>user{n}</span><p>Same here, still waiting.</p></div>"
        for n in range(3)
    )
    body = (
        "<form action=/login><label>User</label><input><label>Password</label><input></form>"
        f"<div class=thread><h1>{title}</h1><div class=post><span class=user>mooring_line</span>"
        f"<div class=postbody>{_paragraphs(lines)}</div></div>"
        f"<div class=comments>{replies}</div></div><div class=more>{_more(chance)}</div>"
    )
    return English(_page(title, "Quay Board", body), lines)
