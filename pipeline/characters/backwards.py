"""Bytes back from text that a wrong codec made of them, where more than one answer is possible.

The search is Viterbi's: character by character the best-fitting Chinese reading for each state,
a state being the lead byte still waiting and the last bytes that stood alone. What another way of
reading would have nearly as well is in doubt, and is marked as what lost bytes is.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.characters.han import weights

UNKNOWN = 0xFF
"""The byte that stands for a lost one: it is valid in no encoding of Chinese."""

BROKEN = "\0"
"""What half a letter is read as, if no byte beside it is known to be lost."""

_UNKNOWNS = bytes([UNKNOWN])
_NEAR = 3  # letters beside such a half: somewhere among them a byte is missing
_RARE = -3  # the weight of letters that wrongly paired bytes make as often as authors write them
SOFT_HYPHEN = 0xAD
_SURE = 10.0
_SURE_OF_SIGNS = 14.0
"""Bits by which the best reading must lead, more where a `?` may be a lost byte or none.

`make gate GATES=mojibake` counts the wrong characters that are built below them.
"""

_INSERTED = -1.0  # a soft hyphen put back costs a little, for most bytes are not lost
_ALONE = -4.0  # a letter of ASCII, which may be half a pair
_MARK = -8.0  # Chinese has its own question mark
_MISCOUNTED = -4.0  # more bytes lost than signs tell, or fewer
_GAP = -16.0  # a byte lost without a sign shifts what follows, which costs more
_MEAN = 7.0  # above the best weight
_BROKEN = -20.0  # a byte that is half of nothing
_CONTINUED = range(0x80, 0xC0)
_SECOND = {0xE0: range(0xA0, 0xC0), 0xED: range(0x80, 0xA0)}  # no longer than needed, no surrogates
_LONGEST = 10_000  # characters; beyond that the search costs more than the line is worth

_State = tuple[int, bytes]  # the waiting lead byte or 0, and lone bytes that may yet be UTF-8
_Options = Sequence[bytes]


class _Step(NamedTuple):
    """A way on from a state: what it adds, what that scores, and the state after it."""

    added: bytes
    score: float
    after: _State


class Letter(NamedTuple):
    """A letter made of `shown[start:end]`, `BROKEN`, or "" where bytes are lost or in doubt."""

    start: int
    end: int
    char: str


@cache
def _weight(pair: bytes, codec: str) -> float:
    """How well a pair fits Chinese; broken when it is none."""
    if UNKNOWN in pair:
        whole = pair[1] == UNKNOWN or (pair[1] >= 0x40 and pair[1] != 0x7F)
        return -_MEAN if whole else _BROKEN
    try:
        char = pair.decode(codec)
    except UnicodeDecodeError:
        return _BROKEN
    # As a cost, so that more characters are never better only for being more.
    return float(weights()[ord(char)]) - _MEAN


def fitting_letters(
    choices: Sequence[_Options], codec: str, lone: bool = False, signs: bool = False
) -> list[Letter] | None:
    r"""The best-fitting letters, of pairs in `codec`, taking one of the bytes for each character.

    `lone` bytes were shown one by one only where they are no UTF-8 together; `signs` stand among
    them that may be lost bytes. None is no answer.

    >>> shown = "中国的彩电".encode("gbk").decode("latin-1").replace("\xad", "")
    >>> "".join(letter.char for letter in fitting_letters(with_soft_hyphens(shown), "gbk"))
    '中国的彩电'
    """
    if len(choices) > _LONGEST:
        return None
    least = _SURE_OF_SIGNS if signs else _SURE
    ahead = _forward(choices, codec, lone, signs)
    if ahead is None:
        return None
    steps, before = ahead
    behind = _backward(steps, codec)
    state: _State = (0, b"")
    taken: list[tuple[bytes, bool]] = []
    for i, here in enumerate(steps):
        best = max(here[state], key=lambda step: step.score + behind[i + 1][step.after])
        total = before[i][state] + best.score + behind[i + 1][best.after]
        other = max(
            (
                before[i][one] + step.score + behind[i + 1][step.after]
                for one, ways in here.items()
                for step in ways
                if step is not best
            ),
            default=total - least,
        )
        taken.append((best.added, total - other >= least))
        state = best.after
    found = list(_spelled(taken, codec))
    return _doubted(found) if signs else found


def with_soft_hyphens(shown: str) -> list[_Options]:
    """Each character as its byte, or as that behind a soft hyphen that was lost."""
    hyphen = bytes([SOFT_HYPHEN])
    return [(bytes([ord(c)]), hyphen + bytes([ord(c)])) for c in shown]


def where_valid(shown: str) -> list[_Options]:
    """Each character as the byte it may stand for, or as the UTF-8 it may have been.

    Two characters of one byte that would have been valid together were not read apart, so most
    ambiguities go away; the rest is decided by what fits Chinese.
    """
    return [tuple(_either(char)) for char in shown]


def _either(char: str) -> Iterator[bytes]:
    """A character as the byte it may stand for, or as the UTF-8 it may have been."""
    if char <= "\xff":
        yield bytes([ord(char)])
    if char > "\x7f":
        yield char.encode("utf-8", "replace")


def _forward(
    choices: Sequence[_Options], codec: str, lone: bool, signs: bool
) -> tuple[list[dict[_State, list[_Step]]], list[dict[_State, float]]] | None:
    """For each character the ways on from each state, and the best score with which it is met."""
    steps: list[dict[_State, list[_Step]]] = []
    scores: list[dict[_State, float]] = [{(0, b""): 0.0}]
    for options in choices:
        here: dict[_State, list[_Step]] = {}
        grown: dict[_State, float] = {}
        for state, so_far in scores[-1].items():
            here[state] = list(_ways(state, options, codec, lone, signs))
            for step in here[state]:
                score = so_far + step.score
                if score > grown.get(step.after, -1e9):
                    grown[step.after] = score
        if not grown:
            return None
        steps.append(here)
        scores.append(grown)
    return steps, scores


def _ways(state: _State, options: _Options, codec: str, lone: bool, signs: bool) -> Iterator[_Step]:
    lead, last = state
    for i, added in enumerate(options):
        alone = b""
        if lone and i == 0 and len(added) == 1 and added[0] >= 0x80:
            if _whole(last + added):
                continue
            alone = _open(last + added)
        score, waiting = _read(lead, added, codec)
        if i and not lone:
            score += _dearer(added, signs)
        yield _Step(added, score, (waiting, alone))


def _dearer(added: bytes, signs: bool) -> float:
    """What bytes cost that are not the likeliest for what is shown."""
    if not added.strip(_UNKNOWNS):
        return _MISCOUNTED
    return _MARK if added == b"?" else _INSERTED if added[0] != UNKNOWN else _GAP + 10 * signs


def _backward(steps: list[dict[_State, list[_Step]]], codec: str) -> list[dict[_State, float]]:
    """For each character the best score from each state to the end."""
    ends = {step.after for ways in steps[-1].values() for step in ways} if steps else {(0, b"")}
    found = [{state: _BROKEN if state[0] else 0.0 for state in ends}]
    for here in reversed(steps):
        after = found[-1]
        found.append(
            {
                state: max((step.score + after[step.after] for step in ways), default=-1e9)
                for state, ways in here.items()
            }
        )
    return found[::-1]


def _read(lead: int, added: bytes, codec: str) -> tuple[float, int]:
    """What reading these bytes after a waiting lead (or 0) scores, and the lead waiting then."""
    score = 0.0
    for byte in added:
        if lead:
            score += _weight(bytes((lead, byte)), codec)
            lead = 0
        elif byte >= 0x80:
            lead = byte
        elif byte >= 0x40:
            score += _ALONE
    return score, lead


def _spelled(taken: list[tuple[bytes, bool]], codec: str) -> Iterator[Letter]:
    """The letters of bytes taken for characters, each with whether it is sure."""
    lead, start, sure = 0, 0, True
    for i, (added, certain) in enumerate(taken):
        for byte in added:
            if lead:
                pair = bytes((lead, byte))
                char = "" if UNKNOWN in pair else pair.decode(codec, "ignore") or BROKEN
                yield Letter(start, i + 1, char if (sure and certain) or char == BROKEN else "")
                lead = 0
            elif byte >= 0x80:
                lead, start, sure = byte, i, certain
            else:
                yield Letter(i, i + 1, chr(byte) if certain else "")
    if lead:
        yield Letter(start, len(taken), "" if lead == UNKNOWN else BROKEN)


def _doubted(found: list[Letter]) -> list[Letter]:
    """The same without rare letters, and without those near half a letter that no sign explains."""
    bad = [i for i, letter in enumerate(found) if letter.char == BROKEN]
    near = {i + step for i in bad for step in range(-_NEAR, _NEAR + 1)}
    return [
        one._replace(char="")
        if i in near or weights()[min(ord(one.char or "a"), 0xFFFF)] <= _RARE
        else one
        for i, one in enumerate(found)
    ]


def _whole(tail: bytes) -> bool:
    """Whether the last lone bytes end in a whole character of UTF-8."""
    if not 0x80 <= tail[-1] <= 0xBF:
        return False
    return 0xC2 <= tail[-2:][0] <= 0xDF or (len(tail) == 3 and tail[0] >= 0xE0)


def _open(tail: bytes) -> bytes:
    """As much of the last lone bytes as can still become a character of two or three bytes."""
    if 0xC2 <= tail[-1] <= 0xEF:
        return tail[-1:]
    if len(tail) > 1 and tail[-2] >= 0xE0 and tail[-1] in _SECOND.get(tail[-2], _CONTINUED):
        return tail[-2:]
    return b""
