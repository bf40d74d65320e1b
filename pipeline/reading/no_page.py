"""What is no page, by its name or its first bytes: style sheets, pictures, files of the system.

Such an input is `ignored`, with the reason; a document that could be read elsewhere (`advice`) is
failed, with what to do.
"""

import re
from typing import NamedTuple

from pipeline.reading import sniff


class _Kind(NamedTuple):
    """A kind of file that is no page, the ends of its names and its first bytes."""

    name: str
    ends: tuple[str, ...]
    starts: bytes = rb"(?!)"


_KINDS = (
    _Kind("a style sheet", ("css", "less", "scss", "sass", "xsl", "xslt")),
    _Kind("a script", ("js", "mjs", "cjs", "map", "vbs", "swf", "wasm")),
    _Kind(
        "a picture",
        (
            *("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "ico", "cur", "svg"),
            *("avif", "heic", "heif", "tif", "tiff", "psd"),
        ),
        rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|\x00\x00\x01\x00|8BPS\0"
        rb"|....ftyp(?:avif|heic|mif1)|BM....\0\0\0\0|\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?"
        rb"(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]",
    ),
    _Kind(
        "a font",
        ("woff", "woff2", "ttf", "otf", "eot", "ttc"),
        rb"wOF[F2]|OTTO\0|\x00\x01\x00\x00\x00",
    ),
    _Kind(
        "sound or a film",
        (
            *("mp3", "wav", "ogg", "oga", "m4a", "flac", "aac", "amr", "wma", "mp4", "m4v"),
            *("webm", "mov", "avi", "flv", "mkv", "wmv", "ogv", "m3u8", "3gp", "rm", "rmvb"),
        ),
        rb"ID3[\x02-\x04]|OggS\0|fLaC\0|RIFF....(?:WAVE|AVI )|FLV\x01|\x1aE\xdf\xa3|....ftyp",
    ),
    _Kind("a program", ("exe", "dll", "msi", "apk", "dmg", "iso", "jar", "class", "pyc", "bin")),
)
_END = {end: kind.name for kind in _KINDS for end in kind.ends}
_STARTS = [(re.compile(kind.starts, re.S | re.I), kind.name) for kind in _KINDS]
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
    r"(.+?)(?:_files|\.files|-files|_file|_文件|\.文件|-Dateien|_fichiers|_archivos)$", re.I
)
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".php", ".asp", ".aspx", ".jsp")


def why_ignored(head: bytes, name: str, kind: str = "page") -> str:
    r"""Why a file (unpacked) that starts with `head` is no page; blank where it may be one.

    `kind` is what it looks like (`sniff.kind`): rows, archives and pages of HTML are read whatever
    they are called, for servers and people give wrong names.

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
    found = _HELD.match(folder)
    names = (f"{found[1]}{end}" for end in _PAGES) if found else ()
    return next((name for name in names if name in beside), "")


def holder_of(path: str, files: set[str]) -> str:
    """The saved page that a file is a part of, blank for none; `files` are all there are.

    >>> holder_of("a/新闻_files/logo.png", {"a/新闻.html", "a/新闻_files/logo.png"})
    'a/新闻.html'
    """
    at = path.find("/")
    while at >= 0:
        if found := _HELD.match(path[:at]):
            for end in _PAGES:
                if found[0] == path[:at] and f"{found[1]}{end}" in files:
                    return f"{found[1]}{end}"
        at = path.find("/", at + 1)
    return ""


_ADVICE = (
    (re.compile(rb"%PDF-"), "a PDF document; turn it into text first, as `pdftotext` does"),
    (re.compile(rb"\{\\rtf1"), "an RTF document; save it as HTML or text first"),
    (re.compile(rb"AT&TFORM"), "a DjVu document; turn it into text first, as `djvutxt` does"),
    (re.compile(rb".{60}BOOKMOBI", re.S), "a Kindle book; turn it into EPUB first"),
    (re.compile(rb"ITSF\x03\x00"), "a CHM help file; unpack it first, as `7z x` does"),
    (re.compile(rb"Rar!\x1a\x07"), "a RAR archive; unpack it first"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "a 7-Zip archive; unpack it first"),
    (
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "an old Office document (.doc, .xls, .ppt); save it as HTML or text first",
    ),
)
_OFFICE = (
    (re.compile(rb"application/vnd\.oasis\.opendocument\.(\w+)"), "an OpenDocument %s"),
    (re.compile(rb"\bword/"), "a Word document (.docx)"),
    (re.compile(rb"\bxl/"), "an Excel workbook (.xlsx)"),
    (re.compile(rb"\bppt/"), "a PowerPoint presentation (.pptx)"),
)


def advice(head: bytes) -> str:
    """What a document is that is not read, and what to do with it; blank for others."""
    return next((said for starts, said in _ADVICE if starts.match(head)), "")


def office(head: bytes, name: str) -> str:
    """Which document of an office suite starts with `head`, and what to do with it."""
    for pattern, kind in _OFFICE:
        if found := pattern.search(head):
            said = kind % found[1].decode() if "%" in kind else kind
            break
    else:
        end = re.search(r"\.(?:docx|xlsx|pptx|odt|ods|odp)$", name, re.I)
        said = f"an office document ({end[0].lower()})" if end else "an office document"
    return f"{said}; save it as HTML, CSV or text first"
