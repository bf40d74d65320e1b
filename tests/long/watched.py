"""Which files a run touches, and which sockets it opens, by a tracer over all its processes.

    python -m tests.long.watched [NAME…]

A run over every hostile input, or those whose names hold a word, beside ordinary pages, a run with
changes, one that is ended, and all commands that read CLEAN, under `strace`. Prints a table; ends
with 1 where something outside of CLEAN and TMPDIR was touched, or a socket of the internet opened.
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.inputs import every
from tests.long.ground import AFTER, BEFORE, ROOT
from tests.made.faults import put

# Calls that change a name, a file or what is said of it; opening for writing is told by its flags.
CHANGES = (
    "creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,"
    "symlink,symlinkat,truncate,chmod,fchmodat,chown,lchown,fchownat,utime,utimes,utimensat,"
    "futimesat,setxattr,lsetxattr,removexattr,mount,umount2,chroot"
)
_STRACE = ["strace", "-ff", "-y", "--seccomp-bpf", "-s", "4096", "-qq", "-e"]
_OPENED = re.compile(r"open(?:at)?\(.*O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND).* = \d+<(.*)>$")
_NAMED = re.compile(r'(?:(?:AT_FDCWD|\d+)<((?:[^>\\]|\\.)*)>, )?"((?:[^"\\]|\\.)*)"')
_INTERNET = re.compile(r"socket\((?:AF_INET6?|AF_PACKET)\b")
_DEVICES = ("/dev/null", "/dev/tty", "/dev/shm/")  # shm: locks of the processes, no file on a disk


def touched(line: str) -> Iterator[str]:
    """The files that a line of the tracer tells to have been changed."""
    if opened := _OPENED.match(line):
        yield opened[1]
    elif " = 0" in line and not line.startswith(("open", "socket", "connect", "bind", "execve")):
        for folder, name in _NAMED.findall(line.rpartition(" = 0")[0]):
            yield posixpath.normpath(posixpath.join(folder or str(ROOT), name))


def watched(home: Path, *arguments: object, seconds: int = 0) -> tuple[Counter[str], list[str]]:
    """How often a command touched CLEAN, TMPDIR and others, and what is wrong with it."""
    trace = home / "trace"
    shutil.rmtree(trace, ignore_errors=True)
    trace.mkdir()
    calls = f"trace=open,openat,socket,connect,bind,{CHANGES}"
    ended = ["timeout", "--signal=TERM", str(seconds)] if seconds else []
    command = [sys.executable, "-B", "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(
        [*_STRACE, calls, "-o", str(trace / "of"), *ended, *command],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(home / "tmp")},
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )
    wrong = [] if done.returncode in (0, 1, 75, 124) else [done.stderr[-300:]]
    count: Counter[str] = Counter(processes=len(list(trace.iterdir())))
    for file in trace.iterdir():
        for line in file.read_text(errors="replace").splitlines():
            if _INTERNET.match(line):
                count["internet"] += 1
                wrong.append(line)
            for name in touched(line):
                place = _place(name, home)
                count[place] += 1
                wrong += [line] if place == "elsewhere" else []
    return count, wrong


def _place(name: str, home: Path) -> str:
    if name.startswith(_DEVICES):
        return "devices"
    for place in ("clean", "tmp"):
        if name == f"{home}/{place}" or name.startswith(f"{home}/{place}/"):
            return place
    return "elsewhere"


def main() -> int:
    """Whether something was wrong."""
    bad = 0
    with tempfile.TemporaryDirectory(prefix="watched-") as folder:
        home = Path(folder)
        raw, clean = home / "raw", home / "clean"
        (home / "tmp").mkdir()
        put(raw, BEFORE)
        (raw / "z").mkdir()
        for family, name, data in every():
            if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
                (raw / "z" / f"{family}-{name}").write_bytes(data)
        print("| command | processes, threads | CLEAN | TMPDIR | elsewhere | internet sockets |")
        print("|---|---:|---:|---:|---:|---:|", flush=True)
        for what, *arguments in _commands(raw, clean):
            if what == "run with changes":
                shutil.rmtree(raw / "z")
                put(raw, AFTER)
            seconds = 20 if what == "run that is ended" else 0
            count, wrong = watched(home, *arguments, seconds=seconds)
            shown = (count[name] for name in ("processes", "clean", "tmp", "elsewhere", "internet"))
            print(f"| {what} | {' | '.join(map(str, shown))} |", flush=True)
            print(*wrong[:9], sep="\n", end="\n" if wrong else "")
            bad += bool(wrong)
    return bad


def _commands(raw: Path, clean: Path) -> Iterator[tuple[object, ...]]:
    """What is done, and its arguments."""
    path = "site0/1-000.txt"
    yield "run over all hostile inputs", "run", raw, clean, "-q"
    yield "run without changes", "run", raw, clean, "-q"
    yield "run that is ended", "run", raw, clean, "-q", "--format", "jsonl", "--allow-shrink"
    yield "run with changes", "run", raw, clean, "-q", "--allow-shrink", "--format", "parquet"
    for command in ("verify", "report", "rules"):
        yield command, command, clean
    for command in ("explain", "diff", "undo"):
        yield command, command, clean, path
    yield "near", "near", clean, raw / path
    yield "rules veto", "rules", clean, "veto", "farewell"
    yield "report of an article", "report", clean, "--article", path, "--out", "-"


if __name__ == "__main__":
    sys.exit(main())
