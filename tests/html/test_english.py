"""English pages come out no worse than by trafilatura alone, in the same run."""

from statistics import mean

from pipeline.html.extract import extract
from pipeline.model.edits import Text
from tests.made.pages_english import pages


def score(lines: list[str], gold: tuple[str, ...]) -> float:
    """F1 of the lines found, whole ones only."""
    both = len(set(lines) & set(gold))
    return 2 * both / (len(set(lines)) + len(set(gold))) if lines else 0.0


def ours(html: str) -> list[str]:
    page = extract(html)
    text = Text(page.source)
    text.apply("extract", page.edits)
    return text.now.split("\n")


def theirs(html: str) -> list[str]:
    from trafilatura import extract as alone

    return [line.removeprefix("- ") for line in (alone(html) or "").split("\n")]


def test_english_pages_come_out_no_worse_than_by_trafilatura():
    both = [
        (score(ours(page.html), page.lines), score(theirs(page.html), page.lines))
        for page in pages()
    ]
    assert len(both) == 12
    assert all(our >= their for our, their in both)
    assert mean(our for our, _ in both) > mean(their for _, their in both) + 0.05


def test_no_paragraph_of_an_english_article_is_lost():
    for page in pages():
        assert {line for line in page.lines if len(line) > 60} <= set(ours(page.html))
