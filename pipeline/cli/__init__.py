"""Arguments in, sentences out; the work is done elsewhere and imported when it is asked for."""

import os

import click

from pipeline.cli import corpus, page, rules, run
from pipeline.cli.sentences import DONE, INTERRUPTED, OUR_FAULT, SOME_FAILED, USAGE

__all__ = ["DONE", "INTERRUPTED", "OUR_FAULT", "SOME_FAILED", "USAGE", "main"]


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


for command in (
    *(run.run_command, run.clean, corpus.verify, corpus.compare, corpus.report, corpus.rethreshold),
    *(page.undo_command, page.explain, page.diff, page.near),
    *(rules.rules, rules.try_),
):
    main.add_command(command)
