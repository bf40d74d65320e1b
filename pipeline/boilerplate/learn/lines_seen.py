"""The lines at head and tail of a document, masked so that lines of one form are equal."""

import re
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.learn.counts import Item, hashed
from pipeline.boilerplate.shapes import (
    LAST,
    Own,
    bare_of_links,
    body_paragraph,
    is_sentence,
    last_sentences,
    masked,
)
from pipeline.boilerplate.vocabulary import (
    calls,
    has_boilerplate_word,
    is_boilerplate_line,
    is_boilerplate_sentence,
    is_signature,
    labels_fact,
    may_be_of_the_page,
    of_the_page,
    page_label,
)
from pipeline.characters.han_letters import han
from pipeline.metadata.layout import fold
from pipeline.metadata.wording import words_of

_HEAD, _TAIL = 12, 30  # lines looked at; boilerplate at an end is rarely longer
_PASSED = {"head": 0, "tail": 2}  # body paragraphs passed: disclaimers look like them
_REFERENCE = re.compile(r"[\[［【](?:\d{1,3})[\]］】] ?[^\W\d_].{9}")
QUOTES = "“「‘—"  # what begins with these is said by somebody
CALL, _SHORT = 8, 60  # characters of a call between paragraphs; shorter are labels and headings
_SENTENCES = 4  # at the end of a paragraph that may be a footer glued to it
_NUMBER = 12  # digits that no author writes in a line of their own: what a system calls a page
AMID = 16  # lines anywhere kept of one page, those of the smallest hashes: the same on all
_SAID = 0.3  # of a sentence that words of pages are; prose has less
_WORDED = 12  # characters of a line of words of pages only: it may head a part of the text too
_TOP = 2  # lines at a page's very edge that may be boilerplate, whatever stands beside them
_BESIDE = 8  # lines between known boilerplate and the body, at most, that may belong to it
# What companies, offices and columnists sign with, and when.
_SIGNATURE = re.compile(
    "(?:公司|董事会|委员会|办公[室厅]|编辑部|研究[院所]|大学|学院|[局厅部会院])$|[月年]\\S{1,3}日$"
    "|^(?:此致|敬礼|阿门|阿弥陀佛|顺祝|谨[致启上呈]|祝[你您好])|[敬谨]上$"
)
_LABEL = 4  # Han of a label that stands over its value: 年代, 展出位置
_LONGEST = 200  # characters of a line; a longer one is never boilerplate by repetition


def zone_lines(lines: Sequence[str], own: Own) -> list[Item]:
    """One item for each line near an end that could be boilerplate, and for each call anywhere.

    >>> page = ["首页 > 故事", *["渡口的雾散了。" * 9] * 3, "共12页", "他没有回头地走了。"]
    >>> [(item.what, item.key) for item in zone_lines(page, Own())]
    [('head', '首页 > 故事'), ('tail', '共{0}页'), ('body', '共{0}页'), ('body', '首页 > 故事')]
    """
    found: dict[tuple[str, str], Item] = {}
    orders = (("head", range(len(lines))[:_HEAD]), ("tail", range(len(lines))[::-1][:_TAIL]))
    for what, order in orders:
        keyed = [
            (i, key)
            for i in _until_body(lines, order, _PASSED[what])
            for key in _keys(lines[i], own)
        ]
        # The boilerplate nearest to the body; what stands farther out is no part of the article.
        depths = [abs(i - order[0]) for i, key in keyed if is_boilerplate_line(key)]
        nearest = max(depths, default=-1)
        for i, key in keyed:
            outer = abs(i - order[0]) < nearest
            found.setdefault((what, key), Item(what, key, 1, i, lines[i], outer))
        beyond = {key for (_, key), item in found.items() if item.proven}
        for item in _beside(lines, own, what, nearest):
            if item.key not in beyond:  # a page counts once: it may say a line again
                found.setdefault((item.what, item.key), item)
    found.update(_amid(lines, own))
    for i, text in _glued(lines):
        key = masked(text, own)
        found.setdefault(("tail", key), Item("tail", key, 1, i, text))
    return list(found.values())


def _beside(lines: Sequence[str], own: Own, what: str, nearest: int) -> Iterator[Item]:
    """The lines that may be boilerplate because they stand next to some, or at the page's edge.

    `nearest` is how far in known boilerplate goes. At the edge a line needs a slot or a weak word.
    """
    order = range(len(lines))[:_HEAD] if what == "head" else range(len(lines))[::-1][:_TAIL]
    for i in order:
        depth = abs(i - order[0])
        if depth <= nearest and not lines[i].isdigit() and not is_sentence(lines[i]):
            if depth < nearest and _is_odd(lines[i]) and not _keys(lines[i], own):
                yield Item(f"by-{what}", masked(lines[i], own), 1, i, lines[i])
            continue  # counted as what stands behind boilerplate
        if depth > max(nearest, -1) + _BESIDE or (depth > nearest and _ends_text(lines[i])):
            return
        unsure = _unsure(lines[i], own)
        named = _named(lines[i]) or labels_fact(lines[i]) or _is_over_value(lines, i)
        keys = unsure or ([] if named else _keys(lines[i], own))
        for key in keys:
            if nearest >= 0 or depth < _TOP or unsure or "{0}" in key or "{a}" in key:
                yield Item(f"by-{what}", key, 1, i, lines[i])


def _is_over_value(lines: Sequence[str], i: int) -> bool:
    """Whether a line is a short label and the next one may be its value, other on each page.

    >>> page = ["年代", "清 光绪十九年(1893年)", "展览", "典藏", "登录", "注册新用户"]
    >>> [_is_over_value(page, i) for i in range(5)]
    [True, False, False, False, False]
    """
    line, below = lines[i], lines[i + 1] if i + 1 < len(lines) else ""
    if not han(line) == len(line) <= _LABEL or has_boilerplate_word(line):
        return False
    return len(below) > len(line) and not has_boilerplate_word(below)


def _is_odd(line: str) -> bool:
    """Whether a line within a page's frame may be of it, though its form is counted nowhere.

    English, an account, a long menu; what somebody says or signs never is.
    """
    if not 0 < len(line) <= _LONGEST or line[-1] in "”」’":
        return False
    return not _is_said(line) and not is_signature(line)


def _amid(lines: Sequence[str], own: Own) -> dict[tuple[str, str], Item]:
    """The lines anywhere that call to the reader, or say something other than text does."""
    found: dict[str, Item] = {}
    for i, line in enumerate(lines):
        if len(line) > _SHORT and len(bare_of_links(line)) > _SHORT:
            continue
        button, key = _button(line), masked(line, own)
        if button or _telling(line, key):
            one = Item("body", key, lines.count(line), i, line, button)
            if found.setdefault(key, one).text != line:
                found[f"{key}\n"] = one  # so that its slots are known to be some
    chosen = sorted(found, key=lambda key: (not found[key].proven, hashed(key.strip())))[:AMID]
    return {("body", key): found[key] for key in chosen}


_SIGN = re.compile(r"[【】\[\]★▼▶►◆●|｜~^»$]|>>|》》| > |\*{3}|(?:[-—=] ?){3}|\{(?:[0a-z]+)\}")
_APART = re.compile(rf"{_REFERENCE.pattern}|#{{1,6}} ")
_TITLED = re.compile(r"[【\[［]?[^\W\d_]{1,8}[】\]］]?")
_DATE = re.compile("[年月日时分秒]")


def _telling(line: str, key: str) -> bool:
    """Whether a line has what no heading of a text has: a sign, a slot, words of a page.

    >>> [_telling(line, masked(line)) for line in ("还剩70%未读，下滑继续", "点我领取红包>>")]
    [True, True]
    >>> [_telling(line, masked(line)) for line in ("【案情】", "签订日期：2020年", "2020年3月1日")]
    [False, False, False]
    """
    if not line or _is_said(line) or is_signature(line) or _APART.match(line):
        return False
    if labels_fact(line) or (han(_DATE.sub("", key)) < 2 and "://" not in line):
        return False
    share = words_of(fold(line)).share
    if has_boilerplate_word(line) or (len(line) <= _WORDED and share == 1):
        return True
    if is_sentence(line) and share < _SAID:
        return False
    return bool(_SIGN.search(key)) and not _TITLED.fullmatch(line)


_DRAWN = re.compile("[|｜▼▲↓↑→◆●]|[0-9]%|[0-9] ?/ ?[0-9]")


def _button(line: str) -> bool:
    """Whether a short line between paragraphs calls to the reader, or is a button of the page.

    >>> [_button(line) for line in ("长按二维码关注我们", "展开剩余49%", "热门评论精选")]
    [True, True, False]
    """
    if "](" in line or "://" in line:
        return False
    if line[:1] in QUOTES or is_sentence(line):
        return len(line) >= CALL and line[:1] not in QUOTES and calls(line)
    return (len(line) >= CALL and calls(line)) or bool(
        _DRAWN.search(line) and is_boilerplate_line(line)
    )


def _is_said(line: str) -> bool:
    """Whether a line begins as speech or a signature; one drawn on both sides does not."""
    return line[0] in QUOTES and not (line[0] == line[-1] == "—")


def _ends_text(line: str) -> bool:
    """Whether a line is running text, which no frame of a page goes on behind."""
    return is_sentence(line) and not has_boilerplate_word(line)


def _named(line: str) -> bool:
    """Whether a line may sign or date what stands beside it."""
    spoken = is_sentence(line) or "，" in line
    return (spoken and not has_boilerplate_word(line)) or bool(_SIGNATURE.search(line))


def _glued(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The sentences that end the last paragraphs and speak of the page, and the line of each.

    A page that lost its line breaks has its footer in its last paragraph.
    """
    bodies = [i for i in range(len(lines))[::-1][:_TAIL] if body_paragraph(lines[i])]
    for i in bodies[: _PASSED["tail"]]:
        if not may_be_of_the_page(lines[i][-LAST:]):
            continue
        for _, text in last_sentences(lines[i], _SENTENCES):
            if 8 <= len(text) <= _LONGEST and of_the_page(text) and not is_signature(text):
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
    if line.isdigit() and len(line) >= _NUMBER:
        return ["{number}"]
    weak = is_sentence(line) and len(line) <= _LONGEST and not is_boilerplate_sentence(line)
    if weak and line[0] not in QUOTES and not is_signature(line) and has_boilerplate_word(line):
        return [masked(line, own)]
    return []


def _keys(line: str, own: Own) -> list[str]:
    """The forms under which a line is counted; none if it reads as the author's."""
    if (
        not line
        or len(line) > _LONGEST
        or _is_said(line)
        or is_signature(line)
        or _REFERENCE.match(line)
    ):
        return []
    if line[0] in "（(" and not is_boilerplate_sentence(line):
        return []  # a remark or a signature
    if is_sentence(line) and not is_boilerplate_sentence(line):
        return []  # a sentence planted on many pages is still a sentence
    if len(bare_of_links(line)) > _SHORT and not is_boilerplate_sentence(line):
        return []
    key = masked(line, own)
    keys = [key] if han(key) >= 2 else []
    mark = "】" if line[0] == "【" else "：" if "：" in line else ":"
    label, colon, rest = line.partition(mark)
    if colon and 2 <= len(label) <= 6 and 5 <= len(rest) <= 60 and page_label(label):
        keys.append(f"{label}】{{value}}" if mark == "】" else f"{label}{{rest}}")
    return keys
