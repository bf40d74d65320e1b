"""Whether a CLEAN folder still is what was written, down to the byte, and nothing besides.

Checksums are no signatures: they tell what a disk or a slip of the hand did. Who wants to know
that a folder comes from where it says compares `ledger/SHA256SUMS` with the one from there.
"""

import os
from collections.abc import Iterator
from hashlib import file_digest, sha256
from itertools import zip_longest
from pathlib import Path

import orjson

from pipeline.boilerplate.learn import learned
from pipeline.corpus import card, changes, files, formats, seals
from pipeline.corpus import folder as corpus
from pipeline.corpus.state import STATE
from pipeline.corpus.table import table_lines
from pipeline.corpus.tsv import tsv_row
from pipeline.model import ledger
from pipeline.model.errors import Foreign
from pipeline.reading.paths import article_file, folded

_AGAIN = "run article-pipeline run again"


def faults(clean: Path) -> Iterator[str]:
    """A sentence for everything that is wrong; none when all is well.

    Every article is undone and redone, every file, ledger line and verdict checked, every input
    accounted for once, and every file that is there for an input.
    """
    try:
        files.refuse_foreign(clean, corpus.PARTS)
        reader = corpus.Reader(clean)
        listed = {name: digest for digest, name in corpus.sums(clean)}
        yield from _files(clean, listed)
        yield from _strangers(clean, listed, reader.shards())
        for fault in _entries(reader, listed):
            reader.check()
            yield fault
        yield from _tables(clean)
        yield from _cards(clean)
    except FileNotFoundError as error:
        yield f"{error.filename}: is missing; {_AGAIN}"
    except (ValueError, Foreign) as error:
        yield f"{error}; {_AGAIN}"


def _tables(clean: Path) -> Iterator[str]:
    """What is wrong with the tables beside the articles, where they are."""
    for name, good in (
        (corpus.RUN_FILE, seals.is_sealed_json),
        (corpus.CHANGES, lambda _: bool(changes.told_changes(clean))),
        (corpus.TABLE, lambda content: content == "".join(table_lines(clean)).encode()),
    ):
        if (clean / name).exists() and not good(files.read_bytes(clean, name)):
            yield f"{name}: was altered"


def _cards(clean: Path) -> Iterator[str]:
    """What is wrong with the cards of a CLEAN that was written with some."""
    if _has_cards(clean):
        for name, content in card.cards(clean).items():
            if files.read_bytes(clean, name) != content:
                yield f"{name}: was altered"


def _has_cards(clean: Path) -> bool:
    try:
        options = orjson.loads(files.read_bytes(clean, corpus.RUN_FILE))["options"]
        return options.get("card") is not None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _files(clean: Path, listed: dict[str, str]) -> Iterator[str]:
    """What differs from the list of checksums."""
    old = corpus.RULES not in listed and not os.path.lexists(clean / corpus.RULES)
    untold = _UNTOLD if old else ()
    for name in sorted({*listed, *_BESIDE} - ({corpus.RULES} if untold else set())):
        try:
            with files.open_file(clean, name) as file:
                same = name in untold or (
                    seals.is_sealed(file.read())
                    if name == corpus.REPORT
                    else file_digest(file, sha256).hexdigest() == listed.get(name)
                )
        except Foreign as error:
            yield str(error)
        except OSError as error:
            yield f"{name}: {error.strerror}"
        else:
            if not same and not (name == "rules.toml" and _says_no_more(clean)):
                yield f"{name}: was altered"


def _says_no_more(clean: Path) -> bool:
    """Whether the rules are those that were learned, whatever a person says of them since."""
    try:
        rules = learned.from_toml(files.read_text(clean, "rules.toml"))
        known = files.read_text(clean, corpus.RULES).split()
    except (OSError, ValueError, Foreign):
        return False
    return sorted(known) == sorted(rule.id for rule in rules)


def _strangers(clean: Path, listed: dict[str, str], shards: set[str]) -> Iterator[str]:
    """Files and folders that no run wrote there, and shards that the index does not name."""
    for entry in sorted(os.scandir(clean), key=lambda one: one.name):
        cards = (card.README, card.CROISSANT) if _has_cards(clean) else ()
        if entry.name not in (*corpus.PARTS, STATE, *cards):
            yield f"{entry.name}: was not written by article-pipeline"
    found = {
        file.relative_to(clean).as_posix()
        for folder in ("articles", "ledger")
        for file in (clean / folder).rglob("*")
        if not file.is_dir()
    }
    # Disks may show `A/b` where `a/b` was written; what is not there at all is told elsewhere.
    shown = {folded(name) for name in listed.keys() - found}
    for name in sorted(found - listed.keys() - {corpus.SUMS}):
        if folded(name) not in shown:
            yield f"{name}: was not written by article-pipeline"
    for name in sorted(listed):
        if name not in (*shards, *_BESIDE, corpus.PAIRS) and not name.endswith(".md"):
            yield f"{name}: is listed in {corpus.SUMS}, and no run writes it"


_BESIDE = ("verdicts.tsv", "rules.toml", corpus.REPORT, corpus.INDEX, corpus.RULES)
_UNTOLD = ("rules.toml", corpus.REPORT)
"""Files that versions before `ledger/rules.txt` wrote without a checksum."""


def _entries(reader: corpus.Reader, listed: dict[str, str]) -> Iterator[str]:
    """What is wrong with inputs: each has one line in the ledger, one verdict, one article."""
    for _, name in reader.firsts():
        yield f"{corpus.INDEX}: {name} begins with another document than is said here"
    left = {name for name in listed if name.startswith("articles/") and name.endswith(".md")}
    rows, previous = reader.written(), ("", -1)
    for line, row in zip_longest(reader.entries(), reader.verdicts()):
        if line is None:
            yield f"verdicts.tsv: {row.strip()!r} has no ledger line"
            continue
        try:
            entry = ledger.read_entry(line)
        except ledger.BrokenEntry as broken:
            yield str(broken)
            continue
        if fault := _fault_of_entry(reader, entry, row):
            yield fault
        if corpus.order(entry.path) <= previous:
            yield f"{entry.path}: stands twice, or in the wrong place of the ledger"
        previous = corpus.order(entry.path)
        if entry.article and reader.is_sharded:
            if (found := next(rows, None)) != entry.path:
                yield f"{entry.path}: {found or 'nothing'} stands in its place among the articles"
        elif entry.article:
            both = (article_file(entry.path), article_file(entry.path, crowded=True))
            left.discard(next((name for name in both if name in left), ""))
    yield from (f"{path}: is among the articles, and not in the ledger" for path in rows)
    yield from (f"{name}: is among the articles, and not in the ledger" for name in sorted(left))


def _fault_of_entry(reader: corpus.Reader, entry: ledger.Entry, row: str | None) -> str:
    """What verdict, article and ledger do not say alike of one input; blank where they do."""
    if row != tsv_row(entry.verdict):
        return f"{entry.path}: its verdict was altered or is missing"
    try:
        article = reader.article(entry.path) if entry.article else None
    except (KeyError, ValueError, Foreign):
        return f"{entry.path}: its article is missing or unreadable"
    seals_ = formats.older_seals(article) if article else ()
    if corpus.seal(article) != entry.article and entry.article not in seals_:
        return f"{entry.path}: its article was altered"
    try:
        if entry.source:
            entry.undone(article.text if article else "")
    except ledger.BrokenEntry as broken:
        return str(broken)
    return ""
