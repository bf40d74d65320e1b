"""What a page is, how sure its article is, and where it says that it was taken from."""

import pytest

from pipeline import stages
from pipeline.html.extract import extract
from pipeline.model.article import Record, Refused

SENTENCE = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。"
BODY = f"<h1>山里来了新校长</h1><div class=content>{f'<p>{SENTENCE}</p>' * 4}</div>"
REPLIES = "".join(
    f"<div class=reply><b>读者{i}</b> <i>2021-03-0{i} 10:1{i}</i> <em>{i}楼</em>"
    "<p>说得真好啊</p></div>"
    for i in range(1, 6)
)
TITLE = "<h1>山里来了新校长</h1>"
OFFER = "<ul><li>文档格式：PDF<li>文档大小<li><a>免费下载文档</a></ul>"
ITEMS = "".join(f"<li>第{i}种：山里的野菜，味道很好，要用水煮过。</li>" for i in range(9))


def kind(body: str) -> str:
    page = f"<html><head><title>山里来了新校长</title></head><body>{body}</body></html>"
    return extract(page).found["kind"].value


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY, "article"),
        (f"{BODY}<h3>全部评论</h3>{REPLIES.replace('楼', '')}", "post"),
        (f"{BODY}<h3>全部回复</h3><a>只看楼主</a>{REPLIES}", "thread"),
        (f"{TITLE}<div class=content><p>{SENTENCE}</p><ul>{ITEMS}</ul></div>", "list"),
        (f"{BODY}<a>加入购物车</a><a>立即购买</a>", "product"),
        (f"<h1>试卷</h1><div class=content><p>{SENTENCE}</p></div>{OFFER}", "file"),
    ],
)  # fmt: skip
def test_a_page_is_told_for_what_it_is(body: str, expected: str):
    assert kind(body) == expected


def test_an_index_is_no_article_and_says_why():
    links = "".join(
        f"<li><a href={i}.html>山里的第{i}件新鲜事</a> 2021-03-0{i}</li>" for i in range(9)
    )
    with pytest.raises(Refused, match="no article"):
        extract(f"<title>新闻列表</title><ul>{links}</ul>")


def test_a_choice_full_of_holes_is_less_sure_than_a_plain_one():
    plain = float(extract(f"<title>山里来了新校长</title>{BODY}").found["confidence"].value)
    odd = "".join(f"<p>第{i}行</p><p><a href={i}>别的{i}</a></p>" for i in range(20))
    holes = f"<title>山里</title><div><p>{SENTENCE}</p>{odd}<p>{SENTENCE}</p></div>"
    assert float(extract(holes).found["confidence"].value) < plain - 0.03
    assert plain > 0.9


def test_the_source_of_a_page_is_a_column_of_its_own():
    head = '<title>山里来了新校长</title><meta property="og:site_name" content="南岸网">'
    page = f"{head}<h1>山里来了新校长</h1><p>2021-03-04 来源：北岸日报</p>{BODY[16:]}"
    assert extract(page).found["source_name"].value == "北岸日报"
    text = f"山里来了新校长\n来源：北岸日报 2021-03-04\n{SENTENCE}\n{SENTENCE}"
    draft = stages.prepare(Record("a.txt", text.encode()))
    assert draft.found["source_name"].value == "北岸日报"
    assert "source_name" not in stages.prepare(Record("b.txt", SENTENCE.encode())).found


def test_what_is_unsure_is_flagged_and_stays_so_when_it_is_cleaned_again():
    record = Record("a.txt", SENTENCE.encode(), known={"confidence": "0.61", "kind": "list"})
    found = stages.prepare(record).found
    assert ("flag.confidence" in found, found["kind"].value) == (True, "list")


@pytest.mark.parametrize("office", ["县教育局", "院办公室", "县融媒体中心", "睡眠医学科"])
def test_a_department_is_the_source_and_not_the_site(office: str):
    page = f"<title>山里来了新校长_山城县人民政府网</title>{TITLE}<p>2021-03-04 来源：{office}</p>"
    found = extract(f"{page}{BODY[16:]}").found
    assert (found["sitename"].value, found["source_name"].value) == ("山城县人民政府网", office)


def test_a_paper_named_as_the_source_stays_the_site():
    page = f"<title>山里来了新校长_南岸门户网</title>{TITLE}<p>2021-03-04 来源：北岸日报</p>"
    page += BODY[16:]
    assert extract(page).found["sitename"].value == "北岸日报"


@pytest.mark.parametrize(
    "reply",
    [
        "<div class=reply><b>读者{0}</b> <i>2021-03-0{0} 10:10</i><p>{1}</p></div>",
        "<li><b>读者{0}</b><em>3月{0}日 10:10</em><div class=t>{1}</div><a href=#>回复</a></li>",
        "<dl><dt>读者{0} 2021-03-0{0}</dt><dd>{1}</dd></dl>",
        "<table><tr><td>读者{0}<br>2021-03-0{0}</td><td><div>{1}</div></td></tr></table>",
    ],
)
def test_replies_are_of_the_article_where_they_are_asked_for(reply: str):
    said = [f"第{i}回说得真好，路修好了就好走了。" for i in range(1, 6)]
    below = "".join(reply.format(i, text) for i, text in enumerate(said, 1))
    page = f"<title>山里来了新校长</title>{BODY}<h3>全部评论</h3>{below}<footer>版权所有</footer>"
    record = Record("a.html", page.encode(), "text/html", "utf-8")
    without = stages.prepare(record).text.split("\n")
    assert without == [SENTENCE] * 4
    assert stages.prepare(record, replied=True).text.split("\n") == [*without, *said]


def test_a_page_without_replies_is_the_same_with_them():
    record = Record("a.html", f"<title>山里</title>{BODY}".encode(), "text/html", "utf-8")
    assert stages.prepare(record, replied=True).text == stages.prepare(record).text


NOTICE = "市场有风险，投资需谨慎。本网站所有信息仅供参考，具体内容以基金合同和相关公告为准。"
ADDRESS = "北川市东湖区河沿路18号　总机：010-5550-1234　传真：010-5550-1235　邮编：518034"
INTRODUCED = "东湖基金是经批准成立的公募基金管理公司，总部在北川，业务遍及南岸各地。"
LINKS = [f"关于东湖第{i}号基金开放申购的公告" for i in range(12)]
LISTS = [
    "<ul>" + "".join(f"<li><a href={t}>{t}</a><span>2021-03-04</span>" for t in LINKS) + "</ul>",
    "<table>" + "".join(f"<tr><td><a href={t}>{t}</a><td>公告" for t in LINKS) + "</table>",
    "".join(f"<div class=card><h3><a href={t}>{t}</a></h3></div>" for t in LINKS),
    "<div>" + "".join(f"<p><a href={t}>{t}</a>" for t in LINKS) + "</div>",
    "<dl>" + "".join(f"<dt><a href={t}>{t}</a><dd>东湖" for t in LINKS) + "</dl>",
]
FEET = [
    f"<div class=footer><p>{NOTICE}</p><p>{ADDRESS}</p></div>",
    f"<footer><a href=/a>关于我们</a> <a href=/b>诚聘英才</a><p>{INTRODUCED}{NOTICE}</p></footer>",
]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("links", LISTS)
def test_what_stands_at_the_foot_of_an_index_is_no_sure_article(links: str, foot: str):
    menu = "".join(f"<a href=/{i}>{name}</a> " for i, name in enumerate(("首页", "公告", "净值")))
    page = f"<title>东湖基金</title><div class=top>{menu}</div><div class=list>{links}</div>{foot}"
    try:
        found = extract(page).found
    except Refused:
        return
    assert float(found["confidence"].value) < stages.LOW


@pytest.mark.parametrize("links", LISTS)
def test_a_long_list_beside_an_article_makes_it_no_less_sure(links: str):
    page = f"<title>山里来了新校长</title>{BODY}<div class=side>{links}</div>{FEET[0]}"
    assert float(extract(page).found["confidence"].value) >= stages.LOW
