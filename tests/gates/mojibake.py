"""A table of how much mojibake is had back and how much sound text stays.

Run as `python tests/gates/mojibake.py`.

Needs the shared articles (ARTICLE_PIPELINE_SHARED, or `../shared` beside the checkout).
"""

import json
import re
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache

from opencc import OpenCC

from pipeline.characters.mojibake import edits
from pipeline.model.edits import Text
from tests.conftest import SHARED

DATA = SHARED / "data"


def gbk(text: str) -> bytes:
    """GBK, with what it has no character for as a question mark."""
    return text.encode("gbk", "replace")


def utf8_or_latin(raw: bytes) -> str:
    """UTF-8 where it is valid, else Latin-1."""
    text = raw.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda lone: chr(ord(lone[0]) - 0xDC00), text)


def cp1252(raw: bytes) -> str:
    """Windows-1252 as browsers read it: the bytes it lacks are controls."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or bytes([byte]).decode("latin-1") for byte in raw
    )


def again(text: str) -> str:
    """The text saved as UTF-8 and read as Latin-1."""
    return text.encode().decode("latin-1")


@cache
def traditional() -> OpenCC:
    """The converter, which is slow to make."""
    return OpenCC("s2t")


def big5(text: str) -> bytes:
    """Big5 of the Traditional form."""
    return traditional().convert(text).encode("big5", "replace")


DAMAGES: dict[str, tuple[Callable[[str], bytes], Callable[[bytes], str], str, float]] = {
    # row: how it was encoded, how it was read, the right codec, the share asked for
    "GBK as Latin-1": (gbk, lambda raw: raw.decode("latin-1"), "gbk", 0.999),
    "GBK as windows-1252": (gbk, cp1252, "gbk", 0.999),
    "without soft hyphens": (
        gbk,
        lambda raw: raw.decode("latin-1").replace("\xad", ""),
        "gbk",
        0.99,  # where a `?` may stand for a byte, no soft hyphen is put back
    ),
    "UTF-8 where valid": (gbk, utf8_or_latin, "gbk", 0.97),
    "UTF-8 as windows-1252": (str.encode, cp1252, "utf-8", 0.999),
    "UTF-8 as cp1252, lossy": (
        str.encode,
        lambda raw: raw.decode("cp1252", "replace"),
        "utf-8",
        0.85,  # the share whose bytes all survive: nothing is guessed
    ),
    "UTF-8 twice": (
        str.encode,
        lambda raw: again(raw.decode("latin-1")),
        "utf-8",
        0.999,
    ),
    "UTF-8 three times": (
        str.encode,
        lambda raw: again(again(raw.decode("latin-1"))),
        "utf-8",
        0.999,
    ),
    "GBK in UTF-8 as Latin-1": (gbk, lambda raw: again(raw.decode("latin-1")), "gbk", 0.998),
    "Big5 as Latin-1": (big5, lambda raw: raw.decode("latin-1"), "big5", 0.999),
    # The same: what a lost byte stood for was guessed before, and one in ten guesses was wrong.
    "UTF-8 as GBK": (str.encode, lambda raw: raw.decode("gbk", "replace"), "utf-8", 0.84),
    "UTF-8 as GB18030": (str.encode, lambda raw: raw.decode("gb18030", "replace"), "utf-8", 0.925),
    "Big5 as GB18030": (big5, lambda raw: raw.decode("gb18030", "replace"), "big5", 0.999),
}


def articles(step: int, start: int = 0) -> list[str]:
    """Some of the shared articles, at least 200 characters long, as the repair stage gets them."""
    with (DATA / "inews" / "dev.jsonl").open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for i, row in enumerate(rows) if i % step == start]
    texts = ["\n".join(line.strip() for line in text.split("\n") if line.strip()) for text in texts]
    return [text for text in texts if len(text) >= 200]


def repaired(text: str) -> str:
    """The text with its edits made."""
    page = Text(text)
    page.apply("mojibake", edits(text))
    return page.now


def share(want: str, got: str) -> float:
    """The share of the wanted characters that came back, in order."""
    if want == got:
        return 1.0
    kept = 0
    # Clause by clause first, then character by character where clauses differ: else it is slow.
    a, b = (re.findall("[^，。\n]*[，。\n]?", text) for text in (want, got))
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            kept += len(old)
        elif tag == "replace":
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            kept += sum(block.size for block in matcher.get_matching_blocks())
    return kept / len(want)


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a floor is missed. `-v` shows one line of each kind that failed."""
    if not DATA.is_dir():
        sys.stdout.write(f"skipped: no {DATA}\n")
        return 0
    out = sys.stdout.write
    # One sentence a line, so that single lines can be damaged; long articles tell nothing more.
    texts = [re.sub("。(?=.)", "。\n", text[:1500]) for text in articles(24)[:110]]
    low = False
    out(f"{'':26}{'asked':>7}{'whole':>8}{'lines':>8}   {len(texts)} articles\n")
    for row, (encode, read, codec, floor) in DAMAGES.items():
        whole, single, count = 0.0, 0.0, 0
        shown = 0
        for i, text in enumerate(texts):
            want = encode(text).decode(codec, "replace")
            damaged = "\n".join(read(encode(line)) for line in text.split("\n"))
            got = repaired(damaged)
            whole += share(want, got)
            if "-v" in arguments and got != want and shown < 5:
                for a, b, c in zip(
                    want.split("\n"), got.split("\n"), damaged.split("\n"), strict=False
                ):
                    if a != b and shown < 5:
                        shown += 1
                        out(f"   want {a[:60]!r}\n   got  {b[:60]!r}\n   from {c[:60]!r}\n")
            lines = text.split("\n")
            long = [k for k, line in enumerate(lines) if len(line) >= 10]
            if not long:
                continue
            place = long[i % len(long)]
            want = encode(lines[place]).decode(codec, "replace")
            before = lines[:place], lines[place + 1 :]
            page = "\n".join((*before[0], read(encode(lines[place])), *before[1]))
            got = repaired(page).split("\n")[place]
            single += share(want, got)
            count += 1
        whole, single = whole / len(texts), single / count
        low |= min(whole, single) < floor
        out(f"{row:26}{floor:7.3f}{whole:8.3f}{single:8.3f}\n")
    sound = articles(4, 1)
    touched = [text for text in sound if list(edits(text))]
    low |= bool(touched)
    out(f"{'sound, changed':26}{0:7}{len(touched):8}{'':8}   of {len(sound)} articles\n")
    for text in touched[:10]:
        for edit in list(edits(text))[:3]:
            out(f"    {edit.rule}: {text[edit.start : edit.end][:40]!r} -> {edit.new[:40]!r}\n")
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for text in sound:
            list(edits(text))
        best = min(best, time.process_time() - start)
    out(f"{'µs an article':26}{50:7}{best / len(sound) * 1e6:8.0f}\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
