"""Paths that can be printed, are unique, and lead back to the file; and the file of each article.

Every map here is one to one, on file systems too that take `A` for `a`, or `é` for `e` and an
accent: where two inputs shared a file, one of them would be lost.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import unquote_to_bytes

from pipeline.model.article import Meta, Record
from pipeline.model.provenance import as_json

# Control and format characters, line separators, bytes that are no UTF-8 (as surrogates).
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb]"
)
# A member of what is called so stands after one `!`; that of an archive by another name after two.
_ARCHIVES = ("zip", "epub", "tar", "tgz", "gz", "bz2", "xz", "zst")
_ARCHIVE = re.compile(rf"\.(?:{'|'.join(_ARCHIVES)})$", re.I)
_MEMBER = "|".join(rf"(?<=\.{one})!" for one in _ARCHIVES)
# Only what would read as an escape or as our own notation is escaped besides.
_OURS = re.compile(
    rf"%(?=[0-9A-Fa-f]{{2}})|#(?=[0-9]+(?:\+[0-9]+)?-?(?:$|[!/]))|!(?=!|$|/)|{_MEMBER}", re.I
)
_SAFE = re.compile(r"[^\x00-\x1f\x7f-\U0010ffff%#!]*")
# Characters of a path; a zip's member may have a name of 65,535 bytes, each of them escaped.
_MOST = 200_000

_LONGEST_NAME = 255  # bytes, on ext4 and most other file systems
# Bytes of a path below CLEAN; systems take 4,096 in all, and archives may have longer names.
_LONGEST_PATH = 2_000
# What a name of ours ends with where the input's own can't be a file's: no other may end so.
_HASHED = re.compile(r"~[0-9a-f]{16,64}$", re.I)
_HASH = 32  # hexadecimal digits: 128 bits, of which nobody finds two alike


def printable(name: str) -> str:
    r"""The name with what can't be printed percent-encoded; `real` gives it back.

    >>> printable("新闻\t1.txt"), printable("\udce4.txt"), printable("100%.txt"), printable("a%41")
    ('新闻%091.txt', '%E4.txt', '100%.txt', 'a%2541')
    >>> printable("rows.jsonl#3"), printable("第#1章")
    ('rows.jsonl%233', '第#1章')
    """
    if _SAFE.fullmatch(name):
        return name
    return _UNSEEN.sub(_percent, _OURS.sub(_percent, name))


def real(path: str) -> bytes:
    r"""The bytes of the file's own name.

    >>> real("新闻%091.txt").decode()
    '新闻\t1.txt'
    """
    return unquote_to_bytes(path)


def is_path(path: object) -> bool:
    """Whether this can be the path of an input, so that a row of ours may state it."""
    return isinstance(path, str) and 0 < len(path) <= _MOST and not _UNSEEN.search(path)


def member_path(archive: str, name: str) -> str:
    """The path of a member of an archive, which is that of no file beside it.

    >>> member_path("p.zip", "a.html"), member_path("p", "a.html"), printable("p!!a.html")
    ('p.zip!a.html', 'p!!a.html', 'p%21!a.html')
    """
    return f"{archive}!{name}" if _ARCHIVE.search(archive) else f"{archive}!!{name}"


# What a path says of a record's place: its file, its member of an archive, its number.
_PLACE = re.compile(rf"(.*?)(?:(?:!!|{_MEMBER})(.*?))?(?:#(\d+)(?:#\d+)?)?", re.I | re.S)


def located(path: str, source: Mapping[str, Any]) -> dict[str, Any]:
    """Where a record lies, by its path and what its `source` says besides.

    >>> located("a/rows.jsonl#12", {}), located("p.zip!b/c.html", {})
    ({'file': 'a/rows.jsonl', 'row': 12}, {'file': 'p.zip', 'member': 'b/c.html'})
    >>> located("a.warc#3", {"record": 3, "warc_date": "2021-11-08T12:00:00Z"})
    {'file': 'a.warc', 'record': 3, 'warc_date': '2021-11-08T12:00:00Z'}
    """
    place = _PLACE.fullmatch(path)
    assert place  # it matches anything
    found: dict[str, Any] = {"file": place[1]}
    if place[2]:
        found["member"] = place[2]
    if place[3] and source.keys().isdisjoint(("record", "item")):
        found["row"] = int(place[3])
    return {**found, **source}


def provenance(record: Record, signals: Mapping[str, str]) -> dict[str, Meta]:
    """Where a record lies and what its row says besides; of an article of ours what it says.

    `signals` are what the page says of indexing and mining; what a server sent with it goes first.
    """
    found = {}
    if "source" not in record.known:
        place = located(record.path, {**signals, **record.source})
        if "robots" in record.source and "robots" in signals:
            place["robots"] = f"{record.source['robots']}, {signals['robots']}"  # both are obeyed
        found["source"] = Meta(as_json(place), "source")
    if record.extra:
        found["extra"] = Meta(as_json(record.extra), "source")
    return found


def member(name: str, raw: bytes | None, seen: dict[str, int]) -> str:
    """The printable name of an archive's member; a second one of that name gets a number.

    `raw` are the bytes of a name whose encoding the archive does not state: UTF-8, else GBK,
    which Chinese Windows writes.
    """
    if raw is not None:
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                name = raw.decode("utf-8", "surrogateescape")
    name = printable(name.lstrip("/"))
    seen[name] = seen.get(name, 0) + 1
    while seen[name] > 1:
        name = f"{name}({seen[name]})"
        seen[name] = seen.get(name, 0) + 1
    return name


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))


def article_file(path: str, *, crowded: bool = False) -> str:
    """Where the Markdown of an input stands: always below `articles/`, whatever the input's name.

    A name too long for a disk is cut and hashed; so is one in an archive that leads out of it, and
    one that another input has but for its case or accents, which is called `crowded`.

    >>> article_file("site/a.html"), article_file("news.jsonl#12")
    ('articles/site/a.html.md', 'articles/news.jsonl#12.md')
    >>> article_file("A.txt", crowded=True)
    'articles/A.txt~48266a699a8ebb7a3d40bd531606f37d.md'
    """
    *folders, last = path.split("/")
    if len(path.encode()) > _LONGEST_PATH:
        folders, last, crowded = path.split("/")[:1], "", True
    if crowded:
        name = _hashed(last, path, ".md")
    elif _HASHED.search(last) or len(last.encode()) > _LONGEST_NAME - len(".md"):
        name = _hashed(last, last, ".md")
    else:
        name = f"{last}.md"
    return "/".join(("articles", *map(_folder, folders), name))


def _folder(name: str) -> str:
    """The name of a folder; one that leads elsewhere, or that a file may have, is hashed."""
    leads = not name.strip(". ") or name != name.rstrip(". ")  # Windows drops what stands last
    taken = name.lower().endswith(".md") or _HASHED.search(name)
    if leads or taken or len(name.encode()) > _LONGEST_NAME:
        return _hashed(name.strip(". "), name, "")
    return name


def _hashed(name: str, whole: str, ending: str) -> str:
    """As much of a name as a disk takes, with the hash of the whole."""
    mark = f"~{sha256(whole.encode()).hexdigest()[:_HASH]}{ending}"
    return name.encode()[: _LONGEST_NAME - len(mark)].decode(errors="ignore") + mark


def crowded(paths: Iterable[str]) -> frozenset[str]:
    """The paths whose files are one file where case and the way of writing accents do not count."""
    every = list(paths)
    hashes = [hash(folded(article_file(path))) for path in every]
    counts = Counter(hashes)
    if len(counts) == len(every):
        return frozenset()
    some = [path for path, one in zip(every, hashes, strict=True) if counts[one] > 1]
    names = Counter(folded(article_file(path)) for path in some)
    return frozenset(path for path in some if names[folded(article_file(path))] > 1)


def folded(name: str) -> str:
    """What two names share that a file system may take for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
