"""What is read again of a text that is spelled in ASCII as a whole, and what stays."""

import base64
import quopri
from email.header import Header
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.characters.spelled import spelled_edits
from pipeline.model.article import Record
from pipeline.stages import prepare

PAGE = (
    "昨天下午，镇上的老渡口重新开了船。\n撑船的老林今年六十七岁，他说，只要还有人要过河，就不停。"
)


def each(form: str) -> str:
    """The page with a form for each character beyond ASCII."""
    return "".join(form % ord(char) if char > "\x7f" else char for char in PAGE)


def of_bytes(form: str) -> str:
    """The same with a form for each byte of UTF-8."""
    return "".join(form % byte if byte >= 0x80 else chr(byte) for byte in PAGE.encode())


SPELLED = {
    "percent": quote(PAGE, safe="\n"),
    "percent of GBK": quote(PAGE.encode("gbk"), safe="\n"),
    "percent-u": each("%%u%04X"),
    "braces": each(r"\u{%x}"),
    "hex": of_bytes(r"\x%02x"),
    "octal": of_bytes(r"\%03o"),
    "css": each(r"\%04x "),
    "entities": each("&#x%X;"),
    "entities twice": each("&amp;#%d;"),
    "entities three times": each("&amp;amp;#x%x;"),
    "entities of bytes": of_bytes("&#%d;"),
    "words": "\n".join(Header(line, "gb18030", 9999).encode() for line in PAGE.split("\n")),
    "quoted-printable": quopri.encodestring(PAGE.encode()).decode(),
    "quoted-printable of GBK": quopri.encodestring(PAGE.encode("gbk")).decode(),
    "base64": base64.encodebytes(PAGE.encode()).decode(),
    "base64 of GBK": base64.encodebytes(PAGE.encode("gbk")).decode(),
}


@pytest.mark.parametrize("text", SPELLED.values(), ids=SPELLED)
def test_a_page_that_is_spelled_out_is_read(text: str) -> None:
    assert prepare(Record("page.txt", text.encode())).text == PAGE


@pytest.mark.parametrize(
    "text",
    [
        "The letter is %E4%B8%AD in an address, and %u4E2D in an old script of the page.",
        "地址里的中字写作 %E4%B8%AD%E5%9B%BD，脚本里写作 %u4E2D。",
        "Introduction",
        "SGVsbG8sIHRoaXMgaXMgcGxhaW4gRW5nbGlzaCB0ZXh0Lg==",
        "a=10\nb=20\nc=3D\nd=4E\n",
        r"C:\2019\0101 and \d\d\d",
        "100%25 90%20",
        "https://example.com/?q=1",
        "%ZZ%A",
        "&#1114112;&#xFFFFFFF;",
    ],
)
def test_what_shows_such_things_or_is_plain_stays(text: str) -> None:
    assert list(spelled_edits(text)) == []


@given(st.text(alphabet="%u=\\x&#;?BQ+/ \nabEF0159{}", max_size=60))
def test_any_ascii_is_read_or_left(text: str) -> None:
    assert len(list(spelled_edits(text))) <= 1


def test_a_title_is_read_too() -> None:
    page = f"<title>{quote('老渡口重新开船')}</title><p>{PAGE}</p><p>{PAGE}</p>"
    draft = prepare(Record("page.html", page.encode(), media="text/html"))
    assert draft.found["title"].value == "老渡口重新开船"
