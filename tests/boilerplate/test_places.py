"""The pages of a site together tell who wrote each, where one page alone can't."""

from dataclasses import replace

import pytest

from pipeline.boilerplate.cut.watermarks import Matcher
from pipeline.boilerplate.learn.counts import Tally
from pipeline.boilerplate.learn.learned import Status
from pipeline.boilerplate.learn.templates import learn
from pipeline.model.article import Draft, Record
from pipeline.stages import observed, prepare, told_by_site

HEADS = ("渡口的钟停了", "修钟的人来了", "县里要修新路", "山那边下了雪")
NAMES = ("王小明", "李文华", "赵云山", "北风吹雁")
BODY = "，船夫把缆绳解开，看着对岸的灯一盏一盏灭下去，谁也没有说话。"


def pages(form: str, count: int = 4, names: tuple[str, ...] = NAMES) -> list[Draft]:
    """Pages with a headline for `{title}`, a name for `{name}` and a text for `{text}`."""
    texts = (
        form.format(title=HEADS[n], name=names[n], text=(HEADS[n] + BODY) * 3, day=n + 1)
        for n in range(count)
    )
    return [prepare(Record(f"yu/{n}.txt", text.encode())) for n, text in enumerate(texts)]


def stated(drafts: list[Draft], field: str, status: Status = "learned") -> list[str | None]:
    """What each page states for a field, once its site has been asked."""
    tally = Tally()
    for draft in drafts:
        tally.add(observed(draft))
    known = Matcher(replace(rule, status=status) for rule in learn(tally))
    found = [{**draft.found, **told_by_site(draft, known)} for draft in drafts]
    return [facts[field].value if field in facts else None for facts in found]


POSTED = "{title}\n发布者：{name}　　发布时间：2021-03-0{day}\n{text}"


@pytest.mark.parametrize(
    "form",
    [
        POSTED,
        "{title}\n供稿：{name} 更新：2021年3月{day}日\n{text}",
        "{title}\n2021-03-0{day} {name} 分类：渡口\n{text}",
        "{title}\n来源：北岸网 2021-03-0{day}\n{text}\n（{name} 文）",
    ],
)
def test_the_name_that_changes_at_one_place_of_all_pages_is_the_authors(form: str) -> None:
    assert stated(pages(form), "author") == [*NAMES]


@pytest.mark.parametrize(
    "form",
    [
        "{title}\n2021-03-0{day} 来源：北岸网 编辑：{name}\n{text}",
        "{title}\n2021-03-0{day} 来源：北岸网\n{text}\n责任编辑：{name}",
        "{title}\n2021-03-0{day} 来源：北岸网\n{text}\n联系人：{name}",
        "{title}\n2021-03-0{day} 来源：北岸网\n{text}\n上一篇：{name}",
    ],
)
def test_who_edits_or_is_asked_is_no_author(form: str) -> None:
    assert stated(pages(form), "author") == [None] * 4


def test_who_posts_what_others_signed_is_no_author() -> None:
    form = "{title}\n发布者：{name}　　发布时间：2021-03-0{day}\n作者：方敏\n{text}"
    assert stated(pages(form), "author") == ["方敏"] * 4


@pytest.mark.parametrize("name", ["管理员", "校办公室", "王小明"])
def test_what_all_pages_have_alike_is_no_author(name: str) -> None:
    assert stated(pages(POSTED, names=(name,) * 4), "author") == [None] * 4


def test_subjects_are_no_authors() -> None:
    form = "{title}\n2021-03-0{day} {name} 阅读 12\n{text}"
    assert stated(pages(form, names=("社会", "文化", "体育", "财经")), "author") == [None] * 4


def test_two_pages_tell_nothing_and_a_person_vetoes() -> None:
    assert stated(pages(POSTED, count=2), "author") == [None] * 2
    assert stated(pages(POSTED), "author", "vetoed") == [None] * 4


def test_a_headline_stands_where_all_pages_have_theirs() -> None:
    form = "半亩塘\n源头活水来\n栏目：渡口\n{title}【半亩塘】\n{text}\n录入时间：2014年10月{day}日"
    drafts = pages(form)
    assert stated(drafts, "title") == [*HEADS]
    assert stated(drafts, "sitename") == ["半亩塘"] * 4
