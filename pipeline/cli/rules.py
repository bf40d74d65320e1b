"""Commands on rules: list them, decide on one, try a file of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.sentences import (
    COLOURS,
    DONE,
    as_json_line,
    clean_folder,
    in_sentences,
    json_option,
)
from pipeline.model.outcome import counted, plain
from pipeline.report import completion

if TYPE_CHECKING:
    from typing import NamedTuple

    from pipeline.boilerplate.learn.learned import Status


_STATUS: "dict[str, Status]" = {"veto": "vetoed", "promote": "promoted", "learn": "learned"}


@click.command(short_help="List, show, veto or promote rules.")
@clean_folder
@click.argument("action", required=False, type=click.Choice(["show", "veto", "promote", "learn"]))
@click.argument("rule", required=False, shell_complete=completion.complete_rules)
@click.option("--unused", is_flag=True, help="List the curated rules that fired nowhere instead.")
@click.option("--left", is_flag=True, help="List what looks like boilerplate and stayed instead.")
@json_option
@in_sentences
def rules(
    clean: Path, action: str | None, rule: str | None, unused: bool, left: bool, as_json: bool
) -> int:
    """List the rules that fired in CLEAN, by the characters they removed, or decide on one of them.

    show lists every place where RULE fired. veto and promote are your decision on it, which every
    later run obeys; learn takes it back. A learned rule that is promoted stays when the pages that
    taught it are gone; a curated one needs no other boilerplate beside what it cuts.

    \b
        article-pipeline rules clean
        article-pipeline rules clean show suffix-mark-1d0c6a1e
        article-pipeline rules clean veto suffix-mark-1d0c6a1e
    """
    from pipeline.report import learned_rules

    if action and not rule:
        raise click.UsageError(f"which rule? article-pipeline rules {clean} lists them")
    if action in _STATUS:
        learned_rules.decide(clean, rule or "", _STATUS[action])
        click.echo(f"{rule}: {_STATUS[action]}; the next run obeys.")
        return DONE
    listed: Iterator[tuple[NamedTuple, str]]
    if left:
        from pipeline.report.left import left_lines

        listed = left_lines(clean)
    elif unused:
        listed = learned_rules.unused_lines(clean)
    elif action == "show":
        listed = learned_rules.place_lines(clean, rule or "")
    else:
        learned_rules.written_rules(clean)  # a folder without rules gets its error, and no heading
        listed = learned_rules.fired_lines(clean)
        if not as_json:
            click.echo(learned_rules.RULES_HEADING)
    for row, line in listed:
        click.echo(as_json_line(row) if as_json else plain(line))
    return DONE


@click.command(name="try", short_help="Show what a file of rules would do to a page.")
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
            click.echo(f"{plain(tried.path)}:{place}")
        if tried.rows:
            for line in differences(tried.source, tried.rows):
                click.secho(line, fg=COLOURS.get(line[:1]))
        count += len(tried.rows)
    click.echo(f"{counted(count, 'edit')}; nothing was written.", err=True)
    return DONE
