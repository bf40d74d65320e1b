"""Arguments in, sentences out; the work is done elsewhere and imported when it is asked for."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.model.errors import Fault
from pipeline.model.outcome import counted
from pipeline.report import completion
from pipeline.run.settings import CHOICES

if TYPE_CHECKING:
    from typing import NamedTuple

    from pipeline.api import Script
    from pipeline.boilerplate.learn.learned import Status

DONE, SOME_FAILED, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 70, 75


def _one_of(name: str) -> "click.Choice[str]":
    return click.Choice(CHOICES[name])


clean_folder = click.argument("clean", type=click.Path(path_type=Path))
source_path = click.argument("path", shell_complete=completion.complete_paths)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 70 an internal error, 75 "
    "interrupted (the same command resumes the run).",
)
@click.version_option(package_name="article-pipeline", prog_name="article-pipeline")
@click.pass_context
def main(context: click.Context) -> None:
    """Clean a folder of scraped, mostly Chinese, pages into articles without duplicates.

    \b
        article-pipeline run raw clean         clean the pages below raw/ into clean/
        article-pipeline explain clean a.html  what was changed in one page, and why
        article-pipeline undo clean a.html     the page as it was decoded
    """
    if os.environ.get("NO_COLOR"):
        context.color = False  # click's own commands obey it; see no-color.org


def in_sentences(command: Callable[..., int]) -> Callable[..., None]:
    """The command as a process: with an exit code, and known errors in one sentence."""

    @wraps(command)
    def told(*args: Any, **options: Any) -> None:
        try:
            code = command(*args, **options)
        except Fault as fault:
            click.echo(f"article-pipeline: {_plain(str(fault))}", err=True)
            code = fault.code
        except KeyboardInterrupt:
            click.echo(
                "article-pipeline: interrupted; the same command goes on from here", err=True
            )
            code = INTERRUPTED
        except BrokenPipeError:
            sys.stderr.close()  # The reader of our output has gone, as `head` does.
            code = DONE
        except click.ClickException:
            raise
        except Exception:
            # Without this Python would say 1, which is our word for "some inputs failed".
            traceback.print_exc()
            code = OUR_FAULT
        sys.exit(code)

    return told


@main.command(short_help="Clean the pages below RAW into the folder CLEAN.")
@click.argument("raw", type=click.Path(path_type=Path))
@clean_folder
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Read options from a TOML file, such as pipeline.toml.",
)
@click.option(
    "--format", "form", type=_one_of("form"), help="Format of the articles.  [default: md]"
)
@click.option(
    "--duplicates",
    type=_one_of("duplicates"),
    help="Leave duplicates out (fold), or write them too (keep).  [default: fold]",
)
@click.option(
    "--folds",
    metavar="RELATIONS",
    help="Relations that make a page a duplicate, besides exact ones; '' for none.  "
    "[default: near,contained,revision]",
)
@click.option(
    "--keep", type=_one_of("keep"), help="Copy that stays of several.  [default: fullest]"
)
@click.option(
    "--guard",
    type=_one_of("guard"),
    help="Keep all pages of a cluster of more than 1,000, of one template, or of pages that "
    "differ in their facts; the closing sentence names them.  [default: on]",
)
@click.option(
    "--script", type=_one_of("script"), help="Script of the articles.  [default: simplified]"
)
@click.option(
    "--links", type=_one_of("links"), help="Keep links and pictures, as Markdown.  [default: none]"
)
@click.option(
    "--workers", type=click.IntRange(1), help="Number of processes.  [default: one for each core]"
)
@click.option(
    "--on", type=_one_of("on"), help="Work on this machine or on a Ray cluster.  [default: local]"
)
@click.option(
    "--rules",
    metavar="FILE",
    multiple=True,
    help="Use the rules of a file too, such as another CLEAN's rules.toml; may recur.",
)
@click.option("--include", metavar="GLOB", multiple=True, help="Read only such files; may recur.")
@click.option("--exclude", metavar="GLOB", multiple=True, help="Read no such files; may recur.")
@click.option("--limit", type=click.IntRange(1), help="Take only the first N records.")
@click.option(
    "--sample", type=click.IntRange(1), help="Take N records by chance, the same each time."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be read, and how long it takes.")
@click.option("--table", is_flag=True, help="Write CLEAN/articles.csv too, for spreadsheets.")
@click.option(
    "--allow-shrink",
    is_flag=True,
    help="Go on even if CLEAN would lose more than half of its articles.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress on stderr.")
@click.option(
    "--log-json", is_flag=True, help="Show progress as one JSON object a line, for machines."
)
@in_sentences
def run(
    raw: Path,
    clean: Path,
    config: Path | None,
    quiet: bool,
    log_json: bool,
    dry_run: bool,
    **given: Any,
) -> int:
    """Clean the pages below RAW into the folder CLEAN.

    Options stand in `pipeline.toml`, or in `[tool.article-pipeline]` of `pyproject.toml`, of the
    folder we are in, unless --config names another file.

    \b
        article-pipeline run raw clean --format jsonl
    """
    from pipeline.report import progress
    from pipeline.run import settings, up_to_date

    # A file may say these too.
    given |= {
        name: given[name] or None
        for name in ("allow_shrink", "table", "rules", "include", "exclude")
    }
    options = settings.read_options(config or settings.found(), given)
    if dry_run:
        from pipeline.run.forecast import forecast

        for line in forecast(raw, options):
            click.echo(_plain(line))
        return DONE
    outcome = up_to_date.unchanged(clean, up_to_date.Inputs(raw, options))
    if not outcome:
        from pipeline.run import mortal, parent

        mortal.ends_in_order()
        if options.on == "local":
            parent.started()
        from pipeline import flow

        outcome = flow.run(raw, clean, options, progress.chosen_display(quiet, log_json))
    click.echo(_plain(outcome.sentence(clean)))
    return SOME_FAILED if outcome.failed else DONE


@main.command(short_help="Clean one file, to stdout.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "json", "jsonl"]),
    default="md",
    help="Format of the articles.  [default: md]",
)
@click.option(
    "--script", type=_one_of("script"), default="simplified", help="Script of the articles."
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
        raise Fault(f"{file}: no such file; `article-pipeline run` cleans folders")
    code = DONE
    for found in clean_file(file, script):
        if isinstance(found, Unreadable):
            click.echo(f"{_plain(found.path)}: {found.fate}: {_plain(found.why)}", err=True)
            code = SOME_FAILED if found.fate == "failed" else code
        else:
            click.echo(formats.SHOWN[form](found), nl=False)
            sys.stdout.flush()
    return code


@main.command(short_help="Redo and undo every article, check every hash.")
@clean_folder
@in_sentences
def verify(clean: Path) -> int:
    """Redo and undo every article of CLEAN, and check every hash and count.

    \b
        article-pipeline verify clean
    """
    from pipeline.corpus.verify import faults
    from pipeline.report.lookup import reading

    if not (clean / "ledger").exists():  # What else is missing, `faults` will tell.
        reading(clean)
    count = 0
    for fault in faults(clean):
        click.echo(_plain(fault))
        count += 1
    if count:
        click.echo(f"{clean}: {counted(count, 'fault')}; the next run writes it anew", err=True)
        return SOME_FAILED
    click.echo(f"{clean}: every article, ledger line and verdict is as it was written.")
    return DONE


@main.command(short_help="Restore the decoded source of one input, exactly.")
@clean_folder
@source_path
@in_sentences
def undo(clean: Path, path: str) -> int:
    """Write the decoded source of the input PATH to stdout, from its article and ledger alone.

    \b
        article-pipeline undo clean site/page.html > source.txt
    """
    from pipeline.report.lookup import entry, reading, source

    reader = reading(clean)
    text = source(reader, entry(reader, path))
    if sys.stdout.isatty():
        text = _plain(text)  # To a file or a pipe it goes as it is.
    sys.stdout.buffer.write(text.encode())
    return DONE


@main.command(short_help="List every change to one input, with rule and reason.")
@clean_folder
@source_path
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def explain(clean: Path, path: str, as_json: bool) -> int:
    """List every change to the input PATH: where, by which rule, and why.

    \b
        article-pipeline explain clean site/page.html
    """
    from pipeline.report.explain import explanation
    from pipeline.report.learned_rules import learned_reasons
    from pipeline.report.lookup import entry, reading, source

    reader = reading(clean)
    found = entry(reader, path)
    if as_json:
        for row in found.rows:
            click.echo(_json(row))
        return DONE
    text = source(reader, found) if found.source else ""
    for line in explanation(found, text, learned_reasons(clean)):
        click.echo("".join(click.style(one, fg=fg) if fg else one for one, fg in line))
    return DONE


@main.command(short_help="Say whether a page is already in the corpus.")
@clean_folder
@click.argument("page")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def near(clean: Path, page: str, as_json: bool) -> int:
    """Say whether PAGE (- is stdin) is already in CLEAN, and how it is related.

    PAGE is a file in any format that run reads; it is cleaned before it is compared.

    \b
        article-pipeline near clean page.html
    """
    from pipeline.report.near import asked

    found = asked(clean, page)
    for one in found:
        line = f"{_plain(one.path)}: {one.relation}, similarity {one.similarity:.3f}"
        click.echo(_json(one) if as_json else line)
    if not found and not as_json:
        click.echo("Nothing like it is among the kept articles.")
    return DONE


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@main.command(short_help="Show one source beside its article.")
@clean_folder
@source_path
@in_sentences
def diff(clean: Path, path: str) -> int:
    """Show what became of the decoded source of PATH: side by side on a wide terminal, else each
    paragraph with what it became beneath it.

    \b
        article-pipeline diff clean site/page.html
    """
    from pipeline.report.explain import differences
    from pipeline.report.lookup import entry, reading, source

    reader = reading(clean)
    found = entry(reader, path)
    text = source(reader, found)
    if sys.stdout.isatty():
        from rich.console import Console

        from pipeline.report.beside import WIDE, beside

        console = Console(highlight=False)
        if console.width >= WIDE:
            beside(text, found.rows, console)
            return DONE
    for line in differences(text, found.rows):
        click.secho(line, fg=_COLOURS.get(line[:1]))
    return DONE


@main.command(short_help="List, show, veto or promote rules.")
@clean_folder
@click.argument("action", required=False, type=click.Choice(["show", "veto", "promote", "learn"]))
@click.argument("rule", required=False, shell_complete=completion.complete_rules)
@click.option("--unused", is_flag=True, help="List the curated rules that fired nowhere instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def rules(clean: Path, action: str | None, rule: str | None, unused: bool, as_json: bool) -> int:
    """List the rules that fired in CLEAN, by the characters they removed, or decide on one of them.

    show lists every place where RULE fired. veto and promote are your decision on a learned rule,
    which every later run obeys; learn takes it back.

    \b
        article-pipeline rules clean
        article-pipeline rules clean show suffix-mark-1d0c6a1e
        article-pipeline rules clean veto suffix-mark-1d0c6a1e
    """
    from pipeline.report import learned_rules

    if action and not rule:
        raise click.UsageError(f"which rule? article-pipeline rules {clean} lists them")
    if action in _STATUS:
        said = learned_rules.decide(clean, rule or "", _STATUS[action])
        click.echo(f"{said.id}: {said.status}; the next run obeys.")
        return DONE
    listed: Iterator[tuple[NamedTuple, str]]
    if unused:
        listed = learned_rules.unused_lines(clean)
    elif action == "show":
        listed = learned_rules.place_lines(clean, rule or "")
    else:
        listed = learned_rules.fired_lines(clean)
        if not as_json:
            click.echo(learned_rules.HEADING)
    for row, line in listed:
        click.echo(_json(row) if as_json else _plain(line))
    return DONE


_STATUS: "dict[str, Status]" = {"veto": "vetoed", "promote": "promoted", "learn": "learned"}


@main.command(short_help="Write the report, or show the corpus in a browser.")
@clean_folder
@click.option("--article", metavar="PATH", help="Write a page on this one input instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file, - for stdout.  [default: CLEAN/report.html, with --article stdout]",
)
@click.option("--serve", is_flag=True, help="Serve the whole corpus on 127.0.0.1, read-only.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port for --serve.  [default: any that is free]"
)
@in_sentences
def report(
    clean: Path, article: str | None, out: Path | None, serve: bool, port: int | None
) -> int:
    """Write CLEAN/report.html anew, or a page on one input, or show all of it in a browser.

    \b
        article-pipeline report clean
        article-pipeline report clean --article site/page.html --out page.html
        article-pipeline report clean --serve
    """
    from pipeline.report import rebuild

    if serve and (out or article):
        raise click.UsageError("--serve shows pages and writes none; leave out --out and --article")
    if serve:
        from pipeline.report.serve import server

        with server(clean, port or 0) as pages, suppress(KeyboardInterrupt):
            click.echo(f"http://127.0.0.1:{pages.server_address[1]}/ (Ctrl-C ends it)", err=True)
            pages.serve_forever()
        return DONE
    page = rebuild.rebuild_article(clean, article) if article else rebuild.rebuild_report(clean)
    if str(out or ("-" if article else "")) == "-":
        sys.stdout.buffer.write(page.encode())
        return DONE
    file = rebuild.put(page, clean, out)
    click.echo(f"{file}: {len(page.encode()):,} bytes; open it in a browser.")
    return DONE


@main.command(name="try", short_help="Show what a file of rules would do to a page.")
@click.argument("rules_file", metavar="RULES", type=click.Path(path_type=Path))
@click.argument("page")
@in_sentences
def try_(rules_file: Path, page: str) -> int:
    """Check the examples of the rules in the file RULES, then show what they would do to PAGE.

    PAGE is a file in any format that run reads; - is stdin. Nothing is written.

    \b
        article-pipeline try clean/rules.toml page.html
    """
    from pipeline.report import trial
    from pipeline.report.explain import differences

    count = 0
    for tried in trial.tried(rules_file, page):
        for place in tried.places():
            click.echo(f"{_plain(tried.path)}:{place}")
        if tried.rows:
            for line in differences(tried.source, tried.rows):
                click.secho(line, fg=_COLOURS.get(line[:1]))
        count += len(tried.rows)
    click.echo(f"{counted(count, 'edit')}; nothing was written.", err=True)
    return DONE


def _json(row: "NamedTuple") -> str:
    from pipeline.report.explain import row_as_json

    return row_as_json(row)


def _plain(text: str) -> str:
    from pipeline.report.explain import plain

    return plain(text)
