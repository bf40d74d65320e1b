"""The lines at head and tail of a document, masked so that lines of one form are equal."""

import re
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.shapes import LAST, Own, body_paragraph, last_sentences, masked, sentence
from pipeline.boilerplate.vocabulary import (
    calls,
    has_boilerplate_word,
    is_boilerplate_line,
    is_boilerplate_sentence,
    may_be_of_the_page,
    of_the_page,
    page_label,
    signed,
)
from pipeline.characters.han_letters import han
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import words_of

HEAD, TAIL = 12, 30  # lines looked at; boilerplate at an end is rarely longer
PASSED = {"head": 0, "tail": 2}  # body paragraphs passed: disclaimers look like them
_REFERENCE = re.compile(r"[\[［【](?:\d{1,3})[\]］】] ?[^\W\d_].{9}")
QUOTES = "“「‘—"  # what begins with these is said by somebody
CALL, SHORT = 8, 60  # characters of a call between paragraphs; shorter are labels and headings
SENTENCES = 4  # at the end of a paragraph that may be a footer glued to it
WORDED = 12  # characters of a line of words of pages only: it may head a part of the text too
TOP = 2  # lines at a page's very edge that may be boilerplate, whatever stands beside them
BESIDE = 3  # lines between known boilerplate and the body, at most, that may belong to it
# What companies, offices and columnists sign with, and when.
_SIGNATURE = re.compile(
    "(?:公司|董事会|委员会|办公[室厅]|编辑部|研究[院所]|大学|学院|[局厅部会院])$|[月年]\\S{1,3}日$"
)
LONGEST = 200  # characters of a line; a longer one is never boilerplate by repetition


def zone_lines(lines: Sequence[str], own: Own) -> list[Item]:
    """One item for each line near an end that could be boilerplate, and for each call anywhere.

    >>> page = ["首页 > 故事", *["渡口的雾散了。" * 9] * 3, "共12页", "他没有回头地走了。"]
    >>> [(item.what, item.key) for item in zone_lines(page, Own())]
    [('head', '首页 > 故事'), ('tail', '共{0}页'), ('by-tail', '共{0}页')]
    """
    found: dict[tuple[str, str], Item] = {}
    orders = (("head", range(len(lines))[:HEAD]), ("tail", range(len(lines))[::-1][:TAIL]))
    for what, order in orders:
        keyed = [
            (i, key)
            for i in _until_body(lines, order, PASSED[what])
            for key in _keys(lines[i], own)
        ]
        # The boilerplate nearest to the body; what stands farther out is no part of the article.
        depths = [abs(i - order[0]) for i, key in keyed if is_boilerplate_line(key)]
        nearest = max(depths, default=-1)
        for i, key in keyed:
            outer = abs(i - order[0]) < nearest
            found.setdefault((what, key), Item(what, key, 1, i, lines[i], outer))
        for item in _beside(lines, own, what, nearest):
            found.setdefault((item.what, item.key), item)
    for i, line in enumerate(lines):
        if len(line) <= SHORT and _button(line):
            key = masked(line, own)
            found.setdefault(("body", key), Item("body", key, lines.count(line), i, line))
        elif len(line) <= WORDED and words_of(fold(line)).share == 1:
            found.setdefault(("worded", line), Item("worded", line, lines.count(line), i, line))
    for i, text in _glued(lines):
        key = masked(text, own)
        found.setdefault(("tail", key), Item("tail", key, 1, i, text))
    return list(found.values())


def _beside(lines: Sequence[str], own: Own, what: str, nearest: int) -> Iterator[Item]:
    """The lines that may be boilerplate because they stand next to some, or at the page's edge.

    `nearest` is how far in known boilerplate goes. At the edge a line needs a slot or a weak word.
    """
    order = range(len(lines))[:HEAD] if what == "head" else range(len(lines))[::-1][:TAIL]
    for i in order:
        depth = abs(i - order[0])
        if depth <= nearest and not lines[i].isdigit() and not sentence(lines[i]):
            continue  # counted as what stands behind boilerplate
        if depth > max(nearest, -1) + BESIDE:
            return
        unsure = _unsure(lines[i], own)
        keys = unsure or [key for key in _keys(lines[i], own) if not _named(lines[i])]
        for key in keys:
            if nearest >= 0 or depth < TOP or unsure or "{0}" in key or "{a}" in key:
                yield Item(f"by-{what}", key, 1, i, lines[i])


_DRAWN = re.compile("[|｜▼▲↓↑→◆●]|[0-9]%|[0-9] ?/ ?[0-9]")


def _button(line: str) -> bool:
    """Whether a short line between paragraphs calls to the reader, or is a button of the page.

    >>> [_button(line) for line in ("长按二维码关注我们", "展开剩余49%", "热门评论精选")]
    [True, True, False]
    """
    if "](" in line or "://" in line:
        return False
    if line[:1] in QUOTES or sentence(line):
        return len(line) >= CALL and line[:1] not in QUOTES and calls(line)
    return (len(line) >= CALL and calls(line)) or bool(
        _DRAWN.search(line) and is_boilerplate_line(line)
    )


def _named(line: str) -> bool:
    """Whether a line may sign or date what stands beside it."""
    spoken = sentence(line) or "，" in line
    return (spoken and not has_boilerplate_word(line)) or bool(_SIGNATURE.search(line))


def _glued(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The sentences that end the last paragraphs and speak of the page, and the line of each.

    A page that lost its line breaks has its footer in its last paragraph.
    """
    bodies = [i for i in range(len(lines))[::-1][:TAIL] if body_paragraph(lines[i])]
    for i in bodies[: PASSED["tail"]]:
        if not may_be_of_the_page(lines[i][-LAST:]):
            continue
        for _, text in last_sentences(lines[i], SENTENCES):
            if 8 <= len(text) <= LONGEST and of_the_page(text) and not signed(text):
                yield i, text


def _until_body(lines: Sequence[str], order: range, passed: int) -> Iterator[int]:
    """Lines from an end inward, until more body paragraphs than some are passed."""
    for i in order:
        if body_paragraph(lines[i]):
            passed -= 1
            if passed < 0:
                return
        yield i


def _unsure(line: str, own: Own) -> list[str]:
    """The form of a line that counts only beside other boilerplate: a number, a weak sentence."""
    if line.isdigit() and len(line) < 5:
        return ["{page}"]
    weak = sentence(line) and len(line) <= LONGEST and not is_boilerplate_sentence(line)
    if weak and line[0] not in QUOTES and not signed(line) and has_boilerplate_word(line):
        return [masked(line, own)]
    return []


def _keys(line: str, own: Own) -> list[str]:
    """The forms under which a line is counted; none if it reads as the author's."""
    if (
        not line
        or len(line) > LONGEST
        or line[0] in QUOTES
        or signed(line)
        or _REFERENCE.match(line)
    ):
        return []
    if line[0] in "（(" and not is_boilerplate_sentence(line):
        return []  # a remark or a signature
    if sentence(line) and not is_boilerplate_sentence(line):
        return []  # a sentence planted on many pages is still a sentence
    if len(line) > 60 and not is_boilerplate_sentence(line):
        return []
    key = masked(line, own)
    keys = [key] if han(key) >= 2 else []
    label, colon, rest = line.partition("：" if "：" in line else ":")
    if colon and 2 <= len(label) <= 6 and 5 <= len(rest) <= 60 and page_label(label):
        keys.append(f"{label}{{rest}}")
    return keys
