"""Flags: why a person should look at an article that was kept, each with a reason in a sentence.

A flag is a fact of a draft under the name `flag.ID`; its value says where or how much.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Flag(NamedTuple):
    """A reason to look at a page, in English and in Chinese."""

    why: str
    zh: str


FLAGS: Mapping[str, Flag] = {
    "mojibake": Flag(
        "a tenth or more is mojibake that can't be undone; it is left",
        "十分之一以上是无法还原的乱码，予以保留",
    ),
    "unreadable": Flag(
        "it holds private-use characters whose meaning only the site's font knows",
        "含有只有网站自己的字体才认得的私用区字符",
    ),
    "lost-characters": Flag(
        "bytes of some of its characters are lost; U+FFFD stands there",
        "部分字符的字节已丢失，以 U+FFFD 标出",
    ),
    "scanned": Flag(
        "signs that a scanner reads for strokes stand inside its words; they are left",
        "词语中夹有扫描识别（OCR）的杂符，予以保留",
    ),
    "decoding": Flag(
        "its encoding is a guess with less than half a chance", "编码是猜测，把握不到一半"
    ),
    "repeated": Flag(
        "lines that other pages repeat are more than a quarter of it; they are left",
        "与其他页面重复的行超过四分之一，予以保留",
    ),
    "short": Flag("it has fewer than 20 letters", "不足二十字"),
    "language": Flag("its language is unsure", "语言无法确定"),
    "transfer-encoding": Flag(
        "it looks like base64 or quoted-printable that nobody decoded",
        "像是未解码的 base64 或 quoted-printable",
    ),
    "confidence": Flag(
        "what was taken for the article may be wrong or not whole",
        "提取的正文可能有误或不完整",
    ),
    "extraction": Flag(
        "it is unsure which part of the page is the article",
        "无法确定页面的哪一部分是正文",
    ),
}
"""Every flag by its id; `docs/reference.md` lists them."""

PREFIX = "flag."


def flags_of(found: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the flags among the facts of a draft, in order.

    >>> flags_of({"title": 1, "flag.short": 2, "flag.decoding": 3})
    ('decoding', 'short')
    """
    return tuple(sorted(name[len(PREFIX) :] for name in found if name.startswith(PREFIX)))
