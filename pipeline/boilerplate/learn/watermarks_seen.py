"""The marks one document shows by itself: what stands at the ends of its paragraphs, and shouldn't.

Frequency does not find a mark, position does: an article says its subject seventy times, but no
honest article ends (or begins) its paragraphs with the same foreign letters behind the full stop.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.boilerplate.shapes import (
    CLOSING,
    DOMAIN,
    HAN_DOMAIN,
    coded,
    codelike,
    credit,
    ended,
    is_site_name,
    lead,
    lead_size,
)
from pipeline.boilerplate.vocabulary import foreign, has_boilerplate_word
from pipeline.characters.han_letters import HAN, han, is_han

# Three paragraphs are the least that show a position; an honest text of three short lines can
# still end all of them alike, so a mark without a telling form needs five and long paragraphs.
LEAST, SURE = 3, 5
LEAST_SHARE, SURE_SHARE = 0.3, 0.5
_LONGEST = 48  # of a mark: `请记住本站域名…` with its address stays below
_COVERED = 0.8  # of the lines: what a generator marks it marks nearly everywhere
_TOLD = (
    0.2  # of the lines behind a prefix may go on as behind a subject: one in five begins with 在
)
_BODY = 20  # characters of the usual paragraph a nameless mark follows; a line of verse is shorter

_RESIDUE = re.compile(
    rf"[{re.escape(CLOSING)}] ?(?![，、：:,])([^{re.escape(CLOSING)}\n]{{2,{_LONGEST}}})$"
)


# How a sentence goes on behind its subject, and how one begins that has none before it.
_GOING_ON = frozenset("的是将在和与有为、，：: ")
_OPENING = frozenset("“‘「『《第")
_LATIN = re.compile("[0-9A-Za-z]{3}")
_DRAWN = re.compile(f"[0-9A-Za-z]{{3}}[{HAN}]{{2}}")
_MIXED = re.compile(f"[A-Za-z][0-9A-Za-z]{{2,}}[{HAN}]{{2}}")
_WORDS = re.compile(f"[0-9A-Za-z{HAN}]")


class Seen(NamedTuple):
    """One mark in one document: how many of its lines carry it, and the first of them."""

    kind: str
    text: str
    lines: int
    of: int
    first: int
    proven: bool


def suffixes(lines: Sequence[str], title: str) -> list[Seen]:
    """The marks that stand at the ends of one document's paragraphs.

    >>> page = [f"这是第{n}段，有一句完整的话。x7K某某网" for n in "一二三四"]
    >>> suffixes(page, "")
    [Seen(kind='suffix-mark', text='x7K某某网', lines=4, of=4, first=0, proven=True)]
    """
    found: list[Seen] = []
    tails = Counter([line[-3:] for line in lines])
    if max(tails.values()) < LEAST:
        return found
    for tail, count in sorted(tails.items(), key=lambda item: (-item[1], item[0])):
        if count < LEAST or count < LEAST_SHARE * len(lines) or len(found) == 2:
            break
        if len(tail) < 3 or tail[-1] in "。！？…，；：、":
            continue
        seen = _suffix([line for line in dict.fromkeys(lines) if line.endswith(tail)], lines, title)
        if seen:
            found.append(seen)
    return found


def alone(lines: Sequence[str]) -> list[Seen]:
    """The marks that stand on lines of their own between paragraphs, again and again.

    Refrains and labels come again too, so one has to name a site or speak of the page.

    >>> page = [line for n in "一二三四五" for line in (f"这是第{n}段。", "来自某某网")]
    >>> [(seen.text, seen.lines) for seen in alone(page)]
    [('来自某某网', 5)]
    """
    short = Counter(line for line in lines if 4 <= len(line) <= _LONGEST)
    often = [(line, count) for line, count in short.items() if count >= SURE]
    of = len(lines) - sum(count for _, count in often)
    return [
        Seen("suffix-mark", line, count, len(lines), lines.index(line), True)
        for line, count in often
        if count >= SURE_SHARE * of and (DOMAIN.search(line) or _names_itself(line))
    ]


def _names_itself(line: str) -> bool:
    """Whether a line is a site's name, or speaks of the page, and credits nobody."""
    return not credit(line) and (is_site_name(line) or has_boilerplate_word(line))


def _suffix(having: Sequence[str], lines: Sequence[str], title: str) -> Seen | None:
    """The mark at the end of these different lines, if it is one."""
    if len(having) < LEAST:
        return None
    text = shared_end(having)
    bodies = [body for line in having if (body := _body(line, text))]
    count = sum(line.endswith(text) for line in lines)
    share = count / len(lines)
    if len(text) < 3 or len(bodies) < LEAST:
        return None
    # A dash before a name is a credit, but a site's at nearly every end is its mark.
    everywhere = is_site_name(text) and count >= SURE and share >= _COVERED
    if credit(text) and not coded(text) and not everywhere:
        return None
    closed = sum(body[-1:] in CLOSING for body in bodies)
    inside = sum(body.count(text) for body in bodies)
    proven = _suffices(text, bodies, closed, share, inside, title)
    first = next(i for i, line in enumerate(lines) if line.endswith(text))
    return Seen("suffix-mark", text, count, len(lines), first, proven)


def _body(line: str, mark: str) -> str:
    """A line without the mark it ends in, and without what sites write before their name."""
    before = line[: -len(mark)]
    return before[: len(before) - lead_size(before, mark)].rstrip()


def _suffices(
    text: str, bodies: Sequence[str], closed: int, share: float, inside: int, title: str
) -> bool:
    """Whether position and form prove a mark within one document."""
    count = len(bodies)
    code = coded(text)
    # Headings and captions are marked too, so some sentences before it are enough at every end.
    over = [body for body in bodies if ended(body)]
    said = sum(len(body) >= _BODY for body in over)
    everywhere = count >= SURE and share >= _COVERED
    address = everywhere and said > 0 and DOMAIN.search(text) is not None
    everywhere = everywhere and said >= LEAST - 1
    # A title names its site, or has the mark too; a word of it that is no site's is the subject.
    if text in (title.removesuffix(text) if everywhere else title) and not foreign(text):
        return False
    if len(_WORDS.findall(text)) < 2:
        return False  # a row of dots or question marks
    if text[0] in "（([【《“「『" and not has_boilerplate_word(text) and not DOMAIN.search(text):
        return False  # （笑）, [掌声] and the like are the author's
    if closed < 0.3 * count and not (everywhere or address):
        # Nothing ends before it: only a code before a name tells it from a list of companies.
        return bool(code) and count >= SURE and share >= SURE_SHARE
    if inside > count / 2 and not code:
        return False  # a subject of the article
    # Latin and Han in one word, behind whole sentences and nowhere else.
    if _MIXED.match(text) and len(over) >= max(LEAST + 1, _COVERED * count):
        return True
    if foreign(text):
        return closed >= LEAST - 1 or address
    often = codelike(text) or (count >= SURE and share >= _COVERED)
    if text.isascii() and often and len(over) >= LEAST:
        return True  # no language puts the same Latin word behind its full stops
    if not re.search("[!-~]", text):
        # A prayer or a sign-off follows whole sentences; a site marks headings and captions too.
        return everywhere and len(over) < count
    return everywhere or (share >= SURE_SHARE and _after_prose(bodies))


def _after_prose(bodies: Sequence[str]) -> bool:
    """Whether paragraphs of prose, not lines of verse or lists, stand before a mark."""
    long = [body for body in bodies if len(body) >= _BODY]
    return len(long) >= max(SURE, len(bodies) / 3) and sum(map(ended, long)) >= 0.6 * len(long)


def shared_end(having: Sequence[str]) -> str:
    """The mark at the end of lines: grown to the left while nearly all agree.

    It stops where the lines branch, and behind the punctuation of a sentence: a mark begins where
    a sentence has ended. Runs of Latin before Han belong to it, as its code.

    >>> shared_end(["天晴了。x7K某某网", "下雨了。x7K某某网", "路通。x7K某某网"])
    'x7K某某网'
    """
    longest = max(having, key=len)
    having = list(having)
    size = 3
    while size < min(len(longest), _LONGEST):
        nexts = Counter(line[-size - 1] for line in having if len(line) > size)
        if not nexts:
            break
        char, count = max(nexts.items(), key=lambda item: (item[1], item[0]))
        # Lines that are the mark and nothing else have nothing more to say.
        if char in CLOSING or count < 0.85 * sum(nexts.values()) or count < LEAST:
            break
        having = [line for line in having if len(line) > size and line[-size - 1] == char]
        size += 1
    return having[0][-size:].lstrip(" ，、：:")


def residues(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """What stands behind the last closing mark of paragraphs: (text, lines, first line).

    >>> residues(["天晴了。 本文来自某某", "路通了。", "下雨了。本文来自某某"])
    [('本文来自某某', 2, 0)]
    """
    found: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line[-1:] in CLOSING:
            continue
        match = _RESIDUE.search(line, max(0, len(line) - _LONGEST - 2))
        if match and match.start() >= 2 and (not credit(match[1].strip()) or coded(match[1])):
            found.setdefault(match[1].strip(), []).append(i)
    return [(text, len(at), at[0]) for text, at in found.items()]


def alternatives(
    lines: Sequence[str], ends: Sequence[tuple[str, int, int]], marked: int = 0
) -> list[Seen]:
    """The closed set of marks a page picks from, when few different ones end most paragraphs.

    `marked` lines end in marks that are proven already; they are paragraphs of the same set.
    """
    of = sum(len(line) >= _BODY for line in lines)
    total = sum(count for _, count, _ in ends)
    again = sum(count for _, count, _ in ends if count >= 2)
    # Beside proven marks the others of the list need no telling form.
    told = marked >= LEAST or any(count >= 2 and foreign(text) for text, count, _ in ends)
    several = len(ends) + bool(marked) >= 2 and again >= 0.7 * total and told
    if several and total >= LEAST and total + marked >= max(SURE, SURE_SHARE * of):
        return [
            Seen("alternatives", text, count, len(lines), at, True)
            for text, count, at in ends
            if count >= 2 or foreign(text)
        ]
    return [
        Seen("alternatives", text, count, len(lines), at, True)
        for text, count, at in ends
        if count >= max(SURE, SURE_SHARE * len(lines))
        and (foreign(text) or _stands_apart(text, lines))
    ]


def _stands_apart(text: str, lines: Sequence[str]) -> bool:
    """Whether a mark without a telling form follows whole paragraphs of prose."""
    bodies = [line.removesuffix(text).rstrip() for line in lines if line.endswith(text)]
    return re.search("[!-~]", text) is not None and _after_prose(bodies)


def is_own_mark(end: str, count: int, mark: str) -> bool:
    """Whether the end of a paragraph is a mark of its own, though a known one ends it.

    `本文来自某某` and `某某,好某某` stand in one list with `某某`; a caption before it does not.

    >>> is_own_mark("本文来自某某", 1, "某某"), is_own_mark("图源：某报某某", 1, "某某")
    (True, False)
    """
    if not end.endswith(mark):
        return True
    before = end[: -len(mark)]
    return bool(before) and (
        lead(before) or mark in before or (count >= LEAST and len(before) <= 8)
    )


def prefixes(lines: Sequence[str], title: str) -> list[Seen]:
    """The mark that stands before one document's paragraphs: a code and a name, or an address.

    Paragraphs honestly begin alike (`问：`, `第一条`, `甲方应当`), so the form has to be telling.

    >>> prefixes([f"x7K某某网{n}是一句话。" for n in "天地玄黄宇"], "")[0].text
    'x7K某某网'
    """
    heads = Counter([line[:4] for line in lines])
    count = max(heads.values())
    if count < LEAST:
        return []
    head = max(head for head, many in heads.items() if many == count)
    if count < LEAST_SHARE * len(lines) or len(head) < 4:
        return []
    having = [line for line in dict.fromkeys(lines) if line.startswith(head)]
    if len(having) < LEAST:
        return []
    text = shared_end([line[::-1] for line in having])[::-1]
    text = _whole_name(text, having)
    code = coded(text)
    name = code[1] if code else text
    inside = sum(line.count(name, len(text)) for line in having)
    telling = bool(code) or _named(text, count, len(lines)) or _glued(text, inside, count, lines)
    if not telling or (name in title and not foreign(text)) or len(text) < 4:
        return []
    first = next(i for i, line in enumerate(lines) if line.startswith(text))
    enough = count >= SURE or (bool(code) and count >= LEAST)
    return [Seen("prefix-mark", text, count, len(lines), first, enough)]


def _whole_name(text: str, having: Sequence[str]) -> str:
    """The mark without what its paragraphs happen to begin with as well."""
    address = DOMAIN.search(text)
    if address:
        return text[: address.end()]
    return text if len(having) >= SURE else re.sub(r"(?<=[网站])[^网站]{1,2}$", "", text)


def _named(text: str, count: int, of: int) -> bool:
    """Whether a prefix without code is the name or address of a site at nearly every paragraph."""
    named = (
        (foreign(text) and han(text) >= 3 and is_han(text[-1]))
        or DOMAIN.fullmatch(text)
        or HAN_DOMAIN.search(text)
    )
    return bool(named) and count >= max(SURE, _COVERED * of)


def _glued(text: str, inside: int, count: int, lines: Sequence[str]) -> bool:
    """Whether a prefix with Latin stands before whole sentences, which no subject of them does.

    A subject comes up within the sentences too, is followed by its verb, and never by a quotation.
    """
    if inside or not _LATIN.match(text) or count < max(SURE, _COVERED * len(lines)):
        return False
    having = [line for line in lines if line.startswith(text)]
    nexts = [line[len(text) : len(text) + 1] for line in having]
    told = sum(char in _GOING_ON for char in nexts)
    if len(set(nexts)) < 4 or told > _TOLD * count or sum(map(ended, having)) < count / 2:
        return False
    # Three letters and a name before each line there is: EmpireCMS draws words and numbers too.
    drawn = count == len(lines) and _DRAWN.match(text) is not None
    letters = text.isalnum() and text.isascii() and codelike(text)
    return letters or drawn or not _OPENING.isdisjoint(nexts)
