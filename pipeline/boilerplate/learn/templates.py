"""The survey that learns watermarks and boilerplate from a corpus, as rules a person can read.

`observe` says what one document shows; a `Tally` counts that over documents, in any order and any
number of parts; `learn` makes rules of the counts. It is to be given one document of each cluster
of near-duplicates, or else what is syndicated looks like what is printed on every page.
"""

from collections.abc import Sequence

from pipeline.boilerplate import titles
from pipeline.boilerplate.jammers import jammers
from pipeline.boilerplate.learn import watermarks_learned, watermarks_seen
from pipeline.boilerplate.learn.addresses import addresses
from pipeline.boilerplate.learn.counts import LINES, Item, Observation, Tally, hashed
from pipeline.boilerplate.learn.foreign_runs import foreign_runs
from pipeline.boilerplate.learn.inserted import inserted
from pipeline.boilerplate.learn.learned import Learned
from pipeline.boilerplate.learn.lines_learned import line_rules
from pipeline.boilerplate.learn.lines_seen import zone_lines
from pipeline.boilerplate.learn.watermarks_learned import INLINE
from pipeline.boilerplate.learn.watermarks_seen import Seen
from pipeline.boilerplate.learn.watermarks_within import marks_within
from pipeline.boilerplate.shapes import Own
from pipeline.metadata.places import FactPlace

__all__ = ["Item", "Observation", "Tally", "learn", "observe", "proven"]

_SHOWN = 60  # characters of an example: the mark and enough to see what stands beside it
_BODY = 3  # longest lines that tell an article from others; one may be a notice of the site
RESIDUES = 12  # kept of one document: a page picks its marks from a short list


def observe(
    text: str,
    *,
    path: str,
    site: str | None,
    title: str | None,
    names: Sequence[str] = (),
    own: str = "",
    found: Sequence[FactPlace] = (),
) -> Observation:
    """What one document shows of marks and boilerplate.

    Articles are told apart by title and longest lines: a title alone may be that of the site.
    `names` are those the page states: who wrote it, and for whom; `own` what it calls its site;
    `found` are the places where it may state its facts.

    >>> page = "\\n".join(f"第{n}段是一句完整的话。x7K某某网" for n in "一二三四五")
    >>> [(item.what, item.key) for item in observe(page, path="a", site=None, title=None).items]
    [('suffix-mark', 'x7K某某网')]
    """
    lines = text.split("\n")
    name = title or ""
    marks, ends = _marks(lines, name)
    often = sum(count for _, count, _ in ends) >= max(3, 0.3 * len(lines))
    known = {mark.text for mark in marks}
    items = _items(marks, lines)
    items += [
        Item("residue", end, count, first, lines[first][-_SHOWN:], often)
        for end, count, first in sorted(ends)[:RESIDUES]
        if end not in known
    ]
    items += _items(marks_within(text), lines)
    items += addresses(text)
    proved = [item.key.partition("(?")[0] for item in items if item.proven and item.what in _MARKS]
    proved = [name for name in proved if name]
    items += foreign_runs(lines)
    items += inserted(lines, proved)
    items += _jams(lines)
    items += titles.seen(name, own, found)
    items += zone_lines(_bare(lines, marks), Own(name, tuple(names)))
    body = sorted(lines, key=lambda line: (-len(line), line))[:_BODY]
    return Observation(path, site or "", hashed("\n".join([name.strip(), *body])), tuple(items))


def _items(marks: Sequence[Seen], lines: Sequence[str]) -> list[Item]:
    return [
        Item(mark.kind, mark.text, mark.lines, mark.first, _shown(mark, lines), mark.proven)
        for mark in marks
    ]


def _marks(lines: list[str], name: str) -> tuple[list[Seen], list[tuple[str, int, int]]]:
    """The marks at the ends of paragraphs, and what else ends several of them."""
    marks = watermarks_seen.suffixes(lines, name) + watermarks_seen.prefixes(lines, name)
    if not any(mark.proven for mark in marks):
        marks += watermarks_seen.alone(lines)
    ends = watermarks_seen.residues(lines)
    for mark in marks:
        if mark.kind == "suffix-mark" and mark.proven:
            ends = [end for end in ends if watermarks_seen.is_own_mark(end[0], end[1], mark.text)]
    marked = sum(mark.lines for mark in marks if mark.kind == "suffix-mark" and mark.proven)
    return marks + watermarks_seen.alternatives(lines, ends, marked), ends


_MARKS = frozenset({"suffix-mark", "prefix-mark", "alternatives", "jammer", "disguised", *INLINE})


def proven(seen: Observation) -> Observation:
    """What a copy of another document shows: the marks it proves alone, and its lines.

    Its site has them in common with other articles. All else is counted where the story stands
    first, or a story told by many would be boilerplate.
    """
    return seen._replace(
        items=tuple(
            item
            for item in seen.items
            if item.what in LINES or (item.what in _MARKS and item.proven)
        )
    )


def _shown(mark: Seen, lines: Sequence[str]) -> str:
    line = lines[mark.first]
    return line[:_SHOWN] if mark.kind == "prefix-mark" else line[-_SHOWN:]


def _bare(lines: list[str], marks: list[Seen]) -> list[str]:
    """The lines without the marks at their ends, or a footer would differ with every code."""
    proven = [mark.text for mark in marks if mark.kind == "suffix-mark" and mark.proven]
    for text in proven:
        lines = [line.removesuffix(text) or line for line in lines]
    return lines


def _jams(lines: list[str]) -> list[Item]:
    """The page as a witness of jammers."""
    drawn = jammers(lines)
    if not drawn:
        return []
    first = drawn[0][0]
    return [Item("jammer", "", len(drawn), first, lines[first][-_SHOWN:], True)]


def learn(tally: Tally) -> tuple[Learned, ...]:
    """The rules that the counts prove, sorted by id."""
    # A line of signs and slots, such as a picture in Markdown, is of no site.
    told = (rule for rule in line_rules(tally) if any(map(str.isalnum, rule.anchor)))
    rules = {
        rule.id: rule
        for rule in (
            *titles.title_rules(tally),
            *titles.place_rules(tally),
            *watermarks_learned.marks(tally),
            *told,
        )
    }
    return tuple(rules[name] for name in sorted(rules))
