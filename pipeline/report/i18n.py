"""A sentence of the product in Chinese.

Reasons, verdicts and warnings are English wherever they are written down; `chinese.toml` has the
Chinese of each, by the sentence. The report shows either.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from re import Pattern

_FILE = Path(__file__).parent / "i18n.toml"


def chinese(sentence: str) -> str:
    """The sentence in Chinese, as it is where no translation fits.

    >>> chinese("near copy of a/b.txt, similarity 0.912")
    '与 a/b.txt 近似，相似度 0.912'
    >>> chinese("said by nobody")
    'said by nobody'
    """
    whole, parts = _known()
    if sentence in whole:
        return whole[sentence]
    for pattern, told in parts:
        found = pattern.fullmatch(sentence)
        if found:
            return told.format(*found.groups())
    return sentence


@cache
def _known() -> tuple[dict[str, str], list[tuple[Pattern[str], str]]]:
    """Sentences that are always the same; those with something put in, the most definite first."""
    told: dict[str, str] = tomllib.loads(_FILE.read_text("utf-8"))
    filled = sorted((one for one in told if "{}" in one), key=lambda one: -len(one))
    return told, [(_pattern(one), told[one]) for one in filled]


def _pattern(sentence: str) -> Pattern[str]:
    """What matches a sentence of the file: `{}` is anything, `(s)` the sign of the plural."""
    escaped = re.escape(sentence).replace(r"\{\}", "(.+?)").replace(r"\(s\)", "s?")
    return re.compile(escaped, re.DOTALL)
