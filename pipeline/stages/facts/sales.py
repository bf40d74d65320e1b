"""Paragraphs that sell something, and advertisements glued to the end of one.

Not a stage: `strip` asks it. A handle or a price proves nothing alone; a rule counts the signals in
one paragraph. Texts are folded (see `layout`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from pipeline.rules import Rule
from pipeline.stages.facts.furniture import furniture

_ADVERTISEMENT = 400  # Characters; a longer paragraph says more than where to buy.
_TOLD = 100  # Characters before the first signal: what is told that long is no advertisement.
_SENTENCE_END = re.compile('[。!?…][”"」』)】]?')


def advertisements(text: str, starts: Sequence[int]) -> dict[int, str]:
    """The paragraphs that sell something and say where to buy it."""
    cut: dict[int, str] = {}
    for rule, gate in _gates():
        done = -1
        for place in gate.finditer(text):
            if place.start() <= done:
                continue
            i = bisect_right(starts, place.start()) - 1
            done = starts[i + 1] - 1
            if done - starts[i] <= _ADVERTISEMENT and sells(rule, text[starts[i] : done]):
                cut[i] = rule.id
    return cut


@cache
def _gates() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules of signals, each with one search for its literals, or for itself if it has none."""
    return tuple(
        (
            rule,
            re.compile("|".join(map(re.escape, stated)))
            if (stated := rule.extra.get("anchors"))
            else rule.regex,
        )
        for rule in furniture("signals")
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
    """Where the last advertisement behind `low` begins that ends a line, and the rule for it."""
    for rule, gate in _gates():
        if gate.search(line, low):
            for end in reversed([end.end() for end in _SENTENCE_END.finditer(line, low)]):
                if end < len(line) and sells(rule, line[end:]):
                    return end, rule.id
    return None
