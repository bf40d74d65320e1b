"""Which lines at the head and tail of a text are learned boilerplate."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.boilerplate.learn.learned import Learned
from pipeline.boilerplate.shapes import body_paragraph, ended, is_sentence, last_sentences
from pipeline.boilerplate.vocabulary import announces

_HEAD, _TAIL = 12, 30  # as the survey looks at them
_PASSED = {"head": 0, "tail": 2}  # body paragraphs passed, as the survey does
_GAP, GAP_LINE = 6, 45  # lines, and characters of one, that may stand between two boilerplate lines
_LISTED = 8  # headlines that a learned line announces at the very end
ANNOUNCED = 3  # lines that a label at the very end announces; more are a list of the author's
_COMPANY = 2  # other lines by which a page is known to be of a site without address
_SENTENCES = 6  # at the end of a line that are asked for what is glued to it
SANDWICH = "sandwich"

_LINK = re.compile(r"(?:https?://|www\.)[!-~]+")
_PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^0-9A-Za-z])+")


class LineRule(NamedTuple):
    """A learned line, ready to be matched whole; `beside` are others that tell where it holds."""

    id: str
    pattern: re.Pattern[str]
    scope: str
    zone: str
    beside: tuple[re.Pattern[str], ...]

    def holds(self, texts: Sequence[str], i: int) -> bool:
        """Whether a page carries enough of the lines beside which the rule was learned."""
        if not self.beside:
            return True
        ends = dict.fromkeys((*range(len(texts))[:_HEAD], *range(len(texts))[-_TAIL:]))
        others = {texts[j] for j in ends if texts[j] != texts[i]}
        found = sum(any(map(one.fullmatch, others)) for one in self.beside)
        return found >= _COMPANY


class LineRules:
    """Line rules by the two characters a line begins or ends with: ten thousand cost as few do."""

    def __init__(self, rules: Iterable[Learned]) -> None:
        self._first: dict[str, list[LineRule]] = defaultdict(list)
        self._last: dict[str, list[LineRule]] = defaultdict(list)
        self._other: list[LineRule] = []
        for learned in rules:
            promoted = learned.status == "promoted"
            rule = LineRule(
                learned.id,
                re.compile(learned.pattern),
                learned.scope,
                learned.zone,
                () if promoted else tuple(map(re.compile, learned.beside)),
            )
            first, last = _ends(learned.pattern)
            if len(first) == 2:
                self._first[first].append(rule)
            elif len(last) == 2:
                self._last[last].append(rule)
            else:
                self._other.append(rule)

    def __bool__(self) -> bool:
        return bool(self._first or self._last or self._other)

    def may(self, line: str) -> bool:
        """Whether any rule could match a line."""
        return line[:2] in self._first or line[-2:] in self._last or bool(self._other)

    def matching(self, line: str, zone: str, site: str | None) -> Iterator[LineRule]:
        """The rules that match a whole line in a zone of a page of a site."""
        for rules in (self._first.get(line[:2], ()), self._last.get(line[-2:], ()), self._other):
            for rule in rules:
                if (
                    rule.zone in ("", zone, f"outer-{zone}")
                    and (not rule.scope.startswith("site:") or rule.scope[5:] == site)
                    and rule.pattern.fullmatch(line)
                ):
                    yield rule


def _ends(pattern: str) -> tuple[str, str]:
    """Two literal characters every match begins with, and two it ends with, where there are any.

    >>> _ends("返回[0-9]+首页"), _ends("[0-9]{2}首页"), _ends("(?:甲|乙)")
    (('返回', '首页'), ('', '首页'), ('', ''))
    """
    if "|" in pattern.replace(r"\|", "") or "(" in pattern.replace(r"\(", ""):
        return "", ""
    first = _PLAIN.match(pattern)
    begin = re.sub(r"\\(.)", r"\1", first[0]) if first else ""
    if first and pattern[first.end() : first.end() + 1] in ("?", "*", "{", "+"):
        begin = begin[:-1]
    last = re.search(r"(?:^|[\]})+*?])([^\\.^$*+?{}\[\]|()]{2,})$", pattern)
    end = last[1] if last else ""
    return begin[:2] if len(begin) > 1 else "", end[-2:]


def boilerplate_lines(texts: Sequence[str], rules: LineRules, site: str | None) -> dict[int, str]:
    """Index and rule of each line that is boilerplate.

    From each end inward, until a paragraph of the body, and calls to the reader anywhere; between
    two boilerplate lines of the tail the short lines go as well: headlines of the day stand there.
    """
    chosen: dict[int, str] = {}
    tail: list[int] = []
    for zone, order in (
        ("head", range(len(texts))[:_HEAD]),
        ("tail", range(len(texts))[::-1][:_TAIL]),
    ):
        found = _matched(texts, order, rules, zone, site)
        for i, rule in found.items():
            chosen.setdefault(i, rule)
        if zone == "tail":
            # A page number may stand between two lines of the body.
            tail = sorted(i for i in found if not texts[i].isdigit())
    for i, text in enumerate(texts):
        for call in rules.matching(text, "body", site) if rules.may(text) else ():
            chosen.setdefault(i, call.id)
    last = max((i for i, text in enumerate(texts) if body_paragraph(text)), default=-1)
    below = sorted({*tail, *(i for i in chosen if i > last)})
    for i in (*_between(texts, below), *_labelled(texts, tail)):
        chosen.setdefault(i, SANDWICH)
    inner = {*tail}
    return {i: rule for i, rule in chosen.items() if i not in inner or not _heads(texts, i, chosen)}


def glued(texts: Sequence[str], i: int, rules: LineRules, site: str | None) -> tuple[int, str]:
    """Where boilerplate glued to the end of a line begins, and its rule; at its end none.

    Each sentence from there on has to be known: what stands before an unknown one is the author's.
    """
    start, name = len(texts[i]), ""
    for at, text in last_sentences(texts[i], _SENTENCES):
        may = rules.matching(text, "tail", site) if rules.may(text) else ()
        known = next((r for r in may if r.zone in ("", "tail") and r.holds(texts, i)), None)
        if not known:
            break
        start, name = at, known.id
    return len(texts[i][:start].rstrip()) if name else start, name


def _heads(texts: Sequence[str], i: int, chosen: Mapping[int, str]) -> bool:
    """Whether headlines follow a line that announces them: `strip` cuts it together with them."""
    following = texts[i + 1] if i + 1 < len(texts) and i + 1 not in chosen else ""
    return bool(following) and announces(texts[i]) and not is_sentence(following.rstrip("？！?!"))


def _matched(
    texts: Sequence[str], order: Sequence[int], rules: LineRules, zone: str, site: str | None
) -> dict[int, str]:
    """The lines of one zone that rules match, from the end inward until the body begins."""
    inner: dict[int, str] = {}
    outer: dict[int, str] = {}
    nearest, passed = -1, _PASSED[zone]
    for place, i in enumerate(order):
        may = rules.matching(texts[i], zone, site) if rules.may(texts[i]) else ()
        matches = [rule for rule in may if rule.holds(texts, i)]
        here = next((rule.id for rule in matches if rule.zone in ("", zone)), None)
        if here:
            inner[i] = here
            nearest = place
        elif matches:
            outer[i] = matches[0].id
        elif body_paragraph(texts[i]):
            passed -= 1
            if passed < 0:
                break
    # A plain line is boilerplate where boilerplate stands between it and the body.
    behind = set(order[: nearest + 1])
    return inner | {i: rule for i, rule in outer.items() if i in behind}


def _between(texts: Sequence[str], tail: Sequence[int]) -> Iterator[int]:
    """The short lines between boilerplate lines of a tail; headlines end in `？` and `！` too."""
    for low, high in pairwise(tail):
        gap = range(low + 1, high)
        if len(gap) <= _GAP and all(len(texts[i]) <= GAP_LINE for i in gap):
            yield from (i for i in gap if not ended(texts[i].rstrip("？！?!")))


def _labelled(texts: Sequence[str], tail: Sequence[int]) -> Iterator[int]:
    """The lines that a boilerplate line announces, where nothing else follows: links, names.

    >>> texts = ["天晴了，船开了。", "更多精彩:", "某某维修 www.example.com"]
    >>> list(_labelled(texts, [1]))
    [2]
    """
    if not tail:
        return
    # A headline that three pages list was learned as a line of its own.
    last = next((i for i in tail[::-1][:_LISTED] if announces(texts[i])), tail[-1])
    label = texts[last]
    most = _LISTED if announces(label) else ANNOUNCED if label[-1:] in "：:" else 0
    rest = range(last + 1, len(texts))
    if len(rest) <= most and not any(_said(texts[i].rstrip("？！?!")) for i in rest):
        yield from rest


def _said(line: str) -> bool:
    """Whether a line is more than a name or a link: a sentence, or as long as one."""
    return is_sentence(line) or len(_LINK.sub("", line)) > GAP_LINE
