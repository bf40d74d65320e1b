"""A function for `Dataset.map` of Hugging Face datasets: `pip install article-pipeline[datasets]`.

from pipeline.adapters.datasets import cleaner
clean = raw.map(cleaner("text"), batched=True)
"""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.api import Refused, Script, clean_text

_COLUMNS = ("title", "author", "sitename", "date", "language", "script")


def cleaner(
    column: str = "text", html: bool | None = None, script: Script = "simplified"
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What gives, for a row or a batch of rows, its `column` cleaned and what was found about it.

    `why` is blank when all went well; else the text is blank too, and `filter` can drop the row.
    """

    def clean(row: Mapping[str, Any]) -> dict[str, Any]:
        try:
            cleaned = clean_text(row[column] or "", html, script, url=row.get("url"))
        except Refused as refusal:
            return {**dict.fromkeys(_COLUMNS), column: "", "why": str(refusal)}
        found = {name: row.get(name) or getattr(cleaned, name) for name in _COLUMNS}
        return {**found, column: cleaned.text, "why": "" if cleaned.text else "no text in it"}

    def clean_all(rows: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(rows[column], list):
            return clean(rows)
        parted = [
            dict(zip(rows, values, strict=True)) for values in zip(*rows.values(), strict=True)
        ]
        found = [clean(row) for row in parted]
        return {name: [row[name] for row in found] for name in (*_COLUMNS, column, "why")}

    return clean_all
