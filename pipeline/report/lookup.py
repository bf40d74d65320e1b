"""What a person asks for by name, or a sentence on why it is not there and what to do then."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from pipeline.characters.decode import decode
from pipeline.corpus.folder import Reader
from pipeline.model.article import Refused
from pipeline.model.errors import Fault
from pipeline.model.ledger import Broken, Entry

_ASKED = 20_000  # paths among which the nearest is looked for: some 0.2 s


def reading(clean: Path) -> Reader:
    """A reader of CLEAN. Raises `Fault` where that is no such folder."""
    try:
        return Reader(clean)
    except FileNotFoundError as error:
        raise Fault(f"{clean}: is no CLEAN folder; run article-pipeline run RAW {clean}") from error


def entry(reader: Reader, path: str) -> Entry:
    """The ledger's entry of an input. Raises `Fault` where there is none, naming what is alike."""
    clean = reader.clean
    try:
        return reader.entry(path)
    except KeyError as error:
        near = alike(path, (row.partition("\t")[0] for row in reader.verdicts()))
        next_step = f"did you mean {' or '.join(near)}?" if near else "verdicts.tsv lists the paths"
        raise Fault(f"{path}: is not in {clean}; {next_step}") from error
    except Broken as broken:
        raise Fault(f"{broken}; see article-pipeline verify {clean}") from broken


def source(reader: Reader, found: Entry) -> str:
    """The decoded source of an input. Raises `Fault` where it was never decoded, or is damaged."""
    if not found.source:
        raise Fault(f"{found.path}: was never decoded: {found.verdict.why}")
    try:
        return found.undone(reader.text(found))
    except Broken as broken:
        raise Fault(f"{broken}; see article-pipeline verify {reader.clean}") from broken


def text(data: bytes, name: str) -> str:
    """The text of a file in whatever encoding. Raises `Fault` for what is no text."""
    try:
        return decode(data).text
    except Refused as refusal:
        raise Fault(f"{name}: {refusal}; give a file of text") from refusal


def alike(path: str, paths: Iterable[str]) -> list[str]:
    """At most three of the paths that could be meant: they hold what was asked, or come near it.

    >>> alike("bus.txt", ["site/night-bus.txt", "site/ferry.txt"])
    ['site/night-bus.txt']
    >>> alike("site/fery.txt", ["site/night-bus.txt", "site/ferry.txt"])
    ['site/ferry.txt']
    """
    known = list(islice(paths, _ASKED))
    return [one for one in known if path in one][:3] or get_close_matches(path, known, 3, 0.8)
