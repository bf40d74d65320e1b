"""Paragraphs that sell something, and advertisements glued to the end of one.

Not a stage: `strip` asks it. A handle or a price proves nothing alone; a rule counts the signals in
one paragraph. Texts are folded (see `layout`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.model.lines import SENTENCE_END
from pipeline.model.rule_kinds import boilerplate_rules, kept_by_rules
from pipeline.model.rules import Rule

_ADVERTISEMENT = 400  # Characters; a longer paragraph says more than where to buy.
_STORY = 25  # Characters before the first sentence that sells; fewer only lead up to it.
_TOLD = 100  # Characters before the first signal: what is told that long is no advertisement.


def advertisements(text: str, starts: Sequence[int]) -> list[tuple[int, int, str]]:
    """Where paragraphs sell something and say where to buy it: start, end, rule.

    What is told before the first sentence that sells is the author's, and stays.
    """
    found: list[tuple[int, int, str]] = []
    for rule, gate in _open(text):
        done = -1
        for place in gate.finditer(text):
            if place.start() <= done:
                continue
            i = bisect_right(starts, place.start()) - 1
            start, done = starts[i], starts[i + 1] - 1
            if done - start <= _ADVERTISEMENT and sells(rule, text[start:done]):
                found.append((start + _begins(rule, text[start:done]), done, rule.id))
    return found


def _sells_from(rule: Rule, text: str, bounds: Sequence[int]) -> int | None:
    """The number of the last of the sentences that begin at `bounds` from which a text sells."""
    return next((i for i in reversed(range(len(bounds))) if sells(rule, text[bounds[i] :])), None)


def _begins(rule: Rule, paragraph: str) -> int:
    """Where in a paragraph that sells the selling begins: no sentence before shows a signal."""
    bounds = [0, *_bounds(paragraph)]
    at = _sells_from(rule, paragraph, bounds) or 0
    while at and any(
        re.search(signal, paragraph[bounds[at - 1] : bounds[at]])
        for signal in rule.extra["signals"]
    ):
        at -= 1
    return bounds[at] if bounds[at] >= _STORY else 0


def _bounds(text: str, low: int = 0) -> list[int]:
    """Where the sentences of a text begin that end behind `low`, but for the first."""
    ends = (end.end() for end in SENTENCE_END.finditer(text, low))
    return [end for end in ends if end < len(text)]


def _open(text: str) -> Sequence[tuple[Rule, re.Pattern[str]]]:
    """The gates that a text may pass; most texts hold no literal of any."""
    stated, others = _by_literals()
    return _gates() if stated.search(text) else others


@kept_by_rules
def _by_literals() -> tuple[re.Pattern[str], tuple[tuple[Rule, re.Pattern[str]], ...]]:
    """One search for the literals of all gates that have some, and the gates that have none."""
    literals = {one for rule, _ in _gates() for one in rule.extra.get("anchors", ())}
    others = tuple(gate for gate in _gates() if not gate[0].extra.get("anchors"))
    return re.compile("|".join(map(re.escape, sorted(literals)))), others


@kept_by_rules
def _gates() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules of signals, each with one search for its literals, or for itself if it has none."""
    return tuple(
        (
            rule,
            re.compile("|".join(map(re.escape, stated)))
            if (stated := rule.extra.get("anchors"))
            else rule.regex,
        )
        for rule in boilerplate_rules("signals")
    )


def sells(rule: Rule, folded: str) -> bool:
    """Whether a paragraph shows enough signals together, and nothing that excuses them."""
    if not rule.regex.search(folded):
        return False
    places = [shown.start() for one in rule.extra["signals"] if (shown := re.search(one, folded))]
    if len(places) < rule.extra["least"] or min(places) > _TOLD:
        return False
    return not re.search(rule.extra["unless"], folded)


def sold(line: str, low: int) -> tuple[int, str] | None:
    """Where the advertisement begins behind `low` that ends a line, and the rule for it.

    A story stands before it, whose sentences may show a signal too: none of them goes.
    """
    for rule, gate in _gates():
        if gate.search(line, low):
            bounds = _bounds(line, low)
            at = _sells_from(rule, line, bounds)
            if at is not None:
                return bounds[at], rule.id
    return None
