"""What has to be known of a document without its text, one of it and many of it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.model.article import Draft, Fate
from pipeline.model.flags import flags_of
from pipeline.model.lines import FULL_STOPS


class Head(NamedTuple):
    """A document without its text; `flags` are ids of reasons to look at it, a blank between."""

    path: str
    id: str
    fate: Fate = "kept"
    why: str = ""
    title: str | None = None
    url: str | None = None
    date: str | None = None
    sitename: str | None = None
    site: str | None = None
    flags: str = ""
    script: str | None = None  # in which it was written; "converted" where it is another now
    breaks: int = 0  # line breaks at ends of sentences; below 0 most lines end inside one


def head_of(draft: Draft) -> Head:
    """The head of a draft."""
    script = _written_in(draft)
    title, url, date, sitename = (
        draft.found[name].value if name in draft.found else None
        for name in ("title", "url", "date", "sitename")
    )
    return Head(
        draft.path,
        draft.id,
        draft.fate,
        draft.why,
        title,
        url,
        date,
        sitename,
        draft.site,
        " ".join(flags_of(draft.found)),
        script,
        sentence_breaks(draft.text),
    )


# With fewer characters converted, single letters of names were.
_CONVERTED = 0.005


def _written_in(draft: Draft) -> str | None:
    """The script a text was written in, "converted" where it stands in another one now."""
    changed = sum(len(row.new) for row in draft.rows if row.stage == "convert")
    if changed > _CONVERTED * len(draft.text):
        return "converted"
    return draft.found["script"].value if "script" in draft.found else None


# What ends a paragraph, and how long the lines of a text have to be that was wrapped.
_STOPS = tuple(FULL_STOPS + "”」』）：")
_WRAPPED = 10


def sentence_breaks(text: str) -> int:
    r"""How many lines end where a sentence does; below 0 where most of them end inside one.

    >>> texts = "他走了。\n雨停了。", "他沿着河边一直走到了车站，在那里等\n车，雨停了。"
    >>> [*map(sentence_breaks, texts)]
    [1, -1]
    """
    *above, _ = text.split("\n")
    lines, ends = len(above), sum(line.endswith(_STOPS) for line in above)
    inside = lines - ends
    return -inside if inside > ends and len(text) > _WRAPPED * (lines + 1) else ends


Columns = list[list[Any] | None]


def head_columns(heads: Iterable[Head]) -> Columns:
    """Heads as columns, which pack better than rows."""
    return [list(column) for column in zip(*heads, strict=True)] or [[] for _ in Head._fields]


def columns_apart(heads: Sequence[Head], others: Sequence[Head]) -> Columns:
    """The columns of heads, None for those that are the same in the other ones."""
    both = zip(head_columns(heads), head_columns(others), strict=True)
    return [None if column == other else column for column, other in both]


def from_columns(found: Columns, others: Columns) -> list[Head]:
    """The heads of columns, of which those that are None are taken from other ones.

    What many of them say alike is held once.

    Raises `ValueError` when the columns are not equally long.
    """
    whole = [
        other if column is None else column for column, other in zip(found, others, strict=True)
    ]
    alike: dict[str | None, str | None] = {}
    for name in ("why", "sitename", "site"):
        at = Head._fields.index(name)
        whole[at] = [alike.setdefault(value, value) for value in whole[at] or ()]
    return list(map(Head._make, zip(*(column or () for column in whole), strict=True)))
