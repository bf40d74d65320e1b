"""What a person asks for by name, or a sentence on why it is not there and what to do then."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pipeline.boilerplate.learn import learned
from pipeline.boilerplate.learn.learned import Curated, Learned
from pipeline.corpus import files
from pipeline.corpus.folder import Reader
from pipeline.model.errors import Fault
from pipeline.model.ledger import Entry

_T = TypeVar("_T")

_ASKED = 20_000  # paths among which the nearest is looked for: some 0.2 s


def reading(clean: Path) -> Reader:
    """A reader of CLEAN. Raises `Fault` where that is no such folder, or its index is damaged."""
    try:
        return Reader(clean)
    except FileNotFoundError as error:
        raise Fault(f"{clean}: is no CLEAN folder; run article-pipeline run RAW {clean}") from error
    except ValueError as error:
        raise Fault(f"{clean}: {error}; run article-pipeline run RAW {clean} again") from error


@contextmanager
def believed(clean: Path) -> Iterator[None]:
    """What within can't be read of CLEAN, as a `Fault` with the next step."""
    try:
        yield
    except (KeyError, ValueError, OSError) as error:
        raise Fault(f"{error}; see article-pipeline verify {clean}") from error


def known_rules(clean: Path) -> tuple[Learned, ...]:
    """The learned rules of CLEAN, none where the file is missing.

    Raises `Fault` where it can't be read.
    """
    return _read_rules(clean, learned.from_toml, ())


def curated_said(clean: Path) -> Curated:
    """A person's word on curated rules in CLEAN. Raises `Fault` where it can't be read."""
    return _read_rules(clean, learned.curated_from_toml, learned.NO_WORD)


def _read_rules(clean: Path, read: Callable[[str], _T], missing: _T) -> _T:
    try:
        return read(files.read_text(clean, "rules.toml"))
    except FileNotFoundError:
        return missing
    except UnicodeDecodeError as error:
        raise Fault(f"{clean}/rules.toml: is no UTF-8; mend or delete it") from error
    except ValueError as error:
        raise Fault(f"{clean}/{error}") from error


def entry(reader: Reader, path: str) -> Entry:
    """The ledger's entry of an input. Raises `Fault` where there is none, naming what is alike."""
    with believed(reader.clean):
        try:
            return reader.entry(path)
        except KeyError as error:
            near = alike(path, (row["path"] for row in reader.rows()))
            step = f"did you mean {' or '.join(near)}?" if near else "verdicts.tsv lists the paths"
            raise Fault(f"{path}: is not in {reader.clean}; {step}") from error


def source(reader: Reader, found: Entry) -> str:
    """The decoded source of an input. Raises `Fault` where it was never decoded, or is damaged."""
    if not found.source:
        raise Fault(f"{found.path}: was never decoded: {found.verdict.why}")
    with believed(reader.clean):
        try:
            return found.undone(reader.text(found))
        except KeyError as error:
            raise ValueError(f"{found.path}: its article is missing") from error


def alike(path: str, paths: Iterable[str]) -> list[str]:
    """At most three of the paths that could be meant: they hold what was asked, or come near it.

    >>> alike("bus.txt", ["site/night-bus.txt", "site/ferry.txt"])
    ['site/night-bus.txt']
    >>> alike("site/fery.txt", ["site/night-bus.txt", "site/ferry.txt"])
    ['site/ferry.txt']
    """
    known = list(islice(paths, _ASKED))
    return [one for one in known if path in one][:3] or get_close_matches(path, known, 3, 0.8)
