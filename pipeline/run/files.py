"""Files that are there whole or not at all, whatever happens meanwhile."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """The file with this content, there for good: tmp, fsync, rename, fsync of the folder."""
    tmp = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with tmp.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        tmp.replace(path)
    except OSError:
        tmp.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Names in a folder that outlive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
