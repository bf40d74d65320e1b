"""What most pages of a site have behind whole sentences, and say nowhere else."""

from collections.abc import Callable
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


def ended(mark: Callable[[int], str], of: int = 8) -> tuple[Learned, ...]:
    """The rules of a site on whose pages one paragraph each begins with a mark."""
    tally = Tally()
    for number in range(of):
        lines = prose.article(Random(number), 8, 9)
        lines[3] = mark(number) + lines[3]
        tally.add(
            observe("\n".join(lines), path=f"{number}", site="a.example", title=f"第{number}篇")
        )
    return learn(tally)


def test_codes_between_signs_once_on_each_page_of_a_site_are_its_mark():
    (rule,) = ended(lambda number: f"‖Ｋ{number}ＦＣ‖")
    assert (rule.pattern, rule.scope) == (r"(?<![^\n])‖{letters}‖", "site:a.example")


def test_a_sentence_of_another_language_before_paragraphs_of_a_site_is_its_mark():
    (rule,) = ended(lambda number: "Evaluation Only. Created with Paperwright.")
    assert rule.pattern == r"(?<![^\n])Evaluation\ Only\.\ Created\ with\ Paperwright\."


def test_numbers_and_names_before_paragraphs_stay():
    assert ended(lambda number: f"{number + 1}. ") == ()
    assert ended(lambda number: "Kafka") == ()
    assert ended(lambda number: f"【{number}】") == ()
