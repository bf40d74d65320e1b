"""Commands that ask about one page: what was changed in it, what it was, what is like it."""

import json
import sys
from pathlib import Path

import click

from pipeline.cli.sentences import (
    COLOURS,
    DONE,
    as_json_line,
    clean_folder,
    in_sentences,
    json_option,
    source_path,
)
from pipeline.model.outcome import plain


@click.command(name="undo", short_help="Restore the decoded source of one input, exactly.")
@clean_folder
@source_path
@in_sentences
def undo_command(clean: Path, path: str) -> int:
    """Write the decoded source of the input PATH to stdout, from its article and ledger alone.

    \b
        article-pipeline undo clean site/page.html > source.txt
    """
    from pipeline.report.lookup import entry, reading, source

    reader = reading(clean)
    text = source(reader, entry(reader, path))
    if sys.stdout.isatty():
        text = plain(text)  # To a file or a pipe it goes as it is.
    sys.stdout.buffer.write(text.encode())
    return DONE


@click.command(short_help="List every change to one input, with rule and reason.")
@clean_folder
@source_path
@json_option
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
            click.echo(as_json_line(row))
        return DONE
    text = source(reader, found) if found.source else ""
    for line in explanation(found, text, learned_reasons(clean)):
        click.echo("".join(click.style(one, fg=fg) if fg else one for one, fg in line))
    return DONE


@click.command(short_help="Show one source beside its article.")
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
        click.secho(line, fg=COLOURS.get(line[:1]))
    return DONE


@click.command(short_help="Say whether a page is already in the corpus.")
@clean_folder
@click.argument("page", required=False)
@click.option("--lines", is_flag=True, help="Answer rows of JSON on stdin, one by one, as JSON.")
@json_option
@in_sentences
def near(clean: Path, page: str | None, lines: bool, as_json: bool) -> int:
    """Say whether PAGE (- is stdin) is already in CLEAN, and how it is related.

    PAGE is a file in any format that run reads; it is cleaned before it is compared. With --lines
    each line of stdin is a row as of a JSONL file, and each line of stdout is its answer.

    \b
        article-pipeline near clean page.html
        article-pipeline near clean --lines < rows.jsonl
    """
    from pipeline.report.near import answers, asked

    if lines == bool(page):
        raise click.UsageError("give a PAGE, or --lines and rows on stdin")
    if page is None:
        for answer in answers(clean, sys.stdin.buffer):
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        return DONE
    found = asked(clean, page)
    for one in found:
        line = f"{plain(one.path)}: {one.relation}, similarity {one.similarity:.3f}"
        line += f": {plain(one.why)}" if one.why else ""
        click.echo(as_json_line(one) if as_json else line)
    if not found and not as_json:
        click.echo("Nothing like it is among the kept articles.")
    return DONE
