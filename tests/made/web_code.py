"""Code as the highlighters and editors of the web print it: gutters, spans, a `<code>` a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

KEYWORDS = re.compile(
    r"(?P<c>(?:#|//|--)\s.*$)|(?P<s>\"[^\"]*\"|'[^']*')|(?P<n>\b\d+(?:\.\d+)?\b)"
    r"|(?P<k>\b(?:def|return|for|in|if|else|import|from|class|func|const|let|var|package|while"
    r"|await|async|fn|pub|use|SELECT|FROM|WHERE|FROM|public|static|void|int|type|true|false)\b)"
)

HIGHLIGHT = {
    "hljs": {"c": "hljs-comment", "s": "hljs-string", "n": "hljs-number", "k": "hljs-keyword"},
    "prism": {"c": "token comment", "s": "token string", "n": "token number", "k": "token keyword"},
    "pygments": {"c": "c1", "s": "s2", "n": "mi", "k": "k"},
    "hexo": {"c": "comment", "s": "string", "n": "number", "k": "keyword"},
}


def spans(line: str, classes: str) -> str:
    """A line of code with the spans of a highlighter around its words."""
    names, out, at = HIGHLIGHT[classes], "", 0
    for hit in KEYWORDS.finditer(line):
        kind = str(hit.lastgroup)
        out += escape(line[at : hit.start()], quote=False)
        out += f'<span class="{names[kind]}">{escape(hit[0], quote=False)}</span>'
        at = hit.end()
    return out + escape(line[at:], quote=False)


def _pre(lang: str, lines: Sequence[str], classes: str = "") -> str:
    text = "\n".join(escape(line, quote=False) for line in lines)
    return f"<pre{classes}>{text}</pre>"


def _pre_code(lang: str, lines: Sequence[str], highlighter: str) -> str:
    text = "\n".join(spans(line, highlighter) for line in lines)
    return f'<pre><code class="language-{lang} hljs">{text}</code></pre>'


def _hexo(lang: str, lines: Sequence[str]) -> str:
    gutter = "<br>".join(f'<span class="line">{n}</span>' for n in range(1, len(lines) + 1))
    text = "<br>".join(f'<span class="line">{spans(line, "hexo")}</span>' for line in lines)
    return (
        f'<figure class="highlight {lang}"><table><tr><td class="gutter"><pre>{gutter}<br></pre>'
        f'</td><td class="code"><pre>{text}<br></pre></td></tr></table></figure>'
    )


def _chroma(lang: str, lines: Sequence[str]) -> str:
    numbers = "\n".join(f'<span class="lnt">{n:2}</span>' for n in range(1, len(lines) + 1))
    text = "".join(
        f'<span class="line"><span class="cl">{spans(line, "pygments")}\n</span></span>'
        for line in lines
    )
    return (
        '<div class="highlight"><div class="chroma"><table class="lntable"><tr>'
        f'<td class="lntd"><pre tabindex="0" class="chroma"><code>{numbers}\n</code></pre></td>'
        f'<td class="lntd"><pre tabindex="0" class="chroma"><code class="language-{lang}">'
        f"{text}</code></pre></td></tr></table></div></div>"
    )


def _syntaxhighlighter(lang: str, lines: Sequence[str]) -> str:
    numbers = "".join(
        f'<div class="line number{n} index{n - 1} alt{2 - n % 2}">{n}</div>'
        for n in range(1, len(lines) + 1)
    )
    text = ""
    for n, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        code = f'<code class="{lang} spaces">{"&nbsp;" * indent}</code>' if indent else ""
        code += f'<code class="{lang} plain">{escape(line.lstrip(), quote=False)}</code>'
        text += f'<div class="line number{n} index{n - 1} alt{2 - n % 2}">{code}</div>'
    return (
        f'<div><div class="syntaxhighlighter {lang}"><div class="toolbar"><span><a href="#" '
        'class="toolbar_item command_help help">?</a></span></div><table border="0" '
        f'cellpadding="0" cellspacing="0"><tbody><tr><td class="gutter">{numbers}</td>'
        f'<td class="code"><div class="container">{text}</div></td></tr></tbody></table></div>'
        "</div>"
    )


def _docusaurus(lang: str, lines: Sequence[str]) -> str:
    text = "".join(
        f'<span class="token-line" style="color:#393A34">{spans(line, "prism")}<br></span>'
        for line in lines
    )
    return (
        f'<div class="language-{lang} codeBlockContainer_Ckt0 theme-code-block"><div class='
        f'"codeBlockContent_biex"><pre tabindex="0" class="prism-code language-{lang} code_'
        f'bY9V thin-scrollbar"><code class="codeBlockLines_e6Vv">{text}</code></pre><div class='
        '"buttonGroup__atx"><button type="button" aria-label="Copy code to clipboard" title="Copy" '
        'class="clean-btn"><span class="copyButtonIcons_eSgA" aria-hidden="true"><svg viewBox='
        '"0 0 24 24"><path d="M19,21H8V7H19M19,5"></path></svg></span></button></div></div></div>'
    )


def _wechat(lang: str, lines: Sequence[str]) -> str:
    text = "".join(
        f'<code><span class="code-snippet_outer">{spans(line, "hljs")}</span></code>'
        for line in lines
    )
    gutter = "<li></li>" * len(lines)
    return (
        '<section class="code-snippet__fix code-snippet__js"><ul class="code-snippet__line-index '
        f'code-snippet__js">{gutter}</ul><pre class="code-snippet__js" data-lang="{lang}">'
        f"{text}</pre></section>"
    )


def _cnblogs(lang: str, lines: Sequence[str]) -> str:
    text = "\n".join(
        f'<span style="color: #008080;">{n:2}</span> {spans(line, "hljs")}'
        for n, line in enumerate(lines, 1)
    )
    copy = (
        '<div class="cnblogs_code_toolbar"><span class="cnblogs_code_copy"><a href='
        '"javascript:void(0);" title="复制代码"><img src="//common.example.com/copycode.gif" '
        'alt="复制代码"></a></span></div>'
    )
    return f'<div class="cnblogs_code">{copy}<pre>{text}</pre>{copy}</div>'


def _discuz(lang: str, lines: Sequence[str]) -> str:
    text = "".join(
        f"<li>{escape(line, quote=False).replace('  ', '&nbsp;&nbsp;')}<br />\n" for line in lines
    )
    return (
        f'<div class="blockcode"><div id="code_q7h"><ol>{text}</ol></div>'
        "<em onclick=\"copycode($('code_q7h'));\">复制代码</em></div>"
    )


def _gist(lang: str, lines: Sequence[str]) -> str:
    rows = "".join(
        f'<tr><td id="file-L{n}" class="blob-num js-line-number" data-line-number="{n}"></td>'
        f'<td id="file-LC{n}" class="blob-code blob-code-inner js-file-line">'
        f"{spans(line, 'pygments') or chr(10)}</td></tr>"
        for n, line in enumerate(lines, 1)
    )
    return (
        '<div class="gist"><div class="gist-file"><div class="gist-data"><div class="js-gist-file-'
        f'update-container"><div class="Box-body p-0 blob-wrapper data type-{lang}"><table class='
        f'"highlight js-file-line-container">{rows}</table></div></div></div>'
        '<div class="gist-meta">'
        f'<a href="https://gist.example.com/raw">view raw</a> snippet.{lang} hosted with ❤ by '
        '<a href="https://gist.example.com">GitHub</a></div></div></div>'
    )


def _lines_of_code(lang: str, lines: Sequence[str]) -> str:
    shown = [escape(line, quote=False).replace("  ", "&nbsp; ") for line in lines]
    return "<p>" + "<br/>".join(f"<code>{line}</code>" for line in shown) + "</p>"


def _prenumbering(lang: str, lines: Sequence[str]) -> str:
    numbers = "".join(
        f'<li style="color: rgb(153, 153, 153);">{n + 1}</li>' for n, _ in enumerate(lines)
    )
    text = "\n".join(spans(line, "hljs") for line in lines)
    return (
        f'<pre data-index="0" class="set-code-show prettyprint"><code class="prism language-{lang} '
        f'has-numbering" onclick="mdcp.copyCode(event)">{text}\n<div class="hljs-button '
        f'signin active" data-title="登录复制"></div></code>'
        f'<ul class="pre-numbering">{numbers}</ul></pre>'
    )


CODE: dict[str, Callable[[str, Sequence[str]], str]] = {
    "pre": _pre,
    "hljs": lambda lang, lines: _pre_code(lang, lines, "hljs"),
    "prism": lambda lang, lines: _pre_code(lang, lines, "prism"),
    "brpre": lambda lang, lines: (
        f'<pre class="brush:{lang};">'
        + "<br>".join(escape(x, quote=False) for x in lines)
        + "</pre>"
    ),
    "tabs": lambda lang, lines: (
        f'<div class="language-{lang} extra-class line-numbers-mode"><pre class="language-{lang}">'
        f"<code>{chr(10).join(spans(line, 'prism') for line in lines)}\n</code></pre>"
        '<div class="line-numbers-wrapper">'
        + "".join(f'<span class="line-number">{n + 1}</span><br>' for n in range(len(lines)))
        + "</div></div>"
    ),
    "codebox": lambda lang, lines: (
        '<div class="codebox"><p>Code: <a href="#" onclick="selectCode(this); return false;">'
        "Select all</a></p><pre><code>"
        f"{escape(chr(10).join(lines), quote=False)}</code></pre></div>"
    ),
    "hexo": _hexo,
    "chroma": _chroma,
    "syntaxhighlighter": _syntaxhighlighter,
    "docusaurus": _docusaurus,
    "wechat": _wechat,
    "cnblogs": _cnblogs,
    "discuz": _discuz,
    "gist": _gist,
    "codes": _lines_of_code,
    "csdn": _prenumbering,
    "textarea": lambda lang, lines: (
        f'<textarea class="crayon-plain" wrap="soft" readonly rows="{len(lines)}">'
        f"{escape(chr(10).join(lines), quote=False)}</textarea>"
    ),
}
