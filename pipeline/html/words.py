"""Patterns of the words and names that tell what lines and blocks of pages are: `words.toml`."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def pattern_tables() -> dict[str, dict[str, str]]:
    """Every pattern by its module and its name, on one line."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {
        module: {name: "".join(map(str.strip, said.split("\n"))) for name, said in table.items()}
        for module, table in tomllib.loads(text).items()
    }


def pattern(module: str, name: str) -> re.Pattern[str]:
    """The pattern of that name. Raises `KeyError` of one that is not in the file."""
    return re.compile(pattern_tables()[module][name])
