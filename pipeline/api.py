"""The pipeline from Python: one text, or a whole folder, with typed results.

>>> cleaned = clean_text("你好&amp;再见。\\n京ICP备12345678号-1")
>>> cleaned.text, [edit.rule for edit in cleaned.edits]
('你好&再见。', ['entity', 'icp-number'])
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from pipeline import stages
from pipeline.characters.convert import SCRIPTS
from pipeline.model.article import Article, Draft, Record, Refused, Unreadable
from pipeline.model.edits import Row, undo
from pipeline.model.errors import Fault
from pipeline.model.outcome import Outcome
from pipeline.model.reasons import reason
from pipeline.model.spans import spans
from pipeline.reading import no_page, sniff

if TYPE_CHECKING:
    from pipeline.run.settings import Options

__all__ = [
    "Article",
    "Cleaned",
    "Fault",
    "Outcome",
    "Pipeline",
    "Refused",
    "RunOptions",
    "Unreadable",
    "__version__",
    "clean_file",
    "clean_text",
]

__version__: str

Script = Literal["simplified", "traditional", "taiwan", "hongkong", "keep"]


class RunOptions(TypedDict, total=False):
    """The options of a run, as `pipeline.toml` has them."""

    format: Literal["md", "jsonl", "parquet"]
    ledger: Literal["jsonl", "jsonl.zst", "parquet"]
    duplicates: Literal["fold", "keep"]
    folds: Sequence[str]
    keep: Literal["fullest", "earliest", "latest", "first"]
    guard: Literal["on", "off"]
    guards: Mapping[str, Literal["on", "off"]]
    script: Script
    text: Literal["plain", "markdown"]
    links: Literal["none", "markdown"]
    replies: Literal["drop", "keep"]
    on: Literal["local", "ray"]
    workers: int
    fields: Mapping[str, str]
    keep_fields: Sequence[str]
    filter: Mapping[str, Any]
    plugins: Mapping[str, Sequence[str]]
    rules: Sequence[str]
    disable: Sequence[str]
    include: Sequence[str]
    exclude: Sequence[str]
    against: Sequence[str]
    limit: int
    sample: int
    pairs: int
    table: bool
    card: Mapping[str, str]
    folder: str
    allow_shrink: bool


_KNOWN = ("title", "author", "sitename", "date", "url", "language", "script")
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
        from pipeline.model.outcome import plain

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
    text: str | bytes | Path,
    html: bool | None = None,
    script: Script = "simplified",
    *,
    url: str | None = None,
) -> Cleaned:
    """A single page without its dirt: a text, its bytes in any encoding, or the file it lies in.

    HTML is noticed by its looks, unless `html` says what it is. A page teaches its own marks, as in
    a run; what only other pages can teach (lines they share, copies) is left alone. Raises
    `Refused` for what is no page, `Fault` for an unknown script, `OSError` for no such file.
    """
    _check_script(script)
    record = _record(text, html)
    known = {**record.known, **({"url": url} if url else {})}
    draft = _cleaned(Record(record.path, record.data, record.media, record.charset, known), script)
    value: dict[str, Any] = dict.fromkeys(_KNOWN)
    value |= {name: meta.value for name, meta in draft.found.items() if name in value}
    source = undo(draft.text, draft.rows)
    return Cleaned(text=draft.text, edits=draft.rows, source=source, **value)


def clean_file(
    file: str | Path, script: Script = "simplified", fields: Mapping[str, str] | None = None
) -> Iterator[Article | Unreadable]:
    """The articles of one file of any kind that a run reads, and why other records are none.

    `-` is stdin. Each is cleaned for itself, as by `clean_text`.
    """
    from pipeline.corpus.written import article_of
    from pipeline.reading import read
    from pipeline.reading.plan import STDIN, Part

    _check_script(script)
    raw = Path(file)
    part = Part(STDIN if str(file) == STDIN else raw.name)
    for found in read.records(raw, part, fields or {}):
        if isinstance(found, Unreadable):
            yield found
            continue
        try:
            draft = _cleaned(found, script)
        except Refused as refusal:
            yield Unreadable(found.path, str(refusal), found.data)
            continue
        if any(map(str.isalnum, draft.text)):
            yield article_of(draft)
        else:
            yield Unreadable(found.path, "no text in it", found.data)


def _check_script(script: str) -> None:
    if script not in SCRIPTS:
        raise Fault(f"options: script = {script!r}; choose from {', '.join(SCRIPTS)}")


def _record(text: str | bytes | Path, html: bool | None) -> Record:
    """What was given as a record; of a file its first."""
    if isinstance(text, Path):
        from pipeline.reading import read
        from pipeline.reading.plan import Part

        with text.open("rb"):
            pass  # so that a file that is not there is Python's own error
        found = next(read.records(text, Part(text.name)))
        if isinstance(found, Unreadable):
            raise Refused(found.why)
        return found
    if not isinstance(text, str | bytes):
        raise TypeError(f"give a text, bytes or a pathlib.Path, not {type(text).__name__}")
    data = text.encode(errors="replace") if isinstance(text, str) else text
    if isinstance(text, bytes) and (why := no_page.advice(data[: sniff.HEAD])):
        raise Refused(why)
    noticed = sniff.media(data[: sniff.HEAD]) == "text/html" if html is None else html
    charset = "utf-8" if isinstance(text, str) else None
    return Record("text", data, "text/html" if noticed else "text/plain", charset)


def _cleaned(record: Record, script: str) -> Draft:
    """A record through all stages, with no other page to learn from."""
    draft = stages.prepare(record)
    return stages.finish(draft, stages.taught(draft), script)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("article-pipeline")
    raise AttributeError(f"module 'pipeline.api' has no attribute {name!r}")


class Pipeline:
    """A whole run, as `article-pipeline run RAW CLEAN`; the options are those of the command.

    What only a run needs is imported here, by need: a single text takes half of the time to start.
    """

    def __init__(
        self,
        raw: str | Path | Sequence[str | Path],
        clean: str | Path,
        *,
        config: str | Path | None = None,
        progress: bool = False,
        **options: Unpack[RunOptions],
    ) -> None:
        """`raw` is a folder, a file, a pattern or `@list.txt`, or several of them.

        `config` is a file of options, `progress` shows how far a run is.
        Raises `Fault` for an option that is not known, or a value that it does not take.
        """
        from pipeline.report.progress import chosen_display
        from pipeline.run.settings import read_options

        self.raw = (raw,) if isinstance(raw, str | Path) else tuple(raw)
        self.clean = Path(clean)
        self._show = chosen_display(quiet=not progress, log_json=False)
        self.options: Options = read_options(Path(config) if config else None, options)

    def run(self) -> Outcome:
        """Clean RAW into CLEAN. Raises `Fault` with the next step when that fails."""
        from pipeline import flow
        from pipeline.reading.several import choose_raw

        chosen = choose_raw(self.raw)
        options = replace(self.options, only=chosen.only)
        return flow.run(chosen.raw, self.clean, options, self._show)

    def article(self, path: str) -> Article:
        """One article of CLEAN by its source's path.

        Raises `KeyError` where there is none, `Fault` where nothing was run yet.
        """
        from pipeline.report.lookup import reading

        return reading(self.clean).article(path)

    def articles(self) -> Iterator[Article]:
        """The articles of CLEAN, in the order of their paths. Raises `Fault` before a first run."""
        from pipeline.report.lookup import reading

        copies = ("duplicate",) if self.options.duplicates == "keep" else ()
        return reading(self.clean).articles("kept", *copies)
