"""Web addresses in disguise: novel sites plant them in the middle of sentences.

They are compared by their skeleton, in which width, look-alikes and separators are gone. An address
spelled plainly may be honest; one spelled in two ways on one page, or in disguise on many, is not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.learn.counts import Item
from pipeline.boilerplate.obfuscated_urls import DOTS, DRAWN, SEPARATORS, skeleton
from pipeline.boilerplate.shapes import DOMAIN
from pipeline.boilerplate.vocabulary import is_call

# A capital behind a small letter: names have one (`GitHub`), letters drawn at random have more.
_RISES = re.compile("[a-z](?=[A-Z])")
_AROUND = (
    16  # characters of context kept on each side: a lead such as `请记住本站域名：` and a margin
)

_LETTER = f"0-9A-Za-zＡ-Ｚａ-ｚ０-９а-яіјѕԁһԛԝШЩα-ω○●〇{DRAWN}"
_RUN = re.compile(
    rf"[{_LETTER}](?:[{_LETTER}]|{DOTS}|{SEPARATORS}{{1,2}}(?=[{_LETTER}.．。·•・｡\[({{（【])){{5,80}}"
)
# Letters set apart one by one; a hyphen in a name or a blank before it is no disguise.
_SPACED = re.compile(f"(?:[{_LETTER}]{SEPARATORS}){{3}}")
# What is said beside an address that is planted; `详情见` and `登录` are said of honest ones.
_PLANTED = re.compile("记住|本站|无广告|最新章节|最快更新|首发|手机版|手机阅读|无弹窗|收藏")
# One of these is in every address that could be in disguise; looked for before any pattern.
_SIGNS = (
    *("ww", "WW", ".com", ".net", ".org", ".cc", ".cn"),
    *(f"{one}{sign}{two}" for one, two in ("ww", "co", "ne") for sign in "-_~ *`'^|"),
)
_WIDE_SIGNS = ("ｗ", "Ｗ", "ｃ", "Ｃ", "ｏ", "w·w", "c·o", "ⓦ", "Ⓦ", "ⓒ", "⒲", "⒞")
_DRAWN = re.compile(f"[{DRAWN}]{{3}}")
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)).encode())


def addresses(text: str) -> list[Item]:
    r"""One item for each address in a text: key its skeleton, text as it stood and what is around.

    >>> items = addresses("雨停请记住ｗww.exampl-e.ｃｏm了，风起请记住www.Ｅxample.com。")
    >>> [(item.key, item.lines, item.text, item.proven) for item in items]
    [('www.example.com', 2, '请记住\x00ｗww.exampl-e.ｃｏm\x00', True)]
    """
    if not _may_hold_one(text):
        return []
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _spans(text):
        places[skeleton(text[start:end])].append((start, end))
    return [_item(text, name, spans) for name, spans in sorted(places.items())]


def _may_hold_one(text: str) -> bool:
    """Whether any sign of an address stands in a text."""
    # What is ASCII in a Chinese text is short, and soon looked through.
    if _SIGN.search(text.encode("ascii", "ignore")) and any(sign in text for sign in _SIGNS):
        return True
    return any(sign in text for sign in _WIDE_SIGNS) or _DRAWN.search(text) is not None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand."""
    for run in _RUN.finditer(text):
        plain = list(DOMAIN.finditer(run[0]))
        if plain and run[0].isascii() and not _SPACED.search(run[0]):
            yield from (
                (run.start() + one.start(), run.start() + one.end())
                for one in plain
                if not _in_a_link(text, run.start() + one.start(), run.start() + one.end())
            )
            continue
        folded = skeleton(run[0])
        match = DOMAIN.search(folded) if "." in folded else None
        if match:
            yield _unfolded(text, run.start(), run.end(), match.start(), match.end())


def _in_a_link(text: str, start: int, end: int) -> bool:
    """Whether an address is the host of a link or of a mail address, which proves nothing."""
    return text[start - 1 : start] in tuple("/@") or text[end : end + 1] == "/"


def _unfolded(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The span in the text of `skeleton(text[start:end])[low:high]`."""
    seen, first, last = 0, start, end
    for piece in _PIECE.finditer(text, start, end):
        size = len(skeleton(piece[0]))
        if seen <= low < seen + size:
            first = piece.start()
        seen += size
        if seen >= high and size:
            last = piece.end()
            break
    return first, last


_PIECE = re.compile(rf"{DOTS}|.", re.DOTALL | re.IGNORECASE)


def _item(text: str, name: str, spans: Sequence[tuple[int, int]]) -> Item:
    """What a document says of one address; proven by several spellings or by many places."""
    spellings = {text[start:end] for start, end in spans}
    plain = {one.lower() for one in spellings if one.isascii() and DOMAIN.fullmatch(one)}
    # A hyphen in a name is no disguise, unless it stands elsewhere next time.
    disguised = (
        len(spellings)
        if len(plain) > 1
        else sum(spelling.lower() not in plain for spelling in spellings)
    )
    erratic = sum(len(_RISES.findall(spelling)) > 1 for spelling in spellings)
    disguised = disguised or (erratic if erratic > 1 else 0)
    lefts, rights = [], []
    for start, end in spans:
        lefts.append(text[max(0, start - _AROUND) : start].rpartition("\n")[2])
        rights.append(text[end : end + _AROUND].partition("\n")[0])
    first, last = spans[0]
    around = "\0".join((shared_suffix(lefts), text[first:last], shared_prefix(rights)))
    planted = any(map(_PLANTED.search, lefts))
    proven = disguised > 0 and (
        len(spans) > 2 or (len(spans) > 1 and (len(spellings) > 1 or planted))
    )
    # In its own letters an address is planted where the same words of the site plant it each time.
    proven |= len(spans) > 2 and _PLANTED.search(shared_suffix(lefts)) is not None
    what = "disguised" if disguised else "address"
    return Item(what, name, len(spans), text.count("\n", 0, first), around, proven)


def shared_prefix(texts: Sequence[str]) -> str:
    """The longest common beginning of some texts.

    >>> shared_prefix(["甲乙丙", "甲乙丁"])
    '甲乙'
    """
    low, high = min(texts), max(texts)
    same = next((i for i, char in enumerate(low) if char != high[i]), len(low))
    return low[:same]


def shared_suffix(texts: Sequence[str]) -> str:
    """The longest common end of some texts.

    >>> shared_suffix(["甲乙丙", "丁乙丙"])
    '乙丙'
    """
    return shared_prefix([text[::-1] for text in texts])[::-1]


def address_pattern(
    name: str, arounds: Sequence[str], least: int = 2, plain: bool = False
) -> tuple[str, str]:
    """The pattern for an address with what always stands around it, and an anchor.

    Context that does not end where it was cut off is no context of a mark: ("", "").
    Context is a part of the mark only if at least two places agree on it.

    >>> address_pattern("www.example.com", ["雨停请记住\\0ｗww…\\0了", "风起请记住\\0www…\\0，"])
    ('请记住{address:www.example.com}', '请记住')
    """
    lead = trail = ""
    if len(arounds) >= least:
        lead = shared_suffix([around.partition("\0")[0] for around in arounds])
        trail = shared_prefix([around.rpartition("\0")[2] for around in arounds])
    if max(len(lead), len(trail)) >= _AROUND - 1 and not is_call(lead):
        return "", ""  # a line that is always the same; it is not planted in anything
    lead = lead.lstrip("。！？，；”…、) ")
    trail = trail.rstrip("。，；“、( ")
    if not _PLANTED.search(lead):
        lead = ""
    if not _PLANTED.search(trail):
        # A sign drawn before and behind belongs to the mark.
        trail = trail[:1] if lead and trail[:1] == lead[:1] and not trail[0].isalnum() else ""
    if plain:
        return re.escape(f"{lead}{name}{trail}"), f"{lead}{name}{trail}"
    return f"{re.escape(lead)}{{address:{name}}}{re.escape(trail)}", lead or trail
