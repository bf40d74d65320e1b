"""Commands on a whole CLEAN folder: check it, report on it."""

import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from pipeline.cli.sentences import (
    COLOURS,
    DONE,
    SOME_FAILED,
    as_json_line,
    clean_folder,
    in_sentences,
    json_option,
    one_of,
)
from pipeline.model.outcome import counted, plain


@click.command(short_help="Redo and undo every article, check every hash.")
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
        click.echo(plain(fault))
        count += 1
    if count:
        click.echo(f"{clean}: {counted(count, 'fault')}; the next run writes it anew", err=True)
        return SOME_FAILED
    click.echo(f"{clean}: every article, ledger line and verdict is as it was written.")
    return DONE


@click.command(short_help="List the articles that differ between two CLEANs.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("path", required=False)
@json_option
@in_sentences
def compare(old: Path, new: Path, path: str | None, as_json: bool) -> int:
    """List the articles that NEW has more (+), otherwise (~) or no more (-) than OLD, two CLEANs.

    With PATH show the lines that this one article has otherwise. CLEAN/changes.tsv lists in the
    same way what the last run changed.

    \b
        article-pipeline compare clean other
        article-pipeline compare clean other site/page.html
    """
    from pipeline.report import compare

    if path:
        for line in compare.article_lines(old, new, path):
            click.secho(plain(line), fg=COLOURS.get(line[:1]))
        return DONE
    counts = Counter[str]()
    for change in compare.article_changes(old, new):
        counts[change.change] += 1
        click.echo(as_json_line(change) if as_json else plain(compare.change_line(change)))
    if not as_json:
        click.echo(plain(compare.summary(old, new, counts)))
    return DONE


@click.command(short_help="Write the report, or show the corpus in a browser.")
@clean_folder
@click.option("--article", metavar="PATH", help="Write a page on this one input instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file, - for stdout.  [default: CLEAN/report.html, with --article stdout]",
)
@click.option("--serve", is_flag=True, help="Serve the whole corpus on 127.0.0.1, read-only.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Serve at this port.  [default: any that is free]"
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

    serve = serve or port is not None
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


@click.command(short_help="Show what would fold by other relations.")
@clean_folder
@click.option("--folds", metavar="RELATIONS", help="Relations that make a duplicate, as for `run`.")
@click.option("--guard", type=one_of("guard"), help="The guard, as for `run`.")
@in_sentences
def rethreshold(clean: Path, folds: str | None, guard: str | None) -> int:
    """Write verdicts.tsv to stdout as a run with other options would write it.

    Asked are the pairs that the run compared (CLEAN/pairs.parquet), and no text. Nothing in CLEAN
    is changed; `article-pipeline run RAW CLEAN --folds …` does that.

    \b
        article-pipeline rethreshold clean --folds contained > stricter.tsv
    """
    from pipeline.corpus.tsv import VERDICTS_HEADING
    from pipeline.report.rethreshold import refolded
    from pipeline.run.settings import folding, read_options

    given = {
        name: value for name, value in (("folds", folds), ("guard", guard)) if value is not None
    }
    found = refolded(clean, lambda stated: folding(read_options(None, {**stated, **given})))
    sys.stdout.buffer.write(VERDICTS_HEADING + "".join(found.rows).encode())
    click.echo(plain(found.outcome.sentence(clean)), err=True)
    return DONE
