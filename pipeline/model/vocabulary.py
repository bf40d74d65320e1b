"""The words of `vocabulary.toml` by class. They are Simplified and folded."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "vocabulary.toml"


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(_FILE.read_text("utf-8"))
    return table


@cache
def words(part: str, *classes: str) -> tuple[str, ...]:
    """The words of classes of a part, each once, in the order of the file; of no class all.

    >>> words("ends", "part")
    ('空间', '频道', '平台', '手机版', '首页')
    """
    table = _table()[part]
    each = " ".join(table[name] for name in classes or table).split()
    return tuple(word.replace("_", " ") for word in dict.fromkeys(each))
