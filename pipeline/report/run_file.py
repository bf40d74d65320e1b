"""What a run was and came to, for machines: `run.json`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from pipeline.report.progress import Step
from pipeline.report.stats import Statistics


def run_file(
    gathered: Statistics, options: Mapping[str, Any], steps: Sequence[Step], flags: Iterable[str]
) -> dict[str, Any]:
    """Versions, options, counts by fate, flag and rule, and the seconds of each step."""
    rules = {
        f"{stage}/{rule}": {
            "places": fired["places"],
            "documents": fired["documents"],
            "removed": fired["removed"],
        }
        for (stage, rule), fired in sorted(gathered.rules.items())
    }
    return {
        "article-pipeline": version("article-pipeline"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "options": options,
        "inputs": gathered.fates.total(),
        "fates": dict(sorted(gathered.fates.items())),
        "flags": dict(sorted(Counter(flags).items())),
        "characters": {"in": gathered.characters["in"], "out": gathered.characters["out"]},
        "rules": rules,
        "steps": {step.name: round(step.seconds, 3) for step in steps},
    }
