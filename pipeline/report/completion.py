"""What a shell offers when a person presses Tab after CLEAN: paths of inputs, rules."""

from pathlib import Path
from typing import Any

_MOST = 200  # more are no help


def complete_paths(context: Any, _parameter: Any, begun: str) -> list[str]:
    """Paths of inputs of the folder already named that begin so; none where it can't be read."""
    from pipeline.corpus.folder import Reader
    from pipeline.model.errors import Fault

    try:
        found = (row["path"] for row in Reader(_clean(context)).rows())
        return [path for path in found if path.startswith(begun)][:_MOST]
    except (OSError, ValueError, Fault):
        return []


def complete_rules(context: Any, _parameter: Any, begun: str) -> list[str]:
    """Rules that begin so: those learned in the folder already named, curated ones, and of code.

    Those of code can only be shown.
    """
    from pipeline.model.errors import Fault
    from pipeline.model.reasons import reasons, reasons_of_code
    from pipeline.report.learned_rules import learned_reasons

    shown = context.params.get("action") == "show"
    others = {*reasons()} - (set() if shown else {*reasons_of_code()})
    try:
        learned = learned_reasons(_clean(context))
    except (OSError, ValueError, Fault):
        learned = {}
    return [name for name in sorted({*learned, *others}) if name.startswith(begun)][:_MOST]


def _clean(context: Any) -> Path:
    return Path(context.params.get("clean") or ".")
