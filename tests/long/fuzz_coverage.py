"""Bytes grown by coverage, against all that reads bytes: `python -m tests.long.fuzz_coverage`.

    python -m tests.long.fuzz_coverage [SECONDS [TARGET …]]

Each target runs in a process of its own (libFuzzer by way of `atheris`), begins with
what the tests make, and looks for an error that nobody meant, more than a minute, or a gigabyte
and a half. Ends with 1 where a target found something; its input is named and stays.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

SECONDS = 1_800
SLOW = 60  # seconds of one input, by the clock, on a busy machine
MEMORY = 1_500  # megabytes; the tables, and what instrumentation adds, are 500 of them
TURN = 100_000  # inputs that a process tries: tracing keeps some 4 kB of each for good


def readers(data: bytes) -> None:
    from tests.long.fuzz_readers import faults
    from tests.made.source_files import KINDS

    names = sorted(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        name = names[data[0] % len(names)] if data else names[0]
        wrong = [said for said in faults(Path(folder), name, data[1:]) if not said.startswith("=")]
    assert not wrong, wrong


def decode(data: bytes) -> None:
    from contextlib import suppress

    from pipeline.characters.decode import decode
    from pipeline.model.article import Refused

    with suppress(Refused):
        decode(data)


def page(data: bytes, html: bool = False) -> None:
    from contextlib import suppress

    from pipeline.api import clean_text
    from pipeline.model.article import Refused

    with suppress(Refused):
        clean_text(data, html=html)


def html(data: bytes) -> None:
    page(data, html=True)


def rules(data: bytes) -> None:
    from contextlib import suppress

    from pipeline.boilerplate.learn.learned import from_toml
    from pipeline.model.rules import parse_rules

    text = data.decode("utf-8", "replace")
    with suppress(ValueError):  # says what is wrong, and where
        parse_rules(text, "my.toml")
    with suppress(ValueError):
        from_toml(text)


def config(data: bytes) -> None:
    from contextlib import suppress

    from pipeline.model.errors import Fault
    from pipeline.run.settings import read_options

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pipeline.toml"
        file.write_bytes(data)
        with suppress(Fault):
            read_options(file, {})


def ledger(data: bytes) -> None:
    from contextlib import suppress
    from hashlib import sha256

    from pipeline.model.ledger import BrokenEntry, read_entry

    sealed = b'%s,"sum":"%s"}\n' % (data[:-1], sha256(data).hexdigest().encode())
    with suppress(BrokenEntry):
        read = read_entry(sealed)
        read.undone(read.source)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "decode": decode,
    "page": page,
    "html": html,
    "rules": rules,
    "config": config,
    "ledger": ledger,
}


def _seeds(name: str) -> Iterator[bytes]:
    """What a target begins with."""
    root = Path(__file__).parents[2]
    if name == "readers":
        from tests.made.source_files import KINDS

        yield from (bytes([i]) + KINDS[kind] for i, kind in enumerate(sorted(KINDS)))
    elif name in ("rules", "config"):
        files = [*root.glob("pipeline/**/*.toml"), root / "pipeline.toml"]
        yield from (file.read_bytes() for file in files)
    elif name == "ledger":
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [sys.executable, "-m", "pipeline", "run", root / "raw", folder, "-q"],
                check=False,
                capture_output=True,
            )
            for shard in Path(folder).glob("ledger/*.jsonl"):
                for line in shard.read_bytes().splitlines():
                    yield line.partition(b',"sum":"')[0] + b"}"
    else:
        yield from (file.read_bytes() for file in root.glob("raw/**/*") if file.is_file())


def _fuzz(name: str, arguments: list[str]) -> None:
    """One target, for ever or until libFuzzer's options end it."""
    import atheris  # type: ignore[import-not-found, unused-ignore]  # not on every system

    with atheris.instrument_imports(include=["pipeline"]):
        import pipeline.api
        import pipeline.boilerplate.learn.learned
        import pipeline.run.settings

        for found in iter_modules(pipeline.reading.__path__, "pipeline.reading."):
            import_module(found.name)
    pipeline.api.clean_text("今天的新闻，说的是昨天的事。")  # tables are built once
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def _turn(name: str, home: Path, seconds: int) -> "subprocess.CompletedProcess[str]":
    """So many seconds of a target, or `TURN` inputs; what is worth keeping of them stays."""
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY}"]
    # Through a shell, for the peak of memory of this process is handed on to one that it begins.
    command = ["sh", "-c", '"$@"; exit $?', "sh"]
    command += [sys.executable, "-m", "tests.long.fuzz_coverage", "--child", name, *limits]
    return subprocess.run(
        [*command, f"-runs={TURN}", f"-artifact_prefix={home}/", str(home / "seeds")],
        capture_output=True,
        text=True,
        errors="replace",
    )


def main(arguments: list[str]) -> int:
    """How many targets found something."""
    seconds = int(arguments[0]) if arguments else SECONDS
    wrong = 0
    for name in arguments[1:] or TARGETS:
        home = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
        (home / "seeds").mkdir()
        for i, seed in enumerate(_seeds(name)):
            (home / "seeds" / str(i)).write_bytes(seed)
        tried, end = 0, time.monotonic() + seconds
        while (left := int(end - time.monotonic())) > 0:
            done = _turn(name, home, left)
            if done.returncode:
                print(f"{name:8} FAULT, exit {done.returncode}, see {home}", flush=True)
                wrong += 1
                (home / "said").write_text(done.stderr)
                print(*done.stderr.splitlines()[-25:], sep="\n")
                break
            tried += int(re.findall(r"^Done (\d+) runs", done.stderr, re.M)[0])
        else:
            print(f"{name:8} {tried} inputs in {seconds} s", flush=True)
    return wrong


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _fuzz(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))
