"""The pipeline from Python: one text, or a whole folder, with typed results.

>>> cleaned = clean_text("你好&amp;再见。\\n京ICP备12345678号-1")
>>> cleaned.text, [edit.rule for edit in cleaned.edits]
('你好&再见。', ['entity', 'icp-number'])
"""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from pipeline import stages
from pipeline.corpus.folder import Reader
from pipeline.flow import run as run_flow
from pipeline.model.article import Article, Record, Refused
from pipeline.model.edits import Row, undo
from pipeline.model.outcome import Outcome
from pipeline.model.reasons import reason
from pipeline.model.spans import spans
from pipeline.report.explain import plain
from pipeline.report.progress import silent
from pipeline.run.settings import CHOICES, Options
from pipeline.run.settings import read as read_options

__all__ = ["Cleaned", "Outcome", "Pipeline", "Refused", "clean_text"]

# Notebooks draw on light and on dark paper: the colours are of a middle tone, the grounds thin.
_GONE = "color:#b8383d;background:#b8383d1a;text-decoration:line-through"
_NEW = "color:#3f7d3a;background:#3f7d3a1a;text-decoration:none"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One page, cleaned; what is unknown is None. `edits` lead from `source` to `text` and back."""

    text: str
    title: str | None
    author: str | None
    sitename: str | None
    date: str | None
    url: str | None
    language: str | None
    script: str | None
    edits: tuple[Row, ...] = field(repr=False)
    source: str = field(repr=False)

    def _repr_html_(self) -> str:
        """The source with what went struck out and what came instead, as notebooks show it.

        Whoever points at a change is told its rule and reason.
        """
        parts = []
        for old, new, row in spans(self.source, self.edits):
            if row is None:
                parts.append(escape(plain(old)))
                continue
            title = escape(f"{row.stage}/{row.rule}: {reason(row.rule)}".removesuffix(": "))
            if old:
                gone = escape(plain(old.replace("\n", "⏎")))
                parts.append(f'<del title="{title}" style="{_GONE}">{gone}</del>')
            if new:
                parts.append(f'<ins title="{title}" style="{_NEW}">{escape(plain(new))}</ins>')
        return f'<div style="white-space:pre-wrap;line-height:1.8">{"".join(parts)}</div>'


def clean_text(
    text: str, html: bool = False, script: str = "simplified", *, url: str | None = None
) -> Cleaned:
    """A single text, or the text of a page of HTML, without its dirt.

    A page teaches its own marks, as in a run; what only other pages can teach (lines they share,
    copies) is left alone. Raises `Refused` for what is no text, `ValueError` for an unknown script.
    """
    if script not in CHOICES["script"]:
        raise ValueError(f"script={script!r}: choose from {', '.join(CHOICES['script'])}")
    known = {"url": url} if url else {}
    media = "text/html" if html else "text/plain"
    record = Record("text", text.encode(errors="replace"), media, "utf-8", known)
    draft = stages.prepare(record)
    draft = stages.finish(draft, stages.taught(draft), script)
    value = {name: meta.value for name, meta in draft.found.items()}
    return Cleaned(
        text=draft.text,
        title=value.get("title"),
        author=value.get("author"),
        sitename=value.get("sitename"),
        date=value.get("date"),
        url=value.get("url"),
        language=value.get("language"),
        script=value.get("script"),
        edits=draft.rows,
        source=undo(draft.text, draft.rows),
    )


class Pipeline:
    """A whole run, as `article-pipeline run RAW CLEAN`; the options are those of the command."""

    def __init__(self, raw: str | Path, clean: str | Path, **options: Any) -> None:
        """Raises `Fault` for an option that is not known."""
        if "format" in options:
            options["form"] = options.pop("format")
        self.raw, self.clean = Path(raw), Path(clean)
        self.options: Options = read_options(None, options)

    def run(self) -> Outcome:
        """Clean RAW into CLEAN, silently. Raises `Fault` with the next step when that fails."""
        return run_flow(self.raw, self.clean, self.options, silent)

    def article(self, path: str) -> Article:
        """One article of CLEAN by its source's path. Raises `KeyError` where there is none."""
        return Reader(self.clean).article(path)
