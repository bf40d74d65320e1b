"""Saved pages, feeds, books, mails and sheets come out as articles; what is no page is ignored."""

import base64
import io
import json
import quopri
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.model.article import Article, Record, Unreadable
from pipeline.reading import no_page, sniff
from tests.made.cleaning import Cleaned, cleaned
from tests.made.source_files import only, short

PARAGRAPHS = (
    "渡口的老船工今年七十三岁，每天清晨仍要把缆绳检查一遍，再把船舱里的积水舀干净。",
    "他说从前两岸没有桥，赶集的人要在雾里等上大半个时辰，孩子们就坐在石阶上背书。",
    "去年秋天大桥通车以后，渡船只在周末开，乘客多半是来拍照的城里人。",
    "县里打算把旧码头修成一个小小的展览馆，木船就停在门口，缆绳还系在原来的石桩上。",
)
TEXT = "\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>渡口的老船工_江村晚报</title></head>'
    f'<body><div><a href="/">首页</a></div><h1>渡口的老船工</h1><div>{BODY}</div></body></html>'
)


def articles(raw: Path, files: Mapping[str, bytes]) -> Cleaned:
    for name, data in files.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(data)
    return cleaned(raw)


def the(found: Cleaned) -> Article:
    (one,) = found.articles
    return one


# --- the shared cases


@pytest.mark.parametrize(
    ("case", "fates", "paragraphs"),
    [
        ("11-jsonl-separators", {"kept": 2}, [4, 4]),
        ("12-mht", {"kept": 1, "duplicate": 1}, [6]),
        ("13-mnbvc", {"kept": 2}, [5, 5]),
        ("30-rss-full-text", {"kept": 3, "duplicate": 6}, [3, 3, 3]),
        ("37-warc-odd", {"kept": 3, "duplicate": 1, "ignored": 3}, [4, 4, 2]),
        ("38-warc-resources", {"kept": 4, "ignored": 1}, [3, 3, 4, 4]),
    ],
)
def test_a_shared_case_comes_out_as_it_should(
    case: str, fates: dict[str, int], paragraphs: list[int], shared: Path
):
    found = cleaned(shared / "cases" / case / "raw")
    assert found.fates == fates
    assert [one.text.count("\n") + 1 for one in found.articles] == paragraphs
    assert all(one.url or case in ("13-mnbvc",) for one in found.articles)


LESSON = "服务器的回答从状态行开始，然后是首部，空一行以后才是正文，浏览器只显示正文。"


def test_a_page_saved_with_the_head_its_server_sent_is_that_page(tmp_path: Path):
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Robots-Tag: noai\r\n\r\n"
    )
    moved = (
        b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /b\r\n\r\n<html>moved</html>"
    )
    lesson = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + LESSON
    files = {"a.html": head + PAGE.encode(), "b.html": moved, "lesson.txt": lesson.encode()}
    found = articles(tmp_path, files)
    assert found.fates == {"kept": 2, "ignored": 1}
    page, told = found.articles
    assert (page.text, page.source) == (TEXT, {"file": "a.html", "robots": "noai"})
    assert told.path == "lesson.txt" and told.text.endswith(LESSON)


# --- MHTML and mail


def mhtml(html: bytes, coding: str, charset: str, location: str) -> bytes:
    encoded = base64.encodebytes(html) if coding == "base64" else quopri.encodestring(html)
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: " + location.encode() + b"\r\n"
        b"Subject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        b"------B\r\nContent-Type: text/html"
        + (f"; charset={charset}" if charset else "").encode()
        + f"\r\nContent-Transfer-Encoding: {coding}\r\n".encode()
        + f"Content-Location: {location}\r\n\r\n".encode()
        + encoded
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: http://a.example/x.png\r\n\r\n" + picture + b"\r\n------B--\r\n"
    )


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize(("codec", "charset"), [("gb18030", "gb2312"), ("utf-8", ""), ("big5", "")])
def test_a_page_saved_as_one_file_is_that_page(
    coding: str, codec: str, charset: str, tmp_path: Path
):
    html = PAGE.replace("utf-8", codec).encode(codec, "ignore")
    data = mhtml(html, coding, charset, "https://a.example/2020/1.html")
    found = the(articles(tmp_path, {"saved.mhtml": data}))
    assert (found.path, found.url) == ("saved.mhtml", "https://a.example/2020/1.html")
    assert found.text.count("\n") == 3 and "PNG" not in found.text
    if codec != "big5":  # which has no letter for some of them
        assert (found.title, found.text) == ("渡口的老船工", TEXT)


def test_a_mail_gives_its_text_and_what_its_head_states(tmp_path: Path):
    mail = (
        b"From: =?utf-8?B?5byg5LiJ?= <a@b.example>\nTo: c@d.example\n"
        b"Subject: =?utf-8?B?5rih5Y+j?=\nDate: Mon, 01 Nov 2021 08:00:00 +0800\n"
        b"Message-ID: <1@b.example>\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/alternative; boundary="B"\n\n--B\n'
        b"Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
    )
    mail += TEXT.encode("gb18030") + b"\n--B\nContent-Type: text/html\n\n<p>x</p>\n--B--\n"
    found = the(articles(tmp_path, {"a.eml": mail}))
    assert (found.title, found.author, found.text) == ("渡口", "张三", TEXT)
    assert (found.date or "").startswith("2021-11-01")


def test_a_text_that_begins_with_labels_is_no_mail():
    for text in (b"Subject: ferry\n\nwords", b"Title: a\nAuthor: b\n\nwords", b"From: a\nTo: b\n"):
        assert sniff.kind_of_file(text, "a.txt") == "page"


# --- feeds


RSS = (
    '<?xml version="1.0" encoding="{codec}"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>江村晚报</title>'
    "<link>https://a.example/</link><ttl>60</ttl><item><title>渡口</title>"
    "<link>https://a.example/1.html</link><description>渡口的老船工今年……</description>"
    "<content:encoded><![CDATA[{body}]]></content:encoded><dc:creator>沈砚秋</dc:creator>"
    "<pubDate>Mon, 01 Nov 2021 08:00:00 +0800</pubDate><category>民生</category>"
    '<guid isPermaLink="false">n-17</guid></item></channel></rss>'
)
ATOM = (
    '<?xml version="1.0"?><!-- made --><feed xmlns="http://www.w3.org/2005/Atom">'
    "<title>江村晚报</title><entry><title>渡口</title><id>n-17</id>"
    '<link rel="alternate" href="https://a.example/1.html"/><author><name>沈砚秋</name></author>'
    "<published>2021-11-01T08:00:00+08:00</published><updated>2022-01-01T00:00:00Z</updated>"
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body}</div></content>'
    "</entry></feed>"
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<channel rdf:about="https://a.example/"><title>江村晚报</title></channel>'
    '<item rdf:about="https://a.example/1.html"><title>渡口</title>'
    "<link>https://a.example/1.html</link><dc:date>2021-11-01T08:00:00+08:00</dc:date>"
    "<dc:creator>沈砚秋</dc:creator><description>{escaped}</description></item></rdf:RDF>"
)


@pytest.mark.parametrize(
    ("name", "feed", "codec"),
    [
        ("feed.xml", RSS, "utf-8"),
        ("feed.rss", RSS, "gb2312"),
        ("index", RSS, "utf-16"),
        ("atom.xml", ATOM, "utf-8"),
        ("rdf.xml", RDF, "utf-8"),
    ],
)
def test_an_item_of_a_feed_is_an_article_with_its_facts(
    name: str, feed: str, codec: str, tmp_path: Path
):
    escaped = BODY.replace("<", "&lt;").replace(">", "&gt;")
    text = feed.format(body=BODY, escaped=escaped, codec=codec)
    found = the(articles(tmp_path, {name: text.encode("gb18030" if codec == "gb2312" else codec)}))
    assert (found.path, found.text, found.title) == (f"{name}#1", TEXT, "渡口")
    assert (found.url, found.author) == ("https://a.example/1.html", "沈砚秋")
    assert (found.date or "").startswith("2021-11-01")
    assert found.sitename is None, "the title of a feed is not the name of a site"


def test_a_feed_that_was_cut_off_says_so_and_gives_the_items_before(tmp_path: Path):
    whole = RSS.format(body=BODY, codec="utf-8")
    item = whole[whole.index("<item>") : whole.index("</channel>")]
    said = only(tmp_path, "f.xml", whole.replace(item, item * 3).encode()[: -len(item)])
    assert [type(one) for one in said] == [Record, Record, Unreadable]
    assert short(said)["f.xml#3"] == "! truncated: the feed does not end"


def test_a_page_about_feeds_is_no_feed():
    for head in (b"<!doctype html><rss>", b"# <rss>\n\nwords", b"<p>a &lt;feed></p>", b"feed"):
        assert not sniff.is_feed(head)


# --- books


def book(chapters: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    nav = {"nav.xhtml": 'properties="nav"'}
    items = "".join(
        f'<item id="c{i}" href="text/{name}" {nav.get(name, "")} '
        'media-type="application/xhtml+xml"/>'
        for i, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/b.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>江村</dc:title>'
            "<dc:creator>沈砚秋</dc:creator><dc:publisher>江村书局</dc:publisher></metadata>"
            f'<manifest>{items}<item id="css" href="a.css" media-type="text/css"/></manifest>'
            f"<spine>{spine}</spine></package>",
        )
        archive.writestr("OEBPS/a.css", "p { margin: 0 }")
        for name, html in chapters.items():
            archive.writestr(f"OEBPS/text/{name}", html)
    return made.getvalue()


def _chapter(body: str) -> str:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
    return f"{head}<body>{body}</body></html>"


def test_a_chapter_of_a_book_is_an_article_whole_and_the_rest_is_ignored(tmp_path: Path):
    short_lines = "<p>“走吗？”</p><p>“走。”</p><p>雾还没有散。</p>"
    links = '<a href="1.xhtml">第一章 雾</a> <a href="2.xhtml">第二章 桥</a>'
    made = book(
        {
            "cover.xhtml": _chapter('<img src="a.jpg"/>'),
            "nav.xhtml": _chapter(f"<nav>{links}</nav>"),
            "1.xhtml": _chapter(f"<h2>第一章 雾</h2>{BODY}{short_lines}"),
            "2.xhtml": _chapter("".join(f"<p>{one}改</p>" for one in PARAGRAPHS[:2])),
        }
    )
    found = articles(tmp_path, {"江村.epub": made})
    assert found.fates == {"kept": 2, "ignored": 2}
    first, second = found.articles
    assert (first.path, first.title, first.author) == (
        "江村.epub!OEBPS/text/1.xhtml",
        "第一章 雾",
        "沈砚秋",
    )
    assert first.text == f"{TEXT}\n“走吗？”\n“走。”\n雾还没有散。"
    assert (second.title, second.sitename) == ("第二章 桥", "江村书局")


def test_a_damaged_book_is_refused_with_the_reason(tmp_path: Path):
    data = book({"1.xhtml": "<p>x</p>"})
    (found,) = only(tmp_path, "b.epub", data[: len(data) // 2])
    assert isinstance(found, Unreadable) and "damaged e-book" in found.why


# --- sheets and JSON Feed


@pytest.mark.parametrize(
    ("name", "codec", "delimiter"),
    [
        ("a.csv", "utf-8", ","),
        ("a.csv", "utf-8-sig", ","),
        ("a.csv", "gb18030", ";"),
        ("a.CSV", "utf-16", "\t"),
        ("a.tsv", "utf-8", "\t"),
    ],
)
def test_a_row_of_a_sheet_is_an_article(name: str, codec: str, delimiter: str, tmp_path: Path):
    quoted = TEXT.replace("。", '。""', 1)
    head = delimiter.join(("编号", "标题", "正文", "发布时间"))
    rows = "".join(
        delimiter.join((str(i), f"渡口{i}", f'"{quoted}{i}"', "2021-11-01")) + "\r\n"
        for i in (7, 8)
    )
    said = only(tmp_path, name, f"{head}\r\n{rows}\r\n".encode(codec))
    assert short(said) == {
        f"{name}#1": quoted.replace('""', '"') + "7",
        f"{name}#2": quoted.replace('""', '"') + "8",
    }
    first = said[0]
    assert isinstance(first, Record)
    assert dict(first.known) == {"title": "渡口7", "date": "2021-11-01", "source_id": "7"}


def test_a_sheet_without_a_text_says_which_columns_it_has(tmp_path: Path):
    said = short(only(tmp_path, "a.csv", b"name,price\napple,3\npear,4\n"))
    assert said == {
        "a.csv": "! no text among the fields (name, price); "
        'name it in the configuration: fields.text = "…"'
    }


def test_a_row_with_more_cells_than_the_heading_costs_that_row(tmp_path: Path):
    said = short(only(tmp_path, "a.csv", b"id,text\n1,a,b\n2,good\n"))
    assert said["a.csv#2"] == "good" and said["a.csv#1"].startswith(
        "! 3 cells below a heading of 2"
    )


def test_json_feed_is_read_with_the_names_of_its_writers(tmp_path: Path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "江村晚报",
        "items": [
            {
                "id": "n-17",
                "url": "https://a.example/1.html",
                "title": "渡口",
                "content_html": BODY,
                "date_published": "2021-11-01T08:00:00+08:00",
                "authors": [{"name": "沈砚秋"}],
            }
        ],
    }
    found = the(articles(tmp_path, {"feed.json": json.dumps(feed).encode()}))
    assert (found.text, found.author, found.url) == (TEXT, "沈砚秋", "https://a.example/1.html")


# --- folders of saved pages


@pytest.mark.parametrize(
    ("said", "url"),
    [
        (
            "<!-- saved from url=(0029)https://a.example/2020/1.html -->",
            "https://a.example/2020/1.html",
        ),
        ("<!-- saved from url=(0014)about:internet -->", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://a.example/1 \n -->",
            "https://a.example/1",
        ),
        (
            "<!-- Mirrored from a.example/1.html by HTTrack Website Copier/3.x -->",
            "http://a.example/1.html",
        ),
    ],
)
def test_a_saved_page_knows_where_it_was(said: str, url: str | None, tmp_path: Path):
    page = PAGE.replace("<html>", f"\n{said}\n<html>")
    assert the(articles(tmp_path, {"渡口.html": page.encode()})).url == url


def test_what_belongs_to_a_page_is_ignored_and_fails_nothing(tmp_path: Path):
    png = b"\x89PNG\r\n\x1a\n" + bytes(100)
    found = articles(
        tmp_path,
        {
            "渡口.html": PAGE.encode(),
            "渡口_files/logo.png": png,
            "渡口_files/saved_resource.html": b"<html><body><p>advert</p></body></html>",
            "渡口_files/main.js": b"var a = 1;",
            "b.htm": PAGE.replace("老船工", "年轻船工").replace("缆绳", "船桨").encode(),
            "b.files/a.css": b"body{}",
            "site/style.css?v=3": b"body { color: red }",
            "site/photo.jpg": b"\xff\xd8\xff\xe0" + bytes(50),
            "site/logo": png,
            "site/logo.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            "site/robots.txt": b"User-agent: *\nDisallow: /\n",
            "site/sitemap.xml": b'<?xml version="1.0"?>\n<urlset xmlns="x"><url/></urlset>',
            ".DS_Store": bytes(8),
            "Thumbs.db": b"\xd0\xcf\x11\xe0",
            "pipeline.toml": b'format = "md"\n',
            "font.woff2": b"wOF2" + bytes(20),
        },
    )
    assert found.outcome.failed == 0
    kept = {path for path, (fate, _) in found.verdicts.items() if fate in ("kept", "duplicate")}
    assert kept == {"渡口.html", "b.htm"}
    assert found.fates["ignored"] == len(found.verdicts) - 2
    assert (
        found.verdicts["渡口_files/saved_resource.html"][1] == "a part of the saved page 渡口.html"
    )
    assert "14 ignored" in found.outcome.sentence(tmp_path)


def test_a_zip_of_a_saved_page_is_read_as_its_folder_is(tmp_path: Path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a/渡口.html", PAGE)
        archive.writestr("a/渡口_files/x.html", PAGE.replace("老船工", "船"))
        archive.writestr("a/style.css", "p{}")
    found = articles(tmp_path, {"saved.zip": made.getvalue()})
    assert found.fates == {"kept": 1, "ignored": 2}


def test_a_folder_beside_no_page_of_its_name_is_read(tmp_path: Path):
    found = articles(tmp_path, {"my_files/a.txt": TEXT.encode(), "other.html": b""})
    assert found.verdicts["my_files/a.txt"][0] == "kept"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.css", PAGE.encode()),  # a server's "not found", or a page by a wrong name
        ("a.jpg", b'{"text": "a"}\n{"text": "b"}\n'),
        ("about.txt", b"\x89PNG is how a picture begins"),
        ("makefile-notes.txt", b"Makefile"),
        ("robots-in-the-mine.txt", b"User-agent: *"),
        ("ads.txt", "老码头的广告牌，换了三回。".encode()),
    ],
)
def test_a_page_by_another_name_is_not_ignored(name: str, data: bytes):
    assert no_page.why_ignored(data, name, sniff.kind_of_file(data, name)) == ""


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF-1.7\n", "a PDF document; turn it into text first, as `pdftotext` does"),
        ("a", b"{\\rtf1", "an RTF document; save it as HTML or text first"),
        ("a.rar", b"Rar!\x1a\x07\x00", "a RAR archive; unpack it first"),
    ],
)
def test_a_document_that_is_not_read_is_named_with_what_to_do(
    name: str, data: bytes, why: str, tmp_path: Path
):
    found = articles(tmp_path, {name: data})
    assert found.verdicts == {name: ("failed", why)}


@pytest.mark.parametrize(
    ("member", "kind"), [("word/document.xml", "Word"), ("xl/workbook.xml", "Excel")]
)
def test_an_office_document_is_named_as_what_it_is(member: str, kind: str, tmp_path: Path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<x/>")
    (found,) = only(tmp_path, "a", made.getvalue())
    assert isinstance(found, Unreadable) and kind in found.why
