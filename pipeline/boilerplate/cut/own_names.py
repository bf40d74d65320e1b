"""Marks in which a page names itself: its own site's name or address at the edges of paragraphs.

What a page states of its site, in its head, in the notice below its text, in its address, is a
witness: an author has no reason to write that name or address behind a sentence, in brackets, or
after `本文来自`. An address proves itself; a name alone has to stand so twice.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence

from pipeline.boilerplate.cut.around import (
    BLANKS,
    TextSpan,
    blanks_around,
    with_brackets,
    with_call,
)
from pipeline.boilerplate.shapes import CLOSING, DOMAIN, lead_size
from pipeline.boilerplate.vocabulary import labels_fact
from pipeline.characters.han_letters import han
from pipeline.model.edits import Edit

OWN_NAME_RULE = "own-name"
_LEAST = 2  # places at which a name without an address stands as a mark
_SHORTEST = 3  # letters of a name: two are a word of the text too
_OPENING = "【[(（〖《"
_LONGEST = 120  # characters of a line in which a page speaks of itself
# Labels are tried from the first of a run only, and once, so that a long run takes linear time.
_HOST = re.compile(
    r"(?:https?://|(?<![\w-])(?<![\w-]\.))(?:[\w-]++\.)++[a-z]{2,6}(?![\w.])(?P<path>/[!-~]+)?",
    re.I | re.A,
)
_OF_ITSELF = re.compile("转载|轉載|本[文站网]|版权|版權|©|首发|[Cc]opyright")
_PREFIX = re.compile(r"^(?:https?://)?(?:(?:www|m|wap|3g)\.)?", re.I)


def with_own_names(
    text: str, cuts: Sequence[Edit], names: Collection[str], site: str | None
) -> list[Edit]:
    r"""The edits `cuts`, and those that cut the marks in which a page names its site.

    `names` are what it calls itself, `site` is its host. *Left alone:* a name or an address in a
    sentence, behind a label, or as a source in brackets at one place only.

    >>> page = "他走了。(某某吧 example.cn 整理发布)\n某某吧的人说 example.cn 是他们办的。"
    >>> [page[e.start : e.end] for e in with_own_names(page, [], ["某某吧"], "example.cn")]
    ['(某某吧 example.cn 整理发布)']
    """
    names = [name for name in names if len(name) >= _SHORTEST and name in text]
    hosts = {*_own_hosts(text), *([site] if site else [])}
    found = dict(_addresses(text, names, hosts))
    taken = sorted(found)
    found |= dict.fromkeys((span for span in _names(text, names) if _is_free(taken, *span)), False)
    if len(found) < _LEAST:
        found = {span: sure for span, sure in found.items() if sure}
    made = list(cuts)
    taken = sorted((edit.start, edit.end) for edit in cuts)
    for span in sorted(found):
        mine = next((one for one in _spans(text, *span) if _is_free(taken, *one)), None)
        if mine:
            insort(taken, mine)
            made.append(Edit(*mine, "", OWN_NAME_RULE))
    return made


def _is_free(taken: Sequence[TextSpan], start: int, end: int) -> bool:
    """Whether a span touches none of others, which are in order and lie apart."""
    i = bisect_left(taken, (end,))
    return not i or taken[i - 1][1] <= start


def _spans(text: str, start: int, end: int) -> Iterator[TextSpan]:
    """The span with the blanks around it; of a whole line with one of its breaks."""
    start = blanks_around(text, start)[0]
    while end < len(text) and text[end] in BLANKS and (not start or text[start - 1] == "\n"):
        end += 1
    if (not start or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n"):
        if end < len(text):
            yield start, end + 1
        if start:
            yield start - 1, end
    yield start, end


def _own_hosts(text: str) -> frozenset[str]:
    """The hosts, without `www.`, of the addresses in lines that speak of the page itself."""
    said = (
        line
        for line in text.split("\n")
        if "." in line and len(line) <= _LONGEST and _OF_ITSELF.search(line)
    )
    found = (match[0] for line in said for match in _HOST.finditer(line))
    return frozenset(_bare(address) for address in found if DOMAIN.search(address))


def _bare(address: str) -> str:
    return _PREFIX.sub("", address).partition("/")[0].lower()


def _addresses(
    text: str, names: Collection[str], hosts: Collection[str]
) -> Iterator[tuple[TextSpan, bool]]:
    """The marks with an address of the page's own, and whether one is sure: it has no call."""
    done = 0
    for match in _HOST.finditer(text) if hosts else ():
        # An address with a path is of a page, which a text may refer to.
        if match.start() < done or match["path"] or not _is_own(_bare(match[0]), hosts):
            continue
        start, end = match.span()
        for name in names:
            before = blanks_around(text, start)[0]
            if text.endswith(name, 0, before):
                start = before - len(name)
        start, end = with_call(text, with_brackets(text, (start, end)))
        start -= lead_size(text[max(0, start - 32) : start], text[start:end])
        if _stands_apart(text, start, end) and not labels_fact(text[start:end].strip()):
            done = end
            called = text[start] not in _OPENING and han(text[start:end]) > max(
                map(len, names), default=0
            )
            yield (start, end), not called


def _is_own(host: str, hosts: Collection[str]) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in hosts)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether no sentence goes on from before a span to behind it."""
    low, high = blanks_around(text, start)[0], blanks_around(text, end)[1]
    before, after = text[low - 1 : low] if low else "", text[high : high + 1]
    ends = after in ("", "\n")
    begins = before in ("", "\n")
    boxed = text[start] in _OPENING and text[end - 1] in "】])）〗》"
    return (before in CLOSING or begins or (boxed and ends)) and (
        ends or before in CLOSING or boxed
    )


def _names(text: str, names: Collection[str]) -> Iterator[TextSpan]:
    """The names in brackets of their own, or behind words that lead them in, at ends of lines."""
    for name in names:
        for match in re.finditer(rf"[【\[〖]{re.escape(name)}[】\]〗]", text):
            yield match.span()
        for match in re.finditer(rf"{re.escape(name)}(?=[ \u3000]*(?:\n|$))", text):
            line = text.rfind("\n", 0, match.start()) + 1
            size = lead_size(text[max(line, match.start() - 32) : match.start()], name)
            if size:
                yield match.start() - size, match.end()
