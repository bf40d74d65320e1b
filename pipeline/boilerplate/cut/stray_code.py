"""Statements and template tags that a page's own scripts or a collector left among its paragraphs.

They go by being code in prose, not by name: a line or two without Han between paragraphs of a page
that is no technical text. Texts are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.metadata.layout import prose

CODE_RULE = "stray-code"
_RUN = 2  # lines in a row; more are a listing, which an author may show
_WITHOUT_HAN = re.compile(r"[^一-鿿。]{4,400}")
_STATEMENT = re.compile(
    r"(?:[\w$.\[\]'\"]+ ?\(.{0,300}\)|\(.{1,200}\)(?:\.\w+\(.{0,200}\))?) ?;"  # a call
    r"|(?:var|let|const) \w+ ?=.{1,300};|[\w$.]+ ?= ?.{1,200};"
    r"|function ?\w* ?\(.{0,99}\) ?\{.{0,400}\}"
    r"|\{/?[a-z]+:[a-z]+[^{}]{0,99}/?\}|\{/[a-z]+(?::[a-z]+)?\}|\[!--.{1,80}--\]|<[?%].{0,200}[?%]>"
    r"|\{[{%].{1,99}[%}]\}|(?:-->|\]\]>|//-->|<!\[CDATA\[|\}\);?|//\]\]>)"
)
_TECHNICAL = re.compile(
    "代码|函数|脚本|变量|编程|程序员|源码|接口|命令行|(?i:javascript|python|html|css|java|sql|api)"
)
"""Words of texts in which such a line may be an example; more than one is no chance."""
_TOLD = 2


def stray_code(folded: Sequence[str], code: Collection[int]) -> Iterator[int]:
    """The lines that a script or a template left.

    >>> before = "他走了很远的路,天黑了才到,村里的灯已经都熄了。"
    >>> after = "第二天他又走了很远的路,天亮以前就到了山下的镇子。"
    >>> list(stray_code([before, "zatione();", after] * 2, ()))
    [1, 4]
    """
    found = [
        i
        for i, line in enumerate(folded)
        if i not in code and _WITHOUT_HAN.fullmatch(line) and _STATEMENT.fullmatch(line.strip())
    ]
    texts = sum(map(prose, folded))
    if not found or texts < 2 or len(_TECHNICAL.findall("\n".join(folded))) >= _TOLD:
        return
    alone = [i for i in found if _run(i, set(found)) <= _RUN]
    if len(alone) == len(found) <= texts * _RUN:
        yield from alone


def _run(i: int, found: set[int]) -> int:
    """How many lines of code stand in a row with one."""
    first = last = i
    while first - 1 in found:
        first -= 1
    while last + 1 in found:
        last += 1
    return last - first + 1
