"""What most pages of a site have behind whole sentences, and say nowhere else."""

from random import Random

from pipeline.boilerplate.learn.learned import Learned
from pipeline.boilerplate.learn.templates import Tally, learn, observe
from tests.made import prose


def rules(mark: str, marked: int, of: int = 8) -> tuple[Learned, ...]:
    """The rules of a site of which some pages have a mark behind half of the paragraphs' starts."""
    tally = Tally()
    for number in range(of):
        lines = prose.article(Random(number), 8, 9)
        if number < marked:
            lines = [
                line.replace("。", f"。{mark}", 1) if i % 2 else line
                for i, line in enumerate(lines)
            ]
        tally.add(
            observe("\n".join(lines), path=f"{number}", site="a.example", title=f"第{number}篇")
        )
    return learn(tally)


def test_words_with_blanks_on_most_pages_of_a_site_are_its_mark():
    (rule,) = rules("直线 波浪线 写想法", 8)
    assert (rule.pattern, rule.scope) == (r"直线\ 波浪线\ 写想法", "site:a.example")


def test_words_on_few_pages_of_a_site_and_words_without_signs_stay():
    assert rules("直线 波浪线 写想法", 3) == ()
    assert rules("卖豆腐的老人", 8) == ()
    assert rules("供图：某某 某某", 8) == ()
