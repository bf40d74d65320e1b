"""Arguments in, sentences out; the work is done elsewhere and imported when it is asked for."""

import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.faults import Fault

if TYPE_CHECKING:
    from typing import NamedTuple, TextIO

    from pipeline.learned import Status
    from pipeline.ledger import Entry

DONE, SOME_FAILED, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 70, 75

FORMS = ("md", "jsonl", "parquet")
SCRIPTS = ("simplified", "traditional", "taiwan", "hongkong", "keep")

clean_folder = click.argument("clean", type=click.Path(path_type=Path))
source_path = click.argument("path")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="article-pipeline", prog_name="article-pipeline")
@click.pass_context
def main(context: click.Context) -> None:
    """Clean a folder of scraped, mostly Chinese, pages into canonical articles, one of each.

    \b
        article-pipeline run raw clean         clean the pages below raw/ into clean/
        article-pipeline explain clean a.html  what was changed in one page, and why
        article-pipeline undo clean a.html     the page as it was decoded
    """
    if os.environ.get("NO_COLOR"):
        context.color = False  # click's own commands obey it; see no-color.org


def in_sentences(command: Callable[..., int]) -> Callable[..., None]:
    """The command, with its exit code made the process's and known faults told in one sentence."""

    @wraps(command)
    def told(*args: Any, **options: Any) -> None:
        try:
            code = command(*args, **options)
        except Fault as fault:
            click.echo(f"article-pipeline: {fault}", err=True)
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


@main.command()
@click.argument("raw", type=click.Path(path_type=Path))
@clean_folder
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Options from a TOML file, such as pipeline.toml.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="How articles are written.  [default: md]"
)
@click.option(
    "--duplicates",
    type=click.Choice(["fold", "keep"]),
    help="Whether duplicates are left out.  [default: fold]",
)
@click.option(
    "--script", type=click.Choice(SCRIPTS), help="Which Chinese is written.  [default: simplified]"
)
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: one for each core]")
@click.option(
    "--on", type=click.Choice(["local", "ray"]), help="Where the work is done.  [default: local]"
)
@click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--log-json", is_flag=True, help="Progress as one JSON object a line, for machines.")
@in_sentences
def run(
    raw: Path, clean: Path, config: Path | None, quiet: bool, log_json: bool, **given: Any
) -> int:
    """Clean the pages below RAW into the folder CLEAN.

    \b
        article-pipeline run raw clean --format jsonl
    """
    from pipeline import progress, settings
    from pipeline.run import done

    options = settings.read(config, given)
    outcome = done.unchanged(clean, done.Inputs(raw, options))
    if not outcome:
        from pipeline.run import parent

        if options.on == "local":
            parent.started()
        from pipeline import flow

        outcome = flow.run(raw, clean, options, progress.chosen(quiet, log_json))
    click.echo(outcome.sentence(clean))
    return SOME_FAILED if outcome.failed else DONE


@main.command()
@clean_folder
@in_sentences
def verify(clean: Path) -> int:
    """Redo and undo every article of CLEAN, and check every hash and count.

    \b
        article-pipeline verify clean
    """
    from pipeline.verify import faults

    if not (clean / "verdicts.tsv").exists() and not (clean / "ledger").exists():
        raise Fault(f"{clean}: is no CLEAN folder; run article-pipeline run RAW {clean}")
    count = 0
    for fault in faults(clean):
        click.echo(_plain(fault))
        count += 1
    if count:
        click.echo(f"{clean}: {count:,} faults; the next run writes it anew", err=True)
        return SOME_FAILED
    click.echo(f"{clean}: every article, ledger line and verdict is as it was written.")
    return DONE


@main.command()
@clean_folder
@source_path
@in_sentences
def undo(clean: Path, path: str) -> int:
    """Write the decoded source of the input PATH to stdout, from its article and ledger alone.

    \b
        article-pipeline undo clean site/page.html > source.txt
    """
    _, source = _undone(clean, path)
    sys.stdout.buffer.write(source.encode())
    return DONE


@main.command()
@clean_folder
@source_path
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def explain(clean: Path, path: str, as_json: bool) -> int:
    """Tell every change made to the input PATH: where, by which rule, and why.

    \b
        article-pipeline explain clean site/page.html
    """
    from pipeline.explain import explanation
    from pipeline.reasons import learned

    entry, source = _undone(clean, path)
    if as_json:
        for row in entry.rows:
            click.echo(_json(row))
        return DONE
    for line in explanation(entry, source, learned(clean)):
        click.echo(line)
    return DONE


@main.command()
@clean_folder
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def near(clean: Path, file: "TextIO", as_json: bool) -> int:
    """Tell whether the text FILE (- is stdin) is already in CLEAN, and as what.

    \b
        article-pipeline near clean page.txt
    """
    from pipeline.neighbours import neighbours

    found = neighbours(clean, file.read())
    for one in found:
        line = f"{one.path}: {one.relation}, similarity {one.similarity:.3f}"
        click.echo(_json(one) if as_json else line)
    if not found and not as_json:
        click.echo("Nothing like it is among the kept articles.")
    return DONE


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@main.command()
@clean_folder
@source_path
@in_sentences
def diff(clean: Path, path: str) -> int:
    """Show the decoded source of PATH beside its article: side by side on a wide terminal, else as
    a unified diff.

    \b
        article-pipeline diff clean site/page.html
    """
    from pipeline.corpus import Reader
    from pipeline.explain import differences

    entry, source = _undone(clean, path)
    if sys.stdout.isatty():
        from rich.console import Console

        from pipeline.beside import WIDE, beside

        console = Console(highlight=False)
        if console.width >= WIDE:
            beside(source, entry.rows, console)
            return DONE
    for line in differences(source, Reader(clean).text(entry)):
        click.secho(line, fg=_COLOURS.get(line[:1]))
    return DONE


@main.command()
@clean_folder
@click.argument("action", required=False, type=click.Choice(["show", "veto", "promote", "learn"]))
@click.argument("rule", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@in_sentences
def rules(clean: Path, action: str | None, rule: str | None, as_json: bool) -> int:
    """List the rules that fired in CLEAN by the characters they removed, or deal with one of them.

    show tells every place where RULE fired; veto and promote are a person's word, which every
    later run obeys; learn takes it back.

    \b
        article-pipeline rules clean
        article-pipeline rules clean show suffix-mark-1d0c6a1e
        article-pipeline rules clean veto suffix-mark-1d0c6a1e
    """
    from pipeline import rulebook
    from pipeline.explain import shown
    from pipeline.reasons import reason

    if action and not rule:
        raise click.UsageError(f"which rule? article-pipeline rules {clean} lists them")
    if action == "show":
        for place in rulebook.places(clean, rule or ""):
            text = f"{shown(place.old)}{f' -> {shown(place.new)}' if place.new else ''}"
            click.echo(_json(place) if as_json else f"{place.path} {place.lo}-{place.hi}: {text}")
    elif action:
        said = rulebook.say(clean, rule or "", _STATUS[action])
        click.echo(f"{said.id}: {said.status}; the next run obeys.")
    else:
        why = {one.id: f"[{one.status}] {one.why}" for one in rulebook.book(clean)}
        for fired in rulebook.fired(clean):
            told = why.get(fired.id) or reason(fired.id)
            line = f"{fired.characters:9,} {fired.places:7,} {fired.id:34} {_plain(told)}"
            click.echo(_json(fired) if as_json else line)
    return DONE


_STATUS: "dict[str, Status]" = {"veto": "vetoed", "promote": "promoted", "learn": "learned"}


@main.command()
@clean_folder
@click.option("--article", metavar="PATH", help="A page on this one input instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, - for stdout.  [default: CLEAN/report.html, with --article stdout]",
)
@click.option("--serve", is_flag=True, help="Browse the whole corpus on 127.0.0.1; read-only.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Where --serve listens.  [default: any]"
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
    from pipeline.report import again

    if serve:
        from pipeline.report.serve import server

        with server(clean, port or 0) as pages:
            click.echo(f"http://127.0.0.1:{pages.server_address[1]}/ (Ctrl-C ends it)", err=True)
            pages.serve_forever()
        return DONE
    page = again.article(clean, article) if article else again.report(clean)
    if str(out or ("-" if article else "")) == "-":
        sys.stdout.buffer.write(page.encode())
        return DONE
    file = out or clean / "report.html"
    try:
        file.write_text(page, "utf-8")
    except OSError as error:
        raise Fault(f"{file}: {error.strerror}; give another --out") from error
    click.echo(f"{file}: {len(page.encode()):,} bytes; open it in a browser.")
    return DONE


@main.command(name="try")
@click.argument("rules_file", metavar="RULES", type=click.Path(path_type=Path))
@click.argument("file", type=click.File("r", encoding="utf-8"))
@in_sentences
def try_(rules_file: Path, file: "TextIO") -> int:
    """Show what the rules in the file RULES would do to the text FILE (- is stdin); write nothing.

    \b
        article-pipeline try clean/rules.toml page.txt
    """
    from pipeline import rulebook
    from pipeline.explain import differences, shown

    text = file.read()
    edits = rulebook.tried(rules_file, text)
    for edit in edits:
        click.echo(f"{edit.start}-{edit.end} {edit.rule}: {shown(text[edit.start : edit.end])}")
    for line in differences(text, rulebook.outcome(text, edits)):
        click.secho(line, fg=_COLOURS.get(line[:1]))
    click.echo(f"{len(edits):,} edits; nothing was written.", err=True)
    return DONE


def _undone(clean: Path, path: str) -> "tuple[Entry, str]":
    """The ledger entry of an input and its source. Raises `Fault` where there is none."""
    from pipeline.corpus import Reader
    from pipeline.ledger import Broken

    try:
        reader = Reader(clean)
        entry = reader.entry(path)
        if not entry.source:
            raise Fault(f"{path}: was never decoded: {entry.verdict.why}")
        return entry, entry.undone(reader.text(entry))
    except FileNotFoundError as error:
        raise Fault(f"{clean}: is no CLEAN folder; run article-pipeline run RAW {clean}") from error
    except KeyError as error:
        raise Fault(f"{path}: is not in {clean}; verdicts.tsv lists the paths") from error
    except Broken as broken:
        raise Fault(f"{broken}; see article-pipeline verify {clean}") from broken


def _json(row: "NamedTuple") -> str:
    import orjson

    return orjson.dumps(row._asdict()).decode()


def _plain(text: str) -> str:
    from pipeline.explain import plain

    return plain(text)
