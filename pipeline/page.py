"""One page through the stages, before and after the corpus as a whole has been looked at."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from pipeline.article import Draft, Meta, Record
from pipeline.edits import Text
from pipeline.ledger import digest
from pipeline.stages import (
    collapse,
    convert,
    decode,
    extract,
    head,
    marks,
    mojibake,
    repair,
    strip,
)

REPAIRS = (("repair.mojibake", mojibake.edits), *repair.PASSES)


def prepare(record: Record) -> Draft:
    """A record through the stages that need nothing but itself: decode, extract, repair, head."""
    html = record.media == "text/html"
    decoded = decode.decode(record.data, record.charset, html=html)
    stated = {name: Meta(value, "source") for name, value in record.known.items() if value}
    if html:
        page = extract.extract(decoded.text, record.known.get("url"))
        source, stage, cut = page.source, "extract", page.edits
        stated = {**page.found, **stated}
    else:
        source, stage, cut = decoded.text, "decode", decoded.edits
    text = Text(source)
    text.apply(stage, cut)
    for name, edits in REPAIRS:
        text.apply(name, edits(text.now))
    headed = head.head(text.now, {name: meta.value for name, meta in stated.items()})
    text.apply("head", headed.edits)
    return Draft(
        path=record.path,
        id=sha256(record.data).hexdigest(),
        text=text.now,
        source=digest(source),
        rows=tuple(text.rows),
        found={**headed.found, **stated},
        encoding=decoded.encoding,
        how=decoded.how,
        doubt=decoded.doubt,
    )


def finish(draft: Draft, learned: marks.Matcher, script: str) -> Draft:
    """A draft through the stages that know the corpus, or want a clean text: marks … convert."""
    text = Text(draft.text, draft.rows)
    title = draft.found["title"].value if "title" in draft.found else None
    text.apply("marks", marks.edits(text.now, learned, site=site_of(draft.found)))
    text.apply("strip", strip.edits(text.now, title))
    text.apply("collapse", collapse.edits(text.now, title))
    text.apply("convert", convert.edits(text.now, script))
    return replace(draft, text=text.now, rows=tuple(text.rows))


def site_of(found: Mapping[str, Meta]) -> str | None:
    """The host that a page comes from, where its address is known.

    >>> site_of({"url": Meta("https://www.example.com/a.html", "source")})
    'example.com'
    """
    if "url" not in found:
        return None
    try:
        host = urlsplit(found["url"].value).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
