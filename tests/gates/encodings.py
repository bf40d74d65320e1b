"""A table of how many real and damaged files decode rightly: `python tests/gates/encodings.py`.

Needs the shared material (ARTICLE_PIPELINE_SHARED, or `../shared` beside the checkout). Other
detectors stand beside ours where they are installed.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.characters.decode import decode
from pipeline.model.article import Refused
from tests.conftest import SHARED
from tests.made.unseen.damaged import traditional
from tests.made.unseen.prose import Writer

FLOORS = {
    "as they are": 0.99,
    "1 damaged": 0.97,
    "3 damaged": 0.95,
    "10 damaged": 0.85,
    "cut end": 0.98,
    "a NUL": 0.97,
    "utf-16-le 200 B": 0.97,
    "utf-16-le 2 kB": 0.97,
    "gbk 24 B": 0.97,
    "big5 24 B": 0.95,
    "made up": 0.99,
    "made up, in HTML": 0.99,
}
SPEED = {"UTF-8 MB/s": 150.0, "GBK MB/s": 4.0}
DATA = SHARED / "data"
LOST = "\N{REPLACEMENT CHARACTER}"
Case = tuple[str, bytes, str]  # name, bytes, the text they should give


def real() -> Iterator[tuple[str, bytes, str, str]]:
    """Real files: name, bytes, the codec of the gold, the gold text without a byte order mark."""
    folder = DATA / "encodings"
    for name, gold in json.loads((folder / "gold.json").read_bytes()).items():
        codec = {"given": "gb18030", "gb18030(replace)": "gb18030"}.get(
            gold["encoding"], gold["encoding"]
        )
        yield name, (folder / "files" / name).read_bytes(), codec, gold["text"].lstrip("\ufeff")


def damaged(count: int, dice: random.Random) -> Iterator[Case]:
    """Real files with the last byte of some characters broken; right is all else unharmed."""
    for name, data, codec, _ in real():
        if codec not in ("gb18030", "big5", "utf-8"):
            continue
        text = data.decode(codec, "replace")
        high = [i for i, char in enumerate(text) if char >= "\u2000"]
        if len(high) < 4 * count:
            continue
        broken = bytearray()
        chosen, start = sorted(dice.sample(high, count)), 0
        for place in chosen:
            raw = text[place].encode(codec, "replace")
            broken += text[start:place].encode(codec, "replace")
            broken += raw[:-1] + dice.choice((b"\xff", b" ", b"?", b"\x7f"))
            start = place + 1
        broken += text[start:].encode(codec, "replace")
        yield name, bytes(broken), broken.decode(codec, "replace").lstrip("\ufeff")


def cut(dice: random.Random) -> Iterator[Case]:
    """Real files that end inside a character."""
    for name, data, codec, _ in real():
        if codec not in ("gb18030", "big5", "utf-8"):
            continue
        ends = [i for i in range(len(data) // 2, len(data)) if data[i - 1] >= 0x80 <= data[i]]
        if ends:
            short = data[: dice.choice(ends)]
            yield name, short, short.decode(codec, "replace").lstrip("\ufeff")


def with_nul(dice: random.Random) -> Iterator[Case]:
    """Real files with one zero byte between two characters."""
    for name, data, codec, _ in real():
        if codec in ("gb18030", "big5", "utf-8"):
            text = data.decode(codec, "replace")
            place = dice.randrange(len(text))
            raw = [part.encode(codec, "replace") for part in (text[:place], text[place:])]
            if b"".join(raw) == data:
                yield name, b"\0".join(raw), (text[:place] + "\0" + text[place:]).lstrip("\ufeff")


def articles(step: int) -> list[str]:
    """Some of the shared articles."""
    with (DATA / "inews" / "dev.jsonl").open(encoding="utf-8") as rows:
        return [json.loads(row)["text"] for i, row in enumerate(rows) if i % step == 0]


def snippets(codec: str, size: int, script: str | None = None) -> Iterator[Case]:
    """The beginnings of articles, so many bytes of whole characters in a codec."""
    convert: Callable[[str], str] = str
    if script:
        from opencc import OpenCC

        convert = OpenCC(script).convert
    for i, text in enumerate(articles(8)):
        raw = b""
        for char in convert(text[20 : 20 + size].strip()):
            try:
                more = char.encode(codec)
            except UnicodeEncodeError:
                continue
            if len(raw) + len(more) > size:
                break
            raw += more
        if len(raw) < size * 0.8:
            continue
        # Twenty-four bytes that are mostly digits and Latin letters tell no encoding.
        if sum(b >= 0x80 for b in raw) >= size * 0.6 or codec.startswith("utf-16"):
            yield f"{codec} {i}", raw, raw.decode(codec)


GENRES = {
    "Cantonese": "佢哋話今日嘅天氣幾好，不如去飲茶啦。嗰邊啲點心好食過呢度好多，價錢又唔算貴。" * 3,
    "names": "参加会议的有朱镕基、喆、赵頔、陈堃、王珺、李晟、张嬿、吴旻、邓婕、郑燊、周勍。",
    "numbers": "\n".join(
        f"{y}年\t{y % 7}.{y % 13}%\t{y * 37 % 9999}万元" for y in range(2001, 2020)
    ),
    "mixed": "据Reuters报道，苹果发布了iPhone，售价$999起。CEO说：“It is the best.”反应平平。" * 2,
}
SIMPLIFIED = ("gbk", "gb2312", "gb18030", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "hz")
TRADITIONAL = ("big5", "cp950", "big5hkscs", "gbk", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
LENGTHS = (24, 60, 200, 2000, 20000)


def made_up() -> Iterator[Case]:
    """Texts of ours in every encoding and many lengths, mostly of whole characters."""
    for genre, text, codecs in made_texts():
        for codec in codecs:
            for size in LENGTHS:
                raw = text.encode(codec, "ignore")
                piece = text[: max(4, len(text) * size // len(raw))].strip()
                data = piece.encode(codec, "ignore")
                want = data.decode(codec)
                if sum(char > "\u2000" for char in want) >= max(6, 0.3 * len(want)):
                    yield f"{genre} {codec} {size}", data, want


def in_html() -> Iterator[Case]:
    """The same as pages that declare no charset, or a wrong one."""
    for genre, text, codecs in made_texts():
        for codec in codecs[:3]:
            for charset in (
                "",
                "utf-8",
                "iso-8859-1",
                "big5" if codec.startswith("gb") else "gb2312",
            ):
                meta = charset and f'<meta charset="{charset}">'
                page = (
                    f"<html><head>{meta}<title>{text[:9]}</title></head><p>{text[:900]}</p></html>"
                )
                data = page.encode(codec, "ignore")
                yield f"{genre} {codec} as {charset or 'nothing'}.html", data, data.decode(codec)


def made_texts() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Genres, texts, and the encodings that have their characters."""
    prose = {f"prose {seed}": "\n".join(Writer(f"bytes {seed}").body(6, 40)) for seed in range(6)}
    for genre, text in {**prose, **GENRES}.items():
        if genre != "Cantonese":
            yield genre, text, SIMPLIFIED
        if genre not in ("names", "numbers"):
            yield f"{genre}, Traditional", traditional(text), TRADITIONAL


def ours(data: bytes, name: str) -> str:
    """What the pipeline says."""
    try:
        return decode(data, html=name.endswith("html")).text
    except Refused:
        return ""


def others() -> dict[str, Callable[[bytes, str], str]]:
    """What other detectors say, of those that can be imported."""
    found: dict[str, Callable[[bytes, str], str]] = {}

    def by(detect: Callable[[bytes], Any]) -> Callable[[bytes, str], str]:
        superset = {"gb2312": "gb18030", "gbk": "gb18030"}

        def say(data: bytes, name: str) -> str:
            codec = detect(data) or "utf-8"
            try:
                return data.decode(superset.get(codec.lower(), codec), "replace").lstrip("\ufeff")
            except LookupError:
                return ""

        return say

    try:
        import chardet

        found["chardet"] = by(lambda data: chardet.detect(data)["encoding"])
    except ImportError:
        pass
    try:
        from charset_normalizer import from_bytes

        found["normalizer"] = by(lambda data: getattr(from_bytes(data).best(), "encoding", None))
    except ImportError:
        pass
    try:
        import cchardet

        found["cchardet"] = by(lambda data: cchardet.detect(data)["encoding"])
    except ImportError:
        pass
    try:
        from resiliparse.parse.encoding import detect_encoding

        found["resiliparse"] = by(detect_encoding)
    except ImportError:
        pass
    return found


def cases() -> dict[str, list[Case]]:
    """Every row of the table."""
    dice = random.Random(8)
    return {
        "as they are": [(name, data, text) for name, data, _, text in real()],
        "1 damaged": [case for _ in range(3) for case in damaged(1, dice)],
        "3 damaged": [case for _ in range(3) for case in damaged(3, dice)],
        "10 damaged": [case for _ in range(3) for case in damaged(10, dice)],
        "cut end": list(cut(dice)),
        "a NUL": list(with_nul(dice)),
        "utf-16-le 200 B": list(snippets("utf-16-le", 200)),
        "utf-16-le 2 kB": list(snippets("utf-16-le", 2000)),
        "gbk 24 B": list(snippets("gbk", 24)),
        "big5 24 B": list(snippets("big5", 24, "s2t")),
        "made up": list(made_up()),
        "made up, in HTML": list(in_html()),
    }


def speeds() -> dict[str, float]:
    """Megabytes a second, one article at a time, by processor time."""
    texts = articles(10)
    found = {}
    for row, codec in (("UTF-8 MB/s", "utf-8"), ("GBK MB/s", "gb18030")):
        raw = [text.encode(codec) for text in texts]
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            for data in raw:
                decode(data)
            best = min(best, time.process_time() - start)
        found[row] = sum(map(len, raw)) / best / 1e6
    return found


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a floor is missed. `-v` names the misses, `-o` leaves others out."""
    if not DATA.is_dir():
        sys.stdout.write(f"skipped: no {DATA}\n")
        return 0
    beside = {} if "-o" in arguments else others()
    out = sys.stdout.write
    out(f"{'':18}{'files':>7}{'asked':>7}{'got':>7}" + "".join(f"{n:>12}" for n in beside) + "\n")
    low = False
    for row, todo in cases().items():
        misses = [name for name, data, text in todo if ours(data, name) != text]
        got = 1 - len(misses) / len(todo)
        low |= got < FLOORS[row]
        line = f"{row:18}{len(todo):7}{FLOORS[row]:7.2f}{got:7.3f}"
        few = todo[:: max(1, len(todo) // 70)]
        for say in beside.values():
            line += f"{sum(say(data, name) == text for name, data, text in few) / len(few):12.3f}"
        out(line + "\n")
        if "-v" in arguments:
            out("".join(f"    {name}\n" for name in misses))
    for row, rate in speeds().items():
        low |= rate < SPEED[row]
        out(f"{row:18}{'':7}{SPEED[row]:7.0f}{rate:7.0f}\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
