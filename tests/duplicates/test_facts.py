"""What tells alike pages apart is named; one thing set right folds, with both values told."""

import pytest

from pipeline.duplicates.align import Pair
from pipeline.duplicates.exclusive import excluded
from pipeline.duplicates.facts import Difference, told_apart
from pipeline.duplicates.readings import read
from tests.duplicates.test_duplicates import survey
from tests.made.articles import article
from tests.made.edits import FORMULAS, Rng

TITLE = "河边的旧钟修好了"
DAY = "2021-03-05"
STORY = article(Rng(3), 4)


def told(one, other):
    """The differences of two texts, the same from either side."""
    both = read(one), read(other)
    found = told_apart(Pair(*both), (None, None), alike=True)
    back = told_apart(Pair(*both[::-1]), (None, None), alike=True)
    assert {Difference(kind, there, here) for kind, here, there in back} == set(found)
    return [one[1:] for one in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第二次", "第三次"),
        ("十九大", "二十大"),
        ("二十大", "十七大"),
        ("（上）", "（下）"),
        ("（一）", "（三）"),
        ("上半年", "下半年"),
        ("周三", "周四"),
        ("开幕", "闭幕"),
        ("英文", "法文"),
        ("40人", "45人"),
    ],
)
def test_what_stands_for_something_else_is_told(old, new):
    ((here, there),) = told(
        f"记者昨天从会上了解到{old}的情况。{STORY}", f"记者昨天从会上了解到{new}的情况。{STORY}"
    )
    assert here.strip("（）") in old and there.strip("（）") in new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("十二个", "12个"),
        ("一直", "始终"),
        ("做", "作"),
        ("关上", "打开"),
        ("今年", "去年"),
        ("30", "3\n0"),
        ("010 65550123（办）", "010-6555 0123 ("),
    ],
)
def test_words_put_otherwise_tell_nothing(old, new):
    assert told(f"那天他{old}来了。{STORY}", f"那天他{new}来了。{STORY}") == []


def test_words_of_one_class_exclude_each_other_in_one_place_only():
    assert excluded("上", "下", "江边旧事（", "）第一节") == ("（上）", "（下）")
    assert excluded("上", "下", "他走", "楼去了") is None


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.__name__)
def test_items_of_one_formula_stay_apart(formula):
    for i in range(4):
        case = formula(Rng(f"test {i}"))
        texts = {page.name: page.text for page in case.pages}
        known = {
            field: {page.name: getattr(page, field) for page in case.pages}
            for field in ("title", "date", "site")
        }
        assert survey(texts, **known).folds == ()


def corrected(**known):
    texts = {n: f"那天一共来了{v}个人。{STORY}" for n, v in (("a", 12), ("b", 15))}
    return survey(
        texts, **{field: dict(zip("ab", both, strict=True)) for field, both in known.items()}
    )


def test_one_figure_set_right_under_one_title_and_day_folds_and_both_are_told():
    (fold,) = corrected(title=(TITLE, TITLE), date=(DAY, f"{DAY}T10:20")).folds
    assert (fold.relation, {*fold.because.split(", not ")}) == ("revision", {"12个", "15个"})


@pytest.mark.parametrize("days", [(DAY, "2021-03-08"), (DAY, None)])
def test_another_figure_on_another_day_or_on_no_day_is_another_item(days):
    found = corrected(title=(TITLE, TITLE), date=days)
    assert found.folds == ()
    assert [note.relation for note in found.noted] == ["sibling"]
    assert {*found.noted[0].because.split(", not ")} == {"12个", "15个"}


def test_a_later_page_that_says_it_corrects_an_earlier_one_replaces_it():
    texts = {
        "a": f"一共来了12个人。{STORY}",
        "b": f"更正：昨日所报人数有误。\n一共来了15个人。{STORY}",
    }
    days = {"a": DAY, "b": "2021-03-06"}
    (fold,) = survey(texts, title=dict.fromkeys("ab", TITLE), date=days).folds
    assert (fold.path, fold.of, fold.relation) == ("a", "b", "revision")


def test_a_page_of_one_site_shown_again_folds_but_one_with_other_words_does_not():
    again = STORY + "\n（来源：江边日报）"
    known = {"date": {"a": DAY, "b": "2021-03-09"}, "site": dict.fromkeys("ab", "news.example")}
    assert len(survey({"a": STORY, "b": again}, **known).folds) == 1
    other = STORY.replace("的", "地", 1).replace("，", "，大约", 3).replace("在", "去", 1)
    found = survey({"a": STORY, "b": other}, **known)
    assert found.folds == ()
    assert found.noted[0].because in (f"{DAY}, not 2021-03-09", f"2021-03-09, not {DAY}")


@pytest.mark.parametrize(("days", "folds"), [((DAY, "2021-03-09"), 0), ((DAY, DAY), 1)])
def test_the_same_sentences_in_another_order_on_another_day_are_another_item(days, folds):
    first, second, third, *rest = STORY.split("。")
    texts = {"a": STORY, "b": "。".join([first, third, second, *rest])}
    known = {"date": dict(zip("ab", days, strict=True)), "site": dict.fromkeys("ab", "a.example")}
    assert len(survey(texts, **known).folds) == folds


@pytest.mark.parametrize(("topic", "folds"), [("高校毕业生就业", 0), ("城市道路更新了", 1)])
def test_what_both_titles_name_tells_apart_also_where_it_is_long(topic, folds):
    body = f"海棠县近日召开动员会，推进城市更新。{article(Rng(3), 1)}"
    texts = {"a": body, "b": body.replace("城市更新", "高校毕业生就业")}
    found = survey(texts, title={"a": "海棠县推进城市更新", "b": f"海棠县推进{topic}"})
    assert len(found.folds) == folds


def test_a_text_served_again_under_the_next_number_folds():
    long = article(Rng(4), 6)
    texts = {"a": f"第57章 新的一课\n{long}", "b": f"第58章 新的一课（2）\n{long}"}
    assert len(survey(texts).folds) == 1
    short = {name: text[:120] for name, text in texts.items()}
    assert survey(short).folds == ()
