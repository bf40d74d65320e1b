"""Commands that clean: a folder, or one file."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.sentences import DONE, SOME_FAILED, clean_folder, in_sentences, one_of
from pipeline.model.errors import Fault
from pipeline.model.outcome import Outcome, plain
from pipeline.run.settings import CHOICES, Options

if TYPE_CHECKING:
    from pipeline.api import Script
    from pipeline.report.progress import Show


_RECUR = "; may recur."
_OPTIONS: Mapping[str, tuple[str | None, str]] = {
    "format": (None, "Format of the articles."),
    "ledger": (None, "Format of the ledger; parquet is for queries."),
    "duplicates": (None, "Leave duplicates out (fold), or write them too (keep)."),
    "folds": (
        "RELATIONS",
        "Relations that make a page a duplicate, besides exact ones; '' for none.",
    ),
    "keep": (
        "[fullest|earliest|latest|first|COLUMN]",
        "Copy that stays of several; of a column of keep_fields the one with the largest number.",
    ),
    "guard": (
        None,
        "Keep all pages of a cluster of more than 1,000, of one template, or of pages that "
        "differ in their facts; the closing sentence names them.",
    ),
    "script": (None, "Script of the articles."),
    "text": (None, "Write plain words, or Markdown with the structure of the page."),
    "replies": (None, "Leave out what readers wrote below an article, or keep it."),
    "links": (None, "Keep links and pictures, as Markdown."),
    "workers": (None, "Number of processes.  [default: one for each core]"),
    "on": (None, "Work on this machine or on a Ray cluster."),
    "rules": ("FILE", f"Use the rules of a file too, such as another CLEAN's rules.toml{_RECUR}"),
    "against": (
        "OTHER",
        "Leave out what stands in another CLEAN folder already (or in a copy of its "
        f".state/known: then only what is the same){_RECUR}",
    ),
    "include": ("GLOB", f"Read only such files{_RECUR}"),
    "exclude": ("GLOB", f"Read no such files{_RECUR}"),
    "limit": (None, "Take only the first N records."),
    "sample": (None, "Take N records by chance, the same each time."),
    "pairs": (None, "Pairs of compared pages in CLEAN/pairs.parquet, at most."),
    "table": (None, "Write CLEAN/articles.csv too, for spreadsheets."),
    "card": (None, "Write README.md and croissant.json too, a dataset card; [card] has its words."),
    "allow_shrink": (None, "Go on even if CLEAN would lose more than half of its articles."),
}
"""Options that a file may state too: what stands for a value, and what they do."""


def _stated(command: Callable[..., None]) -> Callable[..., None]:
    """A command with these options, each as its default in `Options` says."""
    for name, (shown, told) in reversed([*_OPTIONS.items()]):
        default: Any = getattr(Options(), name)
        how: dict[str, Any] = {}
        if told.endswith(_RECUR):
            how["multiple"] = True
        elif name in CHOICES and shown is None:
            how["type"] = one_of(name)
        elif type(default) is int:
            how["type"] = click.IntRange(int(default == 0))
        elif not default:
            how["is_flag"] = True
        if default and default is not True:
            text = ",".join(default) if isinstance(default, tuple) else default
            told += f"  [default: {text}]"
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar=shown, help=told, **how)(command)
    return command


@click.command(name="run", short_help="Clean the pages below RAW into the folder CLEAN.")
@click.argument("raw", nargs=-1, metavar="RAW...")
@clean_folder
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Read options from a TOML file, such as pipeline.toml.",
)
@_stated
@click.option("--dry-run", is_flag=True, help="Tell what would be read, and how long it takes.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress on stderr.")
@click.option(
    "--log-json", is_flag=True, help="Show progress as one JSON object a line, for machines."
)
@in_sentences
def run_command(
    raw: tuple[str, ...],
    clean: Path,
    config: Path | None,
    quiet: bool,
    log_json: bool,
    dry_run: bool,
    **given: Any,
) -> int:
    """Clean the pages below RAW into the folder CLEAN.

    RAW is a folder, a file, - for stdin, a pattern, or @list.txt with a path a line; there may be
    several. Options stand in `pipeline.toml` of the folder we are in, or in its `pyproject.toml`
    under `[tool.article-pipeline]`, unless --config names another file.

    \b
        article-pipeline run raw clean --format jsonl
        article-pipeline run news/2021 news/2022 @more.txt clean
    """
    from dataclasses import replace

    from pipeline.reading.several import choose_raw
    from pipeline.report import progress
    from pipeline.run import settings, up_to_date

    given["card"] = {} if given["card"] else None
    # What is not said here a file may say.
    given = {name: None if one is False or one == () else one for name, one in given.items()}
    options = settings.read_options(config or settings.found(), given)
    if not raw:
        raise click.UsageError("give RAW, what holds the pages, and CLEAN, the folder to write to")
    chosen = choose_raw(raw)
    options = replace(options, only=chosen.only)
    if dry_run:
        from pipeline.run.forecast import forecast

        click.echo(plain("\n".join(forecast(chosen.raw, options))))
        return DONE
    outcome = up_to_date.unchanged(clean, up_to_date.inputs_of(chosen.raw, options))
    if not outcome:
        outcome = _cleaned(chosen.raw, clean, options, progress.chosen_display(quiet, log_json))
    click.echo(plain(outcome.sentence(clean)))
    return SOME_FAILED if outcome.failed else DONE


def _cleaned(raw: Path, clean: Path, options: Options, show: "Show") -> Outcome:
    """What a run came to, whose workers import while this process does."""
    from pipeline.run import local, parent

    parent.ends_in_order()
    local.collect_seldom()
    with local.Workers(options.processes) as workers:
        if options.on == "local":
            workers.begin()
        from pipeline import flow

        return flow.run(raw, clean, options, show, workers)


@click.command(short_help="Clean one file, to stdout.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "json", "jsonl"]),
    default="md",
    help="Format of the articles.  [default: md]",
)
@click.option(
    "--script", type=one_of("script"), default="simplified", help="Script of the articles."
)
@in_sentences
def clean(file: Path, form: str, script: "Script") -> int:
    """Clean FILE (- is stdin) of any kind that a run reads, and write its articles to stdout.

    Each page is cleaned for itself: what only other pages can teach is left alone.

    \b
        article-pipeline clean page.html
        zcat rows.jsonl.gz | article-pipeline clean - --format jsonl
    """
    from pipeline.api import Unreadable, clean_file
    from pipeline.corpus import formats

    if str(file) != "-" and not file.is_file():
        raise Fault(f"{file}: is no file; `article-pipeline run` cleans folders")
    code = DONE
    for found in clean_file(file, script):
        if isinstance(found, Unreadable):
            click.echo(f"{plain(found.path)}: {found.fate}: {plain(found.why)}", err=True)
            code = SOME_FAILED if found.fate == "failed" else code
        else:
            click.echo(formats.SHOWN[form](found), nl=False)
            sys.stdout.flush()
    return code
