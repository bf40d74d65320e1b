"""Arguments in, sentences out; the work is done elsewhere and imported when it is asked for."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 75

FORMS = ("md", "jsonl", "parquet")
SCRIPTS = ("simplified", "traditional", "taiwan", "hongkong", "keep")

clean_folder = click.argument("clean", type=click.Path(path_type=Path))
source_path = click.argument("path")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="article-pipeline", prog_name="article-pipeline")
def main() -> None:
    """Clean a folder of scraped, mostly Chinese, pages into canonical articles, one of each.

    \b
        article-pipeline run raw clean         clean the pages below raw/ into clean/
        article-pipeline explain clean a.html  what was changed in one page, and why
        article-pipeline undo clean a.html     the page as it was decoded
    """


def in_sentences(command: Callable[..., int]) -> Callable[..., None]:
    """The command, with its exit code made the process's and known faults told in one sentence."""

    @wraps(command)
    def told(*args: Any, **options: Any) -> None:
        from pipeline.faults import Fault

        try:
            code = command(*args, **options)
        except Fault as fault:
            click.echo(f"article-pipeline: {fault}", err=True)
            code = USAGE
        except KeyboardInterrupt:
            click.echo("article-pipeline: interrupted; the same command goes on from here", err=True)
            code = INTERRUPTED
        except BrokenPipeError:
            sys.stderr.close()  # The reader of our output has gone, as `head` does.
            code = DONE
        sys.exit(code)

    return told


@main.command()
@click.argument("raw", type=click.Path(path_type=Path))
@clean_folder
@click.option("--config", type=click.Path(path_type=Path), help="Options from a TOML file, such as pipeline.toml.")
@click.option("--format", "form", type=click.Choice(FORMS), help="How articles are written.  [default: md]")
@click.option("--duplicates", type=click.Choice(["fold", "keep"]), help="Whether duplicates are left out.  [default: fold]")
@click.option("--script", type=click.Choice(SCRIPTS), help="Which Chinese is written.  [default: simplified]")
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: one for each core]")
@click.option("--on", type=click.Choice(["local", "ray"]), help="Where the work is done.  [default: local]")
@click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")
@in_sentences
def run(raw: Path, clean: Path, config: Path | None, quiet: bool, **given: Any) -> int:
    """Clean the pages below RAW into the folder CLEAN.

    \b
        article-pipeline run raw clean --format jsonl
    """
    from pipeline import flow, progress, settings

    options = settings.read(config, given)
    outcome = flow.run(raw, clean, options, progress.silent() if quiet else progress.shown())
    click.echo(outcome.sentence(clean))
    return SOME_FAILED if outcome.failed else DONE
