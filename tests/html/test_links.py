"""Links and pictures stay as Markdown where they are asked for, and nothing else is another."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import stages
from pipeline.html import links
from pipeline.model.article import Link, Record
from pipeline.model.edits import Edit, Text, undo
from pipeline.run.settings import Options
from tests.made.cleaning import neighbours
from tests.made.faults import files, run

SENTENCE = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。"
AT = "http://beian.example/news/1.html"


def tied(body: str, head: str = "", url: str | None = AT) -> str:
    """The article of a page with its links; undoing it leads to what the page shows."""
    html = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    record = Record("a.html", html, "text/html", "utf-8", {"url": url} if url else {})
    draft = stages.finish(stages.prepare(record, "links"), (), "simplified")
    plain = stages.finish(stages.prepare(record), (), "simplified")
    assert draft.words == plain.text
    assert undo(draft.text, draft.rows) == undo(plain.text, plain.rows)
    return draft.text


def article(*paragraphs: str) -> str:
    return f"<div class=article>{''.join(f'<p>{one}</p>' for one in paragraphs)}</div>"


def test_words_lead_where_they_led_on_the_page():
    text = tied(article(SENTENCE, f"他说过，<a href='2.html'>路不远</a>。{SENTENCE}", SENTENCE))
    assert text.split("\n")[1] == f"他说过，[路不远](http://beian.example/news/2.html)。{SENTENCE}"


def test_addresses_are_relative_to_what_the_page_says_they_are():
    body = article(SENTENCE, f"<a href=2.html>路不远</a>。{SENTENCE}")
    assert "(http://a.example/x/2.html)" in tied(body, "<base href=http://a.example/x/>")
    assert "(http://beian.example/x/2.html)" in tied(body, "<base href=/x/>")
    assert "](" not in tied(body, url=None)


@pytest.mark.parametrize(
    "address", ["javascript:void(0)", "#top", "", "data:text/html,x", "mailto:a@b.example", "//["]
)
def test_what_leads_to_no_page_is_left_out(address):
    assert "](" not in tied(article(SENTENCE, f"<a href='{address}'>路不远</a>。{SENTENCE}"))


def test_brackets_of_words_and_blanks_of_addresses_do_not_end_them():
    text = tied(article(SENTENCE, f"<a href='/a (1).html'> 路[一] </a>。{SENTENCE}"))
    assert "[路\\[一\\]](http://beian.example/a%20%281%29.html)" in text


def test_a_picture_stands_on_its_line_or_within_one():
    text = tied(
        article(
            "<img src=1.png alt='山里[春]'>",
            SENTENCE,
            f"{SENTENCE}<img src=2.png>{SENTENCE}",
            "<a href=/big><img src=data:x data-original=3.png></a>",
            SENTENCE,
        )
    )
    at = "http://beian.example/news"
    assert text.split("\n") == [
        f"![山里\\[春\\]]({at}/1.png)",
        SENTENCE,
        f"{SENTENCE}![]({at}/2.png){SENTENCE}",
        f"![]({at}/3.png)",
        SENTENCE,
    ]


def test_pictures_around_the_article_are_none_of_it():
    around = "<div class=logo><img src=logo.png></div>"
    foot = "<div class=foot><img src=code.png><p>版权所有</p></div>"
    assert "![" not in tied(around + article(*[SENTENCE] * 4) + foot)


def test_links_around_the_article_go_with_their_words():
    around = "<div class=nav><a href=/>首页</a><a href=/n>新闻</a></div>"
    assert "](" not in tied(around + article(*[SENTENCE] * 4) + around)


def test_pages_of_other_words_are_told_apart_and_those_of_other_links_are_not(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a", "b"):
        body = article(*[SENTENCE] * 3, f"<a href=http://{name}.example/>路不远</a>。{SENTENCE}")
        (raw / f"{name}.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    run(raw, tmp_path / "clean", Options(format="jsonl", workers=1, links="markdown"))
    verdicts = (tmp_path / "clean" / "verdicts.tsv").read_text("utf-8")
    assert "\tduplicate\tb.html\texact\t1.000\t" in verdicts


def test_the_same_text_is_near_whatever_it_links_to(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    body = article(*(f"<a href=/{'x' * 99}{i}>{SENTENCE[:20]}</a>{i}{SENTENCE}" for i in range(6)))
    html = f"<html><head><base href={AT}></head><body>{body}</body></html>"
    (raw / "a.html").write_text(html, "utf-8")
    run(raw, tmp_path / "clean", Options(format="jsonl", workers=1, links="markdown"))
    asked = "\n".join(f"{SENTENCE[:20]}{i}{SENTENCE}" for i in range(6)) + "\n雪下了三天。"
    (found,) = neighbours(tmp_path / "clean", asked)
    assert found.relation != "exact" and found.similarity > 0.9


PAGES = {
    "page.html": f"<html><head><base href={AT}></head><body>"
    + article("<img src=1.png>", SENTENCE, f"<a href=2.html>路[新]不远</a>。{SENTENCE}", SENTENCE)
    + "</body></html>",
    "note.md": f"# 山里\n\n见[山里\\[新\\]](http://a.example/1)。{SENTENCE}\n\n"
    f"![图](http://a.example/2.jpg)\n\n{SENTENCE}![](http://a.example/3.jpg)",
    "plain.txt": f"{SENTENCE}\n数组写作 a[0](x)，见 [1]。{SENTENCE}",
}


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_cleaning_clean_again_breaks_no_link(form: str, tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in PAGES.items():
        (raw / name).write_text(text, "utf-8")
    options = Options(format=form, workers=1, links="markdown", guard="off", folds=())
    run(raw, tmp_path / "once", options)
    run(tmp_path / "once", tmp_path / "twice", options)
    once, twice = (
        {name: data for name, data in files(tmp_path / folder).items() if "articles/" in name}
        for folder in ("once", "twice")
    )
    assert once == twice
    if form == "jsonl":
        texts = {
            row["path"]: row["text"] for row in map(json.loads, once.popitem()[1].splitlines())
        }
        assert texts["page.html"].count("](") == 2
        assert texts["note.md"].count("](") == 3
        assert texts["plain.txt"] == PAGES["plain.txt"]


def test_a_run_without_links_after_one_with_them_has_none(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "page.html").write_text(PAGES["page.html"], "utf-8")
    found = []
    for way in ("none", "markdown", "none"):
        run(raw, tmp_path / "clean", Options(format="jsonl", workers=1, links=way))
        found.append(files(tmp_path / "clean"))
    assert found[0] == found[2] != found[1]
    assert b'"links"' not in b"".join(found[0].values())


def put(text: str, spans: list[Link]) -> str:
    page_ = Text(text)
    page_.apply("links", links.link_edits(text, spans))
    return page_.now


def test_words_that_would_read_as_something_else_are_left_alone():
    url = "http://a.example/"
    assert put("好!山路", [Link(2, 4, url)]) == "好!山路"  # it would be a picture
    assert put("山\n路", [Link(0, 3, url)]) == "山\n路"
    assert put("山，路", [Link(1, 2, url)]) == "山，路"  # nothing to point at
    assert put("山路", [Link(0, 2, url), Link(1, 2, url)]) == f"[山路]({url})"


def test_a_link_whose_end_was_cut_is_left_out_and_one_that_was_converted_stays():
    body = Text("山裏的路")
    body.apply("strip", [Edit(3, 4, "", "x")])
    body.apply("convert", [Edit(1, 2, "里", "t2s")])
    url = "http://a.example/"
    placed = list(stages.placed(body, [Link(2, 4, url), Link(0, 2, url)]))
    assert [(one.lo, one.hi) for one in placed] == [(0, 2)]


PIECES = [
    "山",
    "路。",
    "\n",
    "[",
    "]",
    "!",
    "\\",
    "(x)",
    "[里](http://a.cn/1)",
    "[b\\]](http://a.cn)",
]
PIECES += ["![](http://a.cn/2)", "![c](https://a.cn/3)", "\n![d](http://a.cn/4)\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_taken_out_of_a_text_is_put_back_as_it_was(text: str):
    whole = Text(text)
    made, found = links.take_links(text)
    whole.apply("unlink", made)
    assert undo(whole.now, whole.rows) == text
    whole.apply("links", links.link_edits(whole.now, list(stages.placed(whole, found))))
    # Pictures move to the words above them, over empty lines, of which articles have none.
    assert whole.now.replace("\n\n", "\n").split() == text.replace("\n\n", "\n").split()
    again = Text(whole.now)
    made, found = links.take_links(whole.now)
    again.apply("unlink", made)
    again.apply("links", links.link_edits(again.now, list(stages.placed(again, found))))
    assert again.now == whole.now
