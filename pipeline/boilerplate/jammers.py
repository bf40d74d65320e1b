r"""Discuz jammers: signs drawn at random that a board hides at every line break.

Versions differ: `chr(32..59)`, a blank and `chr(63..126)`, five to fifteen times, or the same
without the blank, or `chr(0..59)`, of which the control characters are gone by now. So a low sign
never follows a low one, and no `<`, `=` or `>` is among them. The site's name, its keywords or a
reader's number may stand at either end, the same in every line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.boilerplate.learn.addresses import shared_suffix
from pipeline.characters.han_letters import han

_PROSE = 8  # Han of a line of prose, the least
_SHARE = 0.3  # of such lines, at least, carry one: then drawn signs in any order are jammers
_LEAST = 3  # lines of a page that carry one; a writer may show one or two
# Fewer lines do where low and high signs take turns, as in no formula and no list: all the signs
# of a page together.
TURNS = 0.85  # of the steps from sign to sign go from low to high or back
LOWS = 3  # different low signs beside digits, at least
_RUN = re.compile("(?<![!-~])[!-;?-~](?:[ \u00a0\u3000]{0,6}[!-;?-~]){7,55}(?![!-~])")
_LIKE_RUN = re.compile("[!-;?-~](?:[ \u00a0\u3000]{0,6}[!-;?-~]){7}")  # within every one
# On a page of jammers: those that lost their control characters, and with them half of the signs.
_SHORT_RUN = re.compile("(?<![!-~])[!-;?-~](?:[ \u00a0\u3000]{0,6}[!-;?-~]){1,55}(?![!-~])")
# Pairs as the newer versions write them; a blank may be the low sign or have gone at either end.
_PAIRS = re.compile("[?-~]?(?:[ -;]? [?-~])+")
_UNITS = 4  # of them stand on a line of their own, at least
_BLANK = re.compile("[ \u00a0\u3000]+")
_HIGH = 5  # signs above `>`, at least: one of each pair
_SIGNS = 0.15  # of the characters, at least, are neither letters nor digits
_STREAK = 7  # high letters in a row, at most; a word is longer, or stands in words
_LOW = (0.2, 0.62)  # share of low signs
_TAIL = 14  # characters of a name or number at the end of each
_BEFORE = "。！？…；：”’」』）》】"

_Run = tuple[int, int, int]  # line, start, end


def jammers(lines: Sequence[str], least: int = _LEAST) -> list[_Run]:
    """Where the jammers of a page stand: line, start, end.

    `least` lines have to carry one; 1 is enough where other pages have proved them.

    >>> page = ["渡口的雨终于停了。5k+Q:c'~7Z)w$R", "船在天亮以前开了！/m*D4f.?1G'n"]
    >>> page += ["山那边的路也通了。(T6y#a8v,S", "天晴了。"]
    >>> [lines[start:] for lines, (_, start, _) in zip(page, jammers(page))]
    ["5k+Q:c'~7Z)w$R", "/m*D4f.?1G'n", '(T6y#a8v,S']
    """
    if not _LIKE_RUN.search("\n".join(lines)):
        return []
    tail = _shared_tail(lines)
    found = [run for i, line in enumerate(lines) for run in _runs(line, i, tail)]
    prose = [i for i, line in enumerate(lines) if han(line) >= _PROSE]
    beside = [run for run in found if _between_sentences(lines[run[0]], run)]
    many = len(beside) >= max(_LEAST, _SHARE * len(prose))
    if not many and not (len(beside) >= least and _take_turns(lines, beside)):
        return []
    known = {run[0] for run in found}
    for i, line in enumerate(lines):
        if i not in known:
            found += _short_runs(line, i, tail)
    return _with_names(lines, found)


def _take_turns(lines: Sequence[str], runs: Sequence[_Run]) -> bool:
    """Whether low and high signs take turns in runs, and the low ones are drawn, not chosen."""
    signs = [_BLANK.sub("", lines[i][start:end]) for i, start, end in runs]
    steps = [_low(one) != _low(two) for run in signs for one, two in pairwise(run)]
    lows = {char for run in signs for char in run if _low(char) and not char.isdigit()}
    return sum(steps) >= TURNS * len(steps) and len(lows) >= LOWS


def _between_sentences(line: str, run: _Run) -> bool:
    """Whether a run stands where a sentence is over, or alone, in pairs as no one writes."""
    _, start, end = run
    before, after = line[:start].rstrip(), line[end:].lstrip()
    if not before + after:
        run_ = line[start:end].strip()
        return bool(_PAIRS.fullmatch(run_)) and run_.count(" ") >= _UNITS
    over = not before or before[-1] > "\u2000"
    return over and (not after or after[0] > "\u2000")


def _shared_tail(lines: Sequence[str]) -> str:
    """What the lines that hold a run all end in: a name, keywords, a number."""
    having = [line[::-1] for line in lines if _RUN.search(line[-64:])]
    if len(having) < _LEAST:
        return ""
    tail = ""
    while len(tail) < _TAIL:
        nexts = [
            line[len(tail)] for line in having if line.startswith(tail) and len(line) > len(tail)
        ]
        best = max(sorted(set(nexts)), key=nexts.count, default="")
        if not best or nexts.count(best) < max(_LEAST, 0.7 * len(having)):
            break
        tail += best
    return tail[::-1] if len(tail) > 1 else ""


def _runs(line: str, i: int, tail: str) -> list[_Run]:
    """The runs of a line that look drawn, without the names beside them."""
    if line.count("`") > 1:
        return []  # words in them are code that the author shows
    body = line.removesuffix(tail) if tail else line
    found = []
    for match in _RUN.finditer(body):
        start, end = _paired(body, *match.span())
        edge = not start or not end < len(body) or body[start - 1] in _BEFORE
        if _looks_drawn(_BLANK.sub("", body[start:end])) and (
            edge or not body[end : end + 1].isascii()
        ):
            found.append((i, start, len(line) if tail and end == len(body) else end))
    return found


def _short_runs(line: str, i: int, tail: str) -> list[_Run]:
    """What on a page of jammers is one too, at either edge of a line: one pair, or four signs."""
    body = line.removesuffix(tail) if tail else line
    found = []
    for match in _SHORT_RUN.finditer(body):
        start, end = _paired(body, *match.span())
        run = body[start:end]
        signs = _BLANK.sub("", run)
        last = end == len(body) and start and body[:start].rstrip()[-1:] in _BEFORE
        first = not start and body[end : end + 1] > "\u303f"
        drawn = len(signs) >= 4 and not signs.isalnum()
        if (last or first) and (drawn or _PAIRS.fullmatch(run)):
            found.append((i, start, len(line) if last else end))
    return found


def _paired(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of a run of ASCII in which no low sign follows a low one and the last is high."""
    while start < end:
        signs = [at for at in range(start, end) if not line[at].isspace()]
        double = [two for one, two in pairwise(signs) if _low(line[one]) and _low(line[two])]
        if not double:
            # The last of a pair is high: a digit behind it begins the next sentence.
            while start < end and (_low(line[end - 1]) or line[end - 1].isspace()):
                end -= 1
            return start, end
        # The sentence may end in a number, or the next begin with one.
        if double[0] - start < end - double[-1]:
            start = double[0]
        else:
            end = double[-1]
    return start, start


def _low(char: str) -> bool:
    return char <= ";"


def _looks_drawn(run: str) -> bool:
    high = sum(not _low(char) for char in run)
    signs = sum(not char.isalnum() for char in run)
    streak = max(map(len, re.findall("[A-Za-z]+", run)), default=0)
    low = 1 - high / max(1, len(run))
    return (
        high >= _HIGH
        and signs >= _SIGNS * len(run)
        and streak <= _STREAK
        and _LOW[0] <= low <= _LOW[1]
    )


def _with_names(lines: Sequence[str], found: Sequence[_Run]) -> list[_Run]:
    """The runs with the name that stands before all of them, and the blanks around."""
    befores = [lines[i][max(0, start - _TAIL) : start].rstrip() for i, start, _ in found]
    name = shared_suffix(befores) if len(befores) >= _LEAST else ""
    size = len(name) if len(name) > 1 and name[0] not in _BEFORE else 0
    whole = []
    for i, start, end in found:
        line = lines[i]
        if size:
            start = start - (len(line[:start]) - len(line[:start].rstrip())) - size
        while start and line[start - 1].isspace():
            start -= 1
        while end < len(line) and line[end].isspace():
            end += 1
        whole.append((i, start, end))
    return whole
