"""Styles of watermarks, corpora and single pages that carry them, and a score of what was removed.

pages = corpus(STYLES["empire"], seed=1)
result = score(cleaned, page.paragraphs, page.planted)
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from random import Random
from typing import NamedTuple

from tests.made import (
    watermarks_addresses,
    watermarks_alphabets,
    watermarks_calls,
    watermarks_codes,
    watermarks_lures,
    watermarks_more,
    watermarks_names,
    watermarks_traces,
    watermarks_web,
)
from tests.made.watermarks_prose import genre, story
from tests.made.watermarks_sites import Site, site
from tests.made.watermarks_stories import FRAMES
from tests.made.watermarks_styles import Style

STYLES: dict[str, Style] = {
    style.name: style
    for module in (
        watermarks_codes,
        watermarks_names,
        watermarks_addresses,
        watermarks_calls,
        watermarks_more,
        watermarks_web,
        watermarks_alphabets,
        watermarks_lures,
        watermarks_traces,
    )
    for style in module.STYLES
}


class Page(NamedTuple):
    """A made-up page: where it lies, what a scraper got, what is honest, what was planted."""

    path: str
    text: str
    paragraphs: list[str]
    planted: list[str]


class Score(NamedTuple):
    """What became of a page.

    `removed`: planted marks of which nothing stands.
    `honest_cut`: characters of clean paragraphs that are gone.
    `halves`: pieces of marks (two letters, three signs or more) that stand, and stand in no
    clean paragraph.
    `planted`: marks planted.
    `residue`: characters that stand beside clean paragraphs and whole marks.
    """

    removed: int
    honest_cut: int
    halves: int
    planted: int
    residue: int


def corpus(
    style: Style, seed: int, pages: int = 12, sites: int = 3, with_address: bool = True
) -> list[Page]:
    """Pages of some sites, every page a story of its own; without address all lie in one folder."""
    rng = Random(f"corpus {style.name} {seed}")
    numbers = [number for number in range(len(FRAMES)) if _fits(style, number)]
    rng.shuffle(numbers)
    made = []
    for count in range(pages * sites):
        owner = site(count // pages, seed)
        story_number = numbers[count % len(numbers)] + len(FRAMES) * (count // len(numbers))
        serial = rng.randrange(10_000, 99_999) * 100 + count % 100
        folder = f"www.{owner.domain}/{rng.randrange(2012, 2025)}" if with_address else "pages"
        made.append(_page(style, story_number, seed, owner, f"{folder}/{serial}.txt", rng))
    return made if with_address else sorted(made)


def single_page(style: Style, seed: int) -> Page:
    """One page alone, of eight paragraphs at least, that says no address by its path."""
    rng = Random(f"single {style.name} {seed}")
    number = rng.choice([number for number in range(len(FRAMES)) if _fits(style, number)])
    return _page(style, number, seed, site(rng.randrange(60), seed), "page.txt", rng)


def url(page: Page) -> str | None:
    """The page's address, if its path says one."""
    return f"https://{page.path[:-4]}.html" if page.path.startswith("www.") else None


def score(cleaned: str, paragraphs: Sequence[str], planted: Sequence[str]) -> Score:
    """What a cleaner removed, cut and halved; widths, cases, scripts and blanks don't count."""
    rest = fold(cleaned)
    clean = [fold(text) for text in paragraphs]
    honest = "\n".join(clean)
    whole = 0
    for mark in sorted({fold(mark) for mark in planted}, key=lambda mark: (-len(mark), mark)):
        if mark and mark not in honest:
            whole += rest.count(mark)
            rest = rest.replace(mark, "\0")
    cut = _honest_cut(rest.replace("\0", ""), clean)
    halves = _halves(rest, clean, planted)
    kept = len(rest.replace("\0", "").replace("\n", ""))
    residue = kept - (sum(map(len, clean)) - cut)
    removed = max(0, len(planted) - whole - halves)
    return Score(removed, cut, halves, len(planted), residue)


def fold(text: str) -> str:
    """The text with what a cleaner may rightly change made equal; paragraphs stay apart."""
    text = unicodedata.normalize("NFKC", html.unescape(html.unescape(text))).casefold()
    text = text.translate(_SCRIPTS)
    return "".join(
        letter
        for letter in text
        if letter == "\n"
        or not (letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc", "Mn"))
    )


_SCRIPTS = str.maketrans(
    "壹記為說閱讀嶶“”‘’「」『』—–", "一记为说阅读微\"\"''\"\"''--"
)  # what marks hold of the other script, and quotation marks


def _fits(style: Style, number: int) -> bool:
    return not (style.prose_only and genre(number) == "tech")


def _page(style: Style, number: int, seed: int, owner: Site, path: str, rng: Random) -> Page:
    paragraphs = story(number, seed)
    text, planted = style.plant(paragraphs, rng, owner)
    if style.one_line:
        paragraphs = ["".join(paragraphs)]
    return Page(path, text, paragraphs, planted)


def _honest_cut(rest: str, clean: Sequence[str]) -> int:
    """Characters of the clean paragraphs that don't stand in what is left."""
    lines = rest.split("\n")
    missing = [text for text in clean if text not in rest]
    if not missing:
        return 0
    found = set(clean) - set(missing)
    others = "".join(line for line in lines if line not in found)
    return sum(_cut_from(text, others) for text in missing)


def _cut_from(text: str, others: str) -> int:
    """Characters of a paragraph that are gone: none if all stand in order, else by alignment."""
    letters = iter(others)
    if all(letter in letters for letter in text):
        return 0
    matcher = SequenceMatcher(None, text, others, autojunk=False)
    return len(text) - sum(block.size for block in matcher.get_matching_blocks())


def _halves(rest: str, clean: Sequence[str], planted: Sequence[str]) -> int:
    """Runs of what is left that are pieces of marks and stand in no clean paragraph.

    A piece is two letters side by side, or three signs of any kind: half a jammer has few letters.
    """
    for text in sorted(clean, key=len, reverse=True):
        rest = rest.replace(text, "\0")
    honest = "\n".join(clean)
    pieces = {piece for mark in map(fold, planted) for piece in _pieces(mark)}
    pieces = {piece for piece in pieces if piece not in honest}
    foreign = [
        rest[at : at + 2] in pieces or rest[at : at + 3] in pieces for at in range(len(rest) - 1)
    ]
    return sum(
        here and not before for before, here in zip([False, *foreign], foreign, strict=False)
    )


def _pieces(mark: str) -> set[str]:
    letters = {
        run[at : at + 2] for run in re.findall(r"\w{2,}", mark) for at in range(len(run) - 1)
    }
    return letters | {mark[at : at + 3] for at in range(len(mark) - 2)}
