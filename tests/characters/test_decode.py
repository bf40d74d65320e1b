"""What `decode` says of bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.characters.decode import Decoded, decode
from pipeline.characters.shifted import euc_tw
from pipeline.model.article import Refused
from pipeline.model.edits import Text

SIMPLIFIED = (
    "天气转冷以后，老人每天早上还是到河边走一走，回来再给孩子们做饭。\n他说，这样的日子很好。\n"
)
TRADITIONAL = (
    "天氣轉冷以後，老人每天早上還是到河邊走一走，回來再給孩子們做飯。\n他說，這樣的日子很好。\n"
)
LOST = "\N{REPLACEMENT CHARACTER}"


def refusal(data: bytes) -> str:
    """Why the bytes are refused."""
    with pytest.raises(Refused) as caught:
        decode(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "hz", "hz"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32-le", "utf-32-le"),
        (SIMPLIFIED, "utf-32-be", "utf-32-be"),
    ],
)
def test_every_chinese_encoding_is_found_without_being_declared(
    text: str, codec: str, encoding: str
) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.encoding, found.edits) == (text, encoding, ())


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(codec: str) -> None:
    found = decode(SIMPLIFIED.encode(codec))
    assert (found.text, found.how, found.doubt) == (SIMPLIFIED, "bom", 0.0)


@pytest.mark.parametrize("codec", ["gbk", "big5"])
def test_twelve_characters_are_enough(codec: str) -> None:
    text = "老人每天早上到河邊走走"[:12]
    assert decode(text.encode(codec)).text == text


def test_the_euro_sign_of_cp936_is_read_and_noted() -> None:
    found = decode(SIMPLIFIED.encode("gbk") + b"\x8020")
    assert found.text == SIMPLIFIED + "€20"
    assert [edit.rule for edit in found.edits] == ["euro-byte 80"]


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("wrong", [b"\xff", b" ", b"\x7f"])
def test_a_broken_character_hides_no_encoding_and_is_noted(codec: str, wrong: bytes) -> None:
    raw = TRADITIONAL.encode(codec)
    size = len("天".encode(codec))
    broken = raw[: size - 1] + wrong + raw[size:]
    found = decode(broken)
    assert found.text == broken.decode("gb18030" if codec == "gbk" else codec, "replace")
    assert found.text.endswith(TRADITIONAL[1:])
    assert found.edits[0].rule.startswith("bad-byte")


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5", "utf-16-le"])
def test_half_a_character_at_the_end_is_noted(codec: str) -> None:
    found = decode(TRADITIONAL.strip().encode(codec)[:-1])
    assert found.text == TRADITIONAL.strip()[:-1] + LOST
    assert len(found.edits) == 1


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
def test_a_stray_zero_byte_is_tolerated(codec: str) -> None:
    found = decode(b"\0".join([TRADITIONAL.encode(codec)] * 2))
    assert found.text == f"{TRADITIONAL}\0{TRADITIONAL}"


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [("gbk", "utf-8", "gb18030"), ("utf-8", "gbk", "gb18030"), ("utf-8", "big5", "big5")],
)
def test_a_page_of_two_encodings_is_decoded_line_by_line(
    first: str, second: str, named: str
) -> None:
    found = decode((TRADITIONAL * 3).encode(first) + TRADITIONAL.encode(second))
    assert found.text == TRADITIONAL * 4
    assert set(found.encoding.split("+")) == {"utf-8", named}
    assert [edit.rule[:4] for edit in found.edits] == ["run-"]


def test_a_run_of_another_encoding_inside_a_line_is_found() -> None:
    line = "<p>老人每天早上到河边走走，</p>"
    raw = line.encode() + "<b> 孩子们还在家里做饭。 </b>".encode("gbk") + line.encode()
    found = decode(raw)
    assert found.text == line + "<b> 孩子们还在家里做饭。 </b>" + line


def test_a_declared_charset_is_believed_for_what_is_not_chinese() -> None:
    text = "Он каждое утро ходил к реке."
    assert decode(text.encode("koi8-r"), "koi8-r") == Decoded(text, (), "koi8-r", "declared", 0.2)


def test_a_charset_in_the_page_is_believed_too() -> None:
    page = '<meta charset="koi8-r"><p>Он каждое утро ходил к реке.'
    assert decode(page.encode("koi8-r"), html=True).text == page


def test_a_wrong_declaration_does_not_hurt_chinese() -> None:
    for wrong in ("iso-8859-1", "utf-8", "big5", "shift_jis", "no-such-charset"):
        assert decode(SIMPLIFIED.encode("gbk"), wrong).text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode(), "gbk").text == SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Il était déjà là, près de la forêt, où le garçon dînait à côté d'un château.", "cp1252"),
        ("Каждое утро старик ходил к реке, а потом готовил детям обед.", "cp1251"),
        ("毎朝、老人は川へ歩いていって、それから子どもたちにご飯を作りました。", "euc_jp"),
        ("毎朝、老人は川へ歩いていって、それから子どもたちにご飯を作りました。", "cp932"),
        ("毎朝、老人は川へ歩いていって、それから子どもたちにご飯を作りました。", "iso2022_jp"),
        ("노인은 매일 아침 강가를 걷고 돌아와서 아이들에게 밥을 해 주었다.", "cp949"),
        ("Каждое утро старик ходил к реке.", "utf-16-le"),
    ],
)
def test_other_languages_are_read_in_their_own_encodings(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_seven_bit_chinese_is_unfolded() -> None:
    assert decode(b"\x1b$)A\x0eVPND\x0f text").text == "中文 text"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Nepoužívat tuto volbu, stiskněte šipku. Záložka již existuje, příliš žluťoučký kůň.", 0),
        ("Nie można otworzyć pliku źródłowego, sprawdź ścieżkę i spróbuj jeszcze raz później.", 0),
        ("אי אפשר לפתוח את הקובץ, יש לבדוק את הנתיב ולנסות שוב מאוחר יותר בבקשה", "cp1255"),
    ],
)
def test_languages_of_like_encodings_are_told_apart(text: str, codec: str | int) -> None:
    for name in (codec,) if codec else ("iso8859-2", "cp1250"):
        assert decode(text.encode(str(name))).text == text


def test_utf_7_is_read_and_a_sum_is_none() -> None:
    assert decode("渡口的船开了。".encode("utf-7")).text == "渡口的船开了。"
    assert decode(b"1+1+2+abc").encoding == "utf-8"


def test_what_java_writes_as_two_halves_is_one_character() -> None:
    data = "他去".encode() + b"\xed\xa1\x82\xed\xbe\xb7" + "野家。\n他走了。".encode()
    assert decode(data)[:3] == ("他去\U00020bb7野家。\n他走了。", (), "utf-8")
    assert decode(data.replace(b"\n", b"\xc0\x80")).text == "他去\U00020bb7野家。\0他走了。"


def test_characters_of_the_later_planes_of_cns_are_read() -> None:
    assert euc_tw(b"\x8e\xa3\xc4\xce\x8e\xa7\xa1\xa1\x8e\xa7\xfe\xfe") == "裏\U00020055\ufffd"


def test_euc_tw_is_told_from_gbk_and_big5() -> None:
    pairs = [bytes((lead, trail)) for lead in range(0xA1, 0xFE) for trail in range(0xA1, 0xFF)]
    of = {euc_tw(pair): pair for pair in pairs} | {"\n": b"\n"}
    found = decode(b"".join(of[char] for char in TRADITIONAL))
    assert (found.text, found.encoding) == (TRADITIONAL, "euc-tw")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"%PDF-1.4\n%text", "PDF"),
        (b"PK\3\4\x14\0\0\0", "zip"),
        (b"\x7fELF\2\1\1\0", "ELF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "RIFF"),
        (bytes(50), "zero bytes"),
        (bytes(range(256)) * 4, "control bytes"),
    ],
)
def test_binary_is_refused_by_its_kind(data: bytes, kind: str) -> None:
    assert kind in refusal(data)


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"").text == ""


def test_a_text_that_talks_about_file_formats_is_text() -> None:
    for text in ("MZ 是一种文件头。", "GIF89a 是一种图片格式。", "~{ 是波浪号 ~}", "BZh"):
        assert decode(text.encode()).text == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        found = decode(data)
    except Refused as reason:
        assert str(reason)
        return
    page = Text(found.text)
    page.apply("decode", found.edits)
    assert page.now == found.text
    assert 0 <= found.doubt <= 1
    assert not any("\ud800" <= char <= "\udfff" for char in found.text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="的一是在不了有和人这中大为上个国", min_size=12, max_size=60))
def test_common_chinese_comes_back_from_each_encoding(text: str) -> None:
    for codec in ("utf-8", "gb18030"):
        assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["gbk", "utf-16-le", "utf-16-be"])
def test_a_list_of_rare_names_is_chinese_by_its_marks(codec: str) -> None:
    names = "参加会议的有朱镕基、喆、赵頔、陈堃、王珺、李晟、张嬿、吴旻、刘祎、邓婕、郑燊、周勍。"
    assert decode(names.encode(codec)).text == names


def test_spoken_cantonese_is_big5_whatever_a_page_declares() -> None:
    page = f"<meta charset=gb2312><p>{'佢哋話今日嘅天氣幾好，嗰邊啲點心好食過呢度好多。' * 3}</p>"
    assert decode(page.encode("big5hkscs"), html=True).text == page


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8"])
def test_a_zero_byte_within_a_character_costs_no_other(encoding: str) -> None:
    text = "天色很好，船靠了岸，老人收好魚網，慢慢走回家去。\n" * 20
    text = text.replace("魚網", "网") if encoding == "gbk" else text
    data = bytearray()
    for i, char in enumerate(text):
        one = char.encode(encoding)
        data += one[:1] + b"\0" + one[1:] if i % 37 == 5 else one
    assert decode(bytes(data)).text == text
