"""Ten made-up technical blogs: code, tables and lists as Markdown, beside those of trafilatura.

The table of docs/pages.md is what `python -m benchmarks.tech_blogs` prints.
"""

from collections import Counter
from html import escape

from markdown_it import MarkdownIt

from pipeline import stages
from pipeline.model.article import Record
from tests.made.web_code import CODE

BLOGS = tuple(CODE)[:10]  # a highlighter each
TITLE = "把日志按天切开"
PROSE = (
    "服务跑了三年，日志一直写在同一个文件里，上周终于把磁盘写满了，只好停下来把它切开。",
    "先看现在的情况：一个文件四十七个 G，打开要等半分钟，查一条记录更是要等到天亮。",
    "写一个脚本并不难，难的是切的时候服务还在往里面写，少一行都不行，所以要先换文件再通知它。",
    "最后把脚本放进定时任务，每天凌晨跑一次，跑完给自己发一封信，这样出了事第二天早上就知道。",
)
SCRIPT = (
    "import os",
    "",
    "def rotate(path, day):  # 先换名字",
    "    os.rename(path, f'{path}.{day}')",
    "    if day > 7:",
    "        return None",
    "    return path",
)
SHELL = ("# 每天一次", "ls -l /var/log | grep app", "kill -USR1 $(cat app.pid)")
ROWS = (("方案", "停机", "丢行"), ("复制再清空", "不用", "会"), ("换名再通知", "不用", "不会"))
STEPS = ("停掉旧的任务", "换掉文件的名字", "给进程发一个信号")
NOTES = ("不要用 `cp`，它会丢行", "信号要等写完再发")
HEADINGS = ("现在的情况", "几种办法", "脚本")
GOLD = Counter(
    [
        *(("code", line) for line in (*SCRIPT, *SHELL)),
        *(("row", row) for row in ROWS),
        *(("item", text.replace("`", "")) for text in (*STEPS, *NOTES)),
        *(("heading", text) for text in HEADINGS),
        ("language", "python"),
    ]
)
KINDS = ("code", "row", "item", "heading", "language")


def blog(name: str) -> str:
    """A page of a blog whose code stands as that highlighter prints it."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS[1:])
    head = "".join(f"<th>{cell}</th>" for cell in ROWS[0])
    notes = "".join(f"<li>{escape(text).replace('`cp`', '<code>cp</code>')}</li>" for text in NOTES)
    body = (
        f"<p>{PROSE[0]}</p><h2>{HEADINGS[0]}</h2><p>{PROSE[1]}</p><h2>{HEADINGS[1]}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<ol>{''.join(f'<li>{text}</li>' for text in STEPS)}</ol><h3>{HEADINGS[2]}</h3>"
        f"<p>{PROSE[2]}</p>{CODE[name]('python', SCRIPT)}<ul>{notes}</ul><p>{PROSE[3]}</p>"
        f"{CODE[name]('bash', SHELL)}"
    )
    return (
        f"<html><head><title>{TITLE} | 老林的博客</title></head><body><header><nav><a href=/>首页"
        f"</a> <a href=/archives>归档</a></nav></header><main><article class=post><h1>{TITLE}</h1>"
        f"<div class=post-body>{body}</div></article></main><footer>由 Hexo 驱动</footer></body>"
    )


def parts(markdown: str) -> Counter[tuple[str, object]]:
    """What a reader of CommonMark finds: lines of code, rows, items, headings, languages."""
    found: Counter[tuple[str, object]] = Counter()
    around: list[str] = []
    row: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.nesting > 0:
            around.append(token.tag)
            row = [] if token.tag == "tr" else row
        elif token.nesting < 0:
            around.pop()
            if token.tag == "tr":
                found["row", tuple(row)] += 1
        elif token.type in ("fence", "code_block"):
            found.update(("code", line) for line in token.content.rstrip("\n").split("\n"))
            found["language", token.info] += 1
        elif token.type == "inline":
            words = "".join(child.content for child in token.children or ())
            if around[-1] in ("td", "th"):
                row.append(words)
            elif "li" in around:
                found["item", words] += 1
            elif around[-1] in ("h2", "h3"):
                found["heading", words] += 1
    return found


def ours(html: str) -> str:
    record = Record("a.html", html.encode(), "text/html", "utf-8", {"title": TITLE})
    return stages.finish(stages.prepare(record, "markdown"), (), "keep").text


def theirs(html: str) -> str:
    from trafilatura import extract

    return extract(html, output_format="markdown", include_formatting=True) or ""


def right(markdown: str) -> dict[str, int]:
    """How many parts of each kind came out as they are."""
    both = parts(markdown) & GOLD
    return {kind: sum(n for (of, _), n in both.items() if of == kind) for kind in KINDS}


def test_technical_blogs_come_out_as_by_trafilatura_or_better():
    wanted = {kind: sum(n for (of, _), n in GOLD.items() if of == kind) for kind in KINDS}
    for name in BLOGS:
        own, other = right(ours(blog(name))), right(theirs(blog(name)))
        assert {kind: own[kind] >= other[kind] for kind in KINDS} == dict.fromkeys(KINDS, True)
        assert {**own, "language": 0} == {**wanted, "language": 0}
