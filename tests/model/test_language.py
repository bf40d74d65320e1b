"""The language of an article: by its script, else by its words; unknown rather than wrong."""

import pytest

from pipeline.model.language import language_of

SENTENCES = {
    "zh": "老船工今年七十三岁，每天清晨仍要把缆绳检查一遍。",
    "ja": "船頭は今年で七十三歳になるが、毎朝ロープを調べている。",
    "ko": "뱃사공은 올해 일흔세 살이지만 매일 아침 밧줄을 살펴본다.",
    "en": "The old ferryman is seventy-three and still checks the rope every morning.",
    "de": "Der alte Fährmann ist dieses Jahr dreiundsiebzig und prüft noch jeden Morgen das Seil.",
    "fr": "Le vieux passeur a soixante-treize ans et vérifie encore la corde chaque matin.",
    "es": "El viejo barquero cumple setenta y tres años y revisa la cuerda todas las mañanas.",
    "ru": "Старому паромщику в этом году семьдесят три года, и он каждое утро проверяет канат.",
    "vi": "Ông lái đò năm nay đã bảy mươi ba tuổi mà sáng nào cũng kiểm tra lại sợi dây thừng.",
    "ug": "قېيىقچى بۇ يىل يەتمىش ئۈچ ياشقا كىردى، ئۇ ھەر كۈنى ئەتىگەندە ئارغامچىنى تەكشۈرىدۇ.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_of_a_sentence_is_told(language: str):
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        *("今天天气很好", "iPhone 15 Pro 手机评测", "渡口", "他用 Python 写了一个小工具"),
        "pmap === 报告进程的内存映射关系\n`pmap -x PID` report memory map of a process",
        "今天 Apple 和 Google 都发布了新产品，分析师说市场会喜欢。",
        "歌手把アニメ唱成了中文，大家都很喜欢这首歌，他又唱了一遍。",
    ],
)
def test_short_chinese_is_chinese_whatever_latin_stands_in_it(text: str):
    assert language_of(text) == "zh"


@pytest.mark.parametrize(
    "text",
    [
        *("Hi", "OK OK OK", "iPhone 15 Pro Max", "ABC-123 GTX 4090 RTX", "www.example.com/a.html"),
        *(
            "4009 3321",
            "Ni hao, wo shi zhongguo ren",
            "for i in range(10): print(i)",
            "…",
            "2023-02-27 ，。！",
            "",
        ),
    ],
)
def test_what_is_no_sentence_of_a_language_has_none(text: str):
    assert language_of(text) is None


def test_an_english_word_in_a_chinese_page_changes_nothing():
    assert language_of(SENTENCES["zh"] * 3 + SENTENCES["en"]) == "zh"
    assert language_of("An article in English that names 北京 once.") == "en"
    assert language_of("서울은 大韓民國의 수도이다") == "ko"
