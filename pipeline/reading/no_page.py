"""What is no page, by its name or its first bytes: style sheets, pictures, files of the system.

Such an input is `ignored`, with the reason; a document that could be read elsewhere (`advice`) is
failed, with what to do.
"""

import re
import tomllib
from pathlib import Path

from pipeline.reading import sniff

_TABLES = tomllib.loads(Path(__file__).with_name("no_page.toml").read_text("utf-8"))
_END = {end: kind["name"] for kind in _TABLES["kind"] for end in kind["ends"]}
_STARTS, _ADVICE = (
    [
        (re.compile(one["starts"].encode(), re.S | re.I), one[told])
        for one in _TABLES[table]
        if "starts" in one
    ]
    for table, told in (("kind", "name"), ("advice", "said"))
)
# What follows a name that was an address: `style.css?v=3`, `a.jpg!small`, `a.png@2x`.
_ENDS = re.compile(rf"\.({'|'.join(_END)})(?:[?@!&][^/]*|%3F[^/]*)?$", re.I)
# What such a file may look like besides a text: its own format is one of rows or an archive.
_UNLIKE = {"a script": ("page", "json", "jsonl"), "a program": ("page", "zip")}
# Named as what a person reads: a picture in it is no picture of a page, but something gone wrong.
_READ = re.compile(
    r"\.(?:x?html?|shtml|txt|text|md|markdown|jsonl?|ndjson|xml|csv|tsv|eml|mht|mhtml)$", re.I
)
_SYSTEM = re.compile(
    r"(?:^|[/!])(?:\.DS_Store|\._[^/]*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|\.gitignore"
    r"|\.gitattributes|\.gitkeep|\.keep|\.wget-hsts|hts-log\.txt|hts-cache/.*|__MACOSX/.*"
    r"|pipeline\.toml|Makefile)$",
    re.I,
)
_FOR_MACHINES = re.compile(r"(?:^|[/!])(?:robots|ads|app-ads)\.txt$", re.I)
# What such a file says; an article may bear its name.
_SAID_TO_MACHINES = re.compile(
    rb"(?:\A|\n)[ \t]*(?:(?:user-agent|disallow|sitemap)[ \t]*:"
    rb"|[\w.-]+,[^,\n]+,[ \t]*(?:direct|reseller))",
    re.I,
)
_SITE_MAP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?xml-stylesheet[^>]*>\s*|<!--[^>]*-->\s*){0,3}"
    rb"<(?:\w+:)?(?:urlset|sitemapindex|OpenSearchDescription|opml)[\s>]",
    re.I,
)
_HELD = re.compile(
    r"(.+?)(?:_files|\.files|-files|_file|_文件|\.文件|-Dateien|_fichiers|_archivos)", re.I
)
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".php", ".asp", ".aspx", ".jsp")


def why_ignored(head: bytes, name: str, kind: str = "page") -> str:
    r"""Why a file (unpacked) that starts with `head` is no page; blank where it may be one.

    `kind` is what it looks like (`sniff.kind_of_file`): rows, archives and pages of HTML
    are read whatever they are called, for servers and people give wrong names.

    >>> why_ignored(b"body{}", "a/main.css?v=2"), why_ignored(b"<!doctype html><p>", "a.css")
    ('a style sheet, no page', '')
    >>> why_ignored(b"\x89PNG\r\n\x1a\n", "logo"), why_ignored(b"\x89PNG\r\n\x1a\n", "page.html")
    ('a picture, no page', '')
    """
    if _SYSTEM.search(name):
        return "a file of the system or of a tool, no page"
    if _FOR_MACHINES.search(name) and _SAID_TO_MACHINES.search(head):
        return "written for machines, no page"
    if found := _ENDS.search(name):
        said = _END[found[1].lower()]
        if kind in _UNLIKE.get(said, ("page",)) and not sniff.is_page(head):
            return f"{said}, no page"
    if kind == "page" and _SITE_MAP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "a site map, no page"
    if kind == "page" and not _READ.search(name):
        for starts, said in _STARTS:
            if starts.match(head):
                return f"{said}, no page"
    return ""


def holder(folder: str, beside: frozenset[str] | set[str]) -> str:
    """The saved page whose pictures and scripts a folder holds, blank for none.

    `beside` are the names that stand next to it.

    >>> holder("新闻_files", {"新闻.html", "a.txt"}), holder("my_files", {"a.txt"})
    ('新闻.html', '')
    """
    found = _HELD.fullmatch(folder)
    names = (f"{found[1]}{end}" for end in _PAGES) if found else ()
    return next((name for name in names if name in beside), "")


def holder_of(path: str, files: set[str]) -> str:
    """The saved page that a file is a part of, blank for none; `files` are all there are.

    >>> holder_of("a/新闻_files/logo.png", {"a/新闻.html", "a/新闻_files/logo.png"})
    'a/新闻.html'
    """
    folders = (path[: found.start()] for found in re.finditer("/", path))
    return next(filter(None, (holder(folder, files) for folder in folders)), "")


_OFFICE = (
    (re.compile(rb"application/vnd\.oasis\.opendocument\.(\w+)"), "an OpenDocument %s"),
    (re.compile(rb"\bword/"), "a Word document (.docx)"),
    (re.compile(rb"\bxl/"), "an Excel workbook (.xlsx)"),
    (re.compile(rb"\bppt/"), "a PowerPoint presentation (.pptx)"),
)


def advice(head: bytes) -> str:
    """What a document is that is not read, and what to do with it; blank for others."""
    return next((said for starts, said in _ADVICE if starts.match(head)), "")


def office_advice(head: bytes, name: str) -> str:
    """Which document of an office suite starts with `head`, and what to do with it."""
    for pattern, kind in _OFFICE:
        if found := pattern.search(head):
            said = kind % found[1].decode() if "%" in kind else kind
            break
    else:
        end = re.search(r"\.(?:docx|xlsx|pptx|odt|ods|odp)$", name, re.I)
        said = f"an office document ({end[0].lower()})" if end else "an office document"
    return f"{said}; save it as HTML, CSV or text first"
