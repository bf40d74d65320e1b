"""The words, names and numbers that tell what lines and blocks of pages are, from their files."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def pattern_tables() -> dict[str, dict[str, str]]:
    """Every pattern of `words.toml` by its module and its name, on one line."""
    return {
        module: {name: "".join(map(str.strip, said.split("\n"))) for name, said in table.items()}
        for module, table in _table("words").items()
    }


def pattern(module: str, name: str) -> re.Pattern[str]:
    """The pattern of that name. Raises `KeyError` of one that is not in the file."""
    return re.compile(pattern_tables()[module][name])


@cache
def fitted_weights(name: str) -> Mapping[str, float]:
    """What each thing that can be said of lines, or of a choice of them, counts for."""
    found: Mapping[str, float] = _table(name)["weights"]
    return found


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
