"""The structure of a page as Markdown: what CommonMark reads of it is what the page shows."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline import stages
from pipeline.corpus.folder import Reader
from pipeline.model.article import Draft, Record
from pipeline.model.edits import undo
from pipeline.run.settings import Options
from tests.made.faults import files, run

SENTENCE = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。"
AT = "http://a.example/news/1.html"
READER = MarkdownIt("commonmark").enable("table")


def finished(record: Record) -> Draft:
    return stages.finish(stages.prepare(record, "markdown"), (), "keep")


def marked(body: str) -> str:
    """The article of a page as Markdown; plain words, undo and a second cleaning hold."""
    html = f"<body><div class=article-content>{body}</div></body>".encode()
    record = Record("a.html", html, "text/html", "utf-8", {"url": AT, "title": "山里的路"})
    draft = finished(record)
    plain = stages.finish(stages.prepare(record), (), "keep")
    assert draft.words == plain.text
    assert undo(draft.text, draft.rows) == undo(plain.text, plain.rows)
    assert again(draft.text) == draft.text
    return draft.text


def again(text: str) -> str:
    known = {"title": "山里的路", "markup": "markdown"}
    return finished(Record("a.html", text.encode(), "text/plain", "utf-8", known)).text


def read(text: str) -> list[str]:
    """The blocks that CommonMark reads: the tag of each around its words."""
    found, around = [], []
    for token in READER.parse(text):
        if token.nesting > 0:
            around.append(token.tag + (f"={start}" if (start := token.attrGet("start")) else ""))
        elif token.nesting < 0:
            around.pop()
        elif token.type == "inline":
            words = "".join(_inline(child) for child in token.children or ())
            found.append(f"{' '.join(tag for tag in around if tag != 'tbody')}: {words}")
        elif token.type == "fence":
            found.append(f"{' '.join([*around, 'code'])} {token.info}: {token.content}")
        else:
            found.append(token.type)
    return found


def _inline(token) -> str:
    if token.nesting:
        return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"
    return f"<{token.tag}>{token.content}</{token.tag}>" if token.tag else token.content


def test_headings_lists_and_quotations_are_what_they_were():
    body = (
        f"<p>{SENTENCE}</p><h2>第一步</h2><ul><li>看{SENTENCE}<li>听{SENTENCE}<ol><li>近{SENTENCE}"
        f"</ol></ul><h3>第二步</h3><ol start=3><li><p>问{SENTENCE}</p>"
        f"<p>再问一次。</p><li>想{SENTENCE}</ol>"
        f"<blockquote><p>{SENTENCE}</p><p>路不远。</p></blockquote><p>{SENTENCE}</p>"
    )
    assert read(marked(body)) == [
        f"p: {SENTENCE}",
        "h2: 第一步",
        f"ul li p: 看{SENTENCE}",
        f"ul li p: 听{SENTENCE}",
        f"ul li ol li p: 近{SENTENCE}",
        "h3: 第二步",
        f"ol=3 li p: 问{SENTENCE}",
        "ol=3 li p: 再问一次。",
        f"ol=3 li p: 想{SENTENCE}",
        f"blockquote p: {SENTENCE}",
        "blockquote p: 路不远。",
        f"p: {SENTENCE}",
    ]


def test_tables_have_their_cells():
    rows = "<tr><th>名|称<th>价钱</tr><tr><td>苹果<td>3 元</tr><tr><td>黄梨<td>5 元</tr>"
    assert read(marked(f"<p>{SENTENCE}</p><table>{rows}</table><p>{SENTENCE}</p>"))[1:-1] == [
        "table thead tr th: 名|称",
        "table thead tr th: 价钱",
        "table tr td: 苹果",
        "table tr td: 3 元",
        "table tr td: 黄梨",
        "table tr td: 5 元",
    ]


def test_code_keeps_its_lines_and_its_language():
    code = "def f(x):\n\n    return x  # *星*"
    body = f"<p>{SENTENCE}</p><pre class=language-python><code>{code}</code></pre><p>{SENTENCE}</p>"
    assert read(marked(body))[1] == f"code python: {code}\n"
    fences = "```sh\nls -l\n```"
    body = f"<p>{SENTENCE}</p><pre><code>{fences}</code></pre><p>{SENTENCE}</p>"
    assert read(marked(body))[1] == f"code : {fences}\n"


def test_words_within_a_line_are_what_they_were():
    body = (
        f"<p>他说：<b>路不远。</b>真<i>的</i>不远，见 <a href=2.html><b>那</b>[边]</a>，打 "
        f"<code>a_b*c`</code> 就到。{SENTENCE}</p>"
        f"<p><b>“整段”</b>如此，<b>再<code>x</code></b>。{SENTENCE}</p>"
    )
    assert read(marked(body)) == [
        "p: 他说：<strong>路不远</strong>。真<em>的</em>不远，"
        "见 <a><strong>那</strong>[边]</a>，打 "
        f"<code>a_b*c`</code> 就到。{SENTENCE}",
        f"p: “<strong>整段</strong>”如此，再<code>x</code>。{SENTENCE}",
    ]


def test_formulas_stand_between_dollars():
    body = f"<p>{SENTENCE}</p><p>设 <img eeimg=1 alt='a^2+b_1=c' src=a.png>"
    body += f" 为真，值 $5 或 $6。{SENTENCE}</p>"
    body += f"<p>设 \\(a_1\\) 为真。{SENTENCE}</p>"
    assert f"\n\n设 $a_1$ 为真。{SENTENCE}" in marked(body)
    assert f"设 $a^2+b_1=c$ 为真，值 \\$5 或 \\$6。{SENTENCE}" in marked(body)


def test_pictures_stand_alone():
    body = f"<p>{SENTENCE}</p><p><img src=1.png alt=路></p><p>{SENTENCE}</p>"
    assert marked(body) == f"{SENTENCE}\n\n![路](http://a.example/news/1.png)\n\n{SENTENCE}"


@pytest.mark.parametrize(
    "start",
    [
        *(
            "# 一",
            "- 一",
            "+ 一",
            "* 一",
            "1. 一",
            "12) 一",
            "> 一",
            "---",
            "***",
            "___",
            "===",
            "~~~",
        ),
        *(
            "```",
            "[一]: x",
            "| 一 |",
            "a<b",
            "\\*",
            "![一](http://a.example)",
            "一 *二* 三",
            "__一__",
        ),
        *("[一](http://a.example)", "甲_乙_丙", "3*4*5", "~~一~~", "\\"),
    ],
)
def test_words_that_look_like_marks_are_none(start: str):
    text = marked(f"<p>{SENTENCE}</p><p>{escape(start)}{SENTENCE}</p><p>{SENTENCE}</p>")
    assert read(text) == [f"p: {one}" for one in (SENTENCE, start + SENTENCE, SENTENCE)]


@given(
    st.lists(
        st.text("一二a1 *_#->+.)[]()!\\<&;~|=:", min_size=1, max_size=30), min_size=1, max_size=3
    )
)
@example(["一_二_", "a*一*a"])
@example(["$\\$:"])
def test_any_words_are_read_as_they_were(words: list[str]):
    body = "".join(f"<p>{escape(one)}{SENTENCE}</p>" for one in words)
    html = f"<body><div class=article-content><p>{SENTENCE}</p>{body}</div></body>".encode()
    draft = finished(Record("a.html", html, "text/html", "utf-8", {"title": "山里的路"}))
    # Of formulas, and of targets of links (below).
    assume(not any(mark in draft.words for mark in ("\\(", "\\[", "](")))
    found = "\n".join(line.removeprefix("p: ") for line in read(draft.text))
    assert re.sub(r"\s", "", found) == re.sub(r"\s", "", draft.words)


def test_words_that_look_like_a_target_are_read_as_they_were():
    html = f"<body><div class=article-content><p>{SENTENCE}</p><p>](\\){SENTENCE}</p></div></body>"
    draft = finished(Record("a.html", html.encode(), "text/html", "utf-8", {"title": "山里的路"}))
    found = "\n".join(line.removeprefix("p: ") for line in read(draft.text))
    assert re.sub(r"\s", "", found) == re.sub(r"\s", "", draft.words)


def test_inline_code_is_no_prose():
    html = f"<p>{SENTENCE}</p><p>写 <code>&amp;amp;</code> 就是 &amp;amp;。{SENTENCE}</p>".encode()
    record = Record("a.html", html, "text/html", "utf-8")
    assert f"写 &amp; 就是 &。{SENTENCE}" in stages.prepare(record).text


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_every_form_holds_the_same_text_and_cleaning_it_again_changes_nothing(
    form: str, tmp_path: Path
):
    raw = tmp_path / "raw"
    raw.mkdir()
    page = f"<p>{SENTENCE}</p><h2>第一步</h2><ul><li>看{SENTENCE}<ul><li>听{SENTENCE}</ul></ul>"
    page += "<pre>a = 1\n\nb = 2\nc = f(a)</pre>"
    (raw / "a.html").write_text(f"<body><div class=article>{page}</div></body>", "utf-8")
    (raw / "b.md").write_text(
        "# 山\n\n一段话。\n\n- 甲\n  - 乙\n\n    丙\n\n> 丁\n>\n> 戊\n", "utf-8"
    )
    (raw / "c.txt").write_text("第一段说的是山。\n第二段说的是水。\n", "utf-8")
    options = Options(format=form, workers=1, text="markdown", folds=(), script="keep")
    run(raw, tmp_path / "once", options)
    run(tmp_path / "once", tmp_path / "twice", options)
    once, twice = (
        {name: data for name, data in files(tmp_path / folder).items() if "articles/" in name}
        for folder in ("once", "twice")
    )
    assert once == twice
    reader = Reader(tmp_path / "once")
    texts = [reader.article(path).text for path in ("a.html", "b.md", "c.txt")]
    code = "```\na = 1\n\nb = 2\nc = f(a)\n```"
    assert texts == [
        f"{SENTENCE}\n\n## 第一步\n\n- 看{SENTENCE}\n  - 听{SENTENCE}\n\n{code}",
        "# 山\n\n一段话。\n\n- 甲\n  - 乙\n\n    丙\n\n> 丁\n>\n> 戊",
        "第一段说的是山。\n\n第二段说的是水。",
    ]
