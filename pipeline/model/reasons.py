"""Why a rule does what it does, whether it stands in a rule file or in the code of a stage."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.model import rules

_HERE = Path(__file__).parent


class Reason(NamedTuple):
    """The reason of a rule, in English and in Chinese."""

    why: str
    why_zh: str


@cache
def reasons() -> Mapping[str, Reason]:
    """The reasons of all rules that are not learned, by id."""
    known = {
        rule.id: Reason(rule.why, rule.why_zh)
        for file in sorted(rules.FOLDER.glob("*.toml"))
        for rule in rules.load_rules(file.name)
    }
    return known | reasons_of_code()


def reasons_of_code() -> dict[str, Reason]:
    """The reasons of the rules that are code. Raises `TypeError` where one lacks a language."""
    tables = tomllib.loads((_HERE / "reasons.toml").read_text("utf-8"))
    return {name: Reason(**table) for name, table in tables.items()}


def reason(rule: str) -> str:
    """The reason of a rule in a sentence; a detail such as that of `bad-byte 8c` is passed over."""
    found = reasons().get(rule) or reasons().get(rule.split(" ")[0])
    return found.why if found else ""
