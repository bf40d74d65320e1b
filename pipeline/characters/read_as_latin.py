"""Text in GBK or Big5 that was shown in Latin letters, read again.

Where each letter is a byte, the bytes are decoded. Where a letter may be one byte or another, or a
sign stands for a lost one, the best reading is searched, and what is in doubt is marked.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.characters import backwards
from pipeline.characters.backwards import BROKEN, UNKNOWN
from pipeline.characters.better import HALF, LOST, SOME, SURE_LETTERS, Repair, better, is_even
from pipeline.characters.han import fit
from pipeline.characters.read_as_gbk import reads_as_big5


def _shown_bytes(codec: str) -> dict[int, int]:
    """For str.translate: what a Latin codec shows for bytes, back to the code points of these."""
    found = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(codec, "ignore")
        if char and ord(char) != byte:
            found[ord(char)] = byte
    return found


_CP1252 = _shown_bytes("cp1252")
_LATIN_9 = _shown_bytes("iso8859-15")
# What windows-1252 shows otherwise: a page with it was shown by an ISO codec.
_CONTROLS = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_BOTH = _CP1252.keys() & _LATIN_9.keys()
_ONLY_CP1252 = re.compile(f"[{''.join(map(chr, _CP1252.keys() - _BOTH))}]")
_EITHER = re.compile(f"[{''.join(map(chr, sorted(_BOTH)))}]")
_UNTOLD = dict.fromkeys(_BOTH, LOST)
_BESIDE = re.compile("[\u0100-\u024f\u0370-\u2e7f]")  # a letter that no byte of Latin-1 shows
_HALVES = re.compile(
    f"[^\\x00-\\x7f]{{0,2}}(?:{HALF.pattern})"
)  # where it stands, a lead may have been
_CLEARLY = 1.0
_MOSTLY = 0.6  # of a line's letters may be bytes
_NEARLY = 0.8  # of what may be bytes is read again: of one line's damage no part is another's
_PAIRS = ("gb18030", "big5")
_UNKNOWNS = bytes([UNKNOWN])
_BITS = 10.0  # by which one codec must fit better than the other


def latin_bytes(shown: str) -> str:
    """Text with the characters a Latin codec shows for bytes made those bytes, as long as it was.

    Where controls stand that windows-1252 does not show, the codec was an ISO one. Where nothing
    tells, the letters that Latin-9 shows for other bytes are lost.
    """
    if _CONTROLS.search(shown):
        return shown.translate(_LATIN_9)
    return shown.translate(_CP1252 if _ONLY_CP1252.search(shown) else _UNTOLD)


_HIGH = "[\x80-\x9f\xa1-\u07ff\ufffc\ufffd" + "".join(map(chr, _CP1252)) + "]"
_LATIN_RUNS = re.compile(f"\\?*{_HIGH}(?:[\t -~]{{0,6}}{_HIGH})+[@-~]?\\?*")
_LATIN_ONLY = re.compile("\\?*[\x80-\xff](?:[\t -~]{0,6}[\x80-\xff])+[@-~]?\\?*")
_SHOWN = re.compile("[^\x00-\x7f\xa0]")
_LOST_BYTE = re.compile(f"{_HIGH}[@-~]?\\?+|\\?+(?=[@-~]|{_HIGH})")
_SIGNS = re.compile(  # a question mark or half a letter beside what is lost is lost too
    rf"(?:(?<![\x01-\x7f])[@-~])?\?*{LOST}(?:[?{LOST}]|[@-~](?=[?{LOST}]|[^\x01-\x7f]))*"
)
_CHINESE = 2.5  # the mean fit; the other codec's letters have 1 where most are marked
_LEAST_WHOLE = 6  # letters, and as many as are lost
_DENSE = 0.5  # share of characters above ASCII: French has 0.05, Vietnamese 0.25, damage 0.9


def pairs(line: str) -> Iterator[Repair]:
    """Runs of Latin letters that are GBK or Big5 once taken for bytes."""
    if not re.search("[\x80-\xff]", line) or _is_utf8(line):
        return
    high = re.findall(r"[^\x00-\x7f]", line)
    if len(re.findall(_HIGH, line)) >= _MOSTLY * len(high):
        # The whole line, for by chance a little of it can have been valid UTF-8 for Han.
        first = re.search(r"\?*[^\x00-\x7f]", line)
        if first and (repair := from_latin(line, first.start(), len(line))):
            yield repair
            return
    for pattern in (_LATIN_RUNS, _LATIN_ONLY):
        spans = [found.span() for found in pattern.finditer(line)]
        made = [
            from_latin(line, start, end, whole=False)
            for start, end in spans
            if not _BESIDE.search(line[max(0, start - 1) : start] + line[end : end + 1])
        ]
        size = sum(repair.end - repair.start for repair in made if repair)
        if len({repair.rule for repair in made if repair}) > 1:
            return  # a line is written in one codec
        if size and size >= _NEARLY * sum(end - start for start, end in spans):
            yield from filter(None, made)
            return


def from_latin(line: str, start: int, end: int, whole: bool = True) -> Repair | None:
    """The best reading of a run of Latin letters as Chinese, if it is much better everywhere.

    Of a `whole` line also damage is supposed that only much text can prove.
    """
    old = line[start:end]
    if not _SHOWN.search(old):
        return None  # blanks alone are blanks
    if sum(char > "\x7f" for char in old) < _DENSE * len(old.replace(" ", "")):
        return None
    best: tuple[float, str, str] | None = None
    for new, rule in _readings(old, whole):
        kept = new.replace(LOST, "")
        # The first reading supposes least: a later one must be clearly better.
        if (
            better(old, new if LOST not in new else kept)
            and (LOST not in new or _is_proved(kept, new.count(LOST)))
            and (is_even(new) or LOST not in new)
            and (best is None or _is_clearer(new, best))
        ):
            best = (fit(kept)[0], new, rule)
        if best and best[0] >= SURE_LETTERS:  # the later readings are slow, and could not be better
            break
    if best is None or (best[2].startswith("gbk") and reads_as_big5(best[1].replace(LOST, ""))):
        return None
    return Repair(start, end, _SIGNS.sub(LOST, best[1]), best[2])


def _is_proved(kept: str, lost: int) -> bool:
    """Whether what is left of a run is enough, and Chinese without doubt."""
    mean, count = fit(kept)
    return count >= max(_LEAST_WHOLE, lost) and mean >= _CHINESE


def _is_clearer(new: str, best: tuple[float, str, str]) -> bool:
    """Whether a later reading, that supposes more, is Chinese so much rather."""
    lost = LOST in new and LOST not in best[1]
    return not lost and best[0] + _CLEARLY < fit(new.replace(LOST, ""))[0]


def _readings(old: str, whole: bool) -> Iterator[tuple[str, str]]:
    """Texts that a run may have been, and the rule of each damage."""
    table = _table(old)
    lossy = _is_lossy(old)
    asked = {i for found in _LOST_BYTE.finditer(old) for i in range(*found.span())}
    choices = [
        _bytes_shown(found[0], table, found.start() in asked) for found in _SHOWN_ONE.finditer(old)
    ]
    codecs = (("gbk", "gbk-as-latin-1"), ("big5", "big5-as-latin-1"))
    if all(choices):
        one = b"".join(options[0] for options in choices)
        lossy = lossy or _UNKNOWNS in one
        for codec, rule in codecs:
            if lossy:
                yield from _searched(choices, codec, rule, signs=True)
            elif text := _decoded(one, codec):
                yield _unless_shifted(text, one, codec), rule
        if lossy:
            return
    if lossy or not whole:
        return
    shown = latin_bytes(old)
    if max(shown) <= "\xff":
        yield from _searched(backwards.with_soft_hyphens(shown), "gbk", "gbk-without-soft-hyphens")
    if not _UNTOLD_LOSS.search(old):
        yield from _searched(
            backwards.where_valid(old), "gbk", "gbk-as-utf-8-or-latin-1", lone=True
        )


_UNTOLD_LOSS = re.compile(r"[\ud800-\udfff]|\?[^\x00-\x7f]|[^\x00-\x7f]\?")


def _is_lossy(old: str) -> bool:
    """Whether signs stand in a run that may be put for lost bytes."""
    return LOST in old or SOME in old or _LOST_BYTE.search(old) is not None


def _decoded(raw: bytes, codec: str) -> str:
    """The text of bytes, or "" for what is none."""
    try:
        return raw.decode(codec.replace("gbk", "gb18030"))
    except UnicodeDecodeError:
        return ""


def _unless_shifted(text: str, raw: bytes, codec: str) -> str:
    """The same text, with signs where it reads better if a byte was lost without one."""
    if codec == "gbk" and len(text.encode("gbk", "ignore")) < len(raw):
        return text if is_even(text) else ""  # letters of four bytes, as no wrong bytes make them
    choices = [(bytes([byte]), bytes([UNKNOWN, byte])) for byte in raw]
    found = backwards.fitting_letters(choices, codec)
    if found is not None and not all(one.char for one in found):
        text = next(_searched(choices, codec, "", signs=True))[0]
    return _HALVES.sub(lambda half: LOST * len(half[0]), text) if codec == "big5" else text


def _table(old: str) -> Mapping[int, int]:
    """What the codec of a run shows for bytes; where both may be, the one that fits clearly."""
    if _CONTROLS.search(old):
        return _LATIN_9
    if _ONLY_CP1252.search(old) or not _EITHER.search(old):
        return _CP1252
    if _is_lossy(old):
        return {}
    bits = []
    for table in (_CP1252, _LATIN_9):
        raw = old.translate(table).encode("latin-1", "replace")
        bits.append(max(map(math.prod, (fit(raw.decode(c, "replace")) for c in _PAIRS))))
    if abs(bits[0] - bits[1]) < _BITS:
        return {}
    return _CP1252 if bits[0] > bits[1] else _LATIN_9


_SHOWN_ONE = re.compile(f"{SOME}+|.", re.DOTALL)


def _bytes_shown(char: str, table: Mapping[int, int], asked: bool) -> tuple[bytes, ...]:
    """The bytes that a Latin codec may have shown as a character, the likeliest first."""
    if char == LOST:
        return (bytes([UNKNOWN]),)
    if char[0] == SOME:  # letters of one to three bytes in the layer above
        counts = range(-(-len(char) // 3), len(char) // 2 + 2)
        usual = (len(char) + 1) // 2
        return tuple(bytes([UNKNOWN]) * n for n in sorted(counts, key=lambda n: n != usual))
    if char == "?" and asked:
        return (bytes([UNKNOWN]), b"?")
    code = table.get(ord(char), ord(char))
    if ord(char) in _BOTH and not table:
        return (bytes([UNKNOWN]),)
    return (bytes([code]),) if code <= 0xFF else ()


def _searched(
    choices: Sequence[Sequence[bytes]],
    codec: str,
    rule: str,
    lone: bool = False,
    signs: bool = False,
) -> Iterator[tuple[str, str]]:
    letters = backwards.fitting_letters(choices, codec, lone, signs)
    if letters is not None:
        yield "".join(one.char.strip(BROKEN) or LOST for one in letters), rule


_AGAIN = 0.25  # of the letters: in GBK Ã and Â lead one character in thirty each


def _is_utf8(old: str) -> bool:
    """Whether so many letters are those with which UTF-8 shown twice begins that it is that."""
    high = sum(char > "\x7f" for char in old)
    return old.count("Ã") + old.count("Â") >= max(3, _AGAIN * high)
