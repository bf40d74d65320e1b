"""What the tests of the run share: a corpus that changes, runs in this process, faults for them.

A run in this process does the work of its workers itself, so that a fault can hit any operation on
a file that run or workers make, and a run of eighty documents takes a third of a second.
"""

import builtins
import errno
import io
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline import flow
from pipeline.corpus import folder as corpus
from pipeline.model.errors import Fault
from pipeline.model.outcome import Outcome
from pipeline.report import progress
from pipeline.run import local, pieces, up_to_date
from pipeline.run.settings import Options
from pipeline.run.watch import LIMITS
from tests.made.articles import article, edited

JSONL = Options(format="jsonl", workers=1)


def pages(seed: int, count: int) -> dict[str, str]:
    """Pages of three sites, by path: marks at the ends of paragraphs, footers, light copies."""
    chance = random.Random(seed)
    found: dict[str, str] = {}
    for i in range(count):
        site = i % 3
        body = article(chance, 5).split("\n")
        if site == 0:
            body = [f"{line}{_code(chance)}河东早报网" for line in body]
        elif site == 1:
            body += ["责任编辑：周启明", "返回河西晚报首页", "关注河西晚报公众号"]
        text = "\n".join(body)
        found[f"site{site}/{seed}-{i:03d}.txt"] = text
        if i % 9 == 0:
            found[f"copies/{seed}-{i:03d}.txt"] = edited(chance, text, 0.01)
    return found


def _code(chance: random.Random) -> str:
    return "".join(chance.choices("0123456789ABCDEFabcdef", k=3))


def later(before: dict[str, str]) -> dict[str, str]:
    """The same corpus when some pages have gone, changed or come."""
    chance = random.Random(5)
    stayed = {path: text for path, text in before.items() if chance.random() > 0.1}
    for path in chance.sample(sorted(stayed), 4):
        stayed[path] += "\n这一段是后来补上的，说的是那年冬天河上结冰以后的事情。"
    return stayed | pages(2, 9)


def put(raw: Path, wanted: dict[str, str], seed: int = 0) -> None:
    """Make RAW hold these pages and no others; what is there already is not touched."""
    paths = sorted(wanted)
    random.Random(seed).shuffle(paths)
    for path in paths:
        file = raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text("utf-8") != wanted[path]:
            file.write_text(wanted[path], "utf-8")
    for file in list(raw.rglob("*")):
        if file.is_file() and file.relative_to(raw).as_posix() not in wanted:
            file.unlink()


def files(clean: Path) -> dict[str, bytes]:
    """The content of every file of a CLEAN but its state and what tells of runs."""
    return {
        file.relative_to(clean).as_posix(): file.read_bytes()
        for file in sorted(clean.rglob("*"))
        if file.is_file()
        and corpus.STATE not in file.relative_to(clean).parts
        and file.name not in ("report.html", "run.json", "changes.tsv")
    }


def inline(
    _: object, fn: Callable[..., Any], pieces: Any, _beat: object = None
) -> Iterator[tuple[int, Any]]:
    """`map_shards` without workers."""
    for number, piece in enumerate(pieces):
        yield number, fn(piece, _Unwatched())


class _Unwatched:
    """A watch that looks away."""

    limits = LIMITS

    def __call__(self, *_: object) -> str:
        return ""

    def reading(self, *_: object) -> str:
        return ""

    def pause(self) -> None:
        pass


@contextmanager
def here() -> Iterator[None]:
    """Runs in this process, in pieces small enough for a small corpus to have several packs."""
    with (
        mock.patch.object(local.Workers, "map_shards", inline),
        mock.patch.object(pieces, "PIECE_DOCUMENTS", 24),
        mock.patch.object(os, "sync", lambda: None),
    ):
        yield


def run(raw: Path, clean: Path, options: Options = JSONL) -> Outcome:
    """A run in this process."""
    with here():
        return flow.run(raw, clean, options, progress.silent)


def scratch(raw: Path, folder: Path, options: Options = JSONL) -> dict[str, bytes]:
    """The files that a run from scratch gives."""
    shutil.rmtree(folder, ignore_errors=True)
    run(raw, folder, options)
    return files(folder)


class _Counting(_Unwatched):
    """A watch that counts documents."""

    def __init__(self, count: Counter[str], name: str) -> None:
        self._count, self._name = count, name

    def __call__(self, *_: object) -> str:
        self._count[self._name] += 1
        return ""


class Worked:
    """Counts how often the passes met a document."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def map_shards(
        self, fn: Callable[..., Any], pieces: Any, _beat: object = None
    ) -> Iterator[tuple[int, Any]]:
        """`inline`, counting."""

        step = fn.__name__.partition("_")[0]  # of `prepare_parts`, `finish_drafts` and the like
        watch = _Counting(self.count, step)
        for number, piece in enumerate(pieces):
            made = fn(piece, watch)
            if step == "finish":
                self.count["cleaned"] += sum(made.counts)
            yield number, made


def worked(raw: Path, clean: Path, options: Options = JSONL) -> Counter[str]:
    """How many documents each pass of a run met; `cleaned` are those that were cleaned again."""
    counter = Worked()
    with here(), mock.patch.object(local.Workers, "map_shards", counter.map_shards):
        if not up_to_date.unchanged(clean, up_to_date.inputs_of(raw, options)):
            flow.run(raw, clean, options, progress.silent)
    return counter.count


class Crash(BaseException):
    """The end of the process: nothing catches it, and what would clean up does not run."""


class Faults:
    """Lets the nth operation on a file below a folder fail, in one of several ways.

    Those called by an error fail at once; `torn` writes half before the disk is full; `short`
    writes half and says so, as a system may at any time; `crash` ends the process there and then.
    """

    KINDS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "ESTALE", "torn", "short", "crash")

    def __init__(self, below: Path, kind: str, at: int) -> None:
        self._below, self._kind, self._at = os.path.realpath(below), kind, at
        self.count = 0

    def due(self, path: object) -> bool:
        """Whether the operation that is being made is the one that fails."""
        name = os.fspath(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if not os.fsdecode(name).startswith(self._below):
            return False
        self.count += 1
        return self.count - 1 == self._at

    def strike(self, path: object) -> None:
        """Fail, if it is time to."""
        if self.due(path):
            self.fail(path)

    def fail(self, path: object) -> None:
        """Fail now; a short write that hits no write is none."""
        if self._kind == "crash":
            os._exit(9)
        if self._kind != "short":
            number = getattr(errno, self._kind, errno.ENOSPC)
            raise OSError(number, os.strerror(number), str(path))

    @contextmanager
    def struck(self) -> Iterator["Faults"]:
        """Every operation on a file goes through here."""
        faults = self

        class File(io.FileIO):
            def write(self, data: Any) -> int:
                if not faults.due(self.name):
                    return super().write(data)
                half = memoryview(data).cast("B")[: max(1, memoryview(data).nbytes // 2)]
                if faults._kind == "short":
                    return super().write(half)
                if faults._kind in ("torn", "crash"):
                    super().write(half)
                faults.fail(self.name)
                return 0

        plain_open = builtins.open

        def opened(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            **rest: Any,
        ) -> Any:
            if isinstance(file, int) or not os.fsdecode(file).startswith(faults._below):
                return plain_open(file, mode, buffering, encoding, errors, newline, **rest)
            faults.strike(file)
            raw = File(os.fspath(file), mode.replace("b", "").replace("t", ""))
            if buffering == 0:
                return raw
            writes = set(mode) & set("wax+")
            found: Any = io.BufferedWriter(raw) if writes else io.BufferedReader(raw)
            if "b" in mode:
                return found
            return io.TextIOWrapper(found, encoding or "utf-8", errors, newline)

        def hit(name: str) -> Any:
            plain = getattr(os, name)

            def call(path: Any, *args: Any, **options: Any) -> Any:
                if isinstance(path, int):  # fsync: of whatever file, it is below
                    faults.strike(faults._below)
                else:
                    faults.strike(path)
                return plain(path, *args, **options)

            return mock.patch.object(os, name, call)

        names = ("fsync", "replace", "rename", "mkdir", "open")
        with (
            mock.patch.object(builtins, "open", opened),
            mock.patch.object(io, "open", opened),
            _all(hit(name) for name in names),
        ):
            yield self


@contextmanager
def _all(contexts: Iterator[Any]) -> Iterator[None]:
    from contextlib import ExitStack

    with ExitStack() as stack:
        for context in contexts:
            stack.enter_context(context)
        yield


def in_a_child(work: Callable[[], object]) -> int:
    """The exit code of a forked process that does some work: 0, or 9 where a crash was due."""
    pid = os.fork()
    if not pid:
        try:
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


Corpus = dict[str, str]
Files = dict[str, bytes]


def tear(
    kind: str, corpora: tuple[Corpus, Corpus], truth: tuple[Files, Files], folder: Path, stride: int
) -> Iterator[str]:
    """For every `stride`th operation of a run that fails, what is wrong then; blank if nothing.

    The run goes from one corpus to another. When it is over, CLEAN has to be that of one of them,
    whole; after the next run it has to be the new one.
    """
    raw, made, clean = folder / "raw", folder / "made", folder / "clean"
    for path in (raw, made):
        shutil.rmtree(path, ignore_errors=True)
    put(raw, corpora[0])
    run(raw, made)
    put(raw, corpora[1])
    at = 0
    while True:
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(made, clean)
        faults = Faults(clean, kind, at)
        fault, over = "", False

        def work(faults: Faults = faults) -> None:
            with faults.struck():
                run(raw, clean)

        if kind == "crash":
            ended = in_a_child(work)
            over = ended == 0
            fault = "" if ended in (0, 9) else f"exit {ended}"
        else:
            try:
                work()
            except Fault:  # a sentence
                pass
            except Exception as error:
                fault = repr(error)
            over = faults.count <= at
        corpus.settle(clean)
        if files(clean) not in truth:
            fault = fault or "CLEAN is neither the old nor the new one"
        if over:
            return
        run(raw, clean)
        if files(clean) != truth[1]:
            fault = fault or "the next run gives something else"
        yield fault and f"{kind} at operation {at}: {fault}"
        at += stride


def flip(file: Path, chance: random.Random) -> None:
    """Turn one bit of a file, and leave its stamps as they were, as a bad disk does."""
    before = file.stat()
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
