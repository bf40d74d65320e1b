"""Why a rule does what it does, whether it stands in a rule file or in the code of a stage."""

import tomllib
from functools import cache
from pathlib import Path

from pipeline.model import rules

_HERE = Path(__file__).parent


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for file in sorted(rules.FOLDER.glob("*.toml")):
        for rule in tomllib.loads(file.read_text("utf-8")).get("rule", ()):
            known[rule["id"]] = rule["why"]
    known |= tomllib.loads((_HERE / "reasons.toml").read_text("utf-8"))
    return known


def reason(rule: str) -> str:
    """The reason of a rule in a sentence; a detail such as that of `bad-byte 8c` is passed over."""
    return _known().get(rule) or _known().get(rule.split(" ")[0], "")
