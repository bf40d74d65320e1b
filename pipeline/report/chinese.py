"""What the report says in Chinese for what the rest of the product says in English.

The reasons of rules have their Chinese beside them, as `why_zh`; sentences that a run makes, such
as verdicts and warnings, have theirs in `messages.toml`, flags in `model/flags.py`.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from re import Pattern

from pipeline.model.flags import FLAGS
from pipeline.model.reasons import reasons

_FILE = Path(__file__).parent / "messages.toml"


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
    for pattern, translated in parts:
        found = pattern.fullmatch(sentence)
        if found:
            return translated.format(*found.groups())
    return sentence


@cache
def _known() -> tuple[dict[str, str], list[tuple[Pattern[str], str]]]:
    """Sentences that are always the same; those with something put in, the most definite first."""
    listed = tomllib.loads(_FILE.read_text("utf-8"))["message"]
    messages: dict[str, str] = {one["en"]: one["zh"] for one in listed} | {
        f"{{}} to look at: {flag.why} ({{}}).": f"有 {{}} 页待看：{flag.why_zh}（{{}}）。"
        for flag in FLAGS.values()
    }
    filled = sorted((one for one in messages if "{}" in one), key=lambda one: -len(one))
    whole = {one.why: one.why_zh for one in reasons().values()} | messages
    return whole, [(_pattern(one), messages[one]) for one in filled]


def _pattern(sentence: str) -> Pattern[str]:
    """What matches a sentence of the file: `{}` is anything, `(s)` the sign of the plural."""
    escaped = re.escape(sentence).replace(r"\{\}", "(.+?)").replace(r"\(s\)", "s?")
    return re.compile(escaped, re.DOTALL)
