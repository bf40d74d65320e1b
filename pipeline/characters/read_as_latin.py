"""Text in GBK or Big5 that was shown in Latin letters, read again."""

import re
from collections.abc import Iterator

from pipeline.characters import backwards
from pipeline.characters.better import GAIN, LOST, SURE, Repair, better
from pipeline.characters.han import fit

_CP1252 = backwards.shown_bytes("cp1252")
_LATIN_9 = backwards.shown_bytes("iso8859-15")
# What windows-1252 shows otherwise: a page with it was shown by an ISO codec.
_CONTROLS = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_CLEARLY = 1.0


def bytes_of(shown: str) -> str:
    """Text with the characters a Latin codec shows for bytes made those bytes, as long as it was.

    Where controls stand that windows-1252 does not show, the codec was an ISO one.
    """
    return shown.translate(_LATIN_9 if _CONTROLS.search(shown) else _CP1252)


_HIGH = "[\x80-\x9f\xa1-\u07ff" + "".join(map(chr, _CP1252)) + "]"
_LATIN_RUNS = re.compile(f"{_HIGH}(?:[\t -~]{{0,6}}{_HIGH})+[@-~]?")
_LATIN_ONLY = re.compile("[\x80-\xff](?:[\t -~]{0,6}[\x80-\xff])+[@-~]?")
_SHOWN = re.compile("[^\x00-\x7f\xa0]")
_DENSE = 0.5  # share of characters above ASCII: French has 0.05, Vietnamese 0.25, damage 0.9


def gbk(line: str) -> Iterator[Repair]:
    """Runs of Latin letters that are GBK or Big5 once taken for bytes."""
    if not re.search("[\x80-\xff]", line):
        return
    lossy = is_lossy(line)
    high = re.findall(r"[^\x00-\x7f]", line)
    if sum(char < "\u0800" or ord(char) in _CP1252 for char in high) >= 0.6 * len(high):
        # The whole line, for by chance a little of it can have been valid UTF-8 for Han.
        first = re.search(r"[^\x00-\x7f]", line)
        if first and (repair := from_latin(line, first.start(), len(line), lossy)):
            yield repair
            return
    if lossy:
        yield from _lossy(line)
        return
    for pattern in (_LATIN_RUNS, _LATIN_ONLY):
        made = [from_latin(line, *found.span(), False) for found in pattern.finditer(line)]
        if any(made):
            yield from filter(None, made)
            return


def from_latin(line: str, start: int, end: int, lossy: bool) -> Repair | None:
    """The best reading of a run of Latin letters as Chinese, if it is much better.

    Where bytes may be lost it must be good everywhere, and nothing is put back that is not there.
    """
    old = line[start:end]
    if not _SHOWN.search(old):
        return None  # blanks alone are blanks
    if sum(char > "\x7f" for char in old) < _DENSE * len(old.replace(" ", "")):
        return None
    if _is_utf8(old):
        return None
    best: tuple[float, str, str] | None = None
    for raw, codec, rule in _exact(old) if lossy else _readings(old):
        try:
            new = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if lossy and not _is_even(new):
            continue
        # The first reading supposes least: a later one must be clearly better.
        if better(old, new) and (best is None or best[0] + _CLEARLY < fit(new)[0]):
            best = (fit(new)[0], new, rule)
        if best and best[0] >= SURE:  # the later readings are slow, and could not be better
            break
    return Repair(start, end, best[1], best[2]) if best else None


def _exact(old: str) -> Iterator[tuple[bytes, str, str]]:
    """Bytes, codec and rule where each letter is a byte."""
    shown = bytes_of(old)
    if max(shown) <= "\xff":
        raw = shown.encode("latin-1")
        yield raw, "gb18030", "gbk-as-latin-1"
        yield raw, "big5", "big5-as-latin-1"


def _readings(old: str) -> Iterator[tuple[bytes, str, str]]:
    """Bytes, codec and rule of each damage that makes `old` exactly of these bytes."""
    yield from _exact(old)
    shown = bytes_of(old)
    raw_or_none = backwards.without_soft_hyphens(shown)
    if raw_or_none and raw_or_none.decode("latin-1").replace("\xad", "") == shown:
        yield raw_or_none, "gb18030", "gbk-without-soft-hyphens"
    raw_or_none = backwards.where_valid(old)
    if raw_or_none and _utf8_or_latin(raw_or_none) == old:
        yield raw_or_none, "gb18030", "gbk-as-utf-8-or-latin-1"


def _utf8_or_latin(raw: bytes) -> str:
    """The damage itself: UTF-8 where it is valid, else Latin-1."""
    text = raw.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda lone: chr(ord(lone[0]) - 0xDC00), text)


_AGAIN = 0.25  # of the letters: in GBK Ã and Â lead one character in thirty each


def _is_utf8(old: str) -> bool:
    """Whether so many letters are those with which UTF-8 shown twice begins that it is that."""
    high = sum(char > "\x7f" for char in old)
    return old.count("Ã") + old.count("Â") >= max(3, _AGAIN * high)


# --- where bytes are lost ---

# U+FFFD, or a `?` between letters, stands for a byte; which one comes after it is then in doubt.
_LOSSY = re.compile(f"{_HIGH}[{LOST}?]{_HIGH}|{LOST}{_HIGH}|{_HIGH}{LOST}")
_PART = re.compile("([^\x00-?\ufffd]+)")  # bytes below @ begin and end no character
_STEP, _EVEN = 6, -1.0  # what begins inside a character has -3
_SOUND = 1.5  # the fit of a part beside a loss
_LEAST = 4  # characters that a line with losses must give


def is_lossy(line: str) -> bool:
    """Whether signs stand in a line that may be put for lost bytes."""
    return _LOSSY.search(line) is not None


def _is_even(new: str) -> bool:
    """Whether a text is Chinese everywhere, so that none of it begins inside a character."""
    high = "".join(char for char in new if char > "\x7f")
    return all(fit(high[i : i + _STEP])[0] >= _EVEN for i in range(0, len(high), _STEP))


def _lossy(line: str) -> Iterator[Repair]:
    """The parts of a line whose bytes are all there; a letter beside a loss may be half of one."""
    parts = _PART.split(line)
    place, made = 0, []
    for i, part in enumerate(parts):
        if i % 2 and not part.isascii():
            before, after = parts[i - 1][-1:], parts[i + 1][:1]
            made += _aligned(part, place, before in ("?", LOST), after in ("?", LOST))
        place += len(part)
    new = "".join(repair.new for repair in made)
    if len(new) >= _LEAST and better(line, new):
        yield from made


def _aligned(part: str, place: int, after_loss: bool, before_loss: bool) -> list[Repair]:
    """A part of a line from the place in it where characters begin, if that place is sure."""
    shown = bytes_of(part)
    if max(shown) > "\xff":
        return []
    raw = shown.encode("latin-1")
    starts = (0, 1) if after_loss else (0,)
    found = sorted(
        ((fit(new)[0], new) for new in (_pairs(raw[at:]) for at in starts)), reverse=True
    )
    sure = len(found) == 1 or found[0][0] >= found[1][0] + GAIN
    new = found[0][1]
    if before_loss:
        new = new.removesuffix(LOST)  # half of the character that lost a byte
    if not sure or found[0][0] < _SOUND or LOST in new:
        return []
    return [Repair(place, place + len(part), new, "gbk-as-latin-1")]


def _pairs(raw: bytes) -> str:
    return raw.decode("gb18030", "replace")
