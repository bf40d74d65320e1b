"""The text of some bytes, the encoding it was in, and a note on every byte that was in doubt.

In this order: byte order mark, strict UTF-8, 16 and 32 bits without a mark, seven-bit encodings,
then each Chinese codec by how well its text fits Chinese (damaged bytes only cost points, so that
one broken character does not hide the encoding), and chardet for everything that is not Chinese.
A page of two encodings is decoded line by line.
"""

import re
from typing import NamedTuple

from pipeline.characters import alphabets, binary, shifted
from pipeline.characters.bad_bytes import damaged, lost
from pipeline.characters.charsets import by_chardet, declared_in, python_name
from pipeline.characters.han import fit, is_cries, is_marked_chinese
from pipeline.characters.mixed import HIGH_BYTES, UTF8_PAIR, encoded_stretches
from pipeline.model.article import Refused
from pipeline.model.edits import Edit


class Decoded(NamedTuple):
    """A decoded source. `edits` change nothing: they note every doubtful byte, in `text`."""

    text: str
    edits: tuple[Edit, ...]
    encoding: str
    how: str
    doubt: float


class _Guess(NamedTuple):
    """An encoding, how it was found, doubt from 0 to 1."""

    encoding: str
    how: str
    doubt: float


_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BIG5 = ("big5", "cp950", "big5hkscs")
_DOUBLE = ("gb18030", *_BIG5)
_NEIGHBOURS = dict.fromkeys(("cp949", "euc_kr", "johab"), alphabets.is_korean) | dict.fromkeys(
    ("cp932", "euc_jis_2004", "shift_jis_2004"), alphabets.is_japanese
)
_SETS = {"big5hkscs": "big5", "gbk": "gb18030", "gb2312": "gb18030"}  # as chardet calls them
_HIGH = bytes(range(0x80, 0x100))
_LOST = "\N{REPLACEMENT CHARACTER}"
_FOUR_BYTES = re.compile(rb"[\x81-\x84\x90-\xe3][0-9][\x81-\xfe][0-9]")
_NONE = re.compile(f"[{_LOST}\ue000-\uf8ff]")
_SAMPLE = 3000  # bytes of runs to compare codecs on: 1,500 characters tell more than enough
_CHINESE = 2.5  # mean fit of a text that is Chinese beyond doubt; news has 4, Korean as GBK 0.3
_CLEAR = 3.5  # where no other codec need be tried
_MAYBE = 1.0
_NEAR = 3.0  # a second codec that fits so nearly is named beside the first
_FEW = 200  # bytes of a text that may be some words of a language of Europe
_SHORT = 40  # bytes: in so few of them more than one codec of Chinese may fit
_FEW_SIGNS = 12  # different characters of a text, as of cries, that tell no more than a short one
_MAINLAND = 0.7  # the odds of GBK over Big5, where a few characters can't tell
_BROKEN = 2.0  # so many bytes that don't decode are no damage, but another codec's
_POSSIBLE = -3.3  # of letters of the second level, as in interjections; those of GBK alone have -5
_HEAD = 8000  # bytes in which to look for words of another language


def decode(data: bytes, charset: str | None = None, html: bool = False) -> Decoded:
    r"""The text of some bytes; `charset` is the declared one, `html` makes it look for <meta> too.

    Raises `Refused` for what is no text.

    >>> decode("他们说，这是第一次。\n".encode("gbk")).encoding
    'gb18030'
    >>> decode("他们说,\n价格10".encode("gbk") + b"\x80\n")[:2]
    ('他们说,\n价格10€\n', (Edit(start=9, end=10, new='€', rule='euro-byte 80'),))
    """
    if name := binary.kind_of_binary(data):
        raise Refused(f"binary: {name}")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _made(data[len(mark) :], _Guess(encoding, "bom", 0.0))
    text = _strict(data)
    if text is None and _HALVES.search(data):
        joined = _HALVES.sub(_whole, data)
        if _mostly_utf8(_sample(joined)):
            data, text = joined, _strict(joined)
    if text is not None and b"\0" not in data:
        return _plain(data, text)
    if not data.strip(b"\0"):
        raise Refused("binary: nothing but zero bytes")
    if b"\0" in data or _controlled(data):
        if (wide := _wide(data)) is not None:
            return _made(data, wide)
        _no_controls(data)
    if text is not None:
        return Decoded(text, (), "utf-8", "utf-8", 0.0)
    found = _made(data, _guess(data, python_name(charset) or (declared_in(data) if html else None)))
    if b"\0" in data:
        bare = decode(data.replace(b"\0", b""), charset, html)
        if bare.text != found.text.replace("\0", ""):
            return bare  # one stood within a character of several bytes, and shifted what follows
    return found


def _strict(data: bytes) -> str | None:
    """What the bytes are as UTF-8 without an error, or None."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


# As Java and some databases write UTF-8: two halves of three bytes each, and a zero of two.
_HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0\x80")


def _whole(halves: re.Match[bytes]) -> bytes:
    """The same character as UTF-8 writes it."""
    if len(halves[0]) == 2:
        return b"\0"
    pair = halves[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    return pair.decode("utf-16").encode()


def _controlled(data: bytes) -> bool:
    """Whether there are more control bytes than the stray ones that damage leaves."""
    head = data[:4096]
    return binary.controls(head) > max(2, len(head) // 20)


def _no_controls(data: bytes) -> None:
    """Raises `Refused` for bytes too full of controls to be text."""
    if _controlled(data):
        raise Refused("binary: full of control bytes, in no encoding known here")


def _plain(data: bytes, text: str) -> Decoded:
    """What valid UTF-8 without zero bytes says: mostly itself."""
    if text.isascii():
        if found := shifted.decode_shifted(data):
            return Decoded(found[1], (), found[0], "escapes", 0.05)
        _no_controls(data)
    elif (
        len(data) <= 200
        and max(text) < "\u0800"
        and _fits(data, "gb18030") >= _MAYBE
        and alphabets.is_nonsense(text)
    ):
        # A few GBK characters can be valid UTF-8 by chance, but only as letters of two bytes.
        return _made(data, _Guess("gb18030", "fit", 0.3))
    return Decoded(text, (), "utf-8", "utf-8", 0.0)


def _wide(data: bytes) -> _Guess | None:
    """UTF-16 or UTF-32 without a mark, or None."""
    head = data[:8192]
    zeros = [head[i::4].count(0) for i in range(4)]
    units = len(head) // 4
    if units >= 2:
        for encoding, high, low in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
            # The first byte of four is always zero and the second nearly so.
            if zeros[high] >= units * 0.98 and zeros[low] >= units * 0.8:
                return _Guess(encoding, "zeros", 0.0)
    head = head[: len(head) & ~1]
    half = len(head) // 2
    for encoding, high, low in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        # Letters up to Arabic have a first byte below 7; a second byte is seldom so low.
        if half >= 8 and _low(head[high::2]) >= half * 0.9 and _low(head[low::2]) < half * 0.1:
            return _Guess(encoding, "zeros", 0.1)
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if half >= 4:
        for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
            if high > half * 0.3 and low < high / 20:
                return _Guess(encoding, "zeros", 0.05)
    best = _Guess("", "fit", 1.0)
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "surrogatepass" if half else "strict")
        score, count = fit(text)
        if is_marked_chinese(text):
            score = max(score, _CHINESE)
        # GBK or Big5 read so gives Han at random and never scores; 8 are a short sentence.
        sure = (score >= 2.0 and count >= 8) or (score >= 3.5 and count >= 3)
        if sure and score > 6 * (1 - best.doubt):
            best = _Guess(encoding, "fit", max(0.05, 1 - score / 6))
    return best if best.encoding else None


def _low(data: bytes) -> int:
    """How many bytes are below 7."""
    return len(data) - len(data.translate(None, bytes(range(7))))


def _guess(data: bytes, declared: str | None) -> _Guess:
    """The encoding of bytes that are neither UTF-8 throughout nor wide with zeros."""
    sample = _sample(data)
    many = _many_utf8(sample)
    if len(sample) < _FEW and alphabets.is_latin(data):
        return _foreign(data, declared)
    if is_cries(sample.decode("gb18030", "replace")):
        return _Guess("gb18030", "cries", 0.1)
    if not many and _fits(sample, "gb18030") >= _CLEAR:  # the common case, and the others can't win
        return _Guess("gb18030", "declared" if declared == "gb18030" else "fit", 0.02)
    if many or _mostly_utf8(sample):
        return _Guess("utf-8", "utf-8", 0.1)
    big5 = sample.decode("big5hkscs", "replace")
    fits = {"gb18030": fit(sample.decode("gb18030", "replace"))[0], "big5": fit(big5)[0]}
    short = len(sample) <= _SHORT or len(set(big5)) <= _FEW_SIGNS
    if short:
        fits["gb18030"] += _MAINLAND
        for codec in fits:
            fits[codec] -= _BROKEN * (not _decodes(sample, codec))
    if max(fits.values()) < _CHINESE and _four_bytes(sample):
        return _Guess("gb18030", "four bytes", 0.1)
    if max(fits.values()) < _CHINESE:
        if not short:
            fits["euc-tw"] = fit(shifted.euc_tw(sample))[0]
        if (wide := _wide(data)) is not None:
            return wide
    if declared in fits:  # decides between neighbours, but is too often wrong to do more
        fits[declared] += 0.5
    first, second = sorted(fits, key=lambda name: (-fits[name], name))[:2]
    score, margin = fits[first], fits[first] - fits[second]
    how = "declared" if first == declared else "fit"
    if margin < _NEAR:
        how += f", next {second}"
    if score >= _CHINESE:
        return _Guess(first, how, round(min(0.5, max(0.02, 0.5 - margin / 10)), 2))
    return _other(data, declared, _Guess(first, how, round(min(1.0, 0.9 - score / 6), 2)), score)


def _foreign(data: bytes, declared: str | None) -> _Guess:
    """The encoding of a text that is not Chinese: the declared one or chardet's."""
    if declared and declared not in (*_DOUBLE, "euc-tw") and _decodes(data, declared):
        return _Guess(declared, "declared", 0.2)
    found = by_chardet(data)
    if found.wide or not found.encoding:
        return _Guess("cp1252", "letters", 0.5)
    return _Guess(found.encoding, "chardet", round(min(0.5, 1 - found.confidence), 2))


def _other(data: bytes, declared: str | None, chinese: _Guess, score: float) -> _Guess:
    """The encoding of what is hardly Chinese: the declared, chardet's, or Chinese after all."""
    foreign = declared if declared and declared not in ("gb18030", "big5", "euc-tw") else None
    found = by_chardet(data)
    known = chinese.encoding in _DOUBLE  # and no EUC-TW, which Python can't decode
    if (
        known
        and not found.wide
        and is_marked_chinese(_sample(data).decode(chinese.encoding, "replace"))
    ):
        return chinese
    # Everything decodes in a codec of one byte a letter, so that one needs chardet to agree.
    if foreign and _decodes(data, foreign) and (score < _MAYBE or found.encoding == foreign):
        return _Guess(foreign, "declared", 0.2)
    head = data[:_HEAD]
    odds = round(1 - found.confidence, 2)
    if found.wide:
        text = head.decode(found.encoding, "replace")
        if check := _NEIGHBOURS.get(found.encoding):
            own = check(text)
        else:
            own = score < _MAYBE and fit(text)[0] > score
        if own:
            return _Guess(
                _SETS.get(found.encoding, found.encoding), f"chardet, next {chinese.encoding}", odds
            )
    elif found.encoding and _is_foreign(head, found.encoding, score):
        return _Guess(found.encoding, f"chardet, next {chinese.encoding}", min(0.5, odds))
    elif score < _MAYBE:
        for codec in alphabets.CODECS:
            if alphabets.is_words(head.decode(codec, "replace")):
                return _Guess(codec, f"words, next {chinese.encoding}", 0.6)
        possible = known and score >= _POSSIBLE and _sound(data, chinese.encoding)
        if found.encoding and not possible:
            return _Guess(found.encoding, f"chardet, next {chinese.encoding}", odds)
    if score < -4:
        raise Refused("no encoding known here fits these bytes")
    return chinese


def _is_foreign(data: bytes, encoding: str, score: float) -> bool:
    """Whether bytes whose best Chinese reading fits so are words in an encoding of an alphabet."""
    latin = score < _MAYBE and alphabets.is_latin(data)
    return latin or alphabets.is_words(data.decode(encoding, "replace"), 8 if score > -1 else 5)


def _sound(data: bytes, encoding: str) -> bool:
    """Whether hardly anything is damage or no character in an encoding."""
    sample = _sample(data)
    return len(_NONE.findall(sample.decode(encoding, "replace"))) * 40 <= len(sample)


def _sample(data: bytes) -> bytes:
    """Bytes to compare codecs on: the first runs that are not ASCII, from whole characters on."""
    runs, size = [], 0
    for run in HIGH_BYTES.finditer(data):
        runs.append(run[0][:_SAMPLE])
        size += len(run[0])
        if size > _SAMPLE:
            break
    return b" ".join(runs)


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether the bytes decode without an error."""
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _fits(sample: bytes, encoding: str) -> float:
    """How well the bytes fit Chinese in that encoding; -9.0 when they don't decode."""
    try:
        return fit(sample.decode(encoding))[0]
    except UnicodeDecodeError:
        return -9.0


def _four_bytes(sample: bytes) -> bool:
    """Whether it is GB18030 by its four-byte characters: French in it has no Han to tell by."""
    found = len(_FOUR_BYTES.findall(sample))
    return found >= 2 and sample.decode("gb18030", "replace").count(_LOST) * 8 <= found


def _many_utf8(sample: bytes) -> bool:
    """Whether so many triples of UTF-8 follow one another that no other codec is likely."""
    pairs = len(UTF8_PAIR.findall(sample))
    return pairs > 2 and pairs * 60 >= len(sample)


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the rest must be damage: in letters of two bytes, eight good ones for a bad byte."""
    high = len(sample) - len(sample.translate(None, _HIGH))
    return high >= 8 and high >= 16 * sample.decode("utf-8", "replace").count(_LOST)


def _made(data: bytes, guess: _Guess) -> Decoded:
    """The bytes decoded as guessed, with the notes."""
    encoding = guess.encoding
    if encoding == "euc-tw":
        text = shifted.euc_tw(data)
        return Decoded(text, tuple(lost(text)), encoding, guess.how, guess.doubt)
    if encoding == "big5":
        encoding = _big5(data)
    if encoding == "utf-8" or encoding in _DOUBLE:
        pieces = encoded_stretches(data, encoding)
    else:
        pieces = [(encoding, data)]
    parts: list[str] = []
    edits: list[Edit] = []
    place = 0
    for codec, piece in pieces:
        text, notes = _piece(piece, codec)
        if codec != encoding:
            edits.append(Edit(place, place + len(text), text, f"run-{codec}"))
        else:
            edits += (Edit(place + a, place + b, new, rule) for a, b, new, rule in notes)
        parts.append(text)
        place += len(text)
    names = sorted({codec for codec, _ in pieces} - {encoding})
    return Decoded(
        "".join(parts), tuple(edits), "+".join((encoding, *names)), guess.how, guess.doubt
    )


def _big5(data: bytes) -> str:
    """The flavour of Big5 with the fewest errors."""
    errors = {name: data.decode(name, "replace").count(_LOST) for name in _BIG5}
    return min(_BIG5, key=lambda name: errors[name])


def _piece(data: bytes, codec: str) -> tuple[str, list[Edit]]:
    """A stretch of one encoding decoded, with a note for each bad byte."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return damaged(data, codec)
    return text, []
