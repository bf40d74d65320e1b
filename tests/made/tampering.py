"""CLEAN folders as others may hand them over: whole by their checksums, and nonsense inside."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from click.testing import CliRunner

from pipeline import cli
from pipeline.corpus import folder
from pipeline.model import ledger
from pipeline.model.errors import Fault
from pipeline.report import learned_rules
from tests.made.faults import JSONL, run

COMMANDS = (
    *(("verify",), ("explain", "PATH"), ("explain", "PATH", "--json"), ("undo", "PATH")),
    *(("diff", "PATH"), ("rules",), ("rules", "show", "RULE"), ("rules", "veto", "RULE")),
    *(("report",), ("report", "--article", "PATH"), ("report", "--out", "-")),
)
NONSENSE: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**70, 1e308, "", "x", "\x1b[2J\x07", "\u202e", "../../x", "=1+1"),
    *([], [[]], [None], ["a", 1], {}, {"a": {}}, {"path": 1}),
)


def tampered_json(value: Any, rng: random.Random) -> Any:
    """The value with one thing in it that makes no sense, or is left out, or is there twice."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        name = rng.choice(sorted(value))
        kind = rng.random()
        if kind < 0.1:
            return {key: one for key, one in value.items() if key != name}
        if kind < 0.15:
            return {**value, "unknown": rng.choice(NONSENSE)}
        return {**value, name: tampered_json(value[name], rng)}
    if isinstance(value, list) and value and rng.random() < 0.85:
        i = rng.randrange(len(value))
        kind = rng.random()
        if kind < 0.1:
            return value[:i] + value[i + 1 :]
        if kind < 0.2:
            return value[:i] + [value[i]] * 2 + value[i + 1 :]
        return [*value[:i], tampered_json(value[i], rng), *value[i + 1 :]]
    return rng.choice(NONSENSE)


def _json_line(line: bytes, rng: random.Random) -> bytes:
    try:
        return _dumped(tampered_json(orjson.loads(line), rng)) + b"\n"
    except orjson.JSONDecodeError:
        return line


def _dumped(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # an integer of more than 64 bits
        import json

        return json.dumps(value).encode()


def _ledger_line(line: bytes, rng: random.Random) -> bytes:
    """A line of the ledger that says something else, under a checksum that fits."""
    content = _dumped(tampered_json(orjson.loads(ledger.checked_line(line)), rng))
    return b'%s%s%s"}\n' % (content[:-1], ledger.SEAL, sha256(content).hexdigest().encode())


def _cell(line: bytes, rng: random.Random) -> bytes:
    cells = line.rstrip(b"\n").split(b"\t")
    cells[rng.randrange(len(cells))] = str(rng.choice(NONSENSE)).encode()
    return b"\t".join(cells) + b"\n"


def _toml_value(line: bytes, rng: random.Random) -> bytes:
    name, equals, _ = line.partition(b" = ")
    values = (
        "1",
        '"x"',
        "[]",
        "[1]",
        "{}",
        "true",
        '"(a+)+$"',
        '"("',
        "1979-05-27",
        "{a = 1}",
        '""',
    )
    return name + equals + rng.choice(values).encode() + b"\n" if equals else line


def _of_a_line(change: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    def changed(data: bytes, rng: random.Random) -> bytes:
        lines = data.splitlines(keepends=True)
        if not lines:
            return data
        i = rng.randrange(len(lines))
        lines[i : i + 1] = rng.choice(([change(lines[i], rng)],) * 8 + ([], [lines[i]] * 2))
        return b"".join(lines)

    return changed


def _bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return rng.choice((data[:at], data[:at] + rng.randbytes(8) + data[at:], b"", data + b"\0" * 99))


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "ledger/00000.jsonl": _of_a_line(_ledger_line),
    "ledger/index.tsv": _of_a_line(_cell),
    "ledger/SHA256SUMS": _of_a_line(_cell),
    "verdicts.tsv": _of_a_line(_cell),
    "rules.toml": _of_a_line(_toml_value),
    ".state/report.json": _json_line,
    ".state/done.json": _json_line,
    "articles/00000.jsonl": _of_a_line(_json_line),
}


def tamper(clean: Path, rng: random.Random) -> Iterator[str]:
    """Change one or two files of a CLEAN; which, and how."""
    for _ in range(rng.choice((1, 1, 2))):
        name = rng.choice(sorted(WAYS))
        file = clean / name
        data = file.read_bytes()
        change = WAYS[name] if rng.random() < 0.8 else _bytes
        try:
            file.write_bytes(change(data, rng))
        except (ledger.BrokenEntry, ValueError):
            continue
        yield name
    if rng.random() < 0.7:
        _sum_up(clean)


def _sum_up(clean: Path) -> None:
    """Checksums that fit what was changed."""
    sums = clean / folder.SUMS
    lines = []
    for line in sums.read_bytes().splitlines():
        name = line[66:].decode(errors="replace")
        file = clean / name if "\0" not in name else clean / "none"
        known = file.is_file() and name.split("/")[0] in folder.PARTS
        digest = sha256(file.read_bytes()).hexdigest().encode() if known else line[:64]
        lines.append(digest + b"  " + line[66:] + b"\n")
    sums.write_bytes(b"".join(lines))


def said_of(clean: Path, raw: Path, rng: random.Random) -> str:
    """Tamper with a CLEAN, ask every command of it, run into it; what is no sentence, or blank."""
    paths = [row.partition("\t")[0] for row in folder.Reader(clean).verdicts()]
    rules = [rule.id for rule in learned_rules.written_rules(clean)]
    changed = list(tamper(clean, rng))
    asked = {"PATH": rng.choice(paths), "RULE": rng.choice(rules)}
    for command, *rest in COMMANDS:
        arguments = [command, str(clean), *(asked.get(one, one) for one in rest)]
        done = CliRunner().invoke(cli.main, arguments)
        wrong = "\x1b" in done.output or "Traceback" in done.output
        if wrong or done.exit_code not in (0, 1, 2):
            return f"{changed}, {arguments}: exit {done.exit_code}, {done.output[-300:]}"
    try:
        run(raw, clean, replace(JSONL, allow_shrink=True))
    except Fault as fault:
        return "" if "rules.toml" in str(fault) else f"{changed}: {fault}"
    return ""
