"""Titles lose the names of sites behind them, which a site's titles together tell."""

from dataclasses import replace

import pytest

from pipeline.boilerplate.cut.watermarks import Matcher
from pipeline.boilerplate.learn.counts import Tally
from pipeline.boilerplate.learn.learned import Learned, Status
from pipeline.boilerplate.learn.templates import learn, observe
from pipeline.model.article import Draft, Record
from pipeline.stages import finish, observed, prepare, told_by_site

BODIES = ("渡口的雾散了，船夫把缆绳解开。", "钟楼的大钟敲了十二下。", "县里要修一条新的路。")


def rules_of(titles: tuple[str, ...]) -> tuple[Learned, ...]:
    tally = Tally()
    for n, title in enumerate(titles):
        text = f"{BODIES[n % 3] * 4}{n}"
        tally.add(observe(text, path=f"rows.jsonl#{n}", site=None, title=title))
    return learn(tally)


def test_three_titles_that_end_in_one_name_teach_it() -> None:
    rules = rules_of(("渡口散了雾 - 北岸", "钟楼又敲钟了 - 北岸", "县里要修新路 - 北岸"))
    assert [(rule.kind, rule.anchor, rule.scope) for rule in rules] == [
        ("title-tail", " - 北岸", "site:rows.jsonl/")
    ]
    assert Matcher(rules).titles.without("船夫的一天 - 北岸", "rows.jsonl/")[:2] == (
        "船夫的一天",
        "",
    )


def test_a_vetoed_tail_stays() -> None:
    rules = rules_of(("渡口散了雾 - 北岸", "钟楼又敲钟了 - 北岸", "县里要修新路 - 北岸"))
    vetoed = [replace(rule, status="vetoed") for rule in rules]
    assert (
        Matcher(vetoed).titles.without("船夫的一天 - 北岸", "rows.jsonl/")[0] == "船夫的一天 - 北岸"
    )


def test_a_name_of_a_site_behind_a_bar_needs_no_other_title() -> None:
    known = Matcher(()).titles
    assert known.without("船夫的一天_社会_北岸新闻网", "x/") == (
        "船夫的一天_社会",
        "北岸新闻网",
        "title-site",
    )


@pytest.mark.parametrize("tail", [" - 北岸...", " - 北岸网 -...", "-渡口省北岸县公安局"])
def test_a_site_cut_off_and_a_whole_office_behind_a_bar_go(tail: str) -> None:
    assert Matcher(()).titles.without(f"船夫的一天{tail}", "x/")[0] == "船夫的一天"


@pytest.mark.parametrize(
    "title",
    ["从渡口到北岸-船夫...", "船夫的一天-北岸医院", "船夫走了...", "他还是走了——江边渡口..."],
)
def test_words_cut_off_and_short_names_stay(title: str) -> None:
    assert Matcher(()).titles.without(title, "x/")[0] == title


def test_what_a_series_is_about_is_no_name() -> None:
    assert (
        rules_of(tuple(f"{one}——论北岸的桥" for one in ("稳中求进", "行稳致远", "砥柱中流"))) == ()
    )


def test_titles_with_places_numbers_and_second_halves_stay() -> None:
    titles = ("北岸到西岭-上海", "他还是走了——三十年后", "第12期-2020", "走进社区 | 一盏灯的故事")
    assert rules_of(titles) == ()
    known = Matcher(()).titles
    assert all(known.without(title, "rows.jsonl/")[0] == title for title in titles)


HEADS = ("渡口的钟停了", "修钟的人来了", "县里要修新路")


def drafts(lines: tuple[str, ...], folder: str = "yu") -> list[Draft]:
    """Pages whose first lines are these, with one of `HEADS` for `{}`, each above a body."""
    texts = ("\n".join(lines).replace("{}", head) for head in HEADS)
    pages = zip(texts, BODIES, strict=True)
    return [
        prepare(Record(f"{folder}/{n}.txt", f"{text}\n{body * 4}\n{body}".encode()))
        for n, (text, body) in enumerate(pages)
    ]


def facts(pages: list[Draft], status: Status = "learned") -> list[dict[str, str]]:
    tally = Tally()
    for page in pages:
        tally.add(observed(page))
    known = Matcher(replace(rule, status=status) for rule in learn(tally))
    done = [finish(page, [], "keep", told_by_site(page, known)) for page in pages]
    return [
        {name: page.found[name].value for name in ("title", "sitename") if name in page.found}
        for page in done
    ]


SLOGAN = ("日子慢一点,读得多一点", "{}", "北岸周刊 2023-02-27 08:00")


def test_a_headline_that_all_pages_of_a_site_have_is_none():
    assert facts(drafts(SLOGAN)) == [{"title": head, "sitename": "北岸周刊"} for head in HEADS]


def test_a_person_vetoes_what_a_site_is_said_to_have_alike():
    told = [one["title"] for one in facts(drafts(SLOGAN), "vetoed")]
    assert SLOGAN[0] in told != [*HEADS]


def test_poems_of_one_name_keep_it():
    assert facts(drafts(("无题四首", "作者:李商隐", "{}"))) == [{"title": "无题四首"}] * 3


def test_a_site_is_called_as_most_of_its_pages_say():
    named = drafts(("{}", "北岸周刊 2023-02-27 08:00"))
    bare = prepare(Record("yu/9.txt", ("雾散了以后\n\n" + "渡口的雾散了。" * 9).encode()))
    assert facts([*named, bare])[-1]["sitename"] == "北岸周刊"
    assert "sitename" not in facts([bare])[-1]
