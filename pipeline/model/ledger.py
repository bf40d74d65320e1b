"""The ledger: for every input one line with all that was done to it, sealed by a checksum.

A line is JSON:
`path, id, verdict, source, text, article, encoding, how, doubt, found, rows, links, code, sum`.
`source` and `text` are the sha256 of the decoded source and of the text as written, `rows` the
edits between them, `links` where the source has links and pictures (only where they were asked
for), `code` the spans of the source that are code (only where there are any), `article` the
sha256 of all columns of the article (blank when it was not written), `found` where each fact about
it comes from and what stands there if it was changed, and `sum` the sha256 of the line up to
itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_args

import orjson

from pipeline.model.article import Fate, Link, LinkKind, Meta, Verdict
from pipeline.model.edits import Row, redo, undo
from pipeline.model.protected import Protected, ProtectedKind
from pipeline.model.schema import Each, Or, misfit

_SAID = (frozenset(get_args(Fate)), str, str, Or(float, None), str)
_ROW = (str, str, int, str, str, int, int)
_LINE = {
    "path": str,
    "id": str,
    # A ledger of version 0.1 has no flags in its verdicts, nor what pages are related.
    "verdict": Or((*_SAID, str, str), (*_SAID, str), _SAID),
    "source": str,
    "text": str,
    "article": str,
    "encoding": str,
    "how": str,
    "doubt": float,
    "found": Each(Or((str, str), (str, str, str))),
    "rows": [list],  # each looked over by `_misfit_of_row`
    "links?": [(int, int, str, str, frozenset(get_args(LinkKind)))],
    "code?": [(int, int, frozenset(get_args(ProtectedKind)))],
}
SEAL = b',"sum":"'
_ARTICLE = b',"article":"'
_TAIL = len(SEAL) + 64 + len(b'"}')


class BrokenEntry(ValueError):  # noqa: N818 - a finding about a line, not a fault of ours
    """A ledger line, article or verdict that is not what was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done to one input."""

    verdict: Verdict
    source: str
    text: str
    article: str
    encoding: str
    how: str
    doubt: float
    found: Mapping[str, Meta]
    rows: Sequence[Row]
    links: Sequence[Link] = ()
    code: Sequence[Protected] = ()

    @property
    def path(self) -> str:
        """The input's path below RAW."""
        return self.verdict.path

    def line(self) -> bytes:
        """The entry as a sealed line of JSON, with its line break."""
        said = {"path": self.path, "id": self.verdict.id, "verdict": self.verdict[2:]}
        for name in self.__slots__[1:]:
            value = getattr(self, name)
            if value or name not in ("links", "code"):
                said[name] = value
        content = orjson.dumps(said, default=_listed)
        return b'%s%s%s"}\n' % (content[:-1], SEAL, sha256(content).hexdigest().encode())

    def undone(self, text: str) -> str:
        """The decoded source, from the text as written. Raises `BrokenEntry` unless it is exact."""
        if digest(text) != self.text:
            raise BrokenEntry(f"{self.path}: the article was altered")
        try:
            source = undo(text, self.rows)
            again = redo(source, self.rows)
        except ValueError as error:
            raise BrokenEntry(
                f"{self.path}: the ledger does not fit the article: {error}"
            ) from error
        if digest(source) != self.source or again != text:
            raise BrokenEntry(f"{self.path}: undoing the ledger does not give the source")
        return source


def read_entry(line: bytes) -> Entry:
    """The entry of a sealed line.

    Raises `BrokenEntry` when a byte of it was altered, or when it makes no sense: a checksum is no
    signature, and whoever hands over a CLEAN folder can make another one.
    """
    fields = _fields(checked_line(line))
    verdict = Verdict(fields.pop("path"), fields.pop("id"), *fields.pop("verdict"))
    return Entry(verdict, **typed(fields))


def typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an entry or draft, as JSON has them, with facts, rows, links and code as such."""
    return {
        **fields,
        "found": {name: Meta(*meta) for name, meta in fields["found"].items()},
        **{
            name: tuple(of(*one) for one in fields.get(name, ()))
            for name, of in (("rows", Row), ("links", Link), ("code", Protected))
        },
    }


def _listed(value: Any) -> Sequence[Any]:
    """A fact, row, link or span as JSON has it; a fact that was not changed is short."""
    return value[:2] if isinstance(value, Meta) and not value.was else value[:]


def _fields(said: bytes) -> dict[str, Any]:
    """What a line says, in the shape it must have."""
    try:
        fields: dict[str, Any] = orjson.loads(said)
    except orjson.JSONDecodeError as error:
        raise BrokenEntry(f"{_begin(said)}…: the ledger line is no JSON: {error}") from error
    why = misfit(fields, _LINE) or next(filter(None, map(_misfit_of_row, fields["rows"])), "")
    if why:
        raise BrokenEntry(f"{_begin(said)}…: the ledger line makes no sense: {why}")
    return fields


def _misfit_of_row(row: Any) -> str:
    """As `misfit` says it; there are so many rows that they are looked over in one go."""
    if tuple(map(type, row)) != _ROW:
        return misfit(row, _ROW, "a row")
    return "" if 0 <= row[5] <= row[6] and row[2] >= 0 else "a row stands before the text begins"


def _begin(line: bytes) -> str:
    return line[:80].decode(errors="replace")


def sealed_article(line: bytes) -> str:
    """The sha256 of the article that a sealed line is about, without reading all the line says.

    Raises `BrokenEntry` when a byte of it was altered.
    """
    _, name, rest = checked_line(line).partition(_ARTICLE)  # no string before it has a bare quote
    return rest[:64].decode() if name and rest[:1] != b'"' else ""


def checked_line(line: bytes) -> bytes:
    """A sealed line without its seal."""
    line = line.rstrip(b"\n")
    said = line[:-_TAIL] + b"}"
    if line[-_TAIL:] != SEAL + sha256(said).hexdigest().encode() + b'"}':
        raise BrokenEntry(f"{_begin(line)}…: the ledger line was altered")
    return said


def seal_of(line: bytes) -> str:
    """The checksum that stands at the end of a sealed line."""
    return line.rstrip(b"\n")[-_TAIL:][len(SEAL) : -2].decode()


def resealed(line: bytes, seal: str) -> bytes:
    """A sealed line with this checksum in place of its own: an altered one has another."""
    return b'%s%s%s"}\n' % (line.rstrip(b"\n")[:-_TAIL], SEAL, seal.encode())


def digest(text: str) -> str:
    """The sha256 of a text as UTF-8."""
    return sha256(text.encode()).hexdigest()
