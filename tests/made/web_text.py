"""Texts of the made-up web pages, as a reader sees them: what the gold is made of.

A file of `pages/texts/` holds several texts. Each opens with `==== name`, then `key: value` lines,
an empty line, and one block a line:

    ## heading          - item        + numbered item    > quoted paragraph
    | cell | cell       ! caption     = term :: definition
    ~ line of verse     (a lone ~ parts the stanzas)
    ```python ... ```   code, with its blanks
    ?? question         what follows is its answer, folded on the page
    @@ user | time      what follows is this user's reply

Within a block: `**bold**`, `` `code` ``, `[text](url)`, `{base|reading}`, `$formula$`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "pages" / "texts"

MARKS = {
    "## ": "h2",
    "### ": "h3",
    "- ": "ul",
    "+ ": "ol",
    "> ": "quote",
    "| ": "row",
    "! ": "caption",
    "= ": "dl",
}


@dataclass(frozen=True)
class Block:
    """One block: its kind, its line as written, and for code its language and lines."""

    kind: str
    text: str
    number: int = 0
    code: tuple[str, ...] = ()


@dataclass
class Part:
    """A run of blocks under one head: the article itself, a reply, or a folded answer."""

    head: str = ""
    note: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Text:
    """One text: its facts, its first part, then its replies or its sections."""

    name: str
    facts: dict[str, str]
    main: Part
    replies: list[Part]
    sections: list[Part]

    @property
    def parts(self) -> list[Part]:
        return [self.main, *self.sections, *self.replies]


@cache
def texts() -> dict[str, Text]:
    """Every text of every file, by name, in the order of the files."""
    found: dict[str, Text] = {}
    for path in sorted(TEXTS.glob("*.txt")):
        for piece in path.read_text("utf-8").split("\n==== ")[0:]:
            piece = piece.removeprefix("==== ")
            if piece.strip():
                text = _text(piece)
                if text.name in found:
                    raise ValueError(f"{path}: two texts named {text.name}")
                found[text.name] = text
    return found


def _text(piece: str) -> Text:
    head, _, body = piece.partition("\n\n")
    name, *lines = head.split("\n")
    facts = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
    text = Text(name.strip(), facts, Part(), [], [])
    part = text.main
    rows = iter(body.rstrip("\n").split("\n"))
    for row in rows:
        if row.startswith("@@ "):
            user, _, when = row[3:].partition(" | ")
            part = Part(user, when)
            text.replies.append(part)
        elif row.startswith("?? "):
            part = Part(row[3:])
            text.sections.append(part)
        elif row.startswith("```"):
            part.blocks.append(_code(row[3:], rows))
        elif row.strip():
            part.blocks.append(_block(row, part.blocks))
    return text


def _code(language: str, rows: object) -> Block:
    lines = []
    for row in rows:  # type: ignore[attr-defined]
        if row.startswith("```"):
            break
        lines.append(row)
    return Block("code", language, code=tuple(lines))


def _block(row: str, before: list[Block]) -> Block:
    if row.rstrip() == "~":
        return Block("stanza", "")
    if row.startswith("~ "):
        return Block("verse", row[2:])
    kind = next((kind for mark, kind in MARKS.items() if row.startswith(mark)), "p")
    text = row if kind == "p" else row.split(" ", 1)[1]
    if kind == "ol":
        number = before[-1].number + 1 if before and before[-1].kind == "ol" else 1
        return Block(kind, text, number)
    return Block(kind, text)


def plain(text: str) -> str:
    """A block as read: no emphasis, no addresses, the base of a gloss."""
    text = re.sub(r"\{([^{}|]+)\|[^{}|]+\}", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return text.replace("**", "").replace("`", "")


def cells(text: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip() for cell in text.split(" | ")]


def gold(block: Block) -> list[list[str]]:
    """The lines a reader sees of this block, each with its acceptable spellings."""
    text = plain(block.text)
    match block.kind:
        case "code":
            return [[line] for line in block.code if line.strip()]
        case "ul":
            return [[text, *(f"{mark} {text}" for mark in "-•*·●")]]
        case "ol":
            n = block.number
            return [[f"{n}. {text}", text, f"{n}、{text}", f"{n}) {text}", f"{n}.{text}"]]
        case "row":
            row = cells(text)
            joined = [" | ".join(row), " ".join(row), " | ".join(filter(None, row))]
            return [[*dict.fromkeys([*joined, f"| {joined[0]} |"])]]
        case "dl":
            term, _, definition = text.partition(" :: ")
            return [[term], [definition, f": {definition}"]]
        case "quote":
            return [[text, f"> {text}"]]
        case "h2" | "h3":
            return [[text, f"## {text}", f"### {text}", f"#### {text}"]]
        case "stanza":
            return []
    if "$" in text:
        return [[text, text.replace("$", ""), re.sub(r"\$([^$]+)\$", r"\\(\1\\)", text)]]
    return [[text]]
