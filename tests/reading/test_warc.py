"""Pages of WARC and ARC files are read on both sides of damage, and what is lost is named."""

import gzip
import os
import random
import tracemalloc
import zlib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model.article import Record, Unreadable
from pipeline.reading import http, warc
from pipeline.reading.compression import Broken
from tests.made.limits import at_most
from tests.made.source_files import Found, only


def answer(body: bytes, head: str = "Content-Type: text/html", status: int = 200) -> bytes:
    length = f"Content-Length: {len(body)}"
    return f"HTTP/1.1 {status} OK\r\n{head}\r\n{length}\r\n\r\n".encode() + body


def page(number: int) -> bytes:
    # Noise, so that packed members are long enough to be damaged inside.
    noise = random.Random(number).randbytes(700).hex()
    return f"<html><body><p>{number} 新闻</p><p>{noise}</p></body></html>".encode()


def record(
    number: int, data: bytes | None = None, kind: str = "response", length: int | None = None
) -> bytes:
    data = answer(page(number)) if data is None else data
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(data) if length is None else length}\r\n\r\n"
    ).encode() + b"%s\r\n\r\n" % data


RECORD = {"record": 1, "warc_record_id": "<urn:uuid:1>"}


def read(data: bytes, how: str | None = None, size: int = 1 << 16) -> list[Found]:
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    return list(warc.crawl_records("w", chunks, how))  # type: ignore[arg-type]  # a name of a packing


def numbers(found: list[Found]) -> list[int | str]:
    """The number of each page that came whole, and the reasons of the others."""
    said: list[int | str] = []
    for one in found:
        if isinstance(one, Record):
            number = int(one.known["url"].removeprefix("http://x/"))
            assert one.data == page(number)
            said.append(number)
        else:
            said.append(one.why)
    return said


PAGES = [record(number) for number in range(8)]
MEMBERS = [gzip.compress(one) for one in PAGES]


def test_responses_are_read_and_requests_are_not(tmp_path: Path) -> None:
    data = record(0, b"x", "warcinfo") + record(1, b"GET /", "request") + PAGES[2] + PAGES[3]

    for name, packed in (("a.warc", data), ("a.warc.gz", gzip.compress(data)), ("a", data)):
        found = only(tmp_path, name, packed)
        assert numbers(found) == [2, 3]
        assert [one.path for one in found] == [f"{name}#3", f"{name}#4"]
        (tmp_path / name).unlink()


def test_a_crawl_without_a_page_does_not_vanish() -> None:
    data = record(0, b"x", "warcinfo") + record(1, b"GET /", "request")

    assert read(data) == [Unreadable("w", "no response among its 2 records", fate="ignored")]


@pytest.mark.parametrize("size", [1, 7, 997, 1 << 16])
def test_the_pieces_in_which_a_crawl_comes_do_not_matter(size: int) -> None:
    assert numbers(read(b"".join(PAGES), size=size)) == list(range(8))
    assert numbers(read(b"".join(MEMBERS), "gz", size)) == list(range(8))


def test_the_texts_of_a_wet_file_are_pages() -> None:
    (found,) = read(record(1, "一\n二".encode(), "conversion"))

    said = Record(
        "w#1", "一\n二".encode(), "text/plain", "utf-8", {"url": "http://x/1"}, source=RECORD
    )
    assert found == said


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda data: data[:300] + bytes(20) + data[320:], "corrupt gzip"),
        (lambda data: data[:300], "corrupt gzip"),
        (lambda data: data[:300] + data[310:], "corrupt gzip"),
        (lambda data: data[:-8] + b"12345678", "corrupt gzip"),
        (lambda data: b"rubbish" + data[7:], "corrupt gzip"),
    ],
)
def test_a_damaged_member_costs_one_page(damage, why: str) -> None:  # type: ignore[no-untyped-def]  # a lambda
    data = b"".join((*MEMBERS[:3], damage(MEMBERS[3]), *MEMBERS[4:]))

    for size in (100, 1 << 16):
        before, lost, after = (said := numbers(read(data, "gz", size)))[:3], said[3], said[4:]
        assert (before, after) == ([0, 1, 2], [4, 5, 6, 7])
        assert why in str(lost)


@pytest.mark.parametrize(
    ("third", "why"),
    [
        (PAGES[3][:900], "swallows"),
        (b"rubbish" * 9000, "no record begins here"),
        (record(3, length=9_000), "swallows"),
        (record(3, length=10**12), "the record ends after"),
        (record(3, length=len(answer(page(3))) + 4 + len(PAGES[4])), "swallows"),
        (record(3, length=400), "no record ends there"),
        (record(3).replace(b"Content-Length", b"Xontent-Length", 1), "no Content-Length"),
        (record(3).replace(b"WARC/1.0", b"CRAW/1.0", 1), "no record begins here"),
    ],
)
def test_a_damaged_record_costs_one_page_and_its_neighbours_none(third: bytes, why: str) -> None:
    data = b"".join((*PAGES[:3], third, *PAGES[4:]))

    for size in (100, 1 << 16):
        before, lost, after = (said := numbers(read(data, size=size)))[:3], said[3], said[4:]
        assert (before, after) == ([0, 1, 2], [4, 5, 6, 7])
        assert why in str(lost)


def test_a_page_about_crawls_is_whole_where_http_says_so() -> None:
    inner = b"<html><pre>" + record(5) + b"</pre>"
    found = read(record(1, answer(inner)) + PAGES[2])

    assert [one.data for one in found] == [inner, page(2)]


@pytest.mark.parametrize("how", [None, "gz"])
def test_a_truncated_crawl_costs_its_last_page(how: str | None) -> None:
    data = b"".join(MEMBERS if how else PAGES)[:-100]
    said = numbers(read(data, how))

    assert said[:-1] == list(range(7))
    assert "truncated" in str(said[-1])


@pytest.mark.parametrize("how", [None, "gz"])
def test_wherever_a_crawl_is_cut_the_pages_before_are_read_and_reading_ends(
    how: str | None,
) -> None:
    pages = MEMBERS[:2] if how else PAGES[:2]
    for cut in range(len(pages[0]) + 1, sum(map(len, pages))):
        found = warc.crawl_records("w", iter([b"".join(pages)[:cut]]), how)  # type: ignore[arg-type]  # a name of a packing
        first, *rest = numbers(list(islice(found, 5)))
        assert first == 0 and rest[:1] in ([], [1], rest[-1:]) and len(rest) <= 2, cut


@settings(max_examples=60, deadline=None)
@example(at=212, cut=212, new=b"")  # out of a body, whose length HTTP states as wrongly
@given(
    at=st.integers(0, sum(map(len, PAGES))), cut=st.integers(1, 3000), new=st.binary(max_size=50)
)
def test_a_hole_never_costs_a_page_outside_it(at: int, cut: int, new: bytes) -> None:
    whole = b"".join(PAGES)
    starts = [whole.index(one) for one in PAGES]
    found = read(whole[:at] + new + whole[at + cut :])

    kept = {one.known.get("url") for one in found if isinstance(one, Record)}
    for number, start in enumerate(starts):
        if start + len(PAGES[number]) <= at or start >= at + cut:
            assert f"http://x/{number}" in kept
    assert len({one.path for one in found}) == len(found)


@settings(deadline=None)
@given(st.data())
def test_no_damage_makes_reading_fail(data: st.DataObject) -> None:
    whole = bytearray(b"".join(data.draw(st.sampled_from([PAGES, MEMBERS]))[:3]))
    how = "gz" if whole.startswith(b"\x1f") else None
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)):
        whole[at] = data.draw(st.integers(0, 255))

    assert read(bytes(whole), how)


def test_old_arc_files_are_read_and_a_truncated_one_costs_its_last_page() -> None:
    def arc(number: int) -> bytes:
        data = answer(page(number))
        head = f"http://x/{number} 1.2.3.4 20200101000000 text/html {len(data)}\n"
        return head.encode() + data + b"\n"

    first = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = b"filedesc://x.arc 0.0.0.0 20200101000000 text/plain %d\n%s\n" % (len(first), first)
    data = head + b"".join(map(arc, range(4)))

    assert numbers(read(data)) == [0, 1, 2, 3]
    assert numbers(read(gzip.compress(data), "gz")) == [0, 1, 2, 3]
    *good, bad = numbers(read(data[:-30]))
    assert good == [0, 1, 2] and "truncated" in str(bad)


def test_a_body_over_the_cap_is_passed_over_in_little_memory() -> None:
    def chunks():  # type: ignore[no-untyped-def]  # a stream made up
        yield PAGES[0]
        yield b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/1\r\n"
        yield b"Content-Length: %d\r\n\r\n" % (200 << 20)
        for _ in range(200):
            yield bytes(1 << 20)
        yield b"\r\n\r\n" + PAGES[2]

    tracemalloc.start()
    found = list(warc.crawl_records("w", chunks(), None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert numbers(found) == [0, "a body of 200 MB: over 64", 2]
    assert peak < 20 << 20


def test_a_bomb_in_a_crawl_is_named_and_the_pages_before_are_read() -> None:
    data = gzip.compress(PAGES[0]) + gzip.compress(record(1, answer(bytes(30 << 20))))
    said = numbers(read(data, "gz"))

    assert said[0] == 0 and "over 200 times" in str(said[-1])


# --- HTTP

CODINGS: Mapping[str, bytes] = {
    "gzip": gzip.compress(page(1)),
    "deflate": zlib.compress(page(1)),
    "identity": page(1),
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("chunked", [False, True])
def test_transfer_and_content_encodings_are_undone(coding: str, chunked: bool) -> None:
    body, head = (
        CODINGS[coding],
        f"Content-Type: text/html; charset=GBK\r\nContent-Encoding: {coding}",
    )
    if chunked:
        head += "\r\nTransfer-Encoding: chunked"
        body = b"5;x=y\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (body[:5], len(body) - 5, body[5:])

    (found,) = read(record(1, answer(body, head)))

    known = {"url": "http://x/1"}
    assert found == Record("w#1", page(1), "text/html", "GBK", known, source=RECORD)


def test_raw_deflate_brotli_and_zstd_are_undone() -> None:
    raw = zlib.compress(page(1))[2:-4]
    assert http.response(answer(raw, "Content-Encoding: deflate")).body == page(1)
    brotli = pytest.importorskip("brotli").compress(page(1))
    assert http.response(answer(brotli, "Content-Encoding: br")).body == page(1)
    zstd = pytest.importorskip("zstandard").ZstdCompressor().compress(page(1))
    assert http.response(answer(zstd, "Content-Encoding: zstd")).body == page(1)


@pytest.mark.parametrize("head", ["Transfer-Encoding: chunked", "Content-Encoding: gzip"])
def test_what_the_crawler_has_undone_is_not_undone_again(head: str) -> None:
    assert http.response(answer(page(1), head)).body == page(1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"SSH-2.0", "no HTTP response"),
        (answer(page(1), status=404), "HTTP status 404, not a page"),
        (answer(page(1), status=301), "HTTP status 301, not a page"),
        (answer(b"\x89PNG", "Content-Type: image/png"), "image/png, not a page"),
        (answer(CODINGS["gzip"][:200], "Content-Encoding: gzip"), "truncated gzip"),
        (answer(CODINGS["deflate"][:200], "Content-Encoding: deflate"), "truncated deflate"),
        (answer(b"x", "Content-Encoding: rot13"), "rot13, which is unknown"),
        (answer(b"ff\r\nabc", "Transfer-Encoding: chunked"), "truncated"),
        (answer(b"2\r\nab\r\nabc", "Transfer-Encoding: chunked"), "damaged"),
        (answer(gzip.compress(bytes(30 << 20)), "Content-Encoding: gzip"), "over 200 times"),
    ],
)
def test_an_answer_that_is_no_page_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Broken, match=why):
        http.response(data)


def test_what_a_crawler_cut_short_is_read_as_far_as_it_goes() -> None:
    data = answer(
        gzip.compress(os.urandom(50_000).hex().encode())[:20_000], "Content-Encoding: gzip"
    )

    assert len(http.response(data, cut=True).body) > 10_000


def test_an_empty_answer_is_an_empty_record() -> None:
    (found,) = read(record(1, answer(b"")))

    assert isinstance(found, Record) and found.data == b""


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_junk_before_the_first_record_of_a_crawl_costs_no_record(name: str, tmp_path: Path) -> None:
    crawl = b"proxy error\0\r\n" * 40 + b"".join(map(record, range(5)))
    found = only(tmp_path, name, gzip.compress(crawl) if name.endswith("gz") else crawl)
    assert numbers(found) == ["no record begins here: 560 bytes lost", 0, 1, 2, 3, 4]


def test_a_page_about_the_format_is_no_crawl(tmp_path: Path) -> None:
    found = only(tmp_path, "howto.txt", b"A head looks like this:\n" + record(1))
    assert [one.path for one in found] == ["howto.txt"]


def test_arc_records_without_a_line_end_after_them_are_read(tmp_path: Path) -> None:
    heads = [b"filedesc://x.arc 0.0.0.0 20080101000000 text/plain 5\n1 0 x"]
    heads += [
        b"http://x/%d 1.2.3.4 20080101000000 text/html %d\n%s"
        % (number, len(answer(page(number))), answer(page(number)))
        for number in range(3)
    ]
    packed = b"".join(map(gzip.compress, heads))
    assert numbers(only(tmp_path, "a.arc.gz", packed)) == [0, 1, 2]


def test_heads_that_never_end_take_no_more_time_than_others() -> None:
    with at_most(10):
        found = read(b"WARC/1.0\r\nA: b\r\nC: d\r\n" * 100_000)
    assert len(found) == 100_000
