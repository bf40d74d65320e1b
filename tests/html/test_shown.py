"""What a reader sees of a page comes out, with its lines; what no reader sees does not."""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import pytest

from pipeline.api import Pipeline
from pipeline.html.linearise import linearise
from pipeline.html.parse import parse_page
from tests.html.test_extract import SENTENCE, cleaned
from tests.made.hidden import hidden_pages


def shown(html):
    return [line.text for line in linearise(parse_page(html)[0])]


@pytest.mark.parametrize("page", hidden_pages(), ids=lambda page: page.name)
def test_what_is_hidden_goes_and_what_can_be_opened_stays(page):
    text = cleaned(page.html)[0]
    assert [line for line in page.shown if line not in text.split("\n")] == []
    assert [words for words in page.hidden if words in text] == []


CODE = "import csv\nfor row in csv.reader(f):\n    print(row)\n\nprint('完')"
ROWS = CODE.split("\n")


def listed(row, after=""):
    return "".join(row.format(i=i + 1, text=text) + after for i, text in enumerate(ROWS))


LAYOUTS = {
    "pre": f"<pre>{CODE}</pre>",
    "code in pre": f'<pre><code class="language-python">{CODE}</code></pre>',
    "a code for each line": f"<pre>{listed('<code><span>{text}</span></code>')}</pre>",
    "breaks": "<pre class=code>" + CODE.replace("\n", "<br>") + "</pre>",
    "no-break spaces": "<pre><code>" + CODE.replace(" ", "&nbsp;") + "</code></pre>",
    "lines of spans": f"<pre><code>{listed('<span class=line>{text}</span>')}</code></pre>",
    "numbers in the lines": f"<pre>{listed('<span>{i}</span>{text}', chr(10))}</pre>",
    "a column of numbers": "<figure class=highlight><table><tr><td class=gutter><pre>1\n2\n3\n4\n5"
    f"</pre></td><td class=code><pre>{CODE}</pre></td></tr></table></figure>",
    "rows of a table": "<table class=hljs-ln>"
    + listed("<tr><td class=hljs-ln-numbers>{i}</td><td class=hljs-ln-code>{text}</td></tr>")
    + "</table>",
    "a board's list": f"<div class=blockcode><div><ol>{listed('<li>{text}<br>')}</ol></div>"
    "<em onclick=copy()>复制代码</em></div>",
    "divs": "<div class=syntaxhighlighter><table><tr><td class=gutter>"
    + listed("<div class=line>{i}</div>")
    + "</td><td class=code><div class=container>"
    + listed("<div class=line><code class=plain>{text}</code></div>")
    + "</div></td></tr></table></div>",
    "a field": f"<textarea rows=9>{CODE}</textarea>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_code_keeps_its_lines_blanks_and_indentation(layout):
    body = f"<div><p>{SENTENCE}</p>{LAYOUTS[layout]}<p>{SENTENCE}</p></div>"
    html = f"<title>怎样读一个表</title><h1>怎样读一个表</h1>{body}"
    text, page = cleaned(html)
    assert text == f"{SENTENCE}\n{CODE}\n{SENTENCE}"
    assert [page.source[start:end] for start, end in page.code] == [CODE]


def test_a_preformatted_article_is_a_text_of_paragraphs():
    lines = [f"{SENTENCE}{SENTENCE}第{i}回。" for i in range(9)]
    assert shown("<pre>" + "\n\n".join(lines) + "</pre>") == lines


def test_a_preformatted_poem_keeps_its_shape():
    poem = "深夜山路\n    提灯行\n\n河水涨过\n    旧石阶"
    assert shown(f"<pre>{poem}</pre>") == [poem]


@pytest.mark.parametrize(
    "field", ["<textarea name=reply>写点什么\n吧</textarea>", "<textarea>http://a.cn</textarea>"]
)
def test_a_field_to_write_in_is_no_text(field):
    assert shown(f"<p>甲</p>{field}") == ["甲"]


@pytest.mark.parametrize(
    "word",
    [
        "<ruby>磨坊<rp>（</rp><rt>mò fáng</rt><rp>）</rp></ruby>",
        "<ruby><rb>磨</rb><rt>mò</rt></ruby><ruby><rb>坊</rb><rt>fáng</rt></ruby>",
        "<ruby>磨<rt>mò<ruby>坊<rt>fáng</ruby>",
    ],
)
def test_a_word_stands_without_how_it_is_read(word):
    assert shown(f"<p>到{word}门口去</p>")[0].startswith("到磨")
    assert "mò" not in shown(f"<p>到{word}门口去</p>")[0]


FORMULAS = {
    "picture": '<img src="/equation?tex=v_m" alt="v_m" eeimg="1">',
    "picture without words": '<img src="https://www.zhihu.example/equation?tex=v_m">',
    "script": "<span class=MathJax_Preview></span><span class=MathJax><span>v</span><span>m</span>"
    '</span><script type="math/tex">v_m</script>',
    "annotation": "<span class=katex><span class=katex-mathml><math><semantics><mrow><msub><mi>v</mi>"
    '<mi>m</mi></msub></mrow><annotation encoding="application/x-tex">v_m</annotation></semantics>'
    "</math></span><span class=katex-html aria-hidden=true><span>v</span><span>m</span></span></span>",
    "mathml": "<math><msub><mi>v</mi><mi>m</mi></msub></math>",
    "alttext": r'<math alttext="{\displaystyle v_m}"><mi>v</mi></math>',
    "data": '<span class="ztext-math" data-tex="v_m"></span>',
    "assistive": '<mjx-container class="MathJax"><mjx-math></mjx-math><mjx-assistive-mml>'
    "<math><msub><mi>v</mi><mi>m</mi></msub></math></mjx-assistive-mml></mjx-container>",
    "encyclopedia": '<span class="mwe-math-element"><span class="mwe-math-mathml-inline" '
    'style="display:none"><math alttext="{\\displaystyle v_m}"><mi>v</mi></math></span>'
    '<img src="/math/render/svg/1" class="mwe-math-fallback-image-inline" alt="v_m"></span>',
    "drawn by a server": '<img src="https://latex.codecogs.com/gif.latex?v_m">',
}


@pytest.mark.parametrize("form", FORMULAS)
def test_a_formula_stands_in_its_sentence(form):
    assert shown(f"<p>速度趋于 {FORMULAS[form]}，称为收尾速度。</p>") == [
        "速度趋于 v_m，称为收尾速度。"
    ]


def test_a_page_within_a_button_that_is_not_closed_is_shown():
    html = f"<div><button>菜单<div><h1>山里来了新校长</h1><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    assert shown(html)[1:] == ["山里来了新校长", SENTENCE, SENTENCE]


def test_hidden_blocks_are_left_out_however_long_they_are():
    words = "".join(
        f"<p>最新章节请到读书吧免费阅读，第{i}章全文无弹窗，欢迎收藏本站。</p>" for i in range(99)
    )
    body = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(4))
    html = f"<h1>山里来了新校长</h1><div>{body}</div><div style='display:none'>{words}</div>"
    assert cleaned(html)[0] == "\n".join(f"{SENTENCE}第{i}回。" for i in range(4))


def test_an_article_that_scripts_will_show_is_the_article():
    body = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(4))
    html = f"<h1>山里来了新校长</h1><div style='display:none'>{body}</div>"
    assert cleaned(html)[0] == "\n".join(f"{SENTENCE}第{i}回。" for i in range(4))


@pytest.mark.check
def test_a_page_with_code_comes_through_a_whole_run(tmp_path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    html = f"<title>怎样读一个表</title><h1>怎样读一个表</h1><p>{SENTENCE}</p><pre><code>{CODE}</code></pre>"
    (raw / "a.html").write_text(html, "utf-8")
    pipeline = Pipeline(raw, clean, workers=1)
    pipeline.run()
    assert pipeline.article("a.html").text == f"{SENTENCE}\n{CODE}"
    assert pipeline.run().fates["kept"] == 1
