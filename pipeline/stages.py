"""One page through the stages, before and after the corpus as a whole has been looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from pipeline.boilerplate import titles
from pipeline.boilerplate.cut import own_names, strip, unglued, watermarks
from pipeline.boilerplate.learn import templates
from pipeline.characters import convert, decode, paragraphs, repair, spelled, unreadable
from pipeline.characters.speakers import speakers
from pipeline.duplicates import collapse
from pipeline.html import links, markdown
from pipeline.metadata import head, said
from pipeline.metadata.credits import is_source
from pipeline.model.article import Draft, Link, Meta, Record, Structure
from pipeline.model.dates import iso
from pipeline.model.edits import Edit, Text, without
from pipeline.model.language import has_letters, language_of
from pipeline.model.ledger import digest
from pipeline.model.lines import keeping_lines
from pipeline.model.protected import (
    CODE,
    Protected,
    apart,
    code_lines,
    find_protected,
    is_markdown,
    is_markdown_file,
    soft_lines,
)
from pipeline.model.provenance import SIGNALS
from pipeline.reading.paths import provenance

# What is taken of links and marks.
_TIED = {"plain": frozenset[str](), "links": links.PICTURES | {"link"}}


class _Opened(NamedTuple):
    """A record's text and what it says of itself, before anything is repaired."""

    text: Text
    decoded: decode.Decoded
    stated: Mapping[str, Meta]
    tied: Sequence[Link]
    code: Sequence[Protected]
    unsure: str
    source: str
    markup: Meta | None
    signals: Mapping[str, str]


def prepare(record: Record, structure: Structure = "plain", *, replied: bool = False) -> Draft:
    """A record through the stages that need nothing but itself: decode, extract, repair, head.

    With `structure` "links" the draft knows the links of its source, for `finish` to put in; with
    "markdown" also which of its words are headings, items, rows and so on.
    With `replied` what readers wrote below a page's article belongs to it.
    """
    page = _opened(record, structure, replied=replied)
    text = page.text
    marked = page.markup is not None and page.markup.where == "source"
    text.apply("repair.spelled", spelled.spelled_edits(text.now))
    _protect(text, page.code, markdown=marked or is_markdown(record.path, text.now))
    if "\r" in text.now:
        blocks = [(one.start, one.end) for one in text.protected if one.kind in CODE]
        text.apply("repair.breaks", paragraphs.breaks(text.now, blocks))
    doubtful = unreadable.doubtful(text.now)
    repair.repair(text, is_source=marked or is_markdown_file(record.path))
    known = {name: meta.value for name, meta in page.stated.items()}
    if record.media != "text/html":
        text.apply("repair.glued", unglued.unglued_edits(text.now))
    headed = head.head(text.now, known, code_lines(text.now, text.protected))
    text.apply("head", headed.edits)
    if any(span.kind == "speaker" for span in text.protected):
        headed.found.pop("author", None)  # who speaks last is not who wrote it
    own = sha256(record.data).hexdigest()
    flags = _flags_of_source(text.now, page.decoded.doubt, doubtful=doubtful, unsure=page.unsure)
    if "sitename" in headed.found and is_source(headed.found["sitename"].where):
        headed.found["source_name"] = headed.found["sitename"]
    facts = {**headed.found, **page.stated, **provenance(record, page.signals)}
    if "confidence" in facts and float(facts["confidence"].value) < LOW:
        flags["flag.confidence"] = Meta(facts["confidence"].value, "extract")
    return Draft(
        path=record.path,
        # An article that was cleaned before keeps the name it has.
        id=record.known.get("id") or own,
        text=text.now,
        # Most sources are the very bytes of the record.
        source=own if page.source.encode() == record.data else digest(page.source),
        rows=tuple(text.rows),
        links=tuple(link for link, _, _ in _standing(text, page.tied)),
        code=tuple(_code(text)),
        found=said.repaired_facts(facts) | ({"markup": page.markup} if page.markup else {}) | flags,
        encoding=page.decoded.encoding,
        how="; ".join(filter(None, (page.decoded.how, page.unsure))),
        doubt=page.decoded.doubt,
    )


def _opened(record: Record, structure: Structure, *, replied: bool) -> _Opened:
    """A record decoded, and of a page of HTML its article."""
    html = record.media == "text/html"
    decoded = decode.decode(record.data, record.charset, html=html)
    stated = _stated(record.known)
    if not html:
        text = Text(decoded.text)
        text.apply("decode", decoded.edits)
        tied = () if structure == "plain" else _untied(text, record, structure)
        own = structure == "markdown" and _is_marked(record, text.now)
        markup = Meta("markdown", "source" if own else "text") if structure == "markdown" else None
        return _Opened(text, decoded, stated, tied, (), "", decoded.text, markup, {})
    from pipeline.html import extract  # lxml and trafilatura: a third of all imports
    from pipeline.html.page_links import MARKS, places

    page = extract.extract(
        decoded.text, record.known.get("url"), whole=record.whole, replied=replied
    )
    stated, tied = {**page.found, **stated}, ()
    signals = {name: stated.pop(name).value for name in SIGNALS.values() if name in stated}
    code = [Protected(lo, hi, "code") for lo, hi in page.code]
    inline = [tag for tag, kind in MARKS.items() if kind == "inline"]
    if structure != "plain" or next(page.root.iter(*inline), None) is not None:
        url = stated["url"].value if "url" in stated else None
        found = list(places(page.root, page.source, page.edits, url))
        code += (Protected(one.lo, one.hi, "inline") for one in found if one.kind == "inline")
        tied = tuple(
            one for one in found if structure == "markdown" or one.kind in _TIED[structure]
        )
    text = Text(page.source)
    text.apply("extract", page.edits)
    markup = Meta("markdown", "page") if structure == "markdown" else None
    return _Opened(text, decoded, stated, tied, code, page.doubt, page.source, markup, signals)


def _is_marked(record: Record, text: str) -> bool:
    """Whether a text is Markdown: its row says so, its file's name does, or its look."""
    return "markup" in record.known or is_markdown(record.path, text)


UNSURE = 0.5
"""Doubt of a decoding from which a person should look: another encoding is as likely."""
LOW = 0.8
"""Confidence below which a page is flagged: one in fifty, of a mean F1 of .90."""
_SHORT = 20
"""Letters below which an article is more often a remnant of one."""


def _flags_of_source(text: str, doubt: float, *, doubtful: bool, unsure: str) -> dict[str, Meta]:
    """The flags of a repaired text that its source gives reason for."""
    found = unreadable.flags_of_damage(text, doubtful=doubtful)
    if doubt > UNSURE:
        found["flag.decoding"] = Meta(f"{doubt:.2f}", "decode")
    if unsure:
        found["flag.extraction"] = Meta(unsure, "extract")
    return found


def _protect(text: Text, code: Iterable[Protected], *, markdown: bool) -> None:
    """Let no stage after this one break into code, addresses, link targets or formulas.

    `code` are spans of the source that are known to be code.
    """
    marked = [Protected(*text.now_span(span.start, span.end), span.kind) for span in code]
    found = find_protected(text.now, markdown=markdown)
    marked = [span for span in marked if span.start < span.end]
    text.protected = apart([*found, *marked, *speakers(text.now)])


def _reopened(draft: Draft) -> tuple[Text, frozenset[int]]:
    """A draft's text with what is protected of it, and the numbers of its soft lines."""
    text = Text(draft.text, draft.rows)
    marked = _has_marks(draft, text.now)
    _protect(text, draft.code, markdown=marked)
    return text, soft_lines(text.now, markdown=marked)


def _has_marks(draft: Draft, text: str) -> bool:
    """Whether a draft's text has the marks of Markdown."""
    markup = draft.found.get("markup")
    return (markup is not None and markup.where == "source") or is_markdown(draft.path, text)


def _code(text: Text) -> Iterator[Protected]:
    """The spans of the source of what is code now."""
    for span in text.protected:
        inline = span.kind == "inline" and text.now[span.start] != "`"
        if span.kind in CODE or inline:
            yield Protected(*text.source_span(span.start, span.end), span.kind)


def _untied(text: Text, record: Record, structure: Structure) -> Sequence[Link]:
    """The links that a text has as Markdown, as spans of its source, after taking them out.

    With `structure` "markdown" also the indentation of its items.
    """
    kept: Sequence[Protected] = ()
    if structure == "markdown":
        kept = find_protected(text.now, markdown=_is_marked(record, text.now))
    code = [(one.start, one.end) for one in kept if one.kind in CODE]
    made, tied = links.take_links(text.now, code, escaped=structure == "links")
    if structure == "markdown" and _is_marked(record, text.now):
        for edit, link in markdown.take_indentation(text.now, kept):
            made.append(edit)
            tied.append(link)
    spans = [text.source_span(link.lo, link.hi) for link in tied]
    text.apply("unlink", made)
    return [link._replace(lo=lo, hi=hi) for link, (lo, hi) in zip(tied, spans, strict=True)]


def _structure(text: Text, draft: Draft) -> Iterator[Edit]:
    """The edits that put in what was taken out, or what the page says of its structure."""
    tied = list(placed(text, draft.links))
    if (markup := draft.found.get("markup")) is None:
        return links.link_edits(text.now, tied)
    return markdown.markdown_edits(text.now, tied, text.protected, page=markup.where == "page")


def _standing(text: Text, tied: Iterable[Link]) -> Iterator[tuple[Link, int, int]]:
    """The links of which something is left in the text, and where."""
    for link in tied:
        lo, hi = text.now_span(link.lo, link.hi)
        if lo < hi:
            yield link, lo, hi


_LOOSE = links.PICTURES | {"block"}  # what does not need all of its words


def placed(text: Text, tied: Iterable[Link]) -> Iterator[Link]:
    """The links as spans of the text; of words that lost an end none."""
    for link, lo, hi in _standing(text, tied):
        if link.kind in _LOOSE or text.source_span(lo, hi) == (link.lo, link.hi):
            yield link._replace(lo=lo, hi=hi)


def _stated(known: Mapping[str, str]) -> dict[str, Meta]:
    """What the source states, its date as ISO; what is no date is not taken for one."""
    stated = {name: Meta(value, "source") for name, value in known.items() if value}
    stated.pop("markup", None)
    if "date" in stated:
        moment = iso(stated.pop("date").value)
        if moment:
            stated["date"] = Meta(moment, "source")
    return stated


def observed(draft: Draft) -> templates.Observation:
    """What a draft shows of marks and boilerplate, for the survey of templates."""
    title = draft.found.get("title")
    text, soft = _reopened(draft)
    own = code_lines(text.now, text.protected) | soft
    words = text.now
    if own:
        words = "\n".join(line for i, line in enumerate(words.split("\n")) if i not in own)
    names = [draft.found[name].value for name in ("author", "sitename") if name in draft.found]
    site = draft.found.get("sitename")
    return templates.observe(
        words,
        path=draft.path,
        site=draft.site,
        title=title and title.value,
        names=names,
        own=site.value if site and not is_source(site.where) else "",
        found=titles.agreeing(draft),
    )


def taught(draft: Draft) -> list[Edit]:
    """What `cut.watermarks` cuts of a draft that no other page speaks of: its own watermarks."""
    if not draft.text:
        return []
    seen = observed(draft)
    tally = templates.Tally()
    tally.add(seen)
    known = watermarks.Matcher(templates.learn(tally))
    return list(watermarks.watermark_edits(draft.text, known, site=draft.home, proved=seen.proved))


def cuts_of(draft: Draft, known: watermarks.Matcher) -> list[Edit]:
    """What learned rules cut of a draft that need not be one of those that taught them."""
    proved = observed(draft).proved if draft.text else frozenset()
    return list(watermarks.watermark_edits(draft.text, known, site=draft.home, proved=proved))


def told_by_site(draft: Draft, known: watermarks.Matcher) -> dict[str, Meta]:
    """The facts of a draft that the rules of its site read otherwise than the page alone."""
    return known.titles.told(draft, _read_again)


def _read_again(draft: Draft, never: str, rule: str) -> dict[str, Meta]:
    """The facts that the head of a draft states whose title all pages of its site have."""
    rows = [row for row in draft.rows if row.stage != "head"]
    text = Text(without(draft.text, draft.rows, "head"), rows)
    _protect(text, draft.code, markdown=_has_marks(draft, text.now))
    found = head.head(text.now, {}, code_lines(text.now, text.protected), never).found
    if "title" not in found:
        return {}
    return {
        name: Meta(meta.value, f"{meta.where}, {rule}")
        for name, meta in found.items()
        if name == "title" or name not in draft.found
    }


def finish(
    draft: Draft, cuts: Iterable[Edit], script: str, told: Mapping[str, Meta] | None = None
) -> Draft:
    """A draft through the stages that know the corpus, or want a clean text: marks … links.

    `cuts` are what `boilerplate.cut.watermarks` says of it, `told` what `told_by_site`: of the
    corpus nothing else comes in.
    """
    text, soft = _reopened(draft)
    site = draft.found.get("sitename")
    names = [site.value] if site and not is_source(site.where) else []
    cuts = own_names.with_own_names(text.now, list(cuts), names, draft.site)
    made, held = watermarks.held(text.now, keeping_lines(text.now, cuts, soft))
    found = {**draft.found, **(told or {})}
    if made and "title" in found:
        gone_words = {text.now[edit.start : edit.end] for edit in made}
        stated = found["title"]
        found["title"] = stated.changed(watermarks.unmarked(stated.value, gone_words))
    gone = watermarks.gone(text.now, made)
    text.apply("marks", made)
    if "same-title" in (found["title"].where if "title" in found else ""):
        gone |= {len(text.now[: len(text.now) - len(text.now.lstrip())].split("\n")) - 1}
    code = code_lines(text.now, text.protected)
    if 0 in gone and "title" not in found:
        found = _facts_below(text.now, code, found)
    title = found["title"].value if "title" in found else None
    headed = any(row.stage == "head" for row in text.rows)
    soft = soft_lines(text.now, markdown=_has_marks(draft, text.now))
    text.apply("strip", strip.strip_edits(text.now, title, gone, code, soft, headed=headed))
    text.apply("collapse", collapse.collapse_edits(text.now, title))
    text.apply("convert", convert.convert_edits(text.now, script))
    words = text.now
    text.apply("links", _structure(text, draft))
    found = said.converted_facts(found, script)
    if held:
        found["flag.repeated"] = Meta("", "marks")
    for name, value in (
        ("language", language_of(words)),
        ("script", convert.script_of(words)),
    ):
        if value and name not in found:
            found[name] = Meta(value, "text")
    if not has_letters(words[:4000], _SHORT):
        found["flag.short"] = Meta("", "text")
    if "language" not in found:
        found["flag.language"] = Meta("", "text")
    return replace(draft, text=text.now, rows=tuple(text.rows), found=found)


def _facts_below(text: str, code: frozenset[int], found: Mapping[str, Meta]) -> dict[str, Meta]:
    """The facts of a page whose first lines were learned to be its site's, asked once more.

    On the page alone they hid its headline. What is known already stays.
    """
    known = {name: meta.value for name, meta in found.items()}
    return {**head.head(text, known, code).found, **found}
