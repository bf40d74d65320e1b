"""Honest texts of many kinds, in which nothing is dirt: every letter is the text."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_suffix("")


def honest_texts() -> Iterator[tuple[str, str]]:
    """The path below `honest/` and the text of each, in the order of paths.

    >>> dict(honest_texts())["sutra.txt"].splitlines()[0]
    '佛说净莲忆母经'
    """
    for path in sorted(FOLDER.rglob("*.*")):
        if path.name != "README.md":
            yield path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8")
