"""The reference, made from the code when the docs are built: a hook of mkdocs.

A page says `<!-- generated: commands -->` where the text of `commands()` shall stand.
"""

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click

from pipeline import api, cli
from pipeline.corpus import card
from pipeline.model import ledger, reasons, rules
from pipeline.model.article import Article, Verdict
from pipeline.model.flags import FLAGS
from pipeline.run.settings import CHOICES, Options

GATES = Path(__file__).parents[1] / "tests" / "gates"
_MODULE = re.compile(r"\b(?:pipeline|collections|pathlib|typing)\.(?:\w+\.)*")
_OPTIONS = re.compile(r"\*<class '[\w.]+RunOptions'>")
# What has to stay below, not above.
LIMITS = ("honest_cut", "residue", "clean_news", "halves", "added", "lost")
EXIT_CODES = {
    "DONE": "Done.",
    "SOME_FAILED": "Some inputs failed (`verdicts.tsv` says why), or `verify` found faults.",
    "USAGE": "Wrong usage, or a folder or file that can't be used; the message says the next step.",
    "OUR_FAULT": "An internal error, with its traceback.",
    "INTERRUPTED": "Interrupted; the same command resumes the run.",
}
OPTIONS = {
    "format": "A Markdown file for each article, or shards of rows.",
    "ledger": "Lines of JSON, as they are or packed by zstd, or Parquet for queries; all commands "
    "read each of them.",
    "duplicates": "`fold` leaves them out, `keep` writes them too; their verdict is the same.",
    "folds": "Relations that make a page a duplicate, besides exact ones; others are only noted. "
    "Separated by commas on the command line.",
    "guard": "Keep all pages of a cluster of more than 1,000, of one template, or of pages that "
    "differ in their facts; the closing sentence names them.",
    "script": "Script of the articles; `keep` leaves each as it is.",
    "text": "`markdown` writes the structure of pages: headings, lists, tables, code, quotations, "
    "emphasis, links, pictures, formulas.",
    "replies": "`keep` takes what readers wrote below an article for a part of it, without their "
    "names and days.",
    "links": "Keep links and pictures of pages, as Markdown.",
    "on": "Work on this machine or on a Ray cluster.",
    "keep": "Which of several copies is kept: the clean and whole one (`fullest`), the `earliest`, "
    "the `latest`, the `first` by its path; or a column of `keep_fields` or a plugin: the one with "
    "the largest number there.",
    "guards": 'A table of sites whose clusters are not held back: `"host.example" = "off"`.',
    "workers": "Number of processes; 0 means one for each core.",
    "keep_fields": "Columns of your rows that become columns of their own, instead of standing in "
    "`extra`.",
    "filter": "A table of filters: `min_letters, languages, max_repeated, since, until, sites`. "
    "What one refuses is `filtered`, with the reason.",
    "plugins": "A table of your own functions, `columns` and `keep`, as `module:function` or by "
    "entry point.",
    "rules": "Files of rules that are asked too: curated ones of your own, or what another corpus "
    "taught (its `rules.toml`).",
    "disable": "Ids of curated rules that are not asked.",
    "include": "Patterns of the files that are read; `**` is any folders.",
    "exclude": "Patterns of the files that are not read.",
    "against": "Other CLEAN folders: what stands there is a `duplicate` of `OTHER:path`. Of a copy "
    "of the index alone (`.state/known`) only what is exactly the same.",
    "pairs": "How many pairs that were compared stand in `pairs.parquet`, those that share "
    "most; 0 is none.",
    "limit": "How many records are taken from the start; 0 is all.",
    "sample": "How many records are taken by chance, the same each time; 0 is all.",
    "table": "Write `articles.csv` too: a row for each article, for spreadsheets.",
    "card": "A table: `README.md` and `croissant.json` are written with its `name, license, "
    "description, url`; `--card` is the same without words.",
    "folder": "Where modules of plugins are looked for; the folder of the file itself.",
    "allow_shrink": "Go on even if CLEAN would lose more than half of its articles; otherwise the "
    "run writes nothing and asks.",
    "fields": "A table of your names for the fields of JSONL and Parquet rows: `text, html, url, "
    "title, author, sitename, date, tags`.",
}
ARTICLE = card.column_notes()
VERDICT = {
    "path": "The input.",
    "id": "The sha256 of its bytes.",
    "fate": "`kept`, `duplicate`, `empty`, `failed`, `filtered` (by your own filters) or `ignored` "
    "(no page: style sheets, pictures, redirects, revisits).",
    "of": "For a duplicate: the path of the article that is kept.",
    "relation": "`exact`, `near`, `contained` or `revision`.",
    "similarity": "Jaccard of the 5-grams, or the share contained: not estimated, three places.",
    "why": "The reason in a sentence; of what is kept, what tells it from pages it is like.",
    "flags": "Why a person should look at what is kept: ids, with blanks between.",
    "related": "Kept pages that it is like without being a copy: `sibling`, `quotes`, `quoted` …, "
    "with the path of each.",
}
LEDGER = {
    "path": "The input.",
    "id": "The sha256 of its bytes.",
    "verdict": "Fate, of, relation, similarity, why, flags, related.",
    "source": "The sha256 of the decoded source.",
    "text": "The sha256 of the text as written.",
    "article": "The sha256 of all columns of the article; blank when it was not written.",
    "encoding": "The encoding of the input.",
    "how": "How that was known.",
    "doubt": "From 0 to 1.",
    "found": "Each fact about the page, and where it stood.",
    "rows": "The edits: stage, rule, place, old text, new text, span of the source.",
    "links": "The source's links and pictures, where `--links markdown` asked for them.",
    "code": "The spans of the source that are code, and how they were known.",
    "sum": "The sha256 of the line up to here.",
}


def commands() -> str:
    """What `-h` says of every command."""
    parts = []
    for name, command in sorted(cli.main.commands.items()):
        context = click.Context(
            command, info_name=f"article-pipeline {name}", **cli.main.context_settings
        )
        parts.append(f"### {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def options() -> str:
    """The options of a run, as a file may state them."""
    rows = []
    for option in fields(Options):
        if option.name == "only":  # RAW says it
            continue
        name = option.name
        default = getattr(Options(), option.name)
        values = ", ".join(f"`{value}`" for value in CHOICES.get(option.name, ()))
        rows.append((f"`{name}`", f"`{default!r}`", values, OPTIONS[option.name]))
    return _table(("option", "default", "values", "what it does"), rows)


def python() -> str:
    """What `pipeline` exports: each name with its signature and docstring."""
    parts = []
    for name in api.__all__:
        found = getattr(api, name)
        if name.startswith("__"):
            continue
        parts.append(_told(name, found, "###"))
        if name in ("Pipeline", "Cleaned"):  # the others are rows, whose fields stand in them
            methods = {one: value for one, value in vars(found).items() if not one.startswith("_")}
            parts += [
                _told(f"{name}.{one}", value, "####")
                for one, value in methods.items()
                if inspect.isfunction(value)
            ]
    return "\n".join(parts)


def _told(name: str, found: Any, level: str) -> str:
    """A function or class as the reference has it."""
    shown = ""
    if inspect.isfunction(found) or name == "Pipeline":
        signature = _OPTIONS.sub("RunOptions", str(inspect.signature(found)))
        shown = f"```python\n{name}{_MODULE.sub('', signature)}\n```\n\n"
    elif is_dataclass(found) or hasattr(found, "__annotations__"):
        kinds = inspect.get_annotations(found, eval_str=False)
        names = [f"{one}: {inspect.formatannotation(kind)}" for one, kind in kinds.items()]
        shown = "".join(f"    {_MODULE.sub('', one)}\n" for one in names) + "\n" if names else ""
    told = inspect.getdoc(found) or ""
    if name == "Pipeline":
        told += f"\n\n{inspect.getdoc(found.__init__)}"
    return f"{level} {name}\n\n{shown}{told}\n"


def exit_codes() -> str:
    """What the commands end with."""
    return _table(
        ("code", "means"), [(str(getattr(cli, name)), EXIT_CODES[name]) for name in EXIT_CODES]
    )


def columns() -> str:
    """The columns of articles, verdicts and ledger."""
    article = [(f"`{one.name}`", ARTICLE[one.name]) for one in fields(Article)]
    verdict = [(f"`{name}`", VERDICT[name]) for name in Verdict._fields]
    row = [(f"`{name}`", LEDGER[name]) for name in ledger_columns()]
    return "\n".join(
        f"### {title}\n\n{_table(('column', 'holds'), rows)}"
        for title, rows in (
            ("Articles", article),
            ("`verdicts.tsv`", verdict),
            ("Ledger", row),
        )
    )


def ledger_columns() -> list[str]:
    """The fields of a ledger line, as its module names them."""
    named = re.search(r"A line is JSON:\s`([^`]+)`", ledger.__doc__ or "")
    return named[1].split(", ") if named else []


def curated() -> str:
    """Every rule of the rule files: why, what it changes and what it leaves."""
    parts = []
    for file in rule_files():
        parts.append(f"### `{file}`\n")
        for rule in rules.load_rules(file):
            parts.append(f"#### {rule.id}\n\n{rule.why}\n")
            for word, examples in (("Changes", rule.changes), ("Leaves", rule.leaves)):
                parts.append(f"{word}:\n\n" + "".join(_example(one) for one in examples[:2]))
    return "\n".join(parts)


def rule_files() -> list[str]:
    """The rule files beside the stages."""
    found = sorted(rules.FOLDER.glob("*.toml"))
    return [file.name for file in found if "rule" in tomllib.loads(file.read_text("utf-8"))]


def coded() -> str:
    """The reasons of the rules that are code."""
    rows = [(f"`{name}`", one.why) for name, one in sorted(reasons.reasons_of_code().items())]
    return _table(("rule", "reason"), rows)


def floors() -> str:
    """The floors of every gate, as their file has them."""
    tables = tomllib.loads((GATES / "floors.toml").read_text("utf-8"))
    return "\n".join(
        f"### `{gate}`\n\n{_table(('measure', 'floor'), list(_floors(gate, table)))}"
        for gate, table in tables.items()
    )


def _floors(gate: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}: {inner}", text) for inner, text in _floors(gate, value))
        else:
            number = f"{value:f}".rstrip("0").rstrip(".")
            most = any(word in name for word in LIMITS)
            yield name.replace("_", " "), f"at most {number}" if most else number


def flags() -> str:
    """Every flag and its reason."""
    return _table(("flag", "reason"), [(f"`{name}`", one.why) for name, one in FLAGS.items()])


GENERATED: dict[str, Callable[[], str]] = {
    "commands": commands,
    "options": options,
    "exit-codes": exit_codes,
    "python": python,
    "columns": columns,
    "flags": flags,
    "curated": curated,
    "coded": coded,
    "floors": floors,
}


def filled(markdown: str) -> str:
    """A page with what is generated put in its places."""
    return re.sub(r"<!-- generated: ([\w-]+) -->", lambda found: GENERATED[found[1]](), markdown)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """What mkdocs calls for each page."""
    return filled(markdown)


def _example(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines()) + "\n"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"

    return "\n".join(lines()) + "\n"
