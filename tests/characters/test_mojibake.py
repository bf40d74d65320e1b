"""What the mojibake pass has back, and what it leaves alone."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import flow
from pipeline.characters import unreadable
from pipeline.characters.han import fit
from pipeline.characters.mojibake import mojibake_edits, suspicious
from pipeline.characters.read_as_other import SHOWN_IN
from pipeline.corpus.folder import Reader
from pipeline.model.edits import Text, undo
from pipeline.model.flags import FLAGS
from pipeline.report import progress
from pipeline.run.settings import Options
from tests.made.misreadings import READINGS, SIGNS, lose, misread, page, score

SOUND = "天气转冷以后，老人每天早上还是到河边走一走。"
PAGE = "他说，这样的日子很好，孩子们也都长大了，能自己出门上学。"
TRADITIONAL = "他說，這樣的日子很好，孩子們也都長大了，能自己出門上學。"


def repaired(text: str) -> str:
    """The text with its edits made."""
    page = Text(text)
    page.apply("mojibake", mojibake_edits(text))
    return page.now


def utf8_or_latin(raw: bytes) -> str:
    """UTF-8 where it is valid, else Latin-1."""
    text = raw.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda lone: chr(ord(lone[0]) - 0xDC00), text)


def again(text: str) -> str:
    """The text saved as UTF-8 and read as Latin-1."""
    return text.encode().decode("latin-1")


DAMAGES: dict[str, Callable[[str], str]] = {
    "GBK as Latin-1": lambda text: text.encode("gbk").decode("latin-1"),
    "without soft hyphens": lambda text: text.encode("gbk").decode("latin-1").replace("\xad", ""),
    "UTF-8 as Latin-1": lambda text: text.encode().decode("latin-1"),
    "UTF-8 twice": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    "UTF-8 three times": lambda text: again(again(again(text))),
    "GBK in UTF-8": lambda text: again(text.encode("gbk").decode("latin-1")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_undone_on_a_whole_text(damage: Callable[[str], str]) -> None:
    assert damage(PAGE) != PAGE
    assert repaired(damage(PAGE)) == PAGE


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_undone_on_one_line_of_a_sound_text(damage: Callable[[str], str]) -> None:
    assert repaired(f"{SOUND}\n{damage(PAGE)}\n{SOUND}") == f"{SOUND}\n{PAGE}\n{SOUND}"


@pytest.mark.parametrize("name", ["GBK as Latin-1", "UTF-8 as Latin-1", "UTF-8 twice"])
def test_damage_is_undone_inside_a_sound_line(name: str) -> None:
    assert repaired(SOUND + DAMAGES[name](PAGE) + SOUND) == SOUND + PAGE + SOUND


def test_what_may_be_one_letter_or_another_is_marked() -> None:
    damaged = f"{SOUND}\n{utf8_or_latin(PAGE.encode('gbk'))}\n"
    got = repaired(damaged).split("\n")[1]
    assert got.replace("\N{REPLACEMENT CHARACTER}", "都") == PAGE


def test_big5_read_as_gb18030_is_read_again() -> None:
    assert repaired(TRADITIONAL.encode("big5").decode("gb18030")) == TRADITIONAL


def test_a_single_quotation_mark_is_had_back() -> None:
    assert repaired("他说 donâ€™t 的意思") == "他说 don’t 的意思"


def test_the_reading_that_supposes_least_is_taken() -> None:
    """Read as UTF-8 where it is valid, the dot among its letters would be a commoner word."""
    title = "他和两万件咖啡豆"
    assert repaired(title.encode("gbk").decode("latin-1")) == title


def test_a_letter_that_lost_a_byte_is_marked_and_never_guessed() -> None:
    damaged = "大家做好准备，工作冬天开始".encode().decode("gbk", "replace")
    assert repaired(damaged) == "大�做好准备，工作�天开�".replace("�", "\N{REPLACEMENT CHARACTER}")


# As browsers and command-line tools read UTF-8 as GBK: a pair that is none is one sign.
def _pairs_as(sign: str, text: str) -> str:
    raw, out, place = text.encode(), [], 0
    while place < len(raw):
        for size in (1, 2):
            try:
                out.append(raw[place : place + size].decode("gbk"))
                break
            except UnicodeDecodeError:
                continue
        else:
            out.append(sign)
        place += size
    return "".join(out)


WATER = [
    "青溪县水务局昨天发布消息，历时八个月的老旧管网改造工程全部完工，惠及城南片区六千多户居民。",
    "家住柳荫巷的退休教师梁玉芬说，以前每到傍晚用水高峰，三楼以上就只有细细一股。",
    "记者在现场看到，新铺的球墨铸铁管外壁涂着防腐层，每隔五十米设有一个检修井。",
    "县里还同步安装了远程监测设备，管网压力一旦异常，值班人员的手机会在两分钟内收到提示。",
]


@pytest.mark.parametrize("sign", ["?", "\N{IDEOGRAPHIC SPACE}", "\N{REPLACEMENT CHARACTER}"])
@pytest.mark.parametrize("text", WATER)
def test_of_lost_pairs_nothing_is_built(sign: str, text: str) -> None:
    got = repaired(_pairs_as(sign, text))
    assert set(got) <= {*text, "\N{REPLACEMENT CHARACTER}"}
    assert sum(char in text for char in got) >= 0.75 * len(text)


@pytest.mark.parametrize("sign", ["?", "\N{REPLACEMENT CHARACTER}"])
def test_of_lost_bytes_shown_in_latin_letters_nothing_is_built(sign: str) -> None:
    for text in WATER:
        shown = text.encode("gbk").decode("latin-1")
        for place in range(9, len(shown) - 9, 7):
            damaged = shown[:place] + sign + shown[place + 1 :]
            got = repaired(damaged)
            assert set(got) <= {*text, *damaged, "\N{REPLACEMENT CHARACTER}"}
            assert sum(char in text for char in got) >= 0.25 * len(text)


def test_a_latin_codec_with_the_euro_sign_is_told_from_windows_1252() -> None:
    text = "他们说，这是第一次。价格为10元，œuvre。"
    for codec in ("iso8859-15", "latin-1"):
        assert repaired(text.encode().decode(codec)) == text
        assert repaired(text.encode("gb18030").decode(codec)) == text


@pytest.mark.parametrize("codec", SHOWN_IN)
@pytest.mark.parametrize("write", ["gbk", "big5", "utf-8"])
def test_what_other_alphabets_showed_is_had_back(write: str, codec: str) -> None:
    page = TRADITIONAL if write == "big5" else PAGE
    shown = "".join(
        bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in page.encode(write)
    )
    assert repaired(f"{SOUND}\n{shown}\n{SOUND}") == f"{SOUND}\n{page}\n{SOUND}"


@pytest.mark.parametrize(
    "text",
    ["データベースクラスタは", "クライアントはチャネルバインディングなしの", "このビルドではh"],
)
def test_japanese_is_no_big5(text: str) -> None:
    assert repaired(text) == text


def test_the_euro_sign_of_cp936_is_the_byte_that_ends_a_letter() -> None:
    assert repaired("作者:鎯崇湅涓€鏃堕棿鐪嬬嫭瀹剁殑鎶ラ亾") == "作者:想看一时间看独家的报道"


def test_the_end_of_a_line_that_lost_a_byte_is_marked() -> None:
    lost = "\N{REPLACEMENT CHARACTER}"
    assert repaired(PAGE.encode().decode("gb18030", "replace")) == PAGE[:-1] + lost


def test_bytes_lost_for_good_stay_marked() -> None:
    damaged = PAGE.encode().decode("gbk", "replace")
    got = repaired(damaged)
    assert got.count("\N{REPLACEMENT CHARACTER}") <= damaged.count("\N{REPLACEMENT CHARACTER}")
    assert sum(char in PAGE for char in got) >= 0.84 * len(PAGE)


def test_what_was_read_as_utf_8_from_gbk_is_left_for_lost() -> None:
    lost = "锟斤拷" * 20
    assert not list(mojibake_edits(lost))


SOUND_TEXTS = [
    "Il était déjà là, près de la forêt ; Éloïse dînait à côté. Créée, ÀÉÈ, œuvre.",
    "Mỗi buổi sáng ông lão đi dạo bên sông rồi về nấu cơm cho các cháu ăn.",
    "Каждое утро старик ходил к реке, а потом готовил детям обед.",
    "毎朝、老人は川へ歩いていって、それから子どもたちにご飯を作りました。駅前の広場、沢。",
    "노인은 매일 아침 강가를 걷고 돌아와서 아이들에게 밥을 해 주었다.",
    "徘徊、踌躇、蹒跚、琵琶、枇杷、饕餮、魑魅魍魉、龃龉、耄耋。",
    "魑魅魍魎、饕餮、躊躇、蹣跚、齟齬、耄耋、氤氳、蘊藉。",
    "\xa0\xa0\xa0\xa0 两个空格\xa0\xa0，25°C，3×4，±5",
    "這是繁體中文，臺灣的頭髮與發展，裏面著實很多。",
    "Größe Übermut ÄÖÜ äöü ß",
]


@pytest.mark.parametrize("text", SOUND_TEXTS)
def test_sound_text_stays(text: str) -> None:
    assert list(mojibake_edits(text)) == []


def test_an_article_that_quotes_mojibake_stays() -> None:
    shown = "中文测试内容".encode().decode("gbk", "replace")
    latin = "中文测试内容".encode("gbk").decode("latin-1")
    text = (
        f"{SOUND}打开文件时常见的乱码有“锟斤拷”和“烫烫烫”。\n{SOUND}\n"
        f"比如“{shown}”，又如“{latin}”，都是解码出错的结果。\n{SOUND}"
    )
    assert list(mojibake_edits(text)) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_edits_fit_any_text(text: str) -> None:
    page = Text(text)
    page.apply("repair.mojibake", mojibake_edits(text))
    assert undo(page.now, page.rows) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ÖÐ¹ú´óÑ§\xad\x80\x8f“”中国涓枃銆鐨� ?aé\n", max_size=80))
def test_edits_fit_text_that_looks_damaged(text: str) -> None:
    for edit in mojibake_edits(text):
        assert fit(edit.new.replace("\N{REPLACEMENT CHARACTER}", ""))[0] > fit(text)[0]


# ---- what is refused ---------------------------------------------------------------------------


def layers(text: str, count: int) -> str:
    """The text after so many rounds of UTF-8 read as GBK, bytes lost in each."""
    for _ in range(count):
        text = text.encode().decode("gbk", "replace")
    return text


REFUSED = {
    "GBK as UTF-8": PAGE.encode("gbk").decode("utf-8", "replace"),
    "and as GBK again": PAGE.encode("gbk")
    .decode("utf-8", "replace")
    .encode()
    .decode("gbk", "ignore"),
    "five layers": layers(PAGE, 5),
}


@pytest.mark.check
@pytest.mark.parametrize("lost", REFUSED.values(), ids=REFUSED)
def test_a_page_that_is_lost_is_kept_and_named(lost: str, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "lost.txt").write_text("\n".join([SOUND, lost, SOUND]), "utf-8")
    (raw / "sound.txt").write_text(f"{SOUND}\n{PAGE}", "utf-8")
    outcome = flow.run(raw, tmp_path / "clean", Options(format="jsonl"), progress.silent)
    (line,) = outcome.flagged
    assert FLAGS["mojibake"].why in line and "(lost.txt)" in line
    assert Reader(tmp_path / "clean").article("lost.txt").text.startswith(SOUND)


def test_mojibake_that_is_undone_is_not_named() -> None:
    assert not unreadable.is_lost(repaired(DAMAGES["GBK as Latin-1"](PAGE)))


def test_letters_of_a_sites_font_are_no_mojibake() -> None:
    assert not unreadable.is_lost("他\ue123\ue124走了，\ue125\ue126来\ue127的人\ue128多。" * 9)


def test_an_article_on_mojibake_is_not_named() -> None:
    shown = "，".join(f"“{lost[:30]}”" for lost in REFUSED.values())
    assert not unreadable.is_lost(f"{SOUND}常见的乱码是这样的：{shown}。{SOUND}{PAGE}{PAGE}")


@pytest.mark.parametrize("text", SOUND_TEXTS)
def test_sound_text_is_not_named(text: str) -> None:
    assert not unreadable.is_lost(text * 5)


def test_blanks_beside_rare_characters_are_no_damage():
    blank = "\N{NO-BREAK SPACE}"
    text = f"蠼螋蚰蜒?{blank}{blank}  灯灭了多久？{blank} {blank}{blank} {blank}{blank} {blank}"
    assert suspicious(text)
    assert list(mojibake_edits(text)) == []


OPEN = "中央路紅星開放以後，比天氣更熱的是第三屆文化節，想聽音樂的都可以去商場看一看。"


@pytest.mark.parametrize("sign", ["\N{REPLACEMENT CHARACTER}", "?"])
def test_under_two_wrong_readings_no_letter_is_built_of_shifted_bytes(sign: str) -> None:
    lost = "\N{REPLACEMENT CHARACTER}"
    twice = OPEN.encode("big5").decode("latin-1").encode().decode("latin-1")
    assert repaired(twice) == OPEN
    assert repaired(twice[:20] + sign + twice[21:]) == OPEN.replace("開", lost)
    assert repaired(twice[:18] + sign * 3 + twice[21:]) == OPEN.replace("星開", lost)


def test_where_a_byte_is_missing_without_a_sign_letters_beside_it_are_marked() -> None:
    shown = OPEN.encode("big5").decode("latin-1")
    for at in range(0, len(shown), 3):
        got = repaired(shown[:at] + shown[at + 1 :]).replace("\N{REPLACEMENT CHARACTER}", "")
        rest = iter(OPEN)
        assert all(char in rest for char in got), (at, got)


def test_big5_without_its_lead_bytes_is_left() -> None:
    shown = OPEN.encode("big5").decode("gbk", "replace").replace("\N{REPLACEMENT CHARACTER}", "")
    assert repaired(shown) == shown


def test_letters_that_two_latin_codecs_show_for_different_bytes_are_not_guessed() -> None:
    shown = "經依法提請".encode("big5").decode("latin-1").encode().decode("cp1252", "ignore")
    got = repaired(shown).replace("\N{REPLACEMENT CHARACTER}", "")
    assert set(got) <= set("經依法提請") or got == shown


def test_a_last_letter_whose_byte_is_cut_off_is_marked() -> None:
    shown = PAGE.encode("gbk").decode("latin-1")[:-1]
    got = repaired(shown)
    assert got.endswith("\N{REPLACEMENT CHARACTER}")
    assert PAGE.startswith(got[:-1])
    assert len(got) > len(PAGE) - 5


def test_a_sound_letter_before_big5_read_as_gbk_stays() -> None:
    tail = "責任編輯：劉雲"
    damaged = tail.encode("big5").decode("gb18030")
    assert repaired(f"價值2171430元{damaged}") == f"價值2171430元{tail}"


def test_bytes_of_a_surrogate_are_valid_in_no_utf_8():
    """ED B1 A8 in 鲁晚报 were shown as three letters; taken for one they made 惩 of 鲁晚."""
    line = "齐鲁晚报讯(记者 张玉岩) 18日，受这波冷空气余威的影响，山东的空气质量还算可以。"
    chain = READINGS["gbk as utf-8 where valid"]
    assert "惩" not in repaired(page(misread(line, chain)))


@pytest.mark.parametrize("line", ["”楊政介紹說。", "」楊政介紹說。"])
@pytest.mark.parametrize("reading", [name for name in READINGS if name.startswith("big5")])
def test_what_is_left_of_two_layers_is_never_half_undone(line: str, reading: str):
    for seed in range(12):
        shown = misread(line, READINGS[reading])
        for name in ("sign", "blank") if READINGS[reading][-1][1].startswith("gb") else ("sign",):
            lossy = lose(shown, 0.05 * (seed > 0), SIGNS[name], random.Random(seed))
            made = list(mojibake_edits(page(lossy)))
            assert score(line, lossy, SIGNS[name], made).wrong == 0


def test_japanese_with_words_in_latin_letters_is_no_big5():
    line = "された PATTERN でファイルを埋めます。PATTERN は 'default' または 'zeros' です。"
    assert repaired(line) == line
    line = "された PATTERN でファイルを埋めます. PATTERN は 'default' または 'zeros'"
    assert repaired(line) == line
