"""Spans of a text that no stage may break into: code, addresses, link targets, formulas.

`find_protected` looks once, at the decoded or extracted text; `Text` carries the spans through its
edits and passes each edit by `fitted`. A *listing*, code that nothing marks as code, and a table of
Markdown are softer: only their layout is kept, so that what a script left behind may still go.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

ProtectedKind = Literal[
    "code", "inline", "address", "target", "formula", "listing", "table", "speaker"
]


class Protected(NamedTuple):
    """A span `text[start:end]` and what it is; code, listings and tables have whole lines."""

    start: int
    end: int
    kind: ProtectedKind


_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^`]*)$")
_INLINE = re.compile(r"(?<!`)(`{1,2})(?!`)[^`\n]{1,300}(?<!`)\1(?!`)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>()\[\]{}|\\^`\"'\u0080-\U0010ffff]+", re.ASCII)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+(?![\w@])", re.ASCII
)
_TARGET = re.compile(r"(?<=\]\()[^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?=[) ])")
_DISPLAYED = re.compile(r"\$\$[^$]{1,2000}\$\$")
_DOLLARS = re.compile(
    r"(?<![\\$\w])\$(?![ \d])(?=[^$\n]{0,300}?[\\^_={}])[^$\n]{1,300}(?<![ \\])\$(?![\d\w])"
)
_BRACKETED = re.compile(r"\\\[.{1,2000}?\\\]|\\\(.{1,500}?\\\)", re.DOTALL)
_WITHIN: tuple[tuple[str, re.Pattern[str], ProtectedKind], ...] = (
    ("`", _INLINE, "inline"),
    ("](", _TARGET, "target"),
    ("://", _ADDRESS, "address"),
    ("@", _MAIL, "address"),
    ("$$", _DISPLAYED, "formula"),
    ("$", _DOLLARS, "formula"),
    ("\\", _BRACKETED, "formula"),
)
"""What a text must hold for a pattern to be asked, and what its matches are."""

_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)")
_HAN = re.compile("[\u3400-\u9fff]")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]) ")
_WORDS = (
    "def class import from return elif public private static void int const let var function"
    " package using namespace SELECT INSERT UPDATE CREATE DELETE sudo cd git pip pip3 npm docker"
    " curl echo export func fn struct enum throw await async yield"
)
"""First words of lines of code; a line of prose that begins so goes on in Han or in a sentence."""

_CODE_LINE = re.compile(
    r"[ \t]*(?:"
    rf"(?:{_WORDS.replace(' ', '|')}) [^\u3400-\u9fff]"
    r"|(?:if|for|while|switch|catch|with|else if)\b.{0,200}[:{][ \t]*$"
    r"|(?:else|try|finally|do)[ \t]*[:{][ \t]*$"
    r"|[$>] [a-z./]|#include\b|#!/|//|/\*|\*/|\}|\)[;,]|@[A-Za-z]+\b[^\u3400-\u9fff]*$"
    r"|[\w.\[\]\"'*&]+ (?:=|\+=|-=|==|=>|->|:=|<-) ?\S"
    r"|[\w.]+\((?:[^()\n]|\([^()\n]{0,99}\)){0,200}\)[;:]?[ \t]*(?:(?:#|//).*)?$"
    r"|[^\u3400-\u9fff]{0,200}[;{][ \t]*(?:(?:#|//).*)?$"
    r")",
    re.ASCII,
)
_COMMENT = re.compile(r"[ \t]*(?:#|//|/\*|\*|--|\"\"\"|''')")
_SIGNS = ("=", ";", "{", "}", "(", ")", "//", "\n$ ", "\n> ")
"""Of which every line of code has one; the prompts may stand at the start of the text too."""
LISTING = 3
"""Lines of code in a row, at least: one or two may be an example, or what a script left behind."""

UNDOING = frozenset(
    {"decode", "extract", "unlink", "links", "write"}
    | {"repair.mojibake", "repair.spelled", "repair.breaks"}
)
"""Stages that may touch anything: they undo a wrong decoding, or make what others may not break."""


CODE = ("code", "listing")
"""Kinds that are code: marked as such, or by their look."""
SOFT = frozenset({"listing", "table"})
"""Kinds of which only the layout is kept."""

_ROW = r"[ \t]*\|.*\|[ \t]*$"
_ROWS = re.compile(rf"^{_ROW}(?:\n{_ROW})*", re.MULTILINE)
_BLOCK = re.compile(
    r"[ \t]*(?:>|!\[|#{1,6}(?: |$)|\||[-*+] |\d{1,3}[.)] |</?[a-zA-Z][^<>]*>"
    r"|(?:[-*_] ?){3,}$|[=-]{3,}$)"
)
"""What lines begin with that Markdown does not take for a paragraph."""
_QUOTE = re.compile(r"> ?[^\s>]")


def is_markdown_file(path: str) -> bool:
    """Whether the name of a file says that it is Markdown: a source, with tags and entities."""
    return path.lower().endswith((".md", ".markdown", ".mdx", ".rmd"))


def is_markdown(path: str, text: str) -> bool:
    r"""Whether a text is Markdown: by the name of its file, or by marks that only Markdown has.

    >>> is_markdown("a.md", ""), is_markdown("a.txt", "# 甲\n\n## 乙\n\n见[丙](https://a.example)。")
    (True, True)
    >>> is_markdown("a.txt", "#1 编号可以改吗\n可以。")
    False
    """
    if is_markdown_file(path):
        return True
    if "\n```" in text and len(re.findall(r"^[ \t]*```", text, re.MULTILINE)) >= 2:
        return True
    return "](" in text and len(_HEADING.findall(text)) >= 2 and bool(_LINK.search(text))


def find_protected(text: str, *, markdown: bool) -> list[Protected]:
    r"""The protected spans of a text, in order, none within another.

    Left alone: brackets and dollars of prose, blocks of Han that happen to be indented.

    >>> text = "见 https://a.example/x。\n```sh\n# 注释\n```\n完。"
    >>> [(text[one.start:one.end], one.kind) for one in find_protected(text, markdown=False)]
    [('https://a.example/x', 'address'), ('```sh\n# 注释\n```', 'code')]
    """
    found: list[Protected] = []
    if "```" in text or "~~~" in text:
        found += _fenced(text)
    if markdown:
        found += _indented(text)
        found += _tables(text)
    if any(map(text.__contains__, _SIGNS)) or text.startswith(("$ ", "> ")):
        found += _listings(text)
    for mark, pattern, kind in _WITHIN:
        if mark in text:
            found += (Protected(*match.span(), kind) for match in pattern.finditer(text))
    return apart(found)


def apart(spans: Iterable[Protected]) -> list[Protected]:
    """Spans in order without those that begin within another; blocks go before what they hold."""
    kept: list[Protected] = []
    blocks = {"code": 0, "table": 1, "listing": 1}
    for span in sorted(spans, key=lambda one: (one.start, blocks.get(one.kind, 2), -one.end)):
        while (
            kept and span.kind == "code" and kept[-1].kind != "code" and kept[-1].end > span.start
        ):
            kept.pop()
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and the line."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _fenced(text: str) -> Iterator[Protected]:
    """Blocks between fences; one that nothing closes is no block."""
    opened, mark = -1, ""
    for start, line in _lines(text):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if not fence:
            continue
        if opened < 0:
            opened, mark = start, fence[1]
        elif fence[1].startswith(mark) and not fence[2].strip():
            yield Protected(opened, start + len(line), "code")
            opened = -1


def _indented(text: str) -> Iterator[Protected]:
    """Blocks of Markdown that four blanks make code: after an empty line, no list, no Han prose.

    The empty line belongs to the block, or it would be no block when the text is read again.
    """
    before, first, last, prose = "", -1, 0, False
    listed = False
    for start, line in [*_lines(text), (len(text) + 1, "。")]:
        blank = not line.strip()
        if not blank and line.startswith(("    ", "\t")):
            if first < 0 and not before.strip() and not listed and not _ITEM.match(line):
                first, prose = max(0, start - 1 - len(before)), False
            prose = prose or _is_prose(line)
            last = start + len(line)
        elif not blank:
            if first >= 0 and not prose:
                yield Protected(first, last, "code")
            first, listed = -1, bool(_ITEM.match(line))
        before = line


def _tables(text: str) -> Iterator[Protected]:
    """Runs of rows between bars."""
    if "|" in text:
        yield from (Protected(*rows.span(), "table") for rows in _ROWS.finditer(text))


LINK = 12
"""Characters of a quotation on one line, the least: `> 返回首页` is a button."""


def soft_lines(text: str, *, markdown: bool) -> frozenset[int]:
    r"""The numbers of lines that are no paragraph: quotations, in Markdown also items and headings.

    Their form is the author's, so nothing of them goes by its words or by its neighbours.

    >>> text = "# 一\n二。\n> 三\n- 四\n> 他走得很慢,没有回头。"
    >>> sorted(soft_lines(text, markdown=True)), sorted(soft_lines(text, markdown=False))
    ([0, 2, 3, 4], [4])
    """
    if not markdown and "\n>" not in text and not text.startswith(">"):
        return frozenset()
    block = _BLOCK if markdown else _QUOTE
    found = {i: line for i, line in enumerate(text.split("\n")) if block.match(line)}
    if not markdown:  # one word behind such a sign is a link that pages draw so
        alone = (i for i in found if not {i - 1, i + 1} & found.keys())
        found = {i: found[i] for i in found.keys() - {i for i in alone if len(found[i]) < LINK}}
    return frozenset(found)


def _is_prose(line: str) -> bool:
    """Whether a line holds a sentence of Han rather than code with a comment."""
    return "。" in line and len(_HAN.findall(line)) >= 15 and not _COMMENT.match(line)


def _listings(text: str) -> Iterator[Protected]:
    """Runs of lines that look like code and that nothing marks as such."""
    first, last, count = -1, 0, 0
    for start, line in [*_lines(text), (len(text) + 1, "。")]:
        if not line.strip():
            continue
        strong = _CODE_LINE.match(line) is not None and not _is_prose(line)
        weak = first >= 0 and (line[0] in " \t" or _COMMENT.match(line)) and not _is_prose(line)
        if strong or weak:
            first = start if first < 0 else first
            last, count = start + len(line), count + strong
            continue
        if count >= LISTING:
            yield Protected(first, last, "listing")
        first, count = -1, 0


def code_lines(text: str, spans: Sequence[Protected]) -> frozenset[int]:
    r"""The numbers of the lines that lie in code or in a listing, or say who speaks.

    >>> text = "一。\n```\n# 二\n```\n三。"
    >>> sorted(code_lines(text, find_protected(text, markdown=False)))
    [1, 2, 3]
    """
    found: set[int] = set()
    number = at = 0
    for span in spans:
        if span.kind in (*CODE, "speaker"):
            first = number + text.count("\n", at, span.start)
            number, at = first + text.count("\n", span.start, span.end), span.end
            found.update(range(first, number + 1))
    return frozenset(found)


def fitted(
    stage: str, text: str, edit: tuple[int, int, str, str], spans: Sequence[Protected]
) -> tuple[int, int] | None:
    """The span of an edit that leaves every protected span whole, or None where there is none.

    `spans` are those that the edit may touch. A cut that begins before an address and would leave
    its end takes the whole of it. A watermark may go from the end of a line of code, or from behind
    an address that it is glued to.
    """
    start, end, new, _ = edit
    if stage in UNDOING:
        return start, end
    for span in spans:
        if end <= span.start or start >= span.end:
            continue
        if stage.startswith("repair."):
            if text[start:end].strip() or span.kind not in ("code", *SOFT):
                return None
            # Blanks and line breaks around code go up to it.
            start, end = (start, span.start) if start < span.start else (span.end, end)
            if start >= end or text[start:end] == new:
                return None
            continue
        whole = start <= span.start and end >= span.end and not new
        if span.kind in SOFT or (whole and _goes(stage, span)):
            continue
        if span.kind == "address" and not new and start <= span.start:
            end = span.end
        elif stage != "marks" or new or not _from_the_end(text, start, end, span):
            return None
    return start, end


def _goes(stage: str, span: Protected) -> bool:
    """Whether a stage may take a span whole: of code only a repeated body does."""
    return span.kind != "code" or stage == "collapse"


def _from_the_end(text: str, start: int, end: int, span: Protected) -> bool:
    """Whether a cut takes no more than what stands at the end of a line, or runs on behind."""
    if span.kind == "address":
        return end > span.end
    line = text.rfind("\n", 0, start) + 1
    return (
        span.kind == "code" and text[end : end + 1] in ("", "\n") and bool(text[line:start].strip())
    )
