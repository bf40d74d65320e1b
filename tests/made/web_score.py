"""What a result makes of the made-up web pages: kept, lost, left over, code, facts.

score = score_page(page, text, {"title": …, "author": …, "sitename": …, "date": …})
print(table(scores))
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from tests.made.web_pages import Gold, Page

QUOTES = str.maketrans("“”‘’「」『』—–", "\"\"''\"\"''--")
FACTS = ("title", "author", "sitename", "date")
MARKUP = re.compile(r"```.*|\|?[\s|:-]*-{3,}[\s|:-]*|\$\$")


@dataclass
class Score:
    """The counts of one page; `lines` names what was missing, left over or wrong."""

    page: str
    family: str
    exact: int = 0
    of: int = 0
    lost: int = 0
    characters: int = 0
    residue: int = 0
    gone_left: list[str] = field(default_factory=list)
    code_whole: int = 0
    code_of: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0
    lines: list[str] = field(default_factory=list)


def fold(text: str) -> str:
    """The text without white space, its width and quotes made equal."""
    return "".join(unicodedata.normalize("NFKC", text).translate(QUOTES).split())


def score_page(
    page: Page,
    text: str,
    facts: Mapping[str, str | None] | None = None,
    replies: Literal["keep", "drop", "either"] = "either",
) -> Score:
    """The score of a text for a page; an empty text stands for "no article".

    `replies`: whether the answers to a first post must be there, must not, or may.
    """
    gold = page.gold
    score = Score(page.name, page.family)
    body = gold.body if replies == "keep" else [x for x in gold.body if x not in gold.replies]
    free = {fold(line) for line in gold.optional} | {fold(t) for t in gold.title if t}
    if replies == "either":
        free |= {fold(one) for line in gold.replies for one in line}
    _body(score, body, free, text)
    planted = [*gold.gone, *(line[0] for line in gold.replies)] if replies == "drop" else gold.gone
    folded = fold(text)
    score.gone_left = [words for words in planted if fold(words) in folded]
    _code(score, gold, text)
    if facts is not None:
        _facts(score, gold, facts)
    return score


def _body(score: Score, body: list[list[str]], free: set[str], text: str) -> None:
    wanted = [[fold(one) for one in line] for line in body]
    known = {one for line in wanted for one in line}
    lines = [line for line in text.split("\n") if line.strip() and not MARKUP.fullmatch(line)]
    have = [line for line in map(fold, lines) if line in known or line not in free]
    left = Counter(have)
    for line in wanted:
        hit = next((one for one in line if left[one]), None)
        if hit is None:
            score.lines.append(f"- {line[0]}")
            continue
        left[hit] -= 1
        score.exact += 1
    score.of = len(wanted)
    joined = "".join(have)
    told = "".join(max((x for x in ln if x in joined), key=len, default=ln[0]) for ln in wanted)
    same = 0
    for op, a, b, c, d in SequenceMatcher(None, told, joined, autojunk=False).get_opcodes():
        if op == "equal":
            same += b - a
        elif d - c > 1:
            score.lines.append(f"+ {joined[c:d]}")
    score.characters, score.lost, score.residue = len(told), len(told) - same, len(joined) - same


def _code(score: Score, gold: Gold, text: str) -> None:
    """Lines of code with their break and indentation, as many as the blocks have."""
    have = Counter(line.rstrip() for line in text.split("\n"))
    for block in gold.code:
        for line in block:
            if line.strip():
                score.code_of += 1
                if have[line.rstrip()]:
                    have[line.rstrip()] -= 1
                    score.code_whole += 1
                else:
                    score.lines.append(f"code {line}")


def _facts(score: Score, gold: Gold, facts: Mapping[str, str | None]) -> None:
    for name in FACTS:
        accepted = getattr(gold, name)
        said = facts.get(name) or None
        if _accepts(accepted, said, name):
            score.right += 1
            continue
        if set(accepted) == {None}:
            score.invented += 1
        elif said is None:
            score.missed += 1
        else:
            score.wrong += 1
        score.lines.append(f"{name} {said!r}, not {accepted!r}")


def _accepts(accepted: tuple[str | None, ...], said: str | None, name: str) -> bool:
    if said is None:
        return None in accepted
    same = str.startswith if name == "date" else str.__eq__
    return any(one is not None and same(fold(said), fold(one)) for one in accepted)


COLUMNS = ["pages", "exact", "of", "lost", "characters", "residue", "gone_left", "code_whole"]
COLUMNS += ["code_of", "right", "wrong", "missed", "invented"]


def table(scores: Iterable[Score]) -> str:
    """A line a family and one for all, under the names of the counts."""
    families: dict[str, Counter[str]] = {}
    for score in scores:
        for family in (score.family, "all"):
            row = families.setdefault(family, Counter())
            row["pages"] += 1
            row["gone_left"] += len(score.gone_left)
            for name in COLUMNS[1:]:
                if name != "gone_left":
                    row[name] += getattr(score, name)
    rows = [["family", *COLUMNS]]
    names = sorted(families, key=lambda name: (name == "all", name))
    rows += [[name, *(str(families[name][column]) for column in COLUMNS)] for name in names]
    return "\n".join(" | ".join(row) for row in rows)
