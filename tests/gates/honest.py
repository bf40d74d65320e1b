"""How many letters of honest texts are lost: alone, together, as one site, among dirty pages.

    python -m tests.gates.honest [--show]

Nothing in these texts is dirt, so each letter has to come out, or to move into a fact of the page.
The texts are those of `tests/made/honest` and, where they are at hand, the sets beside the project.
Fails where more is lost than `floors.toml` allows.
"""

import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline import stages
from pipeline.boilerplate.cut.watermarks import Matcher
from pipeline.boilerplate.learn.templates import Tally, learn
from pipeline.model.article import Draft, Record, Refused
from pipeline.model.edits import Row
from tests.conftest import SHARED
from tests.made import watermarks
from tests.made.honest import honest_texts

FLOORS = Path(__file__).with_name("floors.toml")
HOST = "https://www.beian.example"
MIXED = 12  # styles of watermarks whose sites stand beside the honest texts
CUES = frozenset({"subtitle-cues"})  # their numbers and times are no text


class Page(NamedTuple):
    """A text with its path, and the address of its site if it has one."""

    path: str
    text: str
    url: str | None = None


class Loss(NamedTuple):
    """Letters that a rule of a stage took from a page."""

    path: str
    stage: str
    rule: str
    letters: int
    shown: str


def prepared(page: Page) -> Draft:
    known = {"url": page.url} if page.url else {}
    return stages.prepare(Record(page.path, page.text.encode(), "text/plain", "utf-8", known))


def lost(before: str, done: Draft) -> Iterator[Loss]:
    """What a page lost, by rule; what a fact of the page says again is not lost."""
    gone = Counter(filter(str.isalnum, before)) - Counter(filter(str.isalnum, done.text))
    facts = [meta.value for meta in done.found.values() if meta.value]
    for row in done.rows:
        taken = Counter(filter(str.isalnum, row.old)) - Counter(filter(str.isalnum, row.new))
        taken &= gone
        if taken and not _no_text(row) and not _moved(row, facts):
            gone -= taken
            yield Loss(done.path, row.stage, row.rule, taken.total(), row.old.strip())


def _no_text(row: Row) -> bool:
    """Whether a row takes what no reader sees: entities, comments of HTML, numbers of cues."""
    return (
        row.stage in ("decode", "convert")
        or row.rule in (*CUES, "entity")
        or row.old.lstrip().startswith("<!--")
    )


def _moved(row: Row, facts: Sequence[str]) -> bool:
    """Whether a line went because a fact says it, or a credit with the label of one."""
    old = _letters(row.old)
    said = [_letters(fact) for fact in facts]
    return any(old == one or (row.stage == "head" and one and one in old) for one in said)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def alone(pages: Iterable[Page]) -> Iterator[Loss]:
    """Each page as if there were no other."""
    for page in pages:
        draft = prepared(page)
        yield from lost(page.text, stages.finish(draft, stages.taught(draft), "keep"))


def together(pages: Sequence[Page], dirty: Sequence[Page] = ()) -> Iterator[Loss]:
    """The pages as one corpus; those that are dirty teach, and their losses are not counted."""
    tally = Tally()
    drafts: list[Draft] = []
    for page in (*pages, *dirty):
        try:
            drafts.append(prepared(page))
        except Refused:
            continue
        tally.add(stages.observed(drafts[-1]))
    matcher = Matcher(learn(tally))
    for page, draft in zip(pages, drafts, strict=False):
        cuts = stages.cuts_of(draft, matcher)
        yield from lost(page.text, stages.finish(draft, cuts, "keep"))


def made_up() -> list[Page]:
    return [Page(path, text) for path, text in honest_texts()]


def dirty() -> Iterator[Page]:
    """Pages of sites with watermarks, and the made-up ones beside the project."""
    for style in islice(sorted(watermarks.STYLES), 0, None, len(watermarks.STYLES) // MIXED):
        for page in watermarks.corpus(watermarks.STYLES[style], 1, with_address=True):
            yield Page(page.path, page.text, watermarks.url(page))
    for file in sorted((SHARED / "data/families/raw").rglob("*.txt")):
        yield Page(f"families/{file.name}", file.read_text("utf-8", errors="ignore"))


def of_one_site(pages: Iterable[Page]) -> list[Page]:
    return [page._replace(url=f"{HOST}/{i}.html") for i, page in enumerate(pages)]


def shared() -> Iterator[tuple[str, list[Page]]]:
    """The sets of honest texts beside the project, if they are there."""
    for folder in sorted((SHARED / "data/honest").glob("*")):
        if folder.is_dir():
            files = sorted(path for path in folder.rglob("*") if path.is_file())
            yield (
                folder.name,
                [
                    Page(
                        path.relative_to(folder).as_posix(),
                        path.read_text("utf-8", errors="replace"),
                    )
                    for path in files
                ],
            )


def ways() -> Iterator[tuple[str, Iterable[Loss]]]:
    """Each way in which texts are cleaned, by name, and what they lose."""
    pages = made_up()
    yield "alone", alone(pages)
    yield "together", together(pages)
    yield "site", together(of_one_site(pages))
    yield "mixed", together(pages, list(dirty()))
    for name, texts in shared():
        yield name, together(texts)


def main(arguments: Sequence[str]) -> int:
    """How many floors were missed."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["honest"]
    chosen = [one for one in arguments if not one.startswith("-")]
    missed = 0
    for name, losses in ways():
        if chosen and name not in chosen:
            continue
        found = list(losses)
        total = sum(loss.letters for loss in found)
        print(f"{name:12} letters lost {total}")
        by_rule: Counter[str] = Counter()
        for loss in found:
            by_rule[f"{loss.stage}/{loss.rule}"] += loss.letters
            if "--show" in arguments:
                print(f"  {loss.path} {loss.stage}/{loss.rule} {loss.letters}: {loss.shown[:90]!r}")
        print("".join(f"  {count:6} {rule}\n" for rule, count in by_rule.most_common()), end="")
        missed += total > floors.get(name, 0)
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
