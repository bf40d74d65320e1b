"""What markup and `<title>` tell of a page's writer and site, in the forms that systems write."""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import pytest

from pipeline.html.extract import extract
from tests.metadata.test_bylines import BODY

ABOUT = "<p>关于北岸 · 下载北岸App</p>"


def page(title, head, body=BODY):
    """A page with that `<title>`, those lines below its headline, and an article of that text."""
    text = "".join(f"<p>{line}</p>" for line in body)
    return f"<title>{title}</title><div><h1>山里来了新校长</h1>{head}<div>{text}</div></div>"


def found(html, field):
    stated = extract(html).found
    return stated[field].value if field in stated else None


@pytest.mark.parametrize(
    ("head", "writer"),
    [
        ("<div><a href=/people/12/>山~风</a> <span>2017-09-30 21:38</span></div>", "山~风"),
        ("<div class=authi><a href=space-uid-12.html>山风一号</a></div>", "山风一号"),
        ("<div class=bar><a class=follow-nickName href=/shan>Shan Feng</a></div>", "Shan Feng"),
        (
            "<div class=AuthorInfo><span class=AuthorInfo-name>山风</span>"
            "<div class=AuthorInfo-detail>木桥大学 渡船硕士</div></div>",
            "山风",
        ),
        ("<div><a href=/user/login>会员登录</a></div>", None),
        ("<div><a href=/u/beian>北岸晚报</a> 2017-09-30</div>", None),
        ("<p class=author-desc>写过三本书的人</p>", None),
    ],
)
def test_a_class_or_a_link_to_a_person_names_the_writer(head, writer):
    assert found(page("山里来了新校长", head), "author") == writer


def test_a_thread_of_many_writers_is_nobodys():
    said = "".join(
        f"<div><a href=/people/{i}>山风{i}号</a></div><p>{line}</p>"
        for i, line in enumerate(BODY * 3)
    )
    html = f"<title>怎样看山里的新校长</title><h1>怎样看山里的新校长</h1><div>{said}</div>"
    assert found(html, "author") is None


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("山里来了新校长_新校长-北岸博客", "北岸博客"),
        ("山里来了新校长 · 北岸中国", "北岸中国"),
        ("山里来了新校长 - 北岸", "北岸"),
        ("山里来了新校长 - 西岭", None),
        ("山里来了新校长_【快北岸】", "快北岸"),
        ("(99+ 封私信 / 3 条消息) 山里来了新校长 - 北岸", "北岸"),
        ("北岸论坛", "北岸论坛"),
        ("山里来了新校长", None),
    ],
)
def test_the_end_of_the_title_is_the_name_of_the_site(title, site):
    html = page(title, "<div>2017-09-30 21:38</div>") + ABOUT
    assert (found(html, "title"), found(html, "sitename")) == ("山里来了新校长", site)


@pytest.mark.parametrize(
    ("title", "site"),
    [("山里来了新校长 | 北岸社区", "北岸社区"), ("山里来了新校长", "山风一号")],
)
def test_the_writers_own_account_is_the_site_only_where_no_other_is_named(title, site):
    body = [*BODY, "微信公众号：山风一号（ID：shanfeng）"]
    html = page(title, "<div class=author><a href=/u/12>山风一号</a></div>", body)
    assert (found(html, "author"), found(html, "sitename")) == ("山风一号", site)


def test_a_player_between_the_headline_and_the_text_does_not_hide_the_credits():
    player = "".join(f"<div>倍速 {i}.0X</div>" for i in range(30))
    html = page("山里来了新校长", f"<div>时间：2024.05.20 来源：北岸网</div><div>{player}</div>")
    assert (found(html, "sitename"), found(html, "date")) == ("北岸网", "2024-05-20")


def test_the_birthday_of_whom_it_is_about_is_no_date_of_a_page():
    assert found(page("山里来了新校长", "<p>出生日期：1975年1月28日</p>"), "date") is None


@pytest.mark.parametrize(
    "clock", ["今天是2024年3月1日 星期五", "本页由缓存生成于 2024-03-01 08:00"]
)
def test_the_day_of_a_visit_or_a_version_is_no_date_of_a_page(clock):
    assert (
        found(f"<div>{clock}</div>" + page("山里来了新校长", "") + f"<p>{clock}</p>", "date")
        is None
    )


def test_a_row_of_places_to_go_to_names_no_writer():
    bar = "<div><a>广场</a><a>关注</a><a>发帖</a></div>"
    assert found(bar + page("山里来了新校长", ""), "author") is None


def test_a_time_told_in_that_of_greenwich_is_taken_as_the_page_shows_it():
    ld = '{"@type": "NewsArticle", "datePublished": "2024-05-09T14:30:07Z"}'
    html = page("山里来了新校长", "<div>2024-05-09 22:30 · 北岸社</div>")
    html += f"<script type=application/ld+json>{ld}</script>"
    assert found(html, "date") == "2024-05-09T22:30"


def test_a_board_names_the_writer_above_the_headline():
    html = "<div class=topic-nickname><a href=/x/1>山风一号</a></div>" + page("山里来了新校长", "")
    assert found(html, "author") == "山风一号"


@pytest.mark.parametrize(
    ("head", "writer"),
    [
        ("<div class=user><a>早睡练习生</a> <button>+ 关注</button> <time>2020.01.02</time></div>", "早睡练习生"),
        ("<div class=hd><a>骨料与石灰</a> <a>+关注</a><div>发布于07-04 21:38</div></div>", "骨料与石灰"),
        ("<p><span>木箱里的糖</span><span>关注TA</span> 2020-01-02</p>", "木箱里的糖"),
        ("<p><b>北岸日报社</b> <a>+关注</a> 2020-01-02</p>", None),
        ("<p><a>更多文章</a> <a>关注</a> 2020-01-02</p>", None),
    ],
)  # fmt: skip
def test_whom_a_button_follows_is_the_writer(head, writer):
    assert found(page("山里来了新校长", head), "author") == writer
