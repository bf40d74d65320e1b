"""What there is to read: the files below a folder, and large ones of rows in ranges of them.

Hidden files are listed like others. Folders of version control (`.git` and its kind) are passed
over, and so is what a run wrote into a CLEAN folder beside its articles; nothing else is. Symbolic
links are not followed.
"""

import errno
import heapq
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.reading import no_page, remote, sniff, tables
from pipeline.reading.compression import CHUNK, packing
from pipeline.reading.paths import printable, real

STDIN = "-"
PART = 1 << 20
"""Bytes of one piece of a large JSONL file: a piece of work, and what one more row makes new."""

_HOLLOW = 16 << 20  # bytes; what is smaller is read at once
_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", "CVS"})
_LINED = (".jsonl", ".ndjson", ".jsonlines", ".jl")
_HEADING = b"path\tid\tfate\t"
# What a run writes into CLEAN beside the articles, and nothing else that may lie there.
_WRITTEN = re.compile(
    r"verdicts\.tsv|rules\.toml|report\.html|articles\.csv|README\.md|croissant\.json|run\.json|changes\.tsv|pairs\.parquet"
    r"|ledger/(?:\d{5,}\.(?:jsonl|jsonl\.zst|parquet)|SHA256SUMS|index\.tsv|rules\.txt)"
    r"|\.state/(?:lock|stdin|compared|(?:done|report)\.json|rules-\w+\.toml"
    r"|(?:known|packs|next|old|complete)/.*)",
    re.ASCII,
)


class Part(NamedTuple):
    """A piece of work: a file below the folder, or a range of one, and its first row's number.

    The range counts bytes of a JSONL file and row groups of a Parquet file; `stop` -1 is the end.
    `digest` is the sha256 of a range of bytes: rows that are added behind it leave it as it is.
    `ours` are the articles of a CLEAN folder, which state their own paths. `page` is the saved page
    that the file is a part of, as its pictures and scripts are.
    """

    file: str
    start: int = 0
    stop: int = -1
    first: int = 1
    ours: bool = False
    page: str = ""
    digest: str = ""


def plan(raw: Path | str) -> Iterator[Part]:
    """The parts of all there is to read, in the order of their paths (by code point), lazily."""
    for file in listed_files(raw):
        yield from split_parts(raw, file)


def listed_files(
    raw: Path | str, *, believed: bool = True, only: Sequence[str] = ()
) -> Iterator[Part]:
    """All files there are to read, a part each, in the order of their paths (by code point).

    In a CLEAN folder of ours its articles are read under their own paths, where these are
    `believed`, and what else a run wrote there is passed over. `only` are the paths below RAW that
    are read, files and folders; none is all.
    """
    if only:
        yield from _some(os.fsencode(raw), only)
        return
    if str(raw) == STDIN:
        yield Part(STDIN)
        return
    if url := remote.address(raw):
        yield from map(Part, remote.files(url))
        return
    top = os.fsencode(raw)
    if not os.path.isdir(top):
        yield Part(first(printable(os.fsdecode(os.path.basename(top)))))
    elif believed and _is_ours(top):
        for part in _walk(top, ""):
            if not _WRITTEN.fullmatch(part.file):
                yield part._replace(ours=part.file.startswith("articles/"))
    else:
        yield from _walk(top, "")


class FileChoice(NamedTuple):
    """Which files are read, and how many records; nothing chosen is all of them.

    A pattern is that of a shell on a whole path below RAW: `*` is any name, `**` any folders; one
    without a slash is that of a name. `sample` takes the records whose paths have the lowest
    hashes, so that it is the same ones each time.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limit: int = 0
    sample: int = 0

    def takes(self, path: str) -> bool:
        """Whether a file is read.

        >>> FileChoice(include=("news/**/*.html",)).takes("news/2021/a.html")
        True
        >>> FileChoice(exclude=("*.css", "drafts/**")).takes("drafts/a.html")
        False
        """
        wanted = not self.include or any(_glob(one).fullmatch(path) for one in self.include)
        return wanted and not any(_glob(one).fullmatch(path) for one in self.exclude)

    def chosen(self, paths: Sequence[str]) -> list[int]:
        """The numbers of the paths that are taken, of records in their order."""
        numbers = range(len(paths))
        if self.sample:
            return sorted(heapq.nsmallest(self.sample, numbers, key=lambda i: rank(paths[i])))
        return list(numbers[: self.limit or None])


def rank(path: str) -> bytes:
    """Where a path stands among others for a sample: by its hash."""
    return sha256(path.encode("utf-8", "surrogatepass")).digest()


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """The paths that a pattern fits."""
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts), re.S)


def location(raw: Path | str, part: Part) -> bytes:
    """The file of a part, as the system calls it."""
    top = os.fsencode(raw)
    return os.path.join(top, real(part.file)) if os.path.isdir(top) else top


def _is_ours(top: bytes) -> bool:
    """Whether a folder is a CLEAN of ours, by its articles and the heading of its verdicts."""
    try:
        with opened(os.path.join(top, b"verdicts.tsv")) as file:
            return file.read(len(_HEADING)) == _HEADING and stat.S_ISDIR(
                os.lstat(os.path.join(top, b"articles")).st_mode
            )
    except OSError:
        return False


def _some(top: bytes, only: Sequence[str]) -> Iterator[Part]:
    """The parts of some paths below a folder."""
    places = {name: os.path.join(top, real(name)) for name in only}
    folders = {name for name, place in places.items() if os.path.isdir(place)}
    for name in sorted(only, key=lambda name: f"{name}/" if name in folders else name):
        if name not in folders:
            yield Part(name)
            continue
        ours = _is_ours(places[name])
        for part in _walk(places[name], f"{name}/"):
            if not (ours and _WRITTEN.fullmatch(part.file.removeprefix(f"{name}/"))):
                yield part


def _walk(folder: bytes, below: str, page: str = "") -> Iterator[Part]:
    """The parts below a folder; one that can't be listed is a part itself, and refused later."""
    try:
        with os.scandir(folder) as listed:
            entries = [(_key(below, entry), entry) for entry in listed]
    except OSError:
        yield Part(below.rstrip("/") or ".")
        return
    entries.sort(key=lambda pair: pair[0])
    beside = {name[len(below) :] for name, _ in entries if not name.endswith("/")}
    for name, entry in entries:
        if not name.endswith("/"):
            yield Part(name, page=page)
        elif os.fsdecode(entry.name) not in _VERSION_CONTROL:
            holder = no_page.holder(name[len(below) : -1], beside)
            yield from _walk(entry.path, name, page or (holder and below + holder))


def _key(below: str, entry: os.DirEntry[bytes]) -> str:
    """The path of an entry; a folder's with a slash, so that sorting is that of whole paths."""
    name = below + first(printable(os.fsdecode(entry.name)), below)
    return name + "/" if entry.is_dir(follow_symlinks=False) else name


def first(name: str, below: str = "") -> str:
    """A name that stands first in a path, which a spreadsheet must not take for a formula.

    >>> first("=cmd()"), first("a=b"), first("=a", "b/")
    ('%3Dcmd()', 'a=b', '=a')
    """
    formula = not below and name[:1] in ("=", "+", "-", "@")
    return f"%{ord(name[0]):02X}{name[1:]}" if formula else name


def split_parts(raw: Path | str, part: Part) -> Iterator[Part]:
    """A file in one part, or, where it is large and made of rows, in several.

    It is looked into, so a hostile one may take long: a run does it in a worker.
    """
    name = part.file
    if str(raw) == STDIN or remote.address(raw) or not may_be_split(raw, name):
        yield part
        return
    try:
        with opened(location(raw, part)) as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(sniff.HEAD) if size > PART else b""
            kind = sniff.kind_of_file(head, name) if head and not packing(head) else "page"
            if kind == "jsonl" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
                for one in _line_ranges(file, name):
                    yield one._replace(ours=part.ours)
                return
            if kind == "parquet":
                groups = tables.parquet_groups(file)
                if len(groups) > 1:
                    for group in range(len(groups)):
                        yield Part(name, group, group + 1, 1 + sum(groups[:group]), part.ours)
                    return
    except OSError:
        pass  # `records` meets the same fault and says so
    yield part


def may_be_split(raw: Path | str, name: str) -> bool:
    """Whether a file is called as one made of rows is, or is all there is."""
    return name.endswith((*_LINED, ".parquet")) or not os.path.isdir(os.fsencode(raw))


def rest(part: Part, count: int) -> str:
    """The path of what of a part was not read after `count` records; no other input has it."""
    if count:
        return f"{part.file}#{part.first}+{count}-"
    return part.file if part.first == 1 else f"{part.file}#{part.first}-"


def _line_ranges(file: BinaryIO, name: str) -> Iterator[Part]:
    """Ranges of about `PART` bytes that end at line ends, with the numbers of their first lines."""
    file.seek(0)
    start, first = 0, 1
    while block := file.read(PART):
        breaks, size, seal = block.count(b"\n"), len(block), sha256(block)
        # Piecewise: a file may be one line of 2 GB. Not `readline`: nothing buffers here.
        while not block.endswith(b"\n") and (block := file.read(CHUNK)):
            block = block[: block.find(b"\n") + 1] or block
            seal.update(block)
            breaks += block.endswith(b"\n")
            size += len(block)
        file.seek(start + size)
        yield Part(name, start, start + size, first, digest=seal.hexdigest())
        start, first = start + size, first + breaks


def is_as_planned(raw: Path | str, part: Part) -> bool:
    """Whether a range of bytes is still the one that was planned; other parts tell nothing."""
    if not part.digest:
        return True
    seal, left = sha256(), part.stop - part.start
    with suppress(OSError), opened(location(raw, part)) as file:
        file.seek(part.start)
        while left and (block := file.read(min(left, PART))):
            seal.update(block)
            left -= len(block)
    return seal.hexdigest() == part.digest


def opened(place: bytes) -> BinaryIO:
    """A regular file, open; never waits for the other end of a pipe. Raises `OSError`."""
    number = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode) or is_hollow(number):
        os.close(number)
        raise OSError(errno.EINVAL, _sort(mode))
    return open(number, "rb", buffering=0)


def is_hollow(number: int) -> bool:
    """Whether an open file is holes but for a 200th: 20 GB of them pack into a kB.

    Left alone: what a disk packs, and disks that don't tell what they hold.
    """
    found = os.fstat(number)
    if found.st_size < _HOLLOW or found.st_size <= 200 * 512 * found.st_blocks:
        return False
    try:
        hole = os.lseek(number, 0, os.SEEK_HOLE)
    except OSError:
        return False
    os.lseek(number, 0, os.SEEK_SET)
    return hole < found.st_size


def _sort(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder that can't be listed"
    if stat.S_ISFIFO(mode):
        return "a pipe, not a file"
    if stat.S_ISREG(mode):
        return "a file of holes, with hardly any bytes"
    return "a device or socket, not a file"
