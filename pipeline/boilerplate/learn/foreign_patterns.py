"""The patterns of marks in letters foreign to prose: the names, accounts and kinds of these."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.boilerplate.learn.addresses import shared_prefix, shared_suffix
from pipeline.boilerplate.learn.tokens import fold_width
from pipeline.boilerplate.obfuscated_urls import CHINESE_DIGITS, STRANGE

_ACCOUNT = 6  # last letters and digits of an account that tell it from others
_HAN_DIGITS = re.compile(f"[{CHINESE_DIGITS}]")
_TONES = re.compile("[\u02b0-\u036f]")  # letters to Unicode, but signs to a reader
_SAME_BETWEEN = re.compile(r"([0-9丶])(?!\1)\w\1(?!\1)\w\1")
_STRANGE = re.compile(f"[{STRANGE}]")
_LEAST = 4  # places at which one text is that of a mark, a letter of the page beside another


def bare_letters(text: str) -> str:
    """The letters of a text that its signs, or one digit at all places, stand between.

    >>> bare_letters("△蓝△鲸『号|"), bare_letters("7蓝7鲸7号7"), bare_letters("•1824年07月27日")
    ('蓝鲸号', '蓝鲸号', '1824年07月27日')
    """
    letters = "".join(filter(str.isalnum, _TONES.sub("", fold_width(text).casefold())))
    digit = _SAME_BETWEEN.search(letters)
    return letters.replace(digit[1], "") if digit else letters


def account_of(text: str) -> str:
    """The last letters and digits of an account in a text, however they are spaced; or none."""
    found = re.findall(f"[a-z0-9]{{{_ACCOUNT},}}", bare_letters(text))
    ends = [one[-_ACCOUNT:] for one in found if sum(map(str.isdigit, one[-_ACCOUNT:])) > 2]
    return ends[-1] if ends else ""


def pattern_of(texts: Sequence[str], shapes: Sequence[str]) -> str:
    """The pattern for the texts: the one that all are, else their ends and kinds; or none."""
    (text, count), *_ = Counter(texts).most_common()
    if count >= max(_LEAST, 0.7 * len(texts)) or count == len(texts):
        return re.escape(text)  # a letter of the text may stand beside one of them
    before, after = shared_prefix(texts), shared_suffix(texts)
    short = min(map(len, texts))
    after = after[max(0, len(before) + len(after) - short) :]
    sizes = [len(text) - len(before) - len(after) for text in texts]
    name = bare_letters(texts[0])
    if len(name) > 1 and all(bare_letters(text) == name for text in texts):
        return _laced(texts, name)
    if any("hhh" in shape[len(before) : -len(after) or None] for shape in shapes):
        return ""  # words that differ are an author's
    slot = "any" if any("h" in shape for shape in shapes) else "mixed"
    if all(set(shape) == {"x"} for shape in shapes):
        seen = "".join(sorted({*"".join(texts)}))
        if short == 1 or not all(map(_STRANGE.match, seen)):
            return f"[{seen}]{{{min(map(len, texts))},{max(map(len, texts))}}}"
        slot = "strange"
    strange = (
        rf"(?=[^\n]{{0,{max(sizes)}}}{{strange:1}})" if all(map(_STRANGE.search, texts)) else ""
    )
    if slot == "any" and not (before and after):
        return ""
    size = f"{max(1, min(sizes))},{max(sizes)}"
    return f"{re.escape(before)}{strange}{{{slot}:{size}}}{re.escape(after)}"


def _laced(texts: Sequence[str], name: str) -> str:
    """The pattern for a name with signs or a digit between its letters, other ones each time."""
    digits = "" if any(map(str.isdigit, name)) else "0-9"
    letter = rf"[^\W_{digits}]"
    letters = [re.findall(letter, text) for text in texts]
    if any(len(row) != len(name) for row in letters):
        return ""
    signs = [re.split(letter, text) for text in texts]
    most = max(len(one) for row in signs for one in row)
    seen = "".join(sorted({char for row in signs for one in row for char in one}))
    slot = f"[{re.escape(seen)}]{{0,{most}}}" if seen else ""
    kinds = ["".join(sorted(set(column))) for column in zip(*letters, strict=True)]
    return slot.join(["", *(one if len(one) == 1 else f"[{one}]" for one in kinds), ""])


def pattern_with_account(texts: Sequence[str]) -> str:
    """The pattern for an account, spaced or not, in words that differ each time; or none."""
    accounts = {account_of(text) for text in texts}
    if len(accounts) > 1 or not all(accounts):
        return ""
    spaced = "[^0-9A-Za-z\n]{0,2}".join(accounts.pop())
    beside = f"{{any:0,{max(map(len, texts)) - _ACCOUNT}}}"
    return f"{beside}{spaced}{beside}"
