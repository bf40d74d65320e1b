"""Files of CLEAN: written whole or not at all, and opened without following a link.

Whoever hands over a CLEAN folder may have put links, pipes or devices into it. What is read,
written or removed below it must be a plain file or a folder; anything else is refused by its name.
"""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from io import BufferedReader, BufferedWriter
from pathlib import Path

from pipeline.model.errors import Foreign
from pipeline.reading.plan import is_hollow

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
# What the system says of a link, of a file where a folder should be, and of a socket.
_NOT_PLAIN = (errno.ELOOP, errno.ENOTDIR, errno.ENXIO)
# What systems say of a name that can't stand on a disk, and what such a name has in it.
_NO_NAME, _MARKS = (errno.EINVAL, errno.ENOENT), frozenset('<>:"\\|?*')
_NOT_NAMES = frozenset({"", ".", ".."})


def open_file(top: Path, name: str) -> BufferedReader:
    """The plain file `name` below the folder `top`, open for reading.

    Raises `Foreign` where a link leads to it, its name leads out of `top`, or it is no plain file;
    `OSError` where it is missing or can't be read.
    """
    *folders, last = parts = name.split("/")
    if not _NOT_NAMES.isdisjoint(parts) or "\0" in name:
        raise Foreign(f"{top}: {name!r} leads out of it; run article-pipeline run again")
    below = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            outer, below = below, os.open(folder, _FOLDER, dir_fd=below)
            os.close(outer)
        number = os.open(last, _FILE, dir_fd=below)
    except OSError as error:
        error.filename = str(top / name)
        if error.errno in _NOT_PLAIN:
            raise _foreign(top / name) from error
        raise
    finally:
        os.close(below)
    plain = stat.S_ISREG(os.fstat(number).st_mode)
    if not plain or is_hollow(number):
        os.close(number)
        raise _foreign(top / name, "is a file of holes" if plain else "")
    return os.fdopen(number, "rb")


def read_bytes(top: Path, name: str) -> bytes:
    """All of such a file."""
    with open_file(top, name) as file:
        return file.read()


def read_text(top: Path, name: str) -> str:
    """All of such a file as text, its line ends as they are."""
    return read_bytes(top, name).decode()


def refuse_foreign(top: Path, names: Iterable[str]) -> None:
    """Raise `Foreign` for the first of these files and folders, or anything in them, not plain."""
    waiting = [top / name for name in names]
    for path in waiting:
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise _foreign(path)
    folders = [os.fspath(path) for path in waiting if path.is_dir()]
    while folders:
        # Another process that holds the lock may be removing what it moved aside.
        with suppress(FileNotFoundError), os.scandir(folders.pop()) as listed:
            for entry in listed:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif not entry.is_file(follow_symlinks=False):
                    raise _foreign(Path(entry.path))


def _foreign(path: Path, sort: str = "") -> Foreign:
    if not sort:
        sort = "is a link" if path.is_symlink() else "is no plain file or folder, or behind a link"
    return Foreign(f"{path}: {sort}, which article-pipeline never writes; look at it and remove it")


def why_unwritten(error: OSError) -> str:
    """Why the system wrote nothing, and the next step where another name would have been written.

    >>> why_unwritten(OSError(errno.EINVAL, "Invalid argument", "clean/page?id=1.md"))
    "the disk takes no file called 'page?id=1.md'; give another folder, or --format jsonl"
    """
    name = Path(os.fsdecode(error.filename or "")).name
    marked = error.errno in _NO_NAME and not _MARKS.isdisjoint(name)
    if marked or error.errno == errno.ENAMETOOLONG:
        return f"the disk takes no file called {name!r}; give another folder, or --format jsonl"
    return error.strerror or str(error)


def write_whole(path: Path, data: bytes) -> None:
    """The file with this content, there for good: tmp, fsync, rename, fsync of the folder.

    A link that stands there is replaced and not followed.
    """
    tmp = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with created(tmp) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        tmp.replace(path)
    except OSError:
        tmp.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def created(path: Path) -> BufferedWriter:
    """A new file, open for writing, in place of what had this name."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, _NEW, 0o666), "wb")


def sync_folder(folder: Path) -> None:
    """Names in a folder that outlive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
