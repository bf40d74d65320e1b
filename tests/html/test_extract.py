"""Pages written by us come out as their articles; the files stand in `cases/extract`."""

import json
from pathlib import Path

import pytest

from pipeline.html.extract import extract
from pipeline.html.linearise import linearise
from pipeline.html.parse import flat, parse_page
from pipeline.model.article import Refused
from pipeline.model.edits import Text, undo
from tests.made.limits import at_most

CASES = Path(__file__).parents[1] / "cases" / "extract"
SENTENCE = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。"


def cleaned(html):
    """The article of a page, and what extract said of it."""
    page = extract(html)
    text = Text(page.source)
    text.apply("extract", page.edits)
    assert undo(text.now, text.rows) == page.source
    return text.now, page


def shown(html):
    return [line.text for line in linearise(parse_page(html)[0])]


@pytest.mark.parametrize("file", sorted(CASES.glob("*.html")), ids=lambda file: file.stem)
def test_a_page_becomes_its_article(file):
    facts, body = file.with_suffix(".txt").read_text("utf-8").split("===\n")
    text, page = cleaned(file.read_text("utf-8"))
    assert text == body.rstrip("\n")
    for fact in facts.splitlines():
        name, value = fact.split(": ", 1)
        assert page.found[name].value == value


@pytest.mark.parametrize("file", sorted(CASES.glob("english*.html")), ids=lambda file: file.stem)
def test_an_english_page_is_no_worse_than_by_trafilatura_alone(file):
    from trafilatura import extract as alone

    html = file.read_text("utf-8")
    body = set(file.with_suffix(".txt").read_text("utf-8").split("===\n")[1].split("\n"))
    ours, theirs = set(cleaned(html)[0].split("\n")), set((alone(html) or "").split("\n"))
    assert len(ours & body) / len(ours | body) >= len(theirs & body) / len(theirs | body)


def test_every_cut_line_says_what_it_was():
    page = extract((CASES / "news.html").read_text("utf-8"))
    rules = {page.source[e.start : e.end].strip("\n"): e.rule for e in page.edits}
    assert rules["首页"] == "navigation"
    assert rules["山里来了新校长"] == "headline"
    assert rules["县里今年要修十二所学校"] == "link-list"
    assert rules["Copyright © 2019 北岸传媒有限公司 版权所有"] == "copyright"


def test_the_lead_below_the_headline_is_article_wherever_it_stands():
    lead = "山里的小学来了新校长，他每天走六公里山路，三年里没有落下一堂课。"
    body = f"<div class=text>{f'<p>{SENTENCE}</p>' * 6}</div>"
    head = f"<div class=head><h1>山里来了新校长</h1><div class=daodu>{lead}</div></div>"
    html = f"<title>山里来了新校长_北岸网</title><div>{head}<ul><li>打印</li></ul>{body}</div>"
    assert cleaned(html)[0].split("\n")[0] == lead


def test_a_list_of_other_articles_within_the_text_goes_and_one_link_stays():
    links = "".join(f"<p><a href=/{i}>县里今年要修第{i}所学校</a></p>" for i in range(3))
    more = f"<p>{SENTENCE}</p>" * 4
    inner = f"<div>{more}<p>相关新闻：</p>{links}{more}</div>"
    assert cleaned(inner)[0].split("\n") == [SENTENCE] * 8
    one = f"<div>{more}<p>更多照片：</p><p><a href=/x>县里的照片都在这里</a></p>{more}</div>"
    assert "县里的照片都在这里" in cleaned(one)[0]


def test_what_stands_above_the_headline_is_no_article():
    body = f"<div>东湖在线</div><h1>山里来了新校长</h1><div>{f'<p>{SENTENCE}</p>' * 4}</div>"
    assert cleaned(f"<title>山里来了新校长</title>{body}")[0].split("\n") == [SENTENCE] * 4


def test_a_column_of_new_comments_beside_the_article_does_not_end_it():
    side = "<div><h3>最新评论</h3><p>过路人 2019-10-12</p><p>小陈 2019-10-13</p></div>"
    notice = (
        "<div>" + "本站文章均由网友提供，如有问题，请来信告诉我们，我们会尽快处理。" * 4 + "</div>"
    )
    body = "<div class=article>" + f"<p>{SENTENCE}</p>" * 9 + "</div>"
    assert cleaned(notice + side + body)[0].count(SENTENCE) == 9


def test_script_and_style_are_no_text():
    html = f"<style>p{{}}</style><script>var a = '<p>假的</p>'; if (a < b) {{}}</script>{SENTENCE}"
    assert shown(html) == [SENTENCE]


def test_a_row_of_short_cells_is_one_line_and_a_layout_table_is_not():
    assert shown("<table><tr><td>甲</td><td></td><td>乙</td></tr></table>") == ["甲 | 乙"]
    assert shown("<table><tr><td><p>甲</p></td><td>乙</td></tr></table>") == ["甲", "乙"]


def test_line_breaks_of_preformatted_text_stay():
    assert shown("<pre>甲\n乙</pre><p>丙\n丁</p>") == ["甲\n乙", "丙 丁"]


def test_an_anchor_that_was_never_closed_makes_no_links_of_the_article():
    lines = linearise(parse_page("<a href=x>" + f"<p>{SENTENCE}</p>" * 9)[0])
    assert [line.linked for line in lines] == [0] * 9


def test_the_second_parser_takes_a_form_feed_for_a_blank():
    assert "".join(flat("\0\0甲\f乙\0").itertext()) == "甲 乙"


@pytest.mark.parametrize("tag", ["div", "font", "table><tr><td"])
def test_nothing_is_lost_below_ten_thousand_levels(tag):
    closing = f"</{tag.split('>')[0]}>" * 10_000
    html = (
        f"<p>{SENTENCE}</p>" + f"<{tag}>" * 10_000 + "深处的字" + closing + f"<p>{SENTENCE}末尾</p>"
    )
    page = extract(html)
    assert "深处的字" in page.source and page.source.endswith("末尾")
    assert "second parser" in page.doubt


@pytest.mark.parametrize(
    "lost", ['<a href="x>', "</body></html><html><head><title>又一页</title></head><body>"]
)
def test_text_that_libxml2_drops_without_a_word_is_found_by_a_second_look(lost):
    more = "".join(f"<p>{SENTENCE}第{i}天也是一样。</p>" for i in range(20))
    page = extract(f"<html><body><p>{SENTENCE}</p>{lost}{more}</body></html>")
    assert "第19天" in page.source
    assert "libxml2 lost text" in page.doubt


def test_what_is_said_to_browsers_without_scripts_is_a_page_of_its_own():
    assert cleaned(f"<noscript><p>{SENTENCE * 4}</p></noscript>")[0] == SENTENCE * 4
    with pytest.raises(Refused, match="no text"):
        extract("<div id=app></div><noscript>请启用JavaScript后查看本页</noscript>")


def test_an_article_that_only_scripts_would_show_is_taken_from_json_ld():
    ld = json.dumps({"@type": "NewsArticle", "articleBody": f"{SENTENCE}\n{SENTENCE}末尾"})
    text, page = cleaned(f"<p>加载中</p><script type=application/ld+json>{ld}</script>")
    assert text == f"{SENTENCE}\n{SENTENCE}末尾"
    assert "JSON-LD" in page.doubt


def test_a_page_of_twenty_thousand_links_is_no_article_and_takes_seconds():
    html = "".join(f"<li><a href=/{i}>链接{i}号</a></li>" for i in range(20_000))
    # trafilatura alone would take most of that
    with at_most(10), pytest.raises(Refused, match="nothing but links"):
        extract(html)


def test_a_page_of_elements_without_words_takes_seconds_whatever_is_in_it():
    html = "<table><tr><td>" * 40_000 + "深处的字"
    with at_most(10):  # trafilatura would take a minute
        assert cleaned(html)[0] == "深处的字"


@pytest.mark.parametrize(
    "around",
    [
        lambda text: f"<p {' '.join(f'a{i}=1' for i in range(300_000))}>{text}</p>",
        lambda text: f"<p>{text}</p><!--" + "字" * 2_000_000,
        lambda text: f"<p>{text}</p><script>" + "字" * 2_000_000,
        lambda text: f"<p>{text}</p>" + "\0" * 10_000_000,
        lambda text: f"<img src='data:image/png;base64,{'A' * 10_000_000}'><p>{text}</p>",
        lambda text: "<b><i>" * 3_000 + f"<p>{text}</p>",
        lambda text: f"<p>{text}{' ' * 5_000_000}</p>",
        lambda text: f"<script type=application/ld+json>{'[' * 2_000_000}</script><p>{text}</p>",
    ],
    ids=["attributes", "comment", "script", "nul", "data", "nested", "blanks", "json-ld"],
)
def test_what_is_put_there_to_choke_on_costs_seconds_and_no_text(around):
    with at_most(10):
        text, _ = cleaned(around(SENTENCE * 3))
        assert text == SENTENCE * 3


def test_the_signature_of_an_office_stays_and_its_address_does_not():
    body = "".join(f"<p>{SENTENCE}</p>" for _ in range(4))
    html = f"<div>{body}<p>山城县教育局</p><p>2020年9月1日</p><p>地址：山城县木桥路1号</p></div>"
    assert cleaned(html)[0].endswith("山城县教育局\n2020年9月1日")


def test_nothing_is_lost_behind_control_references_and_characters():
    for odd in ("&#0;", "&#x1F;", "&#xD800;", "\0", "\x1f", "\ud800"):
        text, page = cleaned(f"<p>{SENTENCE}</p><p>前{odd}后</p><p>{SENTENCE}末尾</p>")
        assert text.endswith("末尾"), odd
        assert "后" in page.source
        page.source.encode("utf-8")


def test_a_text_node_of_ten_megabytes_is_kept_whole():
    html = "<p>" + "字" * 3_500_000 + "</p><p>末尾</p>"
    root, doubt = parse_page(html)
    assert [len(line.text) for line in linearise(root)] == [3_500_000, 2]
    assert doubt == ""


def test_two_hundred_thousand_breaks_leave_no_empty_lines():
    assert shown("甲" + "<br>" * 200_000 + "乙") == ["甲", "乙"]


def test_an_xml_declaration_is_no_obstacle():
    html = f'<?xml version="1.0" encoding="gb2312"?><html><p>{SENTENCE}</p></html>'
    assert cleaned(html)[0] == SENTENCE


@pytest.mark.parametrize(
    "html", ["", " \n", "<div id=app></div><script src=x></script>", "<frameset>"]
)
def test_a_page_without_visible_text_is_refused(html):
    with pytest.raises(Refused, match="no text"):
        extract(html)


def test_what_a_page_does_not_state_stays_unknown():
    found = extract(f"<p>{SENTENCE}</p>").found
    assert found.keys() == {"kind", "confidence"} and found["kind"].value == "article"


def test_the_name_of_a_portal_is_no_author():
    html = "<title>山里来了新校长_北岸网</title><meta name=author content=北岸网>"
    html += f"<h1>山里来了新校长</h1><p>{SENTENCE}</p>"
    found = extract(html).found
    assert "author" not in found
    assert found["sitename"].value == "北岸网"


def test_whom_a_sentence_links_is_not_its_author():
    linked = SENTENCE.replace("他已经", "<a href=/people/wang>王小明</a>已经")
    page = f"<h1>山里的新校长</h1>{{}}<p>{linked}</p><p>{SENTENCE}</p>"
    assert "author" not in cleaned(page.format(""))[1].found
    by_line = page.format("<p><a href=/people/li>李小红</a> 2021-05-13</p>")
    assert cleaned(by_line)[1].found["author"].value == "李小红"


def test_json_ld_is_trusted_first():
    html = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "山里来了新校长",'
        '"datePublished": "2019-10-12T08:30:00+08:00", "author": [{"name": "王小明"}]}</script>'
        f"<title>北岸网</title><p>{SENTENCE}</p><p>{SENTENCE}</p>"
    )
    found = extract(html).found
    assert {name: found[name].value for name in found if name not in ("kind", "confidence")} == {
        "title": "山里来了新校长",
        "author": "王小明",
        "sitename": "北岸网",
        "date": "2019-10-12T08:30:00",
    }
    assert found["date"].where == "json-ld datePublished"
