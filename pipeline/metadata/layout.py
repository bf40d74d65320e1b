"""How a page lies: its lines in one script and one width, and which of them are running text.

Not a stage: `head` and `strip` both ask it. `fold` never changes the length of a text, so whatever
is found in a folded line stands at the same place in the line itself.
"""

import re
from functools import cache

from pipeline.characters import opencc

# Bars and colons that pages use for one another; all else that is wide has a narrow twin.
_TWINS = {
    "\N{IDEOGRAPHIC SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ",
    "\N{EN SPACE}": " ",
    "\N{EM SPACE}": " ",
    "\t": " ",
    "丨": "|",
    "│": "|",
    "┃": "|",
    "∣": "|",
    "︱": "|",
    "﹕": ":",
    "∶": ":",
    "︰": ":",
    "»": ">",
    "›": ">",
    "→": ">",
    "▶": ">",
}


@cache
def _table() -> opencc.Codes:
    """For every code point its Simplified, half-width form."""
    table = opencc.table("TSCharacters").copy()
    table[0xFF01:0xFF5F] = range(0x21, 0x7F)
    for old, new in _TWINS.items():
        table[ord(old)] = ord(new)
    return table


def fold(text: str) -> str:
    """The text in Simplified characters and half-width marks, as long as it was.

    >>> fold("責任編輯：張三｜校對︰李四")
    '责任编辑:张三|校对:李四'
    """
    if text.isascii():
        return text.replace("\t", " ")
    return opencc.text(_table().take(opencc.codes(text), mode="clip"))


_COMMAS = re.compile(r"[,、;]")
# A line of a style sheet, with the commas and stops of prose, but none of its words.
_STYLES = re.compile(r"[^{}一-鿿]{1,200}\{[^{}]{0,600}\} ?")


def prose(folded: str) -> bool:
    """Whether a line is running text: a sentence, or too much of one to be a headline.

    A headline may end in `!` or `?` and hold a comma; only a full stop or length tells.

    >>> prose("谁是最大赢家?我们问了三个人,得到了四个答案。"), prose("巨头之战,谁是最大赢家?")
    (True, False)
    """
    size = len(folded)
    if size < 18 or (folded[-1] == "}" and _STYLES.match(folded)):
        return False
    if "。" in folded:
        return True
    if size >= 45 and len(_COMMAS.findall(folded, 0, 400)) >= 2:
        return True
    return size >= 80 and ". " in folded


def ends_sentence(folded: str) -> bool:
    """Whether a line, however short, ends as sentences do and headlines seldom do."""
    return folded.endswith(("。", "。”", "。」", "。)", "!”", "?”", ";", ","))
