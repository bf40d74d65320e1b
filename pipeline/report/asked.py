"""Pages that a person asks about: of a file in any format that a run reads, or of stdin."""

from collections.abc import Iterator
from pathlib import Path

from pipeline import stages
from pipeline.model.article import Draft, Refused, Unreadable
from pipeline.model.errors import Fault
from pipeline.reading.plan import STDIN, plan
from pipeline.reading.read import records


def drafts(page: str) -> Iterator[Draft]:
    """The pages of a file, read, decoded, extracted and repaired. Raises `Fault` for no page."""
    raw = STDIN if page == STDIN else Path(page)
    for part in plan(raw):
        for record in records(raw, part):
            if isinstance(record, Unreadable):
                raise Fault(f"{page}: {record.why}; give a page")
            try:
                draft = stages.prepare(record)
            except Refused as refusal:
                raise Fault(f"{page}: {refusal}; give a page of text") from refusal
            yield draft
