"""Edits that take out what no author wrote: invisible characters, lone `?`, strewn emoji."""

import re
from collections.abc import Iterator

from pipeline.characters.han_letters import letter_list
from pipeline.model.edits import Edit

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"

# ---- invisible ---------------------------------------------------------------------------------

# One selector chooses a form of the letter before it; several in a row write something.
_SELECTORS = "\ufe00-\ufe0d\U000e0100-\U000e01ef\N{COMBINING GRAPHEME JOINER}"
_ZERO = (
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"
    "\u2061-\u2064\u206a-\u206f\u180e\ufff9-\ufffc\N{HANGUL FILLER}\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(
    f"(?P<zero>(?:[{_SELECTORS}]?[{_ZERO}]|[{_SELECTORS}]{{2}})[{_ZERO}{_SELECTORS}]*)"
    "|(?P<joiner>[\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]+)"
    "|(?P<bidi>[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u061c\u202a-\u202e\u2066-\u2069]+)"
    "|(?P<control>[\x00-\x08\x0e-\x1b\x1f\x7f\x81-\x84\x86-\x9f]+)"
)
# Scripts that need joiners and marks of direction.
_NEEDS_JOINERS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")
_BREAKS_AT_SPACES = re.compile("[\u0e00-\u109f\u1780-\u17ff]")  # Thai to Burmese, and Khmer
_EMOJI_PART = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff\N{VARIATION SELECTOR-16}]"
)
# With U+0080, as which some decoders give the byte 80 of code page 936.
_PRIVATE = re.compile("[\x80\ue000-\uf8ff]+")
# Big5 A140 to A17E, punctuation, read as GBK: user-defined characters in the same order.
_BIG5_MARK = re.compile("[\ue4c6-\ue504]")
_ICON = re.compile("[\x80\ue000-\ue4c5\ue505-\uf8ff]+")


_REFERENCE = 32  # characters of a name between `&` and `;`
_HALF = re.compile(r"(?P<entity>&[#0-9A-Za-z]*)\Z|\\[uUxX]?[0-9A-Fa-f]*\Z")
_END_OF = {
    True: re.compile(rf"[#0-9A-Za-z]{{1,{_REFERENCE}}};"),
    False: re.compile(r"[\\uUxX0-9A-Fa-f]"),
}


def _parts(text: str, start: int, end: int) -> bool:
    """Whether what stands at `text[start:end]` parts an entity or escape that nobody wrote."""
    half = _HALF.search(text, max(0, start - _REFERENCE), start)
    return half is not None and _END_OF[half["entity"] is not None].match(text, end) is not None


def invisible(text: str) -> Iterator[Edit]:
    """Edits that remove zero-width and control characters and marks of direction.

    Left alone: joiners inside emoji, and with marks of direction in texts of scripts that need
    them, the letters of a flag. No GBK damage holds any that go, so they may go before the glosses.

    >>> list(invisible("零\N{ZERO WIDTH SPACE}宽"))
    [Edit(start=1, end=2, new='', rule='zero-width')]
    """
    needs_joiners = None
    for match in _INVISIBLE.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind in ("joiner", "bidi"):
            if needs_joiners is None:
                needs_joiners = _NEEDS_JOINERS.search(text) is not None
            if needs_joiners:
                continue
        if kind == "zero" and _BREAKS_AT_SPACES.search(text[max(0, start - 1) : end + 1]):
            continue  # there it parts words
        if kind == "joiner" and _EMOJI_PART.match(text, end):
            continue
        if text[start] >= "\U000e0000" and text[start - 1 : start] == "\N{WAVING BLACK FLAG}":
            continue
        if _parts(text, start, end):
            continue
        yield Edit(start, end, "", "zero-width" if kind in ("zero", "joiner") else str(kind))


def private_use(text: str) -> Iterator[Edit]:
    """Edits that remove icons, and turn Big5 punctuation that was read as GBK into what it was.

    Others stay: they stand for a character that is lost. It takes three marks of Big5 to believe it
    of a text. An icon stands at the edge of a line or beside a blank.
    """
    big5 = len(_BIG5_MARK.findall(text)) >= 3
    if big5:
        for mark in _BIG5_MARK.finditer(text):
            yield Edit(*mark.span(), _big5_mark(mark[0]), "big5-mark")
    for icon in (_ICON if big5 else _PRIVATE).finditer(text):
        start, end = icon.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if big5:  # one of these marks is a blank
            before, after = _big5_mark(before), _big5_mark(after)
        edge = not start or not after or before.isspace() or after.isspace()
        # Before a backslash it stays: a literal `\n` would come to stand elsewhere.
        if after != "\\" and (edge or icon[0].strip("\x80") == ""):
            yield Edit(start, end, "", "private-use")


def _big5_mark(char: str) -> str:
    """What a private character was in Big5, if it was a mark there; else the character."""
    if not _BIG5_MARK.fullmatch(char):
        return char
    return bytes((0xA1, 0x40 + ord(char) - 0xE4C6)).decode("big5")


# ---- lone question marks -----------------------------------------------------------------------

# What `?` can't be where it stands, and so was a blank, a bullet or a `·` that the page's encoding
# lacked. `？?` and `！?` stay: people write them.
# At the start of a line only before a paragraph: `? 坏棋` explains a sign of a record of chess.
# Each pattern begins with the `?` and then looks back: so it is found at the speed of a literal.
_LOST_BLANKS = re.compile(r"\?(?<![?？！!].)[ \xa0](?:\?[ \xa0])+[? \xa0\u3000]*")
_LOST_MARK = re.compile(
    rf"\?(?:(?<=[。，、；：].)|(?<=[{_HAN}]:.)|(?<=^.)(?=.{{8}}))[? \xa0\u3000]*"
    rf"(?=[“《（{_HAN}0-9A-Za-z])",
    re.MULTILINE,
)
_SOUND = "".join(sorted(letter_list("sounds")))  # they write foreign names
_LOST_DOT = re.compile(rf"\?(?<=[{_SOUND}]{{2}}.)(?=[{_SOUND}]{{3}})")
_ASKS = re.compile(r"[吗嗎呢么麼谁誰哪啥几幾否何]\?|\?[”」\n]|\?\Z")


def question_marks(text: str) -> Iterator[Edit]:
    """Edits that put back what a lone `?` stands for, where nobody would ask.

    >>> [edit.new for edit in question_marks("导语:?本文介绍米哈尔?科辛斯基。?他是谁？")]
    ['', '·', '']
    """
    if "?" not in text:
        return
    found = [(m.span(), " ", "lost-blanks") for m in _LOST_BLANKS.finditer(text)]
    found += [(m.span(), "", "lost-blank") for m in _LOST_MARK.finditer(text)]
    dots = [(m.span(), "·", "lost-dot") for m in _LOST_DOT.finditer(text)]
    if dots and not _ASKS.search(text):  # else the page asks with the same mark
        found += dots
    done = 0
    for (start, end), new, rule in sorted(
        found, key=lambda item: (item[0][0], -item[0][1], item[1] == "")
    ):
        if start < done:
            continue
        if rule == "lost-blanks":
            while start > done and text[start - 1] in " \xa0\u3000":
                start -= 1
            if not start or text[start - 1] in "。！？”）?!\n":
                new = "\n"  # they were the indentation of a paragraph
        yield Edit(start, end, new, rule)
        done = end


# ---- emoji inside words ------------------------------------------------------------------------

_EMOJI_RUN = "[\U0001f300-\U0001faff\N{VARIATION SELECTOR-16}]{1,6}"
_INSIDE = re.compile(rf"(?<=[{_HAN}])({_EMOJI_RUN})(?=[{_HAN}，、])")


def emoji(text: str) -> Iterator[Edit]:
    """Edits that remove emoji strewn into words, on pages where this is a habit.

    The proof is the page's own: pairs of characters that an emoji parts stand together elsewhere.
    An emoji at the end of a sentence, or instead of a comma, is the author's.
    """
    # Emoji need two code units: a cheap way to see that there are none.
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return
    inside = list(_INSIDE.finditer(text))
    if len(inside) < 3:
        return
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    parted = [text[m.start() - 1] + text[m.end()] in pairs for m in inside]
    # A third: each word would have to occur twice for all of them.
    if sum(parted) < 3 or sum(parted) * 3 < len(inside):
        return
    for match in inside:
        yield Edit(match.start(), match.end(), "", "emoji-inside")
