"""Whether a CLEAN folder still is what was written, down to the byte."""

from collections.abc import Iterator
from hashlib import file_digest, sha256
from itertools import zip_longest
from pathlib import Path

from pipeline.corpus import files
from pipeline.corpus import folder as corpus
from pipeline.model import ledger
from pipeline.model.errors import Foreign


def faults(clean: Path) -> Iterator[str]:
    """A sentence for everything that is wrong; none when all is well.

    Every article is undone and redone, every file, ledger line and verdict checked, and every input
    accounted for once.
    """
    try:
        reader = corpus.Reader(clean)
        yield from _files(clean)
    except FileNotFoundError as error:
        yield f"{error.filename}: is missing; run article-pipeline run again"
        return
    except (ValueError, Foreign) as error:
        yield f"{error}; run article-pipeline run again"
        return
    previous = ("", -1)
    for line, row in zip_longest(reader.entries(), reader.verdicts()):
        if line is None:
            yield f"verdicts.tsv: {row.strip()!r} has no ledger line"
            continue
        try:
            entry = ledger.read(line)
            _check(reader, entry, row)
        except ledger.Broken as fault:
            yield str(fault)
            continue
        if corpus.order(entry.path) <= previous:
            yield f"{entry.path}: stands twice, or in the wrong place of the ledger"
        previous = corpus.order(entry.path)


def _files(clean: Path) -> Iterator[str]:
    """What differs from the list of checksums."""
    known = {corpus.SUMS}
    for digest, name in corpus.sums(clean):
        known.add(name)
        try:
            with files.opened(clean, name) as file:
                if file_digest(file, sha256).hexdigest() != digest:
                    yield f"{name}: was altered"
        except Foreign as error:
            yield str(error)
        except OSError as error:
            yield f"{name}: {error.strerror}"
    for folder in ("articles", "ledger"):
        for found in sorted((clean / folder).rglob("*")):
            if found.is_file() and found.relative_to(clean).as_posix() not in known:
                yield f"{found.relative_to(clean)}: was not written by article-pipeline"


def _check(reader: corpus.Reader, entry: ledger.Entry, row: str | None) -> None:
    """Raise `Broken` unless verdict, article and ledger say the same of one input."""
    if row != corpus.verdict_line(entry.verdict):
        raise ledger.Broken(f"{entry.path}: its verdict was altered or is missing")
    try:
        article = reader.article(entry.path) if entry.article else None
    except (KeyError, ValueError, Foreign) as error:
        raise ledger.Broken(f"{entry.path}: its article is missing or unreadable") from error
    if corpus.seal(article) != entry.article:
        raise ledger.Broken(f"{entry.path}: its article was altered")
    if entry.source:
        entry.undone(article.text if article else "")
