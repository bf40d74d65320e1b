"""What goes along with a watermark: the words that lead it in, its call, the brackets around it."""

import re

from pipeline.boilerplate.shapes import lead_size
from pipeline.boilerplate.vocabulary import call_after, call_before, calls_to_visit, is_call

TextSpan = tuple[int, int]
BLANKS = " \N{IDEOGRAPHIC SPACE}"
_STOPS = "。！？…；"
AFTER = 0.3  # of the Han behind an address: there honest text may go on
PRAISE = 4  # characters that end a call behind its address: `超赞`
_LEAD = 32  # characters looked at before a mark for words that lead it in


def blanks_around(text: str, at: int) -> TextSpan:
    """The blanks around a place, of no width where there are none.

    >>> blanks_around("雨停了。  他走了", 5), blanks_around("雨停了", 1)
    ((4, 6), (1, 1))
    """
    start = end = at
    while start and text[start - 1] in BLANKS:
        start -= 1
    while end < len(text) and text[end] in BLANKS:
        end += 1
    return start, end


def with_lead(text: str, span: TextSpan) -> TextSpan:
    """The span with what sites write before their name, `本文来自`, `copyright`, `某某,好`."""
    start, end = span
    line = text.rfind("\n", 0, start) + 1
    return start - lead_size(text[max(line, start - _LEAD) : start], text[start:end]), end


_CLOSED_BY = dict(zip("【[（(〖{｛『「《〔", "】]）)〗}｝』」》〕", strict=True))
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}


def with_call(text: str, span: TextSpan) -> TextSpan:
    """The span of an address with the words that plant it and the brackets around it."""
    low, high = _around(text, span)
    start, end = _bracketed(text, span)
    if (start, end) == span:
        start -= call_before(text[low:start])
        end += call_after(text[end:high])
        start, end = _boxed(text, (start, end))
    low, high = _sentence(text, (start, end))
    if is_call(text[low:start]):
        start = low
    alone = (not start or text[start - 1] == "\n") and text[high : high + 1] in ("", "\n")
    praise = alone and start < span[0] and high - end <= PRAISE
    return start, high if praise or is_call(text[end:high], AFTER) else end


def with_brackets(text: str, span: TextSpan) -> TextSpan:
    """The span with the other half of the brackets that it opens or closes, if its line has it."""
    start, end = span
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    opened: list[str] = []
    for char in text[start:end]:
        if char in _CLOSED_BY:
            opened.append(_CLOSED_BY[char])
        elif opened and char == opened[-1]:
            opened.pop()
        elif char in _OPENED_BY:
            at = text.rfind(_OPENED_BY[char], low, start)
            return (at, end) if at >= 0 and char not in text[at:start] else span
    at = text.find(opened[0], end, high if high >= 0 else len(text)) if opened else -1
    return (start, at + 1) if at >= 0 else span


def _sentence(text: str, span: TextSpan) -> TextSpan:
    """The sentence around a span, with its stop; on a side where it is too long the span's end."""
    start, end = span
    low, high = _around(text, span)
    before = max(text.rfind(stop, low, start) + 1 for stop in _STOPS)
    after = min(text.find(stop, end, high) % (high + 1) for stop in _STOPS) + 1
    ended = after <= high or high == len(text) or text[high] == "\n"
    begun = before or not low or text[low - 1] == "\n"
    return (max(before, low) if begun else start), (min(after, high) if ended else end)


def _around(text: str, span: TextSpan) -> TextSpan:
    """The part of the line in which words may belong to a mark."""
    start, end = span
    high = text.find("\n", end, end + _LEAD)
    low = max(text.rfind("\n", 0, start) + 1, start - _LEAD)
    return low, high if high >= 0 else min(len(text), end + _LEAD)


def _bracketed(text: str, span: TextSpan) -> TextSpan:
    """The span with all that the pair of brackets holds in which it begins or ends."""
    start, end = span
    low, high = _around(text, span)
    for at in range(end - 1, low - 1, -1):
        closing = _CLOSED_BY.get(text[at])
        within, before = text[at + 1 : end], text[at + 1 : max(start, at + 1)]
        if not closing or before.count(closing) > before.count(text[at]):
            pass
        elif within.count(closing) <= within.count(text[at]) + (at < start):
            ended = at < start and within.endswith(closing)
            close = end - 1 if ended else text.find(closing, end, high)
            told = _spoken(text[at + 1 : start]) or _spoken(text[end : max(close, end)])
            said = text[end : max(close, end)].strip(BLANKS)
            called = not told and (not said or calls_to_visit(said))
            spelt = at == start - 1 and _SPELT.match(text, end, max(close, end))
            return (min(at, start), close + 1) if close >= 0 and (called or spelt) else span
        if at < start and text[at] in _STOPS:
            break
    return span


_SPELT = re.compile(r"\W{0,2}(?:[^\W\d_][，、。·,.]){2}")  # a name with stops between its letters


def _spoken(words: str) -> bool:
    """Whether words beside an address in brackets hold a sentence of their own."""
    return len(words) > _LEAD or any(stop in words for stop in _STOPS)


def _boxed(text: str, span: TextSpan) -> TextSpan:
    """The span with the brackets that hold it and nothing else."""
    start, end = span
    closing = _CLOSED_BY.get(text[start - 1]) if start else None
    return (start - 1, end + 1) if closing and text[end : end + 1] == closing else span
