"""Short texts, cries and words of other languages are read in their own encoding."""

import pytest

from pipeline.characters.decode import decode

CRIES = [
    "呵呵哒，呵呵哒！" * 9,
    "喵",
    "冲鸭！",
    "嗯嗯呢",
    "哒哒吱!!!" * 100,
    "喵~" * 40,
    "啦啦啦~喔!!!",
    "笃笃笃，笃笃笃，梆子响。\n咚咚锵，咚咚锵，锣鼓忙。",
    "签到\n签到签到签到\n路过路过",
    "呀呀呀呀，嗷嗷咯",
    "啊啊啊啊啊，啵呢啵呢！",
]
NOTES = [
    "*save_model D:/out/housing_top.mdl\n*file_import {D:/设计-1.step}",
    "make clean && make all\n# 结果在 out 目录",
    "The ferry at Qinghe (清河渡) runs from six in the morning.",
    "OK泥灰岩 3",
    "app渐暗 ok",
    "鼻烟盒",
    "凶仪 墓志铭",
    "漆器雕 印台",
]


@pytest.mark.parametrize("text", [*CRIES, *NOTES])
def test_a_few_characters_of_gbk_are_chinese(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("недекодируемое местоположение", "koi8-r"),
        ('ошибка синтаксиса, ожидался "FOR"', "iso8859-5"),
        ("Одговор посредника је превелик", "cp1251"),
        ("falha ao descartar privilégios de grupo", "cp1252"),
        ("Nieprawidłowa baza: %s", "cp1250"),
        ("Otwieranie %d elementów", "iso8859-2"),
        ("Lisää parametrina annetut asetustot arkistoon", "cp1252"),
        ("slechts één van beide is mogelijk", "cp1252"),
        ("ไม่สามารถเปิดแฟ้มส่วนย่อยได้", "cp874"),
        ("노인은 매일 아침 강가를 걷고", "cp949"),
        ("老人は川へ歩いていって", "euc_jp"),
    ],
)
def test_a_few_words_of_another_language_are_that(text: str, codec: str) -> None:
    data = text.encode(codec)
    found = decode(data)
    # Letters that two codecs have at the same byte tell no more of it than that.
    assert found.text == text or found.text.encode(found.encoding) == data
    assert not any("\u4e00" <= char <= "\u9fff" for char in found.text if codec != "euc_jp")


@pytest.mark.parametrize("text", ["A·B", "© 2020 Foo", "5·6 × 7", "Café", "Да", "±5 °C"])
def test_signs_and_letters_in_utf_8_are_no_gbk(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_word_of_gbk_that_happens_to_be_utf_8_is_chinese() -> None:
    assert decode("联通".encode("gbk")).text == "联通"
    assert decode("取胜".encode("gbk")).text == "取胜"


def test_the_codec_that_fits_nearly_as_well_is_named_beside_the_first() -> None:
    found = decode("銅鐘".encode("big5"))
    assert ", next " in found.how
    assert found.doubt >= 0.3


@pytest.mark.parametrize("text", ["咯唉唉啪砰砰！", "砰砰砰", "嘿嘿嘿嘿嘿！", "啊啊噼咳咳咳咳呢…"])
def test_cries_are_no_korean_and_no_big5(text: str) -> None:
    found = decode(text.encode("gbk"))
    assert (found.text, found.encoding) == (text, "gb18030")
