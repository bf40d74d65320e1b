"""Hostile inputs, made by code: each a file of a name, most of them under 100 kB.

What they are after: patterns that go back over what they matched, nesting, repetition, files that
grow when they are unpacked, lengths that lie, names that lead elsewhere.
"""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping

SIZE = 90_000
Input = tuple[str, bytes]

_PROSE = "这里的风景与从前大不相同，树木长得很高，孩子们都喜欢来。"
# What is repeated: lines and characters that some rule or pattern of any stage looks for.
_PUMPS: Mapping[str, str] = {
    "related": "相关阅读\n",
    "next": "下一篇：\n",
    "next-glued": "上一篇：下一篇：",
    "author": "作者：",
    "editor": "责任编辑：张三 ",
    "source": "来源：某网 ",
    "notice": "声明：本文",
    "page-number": "第1页",
    "time": "2023-02-27 20:02\n",
    "timetable": "06:15 06:45 07:15 北站 南站\n",
    "clock": "1:1 ",
    "digits": "1234567890",
    "dates": "2023-02-27",
    "phone": "13800138000 ",
    "qq": "QQ:12345 ",
    "wechat": "微信号：abc123 ",
    "url": "http://a.b/",
    "www": "www.",
    "dots": "a.b.",
    "mail": "a@b.",
    "at": "@",
    "slashes": "/",
    "colon": "：",
    "open-round": "(",
    "open-square": "[",
    "link": "[a](b",
    "image": "![a](http://b",
    "round-pairs": "()",
    "bracket": "【",
    "brackets": "【】",
    "title-marks": "《",
    "quote": "“",
    "quotes": "“”",
    "braces": "{{",
    "backtick": "`",
    "fence": "```\n",
    "hash": "#",
    "heading": "# a\n",
    "star": "*",
    "list": "* \n",
    "table": "|a",
    "table-rows": "|a|b|\n",
    "rule": "---\n",
    "dash": "-",
    "equals": "=",
    "more": ">",
    "quoted": "> > ",
    "blank": " ",
    "tab": "\t",
    "wide-blank": "\N{IDEOGRAPHIC SPACE}",
    "line-ends": "\n",
    "returns": "\r",
    "blank-lines": " \n",
    "nul": "\0",
    "zero-width": "\N{ZERO WIDTH SPACE}",
    "bom": "\ufeff",
    "override": "\N{RIGHT-TO-LEFT OVERRIDE}",
    "combining": "e\N{COMBINING ACUTE ACCENT}",
    "marks": "\N{COMBINING ACUTE ACCENT}",
    "joiner": "\N{MAN}\N{ZERO WIDTH JOINER}",
    "variation": "\N{CJK UNIFIED IDEOGRAPH-4E00}\N{VARIATION SELECTOR-1}",
    "circled": "\N{CIRCLED DIGIT ONE}",
    "bold": "\N{MATHEMATICAL BOLD SMALL A}",
    "full-width": "ｗ．",
    "character": "一",
    "two-characters": "一二",
    "sentence": _PROSE,
    "line": _PROSE + "\n",
    "two-lines": _PROSE + "\n他们说，明天还要再来一次，看看花开了没有。\n",
    "short-lines": "甲\n",
    "latin": "word ",
    "one-word": "a",
    "entity": "&amp;",
    "entity-open": "&#",
    "entity-nested": "&amp;amp;",
    "entity-number": "&#20170;",
    "unicode-escape": "\\u4eca",
    "hex-escape": "\\xe4\\xbb\\x8a",
    "percent": "%E4%BB%8A",
    "percent-open": "%",
    "backslash": "\\",
    "replaced": "\N{REPLACEMENT CHARACTER}",
    "kun-jin-kao": "锟斤拷",
    "tang": "烫烫",
    "mojibake": "ä»Šå¤©",
    "latin-mojibake": "ï¿½",
    "traditional": "這裡說",
    "tags": "<b>",
    "close-tags": "</",
    "comments": "<!---->",
    "comment-open": "<!--",
    "less": "<",
    "formula": "$a$",
    "latex": "\\frac{",
    "script": "function(){",
    "json": '{"a":',
    "stars-between": "一*",
    "spaced": "一 二 ",
    "jammed": "w-w-w-.",
    "ideographic-comma": "、",
    "ellipsis": "…",
    "emoji": "\N{GRINNING FACE}",
    "private": "\ue000",
    "unassigned": "\u0378",
    "hangul": "\u1100\u1161",
    "spaces-then-dot": "    .",
}


def _repeated(unit: str, size: int = SIZE) -> str:
    return unit * (size // len(unit.encode()))


def texts() -> Iterator[Input]:
    """Each pump alone, and within an article."""
    for name, unit in _PUMPS.items():
        yield f"pump-{name}.txt", _repeated(unit).encode()
    for name, unit in list(_PUMPS.items())[::3]:
        inside = f"{_PROSE}\n{_repeated(unit)}\n{_PROSE}\n" * 1
        yield f"within-{name}.txt", inside.encode()


_TAGS = ("div", "table><tr><td", "ul><li", "font", "b", "a href=x", "blockquote", "span", "section")


def pages() -> Iterator[Input]:
    """Pages of HTML: nesting, repetition, things that never end."""
    page = (
        f"<html><head><title>题</title></head><body><p>{_PROSE}</p>%s<p>{_PROSE}</p></body></html>"
    )
    for tag in _TAGS:
        name = tag.split(">")[0].split(" ")[0]
        yield f"nested-{name}.html", (page % _repeated(f"<{tag}>", 60_000)).encode()
        end = "".join(f"</{one}>" for one in reversed([t.split(" ")[0] for t in tag.split("><")]))
        yield f"many-{name}.html", (page % _repeated(f"<{tag}>一{end}", 60_000)).encode()
    for name, unit in {
        "br": "<br>",
        "p": "<p>",
        "hr": "<hr>",
        "img": "<img src=a>",
        "option": "<option>一",
        "comment": "<!-- a -->",
        "cdata": "<![CDATA[a]]>",
        "script": "<script>a</script>",
        "style": "<style>a{}</style>",
        "instruction": "<?a b?>",
        "conditional": "<!--[if IE]>a<![endif]-->",
        "entity": "&#20170;",
        "bad-entity": "&nosuch",
        "link": "<a href='http://a.example/1'>更多</a>",
        "meta": "<meta name=author content=张三>",
        "li": "<li>第一条",
        "td": "<td>一",
        "dl": "<dl><dt>一<dd>二",
        "ruby": "<ruby>一<rt>yi",
        "svg": "<svg><g>",
        "math": "<math><mi>a",
        "template": "<template><p>",
        "noscript": "<noscript><p>一",
        "iframe": "<iframe srcdoc='<p>一'>",
        "textarea": "<textarea><p>",
        "form": "<form><input>",
        "code": "<pre><code>a\n",
        "h1": "<h1>题</h1>",
        "quote": '<p class="',
        "less": "<<",
        "hidden": "<p style='display:none'>一</p>",
        "class": "<p class='a b c d'>一</p>",
    }.items():
        yield f"html-{name}.html", (page % _repeated(unit, 80_000)).encode()
    attributes = " ".join(f"a{i}=b" for i in range(9_000))
    yield "attributes.html", f"<html><body {attributes}><p>{_PROSE}".encode()
    yield "long-attribute.html", f"<html><body><p title='{'a' * SIZE}'>{_PROSE}".encode()
    yield "long-class.html", f"<html><body><p class='{'content ' * 9_000}'>{_PROSE}".encode()
    yield "css-comments.html", f"<html><style>{'/*' * 40_000}</style><p>{_PROSE}".encode()
    yield (
        "css-rules.html",
        f"<html><style>{'.a{display:none}' * 5_000}</style><p class=a>{_PROSE}".encode(),
    )
    yield "css-selectors.html", f"<html><style>{'a>' * 20_000}b{{}}</style><p>{_PROSE}".encode()
    yield "data-uri.html", (page % f"<img src='data:image/png;base64,{'A' * 80_000}'>").encode()
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    yield (
        "laughs.html",
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "哈">{laughs}]><html><p>&l9;'.encode(),
    )
    deep = '{"a":' * 9_000 + "1" + "}" * 9_000
    yield (
        "json-ld-deep.html",
        (page % f"<script type='application/ld+json'>{deep}</script>").encode(),
    )
    graph = json.dumps([{"@type": "Article", "headline": "题"}] * 2_000)
    yield (
        "json-ld-many.html",
        (page % f"<script type='application/ld+json'>{graph}</script>").encode(),
    )
    yield "json-in-script.html", (page % f"<script>var a = {deep}</script>").encode()
    titles = "<title>" + "题 - 站 | " * 8_000 + "</title>"
    yield "title.html", f"<html><head>{titles}</head><body><p>{_PROSE}".encode()
    own = "<link rel=canonical href='http://www.beihu.cn/1'>"
    for name in ("北湖网", "www.beihu.cn", "www.beihu.cn "):
        shown = _repeated(name, 80_000)
        yield (
            f"names-itself-{len(name)}.html",
            f"<title>今日有雨_北湖网</title>{own}<p>{_PROSE}<p>{shown}<p>{_PROSE}".encode(),
        )
    yield (
        "base.html",
        f"<html><base href='http://[/'><a href='http://[/'>一</a><p>{_PROSE}".encode(),
    )
    yield "charset.html", f"<html><meta charset={'x' * 9_000}><p>{_PROSE}".encode()
    yield "charset-lies.html", f"<html><meta charset=utf-16><p>{_PROSE}".encode("gbk")


def encoded() -> Iterator[Input]:
    """Bytes that are hard to read as text."""
    rng = random.Random(14)
    text = _repeated(_PROSE, 60_000)
    yield "random.txt", rng.randbytes(SIZE)
    yield "high.txt", bytes(rng.randrange(128, 256) for _ in range(SIZE))
    yield "gbk-nul.txt", text.encode("gbk").replace(b"\xb7", b"\0\xb7")
    yield "gbk-odd.txt", b"\xa3" + text.encode("gbk")
    yield "half.txt", b"\xe4\xbb" * 30_000
    yield "lead.txt", b"\xe4" * SIZE
    yield "trail.txt", b"\x8a" * SIZE
    yield "ff.txt", b"\xff" * SIZE
    yield "utf16-odd.txt", text.encode("utf-16")[:-1]
    yield "utf16-be.txt", text.encode("utf-16-be")
    yield "utf16-lone.txt", b"\xff\xfe" + b"\x00\xd8" * 30_000
    yield "utf32.txt", text.encode("utf-32")
    yield "utf7.txt", b"+TsqRKVkp-" * 8_000
    yield "gb18030-four.txt", b"\x81\x30\x81\x30" * 20_000
    yield "big5.txt", "這裡的風景與從前大不相同。".encode("big5") * 2_000
    yield "mixed.txt", (_PROSE.encode("gbk") + b"\n" + _PROSE.encode() + b"\n") * 600
    yield "mixed-line.txt", (_PROSE.encode("gbk") + _PROSE.encode()) * 600
    yield "iso-2022.txt", b"\x1b$B$3$s\x1b(B" * 8_000
    yield "hz.txt", b"~{<:Ky2;~}" * 8_000
    yield "twice.txt", text.encode().decode("latin-1").encode()
    yield "thrice.txt", text[:9_000].encode().decode("latin-1").encode().decode("latin-1").encode()
    yield "cp1252.txt", text[:9_000].encode().decode("cp1252", "ignore").encode()
    yield "gbk-as-utf8.txt", text.encode().decode("gbk", "ignore").encode()
    yield "nul-between.txt", b"\0".join(bytes([byte]) for byte in text[:9_000].encode())
    yield "controls.txt", bytes(range(32)) * 3_000
    yield "ansi.txt", b"\x1b[31m" * 18_000
    yield "one-byte.txt", b"\x80"
    yield "empty-lines.gbk.txt", b"\xa1\xa1\r\n" * 20_000


def rows() -> Iterator[Input]:
    """Tables of rows that are nearly JSON, or too much of it."""
    good = json.dumps({"text": _PROSE}, ensure_ascii=False).encode()
    for name, unit in {
        "no-value": b'{"b":},',
        "open": b'{"a":',
        "open-list": b'[{"a":[',
        "braces": b"}{",
        "close": b"} ",
        "close-comma": b"},",
        "key": b'{"a',
        "string": b'"a',
        "escape": b'"\\u',
        "surrogate": b'{"text":"\\ud800"},',
        "nan": b'{"text":NaN},',
        "nulls": b'{"text":null},',
        "commas": b",",
        "numbers": b"1,",
        "tiny": b'{"text":""},',
        "lists": b"[],",
        "bom": b"\xef\xbb\xbf",
        "comments": b"/**/",
    }.items():
        yield f"json-{name}.json", b"[" + unit * (60_000 // len(unit))
    yield "json-deep.json", b"[" * 40_000 + b"]" * 40_000
    yield "json-deep-row.json", b'{"text":' + b"[" * 40_000 + b"]" * 40_000 + b"}"
    yield "json-number.json", b'[{"text":"a","date":' + b"9" * 50_000 + b"}]"
    yield "json-keys.json", json.dumps([{f"k{i}": "v" for i in range(5_000)}]).encode()
    yield "jsonl-deep.jsonl", good + b"\n" + b'{"text":' * 9_000 + b"\n" + good
    yield "jsonl-braces.jsonl", b"{\n" * 40_000
    yield "jsonl-numbers.jsonl", b"1\n" * 40_000
    yield "jsonl-blank.jsonl", b"\n" * SIZE
    yield "jsonl-long.jsonl", b'{"text":"' + b"a" * 80_000
    yield (
        "jsonl-fields.jsonl",
        b"\n".join(json.dumps({f"f{i}{j}": "v" for j in range(9)}).encode() for i in range(900)),
    )
    yield "jsonl-tiny.jsonl", b'{"text":"a"}\n' * 6_000
    yield "jsonl-dates.jsonl", b'{"text":"a","title":"b","date":99999999999999999999}\n' * 900
    yield "jsonl-objects.jsonl", b'{"text":{"text":{"text":{"text":"a"}}}}\n' * 900
    yield "jsonl-gbk.jsonl", b"\n".join([_PROSE.encode("gbk")] * 900)
    yield "jsonl-quotes.jsonl", b'{"text":"' + b'\\"' * 40_000 + b'"}'
    yield "jsonl-nul.jsonl", b'{"text":"\\u0000"}\n' * 900
    yield "front-matter.md", b"---\n" + b"a: b\n" * 15_000 + b"---\n" + _PROSE.encode()
    yield "front-matter-open.md", b"---\n" + b"- a\n" * 15_000
    yield "front-matter-deep.md", b"---\na: " + b"[" * 40_000 + b"\n---\n" + _PROSE.encode()
    yield "front-matter-keys.md", b"---\n" + b"a" * 60_000 + b"\n---\n"
    yield "front-matter-colons.md", b"---\n" + b"a " * 30_000 + b":\n---\n"


def packed() -> Iterator[Input]:
    """What grows when it is unpacked, or is packed in itself."""
    zeros, rows_ = bytes(64 << 20), b'{"a":1}\n' * 400_000
    yield "zeros.gz", gzip.compress(zeros)
    yield "zeros.bz2", bz2.compress(zeros)
    yield "zeros.xz", lzma.compress(zeros)
    yield "zeros.txt.gz", gzip.compress(bytes(15 << 20))
    yield "rows.jsonl.gz", gzip.compress(rows_)
    yield "rows.jsonl.bz2", bz2.compress(rows_)
    yield "rows.jsonl.xz", lzma.compress(rows_)
    yield "rows.json.gz", gzip.compress(b"[" + b'{"a":1},' * 400_000)
    yield "page.html.gz", gzip.compress(b"<div>" * 2_000_000)
    yield "text.txt.gz", gzip.compress(_repeated(_PROSE + "\n", 15 << 20).encode())
    yield "members.gz", gzip.compress(b"") * 3_000
    yield "truncated.gz", gzip.compress(zeros)[:-9]
    yield "garbage.gz", gzip.compress(_PROSE.encode()) + b"\x1f\x8b\x08" * 20_000
    yield "garbage.bz2", bz2.compress(_PROSE.encode()) + b"BZh91AY&SY" * 6_000
    yield "garbage.xz", lzma.compress(_PROSE.encode()) + b"\xfd7zXZ\0" * 9_000
    nested = _PROSE.encode()
    for _ in range(12):
        nested = gzip.compress(nested)
    yield "nested.gz", nested
    inner = zipped({"a.txt": _PROSE.encode()})
    for _ in range(12):
        inner = zipped({"a.zip": inner, "b.zip": inner})
        if len(inner) > SIZE:
            break
    yield "nested.zip", inner
    yield "zeros.zip", zipped({"a.txt": zeros})
    yield "many-zeros.zip", zipped({f"{i}.txt": bytes(8 << 20) for i in range(9)})
    yield "many.zip", zipped({f"{i}": b"" for i in range(900)})
    yield "many-rows.zip", zipped({f"{i}.jsonl": b'{"a":1}\n' * 9_000 for i in range(40)})
    yield "same-names.zip", b"".join([zipped({"a.txt": _PROSE.encode()})])
    names = ("../../x", "/etc/passwd", "a\0b", "\x1b[2J", "a" * 9_000, ".", "..", "a//b", "con")
    yield "names.zip", zipped({name: _PROSE.encode() for name in names})
    damaged = zipped({f"{i}.txt": _PROSE.encode() for i in range(40)})
    yield "headless.zip", damaged[: damaged.index(b"PK\x01\x02")]
    yield "heads.zip", b"PK\x03\x04" * 20_000
    yield (
        "directory.zip",
        damaged[: damaged.index(b"PK\x01\x02")] + b"PK\x01\x02" * 9_000 + damaged[-22:],
    )
    yield "overlapping.zip", overlapping(_PROSE.encode() * 900, 400)
    yield (
        "encrypted.zip",
        damaged.replace(
            b"PK\x01\x02\x14\x00\x14\x00\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01\x00"
        ),
    )
    yield "members.tar", tarred([(f"{i}", b"") for i in range(150)])
    yield "lying.tar", lying_tar()
    yield "headers.tar", (b"a" * 257 + b"ustar\x0000" + bytes(248)) * 150
    yield "long-names.tar", tarred([("a/" * 2_000 + str(i), b"x") for i in range(9)])
    yield "links.tar", linked_tar()
    yield "in-tar.tgz", gzip.compress(tarred([("a.gz", gzip.compress(zeros))]))
    yield (
        "office.docx",
        zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>" * 9_000}),
    )
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(9_000)
    yield "document.pdf", b"%PDF-1.4\n" + b"obj " * 9_000


def crawls() -> Iterator[Input]:
    """WARC and ARC files whose heads and lengths lie."""
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"

    def record(data: bytes, length: bytes | None = None) -> bytes:
        size = b"%d" % len(data) if length is None else length
        return head + b"Content-Length: " + size + b"\r\n\r\n" + data + b"\r\n\r\n"

    good = record(http % (b"", f"<html><p>{_PROSE}</p>".encode()))
    yield "heads.warc", b"WARC/1.0\r\nA: b\r\nC: d\r\n" * 4_000
    yield "heads.warc.gz", gzip.compress(b"WARC/1.0\r\nA: b\r\nC: d\r\n" * 600_000)
    yield "empty-heads.warc.gz", gzip.compress(b"WARC/1.0\r\nA:\r\nC:\r\n\r\n" * 600_000)
    yield "fields.warc", b"WARC/1.0\r\n" + b"A: b\r\n" * 15_000
    yield "names.warc", b"WARC/1.0\r\n" + b"A" * SIZE
    yield "starts.warc", b"WARC/1.0\r\n" * 9_000
    yield "blank.warc", good + b"\r\n" * 40_000 + good
    yield "nul.warc", good + bytes(SIZE) + good
    for name, length in {
        "negative": b"-1",
        "huge": b"9" * 18,
        "long": b"9" * 9_000,
        "none": b"",
        "short": b"3",
        "words": b"abc",
    }.items():
        yield f"length-{name}.warc", good + record(http % (b"", b"<p>a"), length) + good
    chunks = b"Transfer-Encoding: chunked\r\n"
    yield "chunks.warc", record(http % (chunks, b"1\r\na\r\n" * 12_000))
    yield "chunk-huge.warc", record(http % (chunks, b"ffffffff\r\na"))
    yield "chunk-extension.warc", record(http % (chunks, b"1;" + b"a=" * 30_000 + b"\r\na"))
    bomb = gzip.compress(bytes(64 << 20))
    yield "body-bomb.warc", record(http % (b"Content-Encoding: gzip\r\n", bomb)) + good
    yield "body-many.warc", record(http % (b"Content-Encoding: gzip, gzip, gzip\r\n", bomb))
    codings = b"Content-Encoding: " + b"gzip," * 9_000 + b"\r\n"
    yield "codings.warc", record(http % (codings, gzip.compress(b"a")))
    yield "deflate.warc", record(http % (b"Content-Encoding: deflate\r\n", bytes(9_000)))
    yield "status.warc", record(b"HTTP/1.1 " + b"2" * 60_000)
    yield "headers.warc", record(http % (b"A: b\r\n" * 12_000, b"<p>a"))
    yield "records.warc", b"".join(record(b"") for _ in range(700))
    yield "arc-lines.arc", b"filedesc://a 0.0.0.0 20080101 text/plain 0\n" * 1_500
    yield "arc-urls.arc", b"filedesc://a 0.0.0.0 20080101 text/plain 0\n" + b"http://" * 12_000
    yield "arc-dots.arc", b"filedesc://a 0.0.0.0 20080101 text/plain 0\nhttp://a " + b"1." * 30_000
    yield "junk.warc", bytes(30_000) + good
    yield "urls.warc", record(b"").replace(b"http://a.example/", b"http://[/" + b"a" * 9_000)


def tables() -> Iterator[Input]:
    """Parquet: what a few bytes of a dictionary stand for, and what no calendar has."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return

    def written(table: "pa.Table", **options: object) -> bytes:
        made = io.BytesIO()
        pq.write_table(table, made, **options)
        return made.getvalue()

    many = pa.array([_PROSE * 40_000] * 300).dictionary_encode()
    yield "dictionary.parquet", written(pa.table({"text": many}), compression="zstd")
    yield "rows.parquet", written(pa.table({"text": pa.array(["a"] * 900_000)}))
    yield "nulls.parquet", written(pa.table({"text": pa.nulls(900_000, pa.string())}))
    yield "columns.parquet", written(pa.table({f"c{i}": ["a"] for i in range(500)}))
    deep: list[object] = ["a"]
    for _ in range(60):
        deep = [deep]
    yield "deep.parquet", written(pa.table({"text": pa.array([deep])}))
    dates = pa.array([60_000_000] * 9, pa.int32()).cast(pa.date32())
    yield "dates.parquet", written(pa.table({"text": ["一"] * 9, "date": dates}))
    groups = written(pa.table({"text": ["一"] * 900}), row_group_size=1)
    yield "groups.parquet", groups
    good = written(pa.table({"text": [_PROSE] * 40}))
    yield "no-footer.parquet", good[:-30]
    yield "footer.parquet", good[:-8] + struct.pack("<L", 1 << 31) + b"PAR1"
    yield "magic.parquet", b"PAR1" * 9_000
    rng = random.Random(3)
    for i in range(5):
        damaged = bytearray(good)
        for _ in range(6):
            damaged[rng.randrange(len(damaged) - 400, len(damaged))] = rng.randrange(256)
        yield f"damaged-{i}.parquet", bytes(damaged)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def overlapping(data: bytes, count: int) -> bytes:
    """A zip whose directory names one member many times: each is unpacked from the same bytes."""
    one = zipped({"a.txt": data})
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return one[:start] + entry * count + end


def tarred(members: list[tuple[str, bytes]]) -> bytes:
    """A tar of these members."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def lying_tar() -> bytes:
    """A tar whose only member says that it has 8 GB."""
    info = tarfile.TarInfo("a.txt")
    info.size = 8 << 30
    return info.tobuf() + _PROSE.encode()


def linked_tar() -> bytes:
    """A tar of links and devices."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"of-kind-{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return made.getvalue()


FAMILIES: tuple[Callable[[], Iterator[Input]], ...] = (
    *(texts, pages, encoded, rows, packed, crawls, tables),
)


def every() -> Iterator[tuple[str, str, bytes]]:
    """The family, name and content of each input."""
    for family in FAMILIES:
        for name, data in family():
            yield family.__name__, name, data
